// Package office holds what people do with the program: each use case takes
// the actor, checks the permission and the rule, and makes one transaction
// that also writes the audit entry. It knows no database and no window.
package office

import (
	"context"
	"time"

	"zhixing/app/court"
)

// Store keeps everything of one office. Reads see a consistent state; writes
// run one at a time. Errors that users must see (locked, full disk, damaged)
// come as *court.Error.
type Store interface {
	ScanStore
	// Read runs f on one consistent state of the data.
	Read(ctx context.Context, f func(Reader) error) error
	// Write runs f in one transaction that excludes other writers, commits it
	// when f returns nil and rolls it back otherwise. Actions on a store opened
	// read-only return CodeReadOnly.
	Write(ctx context.Context, f func(Tx) error) error
	// ReadOnly tells whether the store was opened for reading.
	ReadOnly() bool
	// Backup writes a consistent copy of the database to the path, which must
	// not exist.
	Backup(ctx context.Context, path string) error
	// Verify checks the database file, the audit chain and the stored papers
	// and reports each fault as a Chinese sentence; none means all is well.
	Verify(ctx context.Context) (faults []string, err error)
}

// Reader gives records. A record that does not exist is CodeNotFound.
type Reader interface {
	TermReader
	BoardReader
	CensusReader
	FundReader
	FundBankReader
	StatementReader
	CustodyReader
	PropertyReader
	ListingReader
	SaleReader
	CoercionReader
	InquiryReader
	ScanReader

	Settings() (s court.Settings, set bool, err error)

	Users() ([]court.User, error) // by name, disabled ones too
	User(id int64) (court.User, error)
	Login(name string) (court.User, Credentials, error)

	Case(id int64) (court.Case, error) // with its parties
	CaseByNumber(n court.CaseNumber) (court.Case, error)
	// LastSeq gives the highest 案件编号 used for the year, court and kind.
	LastSeq(year int, courtCode string, kind court.CaseKind) (int, error)
	Cases(q CaseQuery) (CasePage, error)
	// CaseOfficers names the officers of all cases, by name.
	CaseOfficers() ([]string, error)
	// Namesakes finds the other cases in which a party with one of the
	// identifiers, or without identifier but with one of the names, is 被执行人.
	Namesakes(exceptCase int64, ids, names []string) ([]Namesake, error)
	Counts(q CountQuery) (Counts, error)

	Nodes(caseID int64) ([]court.Node, error) // by column and position
	Node(id int64) (court.Node, error)
	DueNodes(q DueQuery) ([]DueNode, error) // open planned nodes of open cases, earliest first
	Board(q BoardQuery) ([]BoardRow, error)

	Handovers(caseID int64) ([]court.Handover, error) // newest first
	Handover(id int64) (court.Handover, error)
	HandoversWaiting(to court.Group) ([]court.Handover, error) // "" means every group
	StageLog(caseID int64) ([]StageSpan, error)

	Receipts(caseID int64) ([]court.Receipt, error) // oldest first
	Receipt(id int64) (court.Receipt, error)
	Disbursements(caseID int64) ([]court.Disbursement, error)
	Disbursement(id int64) (court.Disbursement, error)
	DisbursementsIn(states ...court.DisbursementState) ([]court.Disbursement, error)
	Balance(caseID int64) (court.Balance, error)
	RecentReceipts(limit int) ([]court.Receipt, error) // newest first, all cases
	HeldCases() ([]HeldCase, error)                    // cases with money on the account, oldest money first

	Papers(caseID int64) ([]court.Paper, error) // newest first
	Paper(id int64) (court.Paper, error)
	PaperBytes(id int64) ([]byte, error)    // exactly the bytes stored
	PapersUnsigned() ([]court.Paper, error) // of all cases, oldest first
	RecentPapers(limit int) ([]court.Paper, error)
	// PaperCount counts the papers of one form in the case, void ones too.
	PaperCount(caseID int64, form string) (int, error)
	PaperTextReader

	Ticks(caseID int64) ([]court.ChecklistTick, error)
	Reviews(caseID int64) ([]court.Review, error) // newest first
	Review(id int64) (court.Review, error)
	ReviewsWaiting() ([]WaitingReview, error)

	Audit(q AuditQuery) ([]court.AuditEntry, error) // newest first
}

// Tx is a Reader inside a transaction that can also write.
type Tx interface {
	Reader
	TermTx
	BoardTx
	StatementTx
	CustodyTx
	PropertyTx
	ListingTx
	SaleTx
	CoercionTx
	InquiryTx
	FundTx
	ScanTx
	FundBankTx

	PutSettings(s court.Settings) error
	// PutUser inserts (ID 0) or updates a user; a second user of the same name
	// is CodeConflict. The new or old ID comes back.
	PutUser(u court.User) (int64, error)
	PutCredentials(userID int64, c Credentials) error

	// InsertCase stores the case with its parties and its search text; a
	// number that exists is CodeConflict. IDs come back in the case.
	InsertCase(c *court.Case) error
	// UpdateCase stores the case and replaces its parties; when the stored
	// Version is not c.Version, CodeConflict. c.Version is counted up.
	UpdateCase(c *court.Case) error

	InsertNodes(caseID int64, nodes []court.Node) error
	// UpdateNode stores the node; the case's earliest open date follows.
	UpdateNode(n court.Node) error

	InsertHandover(h *court.Handover) error
	UpdateHandover(h court.Handover) error
	// EnterStage ends the running stage span of the case and begins a new one.
	EnterStage(caseID int64, s StageSpan) error

	InsertReceipt(r *court.Receipt) error
	InsertDisbursement(d *court.Disbursement) error
	UpdateDisbursement(d court.Disbursement) error
	// NextNumber counts a named series up and gives the next number, from 1.
	NextNumber(series string) (int, error)

	InsertPaper(p *court.Paper, pdf []byte) error
	VoidPaper(id int64, reason string) error
	// SignPaper records the signature of a paper that has none.
	SignPaper(p court.Paper) error
	PaperTextTx

	PutTick(t court.ChecklistTick) error
	InsertReview(r *court.Review) error
	UpdateReview(r court.Review) error

	// AppendAudit adds an entry; the store numbers it and chains its hash.
	AppendAudit(e court.AuditEntry) error
}

// Credentials are what a log-in is checked against.
type Credentials struct {
	Hash        string // argon2id, encoded with its parameters
	Failures    int
	LockedUntil time.Time
}

// CaseQuery says which cases a list shows. Zero values filter nothing.
type CaseQuery struct {
	Search    string // every word must occur in number, names, identifiers, phones, addresses …
	Closest   bool   // with Search: the cases whose number or account fits first, the newest of them first
	Group     court.Group
	Stage     court.Stage
	Status    court.Status
	Open      bool // only cases not closed
	OfficerID int64
	Officer   string
	Tag       string
	Kind      court.CaseKind
	NodeState court.NodeState // with an overdue node, with a near one (and perhaps overdue ones), or only with later ones
	LimitIn   int             // term ends within so many days, overdue terms too; 0 filters nothing
	Closed    court.Date      // closed on this day or later
	Waiting   bool            // handed over and not received yet
	SentTo    court.Group     // with Waiting: handed to this group; "" for any
	Held      bool            // with money on the case's account
	Today     court.Date
	NearDays  int    // what counts as near
	SortBy    string // number (default), filed, officer, principal, limit, due, stage, status, applicants, debtors, cause
	Desc      bool
	Offset    int
	Limit     int // rows wanted; 0 counts only
}

// CaseRow is one line of the case list.
type CaseRow struct {
	ID         int64
	Number     string
	Kind       court.CaseKind
	Filed      court.Date
	Applicants string
	Debtors    string
	Cause      string
	Principal  court.Money
	Realised   court.Money // stated by the ledger plus received here
	Officer    string
	Group      court.Group
	Stage      court.Stage
	Status     court.Status
	Closing    court.ClosingMode
	Limit      court.Date
	NextDue    court.Date // earliest open planned node
	Tags       []string
	Strip      []court.Node // nodes in order, for the coloured strip
}

// CasePage is a page of the case list.
type CasePage struct {
	Rows  []CaseRow
	Total int
}

// Namesake is a case in which the same debtor occurs.
type Namesake struct {
	CaseID  int64
	Number  string
	Debtor  string
	ByID    bool // matched by identifier, not by name alone
	Officer string
	Status  court.Status
}

// CountQuery says whose figures the workbench wants.
type CountQuery struct {
	OfficerID int64       // 0 for everybody
	Group     court.Group // "" for every group
	Today     court.Date
	NearDays  int
	WeekStart court.Date
}

// Counts are the figures on the workbench.
type Counts struct {
	Open         int // cases in hand
	OverdueNodes int
	OverdueCases int // with an overdue node
	NearNodes    int
	NearCases    int // with a near node, overdue ones beside it or not
	LimitSoon    int // cases whose term ends within 30 days or has ended
	ClosedWeek   int
	ClosedYear   int
	HeldCount    int // cases with undistributed money
	HeldTotal    court.Money
	All          int // every case, closed ones too
	Over6Months  int // open for more than six months
}

// DueQuery says which open nodes are wanted.
type DueQuery struct {
	OfficerID int64
	Group     court.Group
	Until     court.Date // planned on or before
	Limit     int
}

// DueNode is an open node with what a list needs to show of its case.
type DueNode struct {
	court.Node
	Number  string
	Debtors string
	Officer string
	Group   court.Group
}

// BoardQuery says which cases the wall chart shows.
type BoardQuery struct {
	Group     court.Group
	OfficerID int64
	OnlyOpen  bool
	Today     court.Date
	WeekStart court.Date // closed on or after this day still shows
	Urgent    bool       // the earliest open node first, for charts that cannot show all
	Limit     int
}

// BoardRow is a case on the wall chart with its nodes.
type BoardRow struct {
	CaseID  int64
	Number  string
	Seq     int
	Debtors string
	Officer string
	Group   court.Group
	Stage   court.Stage
	Status  court.Status
	Limit   court.Date
	Closed  court.Date
	Nodes   []court.Node
}

// StageSpan is one stay of a case in a stage and group; the stage clock.
type StageSpan struct {
	Group court.Group
	Stage court.Stage
	From  court.Date
	To    court.Date // zero while it runs
	By    string
}

// HeldCase is a case with money on its account.
type HeldCase struct {
	CaseID    int64
	Number    string
	Debtors   string
	OfficerID int64
	Officer   string
	Group     court.Group
	Held      court.Money
	Oldest    court.Date // day the oldest money still held came in
}

// WaitingReview is a 终本 review nobody has finished.
type WaitingReview struct {
	court.Review
	Number  string
	Debtors string
	Officer string
}

// AuditQuery says which audit entries are wanted.
type AuditQuery struct {
	CaseID int64
	Actor  string
	From   court.Date // zero for the beginning
	To     court.Date // this day counts; zero for today
	Search string
	Offset int
	Limit  int
}
