package office_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/cmd/zhixing/wiring"
)

// memoryFile is a file of the test.
type memoryFile struct{ *bytes.Reader }

func (memoryFile) Close() error { return nil }

func scanFile(name string, content []byte) office.ScanInput {
	return office.ScanInput{Name: name, Size: int64(len(content)), Open: func() (office.ScanSource, error) { return memoryFile{bytes.NewReader(content)}, nil }}
}

// seeing lets the court read scans.
func (w *world) seeing() {
	p := paper.NewPreviewer(paper.PreviewOptions{CacheDir: w.TempDir(), Idle: time.Minute})
	w.Cleanup(func() { w.must(p.Close()) })
	w.o.UseEye(wiring.Eye(p))
}

// take takes files in as 陈玥.
func (w *world) take(to office.ScanFiling, files ...office.ScanInput) []office.TakenFile {
	w.Helper()
	taken, err := w.o.TakeScans(w.ctx, w.staff["陈玥"], files, to, court.ScanByHand, nil)
	w.must(err)
	return taken
}

// tool runs a program on a PDF in a folder of its own.
func (w *world) tool(pdf []byte, name string, args ...string) string {
	w.Helper()
	dir := w.TempDir()
	w.must(os.WriteFile(filepath.Join(dir, "in.pdf"), pdf, 0o600))
	c := exec.Command(name, args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		w.Fatalf("%s: %v %s", name, err, out)
	}
	return dir
}

// photos gives the pages of a PDF as JPEGs of 150 dpi.
func (w *world) photos(pdf []byte) [][]byte {
	w.Helper()
	dir := w.tool(pdf, "pdftoppm", "-gray", "-jpeg", "-r", "150", "in.pdf", "p")
	names, err := filepath.Glob(filepath.Join(dir, "p*.jpg"))
	w.must(err)
	var out [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		w.must(err)
		out = append(out, data)
	}
	return out
}

// scanned puts pictures of pages into one PDF, as the feeder of a scanner gives
// them.
func (w *world) scanned(pages ...[]byte) []byte {
	w.Helper()
	var out bytes.Buffer
	var places []int
	object := func(format string, args ...any) {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(places)}, args...)...)
	}
	out.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	object("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages))
	for i, p := range pages {
		size, err := jpeg.DecodeConfig(bytes.NewReader(p))
		w.must(err)
		space := "DeviceRGB"
		if size.ColorModel == color.GrayModel {
			space = "DeviceGray"
		}
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>", 4+3*i, 5+3*i)
		draw := "595 0 0 842 0 0 cm /I Do"
		object("<</Length %d>>stream\n%s\nendstream", len(draw), draw)
		object("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream",
			size.Width, size.Height, space, len(p), p)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, p := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at)
	return out.Bytes()
}

func blankJPEG(t *testing.T) []byte {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, 1240, 1754))
	for i := range page.Pix {
		page.Pix[i] = 240
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, page, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func aPNG(t *testing.T, side int) []byte {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, side, side))
	for i := range page.Pix {
		page.Pix[i] = uint8(i * 7)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, page); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// make makes a paper of the case as 沈国栋.
func (w *world) makePaper(caseID int64, form string) []office.MadePaper {
	w.Helper()
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: caseID, Form: form})
	w.must(err)
	return made
}

// A PDF out of the feeder with signed pages of two papers in disorder, a blank
// back and a page without a code: every page finds its place.
func TestScansFileThemselves(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	notices := w.makePaper(c.ID, "execution-notice")
	risk := w.makePaper(c.ID, "risk-notice")
	first, other := w.photos(notices[0].PDF), w.photos(risk[0].PDF)
	if len(first) < 2 {
		t.Fatalf("the notice has %d pages", len(first))
	}
	feed := w.scanned(first[1], other[0], first[0], blankJPEG(t), w.photos(w.plain())[0])
	taken := w.take(office.ScanFiling{}, scanFile("扫描0001.pdf", feed))
	w.must(taken[0].Err)
	if taken[0].Filed() != 2 {
		t.Fatalf("filed %+v", taken[0].Scans)
	}
	scans, err := w.o.Scans(w.ctx, c.ID)
	w.must(err)
	notice := scans[0]
	if len(notice.Pages) != 2 || notice.Pages[0].Page != 3 || notice.Pages[1].Page != 1 || notice.PaperID != notices[0].ID {
		t.Errorf("the notice's pages %+v", notice.Pages)
	}
	if notice.Slot != "notice" || notice.Item != "execution-notice" || !strings.Contains(notice.Title, "执行通知书") || notice.CaseNo != c.Number.String() {
		t.Errorf("the notice is filed as %+v", notice)
	}
	if lacks := notice.LacksPages(notices[0].Pages); len(lacks) != notices[0].Pages-2 {
		t.Errorf("lacks pages %v of %d", lacks, notices[0].Pages)
	}
	tray, err := w.o.ScanTray(w.ctx)
	w.must(err)
	if len(tray) != 2 || tray[0].Note != "空白页" || tray[1].Note == "" || tray[1].Pages[0].Page != 5 {
		t.Errorf("the tray holds %+v", tray)
	}
	again := w.take(office.ScanFiling{}, scanFile("又一次.pdf", feed))
	w.refused(again[0].Err, court.CodeConflict, "以前收取过")
}

// plain is a paper of another court's program: it has no code of ours.
func (w *world) plain() []byte {
	w.Helper()
	pdf, err := w.o.Preview(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: 1, Form: "risk-notice"})
	w.must(err)
	return pdf[0]
}

// Pages that come one by one, as phones send them, join the scan that lacks them.
func TestSinglePagesJoin(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	made := w.makePaper(c.ID, "execution-notice")
	pages := w.photos(made[0].PDF)
	w.take(office.ScanFiling{}, scanFile("b.jpg", pages[1]))
	taken := w.take(office.ScanFiling{}, scanFile("a.jpg", pages[0]))
	scans, err := w.o.Scans(w.ctx, c.ID)
	w.must(err)
	if len(scans) != 1 || len(scans[0].Pages) != 2 || scans[0].Pages[0].PaperPage != 1 || scans[0].ID != taken[0].Scans[0].ID {
		t.Errorf("scans %+v", scans)
	}
	picture, err := w.o.ScanImage(w.ctx, scans[0].Pages[0], 50)
	w.must(err)
	if b := picture.Bounds(); b.Dx() < 380 || b.Dx() > 430 {
		t.Errorf("drawn at %v", b)
	}
}

// The code of a paper is another one for another court's paper with the same
// count, so that neither is filed under the other.
func TestForeignCodesGoToTheTray(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	w.makePaper(c.ID, "risk-notice")
	abroad := newWorld(t)
	settings, err := abroad.o.Settings(abroad.ctx)
	abroad.must(err)
	settings.CourtCode = "豫1588"
	abroad.must(abroad.o.SaveSettings(abroad.ctx, abroad.staff["管理员"], settings))
	theirs := abroad.makePaper(abroad.register().ID, "risk-notice")
	taken := w.take(office.ScanFiling{}, scanFile("x.jpg", w.photos(theirs[0].PDF)[0]))
	w.must(taken[0].Err)
	if taken[0].Filed() != 0 || taken[0].Scans[0].Note != "二维码不是本院数据里的文书" {
		t.Errorf("filed %+v", taken[0].Scans)
	}
}

// withoutCodes switches the codes of papers off.
func (w *world) withoutCodes() {
	w.Helper()
	settings, err := w.o.Settings(w.ctx)
	w.must(err)
	settings.PlainPapers = true
	w.must(w.o.SaveSettings(w.ctx, w.staff["管理员"], settings))
}

func TestCodeCanBeSwitchedOff(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.withoutCodes()
	made := w.makePaper(c.ID, "risk-notice")
	preview, err := w.o.Preview(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "risk-notice"})
	w.must(err)
	if !bytes.Equal(made[0].PDF, preview[0]) {
		t.Error("the paper is not what its preview showed")
	}
}

// What lies in the tray is filed by hand, proves its item, moves to another case
// with a reason, and is marked void; each step is in the log.
func TestScanByHand(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c, other := w.register(), aCase()
	other, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], other)
	w.must(err)
	clerk := w.staff["陈玥"]
	id := w.take(office.ScanFiling{}, scanFile("走访照片.png", aPNG(t, 200)))[0].Scans[0].ID
	w.refused(w.o.FileScan(w.ctx, clerk, id, office.ScanFiling{CaseID: c.ID}), court.CodeInvalid, "名称")
	w.refused(w.o.FileScan(w.ctx, clerk, id, office.ScanFiling{CaseID: c.ID, Title: "走访照片", Slot: "没有"}), court.CodeInvalid, "卷宗目录")
	w.refused(w.o.FileScan(w.ctx, w.staff["秦静宜"], id, office.ScanFiling{CaseID: c.ID, Title: "x"}), court.CodeDenied, "归档扫描件")
	w.must(w.o.FileScan(w.ctx, clerk, id, office.ScanFiling{CaseID: c.ID, Title: "走访照片", Slot: "records", Item: "whereabouts"}))
	line := w.closureLine(c.ID, "whereabouts")
	if !line.OK || !strings.Contains(line.Evidence, "《走访照片》") || len(line.Scans) != 1 {
		t.Errorf("the item is %+v", line)
	}
	w.must(w.o.TurnScan(w.ctx, clerk, id, 1, 90))
	w.refused(w.o.MoveScan(w.ctx, clerk, id, other.ID, " "), court.CodeInvalid, "移动理由")
	w.must(w.o.MoveScan(w.ctx, clerk, id, other.ID, "案号看错"))
	if line := w.closureLine(c.ID, "whereabouts"); line.OK || len(line.Scans) != 0 {
		t.Errorf("after the move the item is %+v", line)
	}
	scans, err := w.o.Scans(w.ctx, other.ID)
	w.must(err)
	if len(scans) != 1 || scans[0].Pages[0].Turn != 90 || !strings.Contains(scans[0].Note, c.Number.String()) {
		t.Errorf("moved %+v", scans)
	}
	w.must(w.o.VoidScan(w.ctx, clerk, id, "拍糊了"))
	w.refused(w.o.TurnScan(w.ctx, clerk, id, 1, 90), court.CodeRefused, "已经作废")
	for caseID, want := range map[int64][]string{c.ID: {"归档扫描件", "移动扫描件"}, other.ID: {"移动扫描件", "作废扫描件"}} {
		log, err := w.o.CaseLog(w.ctx, caseID)
		w.must(err)
		for _, action := range want {
			if !slices.ContainsFunc(log, func(e court.AuditEntry) bool { return e.Action == action }) {
				t.Errorf("the log of case %d says nothing of %s", caseID, action)
			}
		}
	}
}

// A signed page that somebody files by hand, without a code, is the page of its
// paper as one with a code is; filed as something else it is no more.
func TestScanByHandIsTheSignedPaper(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	paper := w.paper(c, "money-statement")[0]
	if paper.Pages != 1 {
		t.Fatalf("the paper has %d pages", paper.Pages)
	}
	id := w.take(office.ScanFiling{}, scanFile("签名.png", aPNG(t, 210)))[0].Scans[0].ID
	lacks := func() []int {
		t.Helper()
		scans, err := w.o.Scans(w.ctx, c.ID)
		w.must(err)
		return scans[0].LacksPages(paper.Pages)
	}
	w.must(w.o.FileScan(w.ctx, w.staff["陈玥"], id, office.ScanFiling{CaseID: c.ID, PaperID: paper.ID}))
	if got := lacks(); len(got) != 0 {
		t.Errorf("pages %v are missing", got)
	}
	w.must(w.o.FileScan(w.ctx, w.staff["陈玥"], id, office.ScanFiling{CaseID: c.ID, Title: "照片"}))
	scans, err := w.o.Scans(w.ctx, c.ID)
	w.must(err)
	if scans[0].Pages[0].PaperPage != 0 {
		t.Error("a photo is still a page of the paper")
	}
}

func (w *world) closureLine(caseID int64, item string) office.ChecklistLine {
	w.Helper()
	closure, err := w.o.Closure(w.ctx, caseID)
	w.must(err)
	i := slices.IndexFunc(closure.Lines, func(l office.ChecklistLine) bool { return l.Item.ID == item })
	if i < 0 {
		w.Fatalf("no item %s", item)
	}
	return closure.Lines[i]
}

// A refused file stops no other; a large and an empty one are not even opened.
func TestScansAreRefusedOneByOne(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	huge := office.ScanInput{Name: "大.pdf", Size: 500 << 20, Open: func() (office.ScanSource, error) { t.Error("opened"); return nil, os.ErrInvalid }}
	gone := office.ScanInput{Name: "没了.jpg", Size: 5, Open: func() (office.ScanSource, error) { return nil, os.ErrNotExist }}
	taken := w.take(office.ScanFiling{CaseID: c.ID}, scanFile("空.jpg", nil), huge, gone, scanFile("a.txt", []byte("文字")), scanFile("好.png", aPNG(t, 100)))
	for i, says := range []string{"空文件", "500 MB，超过200 MB", "打不开", "不是 JPG"} {
		if say, hint := court.Sentence(taken[i].Err); !strings.Contains(say, says) || hint == "" {
			t.Errorf("file %d: %q %q", i, say, hint)
		}
	}
	if s := taken[4].Scans; len(s) != 1 || s[0].CaseID != c.ID || s[0].Title != "好" || s[0].Slot != "other" {
		t.Errorf("the good one became %+v, %v", s, taken[4].Err)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	if _, err := w.o.TakeScans(ctx, w.staff["陈玥"], []office.ScanInput{scanFile("b.png", aPNG(t, 90))}, office.ScanFiling{}, court.ScanByHand, nil); err == nil {
		t.Error("taken in after the end")
	}
}
