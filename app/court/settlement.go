package court

import "time"

// SettlementState is how far a settlement (执行和解) has come.
type SettlementState string

// The states of a settlement. That everything is paid is not stored: it
// follows from the payments.
const (
	SettlementRuns  SettlementState = "履行中"
	SettlementEnded SettlementState = "已终止" // broken, the title is enforced again
	SettlementVoid  SettlementState = "已作废" // entered in error
)

// Settlement is an agreement between the parties to pay by instalments
// (民事诉讼法关于执行和解的规定).
type Settlement struct {
	ID          int64
	Version     int
	CaseID      int64
	CaseNo      string
	Debtors     string
	Officer     string
	OfficerID   int64
	Group       Group
	Status      Status // of the case
	SignedOn    Date
	Total       Money
	Terms       string // what else was agreed
	Surety      string
	Instalments []Instalment
	Paid        []SettlementPayment
	State       SettlementState
	EndedOn     Date
	Ended       string
	By          string
	At          time.Time
}

// Instalment is what is due on a day.
type Instalment struct {
	No     int // 第几期
	Due    Date
	Amount Money
	Note   string
}

// SettlementPayment is money that counts for a settlement besides the order of
// due days: a receipt of the case that was meant for one instalment, or what
// the debtor paid to the applicant without the court.
type SettlementPayment struct {
	ID        int64
	No        int   // the instalment; 0: in the order of due days
	ReceiptID int64 // 0 for money paid without the court
	On        Date
	Amount    Money
	Note      string // the proof: 收条, 转账凭证
	By        string
	At        time.Time
	Void      string // entered in error: why
}
