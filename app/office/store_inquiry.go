package office

import "zhixing/app/court"

// InquiryReader gives inquiries, clues and the contact book; it is a part of
// Reader.
type InquiryReader interface {
	// Inquiry gives a batch with its lines.
	Inquiry(id int64) (court.Inquiry, error)
	// InquiryLines gives a page of the ledger of answers, newest batch first.
	InquiryLines(q InquiryQuery) (InquiryPage, error)
	InquiryLine(id int64) (court.InquiryLine, error)
	// InquiryLinesOf gives the lines of the cases that count, oldest first.
	InquiryLinesOf(cases []int64) ([]court.InquiryLine, error)
	// InquiryUnits sums up how the units answer, by name.
	InquiryUnits(q InquiryQuery) ([]UnitAnswers, error)
	// DebtorsByID gives the debtors of cases in hand or closed by 终本 whose
	// identifier is one of these, by case.
	DebtorsByID(ids []string) ([]DebtorRef, error)
	// DebtorsNamed is DebtorsByID for names.
	DebtorsNamed(names []string) ([]DebtorRef, error)
	// KnownProperties gives the properties that count of owners with these
	// identifiers, and those whose own identifiers are among these keys.
	KnownProperties(owners, keys []string) ([]court.Property, error)
	// ImportedMarks gives those of the marks that were imported.
	ImportedMarks(marks []string) (map[string]bool, error)
	TrayRows(state court.TrayState) ([]court.TrayRow, error) // "" for all; newest first
	TrayRow(id int64) (court.TrayRow, error)

	Clue(id int64) (court.Clue, error)
	// Clues gives a page of clues, those to check first by their day.
	Clues(q ClueQuery) (CluePage, error)
	ProblemClues() ([]court.ProblemClue, error) // those to hand over first
	ProblemClue(id int64) (court.ProblemClue, error)

	AssistUnits(q UnitQuery) ([]court.AssistUnit, error) // by name
}

// InquiryTx writes what InquiryReader reads; it is a part of Tx.
type InquiryTx interface {
	// InsertInquiry stores a batch with its lines.
	InsertInquiry(q *court.Inquiry) error
	// UpdateInquiry stores a batch but for its lines; CodeConflict when the
	// stored Version is another. So do the other Update methods.
	UpdateInquiry(q *court.Inquiry) error
	UpdateInquiryLine(l *court.InquiryLine) error
	InsertMarks(marks []string) error
	InsertTrayRow(t *court.TrayRow) error
	UpdateTrayRow(t *court.TrayRow) error

	InsertClue(c *court.Clue) error
	UpdateClue(c *court.Clue) error
	InsertProblemClue(p *court.ProblemClue) error
	UpdateProblemClue(p *court.ProblemClue) error

	// PutAssistUnit inserts (ID 0) or updates an entry of the contact book; the
	// same person of the same department twice is CodeConflict.
	PutAssistUnit(u *court.AssistUnit) error
}

// InquiryQuery says which lines of inquiries are wanted. Zero values filter nothing.
type InquiryQuery struct {
	CaseID    int64
	Inquiry   int64
	Way       court.InquiryWay
	Open      bool // not answered
	Late      bool // not answered and overdue on Today
	Answered  bool
	Unit      string
	OfficerID int64
	Group     court.Group
	Search    string // each word must occur in number, case, debtor, unit or officer
	Void      bool   // batches entered in error, too
	Today     court.Date
	Offset    int
	Limit     int // 0 for all
}

// InquiryPage is a page of lines and how many there are.
type InquiryPage struct {
	Rows  []court.InquiryLine
	Total int
}

// UnitAnswers sums up how one unit answers (回复台账).
type UnitAnswers struct {
	Unit     string
	Way      court.InquiryWay
	Asked    int
	Answered int
	Late     int     // open and overdue on the query's day
	Overran  int     // answered after the day
	Days     float64 // mean days of those answered
	Longest  int     // days
	Found    int     // properties
}

// DebtorRef is a debtor of a case.
type DebtorRef struct {
	CaseID   int64
	CaseNo   string
	Officer  string
	Closed   bool // by 终本
	Name     string
	IDNumber string
}

// ClueQuery says which clues are wanted. Zero values filter nothing.
type ClueQuery struct {
	CaseID    int64
	Open      bool // to check
	Late      bool // to check and overdue on Today
	Untold    bool // checked, and the applicant not told
	Unentered bool // true, and the property that it led to not entered
	Result    court.ClueResult
	OfficerID int64
	Group     court.Group
	Search    string
	Void      bool
	Today     court.Date
	Offset    int
	Limit     int // 0 for all
}

// CluePage is a page of clues and how many there are.
type CluePage struct {
	Rows  []court.Clue
	Total int
}

// UnitQuery says which entries of the contact book are wanted.
type UnitQuery struct {
	Search   string
	Disabled bool // those no longer used, too
}
