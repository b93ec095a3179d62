package law

import (
	"fmt"

	"zhixing/app/court"
)

// ListingClock is something about a listing that is due.
type ListingClock struct {
	Due  court.Date
	What string // in a few words: 删除, 撤下微博 …
	Text string
}

// ListingClocks gives what is due about a listing, in the order of the work.
func (r *Rules) ListingClocks(l court.Listing, today court.Date) []ListingClock {
	if l.Void != "" {
		return nil
	}
	var out []ListingClock
	add := func(due court.Date, what, text string) {
		if !due.IsZero() {
			out = append(out, ListingClock{due, what, text})
		}
	}
	state, who := l.StateOn(today), string(l.Kind)+" "+l.Debtor
	switch state {
	case court.ListingScreening, court.ListingAsked:
		// 失信规定5条; the rules of 限消 set no term.
		if p, err := r.Param("T32", l.Asked); err == nil && !l.Asked.IsZero() && l.Kind == court.ListDishonest {
			add(r.After(p, l.Asked), "审查申请", who+"：申请应在"+p.Term()+"内审查决定（"+p.Basis+"）")
		}
	case court.ListingGrace:
		add(l.Grace, "宽限期", who+"：宽限期"+l.Grace.String()+"届满，未履行的应发布")
	case court.ListingReady:
		if !l.Grace.IsZero() {
			add(l.Grace, "宽限期", who+"：宽限期"+l.Grace.String()+"已届满，应发布或者登记已履行")
		} else {
			p := r.planning("listing-publish", l.Decided)
			add(r.After(p, l.Decided), "发布", who+"："+l.Decided.String()+"决定，还没有签发、送达、发布（"+p.Basis+"）")
		}
	case court.ListingRunning, court.ListingEnding:
		r.endingClocks(l, state, who, add)
	}
	r.shownClocks(l, today, add)
	r.pleaClocks(l, who, add)
	for _, x := range l.Lifts {
		if x.Restored.IsZero() {
			add(x.To, "恢复限制", fmt.Sprintf("%s：%s到%s为止，届满恢复限制", who, x.Kind, x.To))
		}
	}
	return out
}

// endingClocks tells that a listing has to be taken down: its term is over, the
// debt is paid, or a ground was recorded.
func (r *Rules) endingClocks(l court.Listing, state court.ListingState, who string, add func(court.Date, string, string)) {
	switch {
	case l.Event.Ground != "":
		e := EndingOf(l.Event.Ground)
		add(l.Due, l.Event.Way, who+"："+e.Text+"，应在"+l.Due.String()+"前"+l.Event.Way+"（"+e.Article+"）")
	case state == court.ListingEnding:
		due, p := r.ListingEventDue(l.Kind, l.Until)
		add(due, court.WayDelete, who+"：期限"+l.Until.String()+"届满，应在"+p.Term()+"内删除（"+p.Basis+"）")
	case l.Unlimited && l.PaidOn.IsZero():
		if p, err := r.Param("listing-limit", l.Begun); err == nil {
			add(r.After(p, l.Begun), "限制消费", who+"：已纳入失信名单，应当限制消费，还没有决定（限消规定1条）")
		}
	case !l.PaidOn.IsZero():
		due, _ := r.ListingEventDue(l.Kind, l.PaidOn)
		text := "标的已全部到位，请核实并登记撤下的事由"
		if !l.Until.IsZero() {
			text = "标的已全部到位，可以决定提前删除（失信规定2条），请核实"
		}
		add(due, "核实履行", who+"："+text)
	}
}

// shownClocks tells what has to be withdrawn from the channels once the listing
// is to end, has ended or is hidden.
func (r *Rules) shownClocks(l court.Listing, today court.Date, add func(court.Date, string, string)) {
	from := l.WithdrawFrom(today)
	if from.IsZero() {
		return
	}
	for _, x := range l.StillShown() {
		add(r.WithdrawBy(from), "撤下"+x.Channel, l.Debtor+"："+x.Channel+"的曝光（"+x.On.String()+"）应撤下")
	}
}

func (r *Rules) pleaClocks(l court.Listing, who string, add func(court.Date, string, string)) {
	for _, x := range l.Pleas {
		switch {
		case x.Decided.IsZero():
			if p, err := r.Param(pleaTerm(l.Kind), x.On); err == nil {
				add(r.After(p, x.On), "审查纠正", who+"："+x.By+"的纠正申请应在"+p.Term()+"内审查（"+p.Basis+"）")
			}
		case x.Granted && x.Done.IsZero():
			p := r.planning("T34b", x.Decided)
			add(r.After(p, x.Decided), "纠正", who+"：纠正申请成立，应在"+p.Term()+"内纠正（"+p.Basis+"）")
		case !x.Review.IsZero() && x.Reviewed.IsZero():
			p := r.planning("T34d", x.Review)
			add(r.After(p, x.Review), "复议", who+"：上级法院应在"+p.Term()+"内复议（"+p.Basis+"）")
		}
	}
}

// pleaTerm is the parameter that says by when a plea is looked into.
func pleaTerm(kind court.ListingKind) string {
	if kind == court.ListConsumption {
		return "limit-plea"
	}
	return "T34"
}

// ReviewUntil gives the last day to ask for review of a refused plea; a party's
// term that ends on a day off ends on the next working day.
func (r *Rules) ReviewUntil(refused court.Date) court.Date {
	return r.NextWorkday(r.After(r.planning("T34c", refused), refused))
}

// AgainFrom gives the day from which the applicant may ask for listing once
// more after it was taken down with consent, zero when nothing bars it.
func (r *Rules) AgainFrom(before court.Listing) court.Date {
	if before.Void != "" || before.Event.Ground != "agreed" || before.Ended.IsZero() {
		return court.Date{}
	}
	p, err := r.Param("listing-again", before.Ended)
	if err != nil {
		return court.Date{}
	}
	return r.After(p, before.Ended)
}

// LetterDue gives by when the answer to a letter is asked for.
func (r *Rules) LetterDue(sent court.Date) court.Date {
	return r.After(r.planning("listing-letter", sent), sent)
}

// WithdrawBy gives by when exposures have to come down.
func (r *Rules) WithdrawBy(from court.Date) court.Date {
	return r.After(r.planning("listing-release", from), from)
}
