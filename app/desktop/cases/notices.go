package cases

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// nextPaper is the paper that goes with what was just done.
type nextPaper struct{ form, name string }

// showNotices says above the case what comes next: after a registration or a
// resumption, and when somebody waits for an answer.
func (p *casePage) showNotices(x *facts) {
	p.notice.Objects = nil
	if p.registered && p.f.Can(office.MayRegisterCase) && len(x.handovers) == 0 {
		p.say(widgets.StateDone, "已登记并编排了执行进度表。接着可以制作受理通知书、执行通知书，或者移交执行实施组。",
			widgets.NewSmallButton("再登记一件 Ctrl+N", p.registerAgain))
	}
	if p.resumed && p.f.Can(office.MayMakePaper) && !x.hasPaper(formResumeNotice) {
		p.say(widgets.StateDone, "已恢复执行立案，尚欠的标的额、当事人和控制措施已经承接。接着制作恢复执行通知书送达当事人。",
			widgets.NewSmallButton("制作恢复执行通知书", func() { p.f.OpenPaperMaker(p.id, formResumeNotice) }))
	}
	if next := p.next; next.form != "" && p.f.Can(office.MayMakePaper) {
		p.say(widgets.StateDone, fmt.Sprintf("案件现在是“%s”。接着可以制作%s。", x.c.Status, next.name),
			widgets.NewSmallButton("制作"+next.name, func() { p.next = nextPaper{}; p.f.OpenPaperMaker(p.id, next.form) }))
	}
	if u, ok := x.waitingUndo(); ok {
		p.sayUndo(u)
	}
	for _, c := range x.waitingChanges() {
		if p.f.Can(office.MayConfirmDate) && c.AskedByID != p.f.Actor().User.ID {
			text := fmt.Sprintf("%s申请把“%s”的办理日由 %s 改为 %s，等待确认。理由：%s", c.AskedBy, c.Node, dayOrNone(c.From), dayOrNone(c.To), c.Reason)
			p.say(widgets.StateNear, text, widgets.NewPrimaryButton("确认", func() { p.showChange(c) }))
		}
	}
	show(p.notice, len(p.notice.Objects) > 0)
}

// say adds a notice with buttons at its right.
func (p *casePage) say(state widgets.State, text string, buttons ...fyne.CanvasObject) {
	p.notice.Add(container.NewBorder(nil, nil, nil, widgets.Padded(8, 3, widgets.HStack(6, buttons...)), widgets.NewNotice(state, text)))
}

// hasPaper tells whether a paper of the form was made and stands.
func (x *facts) hasPaper(form string) bool {
	for _, p := range x.papers {
		if p.Form == form && p.Void == "" {
			return true
		}
	}
	return false
}

// waitingUndo gives the request to take the closing back that nobody has
// decided.
func (x *facts) waitingUndo() (office.ClosingUndo, bool) {
	for _, u := range x.undos {
		if u.State == court.ApprovalAsked {
			return u, true
		}
	}
	return office.ClosingUndo{}, false
}

// sayUndo shows the request, with the answer's button for whoever may decide.
func (p *casePage) sayUndo(u office.ClosingUndo) {
	text := fmt.Sprintf("%s于%s申请撤销结案，等待执行局长或院领导审批。理由：%s", u.AskedBy, u.AskedAt.Format("2006-01-02"), u.Reason)
	var buttons []fyne.CanvasObject
	if p.f.Can(office.MayDecideUndo) && u.AskedByID != p.f.Actor().User.ID {
		buttons = append(buttons, widgets.NewPrimaryButton("审批", func() { p.decideUndo(u) }))
	}
	p.say(widgets.StateNear, text, buttons...)
}
