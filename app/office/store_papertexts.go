package office

import "zhixing/app/court"

// PaperTextReader gives the texts of papers and the court's own forms; it is a
// part of Reader.
type PaperTextReader interface {
	// PaperText gives what the pages of a paper were set from; CodeNotFound for
	// papers of older programs.
	PaperText(paperID int64) ([]byte, error)
	// OwnForms gives the versions of the court's copy of a form, newest first;
	// "" means every form.
	OwnForms(form string) ([]court.OwnForm, error)
	// LastOwnForm gives the ID of the newest version of any form, 0 for none.
	LastOwnForm() (int64, error)
}

// PaperTextTx writes what PaperTextReader reads; it is a part of Tx.
type PaperTextTx interface {
	InsertPaperText(paperID int64, record []byte) error
	// InsertOwnForm stores the next version of its form; ID and number come back.
	InsertOwnForm(f *court.OwnForm) error
}
