package data

import (
	"context"
	"reflect"
	"sync"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

func TestReceiptsAndTheirReversal(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	first := addReceipt(t, s, c.ID, "收0001", 50000)
	addReceipt(t, s, c.ID, "收0002", 30000)
	back := newReceipt(c.ID, "收0003", -50000)
	back.Reverses, back.Reason = first.ID, "入错案件"
	write(t, s, func(tx office.Tx) error { return tx.InsertReceipt(&back) })

	list := read(t, s, func(r office.Reader) ([]court.Receipt, error) { return r.Receipts(c.ID) })
	if len(list) != 3 || !list[0].Reversed || list[1].Reversed || list[2].Reverses != first.ID {
		t.Fatalf("receipts %+v", list)
	}
	everyFieldSet(t, list[0], "Reverses", "Reason", "Booked", "PayerNo", "BankID", "OverReason", "Source", "SourceNo", "Left", "BankedOn", "Told")
	got := read(t, s, func(r office.Reader) (court.Receipt, error) { return r.Receipt(back.ID) })
	if !got.At.Equal(back.At) {
		t.Errorf("at %v", got.At)
	}
	got.At, back.CaseNo, back.Banked = back.At, c.Number.String(), true
	if !reflect.DeepEqual(got, back) {
		t.Errorf("receipt\n got %+v\nwant %+v", got, back)
	}
	recent := read(t, s, func(r office.Reader) ([]court.Receipt, error) { return r.RecentReceipts(2) })
	if len(recent) != 2 || recent[0].ID != back.ID {
		t.Errorf("recent receipts %+v", recent)
	}
	if b := read(t, s, func(r office.Reader) (court.Balance, error) { return r.Balance(c.ID) }); b != (court.Balance{Received: 30000}) {
		t.Errorf("balance %+v", b)
	}
	page := read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(office.CaseQuery{Limit: 5}) })
	if page.Rows[0].Realised != 35000 {
		t.Errorf("realised %s, want the ledger's 50.00 and the 300.00 received", page.Rows[0].Realised)
	}
}

func TestReversalsThatAreRefused(t *testing.T) {
	s := newStore(t)
	c, other := addCase(t, s, 1), addCase(t, s, 2)
	first := addReceipt(t, s, c.ID, "收0001", 50000)
	reverse := func(caseID int64, amount court.Money, of int64, number string) error {
		return s.Write(context.Background(), func(tx office.Tx) error {
			r := newReceipt(caseID, number, amount)
			r.Reverses = of
			return tx.InsertReceipt(&r)
		})
	}
	wantCode(t, reverse(other.ID, -50000, first.ID, "收0002"), court.CodeRefused)
	wantCode(t, reverse(c.ID, -40000, first.ID, "收0002"), court.CodeRefused)
	wantCode(t, reverse(c.ID, -50000, 99, "收0002"), court.CodeNotFound)
	wantCode(t, reverse(c.ID, 50000, 0, "收0001"), court.CodeConflict)
	if err := reverse(c.ID, -50000, first.ID, "收0002"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, reverse(c.ID, -50000, first.ID, "收0003"), court.CodeConflict)
	if err := reverse(c.ID, -1, 0, "收0004"); err == nil {
		t.Error("a negative receipt that reverses nothing was stored")
	}
}

func TestDisbursement(t *testing.T) {
	s := newStore(t)
	u := addUser(t, s, "郑远", court.RoleOfficer)
	c := addCase(t, s, 1)
	addReceipt(t, s, c.ID, "收0001", 50000)
	d := newDisbursement(c.ID, "发0001", 30000, 1000)
	d.AskedByID = u.ID
	write(t, s, func(tx office.Tx) error { return tx.InsertDisbursement(&d) })
	balance := func() court.Balance {
		return read(t, s, func(r office.Reader) (court.Balance, error) { return r.Balance(c.ID) })
	}
	if b := balance(); b.Pending != 31000 || b.Free() != 19000 || b.Held() != 50000 {
		t.Errorf("after the request: %+v", b)
	}
	again := newDisbursement(c.ID, "发0001", 1, 0)
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.InsertDisbursement(&again) }), court.CodeConflict)
	d.State, d.DecidedBy, d.DecidedAt, d.Decision = court.DisbursementApproved, "局长", now.Add(time.Hour), "同意"
	d.PaidOn, d.PaidBy, d.BankRef, d.Reason = court.D(2018, 11, 24), "钱会计", "LS9", "无"
	d.PaidByID, d.PaidAt, d.Batch, d.Panel = u.ID, now.Add(time.Hour), "2018批0001", "合议笔录"
	d.Needs, d.Steps = []court.Role{court.RoleDirector}, []court.Approval{{Role: court.RoleDirector, By: "局长", ByID: u.ID, At: now, Words: "同意"}}
	d.WithdrawnBy, d.WithdrawnAt = "郑远", now
	d.ReversedOn, d.ReversedBy, d.ReversedAt = court.D(2018, 11, 30), "钱会计", now
	write(t, s, func(tx office.Tx) error { return tx.UpdateDisbursement(d) })
	in := func(states ...court.DisbursementState) int {
		return len(read(t, s, func(r office.Reader) ([]court.Disbursement, error) { return r.DisbursementsIn(states...) }))
	}
	if in(court.DisbursementAsked) != 0 || in(court.DisbursementAsked, court.DisbursementApproved) != 1 || in() != 0 {
		t.Error("disbursements are in the wrong states")
	}
	d.State = court.DisbursementPaid
	write(t, s, func(tx office.Tx) error { return tx.UpdateDisbursement(d) })
	if b := balance(); b.Paid != 31000 || b.Held() != 19000 || b.Pending != 0 {
		t.Errorf("after the payment: %+v", b)
	}
	got := read(t, s, func(r office.Reader) (court.Disbursement, error) { return r.Disbursement(d.ID) })
	if !got.AskedAt.Equal(d.AskedAt) || !got.DecidedAt.Equal(d.DecidedAt) {
		t.Errorf("times %v %v", got.AskedAt, got.DecidedAt)
	}
	if len(got.Steps) != 1 || !got.Steps[0].At.Equal(now) || !got.PaidAt.Equal(d.PaidAt) || !got.WithdrawnAt.Equal(now) || !got.ReversedAt.Equal(now) {
		t.Errorf("times %+v", got)
	}
	got.Steps[0].At, got.PaidAt, got.WithdrawnAt, got.ReversedAt = now, d.PaidAt, now, now
	got.AskedAt, got.DecidedAt, d.CaseNo, d.Kind, d.Fund = d.AskedAt, d.DecidedAt, c.Number.String(), court.PayApplicant, court.FundCase
	everyFieldSet(t, d, "Source", "SourceNo", "BankID", "Seen")
	if !reflect.DeepEqual(got, d) {
		t.Errorf("disbursement\n got %+v\nwant %+v", got, d)
	}
	held := read(t, s, office.Reader.HeldCases)
	want := []office.HeldCase{{CaseID: c.ID, Number: c.Number.String(), Debtors: "甄试1、龚䶮", Officer: "郑远", Group: court.GroupGeneral, Held: 19000, Oldest: court.D(2018, 11, 20)}}
	if !reflect.DeepEqual(held, want) {
		t.Errorf("held %+v", held)
	}
	d.State, d.Reason = court.DisbursementReversed, "银行退回"
	write(t, s, func(tx office.Tx) error { return tx.UpdateDisbursement(d) })
	if b := balance(); b.Held() != 50000 {
		t.Errorf("after the bank sent it back: %+v", b)
	}
	if all := read(t, s, func(r office.Reader) ([]court.Disbursement, error) { return r.Disbursements(c.ID) }); len(all) != 1 {
		t.Errorf("disbursements %+v", all)
	}
}

func TestMoneyIsNeverChangedOrBelowZero(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	first := addReceipt(t, s, c.ID, "收0001", 50000)
	d := newDisbursement(c.ID, "发0001", 49000, 1000)
	write(t, s, func(tx office.Tx) error { return tx.InsertDisbursement(&d) })
	d.State, d.PaidOn = court.DisbursementPaid, court.D(2018, 11, 23)
	write(t, s, func(tx office.Tx) error { return tx.UpdateDisbursement(d) })
	ctx := context.Background()

	more := d
	more.Amount++
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { return tx.UpdateDisbursement(more) }), court.CodeRefused)
	back := newReceipt(c.ID, "收0002", -50000)
	back.Reverses = first.ID
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { return tx.InsertReceipt(&back) }), court.CodeConflict)
	second := newDisbursement(c.ID, "发0002", 1, 0)
	second.State, second.PaidOn = court.DisbursementPaid, court.D(2018, 11, 23)
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { return tx.InsertDisbursement(&second) }), court.CodeConflict)

	for _, sql := range []string{
		"UPDATE receipts SET amount = 1", "DELETE FROM receipts", "DELETE FROM disbursements", "DELETE FROM cases",
		"UPDATE disbursements SET total = 1", "UPDATE audit SET actor = ''", "DELETE FROM audit",
	} {
		write(t, s, func(tx office.Tx) error {
			return tx.AppendAudit(court.AuditEntry{At: now, Actor: "白露", Action: "登录"})
		})
		_, err := s.writer.ExecContext(ctx, sql)
		wantCode(t, explain(err), court.CodeRefused)
	}
	if b := read(t, s, func(r office.Reader) (court.Balance, error) { return r.Balance(c.ID) }); b.Held() != 0 {
		t.Errorf("balance %+v", b)
	}
}

// TestTwoWindowsCannotSpendTheSameMoney lets many workers each ask for the
// whole account after looking at what is free, as the use case does.
func TestTwoWindowsCannotSpendTheSameMoney(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	addReceipt(t, s, c.ID, "收0001", 50000)
	const workers = 8
	var wg sync.WaitGroup
	var mu sync.Mutex
	granted := 0
	for range workers {
		wg.Go(func() {
			err := s.Write(context.Background(), func(tx office.Tx) error {
				b, err := tx.Balance(c.ID)
				if err != nil || b.Free() < 40000 {
					return err
				}
				n, err := tx.NextNumber("发放")
				if err != nil {
					return err
				}
				d := newDisbursement(c.ID, court.ChineseNumber(n), 40000, 0)
				if err := tx.InsertDisbursement(&d); err != nil {
					return err
				}
				mu.Lock()
				granted++
				mu.Unlock()
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			for range 20 {
				if b := read(t, s, func(r office.Reader) (court.Balance, error) { return r.Balance(c.ID) }); b.Free() < 0 {
					t.Errorf("a reader sees %+v", b)
				}
			}
		})
	}
	wg.Wait()
	if granted != 1 {
		t.Errorf("%d requests of 400.00 were granted on 500.00", granted)
	}
}

func TestNumbersAreGivenOnce(t *testing.T) {
	s := newStore(t)
	const workers, each = 6, 20
	var mu sync.Mutex
	seen := map[int]bool{}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range each {
				var n int
				err := s.Write(context.Background(), func(tx office.Tx) (err error) {
					n, err = tx.NextNumber("收款2018")
					return err
				})
				mu.Lock()
				if err != nil || seen[n] {
					t.Errorf("number %d again, or %v", n, err)
				}
				seen[n] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != workers*each || !seen[1] || !seen[workers*each] {
		t.Errorf("%d numbers, not 1 to %d", len(seen), workers*each)
	}
	write(t, s, func(tx office.Tx) error {
		n, err := tx.NextNumber("发放2018")
		if n != 1 {
			t.Errorf("a new series starts with %d", n)
		}
		return err
	})
}
