package office

import (
	"context"

	"zhixing/app/court"
)

// AskNodeChange asks for another day on which a done node was done, or with a
// zero day that it was not done; a second person decides (plan, item 1).
func (o *Office) AskNodeChange(ctx context.Context, actor Actor, nodeID int64, to court.Date, result, evidence, reason string) (NodeChange, error) {
	x := NodeChange{NodeID: nodeID, To: to, Result: result, Evidence: evidence, State: court.ApprovalAsked}
	for _, t := range []struct {
		label string
		text  *string
	}{{"结果", &x.Result}, {"证明文书", &x.Evidence}} {
		if err := cleanText(t.label, t.text, 500, true); err != nil {
			return x, err
		}
	}
	var err error
	if x.Reason, err = needReason("改期理由", reason); err != nil {
		return x, err
	}
	err = o.do(ctx, actor, MayWorkNodes, "node", func(d *deed) error {
		n, c, err := d.nodeToFill(nodeID)
		if err != nil {
			return err
		}
		if n.Actual.IsZero() {
			return court.Errorf(court.CodeRefused, "“%s”还没有办结，直接填写即可。", n.Name)
		}
		if err := o.checkNodeDates(court.Node{}, c, NodeEntry{Actual: to}); err != nil {
			return err
		}
		waiting, err := d.NodeChanges(c.ID)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if w.NodeID == nodeID && w.State == court.ApprovalAsked {
				return court.Errorf(court.CodeRefused, "“%s”已有改期申请等待确认。", n.Name)
			}
		}
		x.CaseID, x.Number, x.Node, x.From = c.ID, c.Number.String(), n.Name, n.Actual
		x.AskedBy, x.AskedByID, x.AskedAt = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertNodeChange(&x); err != nil {
			return err
		}
		return d.audit("申请节点改期", "node", nodeID, c.ID, n, x, x.Reason)
	})
	return x, err
}

// DecideNodeChange confirms or refuses a change of a done date. Whoever asked
// cannot decide; a date that was changed meanwhile is CodeConflict.
func (o *Office) DecideNodeChange(ctx context.Context, actor Actor, id int64, approve bool, words string) ([]Move, error) {
	if err := cleanText("确认意见", &words, 500, true); err != nil {
		return nil, err
	}
	if !approve && words == "" {
		return nil, court.FieldErrorf("确认意见", "不能为空，不同意请写明原因。")
	}
	var moves []Move
	err := o.do(ctx, actor, MayConfirmDate, "node", func(d *deed) error {
		x, err := d.NodeChange(id)
		if err != nil {
			return err
		}
		if x.State != court.ApprovalAsked {
			return court.Errorf(court.CodeRefused, "这份改期申请已有结论：%s。", x.State)
		}
		if err := notBySame(d.actor, x.AskedByID, x.AskedBy); err != nil {
			return err
		}
		x.State, x.DecidedBy, x.DecidedAt, x.Decision = court.ApprovalRefused, d.actor.User.Name, o.now(), words
		if approve {
			x.State = court.ApprovalGranted
			if moves, err = d.changeDone(x); err != nil {
				return err
			}
		}
		if err := d.UpdateNodeChange(x); err != nil {
			return err
		}
		return d.audit("确认节点改期", "node", x.NodeID, x.CaseID, nil, termChange{x, moves}, words)
	})
	return moves, err
}

// changeDone stores the other day and moves what follows from it.
func (d *deed) changeDone(x NodeChange) ([]Move, error) {
	n, c, err := d.nodeToFill(x.NodeID)
	if err != nil {
		return nil, err
	}
	if err := d.office.checkNodeDates(court.Node{}, c, NodeEntry{Actual: x.To}); err != nil { // filed on another day since
		return nil, err
	}
	if n.Actual != x.From {
		return nil, court.Errorf(court.CodeConflict, "“%s”的办理日已经不是%s，申请不再适用。", n.Name, x.From).WithHint("请退回申请，按现在的情况重新申请。")
	}
	before := n
	n.Actual = x.To
	if x.Result != "" || x.To.IsZero() { // what is not done has neither
		n.Result = x.Result
	}
	if x.Evidence != "" || x.To.IsZero() {
		n.Evidence = x.Evidence
	}
	if err := d.UpdateNode(n); err != nil {
		return nil, err
	}
	if err := d.audit("节点改期", "node", n.ID, n.CaseID, before, n, x.Reason); err != nil {
		return nil, err
	}
	return d.followNode(before, n, x.Reason)
}

// NodeChanges gives the requests of a case, newest first; with 0 all that wait
// for a second person.
func (o *Office) NodeChanges(ctx context.Context, caseID int64) ([]NodeChange, error) {
	return read(ctx, o, func(r Reader) ([]NodeChange, error) { return r.NodeChanges(caseID) })
}
