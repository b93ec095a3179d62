package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// resultKeeper writes what was decided about the rows.
type resultKeeper struct {
	*deed
	*resultJudge
	cases    map[int64]court.Case
	log      map[int64][]string // what each case's record says of the import
	deposits map[int64]bool     // cases in which a deposit with money was found
}

// often is how many rows lie between two reports of progress.
const often = 200

func (k *resultKeeper) keepAll(progress func(n, of int)) error {
	for i := range k.rows {
		if err := k.keep(i); err != nil {
			return atSheetRow(err, k.rows[i].SheetRow)
		}
		if progress != nil && i%often == 0 {
			progress(i, len(k.rows))
		}
	}
	if err := k.InsertMarks(slices.DeleteFunc(slices.Clone(k.marks), func(m string) bool { return m == "" })); err != nil {
		return err
	}
	ids := make([]int64, 0, len(k.log))
	for id := range k.log {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := k.audit("导入查询结果", "inquiry", 0, id, nil, map[string]any{"文件": k.plan.File, "方式": k.plan.Way, "结果": k.log[id]}, ""); err != nil {
			return err
		}
	}
	if err := k.keepAnswers(); err != nil {
		return err
	}
	if err := k.depositsFound(); err != nil {
		return err
	}
	k.change.CaseID = 0
	return nil
}

// atSheetRow says in a refusal which row of the sheet it is about.
func atSheetRow(err error, row int) error {
	say, hint := court.Sentence(err)
	return court.Errorf(court.CodeOf(err), "第%d行：%s", row, say).WithHint(hint).Because(err)
}

func (k *resultKeeper) keep(i int) error {
	x := &k.rows[i]
	switch x.Outcome {
	case court.ResultTray:
		t := court.TrayRow{Name: x.Name, CaseNo: x.CaseNo, Unit: x.Unit, On: x.On, Way: k.plan.Way, Kind: x.Kind, Facts: x.Facts, Value: x.Value, Reason: x.Reasons(),
			State: court.TrayWaiting, File: k.plan.File, By: k.actor.User.Name, At: k.office.now()}
		return k.InsertTrayRow(&t)
	case court.ResultProperty, court.ResultKnown, court.ResultClue, court.ResultNothing:
	default:
		return nil
	}
	for _, to := range k.to[i] {
		var err error
		what := string(court.ResultNothing)
		switch x.Outcome {
		case court.ResultProperty, court.ResultKnown:
			what, err = k.keepProperty(x, to)
		case court.ResultClue:
			what, err = k.keepClue(x, to)
		}
		if err != nil {
			return err
		}
		k.log[to.CaseID] = append(k.log[to.CaseID], to.Name+"："+what)
	}
	return nil
}

func (k *resultKeeper) caseOf(id int64) (court.Case, error) {
	c, known := k.cases[id]
	if !known {
		var err error
		if c, err = k.Case(id); err != nil {
			return c, err
		}
		k.cases[id] = c
	}
	return c, nil
}

// keepProperty enters a property into a case: new, known from another case, or
// known here, when only its balance follows.
func (k *resultKeeper) keepProperty(x *court.ResultRow, to DebtorRef) (string, error) {
	p := court.Property{CaseID: to.CaseID, CaseNo: to.CaseNo, Kind: x.Kind, Owner: to.Name, OwnerID: to.IDNumber, Tie: court.OwnedAlone, Source: string(k.plan.Way), Found: x.On,
		Facts: x.Facts, Value: x.Value, Condition: court.PropertyFound, Note: firstRunes(x.Note, 500)}
	if p.Value == 0 {
		p.Value = p.Worth()
	}
	if x.Kind == court.PropertyDeposit && p.Value > 0 {
		k.deposits[to.CaseID] = true
	}
	old, alike := k.same(p)
	if len(alike) > 0 { // nobody is asked: it is entered apart, and its note says so
		p.Note = firstRunes(spacedNote(p.Note, "可能与"+alikeText(alike)+"是同一财产，请核对"), 500)
	}
	switch {
	case old == nil:
		p.By, p.At = k.actor.User.Name, k.office.now()
		if err := k.InsertProperty(&p); err != nil {
			return "", err
		}
		p.Cases = to.CaseNo
		k.remember(&p)
		return fmt.Sprintf("登记%s %s", p.Kind, p.Line()), nil
	case inCases(*old, to.CaseNo):
		return k.follow(old, p)
	}
	c, err := k.caseOf(to.CaseID)
	if err != nil {
		return "", err
	}
	if err := k.shareProperty(c, *old, &p); err != nil {
		return "", err
	}
	*old = p
	return fmt.Sprintf("关联%s %s", p.Kind, p.Line()), nil
}

// follow brings the balance of a known account up to date when the answer is
// not older than what is on record; what people entered otherwise stays.
func (k *resultKeeper) follow(old *court.Property, p court.Property) (string, error) {
	balance := p.Facts["可用余额"]
	if balance == "" || balance == old.Facts["可用余额"] || p.Found.Before(old.Found) {
		return fmt.Sprintf("已有%s %s", old.Kind, old.Line()), nil
	}
	before, now := *old, *old
	now.Facts = map[string]string{}
	for label, v := range old.Facts {
		now.Facts[label] = v
	}
	now.Facts["可用余额"], now.Value = balance, p.Value
	if err := k.UpdateProperty(&now); err != nil {
		return "", err
	}
	*old = now
	return fmt.Sprintf("%s %s 余额由%s变为%s", old.Kind, old.Line(), orNothing(before.Facts["可用余额"]), balance), nil
}

func orNothing(text string) string {
	if text == "" {
		return "（空）"
	}
	return text
}

// keepClue makes a clue of a result that lacks the facts of its kind.
func (k *resultKeeper) keepClue(x *court.ResultRow, to DebtorRef) (string, error) {
	var said []string
	info := court.InfoOf(x.Kind)
	for _, f := range info.Fields {
		if v := x.Facts[f.Label]; v != "" {
			said = append(said, f.Label+"："+v)
		}
	}
	if x.Value > 0 {
		said = append(said, "金额："+x.Value.String()+"元")
	}
	if x.Note != "" {
		said = append(said, x.Note)
	}
	content := firstRunes(strings.TrimSpace(string(x.Kind)+" "+strings.Join(said, "，")), 1000)
	if content == "" {
		content = "查询结果没有写明内容，请向" + orUnit(x.Unit) + "核实"
	}
	c := court.Clue{CaseID: to.CaseID, Source: "网络查控", Giver: orUnit(x.Unit), Received: x.On, Debtor: to.Name, Kind: info.Kind, Content: content}
	if len(info.Fields) == 0 {
		c.Kind = ""
	}
	rules, err := k.office.rulesOf(k)
	if err != nil {
		return "", err
	}
	c.Due, _ = rules.ClueDue(c.Received, false)
	if err := k.addClue(&c); err != nil {
		return "", err
	}
	return "线索 " + content, nil
}

func orUnit(unit string) string {
	if unit == "" {
		return court.NationalUnit
	}
	return unit
}

// keepAnswers stores the answers to the lines of inquiries, and fills the
// progress tables where one was the last.
func (k *resultKeeper) keepAnswers() error {
	ids := make([]int64, 0, len(k.answer))
	for id := range k.answer {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	done := map[batchCase]bool{}
	for _, id := range ids {
		l := k.answer[id]
		l.By = k.actor.User.Name
		if err := k.UpdateInquiryLine(l); err != nil {
			return err
		}
		if err := k.audit("登记查询反馈", "inquiry", l.InquiryID, l.CaseID, nil, l, ""); err != nil {
			return err
		}
		done[batchCase{l.InquiryID, l.CaseID}] = true
	}
	return k.inquiriesAnswered(done)
}

// depositsFound enters 查到银行存款 where money was found, from which the freeze
// is due.
func (k *resultKeeper) depositsFound() error {
	ids := make([]int64, 0, len(k.deposits))
	for id := range k.deposits {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		c, err := k.caseOf(id)
		if err != nil {
			return err
		}
		if c.Status == court.StatusClosed {
			continue
		}
		if err := k.broughtAbout(c, law.EventDeposit, k.plan.On, string(k.plan.Way)+"查询结果"); err != nil {
			return err
		}
	}
	return nil
}

// TrayRows gives the results that nobody could be matched with, newest first.
func (o *Office) TrayRows(ctx context.Context, state court.TrayState) ([]court.TrayRow, error) {
	return read(ctx, o, func(r Reader) ([]court.TrayRow, error) { return r.TrayRows(state) })
}

// TakeTrayRow says whose a result in the tray is (认领): the debtor of a case. It
// becomes a property of the case, or a clue when it lacks the facts of its kind.
func (o *Office) TakeTrayRow(ctx context.Context, actor Actor, id int64, version int, caseID int64, debtor string) error {
	return o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		t, err := d.waitingTray(id)
		if err != nil {
			return err
		}
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(c.PartiesOf(court.RoleDebtor), func(p court.Party) bool { return p.Name == debtor })
		if i < 0 {
			return court.FieldErrorf("被执行人", "“%s”不是%s的被执行人。", debtor, c.Number)
		}
		party := c.PartiesOf(court.RoleDebtor)[i]
		ref := DebtorRef{CaseID: c.ID, CaseNo: c.Number.String(), Name: party.Name, IDNumber: party.IDNumber}
		x := court.ResultRow{Name: t.Name, Unit: t.Unit, On: t.On, Kind: t.Kind, Facts: t.Facts, Value: t.Value}
		j := &resultJudge{o: o, plan: ResultPlan{Way: t.Way, On: t.On, File: t.File}, known: map[string][]*court.Property{}, rows: []court.ResultRow{x}, to: [][]DebtorRef{{ref}}}
		if err := j.readKnown(d); err != nil {
			return err
		}
		k := &resultKeeper{deed: d, resultJudge: j, cases: map[int64]court.Case{c.ID: c}, log: map[int64][]string{}, deposits: map[int64]bool{}}
		var what string
		if lacksFacts(court.Property{Kind: x.Kind, Facts: x.Facts}) == "" {
			what, err = k.keepProperty(&x, ref)
		} else {
			what, err = k.keepClue(&x, ref)
		}
		if err != nil {
			return err
		}
		if err := k.depositsFound(); err != nil {
			return err
		}
		before := t
		t.Version, t.State, t.Outcome = version, court.TrayTaken, c.Number.String()+" "+party.Name+"："+what
		if err := d.UpdateTrayRow(&t); err != nil {
			return err
		}
		return d.audit("认领查询结果", "tray", t.ID, c.ID, before, t, "")
	})
}

// DropTrayRow leaves a result in the tray unused, for a reason; it stays on record.
func (o *Office) DropTrayRow(ctx context.Context, actor Actor, id int64, version int, reason string) error {
	reason, err := needReason("不采用的理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		t, err := d.waitingTray(id)
		if err != nil {
			return err
		}
		before := t
		t.Version, t.State, t.Outcome = version, court.TrayDropped, reason
		if err := d.UpdateTrayRow(&t); err != nil {
			return err
		}
		return d.audit("不采用查询结果", "tray", t.ID, 0, before, t, reason)
	})
}

func (d *deed) waitingTray(id int64) (court.TrayRow, error) {
	t, err := d.TrayRow(id)
	if err == nil && t.State != court.TrayWaiting {
		err = court.Errorf(court.CodeRefused, "这条结果%s：%s。", t.State, t.Outcome)
	}
	return t, err
}
