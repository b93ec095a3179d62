package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhixing/app/court"
)

func writeTemp(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// wantRefusal opens a file that must be refused with a sentence that names
// the file and says what is wrong, and with a hint.
func wantRefusal(t *testing.T, path string, code court.Code, says string) {
	t.Helper()
	w, err := Open(path)
	if err == nil || w != nil {
		t.Fatalf("%s was opened", path)
	}
	say, hint := court.Sentence(err)
	if court.CodeOf(err) != code || !strings.Contains(say, says) || !strings.Contains(say, filepath.Base(path)) || hint == "" {
		t.Errorf("code %s, says %q, hint %q; want %s, %q", court.CodeOf(err), say, hint, code, says)
	}
}

func picture(t *testing.T) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// archive makes a zip of the parts given as name, content pairs.
func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compound makes the first sectors of a compound file with one stream.
func compound(stream string) []byte {
	b := make([]byte, 1536)
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	binary.LittleEndian.PutUint16(b[30:], 9)
	binary.LittleEndian.PutUint32(b[48:], 1)
	for i, r := range "Root Entry" {
		binary.LittleEndian.PutUint16(b[1024+2*i:], uint16(r))
	}
	for i, r := range stream {
		binary.LittleEndian.PutUint16(b[1024+128+2*i:], uint16(r))
	}
	return b
}

func TestOpenRefusesWrongFiles(t *testing.T) {
	const xlsx = "台账.xlsx"
	for _, c := range []struct {
		what    string
		content []byte
		code    court.Code
		says    string
	}{
		{"csv", []byte("\uFEFF案号,立案日期\r\n（2018）豫1599执101号,2018-3-20\r\n"), court.CodeInvalid, ".csv"},
		{"csv in GBK", []byte("\xb0\xb8\xba\xc5,\xc1\xa2\xb0\xb8\xc8\xd5\xc6\xda\r\n"), court.CodeInvalid, ".csv"},
		{"web page", []byte("\r\n<html><table><tr><td>案号</td></tr></table></html>"), court.CodeInvalid, "网页"},
		{"picture", picture(t), court.CodeInvalid, "图片"},
		{"pdf", []byte("%PDF-1.7\n%\xe2\xe3"), court.CodeInvalid, "PDF"},
		{"old xls", compound("Workbook"), court.CodeInvalid, ".xls）"},
		{"very old xls", []byte("\x09\x08\x10\x00\x00\x06\x05\x00"), court.CodeInvalid, ".xls）"},
		{"zip", archive(t, "a.txt", "a"), court.CodeInvalid, "压缩文件"},
		{"docx", archive(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<x/>"), court.CodeInvalid, "Word"},
		{"ods", archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), court.CodeInvalid, ".ods"},
		{"xlsb", archive(t, "xl/workbook.bin", "x"), court.CodeInvalid, ".xlsb"},
		{"empty file", nil, court.CodeInvalid, "空文件"},
		{"noise", bytes.Repeat([]byte{0, 1, 2, 3}, 999), court.CodeDamaged, "损坏"},
	} {
		t.Run(c.what, func(t *testing.T) {
			wantRefusal(t, writeTemp(t, xlsx, c.content), c.code, c.says)
		})
	}
	wantRefusal(t, filepath.Join(t.TempDir(), "没有.xlsx"), court.CodeNotFound, "找不到")
	wantRefusal(t, t.TempDir(), court.CodeInvalid, "文件夹")
}

func TestOpenRefusesEncrypted(t *testing.T) {
	book := excelize.NewFile()
	path := filepath.Join(t.TempDir(), "加密.xlsx")
	if err := book.SaveAs(path, excelize.Options{Password: "xishan"}); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, path, court.CodeInvalid, "打开密码")
}

// Whatever is cut off or overwritten, a damaged ledger is refused or read
// whole; never in part.
func TestOpenRefusesDamaged(t *testing.T) {
	whole, err := os.ReadFile(ledgerFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, keep := range []int{10, 1000, len(whole) / 2, len(whole) - 30, len(whole) - 1} {
		wantRefusal(t, writeTemp(t, "残.xlsx", whole[:keep]), court.CodeDamaged, "损坏")
	}
	for at := 60; at < len(whole); at += 997 {
		broken := bytes.Clone(whole)
		copy(broken[at:], "\xff\x00\xff\x00\xff\x00")
		w, err := Open(writeTemp(t, "坏.xlsx", broken))
		if err != nil {
			if court.CodeOf(err) == court.CodeUnexpected {
				t.Errorf("at %d: %v", at, err)
			}
			continue
		}
		table, m, err := w.Propose()
		if err != nil {
			t.Errorf("at %d: opened without a heading: %v", at, err)
			continue
		}
		if n := len(ReadLedger(table, m)); n != 297 {
			t.Errorf("at %d: %d rows were read in silence", at, n)
		}
	}
}

// replacePart rewrites one part of the ledger's archive.
func replacePart(t *testing.T, name string, change func(string) string) []byte {
	t.Helper()
	z, err := zip.OpenReader(ledgerFile)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var parts []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		if f.Name == name {
			content = []byte(change(string(content)))
		}
		parts = append(parts, f.Name, string(content))
	}
	return archive(t, parts...)
}

// A sheet that breaks off, or holds a character XML forbids, in an archive
// that is itself sound.
func TestOpenRefusesBrokenSheet(t *testing.T) {
	const part = "xl/worksheets/sheet1.xml"
	for what, change := range map[string]func(string) string{
		"cut off":     func(s string) string { return s[:len(s)/2] },
		"control":     func(s string) string { return strings.Replace(s, `r="150"`, "r=\"150\x02\"", 1) },
		"wrong order": func(s string) string { return strings.Replace(s, "</c></row>", "</row></c>", 1) },
	} {
		t.Run(what, func(t *testing.T) {
			wantRefusal(t, writeTemp(t, "坏.xlsx", replacePart(t, part, change)), court.CodeDamaged, "损坏")
		})
	}
	missing := func(s string) string { return strings.Replace(s, "<v>21</v>", "<v>999999</v>", 1) }
	wantRefusal(t, writeTemp(t, "坏.xlsx", replacePart(t, part, missing)), court.CodeDamaged, "损坏")
}

func TestOpenRefusesHuge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "巨.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("PK\x03\x04"); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, path, court.CodeInvalid, "太大")
}

// A bomb packs very much into little: bytes, cells, rows or columns.
func TestOpenRefusesBombs(t *testing.T) {
	const part = "xl/worksheets/sheet1.xml"
	in := func(text string) []byte {
		return replacePart(t, part, func(s string) string {
			before, after, _ := strings.Cut(s, "</sheetData>")
			return before + text + "</sheetData>" + after
		})
	}
	for _, c := range []struct {
		what    string
		content []byte
	}{
		{"bytes", replacePart(t, "docProps/core.xml", func(s string) string { return s + strings.Repeat(" ", maxUnpackedBytes) })},
		{"cells", in("<row>" + strings.Repeat("<c/>", maxCells) + "</row>")},
		{"rows", in(strings.Repeat("<row/>", maxRows) + `<row r="200000"><c r="A200000"><v>1</v></c></row>`)},
		{"columns", in(`<row r="400"><c r="XFD400"><v>1</v></c></row>`)},
	} {
		t.Run(c.what, func(t *testing.T) {
			if len(c.content) > 4<<20 {
				t.Fatalf("the bomb has %d bytes", len(c.content))
			}
			_, err := Open(writeTemp(t, "弹.xlsx", c.content))
			if say, hint := court.Sentence(err); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(say, "太大") || hint == "" {
				t.Errorf("got %v", err)
			}
		})
	}
	// Empty formatted cells far out are no bomb.
	far := in(`<row r="400"><c r="XFD400"/></row><row r="1048576"><c r="A1048576"/></row>`)
	if _, err := Open(writeTemp(t, "远.xlsx", far)); err != nil {
		t.Errorf("stray formatting: %v", err)
	}
}

func TestOpenRefusesEmptyWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "空.xlsx")
	if err := excelize.NewFile().SaveAs(path); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, path, court.CodeInvalid, "是空的")
}

// A chart on a sheet of its own is passed over.
func TestOpenWithChartSheet(t *testing.T) {
	f, err := excelize.OpenFile(ledgerFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	chart := excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "'2018年执行案件台账'!$K$4:$K$9"}}}
	if err := f.AddChartSheet("图", &chart); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "图表.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if _, _, rows := readFile(t, path); len(rows) != 297 {
		t.Errorf("%d rows", len(rows))
	}
}
