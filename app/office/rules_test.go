package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// The court's own value moves what stood by the old rule, after a preview that
// stores nothing; overlapping values are refused.
func TestOwnValueMovesCases(t *testing.T) {
	w := newWorld(t)
	admin, officer := w.staff["管理员"], w.staff["沈国栋"]
	c := w.register()
	other := w.register()
	n := w.node(other, "004")
	w.must(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: court.D(2018, 6, 12), Reason: "提前"}))
	own := court.ParamOverride{Param: "T08", Value: 3, Basis: "本院〔2018〕9号", From: court.D(2018, 1, 1)}
	_, err := w.o.PreviewOverride(w.ctx, officer, own)
	w.refused(err, court.CodeDenied, "修改规则与参数")
	_, err = w.o.PreviewOverride(w.ctx, admin, court.ParamOverride{Param: "T08", Value: 3, From: own.From})
	w.refused(err, court.CodeInvalid, "依据")
	moves, err := w.o.PreviewOverride(w.ctx, admin, own)
	w.must(err)
	if len(moves) != 1 || moves[0].CaseID != c.ID || moves[0].Moves[0].From != court.D(2018, 6, 18) || moves[0].Moves[0].To != court.D(2018, 6, 11) {
		t.Errorf("preview %+v", moves)
	}
	if w.node(c, "004").Planned != court.D(2018, 6, 18) {
		t.Error("the preview stored something")
	}
	_, err = w.o.SaveOverride(w.ctx, admin, own)
	w.must(err)
	if w.node(c, "004").Planned != court.D(2018, 6, 11) || w.node(other, "004").Planned != court.D(2018, 6, 12) {
		t.Errorf("planned %s and %s", w.node(c, "004").Planned, w.node(other, "004").Planned)
	}
	_, err = w.o.SaveOverride(w.ctx, admin, court.ParamOverride{Param: "T08", Value: 5, Basis: "本院〔2018〕10号", From: court.D(2018, 6, 1), To: court.D(2018, 12, 31)})
	w.refused(err, court.CodeConflict, "时间重叠")
	lines, err := w.o.Params(w.ctx, "网络查控 T08", court.Date{})
	w.must(err)
	if len(lines) != 1 || lines[0].Value != 3 || lines[0].Override == nil || lines[0].Override.By != "管理员" {
		t.Fatalf("lines %+v", lines)
	}
	third := w.register()
	if w.node(third, "004").Planned != court.D(2018, 6, 11) {
		t.Error("a new case was planned by the old rule")
	}
	_, err = w.o.RevokeOverride(w.ctx, admin, lines[0].Override.ID, "")
	w.refused(err, court.CodeInvalid, "撤销理由")
	_, err = w.o.PreviewRevoke(w.ctx, officer, lines[0].Override.ID)
	w.refused(err, court.CodeDenied, "修改规则与参数")
	moves, err = w.o.PreviewRevoke(w.ctx, admin, lines[0].Override.ID)
	w.must(err)
	if len(moves) != 2 || moved(moves[0].Moves, "首次网络查控") != court.D(2018, 6, 18) || w.node(c, "004").Planned != court.D(2018, 6, 11) {
		t.Errorf("preview of revoking: %+v", moves)
	}
	back, err := w.o.RevokeOverride(w.ctx, admin, lines[0].Override.ID, "文件废止")
	w.must(err)
	if len(back) != 2 || w.node(c, "004").Planned != court.D(2018, 6, 18) || w.node(other, "004").Planned != court.D(2018, 6, 12) {
		t.Errorf("revoked: %+v", back)
	}
}

// Days that were imported count; a year that contradicts the week is refused.
func TestHolidaysAreImported(t *testing.T) {
	w := newWorld(t)
	admin := w.staff["管理员"]
	bad := court.HolidayYear{Year: 2031, Off: []court.Date{court.D(2031, 1, 4)}, Source: "国办发明电"}
	_, err := w.o.ImportHolidays(w.ctx, admin, bad)
	w.refused(err, court.CodeInvalid, "不是周一至周五")
	rules, err := w.o.Rules(w.ctx)
	w.must(err)
	w.refused(rules.HolidaysKnown(court.D(2031, 1, 1), court.D(2031, 1, 9)), court.CodeNotFound, "2031年")
	_, err = w.o.ImportHolidays(w.ctx, admin, court.HolidayYear{Year: 2031, Off: []court.Date{court.D(2031, 1, 1)}, On: []court.Date{court.D(2031, 1, 4)}, Source: "国办发明电〔2030〕7号"})
	w.must(err)
	rules, err = w.o.Rules(w.ctx)
	w.must(err)
	if rules.IsWorkday(court.D(2031, 1, 1)) || !rules.IsWorkday(court.D(2031, 1, 4)) || rules.HolidaysKnown(court.D(2031, 1, 1), court.D(2031, 1, 9)) != nil {
		t.Error("the imported year does not count")
	}
	years, err := w.o.Holidays(w.ctx)
	w.must(err)
	if len(years) != 1 || years[0].Source != "国办发明电〔2030〕7号" {
		t.Errorf("years %+v", years)
	}
}

// A change of the term of paying out is tried on the oldest money that is still
// there, as it was planned.
func TestPreviewKnowsTheOldestMoney(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 1000_00)
	planned := w.node(c, law.NodePaid).Planned
	w.on(court.D(2018, 6, 20))
	w.receive(c, 500_00)
	if got := w.node(c, law.NodePaid).Planned; got != planned {
		t.Fatalf("later money moved the payment from %s to %s", planned, got)
	}
	rules, err := w.o.Rules(w.ctx)
	w.must(err)
	p, err := rules.Param("T38", w.o.Today())
	w.must(err)
	moves, err := w.o.PreviewOverride(w.ctx, w.staff["管理员"], court.ParamOverride{Param: "T38", Value: p.Value - 5, Unit: string(p.Unit), Basis: "本院〔2018〕9号", From: court.D(2018, 1, 1)})
	w.must(err)
	if len(moves) != 1 || moved(moves[0].Moves, "案款发放") != planned.AddDays(-5) {
		t.Errorf("planned %s, preview %+v", planned, moves)
	}
}
