package data

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhixing/app/court"
)

// day stores a court.Date as ISO text, "" for none.
type day struct{ court.Date }

// Value gives the stored text.
func (d day) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads the stored text; anything else is a fault of the file.
func (d *day) Scan(src any) error {
	s, err := scanText(src)
	if err != nil {
		return err
	}
	d.Date, err = parseDay(s)
	return err
}

// parseDay reads exactly what day stores; it is on the path of every list and
// avoids the parser that accepts what people type.
func parseDay(s string) (court.Date, error) {
	if s == "" {
		return court.Date{}, nil
	}
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return court.Date{}, fmt.Errorf("stored date %q", s)
	}
	number := func(digits string) int {
		n := 0
		for i := range len(digits) {
			c := digits[i]
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	y, m, d := number(s[:4]), number(s[5:7]), number(s[8:])
	if y < 1 || m < 1 || m > 12 || d < 1 || d > 31 {
		return court.Date{}, fmt.Errorf("stored date %q", s)
	}
	return court.Date{Year: y, Month: time.Month(m), Day: d}, nil
}

// moment stores a time as RFC 3339 text in UTC, "" for none.
type moment struct{ time.Time }

// Value gives the stored text.
func (m moment) Value() (driver.Value, error) { return m.text(), nil }

func (m moment) text() string {
	if m.IsZero() {
		return ""
	}
	return m.UTC().Format(time.RFC3339Nano)
}

// Scan reads the stored text.
func (m *moment) Scan(src any) error {
	s, err := scanText(src)
	if err != nil || s == "" {
		m.Time = time.Time{}
		return err
	}
	m.Time, err = time.Parse(time.RFC3339Nano, s)
	return err
}

// in gives the time in the office's zone; none stays none.
func (m moment) in(zone *time.Location) time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	return m.In(zone)
}

// list stores texts as lines with a line break before, between and after, so
// that one element is found by LIKE with breaks around it.
type list[T ~string] []T

// Value gives the stored text; an element with a line break is refused.
func (l list[T]) Value() (driver.Value, error) {
	if len(l) == 0 {
		return "", nil
	}
	var b strings.Builder
	b.WriteByte('\n')
	for _, s := range l {
		if strings.Contains(string(s), "\n") {
			return nil, fmt.Errorf("line break inside list element %q", s)
		}
		b.WriteString(string(s))
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// Scan reads the stored text; no elements give nil.
func (l *list[T]) Scan(src any) error {
	s, err := scanText(src)
	*l = nil
	if err != nil || s == "" {
		return err
	}
	for part := range strings.SplitSeq(strings.Trim(s, "\n"), "\n") {
		*l = append(*l, T(part))
	}
	return nil
}

// jsonList stores records inside one column.
type jsonList[T any] []T

// Value gives JSON, [] for none.
func (l jsonList[T]) Value() (driver.Value, error) {
	if len(l) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal([]T(l))
	return string(b), err
}

// Scan reads JSON; no elements give nil.
func (l *jsonList[T]) Scan(src any) error {
	s, err := scanText(src)
	if err != nil {
		return err
	}
	var out []T
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return err
	}
	*l = nil
	if len(out) > 0 {
		*l = out
	}
	return nil
}

func scanText(src any) (string, error) {
	switch v := src.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("stored text is %T", src)
}

// each converts every element.
func each[A, B any](in []A, f func(A) B) []B {
	var out []B
	for _, a := range in {
		out = append(out, f(a))
	}
	return out
}
