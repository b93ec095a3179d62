package rules

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
)

// firstYear is the first year of the delivered holidays.
const firstYear = 2016

// holidayLine is a year of the calendar.
type holidayLine struct {
	year   int
	known  bool
	off    []court.Date // days of rest from Monday to Friday
	on     []court.Date // weekend days that are worked
	source string

	offText, onText string // the days in words
}

// holidayLines lists the delivered and imported years and the first one that
// is missing.
func holidayLines(rules *law.Rules, imported []court.HolidayYear) []holidayLine {
	source := map[int]string{}
	last := firstYear
	for _, y := range imported {
		source[y.Year] = "导入：" + y.Source
		last = max(last, y.Year)
	}
	var out []holidayLine
	for year := firstYear; year <= last || rules.Covered(court.D(year, 1, 1)); year++ {
		l := holidayLine{year: year, known: rules.Covered(court.D(year, 1, 1)), source: source[year]}
		if l.known && l.source == "" {
			l.source = "随程序"
		}
		for d := court.D(year, 1, 1); l.known && d.Year == year; d = d.AddDays(1) {
			weekend := isWeekend(d)
			switch work := rules.IsWorkday(d); {
			case weekend && work:
				l.on = append(l.on, d)
			case !weekend && !work:
				l.off = append(l.off, d)
			}
		}
		l.offText, l.onText = daysText(l.off), daysText(l.on)
		out = append(out, l)
	}
	next := holidayLine{year: firstYear}
	if len(out) > 0 {
		next.year = out[len(out)-1].year + 1
	}
	return append(out, next)
}

// daysText writes days as a year's notice of them is typed: 1-1 2-5至2-11.
func daysText(days []court.Date) string {
	var words []string
	for i := 0; i < len(days); {
		last := i
		for last+1 < len(days) && adjoin(days[last], days[last+1]) {
			last++
		}
		word := fmt.Sprintf("%d-%d", days[i].Month, days[i].Day)
		if last > i {
			word += fmt.Sprintf("至%d-%d", days[last].Month, days[last].Day)
		}
		words = append(words, word)
		i = last + 1
	}
	return strings.Join(words, " ")
}

func isWeekend(d court.Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// adjoin tells whether two days of one kind make a span: Saturday and Sunday,
// or two weekdays with nothing but a weekend between them.
func adjoin(a, b court.Date) bool {
	next := a.AddDays(1)
	for !isWeekend(a) && isWeekend(next) {
		next = next.AddDays(1)
	}
	return next == b
}

func holidayState(l holidayLine) widgets.Cell {
	if !l.known {
		return widgets.StateCell(widgets.StateNear, "缺，按工作日计的期限算不准")
	}
	return widgets.StateCell(widgets.StateDone, "已有")
}

func (p *page) holidayTable() *widgets.DataTable[holidayLine] {
	type row = holidayLine
	days := func(count func(row) int, text func(row) string) func(row) widgets.Cell {
		return func(l row) widgets.Cell {
			if !l.known {
				return widgets.TextCell("")
			}
			return widgets.TextCell(fmt.Sprintf("%d 天：%s", count(l), text(l)))
		}
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "year", Label: "年份", Width: 60, Cell: func(l row) widgets.Cell { return widgets.TextCell(strconv.Itoa(l.year)) }},
		{ID: "state", Label: "状态", Width: 210, Cell: holidayState},
		{ID: "off", Label: "工作日放假（周一至周五）", Width: 260, Stretch: 2, Cell: days(func(l row) int { return len(l.off) }, func(l row) string { return l.offText })},
		{ID: "on", Label: "周末上班", Width: 160, Stretch: 1, Cell: days(func(l row) int { return len(l.on) }, func(l row) string { return l.onText })},
		{ID: "source", Label: "来源", Width: 130, Stretch: 1, Cell: func(l row) widgets.Cell { return widgets.QuietCell(l.source) }},
	}, func(l row) string { return strconv.Itoa(l.year) }, nil)
	t.OnOpen = func(l row) { p.askYear(l) }
	return t
}

// parseDays reads days and spans of a year (1-1, 2-5至2-11, 2027-02-05). Days of
// rest keep Monday to Friday, worked days Saturday and Sunday, as the notice
// names whole spans.
func parseDays(label string, year int, text string, weekends bool) ([]court.Date, error) {
	var out []court.Date
	seen := map[court.Date]bool{}
	words := strings.FieldsFunc(court.Narrow(text), func(r rune) bool { return strings.ContainsRune(" \t\r\n,;、，；", r) })
	for _, word := range words {
		first, last, spans := strings.Cut(word, "至")
		from, err := parseDay(label, year, first)
		if err != nil {
			return nil, err
		}
		to := from
		if spans {
			if to, err = parseDay(label, year, last); err != nil {
				return nil, err
			}
		}
		if to.Before(from) {
			return nil, court.FieldErrorf(label, "“%s”的止日早于起日。", word)
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			if isWeekend(d) == weekends && !seen[d] {
				seen[d] = true
				out = append(out, d)
			}
		}
		if weekends && !spans && !seen[from] {
			return nil, court.FieldErrorf(label, "%s不是周末，不用写。", from)
		}
	}
	return out, nil
}

func parseDay(label string, year int, word string) (court.Date, error) {
	full := word
	if strings.Count(word, "-")+strings.Count(word, ".") == 1 {
		full = fmt.Sprintf("%d-%s", year, word)
	}
	d, err := court.ParseDate(full)
	if err != nil || d.IsZero() {
		return d, court.FieldErrorf(label, "“%s”不是日期，请写成 2-5 或 %d-02-05。", word, year)
	}
	if d.Year != year {
		return d, court.FieldErrorf(label, "%s不在 %d 年。", d, year)
	}
	return d, nil
}
