package court

import (
	"strings"
	"time"
)

// InquiryWay is a 查询方式; properties that come of it have it as their source.
type InquiryWay string

// The ways of asking for a debtor's property.
const (
	InquiryNational InquiryWay = "总对总"  // over the network of the Supreme People's Court
	InquiryDirect   InquiryWay = "点对点"  // over a line of this court or province to one unit
	InquiryLetter   InquiryWay = "线下调查" // by a letter or at the counter
)

// InquiryWays lists them.
var InquiryWays = []InquiryWay{InquiryNational, InquiryDirect, InquiryLetter}

// Network tells whether the way is a network inquiry (网络查控).
func (w InquiryWay) Network() bool { return w == InquiryNational || w == InquiryDirect }

// The reasons for an inquiry that rules ask about.
const (
	InquiryFirst  = "首次查控"
	InquiryLast   = "终本前查控"
	InquiryLater  = "终本后查控"
	InquiryRepeat = "补充查控"
)

// InquiryReasons lists them.
var InquiryReasons = []string{InquiryFirst, InquiryLast, InquiryLater, InquiryRepeat}

// InquiryScopes are what can be asked for: kinds of property, and registers
// that lead to some.
var InquiryScopes = []string{
	string(PropertyDeposit), string(PropertyNetMoney), string(PropertyFinancial), string(PropertySecurity), string(PropertyEquity), string(PropertyInsurance),
	string(PropertyVehicle), string(PropertyHouse), string(PropertyLand), string(PropertyHousing), string(PropertyIncome), "股息红利", "工商登记", "婚姻登记",
}

// NationalUnit answers for the network of the Supreme People's Court.
const NationalUnit = "网络执行查控系统"

// Inquiry is a batch of questions sent on one day in one way (查询批次).
type Inquiry struct {
	ID      int64
	Version int    // counts the saves; a stale save is refused
	Number  string // 查2018-0012
	Way     InquiryWay
	Reason  string
	Sent    Date
	Due     Date     // by which an answer is asked for
	Scope   []string // of InquiryScopes
	Serial  string   // 查控流水号 or number of the letter
	Note    string
	Void    string // why it was entered in error
	By      string
	At      time.Time
	Lines   []InquiryLine
}

// Scopes gives the scope in one text.
func (q Inquiry) Scopes() string { return strings.Join(q.Scope, "、") }

// InquiryResult is what a unit answered.
type InquiryResult string

// The results.
const (
	InquiryFound   InquiryResult = "有财产"
	InquiryNothing InquiryResult = "无财产"
	InquiryRefused InquiryResult = "不予协助"
)

// InquiryResults lists them.
var InquiryResults = []InquiryResult{InquiryFound, InquiryNothing, InquiryRefused}

// InquiryLine is one question: one debtor of one case at one unit.
type InquiryLine struct {
	ID        int64
	Version   int
	InquiryID int64
	CaseID    int64
	Debtor    string
	DebtorID  string
	Unit      string
	Answered  Date
	Result    InquiryResult
	Found     int // properties that came of it
	Note      string
	By        string // who entered the answer

	// What lists show beside it, of the batch and the case.
	Number  string
	Way     InquiryWay
	Reason  string
	Sent    Date
	Due     Date
	Scope   []string
	CaseNo  string
	Officer string
}

// Days gives how many days the answer took, or has been waited for until today.
func (l InquiryLine) Days(today Date) int {
	if l.Answered.IsZero() {
		return l.Sent.DaysUntil(today)
	}
	return l.Sent.DaysUntil(l.Answered)
}

// Late tells whether the answer is overdue today.
func (l InquiryLine) Late(today Date) bool { return l.Answered.IsZero() && today.After(l.Due) }

// TrayState is where a result that nobody could be matched with stands.
type TrayState string

// The states of results in the tray.
const (
	TrayWaiting TrayState = "待认领"
	TrayTaken   TrayState = "已归入"
	TrayDropped TrayState = "不采用"
)

// TrayRow is a result that names a debtor without an identifier (待认领): a person
// says whose it is.
type TrayRow struct {
	ID      int64
	Version int
	Name    string
	CaseNo  string // as the sheet had it
	Unit    string
	On      Date // of the answer
	Way     InquiryWay
	Kind    PropertyKind
	Facts   map[string]string
	Value   Money
	Reason  string // why it is here
	State   TrayState
	Outcome string // what became of it
	File    string // that it came from
	By      string
	At      time.Time
}

// Line gives the property in one line.
func (t TrayRow) Line() string { return Property{Kind: t.Kind, Facts: t.Facts}.Line() }

// ResultOutcome is what becomes of a row of a sheet of results.
type ResultOutcome string

// The outcomes.
const (
	ResultProperty  ResultOutcome = "登记财产"
	ResultKnown     ResultOutcome = "已有财产" // in the case already; its balance follows
	ResultClue      ResultOutcome = "转为线索"
	ResultNothing   ResultOutcome = "无财产"
	ResultTray      ResultOutcome = "待认领"
	ResultRejected  ResultOutcome = "拒绝"
	ResultUnchanged ResultOutcome = "导入过"
)

// ResultRow is one row of a sheet of inquiry results.
type ResultRow struct {
	SheetRow int // as Excel counts, from 1
	Outcome  ResultOutcome
	Why      []string
	Name     string
	IDNumber string
	CaseNo   string
	Unit     string
	On       Date // of the answer; none means the import's day
	Kind     PropertyKind
	Facts    map[string]string
	Value    Money
	None     bool // the sheet says that there is nothing
	Note     string
	Cases    []string // numbers of the cases it goes to
	Raw      []string
}

// Reject refuses the row for a reason.
func (r *ResultRow) Reject(why string) { r.Outcome, r.Why = ResultRejected, append(r.Why, why) }

// Reasons joins the reasons for people.
func (r ResultRow) Reasons() string { return strings.Join(r.Why, "") }

// Line gives the property in one line.
func (r ResultRow) Line() string { return Property{Kind: r.Kind, Facts: r.Facts}.Line() }

// OneIdentifier tells whether things of the kind are told apart by one
// identifier alone, so that two that have it are compared by nothing else.
func (k PropertyKind) OneIdentifier() bool { return len(identities[k].strong) == 1 }
