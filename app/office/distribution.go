package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Plans gives plans of distribution, newest first.
func (o *Office) Plans(ctx context.Context, q PlanQuery) ([]court.Distribution, error) {
	return read(ctx, o, func(r Reader) ([]court.Distribution, error) { return r.Distributions(q) })
}

// Plan gives one plan.
func (o *Office) Plan(ctx context.Context, id int64) (court.Distribution, error) {
	return read(ctx, o, func(r Reader) (court.Distribution, error) { return r.Distribution(id) })
}

// PlanStart is what a new plan of a case's money begins with.
type PlanStart struct {
	Plan court.Distribution
	Free court.Money // on the case's account, neither paid nor asked for
	Unit bool        // the debtor is a company: bankruptcy or the order of seizure, not participation (解释 511–514)
}

// StartPlan prepares a plan of a case: the money that is free, what is
// due of the fee of enforcement as a cost, and the case's own claim.
func (o *Office) StartPlan(ctx context.Context, caseID int64) (PlanStart, error) {
	return read(ctx, o, func(r Reader) (PlanStart, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return PlanStart{}, err
		}
		b, err := r.Balance(caseID)
		if err != nil {
			return PlanStart{}, err
		}
		s := PlanStart{Free: b.Free(), Plan: court.Distribution{CaseID: c.ID, CaseNo: c.Number.String(), Pool: b.Free(), State: court.PlanDraft, Made: o.Today()}}
		if debtors := c.PartiesOf(court.RoleDebtor); len(debtors) > 0 {
			s.Plan.Debtor, s.Unit = debtors[0].Name, debtors[0].Kind != court.PartyPerson
		}
		payments, err := r.Disbursements(caseID)
		if err != nil {
			return PlanStart{}, err
		}
		if fee := feeDue(c.Fee, payments); fee > 0 {
			s.Plan.Costs = []court.Deduction{{Name: feeName, Amount: fee}}
		}
		claim, err := claimOf(r, c, o.Today())
		s.Plan.Claims = []court.Claim{claim}
		return s, err
	})
}

// ClaimOfCase gives the claim of one of this court's cases as it stands: who
// claims, from which title, what is not paid yet, and the account to pay to.
func (o *Office) ClaimOfCase(ctx context.Context, caseID int64) (court.Claim, error) {
	return read(ctx, o, func(r Reader) (court.Claim, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return court.Claim{}, err
		}
		return claimOf(r, c, o.Today())
	})
}

func claimOf(r Reader, c court.Case, on court.Date) (court.Claim, error) {
	b, err := r.Balance(c.ID)
	class, _ := law.ClaimClassOf("ordinary", on)
	claim := court.Claim{CaseID: c.ID, CaseNo: c.Number.String(), Basis: strings.TrimSpace(c.Basis.Number + c.Basis.Kind), Class: class.ID, Rank: class.Rank,
		Amount: max(c.Principal-c.Realised-(b.Paid-b.Spent)-b.Direct, 0)}
	if list := c.PartiesOf(court.RoleApplicant); len(list) > 0 {
		claim.Creditor, claim.Bank, claim.Account = list[0].Name, list[0].BankName, list[0].BankAccount
	}
	return claim, err
}

// SavePlan stores a draft of a plan (分配方案草案) and works out what everybody is
// given. A plan that was served is not changed: AmendPlan makes a new edition.
func (o *Office) SavePlan(ctx context.Context, actor Actor, p court.Distribution) (court.Distribution, error) {
	if err := checkPlan(&p); err != nil {
		return p, err
	}
	err := o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		c, err := d.Case(p.CaseID)
		if err != nil {
			return err
		}
		var before any
		if p.ID == 0 {
			if p.Number, err = d.nextVoucher("配", o.Today()); err != nil {
				return err
			}
			p.Edition, p.Replaces, p.State, p.By, p.At = 1, 0, court.PlanDraft, d.actor.User.Name, o.now()
			p.EffectiveOn, p.Ended, p.Payments = court.Date{}, "", nil
		} else {
			old, err := d.planIn(p.ID, court.PlanDraft)
			if err != nil {
				return err
			}
			before = old
			p.Number, p.Edition, p.Replaces, p.CaseID, p.State, p.By, p.At = old.Number, old.Edition, old.Replaces, old.CaseID, old.State, old.By, old.At
			p.EffectiveOn, p.Ended, p.Payments = court.Date{}, "", nil
		}
		p.CaseNo, p.Officer = c.Number.String(), c.Officer
		if err := d.checkMade(&p); err != nil {
			return err
		}
		if err := d.settleClaims(&p); err != nil {
			return err
		}
		p.Parties = partiesOfPlan(p)
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		return d.audit("拟制分配方案", "plan", p.ID, p.CaseID, before, p, "")
	})
	return p, err
}

// settleClaims numbers the claims, names the cases they come from and works
// out what each is given.
func (d *deed) settleClaims(p *court.Distribution) error {
	on := p.Made
	ordinary, _ := law.ClaimClassOf("ordinary", on)
	costs := make([]court.Money, len(p.Costs))
	for i, c := range p.Costs {
		costs[i] = c.Amount
	}
	for i := range p.Claims {
		c := &p.Claims[i]
		c.Line = i + 1
		class, known := law.ClaimClassOf(c.Class, on)
		switch {
		case !known:
			return court.FieldErrorf("债权", "第%d项没有选类别。", i+1)
		case c.Rank == 0:
			c.Rank = class.Rank
		}
		if c.Rank < ordinary.Rank && c.Reason == "" {
			return court.FieldErrorf("债权", "第%d项（%s，%s）先于普通债权受偿，须写明理由。", i+1, c.Creditor, class.Name)
		}
		if c.CaseID != 0 {
			x, err := d.Case(c.CaseID)
			if err != nil {
				return err
			}
			c.CaseNo, c.Court = x.Number.String(), ""
		}
	}
	shares, err := law.ShareOut(p.Pool, costs, p.Claims, p.Ordered, on)
	if err != nil {
		return err
	}
	for i := range p.Claims {
		p.Claims[i].Given = shares.Claims[i]
	}
	return nil
}

// partiesOfPlan names everybody the plan is served on, once.
func partiesOfPlan(p court.Distribution) []court.PlanParty {
	var out []court.PlanParty
	add := func(name, role string) {
		if name != "" && !slices.ContainsFunc(out, func(x court.PlanParty) bool { return x.Name == name }) {
			out = append(out, court.PlanParty{Line: len(out) + 1, Name: name, Role: role})
		}
	}
	for _, c := range p.Claims {
		add(c.Creditor, "债权人")
	}
	add(p.Debtor, "被执行人")
	return out
}

func checkPlan(p *court.Distribution) error {
	p.Claims, p.Costs = slices.Clone(p.Claims), slices.Clone(p.Costs)
	if err := cleanAll([]cleaned{
		{"被执行人", &p.Debtor, 100, true}, {"款项的来源", &p.Source, 200, false}, {"合议记录", &p.Panel, 200, false}, {"备注", &p.Note, 500, false}, {FieldPlanLate, &p.Late, 300, false},
	}); err != nil {
		return err
	}
	if len(p.Claims) == 0 {
		return court.FieldErrorf("债权", "至少要有一项。")
	}
	if len(p.Claims) > 500 || len(p.Costs) > 30 {
		return court.FieldErrorf("债权", "太多。")
	}
	for i := range p.Costs {
		if err := cleanAll([]cleaned{{"先行扣除的费用", &p.Costs[i].Name, 50, true}}); err != nil {
			return err
		}
	}
	for i := range p.Claims {
		c := &p.Claims[i]
		if err := cleanAll([]cleaned{
			{fmt.Sprintf("第%d项的债权人", i+1), &c.Creditor, 100, true}, {"案号", &c.CaseNo, 60, false}, {"法院", &c.Court, 60, false},
			{"执行依据", &c.Basis, 200, false}, {"类别理由", &c.Reason, 300, false}, {"收款开户行", &c.Bank, 100, false}, {"收款账号", &c.Account, 40, false},
		}); err != nil {
			return err
		}
		if err := cleanAccount("收款账号", &c.Account); err != nil {
			return err
		}
		if c.Rank < 0 || c.Rank > 999 {
			return court.FieldErrorf("顺位", "应为1到999。")
		}
	}
	return nil
}

// cleaned is a text that a person typed.
type cleaned struct {
	label  string
	text   *string
	most   int
	needed bool
}

// cleanAll normalises texts of one line and refuses those that are too long, or
// empty and needed.
func cleanAll(texts []cleaned) error {
	for _, t := range texts {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
		if t.needed && *t.text == "" {
			return court.FieldErrorf(t.label, "不能为空。")
		}
	}
	return nil
}

func (d *deed) planIn(id int64, states ...court.PlanState) (court.Distribution, error) {
	p, err := d.Distribution(id)
	if err == nil && !slices.Contains(states, p.State) {
		err = court.Errorf(court.CodeRefused, "%s现为“%s”，不能这样办理。", p.Name(), p.State).WithHint("请刷新后再看；已送达的方案要改，请用“修正”。")
	}
	return p, err
}

// ServePlan records that the plan came to some of its parties on a day. From
// the first service on its figures are fixed. The money it shares must be on
// the case's account by then, and the record of the panel there when a creditor
// who is given money is no applicant of the case.
func (o *Office) ServePlan(ctx context.Context, actor Actor, id int64, lines []int, on court.Date, way string) error {
	if err := o.checkPastDate("送达日期", on, true); err != nil {
		return err
	}
	if err := cleanAll([]cleaned{{"送达方式", &way, 30, true}}); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanDraft, court.PlanServed)
		if err != nil {
			return err
		}
		if made := p.Made; on.Before(made) {
			return court.FieldErrorf("送达日期", "“%s”早于拟制%s的日期%s。", on, p.Name(), made)
		}
		before := p
		p.Parties = slices.Clone(p.Parties)
		if p.State == court.PlanDraft {
			if err := d.mayFix(p); err != nil {
				return err
			}
		}
		var served []string
		for i := range p.Parties {
			x := &p.Parties[i]
			if !slices.Contains(lines, x.Line) {
				continue
			}
			if !x.Objected.IsZero() {
				return court.Errorf(court.CodeRefused, "%s已提出异议，不能改送达日期。", x.Name)
			}
			x.Served, x.Way = on, way
			served = append(served, x.Name)
		}
		if len(served) == 0 {
			return court.FieldErrorf("受送达人", "请至少选择一个。")
		}
		p.State = court.PlanServed
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		return d.audit("送达分配方案", "plan", p.ID, p.CaseID, before, p, on.String()+way+"："+strings.Join(served, "、"))
	})
}

// mayFix asserts that a draft may be served for the first time: its money is on
// the account, and whoever is to be paid without being an applicant of the case
// is so by a record of the panel (法发〔2017〕6号11).
func (d *deed) mayFix(p court.Distribution) error {
	b, err := d.Balance(p.CaseID)
	if err != nil {
		return err
	}
	var kept court.Money // by the edition that this one takes the place of
	if p.Replaces != 0 {
		old, err := d.Distribution(p.Replaces)
		if err != nil {
			return err
		}
		kept = old.Unasked()
	}
	if b.Free()+kept < p.Pool {
		return shortOf("分配", p.Pool, b)
	}
	c, err := d.Case(p.CaseID)
	if err != nil || p.Panel != "" {
		return err
	}
	for _, x := range p.Claims {
		if x.Given > 0 && !slices.ContainsFunc(c.PartiesOf(court.RoleApplicant), func(a court.Party) bool { return a.Name == x.Creditor }) {
			return court.FieldErrorf("合议记录", "没有填写：方案分给“%s”，不是本案申请执行人。", x.Creditor).
				WithHint("发给申请执行人以外的人，须经合议庭审查：请在方案里写明合议笔录的日期或编号，再送达。")
		}
	}
	return nil
}

// SayToPlan records what a party said to a plan that was served on it, and what
// came of it: objection, notice to the others, opposing opinion, suit, its end.
// Each step follows the one before. A step that is there is never emptied, and
// changed only with a reason.
func (o *Office) SayToPlan(ctx context.Context, actor Actor, id int64, x court.PlanParty, reason string) error {
	if err := o.checkWord(&x); err != nil {
		return err
	}
	if err := cleanText("更改理由", &reason, 500, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanServed, court.PlanEffective)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(p.Parties, func(y court.PlanParty) bool { return y.Line == x.Line })
		switch {
		case i < 0:
			return court.Errorf(court.CodeNotFound, "方案里没有这个当事人。").WithHint("请刷新后再看。")
		case p.State == court.PlanEffective && p.Parties[i].Objected.IsZero():
			return court.Errorf(court.CodeRefused, "%s已经生效，不能再登记异议。", p.Name())
		case p.Parties[i].Served.IsZero():
			return court.Errorf(court.CodeRefused, "方案还没有送达%s。", p.Parties[i].Name)
		}
		old := p.Parties[i]
		x.Name, x.Role, x.Served, x.Way = old.Name, old.Role, old.Served, old.Way
		if err := keepsWords(old, x, reason); err != nil {
			return err
		}
		if err := d.checkSteps(p, old, x); err != nil {
			return err
		}
		before := p
		p.Parties = slices.Clone(p.Parties)
		p.Parties[i] = x
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		return d.audit("登记分配方案异议", "plan", p.ID, p.CaseID, before, p, strings.TrimSpace(x.Name+"："+x.Objection+" "+reason))
	})
}

// keepsWords refuses to empty what was entered before, and to change it without
// a reason: the clocks of the others run from it.
func keepsWords(old, x court.PlanParty, reason string) error {
	changed := ""
	for _, s := range []struct{ label, old, new string }{
		{"异议日期", old.Objected.String(), x.Objected.String()}, {"异议内容", old.Objection, x.Objection}, {"通知各方日期", old.Told.String(), x.Told.String()},
		{"反对意见通知日期", old.Opposed.String(), x.Opposed.String()}, {"反对意见", old.Opposition, x.Opposition}, {"起诉日期", old.Sued.String(), x.Sued.String()},
		{"解决日期", old.Settled.String(), x.Settled.String()}, {"处理结果", old.Outcome, x.Outcome},
	} {
		switch {
		case s.old == "" || s.old == s.new:
		case s.new == "":
			return court.FieldErrorf(s.label, "已经登记为“%s”，不能清空。", s.old).WithHint("登记错了的，改成正确的并写明理由；异议撤回的，填写解决日期和处理结果。")
		case changed == "":
			changed = s.label
		}
	}
	if changed == "" && !old.Objected.IsZero() && old.Claim != x.Claim {
		changed = "针对的债权"
	}
	if changed != "" && reason == "" {
		return court.FieldErrorf("更改理由", "不能为空：%s已经登记过，更改要写明理由。", changed)
	}
	return nil
}

func (o *Office) checkWord(x *court.PlanParty) error {
	for _, t := range []struct {
		label string
		text  *string
	}{{"异议内容", &x.Objection}, {"反对意见", &x.Opposition}, {"处理结果", &x.Outcome}} {
		if err := cleanText(t.label, t.text, 1000, true); err != nil {
			return err
		}
	}
	for _, t := range []struct {
		label string
		day   court.Date
	}{{"异议日期", x.Objected}, {"通知各方日期", x.Told}, {"反对意见通知日期", x.Opposed}, {"起诉日期", x.Sued}, {"解决日期", x.Settled}} {
		if err := o.checkPastDate(t.label, t.day, false); err != nil {
			return err
		}
	}
	return nil
}

// checkSteps asserts that the steps of an objection follow each other and that
// objection and suit came in time. A suit that an earlier version of the program
// let through late stands as it is.
func (d *deed) checkSteps(p court.Distribution, old, x court.PlanParty) error {
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	if err := stepsInOrder(x); err != nil {
		return err
	}
	if x.Sued != old.Sued || x.Opposed != old.Opposed {
		if due := rules.ObjectionDue(x.Opposed); x.Sued.After(due) {
			return court.FieldErrorf("起诉日期", "“%s”已过起诉期（收到反对意见通知之日起15日，%s止）：逾期未起诉的，按原方案分配（%s）。", x.Sued, due, rules.ObjectionBasis(x.Opposed)).
				WithHint("起诉日期按向法院递交诉状或交邮的日期填写。")
		}
	}
	switch due := rules.ObjectionDue(x.Served); {
	case x.Objected.IsZero() && (x.Objection != "" || !x.Settled.IsZero()):
		return court.FieldErrorf("异议日期", "不能为空。")
	case !x.Objected.IsZero() && x.Objection == "":
		return court.FieldErrorf("异议内容", "不能为空。")
	case x.Objected.After(due):
		return court.FieldErrorf("异议日期", "“%s”已过异议期（%s止，收到方案之日起15日）。", x.Objected, due)
	case !x.Opposed.IsZero() && x.Opposition == "":
		return court.FieldErrorf("反对意见", "不能为空。")
	case !x.Settled.IsZero() && x.Outcome == "":
		return court.FieldErrorf("处理结果", "不能为空。")
	case x.Claim < 0 || x.Claim > len(p.Claims):
		return court.FieldErrorf("针对的债权", "没有第%d项。", x.Claim)
	}
	return nil
}

// stepsInOrder asserts that no step stands without the one before it, nor on an
// earlier day; an objection may be settled at any step.
func stepsInOrder(x court.PlanParty) error {
	last, missing := x.Served, ""
	for _, s := range []struct {
		label string
		day   court.Date
		free  bool // may stand without the one before
	}{{"异议日期", x.Objected, false}, {"通知各方日期", x.Told, false}, {"反对意见通知日期", x.Opposed, false}, {"起诉日期", x.Sued, false}, {"解决日期", x.Settled, true}} {
		switch {
		case s.day.IsZero():
			if missing == "" {
				missing = s.label
			}
		case s.day.Before(last):
			return court.FieldErrorf(s.label, "“%s”早于前一步的%s。", s.day, last)
		case missing != "" && !s.free:
			return court.FieldErrorf(s.label, "不能先填：还没有%s。", missing)
		default:
			last = s.day
		}
	}
	return nil
}

// EnactPlan has a plan take effect once it was served on everybody and nobody
// can or does object any more; what is disputed in court is kept back.
func (o *Office) EnactPlan(ctx context.Context, actor Actor, id int64) error {
	return o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanServed)
		if err != nil {
			return err
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if open := openParties(rules, p, o.Today()); len(open) > 0 {
			return court.Errorf(court.CodeRefused, "%s还不能生效：%s。", p.Name(), strings.Join(open, "；")).
				WithHint("送达每一位债权人和被执行人、期满无异议或者异议已处理的，方案才能生效（民诉法解释关于分配方案异议的规定）。")
		}
		before := p
		p.State, p.EffectiveOn = court.PlanEffective, o.Today()
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		return d.audit("分配方案生效", "plan", p.ID, p.CaseID, before, p, "")
	})
}

// openParties says of each party that holds a plan up where its word stands.
func openParties(rules *law.Rules, p court.Distribution, today court.Date) []string {
	var out []string
	for _, x := range p.Parties {
		if s := rules.StageOf(x, today); s.Blocks {
			out = append(out, x.Name+s.Word)
		}
	}
	return out
}

// PlanStages tells where the word of each party of a plan stands today, in
// their order.
func (o *Office) PlanStages(ctx context.Context, p court.Distribution) ([]law.ObjectionStage, error) {
	return read(ctx, o, func(r Reader) ([]law.ObjectionStage, error) {
		rules, err := o.rulesOf(r)
		var out []law.ObjectionStage
		for _, x := range p.Parties {
			if err == nil {
				out = append(out, rules.StageOf(x, o.Today()))
			}
		}
		return out, err
	})
}

// AmendPlan gives a new draft in the place of a plan that was served (修正): the
// old edition stays as it was. Nothing may have been asked for from it.
func (o *Office) AmendPlan(ctx context.Context, actor Actor, id int64, reason string) (court.Distribution, error) {
	var next court.Distribution
	reason, err := needReason("修正理由", reason)
	if err != nil {
		return next, err
	}
	err = o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanServed, court.PlanEffective)
		if err != nil {
			return err
		}
		for _, x := range p.Payments {
			if x.Live() {
				return court.Errorf(court.CodeRefused, "%s已有发放申请%s（%s），不能修正。", p.Name(), x.Number, x.State).WithHint("未付的请先撤回；已付的退回后冲正。")
			}
		}
		before := p
		p.State, p.Ended = court.PlanAmended, reason
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		if err := d.audit("修正分配方案", "plan", p.ID, p.CaseID, before, p, reason); err != nil {
			return err
		}
		next = before
		next.ID, next.Version, next.Replaces, next.Edition, next.State = 0, 0, p.ID, p.Edition+1, court.PlanDraft
		next.EffectiveOn, next.Ended, next.Payments = court.Date{}, "", nil
		next.By, next.At, next.Made, next.Late, next.Parties = d.actor.User.Name, o.now(), o.Today(), "", partiesOfPlan(p)
		if err := d.settleClaims(&next); err != nil {
			return err
		}
		if err := d.PutDistribution(&next); err != nil {
			return err
		}
		return d.audit("拟制分配方案", "plan", next.ID, next.CaseID, nil, next, reason)
	})
	return next, err
}

// VoidPlan takes a draft back.
func (o *Office) VoidPlan(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanDraft)
		if err != nil {
			return err
		}
		if p.Replaces != 0 {
			return court.Errorf(court.CodeRefused, "%s是修正出来的一版，不能作废。", p.Name()).WithHint("请改好后重新送达；原来的一版已不再有效。")
		}
		before := p
		p.State, p.Ended = court.PlanVoid, reason
		if err := d.PutDistribution(&p); err != nil {
			return err
		}
		return d.audit("作废分配方案", "plan", p.ID, p.CaseID, before, p, reason)
	})
}
