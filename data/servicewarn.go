package data

import (
	"database/sql"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addUnderway tells of the attempts of service whose outcome is not known.
func (r *reader) addUnderway(ids []int64, at func(int64) *office.WarningFacts) error {
	clause, args := someCases("v.case_id", ids)
	return r.scanAll("SELECT v.case_id, v.id, v.paper, v.to_whom, v.way, v.sent FROM services AS v WHERE v.result = '在途'"+
		" AND NOT EXISTS (SELECT 1 FROM services AS x WHERE x.replaces = v.id)"+
		" AND NOT EXISTS (SELECT 1 FROM papers AS p WHERE p.id = v.paper_id AND p.void <> '')"+clause+" ORDER BY v.id", args,
		func(rows *sql.Rows) error {
			var s court.Service
			var sent day
			if err := rows.Scan(&s.CaseID, &s.ID, &s.Paper, &s.To, &s.Way, &sent); err != nil {
				return err
			}
			s.Sent = sent.Date
			if f := at(s.CaseID); f != nil {
				f.Underway = append(f.Underway, s)
			}
			return nil
		})
}
