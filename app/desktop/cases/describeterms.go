package cases

import (
	"encoding/json"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/office"
)

// withMoves is an audit entry of what moved planned dates.
type withMoves[T any] struct {
	What  T
	Moves []office.Move
}

// describeStatus tells from which status to which; ok is false for entries
// about something else.
func describeStatus(e court.AuditEntry) (text string, ok bool) {
	var now struct {
		Status *court.Status
		Moves  []office.Move
		On     court.Date
		Paper  string
	}
	if json.Unmarshal([]byte(e.After), &now) != nil || now.Status == nil || e.Action != "变更状态" && e.Action != "撤销结案" {
		return "", false
	}
	var was string
	_ = json.Unmarshal([]byte(e.Before), &was) // an unreadable start leaves it out
	text = was + " → " + string(*now.Status)
	if !now.On.IsZero() {
		text += "，自 " + now.On.String() + " 起"
	}
	if now.Paper != "" {
		text += "，" + now.Paper
	}
	return text + movesSentence(now.Moves), true
}

// describeChange tells about a request for another day of a done node; ok is
// false for other entries of nodes.
func describeChange(e court.AuditEntry) (text string, ok bool) {
	var c office.NodeChange
	var moves []office.Move
	switch e.Action {
	case "申请节点改期":
		c, ok = after[office.NodeChange](e)
	case "确认节点改期":
		var w withMoves[office.NodeChange]
		w, ok = after[withMoves[office.NodeChange]](e)
		c, moves = w.What, w.Moves
	}
	if !ok {
		return "", false
	}
	text = fmt.Sprintf("%s  %s → %s", c.Node, dayOrNone(c.From), dayOrNone(c.To))
	if c.State != court.ApprovalAsked {
		text += "  " + string(c.State) + movesSentence(moves)
	}
	return text, true
}

func describeDeduction(e court.AuditEntry) string {
	w, ok := after[withMoves[court.TermDeduction]](e)
	if !ok {
		return ""
	}
	return w.What.Kind + "  " + w.What.Span.String() + movesSentence(w.Moves)
}

func describeExtension(e court.AuditEntry) string {
	if e.Action == "申请延长期限" {
		x, _ := after[court.Extension](e)
		return fmt.Sprintf("%d个月", x.Months)
	}
	w, ok := after[withMoves[court.Extension]](e)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d个月  %s%s", w.What.Months, w.What.State, movesSentence(w.Moves))
}

func describeWarning(e court.AuditEntry) string {
	n, ok := after[court.WarningNotice](e)
	if !ok {
		return ""
	}
	if n.SignedBy != "" {
		return fmt.Sprintf("%s 于 %s 签收", n.SignedBy, n.SignedOn)
	}
	return "致 " + n.To + "  " + n.Text
}

func describeLegs(e court.AuditEntry) string {
	l, ok := after[court.LedgerLegs](e)
	if !ok {
		return ""
	}
	text := ""
	for _, leg := range []struct {
		name string
		day  court.Date
	}{{office.LegListed, l.Listed}, {office.LegReviewed, l.Reviewed}, {office.LegReported, l.Reported}} {
		if !leg.day.IsZero() {
			text += leg.name + " " + leg.day.String() + "  "
		}
	}
	return text
}

func describeRule(e court.AuditEntry) string {
	moves, ok := after[[]office.Move](e)
	if !ok || len(moves) == 0 {
		return ""
	}
	return "规则变动" + movesSentence(moves)
}
