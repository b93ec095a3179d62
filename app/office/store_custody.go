package office

import "zhixing/app/court"

// CustodyReader gives plans of distribution, settlements, seized items and
// stock-takings; it is a part of Reader.
type CustodyReader interface {
	// Distributions gives plans with claims, parties and payments, newest first.
	Distributions(q PlanQuery) ([]court.Distribution, error)
	Distribution(id int64) (court.Distribution, error)
	// PlanOfPayment gives the claim a payment serves; not found for payments
	// that no plan gave rise to.
	PlanOfPayment(paymentID int64) (plan court.Distribution, line int, found bool, err error)

	// Settlements gives settlements with instalments and payments, newest first.
	Settlements(q SettlementQuery) ([]court.Settlement, error)
	Settlement(id int64) (court.Settlement, error)
	// SettlementReceipts gives what came in for the cases of settlements that
	// stand, oldest first, without what was reversed.
	SettlementReceipts(caseIDs []int64) (map[int64][]court.Receipt, error)

	Goods(q GoodsQuery) ([]court.GoodsItem, error) // newest number first
	GoodsItem(id int64) (court.GoodsItem, error)
	GoodsMoves(itemID int64) ([]court.GoodsMove, error) // oldest first
	// GoodsPhotos gives the photos of an item, oldest first, void ones too.
	GoodsPhotos(itemID int64) ([]court.GoodsPhoto, error)
	GoodsPhoto(id int64) (court.GoodsPhoto, error)
	StockTakings() ([]court.StockTaking, error)      // newest first
	StockTaking(id int64) (court.StockTaking, error) // with lines, by place and number
}

// CustodyTx writes what CustodyReader reads; it is a part of Tx. What has a
// version is CodeConflict when somebody else stored it meanwhile.
type CustodyTx interface {
	// PutDistribution inserts (ID 0) or updates a plan with its claims and parties.
	PutDistribution(p *court.Distribution) error
	InsertPlanPayment(planID int64, x court.PlanPayment) error
	// UpdateClaimAccount stores where a claim is paid to; nothing else of a served
	// plan changes.
	UpdateClaimAccount(planID int64, c court.Claim) error
	// PutSettlement inserts (ID 0) or updates a settlement with its instalments.
	PutSettlement(s *court.Settlement) error
	InsertSettlementPayment(settlementID int64, p *court.SettlementPayment) error
	VoidSettlementPayment(id int64, reason string) error
	PutGoods(g *court.GoodsItem) error
	InsertGoodsMove(m *court.GoodsMove) error
	InsertGoodsPhoto(p *court.GoodsPhoto) error
	// UpdateGoodsPhoto stores how a photo is turned, its note and why it is void.
	UpdateGoodsPhoto(p court.GoodsPhoto) error
	// InsertStockTaking stores a stock-taking with its lines.
	InsertStockTaking(s *court.StockTaking) error
	UpdateStockLine(takingID int64, l court.StockLine) error
	CloseStockTaking(s court.StockTaking) error
}

// PlanQuery says which plans are wanted. Zero values filter nothing.
type PlanQuery struct {
	CaseID int64 // whose money it shares, or who claims in it
	State  court.PlanState
	Latest bool // only the last edition of each
	Search string
}

// SettlementQuery says which settlements are wanted. Zero values filter nothing.
type SettlementQuery struct {
	CaseIDs []int64
	Running bool // 履行中 only
	Void    bool // those entered in error, too
	Search  string
}

// GoodsQuery says which items are wanted. Zero values filter nothing.
type GoodsQuery struct {
	CaseID int64
	Here   bool // still kept
	State  court.GoodsState
	Place  string
	Number string
	Search string
}
