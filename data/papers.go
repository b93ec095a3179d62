package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/uptrace/bun"

	"zhixing/app/court"
)

type paperRow struct {
	bun.BaseModel `bun:"table:papers,alias:p"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Form          string
	Name          string
	Number        string
	ForWhom       string
	Dated         day
	Pages         int
	SHA256        string `bun:"sha256"`
	Maker         string
	MadeAt        moment
	Void          string
	Version       string
	Inputs        string // JSON, "" for none
	SignOff       string
	SignedBy      string
	SignedOn      day
	SignedHow     string
	Edits         string // JSON, "" for none
	OwnForm       int
	Fonts         string
}

func (r *reader) papersWhere(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Paper, error) {
	var rows []paperRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = p.case_id").ColumnExpr("p.*, c.number AS case_no")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(p paperRow) court.Paper {
		return court.Paper{
			ID: p.ID, CaseID: p.CaseID, CaseNo: p.CaseNo, Form: p.Form, Name: p.Name, Number: p.Number, For: p.ForWhom, Dated: p.Dated.Date,
			Pages: p.Pages, SHA256: p.SHA256, Maker: p.Maker, MadeAt: p.MadeAt.in(r.zone), Void: p.Void,
			Version: p.Version, Inputs: typedIn(p.Inputs), SignOff: p.SignOff,
			SignedBy: p.SignedBy, SignedOn: p.SignedOn.Date, SignedHow: p.SignedHow,
			Edits: editsIn(p.Edits), OwnForm: p.OwnForm, Fonts: p.Fonts,
		}
	}), err
}

// typedIn reads the stored answers; InsertPaper wrote them.
func typedIn(text string) map[string]string {
	var out map[string]string
	if text != "" {
		_ = json.Unmarshal([]byte(text), &out) // a paper is shown even if its answers are not
	}
	return out
}

// Papers gives the papers of a case, newest first.
func (r *reader) Papers(caseID int64) ([]court.Paper, error) {
	return r.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("p.case_id = ?", caseID).OrderExpr("p.id DESC")
	})
}

// Paper gives one paper.
func (r *reader) Paper(id int64) (court.Paper, error) {
	found, err := r.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("p.id = ?", id) })
	return only(found, err, "该文书")
}

// RecentPapers gives the last papers of all cases, newest first.
func (r *reader) RecentPapers(limit int) ([]court.Paper, error) {
	return r.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery { return q.OrderExpr("p.id DESC").Limit(int64(limit)) })
}

// PapersUnsigned gives the papers of all cases that wait to be signed off,
// oldest first.
func (r *reader) PapersUnsigned() ([]court.Paper, error) {
	return r.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("p.sign_off <> ''").Where("p.signed_by = ''").Where("p.void = ''").OrderExpr("p.id")
	})
}

// PaperCount counts the papers of one form in the case, void ones too.
func (r *reader) PaperCount(caseID int64, form string) (int, error) {
	n, err := r.db.NewSelect().Table("papers").Where("case_id = ? AND form = ?", caseID, form).Count(r.ctx)
	return int(n), err
}

// PaperBytes gives exactly the bytes stored; a file that is missing or was
// changed is CodeDamaged.
func (r *reader) PaperBytes(id int64) ([]byte, error) {
	p, err := r.Paper(id)
	if err != nil {
		return nil, err
	}
	pdf, err := os.ReadFile(paperPath(r.papers, p.SHA256))
	if err == nil && hashOf(pdf) != p.SHA256 {
		err = errors.New("content differs from " + p.SHA256)
	}
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "文书《%s》的存档文件丢失或被改动。", p.Name).
			WithHint("请从备份中恢复，或作废后重新制作。").Because(err)
	}
	return pdf, nil
}

// NextPaperID gives the ID that the next paper gets. Papers are never deleted,
// and nobody else writes meanwhile.
func (t *tx) NextPaperID() (int64, error) {
	var last int64
	err := t.db.NewSelect().Table("papers").ColumnExpr("COALESCE(MAX(id), 0)").Scan(t.ctx, &last)
	return last + 1, err
}

// InsertPaper stores the bytes under their hash and then the record, with the
// ID that the paper has already or the next one. When the
// transaction fails, a file nobody refers to stays behind, which harms nothing.
func (t *tx) InsertPaper(p *court.Paper, pdf []byte) error {
	p.SHA256 = hashOf(pdf)
	if err := writePaper(paperPath(t.papers, p.SHA256), pdf); err != nil {
		return err
	}
	row := paperRow{
		CaseID: p.CaseID, Form: p.Form, Name: p.Name, Number: p.Number, ForWhom: p.For, Dated: day{p.Dated}, Pages: p.Pages,
		ID: p.ID, SHA256: p.SHA256, Maker: p.Maker, MadeAt: moment{p.MadeAt}, Void: p.Void, Version: p.Version, SignOff: p.SignOff, OwnForm: p.OwnForm, Fonts: p.Fonts,
	}
	if len(p.Inputs) > 0 {
		answers, err := json.Marshal(p.Inputs)
		if err != nil {
			return err
		}
		row.Inputs = string(answers)
	}
	var err error
	if row.Edits, err = editsText(p.Edits); err != nil {
		return err
	}
	_, err = t.db.NewInsert().Model(&row).Exec(t.ctx)
	p.ID = row.ID
	return err
}

// VoidPaper marks a paper void; one that is void already is CodeConflict.
func (t *tx) VoidPaper(id int64, reason string) error {
	p, err := t.Paper(id)
	if err != nil {
		return err
	}
	if p.Void != "" {
		return court.Errorf(court.CodeConflict, "文书《%s》已经作废。", p.Name)
	}
	_, err = t.db.NewUpdate().Table("papers").Set("void = ?", reason).Where("id = ?", id).Exec(t.ctx)
	return err
}

// SignPaper records who signed a paper off; one that is signed already is
// CodeConflict.
func (t *tx) SignPaper(p court.Paper) error {
	done, err := t.db.NewUpdate().Table("papers").
		Set("signed_by = ?, signed_on = ?, signed_how = ?", p.SignedBy, day{p.SignedOn}, p.SignedHow).
		Where("id = ? AND signed_by = ''", p.ID).Exec(t.ctx)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return court.Errorf(court.CodeConflict, "文书《%s》已经签发。", p.Name)
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// paperPath spreads the files over 256 folders, which file managers and
// backup programs like better than one.
func paperPath(papers, hash string) string {
	return filepath.Join(papers, hash[:2], hash+".pdf")
}

// writePaper puts the bytes in place so that the file is whole or absent even
// after a power cut.
func writePaper(path string, pdf []byte) error {
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, pdf) {
		return nil
	}
	folder := filepath.Dir(path)
	if err := os.Mkdir(folder, 0o700); err == nil {
		if err := syncFolder(filepath.Dir(folder)); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := writeWhole(path, pdf); err != nil {
		return err
	}
	return syncFolder(folder)
}

func writeWhole(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// syncFolder makes a new name in the folder durable; Windows does so itself
// and cannot sync a folder.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
