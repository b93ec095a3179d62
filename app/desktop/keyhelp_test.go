package desktop

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/cases"
	"zhixing/app/desktop/custody"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/inquiry"
	"zhixing/app/desktop/listing"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/rules"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Every key that a page binds is explained by F1, and F1 explains no key that
// its page does not bind.
func TestEveryKeyIsExplained(t *testing.T) {
	p := newProgram(t)
	ctx := context.Background()
	admin, err := p.office.LogIn(ctx, "管理员", password)
	must(t, err)
	_, err = p.office.SaveUser(ctx, admin, court.User{Name: "万能", Group: court.GroupEnforcement, Roles: court.Roles}, password)
	must(t, err)
	s := p.as(t, "万能")
	c, err := p.office.RegisterCase(ctx, s.actor, court.Case{Kind: court.KindFirst, Filed: p.office.Today(), Parties: []court.Party{
		{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "李𬭎"}, {Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "周德旺"}}})
	must(t, err)

	bound := map[string][]string{}
	look := func() {
		front := s.front().page
		name := fmt.Sprintf("%T", front)
		for key := range front.Keys() {
			bound[name] = append(bound[name], key)
			if wordOf(front, key) == "" {
				t.Errorf("%s: %s is bound and not explained", name, key)
			}
		}
	}
	for _, page := range s.navIDs() {
		s.Go(page)
		look()
		for _, tabs := range uitest.Find[*widgets.TabBar](s.front().content) {
			p.win.Canvas().Focus(tabs)
			for range 2 { // 系统设置 has other keys on every tab
				uitest.Press(p.win, fyne.KeyRight)
				look()
			}
		}
	}
	for _, open := range []func(){s.OpenRegistration, func() { s.OpenCase(c.ID, "") }, func() { s.Open(cases.NewTermPage(s, c.ID)) },
		func() { s.OpenPaperMaker(c.ID, "") }, s.OpenLedgerImport, func() { s.Open(custody.NewPlanPage(s, c.ID)) }, func() { s.Open(custody.NewStockPage(s)) }} {
		open()
		look()
	}
	for _, page := range []frame.Page{rules.NewFormPage(s, "execution-notice"), propertyforms.NewRenewalPage(s, nil), inquiry.NewImportPage(s), inquiry.NewProblemPage(s),
		listing.NewScreenPage(s, court.Listing{CaseID: c.ID, Kind: court.ListDishonest, Debtor: "周德旺"})} {
		s.Open(page)
		look()
	}
	s.OpenPaperMaker(c.ID, "execution-notice")
	maker := s.front().page
	uitest.Until(t, "the text of the paper is open", func() bool {
		if s.front().page == maker {
			maker.Keys()["Ctrl+E"]()
		}
		return s.front().page != maker
	})
	look()
	s.OpenPaperBatch(nil)
	look()
	for _, section := range pageWords {
		for _, w := range section.words {
			if !slices.Contains(bound[section.page], w.key) {
				t.Errorf("%s: %s is explained and not bound", section.title, w.key)
			}
		}
	}
}

func TestKeyHelpShowsEverything(t *testing.T) {
	s := newProgram(t).as(t, "沈国栋")
	s.Go(frame.PageCases)
	uitest.Press(s.p.win, fyne.KeyF1)
	top := s.p.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("F1 opens nothing")
	}
	for _, text := range []string{"Ctrl+K", "Ctrl+E", "Ctrl+R", "Ctrl+M", "Ctrl+B", "F6", "F7", "F8", "本页", "Alt+←", "锁定窗口"} {
		if !uitest.Shows(text, top) {
			t.Errorf("F1 does not tell of %s", text)
		}
	}
	closing := uitest.Find[*widgets.Button](top)[0]
	bottom := fyne.CurrentApp().Driver().AbsolutePositionForObject(closing).Y + closing.Size().Height
	if bottom > 740 {
		t.Errorf("the explanation ends at %.0f px", bottom)
	}
	for _, text := range uitest.Find[*canvas.Text](top) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(text)
		if right := at.X + text.MinSize().Width; at.X < 0 || right > 1366 {
			t.Errorf("%q reaches from %.0f to %.0f px", text.Text, at.X, right)
		}
	}
}

// The search of the top bar leads to the case list when it found more than it
// shows.
func TestSearchLeadsToTheListOfAllHits(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	ctx := context.Background()
	for i := range searchRows + 3 {
		_, err := p.office.RegisterCase(ctx, s.actor, court.Case{Kind: court.KindFirst, Filed: p.office.Today(), Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: fmt.Sprintf("李𬭎%d", i)}, {Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "周德旺"}}})
		must(t, err)
	}
	items, err := s.find(ctx, "周德旺")
	must(t, err)
	last := items[len(items)-1]
	if len(items) <= searchRows || last.Label != "还有 3 件，按 Enter 在案件列表中查看" || last.Disabled {
		t.Fatalf("%d lines, the last %+v", len(items), last)
	}
	last.Do()
	if s.front().page.Nav() != frame.PageCases {
		t.Error("the last line does not open the case list")
	}
	uitest.Until(t, "the list", func() bool {
		page, err := p.office.Cases(ctx, office.CaseQuery{Search: "周德旺"})
		return err == nil && uitest.Shows(fmt.Sprintf("%d", page.Total), p.win.Content())
	})
}
