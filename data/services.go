package data

import (
	"database/sql"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type serviceRow struct {
	bun.BaseModel `bun:"table:services,alias:v"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	PaperID       int64  `bun:",nullzero"`
	Form          string
	Paper         string
	PaperNo       string
	Dated         day
	ToWhom        string
	Role          string
	Address       string
	Postcode      string
	Way           court.ServiceWay
	Sent          day
	Tracking      string
	Witness       string
	Medium        string
	Through       string
	Why           string
	Result        court.ServiceResult
	Served        day
	Receipt       string
	Note          string
	Replaces      int64 `bun:",nullzero"`
	Replaced      bool  `bun:",scanonly"`
	Voided        bool  `bun:",scanonly"`
	Reason        string
	MadeBy        string
	MadeAt        moment
}

// services reads lines of the register, oldest first.
func (r *reader) services(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Service, error) {
	var rows []serviceRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = v.case_id").Join("LEFT JOIN services AS x ON x.replaces = v.id").
		Join("LEFT JOIN papers AS p ON p.id = v.paper_id").
		ColumnExpr("v.*, c.number AS case_no, x.id IS NOT NULL AS replaced, COALESCE(p.void, '') <> '' AS voided").OrderExpr("v.id")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(v serviceRow) court.Service {
		return court.Service{
			ID: v.ID, CaseID: v.CaseID, CaseNo: v.CaseNo, PaperID: v.PaperID, Form: v.Form, Paper: v.Paper, PaperNo: v.PaperNo, Dated: v.Dated.Date,
			To: v.ToWhom, Role: v.Role, Address: v.Address, Postcode: v.Postcode, Way: v.Way, Sent: v.Sent.Date, Tracking: v.Tracking,
			Witness: v.Witness, Medium: v.Medium, Through: v.Through, Why: v.Why, Result: v.Result, Served: v.Served.Date, Receipt: v.Receipt,
			Note: v.Note, Replaces: v.Replaces, Replaced: v.Replaced, Voided: v.Voided, Reason: v.Reason, By: v.MadeBy, At: v.MadeAt.in(r.zone),
		}
	}), err
}

// Services gives the lines of a case, oldest first, replaced ones too.
func (r *reader) Services(caseID int64) ([]court.Service, error) {
	return r.services(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("v.case_id = ?", caseID) })
}

// InsertService stores a line and gives it its ID.
func (t *tx) InsertService(s *court.Service) error {
	row := serviceRow{
		CaseID: s.CaseID, PaperID: s.PaperID, Form: s.Form, Paper: s.Paper, PaperNo: s.PaperNo, Dated: day{s.Dated}, ToWhom: s.To, Role: s.Role,
		Address: s.Address, Postcode: s.Postcode, Way: s.Way, Sent: day{s.Sent}, Tracking: s.Tracking, Witness: s.Witness, Medium: s.Medium,
		Through: s.Through, Why: s.Why, Result: s.Result, Served: day{s.Served}, Receipt: s.Receipt, Note: s.Note, Replaces: s.Replaces,
		Reason: s.Reason, MadeBy: s.By, MadeAt: moment{s.At},
	}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	if s.Replaces != 0 && duplicate(err) {
		return court.Errorf(court.CodeConflict, "%s送达%s的登记刚被别人改过。", s.Paper, s.To).WithHint("请刷新后再改。")
	}
	s.ID = row.ID
	return err
}

type serviceAddressRow struct {
	bun.BaseModel `bun:"table:service_addresses,alias:a"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	ToWhom        string
	Role          string
	Receiver      string
	Address       string
	Postcode      string
	Phone         string
	Email         string
	Confirmed     day
	MadeBy        string
	MadeAt        moment
}

// ServiceAddresses gives the newest address of each recipient, by case.
func (r *reader) ServiceAddresses(caseIDs ...int64) ([]court.ServiceAddress, error) {
	var rows []serviceAddressRow
	err := r.db.NewSelect().Model(&rows).Where("a.case_id IN (?)", bun.List(caseIDs)).
		Where("a.id = (SELECT MAX(b.id) FROM service_addresses AS b WHERE b.case_id = a.case_id AND b.to_whom = a.to_whom)").
		OrderExpr("a.case_id, a.id").Scan(r.ctx)
	return each(rows, func(a serviceAddressRow) court.ServiceAddress {
		return court.ServiceAddress{
			ID: a.ID, CaseID: a.CaseID, To: a.ToWhom, Role: a.Role, Receiver: a.Receiver, Address: a.Address, Postcode: a.Postcode,
			Phone: a.Phone, Email: a.Email, Confirmed: a.Confirmed.Date, By: a.MadeBy, At: a.MadeAt.in(r.zone),
		}
	}), err
}

// InsertServiceAddress stores an address and gives it its ID.
func (t *tx) InsertServiceAddress(a *court.ServiceAddress) error {
	row := serviceAddressRow{
		CaseID: a.CaseID, ToWhom: a.To, Role: a.Role, Receiver: a.Receiver, Address: a.Address, Postcode: a.Postcode, Phone: a.Phone,
		Email: a.Email, Confirmed: day{a.Confirmed}, MadeBy: a.By, MadeAt: moment{a.At},
	}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	a.ID = row.ID
	return err
}

// scopeClause limits a query to the cases of the scope.
func scopeClause(q office.ServiceScope) (clause string, args []any) {
	switch {
	case q.CaseID != 0:
		return " AND c.id = ?", []any{q.CaseID}
	case !q.Closed:
		return " AND c.status <> '已结'", nil
	}
	return "", nil
}

// ServiceFacts gives the papers of the forms, the lines that stand, and what
// both need of their cases.
func (r *reader) ServiceFacts(q office.ServiceScope) (office.ServiceFacts, error) {
	clause, args := scopeClause(q)
	f := office.ServiceFacts{Cases: map[int64]office.ServiceCase{}}
	var err error
	narrow := func(sel *bun.SelectQuery) *bun.SelectQuery { return sel.Where("1 = 1"+clause, args...) }
	if f.Papers, err = r.servicePapers(q.Forms, clause, args); err != nil {
		return f, err
	}
	if f.Services, err = r.services(func(sel *bun.SelectQuery) *bun.SelectQuery {
		return narrow(sel).Where("x.id IS NULL").Where("NOT EXISTS (SELECT 1 FROM papers AS p WHERE p.id = v.paper_id AND p.void <> '')")
	}); err != nil {
		return f, err
	}
	const some = " AND (EXISTS (SELECT 1 FROM papers AS p WHERE p.case_id = c.id AND p.form IN (?) AND p.void = '') OR EXISTS (SELECT 1 FROM services AS v WHERE v.case_id = c.id))"
	err = r.scanAll("SELECT c.id, c.number, c.debtors, COALESCE(c.officer_id, 0), c.officer, c.grp, c.status = '已结' FROM cases AS c WHERE 1 = 1"+clause+some+
		" ORDER BY c.year DESC, c.number_kind, c.court_code, c.seq DESC, c.suffix, c.id", append(args[:len(args):len(args)], bun.List(q.Forms)),
		func(rows *sql.Rows) error {
			var c office.ServiceCase
			err := rows.Scan(&c.ID, &c.Number, &c.Debtors, &c.OfficerID, &c.Officer, &c.Group, &c.Closed)
			f.Cases[c.ID], f.Order = c, append(f.Order, c.ID)
			return err
		})
	if err != nil {
		return f, err
	}
	err = r.scanAll("SELECT y.case_id, y.role, y.name, y.address, y.phone, y.agent, y.agent_phone FROM parties AS y JOIN cases AS c ON c.id = y.case_id WHERE 1 = 1"+clause+some+
		" ORDER BY y.case_id, y.position", append(args[:len(args):len(args)], bun.List(q.Forms)),
		func(rows *sql.Rows) error {
			var p court.Party
			err := rows.Scan(&p.CaseID, &p.Role, &p.Name, &p.Address, &p.Phone, &p.Agent, &p.AgentPhone)
			f.Parties = append(f.Parties, p)
			return err
		})
	if err != nil {
		return f, err
	}
	err = r.scanAll("SELECT n.case_id, n.code, n.name, n.actual FROM nodes AS n JOIN cases AS c ON c.id = n.case_id WHERE n.actual <> '' AND n.code IN (?)"+clause,
		append([]any{bun.List(q.Nodes)}, args...), func(rows *sql.Rows) error {
			var n court.Node
			var on day
			err := rows.Scan(&n.CaseID, &n.Code, &n.Name, &on)
			n.Actual = on.Date
			f.Nodes = append(f.Nodes, n)
			return err
		})
	return f, err
}

// servicePapers reads what the list needs of the papers that are not void,
// oldest first.
func (r *reader) servicePapers(forms []string, clause string, args []any) ([]court.Paper, error) {
	var out []court.Paper
	err := r.scanAll("SELECT p.id, p.case_id, p.form, p.name, p.number, p.for_whom, p.dated, p.made_at, p.sign_off, p.signed_by FROM papers AS p JOIN cases AS c ON c.id = p.case_id"+
		" WHERE p.void = '' AND p.form IN (?)"+clause+" ORDER BY p.id", append([]any{bun.List(forms)}, args...), func(rows *sql.Rows) error {
		var p court.Paper
		var dated day
		var made moment
		err := rows.Scan(&p.ID, &p.CaseID, &p.Form, &p.Name, &p.Number, &p.For, &dated, &made, &p.SignOff, &p.SignedBy)
		p.Dated, p.MadeAt = dated.Date, made.in(r.zone)
		out = append(out, p)
		return err
	})
	return out, err
}
