package data

import (
	"zhixing/app/court"
	"zhixing/app/office"
)

// PeopleNamed finds parties by identifier, phone, account or whole name; each
// way has its own index.
func (r *reader) PeopleNamed(key string, limit int) ([]office.Found, error) {
	var out []office.Found
	seen := map[int64]bool{}
	for _, where := range []string{"p.id_number = ?", "p.phone = ?", "p.bank_account = ?", "p.name = ?"} {
		var rows []struct {
			ID       int64
			CaseID   int64
			Number   string
			Officer  string
			Status   court.Status
			Role     court.PartyRole
			Name     string
			IDNumber string
		}
		err := r.db.NewSelect().TableExpr("parties AS p").Join("JOIN cases AS c ON c.id = p.case_id").
			ColumnExpr("p.id, p.case_id, c.number, c.officer, c.status, p.role, p.name, p.id_number").
			Where(where, key).OrderExpr("c.year DESC, c.seq DESC, p.id").Limit(int64(limit)).Scan(r.ctx, &rows)
		if err != nil {
			return nil, err
		}
		for _, x := range rows {
			if !seen[x.ID] {
				seen[x.ID] = true
				out = append(out, office.Found{CaseID: x.CaseID, Number: x.Number, Officer: x.Officer, Status: x.Status, Role: x.Role, Name: x.Name, IDNumber: x.IDNumber})
			}
		}
	}
	return out, nil
}

// PropertiesNamed finds the cases of the property that an identifier names.
func (r *reader) PropertiesNamed(key string, limit int) ([]office.Found, error) {
	var rows []struct {
		CaseID  int64
		Number  string
		Officer string
		Status  court.Status
		Owner   string
		OwnerID string
		Kind    court.PropertyKind
		Line    string
	}
	err := r.db.NewSelect().TableExpr("property_keys AS k").Join("JOIN properties AS y ON y.id = k.property_id").
		Join("JOIN property_cases AS pc ON pc.property_id = y.id").Join("JOIN cases AS c ON c.id = pc.case_id").
		ColumnExpr("c.id AS case_id, c.number, c.officer, c.status, y.owner, y.owner_id, y.kind, y.line").
		Where("k.key = ?", key).OrderExpr("c.year DESC, c.seq DESC").Limit(int64(limit)).Scan(r.ctx, &rows)
	out := make([]office.Found, 0, len(rows))
	for _, x := range rows {
		out = append(out, office.Found{CaseID: x.CaseID, Number: x.Number, Officer: x.Officer, Status: x.Status, Name: x.Owner, IDNumber: x.OwnerID, What: string(x.Kind) + " " + x.Line})
	}
	return out, err
}

// CasesOfPerson gives the parties of all cases that are the person, newest case
// first.
func (r *reader) CasesOfPerson(idNumber, name string) ([]office.PersonCase, error) {
	var rows []struct {
		partyRow
		Number    string
		Filed     day
		Status    court.Status
		Closing   court.ClosingMode
		Officer   string
		Principal court.Money
		Realised  court.Money
		CaseKind  court.CaseKind
		ResumedBy string
	}
	sel := r.db.NewSelect().TableExpr("parties AS p").Join("JOIN cases AS c ON c.id = p.case_id").
		ColumnExpr("p.*, c.number, c.filed, c.status, c.closing, c.officer, c.principal, c.kind AS case_kind").
		ColumnExpr("COALESCE((SELECT MAX(n.number) FROM cases AS n WHERE n.resumed_from = c.id), '') AS resumed_by").
		ColumnExpr(realised + " AS realised").
		OrderExpr("c.year DESC, c.seq DESC, p.position")
	if idNumber != "" {
		sel = sel.Where("p.id_number = ?", idNumber)
	} else {
		sel = sel.Where("p.name = ? AND p.id_number = ''", name)
	}
	err := sel.Scan(r.ctx, &rows)
	out := make([]office.PersonCase, 0, len(rows))
	for _, x := range rows {
		out = append(out, office.PersonCase{Party: x.record(), Number: x.Number, Filed: x.Filed.Date, Status: x.Status, Closing: x.Closing,
			Officer: x.Officer, Principal: x.Principal, Realised: x.Realised, Kind: x.CaseKind, ResumedBy: x.ResumedBy})
	}
	return out, err
}
