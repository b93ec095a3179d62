package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// ClearingLine is money that lies undistributed: on a case's account or in a
// pool, with what of it was there when the books began. Fees, fines, interest and
// costs have one line for what is left of their opening balance.
type ClearingLine struct {
	CaseID    int64
	ReceiptID int64 // of money without a case
	Number    string
	Fund      court.FundKind
	Debtors   string // or who paid
	Officer   string
	OfficerID int64
	Opening   court.Money // there when the books began
	Left      court.Money // of that, still there
	Held      court.Money // all that is there now
	Oldest    court.Date
	Cause     court.ClearCause // "" for none
	Reason    string
	Until     court.Date
	CauseBy   string
	CauseOn   court.Date
}

// ClearingSum is a part of the opening money.
type ClearingSum struct {
	Name  string // a cause, or what became of it
	Count int
	Sum   court.Money
}

// BurnPoint is what of the opening money was left at the end of a day.
type BurnPoint struct {
	On   court.Date
	Left court.Money
}

// Clearing is the progress of clearing what was there when the books began
// (案款清理).
type Clearing struct {
	Begun  court.Date // zero when there are no opening balances
	Total  court.Money
	Left   court.Money
	Done   []ClearingSum // what became of the rest, largest first
	Causes []ClearingSum // why money lies there, all of it, by cause; "" for no cause
	Burn   []BurnPoint   // at the beginning, each month's end, and now
	Lines  []ClearingLine
}

// NoCause names the money of which nobody said why it lies there.
const NoCause = "未登记原因"

// Clearing gives the progress and every case and receipt with undistributed
// money. Of a case's money what was there first counts as paid out first.
func (o *Office) Clearing(ctx context.Context) (Clearing, error) {
	return read(ctx, o, func(r Reader) (Clearing, error) {
		openings, err := r.Openings()
		if err != nil {
			return Clearing{}, err
		}
		moves, err := r.OpeningMoves()
		if err != nil {
			return Clearing{}, err
		}
		accounts := clearingAccounts(openings)
		c := Clearing{}
		c.burn(accounts, moves, o.Today())
		if err := c.lines(r, accounts); err != nil {
			return c, err
		}
		c.sumCauses()
		return c, nil
	})
}

// clearingKey is what payments are taken from: the account of a case, a receipt
// of a pool, or a pool as a whole.
type clearingKey struct {
	fund    court.FundKind
	caseID  int64
	receipt int64
}

func keyOf(fund court.FundKind, caseID, receipt int64) clearingKey {
	switch {
	case fund == court.FundUnknown || fund == court.FundBidder:
		return clearingKey{fund: court.FundUnknown, receipt: receipt}
	case fund.PerCase():
		return clearingKey{fund: fund, caseID: caseID}
	}
	return clearingKey{fund: fund}
}

// clearingAccount is the opening money under one key.
type clearingAccount struct {
	line Opening // the oldest of it
	sum  court.Money
	gone court.Money
}

// left is what of it is still there.
func (a clearingAccount) left() court.Money { return max(a.sum-max(a.gone, 0), 0) }

func clearingAccounts(openings []Opening) map[clearingKey]*clearingAccount {
	out := map[clearingKey]*clearingAccount{}
	for _, x := range openings {
		key := keyOf(x.Fund, x.CaseID, x.ReceiptID)
		a := out[key]
		if a == nil {
			a = &clearingAccount{line: x}
			out[key] = a
		}
		if x.Date.Before(a.line.Date) {
			a.line.Date = x.Date
		}
		a.sum += x.Amount
	}
	return out
}

// burn lets the moves happen in the order of days and keeps what was left at
// each month's end.
func (c *Clearing) burn(accounts map[clearingKey]*clearingAccount, moves []OpeningMove, today court.Date) {
	for _, a := range accounts {
		c.Total += a.sum
		if c.Begun.IsZero() || a.line.Booked.Before(c.Begun) {
			c.Begun = a.line.Booked
		}
	}
	c.Left = c.Total
	if c.Begun.IsZero() {
		return
	}
	c.Burn = []BurnPoint{{On: c.Begun, Left: c.Total}}
	done := map[string]*ClearingSum{}
	next := 0
	step := func(until court.Date) {
		for ; next < len(moves) && !moves[next].Date.After(until); next++ {
			m := moves[next]
			a := accounts[keyOf(m.Fund, m.CaseID, m.ReceiptID)]
			if a == nil {
				continue
			}
			before := a.left()
			a.gone += m.Amount
			taken := before - a.left()
			c.Left -= taken
			if taken == 0 {
				continue
			}
			if done[m.What] == nil {
				done[m.What] = &ClearingSum{Name: m.What}
			}
			done[m.What].Sum += taken
			done[m.What].Count++
		}
	}
	first := court.D(c.Begun.Year, int(c.Begun.Month), 1)
	for end := first.AddMonths(1).AddDays(-1); end.Before(today); end = end.AddDays(1).AddMonths(1).AddDays(-1) {
		if end == c.Begun {
			continue
		}
		step(end)
		c.Burn = append(c.Burn, BurnPoint{On: end, Left: c.Left})
	}
	step(today)
	c.Burn = append(c.Burn, BurnPoint{On: today, Left: c.Left})
	for _, s := range done {
		c.Done = append(c.Done, *s)
	}
	slices.SortFunc(c.Done, func(a, b ClearingSum) int {
		if a.Sum != b.Sum {
			return int(min(max(b.Sum-a.Sum, -1), 1))
		}
		return slices.Compare([]rune(a.Name), []rune(b.Name))
	})
}

// lines lists every case and receipt with undistributed money, those with
// opening money first, oldest first.
func (c *Clearing) lines(r Reader, accounts map[clearingKey]*clearingAccount) error {
	held, err := r.HeldCases()
	if err != nil {
		return err
	}
	pool, err := r.PoolReceipts()
	if err != nil {
		return err
	}
	marks, err := r.CauseMarks()
	if err != nil {
		return err
	}
	byCase, byReceipt := map[int64]court.CauseMark{}, map[int64]court.CauseMark{}
	for _, m := range marks {
		if m.CaseID != 0 {
			byCase[m.CaseID] = m
		} else {
			byReceipt[m.ReceiptID] = m
		}
	}
	add := func(l ClearingLine, key clearingKey, m court.CauseMark) {
		if a := accounts[key]; a != nil {
			l.Opening, l.Left = a.sum, a.left()
		}
		l.Cause, l.Reason, l.Until, l.CauseBy = m.Cause, m.Reason, m.Until, m.By
		if !m.At.IsZero() {
			l.CauseOn = dateOf(m.At)
		}
		if l.Cause == "" && l.Fund == court.FundUnknown {
			l.Cause = court.CauseUnknown
		}
		c.Lines = append(c.Lines, l)
	}
	for _, h := range held {
		add(ClearingLine{CaseID: h.CaseID, Number: h.Number, Fund: court.FundCase, Debtors: h.Debtors, Officer: h.Officer, OfficerID: h.OfficerID, Held: h.Held, Oldest: h.Oldest},
			keyOf(court.FundCase, h.CaseID, 0), byCase[h.CaseID])
	}
	for _, x := range pool {
		add(ClearingLine{ReceiptID: x.ID, Number: x.Number, Fund: x.Fund, Debtors: x.Payer, Held: x.Left, Oldest: x.Date}, keyOf(x.Fund, 0, x.ID), byReceipt[x.ID])
	}
	if err := addRest(r, accounts, byCase, add); err != nil {
		return err
	}
	slices.SortStableFunc(c.Lines, func(a, b ClearingLine) int {
		if (a.Left > 0) != (b.Left > 0) {
			if a.Left > 0 {
				return -1
			}
			return 1
		}
		if d := a.Oldest.Compare(b.Oldest); d != 0 {
			return d
		}
		return slices.Compare([]rune(a.Number), []rune(b.Number))
	})
	return nil
}

// addRest adds what neither cases nor receipts without a case show: what is kept
// for payees, and what is due to the treasury and to those who did work.
func addRest(r Reader, accounts map[clearingKey]*clearingAccount, byCase map[int64]court.CauseMark, add func(ClearingLine, clearingKey, court.CauseMark)) error {
	for key, a := range accounts {
		if key.fund == court.FundCase || key.fund == court.FundUnknown || a.left() == 0 {
			continue
		}
		if !key.fund.PerCase() {
			add(ClearingLine{Number: string(key.fund), Fund: key.fund, Debtors: "各笔合计", Held: a.left(), Oldest: a.line.Date}, key, court.CauseMark{Cause: court.CauseMixed})
			continue
		}
		k, err := r.Case(key.caseID)
		if err != nil {
			return err
		}
		add(ClearingLine{CaseID: k.ID, Number: k.Number.String(), Fund: key.fund, Debtors: k.NamesOf(court.RoleDebtor), Officer: k.Officer, OfficerID: k.OfficerID, Held: a.left(), Oldest: a.line.Date},
			key, byCase[k.ID])
	}
	return nil
}

// sumCauses sums up all undistributed money by its cause.
func (c *Clearing) sumCauses() {
	for _, cause := range append(slices.Clone(court.ClearCauses), "") {
		s := ClearingSum{Name: string(cause)}
		if cause == "" {
			s.Name = NoCause
		}
		for _, l := range c.Lines {
			if l.Cause == cause {
				s.Count++
				s.Sum += l.Held
			}
		}
		if s.Count > 0 {
			c.Causes = append(c.Causes, s)
		}
	}
}

// MarkCause says of cases (and receipts without a case) why their money lies
// undistributed, and by when it is to be gone.
func (o *Office) MarkCause(ctx context.Context, actor Actor, lines []ClearingLine, m court.CauseMark) error {
	if len(lines) == 0 {
		return court.FieldErrorf("案件", "请至少选择一行。")
	}
	if !slices.Contains(court.ClearCauses, m.Cause) {
		return court.FieldErrorf("未发原因", "请选择。")
	}
	if err := cleanText("说明", &m.Reason, 300, false); err != nil {
		return err
	}
	if m.Reason == "" {
		return court.FieldErrorf("说明", "没有填写：请写明具体情况。")
	}
	if m.Until.IsZero() || m.Until.Before(o.Today()) {
		return court.FieldErrorf("计划办结日", "请填写今天或以后的日期。")
	}
	return o.do(ctx, actor, MayMarkCause, "money", func(d *deed) error {
		for _, l := range lines {
			x := court.CauseMark{CaseID: l.CaseID, Cause: m.Cause, Reason: m.Reason, Until: m.Until, By: d.actor.User.Name, At: o.now()}
			switch {
			case l.CaseID == 0 && l.ReceiptID == 0:
				return court.Errorf(court.CodeRefused, "%s不用登记未发原因。", l.Number).WithHint("执行费、罚款、利息申请上缴国库，代扣费用申请支付。")
			case l.CaseID == 0:
				r, err := d.Receipt(l.ReceiptID)
				if err != nil {
					return err
				}
				if r.CaseID != 0 || r.Left <= 0 {
					return court.Errorf(court.CodeRefused, "%s已认领或付出，不用登记未发原因。", r.Number)
				}
				x.ReceiptID = r.ID
			default:
				if _, err := d.Case(l.CaseID); err != nil {
					return err
				}
			}
			if err := d.InsertCauseMark(&x); err != nil {
				return err
			}
			if err := d.audit("登记案款未发原因", "cause", x.ID, x.CaseID, nil, x, x.Reason); err != nil {
				return err
			}
		}
		if len(lines) > 1 {
			d.change.CaseID = 0
		}
		return nil
	})
}
