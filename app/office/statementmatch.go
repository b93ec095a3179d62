package office

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
)

// MatchCase is what of a case tells whether money belongs to it.
type MatchCase struct {
	ID         int64
	Number     court.CaseNumber
	Open       bool
	Applicants []string
	Debtors    []string
}

// StatementCandidate is a case a line may belong to.
type StatementCandidate struct {
	CaseID  int64
	Number  string
	Debtors string
	Open    bool
	Why     string // 付款人是被执行人 …
}

// verdict is what the note and the other side of a line say.
type verdict struct {
	certainty  court.StatementCertainty
	match      *MatchCase // of sure and likely ones
	candidates []StatementCandidate
	why        string
}

// matcher finds the cases lines belong to. It never guesses: a line with two
// answers has none.
type matcher struct {
	byNumber map[string][]*MatchCase // year, court, kind and sequence
	bySeq    map[string][]*MatchCase // kind and sequence, for short numbers
	byID     map[int64]*MatchCase
	owes     map[string][]*MatchCase // by debtor
	claims   map[string][]*MatchCase // by applicant
}

func newMatcher(cases []MatchCase) *matcher {
	m := &matcher{byNumber: map[string][]*MatchCase{}, bySeq: map[string][]*MatchCase{}, byID: map[int64]*MatchCase{},
		owes: map[string][]*MatchCase{}, claims: map[string][]*MatchCase{}}
	for i := range cases {
		c := &cases[i]
		full, short := numberKeys(c.Number)
		m.byNumber[full] = append(m.byNumber[full], c)
		m.bySeq[short] = append(m.bySeq[short], c)
		m.byID[c.ID] = c
		index := func(in map[string][]*MatchCase, names []string) {
			for _, name := range names {
				if key := nameKey(name); key != "" && !slices.Contains(in[key], c) {
					in[key] = append(in[key], c)
				}
			}
		}
		index(m.owes, c.Debtors)
		index(m.claims, c.Applicants)
	}
	return m
}

// numberKeys gives what a number is found by: whole, and by kind and sequence.
func numberKeys(n court.CaseNumber) (full, short string) {
	short = n.Kind + strconv.Itoa(n.Seq)
	return strconv.Itoa(n.Year) + n.Court + short, short
}

// nameKey makes names comparable: width, blanks and brackets differ between
// banks and courts.
func nameKey(name string) string {
	return strings.ToUpper(strings.ReplaceAll(court.CleanLine(court.Narrow(name)), " ", ""))
}

const kindWords = `执恢|执保|执异|执复|执监|执协|执他|执请|司惩复|司惩|执`

var (
	brackets = strings.NewReplacer("〔", "(", "〕", ")", "[", "(", "]", ")", "【", "(", "】", ")", "{", "(", "}", ")", "<", "(", ">", ")", "《", "(", "》", ")")
	// A number as people write it to the bank: （2018）豫1599执186号, 2018豫1599执字第186号, [2015]溪执字第12.
	fullNumber      = regexp.MustCompile(`\(?((?:19|20)\d{2})\)?年?度?(\p{Han}{0,6}?\d{0,4})(` + kindWords + `)字?第?0*([1-9]\d{0,6})(号(?:之([一二三四五六七八九十]+))?)?`)
	shortNumber     = regexp.MustCompile(`(?:^|[^\p{Han}\d]|\p{Han}\d{4}|\p{Han})(` + kindWords + `)字?第?0*([1-9]\d{0,4})(号|\D|$)`)
	followingNumber = regexp.MustCompile(`^号?(?:[、,，和及与/;；]|以及)第?0*([1-9]\d{0,6})号`)
	fundCode        = regexp.MustCompile(`(?:^|\D)(8\d{9,17})(?:\D|$)`)
)

// wanted are the numbers a note names, each once.
type wanted struct {
	full  []fullName
	short []shortName
}

// fullName is a number with year and court. Words before it may have stuck to
// the court: 案款溪 for 溪.
type fullName struct{ year, court, short string }

// shortName is a number without court, and often without year.
type shortName struct{ year, short string }

// noCourt is what stands between year and kind where the court is left out:
// nothing, 年, or the rest of a date.
var noCourt = regexp.MustCompile(`^年?度?\d*$`)

func numbersIn(note string) wanted {
	var w wanted
	s := brackets.Replace(strings.ReplaceAll(court.CleanLine(court.Narrow(note)), " ", ""))
	rest := s
	for _, at := range fullNumber.FindAllStringSubmatchIndex(s, -1) {
		part := func(i int) string { return s[at[2*i]:at[2*i+1]] }
		w.addNext(part(1), part(3), s[at[1]:])
		switch {
		case noCourt.MatchString(part(2)) && strings.ContainsAny(part(2), "0123456789"):
			w.addShort("", part(3)+part(4))
		case noCourt.MatchString(part(2)):
			w.addShort(part(1), part(3)+part(4))
		}
		if n := (fullName{part(1), part(2), part(3) + part(4)}); !noCourt.MatchString(n.court) && !slices.Contains(w.full, n) {
			w.full = append(w.full, n)
		}
		rest = strings.Replace(rest, s[at[0]:at[1]], " ", 1)
	}
	for {
		at := shortNumber.FindStringSubmatchIndex(rest)
		if at == nil {
			return w
		}
		w.addShort("", rest[at[2]:at[3]]+rest[at[4]:at[5]])
		w.addNext("", rest[at[2]:at[3]], rest[at[5]:])
		rest = rest[at[5]:]
	}
}

func (w *wanted) addShort(year, short string) {
	if n := (shortName{year, short}); !slices.Contains(w.short, n) {
		w.short = append(w.short, n)
	}
}

// addNext adds the numbers that follow without their beginning: 186号、187号.
func (w *wanted) addNext(year, kind, rest string) {
	for {
		at := followingNumber.FindStringSubmatchIndex(rest)
		if at == nil {
			return
		}
		w.addShort(year, kind+rest[at[2]:at[3]])
		rest = rest[at[1]:]
	}
}

// whole finds the cases of a number with year and court.
func (m *matcher) whole(n fullName) []*MatchCase {
	for name := []rune(n.court); len(name) > 0; name = name[1:] {
		if found := m.byNumber[n.year+string(name)+n.short]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// numbered finds the cases of the short numbers.
func (m *matcher) numbered(names []shortName) []*MatchCase {
	var out []*MatchCase
	for _, n := range names {
		for _, c := range m.bySeq[n.short] {
			if n.year == "" || n.year == strconv.Itoa(c.Number.Year) {
				out = append(out, c)
			}
		}
	}
	return out
}

// match gives the verdict on a line; debtors pay in, applicants are paid out.
func (m *matcher) match(l court.StatementLine) verdict {
	if l.Fault != "" || l.Kind != court.LineIn && l.Kind != court.LineOut {
		return verdict{certainty: court.MatchNone}
	}
	people, role := m.owes, court.RoleDebtor
	if l.Kind == court.LineOut {
		people, role = m.claims, court.RoleApplicant
	}
	w := numbersIn(l.Note)
	if v, ok := m.byFullNumber(l, w, people); ok {
		return v
	}
	if v, ok := m.byFundCode(l); ok {
		return v
	}
	if len(w.short) > 0 {
		return m.byShortNumber(l, w, people, role)
	}
	if l.Kind == court.LineOut {
		return verdict{certainty: court.MatchNone, candidates: candidates(openOnes(people[nameKey(l.Party)]), "收款人是申请执行人")}
	}
	return m.byPayer(l, people)
}

// byFullNumber answers for notes with a whole case number.
func (m *matcher) byFullNumber(l court.StatementLine, w wanted, people map[string][]*MatchCase) (verdict, bool) {
	if len(w.full) == 0 {
		return verdict{}, false
	}
	var found []*MatchCase
	for _, n := range w.full {
		found = append(found, m.whole(n)...)
	}
	switch {
	case len(found) == 0:
		return verdict{certainty: court.MatchNone, why: "附言中的案号不在本院案件中。",
			candidates: candidates(people[nameKey(l.Party)], "对方户名与当事人相同")}, true
	case len(found) > 1 || len(w.full) > 1 || len(w.short) > 0:
		found = append(found, m.numbered(w.short)...)
		return verdict{certainty: court.MatchAmbiguous, why: "附言中有几个案号。", candidates: candidates(found, "附言中的案号")}, true
	}
	v := verdict{certainty: court.MatchSure, match: found[0], why: "附言写明案号。", candidates: candidates(found, "附言中的案号")}
	if l.Party != "" && !slices.Contains(people[nameKey(l.Party)], found[0]) {
		v.why = fmt.Sprintf("附言写明案号；%s不是本案当事人。", l.Party)
	}
	return v, true
}

// byFundCode answers for notes with the account code of a case.
func (m *matcher) byFundCode(l court.StatementLine) (verdict, bool) {
	for _, found := range fundCode.FindAllStringSubmatch(court.Narrow(l.Note), -1) {
		if id, ok := court.CaseOfFundCode(found[1]); ok && m.byID[id] != nil {
			c := m.byID[id]
			return verdict{certainty: court.MatchSure, match: c, why: "附言写明案款账户编号。", candidates: candidates([]*MatchCase{c}, "附言中的账户编号")}, true
		}
	}
	return verdict{}, false
}

// byShortNumber answers for notes like 执186号: right only together with the
// name of a party of that case, as the other side or in the note.
func (m *matcher) byShortNumber(l court.StatementLine, w wanted, people map[string][]*MatchCase, role court.PartyRole) verdict {
	numbered := m.numbered(w.short)
	right := both(numbered, people[nameKey(l.Party)])
	if len(right) == 0 {
		right = namedIn(numbered, l.Note, role)
	}
	if open := openOnes(right); len(open) > 0 {
		right = open
	}
	switch {
	case len(right) == 1 && len(w.short) == 1:
		return verdict{certainty: court.MatchLikely, match: right[0], why: "附言的案号和对方户名都符合。", candidates: candidates(right, "案号和户名符合")}
	case len(right) > 0 && len(w.short) > 1:
		return verdict{certainty: court.MatchAmbiguous, why: "附言中有几个案号。", candidates: candidates(openOnes(numbered), "附言中的案号")}
	case len(right) > 0:
		return verdict{certainty: court.MatchAmbiguous, why: "附言的案号和对方户名符合几件案件。", candidates: candidates(right, "案号和户名符合")}
	}
	owes := openOnes(people[nameKey(l.Party)])
	all := append(candidates(owes, "对方户名与当事人相同"), candidates(openOnes(numbered), "附言中的案号")...)
	if len(owes) > 0 {
		return verdict{certainty: court.MatchAmbiguous, why: "附言的案号与对方户名说的不是同一案。", candidates: all}
	}
	return verdict{certainty: court.MatchNone, why: "附言的案号不全，对方户名不是当事人。", candidates: all}
}

// byPayer answers for notes without a number.
func (m *matcher) byPayer(l court.StatementLine, people map[string][]*MatchCase) verdict {
	key := nameKey(l.Party)
	owes := people[key]
	open := openOnes(owes)
	switch {
	case key == "" || len(owes) == 0:
		return verdict{certainty: court.MatchNone, why: "附言没有案号，付款人不是被执行人。", candidates: candidates(m.namedInNote(l.Note), "附言中有被执行人的名字")}
	case len(open) == 0:
		return verdict{certainty: court.MatchNone, why: "付款人只在已结案件中是被执行人。", candidates: candidates(owes, "付款人是被执行人（已结）")}
	case len(open) == 1:
		return verdict{certainty: court.MatchLikely, match: open[0], why: "付款人只在这一件未结案件中是被执行人。", candidates: candidates(open, "付款人是被执行人")}
	}
	return verdict{certainty: court.MatchAmbiguous, why: fmt.Sprintf("付款人在%d件未结案件中是被执行人。", len(open)), candidates: candidates(open, "付款人是被执行人")}
}

// namedInNote gives the open cases whose debtor the note names in full, for a
// person to choose from; a name of two characters may be part of another word.
func (m *matcher) namedInNote(note string) []*MatchCase {
	var out []*MatchCase
	runes := []rune(nameKey(note))
	for size := min(len(runes), 30); size >= 2 && len(out) == 0; size-- {
		for at := 0; at+size <= len(runes); at++ {
			for _, c := range openOnes(m.owes[string(runes[at:at+size])]) {
				if !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// namedIn keeps the cases of which the note names a party whole.
func namedIn(cases []*MatchCase, note string, role court.PartyRole) []*MatchCase {
	var out []*MatchCase
	text := nameKey(note)
	for _, c := range cases {
		names := c.Debtors
		if role == court.RoleApplicant {
			names = c.Applicants
		}
		if slices.ContainsFunc(names, func(n string) bool { return nameKey(n) != "" && strings.Contains(text, nameKey(n)) }) {
			out = append(out, c)
		}
	}
	return out
}

func both(a, b []*MatchCase) []*MatchCase {
	var out []*MatchCase
	for _, c := range a {
		if slices.Contains(b, c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func openOnes(cases []*MatchCase) []*MatchCase {
	var out []*MatchCase
	for _, c := range cases {
		if c.Open {
			out = append(out, c)
		}
	}
	return out
}

// maxCandidates is how many cases a person is offered for a line.
const maxCandidates = 30

func candidates(cases []*MatchCase, why string) []StatementCandidate {
	var out []StatementCandidate
	for _, c := range cases[:min(len(cases), maxCandidates)] {
		out = append(out, StatementCandidate{CaseID: c.ID, Number: c.Number.String(), Debtors: strings.Join(c.Debtors, "、"), Open: c.Open, Why: why})
	}
	return out
}
