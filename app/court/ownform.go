package court

import "time"

// OwnForm is a version of the court's own copy of a form. The newest version
// counts; one without text goes back to the form that came with the program.
type OwnForm struct {
	ID     int64
	Form   string // code
	Number int    // 1, 2, … of its form
	Text   string // in the form language; "" for the delivered form
	Base   string // version of the delivered form when this one was saved
	Reason string
	By     string
	At     time.Time
}

// FormFault is a mistake in the text of a form.
type FormFault struct {
	Line  int    // in the text; 0 when it concerns the whole
	Field string // key of the data or the head it is about, "" when none
	Say   string // what is wrong
}
