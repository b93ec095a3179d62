package office

import (
	"context"
	"slices"

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
		{"公告网址", &x.Link, 200, false}, {"备注", &x.Note, 300, false}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, string(x.Kind)+"公告", x.Note, func(d *deed, s *court.Sale) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		fresh := court.SaleRound{Kind: x.Kind, Offline: x.Offline, Platform: x.Platform, Chosen: x.Chosen, Assistant: x.Assistant, Avoid: x.Avoid, Start: x.Start, Deposit: x.Deposit,
			Step: x.Step, Panel: x.Panel, Told: x.Told, Notice: x.Notice, Link: x.Link, Opens: x.Opens, Closes: x.Closes, Note: x.Note}
		if last, any := s.Round(); any {
			fresh.Again = last.Kind == x.Kind && !last.Broken.IsZero()
			if x.Notice.Before(last.On) {
				return court.FieldErrorf("公告日", "“%s”早于前一轮结束的%s。", x.Notice, last.On)
			}
		}
		if err := rules.CheckRound(*s, fresh); err != nil {
			return err
		}
		s.Rounds = append(s.Rounds, fresh)
		nodes := map[court.RoundKind]string{court.FirstAuction: law.NodeFirstNotice, court.SecondAuction: law.NodeSecondNotice, court.ThirdAuction: law.NodeThirdNotice, court.PlainSale: law.NodePlainSale}
		return d.saleStep(s, "", nodes[x.Kind], x.Notice, string(x.Kind)+"公告："+s.Property, x.Link)
	})
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
		now.Result, now.On, now.Why = e.Result, e.On, e.Why
		if e.Result == court.RoundSold {
			now.Price, now.Buyer, now.BuyerID, now.BuyerAt, now.PayBy = e.Price, e.Buyer, e.BuyerID, e.BuyerAt, e.PayBy
		}
		if err := law.CheckResult(*s, now); err != nil {
			return err
		}
		if id := court.ReadIdentifier(now.BuyerID); now.BuyerID != "" && id.Fault != "" && now.Why == "" {
			return court.FieldErrorf("证件号码", "%s", id.Fault).WithHint("请核对成交确认书；确实如此的，在“原因”里写明。")
		}
		*x = now
		return d.roundEnded(s, now)
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
		x.Note = spacedNote(x.Note, x.On.String()+string(x.Result)+"（"+x.Why+"），"+cleared.String()+"原因消除后恢复")
		x.Opens, x.Closes, x.Result, x.On, x.Why, x.Cleared = opens, closes, "", court.Date{}, "", court.Date{}
		l, err := rules.RoundLimits(*s, *x)
		if err == nil && !l.Closes.IsZero() && x.Closes.Before(l.Closes) {
			return court.FieldErrorf("结束日", "“%s”太早，最早%s（%s）。", x.Closes, l.Closes, l.ClosesBasis)
		}
		return err
	})
}

// BreakRound records 悔拍: the buyer did not pay in time. The deposit is not
// given back, and the thing goes to auction again without him.
func (o *Office) BreakRound(ctx context.Context, actor Actor, ref SaleRef, on court.Date, forfeit court.Money, why string) (court.Sale, error) {
	if err := o.checkPastDate("悔拍日", on, true); err != nil {
		return court.Sale{}, err
	}
	why, err := needReason("情况说明", why)
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
		case !on.After(x.PayBy):
			return court.FieldErrorf("悔拍日", "“%s”太早：付款期限到%s为止。", on, x.PayBy)
		case forfeit < 0 || forfeit > x.Deposit:
			return court.FieldErrorf("不退的保证金", "“%s元”多于保证金%s元。", forfeit, x.Deposit)
		}
		x.Broken, x.Forfeit, x.Why = on, forfeit, why
		return nil
	})
}

// AskInKind records that an applicant was asked to take the thing for the debt,
// and the answer when there is one. One who was asked since the last auction is
// asked once.
func (o *Office) AskInKind(ctx context.Context, actor Actor, ref SaleRef, x court.KindOffer) (court.Sale, error) {
	if err := o.checkPastDate("询问日", x.Asked, true); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("答复日", x.On, false); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"申请执行人", &x.Creditor, 100, true}, {"备注", &x.Note, 200, false}}); err != nil {
		return court.Sale{}, err
	}
	if x.Accepts && (x.On.IsZero() || x.Claim <= 0 || x.Rank < 1) {
		return court.Sale{}, court.FieldErrorf("债权额", "接受抵债的，要填答复日、法定顺位和应受清偿的债权额。")
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "询问以物抵债", x.Note, func(_ *deed, s *court.Sale) error {
		last, err := lastRound(s, func(r court.SaleRound) bool { return r.Result == court.RoundFailed })
		switch {
		case err != nil:
			return err
		case x.Asked.Before(last.On):
			return court.FieldErrorf("询问日", "“%s”早于流拍的%s。", x.Asked, last.On)
		case !x.On.IsZero() && x.On.Before(x.Asked):
			return court.FieldErrorf("答复日", "“%s”早于询问的%s。", x.On, x.Asked)
		}
		i := slices.IndexFunc(s.Offers, func(old court.KindOffer) bool {
			return old.Creditor == x.Creditor && !old.Asked.Before(last.On)
		})
		if i >= 0 {
			s.Offers[i] = x
			return nil
		}
		s.Offers = append(s.Offers, x)
		return nil
	})
}

// TakeInKind records who takes the thing for the debt, and at what price.
func (o *Office) TakeInKind(ctx context.Context, actor Actor, ref SaleRef, k court.InKind) (court.Sale, error) {
	if err := o.checkPastDate("确定日", k.On, true); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"承受人", &k.Creditor, 100, true}, {"确定方式", &k.By, 40, !k.Agreed}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "以物抵债", "", func(d *deed, s *court.Sale) error {
		if s.InKind.Creditor != "" {
			return court.Errorf(court.CodeConflict, "已经抵债给%s。", s.InKind.Creditor)
		}
		c, err := d.Case(s.CaseID)
		if err != nil {
			return err
		}
		if err := law.CheckInKind(*s, &k); err != nil {
			return err
		}
		k.Own = slices.ContainsFunc(c.PartiesOf(court.RoleApplicant), func(p court.Party) bool { return p.Name == k.Creditor })
		k.PaidOn = court.Date{}
		s.InKind = k
		if k.Gap > 0 {
			return nil
		}
		return d.saleStep(s, law.EventInKind, "", k.On, k.Creditor+"以"+k.Price.String()+"元抵债", "")
	})
}
