package office

import (
	"context"
	"time"

	"zhixing/app/court"
)

// BoardPrint is the last print of a wall chart: what each case looked like.
type BoardPrint struct {
	Board string // whose cases: group, officer, filter
	At    time.Time
	By    string
	Looks map[int64]string // by case; compared, never shown
}

// BoardReader gives the prints of wall charts; it is a part of Reader.
type BoardReader interface {
	// BoardPrint gives the last print; one that was never printed has no time.
	BoardPrint(board string) (BoardPrint, error)
}

// BoardTx writes what BoardReader reads; it is a part of Tx.
type BoardTx interface {
	PutBoardPrint(p BoardPrint) error
}

// BoardPrint gives the last print of a wall chart, whoever made it and on
// whichever computer; one that was never printed has no time.
func (o *Office) BoardPrint(ctx context.Context, board string) (BoardPrint, error) {
	return read(ctx, o, func(r Reader) (BoardPrint, error) { return r.BoardPrint(board) })
}

// NoteBoardPrint keeps what a wall chart looked like when it was printed. In a
// run that only reads nothing is kept.
func (o *Office) NoteBoardPrint(ctx context.Context, actor Actor, board string, looks map[int64]string) error {
	if board == "" {
		return court.Errorf(court.CodeInvalid, "没有写明是哪一张挂图。")
	}
	if o.ReadOnly() {
		return nil
	}
	return o.do(ctx, actor, MayExport, "board", func(d *deed) error {
		p := BoardPrint{Board: board, At: o.now(), By: d.actor.User.Name, Looks: looks}
		if err := d.PutBoardPrint(p); err != nil {
			return err
		}
		return d.audit("打印挂图", "board", 0, 0, nil, map[string]any{"挂图": board, "案件数": len(looks)}, "")
	})
}
