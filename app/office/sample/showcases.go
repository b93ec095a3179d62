package sample

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// show plans a case that shows one thing: filed on the day, given to an officer
// the day after, then as told.
func (f *filler) show(c court.Case, unfold func(*story)) {
	f.shown++
	s := &story{filler: f, index: 1000 + f.shown, officer: officers[f.shown%len(officers)]}
	f.line.on(c.Filed, func() error {
		var err error
		if s.c, err = f.o.RegisterCase(f.ctx, f.staff["陈玥"], c); err != nil {
			return err
		}
		s.id = s.c.ID
		s.after(1, func() error {
			return s.o.Assign(s.ctx, s.actor("贺长风"), s.id, s.staff[s.officer].User.ID, s.staff["周玥"].User.ID)
		})
		unfold(s)
		return nil
	})
}

// first invents a case of first enforcement filed so many days ago.
func (f *filler) first(days int) court.Case {
	return f.cast.newCase(court.KindFirst, f.clock.today().AddDays(-days))
}

// showcases plans what the lists, warnings and states need examples of, so that
// each occurs on whatever day the court is made.
func (f *filler) showcases() {
	f.showTerms()
	f.showWaiting()
	f.showStates()
	f.showClosings()
	f.showReviews()
	f.showProtection()
	f.showObjections()
	f.line.on(f.clock.today(), f.registers)
	f.line.on(f.clock.today(), f.supervise)
	f.line.on(f.clock.today(), f.properties)
	f.line.on(f.clock.today(), f.listings)
	f.line.on(f.clock.today(), f.inquiries)
}

// showTerms: terms that end soon or have ended, 终本 that should start or go to
// review, extensions, the short term of 非诉执行, a case asleep.
func (f *filler) showTerms() {
	today := f.clock.today()
	filed := func(limit court.Date) court.Case { return f.cast.newCase(court.KindFirst, limit.AddMonths(-6)) }
	prepared := func(s *story) {
		s.after(2, func() error { return s.papers("execution-notice", "report-assets") })
		s.after(4, func() error { return s.event("served", "直接送达", "送达回证") })
		s.after(5, func() error { return s.done("004", "反馈15/16：存款2户", "网络查控反馈汇总表") })
	}
	f.show(filed(today.AddDays(6)), prepared) // 期限临近
	f.show(filed(today.AddDays(-12)), func(s *story) {
		prepared(s)
		s.line.on(today, func() error {
			return s.o.MarkLeg(s.ctx, s.actor("陈玥"), s.id, court.LedgerOverSix, office.LegListed, s.o.Today())
		})
	})
	f.show(f.cast.newCase(court.KindFirst, today.AddDays(-1).AddMonths(-3)), prepared)                    // 终本应启动
	f.show(f.cast.newCase(court.KindFirst, today.AddDays(2).AddMonths(1).AddMonths(-6)), func(s *story) { // 应送评查
		prepared(s)
		s.after(95, func() error { return s.done("035", "继续执行，同步组织终本材料", "") })
	})
	f.show(f.first(62), func(*story) {}) // nothing was done since: 沉睡
	short := f.first(34)
	short.Tags, short.Cause, short.Basis.Kind, short.Basis.Number = []string{"非诉执行"}, "城乡规划行政处罚", "行政处罚决定书", "溪规罚字第31号"
	f.show(short, prepared)
	f.show(f.first(172), func(s *story) {
		prepared(s)
		s.line.on(today.AddDays(-1), func() error { return s.askExtension(3, "标的物正在评估，不能按期执结") })
	})
	f.show(f.first(205), func(s *story) {
		prepared(s)
		s.after(30, func() error {
			_, err := s.o.AddDeduction(s.ctx, s.actor(s.officer), court.TermDeduction{
				CaseID: s.id, Kind: "评估", Span: court.Span{From: s.c.Filed.AddDays(12), To: s.c.Filed.AddDays(26)}, Paper: "评估委托书、评估报告",
			})
			return err
		})
		s.after(170, func() error { return s.askExtension(1, "等待评估报告") })
		s.after(172, s.grantExtension)
		s.line.on(today.AddDays(-2), func() error { return s.askExtension(2, "一拍流拍，拟二拍") })
	})
}

func (s *story) askExtension(months int, reason string) error {
	_, err := s.o.AskExtension(s.ctx, s.actor(s.officer), s.id, months, reason)
	return err
}

func (s *story) grantExtension() error {
	asked, err := s.o.ExtensionsAsked(s.ctx)
	if err != nil {
		return err
	}
	for _, e := range asked {
		if e.CaseID == s.id {
			_, err := s.o.DecideExtension(s.ctx, s.actor("顾明远"), e.ID, true, "同意延长。")
			return err
		}
	}
	return nil
}

// showWaiting: handed over and not received for too long, sent back, a change
// of a done day that waits for a second person, money held too long, events.
func (f *filler) showWaiting() {
	today := f.clock.today()
	f.show(f.first(15), func(s *story) {
		s.line.on(today.AddDays(-7), func() error { return s.hand(court.GroupEnforcement, court.StageAssetControl) })
	})
	f.show(f.first(14), func(s *story) {
		s.line.on(today.AddDays(-3), func() error { return s.hand(court.GroupEnforcement, court.StageAssetControl) })
		s.line.on(today.AddDays(-1), func() error {
			list, err := s.o.Handovers(s.ctx, s.id)
			if err != nil {
				return err
			}
			return s.o.ReturnHandover(s.ctx, s.actor("贺长风"), list[0].ID, "缺送达地址确认书，生效证明没有盖章")
		})
	})
	f.show(f.first(33), func(s *story) {
		s.after(2, func() error { return s.papers("execution-notice", "report-assets") })
		s.after(4, func() error { return s.event("served", "直接送达", "送达回证") })
		s.after(6, func() error { return s.done("004", "反馈16/16：存款1户", "网络查控反馈汇总表") })
		s.after(8, func() error { return s.event("answered", "存款1户、无车辆", "网络查控反馈汇总表") })
		s.after(8, func() error { return s.event("deposit", "农村信用社存款", "网络查控反馈汇总表") })
		s.line.on(today.AddDays(-4), func() error {
			return s.event("clue", "申请执行人提供：被执行人有出租房屋", "财产线索登记表")
		})
		s.line.on(today.AddDays(-1), func() error {
			n, err := s.node("004")
			if err != nil {
				return err
			}
			_, err = s.o.AskNodeChange(s.ctx, s.actor(s.officer), n.ID, n.Actual.AddDays(-1), n.Result, n.Evidence, "查控平台反馈日早一天")
			return err
		})
	})
	f.show(f.first(64), func(s *story) {
		s.after(6, func() error { return s.done("004", "反馈16/16：存款1户", "网络查控反馈汇总表") })
		s.after(20, func() error { return s.receipt(s.c.Principal/5/100*100, "扣划") }) // 案款超期
	})
}

func (s *story) event(id, note, evidence string) error {
	_, err := s.o.RecordEvent(s.ctx, s.actor(s.officer), court.EventEntry{CaseID: s.id, Event: id, On: s.o.Today(), Note: note, Evidence: evidence})
	return err
}

func (s *story) node(code string) (court.Node, error) {
	nodes, err := s.o.Nodes(s.ctx, s.id)
	for _, n := range nodes {
		if n.Code == code {
			return n, err
		}
	}
	if err == nil {
		err = fmt.Errorf("no node %s", code)
	}
	return court.Node{}, err
}

// showStates: 中止, 暂缓, one that was suspended and goes on.
func (f *filler) showStates() {
	suspended := func(to court.Status, reason string) func(*story) {
		return func(s *story) {
			s.after(5, func() error { return s.done("004", "反馈16/16：不动产1处", "网络查控反馈汇总表") })
			s.after(24, func() error { return s.status(to, reason) })
		}
	}
	f.show(f.first(58), suspended(court.StatusSuspended, "案外人对查封的房产提出确有理由的异议，裁定中止。"))
	f.show(f.first(47), suspended(court.StatusDeferred, "被执行人提供担保并经申请执行人同意，决定暂缓执行一个月。"))
	f.show(f.first(83), func(s *story) {
		suspended(court.StatusSuspended, "等待另案审理结果。")(s)
		s.after(45, func() error { return s.status(court.StatusOpen, "另案已审结，恢复执行。") })
	})
}

func (s *story) status(to court.Status, reason string) error {
	_, err := s.o.ChangeStatus(s.ctx, s.actor(s.officer), s.id, office.StatusEntry{Status: to, Paper: office.PaperOfStatus(to), Reason: reason})
	return err
}

// showClosings: every way to close a case of first enforcement besides 执行完毕
// and 终本, which the other cases show.
func (f *filler) showClosings() {
	for i, x := range []struct {
		mode  court.ClosingMode
		note  string
		basis string
	}{
		{court.ClosedTerminated, "申请执行人撤销申请，裁定终结执行。", ""},
		{court.ClosedTerminated, "和解长期履行：双方约定分36期履行。", ""},
		{court.ClosedWithdrawn, "发现其他法院立案在先，撤销本案。", ""},
		{court.ClosedRefused, "裁定不予执行仲裁裁决。", "仲裁裁决书"},
		{court.ClosedRejected, "申请不符合受理条件：执行内容不明确，补正后仍不明确。", ""},
	} {
		c := f.first(120 - 7*i)
		if x.basis != "" {
			c.Basis.Kind, c.Basis.Number, c.Basis.Organ = x.basis, fmt.Sprintf("溪仲裁字（%d）第%d号", c.Filed.Year, 40+i), "溪山仲裁委员会"
		}
		f.show(c, func(s *story) {
			s.after(30+2*i, func() error { return s.end(x.mode, x.note) })
		})
	}
}

func (s *story) end(mode court.ClosingMode, note string) error {
	return s.o.CloseCase(s.ctx, s.actor(s.officer), s.id, mode, s.o.Today(), note)
}

// showReviews: 终本 materials sent back to be supplemented, and found wanting.
func (f *filler) showReviews() {
	for i, verdict := range []court.ReviewVerdict{court.ReviewSupplement, court.ReviewFailed} {
		f.show(f.first(128+3*i), func(s *story) {
			s.after(2, func() error { return s.papers("execution-notice", "report-assets") })
			s.after(4, func() error { return s.event("served", "直接送达", "送达回证") })
			s.after(3, func() error { return s.hand(court.GroupEnforcement, court.StageAssetControl) })
			s.after(4, s.receive)
			s.after(6, func() error { return s.done("004", "反馈16/16：无财产", "网络查控反馈汇总表") })
			s.after(14, func() error { return s.papers("consumption-limit") })
			s.after(15, func() error { return s.done("P02", "已送达", "限制消费令、送达回证") })
			s.after(20, func() error { return s.done("006", "走访住所地，未发现财产", "调查笔录") })
			s.toReview()
			s.after(112, func() error {
				return s.decideReview(verdict, []court.Finding{
					{Item: "traditional-survey", Text: "走访笔录没有村委会盖章，照片缺拍摄时间", Fix: "补盖章，重拍住所地照片"},
					{Item: "report-checked", Text: "没有核查财产申报的记录", Fix: "补核查记录；逾期申报的说明处理情况"},
				})
			})
		})
	}
}

// showProtection: the three ways a case of preservation ends.
func (f *filler) showProtection() {
	for i, x := range []struct {
		mode  court.ClosingMode
		note  string
		codes []string
	}{
		{court.ClosedProtected, "", []string{"P11", "P12", "P13"}},
		{court.ClosedPartly, "冻结存款三万元，其余没有查到。", []string{"P11", "P12", "P13"}},
		{court.ClosedNothing, "查询无存款、车辆、不动产。", []string{"P11"}},
	} {
		f.show(f.cast.newCase(court.KindProtection, f.clock.today().AddDays(-40-4*i)), func(s *story) {
			for day, code := range x.codes {
				s.after(2+day, func() error { return s.done(code, routine[code].result, routine[code].evidence) })
			}
			s.after(9, func() error { return s.end(x.mode, x.note) })
		})
	}
}

// showObjections: an objection that was decided, one that is heard, one that
// was taken back.
func (f *filler) showObjections() {
	objection := func(days int, unfold func(*story)) {
		c := f.cast.newCase(court.KindObjection, f.clock.today().AddDays(-days))
		c.Cause = "执行异议"
		f.show(c, func(s *story) {
			s.officer = "邬海"
			s.after(2, func() error { return s.done("P21", "已立案并通知当事人", "受理通知书") })
			unfold(s)
		})
	}
	objection(34, func(s *story) {
		s.after(9, func() error { return s.event("ruled", "异议不成立", "执行裁定书") })
		s.after(11, func() error { return s.done("P24", "已送达双方", "送达回证") })
		s.after(12, func() error { return s.end("驳回异议或申请", "") })
	})
	objection(8, func(s *story) { s.after(6, func() error { return s.event("heard", "双方到场", "听证笔录") }) })
	objection(21, func(s *story) {
		s.after(7, func() error { return s.end(court.ClosedReviewWithdrawn, "异议人撤回异议") })
	})
}

// registers enters petitions, visits and an attempt to meddle.
func (f *filler) registers() error {
	today := f.o.Today()
	page, err := f.o.Cases(f.ctx, office.CaseQuery{SortBy: "filed", Limit: 12})
	if err != nil {
		return err
	}
	at := func(i int) office.CaseRow { return page.Rows[i] }
	lines := []court.RegisterEntry{
		{Kind: court.RegisterPetition, On: today.AddDays(-75), CaseID: at(1).ID, Person: at(1).Applicants, Way: "来访", Matter: "要求说明财产查控情况", Answered: today.AddDays(-60),
			Handling: "承办人当面出示查控反馈，说明拍卖进度", Outcome: court.PetitionSettled},
		{Kind: court.RegisterPetition, On: today.AddDays(-66), CaseID: at(4).ID, Person: at(4).Applicants, Way: "来信", Matter: "反映执行拖延"},
		{Kind: court.RegisterPetition, On: today.AddDays(-40), CaseID: at(6).ID, Person: at(6).Applicants, Way: "上级交办", Matter: "要求恢复执行", Answered: today.AddDays(-20),
			Handling: "告知恢复执行的条件和财产线索的提供方式", Outcome: court.PetitionUnsettled},
		{Kind: court.RegisterPetition, On: today.AddDays(-5), CaseNo: fmt.Sprintf("（%d）豫1599执27号", today.Year-3), Person: "郭文静", Way: "网上", Matter: "询问案款发放"},
		{Kind: court.RegisterVisit, On: today.AddDays(-9), CaseID: at(0).ID, Person: at(0).Applicants, Way: "电话", Handling: "希望及时告知进度", Outcome: "满意"},
		{Kind: court.RegisterVisit, On: today.AddDays(-8), CaseID: at(2).ID, Person: at(2).Applicants, Way: "当面", Handling: "到账时间偏长", Outcome: "基本满意"},
		{Kind: court.RegisterMeddling, On: today.AddDays(-30), CaseID: at(8).ID, Person: "罗某", Unit: "某局工作人员", Way: "电话", Matter: "打听拍卖底价，要求暂缓", Answered: today.AddDays(-29),
			Handling: "如实记录，当日报告执行局长，案件照常办理"},
		{Kind: court.RegisterPublic, On: today.AddDays(-20), CaseID: at(1).ID, Person: "陈玥", Way: "本院网站", Unit: "执行公开栏目", Matter: "执行信息公开稿：当事人姓名已隐去，公开已办理的节点"},
		{Kind: court.RegisterPublic, On: today.AddDays(-55), CaseID: at(3).ID, Person: "陈玥", Way: "电子屏", Unit: "诉讼服务大厅", Matter: "失信被执行人曝光", Answered: today.AddDays(-12), Handling: "部分履行，按规定撤下"},
	}
	for _, e := range lines {
		if _, err := f.o.SaveRegister(f.ctx, f.staff["陈玥"], e); err != nil {
			return err
		}
	}
	return f.mark()
}

// mark tags debtors who evade and resist.
func (f *filler) mark() error {
	page, err := f.o.Cases(f.ctx, office.CaseQuery{Open: true, SortBy: "filed", Limit: 8})
	if err != nil {
		return err
	}
	for i, tag := range []string{"规避执行", "抗拒执行"} {
		c, err := f.o.Case(f.ctx, page.Rows[3+i].ID)
		if err != nil {
			return err
		}
		c.Tags = append(c.Tags, tag)
		if _, err := f.o.UpdateCase(f.ctx, f.staff["陈玥"], c, ""); err != nil {
			return err
		}
	}
	return nil
}

// supervise sets this week's targets and issues two notices of warning, one of
// which is signed for.
func (f *filler) supervise() error {
	director := f.staff["贺长风"]
	targets := map[int64]int{}
	for _, name := range officers {
		targets[f.staff[name].User.ID] = 3
	}
	if err := f.o.SetTargets(f.ctx, director, f.o.Today(), targets); err != nil {
		return err
	}
	list, err := f.o.Warnings(f.ctx, office.WarningQuery{Kind: court.WarnTermOver})
	if err != nil {
		return err
	}
	for i, w := range list[:min(len(list), 2)] {
		_, notice, err := f.o.IssueWarning(f.ctx, director, w, "")
		if err != nil {
			return err
		}
		if i == 0 {
			if err := f.o.SignWarning(f.ctx, f.staff[w.Officer], notice.ID, w.Officer, f.o.Today()); err != nil {
				return err
			}
		}
	}
	return nil
}

// afterwards makes the half-yearly inquiry after 终本, and puts the file away.
func (s *story) afterwards(days int) {
	if s.index%4 != 1 { // the others are late
		s.after(days+60, func() error { return s.done(law.NodeArchived, "已归档", "卷宗移交清单") })
		s.after(days+180, func() error {
			return s.done("040-1", "未发现新财产，已告知申请执行人", "网络查控反馈汇总表")
		})
	}
}

// resume takes a case up again after 终本.
func (s *story) resume() error {
	if err := s.event("found-later", "被执行人名下新增车辆1辆", "申请执行人提供的线索"); err != nil {
		return err
	}
	_, err := s.o.Resume(s.ctx, s.actor(s.officer), s.id, "发现被执行人名下新增车辆1辆，可供执行。", s.o.Today())
	return err
}
