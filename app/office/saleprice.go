package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// SkipPrice passes a method over for a reason the law allows, with its proof.
func (o *Office) SkipPrice(ctx context.Context, actor Actor, ref SaleRef, t court.PriceTry) (court.Sale, error) {
	if err := o.checkPastDate("日期", t.On, true); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"理由", &t.Why, 100, true}, {"证据", &t.Proof, 200, true}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "不用"+string(t.Method), t.Why, func(_ *deed, s *court.Sale) error {
		if err := freshPrice(*s, t.On); err != nil {
			return err
		}
		if law.SkipBasis(t.Method, t.Why) == "" {
			return court.FieldErrorf("理由", "“%s”不是可以不用“%s”的理由（法释〔2018〕15号4—14条）。", t.Why, t.Method)
		}
		if err := law.CheckTurn(*s, t.Method, t.On); err != nil {
			return err
		}
		if err := ref.begunInTime(s, t.On); err != nil {
			return err
		}
		s.Tries = append(s.Tries, court.PriceTry{Method: t.Method, Begun: t.On, On: t.On, Outcome: court.PriceSkipped, Why: t.Why, Proof: t.Proof})
		return nil
	})
}

// begunInTime asks why the finding of a price begins late: the first try begins
// it.
func (ref SaleRef) begunInTime(s *court.Sale, on court.Date) error {
	if len(s.Tries) > 0 {
		return nil
	}
	return ref.inTime(s, "启动确定参考价", on, s.Due, s.Basis)
}

// freshPrice refuses a new try while a price stands or a round is under way.
func freshPrice(s court.Sale, on court.Date) error {
	if p, ok := s.Price(); ok {
		return court.Errorf(court.CodeConflict, "参考价已经确定：%s元（%s）。", p.Price, p.Method).WithHint("有效期届满、需要重新确定的，先“参考价失效”。")
	}
	if on.Before(s.Begun) {
		return court.FieldErrorf("日期", "“%s”早于启动处置的%s。", on, s.Begun)
	}
	return nil
}

// BeginPrice begins a method: the parties are asked, the letter goes out, the
// platforms or the agency get their order. An agency needs the record of how it
// was chosen, and whether anybody asked for 回避.
func (o *Office) BeginPrice(ctx context.Context, actor Actor, ref SaleRef, t court.PriceTry) (court.Sale, error) {
	if err := o.checkPastDate("开始日", t.Begun, true); err != nil {
		return court.Sale{}, err
	}
	agency := t.Method == court.PriceAppoint
	if err := cleanAll([]cleaned{{"机构", &t.Unit, 200, t.Method != court.PriceTalk}, {"产生方式", &t.Choice, 40, agency}, {"选定记录", &t.Record, 300, agency}, {"回避", &t.Avoid, 200, agency}}); err != nil {
		return court.Sale{}, err
	}
	if agency {
		if err := o.checkPastDate("选定日", t.ChosenOn, true); err != nil {
			return court.Sale{}, err
		}
		if !slices.Contains(law.AgencyChoices(), t.Choice) {
			return court.Sale{}, court.FieldErrorf("产生方式", "请选择。")
		}
		if t.ChosenOn.After(t.Begun) {
			return court.Sale{}, court.FieldErrorf("选定日", "“%s”晚于委托的%s。", t.ChosenOn, t.Begun)
		}
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, string(t.Method), "", func(d *deed, s *court.Sale) error {
		if err := freshPrice(*s, t.Begun); err != nil {
			return err
		}
		if err := law.CheckTurn(*s, t.Method, t.Begun); err != nil {
			return err
		}
		if err := ref.begunInTime(s, t.Begun); err != nil {
			return err
		}
		fresh := court.PriceTry{Method: t.Method, Begun: t.Begun, Unit: t.Unit, Choice: t.Choice, ChosenOn: t.ChosenOn, Record: t.Record, Avoid: t.Avoid}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		fresh.Due, _ = rules.TryDue(fresh)
		s.Tries = append(s.Tries, fresh)
		return d.saleStep(s, "", law.NodePriceBegun, t.Begun, string(t.Method)+"："+s.Property, t.Unit)
	})
}

// lastTry gives the running try.
func lastTry(s *court.Sale) (*court.PriceTry, error) {
	if t, i := s.Try(); i >= 0 && t.Settled.IsZero() && t.Outcome != court.PriceSkipped && t.Outcome != court.PriceFailed {
		return &s.Tries[i], nil
	}
	return nil, court.Errorf(court.CodeRefused, "现在没有进行中的议价、询价、评估。")
}

// ExtendPrice grants one more extension of the running method's term; more than
// the law allows is refused.
func (o *Office) ExtendPrice(ctx context.Context, actor Actor, ref SaleRef, why string) (court.Sale, error) {
	why, err := needReason("延长的理由", why)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "延长询价评估期限", why, func(d *deed, s *court.Sale) error {
		t, err := lastTry(s)
		if err != nil {
			return err
		}
		if t.Outcome != "" {
			return court.Errorf(court.CodeRefused, "已经有结果，不用延长。")
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if err := rules.CheckExtension(*t); err != nil {
			return err
		}
		t.Extended++
		t.Due, _ = rules.TryDue(*t)
		return nil
	})
}

// EndPrice records how a method ended. What was agreed or asked of an authority
// is the 参考价 at once; a report is sent first and can be objected to. A
// validity longer than the law allows is refused.
func (o *Office) EndPrice(ctx context.Context, actor Actor, ref SaleRef, t court.PriceTry) (court.Sale, error) {
	if err := o.checkPastDate("结果日", t.On, true); err != nil {
		return court.Sale{}, err
	}
	got := t.Outcome == court.PriceGot
	if err := cleanAll([]cleaned{{"报告、文号", &t.Report, 120, false}, {"不成的原因", &t.Why, 200, !got}}); err != nil {
		return court.Sale{}, err
	}
	if !got && t.Outcome != court.PriceFailed {
		return court.Sale{}, court.FieldErrorf("结果", "请选择。")
	}
	if got && (t.Price <= 0 || t.Price > court.MaxMoney) {
		return court.Sale{}, court.FieldErrorf("价格", "必须大于零。")
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "询价评估结果", t.Why, func(d *deed, s *court.Sale) error {
		x, err := lastTry(s)
		if err != nil {
			return err
		}
		switch {
		case x.Outcome != "":
			return court.Errorf(court.CodeRefused, "%s已经登记结果。", x.Method)
		case t.On.Before(x.Begun):
			return court.FieldErrorf("结果日", "“%s”早于开始的%s。", t.On, x.Begun)
		}
		if x.Method.Objectable() {
			if err := ref.nextInTime(s, t.On); err != nil {
				return err
			}
		}
		x.Outcome, x.On, x.Report, x.Why, x.Cost = t.Outcome, t.On, t.Report, t.Why, t.Cost
		if !got {
			return nil
		}
		x.Price = t.Price
		if err := o.validity(d, x, t.Valid); err != nil {
			return err
		}
		if x.Method.Objectable() {
			return d.saleStep(s, law.EventAppraised, "", t.On, string(x.Method)+t.Price.String()+"元", t.Report)
		}
		x.Settled = t.On
		return d.priced(s, *x)
	})
}

func (o *Office) validity(d *deed, x *court.PriceTry, until court.Date) error {
	rules, err := o.rulesOf(d)
	if err != nil {
		return err
	}
	most, basis := rules.PriceValidUntil(x.On)
	switch {
	case until.IsZero():
		until = most
	case !until.After(x.On):
		return court.FieldErrorf("有效期至", "“%s”不晚于结果日%s。", until, x.On)
	case !most.IsZero() && until.After(most):
		return court.FieldErrorf("有效期至", "“%s”太晚：最长一年，到%s（%s）。", until, most, basis)
	}
	x.Valid = until
	return nil
}

// priced tells the case that the price stands, and keeps it as the property's
// value.
func (d *deed) priced(s *court.Sale, t court.PriceTry) error {
	p, err := d.Property(s.PropertyID)
	if err != nil {
		return err
	}
	p.Value = t.Price
	if err := d.UpdateProperty(&p); err != nil {
		return err
	}
	return d.saleStep(s, law.EventPriced, "", t.Settled, string(t.Method)+t.Price.String()+"元", t.Report)
}

// SendReport records the sending of a report to the parties, and the day the
// last of them received it when it is known.
func (o *Office) SendReport(ctx context.Context, actor Actor, ref SaleRef, sent, received court.Date) (court.Sale, error) {
	if err := o.checkPastDate("发送日", sent, true); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("收到日", received, false); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "送达报告", "", func(d *deed, s *court.Sale) error {
		t, err := lastTry(s)
		switch {
		case err != nil:
			return err
		case t.Outcome != court.PriceGot:
			return court.Errorf(court.CodeRefused, "还没有收到报告。")
		case sent.Before(t.On):
			return court.FieldErrorf("发送日", "“%s”早于收到报告的%s。", sent, t.On)
		case !received.IsZero() && received.Before(sent):
			return court.FieldErrorf("收到日", "“%s”早于发送的%s。", received, sent)
		}
		if t.SentOn.IsZero() {
			if err := ref.nextInTime(s, sent); err != nil {
				return err
			}
		}
		t.SentOn, t.Received = sent, received
		if received.IsZero() {
			return nil
		}
		return d.saleStep(s, "", law.NodeReportSent, received, "全部当事人收到", t.Report)
	})
}

// ObjectPrice records an objection to a report. One that comes after the term
// is refused: the price can be confirmed; so is one to what was agreed.
func (o *Office) ObjectPrice(ctx context.Context, actor Actor, ref SaleRef, x court.PriceObjection) (court.Sale, error) {
	if err := o.checkPastDate("异议日", x.On, true); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"异议人", &x.By, 60, true}, {"异议内容", &x.Text, 300, true}, {"针对", &x.About, 20, true}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "登记评估异议", "", func(d *deed, s *court.Sale) error {
		if p, ok := s.Price(); ok && !p.Method.Objectable() {
			return court.Errorf(court.CodeRefused, "对%s结果提出异议的，不予受理（法释〔2018〕15号28条）。", p.Method)
		}
		t, err := lastTry(s)
		if err != nil {
			return err
		}
		if t.SentOn.IsZero() {
			return court.Errorf(court.CodeRefused, "报告还没有发送。").WithHint("请先登记发送。")
		}
		if !t.Received.IsZero() {
			rules, err := o.rulesOf(d)
			if err != nil {
				return err
			}
			if last, basis := rules.ObjectionEnds(t.Received); x.On.After(last) {
				return court.FieldErrorf("异议日", "“%s”晚于异议期满的%s（%s）。", x.On, last, basis)
			}
		}
		x.Answered, x.Answer = court.Date{}, ""
		t.Objection = append(slices.Clone(t.Objection), x)
		return d.saleStep(s, law.EventObjected, "", x.On, x.By+"："+x.Text, "")
	})
}

// AnswerObjection records how the oldest open objection was dealt with.
func (o *Office) AnswerObjection(ctx context.Context, actor Actor, ref SaleRef, on court.Date, answer string) (court.Sale, error) {
	if err := o.checkPastDate("处理日", on, true); err != nil {
		return court.Sale{}, err
	}
	answer, err := needReason("处理结果", answer)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "处理评估异议", answer, func(d *deed, s *court.Sale) error {
		t, err := lastTry(s)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(t.Objection, func(x court.PriceObjection) bool { return x.Answered.IsZero() })
		if i < 0 {
			return court.Errorf(court.CodeRefused, "没有待处理的异议。")
		}
		if on.Before(t.Objection[i].On) {
			return court.FieldErrorf("处理日", "“%s”早于异议的%s。", on, t.Objection[i].On)
		}
		if err := ref.nextInTime(s, on); err != nil {
			return err
		}
		t.Objection = slices.Clone(t.Objection)
		t.Objection[i].Answered, t.Objection[i].Answer = on, answer
		return d.saleStep(s, "", law.NodeObjection, on, answer, "")
	})
}

// SettlePrice makes the report's result the 参考价: the term for objections is
// over and each is dealt with.
func (o *Office) SettlePrice(ctx context.Context, actor Actor, ref SaleRef, on court.Date) (court.Sale, error) {
	if err := o.checkPastDate("确认日", on, true); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "确认参考价", "", func(d *deed, s *court.Sale) error {
		t, err := lastTry(s)
		if err != nil {
			return err
		}
		if t.Outcome != court.PriceGot || t.Received.IsZero() {
			return court.Errorf(court.CodeRefused, "当事人收到报告的日期还没有登记，异议期没有起算（法释〔2018〕15号21—22条）。")
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if last, basis := rules.ObjectionEnds(t.Received); !on.After(last) {
			return court.FieldErrorf("确认日", "“%s”太早：异议期到%s为止（%s）。", on, last, basis)
		}
		if slices.ContainsFunc(t.Objection, func(x court.PriceObjection) bool { return x.Answered.IsZero() }) {
			return court.Errorf(court.CodeRefused, "还有异议没有处理（法释〔2018〕15号22—23条）。")
		}
		t.Settled = on
		if err := d.saleStep(s, "", law.NodeObjectionOver, on, "异议期满", t.Report); err != nil {
			return err
		}
		return d.priced(s, *t)
	})
}

// ResetPrice takes a price back that is no longer valid, so that it is found
// anew.
func (o *Office) ResetPrice(ctx context.Context, actor Actor, ref SaleRef, why string) (court.Sale, error) {
	why, err := needReason("失效的原因", why)
	if err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "参考价失效", why, func(_ *deed, s *court.Sale) error {
		if _, ok := s.Price(); !ok || len(s.Rounds) > 0 {
			return court.Errorf(court.CodeRefused, "没有可以失效的参考价，或者已经发布公告。")
		}
		s.Note = spacedNote(s.Note, "原参考价失效："+why)
		s.Tries = nil
		return nil
	})
}
