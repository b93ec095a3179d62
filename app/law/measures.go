package law

import (
	"cmp"
	"fmt"
	"slices"

	"zhixing/app/court"
)

// Codes of the nodes that a measure fills.
const (
	NodeSeized       = "012" // 查封、扣押、冻结
	NodeAttached     = "013" // 扣押
	NodeFrozenRights = "014" // 冻结股权、证券等
	NodeFrozen       = "015" // 冻结银行存款
	NodeProtect      = nodeProtect
)

// SeizureTerm is how long a measure may last by the rules in force on a day.
type SeizureTerm struct {
	Class  string // 存款, 动产, 不动产、其他财产权
	Months int
	Renew  int // months of one renewal
	Basis  string
	Mark   string
	span
}

type measureFile struct {
	Expiry []int `toml:"expiry"`
	Class  []struct {
		ID    string               `toml:"id"`
		Name  string               `toml:"name"`
		Kinds []court.PropertyKind `toml:"kinds"`
	} `toml:"class"`
	Term []struct {
		span
		Class  string `toml:"class"`
		Months int    `toml:"months"`
		Renew  int    `toml:"renew"`
		Basis  string `toml:"basis"`
		Mark   string `toml:"mark"`
	} `toml:"term"`
	Exempt []struct {
		Name string `toml:"name"`
		Text string `toml:"text"`
	} `toml:"exempt"`
	Article []struct {
		span
		Name string `toml:"name"`
		Text string `toml:"text"`
	} `toml:"article"`
	Hint []propertyHint `toml:"hint"`
}

type propertyHint struct {
	span
	Kinds   []court.PropertyKind `toml:"kinds"`
	Options []string             `toml:"options"`
	Text    string               `toml:"text"`
}

type measureBook struct {
	expiry  []int
	class   map[court.PropertyKind]string
	terms   map[string][]SeizureTerm // by class, oldest first
	exempt  []string
	about   map[string]string // of an exemption: the law's words
	article []struct {
		span
		name, text string
	}
	hints []propertyHint
}

var measureRules = lazy("measures.toml", newMeasureBook)

func newMeasureBook(f measureFile) (measureBook, error) {
	b := measureBook{expiry: f.Expiry, class: map[court.PropertyKind]string{}, terms: map[string][]SeizureTerm{}, about: map[string]string{}, hints: f.Hint}
	names := map[string]string{}
	for _, c := range f.Class {
		names[c.ID] = c.Name
		for _, k := range c.Kinds {
			if b.class[k] != "" || len(court.InfoOf(k).Fields) == 0 {
				return b, fmt.Errorf("kind %q stands in two classes or is unknown", k)
			}
			b.class[k] = c.ID
		}
	}
	for _, k := range court.PropertyKinds {
		if b.class[k.Kind] == "" {
			return b, fmt.Errorf("kind %q has no class", k.Kind)
		}
	}
	for _, t := range f.Term {
		old := b.terms[t.Class]
		if names[t.Class] == "" || t.Months <= 0 || t.Renew <= 0 || t.Basis == "" || t.Mark == "" {
			return b, fmt.Errorf("term of %q is incomplete", t.Class)
		}
		if len(old) > 0 && old[len(old)-1].To.AddDays(1) != t.From.Date {
			return b, fmt.Errorf("terms of %s must follow each other without gap", t.Class)
		}
		b.terms[t.Class] = append(old, SeizureTerm{Class: names[t.Class], Months: t.Months, Renew: t.Renew, Basis: t.Basis, Mark: t.Mark, span: t.span})
	}
	for _, e := range f.Exempt {
		b.exempt = append(b.exempt, e.Name)
		b.about[e.Name] = e.Text
	}
	for _, a := range f.Article {
		b.article = append(b.article, struct {
			span
			name, text string
		}{a.span, a.Name, a.Text})
	}
	return b, nil
}

// ExpirySteps gives how many days before their end measures are warned of, the
// farthest first: 60, 30, 15, 7.
func ExpirySteps() []int { return slices.Clone(measureRules().expiry) }

// SeizureTermOf gives the longest term of measures on a kind of property by the
// rules in force on the day. A day before the first rule is CodeNotFound.
func SeizureTermOf(kind court.PropertyKind, on court.Date) (SeizureTerm, error) {
	for _, t := range measureRules().terms[measureRules().class[kind]] {
		if t.holds(on) {
			return t, nil
		}
	}
	return SeizureTerm{}, court.Errorf(court.CodeNotFound, "%s的查封期限没有%s的规定。", kind, on.Text()).
		WithHint("2005年以前的措施，请登记其后最近一次续行的日期。")
}

// SeizureEnd gives the last day of a term of months that begins on start, which
// is not counted; it is not rolled over, since no party's period is counted.
func SeizureEnd(start court.Date, months int) court.Date { return start.AddMonths(months) }

// CheckSeizureEnd refuses an end later than the law allows for a measure that
// takes effect on the day, and names the article.
func CheckSeizureEnd(kind court.PropertyKind, on, until court.Date) error {
	t, err := SeizureTermOf(kind, on)
	if err != nil {
		return err
	}
	return tooLong(kind, on, until, t.Months, t, "期限")
}

// CheckRenewalEnd refuses an end later than the law allows for a renewal that
// was ruled on the day and follows a term that ended on old.
func CheckRenewalEnd(kind court.PropertyKind, ruled, old, until court.Date) error {
	t, err := SeizureTermOf(kind, ruled)
	if err != nil {
		return err
	}
	return tooLong(kind, old, until, t.Renew, t, "续行期限")
}

func tooLong(kind court.PropertyKind, from, until court.Date, months int, t SeizureTerm, what string) error {
	latest := SeizureEnd(from, months)
	switch {
	case !until.Valid() || !until.After(from):
		return court.FieldErrorf("届满日", "“%s”不晚于起算日%s。", until, from)
	case until.After(latest):
		return court.FieldErrorf("届满日", "“%s”太晚：%s的%s最长%s，到%s为止（%s）。", until, kind, what, MonthsText(months), latest, t.Basis)
	}
	return nil
}

// MonthsText writes a term: 三年, 六个月.
func MonthsText(months int) string {
	if months > 0 && months%12 == 0 {
		return court.ChineseNumber(months/12) + "年"
	}
	if months == 2 {
		return "两个月"
	}
	return court.ChineseNumber(months) + "个月"
}

// Exemptions names the property that must not be seized.
func Exemptions() []string { return slices.Clone(measureRules().exempt) }

// CheckExempt refuses a measure on property that must not be seized, with the
// article in force on the day.
func CheckExempt(p court.Property, on court.Date) error {
	if p.Exempt == "" {
		return nil
	}
	return court.Errorf(court.CodeRefused, "“%s”登记为%s。", p.Line(), ExemptText(p.Exempt, on)).
		WithHint("登记有误的，先在财产上改正“豁免”一项。")
}

// ExemptText says in the law's words why such property must not be seized, with
// the article in force on the day; "" for none.
func ExemptText(name string, on court.Date) string {
	if name == "" {
		return ""
	}
	basis := "查封规定"
	for _, a := range measureRules().article {
		if a.name == "exempt" && a.holds(on) {
			basis = a.text
		}
	}
	return fmt.Sprintf("%s，不得查封、扣押、冻结（%s）", cmp.Or(measureRules().about[name], name), basis)
}

// CheckMeasureKind refuses a measure that such property is not controlled with:
// money and rights are frozen, buildings and land sealed, and only what has not
// been registered to the debtor yet is 预查封.
func CheckMeasureKind(kind court.PropertyKind, measure court.MeasureKind, preview bool) error {
	fit := court.InfoOf(kind).Measure
	fixed := fit == court.Freeze && kind != court.PropertyOther || kind == court.PropertyHouse || kind == court.PropertyLand
	switch {
	case fixed && measure != fit:
		return court.FieldErrorf("措施", "%s应当%s，不能%s。", kind, fit, measure)
	case preview && kind != court.PropertyHouse && kind != court.PropertyLand:
		return court.FieldErrorf("登记为", "预查封只用于尚未登记到被执行人名下的房屋、土地，%s不能预查封。", kind)
	}
	return nil
}

// PropertyHints tells what the law says of such a property, as far as its facts
// call for it.
func PropertyHints(kind court.PropertyKind, facts map[string]string, on court.Date) []string {
	var out []string
	for _, h := range measureRules().hints {
		if h.holds(on) && slices.Contains(h.Kinds, kind) && (len(h.Options) == 0 || slices.Contains(h.Options, facts["居住情况"])) {
			out = append(out, h.Text)
		}
	}
	return out
}

// FollowMeasures works out since when and until when each of the measures on
// one property is in force, when nothing more happens: the first in force holds
// it, those that wait follow by themselves in their order on the day it is
// released or the day after it ran out, and only then their term begins
// (查封规定26条，原28条). Void ones hold nothing. A measure of another court
// whose end nobody knows holds the property until its end is entered. The list
// comes back in order, changed in place.
func FollowMeasures(kind court.PropertyKind, list []court.Measure) []court.Measure {
	slices.SortStableFunc(list, func(a, b court.Measure) int {
		return cmp.Or(a.On.Compare(b.On), a.Rank-b.Rank, cmp.Compare(a.ID, b.ID))
	})
	free, known := court.Date{}, true // the first day on which nothing before holds the property
	for i := range list {
		m := &list[i]
		m.Since, m.Until = court.Date{}, court.Date{}
		if m.Void != "" {
			continue
		}
		if known {
			m.Since = m.On
			if free.After(m.On) {
				m.Since = free
			}
		}
		if !m.Ended.IsZero() && (m.Since.IsZero() || m.Ended.Before(m.Since) || m.Ended == m.Since && m.Since.After(m.On)) {
			m.Since = court.Date{} // released while it waited, or the day its turn came
			continue
		}
		if m.Since.IsZero() {
			continue
		}
		m.Until = endOf(kind, *m)
		switch {
		case !m.Ended.IsZero():
			free = m.Ended
		case m.Until.IsZero():
			known = false
		default:
			free = m.Until.AddDays(1)
		}
	}
	return list
}

// endOf gives the last day of a measure that is in force since its day: the end
// laid down, or its term, as renewed in time. One that waited has the term of
// the rules in force on the day it took effect, not of the day it was entered;
// a shorter length laid down for it stays its length.
func endOf(kind court.PropertyKind, m court.Measure) court.Date {
	end, waited := m.Fixed, m.Since.After(m.On)
	if !m.Foreign() && (end.IsZero() || waited) {
		months := m.Months
		if t, err := SeizureTermOf(kind, m.Since); err == nil && (months == 0 || waited) {
			months = t.Months
		}
		if months == 0 {
			return court.Date{}
		}
		end = SeizureEnd(m.Since, months)
		if shorter := m.Since.AddDays(m.On.DaysUntil(m.Fixed)); !m.Fixed.IsZero() && shorter.Before(end) {
			end = shorter
		}
	}
	if end.IsZero() {
		return end
	}
	for _, r := range m.Renewals {
		if r.Void == "" && !r.Received.IsZero() && !r.Received.After(end) && r.Until.After(end) {
			end = r.Until
		}
	}
	return end
}

// HolderOn gives the measure that holds the property on a day: the first one in
// force. The list must have been followed.
func HolderOn(list []court.Measure, day court.Date) (court.Measure, bool) {
	for _, m := range list {
		if m.StateOn(day) == court.MeasureRunning {
			return m, true
		}
	}
	return court.Measure{}, false
}

// PlaceOn counts the place of a measure among those alive on a day: 1 for the
// first, 2 for the first that waits; 0 for one that is over.
func PlaceOn(list []court.Measure, id int64, day court.Date) int {
	n := 0
	for _, m := range list {
		switch m.StateOn(day) {
		case court.MeasureRunning, court.MeasureWaiting:
			n++
			if m.ID == id {
				return n
			}
		}
	}
	return 0
}

// Displaced gives those of the measures on one property that lose by what was
// entered since: their place on the day, or the day since when they are in
// force. Both lists must have been followed; the answers are as they stand
// afterwards.
func Displaced(before, after []court.Measure, day court.Date) []court.Measure {
	var out []court.Measure
	for _, was := range before {
		i := slices.IndexFunc(after, func(m court.Measure) bool { return m.ID == was.ID })
		if i < 0 || PlaceOn(before, was.ID, day) == 0 {
			continue
		}
		now := after[i]
		begins := !was.Since.IsZero() && (now.Since.IsZero() || now.Since.After(was.Since))
		if begins && !was.Since.After(day) || PlaceOn(after, was.ID, day) > PlaceOn(before, was.ID, day) {
			out = append(out, now)
		}
	}
	return out
}
