package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhixing/app/court"
)

// holidayFile writes a file of holidays: .xlsx from lines of date and word,
// anything else as it stands.
func holidayFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if filepath.Ext(name) != ".xlsx" {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var rows [][]any
	for _, line := range strings.Fields(text) {
		on, word, _ := strings.Cut(line, ",")
		d, err := court.ParseDate(on)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, []any{d, word})
	}
	if err := WriteTable(file, "节假日", []Head{{Label: "日期", Kind: Date}, {Label: "休或班"}}, rows); err != nil {
		t.Fatal(err)
	}
	return path
}

// A year's notice comes in from Excel and from CSV in both encodings; weekends
// within a holiday are left out.
func TestReadHolidays(t *testing.T) {
	const lines = "日期,安排\n2027-02-05,休\n2027-02-06,休\n2027/2/8,放假\n2027-02-14,班\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(lines)
	if err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"utf-8":   holidayFile(t, "a.csv", "\ufeff"+lines),
		"gb18030": holidayFile(t, "b.CSV", gb),
		"excel":   holidayFile(t, "c.xlsx", "2027-02-05,休 2027-02-06,休 2027-02-08,休 2027-02-14,班"),
	} {
		y, err := ReadHolidays(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if y.Year != 2027 || len(y.Off) != 2 || y.Off[0] != court.D(2027, 2, 5) || y.Off[1] != court.D(2027, 2, 8) || len(y.On) != 1 || y.On[0] != court.D(2027, 2, 14) {
			t.Errorf("%s: %+v", name, y)
		}
	}
}

func TestReadHolidaysRefuses(t *testing.T) {
	for text, say := range map[string]string{
		"2027-02-05,晴":               "第1行（2027-02-05）的“晴”",
		"2027-02-05,休\n2028-01-03,休": "第2行的2028-01-03不在2027年",
		"2027-02-05,休\n2027-02-05,休": "第2行的2027-02-05在前面已经有了",
		"2027-02-05,班":               "星期五",
		"日期,安排\n":                    "没有日期",
	} {
		_, err := ReadHolidays(holidayFile(t, "a.csv", text))
		if err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ReadHolidays(filepath.Join(t.TempDir(), "没有.csv")); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("missing file: %v", err)
	}
	if _, err := ReadHolidays(holidayFile(t, "a.xls", "\xd0\xcf\x11\xe0")); err == nil {
		t.Error("an old .xls is taken")
	}
}
