package data

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"io"

	"github.com/uptrace/bun"

	"zhixing/app/court"
)

// PaperText gives what the pages of a paper were set from. A paper that an
// older program made has none: CodeNotFound.
func (r *reader) PaperText(id int64) ([]byte, error) {
	var packed []string
	if err := r.db.NewSelect().Table("paper_texts").Column("record").Where("paper_id = ?", id).Scan(r.ctx, &packed); err != nil {
		return nil, err
	}
	if len(packed) == 0 {
		return nil, court.Errorf(court.CodeNotFound, "这份文书是以前版本的程序做的，没有保存文字。").WithHint("PDF 仍可打开和打印。")
	}
	text, err := base64.StdEncoding.DecodeString(packed[0])
	if err == nil {
		text, err = io.ReadAll(flate.NewReader(bytes.NewReader(text)))
	}
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "这份文书保存的文字已经损坏，PDF 不受影响。").Because(err)
	}
	return text, nil
}

// InsertPaperText keeps what the pages of a stored paper were set from.
func (t *tx) InsertPaperText(id int64, record []byte) error {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(record); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	row := map[string]any{"paper_id": id, "record": base64.StdEncoding.EncodeToString(packed.Bytes())}
	_, err = t.db.NewInsert().Model(&row).TableExpr("paper_texts").Exec(t.ctx)
	return err
}

// editsIn reads the stored changes of a paper; editsText wrote them.
func editsIn(text string) []court.PaperEdit {
	var out []court.PaperEdit
	if text != "" {
		_ = json.Unmarshal([]byte(text), &out) // a paper is shown even if its changes are not
	}
	return out
}

func editsText(edits []court.PaperEdit) (string, error) {
	if len(edits) == 0 {
		return "", nil
	}
	b, err := json.Marshal(edits)
	return string(b), err
}

type ownFormRow struct {
	bun.BaseModel `bun:"table:own_forms,alias:f"`
	ID            int64 `bun:",pk,autoincrement"`
	Form          string
	Number        int
	Text          string
	Base          string
	Reason        string
	MadeBy        string
	MadeAt        moment
}

// OwnForms gives the versions of the court's own copy of a form, or of every
// form, newest first.
func (r *reader) OwnForms(form string) ([]court.OwnForm, error) {
	var rows []ownFormRow
	sel := r.db.NewSelect().Model(&rows).OrderExpr("id DESC")
	if form != "" {
		sel = sel.Where("form = ?", form)
	}
	err := sel.Scan(r.ctx)
	return each(rows, func(f ownFormRow) court.OwnForm {
		return court.OwnForm{ID: f.ID, Form: f.Form, Number: f.Number, Text: f.Text, Base: f.Base, Reason: f.Reason, By: f.MadeBy, At: f.MadeAt.in(r.zone)}
	}), err
}

// LastOwnForm gives the ID of the newest version of any form, 0 for none.
func (r *reader) LastOwnForm() (int64, error) {
	var id int64
	err := r.db.NewSelect().Table("own_forms").ColumnExpr("COALESCE(MAX(id), 0)").Scan(r.ctx, &id)
	return id, err
}

// InsertOwnForm stores the next version of a form and numbers it.
func (t *tx) InsertOwnForm(f *court.OwnForm) error {
	err := t.db.NewSelect().Table("own_forms").ColumnExpr("COALESCE(MAX(number), 0) + 1").Where("form = ?", f.Form).Scan(t.ctx, &f.Number)
	if err != nil {
		return err
	}
	row := ownFormRow{Form: f.Form, Number: f.Number, Text: f.Text, Base: f.Base, Reason: f.Reason, MadeBy: f.By, MadeAt: moment{f.At}}
	_, err = t.db.NewInsert().Model(&row).Exec(t.ctx)
	f.ID = row.ID
	return err
}
