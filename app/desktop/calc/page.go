// Package calc is the 计算器 page: fees, doubled interest and ordinary interest
// with the working shown step by step, printed, exported, kept in the case.
package calc

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// The tabs.
const (
	tabFee      = "诉讼费用"
	tabDoubled  = "加倍利息"
	tabInterest = "一般利息"
)

var tabs = []string{tabFee, tabDoubled, tabInterest}

// formWidth is the width of the questions, in px.
const formWidth = 420

// questions is one tab's form: it reads what is asked into a calculation.
type questions interface {
	form() *widgets.Form
	// calculation reads the form; its errors name the form's labels.
	calculation() (law.Calculation, error)
	// take fills in what a case says.
	take(c court.Case, m office.CaseMoney)
}

// page is the calculators.
type page struct {
	f      frame.Frame
	loader *widgets.Loader
	chosen *office.CaseRow // the case figures were taken from, nil for none

	tabs    *widgets.TabBar
	left    *fyne.Container
	right   *fyne.Container
	tabbed  map[string]questions
	calc    map[string]law.Calculation // what is shown, by tab
	working map[string]law.Working
}

// NewCalcPage makes the page.
func NewCalcPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), calc: map[string]law.Calculation{}, working: map[string]law.Working{}}
	p.loader.OnError = f.Fail
	return p
}

// Nav lights 计算器.
func (p *page) Nav() string { return frame.PageCalc }

// Content builds the forms and the place of the working.
func (p *page) Content() fyne.CanvasObject {
	p.tabbed = map[string]questions{tabFee: newFeeQuestions(p), tabDoubled: newDoubledQuestions(p), tabInterest: newInterestQuestions(p)}
	for _, name := range tabs {
		p.tabbed[name].form().OnSave = p.compute
	}
	p.tabs = widgets.NewTabBar(widgets.TabItems(tabs...), func(string) { p.show(); p.focus() })
	p.left, p.right = container.NewStack(), container.NewStack()
	right := widgets.HStack(8, container.NewCenter(widgets.NewButton("从案件取数… Ctrl+O", p.pickCase)))
	p.show()
	return container.NewBorder(container.NewBorder(nil, nil, p.tabs, right), nil, nil, nil,
		parts.Columns([]float32{formWidth, 0}, p.left, p.right))
}

// Shown puts the keyboard into the form.
func (p *page) Shown() { p.focus() }

// Changed does nothing: what is typed stays.
func (p *page) Changed(office.Change) {}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"Ctrl+O": p.pickCase, "Ctrl+P": p.print, "Ctrl+E": p.export, "Ctrl+D": p.keep, "Ctrl+S": p.save}
	for i, tab := range tabs {
		keys["Ctrl+"+strconv.Itoa(i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.focus() }
	}
	return keys
}

func (p *page) focus() {
	p.tabbed[p.tabs.Chosen()].form().FocusFirst()
}

// show puts the chosen tab's form and working in front.
func (p *page) show() {
	q := p.tabbed[p.tabs.Chosen()]
	scroll := container.NewVScroll(widgets.Padded(14, 10, widgets.VStack(8, p.caseLine(), q.form())))
	q.form().FollowIn(scroll)
	buttons := widgets.Padded(14, 8, widgets.HStack(8, widgets.NewPrimaryButton("计算 Ctrl+S", func() { q.form().Save() })))
	p.left.Objects = []fyne.CanvasObject{widgets.NewCard("", "", container.NewBorder(nil, buttons, nil, nil, scroll))}
	p.left.Refresh()
	p.showWorking()
}

// caseLine says which case the figures are of.
func (p *page) caseLine() fyne.CanvasObject {
	if p.chosen == nil {
		return widgets.NewText("直接填写；或从案件取本金和已收的款项。", widgets.TableSize, widgets.ColorQuiet, false)
	}
	return widgets.NewText(p.chosen.Number+"　"+widgets.Ellipsize(p.chosen.Debtors, widgets.S(180), widgets.S(widgets.TableSize), false), widgets.TableSize, widgets.ColorAction, true)
}

// save computes, and shows what is wrong in the form.
func (p *page) save() { p.tabbed[p.tabs.Chosen()].form().Save() }

// compute reads the form and shows the working.
func (p *page) compute() error {
	tab := p.tabs.Chosen()
	c, err := p.tabbed[tab].calculation()
	if err != nil {
		return err
	}
	w, err := c.Work()
	if err != nil {
		return err
	}
	p.calc[tab], p.working[tab] = c, w
	p.showWorking()
	return nil
}
