package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// AskOffline asks to sell without the internet (传统拍卖), which needs one of the
// law's reasons and a second person's approval.
func (o *Office) AskOffline(ctx context.Context, actor Actor, ref SaleRef, why, note string) (court.Sale, error) {
	if !slices.Contains(law.OfflineReasons(), why) {
		return court.Sale{}, court.FieldErrorf("理由", "请选择：不通过网络处置的，只限这几种（法释〔2016〕18号2条）。")
	}
	note, err := needReason("具体情况", note)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "申请不通过网络处置", why, func(d *deed, s *court.Sale) error {
		if s.Plea.AskedBy != "" && s.Plea.Decided.IsZero() || s.Plea.Approved {
			return court.Errorf(court.CodeConflict, "已经申请过，%s申请。", s.Plea.AskedBy)
		}
		if len(s.Rounds) > 0 {
			return court.Errorf(court.CodeRefused, "已经在网络平台拍卖，不能改为线下。")
		}
		s.Plea = court.OfflinePlea{Why: why, Note: note, AskedBy: d.actor.User.Name, AskedID: d.actor.User.ID, AskedOn: o.Today()}
		return nil
	})
}

// DecideOffline approves or refuses the request; never by the one who asked.
func (o *Office) DecideOffline(ctx context.Context, actor Actor, ref SaleRef, approve bool, words string) (court.Sale, error) {
	words, err := needReason("审批意见", words)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayDecideOffline, ref, "审批不通过网络处置", words, func(d *deed, s *court.Sale) error {
		switch {
		case s.Plea.AskedBy == "" || !s.Plea.Decided.IsZero():
			return court.Errorf(court.CodeRefused, "没有待审批的申请。")
		case s.Plea.AskedID == d.actor.User.ID:
			return court.Errorf(court.CodeDenied, "自己申请的不能自己批准。").WithHint("请由执行局长或院领导中的另一人审批。")
		}
		s.Plea.Decided, s.Plea.By, s.Plea.Approved, s.Plea.Words = o.Today(), d.actor.User.Name, approve, words
		return nil
	})
}

// AddRound records the notice of the next round: auction or 变卖. Prices,
// deposit and days outside what the law allows are refused with the article.
func (o *Office) AddRound(ctx context.Context, actor Actor, ref SaleRef, x court.SaleRound) (court.Sale, error) {
	if err := o.checkPastDate("公告日", x.Notice, true); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"平台", &x.Platform, 60, true}, {"选定方式", &x.Chosen, 60, true}, {"辅助机构", &x.Assistant, 60, false}, {"回避", &x.Avoid, 200, x.Assistant != ""},
		{"优先购买权人", &x.Preempt, 120, false}, {"无法通知的理由", &x.PostedWhy, 200, !x.Posted.IsZero()}, {"公告网址", &x.Link, 200, false}, {"说明", &x.Note, 300, false}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, string(x.Kind)+"公告", x.Note, func(d *deed, s *court.Sale) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		fresh := court.SaleRound{Kind: x.Kind, Offline: x.Offline, Platform: x.Platform, Chosen: x.Chosen, Assistant: x.Assistant, Avoid: x.Avoid, Start: x.Start, Deposit: x.Deposit,
			Direct: s.Direct.Ground != "", Prior: x.Prior, Costs: x.Costs, Preempt: x.Preempt, Posted: x.Posted, PostedWhy: x.PostedWhy, Step: x.Step, Panel: x.Panel, Told: x.Told, Notice: x.Notice, Link: x.Link, Opens: x.Opens, Closes: x.Closes, Note: x.Note}
		if !fresh.Direct && fresh.Preempt == "" {
			return court.FieldErrorf("优先购买权人", "不能为空：已知的优先购买权人应当通知（法释〔2016〕18号16条），没有的填“无”。")
		}
		if last, any := s.Round(); any {
			fresh.Again = last.Kind == x.Kind && !last.Broken.IsZero()
			if x.Notice.Before(last.On) {
				return court.FieldErrorf("公告日", "“%s”早于前一轮结束的%s。", x.Notice, last.On)
			}
		}
		if err := rules.CheckRound(*s, fresh); err != nil {
			return err
		}
		if err := d.worthIt(*s, fresh); err != nil {
			return err
		}
		if err := ref.nextInTime(s, x.Notice); err != nil {
			return err
		}
		s.Rounds = append(s.Rounds, fresh)
		nodes := map[court.RoundKind]string{court.FirstAuction: law.NodeFirstNotice, court.SecondAuction: law.NodeSecondNotice, court.ThirdAuction: law.NodeThirdNotice, court.PlainSale: law.NodePlainSale}
		return d.saleStep(s, "", nodes[x.Kind], x.Notice, string(x.Kind)+"公告："+s.Property, x.Link)
	})
}

// worthIt asks for a reason in 说明 when a notice leaves out what is secured on
// the thing, or the debt is paid already.
func (d *deed) worthIt(s court.Sale, x court.SaleRound) error {
	p, err := d.Property(s.PropertyID)
	switch {
	case err != nil:
		return err
	case x.Prior < 0 || x.Costs < 0:
		return court.FieldErrorf("优先债权", "不能小于零。")
	case p.BurdenSum > 0 && x.Prior == 0 && x.Note == "":
		return court.FieldErrorf("优先债权", "没有填写：财产登记了%s，担保%s元，要核对拍卖有没有剩余（拍卖规定6条，原9条）。", p.Burden, p.BurdenSum).
			WithHint("担保权人就是申请执行人、不影响受偿的，在“说明”里写明。")
	case s.Covered && x.Note == "":
		return paidAlready("说明")
	}
	return nil
}

// paidAlready asks in a field why a thing is sold though the principal is paid.
func paidAlready(field string) error {
	return court.FieldErrorf(field, "没有填写：本案本金已经付清；拍卖日前足额清偿、要求停止的，应当准许停止（拍卖规定19条，原22条）。").
		WithHint("请核对后“终止处置”；利息、费用没有付清等确要继续的，写明理由。")
}

// lastRound gives the round that runs.
func lastRound(s *court.Sale, want func(court.SaleRound) bool) (*court.SaleRound, error) {
	if r, any := s.Round(); any && want(r) {
		return &s.Rounds[len(s.Rounds)-1], nil
	}
	return nil, court.Errorf(court.CodeRefused, "这项处置没有处在这一步，不能这样登记。").WithHint("请刷新后看它的下一步。")
}

// EndRound records how the running round ended.
func (o *Office) EndRound(ctx context.Context, actor Actor, ref SaleRef, e court.SaleRound) (court.Sale, error) {
	if err := o.checkPastDate("结果日", e.On, true); err != nil {
		return court.Sale{}, err
	}
	if !slices.Contains(court.RoundResults, e.Result) {
		return court.Sale{}, court.FieldErrorf("结果", "请选择。")
	}
	if err := cleanAll([]cleaned{{"买受人", &e.Buyer, 100, false}, {"证件号码", &e.BuyerID, 30, false}, {"住址", &e.BuyerAt, 120, false}, {"原因", &e.Why, 300, false}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "登记"+string(e.Result), e.Why, func(d *deed, s *court.Sale) error {
		x, err := lastRound(s, func(r court.SaleRound) bool { return r.Result == "" })
		if err != nil {
			return err
		}
		now := *x
		now.Result, now.On, now.Why, now.Bidders, now.Returned = e.Result, e.On, e.Why, e.Bidders, e.Returned
		if e.Result == court.RoundSold {
			now.Price, now.Buyer, now.BuyerID, now.BuyerAt, now.PayBy = e.Price, e.Buyer, e.BuyerID, e.BuyerAt, e.PayBy
			if now.Own, err = d.buyerOf(*s, now); err != nil {
				return err
			}
		}
		if err := law.CheckResult(*s, now); err != nil {
			return err
		}
		if id := court.ReadIdentifier(now.BuyerID); now.BuyerID != "" && id.Fault != "" && now.Why == "" {
			return court.FieldErrorf("证件号码", "%s", id.Fault).WithHint("请核对成交确认书；确实如此的，在“原因”里写明。")
		}
		if now.Bidders < 0 || now.Returned.Before(now.On) && !now.Returned.IsZero() {
			return court.FieldErrorf("保证金退还日", "“%s”早于结果日%s。", now.Returned, now.On)
		}
		*x = now
		return d.roundEnded(s, now)
	})
}

// buyerOf tells whether a buyer is an applicant of the case. One whose name is
// that of somebody of the court, who may not buy, and a deal after the debt was
// paid, need a reason.
func (d *deed) buyerOf(s court.Sale, x court.SaleRound) (own bool, err error) {
	c, err := d.Case(s.CaseID)
	if err != nil {
		return false, err
	}
	users, err := d.Users()
	switch {
	case err != nil:
		return false, err
	case x.Why != "":
	case slices.ContainsFunc(users, func(u court.User) bool { return u.Name == x.Buyer }):
		return false, court.FieldErrorf("买受人", "“%s”与本院工作人员同名：法院及其工作人员、近亲属不得竞买（法释〔2016〕18号34条、民诉法解释488条，原490条）。", x.Buyer).
			WithHint("确系同名的，在“原因”里写明。")
	case s.Covered:
		return false, paidAlready("原因")
	}
	return slices.ContainsFunc(c.PartiesOf(court.RoleApplicant), func(p court.Party) bool { return p.Name == x.Buyer }), nil
}

// SettleDeposits records that the deposits of the other bidders were given back,
// and that the buyer's reached the court's account; a day past the law's needs
// ref.Late.
func (o *Office) SettleDeposits(ctx context.Context, actor Actor, ref SaleRef, returned, moved court.Date) (court.Sale, error) {
	if err := o.checkPastDate("退还日", returned, false); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("划入日", moved, false); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "保证金退还、划转", "", func(d *deed, s *court.Sale) error {
		x, err := lastRound(s, func(r court.SaleRound) bool { return r.Result != "" })
		if err != nil {
			return err
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		before := rules.SaleDuties(*s)
		for _, day := range []struct {
			field string
			on    court.Date
			to    *court.Date
		}{{"退还日", returned, &x.Returned}, {"划入日", moved, &x.Moved}} {
			if day.on.IsZero() {
				continue
			}
			if day.on.Before(x.On) {
				return court.FieldErrorf(day.field, "“%s”早于结果日%s。", day.on, x.On)
			}
			*day.to = day.on
		}
		after := rules.SaleDuties(*s)
		for _, duty := range before {
			if slices.Contains(after, duty) {
				continue
			}
			on := returned
			if strings.HasPrefix(duty.Text, "成交") {
				on = moved
			}
			if err := ref.inTime(s, duty.Text, on, duty.Due, duty.Basis); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *deed) roundEnded(s *court.Sale, x court.SaleRound) error {
	event := ""
	switch {
	case x.Result == court.RoundSold:
		event = law.EventSold
	case x.Result != court.RoundFailed || x.Kind == court.PlainSale:
	case x.Kind == court.FirstAuction:
		event = law.EventFailed
	case x.Kind == court.SecondAuction && x.Offline && !law.Movable(s.What):
		event = law.EventFailedThere
	case x.Kind == law.LastAuction(s.What, x.Offline):
		event = law.EventFailedAgain
	}
	return d.saleStep(s, event, "", x.On, string(x.Kind)+string(x.Result)+"："+s.Property, x.Link)
}

// ResumeRound takes a round up again that was stopped or deferred. The cause
// fell away on a day; with new days it goes on at once, and a price changed is a
// new round.
func (o *Office) ResumeRound(ctx context.Context, actor Actor, ref SaleRef, cleared, opens, closes court.Date) (court.Sale, error) {
	if err := o.checkPastDate("原因消除日", cleared, true); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "恢复拍卖", "", func(d *deed, s *court.Sale) error {
		x, err := lastRound(s, func(r court.SaleRound) bool {
			return r.Result == court.RoundStopped || r.Result == court.RoundDeferred
		})
		switch {
		case err != nil:
			return err
		case cleared.Before(x.On):
			return court.FieldErrorf("原因消除日", "“%s”早于%s的%s。", cleared, x.Result, x.On)
		case opens.IsZero():
			x.Cleared = cleared
			return nil
		case opens.Before(cleared) || closes.Before(opens):
			return court.FieldErrorf("开始日", "“%s”应在原因消除以后、结束日以前。", opens)
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		due, basis := rules.ResumeBy(*x, cleared)
		if err := ref.inTime(s, "恢复"+string(x.Kind), opens, due, basis); err != nil {
			return err
		}
		x.Note = spacedNote(x.Note, x.On.String()+string(x.Result)+"（"+x.Why+"），"+cleared.String()+"原因消除后恢复")
		x.Opens, x.Closes, x.Result, x.On, x.Why, x.Cleared = opens, closes, "", court.Date{}, "", court.Date{}
		l, err := rules.RoundLimits(*s, *x)
		if err == nil && !l.Closes.IsZero() && x.Closes.Before(l.Closes) {
			return court.FieldErrorf("结束日", "“%s”太早，最早%s（%s）。", x.Closes, l.Closes, l.ClosesBasis)
		}
		return err
	})
}

// BrokenDeal is 悔拍: the buyer did not pay in time.
type BrokenDeal struct {
	On      court.Date
	Forfeit court.Money // of the deposit, not given back
	Loss    court.Money // costs of the round, paid from it first
	Why     string
}

// BreakRound records 悔拍. The deposit is not given back, and the thing goes to
// auction again without the buyer.
func (o *Office) BreakRound(ctx context.Context, actor Actor, ref SaleRef, e BrokenDeal) (court.Sale, error) {
	if err := o.checkPastDate("悔拍日", e.On, true); err != nil {
		return court.Sale{}, err
	}
	why, err := needReason("情况说明", e.Why)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "登记悔拍", why, func(_ *deed, s *court.Sale) error {
		x, err := lastRound(s, court.SaleRound.Bought)
		switch {
		case err != nil:
			return err
		case !x.PaidOn.IsZero():
			return court.Errorf(court.CodeRefused, "价款已于%s付清，不是悔拍。", x.PaidOn)
		case !e.On.After(x.PayBy):
			return court.FieldErrorf("悔拍日", "“%s”太早：付款期限到%s为止。", e.On, x.PayBy)
		case e.Forfeit < 0 || e.Forfeit > x.Deposit:
			return court.FieldErrorf("不退的保证金", "“%s元”多于保证金%s元。", e.Forfeit, x.Deposit)
		case e.Loss < 0:
			return court.FieldErrorf("费用损失", "不能小于零。")
		}
		x.Broken, x.Forfeit, x.Loss, x.Why = e.On, e.Forfeit, e.Loss, why
		return nil
	})
}
