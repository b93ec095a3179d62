// Package coercion is the page 拒执打击: coercive measures against people, the
// crime files of those who refuse to obey, and the joint meetings about them,
// over all cases or for one.
package coercion

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
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
	lists.Tab
	add()  // Ctrl+N
	step() // Ctrl+J, the next step of what is chosen
}

// scope is the one case a page is about, zero for all.
type scope struct {
	caseID int64
	number string
}

// desk is the tabs with their buttons; the page and the tab of a case hold one.
type desk struct {
	*lists.Desk
	f     frame.Frame
	scope scope
}

func newDesk(f frame.Frame, s scope, names ...string) *desk {
	d := &desk{f: f, scope: s}
	d.Desk = lists.NewDesk(f, names, d.open)
	return d
}

func (d *desk) open(name string) lists.Tab {
	switch name {
	case TabCoercions:
		return newCoercions(d)
	case TabCrimes:
		return newCrimes(d)
	}
	return newMeetings(d)
}

// adding is the button of Ctrl+N, for those who may.
func (d *desk) adding(label string, add func()) []fyne.CanvasObject {
	if !d.f.Can(office.MayWorkCoercion) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewPrimaryButton(label+" Ctrl+N", add)}
}

// Keys gives the shortcuts.
func (d *desk) Keys() widgets.Bindings {
	keys := d.Desk.Keys()
	keys["Ctrl+N"] = func() {
		if d.f.Can(office.MayWorkCoercion) {
			d.Front().(part).add()
		}
	}
	keys["Ctrl+J"] = func() { d.Front().(part).step() }
	return keys
}

// withCase gives the case the desk is about, or asks for one.
func (d *desk) withCase(title string, use func(court.Case)) {
	read := func(id int64) {
		o := d.f.Office()
		widgets.Load(d.Work, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
	}
	if d.scope.caseID != 0 {
		read(d.scope.caseID)
		return
	}
	parts.PickCase(d.f, parts.CaseQuestion{Title: title, Button: "选这件"}, func(c office.CaseRow) { read(c.ID) })
}

// page is 拒执打击.
type page struct{ *desk }

// NewPage makes the page over all cases.
func NewPage(f frame.Frame) frame.Page {
	return &page{newDesk(f, scope{}, TabCoercions, TabCrimes, TabMeetings)}
}

// Nav lights 拒执打击.
func (p *page) Nav() string { return frame.PageCoercion }

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "coercion", "crime", "meeting", "paper", "flow", "case", "scan":
		p.Front().Load()
	}
}

// CaseTab is the tab 强制 of a case: its measures and its crime files.
type CaseTab struct{ desk *desk }

// NewCaseTab makes the tab for a case.
func NewCaseTab(f frame.Frame, caseID int64, number string) *CaseTab {
	return &CaseTab{newDesk(f, scope{caseID, number}, TabCoercions, TabCrimes)}
}

// Content gives the tab's objects.
func (t *CaseTab) Content() fyne.CanvasObject { return widgets.Padded(8, 6, t.desk.Content()) }

// Do does what a key named on the tab's buttons stands for.
func (t *CaseTab) Do(key string) {
	if do := t.desk.Keys()[key]; do != nil {
		do()
	}
}

// Load reads the part in front.
func (t *CaseTab) Load() { t.desk.Front().Load() }

// Focus puts the keyboard into the list.
func (t *CaseTab) Focus() { t.desk.Front().Focus() }

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
		return widgets.StateCell(widgets.StateOverdue, c.Due.String()+" "+c.Name)
	case today.DaysUntil(c.Due) <= 3:
		return widgets.StateCell(widgets.StateNear, c.Due.String()+" "+c.Name)
	}
	return widgets.TextCell(c.Due.String() + " " + c.Name)
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
