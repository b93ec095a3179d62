package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ClueDue gives the day by which a clue is checked and the parameter with its
// source.
func (o *Office) ClueDue(received court.Date, urgent bool) (court.Date, law.Parameter) {
	return o.lastRules().ClueDue(received, urgent)
}

// SaveClue enters a clue to property (登记线索), or changes one that has an ID and
// is not checked yet. Its clock runs from the day it came in; the node 线索核查
// follows.
func (o *Office) SaveClue(ctx context.Context, actor Actor, c court.Clue) (court.Clue, error) {
	if err := o.checkClue(&c); err != nil {
		return c, err
	}
	err := o.do(ctx, actor, MayWorkProperty, "clue", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		c.Due, _ = rules.ClueDue(c.Received, c.Urgent)
		if c.ID == 0 {
			return d.addClue(&c)
		}
		before, err := d.Clue(c.ID)
		if err != nil {
			return err
		}
		if !before.Open() {
			return court.Errorf(court.CodeRefused, "这条线索已于%s核查，不能再改内容。", before.Checked).WithHint("有新的情况，请另登记一条线索。")
		}
		c.CaseID, c.CaseNo, c.By, c.At = before.CaseID, before.CaseNo, before.By, before.At
		if err := d.checkClueCase(&c); err != nil {
			return err
		}
		if err := d.UpdateClue(&c); err != nil {
			return err
		}
		return d.audit("修改财产线索", "clue", c.ID, c.CaseID, before, c, "")
	})
	return c, err
}

// addClue stores a clue and starts the term of its check.
func (d *deed) addClue(c *court.Clue) error {
	if err := d.checkClueCase(c); err != nil {
		return err
	}
	c.By, c.At = d.actor.User.Name, d.office.now()
	if err := d.InsertClue(c); err != nil {
		return err
	}
	if err := d.audit("登记财产线索", "clue", c.ID, c.CaseID, nil, c, ""); err != nil {
		return err
	}
	x, err := d.Case(c.CaseID)
	if err != nil || x.Status == court.StatusClosed {
		return err
	}
	event := law.EventClue
	if c.Urgent {
		event = law.EventClueUrgent
	}
	return d.broughtAbout(x, event, c.Received, fmt.Sprintf("%s提供的线索", c.Giver))
}

// checkClueCase refuses a case that nothing is looked for in any more, and a
// debtor who is none of it.
func (d *deed) checkClueCase(c *court.Clue) error {
	x, err := d.Case(c.CaseID)
	if err != nil {
		return err
	}
	c.CaseNo, c.Officer = x.Number.String(), x.Officer
	debtors := x.PartiesOf(court.RoleDebtor)
	if c.Debtor == "" && len(debtors) == 1 {
		c.Debtor = debtors[0].Name
	}
	switch {
	case x.Status == court.StatusClosed && x.Closing != court.ClosedInterim:
		return court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不再登记线索。", x.Number, x.Closed, x.Closing)
	case c.Received.Before(x.Filed):
		return court.FieldErrorf("收到日期", "“%s”早于立案日期%s。", c.Received, x.Filed)
	case c.Debtor != "" && !slices.ContainsFunc(debtors, func(p court.Party) bool { return p.Name == c.Debtor }):
		return court.FieldErrorf("被执行人", "“%s”不是本案的被执行人。", c.Debtor)
	}
	return nil
}

// checkClue refuses what a clue cannot be, and cleans its texts.
func (o *Office) checkClue(c *court.Clue) error {
	for _, t := range []struct {
		label string
		text  *string
		most  int
		lines bool
	}{{"提供人", &c.Giver, 60, false}, {"联系电话", &c.Phone, 60, false}, {"被执行人", &c.Debtor, 100, false}, {"线索内容", &c.Content, 1000, true}} {
		if err := cleanText(t.label, t.text, t.most, t.lines); err != nil {
			return err
		}
	}
	if err := o.checkPastDate("收到日期", c.Received, true); err != nil {
		return err
	}
	switch {
	case !slices.Contains(court.ClueSources, c.Source):
		return court.FieldErrorf("线索来源", "请选择。")
	case c.Content == "":
		return court.FieldErrorf("线索内容", "不能为空。")
	case c.Kind != "" && len(court.InfoOf(c.Kind).Fields) == 0:
		return court.FieldErrorf("财产类型", "没有“%s”这一项。", c.Kind)
	}
	if c.Giver == "" {
		c.Giver = c.Source
	}
	return nil
}

// ClueCheck is what checking a clue showed.
type ClueCheck struct {
	ID      int64
	Version int
	On      court.Date
	Result  court.ClueResult
	Finding string
	// Property is what a true clue led to: entered now (without ID), or in the
	// case already; nil when it is entered afterwards (EnterClueProperty).
	Property *court.Property
}

// CheckClue enters the result of checking a clue (登记核查结果). A true one leads to
// a property, which is named here or entered next; one that could not be checked
// says why. When no clue of the case is left, the node 线索核查 is done; a true
// clue after 终本 starts the resumption.
func (o *Office) CheckClue(ctx context.Context, actor Actor, x ClueCheck) (court.Clue, error) {
	var c court.Clue
	if err := o.checkClueResult(&x); err != nil {
		return c, err
	}
	err := o.do(ctx, actor, MayWorkProperty, "clue", func(d *deed) error {
		before, err := d.Clue(x.ID)
		switch {
		case err != nil:
			return err
		case before.Void != "":
			return court.Errorf(court.CodeRefused, "这条线索已经作废：%s。", before.Void)
		case x.On.Before(before.Received):
			return court.FieldErrorf("核查日期", "“%s”早于收到日期%s。", x.On, before.Received)
		}
		c = before
		c.Version, c.Checked, c.Result, c.Finding, c.Property, c.Thing = x.Version, x.On, x.Result, x.Finding, 0, ""
		if x.Property != nil && x.Result == court.ClueTrue {
			if _, err = d.clueProperty(&c, x.Property); err != nil {
				return err
			}
		}
		if err := d.UpdateClue(&c); err != nil {
			return err
		}
		if err := d.audit("登记线索核查结果", "clue", c.ID, c.CaseID, before, c, ""); err != nil {
			return err
		}
		return d.clueChecked(c)
	})
	return c, err
}

// EnterClueProperty enters the property that a true clue led to (登记查明的财产),
// as SaveProperty does, and ties it to the clue. The clue counts as it was read:
// a stale one is CodeConflict.
func (o *Office) EnterClueProperty(ctx context.Context, actor Actor, c court.Clue, p court.Property) (saved court.Property, shared bool, err error) {
	if err := o.checkProperty(&p); err != nil {
		return p, false, err
	}
	err = o.do(ctx, actor, MayWorkProperty, "clue", func(d *deed) error {
		before, err := d.Clue(c.ID)
		switch {
		case err != nil:
			return err
		case !before.Unentered():
			return court.Errorf(court.CodeRefused, "这条线索不是属实而没有登记财产的线索。").WithHint("请先登记核查结果；已经登记了财产的，在“财产”页登记别的财产。")
		}
		now := before
		now.Version = c.Version
		if shared, err = d.clueProperty(&now, &p); err != nil {
			return err
		}
		if err := d.UpdateClue(&now); err != nil {
			return err
		}
		return d.audit("登记线索查明的财产", "clue", now.ID, now.CaseID, before, now, "")
	})
	return p, shared, err
}

// clueProperty ties a clue to the property that it led to, entering that when it
// is new.
func (d *deed) clueProperty(c *court.Clue, p *court.Property) (shared bool, err error) {
	if p.ID == 0 {
		p.CaseID = c.CaseID
		shared, err = d.addProperty(p)
		c.Property, c.Thing = p.ID, p.Line()
		return shared, err
	}
	page, err := d.Properties(PropertyQuery{CaseID: c.CaseID})
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(page.Rows, func(x court.Property) bool { return x.ID == p.ID })
	if i < 0 {
		return false, court.FieldErrorf("查明的财产", "不是本案登记的财产。")
	}
	c.Property, c.Thing = p.ID, page.Rows[i].Line()
	return false, nil
}

func (o *Office) checkClueResult(x *ClueCheck) error {
	if err := cleanText("核查情况", &x.Finding, 1000, true); err != nil {
		return err
	}
	if err := o.checkPastDate("核查日期", x.On, true); err != nil {
		return err
	}
	switch {
	case !slices.Contains(court.ClueResults, x.Result):
		return court.FieldErrorf("核查结果", "请选择。")
	case x.Result != court.ClueTrue && x.Finding == "":
		return court.FieldErrorf("核查情况", "不能为空：%s的写明怎样核查、为什么。", x.Result)
	}
	if x.Property != nil && x.Property.ID == 0 {
		x.Property.Source = "线索"
		return o.checkProperty(x.Property)
	}
	return nil
}

// clueChecked lets the progress table follow.
func (d *deed) clueChecked(c court.Clue) error {
	x, err := d.Case(c.CaseID)
	if err != nil {
		return err
	}
	if x.Status == court.StatusClosed {
		if c.Result == court.ClueTrue {
			return d.broughtAbout(x, law.EventFoundLater, c.Checked, "核实的财产线索")
		}
		return nil
	}
	left, err := d.Clues(ClueQuery{CaseID: c.CaseID, Open: true})
	if err != nil || left.Total > 0 {
		return err
	}
	return d.markNode(c.CaseID, law.NodeClue, c.Checked, "线索"+string(c.Result)+"："+firstRunes(c.Finding+c.Thing, 100), "线索核查记录")
}

// TellClue enters that the applicant was told of the result (反馈申请执行人).
func (o *Office) TellClue(ctx context.Context, actor Actor, id int64, version int, on court.Date, way string) error {
	if err := o.checkPastDate("告知日期", on, true); err != nil {
		return err
	}
	if !slices.Contains(court.ClueWays, way) {
		return court.FieldErrorf("告知方式", "请选择。")
	}
	return o.do(ctx, actor, MayWorkProperty, "clue", func(d *deed) error {
		before, err := d.Clue(id)
		switch {
		case err != nil:
			return err
		case before.Checked.IsZero():
			return court.Errorf(court.CodeRefused, "这条线索还没有核查结果。").WithHint("请先登记核查结果。")
		case on.Before(before.Checked):
			return court.FieldErrorf("告知日期", "“%s”早于核查日期%s。", on, before.Checked)
		}
		c := before
		c.Version, c.Told, c.ToldWay = version, on, way
		if err := d.UpdateClue(&c); err != nil {
			return err
		}
		return d.audit("告知线索核查结果", "clue", c.ID, c.CaseID, before, c, "")
	})
}

// VoidClue takes back a clue that was entered in error, before it is checked.
func (o *Office) VoidClue(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkProperty, "clue", func(d *deed) error {
		before, err := d.Clue(id)
		if err != nil {
			return err
		}
		if !before.Open() {
			return court.Errorf(court.CodeRefused, "这条线索已经核查或者作废，不能作废。")
		}
		c := before
		c.Void = reason
		if err := d.UpdateClue(&c); err != nil {
			return err
		}
		return d.audit("作废财产线索", "clue", c.ID, c.CaseID, before, c, reason)
	})
}

// Clues gives a page of clues.
func (o *Office) Clues(ctx context.Context, q ClueQuery) (CluePage, error) {
	q.Today = o.Today()
	return read(ctx, o, func(r Reader) (CluePage, error) { return r.Clues(q) })
}
