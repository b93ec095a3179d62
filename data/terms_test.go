package data

import (
	"context"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// What terms are made of comes back as it was stored.
func TestTermRecordsComeBackWhole(t *testing.T) {
	s := newStore(t)
	user := addUser(t, s, "郑远", court.RoleOfficer)
	c := addCase(t, s, 1)
	d := court.TermDeduction{CaseID: c.ID, Kind: "评估", Span: court.Span{From: court.D(2018, 6, 1), To: court.D(2018, 7, 1)}, Basis: "法释〔2000〕29号9",
		Paper: "评估委托书", Note: "备注", By: "郑远", At: now, Revoked: "有误"}
	e := court.Extension{CaseID: c.ID, Months: 3, Reason: "评估", AskedBy: "郑远", AskedByID: user.ID, AskedAt: now, State: court.ApprovalAsked,
		DecidedBy: "穆局长", DecidedAt: now, Decision: "同意", Paper: "审批表", SuperiorNo: "豫高法备3号", SuperiorOn: court.D(2018, 11, 22)}
	p := court.ParamOverride{Param: "T08", Value: 3, Unit: "日", Basis: "本院文件", From: court.D(2018, 1, 1), To: court.D(2018, 12, 31), By: "管理员", At: now, Revoked: "废止"}
	n := court.WarningNotice{CaseID: c.ID, CaseNo: c.Number.String(), To: "郑远", Text: "超期", Level: court.LevelHead, IssuedBy: "穆局长", IssuedAt: now,
		SignedBy: "郑远", SignedOn: court.D(2018, 11, 23)}
	y := court.HolidayYear{Year: 2031, Off: []court.Date{court.D(2031, 1, 1)}, On: []court.Date{court.D(2031, 1, 4)}, Source: "通知"}
	l := court.LedgerLegs{CaseID: c.ID, Ledger: court.LedgerOverSix, Listed: court.D(2018, 11, 1), Reviewed: court.D(2018, 11, 2), Reported: court.D(2018, 11, 3)}
	var version int
	write(t, s, func(tx office.Tx) error {
		for _, step := range []func() error{
			func() error { return tx.InsertDeduction(&d) }, func() error { return tx.InsertExtension(&e) },
			func() error { return tx.InsertOverride(&p) }, func() error { return tx.InsertWarningNotice(&n) },
			func() error { return tx.PutHolidays(court.HolidayYear{Year: 2031}) }, func() error { return tx.PutHolidays(y) },
			func() error { return tx.PutLegs(court.LedgerLegs{CaseID: c.ID, Ledger: court.LedgerOverSix}) }, func() error { return tx.PutLegs(l) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		var err error
		version, err = tx.RulesVersion()
		return err
	})
	if version != 3 {
		t.Errorf("rules changed %d times, want 3", version)
	}
	everyFieldSet(t, d)
	everyFieldSet(t, e)
	everyFieldSet(t, p)
	everyFieldSet(t, n, "PaperID")
	got := read(t, s, func(r office.Reader) (court.TermDeduction, error) { return r.Deduction(d.ID) })
	if !got.At.Equal(d.At) || got.Span != d.Span || got.Revoked != d.Revoked || got.Paper != d.Paper || got.Kind != d.Kind || got.Basis != d.Basis || got.Note != d.Note || got.By != d.By {
		t.Errorf("deduction %+v", got)
	}
	ext := read(t, s, func(r office.Reader) (court.Extension, error) { return r.Extension(e.ID) })
	if ext.Months != 3 || ext.AskedByID != user.ID || ext.State != e.State || ext.Decision != e.Decision || ext.Paper != e.Paper || ext.SuperiorNo != e.SuperiorNo || ext.SuperiorOn != e.SuperiorOn || !ext.DecidedAt.Equal(now) {
		t.Errorf("extension %+v", ext)
	}
	asked := read(t, s, office.Reader.ExtensionsAsked)
	if len(asked) != 1 || asked[0].Number != c.Number.String() || asked[0].Limit != c.Limit {
		t.Errorf("asked %+v", asked)
	}
	own := read(t, s, office.Reader.ParamOverrides)
	if len(own) != 1 || own[0].From != p.From || own[0].To != p.To || own[0].Unit != "日" || own[0].Revoked != "废止" {
		t.Errorf("overrides %+v", own)
	}
	years := read(t, s, office.Reader.HolidayYears)
	if len(years) != 1 || len(years[0].On) != 1 || years[0].Off[0] != y.Off[0] || years[0].Source != "通知" {
		t.Errorf("years %+v", years)
	}
	notice := read(t, s, func(r office.Reader) (court.WarningNotice, error) { return r.WarningNotice(n.ID) })
	if notice.SignedOn != n.SignedOn || notice.Level != n.Level || notice.CaseNo != n.CaseNo || notice.To != n.To {
		t.Errorf("notice %+v", notice)
	}
	if legs := read(t, s, func(r office.Reader) (court.LedgerLegs, error) { return r.Legs(c.ID, court.LedgerOverSix) }); legs != l {
		t.Errorf("legs %+v", legs)
	}
}

// What supervises a case does not count as work on it.
func TestTouchedByWorkOnly(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	entry := func(entity string, days int) {
		write(t, s, func(tx office.Tx) error {
			return tx.AppendAudit(court.AuditEntry{At: now.AddDate(0, 0, days), Actor: "郑远", Action: "办理", Entity: entity, CaseID: c.ID})
		})
	}
	touched := func() court.Date {
		facts := read(t, s, func(r office.Reader) ([]office.WarningFacts, error) {
			return r.WarningFacts([]int64{c.ID}, court.D(2019, 1, 1))
		})
		return facts[0].Touched
	}
	entry("node", 0)
	entry("warning", 3)
	if got := touched(); got != court.D(2018, 11, 23) {
		t.Errorf("touched %s", got)
	}
	entry("node", 5)
	entry("node", 1) // imported late
	if got := touched(); got != court.D(2018, 11, 28) {
		t.Errorf("touched %s", got)
	}
}

// A locked week stays as it is.
func TestLockedTargetStays(t *testing.T) {
	s := newStore(t)
	week := court.D(2018, 11, 19)
	put := func(n int, locked bool) error {
		return s.Write(context.Background(), func(tx office.Tx) error {
			return tx.PutTarget(office.StoredTarget{Backlog: 9, WeekTarget: court.WeekTarget{Week: week, UserID: 3, Group: court.GroupClosing, Target: n, Locked: locked, By: "局长"}})
		})
	}
	for _, n := range []int{2, 4} {
		if err := put(n, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := put(5, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, put(6, false), court.CodeRefused)
	got := read(t, s, func(r office.Reader) ([]office.StoredTarget, error) { return r.WeekTargets(week) })
	if len(got) != 1 || got[0].Target != 5 || !got[0].Locked || got[0].Backlog != 9 {
		t.Errorf("targets %+v", got)
	}
}
