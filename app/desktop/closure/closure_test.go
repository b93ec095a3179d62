package closure

import (
	"context"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// submit registers a case and hands its materials in, complete as far as the
// ticks go.
func submit(f *uitest.Frame, officer, by string) court.Case {
	f.T.Helper()
	c := f.Register("令狐䶮")
	o := f.Office()
	if officer != "沈国栋" {
		f.Must(o.Reassign(ctx, f.Staff["何向东"], c.ID, f.Staff[officer].User.ID, 0, "调整分工"))
	}
	fillNodes(f, c.ID)
	closure, err := o.Closure(ctx, c.ID)
	f.Must(err)
	for _, l := range closure.Lines {
		if !l.OK && l.Item.BeforeReview && l.Item.Kind != law.ItemAuto {
			f.Must(o.TickItem(ctx, f.Staff["周玥"], c.ID, l.Item.ID, true, "卷宗第12页"))
		}
	}
	f.Must(o.SubmitReview(ctx, f.Staff[by], c.ID))
	return c
}

// fillNodes fills what is planned and open. A node that is done moves the days
// planned for later ones, so the table is read again for each.
func fillNodes(f *uitest.Frame, caseID int64) {
	f.T.Helper()
	open := func(n court.Node) bool { // those that only a decision fills stay
		return n.Actual.IsZero() && !n.Planned.IsZero() && n.Code != law.NodeReviewed && n.Code != law.NodeClosed
	}
	for {
		nodes, err := f.Office().Nodes(ctx, caseID)
		f.Must(err)
		i := slices.IndexFunc(nodes, open)
		if i < 0 {
			return
		}
		f.Must(f.Office().RecordNode(ctx, f.Staff["周玥"], nodes[i].ID, office.NodeEntry{Planned: nodes[i].Planned, Actual: uitest.Today.AddDays(-9), Result: "已办"}))
	}
}

func openReviews(t *testing.T, f *uitest.Frame) *page {
	t.Helper()
	f.Me = f.Staff["赵一帆"]
	p := NewReviewPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the list is read", func() bool { return len(p.waiting)+p.own > 0 })
	return p
}

// TestOwnCasesAreNotOffered: neither the officer nor whoever handed in reviews.
func TestOwnCasesAreNotOffered(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	submit(f, "赵一帆", "周玥")
	other := submit(f, "沈国栋", "周玥")
	p := openReviews(t, f)
	if len(p.waiting) != 1 || p.waiting[0].CaseID != other.ID || p.own != 1 || len(p.ownNote.Objects) != 1 {
		t.Errorf("offered %+v, own %d", p.waiting, p.own)
	}
}

func TestReviewGoesBackWithFindings(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := submit(f, "沈国栋", "周玥")
	p := openReviews(t, f)
	uitest.Until(t, "the checklist is read", func() bool { return p.current != nil && len(p.lines.Rows()) > 0 })
	item := p.lines.Rows()[0].Item.ID
	d := p.draft()

	p.verdict.SetID(string(court.ReviewSupplement))
	p.readDraft()
	p.decide(*p.current, *d)
	uitest.Until(t, "the use case refuses", func() bool { return p.form.FieldError("评查意见") != "" })

	d.findings = append(d.findings, court.Finding{Item: item, Text: "查控反馈不全", Fix: "补公积金查询"})
	p.showFindings()
	if n := p.findingsOf(item); n != 1 {
		t.Errorf("%d findings at the item", n)
	}
	p.decide(*p.current, *d)
	uitest.Until(t, "it is decided and printed", func() bool { return len(f.Opened) == 1 && len(p.waiting) == 0 })
	closure, err := f.Office().Closure(ctx, c.ID)
	f.Must(err)
	if r := closure.Reviews[0]; r.Verdict != court.ReviewSupplement || len(r.Findings) != 1 || r.Reviewer != "赵一帆" {
		t.Errorf("review %+v", r)
	}
	if !strings.Contains(f.Opened[0], "评查表") || !p.decided || p.current != nil {
		t.Errorf("printed %v, decided %v", f.Opened, p.decided)
	}
	if !p.Leave(func() {}) {
		t.Error("a finished review still holds the page")
	}
}

func TestWhoMayNotReviewIsToldPolitely(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	submit(f, "沈国栋", "周玥")
	f.Me = f.Staff["何向东"]
	p := NewReviewPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the checklist is read", func() bool { return len(p.lines.Rows()) > 0 })
	if p.form != nil || len(p.lines.Rows()) == 0 {
		t.Error("somebody who may not review is offered a verdict")
	}
	p.ask() // Ctrl+S
	if f.Dialog() != nil {
		t.Error("Ctrl+S asks for a verdict")
	}
}

// TestNotesAreKept: what was noted before the verdict is there at the next
// visit, for another reviewer too; the officer then tells what was done about
// each finding, and the reviewer reads it.
// A note that cannot be kept holds nobody back.
func TestWhoLeavesIsNotHeldByANoteThatCannotBeKept(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	submit(f, "沈国栋", "周玥")
	p := openReviews(t, f)
	uitest.Until(t, "the checklist is read", func() bool { return p.current != nil && len(p.lines.Rows()) > 0 })
	p.note.SetText(strings.Repeat("长", 3000))
	left := false
	if p.Leave(func() { left = true }) {
		t.Error("left without a word")
	}
	uitest.Until(t, "the question", func() bool { return f.Dialog() != nil })
	if left || !uitest.Shows("评查记录没有存上", f.Dialog()) {
		t.Errorf("asked %v", uitest.Texts(f.Dialog()))
	}
	for _, button := range uitest.Find[*widgets.Button](f.Dialog()) {
		if button.Label == "离开，不保留" {
			button.OnTap()
		}
	}
	if !left {
		t.Error("still held")
	}
}

func TestNotesAreKept(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := submit(f, "沈国栋", "周玥")
	p := openReviews(t, f)
	uitest.Until(t, "the checklist is read", func() bool { return p.current != nil && len(p.lines.Rows()) > 0 })
	item := p.lines.Rows()[0].Item.ID
	p.draft().findings = append(p.draft().findings, court.Finding{Item: item, Text: "查控反馈不全", Fix: "补公积金查询"})
	p.findingsChanged()
	p.note.SetText("先看到第三项")
	left := false
	if p.Leave(func() { left = true }) {
		t.Error("the page is left before the note is kept")
	}
	uitest.Until(t, "the page may be left", func() bool { return left })

	p = openReviews(t, f)
	uitest.Until(t, "the notes are back", func() bool { return p.current != nil && p.findingsOf(item) == 1 && len(p.lines.Rows()) > 0 })
	if p.note.Text() != "先看到第三项" || !p.Leave(func() {}) {
		t.Errorf("note %q", p.note.Text())
	}
	o := f.Office()
	f.Must(o.DecideReview(ctx, f.Me, p.current.ID, court.ReviewSupplement, p.draft().findings, ""))
	f.Must(o.SubmitReview(ctx, f.Staff["周玥"], c.ID, "已补11月5日公积金查询反馈"))
	p = openReviews(t, f)
	uitest.Until(t, "the case came again", func() bool {
		return p.current != nil && len(p.lines.Rows()) > 0 && len(p.lines.Rows()[0].Findings) == 1
	})
	if !uitest.Shows("已补11月5日公积金查询反馈", p.earlier) || !uitest.Shows("补公积金查询", p.earlier) || len(p.draft().findings) != 0 {
		t.Error("the reviewer does not see what was done about the findings of the review before")
	}
}
