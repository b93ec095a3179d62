package data

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/uptrace/bun"

	"zhixing/app/office"
)

type boardPrintRow struct {
	bun.BaseModel `bun:"table:board_prints"`
	Board         string `bun:",pk"`
	PrintedAt     moment
	PrintedBy     string
	Looks         string
}

// BoardPrint gives the last print of a wall chart; one that was never printed
// has no time.
func (r *reader) BoardPrint(board string) (office.BoardPrint, error) {
	row := boardPrintRow{Board: board}
	err := r.db.NewSelect().Model(&row).WherePK().Scan(r.ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return office.BoardPrint{Board: board}, nil
	}
	p := office.BoardPrint{Board: board, At: row.PrintedAt.in(r.zone), By: row.PrintedBy}
	if err == nil {
		err = json.Unmarshal([]byte(row.Looks), &p.Looks)
	}
	return p, err
}

// PutBoardPrint stores the last print of a wall chart, in place of the one
// before.
func (t *tx) PutBoardPrint(p office.BoardPrint) error {
	looks, err := json.Marshal(p.Looks)
	if err != nil {
		return err
	}
	row := boardPrintRow{Board: p.Board, PrintedAt: moment{p.At}, PrintedBy: p.By, Looks: string(looks)}
	_, err = t.db.NewInsert().Model(&row).On("CONFLICT (board) DO UPDATE").
		Set("printed_at = EXCLUDED.printed_at").Set("printed_by = EXCLUDED.printed_by").Set("looks = EXCLUDED.looks").Exec(t.ctx)
	return err
}
