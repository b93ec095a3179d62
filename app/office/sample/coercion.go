package sample

import (
	"zhixing/app/court"
	"zhixing/app/law"
)

// showCoercion: a fine that is paid in part, a detention under way, a search, a
// limit on leaving, a reward and an audit that wait, and crime files at several
// steps with a joint meeting.
func (f *filler) showCoercion() {
	f.show(f.small(64, 36_000_00), func(s *story) {
		s.after(30, func() error { return s.fined(20_000_00) })
		s.after(58, s.detained)
	})
	f.show(f.small(52, 47_000_00), func(s *story) {
		s.after(25, func() error { return s.searched() })
		s.after(40, func() error {
			_, err := s.applies(court.Coercion{Kind: court.CoerceExit, Ground: "exit", Until: s.o.Today().AddMonths(6), Facts: "已办理护照，近期多次出入境，可能出境逃避执行"})
			return err
		})
		s.after(45, func() error { // to be decided within ten days
			_, err := s.applies(court.Coercion{Kind: court.CoerceReward, Ground: "reward", Applied: s.o.Today(), Amount: 5_000_00, Content: "提供本院尚未掌握的财产线索，使债权实现", Facts: "申请执行人书面申请悬赏"})
			return err
		})
	})
	f.show(f.small(110, 88_000_00), func(s *story) {
		s.after(40, func() error { return s.refuses(policeDeclined) })
	})
	f.show(f.small(70, 29_000_00), func(s *story) {
		s.after(54, func() error { return s.refuses(policeReads) })
	})
	f.show(f.small(56, 31_000_00), func(s *story) {
		s.after(50, func() error { return s.refuses(clueFound) })
	})
	f.line.on(f.clock.today(), func() error {
		_, err := f.o.PlanMeeting(f.ctx, f.staff["贺长风"], court.JointMeeting{On: f.o.Today().AddDays(5), Place: "溪山县人民法院第二会议室", Attend: "溪山县公安局法制大队、经侦大队\n溪山县人民检察院"})
		return err
	})
}

// applies enters an application against the first debtor.
func (s *story) applies(x court.Coercion) (court.Coercion, error) {
	d := s.c.PartiesOf(court.RoleDebtor)[0]
	x.CaseID, x.Person, x.PersonID, x.Address, x.Role, x.Company = s.id, d.Name, d.IDNumber, d.Address, court.CoercedRoles[0], false
	x.ConductOn = s.o.Today().AddDays(-2)
	if d.Kind != court.PartyPerson {
		x.Person, x.PersonID, x.Role = d.LegalRep, "", court.CoercedRoles[1]
	}
	return s.o.ApplyCoercion(s.ctx, s.actor(s.officer), x)
}

// goes records steps of a measure, the president's by the president.
func (s *story) goes(x court.Coercion, steps ...court.CourseStep) error {
	for _, step := range steps {
		by := s.officer
		if law.CourseStepMay(string(x.Kind), step.Kind) == law.MayPresident {
			by = "顾明远"
		}
		step.On = s.o.Today()
		if _, err := s.o.CoercionStep(s.ctx, s.actor(by), x.ID, step); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) fined(amount court.Money) error {
	x, err := s.applies(court.Coercion{Kind: court.CoerceFine, Ground: "report", Amount: amount, Facts: "收到报告财产令后拒绝报告财产"})
	if err != nil {
		return err
	}
	s.line.on(s.o.Today().AddDays(9), func() error {
		return s.goes(x, court.CourseStep{Kind: court.StepPay, Amount: amount / 4, Number: "0015990031"})
	})
	return s.goes(x, court.CourseStep{Kind: court.StepApprove, Number: "（2026）豫1599司惩31号", Words: "同意"}, court.CourseStep{Kind: court.StepServe, Unit: x.Person})
}

func (s *story) detained() error {
	x, err := s.applies(court.Coercion{Kind: court.CoerceDetain, Ground: "refuse", Days: 15, Facts: "将银行账户存款转移至他人名下，有能力履行而拒不履行"})
	if err != nil {
		return err
	}
	return s.goes(x, court.CourseStep{Kind: court.StepApprove, Number: "（2026）豫1599司惩35号", Words: "同意"},
		court.CourseStep{Kind: court.StepDetain, Unit: "溪山县拘留所", Time: "10:20"}, court.CourseStep{Kind: court.StepServe, Unit: x.Person},
		court.CourseStep{Kind: court.StepTell, Unit: "家属", Time: "11:05", Words: "电话通知"})
}

func (s *story) searched() error {
	x, err := s.applies(court.Coercion{Kind: court.CoerceSearch, Ground: "conceal", Place: "被执行人住所及车库", Facts: "不履行义务，并有隐匿贵重物品的情形"})
	if err != nil {
		return err
	}
	return s.goes(x, court.CourseStep{Kind: court.StepApprove, Words: "同意"},
		court.CourseStep{Kind: court.StepSearch, Unit: "村委会委员、被执行人成年家属", Time: "08:40", Words: "搜出手表一块、账本两册，已扣押并造具清单"})
}

// How far a crime file has come.
const (
	clueFound = iota
	policeReads
	policeDeclined
)

// refuses opens a crime file and takes it so far.
func (s *story) refuses(far int) error {
	officer, d := s.actor(s.officer), s.c.PartiesOf(court.RoleDebtor)[0]
	x, err := s.o.SaveCrimeFile(s.ctx, officer, court.CrimeFile{CaseID: s.id, Suspect: d.Name, SuspectID: d.IDNumber, Company: d.Kind != court.PartyPerson, Address: d.Address,
		Source: "申请执行人控告", FoundOn: s.o.Today(), ConductOn: s.o.Today().AddDays(-6), Situation: "a1", Facts: "收到执行通知书后，将名下轿车低价转让给亲属", Ability: "账户半年内收入二十余万元", Harm: "致使判决无法执行，债权不能实现"})
	if err != nil || far == clueFound {
		return err
	}
	goes := func(days int, by string, step court.CourseStep) {
		s.line.on(x.FoundOn.AddDays(days), func() error {
			step.On = s.o.Today()
			_, err := s.o.CrimeStep(s.ctx, s.actor(by), x.ID, step)
			return err
		})
	}
	goes(4, s.officer, court.CourseStep{Kind: court.StepSuspected, Words: "有能力执行而拒不执行，符合移送条件"})
	s.line.on(x.FoundOn.AddDays(6), func() error {
		for _, k := range law.EvidenceKinds() {
			if err := s.o.AddEvidence(s.ctx, officer, court.CrimeEvidence{FileID: x.ID, Kind: k.ID, Title: k.Needs[0]}); err != nil {
				return err
			}
		}
		return nil
	})
	goes(7, "顾明远", court.CourseStep{Kind: court.StepTransfer, Unit: "溪山县公安局", Words: "证据材料一卷"})
	goes(9, s.officer, court.CourseStep{Kind: court.StepAccepted, Number: "溪公受案〔2026〕15号"})
	if far == policeReads {
		return nil
	}
	goes(15, s.officer, court.CourseStep{Kind: court.StepNotFiled, Number: "溪公不立〔2026〕9号", Words: "认为转让行为发生在立案执行之前"})
	goes(20, s.officer, court.CourseStep{Kind: court.StepTold, Unit: s.c.NamesOf(court.RoleApplicant)})
	return nil
}
