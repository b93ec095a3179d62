package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"zhixing/app/court"
)

// held is a file in the memory of the test.
type held struct{ *bytes.Reader }

func (held) Close() error { return nil }

func bundleFile(kind court.ScanKind, name string, content []byte) *BundleFile {
	return &BundleFile{Kind: kind, Name: name, Open: func() (io.ReadSeekCloser, error) { return held{bytes.NewReader(content)}, nil }}
}

// wholeFile gives the pages of a file from the first to the last.
func wholeFile(f *BundleFile, pages int) []BundlePage {
	var out []BundlePage
	for i := range pages {
		out = append(out, BundlePage{File: f, Page: i + 1})
	}
	return out
}

// bound is a bundle written to a file, with what other programs say of it.
type bound struct {
	file  string
	texts []string // page by page
}

func bind(t *testing.T, b Bundle) bound {
	t.Helper()
	var out bytes.Buffer
	pages, err := Bind(context.Background(), b, &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := bound{file: filepath.Join(t.TempDir(), "bundle.pdf")}
	if err := os.WriteFile(x.file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("qpdf", "--check", x.file).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v %s", err, said)
	}
	text, err := exec.Command("pdftotext", "-layout", x.file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	x.texts = strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(x.texts) != pages {
		t.Errorf("pdftotext sees %d pages, want %d", len(x.texts), pages)
	}
	return x
}

var (
	stamped  = regexp.MustCompile(`第 ?(\d+) ?页`)
	numbered = regexp.MustCompile(`(?m)^\s*(\d+)\s.*\d{4}-\d\d-\d\d\s+(\d+)\s+(\d+)(?:—(\d+))?\s*$`)
)

// exampleBundle has two volumes: papers, scans of them any way round, a PDF that
// says itself that it is turned.
func exampleBundle(t testing.TB) Bundle {
	press := newPress(t)
	print := func(form string) (*BundleFile, int) {
		out, err := press.Print(context.Background(), form, marked(aMark))
		if err != nil {
			t.Fatal(err)
		}
		return bundleFile(court.ScanPDF, form, out.PDF), out.Pages
	}
	notice, noticePages := print("execution-notice")
	limit, limitPages := print("consumption-limit")
	minutes, minutesPages := print("panel-minutes")
	src, err := press.Print(context.Background(), "risk-notice", sample())
	if err != nil {
		t.Fatal(err)
	}
	photo := disturb(t, rasterise(t, src.PDF, 100)[0], 1, 90, 60)
	across := qpdf(t, src.PDF, "--rotate=+270", "--")
	lying := bundleFile(court.ScanJPEG, "photo.jpg", photo)
	png := bundleFile(court.ScanPNG, "a.png", encodePNG(t, rasterise(t, src.PDF, 50)[0]))
	day := court.D(2018, 6, 9)
	return Bundle{
		Court: "溪山县人民法院", Title: "执行卷宗", CaseNo: "（2018）豫1599执186号", Made: court.D(2018, 12, 1), Maker: "陈玥",
		Facts:   [][2]string{{"案由", "建设工程施工合同纠纷"}, {"申请执行人", "张𬭎"}, {"被执行人", "李㛃、溪山县宏达建筑工程有限公司"}},
		Missing: []string{"没有“申请执行书”。", "扫描件“送达回证”缺第2页。"},
		Volumes: []BundleVolume{
			{Name: "正卷", Entries: []BundleEntry{
				{Heading: "受理通知书", Title: "执行风险告知书", Date: day, Pages: []BundlePage{{File: lying, Page: 1, Turn: 270}, {File: png, Page: 1}}},
				{Heading: "执行通知书", Title: "执行通知书（李㛃）", Number: "（2018）豫1599执186号", Date: day, Pages: wholeFile(notice, noticePages)},
				{Heading: "执行通知书", Title: "转过的扫描件", Date: day, Pages: []BundlePage{{File: bundleFile(court.ScanPDF, "x.pdf", across), Page: 1, Turn: 90}}},
				{Heading: "强制措施材料", Title: "限制消费令", Date: day, Pages: wholeFile(limit, limitPages)},
				{Heading: "其他", Title: "通知书首页", Date: day, Pages: []BundlePage{{File: notice, Page: 1}}},
			}},
			{Name: "副卷", Entries: []BundleEntry{{Heading: "合议、汇报笔录", Title: "合议笔录", Date: day, Pages: wholeFile(minutes, minutesPages)}}},
		},
	}
}

// The catalogue says the numbers that are stamped on the pages; every page is
// there, in order and readable by other programs.
func TestBundle(t *testing.T) {
	b := exampleBundle(t)
	x := bind(t, b)
	if !strings.Contains(x.texts[0], "没有“申请执行书”") || !strings.Contains(x.texts[0], "缺少的材料") {
		t.Errorf("the first page says %q", x.texts[0])
	}
	at := 1
	for _, v := range b.Volumes {
		if !strings.Contains(x.texts[at], v.Name) || !strings.Contains(x.texts[at], "张𬭎") && !strings.Contains(x.texts[at], "案由") {
			t.Errorf("the cover of %s says %q", v.Name, x.texts[at])
		}
		rows := numbered.FindAllStringSubmatch(x.texts[at+1], -1)
		if len(rows) != len(v.Entries) {
			t.Fatalf("the catalogue of %s has %d rows: %s", v.Name, len(rows), x.texts[at+1])
		}
		at += 2
		page := 0
		for i, e := range v.Entries {
			if rows[i][2] != strconv.Itoa(len(e.Pages)) || rows[i][3] != strconv.Itoa(page+1) {
				t.Errorf("%s stands in the catalogue as %v, begins on %d", e.Title, rows[i], page+1)
			}
			for range e.Pages {
				page++
				found := stamped.FindStringSubmatch(x.texts[at])
				if found == nil || found[1] != strconv.Itoa(page) {
					t.Errorf("page %d of %s is stamped %v", page, v.Name, found)
				}
				at++
			}
		}
	}
	if at != len(x.texts) {
		t.Errorf("%d pages, want %d", len(x.texts), at)
	}
	outline, err := exec.Command("qpdf", "--json", "--json-key=outlines", x.file).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{"缺少的材料", "正卷", "目录", "执行通知书（李㛃）　第 3 页", "副卷", "合议笔录　第 1 页"} {
		if !strings.Contains(string(outline), title) {
			t.Errorf("no bookmark %s", title)
		}
	}
}

// A scan that was laid across comes out upright, and so does a page that says it
// is turned: the code at its corner is where it was printed.
func TestBundledPagesAreUpright(t *testing.T) {
	press := newPress(t)
	out, err := press.Print(context.Background(), "risk-notice", marked(aMark))
	if err != nil {
		t.Fatal(err)
	}
	scan := rasterise(t, out.PDF, 150)[0]
	var pages []BundlePage
	for _, turn := range []int{0, 90, 180, 270} {
		f := bundleFile(court.ScanJPEG, "s.jpg", disturb(t, scan, 0, turn, 80))
		pages = append(pages, BundlePage{File: f, Page: 1, Turn: (360 - turn) % 360})
		g := bundleFile(court.ScanPDF, "s.pdf", qpdf(t, out.PDF, fmt.Sprintf("--rotate=+%d", turn), "--"))
		pages = append(pages, BundlePage{File: g, Page: 1, Turn: (360 - turn) % 360})
	}
	b := Bundle{Court: "溪山县人民法院", Title: "终本评查卷", CaseNo: "x", Made: court.D(2018, 12, 1), Volumes: []BundleVolume{{Entries: []BundleEntry{{Title: "一", Pages: pages}}}}}
	x := bind(t, b)
	data, err := os.ReadFile(x.file)
	if err != nil {
		t.Fatal(err)
	}
	for i, page := range rasterise(t, data, 150)[3:] {
		found, ok := findCode(page)
		if !ok || found.turn != 0 || page.Rect.Dx() > page.Rect.Dy() {
			t.Errorf("page %d: code %v, turn %d, %v", i+1, ok, found.turn, page.Rect)
		}
		if got := stamped.FindStringSubmatch(x.texts[i+3]); got == nil || got[1] != strconv.Itoa(i+1) {
			t.Errorf("page %d is stamped %v", i+1, got)
		}
	}
}

// A broken file is named; nothing is taken for a whole bundle.
func TestBundleNamesTheBrokenFile(t *testing.T) {
	b := exampleBundle(t)
	b.Volumes[1].Entries[0].Pages[0].File = bundleFile(court.ScanJPEG, "坏照片.jpg", []byte("\xFF\xD8\xFFxx"))
	_, err := Bind(context.Background(), b, io.Discard, nil)
	if court.CodeOf(err) != court.CodeDamaged || !strings.Contains(err.Error(), "坏照片.jpg") {
		t.Errorf("bound with %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Bind(ctx, exampleBundle(t), io.Discard, nil); err == nil {
		t.Error("bound after the end")
	}
}

// BenchmarkBundle binds 300 pages with 100 scans of 300 dpi.
func BenchmarkBundle(b *testing.B) {
	press := newPress(b)
	out, err := press.Print(context.Background(), "execution-notice", marked(aMark))
	if err != nil {
		b.Fatal(err)
	}
	var scans [][]byte
	for i, page := range rasterise(b, out.PDF, 300) {
		scans = append(scans, disturb(b, page, float64(i), 0, 75))
	}
	bundle := Bundle{Court: "溪山县人民法院", Title: "执行卷宗", CaseNo: "x", Made: court.D(2018, 12, 1), Volumes: []BundleVolume{{Name: "正卷"}}}
	v := &bundle.Volumes[0]
	for i := range 100 {
		scan := bundleFile(court.ScanJPEG, "s.jpg", scans[i%len(scans)])
		notice := bundleFile(court.ScanPDF, "n.pdf", bytes.Clone(out.PDF))
		v.Entries = append(v.Entries, BundleEntry{Title: "扫描件", Pages: []BundlePage{{File: scan, Page: 1}}},
			BundleEntry{Title: "执行通知书", Pages: wholeFile(notice, out.Pages)})
	}
	b.Cleanup(func() { debug.SetGCPercent(100) })
	debug.SetGCPercent(30) // as the window does
	for b.Loop() {
		written := &counting{}
		pages, err := Bind(context.Background(), bundle, written, nil)
		if err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB-taken")
		b.ReportMetric(float64(pages), "pages")
		b.ReportMetric(float64(written.n)/1e6, "MB-written")
	}
}

type counting struct{ n int }

func (c *counting) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}
