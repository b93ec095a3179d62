package sheet

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhixing/app/court"
)

// What a file of holidays may say of a day.
var (
	restWords = []string{"休", "放假", "休息", "假", "节假日", "法定节假日"}
	workWords = []string{"班", "上班", "调休", "补班", "调休上班", "工作日"}
)

// maxHolidayBytes is far more than the days of a few years need.
const maxHolidayBytes = 4 << 20

// ReadHolidays reads one year of holidays from an .xlsx or .csv file whose rows
// give a date and 休 or 班, in any two columns; a row without a date is a
// heading or a remark. Days of rest on weekends are left out, as they are days
// of rest anyway. The source of the notice stays empty. Refused, with the row:
// an impossible date or word, a worked day that is no weekend, a day named
// twice, days of two years.
func ReadHolidays(path string) (court.HolidayYear, error) {
	var y court.HolidayYear
	rows, date1904, err := holidayRows(path)
	if err != nil {
		return y, err
	}
	seen := map[court.Date]bool{}
	for i, cells := range rows {
		on, word, found := holidayCells(cells, date1904)
		if !found {
			continue
		}
		rest, work := slices.Contains(restWords, word), slices.Contains(workWords, word)
		weekend := on.Weekday() == time.Saturday || on.Weekday() == time.Sunday
		switch {
		case !rest && !work:
			return y, court.Errorf(court.CodeInvalid, "第%d行（%s）的“%s”不是“休”或“班”。", i+1, on, word).WithHint(holidayHint)
		case y.Year != 0 && on.Year != y.Year:
			return y, court.Errorf(court.CodeInvalid, "第%d行的%s不在%d年，一个文件只能有一个年份。", i+1, on, y.Year).WithHint("请按年份分成几个文件。")
		case seen[on]:
			return y, court.Errorf(court.CodeInvalid, "第%d行的%s在前面已经有了。", i+1, on).WithHint("请删去重复的一行。")
		case work && !weekend:
			return y, court.Errorf(court.CodeInvalid, "第%d行的%s是星期%s，“班”只写周末上班的日子。", i+1, on, string([]rune("日一二三四五六")[on.Weekday()])).WithHint(holidayHint)
		}
		y.Year, seen[on] = on.Year, true
		if work {
			y.On = append(y.On, on)
		} else if !weekend {
			y.Off = append(y.Off, on)
		}
	}
	if y.Year == 0 {
		return y, court.Errorf(court.CodeInvalid, "“%s”里没有日期。", filepath.Base(path)).WithHint(holidayHint)
	}
	slices.SortFunc(y.Off, court.Date.Compare)
	slices.SortFunc(y.On, court.Date.Compare)
	return y, nil
}

const holidayHint = "每行写一天：日期、休或班，例如 2027-02-05、休。"

// holidayCells finds date and word in a row; the first other text is the word.
func holidayCells(cells []string, date1904 bool) (on court.Date, word string, found bool) {
	for _, raw := range cells {
		text := cellText(raw)
		if text == "" {
			continue
		}
		if d, err := readDate(raw, date1904); err == nil && !d.IsZero() && !found {
			on, found = d, true
			continue
		}
		if bare := strings.Trim(text, "（）()"); word == "" || slices.Contains(restWords, bare) || slices.Contains(workWords, bare) {
			word = bare
		}
	}
	return on, word, found
}

// holidayRows reads the first filled sheet, or the lines of a CSV file in UTF-8
// or in GB18030, which Excel writes.
func holidayRows(path string) (rows [][]string, date1904 bool, err error) {
	if !strings.EqualFold(filepath.Ext(path), ".csv") {
		book, err := Open(path)
		if err != nil {
			return nil, false, err
		}
		for _, s := range book.sheets {
			if len(s.rows) > 0 {
				return s.rows, book.date1904, nil
			}
		}
		return nil, false, nil
	}
	name := filepath.Base(path)
	file, err := os.Open(path)
	if err != nil {
		return nil, false, openError(name, err)
	}
	defer closeQuietly(file)
	text, err := io.ReadAll(io.LimitReader(file, maxHolidayBytes+1))
	switch {
	case err != nil:
		return nil, false, openError(name, err)
	case len(text) > maxHolidayBytes:
		return nil, false, tooLarge(name, "文件")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		if text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(text); err != nil {
			return nil, false, damaged(name, err)
		}
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	if rows, err = reader.ReadAll(); err != nil {
		return nil, false, damaged(name, err)
	}
	return rows, false, nil
}
