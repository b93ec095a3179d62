package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// PayPlan asks for the payments of lines of a plan that has taken effect; the
// requests go the way of all requests (审批、财务发放). A line that has a request
// standing is not asked for again, one in dispute is kept back; the costs are
// deducted from the first request. All are made, or none.
func (o *Office) PayPlan(ctx context.Context, actor Actor, id int64, lines []int) ([]court.Disbursement, error) {
	var made []court.Disbursement
	if len(lines) == 0 {
		return nil, court.FieldErrorf("债权", "请至少选择一项。")
	}
	err := o.do(ctx, actor, MayAskDisbursement, "money", func(d *deed) error {
		p, err := d.planIn(id, court.PlanEffective)
		if err != nil {
			return err
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		takeCosts := !p.CostsTaken()
		for _, line := range lines {
			x, err := payable(rules, p, line, o.Today())
			if err != nil {
				return err
			}
			request := court.Disbursement{CaseID: p.CaseID, Kind: court.PayApplicant, Fund: court.FundCase, Payee: x.Creditor, PayeeBank: x.Bank, PayeeNo: x.Account,
				Amount: x.Given, State: court.DisbursementAsked, Note: strings.TrimSpace("分配方案" + p.Name() + "第" + fmt.Sprint(line) + "项 " + x.CaseNo),
				Panel: strings.TrimSpace("分配方案" + p.Name() + "，" + p.EffectiveOn.String() + "生效 " + p.Panel)} // ServePlan asked for the record
			tie := court.PlanPayment{Line: line, Costs: takeCosts && p.CostSum() > 0}
			if tie.Costs {
				request.Deductions, takeCosts = paidCosts(p), false
			}
			if err := checkDisbursement(&request); err != nil {
				return err
			}
			if err := d.ask(&request, p.Unasked()); err != nil {
				return err
			}
			tie.PaymentID = request.ID
			if err := d.InsertPlanPayment(p.ID, tie); err != nil {
				return err
			}
			tie.State, tie.Total = request.State, request.Total()
			p.Payments = append(p.Payments, tie)
			made = append(made, request)
		}
		return d.audit("按分配方案申请发放", "plan", p.ID, p.CaseID, nil, lines, p.Name())
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// SetPlanAccount stores where a creditor of a plan is to be paid; the figures of
// a served plan stay as they are. What is asked for already keeps its account.
func (o *Office) SetPlanAccount(ctx context.Context, actor Actor, id int64, line int, bank, account string) error {
	if err := cleanAll([]cleaned{{"收款开户行", &bank, 100, true}, {"收款账号", &account, 40, true}}); err != nil {
		return err
	}
	if err := cleanAccount("收款账号", &account); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkPlan, "plan", func(d *deed) error {
		p, err := d.planIn(id, court.PlanDraft, court.PlanServed, court.PlanEffective)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(p.Claims, func(c court.Claim) bool { return c.Line == line })
		if i < 0 {
			return court.Errorf(court.CodeNotFound, "%s没有第%d项。", p.Name(), line)
		}
		if x, live := p.LivePayment(line); live {
			return court.Errorf(court.CodeRefused, "第%d项已申请发放（%s，%s），不能改账号。", line, x.Number, x.State).WithHint("没有付出的撤回后再改。")
		}
		c := p.Claims[i]
		c.Bank, c.Account = bank, account
		if err := d.UpdateClaimAccount(p.ID, c); err != nil {
			return err
		}
		reason := fmt.Sprintf("第%d项%s：%s %s → %s %s", line, c.Creditor, p.Claims[i].Bank, p.Claims[i].Account, bank, account)
		return d.audit("登记分配收款账号", "plan", p.ID, p.CaseID, nil, tree{"PayeeBank": bank, "PayeeNo": account}, reason)
	})
}

// payable gives the claim of a line that may be asked for.
func payable(rules *law.Rules, p court.Distribution, line int, today court.Date) (court.Claim, error) {
	i := slices.IndexFunc(p.Claims, func(c court.Claim) bool { return c.Line == line })
	if i < 0 {
		return court.Claim{}, court.Errorf(court.CodeNotFound, "%s没有第%d项。", p.Name(), line)
	}
	c := p.Claims[i]
	if c.Given == 0 {
		return c, court.Errorf(court.CodeRefused, "第%d项（%s）没有分配额。", line, c.Creditor)
	}
	if c.Bank == "" || c.Account == "" {
		return c, court.Errorf(court.CodeRefused, "第%d项（%s）没有收款开户行和账号。", line, c.Creditor).WithHint("在债权一行按“账号”补上；账号以债权人书面提供的为准。")
	}
	if x, live := p.LivePayment(line); live {
		return c, court.Errorf(court.CodeConflict, "第%d项（%s）已经申请过：%s，%s。", line, c.Creditor, x.Number, x.State).WithHint("一项只发放一次；没有付出的撤回后才能再申请。")
	}
	if who := Disputed(rules, p, line, today); who != "" {
		return c, court.Errorf(court.CodeRefused, "第%d项（%s）的分配额有争议：%s已提起分配方案异议之诉。", line, c.Creditor, who).
			WithHint("诉讼期间与争议债权数额相应的款项应当提存；判决后登记处理结果再发放。")
	}
	return c, nil
}

// Disputed names who sues about a line of a plan, "" for nobody.
func Disputed(rules *law.Rules, p court.Distribution, line int, today court.Date) string {
	for _, x := range p.Parties {
		if rules.StageOf(x, today).Holds && (x.Claim == 0 || x.Claim == line) {
			return x.Name
		}
	}
	return ""
}

// paidCosts gives the costs as far as the pool reaches.
func paidCosts(p court.Distribution) []court.Deduction {
	var out []court.Deduction
	rest := p.Pool
	for _, c := range p.Costs {
		if part := min(c.Amount, rest); part > 0 {
			out = append(out, court.Deduction{Name: c.Name, Amount: part})
			rest -= part
		}
	}
	return out
}

// creditClaim counts what a plan paid on a claim of another of this court's
// cases as realised there, and takes it back when the payment came back.
func (d *deed) creditClaim(p court.Disbursement, amount court.Money) error {
	plan, line, found, err := d.PlanOfPayment(p.ID)
	if err != nil || !found {
		return err
	}
	i := slices.IndexFunc(plan.Claims, func(c court.Claim) bool { return c.Line == line })
	if i < 0 || plan.Claims[i].CaseID == 0 || plan.Claims[i].CaseID == p.CaseID {
		return nil
	}
	c, err := d.Case(plan.Claims[i].CaseID)
	if err != nil {
		return err
	}
	was := c.Realised
	c.Realised = max(c.Realised+amount, 0)
	if err := d.UpdateCase(&c); err != nil {
		return err
	}
	changed := d.change.CaseID
	err = d.audit("参与分配受偿", "case", c.ID, c.ID, tree{"Realised": was}, tree{"Realised": c.Realised}, fmt.Sprintf("分配方案%s，%s，%s", plan.Name(), p.Number, plan.CaseNo))
	d.change.CaseID = changed
	return err
}

// FormPlan is the form of a plan of distribution.
const FormPlan = "distribution-plan"

// PlanPaper gives the request for the paper of a plan (执行财产分配方案): its form
// with the figures of the plan.
func (o *Office) PlanPaper(ctx context.Context, id int64) (PaperRequest, error) {
	return read(ctx, o, func(r Reader) (PaperRequest, error) {
		p, err := r.Distribution(id)
		if err != nil {
			return PaperRequest{}, err
		}
		on := p.Made
		var costs, rows []string
		for _, c := range p.Costs {
			costs = append(costs, cells(c.Name, c.Amount.String()))
		}
		for _, c := range p.Claims {
			class, _ := law.ClaimClassOf(c.Class, on)
			basis := c.Basis
			if c.Court != "" {
				basis = c.Court + " " + basis
			}
			nature := fmt.Sprintf("%s，第%d顺位", class.Name, orderOf(p, c))
			rows = append(rows, cells(c.Creditor, strings.TrimSpace(basis+" "+c.CaseNo), nature, c.Amount.String(), c.Given.String()))
		}
		return PaperRequest{CaseID: p.CaseID, Form: FormPlan, Inputs: map[string]string{
			"fill.owner": p.Debtor, "fill.source": p.Source, "fill.pool": p.Pool.Plain(), "fill.costs": strings.Join(costs, "\n"), "fill.rows": strings.Join(rows, "\n"),
			"fill.principle": PlanPrinciple(p),
		}}, nil
	})
}

// cells writes one line of a form's table.
func cells(texts ...string) string {
	for i, t := range texts {
		texts[i] = strings.ReplaceAll(t, "|", "／")
	}
	return strings.Join(texts, " | ")
}

// orderOf counts the ranks of a plan from 1.
func orderOf(p court.Distribution, c court.Claim) int {
	var ranks []int
	for _, x := range p.Claims {
		if !slices.Contains(ranks, x.Rank) {
			ranks = append(ranks, x.Rank)
		}
	}
	slices.Sort(ranks)
	return slices.Index(ranks, c.Rank) + 1
}

// PlanPrinciple says on paper by which rules a plan shares the money, with the
// bases of the classes that occur in it.
func PlanPrinciple(p court.Distribution) string {
	on := p.Made
	text := "先扣除执行中发生的费用；其余款项按顺位清偿，前一顺位足额清偿后，再清偿后一顺位；同一顺位不足以全部清偿的，按各债权占该顺位债权总额的比例受偿。"
	if p.Ordered {
		text = "先扣除执行中发生的费用；其余款项按顺位清偿，前一顺位足额清偿后，再清偿后一顺位；被执行人是企业法人，普通债权按采取查封、扣押、冻结措施的先后（即本表次序）受偿。"
	}
	text += law.RemainderRule + "。"
	ordinary, _ := law.ClaimClassOf("ordinary", on)
	for _, class := range law.ClaimClasses(on) {
		basis := class.Name + "依" + strings.TrimSuffix(class.Basis, "。")
		for _, c := range p.Claims {
			if c.Class != class.ID || c.Rank == ordinary.Rank || class.Ordinary {
				continue
			}
			if c.Rank < ordinary.Rank {
				text += basis + "，优先于普通债权受偿。"
			} else {
				text += basis + "，在普通债权之后受偿。"
			}
			break
		}
	}
	return text
}
