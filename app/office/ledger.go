package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// LedgerResult is what an import did, or a dry run would do.
type LedgerResult struct {
	Rows      []court.LedgerRow
	Imported  int // with or without a warning
	Warned    int
	Rejected  int
	Unchanged int
	Strange   []string // codes of courts in the numbers that are not the settings', each once
}

// ImportLedger brings the rows of an Excel ledger in as cases, all in one
// transaction: either every acceptable row is in or none is. A number that the
// database has already is left as it is, so that importing twice changes
// nothing. With dryRun nothing is written.
// Each progress is told now and then how many cases are written of how many.
func (o *Office) ImportLedger(ctx context.Context, actor Actor, rows []court.LedgerRow, dryRun bool, progress ...func(n, of int)) (LedgerResult, error) {
	var out LedgerResult
	if dryRun {
		return readAs(ctx, o, actor, MayImport, func(r Reader) (LedgerResult, error) { return judgeLedger(r, rows, o.Today()) })
	}
	err := o.do(ctx, actor, MayImport, "case", func(d *deed) error {
		var err error
		if out, err = judgeLedger(d, rows, o.Today()); err != nil {
			return err
		}
		staff, err := staffByName(d)
		if err != nil {
			return err
		}
		written := 0
		for _, row := range out.Rows {
			if row.Outcome != court.LedgerImport && row.Outcome != court.LedgerWarned {
				continue
			}
			if written++; written%20 == 0 {
				for _, tell := range progress {
					tell(written, out.Imported)
				}
			}
			c := caseOfRow(row, staff)
			if err := d.open(&c, "导入案件"); err != nil {
				return err
			}
			if err := d.planInquiries(c); err != nil {
				return err
			}
		}
		d.change.CaseID = 0
		return nil
	})
	if err != nil {
		return LedgerResult{}, err
	}
	return out, nil
}

// planInquiries plans the inquiries that are still to come in a case that the
// ledger says was closed with 终本 (法〔2016〕373号9).
func (d *deed) planInquiries(c court.Case) error {
	if c.Closing != court.ClosedInterim || c.Closed.IsZero() {
		return nil
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	var nodes []court.Node
	for _, n := range rules.AfterInterim(c.Closed) {
		if n.Code != law.NodeRegistered && !n.Planned.Before(d.office.Today()) {
			n.OwnerID, n.Owner = c.OfficerID, c.Officer
			nodes = append(nodes, n)
		}
	}
	return d.InsertNodes(c.ID, nodes)
}

// judgeLedger decides each row against the database and counts.
func judgeLedger(r Reader, rows []court.LedgerRow, today court.Date) (LedgerResult, error) {
	out := LedgerResult{Rows: make([]court.LedgerRow, 0, len(rows))}
	begun, err := r.Begun()
	if err != nil {
		return out, err
	}
	settings, _, err := r.Settings()
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		if row.Outcome != court.LedgerRejected {
			if code := row.Number.Court; !row.Number.Old && code != settings.CourtCode && !slices.Contains(out.Strange, code) {
				out.Strange = append(out.Strange, code)
			}
			_, err := r.CaseByNumber(row.Number)
			switch {
			case err == nil:
				row.Outcome = court.LedgerUnchanged
			case court.CodeOf(err) != court.CodeNotFound:
				return out, err
			case row.Filed.After(today):
				row.Add(court.LedgerProblem{
					Code: "filing date in the future", Field: "立案日期", Say: "立案日期" + row.Filed.String() + "晚于今天。", Fatal: true,
				})
			case row.Closing == court.ClosedInterim && !begun.IsZero() && row.Closed.After(begun):
				row.Add(court.LedgerProblem{
					Code: "interim closure without review", Field: "结案方式", Fatal: true,
					Say: "终本日期" + row.Closed.String() + "在本程序启用（" + begun.String() + "）以后：终本须在程序中评查合格再报结，不能导入（本院实施方案第6条）。",
				})
			}
		}
		switch row.Outcome {
		case court.LedgerRejected:
			out.Rejected++
		case court.LedgerUnchanged:
			out.Unchanged++
		case court.LedgerWarned:
			out.Warned++
			out.Imported++
		default:
			out.Imported++
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

func staffByName(r Reader) (map[string]court.User, error) {
	users, err := r.Users()
	byName := make(map[string]court.User, len(users))
	for _, u := range users {
		byName[u.Name] = u
	}
	return byName, err
}

// ledgerIDReason stands where the ledger's identifier fails its check digit.
const ledgerIDReason = "台账原件如此，导入时保留，待核对"

// caseOfRow turns an accepted row into a case. People of the ledger who are
// not staff here keep their names without an account.
func caseOfRow(row court.LedgerRow, staff map[string]court.User) court.Case {
	c := court.Case{
		Number: row.Number, Kind: court.CaseKind(row.Number.Kind), Filed: row.Filed, Cause: row.Cause, Basis: row.Basis,
		Principal: row.Principal, Realised: row.Realised, Tags: row.Tags, Stage: row.Stage, Status: court.StatusOpen,
		Closed: row.Closed, Closing: row.Closing, Note: row.Note, Officer: row.Officer, Clerk: row.Clerk,
		OfficerID: staff[row.Officer].ID, ClerkID: staff[row.Clerk].ID,
	}
	if c.Stage == "" {
		c.Stage = court.StagePreparation
	}
	c.Group = law.DefaultGroup(c.Stage)
	if c.Closing != "" || !c.Closed.IsZero() {
		c.Status, c.Stage, c.Group = court.StatusClosed, court.StageClosingReview, court.GroupClosing
	}
	for i, name := range row.Applicants {
		c.Parties = append(c.Parties, ledgerParty(court.RoleApplicant, row.ApplicantKinds[i], name, row.ApplicantIDs[i]))
	}
	for i, name := range row.Debtors {
		p := ledgerParty(court.RoleDebtor, row.DebtorKinds[i], name, row.DebtorIDs[i])
		if i == 0 {
			p.Phone, p.Address = row.Phone, row.Address
		}
		c.Parties = append(c.Parties, p)
	}
	for i := range c.Parties {
		c.Parties[i].Position = i
	}
	return c
}

func ledgerParty(role court.PartyRole, kind court.PartyKind, name, idNumber string) court.Party {
	id := court.ReadIdentifier(idNumber)
	p := court.Party{Role: role, Kind: kind, Name: name, IDNumber: id.Text}
	if kind == court.PartyPerson {
		p.Birth = id.Birth
		if id.Fault == "" {
			p.Sex = id.Sex
		}
	}
	if id.Fault != "" {
		p.IDReason = ledgerIDReason
	}
	return p
}
