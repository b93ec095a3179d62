package office

import (
	"context"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// AssessedRate is a rate with the cases behind it.
type AssessedRate struct {
	law.Rate
	Hits   []CaseLink // what the numerator counts; a petition about no case here has the ID 0
	Misses []CaseLink // what only the denominator counts
}

// Assess computes the rates of the self-assessment for a period, both days
// included (plan, 一; functions 0.2). Petitions are the lines of the register.
func (o *Office) Assess(ctx context.Context, from, to court.Date) ([]AssessedRate, error) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return nil, court.FieldErrorf("评估期间", "的止日不能早于起日。")
	}
	return read(ctx, o, func(r Reader) ([]AssessedRate, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		first := to.AddMonths(-36)
		if from.Before(first) {
			first = from
		}
		cases, err := r.AssessCases(first, to)
		if err != nil {
			return nil, err
		}
		a := assessment{from: from, to: to, since: to.AddMonths(-36), behind: map[string]*AssessedRate{}}
		for _, c := range cases {
			if c.Kind == court.KindFirst || c.Kind == court.KindResumed {
				a.count(c)
			}
		}
		petitions, err := r.Registers(RegisterQuery{Kind: court.RegisterPetition})
		if err != nil {
			return nil, err
		}
		for _, p := range petitions {
			a.countPetition(p)
		}
		sales, err := r.Sales(SaleQuery{})
		if err != nil {
			return nil, err
		}
		for _, s := range sales.Rows {
			a.countRounds(s)
		}
		counts := map[string]law.Count{}
		for id, b := range a.behind {
			counts[id] = law.Count{Numerator: len(b.Hits), Denominator: len(b.Hits) + len(b.Misses)}
		}
		var out []AssessedRate
		for _, rate := range rules.Assess(counts, to) {
			line := AssessedRate{Rate: rate}
			if b := a.behind[rate.ID]; b != nil {
				line.Hits, line.Misses = b.Hits, b.Misses
			}
			out = append(out, line)
		}
		return out, nil
	})
}

type assessment struct {
	from, to court.Date
	since    court.Date // three years before the end
	behind   map[string]*AssessedRate
}

func (a *assessment) put(id string, c AssessCase, met bool) {
	a.putLink(id, CaseLink{ID: c.ID, Number: c.Number}, met)
}

// countPetition counts a petition of the period, and an earlier one that was
// not answered before it.
func (a *assessment) countPetition(p court.RegisterEntry) {
	if p.On.After(a.to) || p.On.Before(a.from) && !p.Answered.IsZero() && p.Answered.Before(a.from) {
		return
	}
	link := CaseLink{ID: p.CaseID, Number: strings.TrimSpace(p.CaseNo + " " + p.Person + " " + p.On.String())}
	answered := !p.Answered.IsZero() && !p.Answered.After(a.to)
	a.putLink(law.RatePetition, link, answered)
	a.putLink(law.RateSettled, link, answered && p.Outcome == court.PetitionSettled)
}

// countRounds counts the notices of the period; what was sold without an auction
// is none.
func (a *assessment) countRounds(s court.Sale) {
	for _, x := range s.Rounds {
		if a.within(x.Notice) && !x.Direct {
			a.putLink(law.RateOnline, CaseLink{ID: s.CaseID, Number: s.CaseNo + " " + string(x.Kind) + x.Notice.String() + " " + s.Property}, !x.Offline)
		}
	}
}

func (a *assessment) putLink(id string, link CaseLink, met bool) {
	b := a.behind[id]
	if b == nil {
		b = &AssessedRate{}
		a.behind[id] = b
	}
	if met {
		b.Hits = append(b.Hits, link)
		return
	}
	b.Misses = append(b.Misses, link)
}

func (a *assessment) within(d court.Date) bool { return !d.Before(a.from) && !d.After(a.to) }

// really tells whether the case was closed as 实际执结.
func (c AssessCase) really() bool {
	return c.Closing == court.ClosedFulfilled || c.Closing == court.ClosedTerminated
}

func (a *assessment) count(c AssessCase) {
	closed := c.Status == court.StatusClosed && !c.Closed.After(a.to)
	really := closed && c.really()
	inTerm := really && (c.Limit.IsZero() || !c.Closed.After(c.Limit))
	interim := closed && c.Closing == court.ClosedInterim
	if c.Controlled && (closed && a.within(c.Closed) || !closed && !c.Limit.IsZero() && a.within(c.Limit)) {
		a.put(law.RateInTerm, c, inTerm)
	}
	if interim && a.within(c.Closed) {
		a.put(law.RateInterim, c, c.Passed)
	}
	if !c.Filed.Before(a.since) {
		a.put(law.RateThreeYears, c, interim || inTerm)
	}
	a.countFiled(c, closed, really)
}

// countFiled counts the cases that came in during the period.
func (a *assessment) countFiled(c AssessCase, closed, really bool) {
	if !a.within(c.Filed) {
		return
	}
	a.put(law.RateClosed, c, closed)
	if closed {
		a.put(law.RateRealised, c, really)
	}
}

// BacklogAge counts the open cases filed at least so many months ago.
type BacklogAge struct {
	Months int
	Cases  []int64 // oldest first
}

// BacklogWeek is the number of open cases at the end of a week.
type BacklogWeek struct {
	End  court.Date // its Sunday; today in the running week
	Open int
}

// Backlog is the old cases (积案) by age, and how the number of open cases ran
// over the last weeks.
type Backlog struct {
	Open  int
	Ages  []BacklogAge // 3, 6, 12, 24 months
	Weeks []BacklogWeek
}

// backlogWeeks is how many weeks the burn-down shows.
const backlogWeeks = 12

// Backlog counts the open cases by age and over the last twelve weeks.
func (o *Office) Backlog(ctx context.Context) (Backlog, error) {
	today := o.Today()
	return read(ctx, o, func(r Reader) (Backlog, error) {
		var out Backlog
		for _, months := range []int{3, 6, 12, 24} {
			ids, err := r.OpenFiledBefore(today.AddMonths(-months).AddDays(1))
			if err != nil {
				return out, err
			}
			out.Ages = append(out.Ages, BacklogAge{Months: months, Cases: ids})
		}
		var days []court.Date
		sunday := weekStart(today).AddDays(6)
		for i := range backlogWeeks {
			end := sunday.AddDays(-7 * (backlogWeeks - 1 - i))
			if end.After(today) {
				end = today
			}
			days = append(days, end)
		}
		counts, err := r.OpenOn(days)
		if err != nil {
			return out, err
		}
		for i, n := range counts {
			out.Weeks = append(out.Weeks, BacklogWeek{End: days[i], Open: n})
		}
		out.Open = counts[len(counts)-1]
		return out, nil
	})
}
