package office

import (
	"context"
	"fmt"
	"image"
	"maps"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// MostScanBytes is the size of the largest file that is taken in.
const MostScanBytes = 200 << 20

// Eye looks at scanned files; app/paper supplies it.
type Eye interface {
	// Look tells what kind of file it is and how many pages it has, from its
	// head and structure. What is no picture, broken, encrypted or too large to
	// draw is a *court.Error that names the file.
	Look(ctx context.Context, f ScanSource, size int64, name string) (ScanLook, error)
	// Read gives what each page shows: the text of its code and how to turn it.
	Read(ctx context.Context, f ScanSource, look ScanLook) ([]PageRead, error)
	// Draw draws one page, from 1, turned clockwise by degrees, at a resolution
	// in dots per inch of an A4 sheet.
	Draw(ctx context.Context, f ScanSource, kind court.ScanKind, page, turn int, dpi float64) (image.Image, error)
}

// ScanLook is what a file is.
type ScanLook struct {
	Kind  court.ScanKind
	Pages int
	Name  string // of the file
}

// PageRead is what a page of a scanned file shows.
type PageRead struct {
	Code  string // text of the QR code, "" for none that can be read
	Turn  int    // degrees clockwise that set the page upright
	Blank bool   // hardly a mark on it
}

// UseEye hands the office what reads scans; until then none are taken in.
func (o *Office) UseEye(eye Eye) { o.eye = eye }

func (o *Office) needEye() (Eye, error) {
	if o.eye == nil {
		return nil, court.Errorf(court.CodeUnexpected, "这里不能读取扫描件。").WithHint("请在窗口中收取和查看扫描件。")
	}
	return o.eye, nil
}

// Scans gives the scans of a case, void ones too, oldest first.
func (o *Office) Scans(ctx context.Context, caseID int64) ([]court.Scan, error) {
	return read(ctx, o, func(r Reader) ([]court.Scan, error) { return r.Scans(caseID) })
}

// ScanTray gives the scans that wait to be filed by hand, oldest first.
func (o *Office) ScanTray(ctx context.Context) ([]court.Scan, error) {
	return read(ctx, o, func(r Reader) (waiting []court.Scan, err error) {
		all, err := r.Scans(0)
		for _, s := range all {
			if s.InTray() {
				waiting = append(waiting, s)
			}
		}
		return waiting, err
	})
}

// RecentScans gives the scans filed last over all cases.
func (o *Office) RecentScans(ctx context.Context, limit int) ([]court.Scan, error) {
	return read(ctx, o, func(r Reader) ([]court.Scan, error) { return r.RecentScans(limit) })
}

// ScanImage draws one page of a scan, turned as it is filed.
func (o *Office) ScanImage(ctx context.Context, p court.ScanPage, dpi float64) (picture image.Image, err error) {
	eye, err := o.needEye()
	if err != nil {
		return nil, err
	}
	f, err := read(ctx, o, func(r Reader) (ScanSource, error) { return r.OpenScan(p.SHA256) })
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return eye.Draw(ctx, f, p.Kind, p.Page, p.Turn, dpi)
}

// ScanFiling is where a scan belongs.
type ScanFiling struct {
	CaseID  int64
	Slot    string // heading of the catalogue; "" for that of the paper, else 其他
	Title   string
	Item    string // item of the 终本 checklist it proves, "" for none
	PaperID int64  // the printed paper it shows signed, 0 for none
}

// FileScan files a scan out of the tray, or files one in the same case anew:
// another heading, title, paper or item of the checklist.
func (o *Office) FileScan(ctx context.Context, actor Actor, id int64, to ScanFiling) error {
	if to.CaseID == 0 {
		return court.FieldErrorf("案件", "请选择归入哪个案件。")
	}
	return o.changeScan(ctx, actor, id, "归档扫描件", "", func(d *deed, s *court.Scan) error {
		if s.CaseID != 0 && s.CaseID != to.CaseID {
			return court.Errorf(court.CodeRefused, "这份扫描件已经归入%s。", s.CaseNo).WithHint("归错案件的，请用“移到别的案件”并写明理由。")
		}
		return d.place(s, to)
	})
}

// MoveScan moves a scan that was filed in the wrong case to another one; the
// scan says where it was.
func (o *Office) MoveScan(ctx context.Context, actor Actor, id, caseID int64, reason string) error {
	reason, err := needReason("移动理由", reason)
	if err != nil {
		return err
	}
	return o.changeScan(ctx, actor, id, "移动扫描件", reason, func(d *deed, s *court.Scan) error {
		if s.CaseID == 0 || s.CaseID == caseID {
			return court.Errorf(court.CodeRefused, "这份扫描件不在别的案件里。").WithHint("请选择另一个案件。")
		}
		from := s.CaseNo
		s.Note = "原归入" + from + "，" + reason
		return d.place(s, ScanFiling{CaseID: caseID, Slot: s.Slot, Title: s.Title})
	})
}

// TurnScan turns one page of a scan, from 1, clockwise by 90, 180 or 270.
func (o *Office) TurnScan(ctx context.Context, actor Actor, id int64, page, by int) error {
	if by%90 != 0 {
		return court.Errorf(court.CodeInvalid, "扫描件只能按90度旋转。")
	}
	return o.changeScan(ctx, actor, id, "旋转扫描件", "", func(_ *deed, s *court.Scan) error {
		if page < 1 || page > len(s.Pages) {
			return court.Errorf(court.CodeInvalid, "扫描件没有第%d页。", page)
		}
		p := &s.Pages[page-1]
		p.Turn = ((p.Turn+by)%360 + 360) % 360
		return nil
	})
}

// VoidScan marks a scan 作废; it stays visible.
func (o *Office) VoidScan(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.changeScan(ctx, actor, id, "作废扫描件", reason, func(_ *deed, s *court.Scan) error {
		s.Void = reason
		return nil
	})
}

// changeScan changes a scan that is not void, with what it proves.
func (o *Office) changeScan(ctx context.Context, actor Actor, id int64, action, reason string, change func(*deed, *court.Scan) error) error {
	return o.do(ctx, actor, MayFileScan, "scan", func(d *deed) error {
		s, err := d.Scan(id)
		if err != nil {
			return err
		}
		if s.Void != "" {
			return court.Errorf(court.CodeRefused, "这份扫描件已经作废。")
		}
		before := s
		s.Pages = append([]court.ScanPage(nil), s.Pages...)
		if err := change(d, &s); err != nil {
			return err
		}
		if err := d.UpdateScan(s); err != nil {
			return err
		}
		if before.CaseID != s.CaseID || before.Item != s.Item || s.Void != "" {
			if err := d.provesNoMore(before); err != nil {
				return err
			}
			if err := d.proves(s); err != nil {
				return err
			}
		}
		if before.CaseID != 0 && before.CaseID != s.CaseID { // both cases' logs tell of it
			if err := d.audit(action, "scan", s.ID, before.CaseID, told(before), told(s), reason); err != nil {
				return err
			}
		}
		return d.audit(action, "scan", s.ID, s.CaseID, told(before), told(s), reason)
	})
}

// place checks where a scan is to go and puts it there.
func (d *deed) place(s *court.Scan, to ScanFiling) error {
	c, err := d.Case(to.CaseID)
	if err != nil {
		return err
	}
	if to.PaperID != 0 {
		p, err := d.Paper(to.PaperID)
		if err != nil {
			return err
		}
		if p.CaseID != c.ID {
			return court.Errorf(court.CodeRefused, "文书《%s》不是%s的。", p.Name, c.Number)
		}
		to = filingOf(p, to)
	}
	if to.Slot == "" {
		to.Slot = law.SlotOther
	}
	if law.SlotName(to.Slot) == "" {
		return court.FieldErrorf("卷宗目录", "没有“%s”这一类。", to.Slot)
	}
	if to.Item != "" && law.ItemText(to.Item) == "" {
		return court.FieldErrorf("终本清单", "“%s”不在终本清单里。", to.Item)
	}
	if err := cleanText("名称", &to.Title, 100, false); err != nil {
		return err
	}
	if to.Title == "" {
		return court.FieldErrorf("名称", "不能为空，请写明是什么材料。")
	}
	s.CaseID, s.CaseNo, s.Slot, s.Title, s.Item, s.PaperID = c.ID, c.Number.String(), to.Slot, to.Title, to.Item, to.PaperID
	numberPages(s)
	return nil
}

// numberPages says which pages of its paper the pages of a scan are. The codes
// tell; where none was read, whoever filed it by hand saw the pages in order.
func numberPages(s *court.Scan) {
	coded := slices.ContainsFunc(s.Pages, func(p court.ScanPage) bool { return p.PaperPage != 0 })
	for i := range s.Pages {
		switch {
		case s.PaperID == 0:
			s.Pages[i].PaperPage = 0
		case !coded:
			s.Pages[i].PaperPage = i + 1
		}
	}
}

// filingOf fills in what a printed paper says of where its scan belongs.
func filingOf(p court.Paper, to ScanFiling) ScanFiling {
	to.CaseID, to.PaperID = p.CaseID, p.ID
	if to.Slot == "" {
		to.Slot = law.SlotOfForm(p.Form)
	}
	if to.Item == "" {
		to.Item = law.ItemOfForm(p.Form)
	}
	if to.Title == "" {
		to.Title = p.Name
		if p.For != "" {
			to.Title += "（" + p.For + "）"
		}
	}
	return to
}

// addScans hangs the scans of a case on the lines of the checklist they prove.
func addScans(r Reader, caseID int64, lines []ChecklistLine) error {
	scans, err := r.Scans(caseID)
	for _, s := range scans {
		for i := range lines {
			if s.Void == "" && lines[i].Item.ID == s.Item {
				lines[i].Scans = append(lines[i].Scans, s)
			}
		}
	}
	return err
}

// proof is what a scan that proves an item is called in the checklist.
func proof(s court.Scan) string { return fmt.Sprintf("扫描件%d《%s》", s.ID, s.Title) }

// proves ticks the item of the checklist that a scan shows, for those who may
// tick it while the case is open; what the program checks itself stays so.
func (d *deed) proves(s court.Scan) error {
	if s.Item == "" || s.CaseID == 0 || s.Void != "" || !Can(d.actor, MayWorkClosure) {
		return nil
	}
	c, err := d.Case(s.CaseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	for _, i := range law.Checklist() {
		if i.ID == s.Item && i.Kind == law.ItemAuto {
			return nil
		}
	}
	ticks, err := d.Ticks(s.CaseID)
	if err != nil {
		return err
	}
	for _, t := range ticks {
		if t.Item == s.Item && t.Done {
			return nil
		}
	}
	return d.tick(s, true, proof(s))
}

// provesNoMore takes back the tick that a scan gave.
func (d *deed) provesNoMore(s court.Scan) error {
	if s.Item == "" || s.CaseID == 0 {
		return nil
	}
	ticks, err := d.Ticks(s.CaseID)
	if err != nil {
		return err
	}
	for _, t := range ticks {
		if t.Item == s.Item && t.Done && strings.HasPrefix(t.Evidence, fmt.Sprintf("扫描件%d《", s.ID)) {
			return d.tick(s, false, "")
		}
	}
	return nil
}

func (d *deed) tick(s court.Scan, done bool, evidence string) error {
	t := court.ChecklistTick{CaseID: s.CaseID, Item: s.Item, Done: done, Evidence: evidence, By: d.actor.User.Name, At: d.office.now()}
	if err := d.PutTick(t); err != nil {
		return err
	}
	return d.audit("核对终本材料", "checklist", 0, s.CaseID, nil, t, "")
}

// ScanContent opens a file of scans, to be saved or opened elsewhere; the caller
// closes it.
func (o *Office) ScanContent(ctx context.Context, hash string) (f ScanSource, file court.ScanFile, err error) {
	f, err = read(ctx, o, func(r Reader) (ScanSource, error) {
		if file, err = r.ScanFile(hash); err != nil {
			return nil, err
		}
		return r.OpenScan(hash)
	})
	return f, file, err
}

// told is a scan as the log tells of it.
func told(s court.Scan) map[string]string {
	out := map[string]string{
		"案件": s.CaseNo, "名称": s.Title, "卷宗目录": law.SlotName(s.Slot), "终本清单": law.ItemText(s.Item), "文件": s.File, "备注": s.Note, "作废理由": s.Void,
	}
	for i, p := range s.Pages {
		if i > 0 {
			out["页"] += "、"
		}
		out["页"] += fmt.Sprint(p.Page)
		if p.Turn != 0 {
			out["页"] += fmt.Sprintf("（转%d度）", p.Turn)
		}
	}
	maps.DeleteFunc(out, func(_, text string) bool { return text == "" })
	return out
}
