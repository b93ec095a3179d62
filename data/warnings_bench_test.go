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
		s := openCases(b, cases)
		ctx := context.Background()
		b.Run(fmt.Sprintf("Cold/%d", cases), func(b *testing.B) {
			n := 0
			for b.Loop() {
				list, err := office.New(s, nil, benchClock).Warnings(ctx, office.WarningQuery{Limit: 200})
				if err != nil || len(list) != 200 {
					b.Fatal(len(list), err)
				}
				n++
			}
			counts, err := office.New(s, nil, benchClock).WarningCounts(ctx, office.WarningQuery{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(counts.Total), "warnings")
		})
		b.Run(fmt.Sprintf("AfterOneChange/%d", cases), func(b *testing.B) {
			o := office.New(s, nil, benchClock)
			if _, err := o.Warnings(ctx, office.WarningQuery{Limit: 1}); err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				err := s.Write(ctx, func(tx office.Tx) error {
					return tx.AppendAudit(court.AuditEntry{At: now, Actor: "郑远", Action: "办理", Entity: "node", CaseID: int64(i%cases + 1)})
				})
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := o.Warnings(ctx, office.WarningQuery{Limit: 200}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
