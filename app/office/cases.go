package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"zhixing/app/court"
	"zhixing/app/law"
)

// RegisterCase stores a new case with its planned nodes and starts its stage
// clock. Without a number the next free one of the filing year is built; a
// number that exists is CodeConflict. An identifier with a wrong check digit
// is refused unless the party gives the reason for keeping it (IDReason), and
// so is a number of another court or a year to come (NumberReason).
func (o *Office) RegisterCase(ctx context.Context, actor Actor, c court.Case) (court.Case, error) {
	if err := o.checkCase(&c); err != nil {
		return c, err
	}
	err := o.do(ctx, actor, MayRegisterCase, "case", func(d *deed) error {
		if err := d.questionNumber(&c); err != nil {
			return err
		}
		if err := numberCase(d, &c); err != nil {
			return err
		}
		c.Group, c.Stage, c.Status = court.GroupGeneral, court.StagePreparation, court.StatusOpen
		c.Closed, c.Closing = court.Date{}, ""
		return d.open(&c, "登记案件")
	})
	return c, err
}

// open inserts a case with its nodes, stage span and audit entry.
func (d *deed) open(c *court.Case, action string) error {
	c.StageSince, c.CreatedAt = d.office.Today(), d.office.now()
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	c.Limit = rules.Limit(c.Kind, nonLitigation(*c), c.Filed)
	if c.Fee == 0 && c.Principal > 0 {
		c.Fee, _ = law.EnforcementFee(c.Principal)
	}
	if err := nameStaff(d, c); err != nil {
		return err
	}
	if err := d.InsertCase(c); err != nil {
		return err
	}
	if c.Status != court.StatusClosed {
		nodes := rules.PlanNodes(c.Kind, nonLitigation(*c), c.Filed, c.Principal > 0)
		for i := range nodes {
			nodes[i].OwnerID, nodes[i].Owner = c.OfficerID, c.Officer
			if nodes[i].Code == law.NodeAssigned && c.Officer != "" {
				nodes[i].Actual, nodes[i].Result = c.Filed, "立案时已确定承办人"
			}
		}
		if err := d.InsertNodes(c.ID, nodes); err != nil {
			return err
		}
	}
	span := StageSpan{Group: c.Group, Stage: c.Stage, From: c.StageSince, By: d.actor.User.Name}
	if err := d.EnterStage(c.ID, span); err != nil {
		return err
	}
	return d.audit(action, "case", c.ID, c.ID, nil, c, "")
}

// UpdateCase stores the edited facts of a case: not its group, stage, officer,
// status or closing, which have use cases of their own. Changing the filing
// date needs a reason and moves the term and every planned node that is not
// done.
func (o *Office) UpdateCase(ctx context.Context, actor Actor, c court.Case, reason string) (court.Case, error) {
	if err := o.checkCase(&c); err != nil {
		return c, err
	}
	err := o.do(ctx, actor, MayEditCase, "case", func(d *deed) error {
		old, err := d.Case(c.ID)
		if err != nil {
			return err
		}
		if c.Number.Seq == 0 {
			c.Number = old.Number
		}
		if c.Number == old.Number {
			c.NumberReason = old.NumberReason
		} else if err := d.questionNumber(&c); err != nil {
			return err
		}
		if err := checkNumberKind(c); err != nil {
			return err
		}
		if c.Filed != old.Filed && court.CleanLine(reason) == "" {
			return court.FieldErrorf("修改理由", "修改立案日期必须写明理由。")
		}
		keepFlow(&c, old)
		if c.Limit, err = d.limitOf(c); err != nil {
			return err
		}
		if err := d.UpdateCase(&c); err != nil {
			return err
		}
		if c.Filed != old.Filed {
			if err := d.replanFrom(c); err != nil {
				return err
			}
		} else if c.Limit != old.Limit && c.Status != court.StatusClosed {
			if _, err := d.moveNodes(c.ID, map[string]court.Date{law.EventLimit: c.Limit}); err != nil {
				return err
			}
		}
		if c.Kind != old.Kind || (c.Principal > 0) != (old.Principal > 0) {
			if err := d.addNodes(c); err != nil {
				return err
			}
		}
		return d.audit("修改案件", "case", c.ID, c.ID, old, c, reason)
	})
	return c, err
}

// keepFlow copies from old what an edit of the facts must not touch.
func keepFlow(c *court.Case, old court.Case) {
	c.Group, c.Stage, c.StageSince = old.Group, old.Stage, old.StageSince
	c.OfficerID, c.Officer, c.ClerkID, c.Clerk = old.OfficerID, old.Officer, old.ClerkID, old.Clerk
	c.Status, c.Closed, c.Closing, c.Realised, c.CreatedAt = old.Status, old.Closed, old.Closing, old.Realised, old.CreatedAt
	c.ResumedFrom, c.ResumedNo = old.ResumedFrom, old.ResumedNo
}

// replanFrom moves the planned dates of nodes that are neither done nor waived
// to what the new filing date gives; those whose event was entered keep it.
func (d *deed) replanFrom(c court.Case) error {
	t, err := d.tableOf(c)
	if err != nil {
		return err
	}
	planned, _ := t.rules.ReplanAfter(t.nodes, t.events, t.events)
	return d.storePlanned(t.nodes, planned)
}

// addNodes plans what the case needs now and its progress table lacks; what it
// no longer needs stays, to be waived with a reason.
func (d *deed) addNodes(c court.Case) error {
	if c.Status == court.StatusClosed {
		return nil
	}
	t, err := d.tableOf(c)
	if err != nil {
		return err
	}
	fresh, _ := t.rules.ReplanMoves(t.rules.PlanNodes(c.Kind, nonLitigation(c), c.Filed, c.Principal > 0), t.events)
	fresh = slices.DeleteFunc(fresh, func(f court.Node) bool {
		return slices.ContainsFunc(t.nodes, func(n court.Node) bool { return n.Code == f.Code })
	})
	for i := range fresh {
		fresh[i].OwnerID, fresh[i].Owner = c.OfficerID, c.Officer
	}
	return d.InsertNodes(c.ID, fresh)
}

// Case gives a case with its parties.
func (o *Office) Case(ctx context.Context, id int64) (court.Case, error) {
	return read(ctx, o, func(r Reader) (court.Case, error) { return r.Case(id) })
}

// CaseByNumber finds a case by its number as typed.
func (o *Office) CaseByNumber(ctx context.Context, number string) (court.Case, error) {
	n, err := court.ParseCaseNumber(number)
	if err != nil {
		return court.Case{}, err
	}
	return read(ctx, o, func(r Reader) (court.Case, error) { return r.CaseByNumber(n) })
}

// Cases gives a page of the case list; Today and NearDays are filled in.
func (o *Office) Cases(ctx context.Context, q CaseQuery) (CasePage, error) {
	return read(ctx, o, func(r Reader) (CasePage, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return CasePage{}, err
		}
		q.Today, q.NearDays = o.Today(), rules.NearDays(o.Today())
		return r.Cases(q)
	})
}

// casePage is how many cases AllCases reads at once.
const casePage = 500

// AllCases gives every case that the query wants, whatever its Offset and
// Limit, without the strips of nodes, which would fill the memory.
func (o *Office) AllCases(ctx context.Context, q CaseQuery) ([]CaseRow, error) {
	return read(ctx, o, func(r Reader) ([]CaseRow, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		q.Today, q.NearDays = o.Today(), rules.NearDays(o.Today())
		q.Offset, q.Limit = 0, casePage
		var out []CaseRow
		for {
			page, err := r.Cases(q)
			if err != nil {
				return nil, err
			}
			for _, row := range page.Rows {
				row.Strip = nil
				out = append(out, row)
			}
			if q.Offset += casePage; q.Offset >= page.Total {
				return out, nil
			}
		}
	})
}

// NextNumber proposes the number a new case of the kind would get.
func (o *Office) NextNumber(ctx context.Context, kind court.CaseKind, filed court.Date) (court.CaseNumber, error) {
	if filed.IsZero() {
		filed = o.Today()
	}
	return read(ctx, o, func(r Reader) (court.CaseNumber, error) { return nextNumber(r, kind, filed) })
}

func nextNumber(r Reader, kind court.CaseKind, filed court.Date) (court.CaseNumber, error) {
	s, _, err := r.Settings()
	if err != nil {
		return court.CaseNumber{}, err
	}
	last, err := r.LastSeq(filed.Year, s.CourtCode, kind)
	return court.CaseNumber{Year: filed.Year, Court: s.CourtCode, Kind: string(kind), Seq: last + 1}, err
}

func numberCase(r Reader, c *court.Case) error {
	if c.Number.Seq != 0 {
		return nil
	}
	var err error
	c.Number, err = nextNumber(r, c.Kind, c.Filed)
	return err
}

// NumberDoubt says what looks wrong with a number that was typed: another
// court's code, or a year that has not come; "" for nothing. Old numbers have
// no code.
func NumberDoubt(n court.CaseNumber, courtCode string, today court.Date) string {
	switch {
	case n.Seq == 0:
		return ""
	case n.Year > today.Year:
		return fmt.Sprintf("“%s”是%d年度的案号，今年是%d年。", n, n.Year, today.Year)
	case !n.Old && courtCode != "" && n.Court != courtCode:
		return fmt.Sprintf("“%s”不是本院代字%s。", n.Court, courtCode)
	}
	return ""
}

// questionNumber holds a number that looks wrong until somebody says why it
// must stand as it is.
func (d *deed) questionNumber(c *court.Case) error {
	s, _, err := d.Settings()
	if err != nil {
		return err
	}
	if err := cleanText("案号保留理由", &c.NumberReason, 200, false); err != nil {
		return err
	}
	doubt := NumberDoubt(c.Number, s.CourtCode, d.office.Today())
	switch {
	case doubt == "":
		c.NumberReason = ""
	case c.NumberReason == "":
		return court.FieldErrorf("案号", "%s", doubt).WithHint("请核对案号；确实如此的，写明案号保留理由后再保存。")
	}
	return nil
}

// Namesakes shows in which other cases the given parties are debtors too.
func (o *Office) Namesakes(ctx context.Context, exceptCase int64, parties []court.Party) ([]Namesake, error) {
	var ids, names []string
	for _, p := range parties {
		if p.Role != court.RoleDebtor {
			continue
		}
		if id := court.ReadIdentifier(p.IDNumber).Text; id != "" {
			ids = append(ids, id)
		} else if name := court.CleanLine(p.Name); name != "" {
			names = append(names, name)
		}
	}
	if len(ids)+len(names) == 0 {
		return nil, nil
	}
	return read(ctx, o, func(r Reader) ([]Namesake, error) { return r.Namesakes(exceptCase, ids, names) })
}

// nonLitigation tells whether the shorter term of 非诉执行 applies.
func nonLitigation(c court.Case) bool { return slices.Contains(c.Tags, "非诉执行") }

// nameStaff fills the names of officer and clerk from their IDs.
func nameStaff(r Reader, c *court.Case) error {
	for _, s := range []struct {
		id   int64
		name *string
	}{{c.OfficerID, &c.Officer}, {c.ClerkID, &c.Clerk}} {
		if s.id == 0 {
			continue
		}
		u, err := r.User(s.id)
		if err != nil {
			return err
		}
		*s.name = u.Name
	}
	return nil
}

// checkCase cleans the case's text and refuses what cannot be.
func (o *Office) checkCase(c *court.Case) error {
	if !slices.Contains(court.CaseKinds, c.Kind) {
		return court.FieldErrorf("案件类型", "请选择。")
	}
	if err := checkNumberKind(*c); err != nil {
		return err
	}
	if err := o.checkPastDate("立案日期", c.Filed, true); err != nil {
		return err
	}
	if err := o.checkPastDate("生效日期", c.Basis.Effective, false); err != nil {
		return err
	}
	for label, amount := range map[string]court.Money{"标的额": c.Principal, "申请执行费": c.Fee} {
		if amount < 0 || amount > court.MaxMoney {
			return court.FieldErrorf(label, "不能是负数，也不能超过%s元。", court.MaxMoney)
		}
	}
	texts := []struct {
		label string
		text  *string
		most  int
		lines bool
	}{
		{"案由", &c.Cause, 100, false}, {"执行依据种类", &c.Basis.Kind, 50, false}, {"执行依据文号", &c.Basis.Number, 100, false},
		{"作出机关", &c.Basis.Organ, 100, false}, {"利息条款", &c.InterestText, 2000, true}, {"应执行的行为", &c.ActsText, 2000, true},
		{"备注", &c.Note, 5000, true}, {"派出法庭", &c.Tribunal, 50, false},
	}
	for _, t := range texts {
		if err := cleanText(t.label, t.text, t.most, t.lines); err != nil {
			return err
		}
	}
	if err := cleanWords("标签", &c.Tags); err != nil {
		return err
	}
	return checkParties(c)
}

func checkNumberKind(c court.Case) error {
	if c.Number.Seq != 0 && c.Number.Kind != string(c.Kind) {
		return court.FieldErrorf("案号", "“%s”的类型代字与案件类型“%s”不一致。", c.Number, c.Kind)
	}
	return nil
}

// cleanWords normalises a list of short words and drops what is empty or said
// twice.
func cleanWords(label string, words *[]string) error {
	var kept []string
	for _, word := range *words {
		if err := cleanText(label, &word, 30, false); err != nil {
			return err
		}
		if word != "" && !slices.Contains(kept, word) {
			kept = append(kept, word)
		}
	}
	*words = kept
	return nil
}

func (o *Office) checkPastDate(label string, d court.Date, needed bool) error {
	switch {
	case d.IsZero() && !needed:
		return nil
	case d.IsZero():
		return court.FieldErrorf(label, "不能为空。")
	case !d.Valid() || d.Year < 1980:
		return court.FieldErrorf(label, "“%s”不是合理的日期。", d)
	case d.After(o.Today()):
		return court.FieldErrorf(label, "“%s”晚于今天（%s）。", d, o.Today())
	}
	return nil
}

// cleanText normalises a text field; multi-line fields keep their lines.
func cleanText(label string, text *string, most int, lines bool) error {
	if !lines {
		*text = court.CleanLine(*text)
	} else {
		var kept []string
		for _, line := range strings.Split(strings.ReplaceAll(*text, "\r\n", "\n"), "\n") {
			kept = append(kept, court.CleanLine(line))
		}
		*text = strings.Trim(strings.Join(kept, "\n"), "\n ")
	}
	if n := utf8.RuneCountInString(*text); n > most {
		return court.FieldErrorf(label, "有%d个字，最多%d个字。", n, most)
	}
	return nil
}

// maxParties is more than any case here ever had.
const maxParties = 300

func checkParties(c *court.Case) error {
	if len(c.Parties) > maxParties {
		return court.FieldErrorf("当事人", "有%d个，最多%d个。", len(c.Parties), maxParties)
	}
	for i := range c.Parties {
		c.Parties[i].Position = i
		if err := checkParty(&c.Parties[i]); err != nil {
			return err
		}
	}
	for _, role := range []court.PartyRole{court.RoleApplicant, court.RoleDebtor} {
		if needsParty(c.Kind, role) && len(c.PartiesOf(role)) == 0 {
			return court.FieldErrorf(string(role), "至少要有一个。")
		}
	}
	return nil
}

// needsParty tells whether a case of the kind must name a party in the role;
// reviews and coordination may have other parties only.
func needsParty(kind court.CaseKind, role court.PartyRole) bool {
	switch kind {
	case court.KindFirst, court.KindResumed, court.KindProtection:
		return true
	}
	return role == court.RoleDebtor && kind == court.KindObjection
}

func checkParty(p *court.Party) error {
	label := string(p.Role)
	texts := []struct {
		label string
		text  *string
		most  int
	}{
		{label + "姓名", &p.Name, 100}, {"住址", &p.Address, 200}, {"电话", &p.Phone, 60}, {"工作单位", &p.Employer, 100},
		{"法定代表人", &p.LegalRep, 60}, {"职务", &p.LegalTitle, 40}, {"委托代理人", &p.Agent, 100}, {"代理人电话", &p.AgentPhone, 60},
		{"民族", &p.Nation, 20}, {"保留理由", &p.IDReason, 200}, {"收款开户行", &p.BankName, 100}, {"收款账号", &p.BankAccount, 40},
	}
	for _, t := range texts {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	if err := cleanWords("身份标记", &p.Marks); err != nil {
		return err
	}
	if p.Name == "" {
		return court.FieldErrorf(label+"姓名", "不能为空。")
	}
	for _, phone := range []*string{&p.Phone, &p.AgentPhone} { // found again however it is typed
		*phone = strings.ReplaceAll(court.Narrow(*phone), " ", "")
	}
	if err := cleanAccount("收款账号", &p.BankAccount); err != nil {
		return err
	}
	if !slices.Contains(court.PartyRoles, p.Role) || !slices.Contains(court.PartyKinds, p.Kind) {
		return court.FieldErrorf(label, "“%s”的诉讼地位或类型没有选。", p.Name)
	}
	return checkIdentifier(p)
}

// checkIdentifier derives birth and sex and holds a wrong identifier until
// somebody says why it must stand as it is.
func checkIdentifier(p *court.Party) error {
	id := court.ReadIdentifier(p.IDNumber)
	p.IDNumber = id.Text
	if p.Kind == court.PartyPerson {
		if !id.Birth.IsZero() {
			p.Birth = id.Birth
		}
		if id.Sex != "" && id.Fault == "" {
			p.Sex = id.Sex
		}
	}
	if id.Fault == "" {
		p.IDReason = ""
		return nil
	}
	if p.IDReason == "" {
		e := court.FieldErrorf("证件号码", "%s：%s", p.Name, id.Fault)
		return e.WithHint("请核对原件；原件确实如此的，在“保留理由”中写明后再保存。")
	}
	return nil
}

// CaseOfficer is somebody whom cases name as their officer.
type CaseOfficer struct {
	Name string
	Note string // 非在册, 已停用 …; "" for staff who can be given cases
}

// CaseOfficers lists by whom cases can be told apart: the staff who work cases,
// then whoever else cases name, as imported ledgers and people who left.
func (o *Office) CaseOfficers(ctx context.Context) ([]CaseOfficer, error) {
	return read(ctx, o, func(r Reader) ([]CaseOfficer, error) {
		users, err := r.Users()
		if err != nil {
			return nil, err
		}
		named, err := r.CaseOfficers()
		if err != nil {
			return nil, err
		}
		var out, others []CaseOfficer
		known := map[string]court.User{}
		for _, u := range users {
			known[u.Name] = u
			if !u.Disabled && u.Has(court.RoleOfficer, court.RoleHead) {
				out = append(out, CaseOfficer{Name: u.Name})
			}
		}
		for _, name := range named {
			u, staff := known[name]
			switch {
			case !staff:
				others = append(others, CaseOfficer{name, "非在册"})
			case u.Disabled:
				others = append(others, CaseOfficer{name, "已停用"})
			case !u.Has(court.RoleOfficer, court.RoleHead):
				others = append(others, CaseOfficer{name, "非承办人"})
			}
		}
		return append(out, others...), nil
	})
}
