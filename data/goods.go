package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type goodsRow struct {
	bun.BaseModel `bun:"table:goods,alias:g"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	CaseID        int64
	CaseNo        string      `bun:",scanonly"`
	Debtors       string      `bun:",scanonly"`
	Officer       string      `bun:",scanonly"`
	OfficerID     int64       `bun:",scanonly"`
	Grp           court.Group `bun:",scanonly"`
	Name          string
	Detail        string
	Quantity      string
	Owner         string
	Place         string
	Keeper        string
	Value         court.Money
	Measure       string
	SeizedOn      day
	Released      day
	State         court.GoodsState
	GoneOn        day
	Note          string
	MadeBy        string
	MadeAt        moment
}

func (r *reader) goods(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.GoodsItem, error) {
	var rows []goodsRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = g.case_id").
		ColumnExpr("g.*, c.number AS case_no, c.debtors, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp").OrderExpr("g.number DESC")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(x goodsRow) court.GoodsItem {
		return court.GoodsItem{
			ID: x.ID, Version: x.Version, Number: x.Number, CaseID: x.CaseID, CaseNo: x.CaseNo, Debtors: x.Debtors, Officer: x.Officer, OfficerID: x.OfficerID, Group: x.Grp,
			Name: x.Name, Detail: x.Detail, Quantity: x.Quantity, Owner: x.Owner, Place: x.Place, Keeper: x.Keeper, Value: x.Value, Measure: x.Measure,
			SeizedOn: x.SeizedOn.Date, Released: x.Released.Date, State: x.State, GoneOn: x.GoneOn.Date, Note: x.Note, By: x.MadeBy, At: x.MadeAt.in(r.zone),
		}
	}), err
}

// Goods gives seized items, the newest number first.
func (r *reader) Goods(q office.GoodsQuery) ([]court.GoodsItem, error) {
	found, err := r.goods(func(sel *bun.SelectQuery) *bun.SelectQuery {
		if q.CaseID != 0 {
			sel = sel.Where("g.case_id = ?", q.CaseID)
		}
		if q.Here {
			sel = sel.Where("g.state IN (?)", bun.List([]court.GoodsState{court.GoodsKept, court.GoodsLent}))
		}
		if q.State != "" {
			sel = sel.Where("g.state = ?", q.State)
		}
		if q.Place != "" {
			sel = sel.Where("g.place = ?", q.Place)
		}
		if q.Number != "" {
			sel = sel.Where("g.number = ?", q.Number)
		}
		return sel
	})
	return wanted(found, err, q.Search, func(g court.GoodsItem) []string {
		return []string{g.Number, g.CaseNo, g.Debtors, g.Officer, g.Name, g.Detail, g.Owner, g.Place, g.Keeper}
	})
}

// GoodsItem gives one item.
func (r *reader) GoodsItem(id int64) (court.GoodsItem, error) {
	found, err := r.goods(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("g.id = ?", id) })
	return only(found, err, "该扣押物")
}

// PutGoods stores an item.
func (t *tx) PutGoods(g *court.GoodsItem) error {
	row := goodsRow{
		ID: g.ID, Version: g.Version + 1, Number: g.Number, CaseID: g.CaseID, Name: g.Name, Detail: g.Detail, Quantity: g.Quantity, Owner: g.Owner, Place: g.Place,
		Keeper: g.Keeper, Value: g.Value, Measure: g.Measure, SeizedOn: day{g.SeizedOn}, Released: day{g.Released}, State: g.State, GoneOn: day{g.GoneOn}, Note: g.Note,
		MadeBy: g.By, MadeAt: moment{g.At},
	}
	if err := t.putVersioned(&row, g.ID, g.Version, "该扣押物"); err != nil {
		return err
	}
	g.ID, g.Version = row.ID, row.Version
	return nil
}

type goodsMoveRow struct {
	bun.BaseModel `bun:"table:goods_moves,alias:m"`
	ID            int64 `bun:",pk,autoincrement"`
	ItemID        int64
	Kind          string
	OnDate        day
	Place         string
	Keeper        string
	Person        string
	Paper         string
	Amount        court.Money
	Note          string
	MadeBy        string
	MadeAt        moment
}

// GoodsMoves gives what happened to an item, oldest first.
func (r *reader) GoodsMoves(itemID int64) ([]court.GoodsMove, error) {
	var rows []goodsMoveRow
	err := r.db.NewSelect().Model(&rows).Where("m.item_id = ?", itemID).OrderExpr("m.id").Scan(r.ctx)
	return each(rows, func(x goodsMoveRow) court.GoodsMove {
		return court.GoodsMove{ID: x.ID, ItemID: x.ItemID, Kind: x.Kind, On: x.OnDate.Date, Place: x.Place, Keeper: x.Keeper, Person: x.Person, Paper: x.Paper,
			Amount: x.Amount, Note: x.Note, By: x.MadeBy, At: x.MadeAt.in(r.zone)}
	}), err
}

// InsertGoodsMove stores what happened to an item.
func (t *tx) InsertGoodsMove(m *court.GoodsMove) error {
	row := goodsMoveRow{ItemID: m.ItemID, Kind: m.Kind, OnDate: day{m.On}, Place: m.Place, Keeper: m.Keeper, Person: m.Person, Paper: m.Paper, Amount: m.Amount,
		Note: m.Note, MadeBy: m.By, MadeAt: moment{m.At}}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	m.ID = row.ID
	return err
}

type stockTakingRow struct {
	bun.BaseModel `bun:"table:stock_takings,alias:k"`
	ID            int64 `bun:",pk,autoincrement"`
	Number        string
	OnDate        day
	Place         string
	MadeBy        string
	MadeAt        moment
	Closed        day
	ClosedBy      string
	Note          string
}

type stockLineRow struct {
	bun.BaseModel `bun:"table:stock_lines,alias:l"`
	TakingID      int64  `bun:",pk"`
	ItemID        int64  `bun:",pk"`
	Number        string `bun:",scanonly"`
	CaseNo        string `bun:",scanonly"`
	Name          string `bun:",scanonly"`
	Quantity      string `bun:",scanonly"`
	Place         string
	Keeper        string
	Result        string
	OnDate        day
	MadeBy        string
	Note          string
}

// StockTakings gives stock-takings with the results of their lines counted,
// newest first.
func (r *reader) StockTakings() ([]court.StockTaking, error) {
	return r.stockTakings(func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

func (r *reader) stockTakings(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.StockTaking, error) {
	var rows []stockTakingRow
	if err := narrow(r.db.NewSelect().Model(&rows).OrderExpr("k.id DESC")).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	out, at, ids := make([]court.StockTaking, len(rows)), map[int64]*court.StockTaking{}, make([]int64, len(rows))
	for i, x := range rows {
		out[i] = court.StockTaking{ID: x.ID, Number: x.Number, On: x.OnDate.Date, Place: x.Place, By: x.MadeBy, At: x.MadeAt.in(r.zone), Closed: x.Closed.Date,
			ClosedBy: x.ClosedBy, Note: x.Note}
		at[x.ID], ids[i] = &out[i], x.ID
	}
	var lines []stockLineRow
	err := r.db.NewSelect().Model(&lines).Join("JOIN goods AS g ON g.id = l.item_id").Join("JOIN cases AS c ON c.id = g.case_id").
		ColumnExpr("l.*, g.number, g.name, g.quantity, c.number AS case_no").Where("l.taking_id IN (?)", bun.List(ids)).OrderExpr("l.taking_id, l.place, g.number").Scan(r.ctx)
	for _, x := range lines {
		s := at[x.TakingID]
		s.Lines = append(s.Lines, court.StockLine{ItemID: x.ItemID, Number: x.Number, CaseNo: x.CaseNo, Name: x.Name, Quantity: x.Quantity, Place: x.Place,
			Keeper: x.Keeper, Result: x.Result, On: x.OnDate.Date, By: x.MadeBy, Note: x.Note})
	}
	return out, err
}

// StockTaking gives one stock-taking with its lines, by place and number.
func (r *reader) StockTaking(id int64) (court.StockTaking, error) {
	found, err := r.stockTakings(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	return only(found, err, "该次盘点")
}

// InsertStockTaking stores a stock-taking with its lines.
func (t *tx) InsertStockTaking(s *court.StockTaking) error {
	row := stockTakingRow{Number: s.Number, OnDate: day{s.On}, Place: s.Place, MadeBy: s.By, MadeAt: moment{s.At}, Note: s.Note}
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	s.ID = row.ID
	rows := each(s.Lines, func(l court.StockLine) stockLineRow {
		return stockLineRow{TakingID: s.ID, ItemID: l.ItemID, Place: l.Place, Keeper: l.Keeper}
	})
	_, err := t.db.NewInsert().Model(&rows).Exec(t.ctx)
	return err
}

// UpdateStockLine stores what was found of an item.
func (t *tx) UpdateStockLine(takingID int64, l court.StockLine) error {
	res, err := t.db.NewRaw("UPDATE stock_lines SET result = ?, on_date = ?, made_by = ?, note = ? WHERE taking_id = ? AND item_id = ?",
		l.Result, l.On.String(), l.By, l.Note, takingID, l.ItemID).Exec(t.ctx)
	return changedOne(res, err, "该扣押物的盘点行")
}

// CloseStockTaking stores that a stock-taking is finished.
func (t *tx) CloseStockTaking(s court.StockTaking) error {
	res, err := t.db.NewRaw("UPDATE stock_takings SET closed = ?, closed_by = ?, note = ? WHERE id = ? AND closed = ''", s.Closed.String(), s.ClosedBy, s.Note, s.ID).Exec(t.ctx)
	return changedOne(res, err, "该次盘点")
}
