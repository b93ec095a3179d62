package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

func (w *world) importResults(rows []court.ResultRow, dry bool) office.ResultImport {
	w.Helper()
	out, err := w.o.ImportResults(w.ctx, w.staff["沈国栋"], rows, office.ResultPlan{Way: court.InquiryNational, On: w.o.Today(), File: "反馈.xlsx"}, dry, nil)
	w.must(err)
	return out
}

func depositRow(n int, id, account, balance string) court.ResultRow {
	return court.ResultRow{SheetRow: n, IDNumber: id, Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": account, "可用余额": balance}}
}

// Results find their debtor by identifier alone, make each thing once, answer
// the inquiry, and change nothing when they come in twice.
func TestImportOfResults(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 6, 11))
	w.asks(c, court.InquiryNational, deposits)
	w.on(court.D(2018, 6, 13))
	future := depositRow(9, liID, "6228480000000009", "1.00")
	future.On = w.o.Today().AddDays(1)
	rows := []court.ResultRow{
		depositRow(2, liID, "6228480000000001", "1200.50"),
		depositRow(3, strings.ToLower(hongdaID), "6228 4800 0000 0002", "0"),
		depositRow(4, liID, "6228480000000001", "1200.50"), // the same row again
		depositRow(5, "411599198001010011", "6228480000000003", "5"),
		{SheetRow: 6, Name: "李㛃", Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": "6228480000000004"}},
		{SheetRow: 7, Name: "路人", Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": "6228480000000005"}},
		{SheetRow: 8, IDNumber: liID, Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "县外某银行"}},
		future,
		{SheetRow: 10, IDNumber: hongdaID, Kind: court.PropertyVehicle, None: true, Facts: map[string]string{}},
		{SheetRow: 11, IDNumber: liID, Name: "王五", Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": "6228480000000006"}},
		{SheetRow: 12, IDNumber: liID, CaseNo: "（2018）豫1599执9号", Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": "6228480000000007"}},
	}
	want := map[court.ResultOutcome]int{court.ResultProperty: 2, court.ResultUnchanged: 1, court.ResultRejected: 4, court.ResultTray: 2, court.ResultClue: 1, court.ResultNothing: 1}
	dry := w.importResults(rows, true)
	for outcome, n := range want {
		if dry.Count[outcome] != n {
			t.Errorf("dry run: %d %s, want %d", dry.Count[outcome], outcome, n)
		}
	}
	for row, says := range map[int]string{5: "411599198001010011", 7: "路人", 9: "晚于今天", 6: "只有姓名没有证件号", 11: "是李㛃，结果里写的是王五", 8: "没有开户账号", 12: "执9号没有证件号"} {
		if got := dry.Rows[row-2].Reasons(); !strings.Contains(got, says) {
			t.Errorf("row %d: %q, want %q", row, got, says)
		}
	}
	if page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID}); err != nil || page.Total != 0 {
		t.Fatalf("the dry run wrote %d properties", page.Total)
	}
	done := w.importResults(rows, false)
	if done.Answered != 2 || done.Cases != 1 {
		t.Errorf("import %+v", done.Count)
	}
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID})
	w.must(err)
	if page.Total != 2 || page.Rows[1].Source != "总对总" || page.Rows[1].OwnerID != liID || page.Rows[1].Value != 1200_50 || page.Rows[0].Owner != "溪山县宏达建筑工程有限公司" {
		t.Errorf("properties %+v", page.Rows)
	}
	lines := w.inquiryLines(office.InquiryQuery{CaseID: c.ID})
	if lines[0].Result != court.InquiryFound || lines[0].Found != 1 || lines[0].Answered != w.o.Today() {
		t.Errorf("line %+v", lines[0])
	}
	if n := w.node(c, "004"); n.Actual != court.D(2018, 6, 11) || !strings.Contains(n.Result, "有财产2项") {
		t.Errorf("node %+v", n)
	}
	if n := w.node(c, "015"); n.Planned != court.D(2018, 6, 14) {
		t.Errorf("freeze planned %s", n.Planned)
	}
	clues, err := w.o.Clues(w.ctx, office.ClueQuery{CaseID: c.ID, Open: true})
	w.must(err)
	if len(clues.Rows) != 1 || clues.Rows[0].Due != court.D(2018, 6, 20) || !strings.Contains(clues.Rows[0].Content, "县外某银行") {
		t.Errorf("clues %+v", clues.Rows)
	}
	before, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	again := w.importResults(rows, false)
	if again.Writes() != 0 || again.Answered != 0 {
		t.Errorf("the second import writes: %+v", again.Count)
	}
	after, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if len(after) != len(before) {
		t.Errorf("the second import left %d entries", len(after)-len(before))
	}
}

// A later answer brings the balance of a known account up to date; an earlier
// one does not, and what people valued otherwise stays.
func TestLaterResultsFollowTheBalance(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	w.property(house(c, "豫（2018）溪山县不动产权第0001号"))
	w.importResults([]court.ResultRow{depositRow(2, liID, "6228480000000001", "100")}, false)
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{Kind: court.PropertyDeposit})
	w.must(err)
	if page.Total != 1 || !strings.Contains(page.Rows[0].Cases, other.Number.String()) {
		t.Fatalf("one account in two cases: %+v", page.Rows)
	}
	w.on(court.D(2018, 6, 20))
	later := w.importResults([]court.ResultRow{depositRow(2, liID, "6228480000000001", "2500"),
		{SheetRow: 3, IDNumber: liID, Kind: court.PropertyHouse, Value: 1_00, Facts: map[string]string{"房产坐落": "别处", "产权证号": "豫（2018）溪山县不动产权第0001号"}}}, false)
	if later.Count[court.ResultKnown] != 1 || later.Count[court.ResultProperty] != 1 { // the house comes into the second case
		t.Errorf("later %+v", later.Count)
	}
	old := depositRow(2, liID, "6228480000000001", "3")
	old.On = court.D(2018, 6, 1)
	w.importResults([]court.ResultRow{old}, false)
	page, err = w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID})
	w.must(err)
	for _, p := range page.Rows {
		switch p.Kind {
		case court.PropertyDeposit:
			if p.Value != 2500_00 || p.Facts["可用余额"] != "2,500.00" {
				t.Errorf("balance %s, value %s", p.Facts["可用余额"], p.Value)
			}
		case court.PropertyHouse:
			if p.Value != 800_000_00 || p.Facts["房产坐落"] != "溪山县青龙镇1号" {
				t.Errorf("the house changed: %+v", p)
			}
		}
	}
}

// A person says whose a result without identifier is, or why it is not used.
func TestTheTray(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	row := func(n int, account string) court.ResultRow {
		return court.ResultRow{SheetRow: n, Name: "李㛃", Kind: court.PropertyDeposit, Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": account, "可用余额": "7"}}
	}
	w.importResults([]court.ResultRow{row(2, "6228480000000001"), row(3, "6228480000000002")}, false)
	tray, err := w.o.TrayRows(w.ctx, court.TrayWaiting)
	w.must(err)
	if len(tray) != 2 || !strings.Contains(tray[0].Reason, "同名") || !strings.Contains(tray[0].Line(), "6228480000000002") {
		t.Fatalf("tray %+v", tray)
	}
	take := func(id int64, version int, debtor string) error {
		return w.o.TakeTrayRow(w.ctx, w.staff["沈国栋"], id, version, c.ID, debtor)
	}
	w.refused(take(tray[0].ID, tray[0].Version, "路人"), court.CodeInvalid, "不是")
	w.must(take(tray[0].ID, tray[0].Version, "李㛃"))
	w.refused(take(tray[0].ID, tray[0].Version, "李㛃"), court.CodeRefused, "已归入")
	w.refused(w.o.DropTrayRow(w.ctx, w.staff["沈国栋"], tray[1].ID, tray[1].Version, " "), court.CodeInvalid, "不能为空")
	w.must(w.o.DropTrayRow(w.ctx, w.staff["沈国栋"], tray[1].ID, tray[1].Version, "同名的人，出生日期不符"))
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID})
	w.must(err)
	if page.Total != 1 || page.Rows[0].Value != 7_00 || w.node(c, "015").Planned.IsZero() {
		t.Errorf("properties %+v", page.Rows)
	}
	if left, err := w.o.TrayRows(w.ctx, court.TrayWaiting); err != nil || len(left) != 0 {
		t.Errorf("left %+v", left)
	}
}

func TestContactBook(t *testing.T) {
	w := newWorld(t)
	list := []court.AssistUnit{{Name: "溪山县不动产登记中心", Department: "查询科", Person: "穆登记", Phone: "0376-1"}, {Name: " "}, {Name: "溪山县车辆管理所"}, {Name: "溪山县车辆管理所"}}
	dry, err := w.o.ImportAssistUnits(w.ctx, w.staff["陈玥"], list, []int{2, 3, 4, 5}, true)
	w.must(err)
	if dry.Added != 2 || len(dry.Refused) != 2 || dry.Refused[0].Row != 3 || dry.Refused[1].Row != 5 {
		t.Fatalf("dry run %+v", dry)
	}
	if units, err := w.o.AssistUnits(w.ctx, office.UnitQuery{}); err != nil || len(units) != 0 {
		t.Fatalf("the dry run wrote %+v", units)
	}
	_, err = w.o.ImportAssistUnits(w.ctx, w.staff["陈玥"], list, []int{2, 3, 4, 5}, false)
	w.must(err)
	list[0].Phone = "0376-2"
	again, err := w.o.ImportAssistUnits(w.ctx, w.staff["陈玥"], list, []int{2, 3, 4, 5}, false)
	w.must(err)
	if again.Added != 0 || again.Changed != 1 || again.Same != 1 {
		t.Errorf("again %+v", again)
	}
	units, err := w.o.AssistUnits(w.ctx, office.UnitQuery{Search: "登记 0376"})
	w.must(err)
	if len(units) != 1 || units[0].Phone != "0376-2" || units[0].Person != "穆登记" {
		t.Errorf("units %+v", units)
	}
	units[0].ID, units[0].Name = 0, "溪山县不动产登记中心"
	_, err = w.o.SaveAssistUnit(w.ctx, w.staff["陈玥"], units[0])
	w.refused(err, court.CodeConflict, "已经在通讯录里")
}
