package office

import "zhixing/app/court"

// SaleReader gives sales of properties; it is a part of Reader.
type SaleReader interface {
	Sale(id int64) (court.Sale, error)
	// Sales gives a page of the list, those due first; what is over comes last.
	Sales(q SaleQuery) (SalePage, error)
	// SaleMoney gives the receipts linked to a sale, oldest first.
	SaleMoney(saleID int64) ([]court.Receipt, error)
	// SaleOfReceipt gives the sale a receipt is linked to, 0 for none.
	SaleOfReceipt(receiptID int64) (int64, error)
}

// SaleTx writes what SaleReader reads; it is a part of Tx.
type SaleTx interface {
	// PutSale inserts (ID 0) or updates a sale; when the stored Version is not
	// s.Version, CodeConflict. s.Version is counted up.
	PutSale(s *court.Sale) error
	// LinkSaleMoney links a receipt to a round of a sale, counted from 1, or to
	// the gap of one taken for the debt (0).
	LinkSaleMoney(saleID, receiptID int64, round int) error
}

// SaleQuery says which sales are wanted. Zero values filter nothing.
type SaleQuery struct {
	CaseID     int64
	PropertyID int64
	Stage      court.SaleStage
	Open       bool
	DueBy      court.Date // of the next step
	OfficerID  int64
	Group      court.Group
	Search     string // each word in number, debtors, officer or property
	Offset     int
	Limit      int // 0 for all
}

// SalePage is a page of sales.
type SalePage struct {
	Rows  []court.Sale
	Total int
}
