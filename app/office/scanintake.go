package office

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"zhixing/app/court"
)

// ScanInput is a file to be taken in.
type ScanInput struct {
	Name string // of the file, without its folder
	Size int64
	Open func() (ScanSource, error)
}

// TakenFile is what became of a file that was taken in.
type TakenFile struct {
	Name  string
	Scans []court.Scan // where its pages are now, in cases or in the tray
	Err   error        // refused; a file that was taken in before is CodeConflict
}

// Filed counts the scans that lie in a case.
func (t TakenFile) Filed() int {
	n := 0
	for _, s := range t.Scans {
		if s.CaseID != 0 {
			n++
		}
	}
	return n
}

// TakeScans takes files in, one after another; a refused one does not stop the
// others. Pages with the code of a printed paper go to that paper and its case,
// joined and in order; the others go where to says, or into the tray when it
// names no case. done is told after each file; the context ends the work between
// files, and what was taken in before stays so.
func (o *Office) TakeScans(ctx context.Context, actor Actor, files []ScanInput, to ScanFiling, way string, done func(n, of int)) ([]TakenFile, error) {
	if err := Allow(actor, MayFileScan); err != nil {
		return nil, err
	}
	eye, err := o.needEye()
	if err != nil {
		return nil, err
	}
	return takeEach(ctx, files, done, func(f ScanInput) TakenFile {
		scans, err := o.takeScan(ctx, actor, eye, f, to, way)
		return TakenFile{Name: f.Name, Scans: scans, Err: err}
	})
}

// takeEach takes files in one after another until the context ends, and tells
// done after each.
func takeEach(ctx context.Context, files []ScanInput, done func(n, of int), take func(ScanInput) TakenFile) ([]TakenFile, error) {
	var out []TakenFile
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		taken := take(f)
		if err := ctx.Err(); err != nil && taken.Err != nil {
			return out, err
		}
		out = append(out, taken)
		if done != nil {
			done(i+1, len(files))
		}
	}
	return out, nil
}

func checkScanSize(in ScanInput) error {
	switch {
	case in.Size == 0:
		return court.Errorf(court.CodeInvalid, "“%s”是空文件。", in.Name).WithHint("请重新扫描或重新复制。")
	case in.Size > MostScanBytes:
		return court.Errorf(court.CodeInvalid, "“%s”有%d MB，超过%d MB。", in.Name, in.Size>>20, MostScanBytes>>20).
			WithHint("请分成几个文件，或用较低的分辨率（200至300 dpi）扫描。")
	}
	return nil
}

func (o *Office) takeScan(ctx context.Context, actor Actor, eye Eye, in ScanInput, to ScanFiling, way string) (scans []court.Scan, err error) {
	if err := checkScanSize(in); err != nil {
		return nil, err
	}
	src, err := in.Open()
	if err != nil {
		return nil, court.Errorf(court.CodeNotFound, "“%s”打不开。", in.Name).WithHint("请检查文件是否还在、能否读取。").Because(err)
	}
	defer func() { _ = src.Close() }() // only read
	look, err := eye.Look(ctx, src, in.Size, in.Name)
	if err != nil {
		return nil, err
	}
	pages, err := eye.Read(ctx, src, look)
	if err != nil {
		return nil, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	hash, size, err := o.store.KeepScan(ctx, src, look.Kind)
	if err != nil {
		return nil, err
	}
	if size != in.Size { // what was looked at is not what was stored
		return nil, court.Errorf(court.CodeInvalid, "“%s”在收取时还在写入。", in.Name).WithHint("请等扫描完成再收取。")
	}
	file := court.ScanFile{SHA256: hash, Kind: look.Kind, Bytes: size, Pages: look.Pages, Name: in.Name}
	err = o.do(ctx, actor, MayFileScan, "scan", func(d *deed) error {
		t := intake{deed: d, file: file, to: to, way: way}
		scans, err = t.take(pages)
		return err
	})
	return scans, err
}

// intake files the pages of one file.
type intake struct {
	*deed
	file court.ScanFile
	to   ScanFiling
	way  string
}

// take files coded pages by their papers and the rest where it was sent.
func (t *intake) take(pages []PageRead) ([]court.Scan, error) {
	if err := t.known(); err != nil {
		return nil, err
	}
	if err := t.InsertScanFile(t.file, t.actor.User.Name, t.office.now()); err != nil {
		return nil, err
	}
	papers, rest, err := t.sort(pages)
	if err != nil {
		return nil, err
	}
	var out []court.Scan
	for _, p := range papers {
		scan, err := t.fileByCode(p.paper, p.pages)
		if err != nil {
			return nil, err
		}
		out = append(out, scan)
	}
	for _, run := range rest {
		scan, err := t.fileRest(run)
		if err != nil {
			return nil, err
		}
		out = append(out, scan)
	}
	return out, nil
}

// known refuses a file that lies in the tray or in a case already, except in
// another case than the one it is sent to by hand.
func (t *intake) known() error {
	scans, err := t.ScansOfFile(t.file.SHA256)
	if err != nil {
		return err
	}
	for _, s := range scans {
		if s.Void != "" || t.to.CaseID != 0 && s.CaseID != 0 && s.CaseID != t.to.CaseID {
			continue
		}
		where := "在“待归档”里"
		if s.CaseID != 0 {
			where = "归入" + s.CaseNo + "，名称“" + s.Title + "”"
		}
		return court.Errorf(court.CodeConflict, "“%s”以前收取过，%s。", t.file.Name, where).WithHint("同一个文件只存一份，不用再收。")
	}
	return nil
}

// paperPages are the pages of a file that show one printed paper, in its order.
type paperPages struct {
	paper court.Paper
	pages []court.ScanPage
}

// run is pages of a file, one after another, that no code files.
type run struct {
	pages []court.ScanPage
	note  string
	blank bool
}

// sort parts the pages by their codes. A page that came twice begins another
// scan of the paper.
func (t *intake) sort(pages []PageRead) (papers []*paperPages, rest []*run, err error) {
	last := 0 // page at which the run at the end of rest ended
	for i, read := range pages {
		page := court.ScanPage{SHA256: t.file.SHA256, Kind: t.file.Kind, Page: i + 1, Turn: read.Turn}
		paper, number, note, err := t.paperOf(read.Code)
		if err != nil {
			return nil, nil, err
		}
		if paper.ID != 0 {
			page.PaperPage = number
			at := slices.IndexFunc(papers, func(p *paperPages) bool { return p.paper.ID == paper.ID && !hasPage(p.pages, number) })
			if at < 0 {
				papers, at = append(papers, &paperPages{paper: paper}), len(papers)
			}
			papers[at].pages = append(papers[at].pages, page)
			continue
		}
		if n := len(rest); n == 0 || last != i || t.to.CaseID == 0 && rest[n-1].blank != read.Blank {
			rest = append(rest, &run{note: note, blank: read.Blank})
		}
		at := rest[len(rest)-1]
		at.pages, last = append(at.pages, page), i+1
	}
	if t.to.CaseID != 0 && len(rest) > 1 { // sent to a case by hand: one material
		for _, r := range rest[1:] {
			rest[0].pages = append(rest[0].pages, r.pages...)
		}
		rest = rest[:1]
	}
	return papers, rest, nil
}

func hasPage(pages []court.ScanPage, number int) bool {
	return slices.ContainsFunc(pages, func(p court.ScanPage) bool { return p.PaperPage == number })
}

// paperOf finds the paper that a code names; a note says why there is none.
func (t *intake) paperOf(code string) (p court.Paper, page int, note string, err error) {
	mark, ok := court.ParsePaperMark(code)
	if !ok {
		return p, 0, "没有读到二维码", nil
	}
	p, err = t.Paper(mark.PaperID)
	if court.CodeOf(err) == court.CodeNotFound || err == nil && (p.CaseID != mark.CaseID || !mark.IsOf(code, p.Number) || mark.Page > p.Pages) {
		return court.Paper{}, 0, "二维码不是本院数据里的文书", nil
	}
	return p, mark.Page, "", err
}

// fileByCode files pages with their paper: into the scan that lacks them, or as
// a new one.
func (t *intake) fileByCode(p court.Paper, pages []court.ScanPage) (court.Scan, error) {
	have, err := t.Scans(p.CaseID)
	if err != nil {
		return court.Scan{}, err
	}
	for _, s := range have {
		if s.PaperID != p.ID || s.Void != "" || slices.ContainsFunc(pages, func(x court.ScanPage) bool { return hasPage(s.Pages, x.PaperPage) }) {
			continue
		}
		before := s
		s.Pages = inPaperOrder(append(slices.Clone(s.Pages), pages...))
		if err := t.UpdateScan(s); err != nil {
			return s, err
		}
		return s, t.audit("收取扫描件", "scan", s.ID, s.CaseID, told(before), told(s), "")
	}
	s := t.scan(inPaperOrder(pages), "按二维码归档")
	return s, t.insert(&s, filingOf(p, ScanFiling{}))
}

// inPaperOrder puts pages in the order of the printed paper.
func inPaperOrder(pages []court.ScanPage) []court.ScanPage {
	slices.SortStableFunc(pages, func(a, b court.ScanPage) int { return cmp.Compare(a.PaperPage, b.PaperPage) })
	return pages
}

// fileRest files pages without a code.
func (t *intake) fileRest(r *run) (court.Scan, error) {
	to := t.to
	note := r.note
	if to.CaseID != 0 {
		note = ""
	}
	if to.Title == "" {
		to.Title = strings.TrimSuffix(t.file.Name, filepath.Ext(t.file.Name))
	}
	if runes := []rune(to.Title); len(runes) > 100 {
		to.Title = string(runes[:100])
	}
	if r.blank {
		note = "空白页"
	}
	s := t.scan(r.pages, note)
	if to.CaseID == 0 {
		s.Title = to.Title
		if len(r.pages) < t.file.Pages {
			s.Title += fmt.Sprintf(" 第%d页", r.pages[0].Page)
			if n := len(r.pages); n > 1 {
				s.Title = strings.TrimSuffix(s.Title, "页") + fmt.Sprintf("至%d页", r.pages[n-1].Page)
			}
		}
		if err := t.InsertScan(&s); err != nil {
			return s, err
		}
		return s, t.audit("收取扫描件", "scan", s.ID, 0, nil, told(s), "")
	}
	return s, t.insert(&s, to)
}

func (t *intake) scan(pages []court.ScanPage, note string) court.Scan {
	return court.Scan{Pages: pages, Way: t.way, File: t.file.Name, Note: note, By: t.actor.User.Name, At: t.office.now()}
}

// insert stores a scan in a case, with what it proves.
func (t *intake) insert(s *court.Scan, to ScanFiling) error {
	if err := t.place(s, to); err != nil {
		return err
	}
	if err := t.InsertScan(s); err != nil {
		return err
	}
	if err := t.proves(*s); err != nil {
		return err
	}
	return t.audit("收取扫描件", "scan", s.ID, s.CaseID, nil, told(*s), "")
}
