package law

import (
	"slices"

	"zhixing/app/court"
)

// EventServed is 送达执行通知书、报告财产令.
const EventServed = "served"

// EventClue is 收到财产线索, the event that 终本 asks about.
const EventClue = "clue"

// Events that inquiries and clues bring about.
const (
	EventClueUrgent = "clue-urgent" // 收到紧急财产线索
	EventAnswered   = "answered"    // 收到网络查控反馈
	EventDeposit    = "deposit"     // 查到银行存款
	EventFoundLater = "found-later" // 终本后发现财产
)

// CaseEvent is something that happens in a case and that people enter: terms
// run from it.
type CaseEvent struct {
	ID     string           `toml:"id"`
	Name   string           `toml:"name"`
	Help   string           `toml:"help"`
	Marks  string           `toml:"marks"` // code of the node that the event itself is, "" for none
	Kinds  []court.CaseKind `toml:"kinds"`
	Closed bool             `toml:"closed"` // happens after 终本, not while the case is open
	Fills  []string         `toml:"fills"`  // codes of nodes that are done with it when they are open
}

// CaseEvents lists what can be entered in an open case of the kind, or after
// its 终本.
func CaseEvents(kind court.CaseKind, afterInterim bool) []CaseEvent {
	var out []CaseEvent
	for _, e := range nodeRules().events {
		if e.Closed == afterInterim && slices.Contains(e.Kinds, kind) {
			out = append(out, e)
		}
	}
	return out
}

// FilledBy gives the event of the case kind that the node with the code is a
// part of: when all its parts are done, the event has happened.
func FilledBy(kind court.CaseKind, code string) (CaseEvent, bool) {
	for _, e := range nodeRules().events {
		if slices.Contains(e.Kinds, kind) && slices.Contains(e.Fills, code) {
			return e, true
		}
	}
	return CaseEvent{}, false
}

// EventOf gives the event with the id.
func EventOf(id string) (CaseEvent, bool) {
	list := nodeRules().events
	i := slices.IndexFunc(list, func(e CaseEvent) bool { return e.ID == id })
	if i < 0 {
		return CaseEvent{}, false
	}
	return list[i], true
}

// PlanLater gives the nodes that come into the progress table with the events,
// by their days, and are not in it yet; the event of a node that is done is
// its code. They are planned, and stand behind the nodes that precede them.
func (r *Rules) PlanLater(c court.Case, nodes []court.Node, events map[string]court.Date) []court.Node {
	book := nodeRules()
	var out []court.Node
	for _, code := range book.later[c.Kind] {
		rule := book.rules[code]
		if !rule.serves(c.Principal > 0) || slices.ContainsFunc(nodes, func(n court.Node) bool { return n.Code == code }) {
			continue
		}
		n := r.NewNode(code, nodes, c.Filed)
		for _, run := range rule.runs() {
			if on := r.startOf(run, events); !on.IsZero() {
				n.Planned, n.Basis = r.due(run, on)
			}
		}
		if n.Planned.IsZero() {
			continue
		}
		if rule.Done == EventFiled {
			n.Actual = c.Filed
		}
		out = append(out, n)
	}
	return out
}

// NewNode gives the node of the code without dates, to stand behind those of
// the progress table that precede it. The code must exist.
func (r *Rules) NewNode(code string, nodes []court.Node, on court.Date) court.Node {
	book := nodeRules()
	n := r.blank(book.rules[code], on)
	for _, x := range nodes {
		place, known := book.order[x.Code]
		if known && x.Column == n.Column && place < book.order[code] {
			n.Position = max(n.Position, x.Position)
		}
	}
	return n
}
