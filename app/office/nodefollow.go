package office

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// changeNode stores the node, its audit entry and the plans that follow from
// it, and says what moved.
func (d *deed) changeNode(before, n court.Node, action, reason string) ([]Move, error) {
	if err := d.UpdateNode(n); err != nil {
		return nil, err
	}
	if err := d.audit(action, "node", n.ID, n.CaseID, before, n, reason); err != nil {
		return nil, err
	}
	moves, err := d.followNode(before, n, reason)
	if err != nil || len(moves) == 0 {
		return nil, err
	}
	return moves, d.audit("后续节点排期", "event", 0, n.CaseID, nil, termChange{Moves: moves}, "")
}

// saveNode is changeNode where nobody waits to be told what moved.
func (d *deed) saveNode(before, n court.Node, action, reason string) error {
	_, err := d.changeNode(before, n, action, reason)
	return err
}

// followNode plans what a change of a node that is stored brings about: of its day,
// of its being done, or of its waiver.
func (d *deed) followNode(before, n court.Node, reason string) ([]Move, error) {
	var events map[string]court.Date
	var err error
	switch {
	case n.Actual != before.Actual && !n.Actual.IsZero():
		events, err = d.followDone(n)
	case n.Actual != before.Actual, n.Waived == "" && before.Waived != "":
		return d.undone(before, n, reason)
	case n.Waived != before.Waived: // it may have been the last one that an event waited for
		events = map[string]court.Date{}
		err = d.completed(n, events)
	}
	if err != nil || len(events) == 0 {
		return nil, err
	}
	return d.moveNodes(n.CaseID, events)
}

// followDone gives the events that a node which was just done brings about: its
// own, and the one that it completes. Papers served one by one in the progress
// table start the same terms as 登记事件 does, from the day of the last of them.
func (d *deed) followDone(n court.Node) (map[string]court.Date, error) {
	events := map[string]court.Date{n.Code: n.Actual}
	return events, d.completed(n, events)
}

// completed enters the event that the node is a part of when none of its parts
// is open any more, on the day of the last of them, and adds it to the events.
func (d *deed) completed(n court.Node, events map[string]court.Date) error {
	c, err := d.Case(n.CaseID)
	if err != nil {
		return err
	}
	event, ok := law.FilledBy(c.Kind, n.Code)
	if !ok {
		return nil
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	on, open := lastOf(nodes, event)
	if open || on.IsZero() {
		return nil
	}
	happened, err := eventsOf(d, c.ID, c.Filed, c.Limit)
	if err != nil || happened[event.ID] == on {
		return err
	}
	events[event.ID] = on
	x := court.EventEntry{CaseID: c.ID, Event: event.ID, Name: event.Name, On: on, Evidence: n.Evidence, By: d.actor.User.Name, At: d.office.now()}
	if err := d.InsertCaseEvent(&x); err != nil {
		return err
	}
	return d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{What: x}, "")
}

// lastOf gives the day of the last part of the event that is done, and whether
// one of those that the case needs is not.
func lastOf(nodes []court.Node, event law.CaseEvent) (on court.Date, open bool) {
	for _, n := range nodes {
		switch {
		case !slices.Contains(event.Fills, n.Code) || n.Waived != "":
		case n.Actual.IsZero():
			open = true
		case n.Actual.After(on):
			on = n.Actual
		}
	}
	return on, open
}

// undone lets what rested on a node count no more that is to be done again: the
// nodes that run from it wait, and the event that it was a part of has not
// happened.
func (d *deed) undone(before, n court.Node, reason string) (moves []Move, err error) {
	c, err := d.Case(n.CaseID)
	if err != nil {
		return nil, err
	}
	var gone []string
	if !before.Actual.IsZero() {
		gone = append(gone, n.Code)
	}
	entered, err := d.CaseEvents(c.ID)
	if err != nil {
		return nil, err
	}
	event, _ := law.FilledBy(c.Kind, n.Code)
	for _, e := range entered {
		if e.Event != event.ID {
			continue
		}
		why := "“" + n.Name + "”重新办理：" + reason
		if err := d.VoidCaseEvent(e.ID, why); err != nil {
			return nil, err
		}
		if err := d.audit("作废办案事件", "event", e.ID, c.ID, e, termChange{What: e}, why); err != nil {
			return nil, err
		}
		gone = append(gone, event.ID)
	}
	for _, x := range slices.Compact(gone) {
		more, err := d.withoutEvent(c, x)
		if err != nil {
			return nil, err
		}
		moves = append(moves, more...)
	}
	return moves, nil
}
