// Package sheet brings Excel in and out: it reads a workbook into typed rows
// of a ledger and writes lists, reports and refused rows. It knows nothing of
// the database; what is already there is for the office to say.
package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhixing/app/court"
)

// The limits of a workbook. A ledger of 10,000 cases is a file of 2 MB that
// unpacks to 15 MB; what lies far beyond is not a ledger, or wants to use up
// the memory.
const (
	maxFileBytes     = 50 << 20
	maxUnpackedBytes = 256 << 20
	maxCells         = 2_000_000
	maxRows          = 100_000
	maxColumns       = 300
)

// Workbook is an Excel file read whole into memory; the file is closed.
type Workbook struct {
	Name     string // file name without folders
	sheets   []rawSheet
	date1904 bool
}

type rawSheet struct {
	name   string
	hidden bool
	rows   [][]string // raw values, without trailing empty cells and rows
}

// Open reads an .xlsx or .xlsm file. The court.Error says which of these it
// is: not found, too large, an old .xls, a .csv or web page under another
// name, encrypted, damaged, without any filled sheet.
func Open(path string) (*Workbook, error) {
	name := filepath.Base(path)
	file, err := os.Open(path)
	if err != nil {
		return nil, openError(name, err)
	}
	defer closeQuietly(file)
	info, err := file.Stat()
	if err != nil {
		return nil, openError(name, err)
	}
	if err := checkFile(file, info, name); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, damaged(name, err)
	}
	if err := checkArchive(archive, name); err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, openError(name, err)
	}
	book, err := excelize.OpenReader(file, excelize.Options{UnzipSizeLimit: maxUnpackedBytes})
	if err != nil {
		return nil, damaged(name, err)
	}
	defer closeQuietly(book)
	return readWorkbook(book, name)
}

func readWorkbook(book *excelize.File, name string) (*Workbook, error) {
	w := &Workbook{Name: name}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		w.date1904 = *props.Date1904
	}
	for _, sheet := range book.GetSheetList() {
		rows, err := readRows(book, sheet)
		if err != nil {
			var told *court.Error
			if errors.As(err, &told) {
				return nil, err
			}
			return nil, damaged(name, err)
		}
		visible, err := book.GetSheetVisible(sheet)
		if err != nil {
			return nil, damaged(name, err)
		}
		w.sheets = append(w.sheets, rawSheet{sheet, !visible, rows})
	}
	if !slices.ContainsFunc(w.sheets, func(s rawSheet) bool { return len(s.rows) > 0 }) {
		return nil, court.Errorf(court.CodeInvalid, "“%s”是空的，没有可读的工作表。", name).
			WithHint("请确认选对了文件；图表和宏表不能导入。")
	}
	return w, nil
}

// readRows streams one sheet, so that stray formatting in the last column
// costs nothing. Values are raw: numbers as stored, dates as serial numbers.
func readRows(book *excelize.File, sheet string) ([][]string, error) {
	rows, err := book.Rows(sheet)
	if isChartSheet(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer closeQuietly(rows)
	var out [][]string
	filled := 0
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		cells = trimTail(cells)
		if len(cells) > 0 {
			filled = number
		}
		if filled > maxRows || len(cells) > maxColumns {
			return nil, court.Errorf(court.CodeInvalid, "工作表“%s”太大：最多可读%d行、%d列。", sheet, maxRows, maxColumns).
				WithHint("请删去台账以外的行和列，或分成几个文件导入。")
		}
		out = append(out, cells)
	}
	return out[:filled], rows.Error()
}

func isChartSheet(err error) bool {
	return err != nil && strings.Contains(err.Error(), "is not a worksheet")
}

// closeQuietly ends reading; what was read is checked already.
func closeQuietly(c io.Closer) { _ = c.Close() }

func trimTail(cells []string) []string {
	n := len(cells)
	for n > 0 && court.CleanLine(cells[n-1]) == "" {
		n--
	}
	return slices.Clone(cells[:n])
}

// checkArchive refuses archives that are not a workbook, unpack to more than
// the memory should hold, or hold a sheet that is not well-formed: excelize
// would read such a sheet up to the fault and keep silent about the rest,
// and take a missing shared string for an empty cell.
func checkArchive(archive *zip.Reader, name string) error {
	total := uint64(0)
	parts := map[string]bool{}
	for _, f := range archive.File {
		parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = true
		if f.UncompressedSize64 > maxUnpackedBytes-total {
			return tooLarge(name, "解压后的内容")
		}
		total += f.UncompressedSize64
	}
	switch {
	case parts["xl/workbook.bin"]:
		return notExcel(name, "Excel 二进制工作簿（.xlsb）")
	case !parts["xl/workbook.xml"] && parts["word/document.xml"]:
		return notExcel(name, "Word 文档")
	case !parts["xl/workbook.xml"] && parts["content.xml"] && parts["mimetype"]:
		return notExcel(name, "ODF 表格（.ods）")
	case !parts["xl/workbook.xml"]:
		return notExcel(name, "压缩文件")
	}
	return checkSheets(archive, name)
}

// content counts what the XML parts of a workbook hold.
type content struct {
	cells      int
	strings    int // shared strings there are
	lastString int // highest shared string a cell asks for
}

func checkSheets(archive *zip.Reader, name string) error {
	found := content{lastString: -1}
	for _, f := range archive.File {
		part := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if !strings.HasPrefix(part, "xl/") || !strings.HasSuffix(part, ".xml") || part == "xl/calcchain.xml" {
			continue
		}
		if err := found.addPart(f); err != nil {
			return damaged(name, fmt.Errorf("%s: %w", f.Name, err))
		}
		if found.cells > maxCells {
			return tooLarge(name, "单元格")
		}
	}
	if found.lastString >= found.strings {
		return damaged(name, fmt.Errorf("shared string %d of %d", found.lastString, found.strings))
	}
	return nil
}

// addPart reads one XML part to its end, or until there are too many cells.
func (c *content) addPart(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer closeQuietly(r)
	decoder := xml.NewDecoder(bufio.NewReaderSize(r, 1<<16))
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	shared, value := false, false // inside a cell of type s, inside its <v>
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "c":
				shared = slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "t" && a.Value == "s" })
				if c.cells++; c.cells > maxCells {
					return nil
				}
			case "si":
				c.strings++
			}
			value = e.Name.Local == "v"
		case xml.CharData:
			if !shared || !value {
				continue
			}
			index, err := strconv.Atoi(strings.TrimSpace(string(e)))
			if err != nil || index < 0 {
				return fmt.Errorf("shared string %q", e)
			}
			c.lastString = max(c.lastString, index)
		case xml.EndElement:
			value = false
		}
	}
}
