package data

import (
	"context"
	"fmt"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// statementOf makes a statement over the first debtors of the office's cases:
// a whole number, a short one, no number, a payer nobody knows, in turn.
func statementOf(b *testing.B, s *Store, lines int) office.StatementFile {
	b.Helper()
	var cases []office.MatchCase
	mustRead(b, s, func(r office.Reader) (err error) {
		cases, err = r.MatchCases()
		return err
	})
	f := office.StatementFile{Name: "基准.csv"}
	for i := range lines {
		c := cases[i*7%len(cases)]
		l := court.StatementLine{Line: i + 1, SheetRow: i + 2, Kind: court.LineIn, Date: court.D(2018, 5, 1+i%28), Ref: fmt.Sprintf("20180501%08d", i),
			Party: c.Debtors[0], Amount: court.Money(100 + i)}
		switch i % 4 {
		case 0:
			l.Note = c.Number.String() + "执行款"
		case 1:
			l.Note = fmt.Sprintf("还%s%d号案款", c.Number.Kind, c.Number.Seq)
		case 3:
			l.Party, l.Note = "某某物流部", "代他人还执行款，请查收，谢谢"
		}
		l.SetMark(1)
		f.Lines = append(f.Lines, l)
	}
	return f
}

func accountant(b *testing.B, s *Store) (*office.Office, office.Actor) {
	b.Helper()
	u := court.User{Name: "钱会计", Roles: []court.Role{court.RoleAccountant}}
	err := s.Write(context.Background(), func(tx office.Tx) (err error) {
		u.ID, err = tx.PutUser(u)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return office.New(s, nil, benchClock), office.Actor{User: u}
}

// BenchmarkMatchStatement judges 10,000 lines against 10,000 cases.
func BenchmarkMatchStatement(b *testing.B) {
	s := filled(b)
	o, actor := accountant(b, s)
	f := statementOf(b, s, 10_000)
	for b.Loop() {
		r, err := o.MatchStatement(context.Background(), actor, f, nil)
		if err != nil || r.SureOf(court.MatchSure) < 2_000 {
			b.Fatal(r.SureOf(court.MatchSure), err)
		}
	}
}

// BenchmarkPostStatement posts statements of 500 lines.
func BenchmarkPostStatement(b *testing.B) {
	s := filled(b)
	o, actor := accountant(b, s)
	for i := 0; b.Loop(); i++ {
		f := statementOf(b, s, 500)
		for k := range f.Lines {
			f.Lines[k].Ref += fmt.Sprint(i)
			f.Lines[k].SetMark(1)
		}
		if _, err := o.PostStatement(context.Background(), actor, f, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}
