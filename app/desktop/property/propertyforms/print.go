package propertyforms

import (
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// CaseList is the properties of a case with every measure on them in order, for
// Excel and paper.
func CaseList(number string, c office.CaseProperty, today court.Date) parts.List {
	l := parts.List{Title: "财产和查封情况", Notes: []string{number + "　首封控制价值 " + c.Controlled.String() + " 元，尚欠（含执行费）" + c.Owed.String() + " 元"}}
	l.Heads = []sheet.Head{{Label: "类型"}, {Label: "被执行人"}, {Label: "财产"}, {Label: "价值（元）", Kind: sheet.Money}, {Label: "权利负担"}, {Label: "财产状态"}, {Label: "措施"}, {Label: "案号"},
		{Label: "裁定文号"}, {Label: "协助单位"}, {Label: "送达日", Kind: sheet.Date}, {Label: "届满日", Kind: sheet.Date}, {Label: "措施状态"}}
	for _, x := range c.Lines {
		var value any
		if x.Value > 0 {
			value = x.Value
		}
		state := strings.TrimSpace(string(x.Condition) + " " + x.Why + x.Exempt)
		thing := []any{string(x.Kind), x.Owner, x.Line(), value, x.Burden, state}
		if len(x.Measures) == 0 {
			l.Rows = append(l.Rows, append(thing, "", "", "", "", court.Date{}, court.Date{}, ""))
		}
		for _, m := range x.Measures {
			until := m.Until
			if m.StateOn(today) == court.MeasureWaiting {
				until = court.Date{}
			}
			l.Rows = append(l.Rows, append(thing, office.MeasureWord(m), m.Number, m.Ruling, m.Unit, m.On, until, string(m.StateOn(today))))
			thing = []any{"", "", "", nil, "", ""} // told once
		}
	}
	return l
}
