package propertyforms

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

func idsOf(list []court.Measure) []int64 {
	ids := make([]int64, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	return ids
}

// namesOf adds what the measures are to a form.
func namesOf(form *widgets.Form, list []court.Measure) {
	var lines []string
	for _, m := range list {
		lines = append(lines, office.MeasureWord(m)+"　"+m.Property)
	}
	form.AddReadOnly("措施", lineNames(lines))
}

// Release asks when and why measures were released.
func Release(f frame.Frame, list []court.Measure) {
	form := newForm()
	namesOf(form, list)
	on := form.AddDate("解除（送达）日", f.Office().Today, widgets.Required(), widgets.ErrorName("解除日"))
	on.SetDate(f.Office().Today())
	why := form.AddChoice("解除的理由", widgets.Options(office.ReleaseWhys...), widgets.Required())
	paper := form.AddText("解除文书", widgets.PlaceHolder("文号"))
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记解除", form, "保存", func() (func(context.Context) error, error) {
		e := office.ReleaseEntry{Measures: idsOf(list), On: on.Date(), Why: why.ID(), Paper: paper.Text()}
		return func(ctx context.Context) error { return o.Release(ctx, actor, e) }, nil
	}, func() { f.Say(fmt.Sprintf("已登记解除 %d 项；在后轮候的自动生效", len(list))) })
}

// withReason asks for a text and does something to measures with it.
func withReason(f frame.Frame, title, label, button, said string, list []court.Measure, do func(ctx context.Context, ids []int64, text string) error) {
	form := newForm()
	namesOf(form, list)
	why := form.AddText(label, widgets.Required())
	widgets.FormDialogLater(f.Window(), title, form, button, func() (func(context.Context) error, error) {
		text := why.Text()
		return func(ctx context.Context) error { return do(ctx, idsOf(list), text) }, nil
	}, func() { f.Say(said) })
}

// VoidMeasures takes measures back that were entered in error.
func VoidMeasures(f frame.Frame, list []court.Measure) {
	o, actor := f.Office(), f.Actor()
	withReason(f, "作废措施", "作废理由", "作废", "已作废，记录保留在操作日志", list, func(ctx context.Context, ids []int64, text string) error {
		return o.VoidMeasures(ctx, actor, ids, text)
	})
}

// Explain asks why measures that ran out were not renewed.
func Explain(f frame.Frame, list []court.Measure) {
	o, actor := f.Office(), f.Actor()
	withReason(f, "说明届满未续", "未续的原因", "保存", "已记下原因，不再预警；效力已消灭，需要控制的请登记新的措施", list, func(ctx context.Context, ids []int64, text string) error {
		return o.ExplainLapse(ctx, actor, ids, text)
	})
}

// Drop takes renewals back whose papers were not sent.
func Drop(f frame.Frame, list []court.Measure) {
	o, actor := f.Office(), f.Actor()
	withReason(f, "作废续行", "作废理由", "作废", "续行已作废，原期限不变", list, func(ctx context.Context, ids []int64, text string) error {
		return o.DropRenewals(ctx, actor, ids, text)
	})
}

// Receive asks on which day the units received renewals.
func Receive(f frame.Frame, list []court.Measure) {
	form := newForm()
	namesOf(form, list)
	on := form.AddDate("送达日", f.Office().Today, widgets.Required(), widgets.Help("协助单位收到续行裁定和协助执行通知书之日，须在原期限届满之前"))
	on.SetDate(f.Office().Today())
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记续行送达", form, "保存", func() (func(context.Context) error, error) {
		day := on.Date()
		return func(ctx context.Context) error { return o.ReceiveRenewals(ctx, actor, idsOf(list), day) }, nil
	}, func() { f.Say(fmt.Sprintf("已登记 %d 项续行送达，新的期限已生效", len(list))) })
}

// Convert asks on which day 预查封 became 查封.
func Convert(f frame.Frame, m court.Measure) {
	form := newForm()
	namesOf(form, []court.Measure{m})
	on := form.AddDate("权利登记日", f.Office().Today, widgets.Required(), widgets.ErrorName("登记日"))
	on.SetDate(f.Office().Today())
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "预查封转为查封", form, "保存", func() (func(context.Context) error, error) {
		day := on.Date()
		return func(ctx context.Context) error { return o.Convert(ctx, actor, m.ID, day) }, nil
	}, func() { f.Say("已转为正式查封，顺位和期限不变") })
}

// Seen records that the officer knows what was put before a measure.
func Seen(f frame.Frame, m court.Measure) {
	form := newForm()
	namesOf(form, []court.Measure{m})
	form.AddReadOnly("顺位变动", m.Displacer)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "知悉顺位变动", form, "已知悉", func() (func(context.Context) error, error) {
		return func(ctx context.Context) error { return o.SeenPlaces(ctx, actor, []int64{m.ID}) }, nil
	}, func() {
		f.Say("已记下，不再预警；对顺位有异议的，请与对方案件承办人核对送达日")
	})
}

// Carry takes measures of a 财产保全 case, or of the case that was resumed, over.
func Carry(f frame.Frame, c Case, list []court.Measure) {
	form := newForm()
	namesOf(form, list)
	form.AddReadOnly("说明", "保全措施自动转为执行措施（解释168条），原案的措施继续有效；生效日、届满日和顺位不变。")
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "转入措施 "+c.Number, form, "转入", func() (func(context.Context) error, error) {
		return func(ctx context.Context) error { return o.CarryOver(ctx, actor, c.ID, idsOf(list)) }, nil
	}, func() { f.Say(fmt.Sprintf("已转入 %d 项，期限连续计算", len(list))) })
}
