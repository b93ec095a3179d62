package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

func (w *world) warnings(q office.WarningQuery) []court.Warning {
	w.Helper()
	out, err := w.o.Warnings(w.ctx, q)
	w.must(err)
	return out
}

func kinds(list []court.Warning) []court.WarningKind {
	var out []court.WarningKind
	for _, x := range list {
		if !slices.Contains(out, x.Kind) {
			out = append(out, x.Kind)
		}
	}
	return out
}

// A case that nobody touches climbs from the officer to the director, and each
// kind of warning comes on its day.
func TestWarningsClimb(t *testing.T) {
	w := newWorld(t)
	c := w.register() // notice due 06-11
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], c.ID, w.staff["沈国栋"].User.ID, 0))
	first := func(on court.Date, kind court.WarningKind) court.Warning {
		t.Helper()
		w.on(on)
		list := w.warnings(office.WarningQuery{Kind: kind})
		if len(list) == 0 {
			t.Fatalf("%s: no %s among %v", on, kind, kinds(w.warnings(office.WarningQuery{})))
		}
		return list[0]
	}
	if x := first(court.D(2018, 6, 9), court.WarnNodeNear); x.Days != 2 || x.Level != court.LevelOfficer || x.Officer != "沈国栋" || x.Where != office.WherePlan {
		t.Errorf("near %+v", x)
	}
	for on, level := range map[court.Date]court.WarningLevel{
		court.D(2018, 6, 12): court.LevelOfficer, court.D(2018, 6, 14): court.LevelHead, court.D(2018, 6, 18): court.LevelDirector,
	} {
		if x := first(on, court.WarnNodeOverdue); x.Level != level || x.Due != court.D(2018, 6, 11) {
			t.Errorf("%s: level %s due %s", on, x.Level.Name(), x.Due)
		}
	}
	if x := first(court.D(2018, 7, 10), court.WarnAsleep); !strings.Contains(x.Text, "2018-06-08") {
		t.Errorf("asleep %+v", x)
	}
	first(court.D(2018, 9, 8), court.WarnInterimStart)
	if x := first(court.D(2018, 11, 8), court.WarnInterimHand); x.Where != office.WhereClosure {
		t.Errorf("hand in %+v", x)
	}
	first(court.D(2018, 12, 1), court.WarnTermNear)
	if x := first(court.D(2018, 12, 18), court.WarnTermOver); x.Days != -10 || x.Level != court.LevelDirector {
		t.Errorf("term over %+v", x)
	}
	w.status(w.staff["沈国栋"], c.ID, court.StatusSuspended, "中止")
	if list := w.warnings(office.WarningQuery{}); len(list) != 0 {
		t.Errorf("a suspended case warns: %+v", list)
	}
}

// One change is seen at once, and only what it changed.
func TestWarningsFollowEachChange(t *testing.T) {
	w := newWorld(t)
	a, b := w.register(), w.register()
	w.on(court.D(2018, 6, 14))
	before := w.warnings(office.WarningQuery{})
	n := w.node(a, "003")
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today()}))
	after := w.warnings(office.WarningQuery{})
	of := func(list []court.Warning, id int64) (out []court.Warning) {
		for _, x := range list {
			if x.CaseID == id {
				out = append(out, x)
			}
		}
		return out
	}
	if !slices.Equal(of(before, b.ID), of(after, b.ID)) || slices.ContainsFunc(of(after, a.ID), func(x court.Warning) bool { return x.Node.Code == "003" }) {
		t.Errorf("before %d, after %d", len(before), len(after))
	}
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], b.ID, w.staff["沈国栋"].User.ID, 0))
	if list := w.warnings(office.WarningQuery{OfficerID: w.staff["沈国栋"].User.ID}); len(list) == 0 || list[0].CaseID != b.ID {
		t.Errorf("by officer %+v", list)
	}
	counts, err := w.o.WarningCounts(w.ctx, office.WarningQuery{})
	w.must(err)
	if counts.Total != len(w.warnings(office.WarningQuery{})) || counts.Cases != 2 || counts.ByKind[court.WarnNodeOverdue] == 0 {
		t.Errorf("counts %+v", counts)
	}
	if page := w.warnings(office.WarningQuery{Offset: 1, Limit: 1, Search: "李㛃"}); len(page) != 1 {
		t.Errorf("page %+v", page)
	}
	if list := w.warnings(office.WarningQuery{Search: "查无此人"}); len(list) != 0 {
		t.Errorf("found %+v", list)
	}
	if !slices.IsSortedFunc(w.warnings(office.WarningQuery{}), func(a, b court.Warning) int { return a.Days - b.Days }) {
		t.Error("not by urgency")
	}
}

// Money and handovers warn too.
func TestWarningsOfMoneyAndHandovers(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Amount: 500_00, Date: w.o.Today(), Way: "转账", Payer: "李㛃"})
	w.must(err)
	_, err = w.o.HandOver(w.ctx, w.staff["陈玥"], court.Handover{CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "卷宗"}}})
	w.must(err)
	w.on(court.D(2018, 7, 9))
	list := w.warnings(office.WarningQuery{})
	for _, kind := range []court.WarningKind{court.WarnMoney, court.WarnHandover} {
		if !slices.Contains(kinds(list), kind) {
			t.Errorf("no %s in %v", kind, kinds(list))
		}
	}
	if list := w.warnings(office.WarningQuery{Group: court.GroupEnforcement, Kind: court.WarnHandover}); len(list) != 1 {
		t.Errorf("the receiving group is not warned: %+v", list)
	}
}

// A notice is printed, kept, logged and signed for; it does not wake the case.
func TestWarningNotice(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], c.ID, w.staff["沈国栋"].User.ID, 0))
	w.on(court.D(2018, 7, 20))
	x := w.warnings(office.WarningQuery{Kind: court.WarnNodeOverdue})[0]
	_, _, err := w.o.IssueWarning(w.ctx, w.staff["沈国栋"], x, "")
	w.refused(err, court.CodeDenied, "签发预警通知书")
	made, n, err := w.o.IssueWarning(w.ctx, w.staff["贺长风"], x, "执行通知书超期39日未发出")
	w.must(err)
	if n.To != "沈国栋" || n.PaperID != made.ID || len(made.PDF) == 0 {
		t.Errorf("notice %+v", n)
	}
	papers, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	if len(papers) != 1 || papers[0].Form != office.FormWarning {
		t.Errorf("papers %+v", papers)
	}
	w.refused(w.o.SignWarning(w.ctx, w.staff["沈国栋"], n.ID, "沈国栋", court.D(2018, 7, 19)), court.CodeInvalid, "早于签发日")
	w.must(w.o.SignWarning(w.ctx, w.staff["沈国栋"], n.ID, "沈国栋", court.D(2018, 7, 20)))
	w.refused(w.o.SignWarning(w.ctx, w.staff["沈国栋"], n.ID, "沈国栋", court.D(2018, 7, 20)), court.CodeRefused, "签收")
	notices, err := w.o.WarningNotices(w.ctx, c.ID)
	w.must(err)
	if len(notices) != 1 || notices[0].SignedBy != "沈国栋" || notices[0].CaseNo != c.Number.String() {
		t.Errorf("notices %+v", notices)
	}
	rows, err := w.o.Sleeping(w.ctx, 30)
	w.must(err)
	if len(rows) != 1 || rows[0].ID != c.ID {
		t.Errorf("asleep %+v", rows)
	}
}
