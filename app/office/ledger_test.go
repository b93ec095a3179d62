package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
)

func ledgerRow(seq int, change func(*court.LedgerRow)) court.LedgerRow {
	row := court.LedgerRow{
		Outcome: court.LedgerImport,
		Number:  court.CaseNumber{Year: 2017, Court: "豫1599", Kind: "执", Seq: seq}, Filed: court.D(2017, 6, 1), Cause: "民间借贷纠纷", Principal: 5000_00,
		Applicants: []string{"张㛃"}, ApplicantKinds: []court.PartyKind{court.PartyPerson}, ApplicantIDs: []string{""},
		Debtors: []string{"李契"}, DebtorKinds: []court.PartyKind{court.PartyPerson}, DebtorIDs: []string{""},
	}
	change(&row)
	return row
}

// A ledger brings 终本 cases of the past with the inquiries still to come, and
// none that was closed around the review.
func TestLedgerDoesNotGoAroundTheReview(t *testing.T) {
	w := newWorld(t) // begun on 2018-06-08
	w.on(court.D(2018, 9, 3))
	interim := func(on court.Date) func(*court.LedgerRow) {
		return func(r *court.LedgerRow) { r.Closing, r.Closed = court.ClosedInterim, on }
	}
	rows := []court.LedgerRow{
		ledgerRow(1, interim(court.D(2017, 12, 1))), ledgerRow(2, interim(court.D(2018, 8, 1))),
		ledgerRow(3, func(r *court.LedgerRow) { r.Closing, r.Closed = court.ClosedFulfilled, court.D(2018, 8, 1) }),
	}
	out, err := w.o.ImportLedger(w.ctx, w.staff["管理员"], rows, false)
	w.must(err)
	if out.Imported != 2 || out.Rejected != 1 || out.Rows[1].Outcome != court.LedgerRejected {
		t.Fatalf("imported %+v", out)
	}
	if say := out.Rows[1].Why[0].Say; !strings.Contains(say, "评查合格") || !strings.Contains(say, "第6条") {
		t.Errorf("refused with %q", say)
	}
	c, err := w.o.CaseByNumber(w.ctx, "（2017）豫1599执1号")
	w.must(err)
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	if len(nodes) != 9 || nodes[0].Planned != court.D(2018, 12, 1) || nodes[8].Planned != court.D(2022, 12, 1) {
		t.Errorf("%d inquiries, %+v", len(nodes), nodes)
	}
	if c, err = w.o.CaseByNumber(w.ctx, "（2017）豫1599执3号"); err != nil || c.Status != court.StatusClosed {
		t.Errorf("fulfilled %+v %v", c, err)
	}
}

// A ledger whose numbers carry another court's code than the settings say is
// brought in, and the code is told.
func TestLedgerOfAnotherCourtsCodeIsTold(t *testing.T) {
	w := newWorld(t)
	rows := []court.LedgerRow{
		ledgerRow(1, func(*court.LedgerRow) {}), ledgerRow(2, func(r *court.LedgerRow) { r.Number.Court = "豫1523" }),
		ledgerRow(3, func(r *court.LedgerRow) { r.Number.Court = "豫1523" }), ledgerRow(4, func(r *court.LedgerRow) {
			r.Number = court.CaseNumber{Year: 2014, Court: "溪", Kind: "执", Seq: 4, Old: true}
		}),
	}
	out, err := w.o.ImportLedger(w.ctx, w.staff["管理员"], rows, true)
	w.must(err)
	if out.Imported != 4 || strings.Join(out.Strange, "、") != "豫1523" {
		t.Errorf("imported %d, told %v", out.Imported, out.Strange)
	}
}
