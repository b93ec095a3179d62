package court

import (
	"fmt"
	"slices"
	"time"
)

// PlanState is how far a plan of distribution (分配方案) has come.
type PlanState string

// The states of a plan.
const (
	PlanDraft     PlanState = "草案"
	PlanServed    PlanState = "送达中" // somebody has it; its figures are fixed
	PlanEffective PlanState = "已生效"
	PlanAmended   PlanState = "已修正" // a later edition took its place
	PlanVoid      PlanState = "已作废"
)

// PlanStates lists them in the order filters offer them.
var PlanStates = []PlanState{PlanDraft, PlanServed, PlanEffective, PlanAmended, PlanVoid}

// Distribution is one edition of a plan that shares a debtor's money among
// several creditors (执行财产分配方案; 民事诉讼法解释 506–510).
type Distribution struct {
	ID       int64
	Version  int
	Number   string // 2018配0001, the same for all editions
	Edition  int    // from 1
	Replaces int64  // the edition before, 0 for none
	CaseID   int64  // whose account holds the money
	CaseNo   string
	Officer  string
	Debtor   string
	Source   string      // where the money comes from: 拍卖溪山县…房产所得
	Pool     Money       // what is shared, costs included
	Costs    []Deduction // paid first
	Ordered  bool        // ordinary claims by the order of seizure, as for companies, not by ratio
	Panel    string      // record of the panel
	Note     string
	Claims   []Claim
	Parties  []PlanParty
	Payments []PlanPayment
	State    PlanState
	Ended    string // why it was amended or is void
	By       string
	At       time.Time // entered
	Made     Date      // drawn up: the day it was entered, or an earlier one of a plan that is taken over
	Late     string    // why it was entered after that day

	EffectiveOn Date
}

// Name names a plan in sentences: 2018配0001第2版.
func (p Distribution) Name() string {
	if p.Edition <= 1 {
		return p.Number
	}
	return fmt.Sprintf("%s第%d版", p.Number, p.Edition)
}

// Claim is one creditor's claim in a plan.
type Claim struct {
	Line     int    // from 1, the order of registration
	CaseID   int64  // this court's case, 0 for another court's
	CaseNo   string // or the other court's number
	Creditor string
	Court    string // the other court, "" for this one
	Basis    string // title
	Class    string // id of a class of assets/law/claims.toml
	Rank     int    // lower is served first
	Reason   string // why this class
	Amount   Money  // as confirmed
	Given    Money  // by the plan
	Bank     string
	Account  string
}

// PlanParty is somebody the plan is served on, and what they say to it.
type PlanParty struct {
	Line   int
	Name   string
	Role   string // 债权人 or 被执行人
	Served Date
	Way    string // 送达方式

	Objected   Date   // 书面异议
	Objection  string // what it says
	Claim      int    // the line it is against, 0 for the whole plan
	Told       Date   // the others were informed of it
	Opposed    Date   // the objector was informed of an opposing opinion (反对意见)
	Opposition string
	Sued       Date // 分配方案异议之诉
	Settled    Date // withdrawn, or decided
	Outcome    string
}

// PlanPayment is a request for a payment that a plan gave rise to.
type PlanPayment struct {
	Line      int
	PaymentID int64
	Number    string
	Total     Money
	State     DisbursementState
	PaidOn    Date
	Costs     bool // the costs of the plan are deducted from it
}

// Live tells whether the request stands: asked for, approved or paid.
func (p PlanPayment) Live() bool {
	return p.State.Live()
}

// LivePayment gives the request that stands for a line.
func (p Distribution) LivePayment(line int) (PlanPayment, bool) {
	for _, x := range p.Payments {
		if x.Line == line && x.Live() {
			return x, true
		}
	}
	return PlanPayment{}, false
}

// CostsTaken tells whether a request that stands carries the costs.
func (p Distribution) CostsTaken() bool {
	return slices.ContainsFunc(p.Payments, func(x PlanPayment) bool { return x.Costs && x.Live() })
}

// Claimed sums up what is claimed.
func (p Distribution) Claimed() (sum Money) {
	for _, c := range p.Claims {
		sum += c.Amount
	}
	return sum
}

// Given sums up what the plan gives to creditors.
func (p Distribution) Given() (sum Money) {
	for _, c := range p.Claims {
		sum += c.Given
	}
	return sum
}

// Unasked is what the plan divides, its costs included, and nobody has asked for
// yet: the account of its case holds it for the plan.
func (p Distribution) Unasked() Money {
	rest := min(p.Given()+p.CostSum(), p.Pool)
	for _, x := range p.Payments {
		if x.Live() {
			rest -= x.Total
		}
	}
	return max(rest, 0)
}

// CostSum sums up the costs.
func (p Distribution) CostSum() (sum Money) {
	for _, c := range p.Costs {
		sum += c.Amount
	}
	return sum
}
