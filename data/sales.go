package data

import (
	"database/sql"
	"encoding/json"
	"slices"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type saleRow struct {
	bun.BaseModel `bun:"table:sales,alias:s"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	PropertyID    int64
	Begun         day
	Stage         court.SaleStage
	Step          string
	Due           day
	Basis         string
	Side          string
	SideDue       day
	Kept          court.Money
	Body          string
	MadeBy        string
	MadeAt        moment
}

type saleLine struct {
	saleRow
	Number    string
	Officer   string
	OfficerID int64
	Grp       court.Group
	Debtors   string
	Line      string
	What      court.PropertyKind
	Worth     court.Money
	Received  court.Money
	Covered   bool
}

var saleColumns = "s.*, c.number, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp, c.debtors, y.line, y.kind AS what, y.value AS worth," +
	" COALESCE((SELECT SUM(r.amount) FROM sale_receipts AS sr JOIN receipts AS r ON r.id = sr.receipt_id WHERE sr.sale_id = s.id AND" + receiptStands + "), 0) AS received, " + covered + " AS covered"

// covered tells that what came in covers the principal of case c, of a sale s
// that has no buyer yet.
var covered = "CASE WHEN s.stage IN ('定价', '待拍卖', '拍卖中', '中止、暂缓', '流拍') AND c.principal > 0 AND " + realised + " >= c.principal THEN TRUE ELSE FALSE END"

// receiptStands tells that a receipt was not reversed.
const receiptStands = " NOT EXISTS (SELECT 1 FROM receipts AS b WHERE b.reverses = r.id)"

func (r *reader) sales() *bun.SelectQuery {
	return r.db.NewSelect().Model((*saleRow)(nil)).Join("JOIN cases AS c ON c.id = s.case_id").Join("JOIN properties AS y ON y.id = s.property_id")
}

func (r *reader) scanSales(sel *bun.SelectQuery) ([]court.Sale, error) {
	var rows []saleLine
	if err := sel.ColumnExpr(saleColumns).Scan(r.ctx, &rows); err != nil {
		return nil, err
	}
	out := make([]court.Sale, 0, len(rows))
	for _, x := range rows {
		var s court.Sale
		if err := json.Unmarshal([]byte(x.Body), &s); err != nil {
			return nil, err
		}
		s.ID, s.Version, s.CaseID, s.PropertyID, s.Begun, s.By, s.At = x.ID, x.Version, x.CaseID, x.PropertyID, x.Begun.Date, x.MadeBy, x.MadeAt.in(r.zone)
		s.Stage, s.Step, s.Due, s.Basis, s.Side, s.Until = x.Stage, x.Step, x.Due.Date, x.Basis, x.Side, x.SideDue.Date
		s.CaseNo, s.Officer, s.OfficerID, s.Group, s.Debtors = x.Number, x.Officer, x.OfficerID, x.Grp, x.Debtors
		s.Property, s.What, s.Value, s.Received, s.Covered = x.Line, x.What, x.Worth, x.Received, x.Covered
		out = append(out, s)
	}
	return out, nil
}

// Sale gives one sale.
func (r *reader) Sale(id int64) (court.Sale, error) {
	found, err := r.scanSales(r.sales().Where("s.id = ?", id))
	return only(found, err, "该处置")
}

// Sales gives a page of the list.
func (r *reader) Sales(q office.SaleQuery) (office.SalePage, error) {
	over := bun.List([]court.SaleStage{court.SaleDone, court.SaleAbandoned})
	sel := r.sales()
	if q.CaseID != 0 {
		sel = sel.Where("s.case_id = ?", q.CaseID)
	}
	if q.PropertyID != 0 {
		sel = sel.Where("s.property_id = ?", q.PropertyID)
	}
	if q.Stage != "" {
		sel = sel.Where("s.stage = ?", q.Stage)
	}
	if q.Open {
		sel = sel.Where("s.stage NOT IN (?)", over)
	}
	if !q.DueBy.IsZero() {
		sel = sel.Where("(s.due <> '' AND s.due <= ? OR s.side_due <> '' AND s.side_due <= ?)", q.DueBy.String(), q.DueBy.String())
	}
	sel = mine(sel, q.OfficerID, q.Group)
	found, err := r.scanSales(sel.OrderExpr("CASE WHEN s.stage IN (?) THEN 2 WHEN s.due = '' THEN 1 ELSE 0 END, s.due, s.id DESC", over))
	found, err = wanted(found, err, q.Search, func(s court.Sale) []string {
		return []string{s.CaseNo, s.Debtors, s.Officer, s.Property, string(s.What), s.Step, s.Side}
	})
	page := office.SalePage{Total: len(found), Rows: found}
	if q.Limit > 0 {
		from := min(q.Offset, len(found))
		page.Rows = found[from:min(from+q.Limit, len(found))]
	}
	return page, err
}

// SaleMoney gives the receipts linked to a sale.
func (r *reader) SaleMoney(saleID int64) ([]court.Receipt, error) {
	var ids []int64
	if err := r.db.NewSelect().TableExpr("sale_receipts").ColumnExpr("receipt_id").Where("sale_id = ?", saleID).Order("receipt_id").Scan(r.ctx, &ids); err != nil {
		return nil, err
	}
	out := make([]court.Receipt, 0, len(ids))
	for _, id := range ids {
		x, err := r.Receipt(id)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// SaleOfReceipt gives the sale a receipt is linked to, 0 for none.
func (r *reader) SaleOfReceipt(receiptID int64) (int64, error) {
	var ids []int64
	err := r.db.NewSelect().TableExpr("sale_receipts").ColumnExpr("sale_id").Where("receipt_id = ?", receiptID).Scan(r.ctx, &ids)
	if len(ids) == 0 {
		return 0, err
	}
	return ids[0], err
}

// PutSale stores a sale.
func (t *tx) PutSale(s *court.Sale) error {
	body := *s
	// what has columns, or follows from other records, stands there only
	body.Version, body.Stage, body.Step, body.Due, body.Basis, body.Side, body.Until = 0, "", "", court.Date{}, "", "", court.Date{}
	body.CaseNo, body.Officer, body.OfficerID, body.Group, body.Debtors, body.Property, body.What, body.Value, body.Received, body.Covered = "", "", 0, "", "", "", "", 0, 0, false
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	row := saleRow{ID: s.ID, Version: s.Version + 1, CaseID: s.CaseID, PropertyID: s.PropertyID, Begun: day{s.Begun}, Stage: s.Stage, Step: s.Step, Due: day{s.Due},
		Basis: s.Basis, Side: s.Side, SideDue: day{s.Until}, Kept: s.Kept(), Body: string(text), MadeBy: s.By, MadeAt: moment{s.At}}
	if err := t.putVersioned(&row, s.ID, s.Version, "该处置"); err != nil {
		return err
	}
	s.ID, s.Version = row.ID, row.Version
	return nil
}

type saleReceiptRow struct {
	bun.BaseModel `bun:"table:sale_receipts"`
	ReceiptID     int64 `bun:",pk"`
	SaleID        int64
	Round         int
}

// LinkSaleMoney links a receipt to a round of a sale.
func (t *tx) LinkSaleMoney(saleID, receiptID int64, round int) error {
	_, err := t.db.NewInsert().Model(&saleReceiptRow{ReceiptID: receiptID, SaleID: saleID, Round: round}).Exec(t.ctx)
	if duplicate(err) {
		return court.Errorf(court.CodeConflict, "该笔收款已经记入一项处置。")
	}
	return err
}

// addSales reads the sales that are not over, as far as their next step, or
// what is owed beside it, has a day, and those whose debt was paid.
func (r *reader) addSales(ids []int64, until court.Date, at func(int64) *office.WarningFacts) error {
	clause, args := someCases("s.case_id", ids)
	over := bun.List([]court.SaleStage{court.SaleDone, court.SaleAbandoned})
	return r.scanAll("SELECT s.case_id, s.step, s.due, s.side, s.side_due, y.line, "+covered+" FROM sales AS s JOIN cases AS c ON c.id = s.case_id JOIN properties AS y ON y.id = s.property_id WHERE s.stage NOT IN (?)"+clause+" ORDER BY s.due, s.id",
		slices.Concat([]any{over}, args), func(rows *sql.Rows) error {
			var s court.Sale
			var due, side day
			if err := rows.Scan(&s.CaseID, &s.Step, &due, &s.Side, &side, &s.Property, &s.Covered); err != nil {
				return err
			}
			if !due.IsZero() && !due.After(until) {
				s.Due = due.Date
			}
			if !side.IsZero() && !side.After(until) {
				s.Until = side.Date
			}
			if f := at(s.CaseID); f != nil && (!s.Due.IsZero() || !s.Until.IsZero() || s.Covered) {
				f.Sales = append(f.Sales, s)
			}
			return nil
		})
}
