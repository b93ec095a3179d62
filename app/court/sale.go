package court

import "time"

// PriceMethod is a way to find the 处置参考价 (法释〔2018〕15号2条).
type PriceMethod string

// The methods, in the order the law lays down.
const (
	PriceTalk    PriceMethod = "当事人议价"
	PriceLetter  PriceMethod = "定向询价"
	PriceOnline  PriceMethod = "网络询价"
	PriceAppoint PriceMethod = "委托评估"
)

// PriceMethods lists them in their legal order.
var PriceMethods = []PriceMethod{PriceTalk, PriceLetter, PriceOnline, PriceAppoint}

// Objectable tells whether the result is sent to the parties, who may object;
// what was agreed or asked of an authority takes no objection.
func (m PriceMethod) Objectable() bool { return m == PriceOnline || m == PriceAppoint }

// How a try at a price ended.
const (
	PriceGot     = "有结果"
	PriceFailed  = "不能或者不成"
	PriceSkipped = "不适用"
)

// PriceTry is one method tried, or passed over with the reason the law allows.
type PriceTry struct {
	Method    PriceMethod
	Begun     Date
	Due       Date // of the result
	Extended  int  // times the term was extended
	Unit      string
	Choice    string // how the agency was chosen: 协商, 摇号 …
	ChosenOn  Date
	Record    string // who was there, what was drawn
	Avoid     string // 回避: asked for and decided, "" for none asked
	Outcome   string // "" while it runs
	Why       string // of a failed or skipped one
	Proof     string
	On        Date // of the result; the report reached the court
	Report    string
	Price     Money
	Valid     Date // last day of its validity
	Cost      Money
	SentOn    Date
	Received  Date // the last party received the report
	Objection []PriceObjection
	Settled   Date // it became the 参考价
}

// PriceObjection is one 异议 to a report.
type PriceObjection struct {
	By       string
	On       Date
	About    string // 程序 or 结果
	Text     string
	Answered Date
	Answer   string
}

// RoundKind is what a round of selling is.
type RoundKind string

// The rounds. A third auction exists offline only, for what is not movable.
const (
	FirstAuction  RoundKind = "一拍"
	SecondAuction RoundKind = "二拍"
	ThirdAuction  RoundKind = "三拍"
	PlainSale     RoundKind = "变卖"
)

// RoundKinds lists them in order.
var RoundKinds = []RoundKind{FirstAuction, SecondAuction, ThirdAuction, PlainSale}

// RoundResult is how a round ended.
type RoundResult string

// The results.
const (
	RoundSold      RoundResult = "成交"
	RoundFailed    RoundResult = "流拍"
	RoundWithdrawn RoundResult = "撤回"
	RoundStopped   RoundResult = "中止"
	RoundDeferred  RoundResult = "暂缓"
)

// RoundResults lists them.
var RoundResults = []RoundResult{RoundSold, RoundFailed, RoundWithdrawn, RoundStopped, RoundDeferred}

// SaleRound is one auction or 变卖 of a sale.
type SaleRound struct {
	Kind      RoundKind
	Again     bool // held again because the buyer did not pay
	Offline   bool
	Direct    bool   // 变卖 without an auction before it (拍卖规定31条)
	Platform  string // or the auction house
	Chosen    string // who chose the platform, or how the house was chosen
	Assistant string // 拍卖辅助机构
	Avoid     string // 回避
	Start     Money
	Deposit   Money
	Step      Money
	Prior     Money  // what comes before the applicant's claim (优先债权)
	Costs     Money  // of the enforcement, to be taken first
	Panel     Date   // 合议庭评议
	Preempt   string // who has a right of pre-emption, 无 for nobody
	Told      Date   // parties and those with a right of pre-emption were told
	Posted    Date   // told on the platform, who could not be told otherwise
	PostedWhy string
	Notice    Date
	Link      string // where the notice stands
	Opens     Date
	Closes    Date
	Result    RoundResult
	On        Date // of the result
	Why       string
	Cleared   Date // the cause of 中止, 暂缓 fell away
	Price     Money
	Buyer     string
	BuyerID   string
	BuyerAt   string
	Own       bool // the buyer is an applicant of the case, who need not pay a deposit
	PayBy     Date
	PaidOn    Date
	Bidders   int   // who paid a deposit
	Returned  Date  // the deposits of the other bidders were given back
	Moved     Date  // the buyer's deposit reached the court's account
	Broken    Date  // 悔拍
	Forfeit   Money // deposit that is not given back
	Loss      Money // costs of the round, which it pays first
	Note      string
}

// Paused tells whether the round stands still.
func (r SaleRound) Paused() bool {
	return (r.Result == RoundStopped || r.Result == RoundDeferred) && r.Cleared.IsZero()
}

// Bought tells whether the round found a buyer who did not go back on it.
func (r SaleRound) Bought() bool { return r.Result == RoundSold && r.Broken.IsZero() }

// KindOffer is what one applicant said to taking the thing for the debt
// (以物抵债).
type KindOffer struct {
	Creditor string
	Asked    Date
	On       Date // answered
	Accepts  bool
	Rank     int // legal order, 1 first
	Claim    Money
	Note     string
}

// InKind is a thing taken for the debt.
type InKind struct {
	Creditor string
	By       string // 唯一申请人, 顺位在先, 抽签
	On       Date
	Price    Money
	Gap      Money // what the creditor has to add
	PaidOn   Date  // of the gap
	Agreed   bool  // without auction, both agreed
	Own      bool  // the creditor is an applicant of this case
}

// OfflinePlea asks to sell without the internet, which is the exception.
type OfflinePlea struct {
	Why      string
	Note     string
	AskedBy  string
	AskedID  int64
	AskedOn  Date
	Decided  Date
	By       string
	Approved bool
	Words    string
}

// What the price of a thing sold without an auction goes by (拍卖规定32条).
const (
	ByAgreement = "当事人约定"
	ByMarket    = "市价"
	ByAppraisal = "评估价"
)

// SaleAgreed is the ground on which anything can be sold without an auction.
const SaleAgreed = "当事人双方及有关权利人同意变卖"

// PricedBy lists them.
var PricedBy = []string{ByAgreement, ByMarket, ByAppraisal}

// DirectSale is the decision to sell without an auction (直接变卖).
type DirectSale struct {
	Ground string // as the law has it; "" for none
	Proof  string // of the consent, of what the thing is
	On     Date
	By     string // what the price goes by
	Price  Money  // agreed, or of the market
}

// UselessNotice tells the applicants that a round would leave them nothing
// (无益拍卖), and whether they ask to go on.
type UselessNotice struct {
	Round int // rounds that were held before
	Prior Money
	Costs Money
	Told  Date // the last of them received it
	Asked Date // to go on; zero for not
	Note  string
}

// SaleDuty is something owed beside the next step of a sale.
type SaleDuty struct {
	Text  string
	Due   Date
	Basis string
}

// LateStep is a step taken after its day, and why.
type LateStep struct {
	Step  string
	Due   Date
	On    Date
	Basis string
	Why   string
}

// SaleStage is where a sale stands.
type SaleStage string

// The stages.
const (
	SalePricing   SaleStage = "定价"
	SaleReady     SaleStage = "待拍卖"
	SaleRunning   SaleStage = "拍卖中"
	SalePaused    SaleStage = "中止、暂缓"
	SaleUnsold    SaleStage = "流拍"
	SalePaying    SaleStage = "待付款"
	SaleRuling    SaleStage = "待裁定"
	SaleDelivery  SaleStage = "待移交"
	SaleDone      SaleStage = "已处置"
	SaleAbandoned SaleStage = "未能处置"
)

// SaleStages lists them in the order of the work.
var SaleStages = []SaleStage{SalePricing, SaleReady, SaleRunning, SalePaused, SaleUnsold, SalePaying, SaleRuling, SaleDelivery, SaleDone, SaleAbandoned}

// Open tells whether something is still to be done.
func (s SaleStage) Open() bool { return s != SaleDone && s != SaleAbandoned }

// Sale is the 处置 of one property in one case, from the price to the delivery.
type Sale struct {
	ID         int64
	Version    int // counts the saves; a stale save is refused
	CaseID     int64
	PropertyID int64
	Begun      Date
	SealedOn   Date
	FiledOn    Date       // of the case: what was taken in preservation before is sealed for enforcement from then (解释168)
	Home       string     // why a home can be sold
	Tries      []PriceTry // oldest first
	Plea       OfflinePlea
	Direct     DirectSale
	Useless    UselessNotice
	Rounds     []SaleRound // oldest first
	Offers     []KindOffer
	InKind     InKind
	Ruling     string
	RuledOn    Date
	Served     Date // the ruling reached the buyer: ownership passes
	Occupied   string
	Evict      Date // end of the term to leave
	Delivered  Date
	Refused    string // what was done when it was not given up
	Ended      Date   // given up
	EndWhy     string
	Late       []LateStep
	Note       string
	By         string
	At         time.Time

	// Worked out at each save, so that lists are read from them.
	Stage SaleStage
	Step  string // next
	Due   Date   // of the next step
	Basis string // of the due day
	Side  string // the first that is owed beside it
	Until Date   // of Side

	// What lists show beside it.
	CaseNo    string
	Officer   string
	OfficerID int64
	Group     Group
	Debtors   string
	Property  string // in one line
	What      PropertyKind
	Value     Money
	Received  Money // linked receipts that stand
	Covered   bool  // what came in covers the principal of the case
}

// Told tells whether the applicants were told that the coming round would
// leave them nothing.
func (s Sale) Told() bool { return !s.Useless.Told.IsZero() && s.Useless.Round == len(s.Rounds) }

// Before tells whether the thing is not sold yet, so that a debtor who pays in
// full keeps it.
func (s SaleStage) Before() bool {
	return s == SalePricing || s == SaleReady || s == SaleRunning || s == SalePaused || s == SaleUnsold
}

// Price gives the try whose result is the 参考价.
func (s Sale) Price() (PriceTry, bool) {
	for i := len(s.Tries) - 1; i >= 0; i-- {
		if !s.Tries[i].Settled.IsZero() {
			return s.Tries[i], true
		}
	}
	return PriceTry{}, false
}

// Try gives the last try with its place; -1 when there is none.
func (s Sale) Try() (PriceTry, int) {
	if len(s.Tries) == 0 {
		return PriceTry{}, -1
	}
	return s.Tries[len(s.Tries)-1], len(s.Tries) - 1
}

// Round gives the last round; ok is false when there is none.
func (s Sale) Round() (SaleRound, bool) {
	if len(s.Rounds) == 0 {
		return SaleRound{}, false
	}
	return s.Rounds[len(s.Rounds)-1], true
}

// Total gives what the thing brought: the price, or what it counts for the debt.
func (s Sale) Total() Money {
	if s.InKind.Creditor != "" {
		return s.InKind.Price
	}
	if r, ok := s.Round(); ok && r.Bought() {
		return r.Price
	}
	return 0
}

// ToPay gives what has to come in for it: the price, or the gap of one taken
// for the debt.
func (s Sale) ToPay() Money {
	if s.InKind.Creditor != "" {
		return s.InKind.Gap
	}
	return s.Total()
}

// Kept gives what a thing paid of this case's debt without money: what an
// applicant of the case took it for, from the day the ruling was served.
func (s Sale) Kept() Money {
	if s.InKind.Creditor == "" || !s.InKind.Own || s.Served.IsZero() {
		return 0
	}
	return s.InKind.Price - s.InKind.Gap
}
