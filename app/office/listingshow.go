package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ExposureEntry is one publication on a channel.
type ExposureEntry struct {
	Channel string
	On      court.Date
	Where   string
	Proof   court.Proof
}

// ExposeListing records where a listing was made known. Only what is published
// and need not come down may be shown (失信规定7条、限消规定7条).
func (o *Office) ExposeListing(ctx context.Context, actor Actor, id int64, e ExposureEntry) (court.Listing, error) {
	if err := o.checkPastDate("曝光日期", e.On, true); err != nil {
		return court.Listing{}, err
	}
	if err := cleanAll([]cleaned{{"网址、地点、版面", &e.Where, 200, false}, {"证明材料", &e.Proof.Text, 300, false}}); err != nil {
		return court.Listing{}, err
	}
	return o.changeListing(ctx, actor, MayWorkListing, id, "登记曝光（"+e.Channel+"）", "", func(d *deed, l *court.Listing) error {
		switch s := l.StateOn(o.Today()); {
		case !slices.ContainsFunc(law.ListingChannels(), func(c law.ListingChannel) bool { return c.Name == e.Channel }):
			return court.FieldErrorf("渠道", "请选择。")
		case s != court.ListingRunning:
			return court.Errorf(court.CodeRefused, "%s的%s现为“%s”，不能曝光。", l.Debtor, l.Kind, s).WithHint("发布以后、撤下以前才能曝光（失信规定7条）。")
		case e.On.Before(l.Begun):
			return court.FieldErrorf("曝光日期", "“%s”早于发布的%s。", e.On, l.Begun)
		case !e.Proof.Given():
			return court.FieldErrorf("证明材料", "不能为空：选截图、照片的扫描件，或者写明在哪里。")
		}
		if err := d.checkProof(l.CaseID, e.Proof); err != nil {
			return err
		}
		l.Exposed = append(slices.Clone(l.Exposed), court.Exposure{No: len(l.Exposed) + 1, Channel: e.Channel, On: e.On, Where: e.Where, Proof: e.Proof, By: d.actor.User.Name})
		return nil
	})
}

// WithdrawExposure records that one exposure came down.
func (o *Office) WithdrawExposure(ctx context.Context, actor Actor, id int64, no int, on court.Date, proof court.Proof) (court.Listing, error) {
	if err := o.checkPastDate("撤下日期", on, true); err != nil {
		return court.Listing{}, err
	}
	if err := cleanText("证明材料", &proof.Text, 300, false); err != nil {
		return court.Listing{}, err
	}
	return o.changeListing(ctx, actor, MayWorkListing, id, "撤下曝光", "", func(d *deed, l *court.Listing) error {
		if no < 1 || no > len(l.Exposed) {
			return court.FieldErrorf("渠道", "没有这一次曝光。")
		}
		l.Exposed = slices.Clone(l.Exposed)
		x := &l.Exposed[no-1]
		switch {
		case !x.Down.IsZero():
			return court.Errorf(court.CodeConflict, "%s已于%s撤下。", x.Channel, x.Down)
		case on.Before(x.On):
			return court.FieldErrorf("撤下日期", "“%s”早于曝光的%s。", on, x.On)
		case !proof.Given():
			return court.FieldErrorf("证明材料", "不能为空：选撤下后的截图、照片，或者写明。")
		}
		if err := d.checkProof(l.CaseID, proof); err != nil {
			return err
		}
		x.Down, x.DownProof = on, proof
		return nil
	})
}

// changeListing changes one listing that is not void.
func (o *Office) changeListing(ctx context.Context, actor Actor, may Permission, id int64, action, reason string, change func(*deed, *court.Listing) error) (court.Listing, error) {
	var l court.Listing
	err := o.do(ctx, actor, may, "listing", func(d *deed) error {
		before, err := d.Listing(id)
		if err != nil {
			return err
		}
		if before.Void != "" {
			return court.Errorf(court.CodeRefused, "该记录已经作废：%s。", before.Void)
		}
		l = before
		if err := change(d, &l); err != nil {
			return err
		}
		return d.saveListing(action, before, &l, reason)
	})
	return l, err
}

// AddPlea records an application to correct a listing or a limit (失信规定11条、
// 法发〔2019〕35号18条).
func (o *Office) AddPlea(ctx context.Context, actor Actor, id int64, p court.Plea) (court.Listing, error) {
	if err := o.checkPastDate("收到日期", p.On, true); err != nil {
		return court.Listing{}, err
	}
	if err := cleanAll([]cleaned{{"申请人", &p.By, 60, true}, {"理由", &p.Why, 500, true}}); err != nil {
		return court.Listing{}, err
	}
	return o.changeListing(ctx, actor, MayWorkListing, id, "登记纠正申请", p.Why, func(_ *deed, l *court.Listing) error {
		switch {
		case l.Decided.IsZero() || l.Decision != court.ListingIn:
			return court.Errorf(court.CodeRefused, "%s还没有决定纳入或者限制，没有可以纠正的。", l.Debtor)
		case p.On.Before(l.Decided):
			return court.FieldErrorf("收到日期", "“%s”早于决定日期%s。", p.On, l.Decided)
		}
		l.Pleas = append(slices.Clone(l.Pleas), court.Plea{No: len(l.Pleas) + 1, By: p.By, On: p.On, Why: p.Why})
		return nil
	})
}

// The steps of a plea, in order.
const (
	PleaGranted  = "成立"
	PleaRefused  = "驳回"
	PleaDone     = "已纠正"
	PleaReview   = "申请复议"
	PleaReviewed = "复议结果"
)

// PleaSteps lists what can come next in a plea.
func PleaSteps(p court.Plea) []string {
	switch {
	case p.Decided.IsZero():
		return []string{PleaGranted, PleaRefused}
	case p.Granted && p.Done.IsZero():
		return []string{PleaDone}
	case !p.Granted && p.Review.IsZero():
		return []string{PleaReview}
	case !p.Review.IsZero() && p.Reviewed.IsZero():
		return []string{PleaReviewed}
	}
	return nil
}

// StepPlea takes a plea one step on. Deciding is for those who decide on
// listings; a review after the party's ten days is refused.
func (o *Office) StepPlea(ctx context.Context, actor Actor, id int64, no int, step string, on court.Date, text string) (court.Listing, error) {
	if err := o.checkPastDate("日期", on, true); err != nil {
		return court.Listing{}, err
	}
	if err := cleanText("说明", &text, 500, false); err != nil {
		return court.Listing{}, err
	}
	may := MayWorkListing
	if step == PleaGranted || step == PleaRefused {
		may = MayDecideListing
	}
	return o.changeListing(ctx, actor, may, id, "纠正申请"+step, text, func(d *deed, l *court.Listing) error {
		if no < 1 || no > len(l.Pleas) || !slices.Contains(PleaSteps(l.Pleas[no-1]), step) {
			return court.Errorf(court.CodeRefused, "该纠正申请现在不能登记“%s”。", step).WithHint("请刷新后再看。")
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		l.Pleas = slices.Clone(l.Pleas)
		return stepPlea(rules, &l.Pleas[no-1], step, on, text)
	})
}

func stepPlea(rules *law.Rules, p *court.Plea, step string, on court.Date, text string) error {
	last := p.On
	for _, x := range []court.Date{p.Decided, p.Review} {
		if x.After(last) {
			last = x
		}
	}
	if on.Before(last) {
		return court.FieldErrorf("日期", "“%s”早于上一步的%s。", on, last)
	}
	if text == "" && (step == PleaRefused || step == PleaReviewed) {
		return court.FieldErrorf("说明", "不能为空。")
	}
	switch step {
	case PleaGranted, PleaRefused:
		p.Decided, p.Granted, p.Answer = on, step == PleaGranted, text
	case PleaDone:
		p.Done = on
	case PleaReview:
		if until := rules.ReviewUntil(p.Decided); on.After(until) {
			return court.FieldErrorf("日期", "“%s”：对驳回的复议应在收到后十日内申请，到%s（失信规定12条；限消参照，法发〔2019〕35号18条）。", on, until)
		}
		p.Review = on
	case PleaReviewed:
		p.Reviewed, p.Result = on, text
	}
	return nil
}

// AddLift records that a limit is lifted, or one consumption allowed, until a
// day. The lift of travelling is approved by the president of the court and
// lasts a month at most (法发〔2019〕35号17条).
func (o *Office) AddLift(ctx context.Context, actor Actor, id int64, x court.Lift) (court.Listing, error) {
	if err := cleanAll([]cleaned{{"事由", &x.Why, 300, true}, {"批准人", &x.By, 30, true}, {"文书号", &x.PaperNo, 80, false}}); err != nil {
		return court.Listing{}, err
	}
	if err := o.checkPastDate("开始日期", x.From, true); err != nil {
		return court.Listing{}, err
	}
	return o.changeListing(ctx, actor, MayWorkListing, id, "登记"+x.Kind, x.Why, func(d *deed, l *court.Listing) error {
		if l.Kind != court.ListConsumption || l.StateOn(o.Today()) != court.ListingRunning {
			return court.Errorf(court.CodeRefused, "只有生效的限制消费可以暂时解除。")
		}
		if x.From.Before(l.Begun) {
			return court.FieldErrorf("开始日期", "“%s”早于限制消费的%s。", x.From, l.Begun)
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if err := rules.CheckLift(l.Party, x); err != nil {
			return err
		}
		if err := d.presidentSigned(x); err != nil {
			return err
		}
		l.Lifts = append(slices.Clone(l.Lifts), court.Lift{No: len(l.Lifts) + 1, Kind: x.Kind, Why: x.Why, From: x.From, To: x.To, By: x.By, PaperNo: x.PaperNo})
		return nil
	})
}

func (d *deed) presidentSigned(x court.Lift) error {
	users, err := d.Users()
	if err != nil || x.Kind != law.LiftTravel {
		return err
	}
	if !slices.ContainsFunc(users, func(u court.User) bool { return u.Name == x.By && !u.Disabled && u.Has(court.RolePresident) }) {
		return court.FieldErrorf("批准人", "“%s”不是院领导：暂时解除由院长批准（法发〔2019〕35号17条）。", x.By)
	}
	return nil
}

// RestoreLift records that the limit was put back.
func (o *Office) RestoreLift(ctx context.Context, actor Actor, id int64, no int, on court.Date) (court.Listing, error) {
	if err := o.checkPastDate("恢复日期", on, true); err != nil {
		return court.Listing{}, err
	}
	return o.changeListing(ctx, actor, MayWorkListing, id, "恢复限制消费", "", func(_ *deed, l *court.Listing) error {
		if no < 1 || no > len(l.Lifts) || !l.Lifts[no-1].Restored.IsZero() {
			return court.Errorf(court.CodeRefused, "没有待恢复的这一次解除。")
		}
		if on.Before(l.Lifts[no-1].From) {
			return court.FieldErrorf("恢复日期", "“%s”早于开始日期%s。", on, l.Lifts[no-1].From)
		}
		l.Lifts = slices.Clone(l.Lifts)
		l.Lifts[no-1].Restored = on
		return nil
	})
}

// SaveOfficeLetter records a letter about a debtor in public office that went
// out (失信规定8条).
func (o *Office) SaveOfficeLetter(ctx context.Context, actor Actor, x court.OfficeLetter) (court.OfficeLetter, error) {
	if err := o.checkPastDate("发函日期", x.Sent, true); err != nil {
		return x, err
	}
	if err := cleanAll([]cleaned{{"收函单位", &x.To, 100, true}, {"所在单位和职务", &x.Post, 100, false}, {"文书号", &x.PaperNo, 80, false}}); err != nil {
		return x, err
	}
	err := o.do(ctx, actor, MayWorkListing, "listing", func(d *deed) error {
		c, err := d.Case(x.CaseID)
		if err != nil {
			return err
		}
		p, err := debtorOf(c, x.Debtor, x.DebtorID)
		if err != nil {
			return err
		}
		if !slices.Contains(court.LetterKinds(p.Kind), x.Kind) {
			return court.FieldErrorf("收函单位的类别", "请选择。")
		}
		if x.Sent.Before(c.Filed) {
			return court.FieldErrorf("发函日期", "“%s”早于立案日期%s。", x.Sent, c.Filed)
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if x.Due.IsZero() {
			x.Due = rules.LetterDue(x.Sent)
		}
		if x.Due.Before(x.Sent) {
			return court.FieldErrorf("反馈期限", "“%s”早于发函日期%s。", x.Due, x.Sent)
		}
		x.ID, x.Version, x.DebtorID, x.By, x.At = 0, 0, p.IDNumber, d.actor.User.Name, o.now()
		x.Replied, x.Reply, x.Proof, x.Void, x.CaseNo = court.Date{}, "", court.Proof{}, "", c.Number.String()
		if err := d.PutOfficeLetter(&x); err != nil {
			return err
		}
		return d.audit("通报公职人员", "office_letter", x.ID, x.CaseID, nil, x, "")
	})
	return x, err
}

// AnswerOfficeLetter records the answer to a letter.
func (o *Office) AnswerOfficeLetter(ctx context.Context, actor Actor, id int64, on court.Date, text string, proof court.Proof) error {
	if err := o.checkPastDate("回函日期", on, true); err != nil {
		return err
	}
	if err := cleanAll([]cleaned{{"回函内容", &text, 500, true}, {"证明材料", &proof.Text, 300, false}}); err != nil {
		return err
	}
	return o.changeLetter(ctx, actor, id, "登记回函", text, func(d *deed, x *court.OfficeLetter) error {
		if on.Before(x.Sent) {
			return court.FieldErrorf("回函日期", "“%s”早于发函日期%s。", on, x.Sent)
		}
		x.Replied, x.Reply, x.Proof = on, text, proof
		return d.checkProof(x.CaseID, proof)
	})
}

// VoidOfficeLetter takes a letter back that was entered in error.
func (o *Office) VoidOfficeLetter(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.changeLetter(ctx, actor, id, "作废通报函", reason, func(_ *deed, x *court.OfficeLetter) error {
		x.Void = reason
		return nil
	})
}

func (o *Office) changeLetter(ctx context.Context, actor Actor, id int64, action, reason string, change func(*deed, *court.OfficeLetter) error) error {
	return o.do(ctx, actor, MayWorkListing, "listing", func(d *deed) error {
		x, err := d.OfficeLetter(id)
		if err != nil {
			return err
		}
		if x.Void != "" {
			return court.Errorf(court.CodeRefused, "该通报函已经作废：%s。", x.Void)
		}
		before := x
		if err := change(d, &x); err != nil {
			return err
		}
		if err := d.PutOfficeLetter(&x); err != nil {
			return err
		}
		return d.audit(action, "office_letter", id, x.CaseID, before, x, reason)
	})
}
