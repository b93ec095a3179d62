package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// EventChoices lists what can be entered in the case as it stands.
func (o *Office) EventChoices(c court.Case) []law.CaseEvent {
	if c.Status != court.StatusClosed {
		return law.CaseEvents(c.Kind, false)
	}
	if c.Closing == court.ClosedInterim {
		return law.CaseEvents(c.Kind, true)
	}
	return nil
}

// RecordEvent enters an event of a case (送达、查控反馈、成交 …). The node that the
// event itself is becomes done on its day, nodes that it starts come into the
// progress table, and those that wait for it get new dates; what is done never
// moves. It says what moved. The event lies neither in the future nor before
// filing; 收到执行申请 alone does.
func (o *Office) RecordEvent(ctx context.Context, actor Actor, x court.EventEntry) (moved []Move, err error) {
	for _, t := range []struct {
		label string
		text  *string
	}{{"内容", &x.Note}, {"证明文书", &x.Evidence}} {
		if err := cleanText(t.label, t.text, 500, true); err != nil {
			return nil, err
		}
	}
	if err := o.checkPastDate("发生日期", x.On, true); err != nil {
		return nil, err
	}
	err = o.do(ctx, actor, MayWorkNodes, "node", func(d *deed) error {
		c, err := d.Case(x.CaseID)
		if err != nil {
			return err
		}
		choices := o.EventChoices(c)
		i := slices.IndexFunc(choices, func(e law.CaseEvent) bool { return e.ID == x.Event })
		if i < 0 {
			return eventRefused(c, x.Event)
		}
		event := choices[i]
		if err := eventDay(c, event, x.On); err != nil {
			return err
		}
		if err := d.servedAlready(c, event, x.On); err != nil {
			return err
		}
		x.Name, x.By, x.At = event.Name, d.actor.User.Name, o.now()
		if err := d.InsertCaseEvent(&x); err != nil {
			return err
		}
		if moved, err = d.unfoldEvent(c, event, x); err != nil {
			return err
		}
		return d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{x, moved}, x.Note)
	})
	return moved, err
}

func eventRefused(c court.Case, id string) error {
	event, known := law.EventOf(id)
	switch {
	case !known:
		return court.FieldErrorf("事件", "请选择。")
	case c.Status == court.StatusClosed && !event.Closed:
		return court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不能再登记“%s”。", c.Number, c.Closed, c.Closing, event.Name).
			WithHint("需要继续执行的，请按恢复执行另立新案。")
	case event.Closed && c.Status != court.StatusClosed:
		return court.Errorf(court.CodeRefused, "%s还没有终本，不能登记“%s”。", c.Number, event.Name).WithHint("请登记“收到财产线索”或者“认定为有财产案件”。")
	}
	return court.Errorf(court.CodeRefused, "%s案件没有“%s”这个事件。", c.Kind.Name(), event.Name)
}

// eventApplied is 收到执行申请, which comes before filing.
const eventApplied = "applied"

func eventDay(c court.Case, event law.CaseEvent, on court.Date) error {
	switch {
	case event.ID == eventApplied && on.After(c.Filed):
		return court.FieldErrorf("发生日期", "“%s”晚于立案日期%s。", on, c.Filed)
	case event.ID != eventApplied && on.Before(c.Filed):
		return court.FieldErrorf("发生日期", "“%s”早于立案日期%s。", on, c.Filed)
	case event.Closed && on.Before(c.Closed):
		return court.FieldErrorf("发生日期", "“%s”早于结案日期%s。", on, c.Closed)
	}
	return nil
}

// unfoldEvent marks the node that the event is and plans what follows.
func (d *deed) unfoldEvent(c court.Case, event law.CaseEvent, x court.EventEntry) ([]Move, error) {
	events := map[string]court.Date{event.ID: x.On}
	for _, code := range event.Fills {
		filled, err := d.fillServed(c.ID, code, x)
		if err != nil {
			return nil, err
		}
		if filled {
			events[code] = x.On
		}
	}
	if event.Marks != "" {
		on, err := d.markOrAdd(c, event.Marks, x)
		if err != nil {
			return nil, err
		}
		events[event.Marks] = on
	}
	return d.moveNodes(c.ID, events)
}

// servedAlready refuses a service that what is on record contradicts: all was
// served on another day, so that the terms would move and the nodes stay, or a
// part of it later, while the terms run from the last one.
func (d *deed) servedAlready(c court.Case, event law.CaseEvent, on court.Date) error {
	if len(event.Fills) == 0 {
		return nil
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	last, open := lastOf(nodes, event)
	if !open && !last.IsZero() && last != on {
		return court.Errorf(court.CodeRefused, "“%s”已于%s登记，不再按%s登记，后面的节点没有改动。", event.Name, last, on).
			WithHint("送达日登记错了的，在案件“送达”页更正那一行；进度表的办结日要改的，申请改期。")
	}
	book, err := d.openServiceBook(c)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if !slices.Contains(event.Fills, n.Code) || n.Waived != "" {
			continue
		}
		day := n.Actual
		if day.IsZero() {
			day, _ = book.servedOn(law.FormOfNode(n.Code))
		}
		if day.After(on) {
			return court.FieldErrorf("发生日期", "“%s”早于“%s”已登记的送达日%s：全部送达之日才起算后面的期限。", on, n.Name, day).
				WithHint("先送达的那一份，请在进度表或者案件“送达”页登记；全部登记后程序自动起算。")
		}
	}
	return nil
}

// markOrAdd makes the node done on the event's day, putting it into the
// progress table when it is not there. A node that is done stays; the day on
// which it was done comes back.
func (d *deed) markOrAdd(c court.Case, code string, x court.EventEntry) (court.Date, error) {
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return court.Date{}, err
	}
	for _, n := range nodes {
		if n.Code != code {
			continue
		}
		if !n.Actual.IsZero() {
			return n.Actual, nil
		}
		before := n
		n.Actual, n.Result, n.Evidence, n.Waived = x.On, x.Note, x.Evidence, ""
		if err := d.UpdateNode(n); err != nil {
			return x.On, err
		}
		return x.On, d.audit("自动填写节点", "node", n.ID, c.ID, before, n, "")
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return x.On, err
	}
	n := rules.NewNode(code, nodes, x.On)
	n.Actual, n.Result, n.Evidence, n.OwnerID, n.Owner = x.On, x.Note, x.Evidence, c.OfficerID, c.Officer
	return x.On, d.InsertNodes(c.ID, []court.Node{n})
}

// fillServed makes an open node done on the day its papers were served.
func (d *deed) fillServed(caseID int64, code string, x court.EventEntry) (bool, error) {
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == code && n.Actual.IsZero() && n.Waived == "" })
	if i < 0 {
		return false, nil
	}
	before, n := nodes[i], nodes[i]
	n.Actual, n.Result = x.On, resultServed
	if x.Evidence != "" {
		n.Evidence = x.Evidence
	}
	if err := d.UpdateNode(n); err != nil {
		return false, err
	}
	return true, d.audit("自动填写节点", "node", n.ID, caseID, before, n, "")
}

// materialsReceived starts the terms that run from the receipt of the materials
// when a case is received from another group for the first time.
func (d *deed) materialsReceived(c court.Case, h court.Handover) error {
	if h.From == h.To {
		return nil
	}
	entered, err := d.CaseEvents(c.ID)
	if err != nil || slices.ContainsFunc(entered, func(e court.EventEntry) bool { return e.Event == law.EventReceived }) {
		return err
	}
	x := court.EventEntry{CaseID: c.ID, Event: law.EventReceived, Name: "接收案件", On: d.office.Today(), Note: string(h.To),
		By: d.actor.User.Name, At: d.office.now()}
	if err := d.InsertCaseEvent(&x); err != nil {
		return err
	}
	moves, err := d.moveNodes(c.ID, map[string]court.Date{law.EventReceived: x.On})
	if err != nil {
		return err
	}
	return d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{x, moves}, "")
}

// eventsOf gives the days of all that a case's terms can run from: filing, the
// end of the term and each event as it was entered last.
func eventsOf(r Reader, caseID int64, filed, limit court.Date) (map[string]court.Date, error) {
	events := map[string]court.Date{law.EventFiled: filed, law.EventLimit: limit, law.EventOuter: filed}
	list, err := r.CaseEvents(caseID)
	last := map[string]int64{}
	for _, e := range list {
		if e.ID > last[e.Event] { // entered once more, it takes the place of the former
			last[e.Event], events[e.Event] = e.ID, e.On
		}
	}
	return events, err
}

// CaseEvents gives the events that were entered in a case, newest day first.
func (o *Office) CaseEvents(ctx context.Context, caseID int64) ([]court.EventEntry, error) {
	return read(ctx, o, func(r Reader) ([]court.EventEntry, error) { return r.CaseEvents(caseID) })
}
