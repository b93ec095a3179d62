package data

import (
	"bytes"
	"context"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

func TestSettingsComeBack(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	if err := s.Read(ctx, func(r office.Reader) error {
		_, set, err := r.Settings()
		if set {
			t.Error("a new office has settings already")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountNo: "6200", Tribunals: []string{"柳林法庭", "上湾法庭"}, IdleMinutes: 10}
	for _, phone := range []string{"1", "0376-1"} {
		want.Phone = phone
		write(t, s, func(tx office.Tx) error { return tx.PutSettings(want) })
	}
	got := read(t, s, func(r office.Reader) (court.Settings, error) {
		got, set, err := r.Settings()
		if !set {
			t.Error("settings are not set")
		}
		return got, err
	})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("settings\n got %+v\nwant %+v", got, want)
	}
}

func TestUsers(t *testing.T) {
	s := newStore(t)
	officer := addUser(t, s, "郑远", court.RoleOfficer, court.RoleHead)
	addUser(t, s, "白露", court.RoleClerk)
	ctx := context.Background()
	wantCode(t, s.Write(ctx, func(tx office.Tx) error {
		_, err := tx.PutUser(court.User{Name: "郑远", Roles: []court.Role{court.RoleClerk}})
		return err
	}), court.CodeConflict)
	officer.Disabled, officer.Phone = true, "110"
	write(t, s, func(tx office.Tx) error { _, err := tx.PutUser(officer); return err })
	if got := read(t, s, func(r office.Reader) (court.User, error) { return r.User(officer.ID) }); !reflect.DeepEqual(got, officer) {
		t.Errorf("user\n got %+v\nwant %+v", got, officer)
	}
	users := read(t, s, office.Reader.Users)
	if len(users) != 2 || users[0].Name != "白露" {
		t.Errorf("users %+v", users)
	}
	wantCode(t, s.Read(ctx, func(r office.Reader) error { _, err := r.User(99); return err }), court.CodeNotFound)
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { _, err := tx.PutUser(court.User{ID: 99, Name: "无此人"}); return err }), court.CodeNotFound)

	want := office.Credentials{Hash: "$argon2id$x", Failures: 3, LockedUntil: now.Add(time.Hour)}
	write(t, s, func(tx office.Tx) error { return tx.PutCredentials(officer.ID, office.Credentials{Hash: "old"}) })
	write(t, s, func(tx office.Tx) error { return tx.PutCredentials(officer.ID, want) })
	got := read(t, s, func(r office.Reader) (office.Credentials, error) { _, c, err := r.Login("郑远"); return c, err })
	if got.Hash != want.Hash || got.Failures != 3 || !got.LockedUntil.Equal(want.LockedUntil) {
		t.Errorf("credentials %+v, want %+v", got, want)
	}
	wantCode(t, s.Read(ctx, func(r office.Reader) error { _, _, err := r.Login("无此人"); return err }), court.CodeNotFound)
	bare := read(t, s, func(r office.Reader) (office.Credentials, error) { _, c, err := r.Login("白露"); return c, err })
	if bare.Hash != "" {
		t.Errorf("a user without password has the hash %q", bare.Hash)
	}
}

// everyFieldSet fails when the record a round trip is tested with leaves a
// field zero: a field added later must be stored too.
func everyFieldSet(t *testing.T, record any, except ...string) {
	t.Helper()
	v := reflect.ValueOf(record)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if v.Field(i).IsZero() && !strings.Contains(" "+strings.Join(except, " ")+" ", " "+name+" ") {
			t.Errorf("%s.%s is not covered", v.Type(), name)
		}
	}
}

func TestCaseComesBackWhole(t *testing.T) {
	s := newStore(t)
	officer, clerk := addUser(t, s, "郑远", court.RoleOfficer), addUser(t, s, "白露", court.RoleClerk)
	origin := addCase(t, s, 99)
	want := addCase(t, s, 186, func(c *court.Case) {
		c.ResumedFrom, c.ResumedNo = origin.ID, origin.Number.String()
		c.OfficerID, c.ClerkID = officer.ID, clerk.ID
		c.Number.Suffix, c.Number.Old, c.Number.Court = 1, true, "溪"
		c.NumberReason = "指定管辖，沿用原案号"
		c.Closed, c.Closing = court.D(2018, 10, 1), court.ClosedInterim
	})
	everyFieldSet(t, want)
	everyFieldSet(t, want.Number)
	everyFieldSet(t, want.Basis)
	for _, get := range []func(office.Reader) (court.Case, error){
		func(r office.Reader) (court.Case, error) { return r.Case(want.ID) },
		func(r office.Reader) (court.Case, error) { return r.CaseByNumber(want.Number) },
	} {
		got := read(t, s, get)
		if !got.CreatedAt.Equal(want.CreatedAt) || got.CreatedAt.Hour() != 7 {
			t.Errorf("created at %v, want %v in the clock's zone", got.CreatedAt, want.CreatedAt)
		}
		got.CreatedAt = want.CreatedAt
		if !reflect.DeepEqual(got, want) {
			t.Errorf("case\n got %+v\nwant %+v", got, want)
		}
	}
	ctx := context.Background()
	again := newCase(186, func(c *court.Case) { c.Number = want.Number })
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { return tx.InsertCase(&again) }), court.CodeConflict)
	wantCode(t, s.Read(ctx, func(r office.Reader) error { _, err := r.Case(99); return err }), court.CodeNotFound)
	wantCode(t, s.Read(ctx, func(r office.Reader) error {
		_, err := r.CaseByNumber(court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 1})
		return err
	}), court.CodeNotFound)
}

func TestUpdateCaseRefusesAStaleSave(t *testing.T) {
	s := newStore(t)
	first := addCase(t, s, 1)
	second := first
	second.Parties = append([]court.Party(nil), first.Parties...)
	first.Cause = "买卖合同纠纷"
	first.Parties = append(first.Parties[:1:1], court.Party{Position: 1, Role: court.RoleDebtor, Name: "新来人"})
	write(t, s, func(tx office.Tx) error { return tx.UpdateCase(&first) })
	if first.Version != 2 {
		t.Errorf("version %d after the first save", first.Version)
	}
	err := s.Write(context.Background(), func(tx office.Tx) error { return tx.UpdateCase(&second) })
	wantCode(t, err, court.CodeConflict)
	got := read(t, s, func(r office.Reader) (court.Case, error) { return r.Case(first.ID) })
	if got.Cause != "买卖合同纠纷" || got.NamesOf(court.RoleDebtor) != "新来人" || got.Parties[0].ID != first.Parties[0].ID {
		t.Errorf("after the refused save: %+v", got)
	}
	if !got.CreatedAt.Equal(now) {
		t.Errorf("the save moved the day of registration to %v", got.CreatedAt)
	}
	page := read(t, s, func(r office.Reader) (office.CasePage, error) {
		return r.Cases(office.CaseQuery{Search: "新来人", Limit: 10})
	})
	if page.Total != 1 || page.Rows[0].Debtors != "新来人" {
		t.Errorf("the list after the save: %+v", page)
	}
	old := read(t, s, func(r office.Reader) (office.CasePage, error) {
		return r.Cases(office.CaseQuery{Search: "龚䶮", Limit: 10})
	})
	if old.Total != 0 {
		t.Error("a party that was taken out is still found")
	}
	missing := newCase(2)
	missing.ID = 99
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.UpdateCase(&missing) }), court.CodeNotFound)
}

func TestLastSeq(t *testing.T) {
	s := newStore(t)
	addCase(t, s, 7)
	addCase(t, s, 12)
	addCase(t, s, 99, func(c *court.Case) { c.Number.Kind = "执保" })
	addCase(t, s, 98, func(c *court.Case) { c.Number.Year = 2017 })
	for _, c := range []struct {
		kind court.CaseKind
		want int
	}{{court.KindFirst, 12}, {court.KindProtection, 99}, {court.KindResumed, 0}} {
		if got := read(t, s, func(r office.Reader) (int, error) { return r.LastSeq(2018, "豫1599", c.kind) }); got != c.want {
			t.Errorf("last number of %s is %d, want %d", c.kind, got, c.want)
		}
	}
}

func TestNamesakes(t *testing.T) {
	s := newStore(t)
	a, b := addCase(t, s, 1), addCase(t, s, 2)
	find := func(except int64, ids, names []string) []office.Namesake {
		return read(t, s, func(r office.Reader) ([]office.Namesake, error) { return r.Namesakes(except, ids, names) })
	}
	got := find(a.ID, []string{b.Parties[1].IDNumber, ""}, []string{"龚䶮", ""})
	if len(got) != 2 || !got[0].ByID || got[0].Debtor != "甄试2" || got[1].ByID || got[1].Debtor != "龚䶮" || got[1].CaseID != b.ID ||
		got[0].Number != "（2018）豫1599执2号" || got[0].Officer != "郑远" || got[0].Status != court.StatusOpen {
		t.Errorf("namesakes %+v", got)
	}
	if got := find(0, nil, []string{"甄试2"}); len(got) != 0 {
		t.Errorf("someone with an identifier was matched by name alone: %+v", got)
	}
	if got := find(0, nil, []string{"溪山县青禾农资有限公司"}); len(got) != 0 {
		t.Errorf("an applicant is no namesake: %+v", got)
	}
	if got := find(0, nil, nil); got != nil {
		t.Errorf("namesakes of nobody: %+v", got)
	}
}

func TestFlow(t *testing.T) {
	s := newStore(t)
	u := addUser(t, s, "郑远", court.RoleOfficer)
	c := addCase(t, s, 1)
	h := court.Handover{CaseID: c.ID, From: court.GroupGeneral, To: court.GroupEnforcement, FromStage: court.StagePreparation,
		ToStage: court.StageAssetControl, FromOfficer: "白露", ToOfficerID: u.ID, ToOfficer: "郑远",
		Materials: []court.Material{{Name: "执行申请书", Copies: 1, Pages: 2, Note: "原件"}, {Name: "判决书", Copies: 2, Pages: 8}},
		Note:      "请尽快查控", SentAt: now, SentBy: "白露", State: court.HandoverSent}
	write(t, s, func(tx office.Tx) error {
		if err := tx.EnterStage(c.ID, office.StageSpan{Group: court.GroupGeneral, Stage: court.StagePreparation, From: court.D(2018, 5, 1), By: "白露"}); err != nil {
			return err
		}
		return tx.InsertHandover(&h)
	})
	waiting := func(g court.Group) []court.Handover {
		return read(t, s, func(r office.Reader) ([]court.Handover, error) { return r.HandoversWaiting(g) })
	}
	if len(waiting("")) != 1 || len(waiting(court.GroupEnforcement)) != 1 || len(waiting(court.GroupClosing)) != 0 {
		t.Error("the handover waits for the wrong group")
	}
	h.State, h.DoneAt, h.DoneBy, h.ReturnNote = court.HandoverReturned, now.Add(time.Hour), "郑远", "缺送达回证"
	write(t, s, func(tx office.Tx) error { return tx.UpdateHandover(h) })
	if len(waiting("")) != 0 {
		t.Error("a returned handover still waits")
	}
	got := read(t, s, func(r office.Reader) (court.Handover, error) { return r.Handover(h.ID) })
	h.CaseNumber = c.Number.String()
	everyFieldSet(t, h)
	if !got.SentAt.Equal(h.SentAt) || !got.DoneAt.Equal(h.DoneAt) {
		t.Errorf("times %v %v", got.SentAt, got.DoneAt)
	}
	got.SentAt, got.DoneAt = h.SentAt, h.DoneAt
	if !reflect.DeepEqual(got, h) {
		t.Errorf("handover\n got %+v\nwant %+v", got, h)
	}
	second := h
	write(t, s, func(tx office.Tx) error {
		if err := tx.EnterStage(c.ID, office.StageSpan{Group: court.GroupEnforcement, Stage: court.StageAssetControl, From: court.D(2018, 5, 9), By: "郑远"}); err != nil {
			return err
		}
		return tx.InsertHandover(&second)
	})
	all := read(t, s, func(r office.Reader) ([]court.Handover, error) { return r.Handovers(c.ID) })
	if len(all) != 2 || all[0].ID != second.ID {
		t.Errorf("handovers are not newest first: %+v", all)
	}
	log := read(t, s, func(r office.Reader) ([]office.StageSpan, error) { return r.StageLog(c.ID) })
	want := []office.StageSpan{
		{Group: court.GroupGeneral, Stage: court.StagePreparation, From: court.D(2018, 5, 1), To: court.D(2018, 5, 9), By: "白露"},
		{Group: court.GroupEnforcement, Stage: court.StageAssetControl, From: court.D(2018, 5, 9), By: "郑远"},
	}
	if !reflect.DeepEqual(log, want) {
		t.Errorf("stage log %+v", log)
	}
	wantCode(t, s.Read(context.Background(), func(r office.Reader) error { _, err := r.Handover(99); return err }), court.CodeNotFound)
	h.ID = 99
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.UpdateHandover(h) }), court.CodeNotFound)
}

func TestPapers(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	pdf := []byte("%PDF-1.4 执行通知书")
	p := court.Paper{CaseID: c.ID, Form: "execution-notice", Name: "执行通知书", Number: c.Number.String(), For: "龚䶮", Dated: court.D(2018, 11, 23),
		Pages: 2, Maker: "白露", MadeAt: now, Version: "0f3a", Inputs: map[string]string{"fill.deadline": "三日内"}, SignOff: "院长",
		Edits: []court.PaperEdit{{Key: "4.1.2", Block: "表格1第2行第3格", Was: "甲", Now: "𬭎", Gone: true}}, OwnForm: 3, Fonts: "正文 仿宋"}
	write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&p, pdf) })
	twin := p
	twin.ID = 0
	write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&twin, pdf) })
	p.SignedBy, p.SignedOn, p.SignedHow = "顾明远", court.D(2018, 11, 24), court.SignedOnPaper
	write(t, s, func(tx office.Tx) error { return tx.SignPaper(p) })
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.SignPaper(p) }), court.CodeConflict)
	write(t, s, func(tx office.Tx) error { return tx.VoidPaper(p.ID, "当事人姓名有误") })
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.VoidPaper(p.ID, "再来") }), court.CodeConflict)

	got := read(t, s, func(r office.Reader) (court.Paper, error) { return r.Paper(p.ID) })
	p.CaseNo, p.Void = c.Number.String(), "当事人姓名有误"
	everyFieldSet(t, p)
	if !got.MadeAt.Equal(p.MadeAt) {
		t.Errorf("made at %v", got.MadeAt)
	}
	got.MadeAt = p.MadeAt
	if !reflect.DeepEqual(got, p) {
		t.Errorf("paper\n got %+v\nwant %+v", got, p)
	}
	if b := read(t, s, func(r office.Reader) ([]byte, error) { return r.PaperBytes(twin.ID) }); !bytes.Equal(b, pdf) {
		t.Errorf("bytes %q", b)
	}
	if n := read(t, s, func(r office.Reader) (int, error) { return r.PaperCount(c.ID, "execution-notice") }); n != 2 {
		t.Errorf("%d papers counted, void ones too", n)
	}
	list := read(t, s, func(r office.Reader) ([]court.Paper, error) { return r.Papers(c.ID) })
	recent := read(t, s, func(r office.Reader) ([]court.Paper, error) { return r.RecentPapers(1) })
	if len(list) != 2 || list[0].ID != twin.ID || len(recent) != 1 || recent[0].ID != twin.ID {
		t.Errorf("papers are not newest first: %+v, %+v", list, recent)
	}

	path := paperPath(s.papersDir(), p.SHA256)
	if err := os.WriteFile(path, []byte("%PDF-1.4 别的"), 0o600); err != nil {
		t.Fatal(err)
	}
	readBytes := func() error {
		return s.Read(context.Background(), func(r office.Reader) error { _, err := r.PaperBytes(p.ID); return err })
	}
	wantCode(t, readBytes(), court.CodeDamaged)
	third := p
	third.ID = 0
	write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&third, pdf) })
	if err := readBytes(); err != nil {
		t.Errorf("printing the same bytes again does not heal the file: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantCode(t, readBytes(), court.CodeDamaged)
}

func TestClosure(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	tick := court.ChecklistTick{CaseID: c.ID, Item: "notice", Done: false, Evidence: "", By: "白露", At: now}
	write(t, s, func(tx office.Tx) error { return tx.PutTick(tick) })
	tick.Done, tick.Evidence, tick.By, tick.At = true, "送达回证", "郑远", now.Add(time.Minute)
	write(t, s, func(tx office.Tx) error { return tx.PutTick(tick) })
	ticks := read(t, s, func(r office.Reader) ([]court.ChecklistTick, error) { return r.Ticks(c.ID) })
	if len(ticks) != 1 || !ticks[0].At.Equal(tick.At) || !ticks[0].Done || ticks[0].Evidence != "送达回证" || ticks[0].By != "郑远" {
		t.Errorf("ticks %+v", ticks)
	}
	everyFieldSet(t, ticks[0])

	v := court.Review{CaseID: c.ID, SubmittedAt: now, SubmittedBy: "郑远"}
	write(t, s, func(tx office.Tx) error { return tx.InsertReview(&v) })
	waiting := read(t, s, office.Reader.ReviewsWaiting)
	if len(waiting) != 1 || waiting[0].ID != v.ID || waiting[0].Number != c.Number.String() || waiting[0].Debtors != "甄试1、龚䶮" || waiting[0].Officer != "郑远" {
		t.Errorf("waiting %+v", waiting)
	}
	v.Reviewer, v.ReviewedAt, v.Verdict, v.Note = "顾评", now.Add(time.Hour), court.ReviewSupplement, "补正后再报"
	v.Findings = []court.Finding{{Item: "notice", Text: "未告知", Fix: "补发"}}
	v.Earlier = []court.Finding{{Item: "survey", Text: "缺笔录", Fix: "补笔录", Remedy: "已补"}}
	v.Draft = court.ReviewDraft{Verdict: court.ReviewFailed, Findings: v.Findings, Note: "看到一半", By: "顾评", At: now}
	write(t, s, func(tx office.Tx) error { return tx.UpdateReview(v) })
	got := read(t, s, func(r office.Reader) (court.Review, error) { return r.Review(v.ID) })
	everyFieldSet(t, got)
	if !reflect.DeepEqual(got.Findings, v.Findings) || !reflect.DeepEqual(got.Earlier, v.Earlier) || got.Draft.Note != "看到一半" || !got.Draft.At.Equal(now) || got.Verdict != v.Verdict || !got.ReviewedAt.Equal(v.ReviewedAt) || got.Reviewer != "顾评" || got.Note != v.Note {
		t.Errorf("review %+v", got)
	}
	if left := read(t, s, office.Reader.ReviewsWaiting); len(left) != 0 {
		t.Errorf("a finished review still waits: %+v", left)
	}
	next := court.Review{CaseID: c.ID, SubmittedAt: now, SubmittedBy: "郑远"}
	write(t, s, func(tx office.Tx) error { return tx.InsertReview(&next) })
	if all := read(t, s, func(r office.Reader) ([]court.Review, error) { return r.Reviews(c.ID) }); len(all) != 2 || all[0].ID != next.ID {
		t.Errorf("reviews are not newest first: %+v", all)
	}
}

func TestNothingOfAFailedWriteStays(t *testing.T) {
	s := newStore(t)
	stop := errors.New("stop")
	c := newCase(1)
	err := s.Write(context.Background(), func(tx office.Tx) error {
		if err := tx.InsertCase(&c); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = s.Write(context.Background(), func(tx office.Tx) error {
			d := newCase(2)
			if err := tx.InsertCase(&d); err != nil {
				return err
			}
			panic("broken use case")
		})
	}()
	if page := read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(office.CaseQuery{}) }); page.Total != 0 {
		t.Errorf("%d cases left", page.Total)
	}
	addCase(t, s, 3) // the connection is free again
}
