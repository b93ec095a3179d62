package office

import (
	"context"
	"encoding/json"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ClosingUndo is a request to take back a closing that was reported by
// mistake (撤销结案); a leader other than who asked decides.
type ClosingUndo struct {
	ID        int64
	CaseID    int64
	Number    string // of the case
	Debtors   string
	Closed    court.Date
	Closing   court.ClosingMode
	Reason    string
	AskedBy   string
	AskedByID int64
	AskedAt   time.Time
	State     court.ApprovalState
	DecidedBy string
	DecidedAt time.Time
	Decision  string
}

// actionClosing is the audit entry of a closing; what stands before it is the
// status that undoing brings back.
const actionClosing = "报结案件"

// AskUndoClosing asks to take the closing of a case back. It is refused when
// something already followed from the closing.
func (o *Office) AskUndoClosing(ctx context.Context, actor Actor, caseID int64, reason string) (ClosingUndo, error) {
	x := ClosingUndo{CaseID: caseID, State: court.ApprovalAsked}
	var err error
	if x.Reason, err = needReason("撤销理由", reason); err != nil {
		return x, err
	}
	err = o.do(ctx, actor, MayAskUndo, "case", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		if _, err := undoable(d, c); err != nil {
			return err
		}
		asked, err := d.ClosingUndos(caseID)
		if err != nil {
			return err
		}
		for _, a := range asked {
			if a.State == court.ApprovalAsked {
				return court.Errorf(court.CodeRefused, "%s已有撤销结案的申请等待审批。", c.Number).WithHint("请等执行局长、院领导批复。")
			}
		}
		x.Number, x.Closed, x.Closing = c.Number.String(), c.Closed, c.Closing
		x.AskedBy, x.AskedByID, x.AskedAt = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertClosingUndo(&x); err != nil {
			return err
		}
		return d.audit("申请撤销结案", "undo", x.ID, caseID, nil, x, x.Reason)
	})
	return x, err
}

// DecideUndoClosing grants or refuses the request. Granted, the case is as it
// was before the closing, and what the closing planned is taken back. Whoever
// asked cannot decide; when something followed meanwhile, it is refused.
func (o *Office) DecideUndoClosing(ctx context.Context, actor Actor, id int64, approve bool, words string) error {
	if err := cleanText("审批意见", &words, 500, true); err != nil {
		return err
	}
	if !approve && words == "" {
		return court.FieldErrorf("审批意见", "不能为空，不同意请写明原因。")
	}
	return o.do(ctx, actor, MayDecideUndo, "case", func(d *deed) error {
		x, err := d.ClosingUndo(id)
		if err != nil {
			return err
		}
		if x.State != court.ApprovalAsked {
			return court.Errorf(court.CodeRefused, "这份申请已有结论：%s。", x.State)
		}
		if err := notBySame(d.actor, x.AskedByID, x.AskedBy); err != nil {
			return err
		}
		before := x
		x.State, x.DecidedBy, x.DecidedAt, x.Decision = court.ApprovalRefused, d.actor.User.Name, o.now(), words
		if approve {
			x.State = court.ApprovalGranted
			if err := d.undoClosing(x); err != nil {
				return err
			}
		}
		if err := d.UpdateClosingUndo(x); err != nil {
			return err
		}
		return d.audit("审批撤销结案", "undo", x.ID, x.CaseID, before, x, words)
	})
}

// closingTraces are what a closing left that undoing takes away.
type closingTraces struct {
	status  court.Status // before the closing
	planned []court.Node // for after the closing
	closed  *court.Node  // the node 结案, when the closing filled it
}

// undoable gives the traces of a closing, or why it cannot be undone: only a
// closing reported here, from which nothing followed.
func undoable(r Reader, c court.Case) (closingTraces, error) {
	var t closingTraces
	refuse := func(format string, args ...any) error {
		return court.Errorf(court.CodeRefused, format, args...).WithHint("需要继续执行的，请按恢复执行另立新案（法发〔2014〕26号6条）。")
	}
	if c.Status != court.StatusClosed {
		return t, court.Errorf(court.CodeRefused, "%s还没有结案，不需要撤销。", c.Number)
	}
	links, err := r.ResumedInto(c.ID)
	if err != nil {
		return t, err
	}
	if len(links) > 0 {
		return t, refuse("%s已恢复执行，立为%s，不能再撤销结案。", c.Number, links[0].Number)
	}
	if t.status, err = statusBefore(r, c.ID); err != nil {
		return t, err
	}
	if t.status == "" {
		return t, refuse("%s登记或导入时就已结案，不是在本程序报结的，不能撤销。", c.Number)
	}
	nodes, err := r.Nodes(c.ID)
	if err != nil {
		return t, err
	}
	changes, err := r.NodeChanges(c.ID)
	if err != nil {
		return t, err
	}
	worked := map[int64]bool{}
	for _, x := range changes {
		worked[x.NodeID] = true
	}
	for _, n := range nodes {
		switch {
		case n.Code == law.NodeClosed && n.Actual == c.Closed && n.Result == string(c.Closing):
			t.closed = &n
		case !afterClosing(n.Code):
		case !n.Actual.IsZero() || worked[n.ID]:
			return t, refuse("结案后的“%s”已经办理，不能再撤销结案。", n.Name)
		default:
			t.planned = append(t.planned, n)
		}
	}
	return t, nil
}

// statusBefore reads from the audit trail what the status was before the last
// closing; "" when the case was not closed by the use case.
func statusBefore(r Reader, caseID int64) (court.Status, error) {
	entries, err := r.Audit(AuditQuery{CaseID: caseID})
	if err != nil {
		return "", err
	}
	for _, e := range entries { // newest first
		if e.Action != actionClosing {
			continue
		}
		var status court.Status
		return status, json.Unmarshal([]byte(e.Before), &status)
	}
	return "", nil
}

// undoClosing brings the case back as it was.
func (d *deed) undoClosing(x ClosingUndo) error {
	c, err := d.Case(x.CaseID)
	if err != nil {
		return err
	}
	t, err := undoable(d, c)
	if err != nil {
		return err
	}
	if c.Closed != x.Closed || c.Closing != x.Closing {
		return court.Errorf(court.CodeConflict, "%s的结案已经不是申请时的那一次。", c.Number).WithHint("请退回申请，按现在的情况重新申请。")
	}
	before := c
	c.Status, c.Closed, c.Closing = t.status, court.Date{}, ""
	if err := d.UpdateCase(&c); err != nil {
		return err
	}
	if err := d.DeleteNodes(c.ID, t.planned); err != nil {
		return err
	}
	if t.closed != nil {
		n := *t.closed
		n.Actual, n.Result = court.Date{}, ""
		if err := d.saveNode(*t.closed, n, "重开节点", x.Reason); err != nil {
			return err
		}
	}
	moves, err := d.followTerm(&c)
	if err != nil {
		return err
	}
	return d.audit("撤销结案", "case", c.ID, c.ID, before.Status, statusChange{Status: c.Status, Moves: moves}, x.Reason)
}

// ClosingUndos gives the requests of a case, newest first; with 0 all that
// wait for a decision.
func (o *Office) ClosingUndos(ctx context.Context, caseID int64) ([]ClosingUndo, error) {
	return read(ctx, o, func(r Reader) ([]ClosingUndo, error) { return r.ClosingUndos(caseID) })
}
