package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ServiceTarget is one paper for one recipient.
type ServiceTarget struct {
	PaperID  int64
	Form     string // of a paper that was not made with the program, when it is known
	Paper    string // and its name
	To       string
	Role     string
	Address  string // "" takes the one that the recipient gave, else the party's
	Postcode string
	Tracking string // "" takes the line's
	Replaces int64  // the line whose outcome this is, or that it corrects
}

// ServiceOutcome is what entering a service did.
type ServiceOutcome struct {
	Lines []court.Service
	Moved []Move   // nodes that were planned anew
	Hints []string // what to look at again
}

// RecordService enters one service of papers in a case: the same way and days
// for every target. A target that replaces a line is its outcome, or with a
// reason its correction. Days that cannot be are refused with the article;
// nothing is entered then. When all whom a notice or order is for are served,
// its node is done on the last of their days, the terms that run from it start,
// and what moved is told.
func (o *Office) RecordService(ctx context.Context, actor Actor, caseID int64, s court.Service, to []ServiceTarget) (out ServiceOutcome, err error) {
	if err := cleanService(&s); err != nil {
		return out, err
	}
	if len(to) == 0 {
		return out, court.FieldErrorf("受送达人", "请至少选择一人。")
	}
	err = o.do(ctx, actor, MayRecordService, "service", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		book, err := d.openServiceBook(c)
		if err != nil {
			return err
		}
		for _, t := range to {
			if err := book.enter(s, t); err != nil {
				return err
			}
		}
		if err := book.follow(); err != nil {
			return err
		}
		out = book.out
		return nil
	})
	if err != nil {
		return ServiceOutcome{}, err
	}
	return out, nil
}

func cleanService(s *court.Service) error {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{
		{"邮件号", &s.Tracking, 60}, {"见证", &s.Witness, 200}, {"公告载体", &s.Medium, 200}, {"转交、受托机关", &s.Through, 100},
		{"理由", &s.Why, 500}, {"送达回证", &s.Receipt, 100}, {"签收人、备注", &s.Note, 300}, {"更正理由", &s.Reason, 300},
	} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	return nil
}

// serviceBook enters lines into the register of one case.
type serviceBook struct {
	d         *deed
	c         court.Case
	rules     *law.Rules
	lines     []court.Service // all of the case
	addresses []court.ServiceAddress
	out       ServiceOutcome
}

func (d *deed) openServiceBook(c court.Case) (*serviceBook, error) {
	b := &serviceBook{d: d, c: c}
	var err error
	if b.rules, err = d.office.rulesOf(d); err != nil {
		return nil, err
	}
	if b.lines, err = d.Services(c.ID); err != nil {
		return nil, err
	}
	b.addresses, err = d.ServiceAddresses(c.ID)
	return b, err
}

// samePaper tells whether two lines are about the same paper for the same
// recipient.
func samePaper(a, b court.Service) bool {
	return a.To == b.To && a.PaperID == b.PaperID && (a.PaperID != 0 || a.Paper == b.Paper)
}

// standing gives the lines about the same paper and recipient that count.
func (b *serviceBook) standing(s court.Service) []court.Service {
	var out []court.Service
	for _, x := range b.lines {
		if !x.Replaced && x.Result != court.ServiceVoid && x.ID != s.Replaces && samePaper(x, s) {
			out = append(out, x)
		}
	}
	return out
}

// enter adds the line of one target.
func (b *serviceBook) enter(s court.Service, t ServiceTarget) error {
	s.CaseID, s.CaseNo, s.Replaces = b.c.ID, b.c.Number.String(), t.Replaces
	action := "登记送达"
	var before any
	if t.Replaces != 0 {
		old, err := b.replaced(&s)
		if err != nil {
			return err
		}
		before, action = old, "更正送达登记"
		if outcomeOf(old, s) {
			action = "登记送达结果"
		}
	} else if err := b.aim(&s, t); err != nil {
		return err
	}
	if err := b.check(&s); err != nil {
		return err
	}
	s.By, s.At = b.d.actor.User.Name, b.d.office.now()
	if err := b.d.InsertService(&s); err != nil {
		return err
	}
	for i := range b.lines {
		b.lines[i].Replaced = b.lines[i].Replaced || b.lines[i].ID == s.Replaces
	}
	b.lines, b.out.Lines = append(b.lines, s), append(b.out.Lines, s)
	return b.d.audit(action, "service", s.ID, b.c.ID, before, s, s.Reason)
}

// aim says which paper the line is about and whom it is for.
func (b *serviceBook) aim(s *court.Service, t ServiceTarget) error {
	s.PaperID, s.Form, s.Paper, s.To, s.Role = t.PaperID, t.Form, t.Paper, t.To, t.Role
	for _, x := range []struct {
		label string
		text  *string
		most  int
	}{{"文书", &s.Paper, 100}, {"受送达人", &s.To, 100}, {"地位", &s.Role, 20}, {"地址", &t.Address, 200}, {"邮编", &t.Postcode, 6}, {"邮件号", &t.Tracking, 60}} {
		if err := cleanText(x.label, x.text, x.most, false); err != nil {
			return err
		}
	}
	if s.To == "" {
		return court.FieldErrorf("受送达人", "不能为空。")
	}
	if slices.ContainsFunc(b.c.Parties, func(p court.Party) bool { return p.Agent == s.To }) {
		s.Role = court.RoleAgent
	}
	if t.PaperID != 0 {
		if err := b.take(s); err != nil {
			return err
		}
	}
	if s.Paper == "" {
		return court.FieldErrorf("文书", "不能为空。")
	}
	s.Address, s.Postcode = t.Address, t.Postcode
	if s.Address == "" {
		s.Address, s.Postcode = b.addressOf(s.To)
	}
	if t.Tracking != "" {
		s.Tracking = t.Tracking
	}
	for _, x := range b.standing(*s) {
		switch {
		case x.Result == court.ServiceServed:
			return court.Errorf(court.CodeRefused, "《%s》已于%s%s%s。", x.Paper, x.Served, x.Way, x.To).WithHint("登记有误的，请在该行“更正”。")
		case x.Result == court.ServiceUnderway && x.Way == s.Way:
			return court.Errorf(court.CodeRefused, "《%s》%s%s%s，还没有结果。", x.Paper, x.Sent, x.Way, x.To).WithHint("请在该行“登记结果”。")
		}
	}
	return nil
}

// take reads the paper of the line, which must be one that can be served on the
// recipient.
func (b *serviceBook) take(s *court.Service) error {
	p, err := b.d.Paper(s.PaperID)
	switch {
	case err != nil:
		return err
	case p.CaseID != b.c.ID:
		return court.Errorf(court.CodeInvalid, "《%s》不是%s的文书。", p.Name, b.c.Number)
	case p.Void != "":
		return court.Errorf(court.CodeRefused, "《%s》已经作废：%s。", p.Name, p.Void).WithHint("请送达重新制作的文书。")
	case p.For != "" && p.For != s.To && slices.ContainsFunc(b.c.Parties, func(x court.Party) bool { return x.Name == s.To }):
		return court.Errorf(court.CodeInvalid, "这份《%s》是给%s的，不能登记送达%s。", p.Name, p.For, s.To).WithHint("请选给" + s.To + "的那一份，没有的先制作。")
	case p.WaitsForSignature():
		b.hint(fmt.Sprintf("《%s》还没有登记签发，请补登签发人。", p.Name))
	}
	s.Form, s.Paper, s.PaperNo, s.Dated = p.Form, p.Name, p.Number, p.Dated
	return nil
}

// addressOf gives what the recipient confirmed, else the party's address.
func (b *serviceBook) addressOf(to string) (address, postcode string) {
	for _, a := range b.addresses {
		if a.To == to {
			return a.Address, a.Postcode
		}
	}
	for _, p := range b.c.Parties {
		if p.Name == to {
			return p.Address, ""
		}
	}
	return "", ""
}

// outcomeOf tells whether the line says what became of an attempt under way;
// anything else that replaces a line corrects it.
func outcomeOf(old, s court.Service) bool {
	return old.Result == court.ServiceUnderway && s.Result != court.ServiceVoid && s.Way == old.Way && s.Sent == old.Sent
}

// receiptOf tells whether the line only says where the receipt of a service is.
func receiptOf(old, s court.Service) bool {
	return old.Receipt == "" && s.Result == old.Result && s.Way == old.Way && s.Sent == old.Sent && s.Served == old.Served
}

// replaced gives the line that s takes the place of; paper and recipient stay.
func (b *serviceBook) replaced(s *court.Service) (court.Service, error) {
	i := slices.IndexFunc(b.lines, func(x court.Service) bool { return x.ID == s.Replaces })
	if i < 0 {
		return court.Service{}, court.Errorf(court.CodeNotFound, "没有找到要更正的送达登记。").WithHint("请刷新后再试。")
	}
	old := b.lines[i]
	if old.Replaced {
		return old, court.Errorf(court.CodeConflict, "《%s》送达%s的登记已经更正过。", old.Paper, old.To).WithHint("请刷新后再改。")
	}
	s.PaperID, s.Form, s.Paper, s.PaperNo, s.Dated, s.To, s.Role = old.PaperID, old.Form, old.Paper, old.PaperNo, old.Dated, old.To, old.Role
	s.Address, s.Postcode = old.Address, old.Postcode
	if s.Tracking == "" {
		s.Tracking = old.Tracking
	}
	if s.Reason == "" && !outcomeOf(old, *s) && !receiptOf(old, *s) {
		return old, court.FieldErrorf("更正理由", "不能为空：改动已登记的送达必须写明理由。")
	}
	return old, nil
}

// check holds the line against the law.
func (b *serviceBook) check(s *court.Service) error {
	if s.Result == court.ServiceVoid && s.Replaces != 0 {
		s.Served = court.Date{}
		return nil
	}
	if err := b.rules.CheckService(s, b.c.Filed, b.d.office.Today()); err != nil {
		return err
	}
	for _, h := range law.ServiceHints(*s, b.standing(*s)) {
		b.hint(h)
	}
	return nil
}

func (b *serviceBook) hint(text string) {
	if !slices.Contains(b.out.Hints, text) {
		b.out.Hints = append(b.out.Hints, text)
	}
}

// servedOn gives the last of the days on which those whom papers of the form
// are for were served, and who is not served yet.
func (b *serviceBook) servedOn(form string) (on court.Date, waiting []string) {
	for _, p := range b.c.Parties {
		if !slices.Contains(law.ServedTo(form), string(p.Role)) {
			continue
		}
		var first court.Date
		for _, x := range b.lines {
			counts := !x.Replaced && !x.Voided && x.Form == form && x.Reaches(p) && x.Result == court.ServiceServed
			if counts && (first.IsZero() || x.Served.Before(first)) {
				first = x.Served
			}
		}
		switch {
		case first.IsZero():
			waiting = append(waiting, p.Name)
		case first.After(on) || on.IsZero():
			on = first
		}
	}
	return on, waiting
}

// follow fills the nodes of the papers that all are served with now.
func (b *serviceBook) follow() error {
	if b.c.Status == court.StatusClosed {
		return nil
	}
	nodes, err := b.d.Nodes(b.c.ID)
	if err != nil {
		return err
	}
	var done []court.Node
	var seen []string
	for _, s := range b.out.Lines {
		code := law.NodeOfForm(s.Form)
		i := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == code && n.Waived == "" })
		if i < 0 || !law.IsServed(code) || slices.Contains(seen, s.Form) {
			continue
		}
		seen = append(seen, s.Form)
		n, err := b.fill(nodes[i], s)
		if err != nil {
			return err
		}
		if n.ID != 0 {
			done = append(done, n)
		}
	}
	return b.replan(done)
}

// fill makes an open node done when all are served; the node comes back when it
// was filled.
func (b *serviceBook) fill(n court.Node, s court.Service) (court.Node, error) {
	on, waiting := b.servedOn(s.Form)
	switch {
	case len(waiting) > 0 && !n.Actual.IsZero() && slices.Contains(waiting, s.To):
		b.hint(fmt.Sprintf("进度表“%s”的办结日是%s，而%s没有送达；需要改动的，请在进度表申请改期。", n.Name, n.Actual, s.To))
		return court.Node{}, nil
	case len(waiting) > 0:
		if n.Actual.IsZero() {
			b.hint(fmt.Sprintf("%s还有%s没有送达，全部送达后起算后续期限。", s.Paper, strings.Join(waiting, "、")))
		}
		return court.Node{}, nil
	case !n.Actual.IsZero():
		if n.Actual != on {
			b.hint(fmt.Sprintf("进度表“%s”的办结日是%s，登记的送达日是%s；需要改动的，请在进度表申请改期。", n.Name, n.Actual, on))
		}
		return court.Node{}, nil
	}
	before := n
	n.Actual, n.Result, n.Evidence = on, resultServed, s.Paper+"、送达回证"
	if err := b.d.UpdateNode(n); err != nil {
		return n, err
	}
	return n, b.d.audit("自动填写节点", "node", n.ID, b.c.ID, before, n, "")
}

// replan plans what runs from the nodes that were filled.
func (b *serviceBook) replan(done []court.Node) error {
	if len(done) == 0 {
		return nil
	}
	b.d.change.What = "node"
	events := map[string]court.Date{}
	for _, n := range done {
		more, err := b.d.followDone(n)
		if err != nil {
			return err
		}
		for event, on := range more {
			events[event] = on
		}
	}
	moves, err := b.d.moveNodes(b.c.ID, events)
	if err != nil || len(moves) == 0 {
		return err
	}
	b.out.Moved = moves
	return b.d.audit("后续节点排期", "event", 0, b.c.ID, nil, termChange{Moves: moves}, "")
}

// SaveServiceAddress keeps where papers of a case are sent to a recipient; the
// newest of a recipient counts.
func (o *Office) SaveServiceAddress(ctx context.Context, actor Actor, a court.ServiceAddress) (court.ServiceAddress, error) {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{
		{"受送达人", &a.To, 100}, {"地位", &a.Role, 20}, {"收件人", &a.Receiver, 60}, {"地址", &a.Address, 200}, {"邮编", &a.Postcode, 6},
		{"电话", &a.Phone, 40}, {"电子送达地址", &a.Email, 100},
	} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return a, err
		}
	}
	switch {
	case a.To == "":
		return a, court.FieldErrorf("受送达人", "不能为空。")
	case a.Address == "" && a.Email == "":
		return a, court.FieldErrorf("地址", "不能为空。")
	case a.Postcode != "" && (len(a.Postcode) != 6 || strings.Trim(a.Postcode, "0123456789") != ""):
		return a, court.FieldErrorf("邮编", "“%s”不是六位数字。", a.Postcode)
	}
	if err := o.checkPastDate("确认书日期", a.Confirmed, false); err != nil {
		return a, err
	}
	err := o.do(ctx, actor, MayRecordService, "service", func(d *deed) error {
		if _, err := d.Case(a.CaseID); err != nil {
			return err
		}
		a.ID, a.By, a.At = 0, d.actor.User.Name, o.now()
		if err := d.InsertServiceAddress(&a); err != nil {
			return err
		}
		return d.audit("登记送达地址", "service-address", a.ID, a.CaseID, nil, a, "")
	})
	return a, err
}
