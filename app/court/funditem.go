package court

import (
	"slices"
	"strings"
	"time"
)

// ItemKind says what an item of the bank account is: money that moves there
// without a payer or a payee of a case.
type ItemKind string

// The kinds of items; an entry of the ledger carries the same word.
const (
	ItemInterest ItemKind = "结息"     // the bank pays on the balance: owed to the treasury
	ItemBankFee  ItemKind = "手续费"    // the bank takes for its work: the court puts it back
	ItemRefill   ItemKind = "补入手续费"  // the court's own funds put it back
	ItemOffset   ItemKind = "利息抵手续费" // it is taken from the interest instead
	ItemOpening  ItemKind = "期初"     // what was owed on the day the books begin, where no receipt can say it
)

// ItemKinds lists the kinds a person records.
var ItemKinds = []ItemKind{ItemInterest, ItemBankFee, ItemRefill, ItemOffset}

// OpeningFunds are the kinds of money that may be there on the day the books
// begin.
var OpeningFunds = []FundKind{FundCase, FundUnknown, FundBidder, FundDeposit, FundFee, FundFine, FundCosts, FundInterest}

// ItemState is where an item stands.
type ItemState string

// The states of an item.
const (
	ItemAsked    ItemState = "待复核"
	ItemPosted   ItemState = "已入账"
	ItemRefused  ItemState = "未同意"
	ItemReversed ItemState = "已冲正"
)

// FundItem is one item of the bank account. What the bank's statement says is
// posted at once; what a person writes waits for a second person.
type FundItem struct {
	ID         int64
	Number     string // 凭证号
	Kind       ItemKind
	Fund       FundKind // of an opening: to whom it is owed
	CaseID     int64    // of an opening 提存
	CaseNo     string
	BankID     int64 // bank account of the ledger; 0 is the first one
	Date       Date  // by the bank
	Booked     Date  // 入账日期, zero when it is Date
	BankRef    string
	Amount     Money
	Note       string
	Origin     string // 银行流水 …, 手工, 期初导入
	State      ItemState
	By         string
	ByID       int64
	At         time.Time
	DecidedBy  string
	DecidedAt  time.Time
	Decision   string
	ReversedOn Date
	ReversedBy string
	ReversedAt time.Time
	Reason     string
}

// BookedOn gives the day the ledger has it under.
func (x FundItem) BookedOn() Date {
	if x.Booked.IsZero() {
		return x.Date
	}
	return x.Booked
}

// Signed is what the item does to the bank account, below zero when it makes it
// smaller.
func (x FundItem) Signed() Money {
	switch x.Kind {
	case ItemBankFee:
		return -x.Amount
	case ItemOffset:
		return 0
	}
	return x.Amount
}

// Entry gives what the item posts.
func (x FundItem) Entry() Entry {
	e := Entry{Date: x.BookedOn(), Kind: EntryKind(x.Kind), Voucher: x.Number, By: x.By, At: x.At, Memo: strings.TrimSpace(x.Note + " " + x.BankRef)}
	bank := post(FundBank, 0, x.Amount)
	bank.AccountID = x.BankID
	switch x.Kind {
	case ItemBankFee:
		bank.Amount = -x.Amount
		e.Lines = []Posting{post(FundBankFee, 0, x.Amount), bank}
	case ItemRefill:
		e.Lines = []Posting{bank, post(FundBankFee, 0, -x.Amount)}
	case ItemOffset:
		e.Lines = []Posting{post(FundInterest, 0, x.Amount), post(FundBankFee, 0, -x.Amount)}
	case ItemOpening:
		e.Lines = []Posting{bank, post(x.Fund, x.CaseID, -x.Amount)}
	default:
		e.Lines = []Posting{bank, post(FundInterest, 0, -x.Amount)}
	}
	return e
}

// BankLine is a line of the bank's statement that was kept, or one that a
// person wrote down, with the entry of the ledger it belongs to.
type BankLine struct {
	ID        int64
	AccountID int64
	Date      Date
	Mark      string // what it is known by
	Amount    Money  // above zero for money that came in
	Party     string
	Note      string
	Entry     int64  // 0 while nothing in the books belongs to it
	Voucher   string // of that entry, or the file of payments it is the whole of
	Booked    Date   // of that entry
	Batch     int    // how many payments of that file, 0 for lines that are one movement
	ByHand    bool
	By        string
	At        time.Time
}

// Matched tells whether the line is known in the books.
func (l BankLine) Matched() bool { return l.Entry != 0 || l.Batch != 0 }

// TransitSide says who has a movement and who does not yet.
type TransitSide string

// The four sides of a reconciliation (银行存款余额调节表).
const (
	TransitBooksIn  TransitSide = "账上已收、银行未收"
	TransitBooksOut TransitSide = "账上已付、银行未付"
	TransitBankIn   TransitSide = "银行已收、账上未收"
	TransitBankOut  TransitSide = "银行已付、账上未付"
)

// TransitSides lists the sides in the order of the sheet.
var TransitSides = []TransitSide{TransitBankIn, TransitBankOut, TransitBooksIn, TransitBooksOut}

// Transit is an outstanding item (未达账项): a movement that either the books or
// the bank have at a month's end, but not both.
type Transit struct {
	AccountID int64       `json:"account_id"`
	Side      TransitSide `json:"side"`
	Date      Date        `json:"date"`
	Amount    Money       `json:"amount"` // above zero
	Voucher   string      `json:"voucher,omitempty"`
	Party     string      `json:"party,omitempty"`
	Note      string      `json:"note,omitempty"`
	Entry     int64       `json:"entry,omitempty"` // in the books
	Line      int64       `json:"line,omitempty"`  // at the bank
	ByHand    bool        `json:"by_hand,omitempty"`
}

// NewTransit makes the item of a movement: amount above zero makes the bank
// account larger; inBooks tells who has it.
func NewTransit(inBooks bool, amount Money) Transit {
	t := Transit{Amount: amount, Side: TransitBankIn}
	switch {
	case inBooks && amount > 0:
		t.Side = TransitBooksIn
	case inBooks:
		t.Side, t.Amount = TransitBooksOut, -amount
	case amount < 0:
		t.Side, t.Amount = TransitBankOut, -amount
	}
	return t
}

// InBooks tells whether the books have it and the bank does not.
func (t Transit) InBooks() bool { return t.Side == TransitBooksIn || t.Side == TransitBooksOut }

// Adjusts is what the item adds to the bank's balance to make it the ledger's.
func (t Transit) Adjusts() Money {
	if t.Side == TransitBooksIn || t.Side == TransitBankOut {
		return t.Amount
	}
	return -t.Amount
}

// ClearCause is why money lies undistributed (2016 年案款清理的分类).
type ClearCause string

// The causes.
const (
	CauseReady     ClearCause = "可即发放"
	CauseDivide    ClearCause = "待分配或有争议"
	CauseFrozen    ClearCause = "另案冻结"
	CauseAbsent    ClearCause = "联系不上或拒领"
	CauseUnknown   ClearCause = "不明款"
	CauseRefund    ClearCause = "应退款项"
	CauseMixed     ClearCause = "保证金、诉讼费混同"
	CauseOwnerless ClearCause = "历史无主款"
)

// ClearCauses lists the causes in the order of the reports.
var ClearCauses = []ClearCause{CauseReady, CauseDivide, CauseFrozen, CauseAbsent, CauseUnknown, CauseRefund, CauseMixed, CauseOwnerless}

// About says what is to be done about money of the cause.
func (c ClearCause) About() string {
	return map[ClearCause]string{
		CauseReady: "信息齐全，直接申请发放", CauseDivide: "做分配方案；无争议部分先发", CauseFrozen: "与冻结法院联系，办延缓发放",
		CauseAbsent: "留存通知的证据，申请提存", CauseUnknown: "以款找案、以款找人，三个工作日内认领", CauseRefund: "退还交款人",
		CauseMixed: "转入应入的科目或上缴国库", CauseOwnerless: "公告后提存或上缴国库",
	}[c]
}

// CauseMark says why the money of a case, or of a pool's receipt, lies
// undistributed, and until when it is to be gone. The newest one counts.
type CauseMark struct {
	ID        int64
	CaseID    int64
	ReceiptID int64 // of money without a case
	Cause     ClearCause
	Reason    string
	Until     Date // 计划办结日
	By        string
	At        time.Time
}

// OpeningRow is one row of a file with what was on the account on the day the
// books begin.
type OpeningRow struct {
	SheetRow int // as Excel counts, from 1
	Outcome  LedgerOutcome
	Why      []LedgerProblem
	Number   CaseNumber // zero for money without a case
	CaseID   int64      // found by the number
	Fund     FundKind
	Date     Date // 到账日期
	Amount   Money
	Payer    string
	PayerNo  string
	BankRef  string
	Note     string
	Cause    ClearCause
	Reason   string
	Until    Date
	Mark     string   // what it is known by when it comes again
	Voucher  string   // after the import
	Raw      []string // the row as it stands in the sheet
}

// Add records a problem and sets the outcome accordingly.
func (r *OpeningRow) Add(p LedgerProblem) {
	l := LedgerRow{Outcome: r.Outcome, Why: slices.Clone(r.Why)}
	l.Add(p)
	r.Outcome, r.Why = l.Outcome, l.Why
}

// Reasons joins the sentences of all problems for people.
func (r OpeningRow) Reasons() string { return LedgerRow{Why: r.Why}.Reasons() }
