package data

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/office"
)

// balances gives the balance of every account by its code, debit above zero.
func fundBalances(t testing.TB, s *Store) map[string]court.Money {
	t.Helper()
	out := map[string]court.Money{}
	for _, a := range read(t, s, func(r office.Reader) ([]court.Account, error) { return r.FundAccounts(true) }) {
		balance := a.Balance
		if !a.Kind.IsAsset() {
			balance = -balance
		}
		if a.Balance < 0 {
			t.Errorf("account %s is below zero: %s", a.Code, a.Balance)
		}
		if balance != 0 {
			out[a.Code] = balance
		}
	}
	return out
}

func sumOf(balances map[string]court.Money) court.Money {
	var sum court.Money
	for _, b := range balances {
		sum += b
	}
	return sum
}

// fundMove is one thing that may be done to the books. It may be refused.
type fundMove struct {
	what   string
	seq    int // of the case, 0 for a pool
	amount court.Money
	pick   int
}

func drawMove(t *rapid.T) fundMove {
	return fundMove{
		what: rapid.SampledFrom([]string{"receive", "receive", "cash", "pool", "assign", "pay", "pay", "deposit", "undo receipt", "undo payment", "bank",
			"open", "interest", "fee", "refill", "offset", "undo item"}).Draw(t, "what"),
		seq:    rapid.IntRange(1, 3).Draw(t, "case"),
		amount: court.Money(rapid.IntRange(1, 100_000).Draw(t, "amount")),
		pick:   rapid.IntRange(0, 50).Draw(t, "pick"),
	}
}

// fundPlayer applies moves and remembers what they made.
type fundPlayer struct {
	t        testing.TB
	s        *Store
	n        int
	receipts []court.Receipt
	payments []court.Disbursement
	items    []court.FundItem
}

// fewChecks keeps a property quick whose every check makes a database.
func fewChecks(t *testing.T, n string) {
	t.Helper()
	old := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", old) })
}

func newPlayer(t testing.TB) *fundPlayer {
	p := &fundPlayer{t: t, s: newStore(t)}
	for i := range 3 {
		addCase(t, p.s, i+1)
	}
	return p
}

func (p *fundPlayer) number() string { p.n++; return fmt.Sprintf("号%04d", p.n) }

// play applies a move and tells whether it was made.
func (p *fundPlayer) play(m fundMove) bool {
	err := p.s.Write(context.Background(), func(tx office.Tx) error { return p.try(tx, m) })
	if err != nil && court.CodeOf(err) != court.CodeConflict && court.CodeOf(err) != court.CodeRefused {
		p.t.Fatalf("%+v: %v", m, err)
	}
	return err == nil
}

func (p *fundPlayer) try(tx office.Tx, m fundMove) error {
	receive := func(r court.Receipt) error {
		if err := tx.InsertReceipt(&r); err != nil {
			return err
		}
		p.receipts = append(p.receipts, r)
		return nil
	}
	none := court.Errorf(court.CodeRefused, "没有。")
	id := int64(m.seq)
	switch m.what {
	case "receive", "cash", "open":
		r := newReceipt(id, p.number(), m.amount)
		switch m.what {
		case "cash":
			r.Way = court.WayCash
		case "open":
			r.Way = court.WayOpening
		}
		return receive(r)
	case "interest", "fee", "refill", "offset", "undo item":
		return p.tryItem(tx, m)
	case "pool":
		r := newReceipt(0, p.number(), m.amount)
		r.Fund = court.FundUnknown
		return receive(r)
	case "pay", "deposit":
		d := newDisbursement(id, p.number(), m.amount, m.amount/10)
		d.State, d.PaidOn, d.PaidBy = court.DisbursementPaid, court.D(2018, 11, 23), "钱会计"
		if m.what == "deposit" {
			d.Kind = court.PayDeposit
		}
		if err := tx.InsertDisbursement(&d); err != nil {
			return err
		}
		p.payments = append(p.payments, d)
		return nil
	case "undo payment":
		if len(p.payments) == 0 {
			return none
		}
		d := p.payments[m.pick%len(p.payments)]
		d.State, d.ReversedOn, d.ReversedBy, d.ReversedAt = court.DisbursementReversed, court.D(2018, 11, 23), "钱会计", now
		return tx.UpdateDisbursement(d)
	}
	if len(p.receipts) == 0 {
		return none
	}
	of, err := tx.Receipt(p.receipts[m.pick%len(p.receipts)].ID)
	if err != nil {
		return err
	}
	switch {
	case m.what == "bank" && !of.Banked && !of.Reversed && of.Reverses == 0:
		return tx.InsertBanking(court.Banking{ReceiptID: of.ID, Date: court.D(2018, 11, 21), By: "钱会计", At: now})
	case m.what == "assign" && of.CaseID == 0 && of.Reverses == 0 && !of.Reversed:
		r := newReceipt(id, p.number(), m.amount)
		r.Source = of.ID
		return receive(r)
	case m.what == "undo receipt":
		r := of
		r.Number, r.Amount, r.Reverses, r.Reason = p.number(), -of.Amount, of.ID, "登错"
		return receive(r)
	}
	return none
}

// tryItem plays a move of the bank account itself.
func (p *fundPlayer) tryItem(tx office.Tx, m fundMove) error {
	if m.what == "undo item" {
		if len(p.items) == 0 {
			return court.Errorf(court.CodeRefused, "没有。")
		}
		x, err := tx.FundItem(p.items[m.pick%len(p.items)].ID)
		if err != nil {
			return err
		}
		x.State, x.ReversedOn, x.ReversedBy, x.ReversedAt = court.ItemReversed, court.D(2018, 11, 23), "钱会计", now
		if err := tx.UpdateFundItem(x); err != nil {
			return err
		}
		return nil
	}
	kinds := map[string]court.ItemKind{"interest": court.ItemInterest, "fee": court.ItemBankFee, "refill": court.ItemRefill, "offset": court.ItemOffset}
	x := court.FundItem{Number: p.number(), Kind: kinds[m.what], Date: court.D(2018, 11, 20), Amount: m.amount, Note: "三季度", State: court.ItemPosted, By: "钱会计", At: now}
	if m.what == "fee" || m.what == "refill" || m.what == "offset" {
		x.Amount = m.amount%1000 + 1
	}
	if err := tx.InsertFundItem(&x); err != nil {
		return err
	}
	p.items = append(p.items, x)
	return nil
}

// TestBooksStayWhole plays random moves: after each the books balance and no
// account is below zero; undoing the last move restores every balance.
func TestBooksStayWhole(t *testing.T) {
	fewChecks(t, "20")
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlayer(t)
		before := map[string]court.Money{}
		for _, m := range rapid.SliceOfN(rapid.Custom(drawMove), 5, 40).Draw(rt, "moves") {
			receipts, payments, items := len(p.receipts), len(p.payments), len(p.items)
			made := p.play(m)
			after := fundBalances(t, p.s)
			if sum := sumOf(after); sum != 0 {
				rt.Fatalf("after %+v the books sum up to %s", m, sum)
			}
			if !made && !maps.Equal(before, after) {
				rt.Fatalf("%+v was refused and changed the books", m)
			}
			undo := fundMove{}
			switch {
			case !made || m.pick%3 != 0:
			case len(p.receipts) > receipts && m.what != "undo receipt":
				undo = fundMove{what: "undo receipt", pick: receipts}
			case len(p.payments) > payments:
				undo = fundMove{what: "undo payment", pick: payments}
			case len(p.items) > items:
				undo = fundMove{what: "undo item", pick: items}
			}
			if undo.what != "" {
				if !p.play(undo) {
					rt.Fatalf("%+v cannot be undone", m)
				}
				after = fundBalances(t, p.s)
				if !maps.Equal(before, after) {
					rt.Fatalf("undoing %+v gives %v, not %v", m, after, before)
				}
			}
			before = after
		}
		faults, err := p.s.Verify(context.Background())
		if err != nil || len(faults) > 0 {
			rt.Fatalf("%v %v", faults, err)
		}
		m := read(t, p.s, func(r office.Reader) (court.MonthFigures, error) { return r.FundFigures("2018-11") })
		if m.Held != m.Owed || m.Owed != m.Vouchers {
			rt.Fatalf("held %s, owed %s, by the vouchers %s", m.Held, m.Owed, m.Vouchers)
		}
	})
}

// TestOrderOfUnrelatedMovesDoesNotMatter plays what concerns different cases in
// two orders, keeping the order within each case.
func TestOrderOfUnrelatedMovesDoesNotMatter(t *testing.T) {
	fewChecks(t, "12")
	rapid.Check(t, func(rt *rapid.T) {
		byCase := make([][]fundMove, 4)
		for _, m := range rapid.SliceOfN(rapid.Custom(drawMove), 5, 30).Draw(rt, "moves") {
			if m.what == "receive" || m.what == "open" || m.what == "pay" || m.what == "deposit" {
				byCase[m.seq] = append(byCase[m.seq], m)
			}
		}
		play := func(seed uint64) map[string]court.Money {
			p, rnd := newPlayer(t), rand.New(rand.NewPCG(seed, 1))
			at := make([]int, len(byCase))
			for {
				var open []int
				for i, moves := range byCase {
					if at[i] < len(moves) {
						open = append(open, i)
					}
				}
				if len(open) == 0 {
					return fundBalances(t, p.s)
				}
				i := open[rnd.IntN(len(open))]
				p.play(byCase[i][at[i]])
				at[i]++
			}
		}
		if one, two := play(1), play(2); !maps.Equal(one, two) {
			rt.Fatalf("%v in one order, %v in the other", one, two)
		}
	})
}
