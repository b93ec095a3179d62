package sample

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// receipt logs money that comes in.
func (s *story) receipt(amount court.Money, way court.MoneyWay) error {
	return s.receiptOf(amount, way, "")
}

// receiptOf logs money that may be more than the principal still owed, with why.
func (s *story) receiptOf(amount court.Money, way court.MoneyWay, over string) error {
	r, err := s.o.RecordReceipt(s.ctx, s.actor("秦静宜"), court.Receipt{
		CaseID: s.id, Date: s.o.Today(), Payer: s.c.PartiesOf(court.RoleDebtor)[0].Name, Way: way, Amount: amount, OverReason: over,
		BankRef: fmt.Sprintf("1002%05d%03d", s.index*37+s.o.Today().Day, int(s.o.Today().Month)),
	})
	if err != nil {
		return err
	}
	return s.o.TellOfficer(s.ctx, s.actor("秦静宜"), r.ID, s.o.Today())
}

// ask requests a payment to the applicant; fee is deducted when not zero.
func (s *story) ask(amount, fee court.Money) error {
	a := s.c.PartiesOf(court.RoleApplicant)[0]
	p := court.Disbursement{CaseID: s.id, Payee: a.Name, PayeeBank: a.BankName, PayeeNo: a.BankAccount, Amount: amount}
	if fee > 0 {
		p.Deductions = []court.Deduction{{Name: "申请执行费", Amount: fee}}
	}
	_, err := s.o.AskDisbursement(s.ctx, s.actor(s.officer), p)
	return err
}

func (s *story) decide() error {
	m, err := s.o.CaseMoney(s.ctx, s.id)
	if err != nil {
		return err
	}
	for _, d := range m.Disbursements {
		if d.State == court.DisbursementAsked {
			return s.o.DecideDisbursement(s.ctx, s.actor("贺长风"), d.ID, true, "同意发放。")
		}
	}
	return nil
}

func (s *story) pay() error {
	m, err := s.o.CaseMoney(s.ctx, s.id)
	if err != nil {
		return err
	}
	for _, d := range m.Disbursements {
		if d.State == court.DisbursementApproved {
			return s.o.PayDisbursement(s.ctx, s.actor("秦静宜"), d.ID, s.o.Today(), fmt.Sprintf("2002%08d", d.ID))
		}
	}
	return nil
}

// fulfil: the debtor pays everything, the money goes out, the case is closed.
func (s *story) fulfil() {
	first := s.c.Principal / 3 / 100 * 100
	s.after(40, func() error { return s.receipt(first, "扣划") })
	s.after(45, func() error { return s.ask(first, 0) })
	s.after(46, s.decide)
	s.after(48, s.pay)
	s.after(58, s.noInterim)
	s.after(70, func() error { return s.receiptOf(s.c.Principal-first+s.c.Fee, "转账", "含申请执行费") })
	s.after(74, func() error { return s.ask(s.c.Principal-first, s.c.Fee) })
	s.after(76, s.decide)
	s.after(78, s.pay)
	s.after(80, func() error { return s.hand(court.GroupClosing, court.StageClosingReview) })
	s.after(81, s.receive)
	s.after(85+s.index%6, func() error {
		return s.o.CloseCase(s.ctx, s.actor(s.officer), s.id, court.ClosedFulfilled, s.o.Today(), "全部履行完毕")
	})
	s.afterwards(91)
}

// noInterim: there is something to enforce, 终本 does not come up.
func (s *story) noInterim() error {
	for _, code := range []string{"037", "007", "P07", "P10", "P08"} {
		if err := s.waive(code, "有财产可供执行，正在处置"); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) partPayment() {
	part := s.c.Principal / 4 / 100 * 100
	s.after(50, s.noInterim)
	s.after(52, func() error { return s.receipt(part, "扣划") })
	if s.index%8 != 2 {
		s.after(55, func() error { return s.ask(part, 0) })
	}
	if s.index%8 != 4 {
		s.after(56, s.decide)
		s.after(58, s.pay)
	}
}

func (s *story) settle() {
	s.after(50, func() error {
		_, err := s.o.ChangeStatus(s.ctx, s.actor(s.officer), s.id, office.StatusEntry{
			Status: court.StatusSettling, Paper: "执行和解协议", Reason: "双方达成分期履行的执行和解协议。",
		})
		return err
	})
	s.after(51, s.noInterim)
	s.after(51, s.agree)
	s.after(58, func() error { return s.receipt(s.c.Principal/6/100*100, "转账") })
	s.after(60, func() error { return s.ask(s.c.Principal/6/100*100, 0) })
	s.after(61, s.decide)
	s.after(63, s.pay)
}

// agree enters the settlement: six instalments, the first in a week.
func (s *story) agree() error {
	list, err := law.Instalments(s.c.Principal, 6, s.c.Filed.AddDays(58), 2)
	if err != nil {
		return err
	}
	whole := s.c.Principal / 6 / 100 * 100 // what is paid in full 元
	for i := range list[:5] {
		list[i].Amount = whole
	}
	list[5].Amount = s.c.Principal - 5*whole
	_, err = s.o.SaveSettlement(s.ctx, s.actor(s.officer), court.Settlement{CaseID: s.id, SignedOn: s.c.Filed.AddDays(50), Total: s.c.Principal, Instalments: list}, false)
	return err
}

// interim: nothing to enforce is found and the case goes the whole way to 终本.
func (s *story) interim() {
	s.after(40, func() error { return s.waive("017", "未查到可供处置的财产") })
	s.toReview()
	if s.c.Filed.DaysUntil(s.clock.today()) < 125 {
		return // waits for the reviewer
	}
	s.after(112, func() error { return s.decideReview(court.ReviewPassed, nil) })
	s.after(116, func() error {
		return s.papers("interim-review", "panel-minutes", "interim-approval", "interim-ruling", "interim-summary")
	})
	s.after(118, s.signRest)
	s.after(120, func() error {
		return s.o.CloseCase(s.ctx, s.actor(s.officer), s.id, court.ClosedInterim, s.o.Today(), "")
	})
	if s.index%5 != 0 { // the others are late with the register
		s.after(123, func() error { return s.done("P31", "已录入终本案件信息库", "录入截图") })
	}
	s.afterwards(120)
	if s.index == 4 {
		s.after(190, s.resume)
	}
}

// toReview brings the 终本 materials together and hands them in.
func (s *story) toReview() {
	s.after(92, func() error { return s.done("035", "立案满三个月，启动终本准备", "") })
	s.after(93, func() error { return s.hand(court.GroupClosing, court.StageClosingReview) })
	s.after(94, s.receive)
	s.after(98, func() error { return s.done("037", "反馈16/16，无新增财产", "网络查控反馈汇总表") })
	s.after(100, func() error { return s.papers("service-receipt", "summons") })
	s.after(102, func() error { return s.papers("interim-notice", "interim-interview", "money-statement") })
	s.after(106, s.tickAll)
	s.after(107, s.signRest)
	s.after(108, func() error { return s.o.SubmitReview(s.ctx, s.actor(s.officer), s.id) })
}

func (s *story) tickAll() error {
	for _, item := range law.Checklist() {
		if item.Kind != law.ItemManual {
			continue
		}
		if err := s.o.TickItem(s.ctx, s.actor(s.officer), s.id, item.ID, true, "卷宗所附材料"); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) decideReview(verdict court.ReviewVerdict, findings []court.Finding) error {
	note := "材料齐全，符合终本条件。"
	if verdict != court.ReviewPassed {
		note = "按评查发现的问题整改后重新送评查。"
	}
	waiting, err := s.o.ReviewsWaiting(s.ctx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		if w.CaseID == s.id {
			return s.o.DecideReview(s.ctx, s.actor("陶文博"), w.ID, verdict, findings, note)
		}
	}
	return nil
}
