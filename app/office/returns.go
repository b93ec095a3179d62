package office

import (
	"cmp"
	"context"
	"slices"

	"zhixing/app/court"
)

// ReturnBy says what the lines of a return are for.
type ReturnBy string

// What a return can be drawn up by.
const (
	ReturnByOfficer ReturnBy = "承办人"
	ReturnByGroup   ReturnBy = "工作组"
	ReturnByKind    ReturnBy = "案件类别"
)

// ReturnLine is a line of the return to the superior court (上报表): the cases
// that were open before the period, came in, were closed in it, and are open at
// its end. Old + New − Closed is Open.
type ReturnLine struct {
	Name string

	Old, New, Closed, Open                 int
	Fulfilled, Interim, Terminated, Others int // Closed by its modes
	OverLimit, OverSix                     int // of Open, on the last day
	Received                               court.Money
}

// Share is closed of all that were there, in per cent with two decimals times
// a hundred (9325 is 93.25%).
func (l ReturnLine) Share() int {
	if l.Old+l.New == 0 {
		return 0
	}
	return (l.Closed*10000 + (l.Old+l.New)/2) / (l.Old + l.New)
}

func (l *ReturnLine) add(x ReturnLine) {
	l.Old, l.New, l.Closed, l.Open = l.Old+x.Old, l.New+x.New, l.Closed+x.Closed, l.Open+x.Open
	l.Fulfilled, l.Interim, l.Terminated, l.Others = l.Fulfilled+x.Fulfilled, l.Interim+x.Interim, l.Terminated+x.Terminated, l.Others+x.Others
	l.OverLimit, l.OverSix, l.Received = l.OverLimit+x.OverLimit, l.OverSix+x.OverSix, l.Received+x.Received
}

// Return draws up the return of a period, both days included, and its total.
// Money is what was received for the cases in the period.
func (o *Office) Return(ctx context.Context, from, to court.Date, by ReturnBy) (lines []ReturnLine, total ReturnLine, err error) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return nil, total, court.FieldErrorf("统计期间", "的止日不能早于起日。")
	}
	lines, err = read(ctx, o, func(r Reader) ([]ReturnLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		cases, err := r.AssessCases(from, to)
		if err != nil {
			return nil, err
		}
		money, err := r.ReceivedBetween(from, to)
		if err != nil {
			return nil, err
		}
		byName := map[string]*ReturnLine{}
		for _, c := range cases {
			name := returnName(c, by)
			if byName[name] == nil {
				byName[name] = &ReturnLine{Name: name}
			}
			x := c.returned(from, to)
			x.Received = money[c.ID]
			if x.Open > 0 && rules.OverSixMonths(c.Filed, to) {
				x.OverSix = 1
			}
			byName[name].add(x)
		}
		out := make([]ReturnLine, 0, len(byName))
		for _, l := range byName {
			out = append(out, *l)
		}
		return out, nil
	})
	slices.SortFunc(lines, func(a, b ReturnLine) int {
		return cmp.Or(cmp.Compare(b.Old+b.New, a.Old+a.New), cmp.Compare(a.Name, b.Name))
	})
	total.Name = "合计"
	for _, l := range lines {
		total.add(l)
	}
	return lines, total, err
}

func returnName(c AssessCase, by ReturnBy) string {
	name := c.Officer
	switch by {
	case ReturnByGroup:
		name = string(c.Group)
	case ReturnByKind:
		name = c.Kind.Name()
	}
	if name == "" {
		return "未分案"
	}
	return name
}

// returned counts one case.
func (c AssessCase) returned(from, to court.Date) ReturnLine {
	var x ReturnLine
	if c.Filed.Before(from) {
		x.Old = 1
	} else {
		x.New = 1
	}
	if c.Status != court.StatusClosed || c.Closed.After(to) {
		x.Open = 1
		if !c.Limit.IsZero() && c.Limit.Before(to) {
			x.OverLimit = 1
		}
		return x
	}
	x.Closed = 1
	switch c.Closing {
	case court.ClosedFulfilled:
		x.Fulfilled = 1
	case court.ClosedInterim:
		x.Interim = 1
	case court.ClosedTerminated:
		x.Terminated = 1
	default:
		x.Others = 1
	}
	return x
}
