package cases

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
)

// closingDialog is the form that closes a case (报结).
type closingDialog struct {
	page   *casePage
	loader *widgets.Loader
	form   *widgets.Form
	mode   *widgets.ChoiceField
	rule   *widgets.ReadOnly
	lacks  *widgets.ReadOnly
	on     *widgets.DateField
	ground *widgets.ChoiceField
	note   *widgets.TextField
}

// askClose asks for the mode and day of closing, and shows what the mode
// demands and what the case lacks.
func (p *casePage) askClose() {
	d := &closingDialog{page: p, loader: widgets.NewLoader(p.f.Window())}
	d.loader.OnError = func(err error) { say, hint := court.Sentence(err); d.lacks.SetText(say + hint) }
	var modes []string
	for _, m := range court.ClosingModesOf(p.facts.c.Kind) {
		modes = append(modes, string(m))
	}
	d.form = widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 460})
	d.mode = d.form.AddChoice("结案方式", widgets.Options(modes...), widgets.Required())
	d.on = d.form.AddDate("结案日期", p.f.Office().Today, widgets.Required())
	d.on.SetDate(p.f.Office().Today())
	d.ground = d.form.AddChoice("事由", nil, widgets.Help("这种结案方式须写明属于哪一种情形"))
	d.form.SetVisible("事由", false)
	d.note = d.form.AddTextArea("结案说明", 2, widgets.Help("其他要说明的情况"))
	d.rule = d.form.AddReadOnly("条件", "选择结案方式后显示")
	d.lacks = d.form.AddReadOnly(labelLacks, "")
	d.mode.OnChanged = d.choose
	d.on.OnDate = func(court.Date) { d.check() }
	d.ground.OnChanged = func(string) { d.check() }
	d.note.OnLeave = d.check
	o, actor := p.f.Office(), p.f.Actor()
	var how court.ClosingMode
	widgets.FormDialogLater(p.f.Window(), "报结 "+p.facts.c.Number.String(), d.form, "报结", func() (func(context.Context) error, error) {
		how = court.ClosingMode(d.mode.ID())
		day, why := d.on.Date(), d.words()
		return func(ctx context.Context) error { return o.CloseCase(ctx, actor, p.id, how, day, why) }, nil
	}, func() {
		p.f.Say("已报结：" + string(how))
		p.next = formsOfClosing[how]
		p.load(false)
	})
}

// formsOfClosing are the papers that go with a closing; those of 终本 are made
// before it.
var formsOfClosing = map[court.ClosingMode]nextPaper{
	court.ClosedFulfilled:  {"closing-notice", "结案通知书"},
	court.ClosedTerminated: {"terminate-ruling", "终结执行裁定书"},
}

// words is the statement: the situation and what was written.
func (d *closingDialog) words() string {
	return strings.TrimSpace(d.ground.ID() + "\n" + d.note.Text())
}

// choose shows the rule and the situations of a mode.
func (d *closingDialog) choose(id string) {
	mode := court.ClosingMode(id)
	text := "按本类案件的审查结果"
	if r, ok := law.ClosingRuleOf(mode); ok {
		text = r.Text + "（" + r.Basis + "）"
	}
	d.rule.SetText(text)
	grounds := groundOptions(mode)
	d.ground.SetOptions(grounds)
	d.ground.SetID("")
	d.form.SetVisible("事由", len(grounds) > 0)
	d.check()
}

// check shows what the case lacks for the mode on the day.
func (d *closingDialog) check() {
	mode, on, note := court.ClosingMode(d.mode.ID()), d.on.Date(), d.words()
	if mode == "" || on.IsZero() {
		return
	}
	o, id := d.page.f.Office(), d.page.id
	widgets.Load(d.loader, func(ctx context.Context) ([]law.Blocker, error) { return o.ClosingCheck(ctx, id, mode, on, note) },
		d.show)
}

// labelLacks is what the case lacks, or not.
const labelLacks = "本案情况"

func (d *closingDialog) show(list []law.Blocker) {
	d.lacks.SetText(lacksText(list))
	d.form.SetVisible(labelLacks, true) // the dialog takes the room that the text needs
}

// mostLacks is how many missing conditions the dialog names.
const mostLacks = 5

// lacksText lists what forbids a closing, each with its article.
func lacksText(list []law.Blocker) string {
	if len(list) == 0 {
		return "✓ 条件已经具备，可以报结"
	}
	lines := []string{fmt.Sprintf("▲ 还有 %d 项不满足，不得报结：", len(list))}
	for i, b := range list[:min(len(list), mostLacks)] {
		lines = append(lines, fmt.Sprintf("%d. %s（%s）", i+1, strings.TrimSuffix(b.Say, "。"), b.Basis))
	}
	if more := len(list) - mostLacks; more > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 项，见“终本”页", more))
	}
	return strings.Join(lines, "\n")
}
