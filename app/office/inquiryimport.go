package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// ResultPlan says how the sheet's results came in.
type ResultPlan struct {
	Way  court.InquiryWay
	On   court.Date // day of the answer where the sheet names none
	File string     // its name, for the record
}

// ResultImport is what an import of results did, or a dry run would do.
type ResultImport struct {
	Rows     []court.ResultRow
	Count    map[court.ResultOutcome]int
	Cases    int // that something goes to
	Answered int // lines of inquiries that are answered by it
}

// Writes counts the rows that an import writes something for.
func (r ResultImport) Writes() int {
	return len(r.Rows) - r.Count[court.ResultRejected] - r.Count[court.ResultUnchanged]
}

// ImportResults brings the results of inquiries in (导入查询结果), all in one
// transaction. A row finds its debtor by the identifier alone: one that matches
// none is refused; one without identifier goes to the tray, where a person says
// whose it is. A thing that is known, by its own identifiers, is not entered
// twice; what lacks the facts of its kind becomes a clue to check. Lines of
// inquiries that wait are answered. Rows that were imported stay as they are.
// With dryRun nothing is written.
func (o *Office) ImportResults(ctx context.Context, actor Actor, rows []court.ResultRow, plan ResultPlan, dryRun bool, progress func(n, of int)) (ResultImport, error) {
	if err := o.checkPastDate("反馈日期", plan.On, true); err != nil {
		return ResultImport{}, err
	}
	if !slices.Contains(court.InquiryWays, plan.Way) {
		return ResultImport{}, court.FieldErrorf("查询方式", "请选择。")
	}
	if dryRun {
		return readAs(ctx, o, actor, MayWorkProperty, func(r Reader) (ResultImport, error) {
			j, err := o.judgeResults(r, rows, plan)
			return j.summary(), err
		})
	}
	var out ResultImport
	err := o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		j, err := o.judgeResults(d, rows, plan)
		if err != nil {
			return err
		}
		k := &resultKeeper{deed: d, resultJudge: j, cases: map[int64]court.Case{}, log: map[int64][]string{}, deposits: map[int64]bool{}}
		if err := k.keepAll(progress); err != nil {
			return err
		}
		out = k.summary()
		return nil
	})
	return out, err
}

// resultJudge decides what becomes of each row.
type resultJudge struct {
	o      *Office
	plan   ResultPlan
	rows   []court.ResultRow
	to     [][]DebtorRef // by row: the debtor in each case it goes to
	marks  []string      // by row, "" for those refused
	byID   map[string][]DebtorRef
	byName map[string][]DebtorRef
	known  map[string][]*court.Property // by kind and owner, and by kind and key
	lines  map[int64][]court.InquiryLine
	answer map[int64]*court.InquiryLine // lines that are answered
	first  map[string]int               // by kind, key and case: the row that enters the property
}

// judgeResults decides each row against the cases, properties and inquiries on
// record.
func (o *Office) judgeResults(r Reader, rows []court.ResultRow, plan ResultPlan) (*resultJudge, error) {
	j := &resultJudge{o: o, plan: plan, rows: slices.Clone(rows), to: make([][]DebtorRef, len(rows)), marks: make([]string, len(rows)),
		byID: map[string][]DebtorRef{}, byName: map[string][]DebtorRef{}, known: map[string][]*court.Property{}, lines: map[int64][]court.InquiryLine{},
		answer: map[int64]*court.InquiryLine{}, first: map[string]int{}}
	if err := j.readDebtors(r); err != nil {
		return j, err
	}
	for i := range j.rows {
		if j.rows[i].Outcome != court.ResultRejected {
			j.findDebtor(i)
		}
	}
	done, err := r.ImportedMarks(j.markAll())
	if err != nil {
		return j, err
	}
	if err := j.readKnown(r); err != nil {
		return j, err
	}
	seen := map[string]int{}
	for i := range j.rows {
		x := &j.rows[i]
		mark := j.marks[i]
		if mark == "" {
			continue
		}
		if row := seen[mark]; row > 0 || done[mark] {
			x.Outcome, x.Why = court.ResultUnchanged, nil
			if !done[mark] {
				x.Why = []string{fmt.Sprintf("与第%d行相同。", row)}
			}
			j.to[i], j.marks[i] = nil, ""
			continue
		}
		seen[mark] = x.SheetRow
		j.decide(i)
		j.answerLines(i)
	}
	return j, nil
}

// readDebtors reads those whom the rows name, and the inquiries about them.
func (j *resultJudge) readDebtors(r Reader) error {
	var ids, names []string
	for i := range j.rows {
		x := &j.rows[i]
		x.IDNumber = strings.ToUpper(court.FindKey(x.IDNumber))
		if x.On.IsZero() {
			x.On = j.plan.On
		}
		if x.IDNumber != "" {
			ids = append(ids, x.IDNumber)
		} else if x.Name != "" {
			names = append(names, x.Name)
		}
	}
	found, err := r.DebtorsByID(distinct(ids))
	if err != nil {
		return err
	}
	var cases []int64
	for _, d := range found {
		j.byID[d.IDNumber] = append(j.byID[d.IDNumber], d)
		cases = append(cases, d.CaseID)
	}
	named, err := r.DebtorsNamed(distinct(names))
	if err != nil {
		return err
	}
	for _, d := range named {
		j.byName[d.Name] = append(j.byName[d.Name], d)
	}
	lines, err := r.InquiryLinesOf(distinct(cases))
	for _, l := range lines {
		j.lines[l.CaseID] = append(j.lines[l.CaseID], l)
	}
	return err
}

func distinct[T string | int64](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

// findDebtor finds the debtor of a row, by identifier; without one it refuses
// the row or puts it into the tray.
func (j *resultJudge) findDebtor(i int) {
	x := &j.rows[i]
	switch {
	case x.On.After(j.o.Today()):
		x.Reject(fmt.Sprintf("反馈日期%s晚于今天（%s）。", x.On, j.o.Today()))
		return
	case x.IDNumber == "" && x.Name == "":
		x.Reject("没有证件号，也没有姓名、名称。")
		return
	case x.IDNumber == "":
		if named := j.byName[x.Name]; len(named) > 0 {
			x.Outcome, x.Why = court.ResultTray, []string{fmt.Sprintf("只有姓名没有证件号：%s的被执行人%s可能是同名的人，请核对后认领。", named[0].CaseNo, x.Name)}
		} else {
			x.Reject("没有证件号，被执行人中也没有“" + x.Name + "”。")
		}
		return
	}
	found := j.byID[x.IDNumber]
	if len(found) == 0 {
		x.Reject(fmt.Sprintf("证件号%s（%s）不是任何在办或者终本案件的被执行人。", x.IDNumber, x.Name))
		return
	}
	if x.Name != "" && !slices.ContainsFunc(found, func(d DebtorRef) bool { return sameText(d.Name, x.Name) }) {
		x.Outcome, x.Why = court.ResultTray, []string{fmt.Sprintf("证件号%s在%s是%s，结果里写的是%s，请核对后认领。", x.IDNumber, found[0].CaseNo, found[0].Name, x.Name)}
		return
	}
	if x.CaseNo != "" {
		found = inCase(found, x.CaseNo)
		if len(found) == 0 {
			x.Reject(fmt.Sprintf("%s没有证件号为%s的被执行人。", x.CaseNo, x.IDNumber))
			return
		}
	}
	j.to[i] = j.casesAsked(found)
	for _, d := range j.to[i] {
		x.Cases = append(x.Cases, d.CaseNo)
	}
}

// sameText compares names and units as sheets write them.
func sameText(a, b string) bool { return court.FindKey(a) == court.FindKey(b) }

func inCase(list []DebtorRef, number string) []DebtorRef {
	n, err := court.ParseCaseNumber(number)
	var out []DebtorRef
	for _, d := range list {
		if err == nil && d.CaseNo == n.String() {
			out = append(out, d)
		}
	}
	return out
}

// casesAsked narrows a debtor's cases to those that asked in this way, else to
// those in hand, else all.
func (j *resultJudge) casesAsked(found []DebtorRef) []DebtorRef {
	var asked, open []DebtorRef
	for _, d := range found {
		if slices.ContainsFunc(j.lines[d.CaseID], func(l court.InquiryLine) bool { return l.Way == j.plan.Way && l.DebtorID == d.IDNumber }) {
			asked = append(asked, d)
		}
		if !d.Closed {
			open = append(open, d)
		}
	}
	switch {
	case len(asked) > 0:
		return asked
	case len(open) > 0:
		return open
	}
	return found
}

// markAll marks the rows that come in: importing a sheet twice changes nothing.
func (j *resultJudge) markAll() []string {
	var out []string
	for i, x := range j.rows {
		if x.Outcome == court.ResultRejected {
			continue
		}
		thing := court.Property{Kind: x.Kind, Facts: x.Facts}
		key := thing.MainKey()
		if key == "" {
			key = thing.Line()
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{string(j.plan.Way), x.On.String(), x.IDNumber, x.Name, x.CaseNo, x.Unit, string(x.Kind), key, x.Value.String(), x.Facts["可用余额"], fmt.Sprint(x.None)}, "|")))
		j.marks[i] = hex.EncodeToString(sum[:12])
		out = append(out, j.marks[i])
	}
	return out
}

// readKnown reads the properties on record that the rows may be about: those of
// their debtors, and those with their identifiers.
func (j *resultJudge) readKnown(r Reader) error {
	var keys, owners []string
	for i, x := range j.rows {
		keys = append(keys, court.Property{Kind: x.Kind, Facts: x.Facts}.Keys()...)
		for _, d := range j.to[i] {
			owners = append(owners, d.IDNumber)
		}
	}
	found, err := r.KnownProperties(distinct(owners), distinct(keys))
	for i := range found {
		j.remember(&found[i])
	}
	return err
}

func (j *resultJudge) remember(p *court.Property) {
	places := append(keyPlaces(*p), string(p.Kind)+"|all|"+p.OwnerID)
	if p.MainKey() == "" {
		places = append(places, string(p.Kind)+"|bare|"+p.OwnerID)
	}
	for _, k := range places {
		j.known[k] = append(j.known[k], p)
	}
}

func keyPlaces(p court.Property) []string {
	var out []string
	for _, key := range p.Keys() {
		out = append(out, string(p.Kind)+"|"+key)
	}
	return out
}

// placesOf names where those are remembered that may be the property. Of kinds
// with one identifier, an owner's other things that have one are none of them.
func placesOf(p court.Property) []string {
	owned := "|all|"
	if p.Kind.OneIdentifier() && p.MainKey() != "" {
		owned = "|bare|"
	}
	return append(keyPlaces(p), string(p.Kind)+owned+p.OwnerID)
}

// same gives the property on record that p is, nil for none, and those that are
// only like it.
func (j *resultJudge) same(p court.Property) (old *court.Property, alike []court.Property) {
	var list []court.Property
	var at []*court.Property
	for _, k := range placesOf(p) {
		for _, x := range j.known[k] {
			if !slices.Contains(at, x) {
				at, list = append(at, x), append(list, *x)
			}
		}
	}
	one, found, alike := p.SameAmong(list)
	if !found {
		return nil, alike
	}
	return at[slices.IndexFunc(list, func(x court.Property) bool { return x.ID == one.ID })], nil
}

// decide says what becomes of a row whose debtor is known.
func (j *resultJudge) decide(i int) {
	x := &j.rows[i]
	if x.None {
		if x.Outcome != court.ResultTray {
			x.Outcome = court.ResultNothing
		} else {
			x.Reject("没有财产，也认不出是谁。")
			j.marks[i] = ""
		}
		return
	}
	p := court.Property{Kind: x.Kind, Facts: x.Facts}
	if lacks := lacksFacts(p); lacks != "" {
		x.Why = append(x.Why, lacks)
		if x.Outcome != court.ResultTray {
			x.Outcome = court.ResultClue
		}
		return
	}
	if err := checkFacts(&p, court.InfoOf(p.Kind)); err != nil {
		say, _ := court.Sentence(err)
		x.Reject(say)
		j.to[i], j.marks[i] = nil, ""
		return
	}
	x.Facts = p.Facts
	if x.Outcome == court.ResultTray {
		return
	}
	x.Outcome = court.ResultProperty
	if row := j.repeated(i, p); row > 0 {
		x.Outcome = court.ResultKnown
		x.Why = append(x.Why, fmt.Sprintf("与第%d行是同一项财产。", row))
		return
	}
	p.Owner, p.OwnerID = j.to[i][0].Name, j.to[i][0].IDNumber
	old, alike := j.same(p)
	if len(alike) > 0 {
		x.Why = append(x.Why, "可能与"+alikeText(alike)+"是同一财产，分开登记，请核对。")
	}
	if old != nil {
		x.Outcome = court.ResultKnown
		if !slices.ContainsFunc(j.to[i], func(d DebtorRef) bool { return !inCases(*old, d.CaseNo) }) {
			x.Why = append(x.Why, "已在"+old.Cases+"登记。")
			return
		}
		x.Outcome = court.ResultProperty
		x.Why = append(x.Why, "已在"+old.Cases+"登记，关联到本案。")
	}
}

// repeated gives the earlier row that enters the same property into the same
// cases, 0 for none.
func (j *resultJudge) repeated(i int, p court.Property) int {
	key := p.MainKey()
	if key == "" {
		return 0
	}
	row := 0
	for _, d := range j.to[i] {
		k := fmt.Sprintf("%s|%s|%s|%d", p.Kind, key, d.IDNumber, d.CaseID)
		if j.first[k] == 0 {
			j.first[k] = j.rows[i].SheetRow
		} else {
			row = j.first[k]
		}
	}
	return row
}

// inCases tells whether a property stands in a case.
func inCases(p court.Property, number string) bool {
	return strings.Contains("、"+p.Cases+"、", "、"+number+"、")
}

// lacksFacts says what keeps a result from being a property, "" for nothing.
func lacksFacts(p court.Property) string {
	info := court.InfoOf(p.Kind)
	if len(info.Fields) == 0 {
		return "认不出财产类型，作为线索核查。"
	}
	var lacks []string
	for _, f := range info.Fields {
		if f.Required && strings.TrimSpace(p.Facts[f.Label]) == "" {
			lacks = append(lacks, f.Label)
		}
	}
	if len(lacks) == 0 {
		return ""
	}
	return "没有" + strings.Join(lacks, "、") + "，作为线索核查。"
}

// answerLines answers the lines of inquiries that a row is the answer to: those
// of the network, those of the unit that the row names, and all of the debtor's
// when it names none.
func (j *resultJudge) answerLines(i int) {
	x := &j.rows[i]
	if x.Outcome == court.ResultRejected || x.Outcome == court.ResultTray {
		return
	}
	for _, d := range j.to[i] {
		lines := j.lines[d.CaseID]
		for n := range lines {
			l := &lines[n]
			unit := l.Unit == court.NationalUnit || x.Unit == "" || sameText(l.Unit, x.Unit)
			if l.Way != j.plan.Way || l.DebtorID != d.IDNumber || !unit || x.On.Before(l.Sent) || !l.Answered.IsZero() && j.answer[l.ID] == nil {
				continue
			}
			if j.answer[l.ID] == nil {
				j.answer[l.ID] = l
				l.Result, l.Note = court.InquiryNothing, "导入 "+j.plan.File
			}
			if x.On.After(l.Answered) {
				l.Answered = x.On
			}
			if x.Outcome == court.ResultProperty || x.Outcome == court.ResultKnown {
				l.Result, l.Found = court.InquiryFound, l.Found+1
			}
		}
	}
}

func (j *resultJudge) summary() ResultImport {
	out := ResultImport{Rows: j.rows, Count: map[court.ResultOutcome]int{}, Answered: len(j.answer)}
	cases := map[int64]bool{}
	for i, x := range j.rows {
		out.Count[x.Outcome]++
		for _, d := range j.to[i] {
			cases[d.CaseID] = true
		}
	}
	out.Cases = len(cases)
	return out
}
