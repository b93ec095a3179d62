package court

// LedgerOutcome is what becomes of one data row of an imported ledger.
type LedgerOutcome string

// The outcomes of a ledger row.
const (
	LedgerImport    LedgerOutcome = "import"
	LedgerWarned    LedgerOutcome = "import_with_warning"
	LedgerRejected  LedgerOutcome = "reject"
	LedgerUnchanged LedgerOutcome = "unchanged" // the case is in the database already
)

// LedgerProblem is one reason for a warning or a refusal.
type LedgerProblem struct {
	Code  string // stable English words, for reports
	Field string // heading of the column
	Say   string // the sentence for people
}

// LedgerRow is one row of an office's Excel ledger, read and checked.
type LedgerRow struct {
	SheetRow   int // as Excel numbers it, from 1
	Outcome    LedgerOutcome
	Problems   []LedgerProblem
	Number     CaseNumber
	Filed      Date
	Applicants []string
	Debtors    []string
	DebtorIDs  []string // by debtor, "" where the sheet has none
	Phone      string
	Address    string
	Cause      string
	Basis      Basis
	Principal  Money
	Realised   Money
	Officer    string
	Clerk      string
	Tags       []string
	Stage      Stage
	Closed     Date
	Closing    ClosingMode
	Note       string
}
