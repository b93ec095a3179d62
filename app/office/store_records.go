package office

import "zhixing/app/court"

// RecordReader gives the events of cases and the registers beside them; it is a
// part of Reader.
type RecordReader interface {
	ServiceReader

	HandoversReturned() ([]court.Handover, error)        // in open cases, not handed over since, oldest first
	CaseEvents(caseID int64) ([]court.EventEntry, error) // those that count, newest day first
	// Registers gives the lines of a register, newest first.
	Registers(q RegisterQuery) ([]court.RegisterEntry, error)
	RegisterLine(id int64) (court.RegisterEntry, error)
	// Begun gives the day of the first audit entry; none before it.
	Begun() (court.Date, error)
}

// RecordTx writes what RecordReader reads; it is a part of Tx.
type RecordTx interface {
	ServiceTx

	InsertCaseEvent(e *court.EventEntry) error
	VoidCaseEvent(id int64, reason string) error
	InsertRegister(e *court.RegisterEntry) error
	// UpdateRegister stores a line; when the stored Version is not e.Version,
	// CodeConflict. e.Version is counted up.
	UpdateRegister(e *court.RegisterEntry) error
}

// RegisterQuery says which lines are wanted. Zero values filter nothing.
type RegisterQuery struct {
	Kind   court.RegisterKind
	CaseID int64
	Open   bool   // not answered yet
	Search string // in person, unit, matter, handling, number, debtors, officer
	Void   bool   // lines entered in error, too
}
