package data

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/office"
)

// numbersOf gives the last part of the case numbers a query shows.
func numbersOf(t *testing.T, s *Store, q office.CaseQuery) []string {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	if q.Today.IsZero() {
		q.Today, q.NearDays = today, 7
	}
	page := read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(q) })
	if page.Total != len(page.Rows) {
		t.Errorf("%+v: total %d, rows %d", q, page.Total, len(page.Rows))
	}
	var out []string
	for _, row := range page.Rows {
		_, tail, _ := strings.Cut(row.Number, "豫1599")
		out = append(out, strings.TrimSuffix(tail, "号"))
	}
	return out
}

func TestSearchFindsWhatPeopleType(t *testing.T) {
	s := newStore(t)
	addCase(t, s, 186)
	addCase(t, s, 7, func(c *court.Case) {
		c.Parties = []court.Party{{Role: court.RoleDebtor, Name: "𬭎_100%", IDNumber: "91411599MA0000000X", Address: "石桥镇北街", Phone: "0376-6123456"}}
		c.Cause, c.Basis.Number = `反斜\杠纠纷`, "溪劳人仲案〔2018〕5号"
	})
	for search, want := range map[string][]string{
		"186":             {"执186"},
		"（2018）豫1599执186": {"执186"},
		"(2018)豫1599执1":   {"执186"},
		"２０１８豫１５９９执１８６":   {"执186"},
		"〔2018〕豫1599执186": {"执186"},
		"执7号":             {"执7"},
		"龚䶮":              {"执186"},
		"䶮":               {"执186"},
		"𬭎":               {"执7"},
		"_":               {"执7"},
		"%":               {"执7"},
		"0%":              {"执7"},
		`\`:               {"执7"},
		"ma0000000x":      {"执7"},
		"MA0000000X":      {"执7"},
		"138001":          {"执186"},
		"下湾村":             {"执186"},
		"柳林 龚":            {"执186"},
		"柳林 石桥":           nil,
		"　石桥　𬭎　":          {"执7"},
		"借贷":              {"执186"},
		"民初88":            {"执186"},
		"[2018]5号":        {"执7"},
		"穆青禾":             {"执186"},
		"贝律师":             {"执186"},
		"13900139":        {"执186"},
		"查无此人":            nil,
		"' OR 1=1 --":     nil,
		"?":               nil,
		" ":               {"执7", "执186"},
	} {
		if got := numbersOf(t, s, office.CaseQuery{Search: search}); !reflect.DeepEqual(got, want) {
			t.Errorf("search %q shows %v, want %v", search, got, want)
		}
	}
}

// TestSearchAgreesWithAnOracle compares SQL's answer with a plain search of
// the same text in Go.
func TestSearchAgreesWithAnOracle(t *testing.T) {
	s := newStore(t)
	names := []string{"龚䶮", "𬭎𬭎一", "a_b%c", `x\y`, "李四", "李　四", "ＡＢＣ", "'；--", "ééß", "(甲)"}
	texts := map[string]string{}
	for i, name := range names {
		c := addCase(t, s, i+1, func(c *court.Case) { c.Parties = []court.Party{{Role: court.RoleDebtor, Name: name}} })
		texts[fmt.Sprintf("执%d", i+1)] = searchText(c)
	}
	rapid.Check(t, func(rt *rapid.T) {
		typed := rapid.StringOfN(rapid.RuneFrom([]rune(`龚䶮𬭎一_%\李四 　ＡＢaéß'-;(（甲)1执`)), 1, 4, -1).Draw(rt, "typed")
		var want []string
		for i := range names {
			number, hit := fmt.Sprintf("执%d", i+1), true
			for _, word := range strings.Fields(searchForm(typed)) {
				hit = hit && strings.Contains(texts[number], word)
			}
			if hit {
				want = append(want, number)
			}
		}
		if got := numbersOf(t, s, office.CaseQuery{Search: typed}); !slices.Equal(got, want) {
			rt.Errorf("search %q shows %v, want %v", typed, got, want)
		}
	})
}

func TestSearchFollowsEveryChange(t *testing.T) {
	s := newStore(t)
	window, err := Open(context.Background(), s.Dir(), Options{ReadOnly: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = window.Close() }()
	named := func(name string) func(*court.Case) {
		return func(c *court.Case) { c.Parties = []court.Party{{Role: court.RoleDebtor, Name: name}} }
	}
	both := func(search string, want ...string) {
		t.Helper()
		for _, store := range []*Store{s, window} {
			if got := numbersOf(t, store, office.CaseQuery{Search: search}); !slices.Equal(got, want) {
				t.Errorf("search %q shows %v, want %v", search, got, want)
			}
		}
	}
	both("甲")
	addCase(t, s, 2, named("甲"))
	both("甲", "执2")
	stop := errors.New("stop")
	err = s.Write(context.Background(), func(tx office.Tx) error {
		c := newCase(3, named("甲"))
		if err := tx.InsertCase(&c); err != nil {
			return err
		}
		page, err := tx.Cases(office.CaseQuery{Search: "甲", Limit: 10})
		if err != nil || page.Total != 2 {
			t.Errorf("inside the transaction: %+v, %v", page, err)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	both("甲", "执2")
	c := addCase(t, s, 4, named("乙"))
	both("甲", "执2")
	both("乙", "执4")
	c.Parties, c.Number.Seq = []court.Party{{Role: court.RoleDebtor, Name: "甲甲"}}, 1
	write(t, s, func(tx office.Tx) error { return tx.UpdateCase(&c) })
	both("甲", "执1", "执2")
	both("乙")
	s = reopen(t, s, Options{})
	both("甲", "执1", "执2")
}

func TestFilters(t *testing.T) {
	s := newStore(t)
	u := addUser(t, s, "顾承", court.RoleOfficer)
	addCase(t, s, 1)
	addCase(t, s, 2, func(c *court.Case) {
		c.Group, c.Stage, c.OfficerID, c.Officer = court.GroupClosing, court.StageClosingReview, u.ID, u.Name
		c.Tags, c.Limit = []string{"涉民"}, court.D(2018, 12, 20)
	})
	addCase(t, s, 3, func(c *court.Case) {
		c.Status, c.Closed, c.Tags, c.Kind, c.Number.Kind = court.StatusClosed, court.D(2018, 11, 20), nil, court.KindProtection, "执保"
	})
	addCase(t, s, 4, func(c *court.Case) { c.Status, c.Tags, c.Limit = court.StatusSuspended, nil, court.Date{} })
	for _, c := range []struct {
		name string
		q    office.CaseQuery
		want []string
	}{
		{"all", office.CaseQuery{}, []string{"执1", "执2", "执4", "执保3"}},
		{"group", office.CaseQuery{Group: court.GroupClosing}, []string{"执2"}},
		{"stage", office.CaseQuery{Stage: court.StageClosingReview}, []string{"执2"}},
		{"status", office.CaseQuery{Status: court.StatusSuspended}, []string{"执4"}},
		{"open", office.CaseQuery{Open: true}, []string{"执1", "执2", "执4"}},
		{"officer", office.CaseQuery{OfficerID: u.ID}, []string{"执2"}},
		{"officer's name", office.CaseQuery{Officer: "郑远"}, []string{"执1", "执4", "执保3"}},
		{"tag", office.CaseQuery{Tag: "涉民生"}, []string{"执1"}},
		{"a shorter tag", office.CaseQuery{Tag: "涉民"}, []string{"执2"}},
		{"kind", office.CaseQuery{Kind: court.KindProtection}, []string{"执保3"}},
		{"term ended, cases whose clock stands left out", office.CaseQuery{LimitIn: 1}, []string{"执1"}},
		{"term within 30 days", office.CaseQuery{LimitIn: 30}, []string{"执1", "执2"}},
		{"search and filter", office.CaseQuery{Search: "龚", Group: court.GroupClosing}, []string{"执2"}},
	} {
		if got := numbersOf(t, s, c.q); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSortingAndPaging(t *testing.T) {
	s := newStore(t)
	for i, cause := range []string{"丙", "", "甲", "甲", "乙"} {
		addCase(t, s, 20-i, func(c *court.Case) {
			c.Cause, c.Principal, c.Stage = cause, court.Money(1000*(i%3)), court.Stages[3-i%4]
		})
	}
	for _, c := range []struct {
		q    office.CaseQuery
		want []string
	}{
		{office.CaseQuery{}, []string{"执16", "执17", "执18", "执19", "执20"}},
		{office.CaseQuery{Desc: true}, []string{"执20", "执19", "执18", "执17", "执16"}},
		{office.CaseQuery{SortBy: "cause"}, []string{"执20", "执16", "执17", "执18", "执19"}}, // by code point, none last
		{office.CaseQuery{SortBy: "cause", Desc: true}, []string{"执18", "执17", "执16", "执20", "执19"}},
		{office.CaseQuery{Search: "龚"}, []string{"执16", "执17", "执18", "执19", "执20"}},
		{office.CaseQuery{Search: "龚", Desc: true}, []string{"执20", "执19", "执18", "执17", "执16"}},
		{office.CaseQuery{Search: "龚", SortBy: "cause"}, []string{"执20", "执16", "执17", "执18", "执19"}},
		{office.CaseQuery{SortBy: "principal"}, []string{"执17", "执20", "执16", "执19", "执18"}},
		{office.CaseQuery{SortBy: "stage"}, []string{"执17", "执18", "执19", "执16", "执20"}},
	} {
		if got := numbersOf(t, s, c.q); !reflect.DeepEqual(got, c.want) {
			t.Errorf("sorted by %q (descending %v): %v, want %v", c.q.SortBy, c.q.Desc, got, c.want)
		}
	}
	for _, column := range append(slices.Collect(maps.Keys(sortColumns)), "", "number") {
		for _, search := range []string{"", "龚"} {
			var paged []string
			for offset := 0; offset < 7; offset += 2 {
				page := read(t, s, func(r office.Reader) (office.CasePage, error) {
					return r.Cases(office.CaseQuery{SortBy: column, Search: search, Offset: offset, Limit: 2, Desc: true})
				})
				if page.Total != 5 {
					t.Errorf("sorted by %s from %d: total %d", column, offset, page.Total)
				}
				for _, row := range page.Rows {
					paged = append(paged, row.Number)
				}
			}
			slices.Sort(paged)
			if len(slices.Compact(paged)) != 5 {
				t.Errorf("sorted by %s: pages overlap or lose cases: %v", column, paged)
			}
		}
	}
}

func TestCaseRowShowsTheCase(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1, func(c *court.Case) { c.Closing = court.ClosedInterim })
	write(t, s, func(tx office.Tx) error { return tx.InsertNodes(c.ID, sampleNodes()) })
	page := read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(office.CaseQuery{Limit: 1}) })
	got := page.Rows[0]
	everyFieldSet(t, got)
	if len(got.Strip) != 4 || got.Strip[0].Name != "网络查控" || got.Strip[3].Column != court.ColumnInterim || got.Strip[1].Actual != court.D(2018, 5, 20) {
		t.Errorf("strip %+v", got.Strip)
	}
	got.Strip = nil
	want := office.CaseRow{ID: c.ID, Number: "（2018）豫1599执1号", Kind: court.KindFirst, Filed: court.D(2018, 5, 1), Applicants: "溪山县青禾农资有限公司",
		Debtors: "甄试1、龚䶮", Cause: "民间借贷纠纷", Principal: 118652033, Realised: 5000, Officer: "郑远", Group: court.GroupGeneral,
		Stage: court.StagePreparation, Status: court.StatusOpen, Closing: court.ClosedInterim, Limit: court.D(2018, 11, 1),
		NextDue: court.D(2018, 11, 20), Tags: []string{"涉民生", "涉金融"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("row\n got %+v\nwant %+v", got, want)
	}
}

// sampleNodes are four nodes given out of order: one done, one overdue on
// 2018-11-23, one near, one that waits for an event.
func sampleNodes() []court.Node {
	return []court.Node{
		{Code: "203005001", Column: court.ColumnInterim, Name: "终本约谈"},
		{Code: "203002001", Column: court.ColumnCompulsion, Name: "限制消费", Planned: court.D(2018, 11, 25), Basis: "依申请", ParamID: "p2"},
		{Code: "203001002", Column: court.ColumnControl, Position: 1, Name: "传统查控", Planned: court.D(2018, 5, 18), Actual: court.D(2018, 5, 20), Result: "已查"},
		{Code: "203001001", Column: court.ColumnControl, Name: "网络查控", Planned: court.D(2018, 11, 20), Owner: "郑远", Evidence: "查询单"},
	}
}
