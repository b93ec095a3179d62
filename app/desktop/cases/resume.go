package cases

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// resumable tells whether a closed case may come back as 执恢.
func (x *facts) resumable() bool {
	return !x.open() && (x.c.Closing == court.ClosedInterim || x.c.Closing == court.ClosedTerminated)
}

// askResume asks for reason and day, and opens the case that 恢复执行 registered.
func (p *casePage) askResume() {
	o, actor := p.f.Office(), p.f.Actor()
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	widgets.Load(loader, func(ctx context.Context) (office.ResumePlan, error) { return o.PlanResume(ctx, p.id) }, func(plan office.ResumePlan) {
		form := dialogForm()
		form.AddReadOnly("原案", p.facts.c.Number.String())
		form.AddReadOnly("尚欠标的额", plan.Outstanding.String()+" 元")
		filed := form.AddDate("恢复立案日期", o.Today, widgets.Required())
		filed.SetDate(o.Today())
		reason := form.AddTextArea("恢复理由", 3, widgets.Required(), widgets.Help("如：发现被执行人有可供执行的财产"))
		var made court.Case
		widgets.FormDialogLater(p.f.Window(), "恢复执行", form, "恢复执行", func() (func(context.Context) error, error) {
			why, day := reason.Text(), filed.Date()
			return func(ctx context.Context) (err error) {
				made, err = o.Resume(ctx, actor, p.id, why, day)
				return err
			}, nil
		}, func() {
			p.f.Say("已恢复执行，立为 " + made.Number.String())
			page := newCasePage(p.f, made.ID, "")
			page.resumed = true
			p.f.Open(page)
		})
	})
}
