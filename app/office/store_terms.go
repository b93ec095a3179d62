package office

import (
	"time"

	"zhixing/app/court"
)

// TermReader gives what terms, rules, warnings, targets and ledgers are made
// of; it is a part of Reader.
type TermReader interface {
	RecordReader

	Deductions(caseID int64) ([]court.TermDeduction, error) // by first day, revoked ones too
	Deduction(id int64) (court.TermDeduction, error)
	Extensions(caseID int64) ([]court.Extension, error) // oldest first, refused ones too
	Extension(id int64) (court.Extension, error)
	ExtensionsAsked() ([]AskedExtension, error) // waiting for a decision, oldest first

	ParamOverrides() ([]court.ParamOverride, error) // by parameter and first day, revoked ones too
	ParamOverride(id int64) (court.ParamOverride, error)
	HolidayYears() ([]court.HolidayYear, error) // imported ones, by year
	// RulesVersion counts the changes of overrides and holidays.
	RulesVersion() (int, error)
	// PlannedCases gives the cases whose clock runs with what planning needs.
	PlannedCases() ([]PlannedCase, error)

	NodeChanges(caseID int64) ([]NodeChange, error) // newest first; 0 gives all that wait
	NodeChange(id int64) (NodeChange, error)

	ClosingUndos(caseID int64) ([]ClosingUndo, error) // newest first; 0 gives all that wait
	ClosingUndo(id int64) (ClosingUndo, error)

	// WarningFacts gives what warnings are made of: of the cases named, or of
	// all without IDs. Open nodes planned after until are left out.
	WarningFacts(ids []int64, until court.Date) ([]WarningFacts, error)
	// ChangedCases names the cases whose audit trail grew after the entry, and
	// the last entry. More than most cases give nil and many.
	ChangedCases(after int64, most int) (ids []int64, last int64, many bool, err error)
	WarningNotices(caseID int64) ([]court.WarningNotice, error) // newest first; 0 gives all
	WarningNotice(id int64) (court.WarningNotice, error)

	WeekTargets(week court.Date) ([]StoredTarget, error)
	// OfficerFigures counts for each officer the open cases on a day and those
	// closed in the week up to it.
	OfficerFigures(weekStart, weekEnd court.Date) ([]OfficerFigure, error)
	// Asleep gives open cases whose clock runs and in which nothing was done
	// since the day, longest asleep first.
	Asleep(since court.Date) ([]CaseRow, error)

	LedgerLines(q LedgerQuery) ([]LedgerLine, error)
	Legs(caseID int64, ledger string) (court.LedgerLegs, error) // none stored gives no dates

	ResumedInto(caseID int64) ([]CaseLink, error) // cases that resumed the case
	AssessCases(from, to court.Date) ([]AssessCase, error)
	ReceivedBetween(from, to court.Date) (map[int64]court.Money, error) // by case; both days included, reversals taken off
	// OpenOn counts the cases open at the end of each day.
	OpenOn(days []court.Date) ([]int, error)
	// OpenFiledBefore names the open cases filed before the day, oldest first.
	OpenFiledBefore(day court.Date) ([]int64, error)
}

// TermTx writes what TermReader reads; it is a part of Tx.
type TermTx interface {
	RecordTx

	InsertDeduction(d *court.TermDeduction) error
	UpdateDeduction(d court.TermDeduction) error
	InsertExtension(e *court.Extension) error
	UpdateExtension(e court.Extension) error
	// InsertOverride, UpdateOverride and PutHolidays count the rules' version up.
	InsertOverride(p *court.ParamOverride) error
	UpdateOverride(p court.ParamOverride) error
	PutHolidays(y court.HolidayYear) error
	InsertNodeChange(n *NodeChange) error
	UpdateNodeChange(n NodeChange) error
	InsertClosingUndo(x *ClosingUndo) error
	UpdateClosingUndo(x ClosingUndo) error
	// DeleteNodes takes away planned nodes that nobody worked on.
	DeleteNodes(caseID int64, nodes []court.Node) error
	InsertWarningNotice(n *court.WarningNotice) error
	UpdateWarningNotice(n court.WarningNotice) error
	PutTarget(t StoredTarget) error
	PutLegs(l court.LedgerLegs) error
}

// AskedExtension is an extension waiting for a decision, with its case.
type AskedExtension struct {
	court.Extension
	Number  string
	Debtors string
	Officer string
	Limit   court.Date
}

// PlannedCase is what planning a case anew needs of it.
type PlannedCase struct {
	ID        int64
	Number    string
	Officer   string
	Kind      court.CaseKind
	Tags      []string
	Filed     court.Date
	Limit     court.Date
	Principal court.Money
}

// NodeChange is a request to change the day on which a node was done, which a
// second person decides.
type NodeChange struct {
	ID        int64
	CaseID    int64
	NodeID    int64
	Number    string // of the case
	Node      string // name
	From, To  court.Date
	Result    string
	Evidence  string
	Reason    string
	AskedBy   string
	AskedByID int64
	AskedAt   time.Time
	State     court.ApprovalState
	DecidedBy string
	DecidedAt time.Time
	Decision  string
}

// WarningFacts are what the warnings of one case are made of.
type WarningFacts struct {
	CaseID    int64
	Number    string
	Debtors   string
	OfficerID int64
	Officer   string
	Group     court.Group
	Status    court.Status
	Closing   court.ClosingMode
	Filed     court.Date
	Limit     court.Date
	Touched   court.Date
	Nodes     []court.NodeRef // open ones
	SentTo    court.Group     // of the handover that waits, "" for none
	SentOn    court.Date
	Held      court.Money
	HeldSince court.Date          // day the oldest money still held came in
	Measures  []court.Measure     // of this court that end soon or ended: ID, Kind, Since, Until, Property
	Underway  []court.Service     // sent or published, outcome not known: ID, Paper, To, Way, Sent
	Inquiries []court.InquiryLine // that are not answered
	Clues     []court.Clue        // to check soon
	FundFacts
	CustodyFacts
	Sales []court.Sale // with something due or a debt that is paid: Step, Due, Side, Until, Covered, Property
	ListingFacts
	CoercionFacts
}

// StoredTarget is a weekly target with the backlog it was locked on.
type StoredTarget struct {
	court.WeekTarget
	Backlog int
}

// OfficerFigure is an officer's work at a week's end.
type OfficerFigure struct {
	UserID int64
	Name   string
	Group  court.Group
	Open   int // at the week's end
	Over6  int // of them older than six months
	Closed int // in the week
}

// LedgerQuery says which rows of a ledger are wanted.
type LedgerQuery struct {
	Ledger  string // court.LedgerOverSix or court.LedgerInterim
	Today   court.Date
	Missing bool   // only rows that lack a leg (三缺一)
	Search  string // in number, debtors, officer
	Limit   int    // 0 for all
}

// LedgerLine is a row of the over-six-months or 终本 ledger.
type LedgerLine struct {
	CaseRow
	Closed   court.Date
	Legs     court.LedgerLegs
	DaysOver int // days past the six months, or since closing
}

// CaseLink points to a case.
type CaseLink struct {
	ID     int64
	Number string
}

// AssessCase is what the rates of the self-assessment need of a case.
type AssessCase struct {
	ID         int64
	Number     string
	Kind       court.CaseKind
	Officer    string
	Group      court.Group
	Filed      court.Date
	Limit      court.Date
	Status     court.Status
	Closed     court.Date
	Closing    court.ClosingMode
	Principal  court.Money
	Realised   court.Money // in full: ledger and receipts
	Controlled bool        // property was sealed, attached or frozen, or money came in
	Reviewed   bool        // a 终本 review was finished
	Passed     bool        // the last one passed
	FirstTry   bool        // and so did the first one
}
