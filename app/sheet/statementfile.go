package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhixing/app/court"
)

// maxTextBytes bounds a text file: a year of a busy account is below 10 MB.
const maxTextBytes = 50 << 20

// OpenStatement reads a bank's statement, an .xlsx workbook or a text file of
// any name: UTF-8 or GB18030 (GBK), comma, tab, semicolon or | between the
// columns. The errors are those of Open.
func OpenStatement(path string) (*Workbook, error) {
	name := filepath.Base(path)
	file, err := os.Open(path)
	if err != nil {
		return nil, openError(name, err)
	}
	defer closeQuietly(file)
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, openError(name, err)
	}
	if n == 0 {
		return nil, court.Errorf(court.CodeInvalid, "“%s”是空文件。", name).WithHint("请从网上银行重新下载对账单。")
	}
	if fileKind(head[:n]) != kindText {
		return Open(path)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, openError(name, err)
	case info.Size() > maxTextBytes:
		return nil, tooLarge(name, "文件")
	}
	rest, err := io.ReadAll(io.LimitReader(file, maxTextBytes))
	if err != nil {
		return nil, openError(name, err)
	}
	text, err := decodeText(append(head[:n], rest...))
	if err != nil {
		return nil, court.Errorf(court.CodeInvalid, "“%s”的文字编码不认识，读出来是乱码。", name).
			WithHint("请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再来。").Because(err)
	}
	rows, err := splitText(text)
	if err != nil {
		return nil, damaged(name, err)
	}
	if len(rows) > maxRows {
		return nil, tooLarge(name, "行数")
	}
	return &Workbook{Name: name, sheets: []rawSheet{{name: name, rows: rows}}}, nil
}

// decodeText turns a file into text: by its byte order mark, else as UTF-8
// when it is valid UTF-8, else as GB18030, which includes GBK and GB2312.
func decodeText(b []byte) (string, error) {
	switch {
	case strings.HasPrefix(string(b), utf8BOM):
		b = b[len(utf8BOM):]
	case len(b) >= 2 && (b[0] == 0xFF && b[1] == 0xFE || b[0] == 0xFE && b[1] == 0xFF):
		units := make([]uint16, 0, len(b)/2)
		for i := 2; i+1 < len(b); i += 2 {
			low, high := b[i], b[i+1]
			if b[0] == 0xFE {
				low, high = high, low
			}
			units = append(units, uint16(low)|uint16(high)<<8)
		}
		return string(utf16.Decode(units)), nil
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return "", err
	}
	if strings.ContainsRune(string(text), utf8.RuneError) {
		return "", errors.New("neither UTF-8 nor GB18030")
	}
	return string(text), nil
}

// splitText cuts a text into rows and cells. Banks protect long digits from
// Excel by a tab before them or as ="6222…"; both are taken off.
func splitText(text string) ([][]string, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord, in.TrimLeadingSpace = separator(text), true, -1, false
	var rows [][]string
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		for i, c := range cells {
			c = court.CleanLine(c)
			if strings.HasPrefix(c, `="`) && strings.HasSuffix(c, `"`) && len(c) > 2 {
				c = c[2 : len(c)-1]
			}
			cells[i] = c
		}
		line, _ := in.FieldPos(0)
		for len(rows) < line-1 { // csv skips empty lines; keep the file's own count
			rows = append(rows, nil)
		}
		rows = append(rows, trimTail(cells))
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows, nil
}

// separator gives what stands between the columns: of the four that banks use
// the one that occurs most outside quotes.
func separator(text string) rune {
	sample := text[:min(len(text), 1<<18)]
	count := map[rune]int{}
	quoted := false
	for _, r := range sample {
		switch r {
		case '"':
			quoted = !quoted
		case '\n':
			quoted = false
		case ',', '\t', ';', '|':
			if !quoted {
				count[r]++
			}
		}
	}
	best := ','
	for _, r := range []rune{'\t', ';', '|'} {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}
