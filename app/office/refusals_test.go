package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

// A case goes to nobody who has left or does not handle cases, be it by
// assignment or by handover.
func TestCasesGoOnlyToWhoCanWorkThem(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	boss := w.staff["贺长风"]
	h := court.Handover{CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请书"}}}
	h.ToOfficerID = w.staff["秦静宜"].User.ID
	_, err := w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.refused(err, court.CodeInvalid, "秦静宜")
	h.ToOfficerID = w.staff["沈国栋"].User.ID
	sent, err := w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.must(err)
	gone := w.staff["沈国栋"].User
	gone.Disabled = true
	_, err = w.o.SaveUser(w.ctx, w.staff["管理员"], gone, "")
	w.must(err)
	w.refused(w.o.ReceiveHandover(w.ctx, boss, sent.ID), court.CodeInvalid, "沈国栋")
	w.must(w.o.ReturnHandover(w.ctx, boss, sent.ID, "承办人已停用，请改派"))
	clerk := w.staff["陈玥"].User
	clerk.Disabled = true
	_, err = w.o.SaveUser(w.ctx, w.staff["管理员"], clerk, "")
	w.must(err)
	w.refused(w.o.Assign(w.ctx, boss, c.ID, w.staff["赵一帆"].User.ID, clerk.ID), court.CodeInvalid, "书记员")
}

// What a case page can hold has an end, and every refusal names its field.
func TestTextsHaveAnEnd(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("长", 2001)
	for name, x := range map[string]struct {
		change func(*court.Case)
		says   string
	}{
		"tag":          {func(c *court.Case) { c.Tags = []string{long} }, "标签"},
		"mark":         {func(c *court.Case) { c.Parties[1].Marks = []string{long} }, "身份标记"},
		"claim":        {func(c *court.Case) { c.Principal = court.MaxMoney + 1 }, "标的额"},
		"fee":          {func(c *court.Case) { c.Fee = -1 }, "申请执行费"},
		"many parties": {func(c *court.Case) { c.Parties = append(c.Parties, slices.Repeat(c.Parties[2:], 500)...) }, "当事人"},
	} {
		c := aCase()
		x.change(&c)
		_, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
		t.Run(name, func(t *testing.T) { w.T = t; w.refused(err, court.CodeInvalid, x.says) })
	}
	w.T = t
	c := aCase()
	c.Tags = []string{" 涉民生\n", "", "涉民生"}
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
	w.must(err)
	if !slices.Equal(c.Tags, []string{"涉民生"}) {
		t.Errorf("tags %q", c.Tags)
	}
	admin := w.staff["管理员"]
	settings, err := w.o.Settings(w.ctx)
	w.must(err)
	bad := settings
	bad.Address = long
	w.refused(w.o.SaveSettings(w.ctx, admin, bad), court.CodeInvalid, "地址")
	bad = settings
	bad.IdleMinutes = -1
	w.refused(w.o.SaveSettings(w.ctx, admin, bad), court.CodeInvalid, "空闲锁定")
	_, err = w.o.SaveUser(w.ctx, admin, court.User{Name: "新人", Roles: []court.Role{"院长"}}, password)
	w.refused(err, court.CodeInvalid, "岗位")
	_, err = w.o.SaveUser(w.ctx, admin, court.User{Name: "新人", Roles: []court.Role{court.RoleClerk}, Phone: long}, password)
	w.refused(err, court.CodeInvalid, "电话")
	h := court.Handover{CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请书", Note: long}}}
	_, err = w.o.HandOver(w.ctx, w.staff["陈玥"], h)
	w.refused(err, court.CodeInvalid, "备注")
}

// The number says the kind of the case, also after an edit.
func TestKindAndNumberStayTogether(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	c.Kind, c.Number = court.KindResumed, court.CaseNumber{}
	_, err := w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "登错类型")
	w.refused(err, court.CodeInvalid, "案号")
}

// A claim for money that comes to a case for acts brings the steps that only
// money needs: without them it could never be closed as 终本.
func TestMoneyClaimBringsItsNodes(t *testing.T) {
	w := newWorld(t)
	x := aCase()
	x.Principal, x.ActsText = 0, "腾退房屋"
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], x)
	w.must(err)
	c.Principal = 100_000_00
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "补充金钱给付内容")
	w.must(err)
	if n := w.node(c, "P07"); n.Planned != court.D(2018, 11, 8) {
		t.Errorf("送评查 planned %s", n.Planned)
	}
	w.node(c, "P02") // fails when it is missing
	before, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	got.Principal = 200_000_00
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], got, "更正金额")
	w.must(err)
	after, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	if len(after) != len(before) {
		t.Errorf("%d nodes became %d", len(before), len(after))
	}
}

// 非诉执行 has three months; the last step moves with the term.
func TestShorterTermMovesTheTable(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	c.Tags = []string{"非诉执行"}
	c, err := w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "")
	w.must(err)
	if n := w.node(c, "031"); c.Limit != court.D(2018, 9, 8) || n.Planned != c.Limit {
		t.Errorf("limit %s, 结案 planned %s", c.Limit, n.Planned)
	}
}

// The audit trail keeps what a checklist item said before; items that do not
// exist are refused, and so are endless findings.
func TestChecklistIsOnRecord(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer := w.staff["赵一帆"]
	w.must(w.o.TickItem(w.ctx, officer, c.ID, "basis-documents", false, ""))
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if log[0].Action != "核对终本材料" || !strings.Contains(log[0].Before, "卷宗第3页") {
		t.Errorf("audit %+v", log[0])
	}
	w.refused(w.o.TickItem(w.ctx, officer, c.ID, "no-such-item", true, "x"), court.CodeInvalid, "清单项目")
	w.must(w.o.TickItem(w.ctx, officer, c.ID, "basis-documents", true, "卷宗第3页"))
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID))
	waiting, err := w.o.ReviewsWaiting(w.ctx)
	w.must(err)
	err = w.o.DecideReview(w.ctx, w.staff["陶文博"], waiting[0].ID, court.ReviewFailed, []court.Finding{{Item: "report-assets", Text: strings.Repeat("长", 1001)}}, "")
	w.refused(err, court.CodeInvalid, "评查发现")
	err = w.o.DecideReview(w.ctx, w.staff["陶文博"], waiting[0].ID, court.ReviewFailed, []court.Finding{{Item: "report-assets", Text: " "}}, "")
	w.refused(err, court.CodeInvalid, "评查意见")
}

// A case made from another one has parties of its own.
func TestPartiesCopiedFromAnotherCase(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := aCase()
	x.Parties = slices.Clone(c.Parties)
	again, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], x)
	w.must(err)
	if again.Parties[0].ID == c.Parties[0].ID {
		t.Error("two cases share a party")
	}
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if len(got.Parties) != len(c.Parties) {
		t.Errorf("the first case has %d parties left", len(got.Parties))
	}
}
