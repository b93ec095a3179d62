package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// CaseTerm is the term of a case with everything it comes from.
type CaseTerm struct {
	law.TermResult
	Deductions []court.TermDeduction // revoked ones too
	Extensions []court.Extension     // asked and refused ones too
}

// CaseTerm computes and explains the term of a case.
func (o *Office) CaseTerm(ctx context.Context, caseID int64) (CaseTerm, error) {
	return read(ctx, o, func(r Reader) (CaseTerm, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return CaseTerm{}, err
		}
		result, facts, err := o.termOf(r, c)
		return CaseTerm{TermResult: result, Deductions: facts.Deductions, Extensions: facts.Extensions}, err
	})
}

// termFacts reads what the term of a case depends on.
func termFacts(r Reader, c court.Case, today court.Date) (law.TermFacts, error) {
	facts := law.TermFacts{Kind: c.Kind, NonLitigation: nonLitigation(c), Filed: c.Filed, Today: today}
	var err error
	if facts.Deductions, err = r.Deductions(c.ID); err != nil {
		return facts, err
	}
	facts.Extensions, err = r.Extensions(c.ID)
	return facts, err
}

func (o *Office) termOf(r Reader, c court.Case) (law.TermResult, law.TermFacts, error) {
	facts, err := termFacts(r, c, o.Today())
	if err != nil {
		return law.TermResult{}, facts, err
	}
	rules, err := o.rulesOf(r)
	if err != nil {
		return law.TermResult{}, facts, err
	}
	result, err := rules.Term(facts)
	return result, facts, err
}

// limitOf gives the end of a case's term, no date without a filing date.
func (d *deed) limitOf(c court.Case) (court.Date, error) {
	if c.Filed.IsZero() {
		return court.Date{}, nil
	}
	t, _, err := d.office.termOf(d, c)
	return t.End, err
}

// followTerm computes the term anew, stores it and moves the open nodes that
// hang on it; it says what moved.
func (d *deed) followTerm(c *court.Case) ([]Move, error) {
	limit, err := d.limitOf(*c)
	if err != nil || limit == c.Limit {
		return nil, err
	}
	moves := []Move{{Node: moveOfLimit, From: c.Limit, To: limit}}
	c.Limit = limit
	if err := d.UpdateCase(c); err != nil {
		return nil, err
	}
	more, err := d.moveNodes(c.ID, map[string]court.Date{law.EventLimit: limit})
	return append(moves, more...), err
}

// caseRules gives the rules for the nodes of a case, which know when the case
// stood still.
func (o *Office) caseRules(r Reader, caseID int64) (*law.Rules, error) {
	rules, err := o.rulesOf(r)
	if err != nil {
		return nil, err
	}
	list, err := r.Deductions(caseID)
	return rules.Still(list), err
}

// progressTable is the nodes of a case with what plans them anew.
type progressTable struct {
	rules  *law.Rules
	nodes  []court.Node
	events map[string]court.Date // what happened in the case
}

func (d *deed) tableOf(c court.Case) (t progressTable, err error) {
	if t.rules, err = d.office.caseRules(d, c.ID); err != nil {
		return t, err
	}
	if t.nodes, err = d.Nodes(c.ID); err != nil {
		return t, err
	}
	t.events, err = eventsOf(d, c.ID, c.Filed, c.Limit)
	return t, err
}

// storePlanned stores the nodes that were planned otherwise than before.
func (d *deed) storePlanned(nodes, planned []court.Node) error {
	for i, n := range planned {
		if n == nodes[i] {
			continue
		}
		if err := d.UpdateNode(n); err != nil {
			return err
		}
	}
	return nil
}

// moveNodes plans anew what follows the events, puts the nodes that come with
// them into the progress table, and stores both.
func (d *deed) moveNodes(caseID int64, events map[string]court.Date) ([]Move, error) {
	c, err := d.Case(caseID)
	if err != nil {
		return nil, err
	}
	t, err := d.tableOf(c)
	if err != nil {
		return nil, err
	}
	planned, moved := t.rules.ReplanAfter(t.nodes, events, t.events)
	if err := d.storePlanned(t.nodes, planned); err != nil {
		return nil, err
	}
	added := t.rules.PlanLater(c, t.nodes, events)
	for i := range added {
		added[i].OwnerID, added[i].Owner = c.OfficerID, c.Officer
		moved = append(moved, law.NodeMove{Code: added[i].Code, Name: added[i].Name, Column: added[i].Column, To: added[i].Planned})
	}
	return movesOf(moved), d.InsertNodes(caseID, added)
}

func movesOf(moved []law.NodeMove) []Move {
	out := make([]Move, 0, len(moved))
	for _, m := range moved {
		out = append(out, Move{Node: m.Name, Column: string(m.Column), From: m.From, To: m.To})
	}
	return out
}

// termChange is the audit entry of what moves a term.
type termChange struct {
	What  any
	Moves []Move
}

// AddDeduction records a period that does not count towards the term of a case
// (法释〔2000〕29号9), with the paper that shows it, and moves what follows. One
// that ends before it starts, begins before filing or has no end is refused.
func (o *Office) AddDeduction(ctx context.Context, actor Actor, x court.TermDeduction) (moved []Move, err error) {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{{"事由", &x.Kind, 50}, {"依据", &x.Basis, 300}, {"证明文书", &x.Paper, 200}, {"备注", &x.Note, 500}} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return nil, err
		}
	}
	switch {
	case x.Kind == "":
		return nil, court.FieldErrorf("事由", "不能为空。").WithHint("可扣除的事由见" + law.DeductionBasis("") + "。")
	case x.Paper == "":
		return nil, court.FieldErrorf("证明文书", "不能为空：扣除期间要有文书证明（%s）。", law.DeductionBasis(x.Kind))
	case x.To.IsZero():
		return nil, court.FieldErrorf("截止日", "不能为空。").WithHint("中止、暂缓请用“变更状态”，恢复时程序自动扣除；其他期间请在结束后登记。")
	}
	if x.Basis == "" {
		x.Basis = law.DeductionBasis(x.Kind)
	}
	err = o.do(ctx, actor, MayWorkTerm, "term", func(d *deed) error {
		c, err := d.openCase(x.CaseID)
		if err != nil {
			return err
		}
		if err := law.CheckDeduction(x, c.Filed); err != nil {
			return err
		}
		stops := law.StopsClock(x.Kind)
		if stops {
			if err := d.notStillAlready(c.ID, "扣除期间", x.Span); err != nil {
				return err
			}
		}
		x.By, x.At, x.Revoked = d.actor.User.Name, o.now(), ""
		if err := d.InsertDeduction(&x); err != nil {
			return err
		}
		if stops {
			if moved, err = d.shiftNodes(c.ID, x.Span); err != nil {
				return err
			}
		}
		more, err := d.followTerm(&c)
		if err != nil {
			return err
		}
		moved = append(moved, more...)
		return d.audit("登记扣除期间", "deduction", x.ID, c.ID, nil, termChange{x, moved}, x.Note)
	})
	return moved, err
}

// RevokeDeduction takes a deduction back; it stays on record with the reason.
func (o *Office) RevokeDeduction(ctx context.Context, actor Actor, id int64, reason string) (moved []Move, err error) {
	if reason, err = needReason("撤销理由", reason); err != nil {
		return nil, err
	}
	err = o.do(ctx, actor, MayWorkTerm, "term", func(d *deed) error {
		x, err := d.Deduction(id)
		if err != nil {
			return err
		}
		switch {
		case x.Revoked != "":
			return court.Errorf(court.CodeRefused, "这段扣除期间已经撤销。")
		case x.To.IsZero():
			return court.Errorf(court.CodeRefused, "案件还在%s，这段期间正在计算，不能撤销。", x.Kind).WithHint("请先把案件状态恢复为“在办”。")
		}
		c, err := d.openCase(x.CaseID)
		if err != nil {
			return err
		}
		before := x
		x.Revoked = reason
		if err := d.UpdateDeduction(x); err != nil {
			return err
		}
		if moved, err = d.runAgain(c, x.ID); err != nil {
			return err
		}
		more, err := d.followTerm(&c)
		if err != nil {
			return err
		}
		moved = append(moved, more...)
		return d.audit("撤销扣除期间", "deduction", id, c.ID, before, termChange{x, moved}, reason)
	})
	return moved, err
}

// AskExtension asks for more months (延长, 法释〔2000〕29号5). One request at a
// time; the parameter T17 limits the months.
func (o *Office) AskExtension(ctx context.Context, actor Actor, caseID int64, months int, reason string) (court.Extension, error) {
	e := court.Extension{CaseID: caseID, Months: months, State: court.ApprovalAsked}
	var err error
	if e.Reason, err = needReason("延长理由", reason); err != nil {
		return e, err
	}
	err = o.do(ctx, actor, MayWorkTerm, "term", func(d *deed) error {
		c, err := d.openCase(caseID)
		if err != nil {
			return err
		}
		if err := d.mayExtend(c, months); err != nil {
			return err
		}
		e.AskedBy, e.AskedByID, e.AskedAt = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertExtension(&e); err != nil {
			return err
		}
		entry := court.EventEntry{On: o.Today(), Note: fmt.Sprintf("申请延长%d个月", months)}
		if _, err := d.markOrAdd(c, law.NodeExtend, entry); err != nil {
			return err
		}
		return d.audit("申请延长期限", "extension", e.ID, caseID, nil, e, e.Reason)
	})
	return e, err
}

func (d *deed) mayExtend(c court.Case, months int) error {
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	most, err := rules.Param("T17", d.office.Today())
	if err != nil {
		return err
	}
	if months < 1 || months > most.Value {
		return court.FieldErrorf("延长月数", "“%d”不行，每次可延长1至%d个月（%s）。", months, most.Value, most.Basis)
	}
	list, err := d.Extensions(c.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(e court.Extension) bool { return e.State == court.ApprovalAsked }) {
		return court.Errorf(court.CodeRefused, "%s已有延长申请等待审批。", c.Number).WithHint("请等院长批复后再申请。")
	}
	return nil
}

// DecideExtension grants or refuses an extension. Whoever asked cannot decide.
func (o *Office) DecideExtension(ctx context.Context, actor Actor, id int64, approve bool, words string) (moved []Move, err error) {
	if err := cleanText("审批意见", &words, 500, true); err != nil {
		return nil, err
	}
	if !approve && words == "" {
		return nil, court.FieldErrorf("审批意见", "不能为空，不批准请写明原因。")
	}
	err = o.do(ctx, actor, MayDecideExtension, "term", func(d *deed) error {
		e, err := d.Extension(id)
		if err != nil {
			return err
		}
		if e.State != court.ApprovalAsked {
			return court.Errorf(court.CodeRefused, "这份延长申请已有结论：%s。", e.State)
		}
		if err := notBySame(d.actor, e.AskedByID, e.AskedBy); err != nil {
			return err
		}
		c, err := d.openCase(e.CaseID)
		if err != nil {
			return err
		}
		before := e
		e.State, e.DecidedBy, e.DecidedAt, e.Decision = court.ApprovalRefused, d.actor.User.Name, o.now(), words
		if approve {
			if err := d.superiorKnows(c, e); err != nil {
				return err
			}
			e.State = court.ApprovalGranted
		}
		if err := d.UpdateExtension(e); err != nil {
			return err
		}
		if moved, err = d.followTerm(&c); err != nil {
			return err
		}
		return d.audit("审批延长期限", "extension", id, c.ID, before, termChange{e, moved}, words)
	})
	return moved, err
}

// superiorKnows refuses a further extension that was not reported to the
// superior court (法释〔2000〕29号5).
func (d *deed) superiorKnows(c court.Case, e court.Extension) error {
	n, err := granted(d, c.ID)
	if err != nil || n == 0 || e.SuperiorNo != "" {
		return err
	}
	return court.Errorf(court.CodeRefused, "%s已经延长过%d次，再次延长须层报高级人民法院备案后才能批准（法释〔2000〕29号5条）。", c.Number, n).
		WithHint("请先登记层报的文号和日期。")
}

// granted counts the extensions of a case that were granted.
func granted(r Reader, caseID int64) (int, error) {
	list, err := r.Extensions(caseID)
	n := 0
	for _, e := range list {
		if e.State == court.ApprovalGranted {
			n++
		}
	}
	return n, err
}

// ReportExtension records under which number and on which day a further
// extension was reported to the superior court (层报备案), without which nobody
// can grant it.
func (o *Office) ReportExtension(ctx context.Context, actor Actor, id int64, number string, on court.Date) error {
	if err := cleanText("层报文号", &number, 100, false); err != nil {
		return err
	}
	if number == "" {
		return court.FieldErrorf("层报文号", "不能为空。")
	}
	if err := o.checkPastDate("层报日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkTerm, "term", func(d *deed) error {
		e, err := d.Extension(id)
		if err != nil {
			return err
		}
		if e.State != court.ApprovalAsked {
			return court.Errorf(court.CodeRefused, "这份延长申请已有结论：%s。", e.State)
		}
		c, err := d.openCase(e.CaseID)
		if err != nil {
			return err
		}
		switch n, err := granted(d, c.ID); {
		case err != nil:
			return err
		case n == 0:
			return court.Errorf(court.CodeRefused, "第一次延长由院长批准，不用层报（法释〔2000〕29号5条）。")
		case on.Before(c.Filed):
			return court.FieldErrorf("层报日期", "“%s”早于立案日期%s。", on, c.Filed)
		}
		before := e
		e.SuperiorNo, e.SuperiorOn = number, on
		if err := d.UpdateExtension(e); err != nil {
			return err
		}
		return d.audit("登记层报备案", "extension", id, c.ID, before, e, "")
	})
}

// notBySame refuses that a person decides on what the same person asked for.
func notBySame(actor Actor, askedByID int64, askedBy string) error {
	if actor.User.ID != askedByID && actor.User.Name != askedBy {
		return nil
	}
	return court.Errorf(court.CodeDenied, "申请人不能审批自己的申请。").WithHint("请由另一位有审批权的人员办理。")
}

// ExtensionsAsked gives the extensions waiting for a decision.
func (o *Office) ExtensionsAsked(ctx context.Context) ([]AskedExtension, error) {
	return read(ctx, o, Reader.ExtensionsAsked)
}

// WhatIf computes the term as it would be with more deductions and extensions
// and, when they are given, another filing date or today; nothing is stored.
// It says which open nodes would move.
func (o *Office) WhatIf(ctx context.Context, caseID int64, change law.TermFacts) (law.TermResult, []Move, error) {
	var moves []Move
	result, err := read(ctx, o, func(r Reader) (law.TermResult, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return law.TermResult{}, err
		}
		rules, err := o.rulesOf(r)
		if err != nil {
			return law.TermResult{}, err
		}
		facts, err := termFacts(r, c, o.Today())
		if err != nil {
			return law.TermResult{}, err
		}
		facts.Deductions = append(facts.Deductions, change.Deductions...)
		for _, e := range change.Extensions {
			e.State = court.ApprovalGranted
			facts.Extensions = append(facts.Extensions, e)
		}
		if !change.Filed.IsZero() {
			facts.Filed = change.Filed
		}
		if !change.Today.IsZero() {
			facts.Today = change.Today
		}
		result, err := rules.Term(facts)
		if err != nil {
			return result, err
		}
		happened, err := eventsOf(r, c.ID, facts.Filed, result.End)
		if err != nil {
			return result, err
		}
		events := map[string]court.Date{law.EventLimit: result.End}
		if facts.Filed != c.Filed { // as saving it would
			events = happened
		}
		nodes, err := r.Nodes(caseID)
		_, moved := rules.Still(facts.Deductions).ReplanAfter(nodes, events, happened)
		if result.End != c.Limit {
			moves = append(moves, Move{Node: moveOfLimit, From: c.Limit, To: result.End})
		}
		moves = append(moves, movesOf(moved)...)
		return result, err
	})
	return result, moves, err
}

// stopClock begins the deduction of a status that stops the term (中止, 暂缓).
func (d *deed) stopClock(c court.Case, e StatusEntry) error {
	kind, stops := law.DeductionOfStatus(e.Status)
	if !stops {
		return nil
	}
	if err := d.notStillAlready(c.ID, "起始日期", court.Span{From: e.On}); err != nil {
		return err
	}
	x := court.TermDeduction{
		CaseID: c.ID, Kind: kind.Name, Basis: kind.Basis, Paper: e.Paper, Note: e.Reason, By: d.actor.User.Name, At: d.office.now(),
		Span: court.Span{From: e.On},
	}
	return d.InsertDeduction(&x)
}

// notStillAlready refuses a period of standing still that begins or ends in
// another: its days would move the nodes twice.
func (d *deed) notStillAlready(caseID int64, field string, span court.Span) error {
	list, err := d.Deductions(caseID)
	if err != nil {
		return err
	}
	for _, x := range list {
		apart := !x.To.IsZero() && x.To.Before(span.From) || !span.To.IsZero() && span.To.Before(x.From)
		if law.StopsClock(x.Kind) && x.Revoked == "" && !apart {
			return court.FieldErrorf(field, "与已登记的%s期间（%s）重叠，同样的日子不能算两次。", x.Kind, x.Span).
				WithHint("请核对裁定、决定的日期；原来登记错的，先在“期限”里撤销。")
		}
	}
	return nil
}

// startClock ends what runs: the day before on was the last on which the case
// stood still. The open nodes that lay ahead then move by as many days, and
// those that hang on the term follow it.
func (d *deed) startClock(c *court.Case, on court.Date) ([]Move, error) {
	list, err := d.Deductions(c.ID)
	if err != nil {
		return nil, err
	}
	var moves []Move
	for _, x := range list {
		if !x.To.IsZero() || x.Revoked != "" {
			continue
		}
		if on.Before(x.From) {
			return nil, court.FieldErrorf("起始日期", "“%s”早于%s开始的日期%s。", on, x.Kind, x.From)
		}
		x.To = on.AddDays(-1)
		if x.To.Before(x.From) {
			x.To, x.Revoked = x.From, "当日恢复，不扣除"
		}
		if err := d.UpdateDeduction(x); err != nil {
			return nil, err
		}
		if x.Revoked == "" {
			more, err := d.shiftNodes(c.ID, x.Span)
			if err != nil {
				return nil, err
			}
			moves = append(moves, more...)
		}
	}
	more, err := d.followTerm(c)
	return append(moves, more...), err
}

// runAgain takes back what a period moved in which the case, as it turned out,
// did not stand still. Days that people set stay.
func (d *deed) runAgain(c court.Case, revoked int64) ([]Move, error) {
	list, err := d.Deductions(c.ID)
	if err != nil {
		return nil, err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return nil, err
	}
	events, err := eventsOf(d, c.ID, c.Filed, c.Limit)
	if err != nil {
		return nil, err
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return nil, err
	}
	will, _ := rules.Still(list).ReplanAll(nodes, events)
	i := slices.IndexFunc(list, func(x court.TermDeduction) bool { return x.ID == revoked })
	list[i].Revoked = ""
	was, _ := rules.Still(list).ReplanAll(nodes, events)
	var moves []Move
	for i, n := range nodes {
		if n.Planned != was[i].Planned || will[i].Planned == n.Planned {
			continue
		}
		moves = append(moves, Move{Node: n.Name, Column: string(n.Column), From: n.Planned, To: will[i].Planned})
		if err := d.UpdateNode(will[i]); err != nil {
			return nil, err
		}
	}
	return moves, nil
}

// shiftNodes moves open nodes planned on or after the first day by the days of
// the span, except those that hang on the end of the term.
func (d *deed) shiftNodes(caseID int64, by court.Span) ([]Move, error) {
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return nil, err
	}
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return nil, err
	}
	blank := slices.Clone(nodes)
	for i := range blank {
		blank[i].Planned = court.Date{}
	}
	onTerm := rules.Replan(blank, law.EventLimit, by.To)
	var moves []Move
	for i, n := range nodes {
		if !n.Actual.IsZero() || n.Waived != "" || n.Planned.IsZero() || n.Planned.Before(by.From) || !onTerm[i].Planned.IsZero() {
			continue
		}
		to := n.Planned.AddDays(by.Days())
		moves = append(moves, Move{Node: n.Name, Column: string(n.Column), From: n.Planned, To: to})
		n.Planned = to
		if err := d.UpdateNode(n); err != nil {
			return nil, err
		}
	}
	return moves, nil
}
