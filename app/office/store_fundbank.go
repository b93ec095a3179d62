package office

import (
	"time"

	"zhixing/app/court"
)

// FundBankReader gives what stands beside the ledger of case money: items of
// the bank account, openings, causes, and the bank's lines. It is a part of
// Reader.
type FundBankReader interface {
	FundItems() ([]court.FundItem, error) // newest first
	FundItem(id int64) (court.FundItem, error)
	// OpeningMarks gives the voucher of every opening that stands, by its mark.
	OpeningMarks() (map[string]string, error)
	// OpeningDay gives the day the books begin, none without an opening.
	OpeningDay() (court.Date, error)
	Openings() ([]Opening, error)           // those that stand, in the order they were imported
	OpeningMoves() ([]OpeningMove, error)   // what became of them, in the order of days
	CauseMarks() ([]court.CauseMark, error) // the newest of each case and receipt
	BankLine(id int64) (court.BankLine, error)
	BankLines(account int64, from, to court.Date) ([]court.BankLine, error) // by day, without the parts of lines that are whole files of payments
	// BankBatches gives the files of payments that wait to be paid, or of which
	// something was paid on a day or later, by number.
	BankBatches(from court.Date) ([]BankBatch, error)
	// DisbursementsOfBatch gives what was written into a file of payments, also
	// what was taken back, in the order of the file.
	DisbursementsOfBatch(number string) ([]court.Disbursement, error)
	// BatchLines gives the lines of all bank accounts that are whole files of payments.
	BatchLines(from, to court.Date) ([]court.BankLine, error)
	// UnseenEntries gives the entries of a bank account, by day, that no line of
	// the bank belongs to; openings and what was undone unseen are left out.
	UnseenEntries(account int64, from, to court.Date) ([]UnseenEntry, error)
	// FundsOver gives what moved on each kind of account over a time.
	FundsOver(from, to court.Date) ([]court.FundFigure, error)
	// Transits gives the outstanding items of all bank accounts at a day's end.
	Transits(on court.Date) ([]court.Transit, error)
}

// FundBankTx writes what FundBankReader reads; it is a part of Tx. Items post
// themselves.
type FundBankTx interface {
	InsertFundItem(x *court.FundItem) error
	UpdateFundItem(x court.FundItem) error
	// PutOpening remembers what a row of opening balances became.
	PutOpening(mark string, receiptID, itemID int64) error
	InsertCauseMark(m *court.CauseMark) error
	// PutBankLine keeps a line of the bank (account 0 is the first one) unless it
	// is known by its mark, day and amount; the ID comes back either way.
	PutBankLine(l *court.BankLine) error
	// DropBankLine takes back a line that was written by hand.
	DropBankLine(id int64) error
	// LinkBankLine says which entry a line belongs to, 0 for none; an entry that
	// has a line already is CodeConflict.
	LinkBankLine(line, entry int64) error
	// LinkVoucher links the lines known by a bank reference, or one line when
	// its ID is given, with the entries of a voucher that move the same amount.
	LinkVoucher(line int64, bankRef, voucher string) error
	// UnlinkVoucher frees the lines that belong to a voucher entered by mistake.
	UnlinkVoucher(voucher string) error
	// LinkBankBatch says that a line is a whole file of payments, each of which is
	// CodeConflict when it has a line already; UnlinkBankBatch takes that back.
	LinkBankBatch(l court.BankLine, b BankBatch, by string, at time.Time) error
	UnlinkBankBatch(line int64) error
	PutBankSpan(account int64, first, last court.Date) error
	PutTransit(entry, account int64, note, by string, at time.Time) error
	DropTransit(entry, account int64) error
}

// Opening is money that was there on the day the books begin.
type Opening struct {
	ReceiptID int64 // 0 for an item
	Number    string
	CaseID    int64
	CaseNo    string
	Fund      court.FundKind
	Date      court.Date // it came in
	Booked    court.Date // the day the books begin
	Amount    court.Money
	Payer     string
	Note      string
}

// OpeningMove is money of a case, of a pool's receipt, or of a pool that has
// openings, which left: paid out, or assigned to a case.
type OpeningMove struct {
	CaseID    int64
	Fund      court.FundKind
	ReceiptID int64 // the opening it was taken from, of 不明款 and 竞买保证金
	Date      court.Date
	What      string      // 发放, 退款 …, 认领
	Amount    court.Money // below zero when it came back
}

// UnseenEntry is a movement in the books that the bank's lines do not show.
type UnseenEntry struct {
	Entry     int64
	AccountID int64
	Date      court.Date
	Voucher   string
	Memo      string
	Amount    court.Money // above zero makes the bank account larger
	Covered   bool        // the bank's lines of its day are known
	Marked    bool        // a person says that it is on its way
}
