package data

import (
	"fmt"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type caseRow struct {
	bun.BaseModel  `bun:"table:cases,alias:c"`
	ID             int64 `bun:",pk,autoincrement"`
	Version        int
	Number         string
	Year           int
	CourtCode      string
	NumberKind     string
	Seq            int
	Old            bool
	Suffix         int
	Kind           court.CaseKind
	Filed          day
	Cause          string
	BasisKind      string
	BasisNumber    string
	BasisOrgan     string
	BasisEffective day
	Principal      court.Money
	InterestText   string
	ActsText       string
	Fee            court.Money
	Tags           list[string]
	Grp            court.Group
	Stage          court.Stage
	StageSince     day
	OfficerID      int64 `bun:",nullzero"`
	Officer        string
	ClerkID        int64 `bun:",nullzero"`
	Clerk          string
	Tribunal       string
	Status         court.Status
	LimitDate      day
	Closed         day
	Closing        court.ClosingMode
	Realised       court.Money
	Note           string
	CreatedAt      moment
	Applicants     string
	Debtors        string
	NextDue        day
	ResumedFrom    int64 `bun:",nullzero"`
	ResumedNo      string
	NumberReason   string
}

func newCaseRow(c court.Case) caseRow {
	n := c.Number
	return caseRow{
		ID: c.ID, Version: c.Version, Number: n.String(), Year: n.Year, CourtCode: n.Court, NumberKind: n.Kind,
		Seq: n.Seq, Old: n.Old, Suffix: n.Suffix, Kind: c.Kind, Filed: day{c.Filed}, Cause: c.Cause,
		BasisKind: c.Basis.Kind, BasisNumber: c.Basis.Number, BasisOrgan: c.Basis.Organ, BasisEffective: day{c.Basis.Effective},
		Principal: c.Principal, InterestText: c.InterestText, ActsText: c.ActsText, Fee: c.Fee, Tags: c.Tags,
		Grp: c.Group, Stage: c.Stage, StageSince: day{c.StageSince}, OfficerID: c.OfficerID, Officer: c.Officer,
		ClerkID: c.ClerkID, Clerk: c.Clerk, Tribunal: c.Tribunal, Status: c.Status, LimitDate: day{c.Limit},
		Closed: day{c.Closed}, Closing: c.Closing, Realised: c.Realised, Note: c.Note, CreatedAt: moment{c.CreatedAt},
		Applicants: c.NamesOf(court.RoleApplicant), Debtors: c.NamesOf(court.RoleDebtor), ResumedFrom: c.ResumedFrom, ResumedNo: c.ResumedNo,
		NumberReason: c.NumberReason,
	}
}

func (r *reader) caseOf(c caseRow) court.Case {
	return court.Case{
		ID: c.ID, Version: c.Version,
		Number: court.CaseNumber{Year: c.Year, Court: c.CourtCode, Kind: c.NumberKind, Seq: c.Seq, Old: c.Old, Suffix: c.Suffix},
		Kind:   c.Kind, Filed: c.Filed.Date, Cause: c.Cause,
		Basis:     court.Basis{Kind: c.BasisKind, Number: c.BasisNumber, Organ: c.BasisOrgan, Effective: c.BasisEffective.Date},
		Principal: c.Principal, InterestText: c.InterestText, ActsText: c.ActsText, Fee: c.Fee, Tags: c.Tags,
		Group: c.Grp, Stage: c.Stage, StageSince: c.StageSince.Date, OfficerID: c.OfficerID, Officer: c.Officer,
		ClerkID: c.ClerkID, Clerk: c.Clerk, Tribunal: c.Tribunal, Status: c.Status, Limit: c.LimitDate.Date,
		Closed: c.Closed.Date, Closing: c.Closing, Realised: c.Realised, Note: c.Note, CreatedAt: c.CreatedAt.in(r.zone),
		ResumedFrom: c.ResumedFrom, ResumedNo: c.ResumedNo, NumberReason: c.NumberReason,
	}
}

type partyRow struct {
	bun.BaseModel `bun:"table:parties,alias:p"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Position      int
	Role          court.PartyRole
	Kind          court.PartyKind
	Name          string
	IDNumber      string
	IDReason      string
	Sex           string
	Birth         day
	Nation        string
	Address       string
	Phone         string
	Employer      string
	LegalRep      string
	LegalTitle    string
	Agent         string
	AgentPhone    string
	Marks         list[string]
	BankName      string
	BankAccount   string
}

func newPartyRow(p court.Party) partyRow {
	return partyRow{
		ID: p.ID, CaseID: p.CaseID, Position: p.Position, Role: p.Role, Kind: p.Kind, Name: p.Name, IDNumber: p.IDNumber,
		IDReason: p.IDReason, Sex: p.Sex, Birth: day{p.Birth}, Nation: p.Nation, Address: p.Address, Phone: p.Phone,
		Employer: p.Employer, LegalRep: p.LegalRep, LegalTitle: p.LegalTitle, Agent: p.Agent, AgentPhone: p.AgentPhone,
		Marks: p.Marks, BankName: p.BankName, BankAccount: p.BankAccount,
	}
}

func (p partyRow) record() court.Party {
	return court.Party{
		ID: p.ID, CaseID: p.CaseID, Position: p.Position, Role: p.Role, Kind: p.Kind, Name: p.Name, IDNumber: p.IDNumber,
		IDReason: p.IDReason, Sex: p.Sex, Birth: p.Birth.Date, Nation: p.Nation, Address: p.Address, Phone: p.Phone,
		Employer: p.Employer, LegalRep: p.LegalRep, LegalTitle: p.LegalTitle, Agent: p.Agent, AgentPhone: p.AgentPhone,
		Marks: p.Marks, BankName: p.BankName, BankAccount: p.BankAccount,
	}
}

// Case gives a case with its parties.
func (r *reader) Case(id int64) (court.Case, error) {
	return r.oneCase("c.id = ?", id, "该案件")
}

// CaseByNumber gives the case of a number with its parties.
func (r *reader) CaseByNumber(n court.CaseNumber) (court.Case, error) {
	return r.oneCase("c.number = ?", n.String(), "案件"+n.String())
}

func (r *reader) oneCase(where string, arg any, what string) (court.Case, error) {
	var row caseRow
	if err := r.db.NewSelect().Model(&row).Where(where, arg).Scan(r.ctx); err != nil {
		return court.Case{}, notFound(err, what)
	}
	var parties []partyRow
	if err := r.db.NewSelect().Model(&parties).Where("case_id = ?", row.ID).Order("position", "id").Scan(r.ctx); err != nil {
		return court.Case{}, err
	}
	c := r.caseOf(row)
	c.Parties = each(parties, partyRow.record)
	return c, nil
}

// LastSeq gives the highest number used in a series, 0 for none.
func (r *reader) LastSeq(year int, courtCode string, kind court.CaseKind) (int, error) {
	var seq int
	err := r.db.NewSelect().Table("cases").ColumnExpr("COALESCE(MAX(seq), 0)").
		Where("year = ? AND number_kind = ? AND court_code = ?", year, string(kind), courtCode).Scan(r.ctx, &seq)
	return seq, err
}

// Namesakes finds the other cases in which one of the debtors occurs.
func (r *reader) Namesakes(exceptCase int64, ids, names []string) ([]office.Namesake, error) {
	ids, names = notEmpty(ids), notEmpty(names)
	if len(ids)+len(names) == 0 {
		return nil, nil
	}
	q := r.db.NewSelect().TableExpr("parties AS p").Join("JOIN cases AS c ON c.id = p.case_id").
		ColumnExpr("c.id AS case_id, c.number, p.name AS debtor, p.id_number <> '' AS by_id, c.officer, c.status").
		Where("p.role = ?", court.RoleDebtor).Where("c.id <> ?", exceptCase).
		WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			if len(ids) > 0 {
				q = q.WhereOr("p.id_number IN (?)", bun.List(ids))
			}
			if len(names) > 0 {
				q = q.WhereOr("p.id_number = '' AND p.name IN (?)", bun.List(names))
			}
			return q
		}).OrderExpr("c.year, c.number_kind, c.court_code, c.seq, c.suffix, p.position")
	var out []office.Namesake
	return out, q.Scan(r.ctx, &out)
}

func notEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// InsertCase stores the case with its parties and its search text.
func (t *tx) InsertCase(c *court.Case) error {
	row := newCaseRow(*c)
	row.ID, row.Version = 0, 1
	if row.Number == "" {
		return court.FieldErrorf("案号", "不能为空。")
	}
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return numberTaken(err, row.Number)
	}
	c.ID, c.Version = row.ID, row.Version
	for i := range c.Parties {
		c.Parties[i].ID = 0 // copied from another case, they are other records here
	}
	return t.putParties(c)
}

// UpdateCase stores the case and replaces its parties.
func (t *tx) UpdateCase(c *court.Case) error {
	row := newCaseRow(*c)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "created_at", "next_due").
		Where("id = ?", c.ID).Where("version = ?", c.Version).Exec(t.ctx)
	if err != nil {
		return numberTaken(err, row.Number)
	}
	if n, err := res.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		if _, err := t.Case(c.ID); err != nil {
			return err
		}
		return court.Errorf(court.CodeConflict, "案件%s刚被别人修改过，您的修改没有保存。", row.Number).
			WithHint("请重新打开案件，看过新内容后再改。")
	}
	c.Version = row.Version
	if _, err := t.db.NewDelete().Table("parties").Where("case_id = ?", c.ID).Exec(t.ctx); err != nil {
		return err
	}
	if err := t.putParties(c); err != nil {
		return err
	}
	return t.followDue(c.ID)
}

func numberTaken(err error, number string) error {
	if !duplicate(err) {
		return err
	}
	return court.Errorf(court.CodeConflict, "案号%s已经登记过。", number).
		WithHint("请核对案号，或打开已登记的案件。").Because(err)
}

// putParties inserts the parties, which keep the IDs they have, and the text
// the case is found by.
func (t *tx) putParties(c *court.Case) error {
	for i := range c.Parties {
		c.Parties[i].CaseID = c.ID
		row := newPartyRow(c.Parties[i])
		if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
			return fmt.Errorf("party %d: %w", i, err)
		}
		c.Parties[i].ID = row.ID
	}
	return t.putSearchText(*c)
}
