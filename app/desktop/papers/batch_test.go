package papers

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
	"zhixing/cmd/zhixing/wiring"
)

// rowsOf gives the cases as a list shows them.
func rowsOf(t *testing.T, f *uitest.Frame, cases ...court.Case) []office.CaseRow {
	t.Helper()
	all, err := f.Office().AllCases(ctx, office.CaseQuery{})
	f.Must(err)
	var out []office.CaseRow
	for _, c := range cases {
		for _, r := range all {
			if r.ID == c.ID {
				out = append(out, r)
			}
		}
	}
	return out
}

// openBatch shows the page with cases and forms ticked.
func openBatch(t *testing.T, f *uitest.Frame, cases []court.Case, forms ...string) *batchPage {
	t.Helper()
	p := NewBatchPage(f, rowsOf(t, f, cases...)).(*batchPage)
	f.Open(p)
	for _, form := range forms {
		p.forms.tick(form)
	}
	return p
}

func pdfPages(t *testing.T, path string) []string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, p := range pages {
		pages[i] = strings.Join(strings.Fields(p), "")
	}
	return pages
}

// TestBatchMergesInPrintingOrder: two forms for two cases in one file, each
// paper on a front side, twice what is wanted twice; the report names what was
// refused, and what is stored is not made again.
func TestBatchMergesInPrintingOrder(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	a, b := f.Register("令狐䶮"), f.Register("李契")
	p := openBatch(t, f, []court.Case{b, a}, "summons", "execution-notice", "interim-ruling")
	p.fields.duplex.SetIDs(duplexOn)
	p.fields.copies["summons"].SetNumber(2)
	p.start(true)
	uitest.Until(t, "the batch is done", func() bool { return strings.Contains(f.Said, "已制作文书 4 份，2 份没有做成") })
	path := f.Last()
	if filepath.Base(path) != "批量文书-2018-11-23.pdf" {
		t.Fatalf("printed %q", path)
	}
	pages := pdfPages(t, path)
	for i, page := range pages {
		if i%2 == 1 {
			continue // a back: the paper's second page, or blank
		}
		number := a.Number.String()
		if i >= 6 {
			number = b.Number.String()
		}
		if !strings.Contains(page, number) {
			t.Errorf("front %d begins with %.40s, want %s", i+1, page, number)
		}
	}
	if len(pages) != 2*6-1 || p.report.result.pages != len(pages) { // the last sheet's back need not be there
		t.Errorf("%d pages, said %d", len(pages), p.report.result.pages)
	}
	rows := p.report.table.Rows()
	if !p.report.card.Visible() || len(rows) != 6 || rows[0].err == nil || rows[1].err == nil || rows[2].err != nil || !strings.Contains(rows[0].why(), "评查") {
		t.Errorf("report %+v", rows)
	}
	p.report.export()
	uitest.Until(t, "the report is exported", func() bool { return strings.Contains(f.Said, "已导出 6 行") })
	_, err := sheet.Open(filepath.Join(f.OutDir(), "批量制作文书结果 2018-11-23.xlsx"))
	f.Must(err)

	p.start(false)
	uitest.Until(t, "the second run is done", func() bool { return strings.Contains(f.Said, "已制作文书 0 份，取用已有的 4 份") })
	if got := p.report.result.paths[0]; filepath.Base(got) != "批量文书-2018-11-23（2）.pdf" || len(made(t, f, a)) != 2 {
		t.Errorf("the second file is %s, the case has %d papers", got, len(made(t, f, a)))
	}
}

// TestBatchOfSingleFiles: one file each in a folder of the day.
func TestBatchOfSingleFiles(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openBatch(t, f, []court.Case{f.Register("令狐䶮", "李契"), f.Register("李契")}, "report-assets")
	p.fields.out.SetID(manyFiles)
	p.fields.out.OnChanged(manyFiles)
	f.Press(fyne.KeySpace) // the list of forms has the keyboard
	p.start(false)
	uitest.Until(t, "the batch is done", func() bool { return strings.Contains(f.Said, "已制作文书 3 份") })
	files, err := filepath.Glob(filepath.Join(f.OutDir(), "批量文书-2018-11-23", "*报告财产令-*.pdf"))
	if err != nil || len(files) != 3 {
		t.Errorf("files %v (%v)", files, err)
	}
	p.report.openOut()
	if f.Last() != filepath.Join(f.OutDir(), "批量文书-2018-11-23") {
		t.Errorf("opened %q", f.Last())
	}
}

// TestBatchThatCannotBeWritten: a file where the folder should be; the papers
// stay in the cases, which is said, and can be put out later.
func TestBatchThatCannotBeWritten(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openBatch(t, f, []court.Case{c}, "execution-notice")
	run := &batchRun{o: f.Office(), actor: f.Me, batch: p.batch(), dir: t.TempDir(), name: "批量", report: func(int, string) {}}
	full := filepath.Join(run.dir, "批量.pdf")
	f.Must(os.Mkdir(full, 0o755)) // a folder of that name: the file takes another
	r := run.do(ctx)
	if r.err != nil || filepath.Base(r.paths[0]) != "批量（2）.pdf" {
		t.Errorf("%v, %v", r.paths, r.err)
	}
	blocked := filepath.Join(t.TempDir(), "文件")
	f.Must(os.WriteFile(blocked, nil, 0o600))
	run.dir = blocked
	if r = run.do(ctx); court.CodeOf(r.err) != court.CodeInvalid || len(r.paths) != 0 || !strings.Contains(r.where(), "没有写出文件") {
		t.Errorf("%+v", r)
	}
}

// TestCasesAreAddedAndTakenOut: several at once, none twice.
func TestCasesAreAddedAndTakenOut(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	a, b := f.Register("令狐䶮"), f.Register("李契")
	p := openBatch(t, f, nil, "execution-notice")
	if !p.print.Disabled() {
		t.Error("papers for no case can be made")
	}
	p.addCases()
	uitest.Until(t, "the cases are listed", func() bool { return uitest.Shows("令狐䶮", f.Dialog()) })
	list := uitest.Find[*widgets.DataTable[office.CaseRow]](f.Dialog())[0]
	list.Mark(list.Rows())
	f.Press(fyne.KeyReturn) // in the field of the search
	uitest.Until(t, "both are there", func() bool { return len(p.table.Rows()) == 2 && !p.print.Disabled() })
	p.add(rowsOf(t, f, a, b))
	if len(p.cases) != 2 {
		t.Errorf("%d cases", len(p.cases))
	}
	p.table.ChooseIndex(0)
	p.remove()
	if rows := p.table.Rows(); len(rows) != 1 || rows[0].ID != b.ID {
		t.Errorf("left are %+v", rows)
	}
}
