package data

import (
	"context"
	"fmt"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/data/benchdata"
)

// withMeasures gives every case of the office properties with measures, twenty
// thousand in one transaction; their ends are spread over three years.
func withMeasures(b *testing.B, s *Store, cases, measures int) {
	b.Helper()
	const part = 20_000
	for from := 0; from < measures; from += part {
		err := s.Write(context.Background(), func(tx office.Tx) error {
			for i := from; i < min(from+part, measures); i++ {
				p := court.Property{CaseID: int64(i%cases + 1), Kind: court.PropertyVehicle, Owner: fmt.Sprintf("甄试%d", i), Source: "总对总", Found: benchdata.Today, Tie: court.OwnedAlone,
					Condition: court.PropertyControlled, Facts: map[string]string{"号牌号码": fmt.Sprintf("豫S%06d", i), "车辆识别号": fmt.Sprintf("LXS%014d", i)}, By: "沈国栋", At: now}
				if err := tx.InsertProperty(&p); err != nil {
					return err
				}
				until := benchdata.Today.AddDays(i%1095 - 30)
				m := court.Measure{PropertyID: p.ID, CaseID: p.CaseID, Kind: court.Seal, On: until.AddMonths(-24), Since: until.AddMonths(-24), Until: until, Months: 24, Unit: "车辆管理所", By: "沈国栋", At: now}
				if i%1095 < 30 && i%50 != 0 {
					m.LapseNote = "已说明"
				}
				if err := tx.InsertMeasure(&m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMeasures(b *testing.B) {
	const cases, measures = 100_000, 200_000
	s := newStore(b)
	if err := benchdata.Fill(context.Background(), s, cases); err != nil {
		b.Fatal(err)
	}
	withMeasures(b, s, cases, measures)
	b.Run("ExpiryList", func(b *testing.B) {
		reportP95(b, func(i int) {
			q := office.MeasureQuery{Ending: 60, Lapsed: true, Today: benchdata.Today, Limit: pageRows}
			switch i % 3 {
			case 1:
				q.OfficerID = 1
			case 2:
				q.Group = court.GroupEnforcement
			}
			mustRead(b, s, func(r office.Reader) error { _, err := r.Measures(q); return err })
		})
	})
	b.Run("ExpiryCounts", func(b *testing.B) {
		reportP95(b, func(int) {
			mustRead(b, s, func(r office.Reader) error {
				_, err := r.MeasureCounts(office.MeasureQuery{Ending: 60, Today: benchdata.Today})
				return err
			})
		})
	})
	b.Run("WhoseCase", func(b *testing.B) {
		texts := []string{"豫S012345", fmt.Sprintf("LXS%014d", 777), "王永强", "13800000001", "411599198001010011"}
		reportP95(b, func(i int) {
			mustRead(b, s, func(r office.Reader) error {
				text := texts[i%len(texts)]
				if _, err := r.PeopleNamed(text, 50); err != nil {
					return err
				}
				_, err := r.PropertiesNamed(court.FindKey(text), 50)
				return err
			})
		})
	})
	b.Run("DebtorView", func(b *testing.B) {
		ids := read(b, s, func(r office.Reader) ([]string, error) {
			var out []string
			for id := int64(1); id < 40; id++ {
				c, err := r.Case(id * 97)
				if err != nil {
					return nil, err
				}
				for _, p := range c.PartiesOf(court.RoleDebtor) {
					out = append(out, p.IDNumber+"|"+p.Name)
				}
			}
			return out, nil
		})
		reportP95(b, func(i int) {
			var id, name string
			for k, c := range ids[i%len(ids)] {
				if c == '|' {
					id, name = ids[i%len(ids)][:k], ids[i%len(ids)][k+1:]
				}
			}
			mustRead(b, s, func(r office.Reader) error {
				if _, err := r.CasesOfPerson(id, name); err != nil {
					return err
				}
				_, err := r.Properties(office.PropertyQuery{OwnerID: id})
				return err
			})
		})
	})
}
