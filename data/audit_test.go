package data

import (
	"context"
	"os"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addAudit appends an entry about a case.
func addAudit(t *testing.T, s *Store, actor, action string, caseID int64) {
	t.Helper()
	write(t, s, func(tx office.Tx) error {
		return tx.AppendAudit(court.AuditEntry{At: now, Actor: actor, Action: action, Entity: "case", EntityID: caseID, CaseID: caseID,
			Before: `{"cause":"<旧>&"}`, After: `{"cause":"新𬭎"}`, Reason: "更正"})
	})
}

func TestAuditIsChainedAndFound(t *testing.T) {
	s := newStore(t)
	addAudit(t, s, "白露", "登记案件", 1)
	addAudit(t, s, "郑远", "修改案件", 1)
	addAudit(t, s, "郑远", "登录", 0)
	get := func(q office.AuditQuery) []court.AuditEntry {
		return read(t, s, func(r office.Reader) ([]court.AuditEntry, error) { return r.Audit(q) })
	}
	all := get(office.AuditQuery{})
	if len(all) != 3 || all[0].Seq != 3 || all[2].PrevHash != "" || all[0].PrevHash != all[1].Hash || all[1].PrevHash != all[2].Hash {
		t.Fatalf("the chain %+v", all)
	}
	if !all[0].At.Equal(now) || all[0].At.Day() != 23 {
		t.Errorf("at %v", all[0].At)
	}
	everyFieldSet(t, all[1])
	for name, c := range map[string]struct {
		q    office.AuditQuery
		want int
	}{
		"case": {office.AuditQuery{CaseID: 1}, 2}, "actor": {office.AuditQuery{Actor: "郑远"}, 2}, "text": {office.AuditQuery{Search: "修改"}, 1},
		"rare": {office.AuditQuery{Search: "𬭎"}, 3}, "none": {office.AuditQuery{Search: "%"}, 0}, "page": {office.AuditQuery{Limit: 2, Offset: 2}, 1},
		"from the day": {office.AuditQuery{From: court.D(2018, 11, 23)}, 3}, "after the day": {office.AuditQuery{From: court.D(2018, 11, 24)}, 0},
		"until the day": {office.AuditQuery{To: court.D(2018, 11, 23)}, 3}, "before the day": {office.AuditQuery{To: court.D(2018, 11, 22)}, 0},
		"both": {office.AuditQuery{Actor: "郑远", Search: "更正", CaseID: 1}, 1},
	} {
		if got := len(get(c.q)); got != c.want {
			t.Errorf("%s: %d entries, want %d", name, got, c.want)
		}
	}
	// SHA-256 of {"seq":1,"at":"2018-11-22T23:30:00.123456789Z",…,"prev_hash":""},
	// computed by another program. The format must stay: whoever keeps an old
	// hash on paper can check it.
	if want := "3b7547fed386a68025234b7bf9837faf25470788e259bf45bbc7398333edf3f5"; all[2].Hash != want {
		t.Errorf("hash %s, want %s", all[2].Hash, want)
	}
}

// tamper changes the file behind the program's back.
func tamper(t *testing.T, s *Store, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if _, err := s.writer.Exec(sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	for name, c := range map[string]struct {
		change []string
		want   string
	}{
		"entry changed":      {[]string{"DROP TRIGGER audit_keep", "UPDATE audit SET after = '{}' WHERE seq = 2"}, "第2条（白露，修改案件）的内容被改动过"},
		"entry taken out":    {[]string{"DROP TRIGGER audit_stay", "DELETE FROM audit WHERE seq = 2"}, "第2条至第2条缺失"},
		"last taken out":     {[]string{"DROP TRIGGER audit_stay", "DELETE FROM audit WHERE seq = 3"}, "应有3条，末尾却是第2条"},
		"entry rehashed":     {[]string{"DROP TRIGGER audit_keep", "UPDATE audit SET hash = 'x' WHERE seq = 1"}, "第2条与前一条不衔接"},
		"receipt made small": {[]string{"DROP TRIGGER receipts_keep", "UPDATE receipts SET amount = 1"}, "（2018）豫1599执1号账上有0.00元，收付凭证合计却是-499.99元"},
		"orphan":             {[]string{"PRAGMA foreign_keys = 0", "UPDATE nodes SET case_id = 77 WHERE id = 1"}, "表nodes第1条记录所属的cases记录不存在"},
		"paper's hash":       {[]string{"DROP TRIGGER papers_keep", "UPDATE papers SET sha256 = replace(sha256, substr(sha256, 3, 1), 'z')"}, "存档文件丢失"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			cs := addCase(t, s, 1)
			addReceipt(t, s, cs.ID, "收1", 50000)
			d := newDisbursement(cs.ID, "发1", 50000, 0)
			d.State, d.PaidOn = court.DisbursementPaid, court.D(2018, 11, 23)
			write(t, s, func(tx office.Tx) error {
				if err := tx.InsertDisbursement(&d); err != nil {
					return err
				}
				if err := tx.InsertNodes(cs.ID, sampleNodes()); err != nil {
					return err
				}
				return tx.InsertPaper(&court.Paper{CaseID: cs.ID, Form: "x", Name: "执行通知书", Maker: "白露"}, []byte("PDF"))
			})
			for _, action := range []string{"登记案件", "修改案件", "修改案件"} {
				addAudit(t, s, "白露", action, cs.ID)
			}
			if faults, err := s.Verify(context.Background()); err != nil || len(faults) > 0 {
				t.Fatalf("before: %v %v", faults, err)
			}
			tamper(t, s, c.change...)
			faults, err := s.Verify(context.Background())
			if err != nil || !strings.Contains(strings.Join(faults, "\n"), c.want) {
				t.Errorf("faults %v, %v; want one with %q", faults, err, c.want)
			}
		})
	}
}

func TestVerifyFindsChangedPapers(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	p := court.Paper{CaseID: c.ID, Form: "x", Name: "执行通知书", Maker: "白露"}
	write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&p, []byte("PDF")) })
	path := paperPath(s.papersDir(), p.SHA256)
	if err := os.WriteFile(path, []byte("pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	faults, err := s.Verify(context.Background())
	if err != nil || len(faults) != 1 || faults[0] != "案件（2018）豫1599执1号的文书《执行通知书》（白露制作）的存档文件被改动过。" {
		t.Errorf("faults %v, %v", faults, err)
	}
}
