package data

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// TestWhatTheBankPaidThoughRecalledIsPutBack: the older program let a payment be
// recalled out of a file; the bank paid the whole file, the payment is put back
// unless its money was asked for again, and the line is the file.
func TestWhatTheBankPaidThoughRecalledIsPutBack(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	addReceipt(t, s, c.ID, "收1", 500_00)
	actor := office.Actor{User: addUser(t, s, "钱会计", court.RoleAccountant)}
	officer := addUser(t, s, "郑远", court.RoleOfficer)
	var ids []int64
	write(t, s, func(tx office.Tx) error {
		for i, state := range []court.DisbursementState{court.DisbursementApproved, court.DisbursementApproved, court.DisbursementRecalled} {
			d := newDisbursement(c.ID, "发"+string(rune('1'+i)), court.Money(100_00*(i+1)-10_00), 10_00)
			d.AskedByID, d.DecidedAt = officer.ID, now
			if err := tx.InsertDisbursement(&d); err != nil {
				return err
			}
			if ids = append(ids, d.ID); i == 2 {
				d.WithdrawnBy, d.WithdrawnAt, d.Reason = "郑远", now, "账号有误"
			}
			d.State, d.Batch = state, "批1"
			if err := tx.UpdateDisbursement(d); err != nil {
				return err
			}
		}
		return nil
	})
	o := office.New(s, nil, clock)
	restore := func() error { return o.RestoreRecalled(t.Context(), actor, ids[2], "银行流水整批付出") }
	files := read(t, s, func(r office.Reader) ([]office.BankBatch, error) { return r.BankBatches(court.Date{}) })
	if len(files) != 1 || len(files[0].Payments) != 2 || len(files[0].Recalled) != 1 || files[0].Recalled[0].ID != ids[2] {
		t.Fatalf("files %+v", files)
	}
	if _, why, sure := office.BatchOfLine(files, -570_00, court.DateOf(now), "代发"); sure || !strings.Contains(why, "恢复撤回的") {
		t.Errorf("the line of the whole file: %t %s", sure, why)
	}
	wantCode(t, restore(), court.CodeRefused) // 200 元 are free, 300 are needed
	addReceipt(t, s, c.ID, "收2", 100_00)
	if err := restore(); err != nil {
		t.Fatal(err)
	}
	files = read(t, s, func(r office.Reader) ([]office.BankBatch, error) { return r.BankBatches(court.Date{}) })
	if b, why, sure := office.BatchOfLine(files, -570_00, court.DateOf(now), "代发"); !sure || len(b.Payments) != 3 {
		t.Errorf("after it was put back: %t %s", sure, why)
	}
	wantCode(t, restore(), court.CodeRefused)
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("%v %v", faults, err)
	}
}
