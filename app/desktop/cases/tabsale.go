package cases

import (
	"slices"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/sale"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// salePart is the tab 处置: what is being sold.
type salePart struct {
	page *casePage
	tab  *sale.Tab
}

func newSalePart(p *casePage) *salePart {
	t := &salePart{page: p}
	t.tab = sale.NewTab(p.f, t.start)
	return t
}

// start asks which property is to be sold; what is sold already is not offered,
// nor what is money.
func (t *salePart) start() {
	x := t.page.facts
	lines := slices.DeleteFunc(slices.Clone(x.property.Lines), func(l office.PropertyLine) bool {
		return l.Kind.IsMoney() || l.Condition == court.PropertySold || l.Condition == court.PropertySelling
	})
	if len(lines) == 0 {
		t.page.f.Fail(court.Errorf(court.CodeInvalid, "本案没有可以处置的财产。").WithHint("请先在“财产”页登记财产和查封；存款、公积金、工资收入直接扣划、提取，不用处置。"))
		return
	}
	sale.Start(t.page.f, t.page.id, x.c.Number.String(), lines)
}

func (t *salePart) content() fyne.CanvasObject { return t.tab.Content() }

func (t *salePart) focus() { t.tab.Focus() }

func (t *salePart) show(x *facts) { t.tab.Show(x.sales) }

func (t *salePart) actions(x *facts) []fyne.CanvasObject {
	if !x.open() || !t.page.f.Can(office.MayWorkSale) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewPrimaryButton("启动处置", t.start)}
}
