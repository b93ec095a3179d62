package data

import (
	"context"
	"fmt"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/data/benchdata"
)

// openCases makes an office in which every case is open.
func openCases(b *testing.B, cases int) *Store {
	b.Helper()
	s := newStore(b)
	if err := benchdata.Fill(context.Background(), s, cases); err != nil {
		b.Fatal(err)
	}
	if _, err := s.writer.Exec("UPDATE cases SET status = '在办', closed = '', closing = ''"); err != nil {
		b.Fatal(err)
	}
	return s
}

func benchClock() time.Time { return benchdata.Today.Time().Add(9 * time.Hour) }

// BenchmarkWarnings makes all warnings of the open cases from cold, and again
// after one change.
func BenchmarkWarnings(b *testing.B) {
	for _, cases := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(cases), func(b *testing.B) {
			s := openCases(b, cases)
			b.Run("Cold", func(b *testing.B) { warnCold(b, s) })
			b.Run("AfterOneChange", func(b *testing.B) { warnAgain(b, s, cases) })
		})
	}
}

func warnCold(b *testing.B, s *Store) {
	all := 0
	for b.Loop() {
		counts, err := office.New(s, nil, benchClock).WarningCounts(context.Background(), office.WarningQuery{})
		if err != nil {
			b.Fatal(err)
		}
		all = counts.Total
	}
	b.ReportMetric(float64(all), "warnings")
}

func warnAgain(b *testing.B, s *Store, cases int) {
	o := office.New(s, nil, benchClock)
	show := func() {
		if _, err := o.Warnings(context.Background(), office.WarningQuery{Limit: 200}); err != nil {
			b.Fatal(err)
		}
	}
	show()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		write(b, s, func(tx office.Tx) error {
			return tx.AppendAudit(court.AuditEntry{At: now, Actor: "郑远", Action: "办理", Entity: "node", CaseID: int64(i%cases + 1)})
		})
		b.StartTimer()
		show()
	}
}
