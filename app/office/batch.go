package office

import (
	"context"
	"errors"

	"zhixing/app/court"
)

// each does one thing to many cases; a refused one does not stop the others.
// done is told after each; the context ends it between cases.
func (o *Office) each(ctx context.Context, ids []int64, done func(n, of int), f func(id int64) error) ([]BatchItem, error) {
	out := make([]BatchItem, 0, len(ids))
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		item := BatchItem{CaseID: id}
		c, err := o.Case(ctx, id)
		if err == nil {
			item.Number = c.Number.String()
			err = f(id)
		}
		var note *batchNote
		if errors.As(err, &note) {
			item.Left, item.Note, err = note.left, note.say, nil
		}
		item.Err = err
		out = append(out, item)
		if done != nil {
			done(i+1, len(ids))
		}
	}
	return out, nil
}

// batchNote ends one case of a batch that was not refused, with what is to be
// known of it.
type batchNote struct {
	left bool
	say  string
}

// Error gives the note.
func (n *batchNote) Error() string { return n.say }

// AssignMany gives many cases to an officer and, when named, a clerk. Cases
// that are theirs already are left as they are; those taken from another
// officer need a reason.
func (o *Office) AssignMany(ctx context.Context, actor Actor, caseIDs []int64, officerID, clerkID int64, reason string, done func(n, of int)) ([]BatchItem, error) {
	if err := Allow(actor, MayAssign); err != nil {
		return nil, err
	}
	if err := cleanText("改派理由", &reason, 300, true); err != nil {
		return nil, err
	}
	return o.each(ctx, caseIDs, done, func(id int64) error {
		c, err := o.Case(ctx, id)
		switch {
		case err != nil:
			return err
		case c.OfficerID == officerID && (clerkID == 0 || c.ClerkID == clerkID):
			return &batchNote{left: true, say: "已是该承办人。"}
		case c.Officer == "" || c.OfficerID == officerID:
			return o.Assign(ctx, actor, id, officerID, clerkID)
		}
		return o.Reassign(ctx, actor, id, officerID, clerkID, reason)
	})
}

// HandOverMany sends many cases to another group with the same materials.
func (o *Office) HandOverMany(ctx context.Context, actor Actor, caseIDs []int64, h court.Handover, done func(n, of int)) ([]BatchItem, error) {
	if err := Allow(actor, MayHandOver); err != nil {
		return nil, err
	}
	return o.each(ctx, caseIDs, done, func(id int64) error {
		one := h
		one.CaseID = id
		_, err := o.HandOver(ctx, actor, one)
		return err
	})
}

// ReceiveMany takes in what was handed over in many cases.
func (o *Office) ReceiveMany(ctx context.Context, actor Actor, caseIDs []int64, done func(n, of int)) ([]BatchItem, error) {
	return o.answerMany(ctx, actor, caseIDs, done, func(h int64) error { return o.ReceiveHandover(ctx, actor, h) })
}

// ReturnMany sends back what was handed over in many cases, for one reason.
func (o *Office) ReturnMany(ctx context.Context, actor Actor, caseIDs []int64, what string, done func(n, of int)) ([]BatchItem, error) {
	return o.answerMany(ctx, actor, caseIDs, done, func(h int64) error { return o.ReturnHandover(ctx, actor, h, what) })
}

func (o *Office) answerMany(ctx context.Context, actor Actor, caseIDs []int64, done func(n, of int), answer func(handover int64) error) ([]BatchItem, error) {
	if err := Allow(actor, MayReceive); err != nil {
		return nil, err
	}
	return o.each(ctx, caseIDs, done, func(id int64) error {
		list, err := o.Handovers(ctx, id)
		if err != nil {
			return err
		}
		for _, h := range list {
			if h.State == court.HandoverSent {
				return answer(h.ID)
			}
		}
		return court.Errorf(court.CodeRefused, "没有等待接收的移交。")
	})
}

// RecordNodes fills the open node of a code in many cases as done on the day,
// with the same result and evidence (集中查询、集中送达).
func (o *Office) RecordNodes(ctx context.Context, actor Actor, caseIDs []int64, code string, on court.Date, result, evidence string, done func(n, of int)) ([]BatchItem, error) {
	if err := Allow(actor, MayWorkNodes); err != nil {
		return nil, err
	}
	return o.each(ctx, caseIDs, done, func(id int64) error {
		nodes, err := o.Nodes(ctx, id)
		if err != nil {
			return err
		}
		why := court.Errorf(court.CodeRefused, "本案的进度表没有这个节点。")
		for _, n := range nodes {
			switch {
			case n.Code != code:
			case !n.Actual.IsZero():
				why = court.Errorf(court.CodeRefused, "“%s”已于%s办结。", n.Name, n.Actual)
			case n.Waived != "":
				why = court.Errorf(court.CodeRefused, "“%s”已经免办：%s。", n.Name, n.Waived)
			default:
				return o.RecordNode(ctx, actor, n.ID, NodeEntry{Planned: n.Planned, Actual: on, Result: result, Evidence: evidence})
			}
		}
		return why
	})
}
