package cases

import (
	"context"
	"encoding/json"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// askUndo asks why the closing was a mistake (撤销结案).
func (p *casePage) askUndo() {
	c := p.facts.c
	form := dialogForm()
	form.AddReadOnly("结案", fmt.Sprintf("%s　%s", c.Closed, c.Closing))
	form.AddReadOnly("撤销后", "案件回到结案前的状态，结案时编排的后续节点收回。已经制作的裁定书、结案通知书请另行作废。")
	reason := form.AddTextArea("撤销理由", 3, widgets.Required(), widgets.Help("由另一位执行局长或院领导审批；发现财产、要继续执行的，请用“恢复执行”"))
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("申请撤销结案 "+c.Number.String(), "提交申请", "已申请撤销结案，等待执行局长或院领导审批", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { _, err := o.AskUndoClosing(ctx, actor, p.id, why); return err }, nil
	})
}

// decideUndo asks the leader for the answer.
func (p *casePage) decideUndo(u office.ClosingUndo) {
	const agree, refuse = "同意", "不同意"
	form := dialogForm()
	form.AddReadOnly("结案", fmt.Sprintf("%s　%s", u.Closed, u.Closing))
	form.AddReadOnly("申请", u.AskedBy+"　"+u.AskedAt.Format("2006-01-02"))
	form.AddReadOnly("理由", u.Reason)
	answer := form.AddChoice("审批结论", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	words := form.AddText("审批意见", widgets.Help("不同意的请写明原因"))
	o, actor := p.f.Office(), p.f.Actor()
	said := ""
	widgets.FormDialogLater(p.f.Window(), "审批撤销结案", form, "提交审批", func() (func(context.Context) error, error) {
		yes, text := answer.ID() == agree, words.Text()
		said = map[bool]string{true: "已撤销结案，案件恢复为结案前的状态", false: "已退回撤销结案的申请"}[yes]
		return func(ctx context.Context) error { return o.DecideUndoClosing(ctx, actor, u.ID, yes, text) }, nil
	}, func() { p.f.Say(said) })
}

// describeUndo tells about a request to take a closing back.
func describeUndo(e court.AuditEntry) string {
	var u office.ClosingUndo
	if json.Unmarshal([]byte(e.After), &u) != nil {
		return ""
	}
	text := fmt.Sprintf("%s  %s", u.Closed, u.Closing)
	if u.State != court.ApprovalAsked {
		text += "  " + string(u.State)
	}
	return text
}
