package law

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"zhixing/app/court"
)

// Rules are the parameters and the calendar that everything computed by this
// package depends on. They never change; With makes new ones.
type Rules struct {
	params parameterBook
	own    map[string][]Parameter // the court's own values by id
	days   calendar
	still  []court.Span // in which the case stood still, earliest first
}

// Default gives the rules as they are delivered, without a court's own values.
var Default = sync.OnceValue(func() *Rules { return &Rules{params: parameters(), days: holidays()} })

// With gives the rules with the court's own values, which go before the
// delivered ones on their days, and with more years of holidays, which take
// the place of delivered ones. Revoked values do not count. Values or years
// that contradict each other are CodeConflict, impossible ones CodeInvalid.
func (r *Rules) With(overrides []court.ParamOverride, years []court.HolidayYear) (*Rules, error) {
	out := &Rules{params: r.params, own: maps.Clone(r.own), days: r.days}
	if out.own == nil {
		out.own = map[string][]Parameter{}
	}
	for _, o := range overrides {
		if o.Revoked != "" {
			continue
		}
		p, err := r.ownValue(o)
		if err != nil {
			return nil, err
		}
		for _, other := range out.own[p.ID] {
			if overlap(p, other) {
				return nil, court.Errorf(court.CodeConflict, "“%s”在%s已经有本院规定值%s（%s），与新的%s时间重叠。",
					p.Name, during(other), other.Term(), other.Basis, p.Term()).WithHint("请先撤销原来的规定值，或者调整适用的起止日期。")
			}
		}
		out.own[p.ID] = append(slices.Clip(out.own[p.ID]), p)
	}
	var err error
	out.days, err = r.days.with(years)
	return out, err
}

func (r *Rules) ownValue(o court.ParamOverride) (Parameter, error) {
	versions := r.params.versions[o.Param]
	if len(versions) == 0 {
		return Parameter{}, court.Errorf(court.CodeNotFound, "没有编号为“%s”的参数。", o.Param)
	}
	p := versions[len(versions)-1]
	p.Value, p.Basis, p.From, p.To, p.Mark = o.Value, o.Basis, o.From, o.To, MarkOwn
	if o.Unit != "" {
		p.Unit = Unit(o.Unit)
	}
	switch {
	case p.Unit != versions[0].Unit && !(countsDays(p.Unit) && countsDays(versions[0].Unit)):
		return p, court.FieldErrorf("单位", "不能用“%s”：%s的单位是%s。", o.Unit, p.Name, versions[0].Unit)
	case p.Value < 0 || p.Value > 10_000:
		return p, court.FieldErrorf("数值", "“%d”不在0到10000之间。", p.Value)
	case court.CleanLine(p.Basis) == "":
		return p, court.FieldErrorf("依据", "不能空着：本院规定值要写明依据的文件。")
	case p.From.IsZero():
		return p, court.FieldErrorf("起", "不能空着：请填写从哪一天起适用。")
	case !p.To.IsZero() && p.To.Before(p.From):
		return p, court.FieldErrorf("止", "早于开始适用的%s。", p.From.Text())
	}
	return p, nil
}

// countsDays tells whether a unit makes a term that ends on a day.
func countsDays(u Unit) bool {
	return slices.Contains([]Unit{UnitDay, UnitWorkday, UnitMonth, UnitYear}, u)
}

func overlap(a, b Parameter) bool {
	return (b.To.IsZero() || !a.From.After(b.To)) && (a.To.IsZero() || !b.From.After(a.To))
}

func during(p Parameter) string { return court.Span{From: p.From, To: p.To}.String() }

// Param gives the version of a parameter in force on the day, the court's own
// value first. An unknown id, or a day before its first version, is
// CodeNotFound.
func (r *Rules) Param(id string, on court.Date) (Parameter, error) {
	for _, list := range [][]Parameter{r.own[id], r.params.versions[id]} {
		for _, p := range list {
			if (span{day{p.From}, day{p.To}}).holds(on) {
				return p, nil
			}
		}
	}
	return Parameter{}, court.Errorf(court.CodeNotFound, "参数“%s”在%s没有有效的规定。", id, on.Text()).
		WithHint("请核对日期；日期无误的，请系统管理员补充该时段的参数。")
}

// Parameters gives every parameter in force on the day, in the order of the
// file.
func (r *Rules) Parameters(on court.Date) []Parameter {
	var out []Parameter
	for _, id := range r.params.ids {
		if p, err := r.Param(id, on); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// Versions gives all delivered versions of a parameter, oldest first, followed
// by the court's own values; none for an unknown id.
func (r *Rules) Versions(id string) []Parameter {
	return slices.Concat(r.params.versions[id], r.own[id])
}

// planning gives the parameter in force on the day, and for days before its
// first version that first one: an old case still has to be planned, and the
// stated basis tells the reader which rule was used. The id must exist, which
// a test makes sure of.
func (r *Rules) planning(id string, on court.Date) Parameter {
	p, err := r.Param(id, on)
	if err == nil {
		return p
	}
	versions := r.params.versions[id]
	if len(versions) == 0 {
		panic("law: " + err.Error())
	}
	return versions[0]
}

// After gives the day a parameter's term ends when it starts on start, which
// is not counted, by these rules' calendar; see Parameter.After.
func (r *Rules) After(p Parameter, start court.Date) court.Date {
	return r.addTerm(start, p.Value, p.Unit)
}

func (r *Rules) addTerm(start court.Date, value int, unit Unit) court.Date {
	switch unit {
	case UnitDay:
		return start.AddDays(value)
	case UnitWorkday:
		return r.AddWorkdays(start, value)
	case UnitMonth:
		return start.AddMonths(value)
	case UnitYear:
		return start.AddMonths(12 * value)
	default: // hours, and units that are no time
		return start
	}
}

// HolidaysKnown gives an error, CodeNotFound, that names the years between the
// two days whose holiday notice is missing, so that workdays in them can only
// be guessed.
func (r *Rules) HolidaysKnown(from, to court.Date) error {
	var missing []string
	for y := from.Year; y <= to.Year; y++ {
		if !r.days.years[y] {
			missing = append(missing, fmt.Sprint(y))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	basis, err := CiteText("period", to)
	if err != nil {
		basis = "民事诉讼法关于期间的规定" // before the first law the program cites
	}
	return court.Errorf(court.CodeNotFound, "%s年的节假日安排还没有导入，不能确定工作日（%s）。", strings.Join(missing, "、"), basis).WithHint("请系统管理员在“规则与参数”中导入国务院办公厅公布的该年放假安排。")
}
