package office_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

const password = "long enough 密码"

// world is a small court on real SQLite, real forms and a clock that tests move.
type world struct {
	*testing.T
	o     *office.Office
	ctx   context.Context
	now   atomic.Pointer[time.Time]
	staff map[string]office.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, ctx: context.Background(), staff: map[string]office.Actor{}}
	w.on(court.D(2018, 6, 8))
	dir := t.TempDir()
	first, err := firstWorld()
	w.must(err)
	w.must(os.CopyFS(dir, first.files))
	maps.Copy(w.staff, first.staff)
	o, done, err := wiring.Open(w.ctx, dir, false, func() time.Time { return *w.now.Load() })
	w.must(err)
	t.Cleanup(func() { w.must(done()) })
	w.o = o
	return w
}

// beginning is an office with its staff on the day it was set up. It is made
// once and copied for each test: setting up hashes nine passwords, which takes
// longer than most tests.
type beginning struct {
	files fs.FS
	staff map[string]office.Actor
}

var firstWorld = sync.OnceValues(func() (beginning, error) {
	dir, err := os.MkdirTemp("", "zhixing-office")
	if err != nil {
		return beginning{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	staff, err := setUp(dir)
	if err != nil {
		return beginning{}, err
	}
	files := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			files[name] = &fstest.MapFile{Mode: fs.ModeDir | 0o700}
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = &fstest.MapFile{Data: text, Mode: 0o600}
		return err
	})
	return beginning{files, staff}, err
})

func setUp(dir string) (staff map[string]office.Actor, err error) {
	ctx := context.Background()
	day := court.D(2018, 6, 8)
	o, done, err := wiring.Create(ctx, dir, func() time.Time { return time.Date(day.Year, day.Month, day.Day, 9, 0, 0, 0, time.Local) })
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	admin, err := o.SetUp(ctx, office.Setup{
		Admin: "管理员", Password: password,
		Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountBank: "信用社", AccountName: "专户", AccountNo: "4100 1599"},
	})
	if err != nil {
		return nil, err
	}
	staff = map[string]office.Actor{"管理员": admin}
	for _, u := range []court.User{
		{Name: "沈国栋", Roles: []court.Role{court.RoleOfficer}, Group: court.GroupEnforcement},
		{Name: "赵一帆", Roles: []court.Role{court.RoleOfficer, court.RoleHead, court.RoleReviewer}, Group: court.GroupClosing},
		{Name: "陈玥", Roles: []court.Role{court.RoleClerk}, Group: court.GroupGeneral},
		{Name: "贺长风", Roles: []court.Role{court.RoleDirector}},
		{Name: "顾明远", Roles: []court.Role{court.RolePresident}},
		{Name: "秦静宜", Roles: []court.Role{court.RoleAccountant}},
		{Name: "陶文博", Roles: []court.Role{court.RoleReviewer}},
		{Name: "万能", Roles: court.Roles},
	} {
		saved, err := o.SaveUser(ctx, admin, u, password)
		if err != nil {
			return nil, err
		}
		staff[u.Name] = office.Actor{User: saved}
	}
	return staff, nil
}

func (w *world) on(d court.Date) {
	t := time.Date(d.Year, d.Month, d.Day, 9, 0, 0, 0, time.Local)
	w.now.Store(&t)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused checks that err has the code and that its sentence says so.
func (w *world) refused(err error, code court.Code, says string) {
	w.Helper()
	say, hint := court.Sentence(err)
	if court.CodeOf(err) != code || !strings.Contains(say+hint, says) {
		w.Errorf("got %v %q %q, want %s with %q", court.CodeOf(err), say, hint, code, says)
	}
}

func aCase() court.Case {
	return court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 6, 8), Cause: "建设工程施工合同纠纷", Principal: 1186520_33,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2017）豫1599民初1024号", Organ: "溪山县人民法院"},
		Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张𬭎", IDNumber: "411599195205201383", BankName: "信用社", BankAccount: "6222"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李㛃", IDNumber: "411599197209279304", Address: "溪山县青龙镇1号"},
			{Role: court.RoleDebtor, Kind: court.PartyCompany, Name: "溪山县宏达建筑工程有限公司", IDNumber: "91411599TBR4JY772J"},
		},
	}
}

func (w *world) register() court.Case {
	w.Helper()
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], aCase())
	w.must(err)
	return c
}

func TestRegisterPlansNodesAndNumbers(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	if c.Number.String() != "（2018）豫1599执1号" || c.Limit != court.D(2018, 12, 8) || c.Fee != 14265_20 || c.Stage != court.StagePreparation {
		t.Errorf("case %s limit %s fee %s stage %s", c.Number, c.Limit, c.Fee, c.Stage)
	}
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if p := got.Parties[1]; p.Name != "李㛃" || p.Birth != court.D(1972, 9, 27) || p.Sex != "女" {
		t.Errorf("debtor %+v", p)
	}
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	planned := map[string]court.Date{}
	for _, n := range nodes {
		planned[n.Name] = n.Planned
	}
	for name, want := range map[string]court.Date{
		"发出执行通知书": court.D(2018, 6, 11), "首次网络查控": court.D(2018, 6, 18), "传统调查": court.D(2018, 7, 8), "终本准备启动": court.D(2018, 9, 8),
	} {
		if planned[name] != want {
			t.Errorf("%s planned %s, want %s", name, planned[name], want)
		}
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if len(log) == 0 || log[len(log)-1].Action != "登记案件" || log[len(log)-1].Actor != "陈玥" {
		t.Errorf("audit %+v", log)
	}
}

func TestRegisterRefuses(t *testing.T) {
	w := newWorld(t)
	w.register()
	for name, x := range map[string]struct {
		change func(*court.Case)
		code   court.Code
		says   string
	}{
		"duplicate number": {func(c *court.Case) { c.Number = court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 1} }, court.CodeConflict, "（2018）豫1599执1号"},
		"future date":      {func(c *court.Case) { c.Filed = court.D(2018, 6, 9) }, court.CodeInvalid, "立案日期"},
		"another court":    {func(c *court.Case) { c.Number = court.CaseNumber{Year: 2018, Court: "豫1601", Kind: "执", Seq: 9} }, court.CodeInvalid, "豫1601"},
		"a year to come":   {func(c *court.Case) { c.Number = court.CaseNumber{Year: 2019, Court: "豫1599", Kind: "执", Seq: 9} }, court.CodeInvalid, "2019年度"},
		"no date":          {func(c *court.Case) { c.Filed = court.Date{} }, court.CodeInvalid, "立案日期"},
		"no debtor":        {func(c *court.Case) { c.Parties = c.Parties[:1] }, court.CodeInvalid, "被执行人"},
		"wrong kind":       {func(c *court.Case) { c.Kind = "民初" }, court.CodeInvalid, "案件类型"},
		"check digit":      {func(c *court.Case) { c.Parties[1].IDNumber = "411599197209279305" }, court.CodeInvalid, "校验位"},
		"empty name":       {func(c *court.Case) { c.Parties[1].Name = " " }, court.CodeInvalid, "姓名"},
		"endless name":     {func(c *court.Case) { c.Parties[1].Name = strings.Repeat("长", 101) }, court.CodeInvalid, "最多100"},
		"negative claim":   {func(c *court.Case) { c.Principal = -1 }, court.CodeInvalid, "标的额"},
	} {
		c := aCase()
		x.change(&c)
		_, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
		t.Run(name, func(t *testing.T) { w.T = t; w.refused(err, x.code, x.says) })
	}
	w.T = t
	_, err := w.o.RegisterCase(w.ctx, w.staff["秦静宜"], aCase())
	w.refused(err, court.CodeDenied, "不能登记案件")
	c := aCase()
	c.Parties[1].IDNumber, c.Parties[1].IDReason = "411599197209279305", "判决书原文如此"
	c.Number, c.NumberReason = court.CaseNumber{Year: 2018, Court: "豫1601", Kind: "执", Seq: 9}, "指定管辖，沿用原案号"
	c, err = w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
	w.must(err)
	if kept, err := w.o.Case(w.ctx, c.ID); err != nil || kept.NumberReason != "指定管辖，沿用原案号" {
		t.Errorf("the reason for the number is %q %v", kept.NumberReason, err)
	}
	c.Cause, c.NumberReason = "借款合同纠纷", ""
	c, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "")
	w.must(err) // the number stands, nobody asks again
	c.Number.Seq, c.NumberReason = 10, ""
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "")
	w.refused(err, court.CodeInvalid, "豫1601")
}

func TestLogInLocksAfterFiveFailures(t *testing.T) {
	w := newWorld(t)
	for range 4 {
		_, err := w.o.LogIn(w.ctx, "沈国栋", "wrong password")
		w.refused(err, court.CodeDenied, "姓名或密码不对")
	}
	until := "已锁定到" + w.now.Load().Add(15*time.Minute).Local().Format("15:04")
	_, err := w.o.LogIn(w.ctx, "沈国栋", "wrong password")
	w.refused(err, court.CodeDenied, until)
	_, err = w.o.LogIn(w.ctx, "沈国栋", password)
	w.refused(err, court.CodeDenied, until)
	later := w.now.Load().Add(16 * time.Minute)
	w.now.Store(&later)
	actor, err := w.o.LogIn(w.ctx, "沈国栋", password)
	w.must(err)
	w.must(w.o.ChangePassword(w.ctx, actor, password, "another 密码 1"))
	_, err = w.o.LogIn(w.ctx, "沈国栋", "another 密码 1")
	w.must(err)
	_, err = w.o.LogIn(w.ctx, "没有这个人", password)
	w.refused(err, court.CodeDenied, "姓名或密码不对")
	_, err = w.o.SetUp(w.ctx, office.Setup{Admin: "x", Password: password, Settings: court.Settings{CourtName: "甲", CourtCode: "豫1599"}})
	w.refused(err, court.CodeConflict, "已经初始化")
}

// A role taken away after log-in no longer allows anything.
func TestRolesAreCheckedAgain(t *testing.T) {
	w := newWorld(t)
	clerk := w.staff["陈玥"]
	u := clerk.User
	u.Roles = []court.Role{court.RoleReviewer}
	_, err := w.o.SaveUser(w.ctx, w.staff["管理员"], u, "")
	w.must(err)
	_, err = w.o.RegisterCase(w.ctx, clerk, aCase())
	w.refused(err, court.CodeDenied, "登记案件")
	admin := w.staff["管理员"].User
	admin.Disabled = true
	boss := w.staff["万能"].User
	boss.Roles, boss.Group = []court.Role{court.RoleOfficer}, court.GroupEnforcement
	_, err = w.o.SaveUser(w.ctx, w.staff["管理员"], boss, "")
	w.must(err)
	_, err = w.o.SaveUser(w.ctx, w.staff["管理员"], admin, "")
	w.refused(err, court.CodeRefused, "至少要保留一名")
}

func TestHandoverThroughTheGroups(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	h := court.Handover{CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请书"}}}
	bad := h
	bad.To, bad.ToStage = court.GroupClosing, court.StageClosingReview
	_, err := w.o.HandOver(w.ctx, w.staff["陈玥"], bad)
	w.refused(err, court.CodeRefused, "")
	none := h
	none.Materials = nil
	_, err = w.o.HandOver(w.ctx, w.staff["陈玥"], none)
	w.refused(err, court.CodeInvalid, "移交材料")
	sent, err := w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.must(err)
	_, err = w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.refused(err, court.CodeRefused, "等待接收")
	w.refused(w.o.ReceiveHandover(w.ctx, w.staff["赵一帆"], sent.ID), court.CodeDenied, "执行实施组")
	w.refused(w.o.ReturnHandover(w.ctx, w.staff["沈国栋"], sent.ID, " "), court.CodeInvalid, "补正要求")
	w.must(w.o.ReturnHandover(w.ctx, w.staff["沈国栋"], sent.ID, "缺生效证明"))
	again, err := w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.must(err)
	w.on(court.D(2018, 6, 12))
	w.must(w.o.ReceiveHandover(w.ctx, w.staff["沈国栋"], again.ID))
	w.refused(w.o.ReceiveHandover(w.ctx, w.staff["沈国栋"], again.ID), court.CodeRefused, "已接收")
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if got.Group != court.GroupEnforcement || got.Stage != court.StageAssetControl || got.StageSince != court.D(2018, 6, 12) {
		t.Errorf("case %s %s %s", got.Group, got.Stage, got.StageSince)
	}
	spans, err := w.o.StageLog(w.ctx, c.ID)
	w.must(err)
	if len(spans) != 2 || spans[0].To != court.D(2018, 6, 12) || !spans[1].To.IsZero() {
		t.Errorf("stage log %+v", spans)
	}
	list, err := w.o.Handovers(w.ctx, c.ID)
	w.must(err)
	if len(list) != 2 || list[1].State != court.HandoverReturned || list[1].ReturnNote != "缺生效证明" {
		t.Errorf("handovers %+v", list)
	}
}

func TestNodesAreFilledWithReasons(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 6, 20))
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	byCode := map[string]court.Node{}
	for _, n := range nodes {
		byCode[n.Code] = n
	}
	seal := byCode["012"]
	if w.o.NodeState(byCode["003"]) != court.NodeOverdue || w.o.NodeState(seal) != court.NodeFuture {
		t.Error("states", w.o.NodeState(byCode["003"]), w.o.NodeState(seal))
	}
	officer := w.staff["沈国栋"]
	w.refused(w.o.RecordNode(w.ctx, officer, seal.ID, office.NodeEntry{Actual: court.D(2018, 6, 21)}), court.CodeInvalid, "晚于今天")
	w.refused(w.o.RecordNode(w.ctx, officer, seal.ID, office.NodeEntry{Actual: court.D(2018, 6, 7)}), court.CodeInvalid, "早于立案日期")
	w.must(w.o.RecordNode(w.ctx, officer, seal.ID, office.NodeEntry{Actual: court.D(2018, 6, 19), Result: "查封房屋"}))
	w.refused(w.o.RecordNode(w.ctx, officer, seal.ID, office.NodeEntry{Actual: court.D(2018, 6, 18)}), court.CodeInvalid, "修改理由")
	after, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	for _, n := range after {
		if n.Code == "017" && n.Planned != court.D(2018, 7, 19) {
			t.Errorf("valuation planned %s, want 30 days after the seizure", n.Planned)
		}
	}
	w.refused(w.o.WaiveNode(w.ctx, officer, byCode["P05"].ID, ""), court.CodeInvalid, "免办理由")
	w.must(w.o.WaiveNode(w.ctx, officer, byCode["P05"].ID, "未发现转移财产"))
	w.refused(w.o.WaiveNode(w.ctx, officer, seal.ID, "x"), court.CodeRefused, "已于")
}

func TestMoneyNeverBelowZero(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	acc := w.staff["秦静宜"]
	r, err := w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: 100_00, BankRef: "A1"})
	w.must(err)
	_, err = w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: 100_00, BankRef: "A1"})
	w.refused(err, court.CodeConflict, "登记过")
	ask := court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 60_00}
	var ok, short atomic.Int32
	var wg sync.WaitGroup
	for range 8 { // two windows and more at once
		wg.Add(1)
		go func() {
			defer wg.Done()
			switch _, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], ask); court.CodeOf(err) {
			case "":
				ok.Add(1)
			case court.CodeRefused:
				short.Add(1)
			default:
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	if ok.Load() != 1 || short.Load() != 7 {
		t.Fatalf("%d requests went through, %d were refused", ok.Load(), short.Load())
	}
	_, err = w.o.ReverseReceipt(w.ctx, acc, r.ID, "登错案件")
	w.refused(err, court.CodeRefused, "可用余额40.00元")
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	d := m.Disbursements[0]
	w.refused(w.o.DecideDisbursement(w.ctx, w.staff["沈国栋"], d.ID, true, ""), court.CodeDenied, "不能审批")
	w.refused(w.o.PayDisbursement(w.ctx, acc, d.ID, w.o.Today(), ""), court.CodeRefused, "待审批")
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, "同意"))
	w.must(w.o.PayDisbursement(w.ctx, acc, d.ID, w.o.Today(), "B1"))
	m, err = w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if m.Balance.Held() != 40_00 || m.Balance.Paid != 60_00 {
		t.Errorf("balance %+v", m.Balance)
	}
	w.refused(w.o.ReverseDisbursement(w.ctx, acc, d.ID, ""), court.CodeInvalid, "冲正理由")
	w.must(w.o.ReverseDisbursement(w.ctx, acc, d.ID, "退汇"))
	_, err = w.o.ReverseReceipt(w.ctx, acc, r.ID, "登错案件")
	w.must(err)
	_, err = w.o.ReverseReceipt(w.ctx, acc, r.ID, "再来一次")
	w.refused(err, court.CodeRefused, "已冲正")
	m, err = w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if m.Balance.Held() != 0 || len(m.Receipts) != 2 || m.Receipts[1].Amount != -100_00 {
		t.Errorf("after reversal %+v", m)
	}
}

// Somebody who holds every role still cannot approve the own request.
func TestWhoAskedCannotApprove(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	all := w.staff["万能"]
	_, err := w.o.RecordReceipt(w.ctx, all, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: 100_00})
	w.must(err)
	d, err := w.o.AskDisbursement(w.ctx, all, court.Disbursement{
		CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 90_00, Deductions: []court.Deduction{{Name: "申请执行费", Amount: 10_00}},
	})
	w.must(err)
	w.refused(w.o.DecideDisbursement(w.ctx, all, d.ID, true, ""), court.CodeDenied, "申请人不能审批")
	w.refused(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, false, ""), court.CodeInvalid, "审批意见")
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, false, "账号不符"))
	b, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if b.Balance.Free() != 100_00 {
		t.Errorf("free %s after a refusal", b.Balance.Free())
	}
}

// Money that was paid out long ago does not make later money overdue.
func TestHeldMoneyIsTheNewest(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	for _, r := range []court.Receipt{{Amount: 100_00, Date: court.D(2018, 6, 8)}, {Amount: 200_00, Date: court.D(2018, 7, 20)}} {
		w.on(r.Date)
		r.CaseID, r.Payer, r.Way = c.ID, "李㛃", "转账"
		_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], r)
		w.must(err)
	}
	oldest := func() court.Date {
		desk, err := w.o.MoneyDesk(w.ctx)
		w.must(err)
		return desk.Held[0].Oldest
	}
	if got := oldest(); got != court.D(2018, 6, 8) {
		t.Errorf("before the payment: %s", got)
	}
	d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 100_00})
	w.must(err)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
	if got := oldest(); got != court.D(2018, 7, 20) {
		t.Errorf("after the payment: %s", got)
	}
}
