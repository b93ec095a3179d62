// Package coercion is the page 拒执打击: coercive measures against people, the
// crime files of those who refuse to obey, and the joint meetings about them,
// over all cases or for one.
package coercion

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
	TabCoercions = "强制措施"
	TabCrimes    = "拒执案件"
	TabMeetings  = "联席会议"
)

// part is what a tab shows.
type part interface {
	content() fyne.CanvasObject
	load()
	focus()
	add()             // Ctrl+N
	step()            // Ctrl+J, the next step of what is chosen
	find()            // puts the keyboard into the search
	list() parts.List // as it leaves the program
	sum() string      // beside the tabs
}

// scope is the one case a page is about, zero for all.
type scope struct {
	caseID int64
	number string
}

// desk is the tabs with their buttons; the page and the tab of a case hold one.
type desk struct {
	f      frame.Frame
	scope  scope
	names  []string
	work   *widgets.Loader
	tabs   *widgets.TabBar
	card   *widgets.Card
	count  *canvas.Text
	top    *fyne.Container
	add    *widgets.Button
	parts  map[string]part
	holder fyne.CanvasObject
}

func newDesk(f frame.Frame, s scope, names ...string) *desk {
	d := &desk{f: f, scope: s, names: names, work: widgets.NewLoader(f.Window()), parts: map[string]part{}}
	d.work.OnError = f.Fail
	for _, name := range names {
		switch name {
		case TabCoercions:
			d.parts[name] = newCoercions(d)
		case TabCrimes:
			d.parts[name] = newCrimes(d)
		default:
			d.parts[name] = newMeetings(d)
		}
	}
	items := make([]widgets.TabItem, len(names))
	for i, name := range names {
		items[i] = widgets.TabItem{ID: name, Label: name}
	}
	d.tabs = widgets.NewTabBar(items, func(string) { d.turn() })
	d.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	buttons := widgets.HStack(8, container.NewCenter(d.count))
	d.add = widgets.NewPrimaryButton("登记 Ctrl+N", func() { d.front().add() })
	buttons.Add(d.add)
	if f.Can(office.MayExport) {
		buttons.Add(widgets.NewButton("打印 Ctrl+P", d.print))
		buttons.Add(widgets.NewButton("导出 Excel Ctrl+E", d.export))
	}
	d.card = widgets.NewCard("", "", d.front().content())
	d.top = container.NewBorder(nil, nil, d.tabs, buttons)
	d.holder = container.NewBorder(d.top, nil, nil, nil, d.card)
	d.showAdd()
	return d
}

func (d *desk) front() part { return d.parts[d.tabs.Chosen()] }

// turn brings a tab to the front.
func (d *desk) turn() {
	d.card.SetContent(d.front().content())
	d.showAdd()
	d.front().load()
	d.front().focus()
}

// showAdd names what Ctrl+N enters, for those who may.
func (d *desk) showAdd() {
	d.add.SetLabel(map[string]string{TabCoercions: "申请措施 Ctrl+N", TabCrimes: "登记线索 Ctrl+N", TabMeetings: "拟开会议 Ctrl+N"}[d.tabs.Chosen()])
	d.add.Hidden = !d.f.Can(office.MayWorkCoercion)
	d.top.Refresh()
}

func (d *desk) showCount() {
	d.count.Text = d.front().sum()
	d.count.Refresh()
	d.top.Refresh()
}

func (d *desk) keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": func() { d.front().load() }, "Ctrl+F": func() { d.front().find() }, "Ctrl+N": func() { d.addOne() }, "Ctrl+J": func() { d.front().step() }}
	for i, name := range d.names {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { d.tabs.SetChosen(name); d.turn() }
	}
	if d.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = d.export, d.print
	}
	return keys
}

func (d *desk) addOne() {
	if d.f.Can(office.MayWorkCoercion) {
		d.front().add()
	}
}

func (d *desk) export() { l := d.front().list(); l.Excel(d.f, d.work) }
func (d *desk) print()  { d.front().list().Print(d.f) }

// withCase gives the case the desk is about, or asks for one.
func (d *desk) withCase(title string, use func(court.Case)) {
	read := func(id int64) {
		o := d.f.Office()
		widgets.Load(d.work, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
	}
	if d.scope.caseID != 0 {
		read(d.scope.caseID)
		return
	}
	parts.PickCase(d.f, parts.CaseQuestion{Title: title, Button: "选这件"}, func(c office.CaseRow) { read(c.ID) })
}

// page is 拒执打击.
type page struct {
	f     frame.Frame
	start string
	desk  *desk
}

// NewPage makes the page over all cases.
func NewPage(f frame.Frame) frame.Page { return &page{f: f, start: TabCoercions} }

// Nav lights 拒执打击.
func (p *page) Nav() string { return frame.PageCoercion }

// Content builds the tabs.
func (p *page) Content() fyne.CanvasObject {
	p.desk = newDesk(p.f, scope{}, TabCoercions, TabCrimes, TabMeetings)
	return p.desk.holder
}

// Shown reads the front tab.
func (p *page) Shown() { p.desk.front().load(); p.desk.front().focus() }

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "coercion", "crime", "meeting", "paper", "flow", "case", "scan":
		p.desk.front().load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings { return p.desk.keys() }

// CaseTab is the tab 强制 of a case: its measures and its crime files.
type CaseTab struct{ desk *desk }

// NewCaseTab makes the tab for a case.
func NewCaseTab(f frame.Frame, caseID int64, number string) *CaseTab {
	return &CaseTab{newDesk(f, scope{caseID, number}, TabCoercions, TabCrimes)}
}

// Content gives the tab's objects.
func (t *CaseTab) Content() fyne.CanvasObject { return t.desk.holder }

// Do does what a key named on the tab's buttons stands for.
func (t *CaseTab) Do(key string) {
	if do := t.desk.keys()[key]; do != nil {
		do()
	}
}

// Load reads the part in front.
func (t *CaseTab) Load() { t.desk.front().load() }

// Focus puts the keyboard into the list.
func (t *CaseTab) Focus() { t.desk.front().focus() }

// clockLines says of each term until when it runs and by which rule.
func clockLines(clocks []law.Clock, today court.Date) []widgets.Cell {
	var out []widgets.Cell
	for _, c := range clocks {
		text := c.Name + "（" + c.Who + "）" + c.Due.String() + " " + c.Time + " 前　" + c.Basis
		switch {
		case !c.Done.IsZero() && c.Late(today):
			out = append(out, widgets.StateCell(widgets.StateNear, text+"　"+c.Done.String()+" 办理，已超期"))
		case !c.Done.IsZero():
			out = append(out, widgets.StateCell(widgets.StateDone, text+"　"+c.Done.String()+" 已办"))
		case c.Late(today):
			out = append(out, widgets.StateCell(widgets.StateOverdue, fmt.Sprintf("%s　已超 %d 天", text, c.Due.DaysUntil(today))))
		default:
			out = append(out, widgets.StateCell(widgets.StateNormal, text))
		}
	}
	return out
}

// nextCell says what is due next.
func nextCell(c law.Clock, today court.Date) widgets.Cell {
	switch {
	case c.Due.IsZero():
		return widgets.QuietCell("")
	case c.Late(today):
		return widgets.StateCell(widgets.StateOverdue, c.Name+" "+c.Due.String())
	case today.DaysUntil(c.Due) <= 3:
		return widgets.StateCell(widgets.StateNear, c.Name+" "+c.Due.String())
	}
	return widgets.TextCell(c.Name + " " + c.Due.String())
}

// stateCell shows how far something has come.
func stateCell(s court.CourseState, late bool) widgets.Cell {
	state := widgets.StateNormal
	switch s {
	case court.CoercionDone, court.CoercionLifted, court.CrimeJudged, court.CrimeClosed:
		state = widgets.StateDone
	case court.CourseVoid, court.CoercionRefused, court.CoercionRecalled, court.CoercionQuashed:
		state = widgets.StateExempt
	case court.CoercionAsked, court.CrimeRefused, court.CrimeNotAccepted:
		state = widgets.StateNear
	}
	if late {
		state = widgets.StateOverdue
	}
	return widgets.StateCell(state, string(s))
}
