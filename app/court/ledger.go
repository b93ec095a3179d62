package court

import "strings"

// LedgerOutcome is what becomes of one data row of an imported ledger.
type LedgerOutcome string

// The outcomes of a ledger row, as reports write them.
const (
	LedgerImport    LedgerOutcome = "import"
	LedgerWarned    LedgerOutcome = "import_with_warning"
	LedgerRejected  LedgerOutcome = "reject"
	LedgerUnchanged LedgerOutcome = "unchanged" // the case is in the database already
)

// Name gives the outcome as people are told it.
func (o LedgerOutcome) Name() string {
	return map[LedgerOutcome]string{
		LedgerImport: "导入", LedgerWarned: "导入（有提示）", LedgerRejected: "不导入", LedgerUnchanged: "已存在",
	}[o]
}

// LedgerProblem is one reason to reject a row or to look at it again.
type LedgerProblem struct {
	Code  string // stable English words, for reports
	Field string // the column's meaning, in Chinese
	Say   string // the sentence for people
	Fatal bool   // rejects the row
}

// LedgerRow is one data row of an office's Excel ledger, as far as it could be
// read. A rejected row carries what was readable.
type LedgerRow struct {
	SheetRow       int // as Excel counts, from 1
	Outcome        LedgerOutcome
	Why            []LedgerProblem
	Number         CaseNumber
	Filed          Date
	Applicants     []string
	ApplicantIDs   []string    // as long as Applicants, "" for none
	ApplicantKinds []PartyKind // guessed
	Debtors        []string
	DebtorIDs      []string    // as long as Debtors, "" for none
	DebtorKinds    []PartyKind // guessed
	Phone, Address string      // of the (first) debtor, as ledgers mean it
	Cause          string
	BasisText      string
	Basis          Basis // BasisText split, without effective date
	Principal      Money
	Realised       Money
	Officer, Clerk string
	Tags           []string
	Stage          Stage // "" when not stated
	Closed         Date
	Closing        ClosingMode
	Note           string   // with the words of other columns that found no place
	Raw            []string // the row as it stands in the sheet
}

// Add records a problem and sets the outcome accordingly.
func (r *LedgerRow) Add(p LedgerProblem) {
	r.Why = append(r.Why, p)
	switch {
	case p.Fatal:
		r.Outcome = LedgerRejected
	case r.Outcome == LedgerImport:
		r.Outcome = LedgerWarned
	}
}

// Reasons joins the sentences of all problems for people.
func (r LedgerRow) Reasons() string {
	var b strings.Builder
	for _, p := range r.Why {
		b.WriteString(p.Say)
	}
	return b.String()
}
