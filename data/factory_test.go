package data

import (
	"context"
	"fmt"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// beijing is the zone of the tests' clock; it differs from UTC, so that a
// mix-up shows.
var beijing = time.FixedZone("CST", 8*3600)

// now is the tests' moment: an early morning that is still the day before in
// UTC.
var now = time.Date(2018, 11, 23, 7, 30, 0, 123456789, beijing)

func clock() time.Time { return now }

// newStore makes an empty office in its own folder.
func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := Create(context.Background(), t.TempDir(), Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// write runs f in one transaction that must succeed.
func write(t testing.TB, s *Store, f func(office.Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), f); err != nil {
		t.Fatalf("write: %v", err)
	}
}

// read gives what f reads, which must succeed.
func read[T any](t testing.TB, s *Store, f func(office.Reader) (T, error)) T {
	t.Helper()
	var out T
	err := s.Read(context.Background(), func(r office.Reader) error {
		var err error
		out, err = f(r)
		return err
	})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return out
}

// newCase is a case with one applicant and two debtors; overrides change it
// before it is stored.
func newCase(seq int, overrides ...func(*court.Case)) court.Case {
	c := court.Case{
		Number: court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: seq}, Kind: court.KindFirst,
		Filed: court.D(2018, 5, 1), Cause: "民间借贷纠纷",
		Basis:     court.Basis{Kind: "民事判决书", Number: "（2017）豫1599民初88号", Organ: "溪山县人民法院", Effective: court.D(2018, 1, 5)},
		Principal: 118652033, InterestText: "按年利率6%计算", ActsText: "无", Fee: 1426520, Tags: []string{"涉民生", "涉金融"},
		Group: court.GroupGeneral, Stage: court.StagePreparation, StageSince: court.D(2018, 5, 1), Officer: "郑远", Clerk: "白露",
		Tribunal: "柳林法庭", Status: court.StatusOpen, Limit: court.D(2018, 11, 1), Realised: 5000, Note: "备注",
		CreatedAt: now,
		Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyCompany, Name: "溪山县青禾农资有限公司", IDNumber: fmt.Sprintf("91411599MA%08d", seq),
				LegalRep: "穆青禾", LegalTitle: "经理", BankName: "溪山农商行", BankAccount: "6200000000000001"},
			{Position: 1, Role: court.RoleDebtor, Kind: court.PartyPerson, Name: fmt.Sprintf("甄试%d", seq), IDNumber: fmt.Sprintf("4115991980010%04dX", seq), IDReason: "当事人坚持",
				Sex: "男", Birth: court.D(1980, 1, 1), Nation: "汉族", Address: "溪山县柳林乡下湾村3号", Phone: "13800138000", Employer: "无",
				Agent: "贝律师", AgentPhone: "13900139000", Marks: []string{"公职人员"}},
			{Position: 2, Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "龚䶮"},
		},
	}
	for _, o := range overrides {
		o(&c)
	}
	return c
}

// addCase stores a case made by newCase.
func addCase(t testing.TB, s *Store, seq int, overrides ...func(*court.Case)) court.Case {
	t.Helper()
	c := newCase(seq, overrides...)
	write(t, s, func(tx office.Tx) error { return tx.InsertCase(&c) })
	return c
}

// addUser stores a member of the staff.
func addUser(t testing.TB, s *Store, name string, roles ...court.Role) court.User {
	t.Helper()
	u := court.User{Name: name, Roles: roles, Group: court.GroupEnforcement, Phone: "0376-0000000", Tribunal: "柳林法庭"}
	write(t, s, func(tx office.Tx) error {
		var err error
		u.ID, err = tx.PutUser(u)
		return err
	})
	return u
}

// addReceipt stores money that came in for the case.
func addReceipt(t testing.TB, s *Store, caseID int64, number string, amount court.Money) court.Receipt {
	t.Helper()
	r := newReceipt(caseID, number, amount)
	write(t, s, func(tx office.Tx) error { return tx.InsertReceipt(&r) })
	return r
}

func newReceipt(caseID int64, number string, amount court.Money) court.Receipt {
	return court.Receipt{CaseID: caseID, Number: number, Date: court.D(2018, 11, 20), Payer: "甄试", Way: "转账", BankRef: "LS1",
		Amount: amount, Note: "首期", By: "钱会计", At: now}
}

func newDisbursement(caseID int64, number string, amount, fee court.Money) court.Disbursement {
	return court.Disbursement{CaseID: caseID, Number: number, Payee: "溪山县青禾农资有限公司", PayeeBank: "溪山农商行", PayeeNo: "6200000000000001",
		Amount: amount, Deductions: []court.Deduction{{Name: "申请执行费", Amount: fee}}, Note: "第一次", State: court.DisbursementAsked,
		AskedBy: "郑远", AskedAt: now}
}

// wantCode fails unless err has the code and a sentence in Chinese.
func wantCode(t testing.TB, err error, code court.Code) {
	t.Helper()
	if court.CodeOf(err) != code {
		t.Fatalf("error %v has code %q, want %q", err, court.CodeOf(err), code)
	}
	say, _ := court.Sentence(err)
	for _, r := range say {
		if r >= 0x4e00 {
			return
		}
	}
	t.Fatalf("no Chinese sentence in %q", say)
}
