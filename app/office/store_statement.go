package office

import "zhixing/app/court"

// StatementReader gives what a bank's statement is compared with; it is a part
// of Reader.
type StatementReader interface {
	// MatchCases gives every case with the names of its applicants and debtors.
	MatchCases() ([]MatchCase, error)
	// BankMarks gives receipts that came from outside and payments made between
	// two days, both counted; what was reversed is left out.
	BankMarks(from, to court.Date) ([]BankMark, error)
	// StatementLayouts gives the remembered mappings: for each layout of a
	// bank's statement the label of the column each field is in.
	StatementLayouts() (map[string]map[string]string, error)
}

// StatementTx writes what StatementReader reads; it is a part of Tx.
type StatementTx interface {
	PutStatementLayouts(layouts map[string]map[string]string) error
}

// BankMark is money that is logged: a receipt, or a payment when Out.
type BankMark struct {
	Out     bool
	Ref     string // 银行流水号, "" when none was written down
	Date    court.Date
	Amount  court.Money
	Voucher string
	CaseID  int64
	CaseNo  string
	Party   string
}
