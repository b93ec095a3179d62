package listing

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// aCourt has one case whose debtor is weighed on the page.
func aCourt(t *testing.T) (*uitest.Frame, court.Case) {
	t.Helper()
	f := uitest.NewCourt(t, wiring.Create, uitest.Now)
	f.Me = f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk)
	c := uitest.ACase(f.Me.User.ID, court.D(2018, 6, 8), "李契")
	c.Parties[1].IDNumber, c.Parties[1].Sex, c.Parties[1].Birth = "411599197209279304", "女", court.D(1972, 9, 27)
	c.Parties[1].Marks, c.Parties[1].Employer = []string{court.MarkPublic}, "溪山县水务局"
	return f, f.RegisterAs(f.Me, c)
}

// weighed weighs on the page and gives the listing, decided and published.
func weighed(t *testing.T, f *uitest.Frame, c court.Case) court.Listing {
	t.Helper()
	ctx := context.Background()
	d := c.PartiesOf(court.RoleDebtor)[0]
	p := NewScreenPage(f, court.Listing{CaseID: c.ID, CaseNo: c.Number.String(), Kind: court.ListDishonest, Debtor: d.Name, DebtorID: d.IDNumber, Party: d.Kind}).(*screen)
	f.Open(p)
	uitest.Until(t, "the conditions show", func() bool { return len(p.rows) > 0 })
	for _, want := range []string{"本院方案的规则", "法律规定的情形", "不得采取的情形", "违反财产报告制度：没有按报告财产令报告，或者报告不实"} {
		if !uitest.Shows(want, p.root) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, r := range p.rows {
		r.answer.SetID(court.AnswerNo)
		if r.view.ListingCondition.ID == "report" {
			r.answer.SetID(court.AnswerYes)
			r.text.SetText("谈话笔录")
		}
	}
	p.ground.SetID("4")
	p.facts.SetText("没有报告财产")
	p.Keys()["Ctrl+S"]()
	uitest.Until(t, "it is saved", func() bool { return p.l.ID != 0 && !p.edited })
	l, err := f.Office().DecideListing(ctx, f.Me, p.l.ID, office.ListingVerdict{Decision: court.ListingIn, On: uitest.Today, Kept: "回证在卷"})
	f.Must(err)
	l, err = f.Office().BeginListing(ctx, f.Me, l.ID, office.ListingStart{On: uitest.Today, PaperNo: "（2018）豫1599执1号", SignedBy: "顾明远", Proof: court.Proof{Text: "原件在卷"}})
	f.Must(err)
	return l
}

// From the weighing to what comes down: every tab shows its line, the outputs
// are made masked, and the lists leave as they are shown.
func TestFromTheWeighingToWhatComesDown(t *testing.T) {
	f, c := aCourt(t)
	ctx := context.Background()
	l := weighed(t, f, c)
	p := newPage(f, tabList)
	f.Open(p)
	list := p.Tab(tabList).(*listPart)
	uitest.Until(t, "the listing shows", func() bool { return len(list.rows) == 1 })
	if label, do := Next(f, list.rows[0]); label != "登记曝光" || do == nil {
		t.Errorf("next is %q", label)
	}
	copyText(f, []int64{l.ID})
	uitest.Until(t, "the text is copied", func() bool { return strings.Contains(f.Said, "已复制 1 名") })
	text := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(text, "4115**********9304") || strings.Contains(text, "19720927") || strings.Contains(text, "溪山县城关镇") || strings.Contains(text, "张㛃") {
		t.Errorf("the text says\n%s", text)
	}
	makeExposure(f, string(paper.SlideSet), ".pdf", []int64{l.ID}, pdfOf(paper.SlideSet))
	uitest.Until(t, "the slides are made", func() bool { return strings.HasSuffix(f.Last(), ".pdf") })
	if info, err := os.Stat(filepath.Join(f.OutDir(), "大屏画面 2018-11-23.pdf")); err != nil || info.Size() < 1000 {
		t.Errorf("slides: %v %v", info, err)
	}
	makeExposure(f, slideDeck, ".pptx", []int64{l.ID}, paper.Slides)
	uitest.Until(t, "the deck is made", func() bool { return strings.HasSuffix(f.Last(), "大屏幻灯片 2018-11-23.pptx") })
	for _, channel := range []string{"微博", "住所张贴"} {
		_, err := f.Office().ExposeListing(ctx, f.Me, l.ID, office.ExposureEntry{Channel: channel, On: uitest.Today, Proof: court.Proof{Text: "照片"}})
		f.Must(err)
	}
	_, err := f.Office().EndListing(ctx, f.Me, l.ID, court.ListingEvent{Ground: "early", On: uitest.Today, Proof: court.Proof{Text: "收据"}})
	f.Must(err)
	p.Keys()["Ctrl+2"]()
	todo := p.Tab(tabTodo).(*todoPart)
	uitest.Until(t, "three things are due", func() bool { return len(todo.rows) == 3 && uitest.Shows("撤下微博", f.Window().Content()) })
	p.Keys()["Ctrl+3"]()
	shown := p.Tab(tabShown).(*shownPart)
	uitest.Until(t, "two exposures show", func() bool { return len(shown.rows) == 2 && uitest.Shows("应撤下", f.Window().Content()) })
	p.Keys()["Ctrl+4"]()
	public := p.Tab(tabPublic).(*publicPart)
	uitest.Until(t, "the debtor in office shows", func() bool { return len(public.rows) == 1 && uitest.Shows("未发函", f.Window().Content()) })
	for _, tab := range tabs {
		out, err := p.Tab(tab).Printed()(ctx)
		f.Must(err)
		if len(out.Rows) == 0 || len(out.Rows[0]) != len(out.Heads) {
			t.Errorf("%s leaves as %d heads, %v", tab, len(out.Heads), out.Rows)
		}
	}
	if lines := strings.Join(Lines(shown.rows[0].Listing), "\n"); !strings.Contains(lines, law.EndingOf("early").Text) || !strings.Contains(lines, "曝光：微博") {
		t.Errorf("told as\n%s", lines)
	}
}
