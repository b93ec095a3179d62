package data

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type auditRow struct {
	bun.BaseModel `bun:"table:audit,alias:a"`
	Seq           int64 `bun:",pk"`
	At            moment
	Actor         string
	Action        string
	Entity        string
	EntityID      int64
	CaseID        int64
	Before        string
	After         string
	Reason        string
	PrevHash      string
	Hash          string
}

// auditSeries counts the audit entries, so that entries cut off at the end of
// the chain are missed.
const auditSeries = "audit"

// chainHash is SHA-256 over the canonical JSON of all other fields, among
// them the hash of the entry before. The order of the fields and the form of
// the time are part of the format: changing them breaks every chain.
func (a auditRow) chainHash() (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		Seq      int64  `json:"seq"`
		At       string `json:"at"`
		Actor    string `json:"actor"`
		Action   string `json:"action"`
		Entity   string `json:"entity"`
		EntityID int64  `json:"entity_id"`
		CaseID   int64  `json:"case_id"`
		Before   string `json:"before"`
		After    string `json:"after"`
		Reason   string `json:"reason"`
		PrevHash string `json:"prev_hash"`
	}{a.Seq, a.At.text(), a.Actor, a.Action, a.Entity, a.EntityID, a.CaseID, a.Before, a.After, a.Reason, a.PrevHash})
	return hashOf(bytes.TrimRight(b.Bytes(), "\n")), err
}

// Audit gives audit entries, newest first.
func (r *reader) Audit(q office.AuditQuery) ([]court.AuditEntry, error) {
	var rows []auditRow
	sel := r.db.NewSelect().Model(&rows).OrderExpr("a.seq DESC")
	if q.CaseID != 0 {
		sel = sel.Where("a.case_id = ?", q.CaseID)
	}
	if q.Actor != "" {
		sel = sel.Where("a.actor = ?", q.Actor)
	}
	if !q.From.IsZero() {
		sel = sel.Where("a.at >= ?", r.dayBegins(q.From))
	}
	if !q.To.IsZero() {
		sel = sel.Where("a.at < ?", r.dayBegins(q.To.AddDays(1)))
	}
	if q.Search != "" {
		like := contains(q.Search)
		sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
			for _, column := range []string{"actor", "action", "before", "after", "reason"} {
				s = s.WhereOr(`? LIKE ? ESCAPE '\'`, bun.Ident("a."+column), like)
			}
			return s
		})
	}
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	err := sel.Scan(r.ctx)
	return each(rows, func(a auditRow) court.AuditEntry {
		return court.AuditEntry{
			Seq: a.Seq, At: a.At.in(r.zone), Actor: a.Actor, Action: a.Action, Entity: a.Entity, EntityID: a.EntityID, CaseID: a.CaseID,
			Before: a.Before, After: a.After, Reason: a.Reason, PrevHash: a.PrevHash, Hash: a.Hash,
		}
	}), err
}

// dayBegins gives the first moment of a day as stored times compare with it:
// without their Z, which sorts after a fraction of a second.
func (r *reader) dayBegins(d court.Date) string {
	return strings.TrimSuffix(moment{time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, r.zone)}.text(), "Z")
}

// AppendAudit adds an entry; it is numbered and chained here.
func (t *tx) AppendAudit(e court.AuditEntry) error {
	row := auditRow{
		At: moment{e.At}, Actor: e.Actor, Action: e.Action, Entity: e.Entity, EntityID: e.EntityID, CaseID: e.CaseID,
		Before: e.Before, After: e.After, Reason: e.Reason,
	}
	var last auditRow
	err := t.db.NewSelect().Model(&last).Column("seq", "hash").OrderExpr("a.seq DESC").Limit(1).Scan(t.ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	row.Seq, row.PrevHash = last.Seq+1, last.Hash
	if row.Hash, err = row.chainHash(); err != nil {
		return err
	}
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	n, err := t.NextNumber(auditSeries)
	if err == nil && int64(n) != row.Seq {
		err = damaged().Because(fmt.Errorf("audit entry %d, counter %d", row.Seq, n))
	}
	if err != nil {
		return err
	}
	return t.touch(e)
}
