package parts

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// PaperState tells by sign and word where a paper stands, and whether its text
// was changed by hand.
func PaperState(x court.Paper) widgets.Cell {
	state, word := widgets.StateDone, "有效"
	switch {
	case x.Void != "":
		state, word = widgets.StateExempt, "作废"
	case x.WaitsForSignature():
		state, word = widgets.StateNear, "待签发"
	case x.SignedBy != "":
		word = "已签发"
	}
	if len(x.Edits) > 0 {
		word += " 有改动"
	}
	return widgets.StateCell(state, word)
}

// MayEnterSignature tells whether the actor can sign a paper off or enter the
// signature that stands on its print.
func MayEnterSignature(f frame.Frame, x court.Paper) bool {
	return x.WaitsForSignature() && !f.Office().ReadOnly() && (office.MaySign(f.Actor(), x) || f.Can(office.MayMakePaper))
}

// AskSignature asks who signed a paper off and when: the actor himself where
// his roles answer for it, or whoever signed the print.
func AskSignature(f frame.Frame, x court.Paper) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	o := f.Office()
	widgets.Load(loader, func(ctx context.Context) ([]string, error) { return o.Signers(ctx, x) }, func(names []string) { askSignature(f, x, names) })
}

func askSignature(f frame.Frame, x court.Paper, names []string) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 300})
	form.AddReadOnly("文书", x.Name+"　"+x.Number)
	form.AddReadOnly("应由谁签发", x.SignOff)
	by := signerField(form, names)
	on := form.AddDate("签发日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	if office.MaySign(f.Actor(), x) {
		by.set(f.Actor().User.Name)
	} else if len(names) == 1 {
		by.set(names[0])
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "签发文书", form, "签发", func() (func(context.Context) error, error) {
		sig := office.PaperSignature{By: by.text(), On: on.Date()}
		return func(ctx context.Context) error { return o.SignPaper(ctx, actor, x.ID, sig) }, nil
	}, func() { f.Say("已登记签发：" + x.Name) })
}

// signer is the field for the name under a paper: one of those who may sign, or
// any name when that is not known.
type signer struct {
	set  func(string)
	text func() string
}

func signerField(form *widgets.Form, names []string) signer {
	help := widgets.Help("纸上签名的人；院领导、局长登录后填自己的姓名")
	if len(names) == 0 {
		t := form.AddText("签发人", widgets.Required(), help)
		return signer{t.SetText, t.Text}
	}
	c := form.AddChoice("签发人", widgets.Options(names...), widgets.Required(), help)
	return signer{c.SetID, c.ID}
}
