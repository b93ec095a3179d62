package law

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Events that the office brings about by itself; what people enter is among
// CaseEvents, and a node's own code is the event that it was done.
const (
	EventFiled   = "filed"   // 立案
	EventLimit   = "limit"   // the limit was set or changed
	EventReceipt = "receipt" // 收款
	// EventReceived is that a group received the materials of the case with the
	// hand-over; until then what runs from it runs from filing.
	EventReceived = "received"
	// EventOuter is filing once more, for the outer limit of terms that run from
	// another event.
	EventOuter = "outer"

	anchorHandIn = "handin" // one month before the limit; follows EventLimit
)

// Codes of the nodes that other steps of the office fill by themselves.
const (
	NodePaid     = "028" // 案款发放
	NodeHandIn   = "P07" // 送评查
	NodeReviewed = "P10" // 评查合格
	NodeClosed   = "031" // 结案

	NodeAssigned   = "002" // 确定承办人
	NodeExtend     = "038" // 申请延长期限
	NodeArchived   = "032" // 归档, after closing
	NodeFoundAgain = "010" // 启动恢复执行, after 终本

	NodeClue         = "009" // 线索核查
	nodeFirstInquiry = "004" // 首次网络查控
	nodeLastInquiry  = "037" // 终本前网络查控
	nodeInterview    = "007" // 约谈申请人

	nodeActs           = "P04" // 行为执行
	nodeProtectInquiry = "P11" // 保全财产查询
	nodeProtect        = "P12" // 实施保全
	nodeRuled          = "P23" // 作出裁定或处理意见
)

// nodeRule is a node as assets/law/nodes.toml describes it.
type nodeRule struct {
	Code    string       `toml:"code"`
	Column  court.Column `toml:"column"`
	Name    string       `toml:"name"`
	After   string       `toml:"after"`
	Param   string       `toml:"param"`
	Value   int          `toml:"value"`
	Unit    Unit         `toml:"unit"`
	Claim   string       `toml:"claim"` // money, acts or "" for both
	Workday bool         `toml:"workday"`
	Basis   string       `toml:"basis"`
	Form    string       `toml:"form"`   // paper that fills it
	Served  bool         `toml:"served"` // the paper goes out: made is not done
	Work    string       `toml:"work"`   // inquiry, control or ""
	Covers  []string     `toml:"covers"`
	Inner   bool         `toml:"inner"` // not told to parties or the public
	Done    string       `toml:"done"`  // filed: done with filing
	Again   []trigger    `toml:"again"` // later events that the term runs from instead
	outer   string       // of the trigger that runs
}

// trigger is another event that a node's term may run from.
type trigger struct {
	After string `toml:"after"`
	Param string `toml:"param"`
	Value int    `toml:"value"`
	Unit  Unit   `toml:"unit"`
	Basis string `toml:"basis"`
	Outer string `toml:"outer"` // parameter of the outer limit, from filing
}

// runs gives the ways the node's date can come about, the last that applies
// counts.
func (r nodeRule) runs() []nodeRule {
	out := []nodeRule{r}
	for _, t := range r.Again {
		x := r
		x.After, x.Param, x.Value, x.Unit, x.Basis, x.outer = t.After, t.Param, t.Value, t.Unit, t.Basis, t.Outer
		out = append(out, x)
	}
	return out
}

type nodeFile struct {
	Node  []nodeRule  `toml:"node"`
	Event []CaseEvent `toml:"event"`
	Plan  []struct {
		Kinds []court.CaseKind `toml:"kinds"`
		Nodes []string         `toml:"nodes"`
		Later []string         `toml:"later"`
	} `toml:"plan"`
}

type nodeBook struct {
	rules  map[string]nodeRule
	order  map[string]int // place of a node in the file
	plans  map[court.CaseKind][]string
	later  map[court.CaseKind][]string // nodes that come with their event
	events []CaseEvent
}

var nodeRules = lazy("nodes.toml", newNodeBook)

func newNodeBook(f nodeFile) (nodeBook, error) {
	book := nodeBook{plans: map[court.CaseKind][]string{}, later: map[court.CaseKind][]string{}, order: map[string]int{}, events: f.Event}
	var err error
	if book.rules, err = index(f.Node, func(r nodeRule) string { return r.Code }); err != nil {
		return book, err
	}
	for i, r := range f.Node {
		book.order[r.Code] = i
	}
	if err := book.checkNodes(f); err != nil {
		return book, err
	}
	for _, p := range f.Plan {
		for _, code := range slices.Concat(p.Nodes, p.Later) {
			if _, ok := book.rules[code]; !ok {
				return book, fmt.Errorf("plan %v: no node %q", p.Kinds, code)
			}
		}
		for _, k := range p.Kinds {
			book.plans[k], book.later[k] = p.Nodes, p.Later
		}
	}
	return book, nil
}

func (b nodeBook) checkNodes(f nodeFile) error {
	known := []string{"", EventFiled, EventLimit, anchorHandIn, EventReceipt, EventReceived}
	for _, e := range f.Event {
		if e.ID == "" || e.Name == "" || len(e.Kinds) == 0 || slices.Contains(known, e.ID) || e.Marks != "" && b.rules[e.Marks].Code == "" {
			return fmt.Errorf("event %q (%s) is incomplete or marks no node", e.ID, e.Name)
		}
		known = append(known, e.ID)
	}
	for _, rule := range f.Node {
		for _, r := range rule.runs() {
			_, isNode := b.rules[r.After]
			switch {
			case !slices.Contains(court.Columns, r.Column) || r.Name == "" || r.Basis == "":
				return fmt.Errorf("node %s is incomplete", r.Code)
			case !isNode && !slices.Contains(known, r.After):
				return fmt.Errorf("node %s waits for unknown %q", r.Code, r.After)
			case r.After != "" && (r.Param == "") == (r.Unit == ""):
				return fmt.Errorf("node %s needs either param or value and unit", r.Code)
			}
		}
	}
	for _, code := range []string{
		NodePaid, NodeHandIn, NodeReviewed, NodeClosed, NodeAssigned, NodeExtend, NodeArchived, NodeFoundAgain,
		NodeClue, nodeFirstInquiry, nodeLastInquiry, nodeInterview, nodeActs, nodeProtectInquiry, nodeProtect, nodeRuled,
	} {
		if b.rules[code].Code == "" {
			return fmt.Errorf("no node %s", code)
		}
	}
	return nil
}

// NodeOfForm gives the code of the node that is done when a paper of the form
// is made, "" when none is.
func NodeOfForm(form string) string {
	for code, r := range nodeRules().rules {
		if form != "" && r.Form == form {
			return code
		}
	}
	return ""
}

// FormOfNode gives the code of the form whose paper fills the node, "" for
// none.
func FormOfNode(code string) string { return nodeRules().rules[code].Form }

// NodeName names a node that progress tables may have.
type NodeName struct {
	Code   string
	Name   string
	Column court.Column
}

// NodeNames lists the nodes there are, by column and in the order of the file.
func NodeNames() []NodeName {
	book := nodeRules()
	var out []NodeName
	for _, r := range book.rules {
		out = append(out, NodeName{r.Code, r.Name, r.Column})
	}
	slices.SortFunc(out, func(a, b NodeName) int {
		return cmp.Or(slices.Index(court.Columns, a.Column)-slices.Index(court.Columns, b.Column), book.order[a.Code]-book.order[b.Code])
	})
	return out
}

// IsServed tells whether the node with the code is a paper that goes out to
// people: made is not done.
func IsServed(code string) bool { return nodeRules().rules[code].Served }

// IsInner tells whether the node is the court's own business, which parties
// and the public are not told.
func IsInner(code string) bool { return nodeRules().rules[code].Inner }

// IsInquiry tells whether the node with the code is an inquiry after property.
func IsInquiry(code string) bool {
	return nodeRules().rules[code].Work == "inquiry" || strings.HasPrefix(code, nodeLaterInquiry+"-")
}

// IsControl tells whether the node with the code puts property under control.
func IsControl(code string) bool { return nodeRules().rules[code].Work == "control" }

// term gives the length of the node's term for an event on the day, and the
// basis as shown beside it.
func (r *Rules) term(rule nodeRule, on court.Date) (value int, unit Unit, basis string) {
	value, unit, source := rule.Value, rule.Unit, ""
	if rule.Param != "" {
		p := r.planning(rule.Param, on)
		value, unit, source = p.Value, p.Unit, p.Basis
	}
	basis = strings.ReplaceAll(strings.ReplaceAll(rule.Basis, "{term}", termText(value, unit)), "{basis}", source)
	return value, unit, basis
}

// due gives the planned date and the basis when the node's event was on the
// day. A date that needs a holiday notice which is missing says so in the
// basis: it is then not moved to a workday, or counts weekends only.
func (r *Rules) due(rule nodeRule, on court.Date) (court.Date, string) {
	value, unit, basis := r.term(rule, on)
	d := r.addTerm(on, value, unit)
	if value > 0 && rule.After != EventLimit && rule.After != anchorHandIn { // the end of the term has its own deductions
		d = r.notStill(on, d)
	}
	rolled := d
	var first court.Date // from which on the calendar matters
	switch {
	case rule.Workday:
		rolled = r.PrevWorkday(d)
		first = rolled
	case unit == UnitWorkday:
		first = on
	default:
		return d, basis
	}
	for y := first.Year; y <= d.Year; y++ {
		switch {
		case r.days.years[y]:
		case unit == UnitWorkday:
			return d, fmt.Sprintf("%s（%d年节假日安排未导入，暂只扣周末）", basis, y)
		default:
			return d, fmt.Sprintf("%s（%d年节假日安排未导入，未按工作日提前）", basis, y)
		}
	}
	return rolled, basis
}

// NodeGap says, in brackets, that the planned day of the node needs a holiday
// notice that is missing; "" when it does not.
func (r *Rules) NodeGap(code string, planned court.Date) string {
	if r.days.years[planned.Year] || planned.IsZero() {
		return ""
	}
	rule := nodeRules().rules[code]
	for _, run := range rule.runs() {
		if _, unit, _ := r.term(run, planned); run.Code != "" && (run.Workday || unit == UnitWorkday) {
			return fmt.Sprintf("（%d年节假日安排未导入，未按工作日核对）", planned.Year)
		}
	}
	return ""
}

// PlanNodes plans the nodes of a case that is registered: columns in the order
// of court.Columns, positions from 0 inside each. Planned is zero when a node
// waits for an event that has not happened (查封, 收款 …). hasMoneyClaim leaves
// out what only a money claim or only a claim for acts needs.
func (r *Rules) PlanNodes(kind court.CaseKind, nonLitigation bool, filed court.Date, hasMoneyClaim bool) []court.Node {
	book := nodeRules()
	var nodes []court.Node
	for _, column := range court.Columns {
		position := 0
		for _, code := range book.plans[kind] {
			rule := book.rules[code]
			if rule.Column != column || !rule.serves(hasMoneyClaim) {
				continue
			}
			n := r.blank(rule, filed)
			n.Position = position
			nodes = append(nodes, n)
			position++
		}
	}
	nodes = r.Replan(nodes, EventFiled, filed)
	return r.Replan(nodes, EventLimit, r.Limit(kind, nonLitigation, filed))
}

// serves tells whether a case with or without a money claim needs the node.
func (r nodeRule) serves(hasMoneyClaim bool) bool {
	return r.Claim == "" || (r.Claim == "money") == hasMoneyClaim
}

// blank gives the node of a rule without dates.
func (r *Rules) blank(rule nodeRule, on court.Date) court.Node {
	_, _, basis := r.term(rule, on)
	return court.Node{Code: rule.Code, Column: rule.Column, Name: rule.Name, Basis: basis, ParamID: rule.Param}
}

// PlanNodes is Rules.PlanNodes by the delivered rules.
func PlanNodes(kind court.CaseKind, nonLitigation bool, filed court.Date, hasMoneyClaim bool) []court.Node {
	return Default().PlanNodes(kind, nonLitigation, filed, hasMoneyClaim)
}

// Replan gives the nodes with new planned dates after an event on the day: one
// of the Event constants, or the code of a node that was done. Done and waived
// nodes never move, nor does anything when on is zero. The argument stays as
// it is.
func (r *Rules) Replan(nodes []court.Node, event string, on court.Date) []court.Node {
	out, _ := r.ReplanMoves(nodes, map[string]court.Date{event: on})
	return out
}

// Replan is Rules.Replan by the delivered rules.
func Replan(nodes []court.Node, event string, on court.Date) []court.Node {
	return Default().Replan(nodes, event, on)
}

// NodeMove says that an event or a new rule moved the planned date of a node.
type NodeMove struct {
	Code     string
	Name     string
	Column   court.Column
	From, To court.Date // From is zero when the node got its first date
}

// ReplanMoves is Replan for several events at once, by their days; it also
// says what moved, in the order of the nodes.
func (r *Rules) ReplanMoves(nodes []court.Node, events map[string]court.Date) ([]court.Node, []NodeMove) {
	out := slices.Clone(nodes)
	var moves []NodeMove
	for i := range out {
		n := &out[i]
		rule, known := nodeRules().rules[n.Code]
		if !known || !n.Actual.IsZero() || n.Waived != "" {
			continue
		}
		before := n.Planned
		for _, run := range rule.runs() {
			if start := r.startOf(run, events); !start.IsZero() {
				n.Planned, n.Basis = r.due(run, start)
				r.capped(n, run, events[EventOuter])
			}
		}
		if n.Planned != before {
			moves = append(moves, NodeMove{Code: n.Code, Name: n.Name, Column: n.Column, From: before, To: n.Planned})
		}
	}
	return out, moves
}

// ReplanAfter is ReplanMoves for the nodes that one of the events starts, planned
// from all that happened: an event that comes once more, or whose day changes,
// does not take the place of one that came after it in the node's rule.
func (r *Rules) ReplanAfter(nodes []court.Node, events, happened map[string]court.Date) ([]court.Node, []NodeMove) {
	all := doneEvents(nodes, happened)
	maps.Copy(all, events)
	out, moves := slices.Clone(nodes), []NodeMove(nil)
	for i, n := range nodes {
		started := slices.ContainsFunc(nodeRules().rules[n.Code].runs(), func(run nodeRule) bool { return !r.startOf(run, events).IsZero() })
		if !started {
			continue
		}
		planned, moved := r.ReplanMoves(nodes[i:i+1], all)
		out[i], moves = planned[0], append(moves, moved...)
	}
	return out, moves
}

// capped keeps the planned date within the outer limit of the rule, which runs
// from filing.
func (r *Rules) capped(n *court.Node, rule nodeRule, filed court.Date) {
	if rule.outer == "" || filed.IsZero() {
		return
	}
	p := r.planning(rule.outer, filed)
	if last := r.notStill(filed, r.After(p, filed)); n.Planned.After(last) {
		n.Planned, n.Basis = last, "最迟立案后"+termText(p.Value, p.Unit)+"，"+p.Basis
	}
}

// startOf gives the day on which the rule's event was, no day when it was not.
func (r *Rules) startOf(rule nodeRule, events map[string]court.Date) court.Date {
	if limit := events[EventLimit]; rule.After == anchorHandIn && !limit.IsZero() {
		return r.handInBy(limit)
	}
	if rule.After == "" {
		return court.Date{}
	}
	return events[rule.After]
}

// ReplanAll is ReplanMoves for all events there are: the given ones by name
// (EventFiled, EventLimit …) and the nodes that are done. It is for rules that
// changed.
func (r *Rules) ReplanAll(nodes []court.Node, events map[string]court.Date) ([]court.Node, []NodeMove) {
	return r.ReplanMoves(nodes, doneEvents(nodes, events))
}

// ReplanWithout gives the nodes with new planned dates after an event, or a
// node by its code, turned out not to have happened; events are those that
// did. What waited for it runs from another event of its rule, or has no date
// again (To of its move is zero). Other nodes stay.
func (r *Rules) ReplanWithout(nodes []court.Node, events map[string]court.Date, gone string) ([]court.Node, []NodeMove) {
	out := slices.Clone(nodes)
	var moves []NodeMove
	for i, n := range nodes {
		rule, known := nodeRules().rules[n.Code]
		waited := slices.ContainsFunc(rule.runs(), func(run nodeRule) bool { return run.After == gone })
		if !known || !waited || !n.Actual.IsZero() || n.Waived != "" {
			continue
		}
		out[i].Planned, out[i].Basis = court.Date{}, r.blank(rule, events[EventFiled]).Basis
		again, _ := r.ReplanMoves(out[i:i+1], doneEvents(nodes, events))
		out[i] = again[0]
		if out[i].Planned != n.Planned {
			moves = append(moves, NodeMove{Code: n.Code, Name: n.Name, Column: n.Column, From: n.Planned, To: out[i].Planned})
		}
	}
	return out, moves
}

// doneEvents adds the nodes that are done to the events.
func doneEvents(nodes []court.Node, events map[string]court.Date) map[string]court.Date {
	all := maps.Clone(events)
	if all == nil {
		all = map[string]court.Date{}
	}
	for _, n := range nodes {
		if !n.Actual.IsZero() {
			all[n.Code] = n.Actual
		}
	}
	return all
}

// State tells what a node's colour says today: near from three days before the
// planned date (parameter near) up to that day itself, overdue after it.
func (r *Rules) State(n court.Node, today court.Date) court.NodeState {
	switch {
	case n.Waived != "":
		return court.NodeWaived
	case !n.Actual.IsZero():
		return court.NodeDone
	case n.Planned.IsZero():
		return court.NodeFuture
	case n.Planned.Before(today):
		return court.NodeOverdue
	case today.DaysUntil(n.Planned) <= r.NearDays(today):
		return court.NodeNear
	}
	return court.NodeFuture
}

// NearDays gives how many days before its planned date a node counts as near,
// by the rule of the day.
func (r *Rules) NearDays(today court.Date) int { return r.daysAhead("near", today) }

// daysAhead gives the natural days that a parameter's term takes from today.
func (r *Rules) daysAhead(id string, today court.Date) int {
	return today.DaysUntil(r.After(r.planning(id, today), today))
}

// State is Rules.State by the delivered rules.
func State(n court.Node, today court.Date) court.NodeState { return Default().State(n, today) }

// NearDays is Rules.NearDays by the delivered rules.
func NearDays() int { return Default().NearDays(court.Date{}) }

// Worst gives the state of the node that most needs attention: 超期, 临近, 未到,
// and 完成 when nothing is open; a case without nodes has nothing due.
func (r *Rules) Worst(nodes []court.Node, today court.Date) court.NodeState {
	order := []court.NodeState{court.NodeDone, court.NodeFuture, court.NodeNear, court.NodeOverdue}
	if len(nodes) == 0 {
		return court.NodeFuture
	}
	worst := 0
	for _, n := range nodes {
		worst = max(worst, slices.Index(order, r.State(n, today)))
	}
	return order[worst]
}

// Worst is Rules.Worst by the delivered rules.
func Worst(nodes []court.Node, today court.Date) court.NodeState {
	return Default().Worst(nodes, today)
}
