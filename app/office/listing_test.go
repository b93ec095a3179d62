package office_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// weighing is one whose conditions were all looked into; the situation holds,
// no exclusion does.
func weighing(c court.Case, kind court.ListingKind, debtor string, ground int, on court.Date) court.Listing {
	party := court.PartyPerson
	if strings.Contains(debtor, "公司") {
		party = court.PartyCompany
	}
	l := court.Listing{CaseID: c.ID, Kind: kind, Debtor: debtor, Start: office.StartOwn, Ground: ground, Facts: "报告财产令送达后，被执行人没有报告财产"}
	for _, x := range law.ListingConditions(kind, party, on) {
		check := court.ListingCheck{ID: x.ID, Answer: court.AnswerNo}
		if x.Side == law.SideLaw && (x.Ground == ground && ground != 0 || x.ID == "unpaid") {
			check.Answer, check.Text = court.AnswerYes, "谈话笔录"
		}
		l.Checks = append(l.Checks, check)
	}
	return l
}

func (w *world) weigh(l court.Listing) court.Listing {
	w.Helper()
	l, err := w.o.SaveListing(w.ctx, w.staff["陈玥"], l)
	w.must(err)
	return l
}

func (w *world) decideIn(l court.Listing) court.Listing {
	w.Helper()
	l, err := w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, office.ListingVerdict{Decision: court.ListingIn, On: w.o.Today(), Kept: "回证在卷"})
	w.must(err)
	return l
}

// begun is a listing or limit in force today, its decision signed on paper.
func (w *world) begun(c court.Case, kind court.ListingKind, debtor string, ground int) court.Listing {
	w.Helper()
	l := w.decideIn(w.weigh(weighing(c, kind, debtor, ground, w.o.Today())))
	l, err := w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today(), PaperNo: "（2018）豫1599执1号", SignedBy: "顾明远", Signed: w.o.Today(), Served: w.o.Today(), Proof: noted("原件在卷第6页")})
	w.must(err)
	return l
}

// textOf gives the words of a PDF without the breaks of lines.
func (w *world) textOf(pdf []byte) string {
	w.Helper()
	text, err := os.ReadFile(filepath.Join(w.tool(pdf, "pdftotext", "-raw", "in.pdf", "out.txt"), "out.txt"))
	w.must(err)
	return strings.Join(strings.Fields(string(text)), "")
}

const firm = "溪山县宏达建筑工程有限公司"

func noted(text string) court.Proof { return court.Proof{Text: text} }

// The whole way: weighed, decided, the paper falls out of the entry and is
// signed, published, shown on four channels, paid, deleted in three working
// days, and taken down everywhere.
func TestFromListingToRemovalOnAllChannels(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 7, 2))
	l := w.decideIn(w.weigh(weighing(c, court.ListDishonest, "李㛃", 1, w.o.Today())))
	if !l.Until.IsZero() {
		t.Errorf("the first situation has no term, got %s", l.Until)
	}
	_, err := w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today()})
	w.refused(err, court.CodeInvalid, "没有给李㛃的决定书")
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: office.FormDishonest, PartyID: c.Parties[1].ID})
	w.must(err)
	if text := w.textOf(made[0].PDF); !strings.Contains(text, "报告财产令送达后") || !strings.Contains(text, "有履行能力而拒不履行") || strings.Contains(text, "期限为") {
		t.Errorf("the decision says\n%s", text)
	}
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today()})
	w.refused(err, court.CodeRefused, "还没有由院长签发")
	w.sign(made[0].ID)
	_, err = w.o.ExposeListing(w.ctx, w.staff["陈玥"], l.ID, office.ExposureEntry{Channel: "微博", On: w.o.Today(), Proof: noted("截图")})
	w.refused(err, court.CodeRefused, "现为“待发布”，不能曝光")
	w.on(court.D(2018, 7, 4))
	l, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today(), Entry: "SX001"})
	w.must(err)
	if l.SignedBy != "顾明远" || l.PaperNo != made[0].Number {
		t.Errorf("signed by %s, number %s", l.SignedBy, l.PaperNo)
	}
	for _, channel := range []string{"微博", "微信公众号", "户外大屏", "住所张贴"} {
		_, err = w.o.ExposeListing(w.ctx, w.staff["陈玥"], l.ID, office.ExposureEntry{Channel: channel, On: w.o.Today()})
		w.refused(err, court.CodeInvalid, "证明材料")
		l, err = w.o.ExposeListing(w.ctx, w.staff["陈玥"], l.ID, office.ExposureEntry{Channel: channel, On: w.o.Today(), Proof: noted("照片一张")})
		w.must(err)
	}
	w.on(court.D(2018, 9, 20))
	w.receive(c, 1186520_33)
	w.on(court.D(2018, 9, 21))
	page, err := w.o.Listings(w.ctx, office.ListingQuery{CaseID: c.ID})
	w.must(err)
	if x := page.Rows[0]; x.Later != 1186520_33 || x.Owed != 0 || x.PaidOn != court.D(2018, 9, 20) || office.SumLater(page.Rows) != 1186520_33 {
		t.Errorf("came in later %s, owed %s, paid on %s", x.Later, x.Owed, x.PaidOn)
	}
	if warn := w.kinds(c)[court.WarnListing]; !strings.Contains(warn.Text, "标的已全部到位") || warn.Where != office.WhereListing {
		t.Errorf("warned %+v", warn)
	}
	l, err = w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "paid", On: court.D(2018, 9, 20), Proof: noted("收款凭证")})
	w.must(err)
	if l.Due != court.D(2018, 9, 26) { // Monday is the mid-autumn holiday
		t.Errorf("due %s", l.Due)
	}
	_, err = w.o.ExposeListing(w.ctx, w.staff["陈玥"], l.ID, office.ExposureEntry{Channel: "报纸", On: w.o.Today(), Proof: noted("版面")})
	w.refused(err, court.CodeRefused, "不能曝光")
	todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(todos) != 5 || todos[0].What != "删除" || todos[4].What != "撤下住所张贴" {
		t.Errorf("%d things to do: %+v", len(todos), todos)
	}
	l, err = w.o.FollowEnd(w.ctx, w.staff["陈玥"], l.ID, office.ListingFollow{On: w.o.Today(), NoPaper: "系统内直接删除"})
	w.must(err)
	if l.StateOn(w.o.Today()) != court.ListingEnded {
		t.Errorf("state %s", l.StateOn(w.o.Today()))
	}
	for no := 1; no <= 4; no++ {
		if todos, err = w.o.ListingTodos(w.ctx, office.ListingQuery{}); err != nil || len(todos) != 5-no {
			t.Errorf("%d still to withdraw, %v", len(todos), err)
		}
		_, err = w.o.WithdrawExposure(w.ctx, w.staff["陈玥"], l.ID, no, w.o.Today(), noted("已撤下，截图"))
		w.must(err)
	}
	if _, warned := w.kinds(c)[court.WarnListing]; warned {
		t.Error("warned although everything is down")
	}
	_, err = w.o.WithdrawExposure(w.ctx, w.staff["陈玥"], l.ID, 1, w.o.Today(), noted("又撤"))
	w.refused(err, court.CodeConflict, "已于2018-09-21撤下")
}

// Not listing goes up level by level, each a person of its own; the checklist
// of 终本 is ticked only at the end.
func TestNotListingGoesUpEveryLevel(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.begun(c, court.ListDishonest, firm, 4)
	l := w.weigh(weighing(c, court.ListDishonest, "李㛃", 4, w.o.Today()))
	out := office.ListingVerdict{Decision: court.ListingOut, On: w.o.Today()}
	_, err := w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, out)
	w.refused(err, court.CodeInvalid, "不纳入要写明理由")
	out.Reason = "被执行人系低保，有证明"
	_, err = w.o.DecideListing(w.ctx, w.staff["陈玥"], l.ID, out)
	w.refused(err, court.CodeDenied, "不能决定纳入失信")
	_, err = w.o.DecideListing(w.ctx, w.staff["万能"], l.ID, out)
	w.must(err)
	yes := office.ListingApproval{OK: true, On: w.o.Today()}
	approve := func(who string, a office.ListingApproval) error {
		_, err := w.o.ApproveNotListing(w.ctx, w.staff[who], l.ID, a)
		return err
	}
	w.refused(approve("顾明远", yes), court.CodeDenied, "现在由执行局长审批")
	w.refused(approve("陈玥", yes), court.CodeDenied, "不能越级")
	w.refused(approve("万能", yes), court.CodeDenied, "您已经以承办人的身份")
	w.must(approve("贺长风", yes))
	w.refused(approve("贺长风", yes), court.CodeDenied, "现在由院领导审批")
	w.refused(approve("万能", yes), court.CodeDenied, "您已经以承办人的身份")
	w.must(approve("顾明远", yes))
	w.refused(approve("陈玥", yes), court.CodeInvalid, "批准人")
	higher := yes
	higher.By = "中级人民法院执行局"
	w.refused(approve("陈玥", higher), court.CodeInvalid, "批复")
	higher.Proof = noted("（2018）豫15执监3号")
	w.must(approve("陈玥", higher))
	w.refused(approve("陈玥", higher), court.CodeInvalid, "不能一人审批两级")
	if w.closureLine(c.ID, "dishonest-listing").OK {
		t.Error("ticked before the high court answered")
	}
	higher.By, higher.Proof = "高级人民法院执行局", noted("（2018）豫执监8号")
	w.must(approve("陈玥", higher))
	line := w.closureLine(c.ID, "dishonest-listing")
	if !line.OK || !strings.Contains(line.Evidence, "经审批不纳入") || w.node(c, law.NodeDishonest).Actual != w.o.Today() {
		t.Errorf("checklist %+v, node %+v", line, w.node(c, law.NodeDishonest))
	}
	w.refused(approve("陈玥", higher), court.CodeRefused, "现为“不纳入”")
	w.must(w.o.VoidListing(w.ctx, w.staff["沈国栋"], l.ID, "登记有误"))
	if line := w.closureLine(c.ID, "dishonest-listing"); line.Tick.Done {
		t.Errorf("still ticked: %+v", line.Tick)
	}
}

// A refusal ends the round: the weighing is open again and a new round starts
// from the bottom.
func TestRefusedNotListingStartsAnew(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	l := w.weigh(weighing(c, court.ListDishonest, "李㛃", 4, w.o.Today()))
	out := office.ListingVerdict{Decision: court.ListingOut, On: w.o.Today(), Reason: "低保"}
	_, err := w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, out)
	w.must(err)
	_, err = w.o.ApproveNotListing(w.ctx, w.staff["贺长风"], l.ID, office.ListingApproval{On: w.o.Today()})
	w.refused(err, court.CodeInvalid, "审批意见")
	l, err = w.o.ApproveNotListing(w.ctx, w.staff["贺长风"], l.ID, office.ListingApproval{On: w.o.Today(), Words: "证明已过期"})
	w.must(err)
	if l.StateOn(w.o.Today()) != court.ListingScreening || len(l.Round()) != 0 {
		t.Errorf("after the refusal: %s, %d steps", l.StateOn(w.o.Today()), len(l.Round()))
	}
	l, err = w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, out)
	w.must(err)
	if len(l.Steps) != 3 || office.NextLevel(l) != "执行局长" {
		t.Errorf("second round: %+v", l.Steps)
	}
}

// With a term the grounds of 失信规定10条 do not hold; paying leads to an early
// deletion that a person decides, or the term runs out.
func TestListingWithATerm(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.begun(c, court.ListConsumption, "李㛃", 0) // who is listed is limited
	l := w.begun(c, court.ListDishonest, "李㛃", 4)
	if l.Until != court.D(2020, 6, 8) {
		t.Fatalf("until %s", l.Until)
	}
	w.on(court.D(2019, 3, 1))
	paid := court.ListingEvent{Ground: "paid", On: w.o.Today(), Proof: noted("收据")}
	_, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, paid)
	w.refused(err, court.CodeInvalid, "有纳入期限（到2020-06-08）的不适用")
	_, err = w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "expired", On: w.o.Today(), Proof: noted("系统")})
	w.refused(err, court.CodeInvalid, "2020-06-08才届满")
	hidden, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "shield", On: w.o.Today(), Proof: noted("审查中")})
	w.must(err)
	hidden, err = w.o.FollowEnd(w.ctx, w.staff["陈玥"], hidden.ID, office.ListingFollow{On: w.o.Today()})
	w.must(err)
	if s := hidden.StateOn(w.o.Today()); s != court.ListingShielded {
		t.Errorf("state %s", s)
	}
	shown, err := w.o.TakeBackEnd(w.ctx, w.staff["沈国栋"], l.ID, "审查完毕，恢复公布")
	w.must(err)
	if s := shown.StateOn(w.o.Today()); s != court.ListingRunning {
		t.Errorf("state %s", s)
	}
	w.on(court.D(2020, 6, 8))
	if todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{}); err != nil || len(todos) != 0 {
		t.Errorf("on the last day: %v %v", todos, err)
	}
	w.on(court.D(2020, 6, 9))
	todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(todos) != 1 || todos[0].ListingClock.Due != court.D(2020, 6, 11) || todos[0].StateOn(w.o.Today()) != court.ListingEnding {
		t.Errorf("after the last day: %+v", todos)
	}
	l, err = w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "expired", On: w.o.Today(), Proof: noted("系统")})
	w.must(err)
	if l.Event.On != court.D(2020, 6, 8) || l.Due != court.D(2020, 6, 11) {
		t.Errorf("event %s due %s", l.Event.On, l.Due)
	}
}

// During the 宽限期 nothing is published; after 2019-12-16 nothing is published
// unserved either.
func TestGraceHoldsPublication(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2020, 3, 2))
	l := w.weigh(weighing(c, court.ListConsumption, firm, 0, w.o.Today()))
	v := office.ListingVerdict{Decision: court.ListingIn, On: w.o.Today(), Grace: court.D(2020, 3, 20), Kept: "回证在卷"}
	_, err := w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, v)
	w.refused(err, court.CodeInvalid, "2020-04-02至2020-06-02")
	v.Grace = court.D(2020, 4, 2)
	_, err = w.o.DecideListing(w.ctx, w.staff["沈国栋"], l.ID, v)
	w.must(err)
	begin := office.ListingStart{PaperNo: "（2020）豫1599执1号", SignedBy: "顾明远", Proof: noted("原件在卷第6页")}
	w.on(court.D(2020, 4, 2))
	begin.On = w.o.Today()
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, begin)
	w.refused(err, court.CodeRefused, "宽限期到2020-04-02")
	w.on(court.D(2020, 4, 3))
	begin.On = w.o.Today()
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, begin)
	w.refused(err, court.CodeInvalid, "必须送达")
	begin.Served = w.o.Today()
	begin.SignedBy = "张三"
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, begin)
	w.refused(err, court.CodeInvalid, "“张三”不是本院院领导")
	begin.SignedBy = "顾明远"
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, begin)
	w.must(err)
	lift := court.Lift{Kind: law.LiftTravel, Why: "近亲属重病", From: w.o.Today(), To: court.D(2020, 5, 4), By: "贺长风"}
	_, err = w.o.AddLift(w.ctx, w.staff["陈玥"], l.ID, lift)
	w.refused(err, court.CodeInvalid, "最迟2020-05-03")
	lift.To = court.D(2020, 5, 3)
	_, err = w.o.AddLift(w.ctx, w.staff["陈玥"], l.ID, lift)
	w.refused(err, court.CodeInvalid, "由院长批准")
	lift.By = "顾明远"
	_, err = w.o.AddLift(w.ctx, w.staff["陈玥"], l.ID, lift)
	w.must(err)
	todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(todos) != 1 || todos[0].What != "恢复限制" || todos[0].ListingClock.Due != lift.To {
		t.Errorf("to do: %+v", todos)
	}
	_, err = w.o.RestoreLift(w.ctx, w.staff["陈玥"], l.ID, 1, w.o.Today())
	w.must(err)
}

// Pleas have their clocks; a review after ten days, rolled over days off, is
// too late.
func TestPleasAndTheirClocks(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.begun(c, court.ListConsumption, "李㛃", 0) // who is listed is limited
	l := w.begun(c, court.ListDishonest, "李㛃", 4)
	l, err := w.o.AddPlea(w.ctx, w.staff["陈玥"], l.ID, court.Plea{By: "李㛃", On: w.o.Today(), Why: "已经报告财产"})
	w.must(err)
	todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(todos) != 1 || todos[0].ListingClock.Due != court.D(2018, 6, 23) || !strings.Contains(todos[0].Text, "失信规定12条") {
		t.Errorf("to do %+v", todos)
	}
	step := func(who, step string, text string) error {
		_, err := w.o.StepPlea(w.ctx, w.staff[who], l.ID, 1, step, w.o.Today(), text)
		return err
	}
	w.refused(step("陈玥", office.PleaRefused, "已核实未报告"), court.CodeDenied, "不能决定")
	w.refused(step("沈国栋", office.PleaDone, ""), court.CodeRefused, "现在不能登记")
	w.on(court.D(2018, 6, 13)) // ten days end on Saturday 23, the next working day is Monday 25
	w.must(step("沈国栋", office.PleaRefused, "已核实未报告"))
	w.on(court.D(2018, 6, 26))
	w.refused(step("陈玥", office.PleaReview, ""), court.CodeInvalid, "到2018-06-25")
	w.on(court.D(2018, 6, 25))
	w.must(step("陈玥", office.PleaReview, ""))
	w.must(step("陈玥", office.PleaReviewed, "维持"))
	if todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{}); err != nil || len(todos) != 0 {
		t.Errorf("to do %+v %v", todos, err)
	}
}

// What cannot be is refused and named: another case's debtor, a second record,
// the four persons for a natural person, asking again within six months.
func TestListingRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	save := func(l court.Listing) error {
		_, err := w.o.SaveListing(w.ctx, w.staff["陈玥"], l)
		return err
	}
	bad := weighing(c, court.ListDishonest, "路人", 4, w.o.Today())
	w.refused(save(bad), court.CodeInvalid, "不是")
	bad = weighing(c, court.ListConsumption, firm, 0, w.o.Today())
	bad.Persons = []court.ListedPerson{{Role: "会计", Name: "钱某"}}
	w.refused(save(bad), court.CodeInvalid, "限消规定3条")
	bad.Persons = []court.ListedPerson{{Role: "法定代表人", Name: "赵㛃"}, {Role: "实际控制人", Name: "吴桐"}}
	limit := w.weigh(bad)
	if len(limit.Persons) != 2 {
		t.Errorf("persons %+v", limit.Persons)
	}
	w.refused(save(bad), court.CodeConflict, "已有限消记录")
	other := w.register()
	papers := w.paper(other, "execution-notice")
	foreign := weighing(c, court.ListDishonest, "李㛃", 4, w.o.Today())
	foreign.Checks[0].Ref = fmt.Sprintf("p%d", papers[0].ID)
	w.refused(save(foreign), court.CodeInvalid, "不在本案")
	l := w.begun(c, court.ListDishonest, "李㛃", 1)
	stale := limit
	w.weigh(limit)
	w.refused(save(stale), court.CodeConflict, "刚被别人改过")
	_, err := w.o.DecideListing(w.ctx, w.staff["沈国栋"], limit.ID, office.ListingVerdict{Decision: court.ListingIn, On: court.D(2018, 6, 7)})
	w.refused(err, court.CodeInvalid, "早于立案日期")
	w.refused(w.o.VoidListing(w.ctx, w.staff["沈国栋"], l.ID, "误录"), court.CodeRefused, "登记撤销")
	agreed := court.ListingEvent{Ground: "agreed", On: w.o.Today(), Proof: noted("申请书")}
	_, err = w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, agreed)
	w.refused(err, court.CodeInvalid, "书面申请日期")
	agreed.Asked = w.o.Today()
	_, err = w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, agreed)
	w.must(err)
	_, err = w.o.FollowEnd(w.ctx, w.staff["陈玥"], l.ID, office.ListingFollow{On: w.o.Today(), NoPaper: "系统内直接删除"})
	w.must(err)
	w.on(court.D(2018, 12, 7))
	again := weighing(c, court.ListDishonest, "李㛃", 1, w.o.Today())
	again.Start, again.Asked = office.StartAsked, w.o.Today()
	w.refused(save(again), court.CodeInvalid, "6个月内（2018-12-08前）")
	w.on(court.D(2018, 12, 8))
	again.Asked = w.o.Today()
	w.weigh(again)
}

// Letters about a debtor in public office go to three places; answers are
// followed, and their delay is warned of.
func TestLettersAboutPublicOffice(t *testing.T) {
	w := newWorld(t)
	c := aCase()
	c.Parties[1].Marks, c.Parties[1].Employer = []string{court.MarkPublic}, "溪山县水务局"
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
	w.must(err)
	public := func() office.PublicDebtor {
		list, err := w.o.PublicDebtors(w.ctx, office.ListingQuery{})
		w.must(err)
		if len(list) != 1 {
			t.Fatalf("public debtors %+v", list)
		}
		return list[0]
	}
	if p := public(); p.Name != "李㛃" || !slices.Equal(p.Missing(), court.LetterKinds(court.PartyPerson)) {
		t.Errorf("public debtor %+v", p)
	}
	x := court.OfficeLetter{CaseID: c.ID, Debtor: "李㛃", Kind: "组织部门", To: "中共溪山县委组织部", Sent: w.o.Today()}
	_, err = w.o.SaveOfficeLetter(w.ctx, w.staff["秦静宜"], x)
	w.refused(err, court.CodeDenied, "不能登记失信")
	x, err = w.o.SaveOfficeLetter(w.ctx, w.staff["陈玥"], x)
	w.must(err)
	if x.Due != court.D(2018, 7, 8) || len(public().Missing()) != 2 {
		t.Errorf("due %s, missing %v", x.Due, public().Missing())
	}
	w.on(court.D(2018, 7, 9))
	if warn := w.kinds(c)[court.WarnListing]; !strings.Contains(warn.Text, "县委组织部") || warn.Days != -1 {
		t.Errorf("warned %+v", warn)
	}
	w.refused(w.o.AnswerOfficeLetter(w.ctx, w.staff["陈玥"], x.ID, w.o.Today(), "", court.Proof{}), court.CodeInvalid, "回函内容")
	w.must(w.o.AnswerOfficeLetter(w.ctx, w.staff["陈玥"], x.ID, w.o.Today(), "已谈话，限期履行", court.Proof{}))
	if _, warned := w.kinds(c)[court.WarnListing]; warned {
		t.Error("warned of an answered letter")
	}
	made, err := w.o.MakePaper(context.Background(), w.staff["陈玥"], office.PaperRequest{CaseID: c.ID, Form: office.FormEmployer, PartyID: c.Parties[1].ID,
		Inputs: map[string]string{"fill.post": "溪山县水务局科员"}})
	w.must(err)
	if len(made) != 1 {
		t.Errorf("%d letters", len(made))
	}
}
