package law

import (
	"fmt"
	"slices"
	"strconv"

	"zhixing/app/court"
)

// Unit is what a parameter counts in.
type Unit string

// The units of parameters.
const (
	UnitDay     Unit = "日"
	UnitWorkday Unit = "工作日"
	UnitMonth   Unit = "月"
	UnitYear    Unit = "年"
	UnitHour    Unit = "小时"
	UnitPercent Unit = "%"
	UnitPerson  Unit = "人"
	UnitTimes   Unit = "次"
	UnitWan     Unit = "万元"
	UnitYuan    Unit = "元"
)

// Units lists the units a parameter may have.
var Units = []Unit{UnitDay, UnitWorkday, UnitMonth, UnitYear, UnitHour, UnitPercent, UnitPerson, UnitTimes, UnitWan, UnitYuan}

// MarkOwn marks what a court laid down for itself.
const MarkOwn = "本院"

// Parameter is one term of the law, or of the office's plan, in the version in
// force at a time.
type Parameter struct {
	ID    string
	Name  string
	Value int
	Unit  Unit
	Start string // the event the term runs from
	Basis string // article and source
	From  court.Date
	To    court.Date // zero while in force
	Mark  string     // L, F, G, M-高, M-中, M-低, 建议
}

// Term writes the value with its unit: 10日, 6个月, 10个工作日.
func (p Parameter) Term() string { return termText(p.Value, p.Unit) }

func termText(value int, unit Unit) string {
	n := strconv.Itoa(value)
	if unit == UnitMonth || unit == UnitWorkday {
		n += "个"
	}
	return n + string(unit)
}

// After gives the day the term ends when it starts on start, which is not
// counted. It is not rolled over: that is for parties' periods only. A
// negative value counts back. Terms in hours end on the day they start. Workdays
// are those of the delivered calendar; Rules.After knows imported years.
func (p Parameter) After(start court.Date) court.Date { return Default().After(p, start) }

type parameterRow struct {
	span
	ID    string `toml:"id"`
	Name  string `toml:"name"`
	Value int    `toml:"value"`
	Unit  Unit   `toml:"unit"`
	Start string `toml:"start"`
	Basis string `toml:"basis"`
	Mark  string `toml:"mark"`
}

type parameterFile struct {
	Parameter []parameterRow `toml:"parameter"`
}

type parameterBook struct {
	versions map[string][]Parameter // by id, oldest first
	ids      []string               // in the file's order
}

var parameters = lazy("parameters.toml", newParameterBook)

func newParameterBook(f parameterFile) (parameterBook, error) {
	book := parameterBook{versions: map[string][]Parameter{}}
	for _, r := range f.Parameter {
		if r.ID == "" || r.Name == "" || r.Basis == "" || r.Mark == "" || !slices.Contains(Units, r.Unit) {
			return book, fmt.Errorf("parameter %q (%s) is incomplete", r.ID, r.Name)
		}
		old := book.versions[r.ID]
		if len(old) == 0 {
			book.ids = append(book.ids, r.ID)
		} else if last := old[len(old)-1]; last.To.IsZero() || last.To.AddDays(1) != r.From.Date {
			return book, fmt.Errorf("parameter %s: versions must follow each other without gap", r.ID)
		}
		book.versions[r.ID] = append(old, Parameter{ID: r.ID, Name: r.Name, Value: r.Value, Unit: r.Unit, Start: r.Start,
			Basis: r.Basis, From: r.From.Date, To: r.To.Date, Mark: r.Mark})
	}
	return book, nil
}

// Param gives the delivered version of a parameter in force on the day; see
// Rules.Param.
func Param(id string, on court.Date) (Parameter, error) { return Default().Param(id, on) }

// Parameters gives every delivered parameter in force on the day, in the order
// of the file.
func Parameters(on court.Date) []Parameter { return Default().Parameters(on) }
