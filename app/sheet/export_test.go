package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhixing/app/court"
)

// libreOffice opens a workbook in LibreOffice and gives its first sheet as
// shown on the screen: a program of other people must read what we write.
func libreOffice(t *testing.T, path string) [][]string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: apt-get install -y --no-install-recommends libreoffice-calc-nogui")
	}
	dir := t.TempDir()
	profile := "-env:UserInstallation=file://" + filepath.Join(dir, "profile")
	const asShown = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true`
	out, err := exec.Command(soffice, profile, "--headless", "--convert-to", asShown, "--outdir", dir, path).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), ".xlsx")+".csv"))
	if err != nil {
		t.Fatalf("soffice wrote nothing: %v\n%s", err, out)
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

var (
	exportHeads = []Head{{Label: "案号"}, {Label: "被执行人", Width: 20}, {Label: "标的额（元）", Kind: Money}, {Label: "立案日期", Kind: Date}, {Label: "件数", Kind: Int}}
	exportRows  = [][]any{
		{"（2018）豫1599执101号", "董䶮、郑𬴊、司马㛃", court.Money(537000010), court.D(2018, 3, 20), 3},
		{"=1+1", "+86", court.Money(999_900_000_000_00), court.D(1980, 1, 1), int64(-1)},
		{"-5", "@SUM(A1)", court.Money(-1), court.Date{}, 0},
		{"411599195205021534", "<b>&\"'\x01", court.Money(0), court.D(2099, 12, 31)},
		{"0012", "第一行\n第二行", nil, nil, nil},
	}
)

func saveTable(t *testing.T, title string, heads []Head, rows [][]any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "导出.xlsx")
	err := SaveFile(path, func(w io.Writer) error { return WriteTable(w, title, heads, rows) })
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWriteTableInLibreOffice(t *testing.T) {
	got := libreOffice(t, saveTable(t, "案件列表", exportHeads, exportRows))
	want := [][]string{
		{"案件列表", "", "", "", ""},
		{"案号", "被执行人", "标的额（元）", "立案日期", "件数"},
		{"（2018）豫1599执101号", "董䶮、郑𬴊、司马㛃", "5,370,000.10", "2018-03-20", "3"},
		{"=1+1", "+86", "999,900,000,000.00", "1980-01-01", "-1"},
		{"-5", "@SUM(A1)", "-0.01", "", "0"},
		{"411599195205021534", "<b>&\"'", "0.00", "2099-12-31", ""},
		{"0012", "第一行\n第二行", "", "", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("LibreOffice shows\n%q\nwant\n%q", got, want)
	}
}

// Numbers and dates are real ones, texts are no formulas, the labels stay in
// view and are filterable, and the page is A4 landscape.
func TestWriteTableCells(t *testing.T) {
	f, err := excelize.OpenFile(saveTable(t, "案件/列表[2018]", exportHeads, exportRows))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	if sheet != "案件列表2018" {
		t.Errorf("sheet %q", sheet)
	}
	raw := func(cell string) string {
		v, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if raw("C3") != "5370000.1" || raw("D3") != "43179" || raw("E3") != "3" || raw("C4") != "999900000000" {
		t.Errorf("raw values %s %s %s %s", raw("C3"), raw("D3"), raw("E3"), raw("C4"))
	}
	for _, cell := range []string{"A4", "B4", "A5", "B5"} {
		formula, err := f.GetCellFormula(sheet, cell)
		kind, _ := f.GetCellType(sheet, cell)
		if err != nil || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s has formula %q, type %v", cell, formula, kind)
		}
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 2 {
		t.Errorf("panes %+v %v", panes, err)
	}
	layout, err := f.GetPageLayout(sheet)
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page %+v %v", layout, err)
	}
	props, err := f.GetSheetProps(sheet)
	if err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("not fitted to the page: %+v %v", props, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if !strings.Contains(names["_xlnm._FilterDatabase"], "$A$2:$E$7") || !strings.Contains(names["_xlnm.Print_Titles"], "$1:$2") {
		t.Errorf("names %v", names)
	}
	if width, err := f.GetColWidth(sheet, "A"); err != nil || width < 20 || width > maxWidth {
		t.Errorf("width of the case numbers %v %v", width, err)
	}
}

func TestWriteTableEdges(t *testing.T) {
	long := strings.Repeat("𬭚", 40000)
	got := libreOffice(t, saveTable(t, "", []Head{{Label: "备注"}}, [][]any{{long}, {}, {errors.New("文字")}}))
	if len(got) != 3 || !strings.HasPrefix(got[1][0], "𬭚𬭚") || !strings.HasSuffix(got[1][0], "…") || got[2][0] != "文字" { // empty lines are left out
		for _, line := range got {
			t.Errorf("%.20q", line)
		}
	}
	saveTable(t, "空表", exportHeads, nil)
	for title, want := range map[string]string{"": "导出", "'案件'": "案件", strings.Repeat("案", 40): strings.Repeat("案", 31), "郑𬴊的案件": "郑的案件", "?*": "导出"} {
		if got := sheetName(title); got != want {
			t.Errorf("sheet name of %q is %q", title, got)
		}
	}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, exportHeads, exportRows); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), utf8BOM+"案号,被执行人,") || !strings.Contains(b.String(), "\r\n") {
		t.Errorf("file starts %q", b.String()[:40])
	}
	got := readCSV(t, &b)
	want := [][]string{
		{"案号", "被执行人", "标的额（元）", "立案日期", "件数"},
		{"（2018）豫1599执101号", "董䶮、郑𬴊、司马㛃", "5370000.10", "2018-03-20", "3"},
		{"'=1+1", "'+86", "999900000000.00", "1980-01-01", "-1"},
		{"'-5", "'@SUM(A1)", "-0.01", "", "0"},
		{"411599195205021534", "<b>&\"'", "0.00", "2099-12-31", ""},
		{"0012", "第一行\n第二行", "", "", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%q", got)
	}
}

// The refused rows carry their reasons, look like the original, and can be
// imported again: as they are with the same result, corrected without fault.
func TestWriteRefused(t *testing.T) {
	table, m, rows := readFile(t, ledgerFile)
	path := filepath.Join(t.TempDir(), "未导入.xlsx")
	if err := WriteRefused(path, table, m, rows); err != nil {
		t.Fatal(err)
	}
	var refused []LedgerRow
	for _, r := range rows {
		if r.Outcome == Reject {
			refused = append(refused, r)
		}
	}
	shown := libreOffice(t, path)
	if len(shown) != len(refused)+2 || len(shown[1]) != 21 || shown[1][0] != "原表行号" || shown[1][1] != "不能导入的原因" {
		t.Fatalf("%d lines, labels %q", len(shown), shown[1])
	}
	first := shown[2]
	if first[0] != "64" || first[3] != "（2018）豫1599执158号" || first[4] != "2018.3.31" || first[12] != "367万" ||
		first[17] != "3,670,000.00" || first[18] != "2018-09-15" || first[1] != "案号（2018）豫1599执158号与第61行重复。" {
		t.Errorf("first refused row %q", first)
	}
	_, m, again := readFile(t, path)
	if len(again) != len(refused) || len(m) != 18 {
		t.Fatalf("%d rows read again, mapping %v", len(again), m)
	}
	for i, r := range again {
		w := refused[i]
		if r.Principal != w.Principal || r.Realised != w.Realised || r.Filed != w.Filed || r.Closed != w.Closed || !slices.Equal(r.DebtorIDs, w.DebtorIDs) {
			t.Errorf("row %d became %+v", w.SheetRow, r)
		}
		alone := len(w.Why) == 1 && w.Why[0].Code == CodeDuplicate
		if want := w.Outcome; !alone && r.Outcome != want {
			t.Errorf("row %d: %s, want %s", w.SheetRow, r.Outcome, want)
		}
	}
}

// A unit that stands above the ledger only must not get lost on the way.
func TestWriteRefusedKeepsTheUnit(t *testing.T) {
	table := Table{Sheet: "台账", HeadRow: 2, Above: []string{"单位：万元"}, Heads: fullHeads,
		Rows: [][]string{{"待立案", "43179", "胡婠", "邓强", "", "12.3456", "5"}}}
	m, _ := proposeMapping(fullHeads)
	path := filepath.Join(t.TempDir(), "未导入.xlsx")
	if err := WriteRefused(path, table, m, ReadLedger(table, m)); err != nil {
		t.Fatal(err)
	}
	_, _, rows := readFile(t, path)
	if len(rows) != 1 || rows[0].Principal != 12345600 || rows[0].Realised != 5000000 || rows[0].Filed != court.D(2018, 3, 20) {
		t.Errorf("rows %+v", rows)
	}
}

func TestSaveFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "导出.csv")
	text := func(w io.Writer) error { _, err := io.WriteString(w, "旧"); return err }
	if err := SaveFile(path, text); err != nil {
		t.Fatal(err)
	}
	half := func(w io.Writer) error {
		_ = text(w)
		return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
	}
	if err := SaveFile(path, half); court.CodeOf(err) != court.CodeDiskFull {
		t.Errorf("full disk: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "旧" {
		t.Errorf("a failed save left %q, %v", data, err)
	}
	if err := SaveFile(filepath.Join(dir, "没有", "导出.csv"), text); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("missing folder: %v", err)
	}
	if err := SaveFile(dir, text); err == nil {
		t.Error("a folder was written over")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	denied := saveError("导出.xlsx", &fs.PathError{Op: "rename", Path: path, Err: fs.ErrPermission})
	if say, hint := court.Sentence(denied); court.CodeOf(denied) != court.CodeLocked || !strings.Contains(say, "正在 Excel 或 WPS 中打开") || hint == "" {
		t.Errorf("locked target: %v", denied)
	}
}
