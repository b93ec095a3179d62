package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// VoidEvent lets an event that was entered by mistake count no more. Nodes that
// waited for it wait again, or run from what was entered before. While a node is
// done because of the event it is refused: a second person first changes that.
func (o *Office) VoidEvent(ctx context.Context, actor Actor, caseID, id int64, reason string) (moved []Move, err error) {
	if reason, err = needReason("作废理由", reason); err != nil {
		return nil, err
	}
	err = o.do(ctx, actor, MayWorkNodes, "node", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		entered, err := d.CaseEvents(c.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(entered, func(e court.EventEntry) bool { return e.ID == id })
		if i < 0 {
			return court.Errorf(court.CodeNotFound, "没有这条办案事件，或者已经作废。")
		}
		x := entered[i]
		if err := d.eventMayGo(c, x); err != nil {
			return err
		}
		if err := d.VoidCaseEvent(id, reason); err != nil {
			return err
		}
		if moved, err = d.withoutEvent(c, x.Event); err != nil {
			return err
		}
		return d.audit("作废办案事件", "event", id, c.ID, x, termChange{x, moved}, reason)
	})
	return moved, err
}

// eventMayGo refuses while something that was done rests on the event.
func (d *deed) eventMayGo(c court.Case, x court.EventEntry) error {
	event, known := law.EventOf(x.Event)
	if !known {
		return court.Errorf(court.CodeRefused, "“%s”随移交的接收产生，不能作废。", x.Name)
	}
	if c.Status == court.StatusClosed && !event.Closed {
		return court.Errorf(court.CodeRefused, "%s已于%s结案，结案前的事件不能作废。", c.Number, c.Closed)
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Actual == x.On && (n.Code == event.Marks || slices.Contains(event.Fills, n.Code)) {
			return court.Errorf(court.CodeRefused, "“%s”已随这个事件在%s办结。", n.Name, x.On).
				WithHint("请先在进度表对“" + n.Name + "”申请改期（办理日留空即未办），由另一人确认，再作废事件。")
		}
	}
	return nil
}

// withoutEvent plans anew what waited for an event, or for a node, that counts
// no more.
func (d *deed) withoutEvent(c court.Case, event string) ([]Move, error) {
	t, err := d.tableOf(c)
	if err != nil {
		return nil, err
	}
	planned, moved := t.rules.ReplanWithout(t.nodes, t.events, event)
	return movesOf(moved), d.storePlanned(t.nodes, planned)
}
