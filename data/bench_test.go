package data

import (
	"context"
	"slices"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/data/benchdata"
)

const (
	benchCases = 10_000
	pageRows   = 200
)

// filled makes an office of ten thousand cases and twenty-five thousand
// parties.
func filled(b *testing.B) *Store {
	b.Helper()
	s := newStore(b)
	started := time.Now()
	if err := benchdata.Fill(context.Background(), s, benchCases); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d cases made in %v", benchCases, time.Since(started))
	return s
}

// reportP95 runs f as often as the benchmark asks and reports the 95th
// percentile beside the mean.
func reportP95(b *testing.B, f func(i int)) {
	b.Helper()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		started := time.Now()
		f(i)
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

func mustRead(b *testing.B, s *Store, f func(office.Reader) error) {
	b.Helper()
	if err := s.Read(context.Background(), f); err != nil {
		b.Fatal(err)
	}
}

// keystrokes are the search texts of people who type, one key after another:
// names, a number, an identifier, a phone, two words, a rare character,
// nothing that exists.
func keystrokes() []string {
	var out []string
	for _, text := range []string{"王永强", "（2018）豫1599执186号", "2018豫1599执", "411599198", "1381234", "柳林 李", "䶮", "𬭎", "有限公司", "查无此人"} {
		runes := []rune(text)
		for i := range runes {
			out = append(out, string(runes[:i+1]))
		}
	}
	return out
}

func BenchmarkStore(b *testing.B) {
	s := filled(b)
	b.Run("SearchKeystroke", func(b *testing.B) {
		typed := keystrokes()
		reportP95(b, func(i int) {
			q := office.CaseQuery{Search: typed[i%len(typed)], Limit: pageRows, Today: benchdata.Today, NearDays: 7}
			mustRead(b, s, func(r office.Reader) error { _, err := r.Cases(q); return err })
		})
	})
	b.Run("FirstPage", func(b *testing.B) {
		sorts := []string{"", "filed", "officer", "principal", "limit", "due", "stage", "debtors"}
		reportP95(b, func(i int) {
			q := office.CaseQuery{SortBy: sorts[i%len(sorts)], Desc: i%2 == 0, Limit: pageRows, Today: benchdata.Today, NearDays: 7}
			mustRead(b, s, func(r office.Reader) error { _, err := r.Cases(q); return err })
		})
	})
	b.Run("OpenCase", func(b *testing.B) {
		reportP95(b, func(i int) { mustRead(b, s, func(r office.Reader) error { return openCase(r, int64(i%benchCases+1)) }) })
	})
	b.Run("Workbench", func(b *testing.B) {
		reportP95(b, func(i int) {
			officer := int64(i % (benchdata.Officers + 1)) // 0 is everybody
			mustRead(b, s, func(r office.Reader) error {
				_, err := r.Counts(office.CountQuery{OfficerID: officer, Today: benchdata.Today, NearDays: 7, WeekStart: benchdata.Today.AddDays(-4)})
				if err == nil {
					_, err = r.DueNodes(office.DueQuery{OfficerID: officer, Until: benchdata.Today.AddDays(7), Limit: 50})
				}
				return err
			})
		})
	})
	b.Run("Board", func(b *testing.B) {
		reportP95(b, func(i int) {
			mustRead(b, s, func(r office.Reader) error {
				_, err := r.Board(office.BoardQuery{Group: court.Groups[i%len(court.Groups)], OnlyOpen: true, Today: benchdata.Today, Limit: 100})
				return err
			})
		})
	})
	b.Run("Register", func(b *testing.B) {
		model := nodesOfCase(b, s, 1)
		reportP95(b, func(i int) {
			c := newCase(100_000 + i)
			err := s.Write(context.Background(), func(tx office.Tx) error { return register(tx, &c, model) })
			if err != nil {
				b.Fatal(err)
			}
		})
	})
}

// openCase reads all that the case page shows.
func openCase(r office.Reader, id int64) error {
	for _, get := range []func() error{
		func() error { _, err := r.Case(id); return err },
		func() error { _, err := r.Nodes(id); return err },
		func() error { _, err := r.Receipts(id); return err },
		func() error { _, err := r.Disbursements(id); return err },
		func() error { _, err := r.Balance(id); return err },
		func() error { _, err := r.Papers(id); return err },
		func() error { _, err := r.Handovers(id); return err },
		func() error { _, err := r.StageLog(id); return err },
		func() error { _, err := r.Ticks(id); return err },
		func() error { _, err := r.Reviews(id); return err },
		func() error { _, err := r.Audit(office.AuditQuery{CaseID: id, Limit: 50}); return err },
	} {
		if err := get(); err != nil {
			return err
		}
	}
	return nil
}

func nodesOfCase(b *testing.B, s *Store, id int64) []court.Node {
	b.Helper()
	var nodes []court.Node
	mustRead(b, s, func(r office.Reader) (err error) { nodes, err = r.Nodes(id); return err })
	return nodes
}

// register writes what registering a case writes.
func register(tx office.Tx, c *court.Case, nodes []court.Node) error {
	if err := tx.InsertCase(c); err != nil {
		return err
	}
	if err := tx.InsertNodes(c.ID, nodes); err != nil {
		return err
	}
	if err := tx.EnterStage(c.ID, office.StageSpan{Group: c.Group, Stage: c.Stage, From: c.Filed, By: c.Clerk}); err != nil {
		return err
	}
	return tx.AppendAudit(court.AuditEntry{At: now, Actor: c.Clerk, Action: "登记案件", Entity: "case", EntityID: c.ID, CaseID: c.ID})
}
