package office

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"zhixing/app/court"
	"zhixing/app/law"
)

// WarningQuery says which warnings are wanted. Zero values filter nothing.
type WarningQuery struct {
	On        court.Date // zero means today
	OfficerID int64
	Officer   string
	Group     court.Group
	Level     court.WarningLevel // those that have climbed at least so far
	Kind      court.WarningKind
	Search    string // each word must occur in number, debtors, officer, node or text
	CaseID    int64
	NoPool    bool // leaves out money that nobody claimed, which has no case
	Offset    int
	Limit     int // 0 for all
}

// Warnings gives what is overdue or near, the most overdue first.
func (o *Office) Warnings(ctx context.Context, q WarningQuery) ([]court.Warning, error) {
	list, err := o.wantedList(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []court.Warning
	seen := 0
	for _, w := range list {
		if !q.wants(w) {
			continue
		}
		if seen++; seen <= q.Offset {
			continue
		}
		if q.Limit > 0 && len(out) == q.Limit {
			break
		}
		out = append(out, *w)
	}
	return out, nil
}

func (q WarningQuery) wants(w *court.Warning) bool {
	switch {
	case q.CaseID != 0 && w.CaseID != q.CaseID,
		q.OfficerID != 0 && w.OfficerID != q.OfficerID,
		q.Officer != "" && w.Officer != q.Officer,
		q.Group != "" && w.Group != q.Group,
		w.Level < q.Level,
		q.Kind != "" && w.Kind != q.Kind:
		return false
	}
	return q.Search == "" || hasWords(q.Search, w.Number, w.Debtors, w.Officer, w.Node.Name, w.Text)
}

// WarningCounts are the figures over a list of warnings.
type WarningCounts struct {
	Total   int
	Cases   int
	Overdue int // warnings whose day is past
	// Nodes of cases in hand whose day is past, and that are near: the figures
	// of the workbench. Some of them are told by warnings of other kinds, on the
	// term, the money or 终本. NodesAfter are those that follow 终本.
	NodesOverdue, NodesNear, NodesAfter int
	ByKind                              map[court.WarningKind]int
	ByLevel                             map[court.WarningLevel]int // at exactly this rung
	Officers                            []OfficerWarnings          // most warnings first
}

// OfficerWarnings counts one officer's warnings.
type OfficerWarnings struct {
	OfficerID int64
	Officer   string
	Group     court.Group
	Total     int
	Overdue   int
}

// WarningCounts counts what Warnings would give; Offset and Limit do not count.
func (o *Office) WarningCounts(ctx context.Context, q WarningQuery) (WarningCounts, error) {
	out := WarningCounts{ByKind: map[court.WarningKind]int{}, ByLevel: map[court.WarningLevel]int{}}
	list, err := o.wantedList(ctx, q)
	if err != nil {
		return out, err
	}
	cases, officers := map[int64]bool{}, map[string]*OfficerWarnings{}
	for _, w := range list {
		if !q.wants(w) {
			continue
		}
		out.Total++
		out.ByKind[w.Kind]++
		out.ByLevel[w.Level]++
		if w.CaseID != 0 {
			cases[w.CaseID] = true
		}
		person := officers[w.Officer]
		if person == nil {
			person = &OfficerWarnings{OfficerID: w.OfficerID, Officer: w.Officer, Group: w.Group}
			officers[w.Officer] = person
		}
		person.Total++
		switch {
		case w.Node.ID == 0:
		case afterClosing(w.Node.Code):
			out.NodesAfter++
		case w.Node.Planned.Before(w.Due.AddDays(-w.Days)):
			out.NodesOverdue++
		default:
			out.NodesNear++
		}
		if w.Days < 0 {
			out.Overdue++
			person.Overdue++
		}
	}
	out.Cases = len(cases)
	for _, p := range officers {
		out.Officers = append(out.Officers, *p)
	}
	slices.SortFunc(out.Officers, func(a, b OfficerWarnings) int {
		return cmp.Or(b.Total-a.Total, strings.Compare(a.Officer, b.Officer))
	})
	return out, nil
}

// warningCache keeps the warnings of one day and one version of the rules, as
// they were at one entry of the audit trail.
type warningCache struct {
	mu      sync.Mutex
	on      court.Date
	version int
	seq     int64
	ordered orderedWarnings // replaced as a whole, never changed; empty before the first use
}

// manyChanged is how many audit entries are followed one by one; beyond that
// everything is read anew.
const manyChanged = 1000

// wantedList gives the warnings of the query's day, with the money that nobody
// claimed in time when the query may want it.
func (o *Office) wantedList(ctx context.Context, q WarningQuery) ([]*court.Warning, error) {
	list, err := o.warningList(ctx, q.On)
	if err != nil || q.NoPool || q.OfficerID != 0 || q.Officer != "" || q.Group != "" || q.CaseID != 0 {
		return list, err
	}
	unclaimed, err := o.unclaimed(ctx, q.On)
	if len(unclaimed) == 0 {
		return list, err
	}
	return inserted(list, placesIn(list, unclaimed), unclaimed), err
}

// warningList gives all warnings of a day in order. Each change writes an audit
// entry, so only the cases whose trail grew are looked at again.
func (o *Office) warningList(ctx context.Context, on court.Date) ([]*court.Warning, error) {
	if on.IsZero() {
		on = o.Today()
	}
	return read(ctx, o, func(r Reader) ([]*court.Warning, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		version, err := r.RulesVersion()
		if err != nil {
			return nil, err
		}
		c := &o.warnings
		c.mu.Lock()
		defer c.mu.Unlock()
		ids, last, many, err := r.ChangedCases(c.seq, manyChanged)
		if err != nil {
			return nil, err
		}
		whole := c.ordered.list == nil || c.on != on || c.version != version || many || last < c.seq
		if !whole && len(ids) == 0 {
			c.seq = last
			return c.ordered.list, nil
		}
		if whole {
			ids = nil
		}
		facts, err := r.WarningFacts(ids, on.AddDays(rules.NearDays(on)))
		if err != nil {
			return nil, err
		}
		fresh := warn(rules, on, facts)
		if whole {
			c.ordered = order(fresh)
		} else {
			c.ordered = c.ordered.without(ids).with(fresh)
		}
		c.on, c.version, c.seq = on, version, last
		return c.ordered.list, nil
	})
}

// byUrgency orders warnings: the most overdue first.
func byUrgency(a, b *court.Warning) int {
	return cmp.Or(a.Days-b.Days, cmp.Compare(a.CaseID, b.CaseID), strings.Compare(string(a.Kind), string(b.Kind)), cmp.Compare(a.Node.ID, b.Node.ID), cmp.Compare(a.Measure, b.Measure))
}

// orderedWarnings are warnings in order of byUrgency. The cases stand beside
// them, cases[i] is that of list[i]: to find a case's warnings among hundreds of
// thousands without reading each of them.
type orderedWarnings struct {
	list  []*court.Warning
	cases []int64
}

func order(list []*court.Warning) orderedWarnings {
	o := orderedWarnings{list: list, cases: make([]int64, len(list))}
	for i, w := range list {
		o.cases[i] = w.CaseID
	}
	return o
}

// without leaves out the warnings of some cases.
func (o orderedWarnings) without(cases []int64) orderedWarnings {
	gone := make(map[int64]bool, len(cases))
	for _, id := range cases {
		gone[id] = true
	}
	out := orderedWarnings{make([]*court.Warning, 0, len(o.list)), make([]int64, 0, len(o.list))}
	from := 0
	for i, id := range o.cases {
		if gone[id] {
			out.list, out.cases = append(out.list, o.list[from:i]...), append(out.cases, o.cases[from:i]...)
			from = i + 1
		}
	}
	out.list, out.cases = append(out.list, o.list[from:]...), append(out.cases, o.cases[from:]...)
	return out
}

// with puts other warnings, in the same order, at their places.
func (o orderedWarnings) with(more []*court.Warning) orderedWarnings {
	places, added := placesIn(o.list, more), order(more)
	return orderedWarnings{inserted(o.list, places, added.list), inserted(o.cases, places, added.cases)}
}

// placesIn gives, for each of more, before which of the list it goes.
func placesIn(list, more []*court.Warning) []int {
	out := make([]int, len(more))
	from := 0
	for i, w := range more {
		n, _ := slices.BinarySearchFunc(list[from:], w, byUrgency)
		from += n
		out[i] = from
	}
	return out
}

func inserted[T any](list []T, places []int, more []T) []T {
	out := make([]T, 0, len(list)+len(more))
	from := 0
	for i, at := range places {
		out = append(append(out, list[from:at]...), more[i])
		from = at
	}
	return append(out, list[from:]...)
}

// warner makes the warnings of one day.
type warner struct {
	rules *law.Rules
	on    court.Date
	dues  map[court.Date]dueFacts // what is the same for all warnings of a day
	slab  []court.Warning
}

type dueFacts struct {
	days  int
	level court.WarningLevel
	when  string
}

func (x *warner) due(on court.Date) dueFacts {
	d, known := x.dues[on]
	if !known {
		d.days = daysBetween(x.on, on)
		d.level, d.when = x.rules.Level(d.days, x.on), whenText(d.days)
		x.dues[on] = d
	}
	return d
}

// fewFacts is how many cases are not worth sharing among processors.
const fewFacts = 1000

// warn makes the warnings of the cases on a day, in order; of many cases each
// processor makes a part.
func warn(rules *law.Rules, on court.Date, facts []WarningFacts) []*court.Warning {
	share := max(fewFacts, len(facts)/runtime.GOMAXPROCS(0)+1)
	parts := slices.Collect(slices.Chunk(facts, share))
	made := make([][]*court.Warning, len(parts))
	var wait sync.WaitGroup
	for i, part := range parts {
		wait.Go(func() {
			made[i] = (&warner{rules: rules, on: on, dues: map[court.Date]dueFacts{}}).all(part)
		})
	}
	wait.Wait()
	return sorted(slices.Concat(made...))
}

func (x *warner) all(facts []WarningFacts) []*court.Warning {
	out := make([]*court.Warning, 0, len(facts))
	near, termNear, asleep := x.rules.NearDays(x.on), x.rules.TermNearDays(x.on), x.rules.AsleepSince(x.on)
	for i := range facts {
		f, first := &facts[i], len(out)
		var spokenFor []court.NodeRef
		out, spokenFor = x.nodes(out, f)
		out = x.term(out, f, termNear)
		out = x.sleep(out, f, asleep)
		out = x.waiting(out, f, near)
		out = x.speakFor(out, first, f, spokenFor)
	}
	return out
}

// sorted gives warnings in order of byUrgency. They come case by case, so that
// those of one day are nearly in order: putting them into a pile per day is
// most of the work, and sorting all at once would take a fifth of the time of
// a hundred thousand cases.
func sorted(list []*court.Warning) []*court.Warning {
	if len(list) == 0 {
		return list
	}
	first, last := list[0].Days, list[0].Days
	for _, w := range list {
		first, last = min(first, w.Days), max(last, w.Days)
	}
	if last-first > len(list)+10_000 { // days far apart, hardly any warnings
		slices.SortFunc(list, byUrgency)
		return list
	}
	ends := make([]int, last-first+2)
	for _, w := range list {
		ends[w.Days-first+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	out := make([]*court.Warning, len(list))
	for _, w := range list {
		out[ends[w.Days-first]] = w
		ends[w.Days-first]++
	}
	start := 0
	for _, end := range ends[:len(ends)-1] {
		slices.SortFunc(out[start:end], byUrgency)
		start = end
	}
	return out
}

// nodeInterimStart is 终本准备启动, three months since filing.
const nodeInterimStart = "035"

// The tabs of a case page a warning leads to.
const (
	WherePlan    = "进度表"
	WhereFlow    = "移交"
	WhereMoney   = "案款"
	WhereClosure = "终本"
	WhereThings  = "财产"
	WhereSale    = "处置"
	WhereInquiry = "查询"
)

func (x *warner) add(out []*court.Warning, f *WarningFacts, kind court.WarningKind, due court.Date, where, text string, n court.NodeRef) []*court.Warning {
	on := x.due(due)
	if len(x.slab) == 0 { // one piece of memory for many
		x.slab = make([]court.Warning, 256)
	}
	w := &x.slab[0]
	x.slab = x.slab[1:]
	*w = court.Warning{
		CaseID: f.CaseID, Number: f.Number, Debtors: f.Debtors, Officer: f.Officer, OfficerID: f.OfficerID, Group: f.Group,
		Kind: kind, Node: n, Due: due, Days: on.days, Level: on.level, Where: where, Text: text + on.when,
	}
	return append(out, w)
}

func whenText(days int) string {
	switch {
	case days < 0:
		return "，已超" + strconv.Itoa(-days) + "天"
	case days == 0:
		return "，今天到期"
	}
	return "，还有" + strconv.Itoa(days) + "天"
}

// daysBetween is DaysUntil with a short cut for the same month, which most
// warnings are in.
func daysBetween(from, to court.Date) int {
	if from.Year == to.Year && from.Month == to.Month {
		return to.Day - from.Day
	}
	return from.DaysUntil(to)
}

// clockRuns tells whether the law's clock runs in the case.
func (f *WarningFacts) clockRuns() bool {
	return f.Status == court.StatusOpen || f.Status == court.StatusSettling
}

// afterClosing tells whether a node belongs to what follows closing.
func afterClosing(code string) bool {
	switch code {
	case law.NodeRegistered, law.NodeArchived, law.NodeFoundAgain:
		return true
	}
	return strings.HasPrefix(code, "040-")
}

// nodes warns of open nodes; those of which the term and the account warn are
// given back.
func (x *warner) nodes(out []*court.Warning, f *WarningFacts) (_ []*court.Warning, spokenFor []court.NodeRef) {
	for _, n := range f.Nodes {
		if after := afterClosing(n.Code); after != (f.Status == court.StatusClosed) || !after && !f.clockRuns() {
			continue
		}
		kind, where := court.WarnNodeNear, WherePlan
		if n.Planned.Before(x.on) {
			kind = court.WarnNodeOverdue
		}
		switch n.Code {
		case law.NodeClosed, law.NodePaid:
			spokenFor = append(spokenFor, n)
			continue
		case law.NodeClue:
			if len(f.Clues) > 0 { // the clue itself speaks for its node
				spokenFor = append(spokenFor, n)
				continue
			}
		case nodeInterimStart:
			kind, where = court.WarnInterimStart, WhereClosure
		case law.NodeHandIn:
			kind, where = court.WarnInterimHand, WhereClosure
		}
		out = x.add(out, f, kind, n.Planned, where, n.Name+"应于"+n.Planned.String()+"前办理"+x.rules.NodeGap(n.Code, n.Planned), n)
	}
	return out, spokenFor
}

// speakFor puts the nodes of closing and of paying out into the warnings of the
// term and of the money, so that every node counts once, as on the workbench; a
// node of which nothing else warns gets a warning of its own.
func (x *warner) speakFor(out []*court.Warning, first int, f *WarningFacts, nodes []court.NodeRef) []*court.Warning {
	for _, n := range nodes {
		i := slices.IndexFunc(out[first:], func(w *court.Warning) bool {
			switch n.Code {
			case law.NodePaid:
				return w.Kind == court.WarnMoney && w.Node.ID == 0
			case law.NodeClue:
				return w.Kind == court.WarnClue && w.Node.ID == 0
			}
			return w.Kind == court.WarnTermOver || w.Kind == court.WarnTermNear
		})
		switch {
		case i >= 0:
			out[first+i].Node = n
		case n.Planned.Before(x.on):
			out = x.add(out, f, court.WarnNodeOverdue, n.Planned, WherePlan, n.Name+"应于"+n.Planned.String()+"前办理", n)
		default:
			out = x.add(out, f, court.WarnNodeNear, n.Planned, WherePlan, n.Name+"应于"+n.Planned.String()+"前办理", n)
		}
	}
	return out
}

func (x *warner) term(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	if !f.clockRuns() || f.Limit.IsZero() {
		return out
	}
	days := daysBetween(x.on, f.Limit)
	if days > near {
		return out
	}
	kind := court.WarnTermNear
	if days < 0 {
		kind = court.WarnTermOver
	}
	return x.add(out, f, kind, f.Limit, WherePlan, "执行期限"+f.Limit.String()+"届满", court.NodeRef{})
}

func (x *warner) sleep(out []*court.Warning, f *WarningFacts, since court.Date) []*court.Warning {
	if !f.clockRuns() || f.Touched.IsZero() || f.Touched.After(since) {
		return out
	}
	due := x.on.AddDays(since.DaysUntil(f.Touched)) // the day it fell asleep
	text := "自" + f.Touched.String() + "起没有任何办理记录"
	out = x.add(out, f, court.WarnAsleep, due, WherePlan, text, court.NodeRef{})
	out[len(out)-1].Text = text + "，已" + strconv.Itoa(f.Touched.DaysUntil(x.on)) + "天"
	return out
}

// waiting warns of handovers, which are the receiving group's, and of money
// that is to be paid out; neither depends on the clock of the case.
func (x *warner) waiting(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	if f.SentTo != "" {
		if due := x.rules.HandoverDue(f.SentOn); daysBetween(x.on, due) <= near {
			out = x.add(out, f, court.WarnHandover, due, WhereFlow, string(f.SentTo)+"应于"+due.String()+"前接收"+string(f.Group)+"移交的案件", court.NodeRef{})
			out[len(out)-1].Group = f.SentTo
		}
	}
	out = x.inquiries(x.custody(x.services(x.measures(x.money(out, f, near), f), f, near), f, near), f)
	return x.sales(x.coercions(x.listings(out, f, near), f, near), f, near)
}

// Scope is what the actor answers for: an officer's own cases, a clerk's and a
// head's group, everything (0 and "") for leaders and those who serve all.
func Scope(actor Actor) (officerID int64, group court.Group) {
	u := actor.User
	switch {
	case u.Has(court.RoleDirector, court.RolePresident, court.RoleAdmin, court.RoleAccountant, court.RoleReviewer):
		return 0, ""
	case u.Has(court.RoleHead), u.Has(court.RoleClerk) && !u.Has(court.RoleOfficer):
		return 0, u.Group
	}
	return u.ID, ""
}

// WarningScope asks for the warnings that the actor answers for.
func WarningScope(actor Actor) WarningQuery {
	officer, group := Scope(actor)
	return WarningQuery{OfficerID: officer, Group: group, NoPool: !Can(actor, MayReadBooks)}
}
