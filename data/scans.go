package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// scansName is the folder of scanned files inside the office's folder.
const scansName = "scans"

type scanFileRow struct {
	bun.BaseModel `bun:"table:scan_files,alias:f"`
	SHA256        string `bun:"sha256,pk"`
	Kind          court.ScanKind
	Bytes         int64
	Pages         int
	Name          string
	MadeBy        string
	MadeAt        moment
}

type scanRow struct {
	bun.BaseModel `bun:"table:scans,alias:s"`
	ID            int64  `bun:",pk,autoincrement"`
	CaseID        int64  `bun:",nullzero"`
	CaseNo        string `bun:",scanonly"`
	Slot          string
	Title         string
	PaperID       int64 `bun:",nullzero"`
	Item          string
	Way           string
	FileName      string
	Note          string
	MadeBy        string
	MadeAt        moment
	Void          string
}

type scanPageRow struct {
	bun.BaseModel `bun:"table:scan_pages,alias:g"`
	ScanID        int64 `bun:",pk"`
	Pos           int   `bun:",pk"`
	SHA256        string
	Kind          court.ScanKind `bun:",scanonly"`
	Page          int
	Turn          int
	PaperPage     int
}

func (r *reader) scansWhere(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Scan, error) {
	var rows []scanRow
	sel := r.db.NewSelect().Model(&rows).Join("LEFT JOIN cases AS c ON c.id = s.case_id").ColumnExpr("s.*, COALESCE(c.number, '') AS case_no")
	if err := narrow(sel).OrderExpr("s.id").Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := each(rows, func(s scanRow) int64 { return s.ID })
	var pages []scanPageRow
	err := r.db.NewSelect().Model(&pages).Join("JOIN scan_files AS f ON f.sha256 = g.sha256").ColumnExpr("g.*, f.kind").
		Where("g.scan_id IN (?)", bun.List(ids)).OrderExpr("g.scan_id, g.pos").Scan(r.ctx)
	of := map[int64][]court.ScanPage{}
	for _, p := range pages {
		of[p.ScanID] = append(of[p.ScanID], court.ScanPage{SHA256: p.SHA256, Kind: p.Kind, Page: p.Page, Turn: p.Turn, PaperPage: p.PaperPage})
	}
	return each(rows, func(s scanRow) court.Scan {
		return court.Scan{
			ID: s.ID, CaseID: s.CaseID, CaseNo: s.CaseNo, Slot: s.Slot, Title: s.Title, PaperID: s.PaperID, Item: s.Item, Pages: of[s.ID],
			Way: s.Way, File: s.FileName, Note: s.Note, By: s.MadeBy, At: s.MadeAt.in(r.zone), Void: s.Void,
		}
	}), err
}

// Scans gives the scans of a case, void ones too, oldest first; those of case 0
// lie in the tray.
func (r *reader) Scans(caseID int64) ([]court.Scan, error) {
	return r.scansWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		if caseID == 0 {
			return q.Where("s.case_id IS NULL")
		}
		return q.Where("s.case_id = ?", caseID)
	})
}

// Scan gives one scan.
func (r *reader) Scan(id int64) (court.Scan, error) {
	found, err := r.scansWhere(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("s.id = ?", id) })
	return only(found, err, "该扫描件")
}

// RecentScans gives the scans filed last over all cases, newest first.
func (r *reader) RecentScans(limit int) ([]court.Scan, error) {
	return r.scansWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("s.case_id IS NOT NULL").OrderExpr("s.id DESC").Limit(int64(limit))
	})
}

// ScansOfFile gives the scans that show pages of a file.
func (r *reader) ScansOfFile(hash string) ([]court.Scan, error) {
	return r.scansWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("s.id IN (SELECT g.scan_id FROM scan_pages AS g WHERE g.sha256 = ?)", hash)
	})
}

// ScanFile gives a file by its content.
func (r *reader) ScanFile(hash string) (court.ScanFile, error) {
	var f scanFileRow
	err := r.db.NewSelect().Model(&f).Where("sha256 = ?", hash).Scan(r.ctx)
	return court.ScanFile{SHA256: f.SHA256, Kind: f.Kind, Bytes: f.Bytes, Pages: f.Pages, Name: f.Name}, notFound(err, "该扫描文件")
}

// OpenScan opens a file whose content is what was taken in; one that is missing
// or was changed is CodeDamaged. The caller closes it.
func (r *reader) OpenScan(hash string) (office.ScanSource, error) {
	f, err := r.ScanFile(hash)
	if err != nil {
		return nil, err
	}
	lost := court.Errorf(court.CodeDamaged, "扫描文件“%s”丢失或被改动。", f.Name).WithHint("请从备份中恢复，或把原件重新扫描。")
	path := scanPath(r.scans, f.SHA256, f.Kind)
	have, err := hashOfFile(path)
	if err == nil && have != f.SHA256 {
		err = errors.New("content differs from " + f.SHA256)
	}
	if err != nil {
		return nil, lost.Because(err)
	}
	open, err := os.Open(path)
	if err != nil {
		return nil, lost.Because(err)
	}
	return open, nil
}

// InsertScanFile records a file that KeepScan stored; one that is known already
// stays as it is.
func (t *tx) InsertScanFile(f court.ScanFile, by string, at time.Time) error {
	row := scanFileRow{SHA256: f.SHA256, Kind: f.Kind, Bytes: f.Bytes, Pages: f.Pages, Name: f.Name, MadeBy: by, MadeAt: moment{at}}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (sha256) DO NOTHING").Exec(t.ctx)
	return err
}

// InsertScan stores a scan with its pages and gives it its ID.
func (t *tx) InsertScan(s *court.Scan) error {
	row := newScanRow(*s)
	row.ID = 0
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	s.ID = row.ID
	return t.putPages(*s)
}

// UpdateScan stores what changed in a scan, its pages too.
func (t *tx) UpdateScan(s court.Scan) error {
	row := newScanRow(s)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "way", "file_name", "made_by", "made_at").Where("id = ?", s.ID).Exec(t.ctx)
	if err := changedOne(res, err, "该扫描件"); err != nil {
		return err
	}
	if _, err := t.db.NewDelete().Model((*scanPageRow)(nil)).Where("scan_id = ?", s.ID).Exec(t.ctx); err != nil {
		return err
	}
	return t.putPages(s)
}

func (t *tx) putPages(s court.Scan) error {
	rows := make([]scanPageRow, len(s.Pages))
	for i, p := range s.Pages {
		rows[i] = scanPageRow{ScanID: s.ID, Pos: i + 1, SHA256: p.SHA256, Page: p.Page, Turn: p.Turn, PaperPage: p.PaperPage}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := t.db.NewInsert().Model(&rows).Exec(t.ctx)
	return err
}

func newScanRow(s court.Scan) scanRow {
	return scanRow{
		ID: s.ID, CaseID: s.CaseID, Slot: s.Slot, Title: s.Title, PaperID: s.PaperID, Item: s.Item, Way: s.Way, FileName: s.File, Note: s.Note,
		MadeBy: s.By, MadeAt: moment{s.At}, Void: s.Void,
	}
}

func (s *Store) scansDir() string { return filepath.Join(s.dir, scansName) }

// scanPath spreads the files over 256 folders, as paperPath does.
func scanPath(scans, hash string, kind court.ScanKind) string {
	return filepath.Join(scans, hash[:2], hash+"."+string(kind))
}

// KeepScan stores a file under its hash, outside any transaction: files can be
// large, and one that nobody refers to harms nothing. It is whole or absent even
// after a power cut.
func (s *Store) KeepScan(ctx context.Context, from io.Reader, kind court.ScanKind) (hash string, size int64, err error) {
	if s.readOnly {
		return "", 0, court.Errorf(court.CodeReadOnly, "数据以只读方式打开，不能修改。").WithHint("请关闭另一个窗口，再重新打开本程序。")
	}
	defer func() { err = explain(err) }()
	if err := os.MkdirAll(s.scansDir(), 0o700); err != nil {
		return "", 0, err
	}
	part, err := os.CreateTemp(s.scansDir(), ".part-*")
	if err != nil {
		return "", 0, err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part.Name()) // the error that matters is the first one
		}
	}()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(part, sum), whileOpen{ctx, from})
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err != nil {
		return "", 0, err
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	path := scanPath(s.scansDir(), hash, kind)
	if err := os.Mkdir(filepath.Dir(path), 0o700); err == nil {
		err = syncFolder(s.scansDir())
		if err != nil {
			return "", 0, err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return "", 0, err
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return "", 0, err
	}
	return hash, size, syncFolder(filepath.Dir(path))
}

// whileOpen ends reading with the context.
type whileOpen struct {
	ctx context.Context
	io.Reader
}

func (r whileOpen) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// storedScans checks that each scanned file is there and unchanged.
func (v *verifier) storedScans() error {
	var files []scanFileRow
	if err := v.db.NewSelect().Model(&files).OrderExpr("made_at, sha256").Scan(v.ctx); err != nil {
		return err
	}
	for _, f := range files {
		hash, err := hashOfFile(scanPath(v.scans, f.SHA256, f.Kind))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.fault("%s收取的扫描文件“%s”丢失。", f.MadeBy, f.Name)
		case err != nil:
			return err
		case hash != f.SHA256:
			v.fault("%s收取的扫描文件“%s”被改动过。", f.MadeBy, f.Name)
		}
	}
	return nil
}
