package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// InquiryEntry is a batch to enter: everybody in the targets is asked about at
// every unit.
type InquiryEntry struct {
	Way     court.InquiryWay
	Reason  string
	Sent    court.Date
	Due     court.Date // zero: as the parameter says
	Scope   []string
	Serial  string
	Note    string
	Units   []string // none for the network: NationalUnit
	Targets []InquiryTarget
}

// InquiryTarget is a case that is asked about.
type InquiryTarget struct {
	CaseID  int64
	Debtors []string // names; none for all
}

// InquiryDue gives the day by which an inquiry is to be answered and the
// parameter with its source.
func (o *Office) InquiryDue(way court.InquiryWay, sent court.Date) (court.Date, law.Parameter) {
	return o.lastRules().InquiryDue(way, sent)
}

// AskInquiry enters a batch of inquiries (登记查询). Cases that are closed other
// than by 终本 are refused, and debtors without an identifier when the network
// is asked.
func (o *Office) AskInquiry(ctx context.Context, actor Actor, e InquiryEntry) (court.Inquiry, error) {
	q := court.Inquiry{Way: e.Way, Reason: e.Reason, Sent: e.Sent, Due: e.Due, Scope: e.Scope, Serial: e.Serial, Note: e.Note}
	units, err := o.checkInquiry(&q, e.Units)
	if err != nil {
		return q, err
	}
	if len(e.Targets) == 0 {
		return q, court.FieldErrorf("案件", "没有选择案件。")
	}
	err = o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if q.Due.IsZero() {
			q.Due, _ = rules.InquiryDue(q.Way, q.Sent)
		}
		for _, t := range e.Targets {
			c, err := d.inquiryCase(t.CaseID, q)
			if err != nil {
				return err
			}
			debtors, err := askedDebtors(c, t.Debtors, q.Way)
			if err != nil {
				return err
			}
			for _, p := range debtors {
				for _, unit := range units {
					q.Lines = append(q.Lines, court.InquiryLine{CaseID: c.ID, CaseNo: c.Number.String(), Debtor: p.Name, DebtorID: p.IDNumber, Unit: unit})
				}
			}
		}
		n, err := d.NextNumber(fmt.Sprintf("查询%d", q.Sent.Year))
		if err != nil {
			return err
		}
		q.Number, q.By, q.At = fmt.Sprintf("查%d-%04d", q.Sent.Year, n), d.actor.User.Name, o.now()
		if err := d.InsertInquiry(&q); err != nil {
			return err
		}
		return d.auditInquiry("登记查询", q, nil, "")
	})
	return q, err
}

// inquiryCase gives a case that may be asked about on the day.
func (d *deed) inquiryCase(id int64, q court.Inquiry) (court.Case, error) {
	c, err := d.Case(id)
	switch {
	case err != nil:
		return c, err
	case c.Status == court.StatusClosed && c.Closing != court.ClosedInterim:
		return c, court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不再查询。", c.Number, c.Closed, c.Closing).WithHint("需要继续执行的，请按恢复执行另立新案。")
	case q.Sent.Before(c.Filed):
		return c, court.FieldErrorf("发出日期", "“%s”早于%s的立案日期%s。", q.Sent, c.Number, c.Filed)
	}
	return c, nil
}

// askedDebtors gives the debtors of a case by name, all when none is named.
func askedDebtors(c court.Case, names []string, way court.InquiryWay) ([]court.Party, error) {
	all := c.PartiesOf(court.RoleDebtor)
	var out []court.Party
	for _, p := range all {
		if len(names) == 0 || slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, court.FieldErrorf("被执行人", "%s没有可以查询的被执行人。", c.Number)
	}
	if i := slices.IndexFunc(out, func(p court.Party) bool { return p.IDNumber == "" }); way.Network() && i >= 0 {
		return nil, court.FieldErrorf("被执行人", "%s的%s没有证件号，不能网络查询。", c.Number, out[i].Name).WithHint("请先在案件里补登证件号，或者用线下调查。")
	}
	return out, nil
}

// checkInquiry refuses what an inquiry cannot be, cleans its texts and gives
// the units.
func (o *Office) checkInquiry(q *court.Inquiry, units []string) ([]string, error) {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{{"流水号、文号", &q.Serial, 60}, {"备注", &q.Note, 300}} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return nil, err
		}
	}
	if err := o.checkPastDate("发出日期", q.Sent, true); err != nil {
		return nil, err
	}
	switch {
	case !slices.Contains(court.InquiryWays, q.Way):
		return nil, court.FieldErrorf("查询方式", "请选择。")
	case !slices.Contains(court.InquiryReasons, q.Reason):
		return nil, court.FieldErrorf("查询事由", "请选择。")
	case !q.Due.IsZero() && (!q.Due.Valid() || q.Due.Before(q.Sent)):
		return nil, court.FieldErrorf("反馈期限", "“%s”早于发出日期%s。", q.Due, q.Sent)
	case len(q.Scope) == 0:
		return nil, court.FieldErrorf("查询范围", "请选择至少一项。")
	}
	for _, s := range q.Scope {
		if !slices.Contains(court.InquiryScopes, s) {
			return nil, court.FieldErrorf("查询范围", "没有“%s”这一项。", s)
		}
	}
	var kept []string
	for _, u := range units {
		if err := cleanText("协查单位", &u, 100, false); err != nil {
			return nil, err
		}
		if u != "" && !slices.Contains(kept, u) {
			kept = append(kept, u)
		}
	}
	if len(kept) == 0 && q.Way == court.InquiryNational {
		kept = []string{court.NationalUnit}
	}
	if len(kept) == 0 {
		return nil, court.FieldErrorf("协查单位", "不能为空：%s要写明问哪个单位。", q.Way)
	}
	return kept, nil
}

// auditInquiry puts a batch on the record of each of its cases.
func (d *deed) auditInquiry(action string, q court.Inquiry, before any, reason string) error {
	byCase := map[int64][]court.InquiryLine{}
	var order []int64
	for _, l := range q.Lines {
		if byCase[l.CaseID] == nil {
			order = append(order, l.CaseID)
		}
		byCase[l.CaseID] = append(byCase[l.CaseID], l)
	}
	for _, id := range order {
		one := q
		one.Lines = byCase[id]
		if err := d.audit(action, "inquiry", q.ID, id, before, one, reason); err != nil {
			return err
		}
	}
	if len(order) > 1 {
		d.change.CaseID = 0
	}
	return nil
}

// InquiryAnswer is an answer to one or several lines.
type InquiryAnswer struct {
	Lines  []court.InquiryLine // as they were read: their Versions count
	On     court.Date
	Result court.InquiryResult
	Note   string
}

// AnswerInquiry enters what units answered (登记反馈). When all answers of a
// batch for a case are in, the progress table follows: 首次网络查控, the inquiry
// before 终本, the half-yearly one after it, or 传统调查; and when something was
// found, the event 收到网络查控反馈.
func (o *Office) AnswerInquiry(ctx context.Context, actor Actor, a InquiryAnswer) error {
	if err := cleanText("反馈内容", &a.Note, 500, true); err != nil {
		return err
	}
	if err := o.checkPastDate("反馈日期", a.On, true); err != nil {
		return err
	}
	if !slices.Contains(court.InquiryResults, a.Result) {
		return court.FieldErrorf("反馈结果", "请选择。")
	}
	if a.Result == court.InquiryRefused && a.Note == "" {
		return court.FieldErrorf("反馈内容", "不能为空：不予协助的写明理由。")
	}
	return o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		done := map[batchCase]bool{}
		cases := map[int64]bool{}
		for _, l := range a.Lines {
			before, err := d.InquiryLine(l.ID)
			if err != nil {
				return err
			}
			if a.On.Before(before.Sent) {
				return court.FieldErrorf("反馈日期", "“%s”早于发出日期%s。", a.On, before.Sent)
			}
			now := before
			now.Version, now.Answered, now.Result, now.Note, now.By = l.Version, a.On, a.Result, a.Note, d.actor.User.Name
			if err := d.UpdateInquiryLine(&now); err != nil {
				return err
			}
			if err := d.audit("登记查询反馈", "inquiry", now.InquiryID, now.CaseID, before, now, ""); err != nil {
				return err
			}
			done[batchCase{now.InquiryID, now.CaseID}], cases[now.CaseID] = true, true
		}
		if err := d.inquiriesAnswered(done); err != nil {
			return err
		}
		if len(cases) > 1 {
			d.change.CaseID = 0
		}
		return nil
	})
}

// EnterInquiryProperty enters a property that a unit's answer told of (登记查到的
// 财产), as SaveProperty does, and counts it with the answer. Money found in a
// bank starts the term of its freeze, as an import does.
func (o *Office) EnterInquiryProperty(ctx context.Context, actor Actor, line int64, p court.Property) (saved court.Property, shared bool, err error) {
	if err := o.checkProperty(&p); err != nil {
		return p, false, err
	}
	err = o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		l, err := d.InquiryLine(line)
		if err != nil {
			return err
		}
		if l.Result != court.InquiryFound {
			return court.Errorf(court.CodeRefused, "%s的反馈不是“%s”。", l.Unit, court.InquiryFound).WithHint("请先登记反馈。")
		}
		p.CaseID = l.CaseID
		if shared, err = d.addProperty(&p); err != nil {
			return err
		}
		before := l
		l.Found++
		if err := d.UpdateInquiryLine(&l); err != nil {
			return err
		}
		if err := d.audit("登记查询反馈", "inquiry", l.InquiryID, l.CaseID, before, l, ""); err != nil {
			return err
		}
		return d.depositFound(l, p)
	})
	return p, shared, err
}

// depositFound enters 查到银行存款 where an answer told of money in a bank.
func (d *deed) depositFound(l court.InquiryLine, p court.Property) error {
	if p.Kind != court.PropertyDeposit || p.Value == 0 {
		return nil
	}
	c, err := d.Case(l.CaseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	return d.broughtAbout(c, law.EventDeposit, l.Answered, string(l.Way)+"查询"+l.Number)
}

// batchCase names what one batch asks for one case.
type batchCase struct{ inquiry, caseID int64 }

// inquiriesAnswered fills the progress tables where an answer was the last one.
func (d *deed) inquiriesAnswered(done map[batchCase]bool) error {
	keys := make([]batchCase, 0, len(done))
	for k := range done {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b batchCase) int {
		if a.caseID != b.caseID {
			return int(a.caseID - b.caseID)
		}
		return int(a.inquiry - b.inquiry)
	})
	for _, k := range keys {
		if err := d.inquiryAnswered(k); err != nil {
			return err
		}
	}
	return nil
}

func (d *deed) inquiryAnswered(k batchCase) error {
	lines, err := d.InquiryLinesOf([]int64{k.caseID})
	if err != nil {
		return err
	}
	facts := inquiryFacts(slices.DeleteFunc(lines, func(l court.InquiryLine) bool { return l.InquiryID != k.inquiry }))
	if len(facts) == 0 || facts[0].Waits > 0 {
		return nil
	}
	q := facts[0]
	c, err := d.Case(k.caseID)
	if err != nil {
		return err
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	code := law.NodeSurvey
	switch {
	case c.Status == court.StatusClosed && q.Way.Network():
		code = law.LaterInquiryNode(nodes, c.Closed, q.Sent)
	case c.Status == court.StatusClosed:
		code = ""
	case q.Way.Network():
		code = law.InquiryNode(nodes, q.Reason)
	}
	if code != "" {
		evidence := string(q.Way) + "查询" + q.Number
		if err := d.markNode(c.ID, code, q.Sent, q.Answered.String()+"反馈完毕："+q.Result, evidence); err != nil {
			return err
		}
	}
	if strings.HasPrefix(q.Result, string(court.InquiryFound)) && q.Way.Network() {
		return d.broughtAbout(c, law.EventAnswered, q.Answered, string(q.Way)+"查询"+q.Number)
	}
	return nil
}

// broughtAbout enters an event that another record brings about, where the case has
// such an event; the same event of the same day is entered once.
func (d *deed) broughtAbout(c court.Case, id string, on court.Date, evidence string) error {
	choices := d.office.EventChoices(c)
	i := slices.IndexFunc(choices, func(e law.CaseEvent) bool { return e.ID == id })
	possible := i >= 0 && eventDay(c, choices[i], on) == nil
	if !possible {
		return nil
	}
	entered, err := d.CaseEvents(c.ID)
	if err != nil || slices.ContainsFunc(entered, func(e court.EventEntry) bool { return e.Event == id && e.On == on }) {
		return err
	}
	x := court.EventEntry{CaseID: c.ID, Event: id, Name: choices[i].Name, On: on, Evidence: evidence, By: d.actor.User.Name, At: d.office.now()}
	if err := d.InsertCaseEvent(&x); err != nil {
		return err
	}
	moved, err := d.unfoldEvent(c, choices[i], x)
	if err != nil {
		return err
	}
	return d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{x, moved}, "")
}

// inquiryFacts sums lines up by batch, in their order; lines are of one case.
func inquiryFacts(lines []court.InquiryLine) []law.InquiryFact {
	var out []law.InquiryFact
	at := map[int64]int{}
	found, counts := map[int64]int{}, map[int64]int{}
	for _, l := range lines {
		i, known := at[l.InquiryID]
		if !known {
			i = len(out)
			at[l.InquiryID] = i
			out = append(out, law.InquiryFact{Number: l.Number, Way: l.Way, Reason: l.Reason, Sent: l.Sent, Scope: l.Scope, Result: string(court.InquiryNothing)})
		}
		q := &out[i]
		counts[l.InquiryID]++
		switch {
		case l.Answered.IsZero():
			q.Waits++
			continue
		case l.Answered.After(q.Answered):
			q.Answered = l.Answered
		}
		found[l.InquiryID] += l.Found
		if l.Result == court.InquiryFound {
			q.Result = string(court.InquiryFound)
		}
		if n := found[l.InquiryID]; n > 0 {
			q.Result = fmt.Sprintf("%s%d项", court.InquiryFound, n)
		}
	}
	return out
}

// VoidInquiry takes back a batch that was entered in error; one that was
// answered stays.
func (o *Office) VoidInquiry(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkProperty, "inquiry", func(d *deed) error {
		q, err := d.Inquiry(id)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(q.Lines, func(l court.InquiryLine) bool { return !l.Answered.IsZero() }) {
			return court.Errorf(court.CodeRefused, "%s已经有反馈，不能作废。", q.Number)
		}
		if q.Void != "" {
			return court.Errorf(court.CodeRefused, "%s已经作废：%s。", q.Number, q.Void)
		}
		before := q
		q.Void = reason
		if err := d.UpdateInquiry(&q); err != nil {
			return err
		}
		return d.auditInquiry("作废查询", q, before, reason)
	})
}

// Inquiry gives a batch with its lines.
func (o *Office) Inquiry(ctx context.Context, id int64) (court.Inquiry, error) {
	return read(ctx, o, func(r Reader) (court.Inquiry, error) { return r.Inquiry(id) })
}

// Inquiries gives a page of the ledger of answers.
func (o *Office) Inquiries(ctx context.Context, q InquiryQuery) (InquiryPage, error) {
	q.Today = o.Today()
	return read(ctx, o, func(r Reader) (InquiryPage, error) { return r.InquiryLines(q) })
}

// InquiryUnits sums up how units answer.
func (o *Office) InquiryUnits(ctx context.Context, q InquiryQuery) ([]UnitAnswers, error) {
	q.Today = o.Today()
	return read(ctx, o, func(r Reader) ([]UnitAnswers, error) { return r.InquiryUnits(q) })
}

// CaseInquiries is what the page of a case says of inquiries and clues.
type CaseInquiries struct {
	Lines []court.InquiryLine // newest batch first
	Clues []court.Clue        // those to check first
}

// Open counts what waits: answers that have not come and clues to check.
func (c CaseInquiries) Open() int {
	n := 0
	for _, l := range c.Lines {
		if l.Answered.IsZero() {
			n++
		}
	}
	for _, x := range c.Clues {
		if x.Open() {
			n++
		}
	}
	return n
}

// CaseInquiries gives the inquiries and clues of a case.
func (o *Office) CaseInquiries(ctx context.Context, caseID int64) (CaseInquiries, error) {
	return read(ctx, o, func(r Reader) (out CaseInquiries, err error) {
		lines, err := r.InquiryLines(InquiryQuery{CaseID: caseID, Today: o.Today()})
		if err != nil {
			return out, err
		}
		clues, err := r.Clues(ClueQuery{CaseID: caseID, Today: o.Today()})
		return CaseInquiries{Lines: lines.Rows, Clues: clues.Rows}, err
	})
}
