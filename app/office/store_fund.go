package office

import (
	"time"

	"zhixing/app/court"
)

// FundReader gives the ledger of case money; it is a part of Reader.
type FundReader interface {
	FundAccounts(cases bool) ([]court.Account, error) // by code; accounts of cases only when asked for
	FundAccount(code string) (court.Account, error)
	FundEntries(q EntryQuery) ([]court.Entry, error) // newest first
	// AccountBefore gives an account's balance before a day.
	AccountBefore(a court.Account, from court.Date) (court.Money, error)
	// AccountLines gives what moved on an account, in the order of days.
	AccountLines(account int64, from, to court.Date) ([]AccountLine, error)
	// EachFundEntry gives every entry with its lines in order, one at a time.
	EachFundEntry(f func(court.Entry) error) error
	LastEntry() (court.Entry, error)        // without its lines; none gives an empty one
	FundMonths() ([]court.FundMonth, error) // newest first
	FirstEntryDay() (court.Date, error)     // none for empty books
	// FundByOfficer sums up for each officer, by name, what came in and was paid
	// over a time, and what is held now.
	FundByOfficer(from, to court.Date) ([]OfficerFund, error)
	// FundFigures gives the figures of a month's end, by the ledger and by the
	// vouchers, and the banks' balances that were given for its last day.
	FundFigures(month string) (court.MonthFigures, error)
	// FundFree gives what of an account is neither paid nor asked for; the case
	// counts for accounts of cases only.
	FundFree(kind court.FundKind, caseID int64) (court.Money, error)
	ReceiptsByRef(bankRef string) ([]court.Receipt, error)
	PoolReceipts() ([]court.Receipt, error)                            // money without a case that is left, oldest first
	UnbankedReceipts() ([]court.Receipt, error)                        // cash and bills not in the bank, oldest first
	UntoldReceipts() ([]court.Receipt, error)                          // receipts of open months whose officer was not informed, oldest first
	ReceiptsBetween(from, to court.Date) ([]court.Receipt, error)      // by day of booking
	PaymentsBetween(from, to court.Date) ([]court.Disbursement, error) // paid or come back, by day of payment
	Deferrals(caseID int64) ([]court.Deferral, error)                  // newest first; 0 gives those asked for or granted of all cases
	Deferral(id int64) (court.Deferral, error)
}

// FundTx writes what FundReader reads; it is a part of Tx. Receipts and
// payments post themselves.
type FundTx interface {
	// InsertBanking stores that cash or a bill reached the bank, and posts it.
	InsertBanking(b court.Banking) error
	PutTold(receiptID int64, on court.Date, by string, at time.Time) error
	InsertDeferral(d *court.Deferral) error
	UpdateDeferral(d court.Deferral) error
	// PutBankBalance stores what the bank says an account held at a day's end.
	PutBankBalance(b BankBalance) error
	// PutBankAccount opens a bank account (ID 0) or changes its names.
	PutBankAccount(a court.Account) (int64, error)
	// InsertFundMonth closes a month; one that is closed, or before one that is,
	// is CodeConflict.
	InsertFundMonth(m court.FundMonth) error
	// CheckFundMonth adds the second signature, once.
	CheckFundMonth(month, by string, at time.Time) error
}

// BankBalance is what the bank says an account held at the end of a day.
type BankBalance struct {
	AccountID int64
	Date      court.Date
	Balance   court.Money
	Origin    string // 手工录入, or the file it was read from
	By        string
	At        time.Time
}

// EntryQuery says which entries are wanted. Zero values filter nothing.
type EntryQuery struct {
	From, To court.Date
	Account  int64
	Search   string // in memo and voucher
	Offset   int
	Limit    int // 0 for all
}

// AccountLine is one movement on an account; Entry comes without its lines.
type AccountLine struct {
	Entry  court.Entry
	Amount court.Money // debit above zero
	After  court.Money // the balance after it, in the account's own direction
}

// FundFacts are what warnings about a case's money need besides what is held.
type FundFacts struct {
	Pending    court.Money // asked for or approved, not paid
	DeferredTo court.Date  // last day of the newest deferral that was granted
	Cash       court.Money // taken in cash, not in the bank
	CashSince  court.Date  // day the oldest of it was taken
	Untold     court.Money // came in without the officer being informed
	UntoldFrom court.Date  // day the oldest of it came in
}

// OfficerFund is the money of one officer's cases.
type OfficerFund struct {
	Officer  string
	Receipts int
	Received court.Money
	Payments int
	Paid     court.Money // deductions included
	Cases    int         // with money on the account now
	Held     court.Money
}
