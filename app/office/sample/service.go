package sample

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/office"
)

// filed is where a receipt is that is in the case's file.
const filed = "已附卷"

// serve enters a service of the forms' papers on everybody who was not served.
func (s *story) serve(x court.Service, forms ...string) error {
	r, err := s.o.CaseService(s.ctx, s.id)
	if err != nil {
		return err
	}
	var to []office.ServiceTarget
	for _, l := range r.Lines {
		if l.State == court.StateUnserved && l.To != "" && slices.Contains(forms, l.Form) {
			to = append(to, office.ServiceTarget{PaperID: l.PaperID, To: l.To, Role: l.Role})
		}
	}
	if len(to) == 0 {
		return nil
	}
	x.Sent = s.o.Today()
	_, err = s.o.RecordService(s.ctx, s.actor("陈玥"), s.id, x, to)
	return err
}

// answer enters the outcome of everything under way.
func (s *story) answer(result court.ServiceResult, why string) error {
	r, err := s.o.CaseService(s.ctx, s.id)
	if err != nil {
		return err
	}
	for _, l := range r.Lines {
		if l.Last.Result != court.ServiceUnderway {
			continue
		}
		x := l.Last
		x.Result, x.Why, x.Served = result, why, s.o.Today()
		if result == court.ServiceServed {
			x.Receipt = filed
		}
		if _, err := s.o.RecordService(s.ctx, s.actor("陈玥"), s.id, x, []office.ServiceTarget{{Replaces: l.Last.ID}}); err != nil {
			return err
		}
	}
	return nil
}

// handed is papers that were handed over and signed for.
func handed() court.Service {
	return court.Service{Way: court.ServiceDirect, Result: court.ServiceServed, Receipt: filed}
}

func posted(number string) court.Service {
	return court.Service{Way: court.ServicePost, Result: court.ServiceUnderway, Tracking: number}
}

// published is a notice in place of a letter that came back.
func published() court.Service {
	return court.Service{Way: court.ServicePublic, Result: court.ServiceUnderway, Medium: "人民法院公告网；本院公告栏张贴", Why: "邮寄退回，住所地村委会证明外出多年、下落不明"}
}

// both are the papers that go to the debtors first.
var both = []string{"execution-notice", "report-assets"}

// showService: a letter that came back and a notice that runs, a notice that
// has run out and is not noted, a letter without an answer, papers left behind
// with a witness, addresses that recipients confirmed.
func (f *filler) showService() {
	today := f.clock.today()
	notified := func(s *story) {
		s.after(2, func() error { return s.papers(both...) })
		s.after(3, func() error { return s.serve(posted("1099000012345"), both...) })
		s.after(11, func() error { return s.answer(court.ServiceReturned, "原址查无此人") })
	}
	f.show(f.first(30), func(s *story) {
		notified(s)
		s.after(14, func() error { return s.serve(published(), both...) })
	})
	f.show(f.first(52), func(s *story) {
		notified(s)
		s.after(13, func() error { return s.serve(published(), both...) })
	})
	f.show(f.first(24), func(s *story) {
		s.after(2, func() error { return s.papers(both...) })
		s.after(4, func() error { return s.serve(posted("1099000067890"), both...) })
	})
	f.show(f.first(11), func(s *story) {
		s.after(1, func() error { return s.papers("notice-acceptance") })
		s.after(1, func() error { return s.serve(handed(), "notice-acceptance") })
		s.after(2, func() error { return s.papers(both...) })
		s.after(4, func() error {
			x := court.Service{Way: court.ServiceLeft, Result: court.ServiceServed, Receipt: filed, Witness: "村民委员会主任到场，录像", Note: "同住成年家属拒绝签收"}
			return s.serve(x, both...)
		})
		s.line.on(today.AddDays(-1), s.confirm)
	})
}

// served tells that notice and order reached the debtors: in the register when
// they were made with the program, in one go when they exist on paper only.
func (s *story) served() error {
	if s.printed() {
		return s.serve(handed(), both...)
	}
	return s.event("served", "直接送达", "送达回证")
}

// confirm keeps the addresses that the parties confirmed.
func (s *story) confirm() error {
	for _, p := range s.c.Parties {
		a := court.ServiceAddress{CaseID: s.id, To: p.Name, Role: string(p.Role), Address: p.Address, Postcode: "469900", Phone: p.Phone, Confirmed: s.o.Today()}
		if _, err := s.o.SaveServiceAddress(s.ctx, s.actor("陈玥"), a); err != nil {
			return err
		}
	}
	return nil
}
