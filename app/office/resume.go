package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ResumePlan is what a resumed case starts from, for the form that asks for
// reason and day.
type ResumePlan struct {
	Case        court.Case // as it would be registered
	Outstanding court.Money
}

// PlanResume shows the case that resuming the closed one would register.
func (o *Office) PlanResume(ctx context.Context, closedCaseID int64) (ResumePlan, error) {
	return read(ctx, o, func(r Reader) (ResumePlan, error) {
		old, err := r.Case(closedCaseID)
		if err != nil {
			return ResumePlan{}, err
		}
		return planResume(r, old, o.Today())
	})
}

// planResume copies parties, basis, tags and acts; the principal is what is
// still owed.
func planResume(r Reader, old court.Case, filed court.Date) (ResumePlan, error) {
	if err := mayBeResumed(r, old); err != nil {
		return ResumePlan{}, err
	}
	b, err := r.Balance(old.ID)
	if err != nil {
		return ResumePlan{}, err
	}
	owed := max(old.Principal-old.Realised-b.Realised(), 0)
	c := old
	c.ID, c.Version, c.Number, c.NumberReason, c.Kind = 0, 0, court.CaseNumber{}, "", court.KindResumed
	c.Filed, c.Principal, c.Realised, c.Fee = filed, owed, 0, 0
	c.Group, c.Stage, c.Status = court.GroupGeneral, court.StagePreparation, court.StatusOpen
	c.Closed, c.Closing, c.Limit = court.Date{}, "", court.Date{}
	c.ResumedFrom, c.ResumedNo, c.Note = old.ID, old.Number.String(), ""
	c.Parties = append([]court.Party(nil), old.Parties...)
	for i := range c.Parties {
		c.Parties[i].ID, c.Parties[i].CaseID = 0, 0
	}
	return ResumePlan{Case: c, Outstanding: owed}, nil
}

// mayBeResumed refuses what 法发〔2014〕26号 6 does not let come back: only cases
// closed with 终本 or 终结执行, one resumption at a time.
func mayBeResumed(r Reader, old court.Case) error {
	const basis = "法发〔2014〕26号6条"
	if old.Status != court.StatusClosed {
		return court.Errorf(court.CodeRefused, "%s还没有结案，不需要恢复执行。", old.Number).WithHint("中止、暂缓的案件请用“变更状态”恢复为“在办”（" + basis + "）。")
	}
	if old.Closing != court.ClosedInterim && old.Closing != court.ClosedTerminated {
		return court.Errorf(court.CodeRefused, "%s以“%s”结案，不能恢复执行。", old.Number, old.Closing).
			WithHint("只有终结本次执行程序、终结执行的案件可以按恢复执行立案（" + basis + "）。")
	}
	links, err := r.ResumedInto(old.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		c, err := r.Case(l.ID)
		if err != nil {
			return err
		}
		if c.Status != court.StatusClosed {
			return court.Errorf(court.CodeConflict, "%s已经恢复执行，正由%s办理。", old.Number, l.Number).WithHint("请打开该案继续办理。")
		}
	}
	return nil
}

// Resume registers a linked 执恢 case for a case closed with 终本 or 终结执行: with
// the outstanding balance as its principal, the parties, the properties with
// their measures, and the property under control as done nodes. The open
// inquiries after 终本 of the old case are waived.
func (o *Office) Resume(ctx context.Context, actor Actor, closedCaseID int64, reason string, filed court.Date) (court.Case, error) {
	var c court.Case
	reason, err := needReason("恢复理由", reason)
	if err != nil {
		return c, err
	}
	if err := o.checkPastDate("立案日期", filed, true); err != nil {
		return c, err
	}
	err = o.do(ctx, actor, MayResume, "case", func(d *deed) error {
		old, err := d.Case(closedCaseID)
		if err != nil {
			return err
		}
		plan, err := planResume(d, old, filed)
		if err != nil {
			return err
		}
		if filed.Before(old.Closed) {
			return court.FieldErrorf("立案日期", "“%s”早于原案结案日%s。", filed, old.Closed)
		}
		c = plan.Case
		if err := numberCase(d, &c); err != nil {
			return err
		}
		if err := d.open(&c, "恢复执行立案"); err != nil {
			return err
		}
		recorded, holds, err := d.carryProperty(old, c)
		if err != nil {
			return err
		}
		if holds || !recorded { // what ran out is no control any more
			if err := d.carryControl(old, c); err != nil {
				return err
			}
		}
		if err := d.endInquiries(old, "已恢复执行，见"+c.Number.String()); err != nil {
			return err
		}
		if err := d.audit(actionResumed, "case", old.ID, old.ID, nil, map[string]string{"恢复案号": c.Number.String()}, reason); err != nil {
			return err
		}
		d.change.CaseID = 0 // the old case and the new one
		return nil
	})
	if err != nil {
		return court.Case{}, err
	}
	return c, nil
}

// actionResumed is the old case's audit entry of a resumption.
const actionResumed = "恢复执行"

// carryControl notes in the new case what the old one has under control: the
// measures go on (法〔2016〕373号15).
func (d *deed) carryControl(old, c court.Case) error {
	was, err := d.Nodes(old.ID)
	if err != nil {
		return err
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	for _, from := range was {
		if !law.IsControl(from.Code) || from.Actual.IsZero() {
			continue
		}
		evidence := "原案" + old.Number.String() + "于" + from.Actual.String() + "采取，继续有效"
		i := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == from.Code })
		if i < 0 { // done, as it goes on in this case
			n := rules.NewNode(from.Code, nodes, c.Filed)
			n.Actual, n.Result, n.Evidence, n.OwnerID, n.Owner = c.Filed, from.Result, evidence, c.OfficerID, c.Officer
			if err := d.InsertNodes(c.ID, []court.Node{n}); err != nil {
				return err
			}
			continue
		}
		before, n := nodes[i], nodes[i]
		n.Result, n.Evidence = from.Result, evidence
		if err := d.UpdateNode(n); err != nil {
			return err
		}
		if err := d.audit("承接原案控制措施", "node", n.ID, c.ID, before, n, ""); err != nil {
			return err
		}
	}
	return nil
}

// endInquiries waives what was still to come after 终本, except that the file is
// put away.
func (d *deed) endInquiries(old court.Case, why string) error {
	nodes, err := d.Nodes(old.ID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code == law.NodeArchived || !afterClosing(n.Code) || !n.Actual.IsZero() || n.Waived != "" {
			continue
		}
		n.Waived = why
		if err := d.UpdateNode(n); err != nil {
			return err
		}
	}
	return nil
}

// ResumedInto names the cases that resumed the case.
func (o *Office) ResumedInto(ctx context.Context, caseID int64) ([]CaseLink, error) {
	return read(ctx, o, func(r Reader) ([]CaseLink, error) { return r.ResumedInto(caseID) })
}
