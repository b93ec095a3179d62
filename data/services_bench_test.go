package data

import (
	"context"
	"testing"

	"zhixing/app/law"
	"zhixing/app/office"
)

// BenchmarkServiceFacts reads what the list of service over ten thousand cases
// is made of, with two papers each and half of them served, and one case of
// it.
func BenchmarkServiceFacts(b *testing.B) {
	s := filled(b)
	for _, sql := range []string{
		`INSERT INTO papers (case_id, form, name, number, for_whom, dated, pages, sha256, maker, made_at, void)
			SELECT c.id, f.form, f.name, c.number, '', c.filed, 1, '', '陈玥', '2018-06-08T01:00:00Z', '' FROM cases AS c,
			(SELECT 'execution-notice' AS form, '执行通知书' AS name UNION SELECT 'report-assets', '报告财产令') AS f`,
		`INSERT INTO services (case_id, paper_id, form, paper, paper_no, dated, to_whom, role, address, postcode, way, sent, tracking, witness, medium,
			through, why, result, served, receipt, note, reason, made_by, made_at)
			SELECT p.case_id, p.id, p.form, p.name, p.number, p.dated, y.name, y.role, y.address, '', '直接送达', p.dated, '', '', '', '', '', '已送达', p.dated, '已附卷', '', '', '陈玥', '2018-06-08T01:00:00Z'
			FROM papers AS p JOIN parties AS y ON y.case_id = p.case_id AND y.role = '被执行人' WHERE p.case_id % 2 = 0`,
	} {
		if _, err := s.writer.ExecContext(context.Background(), sql); err != nil {
			b.Fatal(err)
		}
	}
	scope := office.ServiceScope{Forms: law.ServedForms(), Nodes: []string{"003", "P01", "P02"}, Closed: true}
	read := func(name string, scope office.ServiceScope) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				mustRead(b, s, func(r office.Reader) error {
					f, err := r.ServiceFacts(scope)
					if err == nil && len(f.Papers) == 0 {
						b.Fatal("no papers")
					}
					return err
				})
			}
		})
	}
	read("all", scope)
	scope.CaseID = 5000
	read("one", scope)
}
