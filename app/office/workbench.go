package office

import (
	"context"
	"errors"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Desk is the workbench of one person: what is overdue, near, waiting and
// arrived.
type Desk struct {
	Counts    Counts
	Due       []DueNode // overdue first, then near and the days ahead
	Handovers []court.Handover
	Returned  []court.Handover     // came back for correction and were not handed over since
	Asked     []court.Disbursement // waiting for the actor's approval
	Approved  []court.Disbursement // waiting to be paid
	Deferrals []court.Deferral     // waiting for the actor's approval
	Unknown   []court.Receipt      // money without a case that nobody assigned
	Reviews   []WaitingReview

	Extensions []AskedExtension // waiting for the actor's decision, as are the next two
	Changes    []NodeChange
	Undos      []ClosingUndo
	ToSign     []court.Paper     // waiting for the actor's signature, oldest first
	NotListed  []court.Listing   // requests not to list that wait for the actor
	Coercions  []court.Coercion  // asked for, the actor decides
	Crimes     []court.CrimeFile // ready to go to the police, the actor decides

	Instalments []SettlementLine // of settlements, late or due within the days the workbench looks ahead

	// Expiring are measures of the cases in scope that end within deskMeasureDays
	// or ran out unaccounted for, at most deskMeasures of them; EndingMore counts
	// all.
	Expiring   []court.Measure
	EndingMore int

	Own      bool // the figures are the actor's own cases, not everybody's
	NearDays int  // what counts as near
}

// Waiting counts what waits for the actor, as the workbench lists it.
func (d Desk) Waiting() int {
	return len(d.Handovers) + len(d.Returned) + len(d.Asked) + len(d.Approved) + len(d.Deferrals) + len(d.Unknown) + len(d.Reviews) +
		len(d.Extensions) + len(d.Changes) + len(d.Undos) + len(d.ToSign) + len(d.NotListed) + len(d.Coercions) + len(d.Crimes) + len(d.Expiring) + len(d.Instalments)
}

// How far ahead the workbench looks for measures that end, and how many it
// shows.
const (
	deskMeasureDays = 15
	deskMeasures    = 20
)

// addExpiring adds the measures that end soon, for those who renew them.
func (d *Desk) addExpiring(r Reader, actor Actor, scope CountQuery) error {
	if !Can(actor, MayWorkProperty) {
		return nil
	}
	page, err := r.Measures(MeasureQuery{OfficerID: scope.OfficerID, Group: scope.Group, Ending: deskMeasureDays, Lapsed: true, Today: scope.Today, Limit: deskMeasures})
	d.Expiring, d.EndingMore = page.Rows, page.Total
	return err
}

// WeekStart gives the Monday of this week.
func (o *Office) WeekStart() court.Date { return weekStart(o.Today()) }

// deskDays is how far ahead the workbench looks.
const deskDays = 7

// Desk gives the actor's workbench. Officers see their own cases, clerks and
// heads their group's, leaders everything.
func (o *Office) Desk(ctx context.Context, actor Actor) (Desk, error) {
	today := o.Today()
	officer, group := Scope(actor)
	scope := CountQuery{OfficerID: officer, Group: group, Today: today, WeekStart: weekStart(today)}
	return read(ctx, o, func(r Reader) (Desk, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return Desk{}, err
		}
		scope.NearDays = rules.NearDays(today)
		return deskOf(r, rules, actor, scope)
	})
}

func deskOf(r Reader, rules *law.Rules, actor Actor, scope CountQuery) (d Desk, err error) {
	d.Own, d.NearDays = scope.OfficerID != 0, scope.NearDays
	if d.Counts, err = r.Counts(scope); err != nil {
		return d, err
	}
	d.Due, err = r.DueNodes(DueQuery{
		OfficerID: scope.OfficerID, Group: scope.Group, Until: scope.Today.AddDays(deskDays), Limit: 200,
	})
	if err != nil {
		return d, err
	}
	if err := d.addHandovers(r, actor); err != nil {
		return d, err
	}
	if Can(actor, MayDecideDisburse) {
		if d.Asked, err = r.DisbursementsIn(court.DisbursementAsked); err != nil {
			return d, err
		}
		if d.Deferrals, err = r.Deferrals(0); err != nil {
			return d, err
		}
		d.Asked = slices.DeleteFunc(d.Asked, func(p court.Disbursement) bool { return MayDecideStep(actor, p) != nil })
		d.Deferrals = slices.DeleteFunc(d.Deferrals, func(f court.Deferral) bool {
			return f.State != court.ApprovalAsked || f.AskedByID == actor.User.ID
		})
	}
	if Can(actor, MayPayDisbursement) {
		if d.Approved, err = r.DisbursementsIn(court.DisbursementApproved); err != nil {
			return d, err
		}
		if d.Unknown, err = r.PoolReceipts(); err != nil {
			return d, err
		}
		d.Unknown = slices.DeleteFunc(d.Unknown, func(x court.Receipt) bool { return x.Fund != court.FundUnknown })
	}
	if Can(actor, MayReviewClosure) {
		if d.Reviews, err = r.ReviewsWaiting(); err != nil {
			return d, err
		}
	}
	if Can(actor, MayWorkSettlement) {
		if d.Instalments, err = dueInstalments(r, rules, scope.OfficerID, scope.Group, scope.Today); err != nil {
			return d, err
		}
	}
	if err := d.addExpiring(r, actor, scope); err != nil {
		return d, err
	}
	return d, d.addDecisions(r, actor)
}

// addHandovers adds what the actor may receive, and what came back to him.
func (d *Desk) addHandovers(r Reader, actor Actor) (err error) {
	if Can(actor, MayReceive) && (actor.User.Group != "" || actor.User.Has(court.RoleDirector)) {
		group := actor.User.Group
		if actor.User.Has(court.RoleDirector) {
			group = ""
		}
		if d.Handovers, err = r.HandoversWaiting(group); err != nil {
			return err
		}
	}
	if !Can(actor, MayHandOver) {
		return nil
	}
	d.Returned, err = r.HandoversReturned()
	d.Returned = slices.DeleteFunc(d.Returned, func(h court.Handover) bool { return !sentBy(actor, h) })
	return err
}

// sentBy tells whether the handover is the actor's to correct: who sent it, the
// officer it came from, or the head of the group.
func sentBy(actor Actor, h court.Handover) bool {
	me := actor.User
	return h.SentBy == me.Name || h.FromOfficer == me.Name || h.From == me.Group && me.Has(court.RoleHead)
}

// addDecisions adds the requests that wait for the actor: what the actor asked
// for, another person decides.
func (d *Desk) addDecisions(r Reader, actor Actor) (err error) {
	me := actor.User.ID
	if Can(actor, MayDecideExtension) {
		if d.Extensions, err = r.ExtensionsAsked(); err != nil {
			return err
		}
		d.Extensions = slices.DeleteFunc(d.Extensions, func(x AskedExtension) bool { return x.AskedByID == me })
	}
	if Can(actor, MayConfirmDate) {
		if d.Changes, err = r.NodeChanges(0); err != nil {
			return err
		}
		d.Changes = slices.DeleteFunc(d.Changes, func(x NodeChange) bool { return x.AskedByID == me })
	}
	if Can(actor, MayDecideUndo) {
		if d.Undos, err = r.ClosingUndos(0); err != nil {
			return err
		}
		d.Undos = slices.DeleteFunc(d.Undos, func(x ClosingUndo) bool { return x.AskedByID == me })
	}
	if Can(actor, MayDecideCoercion) {
		if d.Coercions, err = r.Coercions(CoercionQuery{States: []court.CourseState{court.CoercionAsked}}); err != nil {
			return err
		}
		d.Coercions = slices.DeleteFunc(d.Coercions, func(x court.Coercion) bool { return x.ByID == me })
		if d.Crimes, err = r.CrimeFiles(CrimeQuery{States: []court.CourseState{court.CrimeReady}}); err != nil {
			return err
		}
	}
	if Can(actor, MayApproveListing) {
		page, err := r.Listings(ListingQuery{State: court.ListingAsked})
		if err != nil {
			return err
		}
		d.NotListed = slices.DeleteFunc(page.Rows, func(l court.Listing) bool { return law.HigherCourt(NextLevel(l)) || !MayApprove(actor, l) })
	}
	if d.ToSign, err = r.PapersUnsigned(); err != nil {
		return err
	}
	d.ToSign = slices.DeleteFunc(d.ToSign, func(p court.Paper) bool { return !MaySign(actor, p) })
	return nil
}

// Audit gives the audit trail, newest first.
func (o *Office) Audit(ctx context.Context, actor Actor, q AuditQuery) ([]court.AuditEntry, error) {
	return readAs(ctx, o, actor, MayReadAudit, func(r Reader) ([]court.AuditEntry, error) { return r.Audit(q) })
}

// CaseLog gives one case's own audit entries, newest first; everybody who may
// read the case may.
func (o *Office) CaseLog(ctx context.Context, caseID int64) ([]court.AuditEntry, error) {
	return read(ctx, o, func(r Reader) ([]court.AuditEntry, error) { return r.Audit(AuditQuery{CaseID: caseID, Limit: 500}) })
}

// Backup writes a copy of everything to the path, which must not exist, and
// notes who took it away; a store opened for reading cannot note it. A backup
// is written even when nothing else can be, on a full disk for instance.
func (o *Office) Backup(ctx context.Context, actor Actor, path string) error {
	_, err := readAs(ctx, o, actor, MayBackup, func(Reader) (struct{}, error) { return struct{}{}, nil })
	if err != nil {
		return err
	}
	err = o.store.Backup(ctx, path)
	if o.store.ReadOnly() || err != nil && court.CodeOf(err) != court.CodeDamaged {
		return err
	}
	noted := o.do(ctx, actor, MayBackup, "backup", func(d *deed) error {
		return d.audit("备份数据", "backup", 0, 0, nil, path, "")
	})
	if noted != nil {
		noted = court.Errorf(court.CodeOf(noted), "备份已经写好，但没能记入操作日志。").WithHint("备份文件可以使用；请检查磁盘空间和写入权限。").Because(noted)
	}
	return errors.Join(err, noted)
}

// Verify checks database, audit chain and stored papers; each fault is a
// sentence.
func (o *Office) Verify(ctx context.Context) ([]string, error) { return o.store.Verify(ctx) }
