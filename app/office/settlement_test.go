package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// agree enters a settlement of three months over 30,000 元 and makes the case
// 和解履行中.
func (w *world) agree(c court.Case) court.Settlement {
	w.Helper()
	list, err := law.Instalments(30_000_00, 3, court.D(2018, 7, 1), 1)
	w.must(err)
	s, err := w.o.SaveSettlement(w.ctx, w.staff["沈国栋"], court.Settlement{CaseID: c.ID, SignedOn: court.D(2018, 6, 8), Total: 30_000_00, Terms: "余款免除", Instalments: list}, true)
	w.must(err)
	return s
}

func (w *world) settlement(c court.Case) office.SettlementLine {
	w.Helper()
	list, err := w.o.Settlements(w.ctx, office.SettlementQuery{CaseIDs: []int64{c.ID}})
	w.must(err)
	if len(list) != 1 {
		w.Fatalf("%d settlements", len(list))
	}
	return list[0]
}

func (w *world) kinds(c court.Case) map[court.WarningKind]court.Warning {
	w.Helper()
	list, err := w.o.Warnings(w.ctx, office.WarningQuery{CaseID: c.ID})
	w.must(err)
	out := map[court.WarningKind]court.Warning{}
	for _, x := range list {
		out[x.Kind] = x
	}
	return out
}

// TestSettlementIsPaidByReceipts: receipts are laid against instalments in the
// order of their days, warnings follow, and breaking it leads back.
func TestSettlementIsPaidByReceipts(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	s := w.agree(c)
	if got, err := w.o.Case(w.ctx, c.ID); err != nil || got.Status != court.StatusSettling {
		t.Fatalf("status %s %v", got.Status, err)
	}
	w.on(court.D(2018, 6, 29))
	if x, near := w.kinds(c)[court.WarnInstalment]; !near || x.Due != court.D(2018, 7, 1) || !strings.Contains(x.Text, "第1期") {
		t.Errorf("near: %+v", x)
	}
	r := w.receive(c, 12_000_00)
	if x := w.settlement(c); x.Next != 1 || x.Covered != 12_000_00 || x.Lines[0].Left() != 0 || x.Lines[1].Paid != 2_000_00 {
		t.Errorf("after 12,000: %+v", x)
	}
	if _, warned := w.kinds(c)[court.WarnInstalment]; warned {
		t.Error("the first instalment is paid")
	}
	w.must(w.o.PaySettlement(w.ctx, w.staff["陈玥"], s.ID, court.SettlementPayment{On: court.D(2018, 6, 29), Amount: 8_000_00, Note: "收条"}))
	w.refused(w.o.PaySettlement(w.ctx, w.staff["陈玥"], s.ID, court.SettlementPayment{On: court.D(2018, 6, 29), Amount: 8_000_00}), court.CodeInvalid, "凭据")
	if x := w.settlement(c); x.Next != 2 || x.Covered != 20_000_00 {
		t.Errorf("after 8,000 without the court: %+v", x)
	}
	w.owes(c, c.Principal-20_000_00, c.Principal-8_000_00) // what is on the account still is not paid to the applicant
	w.on(court.D(2018, 9, 9))
	late := w.settlement(c)
	sum, since := late.Late()
	if !late.Broken() || sum != 10_000_00 || since != court.D(2018, 9, 1) {
		t.Errorf("eight days late: %s since %s, %v", sum, since, late.States)
	}
	if x := w.kinds(c)[court.WarnBroken]; x.Due != court.D(2018, 9, 1) || !strings.Contains(x.Text, "恢复执行") || x.Where != office.WhereMoney {
		t.Errorf("broken: %+v", x)
	}
	desk, err := w.o.Desk(w.ctx, w.staff["贺长风"])
	w.must(err)
	if len(desk.Instalments) != 1 || desk.Instalments[0].CaseID != c.ID {
		t.Errorf("the workbench shows %d instalments", len(desk.Instalments))
	}
	// The receipt was meant for the third: the second is open instead.
	w.must(w.o.PaySettlement(w.ctx, w.staff["陈玥"], s.ID, court.SettlementPayment{ReceiptID: r.ID, No: 3}))
	if x := w.settlement(c); x.Lines[2].Paid != 10_000_00 || x.Lines[0].Paid != 10_000_00 || x.Lines[1].Paid != 0 || x.Covered != 20_000_00 {
		t.Errorf("meant for the third: %+v", x.Lines)
	}
	w.must(w.o.EndSettlement(w.ctx, w.staff["沈国栋"], s.ID, court.SettlementEnded, court.D(2018, 9, 9), "连续两期未付", true))
	if got, err := w.o.Case(w.ctx, c.ID); err != nil || got.Status != court.StatusOpen {
		t.Errorf("status %s %v", got.Status, err)
	}
	if x := w.kinds(c); len(x) > 0 && (x[court.WarnBroken].CaseID != 0 || x[court.WarnInstalment].CaseID != 0) {
		t.Errorf("an ended settlement warns: %+v", x)
	}
}

func TestSettlementRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	s := w.agree(c)
	_, err := w.o.SaveSettlement(w.ctx, w.staff["沈国栋"], court.Settlement{CaseID: c.ID, SignedOn: s.SignedOn, Total: 1, Instalments: []court.Instalment{{Due: s.SignedOn, Amount: 1}}}, false)
	w.refused(err, court.CodeConflict, "已有履行中")
	for says, change := range map[string]func(*court.Settlement){
		"相差":     func(x *court.Settlement) { x.Total += 5 },
		"早于上一期":  func(x *court.Settlement) { x.Instalments[2].Due = court.D(2018, 7, 15) },
		"早于协议日期": func(x *court.Settlement) { x.Instalments[0].Due = court.D(2018, 6, 1) },
		"晚于今天":   func(x *court.Settlement) { x.SignedOn = court.D(2018, 6, 9) },
	} {
		x := s
		x.Instalments = append([]court.Instalment{}, s.Instalments...)
		change(&x)
		_, err := w.o.SaveSettlement(w.ctx, w.staff["沈国栋"], x, false)
		w.refused(err, court.CodeInvalid, says)
	}
}

// TestSettlementOnPaper prints how far it is fulfilled.
func TestSettlementOnPaper(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	s := w.agree(c)
	w.receive(c, 10_000_00)
	req, err := w.o.SettlementPaper(w.ctx, s.ID)
	w.must(err)
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], req)
	w.must(err)
	text := pdfText(t, made[0].PDF)
	for _, want := range []string{"履行情况表", "第1期", "2018-09-01", "10,000.00", "已付", "未到期", "余款免除"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %s:\n%s", want, text)
		}
	}
}

// owes asserts what is left of a case's debt: in its money, in the list, against
// its properties, and the claim that it brings into a plan of distribution.
func (w *world) owes(c court.Case, want, claim court.Money) {
	w.Helper()
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	p, err := w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	share, err := w.o.ClaimOfCase(w.ctx, c.ID)
	w.must(err)
	if m.Owed != want || p.Owed != want+c.Fee || share.Amount != claim {
		w.Errorf("owed %s, against properties %s, in a plan %s; want %s, %s, %s", m.Owed, p.Owed, share.Amount, want, want+c.Fee, claim)
	}
	w.countsAsRealised(c, c.Principal-want)
}

// TestDirectPaymentsAreDeducted: what the debtor paid without the court comes
// off the debt as long as it stands, and is never on the account.
func TestDirectPaymentsAreDeducted(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	s := w.agree(c)
	w.on(court.D(2018, 7, 2))
	w.must(w.o.PaySettlement(w.ctx, w.staff["陈玥"], s.ID, court.SettlementPayment{On: court.D(2018, 7, 1), Amount: 5_000_00, Note: "收条"}))
	w.must(w.o.PaySettlement(w.ctx, w.staff["陈玥"], s.ID, court.SettlementPayment{On: court.D(2018, 7, 2), Amount: 700_00, Note: "转账凭证"}))
	w.owes(c, c.Principal-5_700_00, c.Principal-5_700_00)
	w.must(w.o.VoidSettlementPayment(w.ctx, w.staff["陈玥"], s.ID, w.settlement(c).Paid[1].ID, "重复登记"))
	w.owes(c, c.Principal-5_000_00, c.Principal-5_000_00)
	if b, err := w.o.CaseMoney(w.ctx, c.ID); err != nil || b.Balance.Held() != 0 || b.Balance.Free() != 0 {
		t.Errorf("on the account: %+v %v", b.Balance, err)
	}
	w.must(w.o.EndSettlement(w.ctx, w.staff["沈国栋"], s.ID, court.SettlementEnded, court.D(2018, 7, 2), "不再履行", true))
	w.owes(c, c.Principal-5_000_00, c.Principal-5_000_00) // 已履行的部分应当扣除
	again := w.agree(c)
	w.must(w.o.PaySettlement(w.ctx, w.staff["陈玥"], again.ID, court.SettlementPayment{On: court.D(2018, 7, 2), Amount: 1_00, Note: "收条"}))
	w.must(w.o.EndSettlement(w.ctx, w.staff["沈国栋"], again.ID, court.SettlementVoid, court.D(2018, 7, 2), "登记错误", true))
	w.owes(c, c.Principal-5_000_00, c.Principal-5_000_00)
	w.whole()
}
