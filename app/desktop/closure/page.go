// Package closure is the 终本评查 page: what officers handed in for review,
// the checklist with its evidence, findings and the verdict.
package closure

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// reviewForm is the 评查表.
const reviewForm = "interim-review"

// The tabs at the right.
const (
	tabVerdict = "评查意见"
	tabPapers  = "案件文书"
)

// draft is what the reviewer noted of one review before finishing it; the
// office keeps it between visits.
type draft struct {
	findings []court.Finding
	verdict  string
	note     string
	kept     string // what the office has of it
}

// text holds all of a draft, to see whether the office has it already.
func (d *draft) text() string { return fmt.Sprintf("%q %q %q", d.verdict, d.note, d.findings) }

// page is the reviewers' work.
type page struct {
	f       frame.Frame
	lister  *widgets.Loader
	reader  *widgets.Loader
	work    *widgets.Loader
	keeper  *widgets.Loader
	toKeep  []func()               // drafts that wait for the one being kept
	waiting []office.WaitingReview // those the actor may review
	own     int                    // those he may not, being his own
	current *office.WaitingReview
	closure office.Closure
	drafts  map[int64]*draft
	printed map[int64]int64 // papers made of reviews, by review

	list      *widgets.DataTable[office.WaitingReview]
	listCard  *widgets.Card
	ownNote   *fyne.Container
	lines     *widgets.DataTable[office.ChecklistLine]
	linesCard *widgets.Card
	detail    *fyne.Container
	papers    *widgets.DataTable[court.Paper]
	findings  *widgets.DataTable[numbered]
	earlier   *fyne.Container // what the review before found, and what was done about it
	tabs      *widgets.TabBar
	right     *fyne.Container
	verdictUI fyne.CanvasObject
	form      *widgets.Form
	verdict   *widgets.ChoiceField
	note      *widgets.TextField
	printBox  *widgets.Check
	finish    *widgets.Button
	body      *fyne.Container
	done      *fyne.Container // instead of body: nothing to review, or what was decided
	decided   bool            // done tells a decision
}

// numbered is a finding with its place in the list.
type numbered struct {
	at int
	court.Finding
}

// NewReviewPage makes the page of closure reviews.
func NewReviewPage(f frame.Frame) frame.Page {
	p := &page{f: f, drafts: map[int64]*draft{}, printed: map[int64]int64{},
		lister: widgets.NewLoader(f.Window()), reader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window()), keeper: widgets.NewLoader(f.Window())}
	p.lister.OnError, p.reader.OnError, p.work.OnError, p.keeper.OnError = f.Fail, f.Fail, f.Fail, f.Fail
	return p
}

// Nav lights 终本评查.
func (p *page) Nav() string { return frame.PageClosure }

// Content builds list, checklist and verdict.
func (p *page) Content() fyne.CanvasObject {
	p.list = p.waitingTable()
	p.ownNote = container.NewStack()
	p.listCard = widgets.NewCard("等待评查", "", container.NewBorder(nil, p.ownNote, nil, nil, p.list))
	p.lines = p.linesTable()
	p.detail = container.NewStack()
	p.linesCard = widgets.NewCard("核对清单", "", container.NewBorder(nil, widgets.Sized(0, 92, p.detail), nil, nil, p.lines),
		widgets.NewSmallButton("打开案件", p.openCase))
	p.papers = p.papersTable()
	p.verdictUI = p.verdictPart()
	p.tabs = widgets.NewTabBar([]widgets.TabItem{{ID: tabVerdict, Label: tabVerdict}, {ID: tabPapers, Label: tabPapers}}, func(string) { p.showTab() })
	p.right = container.NewStack()
	right := container.NewBorder(p.tabs, nil, nil, nil, widgets.NewCard("", "", p.right))
	p.done = container.NewStack()
	p.body = parts.Columns([]float32{0, 336}, p.linesCard, right)
	p.showTab()
	p.showCurrent()
	return parts.Columns([]float32{296, 0}, p.listCard, container.NewStack(p.body, p.done))
}

func (p *page) waitingTable() *widgets.DataTable[office.WaitingReview] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[office.WaitingReview]{
		{ID: "number", Label: "案号", Width: 166, Stretch: 1, Cell: func(r office.WaitingReview) widgets.Cell { return text(r.Number) }},
		{ID: "officer", Label: "承办人", Width: 62, Cell: func(r office.WaitingReview) widgets.Cell { return text(r.Officer) }},
		{ID: "sent", Label: "送评", Width: 52, Cell: func(r office.WaitingReview) widgets.Cell { return widgets.QuietCell(r.SubmittedAt.Format("01-02")) }},
	}, func(r office.WaitingReview) string { return strconv.FormatInt(r.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有等待评查的案件"}
	t.OnChosen = p.choose
	t.OnOpen = func(office.WaitingReview) { p.lines.Focus() }
	return t
}

func (p *page) papersTable() *widgets.DataTable[court.Paper] {
	t := widgets.NewListTable([]widgets.Column[court.Paper]{
		{ID: "name", Label: "文书", Width: 110, Stretch: 1, Cell: func(x court.Paper) widgets.Cell {
			if x.Void != "" {
				return widgets.QuietCell(x.Name + "（作废）")
			}
			return widgets.TextCell(x.Name)
		}},
		{ID: "dated", Label: "落款", Width: 88, Cell: func(x court.Paper) widgets.Cell { return widgets.DateCell(x.Dated) }},
		{ID: "do", Label: "", Width: 112, Cell: func(x court.Paper) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "预览", Do: func() { p.preview(x) }},
				widgets.CellButton{Label: "打开", Do: func() { parts.UseStored(p.f, p.work, []int64{x.ID}, p.f.OpenOutside) }})
		}},
	}, func(x court.Paper) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "本案还没有文书"}
	t.OnOpen = p.preview
	return t
}

func (p *page) preview(x court.Paper) {
	parts.PaperDialog(p.f, x.Name+"　"+x.Number, x.ID)
}

// Shown reads the list.
func (p *page) Shown() { p.load() }

// Changed reads the list again.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "closure", "case", "paper":
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{
		"F5": p.load, "Ctrl+S": p.ask,
		"Ctrl+1": func() { p.tabs.SetChosen(tabVerdict); p.showTab() },
		"Ctrl+2": func() { p.tabs.SetChosen(tabPapers); p.showTab() },
		"F2":     p.noteChosen,
	}
}

// Leave goes on once the office has what was noted.
func (p *page) Leave(then func()) bool {
	p.readDraft()
	if p.current == nil || !p.mayReview() || p.draft().kept == p.draft().text() && !p.keeper.Busy() {
		return true
	}
	p.keepDraft(then)
	return false
}

func (p *page) load() {
	widgets.Load(p.lister, p.f.Office().ReviewsWaiting, func(all []office.WaitingReview) {
		p.waiting, p.own = nil, 0
		for _, r := range all {
			if p.isOwn(r) {
				p.own++
				continue
			}
			p.waiting = append(p.waiting, r)
		}
		if p.decided {
			p.list.SetRows(nil) // nothing is chosen while the decision is shown
		}
		p.list.SetRows(p.waiting)
		p.listCard.SetRight(fmt.Sprintf("%d 件", len(p.waiting)))
		p.ownNote.Objects = nil
		if p.own > 0 {
			p.ownNote.Objects = []fyne.CanvasObject{widgets.NewNotice(widgets.StateNear, fmt.Sprintf("另有 %d 件由您承办或送评，须由其他评查员评查。", p.own))}
		}
		p.ownNote.Refresh()
		p.listCard.Refresh()
		p.afterList()
	})
}

// afterList keeps the chosen review, or begins with the first.
func (p *page) afterList() {
	for _, r := range p.waiting {
		if p.current != nil && r.ID == p.current.ID {
			p.read()
			return
		}
	}
	p.current = nil
	if len(p.waiting) > 0 && !p.decided {
		p.list.ChooseIndex(0)
		p.choose(p.waiting[0])
		p.list.Focus()
		return
	}
	p.showCurrent()
}

// isOwn tells whether the actor carries the case or handed the materials in;
// the use case would refuse him.
func (p *page) isOwn(r office.WaitingReview) bool {
	me := p.f.Actor().User.Name
	return r.Officer == me || r.SubmittedBy == me
}

// choose shows another review.
func (p *page) choose(r office.WaitingReview) {
	if p.current != nil && p.current.ID == r.ID {
		return
	}
	p.readDraft()
	p.keepDraft(nil)
	p.current, p.decided = &r, false
	p.showDraft()
	p.read()
}

// dossier is what a reviewer reads of a case.
type dossier struct {
	closure office.Closure
	papers  []court.Paper
}

// read reads the checklist and the papers of the chosen review.
func (p *page) read() {
	id, o := p.current.CaseID, p.f.Office()
	widgets.Load(p.reader, func(ctx context.Context) (d dossier, err error) {
		if d.closure, err = o.Closure(ctx, id); err != nil {
			return d, err
		}
		d.papers, err = o.Papers(ctx, id)
		return d, err
	}, func(d dossier) {
		p.closure = d.closure
		p.lines.SetRows(d.closure.Lines)
		p.papers.SetRows(d.papers)
		p.tabs.SetItems([]widgets.TabItem{{ID: tabVerdict, Label: tabVerdict}, {ID: tabPapers, Label: fmt.Sprintf("%s %d", tabPapers, len(d.papers))}})
		p.showCurrent()
	})
}

// showCurrent shows the chosen review, or nothing when there is none.
func (p *page) showCurrent() {
	if p.current == nil {
		p.body.Hide()
		if !p.decided {
			p.showNothing()
		}
		return
	}
	p.done.Objects = nil
	p.done.Refresh()
	p.body.Show()
	n := office.CountItems(p.closure.Lines)
	p.linesCard.SetTitle(p.current.Number)
	debtors := widgets.Ellipsize(p.current.Debtors, widgets.S(90), widgets.S(widgets.CaptionSize), false)
	p.linesCard.SetRight(fmt.Sprintf("%s　%s送评　具备 %d，缺 %d，后办 %d，可补 %d", debtors, p.current.SubmittedBy,
		n[office.ItemMet], n[office.ItemMissing], n[office.ItemLater], n[office.ItemOptional]))
	p.showDetail()
	p.body.Refresh()
}

func (p *page) showNothing() {
	text := "没有等待评查的案件。承办人在案件的“终本”页提交评查后，会列在左边。"
	if p.own > 0 {
		text = "没有可由您评查的案件。"
	}
	sentence := widgets.NewText(text, widgets.TextSize, widgets.ColorQuiet, false)
	p.done.Objects = []fyne.CanvasObject{widgets.NewCard("", "", container.NewCenter(sentence))}
	p.done.Refresh()
}

func (p *page) openCase() {
	if p.current != nil {
		p.f.OpenCase(p.current.CaseID, frame.TabClosure)
	}
}

func (p *page) showTab() {
	if p.tabs.Chosen() == tabPapers {
		p.right.Objects = []fyne.CanvasObject{p.papers}
	} else {
		p.right.Objects = []fyne.CanvasObject{p.verdictUI}
	}
	p.right.Refresh()
}
