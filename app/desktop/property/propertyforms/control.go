package propertyforms

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// How a measure is entered.
const (
	asFirst   = "首封"
	asWaiting = "轮候"
	asPreview = "预查封"
)

// firstLabels are asked for when one waits and nobody is on record to wait for.
var firstLabels = []string{"首封法院", "首封案号", "首封日期", "首封届满日"}

// control is the form of a measure on one or several properties.
type control struct {
	f     frame.Frame
	c     Case
	lines []office.PropertyLine
	form  *widgets.Form

	kind, as, carried                       *widgets.ChoiceField
	on, until, firstOn, firstUntil          *widgets.DateField
	ruling, unit, place, keeper, from, note *widgets.TextField
	firstCourt, firstNo, placeWhy           *widgets.TextField
	amount                                  *widgets.MoneyField
	held                                    bool // a measure is on record to wait for
}

// Control asks what was taken on the properties: 查封、扣押、冻结.
func Control(f frame.Frame, c Case, lines []office.PropertyLine) {
	if len(lines) == 0 {
		f.Fail(court.Errorf(court.CodeInvalid, "请先选择财产。").WithHint("在左边的表里选一项，或用空格勾选几项。"))
		return
	}
	x := &control{f: f, c: c, lines: lines, form: widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 236, LabelsQuiet: true})}
	today := f.Office().Today()
	for _, l := range lines {
		if h, held := law.HolderOn(l.Measures, today); held && h.CaseID != c.ID {
			x.held = true
		}
	}
	x.build()
	ids := make([]int64, len(lines))
	for i, l := range lines {
		ids[i] = l.ID
	}
	var made []court.Measure
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记查封、扣押、冻结 "+c.Number, x.form, "保存", func() (func(context.Context) error, error) {
		e := x.read()
		e.Properties = ids
		return func(ctx context.Context) (err error) {
			made, err = o.AddMeasures(ctx, actor, e)
			return err
		}, nil
	}, func() { f.Say(saidOf(made, today)) })
}

// saidOf says what was recorded and until when it holds.
func saidOf(made []court.Measure, today court.Date) string {
	m := made[0]
	text := fmt.Sprintf("已登记%s %d 项", office.MeasureWord(m), len(made))
	switch {
	case m.StateOn(today) == court.MeasureWaiting && m.Since.IsZero():
		text += "，在先的解除或届满后自动生效"
	case m.StateOn(today) == court.MeasureWaiting:
		text += "，在先的不续行则于 " + m.Since.String() + " 自动生效"
	default:
		text += "，期限到 " + m.Until.String()
	}
	if m.Again != 0 {
		text += "；原措施已届满失效，这是新的措施，顺位重排"
	}
	return text
}

func (x *control) build() {
	form, today := x.form, x.f.Office().Today
	var names []string
	for _, l := range x.lines {
		names = append(names, string(l.Kind)+"　"+l.Line())
	}
	form.AddReadOnly("财产", lineNames(names), widgets.Wide())
	x.kind = form.AddChoice("措施", options(court.MeasureKinds), widgets.Required())
	x.kind.SetID(string(court.InfoOf(x.lines[0].Kind).Measure))
	x.as = form.AddChoice("登记为", widgets.Options(asFirst, asWaiting, asPreview), widgets.Required())
	x.on = form.AddDate("送达（生效）日", today, widgets.Required(), widgets.ErrorName("生效日"))
	x.placeWhy = form.AddText(office.FieldPlace, widgets.Wide())
	x.on.SetDate(today())
	x.until = form.AddDate("届满日", today)
	x.ruling = form.AddText("裁定文号", widgets.PlaceHolder("（2018）豫1599执1号之一"))
	x.unit = form.AddText("协助单位")
	x.unit.SetText(x.lines[0].Unit())
	x.amount = form.AddMoney("冻结限额", false)
	if x.kind.ID() == string(court.Freeze) && x.c.Owed > 0 && len(x.lines) == 1 {
		x.amount.SetMoney(x.c.Owed)
	}
	x.place = form.AddText("地点")
	x.keeper = form.AddText("保管人")
	x.carried = form.AddChoice("保全转入", []widgets.Option{{ID: "", Label: "不是，执行中采取"}, {ID: "yes", Label: "是，诉讼保全中采取"}}, widgets.Help("保全措施自动转为执行措施，期限连续计算（解释168条）"))
	x.carried.SetID("")
	x.from = form.AddText("保全案号")
	x.firstCourt, x.firstNo = form.AddText(firstLabels[0]), form.AddText(firstLabels[1])
	x.firstOn = form.AddDate(firstLabels[2], today)
	x.firstUntil = form.AddDate(firstLabels[3], today, widgets.Help("不知道的空着：登记解除前一直轮候"))
	x.note = form.AddText("备注")
	x.as.OnChanged = func(string) { x.follow() }
	x.carried.OnChanged = func(string) { x.follow() }
	x.kind.OnChanged = func(string) { x.follow() }
	x.on.OnDate = func(court.Date) { x.follow() }
	x.as.SetID(asFirst)
	if x.held {
		x.as.SetID(asWaiting)
	}
	x.follow()
}

// follow shows the fields that the choices call for, and the end that the law
// allows at most.
func (x *control) follow() {
	waits := x.as.ID() == asWaiting
	for _, label := range firstLabels {
		x.form.SetVisible(label, waits && !x.held)
	}
	x.form.SetVisible("届满日", !waits)
	x.form.SetVisible("冻结限额", x.kind.ID() == string(court.Freeze))
	x.form.SetVisible("地点", x.kind.ID() != string(court.Freeze))
	x.form.SetVisible("保管人", x.kind.ID() != string(court.Freeze))
	x.form.SetVisible("保全案号", x.carried.ID() != "")
	behind := x.behind()
	x.form.SetVisible(office.FieldPlace, behind != "")
	x.placeWhy.SetHelper("生效日早于已登记的" + behind + "，会使其顺位后移：请核对，确实在先的写明理由，该案承办人会收到预警")
	help := "轮候不计期限，转为正式后起算"
	if t, err := law.SeizureTermOf(x.lines[0].Kind, x.on.Date()); err == nil && !waits {
		help = fmt.Sprintf("不填为最长%s，到 %s（%s）", law.MonthsText(t.Months), law.SeizureEnd(x.on.Date(), t.Months), t.Basis)
	}
	x.until.SetHelper(help)
	x.on.SetHelper(x.beforeFound())
}

// beforeFound asks to look again at a day on which the property was not yet
// found, which happens when one of the two days is mistyped.
func (x *control) beforeFound() string {
	for _, l := range x.lines {
		if on := x.on.Date(); x.carried.ID() == "" && on.Valid() && on.Before(l.Found) {
			return "▲ 早于财产的查明日期 " + l.Found.String() + "，请核对"
		}
	}
	return ""
}

// behind names the measures that would stand behind this one by its day though
// they were entered earlier, "" for none.
func (x *control) behind() string {
	var names []string
	today := x.f.Office().Today()
	for _, l := range x.lines {
		before := law.FollowMeasures(l.Kind, slices.Clone(l.Measures))
		mine := court.Measure{CaseID: x.c.ID, On: x.on.Date(), Rank: len(before)}
		if !mine.On.Valid() || x.as.ID() == asWaiting && !x.held {
			continue
		}
		after := law.FollowMeasures(l.Kind, append(slices.Clone(before), mine))
		for _, m := range law.Displaced(before, after, today) {
			names = append(names, m.Number+"（"+m.On.String()+string(m.Kind)+"）")
		}
	}
	return strings.Join(names, "、")
}

func (x *control) read() office.MeasureEntry {
	e := office.MeasureEntry{
		CaseID: x.c.ID, Kind: court.MeasureKind(x.kind.ID()), Waits: x.as.ID() == asWaiting, Preview: x.as.ID() == asPreview, Protection: x.carried.ID() != "",
		From: x.from.Text(), On: x.on.Date(), Until: x.until.Date(), Ruling: x.ruling.Text(), Unit: x.unit.Text(), Place: x.place.Text(), Keeper: x.keeper.Text(),
		Amount: x.amount.Money(), Note: x.note.Text(), PlaceWhy: x.placeWhy.Text(),
	}
	if e.Kind != court.Freeze {
		e.Amount = 0
	}
	if e.Waits && !x.held {
		e.First = office.FirstMeasure{Court: x.firstCourt.Text(), CaseNo: x.firstNo.Text(), On: x.firstOn.Date(), Until: x.firstUntil.Date()}
	}
	return e
}
