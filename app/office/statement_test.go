package office_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// aDebt registers a case with a number and its debtors.
func (w *world) aDebt(number string, closed bool, debtors ...string) court.Case {
	w.Helper()
	n, err := court.ParseCaseNumber(number)
	w.must(err)
	row := court.LedgerRow{SheetRow: 1, Outcome: court.LedgerImport, Number: n, Filed: court.D(2018, 3, 1), Applicants: []string{"张𬭎"}, ApplicantIDs: []string{""},
		ApplicantKinds: []court.PartyKind{court.PartyPerson}, Debtors: debtors, Principal: 100_000_00, Stage: court.StageCompulsion}
	if closed {
		row.Closed, row.Closing = court.D(2018, 5, 1), court.ClosedFulfilled
	}
	for range debtors {
		row.DebtorIDs, row.DebtorKinds = append(row.DebtorIDs, ""), append(row.DebtorKinds, court.PartyPerson)
	}
	_, err = w.o.ImportLedger(w.ctx, w.staff["管理员"], []court.LedgerRow{row}, false)
	w.must(err)
	c, err := w.o.CaseByNumber(w.ctx, number)
	w.must(err)
	return c
}

// debts are the cases the lines of these tests are about.
func (w *world) debts() map[string]court.Case {
	out := map[string]court.Case{}
	for number, x := range map[string]struct {
		closed  bool
		debtors []string
	}{
		"（2018）豫1599执186号":  {false, []string{"李㛃"}},
		"（2018）豫1599执187号":  {false, []string{"王平", "溪山县宏达建筑工程有限公司"}},
		"（2018）豫1599执恢12号":  {false, []string{"溪山县宏达建筑工程有限公司"}},
		"（2017）豫1599执186号":  {false, []string{"王平"}},
		"（2015）溪执字第12号":     {false, []string{"阿卜杜热合曼·买买提"}},
		"（2018）豫1599执200号":  {true, []string{"赵六"}},
		"（2018）豫1599执201号":  {false, []string{"赵六", "赵六"}},
		"（2018）豫1599执保202号": {true, []string{"钱七"}},
	} {
		out[number] = w.aDebt(number, x.closed, x.debtors...)
	}
	return out
}

func lineIn(n int, note, payer string) court.StatementLine {
	l := court.StatementLine{Line: n, SheetRow: n, Kind: court.LineIn, Date: court.D(2018, 6, 1), Ref: fmt.Sprintf("1002003%05d", n), Note: note, Party: payer, Amount: court.Money(100_00 + n)}
	l.SetMark(1)
	return l
}

func TestStatementFindsTheCase(t *testing.T) {
	w := newWorld(t)
	cases := w.debts()
	code := court.FundCode(cases["（2018）豫1599执恢12号"].ID)
	const sure, likely, several, none = court.MatchSure, court.MatchLikely, court.MatchAmbiguous, court.MatchNone
	for _, x := range []struct {
		note, payer string
		certainty   court.StatementCertainty
		number      string
	}{
		{"（2018）豫1599执186号案款", "李㛃", sure, "（2018）豫1599执186号"},
		{"(2018)豫1599执 186 号", "支付宝（中国）网络技术有限公司", sure, "（2018）豫1599执186号"},
		{"〔2018〕豫1599执字第186号", "", sure, "（2018）豫1599执186号"},
		{"［２０１８］豫１５９９执１８６号", "", sure, "（2018）豫1599执186号"},
		{"2018豫1599执186还款", "", sure, "（2018）豫1599执186号"},
		{"2018年豫1599执恢0012号", "", sure, "（2018）豫1599执恢12号"},
		{"执行款溪山（2018）豫1599执187号、（2018）豫1599执187号", "", sure, "（2018）豫1599执187号"},
		{"【2015】溪执字第12号李某", "", sure, "（2015）溪执字第12号"},
		{"2015案款溪执字第12号", "", sure, "（2015）溪执字第12号"},
		{"付执行款 " + code, "某某物流部", sure, "（2018）豫1599执恢12号"},
		{"（2018）豫1599执200号", "赵六", sure, "（2018）豫1599执200号"}, // closed, and named in full
		{"（2018）豫1599执186号、187号案款", "李㛃", several, ""},
		{"（2018）豫1599执186号和（2018）豫1599执187号", "王平", several, ""},
		{"（2018）豫1599执186号 执187号", "王平", several, ""},
		{"（2018）豫1502执186号", "李㛃", none, ""}, // another court's
		{"（2018）豫1599执999号", "李㛃", none, ""},
		{"执186号", "李㛃", likely, "（2018）豫1599执186号"},
		{"执186号", "王平", likely, "（2017）豫1599执186号"},
		{"2018年执186号", "王平", several, ""}, // there he is no debtor; two cases of his are open
		{"还执字187号款", "王平", likely, "（2018）豫1599执187号"},
		{"执恢12号", "溪山县宏达建筑工程有限公司", likely, "（2018）豫1599执恢12号"},
		{"执12号", "溪山县宏达建筑工程有限公司", several, ""},
		{"执186号李㛃", "财付通支付科技有限公司", likely, "（2018）豫1599执186号"},
		{"执186号", "财付通支付科技有限公司", none, ""},
		{"执187号", "李㛃", several, ""}, // the number says one case, the payer another
		{"执186号、187号", "王平", several, ""},
		{"20180601执186号", "李㛃", likely, "（2018）豫1599执186号"},
		{"执200号", "赵六", likely, "（2018）豫1599执200号"},
		{"", "李㛃", likely, "（2018）豫1599执186号"},
		{"还款", " 李 㛃 ", likely, "（2018）豫1599执186号"},
		{"还款", "赵六", likely, "（2018）豫1599执201号"}, // the other is closed, and twice in one case is one case
		{"还款", "王平", several, ""},
		{"还款", "溪山县宏达建筑工程有限公司", several, ""},
		{"转账", "阿卜杜热合曼·买买提", likely, "（2015）溪执字第12号"},
		{"还款", "钱七", none, ""}, // owes in a closed case only
		{"还款", "孙八", none, ""},
		{"代李㛃还款", "孙八", none, ""},
		{"执行案款2000元", "孙八", none, ""},
		{"", "", none, ""},
	} {
		r, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{lineIn(1, x.note, x.payer)}}, nil)
		w.must(err)
		got := r.Items[0]
		if got.Certainty != x.certainty || got.CaseNo != x.number || (got.CaseID != 0) != (x.number != "") {
			t.Errorf("%s by %s: %s %q (%s), want %s %q", x.note, x.payer, got.Certainty, got.CaseNo, got.Why, x.certainty, x.number)
		}
		if x.certainty == several && len(got.Candidates) < 2 {
			t.Errorf("%s by %s offers %v", x.note, x.payer, got.Candidates)
		}
	}
	r, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{lineIn(1, "代李㛃还款", "孙八")}}, nil)
	w.must(err)
	if c := r.Items[0].Candidates; len(c) != 1 || c[0].Number != "（2018）豫1599执186号" {
		t.Errorf("a name in the note is offered: %v", c)
	}
}

func (w *world) post(f office.StatementFile, chosen map[int]office.StatementChoice) office.StatementResult {
	w.Helper()
	r, err := w.o.PostStatement(w.ctx, w.staff["秦静宜"], f, chosen, nil)
	w.must(err)
	return r
}

// plans writes what became of each line.
func plans(r office.StatementResult) []office.StatementPlan {
	var out []office.StatementPlan
	for _, x := range r.Items {
		out = append(out, x.Plan)
	}
	return out
}

func TestStatementIsPostedOnce(t *testing.T) {
	w := newWorld(t)
	w.debts()
	fee := lineIn(3, "电子汇划费", "")
	fee.Kind = court.LineFee
	back := lineIn(4, "退汇 （2018）豫1599执186号", "张𬭎")
	back.Returned = true
	twice := lineIn(5, "（2018）豫1599执186号", "李㛃")
	twice.Kind, twice.Repeats = court.LineDuplicate, 1
	big := lineIn(7, "（2018）豫1599执187号", "王平")
	big.Amount = 200_000_00 // more than the principal
	noRef := lineIn(8, "（2018）豫1599执187号", "王平")
	noRef.Ref = ""
	noRef.SetMark(1)
	f := office.StatementFile{Name: "六月.csv", Head: []string{"账号：4100 1599"}, Lines: []court.StatementLine{
		lineIn(1, "（2018）豫1599执186号", "李㛃"), lineIn(2, "还款", "王平"), fee, back, twice, lineIn(6, "还款", "赵六"), big, noRef}}
	dry, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], f, nil)
	w.must(err)
	want := []office.StatementPlan{office.PlanCase, office.PlanPool, office.PlanBank, office.PlanLook, office.PlanNone, office.PlanPool, office.PlanCase, office.PlanCase}
	chosen := map[int]office.StatementChoice{6: {CaseID: dry.Items[5].CaseID}}
	if !slices.Equal(plans(dry), want) || dry.Warning != "" {
		t.Errorf("dry run %v %s", plans(dry), dry.Warning)
	}
	if len(w.poolLines()) != 0 {
		t.Error("the dry run wrote something")
	}
	first := w.post(f, chosen)
	want[5] = office.PlanCase
	if !slices.Equal(plans(first), want) || first.Items[0].Voucher == "" {
		t.Errorf("%v", plans(first))
	}
	if pool := w.poolLines(); len(pool) != 1 || pool[0].Payer != "王平" || pool[0].BankRef != "100200300002" {
		t.Errorf("%+v", pool)
	}
	c, err := w.o.CaseByNumber(w.ctx, "（2018）豫1599执201号")
	w.must(err)
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if len(m.Receipts) != 1 || m.Receipts[0].Payer != "赵六" || m.Balance.Held() != 100_06 {
		t.Errorf("%+v", m.Receipts)
	}
	again := w.post(f, chosen)
	for i, p := range plans(again) {
		if p == office.PlanCase || p == office.PlanPool || want[i] == office.PlanCase && p != office.PlanKnown {
			t.Errorf("line %d a second time: %s", i+1, p)
		}
	}
	if len(w.poolLines()) != 1 {
		t.Error("posting twice doubled the pool")
	}
	// what was assigned out of the pool since is not there a second time either
	_, err = w.o.AssignReceipt(w.ctx, w.staff["秦静宜"], w.poolLines()[0].ID, []office.Share{{CaseID: c.ID, Amount: 100_02}})
	w.must(err)
	w.post(f, chosen)
	if len(w.poolLines()) != 0 {
		t.Error("assigned money came again")
	}
}

func (w *world) poolLines() []office.PoolLine {
	w.Helper()
	lines, err := w.o.PoolMoney(w.ctx)
	w.must(err)
	return lines
}

// A receipt that somebody logged by hand without the bank's number is not
// doubled, and the person decides.
func TestStatementAsksAboutHandWrittenReceipts(t *testing.T) {
	w := newWorld(t)
	cases := w.debts()
	c := cases["（2018）豫1599执186号"]
	byHand := court.Receipt{CaseID: c.ID, Date: court.D(2018, 6, 2), Payer: "李㛃", Way: "转账", Amount: 100_01}
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], byHand)
	w.must(err)
	f := office.StatementFile{Lines: []court.StatementLine{lineIn(1, "（2018）豫1599执186号", "李㛃")}}
	if r := w.post(f, nil); r.Items[0].Plan != office.PlanLook {
		t.Errorf("%+v", r.Items[0])
	}
	if r := w.post(f, map[int]office.StatementChoice{1: {Skip: true}}); r.Items[0].Plan != office.PlanNone {
		t.Errorf("%+v", r.Items[0])
	}
	if r := w.post(f, map[int]office.StatementChoice{1: {CaseID: c.ID}}); r.Items[0].Plan != office.PlanCase {
		t.Errorf("%+v", r.Items[0])
	}
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if len(m.Receipts) != 2 {
		t.Errorf("%+v", m.Receipts)
	}
}

func TestStatementConfirmsPayments(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: court.D(2018, 6, 1), Payer: "李㛃", Way: "转账", BankRef: "1", Amount: 900_00})
	w.must(err)
	d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 300_00})
	w.must(err)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	out := lineIn(1, "发放案款 （2018）豫1599执186号", "张𬭎")
	out.Kind, out.Date, out.Amount, out.PartyNo = court.LineOut, court.D(2018, 6, 8), 300_00, "6222"
	other := out
	other.Line, other.Amount = 2, 301_00
	wrongAccount := out
	wrongAccount.Line, wrongAccount.PartyNo = 3, "9999"
	for _, l := range []*court.StatementLine{&other, &wrongAccount} {
		l.Ref += "x"
		l.SetMark(1)
	}
	f := office.StatementFile{Lines: []court.StatementLine{wrongAccount, out, other}}
	r := w.post(f, nil)
	if !slices.Equal(plans(r), []office.StatementPlan{office.PlanLook, office.PlanPay, office.PlanLook}) || r.Items[1].Refused != "" || r.Items[1].Voucher != d.Number {
		t.Fatalf("%+v", r.Items)
	}
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if p := m.Disbursements[0]; p.State != court.DisbursementPaid || p.BankRef != out.Ref || p.PaidOn != court.D(2018, 6, 8) {
		t.Errorf("%+v", p)
	}
	if r := w.post(f, nil); r.Items[1].Plan != office.PlanKnown {
		t.Errorf("a second time: %+v", r.Items[1])
	}
}

func TestStatementRefuses(t *testing.T) {
	w := newWorld(t)
	w.debts()
	bad := lineIn(2, "", "")
	bad.Fault = "“金额”“1.005”的小数超过两位（分）。"
	good := lineIn(1, "（2018）豫1599执186号", "李㛃")
	_, err := w.o.PostStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{good, bad}}, nil, nil)
	w.refused(err, court.CodeInvalid, "第2行")
	_, err = w.o.MatchStatement(w.ctx, w.staff["陶文博"], office.StatementFile{Lines: []court.StatementLine{good}}, nil)
	w.refused(err, court.CodeDenied, "导入银行流水")
	future := lineIn(2, "", "李㛃")
	future.Date = court.D(2018, 7, 1)
	_, err = w.o.PostStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{good, future}}, nil, nil)
	w.refused(err, court.CodeInvalid, "第2笔")
	ctx, cancel := context.WithCancel(w.ctx)
	_, err = w.o.PostStatement(ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{good, lineIn(2, "", "李㛃")}}, nil, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if c, err := w.o.CaseByNumber(w.ctx, "（2018）豫1599执186号"); err == nil {
		m, err := w.o.CaseMoney(w.ctx, c.ID)
		w.must(err)
		if len(m.Receipts) != 0 || len(w.poolLines()) != 0 {
			t.Error("half a statement is in the books")
		}
	}
	r, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Head: []string{"账号：6222 0000 1111 2222"}, Lines: []court.StatementLine{good}}, nil)
	w.must(err)
	if r.Warning == "" {
		t.Error("the statement of another account is taken without a word")
	}
}

func TestStatementLayoutIsRemembered(t *testing.T) {
	w := newWorld(t)
	labels := map[string]string{"交易日期": "日子", "金额": "钱"}
	w.must(w.o.RememberStatementLayout(w.ctx, w.staff["秦静宜"], "日子|钱", labels))
	w.must(w.o.RememberStatementLayout(w.ctx, w.staff["秦静宜"], "日子|钱", labels))
	got, err := w.o.StatementLayout(w.ctx, "日子|钱")
	w.must(err)
	if len(got) != 2 || got["金额"] != "钱" {
		t.Error(got)
	}
	if other, err := w.o.StatementLayout(w.ctx, "别的"); err != nil || len(other) != 0 {
		t.Error(other, err)
	}
}
