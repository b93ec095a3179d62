package law

import (
	"fmt"
	"strings"

	"zhixing/app/court"
)

// money gives the amount of a parameter in 元 or 万元.
func (p Parameter) money() court.Money {
	if p.Unit == UnitWan {
		return court.Money(p.Value) * 10_000_00
	}
	return court.Money(p.Value) * 100
}

// FineLimits gives between which amounts a fine lies that is decided on a day;
// a person's has no lower limit.
func (r *Rules) FineLimits(company bool, on court.Date) (least, most court.Money, basis string) {
	if !company {
		p := r.planning("fine-person", on)
		return 1, p.money(), p.Basis
	}
	p, low := r.planning("fine-unit", on), r.planning("fine-unit-least", on)
	return low.money(), p.money(), p.Basis
}

// DetentionDays gives the longest detention decided on a day.
func (r *Rules) DetentionDays(on court.Date) (days int, basis string) {
	p := r.planning("detain-days", on)
	return p.Value, p.Basis
}

// CheckCoercion refuses an application that the law does not allow: against the
// wrong kind of person, beyond the limits, or a second time for the same
// conduct. earlier are the other measures of the case.
func (r *Rules) CheckCoercion(c court.Coercion, earlier []court.Coercion, on court.Date) error {
	info := CoercionOf(c.Kind)
	if g, ok := CoercionGroundOf(c.Ground); !ok || !contains(g.Of, string(c.Kind)) {
		return court.FieldErrorf("理由", "请选择。")
	}
	if err := checkPerson(c, info, on); err != nil {
		return err
	}
	if err := r.checkAmounts(c.Kind, c.Company, c.Amount, c.Days, on); err != nil {
		return err
	}
	for _, f := range info.Fields {
		if f.Needed && emptyField(f.Key, c) {
			return court.FieldErrorf(f.Label, "不能为空。")
		}
	}
	if c.Kind == court.CoerceSummon && c.ConductOn.Before(c.Applied) {
		return refuseBy(info.Article, on, "行为发生日", "“%s”早于传票送达日%s：经依法传唤，无正当理由拒不到场的，才能拘传。", c.ConductOn, c.Applied)
	}
	for _, old := range earlier {
		if err := sameConduct(c, old, on); err != nil {
			return err
		}
	}
	return detainedAssistant(c, earlier, on)
}

// checkPerson refuses a measure against somebody it is not for.
func checkPerson(c court.Coercion, info CoercionInfo, on court.Date) error {
	switch {
	case info.Natural && c.Company:
		return refuseBy(info.Article, on, "对象", "%s只能对自然人。", c.Kind).WithHint("对单位的，写它的法定代表人、主要负责人或者直接责任人员。")
	case info.Company && !c.Company:
		return refuseBy(info.Article, on, "对象", "%s只对法人和非法人组织。", c.Kind)
	case len(info.Roles) > 0 && !contains(info.Roles, c.Role):
		return refuseBy(info.Article, on, "身份", "%s不能对%s，只能对%s。", c.Kind, c.Role, strings.Join(info.Roles, "、"))
	}
	return nil
}

// detainedAssistant refuses the detention of those who answer for a unit that
// does not assist before anybody was fined for it: only who still does not
// assist may be detained. A fine that the program does not know is told in the
// facts.
func detainedAssistant(c court.Coercion, earlier []court.Coercion, on court.Date) error {
	if c.Kind != court.CoerceDetain || c.Ground != GroundAssist || strings.Contains(c.Facts, string(court.CoerceFine)) {
		return nil
	}
	for _, old := range earlier {
		if _, decided := old.Step(court.StepApprove); decided && old.Kind == court.CoerceFine && old.Ground == GroundAssist && old.State != court.CoercionQuashed {
			return nil
		}
	}
	err := refuseBy("assistant-duty", on, "理由", "拒不协助的单位还没有罚款：先罚款，仍不履行协助义务的，才可以拘留。")
	return err.WithHint(err.Hint + "在程序外已经罚款的，在“查明的行为”里写明罚款决定书的文号和日期。")
}

// GroundAssist is the ground of measures against units that refuse to assist.
const GroundAssist = "assist"

func emptyField(key string, c court.Coercion) bool {
	switch key {
	case "amount":
		return c.Amount <= 0
	case "days":
		return c.Days <= 0
	case "place":
		return c.Place == ""
	case "content":
		return c.Content == ""
	case "applied":
		return c.Applied.IsZero()
	case "until":
		return c.Until.IsZero()
	}
	return false
}

// checkAmounts refuses a fine or a detention beyond the limits of the day.
func (r *Rules) checkAmounts(kind court.CoercionKind, company bool, amount court.Money, days int, on court.Date) error {
	switch kind {
	case court.CoerceFine:
		least, most, basis := r.FineLimits(company, on)
		switch {
		case amount > most:
			return court.FieldErrorf("罚款金额", "%s元超过%s罚款的最高额%s元。", amount, personWord(company), most).WithHint("依据" + basis + "。")
		case amount < least:
			return court.FieldErrorf("罚款金额", "%s元低于%s罚款的最低额%s元。", amount, personWord(company), least).WithHint("依据" + basis + "。")
		}
	case court.CoerceDetain:
		if most, basis := r.DetentionDays(on); days < 1 || days > most {
			return court.FieldErrorf("拘留日数", "%d日不在一日至%d日之间。", days, most).WithHint("依据" + basis + "。")
		}
	}
	return nil
}

func personWord(company bool) string {
	if company {
		return "单位"
	}
	return "个人"
}

// sameConduct refuses a second fine or detention of the same person for the
// same conduct; new conduct after the earlier decision may be punished again.
func sameConduct(c, old court.Coercion, on court.Date) error {
	punishes := c.Kind == court.CoerceFine || c.Kind == court.CoerceDetain
	if !punishes || old.ID == c.ID || old.Kind != c.Kind || old.Person != c.Person || c.PersonID != "" && old.PersonID != "" && c.PersonID != old.PersonID {
		return nil
	}
	switch old.State {
	case court.CourseVoid, court.CoercionRefused, court.CoercionRecalled, court.CoercionQuashed:
		return nil
	}
	decided := old.At
	day := court.DateOf(decided)
	if s, ok := old.Step(court.StepApprove); ok {
		day = s.On
	}
	if c.ConductOn.After(day) {
		return nil
	}
	return refuseBy("coercion-once", on, "行为发生日", "%s已因%s的行为于%s%s（%s），同一行为不得连续%s。", c.Person, old.ConductOn, day, old.Kind, old.Number, c.Kind).
		WithHint("民诉法解释184条：发生新的妨害执行行为的，可以重新罚款、拘留；请填写新行为的发生日。")
}

func contains(list []string, x string) bool {
	_, ok := found(list, func(s string) bool { return s == x })
	return ok
}

// refuseBy names the article behind a refusal.
func refuseBy(article string, on court.Date, field, format string, args ...any) *court.Error {
	err := court.FieldErrorf(field, format, args...)
	if cited, e := CiteText(article, on); e == nil {
		return err.WithHint("依据" + cited + "。")
	}
	return err
}

// CheckCoercionStep refuses a step out of its order, or beyond a limit of the
// law.
func (r *Rules) CheckCoercionStep(c court.Coercion, x court.CourseStep, today court.Date) error {
	s, err := courseStep(string(c.Kind), c.State, x.Kind)
	if err != nil {
		return err
	}
	if err := s.refuse(c); err != nil {
		return err
	}
	asked := court.DateOf(c.At)
	if c.Urgent {
		asked = c.ConductOn
	}
	if err := s.checkFields(x, asked, today, "申请日"); err != nil {
		return err
	}
	switch x.Kind {
	case court.StepApprove:
		return r.checkAmounts(c.Kind, c.Company, c.Amount, c.Days, x.On)
	case court.StepPay, court.StepReduce:
		if left := FineLeft(c); x.Amount > left {
			return court.FieldErrorf("金额", "%s元超过尚未交纳的%s元。", x.Amount, left)
		}
		if old, twice := found(c.Steps, func(s court.CourseStep) bool {
			return x.Kind == court.StepPay && s.Kind == x.Kind && s.Void == "" && s.Number == x.Number
		}); twice {
			return court.FieldErrorf("票据号", "“%s”已于%s登记过交款%s元。", x.Number, old.On, old.Amount)
		}
	case court.StepDetain, court.StepTell, court.StepFree, court.StepExpire, court.StepUnfounded:
		return r.checkDetention(c, x)
	case court.StepEvict:
		if posted, _ := c.Step(court.StepPost); !x.On.After(posted.Until) {
			return refuseBy("eviction", x.On, "日期", "公告限期迁出到%s，期限届满以前不能强制执行。", posted.Until)
		}
	case court.StepQuestion:
		return r.checkQuestioned(c, x)
	case court.StepReward:
		if x.Amount > c.Amount {
			return court.FieldErrorf("金额", "%s元超过批准的悬赏金额%s元。", x.Amount, c.Amount)
		}
	case court.StepReview, court.StepSendUp, court.StepReviewed:
		return r.checkReviewStep(c, x)
	}
	return nil
}

func (r *Rules) checkDetention(c court.Coercion, x court.CourseStep) error {
	in, has := c.Step(court.StepDetain)
	switch {
	case x.Kind == court.StepDetain && has:
		return court.Errorf(court.CodeRefused, "%s已于%s收拘。", c.Person, in.On)
	case x.Kind == court.StepDetain && c.State == court.CoercionAsked && !c.Urgent:
		return court.Errorf(court.CodeRefused, "拘留%s还没有批准，不能收拘。", c.Person).
			WithHint("民事诉讼法119条（旧116条）：拘留须经院长批准。紧急情况先行拘留的，申请时勾选，并立即补办批准（民诉法解释181条）。")
	case x.Kind == court.StepDetain:
		return nil
	case !has:
		return court.Errorf(court.CodeRefused, "%s还没有收拘。", c.Person)
	case x.On.Before(in.On):
		return court.FieldErrorf("日期", "“%s”早于收拘日%s。", x.On, in.On)
	}
	if freed, did := c.Step(court.StepUnfounded); did && x.Kind == court.StepUnfounded {
		return court.Errorf(court.CodeRefused, "%s已于%s解除拘留。", c.Person, freed.On)
	}
	end := DetainedUntil(c)
	if x.Kind == court.StepExpire && x.On.Before(end) {
		return court.FieldErrorf("解除日期", "“%s”早于期满日%s。", x.On, end).WithHint("提前解除的，由院长批准并制作提前解除拘留决定书（民诉法解释182条）。")
	}
	if x.Kind == court.StepFree && x.On.After(end) {
		return court.FieldErrorf("解除日期", "“%s”晚于期满日%s，应当登记期满解除。", x.On, end)
	}
	return nil
}

// checkQuestioned refuses a questioning that went on for longer than the law
// allows.
func (r *Rules) checkQuestioned(c court.Coercion, x court.CourseStep) error {
	in, _ := c.Step(court.StepAppear)
	from, _ := minutes(in.Time)
	to, _ := minutes(x.Time)
	took := in.On.DaysUntil(x.On)*24*60 + to - from
	id := "T28"
	if x.Result != "一般情形" {
		id = "summon-long"
	}
	p := r.planning(id, in.On)
	switch {
	case took < 0:
		return court.FieldErrorf("结束时间", "%s %s早于到案时间%s %s。", x.On, x.Time, in.On, in.Time)
	case took > p.Value*60:
		return court.FieldErrorf("结束时间", "询问了%d小时%d分，超过%s。", took/60, took%60, p.Term()).
			WithHint("依据" + p.Basis + "。确实超过的，如实向院长报告，并在备注写明；期限不能补办。")
	}
	return nil
}

// reviewParams gives the clocks of reviewing a measure.
func reviewParams(kind court.CoercionKind) (ask, answer string) {
	if kind == court.CoerceExit {
		return "T29", "exit-answer"
	}
	return "T26", "T26b"
}

func (r *Rules) checkReviewStep(c court.Coercion, x court.CourseStep) error {
	served, has := c.Step(court.StepServe)
	asked, did := c.Step(court.StepReview)
	switch x.Kind {
	case court.StepReview:
		if !has {
			return court.Errorf(court.CodeRefused, "决定书还没有登记送达，不能登记复议。").WithHint("复议期间从收到决定书之日起算，请先登记送达。")
		}
		if did {
			return court.Errorf(court.CodeRefused, "已于%s申请复议：只能申请复议一次。", asked.On).WithHint("民事诉讼法119条（旧116条）。")
		}
		ask, _ := reviewParams(c.Kind)
		p := r.planning(ask, served.On)
		last, err := r.Period(served.On, p.Value, p.Unit, true)
		if err != nil {
			return err
		}
		if end := rolledOr(last); x.On.After(end) {
			return court.FieldErrorf("申请日期", "“%s”超过复议期间：%s送达，%s内申请，最后一日%s。", x.On, served.On, p.Term(), end).WithHint("依据" + p.Basis + "。")
		}
	default:
		if !did {
			return court.Errorf(court.CodeRefused, "没有登记复议申请。")
		}
		if x.On.Before(asked.On) {
			return court.FieldErrorf("日期", "“%s”早于复议申请日%s。", x.On, asked.On)
		}
		if x.Result == court.ReviewChanged {
			return r.checkAmounts(c.Kind, c.Company, x.Amount, x.Days, x.On)
		}
	}
	return nil
}

func rolledOr(p Period) court.Date {
	if !p.Rolled.IsZero() {
		return p.Rolled
	}
	return p.End
}

// FineOf gives the fine as it stands: what the review changed it to, less what
// was remitted.
func FineOf(c court.Coercion) court.Money {
	amount := c.Amount
	for _, s := range c.Steps {
		if s.Void != "" {
			continue
		}
		switch {
		case s.Kind == court.StepReviewed && s.Result == court.ReviewChanged:
			amount = s.Amount
		case s.Kind == court.StepReduce:
			amount -= s.Amount
		}
	}
	return max(amount, 0)
}

// FineLeft gives what of the fine is not paid.
func FineLeft(c court.Coercion) court.Money {
	left := FineOf(c)
	for _, s := range c.Steps {
		if s.Void == "" && s.Kind == court.StepPay {
			left -= s.Amount
		}
	}
	return max(left, 0)
}

// DetainedDays gives the days of detention as they stand.
func DetainedDays(c court.Coercion) int {
	if s, ok := c.Step(court.StepReviewed); ok && s.Result == court.ReviewChanged && s.Days > 0 {
		return s.Days
	}
	return c.Days
}

// DetainedUntil gives the day a detention ends: the day after so many days from
// the day it began, zero before it did.
func DetainedUntil(c court.Coercion) court.Date {
	in, ok := c.Step(court.StepDetain)
	if !ok {
		return court.Date{}
	}
	return in.On.AddDays(DetainedDays(c))
}

// CoercionState gives the state that the steps lead to.
func CoercionState(c court.Coercion) court.CourseState {
	state := court.CoercionAsked
	if c.State == court.CourseVoid {
		return court.CourseVoid
	}
	for _, x := range c.Steps {
		if x.Void != "" {
			continue
		}
		state = nextState(string(c.Kind), state, x)
	}
	if _, running := c.Step(court.StepDetain); running && state == court.CoercionApproved {
		state = court.CoercionRunning // approved after an urgent detention
	}
	if c.Kind == court.CoerceFine && (state == court.CoercionRunning || state == court.CoercionApproved) && FineLeft(c) == 0 {
		state = court.CoercionDone
	}
	return state
}

func nextState(of string, state court.CourseState, x court.CourseStep) court.CourseState {
	if x.Kind == court.StepReviewed && x.Result == court.ReviewQuashed {
		return court.CoercionQuashed
	}
	s, ok := found(coercionRules().steps[of], func(s CourseStepInfo) bool { return s.Name == x.Kind })
	if !ok || s.To == "" || x.Kind == court.StepDetain && state == court.CoercionAsked {
		return state
	}
	if x.Kind == court.StepServe && state != court.CoercionApproved {
		return state
	}
	return s.To
}

// CoercionClocks gives the terms that run in the course of a measure, those
// that were met too.
func (r *Rules) CoercionClocks(c court.Coercion) []Clock {
	switch c.State {
	case court.CoercionRefused:
		return unfoundedClock(c)
	case court.CourseVoid, court.CoercionRecalled, court.CoercionQuashed:
		return nil
	}
	var out []Clock
	add := func(k Clock, ok bool) {
		if ok {
			out = append(out, k)
		}
	}
	decided, _ := c.Step(court.StepApprove)
	if c.Kind == court.CoerceReward || c.Kind == court.CoerceAudit {
		add(r.clock("T31", "决定是否准许", "本院", c.Applied, decided))
	}
	if in, ok := c.Step(court.StepDetain); ok {
		out = append(out, r.detentionClocks(c, in, decided)...)
	}
	if in, ok := c.Step(court.StepAppear); ok {
		end, _ := c.Step(court.StepQuestion)
		p := r.planning("T28", in.On)
		out = append(out, Clock{Name: "结束询问", Due: in.On, Time: fmt.Sprintf("%s到案起%s", in.Time, p.Term()), Basis: p.Basis, Mark: p.Mark, Done: end.On, Who: "本院"})
	}
	if until := exitEnd(c); !until.IsZero() && c.State == court.CoercionRunning {
		out = append(out, Clock{Name: string(c.Kind) + "届满", Due: until, Basis: "决定、公告载明的期限", Who: "本院"})
	}
	out = append(out, termsOf(c)...)
	if s, ok := c.Step(court.StepAgency); ok && !s.Until.IsZero() {
		done, _ := c.Step(court.StepReport)
		out = append(out, Clock{Name: "提交审计报告", Due: s.Until, Basis: "委托书载明的期限", Done: done.On, Who: s.Unit})
	}
	if asked, ok := c.Step(court.StepReview); ok {
		_, answer := reviewParams(c.Kind)
		done, _ := c.Step(court.StepReviewed)
		add(r.clock(answer, "上一级法院复议", "上一级法院", asked.On, done))
	}
	return out
}

// termsOf gives the terms that decisions and letters laid down.
func termsOf(c court.Coercion) (out []Clock) {
	served, _ := c.Step(court.StepServe)
	if s, ok := c.Step(court.StepDefer); ok && FineLeft(c) > 0 {
		out = append(out, Clock{Name: "缓交期满", Due: s.Until, Basis: "院长准许", Who: c.Person})
	} else if c.Kind == court.CoerceFine && FineLeft(c) > 0 && !served.Until.IsZero() {
		out = append(out, Clock{Name: "交纳罚款", Due: served.Until, Basis: "罚款决定书载明的期限", Who: c.Person})
	}
	if s, ok := c.Step(court.StepPost); ok && c.State == court.CoercionRunning {
		out = append(out, Clock{Name: "限期迁出", Due: s.Until, Basis: "公告载明的期限", Who: c.Person})
	}
	if s, ok := c.Step(court.StepAdvise); ok && !s.Until.IsZero() {
		reply, _ := c.Step(court.StepAdvised)
		out = append(out, Clock{Name: "回复司法建议", Due: s.Until, Basis: "司法建议书载明的期限", Done: reply.On, Who: s.Unit})
	}
	return out
}

// unfoundedClock is for the release of who was detained at once and whose
// detention was then not approved: it is due on the day of the refusal.
func unfoundedClock(c court.Coercion) []Clock {
	refused, _ := c.Step(court.StepRefuse)
	if _, in := c.Step(court.StepDetain); !in {
		return nil
	}
	freed, _ := c.Step(court.StepUnfounded)
	return []Clock{{Name: "解除拘留", Due: refused.On, Basis: "民诉法解释181条：院长认为拘留不当的，应当解除拘留", Mark: "L", Done: freed.On, Who: "本院"}}
}

// exitEnd gives until when a limit on leaving, or a reward, stands.
func exitEnd(c court.Coercion) court.Date {
	until := c.Until
	for _, kind := range []string{court.StepControl, court.StepPublish} {
		if s, ok := c.Step(kind); ok && !s.Until.IsZero() {
			until = s.Until
		}
	}
	if c.Kind != court.CoerceExit && c.Kind != court.CoerceReward {
		return court.Date{}
	}
	return until
}

func (r *Rules) detentionClocks(c court.Coercion, in, decided court.CourseStep) []Clock {
	told, _ := c.Step(court.StepTell)
	freed, ok := c.Step(court.StepFree)
	if !ok {
		freed, _ = c.Step(court.StepExpire)
	}
	p := r.planning("T27", in.On)
	family := Clock{Name: "通知家属", Due: in.On.AddDays(1), Basis: p.Basis + "：" + p.Term(), Mark: p.Mark, Done: told.On, Who: "本院"}
	if in.Time != "" {
		family.Time = in.Time
	}
	out := []Clock{family, {Name: "拘留期满解除", Due: DetainedUntil(c), Basis: fmt.Sprintf("拘留%d日", DetainedDays(c)), Done: freed.On, Who: "拘留所"}}
	if c.Urgent {
		urgent := r.planning("detain-urgent", in.On)
		out = append(out, Clock{Name: "补办批准", Due: r.After(urgent, in.On), Basis: urgent.Basis, Mark: urgent.Mark, Done: decided.On, Who: "院长"})
	}
	return out
}
