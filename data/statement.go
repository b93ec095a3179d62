package data

import (
	"database/sql"
	"encoding/json"
	"errors"

	"zhixing/app/court"
	"zhixing/app/office"
)

// MatchCases gives every case with the names of its applicants and debtors.
func (r *reader) MatchCases() ([]office.MatchCase, error) {
	var out []office.MatchCase
	place := map[int64]int{}
	err := r.scanAll("SELECT id, year, court_code, number_kind, seq, old, suffix, status FROM cases ORDER BY id", nil, func(rows *sql.Rows) error {
		var c office.MatchCase
		var status court.Status
		n := &c.Number
		err := rows.Scan(&c.ID, &n.Year, &n.Court, &n.Kind, &n.Seq, &n.Old, &n.Suffix, &status)
		c.Open = status != court.StatusClosed
		place[c.ID] = len(out)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = r.scanAll("SELECT case_id, role, name FROM parties WHERE role IN (?, ?) ORDER BY case_id, position", []any{court.RoleApplicant, court.RoleDebtor},
		func(rows *sql.Rows) error {
			var id int64
			var role court.PartyRole
			var name string
			if err := rows.Scan(&id, &role, &name); err != nil {
				return err
			}
			c := &out[place[id]]
			if role == court.RoleDebtor {
				c.Debtors = append(c.Debtors, name)
			} else {
				c.Applicants = append(c.Applicants, name)
			}
			return nil
		})
	return out, err
}

// BankMarks gives receipts that came from outside, payments made and items of
// the bank account between two days. Money assigned from a pool is there once, as it came in.
func (r *reader) BankMarks(from, to court.Date) ([]office.BankMark, error) {
	var out []office.BankMark
	add := func(isOut bool) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			m := office.BankMark{Out: isOut}
			var on day
			err := rows.Scan(&m.Ref, &on, &m.Amount, &m.Voucher, &m.CaseID, &m.CaseNo, &m.Party)
			m.Date = on.Date
			out = append(out, m)
			return err
		}
	}
	err := r.scanAll("SELECT r.bank_ref, r.date, r.amount, r.number, COALESCE(r.case_id, 0), COALESCE(c.number, ''), r.payer FROM receipts AS r LEFT JOIN cases AS c ON c.id = r.case_id"+
		" WHERE r.reverses IS NULL AND r.source IS NULL AND r.date BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id) ORDER BY r.id",
		[]any{from.String(), to.String()}, add(false))
	if err != nil {
		return nil, err
	}
	err = r.scanAll("SELECT d.bank_ref, d.paid_on, d.amount, d.number, COALESCE(d.case_id, 0), COALESCE(c.number, ''), d.payee FROM disbursements AS d LEFT JOIN cases AS c ON c.id = d.case_id"+
		" WHERE d.state = ? AND d.paid_on BETWEEN ? AND ? ORDER BY d.id", []any{court.DisbursementPaid, from.String(), to.String()}, add(true))
	for _, isOut := range []bool{false, true} {
		if err == nil {
			err = r.scanAll("SELECT i.bank_ref, i.date, i.amount, i.number, 0, '', i.kind FROM fund_items AS i WHERE i.state IN ('待复核', '已入账') AND i.kind <> '利息抵手续费' AND (i.kind = '手续费') = ?"+
				" AND i.date BETWEEN ? AND ? ORDER BY i.id", []any{isOut, from.String(), to.String()}, add(isOut))
		}
	}
	return out, err
}

const statementLayouts = "statement-layouts"

// StatementLayouts gives the remembered mappings of bank statements.
func (r *reader) StatementLayouts() (map[string]map[string]string, error) {
	row := settingRow{Name: statementLayouts}
	out := map[string]map[string]string{}
	err := r.db.NewSelect().Model(&row).WherePK().Scan(r.ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(row.Value), &out)
	}
	return out, err
}

// PutStatementLayouts stores the remembered mappings of bank statements.
func (t *tx) PutStatementLayouts(layouts map[string]map[string]string) error {
	b, err := json.Marshal(layouts)
	if err != nil {
		return err
	}
	row := settingRow{Name: statementLayouts, Value: string(b)}
	_, err = t.db.NewInsert().Model(&row).On("CONFLICT (name) DO UPDATE").Set("value = EXCLUDED.value").Exec(t.ctx)
	return err
}
