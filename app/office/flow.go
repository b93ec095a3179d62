package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Assign gives a case to an officer and, when named, a clerk (分案). A clerk
// of 0 leaves the clerk as is. Open nodes owned by the former officer follow.
func (o *Office) Assign(ctx context.Context, actor Actor, caseID, officerID, clerkID int64) error {
	return o.Reassign(ctx, actor, caseID, officerID, clerkID, "")
}

// Reassign is Assign with why the case changes hands, which a case that has
// another officer needs.
func (o *Office) Reassign(ctx context.Context, actor Actor, caseID, officerID, clerkID int64, reason string) error {
	if err := cleanText("改派理由", &reason, 300, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayAssign, "flow", func(d *deed) error {
		c, err := d.openCase(caseID)
		if err != nil {
			return err
		}
		old := c
		if old.Officer != "" && old.OfficerID != officerID && reason == "" {
			return court.FieldErrorf("改派理由", "不能为空：本案已由%s承办。", old.Officer)
		}
		if _, err := d.canOfficiate(officerID); err != nil {
			return err
		}
		c.OfficerID = officerID
		if clerkID != 0 {
			u, err := d.User(clerkID)
			if err != nil {
				return err
			}
			if u.Disabled {
				return court.FieldErrorf("书记员", "“%s”已停用。", u.Name)
			}
			c.ClerkID = clerkID
		}
		if err := nameStaff(d, &c); err != nil {
			return err
		}
		if err := d.UpdateCase(&c); err != nil {
			return err
		}
		if err := d.passNodes(c, old.Officer); err != nil {
			return err
		}
		if err := d.markNode(c.ID, law.NodeAssigned, o.Today(), c.Officer, ""); err != nil {
			return err
		}
		return d.audit("分案", "case", c.ID, c.ID,
			map[string]string{"承办人": old.Officer, "书记员": old.Clerk},
			map[string]string{"承办人": c.Officer, "书记员": c.Clerk}, reason)
	})
}

// canOfficiate gives the name of a user who can be a case's officer.
func (d *deed) canOfficiate(id int64) (string, error) {
	u, err := d.User(id)
	if err == nil && (u.Disabled || !u.Has(court.RoleOfficer, court.RoleHead)) {
		err = court.FieldErrorf("承办人", "“%s”没有承办人岗位或已停用。", u.Name)
	}
	return u.Name, err
}

// passNodes hands the open nodes of the former officer to the case's officer.
func (d *deed) passNodes(c court.Case, former string) error {
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if !n.Actual.IsZero() || n.Waived != "" || n.Owner != former && n.Owner != "" {
			continue
		}
		n.OwnerID, n.Owner = c.OfficerID, c.Officer
		if err := d.UpdateNode(n); err != nil {
			return err
		}
	}
	return nil
}

// openCase gives a case that is not closed; CodeRefused otherwise.
func (d *deed) openCase(id int64) (court.Case, error) {
	c, err := d.Case(id)
	if err == nil && c.Status == court.StatusClosed {
		err = court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不能再办理。", c.Number, c.Closed, c.Closing).
			WithHint("需要继续执行的，请按恢复执行另立新案。")
	}
	return c, err
}

// HandOver sends a case to another group with a list of materials (移交). The
// law's table of transitions decides whether it may; one handover at a time.
func (o *Office) HandOver(ctx context.Context, actor Actor, h court.Handover) (court.Handover, error) {
	if err := checkMaterials(&h); err != nil {
		return h, err
	}
	err := o.do(ctx, actor, MayHandOver, "flow", func(d *deed) error {
		c, err := d.openCase(h.CaseID)
		if err != nil {
			return err
		}
		if err := d.noneWaiting(c, "不能重复移交"); err != nil {
			return err
		}
		if err := law.AllowedHandover(c.Group, c.Stage, h.To, h.ToStage); err != nil {
			return err
		}
		if err := d.hasMembers(h.To); err != nil {
			return err
		}
		if h.ToOfficerID != 0 {
			if h.ToOfficer, err = d.canOfficiate(h.ToOfficerID); err != nil {
				return err
			}
		}
		h.CaseNumber, h.From, h.FromStage, h.FromOfficer = c.Number.String(), c.Group, c.Stage, c.Officer
		h.SentAt, h.SentBy, h.State = o.now(), d.actor.User.Name, court.HandoverSent
		if err := d.InsertHandover(&h); err != nil {
			return err
		}
		return d.audit("移交案件", "handover", h.ID, c.ID, nil, h, "")
	})
	return h, err
}

// noneWaiting refuses while the case is on its way to another group.
func (d *deed) noneWaiting(c court.Case, so string) error {
	list, err := d.Handovers(c.ID)
	if err != nil {
		return err
	}
	for _, h := range list {
		if h.State == court.HandoverSent {
			return court.Errorf(court.CodeRefused, "%s已移交%s，正等待接收，%s。", c.Number, h.To, so).
				WithHint("请对方先接收或退回补正。")
		}
	}
	return nil
}

func checkMaterials(h *court.Handover) error {
	if err := cleanText("移交说明", &h.Note, 1000, true); err != nil {
		return err
	}
	kept := h.Materials[:0:0]
	for _, m := range h.Materials {
		if err := cleanText("材料名称", &m.Name, 100, false); err != nil {
			return err
		}
		if err := cleanText("材料备注", &m.Note, 200, false); err != nil {
			return err
		}
		if m.Name == "" {
			continue
		}
		if m.Copies < 0 || m.Pages < 0 {
			return court.FieldErrorf("份数", "“%s”的份数、页数不能是负数。", m.Name)
		}
		m.Copies = max(m.Copies, 1)
		kept = append(kept, m)
	}
	if len(kept) == 0 {
		return court.FieldErrorf("移交材料", "至少列一项。").WithHint("没有纸质材料的，写“电子卷宗”。")
	}
	h.Materials = kept
	return nil
}

// ReceiveHandover takes a handed-over case into the actor's group: the stage
// changes and its clock starts anew.
func (o *Office) ReceiveHandover(ctx context.Context, actor Actor, id int64) error {
	return o.do(ctx, actor, MayReceive, "flow", func(d *deed) error {
		h, c, err := d.waitingHandover(id)
		if err != nil {
			return err
		}
		before := h
		h.State, h.DoneAt, h.DoneBy = court.HandoverReceived, o.now(), d.actor.User.Name
		if err := d.UpdateHandover(h); err != nil {
			return err
		}
		former := c.Officer
		c.Group, c.Stage, c.StageSince = h.To, h.ToStage, o.Today()
		if h.ToOfficerID != 0 {
			if _, err := d.canOfficiate(h.ToOfficerID); err != nil {
				return err
			}
			c.OfficerID = h.ToOfficerID
		}
		if err := nameStaff(d, &c); err != nil {
			return err
		}
		if err := d.UpdateCase(&c); err != nil {
			return err
		}
		if err := d.passNodes(c, former); err != nil {
			return err
		}
		if c.Officer != "" {
			if err := d.markNode(c.ID, law.NodeAssigned, o.Today(), c.Officer, ""); err != nil {
				return err
			}
		}
		if err := d.materialsReceived(c, h); err != nil {
			return err
		}
		span := StageSpan{Group: c.Group, Stage: c.Stage, From: c.StageSince, By: d.actor.User.Name}
		if err := d.EnterStage(c.ID, span); err != nil {
			return err
		}
		return d.audit("接收移交", "handover", h.ID, c.ID, before, h, "")
	})
}

// ReturnHandover sends a handed-over case back for correction (退回补正); what
// must be corrected is required.
func (o *Office) ReturnHandover(ctx context.Context, actor Actor, id int64, what string) error {
	if err := cleanText("补正要求", &what, 500, true); err != nil {
		return err
	}
	if what == "" {
		return court.FieldErrorf("补正要求", "不能为空，请写明要补什么。")
	}
	return o.do(ctx, actor, MayReceive, "flow", func(d *deed) error {
		h, c, err := d.waitingHandover(id)
		if err != nil {
			return err
		}
		before := h
		h.State, h.DoneAt, h.DoneBy, h.ReturnNote = court.HandoverReturned, o.now(), d.actor.User.Name, what
		if err := d.UpdateHandover(h); err != nil {
			return err
		}
		return d.audit("退回补正", "handover", h.ID, c.ID, before, h, what)
	})
}

// waitingHandover gives a handover the actor may answer: somebody of the
// receiving group, or the director.
func (d *deed) waitingHandover(id int64) (court.Handover, court.Case, error) {
	h, err := d.Handover(id)
	if err != nil {
		return h, court.Case{}, err
	}
	if h.State != court.HandoverSent {
		return h, court.Case{}, court.Errorf(court.CodeRefused, "这次移交已经%s，不能再办理。", h.State)
	}
	if d.actor.User.Group != h.To && !d.actor.User.Has(court.RoleDirector) {
		return h, court.Case{}, court.Errorf(court.CodeDenied, "案件移交给%s，只有该组人员可以接收或退回。", h.To)
	}
	c, err := d.openCase(h.CaseID)
	return h, c, err
}

// NextSteps lists where the case may be handed to from here.
func (o *Office) NextSteps(c court.Case) []law.Step {
	return slices.Clone(law.NextSteps(c.Group, c.Stage))
}

// Handovers gives a case's handovers, newest first.
func (o *Office) Handovers(ctx context.Context, caseID int64) ([]court.Handover, error) {
	return read(ctx, o, func(r Reader) ([]court.Handover, error) { return r.Handovers(caseID) })
}

// StageLog gives the stays of a case in stages and groups, oldest first.
func (o *Office) StageLog(ctx context.Context, caseID int64) ([]StageSpan, error) {
	return read(ctx, o, func(r Reader) ([]StageSpan, error) { return r.StageLog(caseID) })
}

// statusChange is the audit entry of a change of status.
type statusChange struct {
	Status court.Status
	Moves  []Move
	On     court.Date
	Paper  string
}

// hasMembers refuses a group in which nobody could receive a case (plan, item 2).
func (d *deed) hasMembers(group court.Group) error {
	users, err := d.Users()
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Group == group && !u.Disabled && Can(Actor{User: u}, MayReceive) {
			return nil
		}
	}
	return court.Errorf(court.CodeRefused, "%s现在没有能接收案件的人员，不能移交（本院实施方案第2条）。", group).
		WithHint("请管理员先在“人员”中给该组安排人员。")
}

// StatusEntry is what is entered with another status of a case.
type StatusEntry struct {
	Status court.Status
	On     court.Date // from which day on; zero means today
	Paper  string     // what orders or shows it: 裁定书, 决定书, 和解协议
	Reason string
}

// papersOfStatus names what a status needs as its proof (民事诉讼法关于中止、和解、
// 担保暂缓的规定).
var papersOfStatus = map[court.Status]string{
	court.StatusSuspended: "中止执行裁定书", court.StatusDeferred: "暂缓执行决定书", court.StatusSettling: "和解协议或者和解笔录",
}

// PaperOfStatus names the paper that a status needs, "" for none.
func PaperOfStatus(s court.Status) string { return papersOfStatus[s] }

// ChangeStatus suspends, defers, marks as settling or reopens a case that is
// not closed (中止、暂缓、和解履行中、在办), from a day that is not to come; reason
// and paper go on record. 中止 and 暂缓 stop the term from that day; what follows
// moves when they end, and it says what moved.
func (o *Office) ChangeStatus(ctx context.Context, actor Actor, caseID int64, e StatusEntry) (moved []Move, err error) {
	if err := o.checkStatus(&e); err != nil {
		return nil, err
	}
	err = o.do(ctx, actor, MayChangeStatus, "flow", func(d *deed) error {
		moved, err = d.changeStatus(caseID, e)
		return err
	})
	return moved, err
}

// changeStatus gives a case another status that was checked by itself.
func (d *deed) changeStatus(caseID int64, e StatusEntry) (moved []Move, err error) {
	c, err := d.openCase(caseID)
	if err != nil {
		return nil, err
	}
	before := c.Status
	switch {
	case before == e.Status:
		return nil, court.Errorf(court.CodeRefused, "案件已经是“%s”。", e.Status)
	case e.On.Before(c.Filed):
		return nil, court.FieldErrorf("起始日期", "“%s”早于立案日期%s。", e.On, c.Filed)
	}
	c.Status = e.Status
	if err := d.UpdateCase(&c); err != nil {
		return nil, err
	}
	if moved, err = d.startClock(&c, e.On); err != nil {
		return nil, err
	}
	if err := d.stopClock(c, e); err != nil {
		return nil, err
	}
	return moved, d.audit(actionStatus, "case", c.ID, c.ID, before, statusChange{e.Status, moved, e.On, e.Paper}, e.Reason)
}

// actionStatus is the audit entry of another status.
const actionStatus = "变更状态"

func (o *Office) checkStatus(e *StatusEntry) error {
	if err := cleanText("理由", &e.Reason, 500, true); err != nil {
		return err
	}
	if err := cleanText("依据文书", &e.Paper, 200, false); err != nil {
		return err
	}
	if e.On.IsZero() {
		e.On = o.Today()
	}
	if err := o.checkPastDate("起始日期", e.On, true); err != nil {
		return err
	}
	switch {
	case e.Status == court.StatusClosed || !slices.Contains(court.Statuses, e.Status):
		return court.FieldErrorf("状态", "不能这样变更，结案请用“报结”。")
	case e.Reason == "":
		return court.FieldErrorf("理由", "不能为空。")
	case e.Paper == "" && papersOfStatus[e.Status] != "":
		return court.FieldErrorf("依据文书", "不能为空，请写明%s。", papersOfStatus[e.Status])
	}
	return nil
}
