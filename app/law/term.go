package law

import "zhixing/app/court"

// Limit gives the day the term of a case ends, counted from filing and not
// rolled over holidays: 6 months, 3 for 非诉执行 (T15); 15 days for 执异 and 30
// for 执复, which are reviews (T21). Deductions and extensions come on top.
// Without a filing date there is no limit.
func Limit(kind court.CaseKind, nonLitigation bool, filed court.Date) court.Date {
	if filed.IsZero() {
		return court.Date{}
	}
	return planning(limitParam(kind, nonLitigation), filed).After(filed)
}

func limitParam(kind court.CaseKind, nonLitigation bool) string {
	switch {
	case kind == court.KindObjection:
		return "T21b"
	case kind == court.KindReview:
		return "T21d"
	case nonLitigation:
		return "T15b"
	}
	return "T15"
}

// ReviewHandIn gives the last day for handing the 终本 materials to review:
// one month before the limit (plan, item 6). When that is no workday,
// suggested is the workday before. conflict means that three months since
// filing, which 373号 asks for before 终本, are not over on the due day.
func ReviewHandIn(limit, filed court.Date) (due, suggested court.Date, conflict bool) {
	if limit.IsZero() {
		return court.Date{}, court.Date{}, false
	}
	due = limit.AddMonths(-planning("review-lead", limit).Value)
	conflict = !filed.IsZero() && due.Before(planning("closure-min", limit).After(filed))
	return due, PrevWorkday(due), conflict
}

// DisbursementDue gives the day by which money received must have been paid
// out: 30 days (法发〔2017〕6号 10); since 2022-01-01 10 workdays until the
// payment notice plus 5 for the accountants (法〔2021〕322号). Money received
// before 2017-05-01 is held to the 30 days, too.
func DisbursementDue(received court.Date) court.Date {
	due := planning("T38", received).After(received)
	if p, err := Param("T38b", received); err == nil {
		due = p.After(due)
	}
	return due
}
