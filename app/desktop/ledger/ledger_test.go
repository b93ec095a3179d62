package ledger

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"

	"zhixing/app/court"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/app/sheet"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

func newFrame(t *testing.T) *uitest.Frame {
	t.Helper()
	f := uitest.NewFrame(t, wiring.Create)
	f.Me = f.Staff["周玥"]
	return f
}

// writeLedger writes a ledger of four rows: two good ones, one with a wrong
// check digit, one without a date.
func writeLedger(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	heads := []sheet.Head{{Label: "序号", Kind: sheet.Int}, {Label: "案号"}, {Label: "立案日期", Kind: sheet.Date}, {Label: "申请执行人"},
		{Label: "被执行人"}, {Label: "身份证号"}, {Label: "标的额", Kind: sheet.Money}, {Label: "经办庭室"}}
	filed := court.D(2018, 6, 8)
	rows := [][]any{
		{1, "（2018）豫1599执101号", filed, "张㛃", "令狐䶮", "", court.Money(300_000_00), "执行局"},
		{2, "(2018)豫1599执102号", filed, "溪山县信用社", "李契、王𬭎", "", court.Money(85_655_00), "执行局"},
		{3, "（2018）豫1599执103号", filed, "张㛃", "李契", "411599196505051234", court.Money(1_00), "执行局"},
		{4, "（2018）豫1599执104号", "2018.13.5", "张㛃", "李契", "", court.Money(1_00), "执行局"},
	}
	if err := sheet.WriteTable(file, "2018年台账", heads, rows); err != nil {
		t.Fatal(err)
	}
	return path
}

// toColumns opens the ledger and waits for its columns.
func toColumns(t *testing.T, f *uitest.Frame, path string) *page {
	t.Helper()
	p := NewImportPage(f).(*page)
	f.Open(p)
	f.Choose = path
	p.Choose()
	uitest.Until(t, "the sheet is read", func() bool { return p.At() == importing.StepColumns })
	return p
}

func TestLedgerComesInOnce(t *testing.T) {
	f := newFrame(t)
	path := writeLedger(t)
	p := toColumns(t, f, path)
	if p.table.HeadRow != 2 || p.mapping[sheet.FieldDebtorID] != 5 {
		t.Errorf("heading row %d, mapping %v", p.table.HeadRow, p.mapping)
	}
	p.Forward()
	uitest.Until(t, "the dry run is made", func() bool { return p.At() == importing.StepDryRun })
	if r := p.result; r.Imported != 3 || r.Warned != 1 || r.Rejected != 1 {
		t.Fatalf("dry run %d %d %d", r.Imported, r.Warned, r.Rejected)
	}
	page, err := f.Office().Cases(ctx, office.CaseQuery{})
	f.Must(err)
	if page.Total != 0 {
		t.Fatalf("the dry run wrote %d cases", page.Total)
	}
	p.Forward()
	uitest.Until(t, "it is imported", func() bool { return p.At() == importing.StepResult })
	p.File.Open() // Enter in the field of the first step, which may still have the keyboard
	if p.loader.Busy() || p.At() != importing.StepResult || f.Dialog() != nil {
		t.Error("Enter on the result opens the file again")
	}
	page, err = f.Office().Cases(ctx, office.CaseQuery{Limit: 10, SortBy: "number"})
	f.Must(err)
	if page.Total != 3 || !strings.Contains(f.Said, "3") {
		t.Errorf("%d cases, said %q", page.Total, f.Said)
	}
	if rows := troubled(p.result.Rows); len(rows) != 2 || rows[0].Outcome != court.LedgerRejected {
		t.Errorf("rows to look at %+v", rows)
	}
	p.exportRefused()
	uitest.Until(t, "the refused rows are written", func() bool { return strings.Contains(f.Said, "未导入") })
	book, err := sheet.Open(filepath.Join(f.OutDir(), "台账 未导入的行.xlsx"))
	f.Must(err)
	table, _, err := book.Propose()
	f.Must(err)
	if len(table.Rows) != 1 || !strings.Contains(strings.Join(table.Rows[0], " "), "2018.13.5") {
		t.Errorf("refused rows %v", table.Rows)
	}

	again := toColumns(t, f, path)
	again.Forward()
	uitest.Until(t, "the second dry run", func() bool { return again.At() == importing.StepDryRun })
	if r := again.result; r.Imported != 0 || r.Unchanged != 3 {
		t.Errorf("second run: %d in, %d unchanged", r.Imported, r.Unchanged)
	}
}

// TestColumnsAreChecked: a required field needs a column and no column serves
// two fields.
func TestColumnsAreChecked(t *testing.T) {
	p := toColumns(t, newFrame(t), writeLedger(t))
	s := p.columns
	s.Choose(sheet.FieldFiled, -1)
	s.Choose(sheet.FieldAddress, 5)
	s.next()
	if got := s.FieldError("立案日期"); !strings.Contains(got, "必须") {
		t.Errorf("without a date: %q", got)
	}
	if got := s.FieldError("住址"); !strings.Contains(got, "被执行人证件") {
		t.Errorf("one column twice: %q", got)
	}
	if p.At() != importing.StepColumns {
		t.Error("it went on all the same")
	}
	p.Back()
	if p.At() != importing.StepFile || p.File.Path() == "" {
		t.Errorf("Esc leads to step %d with %q", p.At(), p.File.Path())
	}
}

func TestBrokenFileIsRefusedClearly(t *testing.T) {
	f := newFrame(t)
	path := filepath.Join(t.TempDir(), "坏.xlsx")
	f.Must(parts.WriteBytes(path, []byte("PK\x03\x04 no archive")))
	p := NewImportPage(f).(*page)
	f.Open(p)
	p.open(path)
	uitest.Until(t, "it is refused", func() bool { return f.Failed != nil })
	if say, hint := court.Sentence(f.Failed); !strings.Contains(say, "坏.xlsx") || hint == "" || p.At() != importing.StepFile {
		t.Errorf("says %q, %q", say, hint)
	}
}

func TestColumnNames(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := importing.ColumnName(i); got != want {
			t.Errorf("column %d: %s, want %s", i, got, want)
		}
	}
}

// What somebody chose for a layout is there again for the next ledger with the
// same headings, and only for those.
func TestColumnsAreRemembered(t *testing.T) {
	f := newFrame(t)
	p := toColumns(t, f, writeLedger(t))
	fyne.CurrentApp().Preferences().RemoveValue(layoutName(p.table))
	p.columns.Choose(sheet.FieldOfficer, 7)
	p.Forward()
	uitest.Until(t, "the dry run is made", func() bool { return p.At() == importing.StepDryRun })
	again := toColumns(t, f, writeLedger(t))
	if !again.known || again.mapping[sheet.FieldOfficer] != 7 || !uitest.Shows("与上次导入这种台账时相同", f.Window().Content()) {
		t.Errorf("known %v, mapping %v", again.known, again.mapping)
	}
	other := again.table
	other.Heads = append([]string{"编号"}, other.Heads[1:]...)
	if m := remembered(other); m != nil {
		t.Errorf("another layout is known: %v", m)
	}
	fyne.CurrentApp().Preferences().RemoveValue(layoutName(p.table))
}

// Another tab of the dry run begins without a chosen row, and the detail speaks
// of none.
func TestDryRunTabsForgetTheChosenRow(t *testing.T) {
	f := newFrame(t)
	p := toColumns(t, f, writeLedger(t))
	p.Forward()
	uitest.Until(t, "the dry run is made", func() bool { return p.At() == importing.StepDryRun })
	p.dry.table.ChooseIndex(3)
	if !uitest.Shows("2018.13.5", p.dry.detail) {
		t.Fatalf("the detail says %q", uitest.Texts(p.dry.detail))
	}
	p.dry.tabs.SetChosen(string(court.LedgerImport))
	p.dry.filter()
	if _, chosen := p.dry.table.Chosen(); chosen || uitest.Shows("2018.13.5", p.dry.detail) {
		t.Errorf("a row stays chosen, the detail says %q", uitest.Texts(p.dry.detail))
	}
	if rows := p.dry.table.Rows(); len(rows) != 2 {
		t.Errorf("%d rows to import", len(rows))
	}
	p.dry.table.ChooseIndex(0)
	if !uitest.Shows("执101号", p.dry.detail) {
		t.Errorf("the detail says %q", uitest.Texts(p.dry.detail))
	}
}

// A file dropped on the window is opened while the page waits for one, and left
// alone when another page is in front.
func TestDroppedFileIsOpened(t *testing.T) {
	f := newFrame(t)
	p := NewImportPage(f).(*page)
	f.Open(p)
	files := []fyne.URI{storage.NewFileURI(writeLedger(t))}
	whole := f.Window().Content()
	f.Window().SetContent(container.NewStack())
	p.File.Dropped(fyne.Position{}, files)
	if p.loader.Busy() || p.File.Path() != "" || f.Dialog() != nil {
		t.Error("a page that is not in front took the file")
	}
	f.Window().SetContent(container.NewStack(whole))
	p.File.Dropped(fyne.Position{}, files)
	uitest.Until(t, "the sheet is read", func() bool { return p.At() == importing.StepColumns })
}
