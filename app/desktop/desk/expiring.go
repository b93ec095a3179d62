package desk

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// expiring is a measure that ends soon, with its renewal; one that ran out asks
// for an account of it.
func (b *inbox) expiring(m court.Measure) inboxLine {
	left := b.f.Office().Today().DaysUntil(m.Until)
	l := inboxLine{key: fmt.Sprintf("m%d", m.ID), number: m.Number, open: func() { b.f.OpenCase(m.CaseID, frame.TabProperty) }}
	one := []court.Measure{m}
	what := office.MeasureWord(m) + "“" + m.Property + "”"
	_, waits := m.Open()
	switch {
	case left < 0:
		l.kind, l.text = "查封已失效", fmt.Sprintf("%s %s 届满未续，效力已消灭", what, m.Until)
		l.buttons = []widgets.CellButton{{Label: "说明未续", Do: func() { propertyforms.Explain(b.f, one) }}}
	case waits:
		l.kind, l.text = "续封待送达", fmt.Sprintf("%s 须在 %s 前送达，剩 %d 天", what, m.Until, left)
		l.buttons = []widgets.CellButton{{Label: "登记送达", Primary: true, Do: func() { propertyforms.Receive(b.f, one) }}}
	default:
		l.kind, l.text = "查封将届满", fmt.Sprintf("%s %s 届满，剩 %d 天", what, m.Until, left)
		l.buttons = []widgets.CellButton{{Label: "续封", Primary: true, Do: func() { propertyforms.Renew(b.f, one) }}}
	}
	if !b.f.Can(office.MayWorkProperty) {
		l.buttons = nil
	}
	return l
}
