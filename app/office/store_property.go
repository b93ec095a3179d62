package office

import "zhixing/app/court"

// PropertyReader gives properties and measures; it is a part of Reader.
type PropertyReader interface {
	Property(id int64) (court.Property, error)
	// Properties gives a page of the list, newest first.
	Properties(q PropertyQuery) (PropertyPage, error)
	// PropertiesLike gives the properties of the kind that share an identifier
	// with p or belong to its owner, oldest first; court.Property.Likeness tells
	// what they are to it.
	PropertiesLike(p court.Property) ([]court.Property, error)

	Measure(id int64) (court.Measure, error)
	// MeasuresOn gives all measures on a property, those of other courts and
	// void ones too, with their renewals, in order.
	MeasuresOn(propertyID int64) ([]court.Measure, error)
	// Measures gives a page of measures of this court, the earliest end first.
	Measures(q MeasureQuery) (MeasurePage, error)
	// MeasureCounts counts the measures that end, by how many days are left.
	MeasureCounts(q MeasureQuery) (MeasureCounts, error)

	// PeopleNamed finds parties by what identifies them: identifier, phone,
	// account, or the whole name.
	PeopleNamed(key string, limit int) ([]Found, error)
	// PropertiesNamed finds properties by an identifier as court.FindKey writes it.
	PropertiesNamed(key string, limit int) ([]Found, error)
	// CasesOfPerson gives the parties of all cases with the identifier or, when
	// it is empty, with the name and no identifier.
	CasesOfPerson(idNumber, name string) ([]PersonCase, error)
}

// PropertyTx writes what PropertyReader reads; it is a part of Tx.
type PropertyTx interface {
	// InsertProperty stores a property with its identifiers, in its case.
	InsertProperty(p *court.Property) error
	// UpdateProperty stores a property; when the stored Version is not
	// p.Version, CodeConflict. p.Version is counted up.
	UpdateProperty(p *court.Property) error
	// LinkProperty puts a property into another case too.
	LinkProperty(propertyID, caseID int64) error
	InsertMeasure(m *court.Measure) error
	// UpdateMeasure stores a measure but for its renewals; CodeConflict as for
	// UpdateProperty.
	UpdateMeasure(m *court.Measure) error
	InsertRenewal(r *court.Renewal) error
	UpdateRenewal(r court.Renewal) error
}

// PropertyQuery says which properties are wanted. Zero values filter nothing.
type PropertyQuery struct {
	CaseID    int64
	OwnerID   string // identifier of the debtor
	Owner     string // name, of those without identifier
	Search    string // each word must occur in owner, line, identifiers, number, officer
	Kind      court.PropertyKind
	Condition court.PropertyCondition
	OfficerID int64
	Group     court.Group
	Void      bool // those entered in error, too
	Offset    int
	Limit     int // 0 for all
}

// PropertyPage is a page of properties and the number of all.
type PropertyPage struct {
	Rows  []court.Property
	Total int
}

// MeasureQuery says which measures are wanted. Zero values filter nothing.
type MeasureQuery struct {
	CaseID    int64
	Property  int64
	State     court.MeasureState
	Kind      court.MeasureKind
	Ending    int  // only those in force whose term ends within so many days, and with Lapsed those that ended
	Lapsed    bool // with Ending: those that ran out and that nobody has accounted for
	OfficerID int64
	Group     court.Group
	Search    string
	Today     court.Date
	Offset    int
	Limit     int // 0 for all
}

// MeasurePage is a page of measures and the number of all.
type MeasurePage struct {
	Rows  []court.Measure
	Total int
}

// MeasureCounts counts measures that end within so many days, each in the
// nearest step only, and those that ran out unaccounted for.
type MeasureCounts struct {
	Lapsed int
	Steps  map[int]int // by days: 7, 15, 30, 60
}

// Found is an answer to whose case something is.
type Found struct {
	CaseID   int64
	Number   string
	Officer  string
	Status   court.Status
	Role     court.PartyRole // of the party; "" for a property's owner
	Name     string
	IDNumber string
	What     string // the property, for one that was found by its identifier
}

// PersonCase is a case of a person with the party as it stands in it.
type PersonCase struct {
	court.Party
	Number    string
	Filed     court.Date
	Status    court.Status
	Closing   court.ClosingMode
	Officer   string
	Principal court.Money
	Realised  court.Money
	Kind      court.CaseKind
	ResumedBy string // number of the case that took it up again, "" for none
}

// Owed is what the case is still enforced for: nothing where another case took
// its remainder over, where nothing is enforced any more, or where property was
// only preserved.
func (c PersonCase) Owed() court.Money {
	over := c.Status == court.StatusClosed && c.Closing != court.ClosedInterim
	if c.ResumedBy != "" || over || c.Kind == court.KindProtection || c.Kind.Reviews() {
		return 0
	}
	return max(c.Principal-c.Realised, 0)
}
