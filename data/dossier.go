package data

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/uptrace/bun"

	"zhixing/app/office"
)

type dossierOrderRow struct {
	bun.BaseModel `bun:"table:dossier_orders,alias:d"`
	CaseID        int64              `bun:",pk"`
	Kind          office.DossierKind `bun:",pk"`
	Entries       string             // JSON
}

// DossierOrder gives the order that somebody put a dossier in, none for the
// catalogue's.
func (r *reader) DossierOrder(caseID int64, kind office.DossierKind) ([]string, error) {
	var row dossierOrderRow
	err := r.db.NewSelect().Model(&row).Where("case_id = ? AND kind = ?", caseID, kind).Scan(r.ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var keys []string
	return keys, json.Unmarshal([]byte(row.Entries), &keys)
}

// PutDossierOrder keeps the order of a dossier; no keys go back to the
// catalogue's.
func (t *tx) PutDossierOrder(caseID int64, kind office.DossierKind, keys []string) error {
	if len(keys) == 0 {
		_, err := t.db.NewDelete().Model((*dossierOrderRow)(nil)).Where("case_id = ? AND kind = ?", caseID, kind).Exec(t.ctx)
		return err
	}
	text, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	row := dossierOrderRow{CaseID: caseID, Kind: kind, Entries: string(text)}
	_, err = t.db.NewInsert().Model(&row).On("CONFLICT (case_id, kind) DO UPDATE").Set("entries = EXCLUDED.entries").Exec(t.ctx)
	return err
}
