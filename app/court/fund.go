package court

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// FundKind is the kind of an account in the ledger of case money (案款账). The
// word also names the pool that money without a case lies in.
type FundKind string

// The kinds of accounts: what the court has, and to whom it owes it.
const (
	FundBank     FundKind = "银行存款"  // asset, one for each bank account
	FundCash     FundKind = "代收现金"  // asset until it is handed over to the bank
	FundBills    FundKind = "待收票据"  // asset until the bank has collected it
	FundBankFee  FundKind = "待补手续费" // asset: what the bank took for its work, until it is put back
	FundCase     FundKind = "案款"    // owed in a case: 一案一账户
	FundDeposit  FundKind = "提存"    // owed in a case, kept for the payee
	FundUnknown  FundKind = "不明款"   // owed to nobody known yet
	FundBidder   FundKind = "竞买保证金" // owed to bidders
	FundFee      FundKind = "执行费"   // fees owed to the treasury
	FundFine     FundKind = "罚款"    // fines owed to the treasury
	FundCosts    FundKind = "代扣费用"  // valuation, auction, notices: owed to those who did it
	FundInterest FundKind = "专户利息"  // what the bank paid on the balance: owed to the treasury
)

// FundKinds lists the kinds in the order of a trial balance.
var FundKinds = []FundKind{FundBank, FundCash, FundBills, FundBankFee, FundCase, FundDeposit, FundUnknown, FundBidder, FundFee, FundFine, FundInterest, FundCosts}

// FundPools are the kinds that receive money without a case.
var FundPools = []FundKind{FundUnknown, FundBidder, FundFine, FundFee}

// IsAsset tells whether a debit makes the account larger.
func (k FundKind) IsAsset() bool {
	return k == FundBank || k == FundCash || k == FundBills || k == FundBankFee
}

// PerCase tells whether each case has an account of its own.
func (k FundKind) PerCase() bool { return k == FundCase || k == FundDeposit }

// fundCodes are the codes of the accounts there is one of.
var fundCodes = map[FundKind]string{
	FundBank: "1002", FundCash: "1001", FundBills: "1121", FundBankFee: "1131", FundInterest: "2246", FundUnknown: "2242", FundBidder: "2245", FundFee: "2243", FundFine: "2244", FundCosts: "2247",
}

// Code gives the code of an account there is one of; bank accounts number on
// from it, accounts of cases have FundCode.
func (k FundKind) Code() string { return fundCodes[k] }

// FundCode is the account of a case's money (一案一账户), for notices and for the
// payer's note to the bank: ten digits, the last two against slips of the pen
// (ISO 7064 MOD 97-10). The case keeps it whatever its number becomes.
func FundCode(caseID int64) string { return checkedCode("8", caseID) }

// DepositCode is the account of what is kept for a case's payee (提存).
func DepositCode(caseID int64) string { return checkedCode("9", caseID) }

func checkedCode(lead string, id int64) string {
	if id <= 0 {
		return ""
	}
	base := fmt.Sprintf("%s%07d", lead, id)
	return fmt.Sprintf("%s%02d", base, 98-remainder97(base+"00"))
}

func remainder97(digits string) int {
	r := 0
	for _, c := range digits {
		r = (r*10 + int(c-'0')) % 97
	}
	return r
}

// CaseOfFundCode gives the case whose account a code names, when the code is
// whole and its check digits are right.
func CaseOfFundCode(code string) (caseID int64, ok bool) {
	code = strings.ReplaceAll(Narrow(code), " ", "")
	if len(code) < 10 || len(code) > 18 || code[0] != '8' || strings.Trim(code, "0123456789") != "" || remainder97(code) != 1 {
		return 0, false
	}
	for _, c := range code[1 : len(code)-2] {
		caseID = caseID*10 + int64(c-'0')
	}
	return caseID, caseID > 0 && FundCode(caseID) == code
}

// Account is one account of the ledger.
type Account struct {
	ID      int64
	Code    string
	Kind    FundKind
	CaseID  int64  // of accounts of a case
	CaseNo  string // as it is now
	Name    string // of a bank account: 户名
	Bank    string // 开户行
	Number  string // 账号
	Balance Money  // in the account's own direction, never below zero
}

// EntryKind says what an entry of the ledger records.
type EntryKind string

// The kinds of entries.
const (
	EntryReceipt  EntryKind = "收款"
	EntryAssign   EntryKind = "认领" // from a pool to a case
	EntryPayment  EntryKind = "付款"
	EntryBanking  EntryKind = "解交" // cash or a bill reached the bank
	EntryReversal EntryKind = "冲正"
	EntryOpening  EntryKind = "期初" // what was there on the day the books begin
)

// Entry is one entry of the ledger: its postings sum up to zero, it is never
// changed, and its hash covers it and the hash of the entry before.
type Entry struct {
	Seq       int64
	Date      Date // 入账日期
	Kind      EntryKind
	Memo      string
	Voucher   string // number of the voucher it comes from
	ReceiptID int64
	PaymentID int64
	Reverses  int64 // the entry it undoes, 0 for none
	By        string
	At        time.Time
	Lines     []Posting
	PrevHash  string
	Hash      string
}

// Posting is one line of an entry.
type Posting struct {
	AccountID int64 // 0 lets Kind and CaseID say which
	Code      string
	Kind      FundKind
	CaseID    int64
	CaseNo    string
	Amount    Money // debit above zero, credit below
}

// Post makes a line for the account of a kind.
func post(kind FundKind, caseID int64, amount Money) Posting {
	if !kind.PerCase() {
		caseID = 0
	}
	return Posting{Kind: kind, CaseID: caseID, Amount: amount}
}

// Entry gives what the receipt posts: money that came in makes the bank's (or
// the cash or bills in hand) and the case's, or the pool's, account larger;
// money assigned to a case leaves its pool. from is the pool it is assigned
// out of. A reversal posts the entry it undoes, reversed.
func (r Receipt) Entry(from FundKind) Entry {
	e := Entry{Date: r.BookedOn(), Kind: EntryReceipt, Voucher: r.Number, ReceiptID: r.ID, By: r.By, At: r.At,
		Memo: strings.TrimSpace(r.Payer + " " + string(r.Way) + " " + r.BankRef)}
	in := post(r.holder(), 0, r.Amount)
	if in.Kind == FundBank {
		in.AccountID = r.BankID
	}
	switch {
	case r.Source != 0:
		e.Kind, in = EntryAssign, post(from, 0, r.Amount)
	case r.Way == WayOpening:
		e.Kind = EntryOpening
	}
	e.Lines = []Posting{in, post(r.FundOf(), r.CaseID, -r.Amount)}
	return e
}

// holder is the kind of account money of the receipt's way lies in at first.
func (r Receipt) holder() FundKind {
	switch {
	case r.Banked:
		return FundBank
	case r.Way == WayCash:
		return FundCash
	case r.Way == WayBill:
		return FundBills
	}
	return FundBank
}

// Entry gives what the payment posts once it is made: the account it is paid
// from becomes smaller by the total, the bank's by what is paid out, and what is
// deducted is owed to the treasury or to those who did the work. 提存 stays in
// the bank and is owed in the case still.
func (d Disbursement) Entry() Entry {
	e := Entry{Date: d.PaidOn, Kind: EntryPayment, Voucher: d.Number, PaymentID: d.ID, By: d.PaidBy, At: d.PaidAt,
		Memo: strings.TrimSpace(string(d.KindOf()) + " " + d.Payee + " " + d.BankRef)}
	e.Lines = []Posting{post(d.FundOf(), d.CaseID, d.Total())}
	switch {
	case d.Amount == 0:
	case d.KindOf() == PayDeposit:
		e.Lines = append(e.Lines, post(FundDeposit, d.CaseID, -d.Amount))
	default:
		out := post(FundBank, 0, -d.Amount)
		out.AccountID = d.BankID
		e.Lines = append(e.Lines, out)
	}
	for _, x := range d.Deductions {
		if x.Amount != 0 {
			e.Lines = append(e.Lines, post(x.Fund(), 0, -x.Amount))
		}
	}
	return e
}

// Reversed gives the entry that undoes e.
func (e Entry) Reversed(on Date, by string, at time.Time, reason string) Entry {
	back := Entry{Date: on, Kind: EntryReversal, Memo: reason, Voucher: e.Voucher, ReceiptID: e.ReceiptID, PaymentID: e.PaymentID,
		Reverses: e.Seq, By: by, At: at, Lines: slices.Clone(e.Lines)}
	for i := range back.Lines {
		back.Lines[i].Amount = -back.Lines[i].Amount
	}
	return back
}

// Fund gives to whom a deduction is owed: fees to the treasury, the rest to
// those who did the work.
func (x Deduction) Fund() FundKind {
	for _, fee := range []string{"执行费", "诉讼费", "受理费", "保全费"} {
		if strings.Contains(x.Name, fee) {
			return FundFee
		}
	}
	return FundCosts
}

// DeductionNames are what is usually deducted from a payment.
var DeductionNames = []string{"申请执行费", "案件受理费", "保全费", "评估费", "拍卖辅助费", "公告费", "保管费", "悬赏金", "其他"}

// PaymentKind says what a payment is for.
type PaymentKind string

// The kinds of payments.
const (
	PayApplicant PaymentKind = "发放"   // to the applicant
	PayRefund    PaymentKind = "退款"   // back to whoever paid
	PayDeposit   PaymentKind = "提存"   // kept for the payee (法发〔2017〕6号16)
	PayTreasury  PaymentKind = "上缴国库" // fees and fines
	PayCosts     PaymentKind = "支付费用" // valuation and the like
)

// PaymentKinds lists the kinds in the order forms offer them.
var PaymentKinds = []PaymentKind{PayApplicant, PayRefund, PayDeposit, PayTreasury, PayCosts}

// Approval is one signature under a request for a payment.
type Approval struct {
	Role  Role
	By    string
	ByID  int64
	At    time.Time
	Words string
}

// Deferral is a 延缓发放 (法发〔2017〕6号10).
type Deferral struct {
	ID        int64
	CaseID    int64
	CaseNo    string
	Cause     string // one of DeferralCauses
	Note      string
	Until     Date
	AskedBy   string
	AskedByID int64
	AskedAt   time.Time
	State     ApprovalState
	DecidedBy string
	DecidedAt time.Time
	Decision  string
	Ended     Date // the cause fell away before Until
}

// DeferralCauses are the causes that allow a payment to wait.
var DeferralCauses = []string{"案款需要分配", "申请执行人另案被保全、冻结", "经通知未领取", "案件中止或暂缓执行", "其他正当理由"}

// Runs tells whether the deferral holds the payment back on a day.
func (d Deferral) Runs(on Date) bool {
	return d.State == ApprovalGranted && !on.After(d.LastDay()) && !on.Before(DateOf(d.DecidedAt))
}

// LastDay is the last day the deferral counts.
func (d Deferral) LastDay() Date {
	if !d.Ended.IsZero() && d.Ended.Before(d.Until) {
		return d.Ended
	}
	return d.Until
}

// Banking is cash or a bill that reached the bank (解交).
type Banking struct {
	ReceiptID int64
	Date      Date
	BankRef   string
	Note      string // why cash came later than the day after
	By        string
	At        time.Time
}

// FundMonth is a month that was closed (月结); nothing is posted into it any more.
type FundMonth struct {
	Month    string // 2018-11
	Figures  MonthFigures
	LastSeq  int64  // the last entry when it was closed
	LastHash string // and its hash
	ClosedBy string
	ClosedAt time.Time
	Checked  string // who checked for the enforcement bureau
	CheckAt  time.Time
}

// MonthFigures are the figures of a month's end that must agree.
type MonthFigures struct {
	Month    string        `json:"month"`
	Banks    []BankFigure  `json:"banks"`
	Funds    []FundFigure  `json:"funds"`
	Cases    []CaseFigure  `json:"cases,omitempty"` // cases with money at the month's end
	Held     Money         `json:"held"`            // what the ledger says is in bank, cash and bills
	Owed     Money         `json:"owed"`            // what the ledger says is owed
	Vouchers Money         `json:"vouchers"`        // what receipts and payments, case by case, say is owed
	Entries  int           `json:"entries"`
	Open     []OpenVoucher `json:"open,omitempty"`    // cash and bills not in the bank
	Transit  []Transit     `json:"transit,omitempty"` // what explains the difference to the bank
}

// OpenVoucher is a receipt whose money has not reached the bank.
type OpenVoucher struct {
	Number string `json:"number"`
	Way    string `json:"way"`
	Amount Money  `json:"amount"`
}

// BankFigure compares a bank account's two balances.
type BankFigure struct {
	AccountID int64  `json:"account_id"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	Statement Money  `json:"statement"` // by the bank
	Known     bool   `json:"known"`     // the bank's balance was given
	Ledger    Money  `json:"ledger"`
	Transit   Money  `json:"transit,omitempty"` // what the outstanding items add to the bank's balance
}

// Adjusted is the bank's balance with the outstanding items (调节后余额).
func (b BankFigure) Adjusted() Money { return b.Statement + b.Transit }

// FundFigure is a kind of account over a month.
type FundFigure struct {
	Kind   FundKind `json:"kind"`
	Before Money    `json:"before"`
	In     Money    `json:"in"`
	Out    Money    `json:"out"`
	After  Money    `json:"after"`
}

// CaseFigure is what a case's account held at a month's end.
type CaseFigure struct {
	Code   string `json:"code"`
	Number string `json:"number"`
	Amount Money  `json:"amount"`
}

// Agrees tells whether the figures agree: each bank's balance with the
// ledger's, what is held with what is owed, and the ledger with the vouchers.
func (m MonthFigures) Agrees() bool { return len(m.Differences()) == 0 }

// Differences says in sentences what does not agree.
func (m MonthFigures) Differences() []string {
	var out []string
	for _, b := range m.Banks {
		switch {
		case !b.Known:
			out = append(out, fmt.Sprintf("还没有填写%s的银行对账单余额。", b.Name))
		case b.Adjusted() != b.Ledger && b.Transit == 0:
			out = append(out, fmt.Sprintf("%s：银行对账单余额%s元，账面余额%s元，相差%s元。", b.Name, b.Statement, b.Ledger, b.Statement-b.Ledger))
		case b.Adjusted() != b.Ledger:
			out = append(out, fmt.Sprintf("%s：银行对账单余额%s元，未达账项调节%s元后是%s元，账面余额%s元，还有%s元没有说明。",
				b.Name, b.Statement, b.Transit, b.Adjusted(), b.Ledger, b.Adjusted()-b.Ledger))
		}
	}
	if m.Held != m.Owed {
		out = append(out, fmt.Sprintf("账面存款、现金和票据共%s元，各项应付共%s元，相差%s元。", m.Held, m.Owed, m.Held-m.Owed))
	}
	if m.Owed != m.Vouchers {
		out = append(out, fmt.Sprintf("账面应付共%s元，逐案逐笔凭证合计%s元，相差%s元。", m.Owed, m.Vouchers, m.Owed-m.Vouchers))
	}
	return out
}

// MonthOf gives the month of a day as books write it: 2018-11.
func MonthOf(d Date) string { return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month)) }

// MonthName writes a month for people: 2018年11月.
func MonthName(month string) string {
	y, m, _ := strings.Cut(month, "-")
	return y + "年" + strings.TrimPrefix(m, "0") + "月"
}

// MonthEnd gives the last day of a month written as books do.
func MonthEnd(month string) (Date, error) {
	first, err := ParseDate(month + "-01")
	if err != nil || len(month) != len("2018-11") {
		return Date{}, FieldErrorf("月份", "“%s”不是月份，请写成 2018-11。", month)
	}
	return first.AddMonths(1).AddDays(-1), nil
}

// Entry gives what reaching the bank posts for the receipt.
func (b Banking) Entry(r Receipt) Entry {
	from := FundCash
	if r.Way == WayBill {
		from = FundBills
	}
	bank := post(FundBank, 0, r.Amount)
	bank.AccountID = r.BankID
	return Entry{Date: b.Date, Kind: EntryBanking, Voucher: r.Number, ReceiptID: r.ID, By: b.By, At: b.At,
		Memo: strings.TrimSpace(string(r.Way) + "解交银行 " + b.BankRef), Lines: []Posting{bank, post(from, 0, -r.Amount)}}
}
