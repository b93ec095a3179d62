package cases

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// waitingChanges are the requests for another day of a done node that nobody
// has decided yet.
func (x *facts) waitingChanges() []office.NodeChange {
	var out []office.NodeChange
	for _, c := range x.changes {
		if c.State == court.ApprovalAsked {
			out = append(out, c)
		}
	}
	return out
}

// dayOrNone names a day; none means that the node was not done.
func dayOrNone(d court.Date) string {
	if d.IsZero() {
		return "未办"
	}
	return d.String()
}

// showChange shows a waiting request to whoever may confirm it as a form with
// an answer, to others as it stands.
func (p *casePage) showChange(c office.NodeChange) {
	form := dialogForm()
	form.AddReadOnly("节点", c.Node)
	form.AddReadOnly("办理日", dayOrNone(c.From)+" 改为 "+dayOrNone(c.To))
	form.AddReadOnly("理由", c.Reason)
	form.AddReadOnly("申请", c.AskedBy+"　"+c.AskedAt.Format("2006-01-02"))
	if !p.f.Can(office.MayConfirmDate) || c.AskedByID == p.f.Actor().User.ID {
		form.AddReadOnly("状态", "等待另一位组长或执行局长确认")
		widgets.NewDialog(p.f.Window(), "节点改期申请", form)
		return
	}
	const agree, refuse = "同意", "不同意"
	answer := form.AddChoice("确认结论", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	words := form.AddText("确认意见", widgets.Help("不同意的请写明原因"))
	o, actor := p.f.Office(), p.f.Actor()
	var moved []office.Move
	var said string
	widgets.FormDialogLater(p.f.Window(), "确认节点改期", form, "提交", func() (func(context.Context) error, error) {
		yes, text := answer.ID() == agree, words.Text()
		said = map[bool]string{true: "已确认“" + c.Node + "”改期", false: "没有同意“" + c.Node + "”改期，办理日不变"}[yes]
		return func(ctx context.Context) (err error) {
			moved, err = o.DecideNodeChange(ctx, actor, c.ID, yes, text)
			return err
		}, nil
	}, func() { p.f.Say(said + followedText(moved)) })
}
