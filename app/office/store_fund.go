package office

import "zhixing/app/court"

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
