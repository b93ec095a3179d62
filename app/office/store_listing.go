package office

import "zhixing/app/court"

// ListingReader gives listings, limits of consumption and letters about debtors
// in public office; it is a part of Reader.
type ListingReader interface {
	Listing(id int64) (court.Listing, error)
	// Listings gives a page of listings, the newest first, each with the money
	// that came in since it began and what is owed.
	Listings(q ListingQuery) (ListingPage, error)
	OfficeLetter(id int64) (court.OfficeLetter, error)
	// OfficeLetters gives the letters that are not void, the newest first.
	OfficeLetters(q ListingQuery) ([]court.OfficeLetter, error)
	// PublicDebtors gives the debtors who hold a public office, of cases in hand
	// and of those about whom letters went out.
	PublicDebtors(q ListingQuery) ([]PersonCase, error)
}

// ListingTx writes what ListingReader reads; it is a part of Tx. What somebody
// else stored meanwhile is CodeConflict.
type ListingTx interface {
	PutListing(l *court.Listing) error
	PutOfficeLetter(l *court.OfficeLetter) error
}

// ListingQuery says which listings are wanted. Zero values filter nothing.
type ListingQuery struct {
	CaseID    int64
	Kind      court.ListingKind
	State     court.ListingState // on Today
	DebtorID  string
	Debtor    string
	Open      bool // something may still fall due
	Exposed   bool // made known on some channel
	Void      bool // those entered in error, too
	OfficerID int64
	Group     court.Group
	Search    string // each word must occur in debtor, identifier, paper, officer, number
	Today     court.Date
	Offset    int
	Limit     int // 0 for all
}

// ListingPage is a page of listings and the number of all.
type ListingPage struct {
	Rows  []court.Listing
	Total int
}

// ListingFacts are what warnings about listings need.
type ListingFacts struct {
	Listings []court.Listing      // of which something may fall due
	Letters  []court.OfficeLetter // without answer
}
