package cases

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/custody"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
)

// custodyMenu leads to plans of distribution, settlements and seized items of
// the case.
func (t *moneyPart) custodyMenu(x *facts) fyne.CanvasObject {
	p := t.page
	open := func(tab string) func() { return func() { custody.Open(p.f, p.id, x.c.Number.String(), tab) } }
	note := func(n int, unit string) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%d %s", n, unit)
	}
	runs := 0
	if x.custody.Settlement.ID != 0 {
		runs = 1
	}
	return widgets.NewMenuButton("款物", widgets.ButtonNormal, func() []widgets.MenuItem {
		return []widgets.MenuItem{
			{Label: custody.TabPlans, Note: note(len(x.custody.Plans), "份"), Do: open(custody.TabPlans)},
			{Label: custody.TabSettlements, Note: note(runs, "份"), Do: open(custody.TabSettlements)},
			{Label: custody.TabGoods, Note: note(x.custody.Goods, "件"), Do: open(custody.TabGoods)},
		}
	})
}

// showCustody says in one line what is held for others in the case.
func (t *moneyPart) showCustody(x *facts) {
	var out []string
	ink := widgets.ColorText
	for _, p := range x.custody.Plans {
		out = append(out, "分配方案 "+p.Name()+" "+string(p.State))
	}
	if s := x.custody.Settlement; s.ID != 0 {
		switch late, _ := s.Late(); {
		case s.Fulfilled():
			out = append(out, fmt.Sprintf("和解协议 %s 元已履行完毕", s.Total))
		case late > 0:
			out = append(out, fmt.Sprintf("和解分期逾期 %s 元，第%d期应于 %s 付", late, s.Lines[s.Next].No, s.Lines[s.Next].Due))
			ink = widgets.ColorOverdue
		default:
			out = append(out, fmt.Sprintf("和解第%d/%d期 %s 元应于 %s 付", s.Lines[s.Next].No, len(s.Lines), s.Lines[s.Next].Left(), s.Lines[s.Next].Due))
			if s.States[s.Next] == law.InstalmentNear {
				ink = widgets.ColorNear
			}
		}
	}
	if x.custody.Goods > 0 {
		out = append(out, fmt.Sprintf("扣押物在库 %d 件", x.custody.Goods))
	}
	t.custody.Text, t.custody.Color = strings.Join(out, "　｜　"), ink
	show(t.custody, len(out) > 0)
	t.custody.Refresh()
}
