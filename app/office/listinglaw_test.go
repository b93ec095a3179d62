package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// decide is the decision to list that a person makes today.
func (w *world) decide(id int64, v office.ListingVerdict) (court.Listing, error) {
	v.Decision = court.ListingIn
	if v.On.IsZero() {
		v.On = w.o.Today()
	}
	return w.o.DecideListing(w.ctx, w.staff["沈国栋"], id, v)
}

// A decision rests on papers that were served: without service on record by the
// day of the decision it takes a reason, which stays with the record.
func TestDecisionWithoutServiceNeedsAReason(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	l := w.weigh(weighing(c, court.ListDishonest, "李㛃", 4, w.o.Today()))
	_, err := w.decide(l.ID, office.ListingVerdict{})
	w.refused(err, court.CodeInvalid, "“仍作决定的理由”不能为空：没有执行通知书的送达记录（失信规定5条")
	w.refused(err, court.CodeInvalid, "没有报告财产令的送达记录（失信规定1条（四）项）")
	w.paper(c, "execution-notice", "report-assets")
	w.on(court.D(2018, 6, 12))
	targets := append(w.to(c, "execution-notice", "李㛃"), w.to(c, "report-assets", "李㛃")...)
	_, err = w.serve(c, directly(w.o.Today()), targets...)
	w.must(err)
	_, err = w.decide(l.ID, office.ListingVerdict{On: court.D(2018, 6, 11)})
	w.refused(err, court.CodeInvalid, "报告财产令2018-06-12才送达")
	served, err := w.decide(l.ID, office.ListingVerdict{Kept: "不用写"})
	w.must(err)
	if served.Check("served-notice").Text != "" {
		t.Errorf("a reason is kept although everything was served: %+v", served.Checks)
	}
	limit := w.weigh(weighing(c, court.ListConsumption, firm, 0, w.o.Today()))
	_, err = w.decide(limit.ID, office.ListingVerdict{})
	w.refused(err, court.CodeInvalid, "限消规定1条")
	limit, err = w.decide(limit.ID, office.ListingVerdict{Kept: "公告送达，公告在卷第9页"})
	w.must(err)
	if x := limit.Check("served-notice"); x.Answer != court.AnswerNo || x.Text != "公告送达，公告在卷第9页" {
		t.Errorf("kept %+v", x)
	}
}

// A decision that was not made here is published only with proof of it.
func TestForeignDecisionNeedsProof(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	l := w.decideIn(w.weigh(weighing(c, court.ListDishonest, "李㛃", 4, w.o.Today())))
	e := office.ListingStart{On: w.o.Today(), PaperNo: "（2018）豫1599执1号", SignedBy: "顾明远"}
	_, err := w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, e)
	w.refused(err, court.CodeInvalid, "选签发的决定书的扫描件")
	e.Proof = noted("原件在卷第6页")
	l, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, e)
	w.must(err)
	if l.Check(law.CheckSigned).Text != "原件在卷第6页" {
		t.Errorf("kept %+v", l.Checks)
	}
}

// A deletion names its paper, signed, or says why there is none.
func TestDeletionNeedsItsPaper(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	end := func(l court.Listing, ground string) {
		t.Helper()
		_, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: ground, On: w.o.Today(), Proof: noted("收据")})
		w.must(err)
	}
	follow := func(l court.Listing, e office.ListingFollow) (court.Listing, error) {
		e.On = w.o.Today()
		return w.o.FollowEnd(w.ctx, w.staff["陈玥"], l.ID, e)
	}
	l := w.begun(c, court.ListDishonest, "李㛃", 1)
	end(l, "paid")
	_, err := follow(l, office.ListingFollow{})
	w.refused(err, court.CodeInvalid, "本案没有2018-06-08以后给李㛃的删除文书")
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: office.FormRemoval, PartyID: c.Parties[1].ID})
	w.must(err)
	_, err = follow(l, office.ListingFollow{})
	w.refused(err, court.CodeRefused, "还没有由院长签发")
	w.sign(made[0].ID)
	l, err = follow(l, office.ListingFollow{})
	w.must(err)
	if l.EndPaper != made[0].Number || l.Event.NoPaper != "" {
		t.Errorf("deleted by %q, %+v", l.EndPaper, l.Event)
	}
	limit := w.begun(c, court.ListConsumption, firm, 0)
	end(limit, "limit-paid")
	_, err = follow(limit, office.ListingFollow{})
	w.refused(err, court.CodeInvalid, "解除文书")
	limit, err = follow(limit, office.ListingFollow{NoPaper: "系统内解除，已电话告知"})
	w.must(err)
	if limit.EndPaper != "" || limit.Event.NoPaper == "" || limit.StateOn(w.o.Today()) != court.ListingEnded {
		t.Errorf("released: %+v", limit)
	}
}

// Money that comes in on the day of publication counts, that of the day before
// does not.
func TestMoneyOfTheDayOfListingCounts(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 100_00)
	w.on(court.D(2018, 6, 11))
	l := w.begun(c, court.ListDishonest, "李㛃", 1)
	w.receive(c, 400_000_00)
	page, err := w.o.CaseListings(w.ctx, c.ID)
	w.must(err)
	if len(page.Later) != 1 || page.Later[0].Amount != 400_000_00 {
		t.Errorf("came in later: %+v", page.Later)
	}
	l, err = w.o.Listing(w.ctx, l.ID)
	w.must(err)
	if l.Later != 400_000_00 {
		t.Errorf("later %s", l.Later)
	}
}

// Two inquiries after 终本 that found nothing, and no open clue: fewer are
// refused with the article (失信规定10条（四）项).
func TestDeletionAfterTwoInquiries(t *testing.T) {
	w := newWorld(t)
	open := w.register()
	interim := func(c court.Case, l court.Listing) error {
		_, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "interim", On: w.o.Today(), Proof: noted("查控反馈")})
		return err
	}
	w.refused(interim(open, w.begun(open, court.ListDishonest, "李㛃", 1)), court.CodeInvalid, "没有以“终结本次执行程序”结案")
	w = newWorld(t)
	c := w.closedInterim() // 2018-10-10
	l := w.begun(c, court.ListDishonest, "李㛃", 1)
	w.on(court.D(2018, 12, 1))
	w.asksAndAnswers(c, court.InquiryLater)
	w.refused(interim(c, l), court.CodeInvalid, "有1次，不足2次（失信规定10条（四）项）")
	w.on(court.D(2019, 4, 11))
	w.asksAndAnswers(c, court.InquiryLater)
	clue, err := w.o.SaveClue(w.ctx, w.staff["沈国栋"], court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张𬭎", Received: w.o.Today(), Content: "李㛃在柳林乡有仓库一处"})
	w.must(err)
	w.refused(interim(c, l), court.CodeInvalid, "还有1条线索没有核查")
	_, err = w.o.CheckClue(w.ctx, w.staff["沈国栋"], office.ClueCheck{ID: clue.ID, Version: clue.Version, On: w.o.Today(), Result: court.ClueFalse, Finding: "经现场查看，仓库是村集体的"})
	w.must(err)
	w.must(interim(c, l))
}

// Who pays within the 宽限期 is published no more; both the checklist and the
// list know it.
func TestPaidInGraceIsNotPublished(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2020, 3, 2))
	l := w.weigh(weighing(c, court.ListDishonest, "李㛃", 1, w.o.Today()))
	l, err := w.decide(l.ID, office.ListingVerdict{Grace: court.D(2020, 4, 2), Kept: "回证在卷"})
	w.must(err)
	w.on(court.D(2020, 3, 20))
	_, err = w.o.DropListing(w.ctx, w.staff["沈国栋"], l.ID, w.o.Today(), court.Proof{})
	w.refused(err, court.CodeInvalid, "证明材料")
	_, err = w.o.DropListing(w.ctx, w.staff["沈国栋"], l.ID, court.D(2020, 3, 1), noted("收据"))
	w.refused(err, court.CodeInvalid, "早于决定日期")
	l, err = w.o.DropListing(w.ctx, w.staff["沈国栋"], l.ID, w.o.Today(), noted("收据"))
	w.must(err)
	if s := l.StateOn(w.o.Today()); s != court.ListingEnded || !l.Begun.IsZero() {
		t.Errorf("state %s, begun %s", s, l.Begun)
	}
	todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(todos) != 0 {
		t.Errorf("still to do: %+v", todos)
	}
	_, err = w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today()})
	w.refused(err, court.CodeRefused, "现为“已撤下”")
}

// A former 法定代表人 is released and the successor limited from 2019-12-16 on;
// the limit of the unit goes on.
func TestChangeOfLegalRepresentative(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	entry := weighing(c, court.ListConsumption, firm, 0, w.o.Today())
	entry.Persons = []court.ListedPerson{{Role: "法定代表人", Name: "赵㛃"}, {Role: "实际控制人", Name: "吴桐"}}
	l := w.decideIn(w.weigh(entry))
	l, err := w.o.BeginListing(w.ctx, w.staff["陈玥"], l.ID, office.ListingStart{On: w.o.Today(), PaperNo: "（2018）豫1599执1号", SignedBy: "顾明远", Served: w.o.Today(), Proof: noted("原件在卷")})
	w.must(err)
	change := func(x office.PersonChange) error {
		x.On = w.o.Today()
		_, err := w.o.ChangePerson(w.ctx, w.staff["沈国栋"], l.ID, x)
		return err
	}
	x := office.PersonChange{Name: "赵㛃", NewName: "孙立行", NewID: "411599198001011234", Proof: noted("工商档案、股东会决议")}
	w.on(court.D(2019, 12, 15))
	w.refused(change(x), court.CodeInvalid, "2019-12-16起")
	w.on(court.D(2019, 12, 16))
	bare := x
	bare.Proof = court.Proof{}
	w.refused(change(bare), court.CodeInvalid, "证明原任不是实际控制人")
	controls := x
	controls.Name = "吴桐"
	w.refused(change(controls), court.CodeInvalid, "不是一并限制的法定代表人、主要负责人")
	w.must(change(x))
	l, err = w.o.Listing(w.ctx, l.ID)
	w.must(err)
	still := l.StillLimited()
	if len(still) != 2 || still[1].Name != "孙立行" || still[1].Since != w.o.Today() || l.StateOn(w.o.Today()) != court.ListingRunning {
		t.Errorf("still limited: %+v, %s", still, l.StateOn(w.o.Today()))
	}
	w.refused(change(x), court.CodeInvalid, "“赵㛃”不是一并限制的")
	sheets, err := w.o.ExposureSheets(w.ctx, []int64{l.ID})
	w.must(err)
	if text := sheets[0].Text(); strings.Contains(text, "赵㛃") || !strings.Contains(text, "孙立行") {
		t.Errorf("made known:\n%s", text)
	}
}

// Changing a weighing does not get round the six months after a deletion the
// applicant asked for.
func TestSixMonthsHoldForChangedWeighings(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	l := w.begun(c, court.ListDishonest, "李㛃", 1)
	_, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], l.ID, court.ListingEvent{Ground: "agreed", On: w.o.Today(), Asked: w.o.Today(), Proof: noted("申请书")})
	w.must(err)
	_, err = w.o.FollowEnd(w.ctx, w.staff["陈玥"], l.ID, office.ListingFollow{On: w.o.Today(), PaperNo: "（2018）豫1599执1号之一"})
	w.must(err)
	w.on(court.D(2018, 7, 2))
	again := w.weigh(weighing(c, court.ListDishonest, "李㛃", 1, w.o.Today()))
	again.Start, again.Asked = office.StartAsked, w.o.Today()
	_, err = w.o.SaveListing(w.ctx, w.staff["陈玥"], again)
	w.refused(err, court.CodeInvalid, "6个月内（2018-12-08前）")
}

// Who is listed has to be limited too: the clock stops with the decision.
func TestListedDebtorHasToBeLimited(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.begun(c, court.ListDishonest, "李㛃", 1)
	limits := func() (out []string) {
		todos, err := w.o.ListingTodos(w.ctx, office.ListingQuery{})
		w.must(err)
		for _, x := range todos {
			if x.What == "限制消费" {
				out = append(out, x.ListingClock.Due.String()+x.Text)
			}
		}
		return out
	}
	if got := limits(); len(got) != 1 || !strings.HasPrefix(got[0], "2018-06-13") || !strings.Contains(got[0], "限消规定1条") {
		t.Errorf("to limit: %v", got)
	}
	limit := w.begun(c, court.ListConsumption, "李㛃", 0)
	if got := limits(); len(got) != 0 {
		t.Errorf("still to limit: %v", got)
	}
	_, err := w.o.EndListing(w.ctx, w.staff["沈国栋"], limit.ID, court.ListingEvent{Ground: "limit-agreed", On: w.o.Today(), Proof: noted("申请执行人同意")})
	w.must(err)
	_, err = w.o.FollowEnd(w.ctx, w.staff["陈玥"], limit.ID, office.ListingFollow{On: w.o.Today(), PaperNo: "（2018）豫1599执1号之一"})
	w.must(err)
	if got := limits(); len(got) != 0 {
		t.Errorf("a limit that was lifted by decision: %v", got)
	}
}

// Letters are due about delegates of the people as about officials, and about
// units of the state to whoever is above them (失信规定8条).
func TestLettersAboutDelegatesAndUnitsOfTheState(t *testing.T) {
	w := newWorld(t)
	c := aCase()
	c.Parties[1].Marks = []string{"政协委员"}
	c.Parties[2].Marks = []string{court.MarkState}
	_, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
	w.must(err)
	list, err := w.o.PublicDebtors(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(list) != 2 || list[0].Name != "李㛃" || len(list[0].Missing()) != 3 || len(list[1].Missing()) != 3 {
		t.Fatalf("in office: %+v", list)
	}
	letter := func(i int, kind string) error {
		p := list[i]
		_, err := w.o.SaveOfficeLetter(w.ctx, w.staff["陈玥"], court.OfficeLetter{CaseID: p.CaseID, Debtor: p.Name, DebtorID: p.IDNumber, Kind: kind, To: "溪山县国资中心", Sent: w.o.Today()})
		return err
	}
	w.refused(letter(1, "纪检监察机关"), court.CodeInvalid, "收函单位的类别")
	w.must(letter(1, "出资人机构")) // one of the three is enough
	w.must(letter(0, "所在单位"))
	list, err = w.o.PublicDebtors(w.ctx, office.ListingQuery{})
	w.must(err)
	if len(list[0].Missing()) != 2 || len(list[1].Missing()) != 0 {
		t.Errorf("still to write: %v, %v", list[0].Missing(), list[1].Missing())
	}
}
