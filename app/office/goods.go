package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// GoodsLine is a seized item with the day it is to be looked into.
type GoodsLine struct {
	court.GoodsItem
	Due  court.Date // zero when it is gone
	Days int        // kept so far, until it went
}

// Goods gives seized items (扣押物), the newest number first.
func (o *Office) Goods(ctx context.Context, q GoodsQuery) ([]GoodsLine, error) {
	return read(ctx, o, func(r Reader) ([]GoodsLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		found, err := r.Goods(q)
		out := make([]GoodsLine, 0, len(found))
		for _, g := range found {
			line := GoodsLine{GoodsItem: g, Days: g.SeizedOn.DaysUntil(o.Today())}
			if g.State.Here() {
				line.Due = goodsDue(rules, g)
			} else {
				line.Days = g.SeizedOn.DaysUntil(g.GoneOn)
			}
			out = append(out, line)
		}
		return out, err
	})
}

// goodsDue gives the day by which an item is to be given back, or to be looked
// into.
func goodsDue(rules *law.Rules, g court.GoodsItem) court.Date {
	if !g.Released.IsZero() {
		return rules.GoodsReturnDue(g.Released)
	}
	return rules.GoodsDue(g.SeizedOn)
}

// GoodsMoves gives what happened to an item, oldest first.
func (o *Office) GoodsMoves(ctx context.Context, id int64) ([]court.GoodsMove, error) {
	return read(ctx, o, func(r Reader) ([]court.GoodsMove, error) { return r.GoodsMoves(id) })
}

// SaveGoods enters a seized item and numbers it, or changes what is written of
// one that has an ID; where it is changes by MoveGoods only.
func (o *Office) SaveGoods(ctx context.Context, actor Actor, g court.GoodsItem) (court.GoodsItem, error) {
	if err := o.checkGoods(&g); err != nil {
		return g, err
	}
	err := o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		c, err := d.Case(g.CaseID)
		if err != nil {
			return err
		}
		if g.ID != 0 {
			old, err := d.GoodsItem(g.ID)
			if err != nil {
				return err
			}
			g.Number, g.CaseID, g.State, g.GoneOn, g.Released, g.By, g.At = old.Number, old.CaseID, old.State, old.GoneOn, old.Released, old.By, old.At
			g.Place, g.Keeper = old.Place, old.Keeper
			if err := d.PutGoods(&g); err != nil {
				return err
			}
			return d.audit("修改扣押物", "goods", g.ID, g.CaseID, old, g, "")
		}
		if g.Number, err = d.nextVoucher("物", o.Today()); err != nil {
			return err
		}
		g.State, g.By, g.At, g.CaseNo = court.GoodsKept, d.actor.User.Name, o.now(), c.Number.String()
		if err := d.PutGoods(&g); err != nil {
			return err
		}
		in := court.GoodsMove{ItemID: g.ID, Kind: court.MoveIn, On: g.SeizedOn, Place: g.Place, Keeper: g.Keeper, Paper: g.Measure, By: g.By, At: g.At}
		if err := d.InsertGoodsMove(&in); err != nil {
			return err
		}
		return d.audit("登记扣押物", "goods", g.ID, g.CaseID, nil, g, "")
	})
	return g, err
}

func (o *Office) checkGoods(g *court.GoodsItem) error {
	if err := o.checkPastDate("扣押日期", g.SeizedOn, true); err != nil {
		return err
	}
	if g.Value < 0 || g.Value > court.MaxMoney {
		return court.FieldErrorf("估价", "不能是负数，也不能太大。")
	}
	return cleanAll([]cleaned{{"名称", &g.Name, 60, true}, {"特征", &g.Detail, 200, false}, {"数量", &g.Quantity, 30, true}, {"所有人", &g.Owner, 60, true},
		{"存放地点", &g.Place, 60, true}, {"保管人", &g.Keeper, 30, true}, {"依据文书", &g.Measure, 100, false}, {"备注", &g.Note, 300, false}})
}

// goodsRules say what each kind of move needs and leads to.
var goodsRules = map[string]struct {
	from    []court.GoodsState
	to      court.GoodsState // "" keeps the state
	receipt bool             // who received it and their receipt
	gone    bool
}{
	court.MoveShift:   {from: []court.GoodsState{court.GoodsKept}},
	court.MoveLend:    {from: []court.GoodsState{court.GoodsKept}, to: court.GoodsLent, receipt: true},
	court.MoveBack:    {from: []court.GoodsState{court.GoodsLent}, to: court.GoodsKept},
	court.MoveRelease: {from: []court.GoodsState{court.GoodsKept, court.GoodsLent}},
	court.MoveReturn:  {from: []court.GoodsState{court.GoodsKept}, to: court.GoodsReturned, receipt: true, gone: true},
	court.MoveDeliver: {from: []court.GoodsState{court.GoodsKept}, to: court.GoodsDelivered, receipt: true, gone: true},
	court.MoveSell:    {from: []court.GoodsState{court.GoodsKept}, to: court.GoodsSold, receipt: true, gone: true},
	court.MoveDestroy: {from: []court.GoodsState{court.GoodsKept}, to: court.GoodsGone, gone: true},
}

// GoodsMovesOf lists what can happen to an item as it is.
func GoodsMovesOf(g court.GoodsItem) []string {
	var out []string
	for _, kind := range court.GoodsMoves {
		if slices.Contains(goodsRules[kind].from, g.State) && (kind != court.MoveRelease || g.Released.IsZero()) {
			out = append(out, kind)
		}
	}
	return out
}

// NeedsReceipt tells whether a move needs who received the item, with receipt.
func NeedsReceipt(kind string) bool { return goodsRules[kind].receipt }

// MoveGoods records what happens to an item: moved, lent, back, released, given
// back, delivered, sold, destroyed. Whoever receives it and the receipt go on
// record; giving it back needs that its seizure was lifted.
func (o *Office) MoveGoods(ctx context.Context, actor Actor, m court.GoodsMove) error {
	if err := o.checkMove(&m); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		g, err := d.GoodsItem(m.ItemID)
		if err != nil {
			return err
		}
		rule := goodsRules[m.Kind]
		before := g
		moves, err := d.GoodsMoves(g.ID)
		if err != nil {
			return err
		}
		switch {
		case !slices.Contains(GoodsMovesOf(g), m.Kind):
			return court.Errorf(court.CodeRefused, "%s%s，不能“%s”。", g.Number, g.State, m.Kind).WithHint("请刷新后再看它的去向。")
		case len(moves) > 0 && m.On.Before(moves[len(moves)-1].On):
			return court.FieldErrorf("日期", "“%s”早于上一次变动%s。", m.On, moves[len(moves)-1].On)
		case m.Kind == court.MoveReturn && g.Released.IsZero():
			return court.Errorf(court.CodeRefused, "%s还没有解除扣押，不能发还。", g.Number).WithHint("请先登记“解除扣押”，写明裁定书。")
		}
		if m.Kind == court.MoveRelease {
			g.Released = m.On
		}
		if rule.to != "" {
			g.State = rule.to
		}
		if rule.gone {
			g.GoneOn = m.On
		}
		if m.Kind == court.MoveShift || m.Kind == court.MoveBack {
			g.Place, g.Keeper = m.Place, m.Keeper
		}
		m.Place, m.Keeper, m.By, m.At = g.Place, g.Keeper, d.actor.User.Name, o.now()
		if err := d.PutGoods(&g); err != nil {
			return err
		}
		if err := d.InsertGoodsMove(&m); err != nil {
			return err
		}
		return d.audit("扣押物"+m.Kind, "goods", g.ID, g.CaseID, before, g, strings.TrimSpace(m.Person+" "+m.Paper+" "+m.Note))
	})
}

func (o *Office) checkMove(m *court.GoodsMove) error {
	rule, known := goodsRules[m.Kind]
	if !known {
		return court.FieldErrorf("变动", "请选择。")
	}
	if err := o.checkPastDate("日期", m.On, true); err != nil {
		return err
	}
	if m.Amount < 0 || m.Amount > court.MaxMoney || m.Kind == court.MoveSell && m.Amount == 0 {
		return court.FieldErrorf("价款", "变卖的须写明价款。")
	}
	moves := m.Kind == court.MoveShift || m.Kind == court.MoveBack
	return cleanAll([]cleaned{{"存放地点", &m.Place, 60, moves}, {"保管人", &m.Keeper, 30, moves}, {"接收人", &m.Person, 60, rule.receipt},
		{"收条、文书", &m.Paper, 100, rule.receipt || m.Kind == court.MoveRelease || m.Kind == court.MoveDestroy}, {"备注", &m.Note, 300, false}})
}

// FormGoodsReceipt is the receipt of whoever gets seized items.
const FormGoodsReceipt = "goods-receipt"

// GoodsPaper gives the request for the receipt of items of one case
// (发还、交付物品收条).
func (o *Office) GoodsPaper(ctx context.Context, caseID int64, ids []int64, kind string) (PaperRequest, error) {
	return read(ctx, o, func(r Reader) (PaperRequest, error) {
		var rows []string
		person := ""
		for _, id := range ids {
			g, err := r.GoodsItem(id)
			if err != nil {
				return PaperRequest{}, err
			}
			if g.CaseID != caseID {
				return PaperRequest{}, court.Errorf(court.CodeRefused, "%s是%s的扣押物，不是这个案件的。", g.Number, g.CaseNo).WithHint("一份收条只写一个案件的物品。")
			}
			rows, person = append(rows, cells(g.Number, g.Name, g.Detail, g.Quantity, g.Note)), g.Owner
		}
		return PaperRequest{CaseID: caseID, Form: FormGoodsReceipt, Inputs: map[string]string{
			"fill.kind": kind, "fill.person": person, "fill.rows": strings.Join(rows, "\n"),
		}}, nil
	})
}

// StockTakings gives stock-takings, newest first.
func (o *Office) StockTakings(ctx context.Context) ([]court.StockTaking, error) {
	return read(ctx, o, func(r Reader) ([]court.StockTaking, error) { return r.StockTakings() })
}

// StockTaking gives one stock-taking.
func (o *Office) StockTaking(ctx context.Context, id int64) (court.StockTaking, error) {
	return read(ctx, o, func(r Reader) (court.StockTaking, error) { return r.StockTaking(id) })
}

// BeginStockTaking begins a stock-taking (盘点) of everything that is in the
// store, or at one place. One that is not finished must be finished first.
func (o *Office) BeginStockTaking(ctx context.Context, actor Actor, place string) (court.StockTaking, error) {
	s := court.StockTaking{Place: place}
	if err := cleanAll([]cleaned{{"存放地点", &s.Place, 60, false}}); err != nil {
		return s, err
	}
	err := o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		takings, err := d.StockTakings()
		if err != nil {
			return err
		}
		for _, x := range takings {
			if x.Closed.IsZero() {
				return court.Errorf(court.CodeConflict, "盘点%s还没有结束。", x.Number).WithHint("请先完成它，再开始新的盘点。")
			}
		}
		items, err := d.Goods(GoodsQuery{State: court.GoodsKept, Place: s.Place})
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return court.Errorf(court.CodeRefused, "没有在库的扣押物可以盘点。")
		}
		if s.Number, err = d.nextVoucher("盘", o.Today()); err != nil {
			return err
		}
		s.On, s.By, s.At = o.Today(), d.actor.User.Name, o.now()
		for _, g := range items {
			s.Lines = append(s.Lines, court.StockLine{ItemID: g.ID, Number: g.Number, CaseNo: g.CaseNo, Name: g.Name, Quantity: g.Quantity, Place: g.Place, Keeper: g.Keeper})
		}
		if err := d.InsertStockTaking(&s); err != nil {
			return err
		}
		return d.audit("开始盘点", "stock", s.ID, 0, nil, tree{"Number": s.Number, "Place": s.Place, "Count": len(s.Lines)}, "")
	})
	return s, err
}

// MarkStock records what a stock-taking found of an item, named by its number
// as the label's code gives it.
func (o *Office) MarkStock(ctx context.Context, actor Actor, id int64, number, result, note string) (court.StockLine, error) {
	var line court.StockLine
	if err := cleanAll([]cleaned{{"编号", &number, 30, true}, {"说明", &note, 300, false}}); err != nil {
		return line, err
	}
	number = court.GoodsNumber(number)
	if !slices.Contains([]string{court.StockFound, court.StockMissing, court.StockWrong}, result) {
		return line, court.FieldErrorf("结果", "请选择。")
	}
	if result == court.StockWrong && note == "" {
		return line, court.FieldErrorf("说明", "不能为空：写明哪里不符。")
	}
	err := o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		s, err := d.StockTaking(id)
		if err != nil {
			return err
		}
		if !s.Closed.IsZero() {
			return court.Errorf(court.CodeRefused, "盘点%s已经结束。", s.Number)
		}
		i := slices.IndexFunc(s.Lines, func(l court.StockLine) bool { return l.Number == number })
		if i < 0 {
			return court.FieldErrorf("编号", "“%s”不在这次盘点的清单里。", number).WithHint("不在库的、盘点开始后才登记的，不在清单里。")
		}
		before := s.Lines[i]
		line = before
		line.Result, line.Note, line.On, line.By = result, note, o.Today(), d.actor.User.Name
		if err := d.UpdateStockLine(s.ID, line); err != nil {
			return err
		}
		return d.audit("盘点登记", "stock", s.ID, 0, before, line, "")
	})
	return line, err
}

// CloseStockTaking finishes a stock-taking once every item was looked at.
func (o *Office) CloseStockTaking(ctx context.Context, actor Actor, id int64, note string) error {
	if err := cleanText("盘点说明", &note, 500, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		s, err := d.StockTaking(id)
		if err != nil {
			return err
		}
		counts := s.Counts()
		switch {
		case !s.Closed.IsZero():
			return court.Errorf(court.CodeRefused, "盘点%s已经结束。", s.Number)
		case counts[""] > 0:
			return court.Errorf(court.CodeRefused, "还有%d件没有盘点结果。", counts[""]).WithHint("找不到的，登记为“未找到”。")
		case note == "" && counts[court.StockFound] < len(s.Lines):
			return court.FieldErrorf("盘点说明", "不能为空：有%d件未找到或者不符，写明原因和处理意见。", len(s.Lines)-counts[court.StockFound])
		}
		s.Closed, s.ClosedBy, s.Note = o.Today(), d.actor.User.Name, note
		if err := d.CloseStockTaking(s); err != nil {
			return err
		}
		return d.audit("结束盘点", "stock", s.ID, 0, nil, tree{"Number": s.Number, "Note": note}, fmt.Sprintf("%d件，相符%d件，未找到%d件，不符%d件",
			len(s.Lines), counts[court.StockFound], counts[court.StockMissing], counts[court.StockWrong]))
	})
}
