package data

import (
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type planRow struct {
	bun.BaseModel `bun:"table:distributions,alias:p"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	Edition       int
	Replaces      int64 `bun:",nullzero"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Officer       string `bun:",scanonly"`
	Debtor        string
	Source        string
	Pool          court.Money
	Costs         jsonList[deduction]
	Ordered       int
	Panel         string
	Note          string
	State         court.PlanState
	Ended         string
	EffectiveOn   day
	MadeBy        string
	MadeAt        moment
	MadeOn        day
	LateReason    string
}

type claimRow struct {
	bun.BaseModel `bun:"table:distribution_claims,alias:q"`
	PlanID        int64 `bun:",pk"`
	Line          int   `bun:",pk"`
	CaseID        int64 `bun:",nullzero"`
	CaseNo        string
	Creditor      string
	Court         string
	Basis         string
	Class         string
	Rank          int
	Reason        string
	Amount        court.Money
	Given         court.Money
	Bank          string
	Account       string
}

type planPartyRow struct {
	bun.BaseModel `bun:"table:distribution_parties,alias:q"`
	PlanID        int64 `bun:",pk"`
	Line          int   `bun:",pk"`
	Name          string
	Role          string
	Served        day
	Way           string
	Objected      day
	Objection     string
	Claim         int
	Told          day
	Opposed       day
	Opposition    string
	Sued          day
	Settled       day
	Outcome       string
}

func (r *reader) plans(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Distribution, error) {
	var rows []planRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = p.case_id").ColumnExpr("p.*, c.number AS case_no, c.officer AS officer").
		OrderExpr("p.number DESC, p.edition DESC")
	if err := narrow(sel).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	out, at, ids := make([]court.Distribution, len(rows)), map[int64]*court.Distribution{}, make([]int64, len(rows))
	for i, x := range rows {
		out[i] = court.Distribution{
			ID: x.ID, Version: x.Version, Number: x.Number, Edition: x.Edition, Replaces: x.Replaces, CaseID: x.CaseID, CaseNo: x.CaseNo, Officer: x.Officer,
			Debtor: x.Debtor, Source: x.Source, Pool: x.Pool, Costs: each(x.Costs, func(d deduction) court.Deduction { return court.Deduction(d) }),
			Ordered: x.Ordered != 0, Panel: x.Panel, Note: x.Note, State: x.State, Ended: x.Ended, EffectiveOn: x.EffectiveOn.Date, By: x.MadeBy, At: x.MadeAt.in(r.zone),
			Made: x.MadeOn.Date, Late: x.LateReason,
		}
		if out[i].Made.IsZero() { // entered before the day was kept
			out[i].Made = court.DateOf(out[i].At)
		}
		at[x.ID], ids[i] = &out[i], x.ID
	}
	return out, r.addPlanLines(ids, at)
}

// addPlanLines reads the claims, parties and payments of plans.
func (r *reader) addPlanLines(ids []int64, at map[int64]*court.Distribution) error {
	var claims []claimRow
	if err := r.db.NewSelect().Model(&claims).Where("q.plan_id IN (?)", bun.List(ids)).OrderExpr("q.plan_id, q.line").Scan(r.ctx); err != nil {
		return err
	}
	for _, c := range claims {
		p := at[c.PlanID]
		p.Claims = append(p.Claims, court.Claim{Line: c.Line, CaseID: c.CaseID, CaseNo: c.CaseNo, Creditor: c.Creditor, Court: c.Court, Basis: c.Basis,
			Class: c.Class, Rank: c.Rank, Reason: c.Reason, Amount: c.Amount, Given: c.Given, Bank: c.Bank, Account: c.Account})
	}
	var parties []planPartyRow
	if err := r.db.NewSelect().Model(&parties).Where("q.plan_id IN (?)", bun.List(ids)).OrderExpr("q.plan_id, q.line").Scan(r.ctx); err != nil {
		return err
	}
	for _, x := range parties {
		p := at[x.PlanID]
		p.Parties = append(p.Parties, court.PlanParty{Line: x.Line, Name: x.Name, Role: x.Role, Served: x.Served.Date, Way: x.Way, Objected: x.Objected.Date,
			Objection: x.Objection, Claim: x.Claim, Told: x.Told.Date, Opposed: x.Opposed.Date, Opposition: x.Opposition, Sued: x.Sued.Date,
			Settled: x.Settled.Date, Outcome: x.Outcome})
	}
	var payments []struct {
		PlanID    int64
		Line      int
		PaymentID int64
		Costs     int
		Number    string
		Total     court.Money
		State     court.DisbursementState
		PaidOn    day
	}
	err := r.db.NewSelect().TableExpr("distribution_payments AS q").Join("JOIN disbursements AS d ON d.id = q.payment_id").
		ColumnExpr("q.plan_id, q.line, q.payment_id, q.costs, d.number, d.total, d.state, d.paid_on").
		Where("q.plan_id IN (?)", bun.List(ids)).OrderExpr("q.payment_id").Scan(r.ctx, &payments)
	for _, x := range payments {
		p := at[x.PlanID]
		p.Payments = append(p.Payments, court.PlanPayment{Line: x.Line, PaymentID: x.PaymentID, Number: x.Number, Total: x.Total, State: x.State,
			PaidOn: x.PaidOn.Date, Costs: x.Costs != 0})
	}
	return err
}

// Distributions gives plans, newest first.
func (r *reader) Distributions(q office.PlanQuery) ([]court.Distribution, error) {
	found, err := r.plans(func(sel *bun.SelectQuery) *bun.SelectQuery {
		if q.CaseID != 0 {
			sel = sel.Where("(p.case_id = ? OR EXISTS (SELECT 1 FROM distribution_claims AS q WHERE q.plan_id = p.id AND q.case_id = ?))", q.CaseID, q.CaseID)
		}
		if q.State != "" {
			sel = sel.Where("p.state = ?", q.State)
		}
		if q.Latest {
			sel = sel.Where("NOT EXISTS (SELECT 1 FROM distributions AS x WHERE x.replaces = p.id)")
		}
		return sel
	})
	return wanted(found, err, q.Search, func(p court.Distribution) []string {
		texts := []string{p.Number, p.CaseNo, p.Debtor, p.Officer, p.Source}
		for _, c := range p.Claims {
			texts = append(texts, c.Creditor, c.CaseNo)
		}
		return texts
	})
}

// wanted keeps the records in whose texts every word of a search occurs.
func wanted[T any](found []T, err error, search string, texts func(T) []string) ([]T, error) {
	words := strings.Fields(strings.ToLower(court.Narrow(search)))
	if err != nil || len(words) == 0 {
		return found, err
	}
	var out []T
	for _, x := range found {
		all, has := strings.ToLower(court.Narrow(strings.Join(texts(x), "\n"))), true
		for _, w := range words {
			has = has && strings.Contains(all, w)
		}
		if has {
			out = append(out, x)
		}
	}
	return out, nil
}

// dividing gives the plans that hold money of a case: those that were served, and
// a served one that is being amended until its next edition is served.
func (r *reader) dividing(caseID int64) ([]court.Distribution, error) {
	return r.plans(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("p.case_id = ?", caseID).Where("(p.state IN (?) OR p.state = ? AND EXISTS (SELECT 1 FROM distributions AS x WHERE x.replaces = p.id AND x.state = ?))",
			bun.List([]court.PlanState{court.PlanServed, court.PlanEffective}), court.PlanAmended, court.PlanDraft)
	})
}

// Distribution gives one plan.
func (r *reader) Distribution(id int64) (court.Distribution, error) {
	found, err := r.plans(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("p.id = ?", id) })
	return only(found, err, "该分配方案")
}

// PlanOfPayment gives the claim that a payment serves.
func (r *reader) PlanOfPayment(paymentID int64) (court.Distribution, int, bool, error) {
	found, err := r.plans(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("EXISTS (SELECT 1 FROM distribution_payments AS x WHERE x.plan_id = p.id AND x.payment_id = ?)", paymentID)
	})
	if err != nil || len(found) == 0 {
		return court.Distribution{}, 0, false, err
	}
	for _, x := range found[0].Payments {
		if x.PaymentID == paymentID {
			return found[0], x.Line, true, nil
		}
	}
	return court.Distribution{}, 0, false, nil
}

// PutDistribution stores a plan. Claims are stored anew while it is a draft;
// later only what parties said to it changes.
func (t *tx) PutDistribution(p *court.Distribution) error {
	row := planRow{
		ID: p.ID, Version: p.Version + 1, Number: p.Number, Edition: p.Edition, Replaces: p.Replaces, CaseID: p.CaseID, Debtor: p.Debtor, Source: p.Source, Pool: p.Pool,
		Costs: each(p.Costs, func(d court.Deduction) deduction { return deduction(d) }), Ordered: btoi(p.Ordered), Panel: p.Panel, Note: p.Note, State: p.State,
		Ended: p.Ended, EffectiveOn: day{p.EffectiveOn}, MadeBy: p.By, MadeAt: moment{p.At}, LateReason: p.Late,
	}
	if p.Made != court.DateOf(p.At) {
		row.MadeOn = day{p.Made}
	}
	fixed := false
	if p.ID != 0 {
		old, err := t.Distribution(p.ID)
		if err != nil {
			return err
		}
		fixed = old.State != court.PlanDraft
	}
	fresh := p.ID == 0
	if !fresh && !fixed { // while it is still a draft to the guards
		if err := t.putClaims(*p); err != nil {
			return err
		}
	}
	if err := t.putVersioned(&row, p.ID, p.Version, "该分配方案"); err != nil {
		return err
	}
	p.ID, p.Version = row.ID, row.Version
	if fresh {
		if err := t.putClaims(*p); err != nil {
			return err
		}
	}
	return t.putPlanParties(*p)
}

// putVersioned inserts a row (id 0), or updates the row that still has the
// version; another version is CodeConflict.
func (t *tx) putVersioned(row any, id int64, version int, what string) error {
	if id == 0 {
		_, err := t.db.NewInsert().Model(row).Exec(t.ctx)
		return err
	}
	res, err := t.db.NewUpdate().Model(row).ExcludeColumn("id", "made_by", "made_at").Where("id = ?", id).Where("version = ?", version).Exec(t.ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return court.Errorf(court.CodeConflict, "%s刚被别人改过。", what).WithHint("请刷新后再改。")
}

func (t *tx) putClaims(p court.Distribution) error {
	if _, err := t.db.NewDelete().Model((*claimRow)(nil)).Where("plan_id = ?", p.ID).Exec(t.ctx); err != nil || len(p.Claims) == 0 {
		return err
	}
	rows := each(p.Claims, func(c court.Claim) claimRow {
		return claimRow{PlanID: p.ID, Line: c.Line, CaseID: c.CaseID, CaseNo: c.CaseNo, Creditor: c.Creditor, Court: c.Court, Basis: c.Basis, Class: c.Class,
			Rank: c.Rank, Reason: c.Reason, Amount: c.Amount, Given: c.Given, Bank: c.Bank, Account: c.Account}
	})
	_, err := t.db.NewInsert().Model(&rows).Exec(t.ctx)
	return err
}

func (t *tx) putPlanParties(p court.Distribution) error {
	if _, err := t.db.NewDelete().Model((*planPartyRow)(nil)).Where("plan_id = ?", p.ID).Exec(t.ctx); err != nil || len(p.Parties) == 0 {
		return err
	}
	rows := each(p.Parties, func(x court.PlanParty) planPartyRow {
		return planPartyRow{PlanID: p.ID, Line: x.Line, Name: x.Name, Role: x.Role, Served: day{x.Served}, Way: x.Way, Objected: day{x.Objected}, Objection: x.Objection,
			Claim: x.Claim, Told: day{x.Told}, Opposed: day{x.Opposed}, Opposition: x.Opposition, Sued: day{x.Sued}, Settled: day{x.Settled}, Outcome: x.Outcome}
	})
	_, err := t.db.NewInsert().Model(&rows).Exec(t.ctx)
	return err
}

// InsertPlanPayment ties a request for a payment to a line of a plan.
func (t *tx) InsertPlanPayment(planID int64, x court.PlanPayment) error {
	_, err := t.db.NewRaw("INSERT INTO distribution_payments (payment_id, plan_id, line, costs) VALUES (?, ?, ?, ?)", x.PaymentID, planID, x.Line, btoi(x.Costs)).Exec(t.ctx)
	return err
}

// UpdateClaimAccount stores where a claim is paid to.
func (t *tx) UpdateClaimAccount(planID int64, c court.Claim) error {
	res, err := t.db.NewRaw("UPDATE distribution_claims SET bank = ?, account = ? WHERE plan_id = ? AND line = ?", c.Bank, c.Account, planID, c.Line).Exec(t.ctx)
	return changedOne(res, err, "该项债权")
}
