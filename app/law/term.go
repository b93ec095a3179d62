package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Limit gives the day the term of a case ends, counted from filing and not
// rolled over holidays: 6 months, 3 for 非诉执行 (T15); 15 days for 执异 and 30
// for 执复, which are reviews (T21). Deductions and extensions come on top; see
// Term. Without a filing date there is no limit.
func (r *Rules) Limit(kind court.CaseKind, nonLitigation bool, filed court.Date) court.Date {
	if filed.IsZero() {
		return court.Date{}
	}
	return r.After(r.planning(limitParam(kind, nonLitigation), filed), filed)
}

// Limit is Rules.Limit by the delivered rules.
func Limit(kind court.CaseKind, nonLitigation bool, filed court.Date) court.Date {
	return Default().Limit(kind, nonLitigation, filed)
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

// handInBy gives the day by which 终本 materials go to review, one month before
// the limit (plan, item 6).
func (r *Rules) handInBy(limit court.Date) court.Date {
	lead := r.planning("review-lead", limit)
	return r.addTerm(limit, -lead.Value, lead.Unit)
}

// interimOpens gives the day on which three months since filing are over; 终本
// is possible after it (法〔2016〕373号1(四)).
func (r *Rules) interimOpens(filed court.Date) court.Date {
	return r.After(r.planning("closure-min", filed), filed)
}

// ReviewHandIn gives the last day for handing the 终本 materials to review:
// one month before the limit (plan, item 6). When that is no workday,
// suggested is the workday before; it is zero when the holiday notice it needs
// is missing (HolidaysKnown says so). conflict means that three months since
// filing, which 373号 asks for before 终本, are not over on the due day.
func (r *Rules) ReviewHandIn(limit, filed court.Date) (due, suggested court.Date, conflict bool) {
	if limit.IsZero() {
		return court.Date{}, court.Date{}, false
	}
	due = r.handInBy(limit)
	conflict = !filed.IsZero() && due.Before(r.interimOpens(filed))
	suggested = r.PrevWorkday(due)
	if r.HolidaysKnown(suggested, due) != nil {
		suggested = court.Date{}
	}
	return due, suggested, conflict
}

// ExtensionNeeded gives the fewest months by which the term must be extended
// so that the hand-in does not come before 终本 may open; 0 when it does not.
func (r *Rules) ExtensionNeeded(limit, filed court.Date) int {
	opens := r.interimOpens(filed)
	for months := range 13 {
		if !r.handInBy(limit.AddMonths(months)).Before(opens) {
			return months
		}
	}
	return 0
}

// ReviewHandIn is Rules.ReviewHandIn by the delivered rules.
func ReviewHandIn(limit, filed court.Date) (due, suggested court.Date, conflict bool) {
	return Default().ReviewHandIn(limit, filed)
}

// DisbursementDue gives the day by which money received must have been paid
// out: 30 days (法发〔2017〕6号 10); since 2022-01-01 10 workdays until the
// payment notice plus 5 for the accountants (法〔2021〕322号). Money received
// before 2017-05-01 is held to the 30 days, too.
func (r *Rules) DisbursementDue(received court.Date) court.Date {
	due := r.After(r.planning("T38", received), received)
	if p, err := r.Param("T38b", received); err == nil {
		due = r.After(p, due)
	}
	return due
}

// DisbursementGap says, in brackets, that the day by which money is paid out
// needs a holiday notice that is missing; "" when it does not.
func (r *Rules) DisbursementGap(received court.Date) string {
	if r.planning("T38", received).Unit != UnitWorkday {
		return ""
	}
	for y := received.Year; y <= r.DisbursementDue(received).Year; y++ {
		if !r.days.years[y] {
			return fmt.Sprintf("（%d年节假日安排未导入，暂只扣周末）", y)
		}
	}
	return ""
}

// DisbursementDue is Rules.DisbursementDue by the delivered rules.
func DisbursementDue(received court.Date) court.Date { return Default().DisbursementDue(received) }

// TermFacts are what the term of a case depends on.
type TermFacts struct {
	Kind          court.CaseKind
	NonLitigation bool // 非诉执行
	Filed         court.Date
	Deductions    []court.TermDeduction // revoked ones do not count
	Extensions    []court.Extension     // asked and refused ones do not count
	Today         court.Date            // up to which a running deduction counts
}

// TermResult is the term of a case with its explanation.
type TermResult struct {
	End            court.Date // 执行期限届满日
	Base           court.Date // without deductions and extensions
	Deducted       []court.Span
	DeductedDays   int
	ExtendedMonths int
	InterimOpens   court.Date // three months since filing are over; 终本 is possible after it; zero, like what follows, where there is none
	HandInBy       court.Date // last day for 送评查
	HandInWorkday  court.Date // the last workday up to it; zero when CalendarGap
	CalendarGap    string     // which holiday notice is missing for HandInWorkday, "" for none
	Conflict       bool       // HandInBy comes before InterimOpens
	ExtendNeeded   int        // months of extension that end the conflict
	Explanation    string     // one sentence to be read aloud
	Steps          []string   // the same, step by step
	Basis          []string
}

// Term computes the end of a case's term: filing plus its months (the same day,
// or the month's last), plus the days of the union of the deductions, plus the
// months of the extensions; the end is not rolled over holidays. A deduction
// that still runs counts up to today. CodeInvalid refuses a case without filing
// date and impossible deductions or extensions.
func (r *Rules) Term(in TermFacts) (TermResult, error) {
	if !in.Filed.Valid() {
		return TermResult{}, court.FieldErrorf("立案日期", "不能空着：执行期限自立案起算。")
	}
	length := r.planning(limitParam(in.Kind, in.NonLitigation), in.Filed)
	t := TermResult{Base: r.After(length, in.Filed)}
	t.addBasis(length.Basis)
	parts, err := in.deducted()
	if err != nil {
		return TermResult{}, err
	}
	for _, e := range in.Extensions {
		if e.State == court.ApprovalAsked || e.State == court.ApprovalRefused {
			continue
		}
		if e.Months <= 0 || e.Months > 120 {
			return TermResult{}, court.FieldErrorf("延长", "“%d个月”不能延长：应为1至120个月（法释〔2000〕29号5条）。", e.Months)
		}
		t.ExtendedMonths += e.Months
	}
	t.Deducted, t.DeductedDays = union(parts)
	t.End = t.Base.AddDays(t.DeductedDays).AddMonths(t.ExtendedMonths)
	if !t.End.Valid() {
		return TermResult{}, court.FieldErrorf("执行期限", "超出了日历的范围。")
	}
	r.explain(&t, in, length, parts)
	r.interim(&t, in)
	return t, nil
}

// Term is Rules.Term by the delivered rules.
func Term(in TermFacts) (TermResult, error) { return Default().Term(in) }

// part is a deduction as it counts: running ones end today.
type part struct {
	court.TermDeduction
	running bool
}

// deducted gives the deductions that count, running ones ended today.
func (in TermFacts) deducted() ([]part, error) {
	var out []part
	for _, d := range in.Deductions {
		if d.Revoked != "" {
			continue
		}
		if err := CheckDeduction(d, in.Filed); err != nil {
			return nil, err
		}
		p := part{TermDeduction: d, running: d.To.IsZero()}
		if p.running {
			if in.Today.IsZero() {
				return nil, court.FieldErrorf("扣除期间", "还没有截止日期，要给出计算到哪一天。")
			}
			if p.To = in.Today; p.To.Before(p.From) {
				continue // begins later
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// CheckDeduction refuses, CodeInvalid, a deduction that has no beginning, ends
// before it starts or begins before the case was filed.
func CheckDeduction(d court.TermDeduction, filed court.Date) error {
	basis := DeductionBasis(d.Kind)
	switch {
	case !d.From.Valid():
		return court.FieldErrorf("扣除期间", "没有起始日期。").WithHint("请填写从哪一天起扣除（" + basis + "）。")
	case !d.To.IsZero() && d.To.Before(d.From):
		return court.FieldErrorf("扣除期间", "的截止日%s早于起始日%s。", d.To.Text(), d.From.Text()).
			WithHint("请核对起止日期；扣除的期间起止两日都计入（" + basis + "）。")
	case d.From.Before(filed):
		return court.FieldErrorf("扣除期间", "的起始日%s早于立案日%s。", d.From.Text(), filed.Text()).
			WithHint("只有立案以后的期间才从执行期限中扣除（" + basis + "）。")
	}
	return nil
}

// union merges spans that overlap or touch and counts their days.
func union(parts []part) ([]court.Span, int) {
	spans := make([]court.Span, 0, len(parts))
	for _, p := range parts {
		spans = append(spans, p.Span)
	}
	slices.SortFunc(spans, func(a, b court.Span) int { return a.From.Compare(b.From) })
	var out []court.Span
	days := 0
	for _, s := range spans {
		if n := len(out); n > 0 && !s.From.After(out[n-1].To.AddDays(1)) {
			if s.To.After(out[n-1].To) {
				out[n-1].To = s.To
			}
			continue
		}
		out = append(out, s)
	}
	for _, s := range out {
		days += s.Days()
	}
	return out, days
}

// explain writes the sentence and the steps.
func (r *Rules) explain(t *TermResult, in TermFacts, length Parameter, parts []part) {
	head := fmt.Sprintf("立案%s起%s", in.Filed, length.Term())
	t.Steps = append(t.Steps, fmt.Sprintf("%s立案，次日起算%s，到%s届满（%s）。", in.Filed.Text(), length.Term(), t.Base.Text(), length.Basis))
	if len(parts) > 0 {
		head += "，扣除" + t.deductedText(parts)
		for _, p := range parts {
			basis := p.Basis
			if basis == "" {
				basis = DeductionBasis(p.Kind)
			}
			t.addBasis(basis)
			line := fmt.Sprintf("扣除%s：%s，共%d日（%s）", nameOf(p), p.Span, p.Span.Days(), basis)
			if p.running {
				line += "，尚未结束，暂计到当日"
			}
			t.Steps = append(t.Steps, line+"。")
		}
		t.Steps = append(t.Steps, fmt.Sprintf("扣除期间合计%d日（重叠的只计一次），届满日顺延到%s。", t.DeductedDays, t.Base.AddDays(t.DeductedDays).Text()))
	}
	if t.ExtendedMonths > 0 {
		p := r.planning("T17", in.Filed)
		head += fmt.Sprintf("，延长%d个月", t.ExtendedMonths)
		t.addBasis(p.Basis)
		line := fmt.Sprintf("批准延长%d个月，到%s届满（%s）", t.ExtendedMonths, t.End.Text(), p.Basis)
		if t.ExtendedMonths > p.Value {
			line += fmt.Sprintf("，超过%s的须层报高级人民法院备案", p.Term())
		}
		t.Steps = append(t.Steps, line+"。")
	}
	t.Explanation = fmt.Sprintf("%s，至%s，依据%s。", head, t.End, strings.Join(t.Basis, "；"))
}

// interim adds what the term means for 终本, which reviews and preservation
// know nothing of.
func (r *Rules) interim(t *TermResult, in TermFacts) {
	switch in.Kind {
	case court.KindFirst, court.KindResumed, "":
	default:
		return
	}
	t.InterimOpens, t.HandInBy = r.interimOpens(in.Filed), r.handInBy(t.End)
	t.HandInWorkday = r.PrevWorkday(t.HandInBy)
	if err := r.HolidaysKnown(t.HandInWorkday, t.HandInBy); err != nil {
		t.CalendarGap, _ = court.Sentence(err)
		t.HandInWorkday = court.Date{}
	}
	t.Conflict = t.HandInBy.Before(t.InterimOpens)
	opens, lead := r.planning("closure-min", in.Filed), r.planning("review-lead", t.End)
	t.Steps = append(t.Steps,
		fmt.Sprintf("立案满%s为%s，此后方可终本（%s）。", opens.Term(), t.InterimOpens.Text(), opens.Basis),
		fmt.Sprintf("终本材料最迟于期限届满前%s，即%s送评查（%s）。", lead.Term(), t.HandInBy.Text(), lead.Basis))
	switch {
	case t.CalendarGap != "":
		t.Steps = append(t.Steps, t.CalendarGap)
	case t.HandInWorkday != t.HandInBy:
		t.Steps = append(t.Steps, fmt.Sprintf("%s是休息日，请在前一工作日%s以前送评查。", t.HandInBy.Text(), t.HandInWorkday.Text()))
	}
	if t.Conflict {
		t.ExtendNeeded = r.ExtensionNeeded(t.End, in.Filed)
		say := fmt.Sprintf("送评查的最后一日%s早于可以终本的%s，两项要求不能同时满足，拟终本的请先申请延长执行期限，至少延长%d个月。",
			t.HandInBy.Text(), t.InterimOpens.Text(), t.ExtendNeeded)
		t.Steps = append(t.Steps, say)
		t.Explanation += say
	}
}

// deductedText writes the days by kind: 评估31日、公告60日（重叠的只计一次，共80日）.
func (t *TermResult) deductedText(parts []part) string {
	var names []string
	days, sum := map[string]int{}, 0
	for _, p := range parts {
		name := nameOf(p)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		days[name] += p.Span.Days()
		sum += p.Span.Days()
	}
	for i, name := range names {
		names[i] = fmt.Sprintf("%s%d日", name, days[name])
	}
	text := strings.Join(names, "、")
	switch {
	case sum != t.DeductedDays:
		text += fmt.Sprintf("（重叠的只计一次，共%d日）", t.DeductedDays)
	case len(names) > 1:
		text += fmt.Sprintf("（共%d日）", t.DeductedDays)
	}
	return text
}

func nameOf(p part) string {
	if p.Kind == "" {
		return "不计入的期间"
	}
	return p.Kind
}

// addBasis adds the articles that are not there yet; several in one text are
// parted by ；.
func (t *TermResult) addBasis(basis string) {
	for _, one := range strings.Split(basis, "；") {
		if one != "" && !slices.Contains(t.Basis, one) {
			t.Basis = append(t.Basis, one)
		}
	}
}
