package sample

import (
	"context"
	"math/rand/v2"
	"strings"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Password is that of every member of the example court's staff.
const Password = "xishan2018"

// LogIns names the members of the staff a visitor may try, with their roles.
func LogIns() string {
	return "沈国栋（承办人）、陈玥（书记员）、秦静宜（财务）、贺长风（执行局长）、顾明远（院领导）、陶文博（评查员）、管理员"
}

// Fill makes the example court in an empty office that runs on the clock.
func Fill(ctx context.Context, o *office.Office, clock *Clock) error {
	s, err := readSheet()
	if err != nil {
		return err
	}
	f := &filler{
		ctx: ctx, o: o, clock: clock, line: &timeline{clock: clock},
		cast: &cast{s: s, rnd: rand.New(rand.NewPCG(1599, 2018))}, staff: map[string]office.Actor{},
	}
	clock.set(clock.end.AddDate(-1, 0, 0))
	if err := f.hire(); err != nil {
		return err
	}
	for i, days := range filings {
		f.plan(i, f.cast.newCase(kindOf(i), clock.today().AddDays(-days)))
	}
	f.showcases()
	f.funds()
	f.showService()
	f.showCustody()
	f.showForms()
	f.showScans()
	f.showCoercion()
	f.showSales()
	return f.line.run()
}

// filings are the ages of the cases in days, oldest first: what is long closed,
// what runs out of time, what is fresh.
var filings = []int{
	330, 318, 301, 287, 266, 251, 240, 229, 215, 204, 196, 190, 185, 182, 180, 178, 175, 171, 168, 165, 161, 157, 152, 148,
	143, 139, 134, 130, 126, 121, 117, 112, 108, 103, 99, 95, 90, 86, 81, 77, 72, 68, 63, 59, 54, 50, 45, 41, 36, 32, 28, 24, 20, 16, 13, 10, 8, 6, 4, 3, 2, 1, 0,
}

func kindOf(i int) court.CaseKind {
	switch {
	case i%17 == 7:
		return court.KindResumed
	case i%19 == 11:
		return court.KindProtection
	}
	return court.KindFirst
}

type filler struct {
	ctx   context.Context
	o     *office.Office
	clock *Clock
	line  *timeline
	cast  *cast
	staff map[string]office.Actor
	shown int // cases planned by show
}

// hire sets the court up and adds its staff.
func (f *filler) hire() error {
	c := f.cast.s.Court
	admin := f.cast.s.Staff[0].Name
	actor, err := f.o.SetUp(f.ctx, office.Setup{
		Admin: admin, Password: Password,
		Settings: court.Settings{
			CourtName: c.Name, CourtCode: c.Code, Address: c.Address, Phone: c.Phone, Postcode: c.Postcode,
			AccountBank: c.AccountBank, AccountName: c.AccountName, AccountNo: c.AccountNo, Tribunals: c.Tribunals,
		},
	})
	if err != nil {
		return err
	}
	f.staff[admin] = actor
	for _, m := range f.cast.s.Staff[1:] {
		u := court.User{Name: m.Name, Roles: m.Roles, Group: m.Group, Phone: "0000-1234567"}
		u, err := f.o.SaveUser(f.ctx, actor, u, Password)
		if err != nil {
			return err
		}
		f.staff[m.Name] = office.Actor{User: u}
	}
	return nil
}

// officers of the enforcement group take the cases in turn.
var officers = []string{"沈国栋", "万晓燕", "李建军", "蔡志远"}

// story is one case on its way through the office.
type story struct {
	*filler
	index   int
	id      int64
	c       court.Case
	officer string
	fate    fate
}

// fate is how far the case gets and how.
type fate int

const (
	fateRunning   fate = iota // is being worked
	fateFulfilled             // pays and is closed
	fateInterim               // nothing found: 终本
	fateSlow                  // falls behind its table
	fateSettling              // settled, pays by instalments
)

// fateOf lets old cases come to an end, as they must within six months, and
// leaves young ones on their way; a few fall behind, for the lists to show.
func fateOf(i, age int) fate {
	switch {
	case i%13 == 6:
		return fateSlow
	case age > 150:
		return []fate{fateFulfilled, fateInterim, fateFulfilled}[i%3]
	case i%9 == 7:
		return fateSettling
	}
	return []fate{fateRunning, fateFulfilled, fateRunning, fateInterim}[i%4]
}

func (f *filler) plan(i int, c court.Case) {
	s := &story{filler: f, index: i, officer: officers[i%len(officers)], fate: fateOf(i, c.Filed.DaysUntil(f.clock.today()))}
	f.line.on(c.Filed, func() error {
		var err error
		if s.c, err = f.o.RegisterCase(f.ctx, f.staff["陈玥"], c); err != nil {
			return err
		}
		s.id = s.c.ID
		s.unfold()
		return nil
	})
}

// after adds an event so many days after filing.
func (s *story) after(days int, do func() error) { s.line.on(s.c.Filed.AddDays(days), do) }

func (s *story) actor(name string) office.Actor { return s.staff[name] }

// unfold lays out what happens to the case.
func (s *story) unfold() {
	s.after(1, func() error {
		return s.o.Assign(s.ctx, s.actor("贺长风"), s.id, s.staff[s.officer].User.ID, s.staff["周玥"].User.ID)
	})
	if s.c.Kind == court.KindProtection {
		s.after(2, func() error { return s.done("P11", "查得存款、车辆信息", "网络查询反馈") })
		s.after(3, func() error { return s.done("P12", "冻结银行存款", "裁定书、协助执行通知书") })
		return
	}
	if s.printed() {
		s.after(1, func() error { return s.papers("notice-acceptance", "risk-notice") })
		s.after(1, func() error { return s.serve(handed(), "notice-acceptance", "risk-notice") })
		s.after(2, func() error { return s.papers("execution-notice", "report-assets") })
	}
	s.after(3, func() error { return s.hand(court.GroupEnforcement, court.StageAssetControl) })
	if s.index%9 != 4 || s.c.Filed.DaysUntil(s.clock.today()) > 20 {
		s.after(4, s.receive)
	}
	s.after(5, s.served)
	s.enforce()
	switch s.fate {
	case fateFulfilled:
		s.fulfil()
	case fateInterim:
		s.interim()
	case fateSettling:
		s.settle()
	case fateRunning:
		s.partPayment()
	case fateSlow:
	}
}

// printed tells whether the papers of the case were made with the program; the
// others have theirs on paper only, which keeps making the court quick.
func (s *story) printed() bool { return s.index%2 == 0 || s.fate == fateInterim }

func (s *story) enforce() {
	s.after(6, func() error {
		return s.done("004", "反馈16/16：存款3户、车辆1辆", "网络查控反馈汇总表")
	})
	if s.fate == fateSlow {
		return
	}
	s.after(12, func() error {
		return s.done("012", "冻结工商银行存款、查封车辆", "裁定书、协助执行通知书")
	})
	if s.printed() {
		s.after(14, func() error { return s.papers("consumption-limit") })
	}
	s.after(15, func() error { return s.done("P02", "已送达", "限制消费令、送达回证") })
	s.after(32, func() error { return s.hand(court.GroupEnforcement, court.StageCompulsion) })
	s.after(33, s.receive)
	for day := 9; day < 200; day += 6 {
		s.after(day, s.chores)
	}
}

// routine is what an officer writes into the table when a node comes due.
var routine = map[string]struct{ result, evidence string }{
	"006": {"不动产、公积金无登记，走访住所地", "调查笔录"},
	"009": {"线索属实，已纳入查控", "线索核查表"},
	"P03": {"纳入失信名单，期限二年", "失信决定书"},
	"P04": {"已责令履行", "执行笔录"},
	"P14": {"已申报，经核查与查控结果一致", "财产申报表、核查记录"},
	"017": {"网络询价确定参考价", "询价报告"},
	"021": {"网络拍卖公告已发布", "拍卖公告"},
	"023": {"二拍公告已发布", "拍卖公告"},
	"035": {"继续执行，同步组织终本材料", ""},
	"P06": {"已复查，继续执行", "复查记录"},
	"P12": {"冻结银行存款", "裁定书、协助执行通知书"},
	"P13": {"已告知双方", "告知书"},
}

// chores fills the nodes that come due in the next days; now and then one is
// put off.
func (s *story) chores() error {
	nodes, err := s.o.Nodes(s.ctx, s.id)
	if err != nil {
		return err
	}
	soon := s.o.Today().AddDays(6)
	for i, n := range nodes {
		r, known := routine[n.Code]
		due := !n.Planned.IsZero() && !n.Planned.After(soon) && n.Actual.IsZero() && n.Waived == ""
		if !known || !due || (s.index+i)%17 == 3 {
			continue
		}
		if err := s.done(n.Code, r.result, r.evidence); err != nil {
			if court.CodeOf(err) == court.CodeRefused { // closed meanwhile
				return nil
			}
			return err
		}
	}
	return nil
}

func (s *story) done(code, result, evidence string) error {
	nodes, err := s.o.Nodes(s.ctx, s.id)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code == code && n.Actual.IsZero() && n.Waived == "" {
			return s.o.RecordNode(s.ctx, s.actor(s.officer), n.ID, office.NodeEntry{
				Planned: n.Planned, Actual: s.o.Today(), Result: result, Evidence: evidence,
			})
		}
	}
	return nil
}

func (s *story) waive(code, reason string) error {
	nodes, err := s.o.Nodes(s.ctx, s.id)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code == code && n.Actual.IsZero() && n.Waived == "" {
			return s.o.WaiveNode(s.ctx, s.actor(s.officer), n.ID, reason)
		}
	}
	return nil
}

func (s *story) papers(forms ...string) error {
	for _, f := range forms {
		req := office.PaperRequest{CaseID: s.id, Form: f, Inputs: map[string]string{}}
		made, err := s.o.MakePaper(s.ctx, s.actor(s.officer), req)
		if err != nil {
			return err
		}
		for _, p := range made {
			if err := s.sign(p.Paper); err != nil {
				return err
			}
		}
	}
	return nil
}

// sign has a paper signed off; here and there one still waits.
func (s *story) sign(p court.Paper) error {
	if s.index%5 == 4 {
		return nil
	}
	return s.signed(p)
}

// signRest has signed off what still waits, since 终本 needs it.
func (s *story) signRest() error {
	papers, err := s.o.Papers(s.ctx, s.id)
	for _, p := range papers {
		if err == nil && p.WaitsForSignature() {
			err = s.signed(p)
		}
	}
	return err
}

func (s *story) signed(p court.Paper) error {
	by := "贺长风"
	switch p.SignOff {
	case "":
		return nil
	case "院长", "院领导":
		by = "顾明远"
	case "评查组":
		by = "陶文博"
	}
	if by == p.Maker {
		return nil
	}
	return s.o.SignPaper(s.ctx, s.actor(by), p.ID, office.PaperSignature{By: by, On: s.o.Today()})
}

func (s *story) hand(to court.Group, stage court.Stage) error {
	_, err := s.o.HandOver(s.ctx, s.actor("陈玥"), court.Handover{
		CaseID: s.id, To: to, ToStage: stage, ToOfficerID: s.staff[s.officer].User.ID, Note: "材料齐备，请接收。",
		Materials: []court.Material{
			{Name: "申请执行书", Copies: 1, Pages: 3}, {Name: strings.TrimSpace(s.c.Basis.Kind + "及生效证明"), Copies: 1, Pages: 9},
			{Name: "执行通知书、报告财产令及送达回证", Copies: 2, Pages: 6},
		},
	})
	return err
}

func (s *story) receive() error {
	list, err := s.o.Handovers(s.ctx, s.id)
	if err != nil || len(list) == 0 || list[0].State != court.HandoverSent {
		return err
	}
	by := "贺长风"
	if list[0].To == court.GroupClosing {
		by = "赵一帆"
	}
	return s.o.ReceiveHandover(s.ctx, s.actor(by), list[0].ID)
}
