package office

import "zhixing/app/court"

// ServiceReader gives the register of service; it is a part of Reader.
type ServiceReader interface {
	// Services gives the lines of a case, oldest first, replaced ones too.
	Services(caseID int64) ([]court.Service, error)
	// ServiceFacts gives the papers of the forms that are not void, the lines
	// that stand and what both need of their cases.
	ServiceFacts(q ServiceScope) (ServiceFacts, error)
	// ServiceAddresses gives the newest address of each recipient, by case.
	ServiceAddresses(caseIDs ...int64) ([]court.ServiceAddress, error)
}

// ServiceTx writes what ServiceReader reads; it is a part of Tx.
type ServiceTx interface {
	// InsertService stores a line; one that replaces a line that was replaced
	// already is CodeConflict.
	InsertService(s *court.Service) error
	InsertServiceAddress(a *court.ServiceAddress) error
}

// ServiceScope says which cases the register is read of.
type ServiceScope struct {
	CaseID int64    // 0 for all
	Closed bool     // closed cases too; a single case is always read
	Forms  []string // whose papers are wanted
	Nodes  []string // codes of the nodes whose done days are wanted
}

// ServiceFacts are what the list of service is made of.
type ServiceFacts struct {
	Cases    map[int64]ServiceCase
	Order    []int64 // of the cases, by number
	Papers   []court.Paper
	Parties  []court.Party   // of the cases with papers or lines, in order
	Services []court.Service // lines that stand, oldest first
	Nodes    []court.Node    // done ones of the codes
}

// ServiceCase is what a row of the list says of its case.
type ServiceCase struct {
	ID        int64
	Number    string
	Debtors   string
	OfficerID int64
	Officer   string
	Group     court.Group
	Closed    bool
}
