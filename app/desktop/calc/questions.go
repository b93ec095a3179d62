package calc

import (
	"fmt"
	"strconv"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// fieldWidth is the least width of a field, in px.
const fieldWidth = 190

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: fieldWidth})
}

// feeQuestions asks for a fee.
type feeQuestions struct {
	f      *widgets.Form
	kind   *widgets.ChoiceField
	amount *widgets.MoneyField
}

func newFeeQuestions(*page) *feeQuestions {
	q := &feeQuestions{f: newForm()}
	q.amount = q.f.AddMoney("金额", true, widgets.Required())
	var kinds []widgets.Option
	for _, k := range law.FeeKinds {
		kinds = append(kinds, widgets.Option{ID: string(k), Label: k.Name()})
	}
	q.kind = q.f.AddChoice("费用", kinds, widgets.Required(), widgets.ErrorName("种类"))
	q.kind.SetID(string(law.FeeEnforcement))
	return q
}

func (q *feeQuestions) form() *widgets.Form { return q.f }

func (q *feeQuestions) calculation() (law.Calculation, error) {
	return law.Calculation{Fee: &law.FeeFacts{Kind: law.FeeKind(q.kind.ID()), Amount: q.amount.Money()}}, nil
}

func (q *feeQuestions) take(c court.Case, _ office.CaseMoney) { q.amount.SetMoney(c.Principal) }

// The answers to the two questions courts disagree about, and to others.
const (
	fromNext  = "次日"
	fromDue   = "届满日"
	yes       = "是"
	no        = "否"
	byLength  = "0"
	days365   = "365"
	days360   = "360"
	noTable   = "按填写的年利率"
	byLPR     = "按LPR"
	byBase    = "按贷款基准利率"
	byBoth    = "先基准利率，2019-08-20起LPR"
	paidHelp  = "每行一笔：2018-05-02 20000"
	pauseHelp = "每行一段：2018-03-01 至 2018-04-01"
)

// gradeOptions lists the grades of the base rates.
func gradeOptions() []widgets.Option {
	out := []widgets.Option{{ID: byLength, Label: "按期间长短"}}
	for i, g := range law.Grades() {
		out = append(out, widgets.Option{ID: strconv.Itoa(i + 1), Label: g})
	}
	return out
}

func gradeOf(c *widgets.ChoiceField) int {
	n, _ := strconv.Atoi(c.ID()) // the options are numbers
	return n
}

func yearDaysOf(c *widgets.ChoiceField) int {
	if c.ID() == days360 {
		return 360
	}
	return 365
}

// doubledQuestions asks for the doubled part of the interest.
type doubledQuestions struct {
	f                                   *widgets.Form
	principal, fee                      *widgets.MoneyField
	due, until                          *widgets.DateField
	paid, pauses                        *widgets.TextField
	start, last, bears, grade, yearDays *widgets.ChoiceField
}

func newDoubledQuestions(p *page) *doubledQuestions {
	q := &doubledQuestions{f: newForm()}
	today := p.f.Office().Today
	q.principal = q.f.AddMoney("金钱债务", false, widgets.Required(), widgets.ErrorName("本金"), widgets.Help("文书确定的金钱债务，一般债务利息除外"))
	q.due = q.f.AddDate("履行期间届满日", today, widgets.Required(), widgets.ErrorName("日期"))
	q.until = q.f.AddDate("计算截止日", today, widgets.Required(), widgets.ErrorName("截止日"))
	q.until.SetDate(today())
	q.paid = q.f.AddTextArea("部分履行", 3, widgets.Help(paidHelp), widgets.ErrorName("履行"))
	q.pauses = q.f.AddTextArea("不计的期间", 2, widgets.Help(pauseHelp))
	q.fee = q.f.AddMoney("案件受理费", false, widgets.Help("由被执行人负担的，先于其他债务受偿"))
	q.bears = q.f.AddChoice("受理费计入基数", widgets.Options(no, yes))
	q.bears.SetID(no)
	q.start = q.f.AddChoice("起算", widgets.Options(fromNext, fromDue))
	q.start.SetID(fromNext)
	q.last = q.f.AddChoice("截止日计入", widgets.Options(no, yes))
	q.last.SetID(no)
	q.f.AddHeading("2014-08-01 以前")
	q.grade = q.f.AddChoice("利率档次", gradeOptions())
	q.grade.SetID(byLength)
	q.yearDays = q.f.AddChoice("一年按（日）", widgets.Options(days365, days360), widgets.ErrorName("年天数"))
	q.yearDays.SetID(days365)
	return q
}

func (q *doubledQuestions) form() *widgets.Form { return q.f }

func (q *doubledQuestions) calculation() (law.Calculation, error) {
	in := law.DoubledFacts{
		Principal: q.principal.Money(), CourtFee: q.fee.Money(), CourtFeeBears: q.bears.ID() == yes, Due: q.due.Date(), Until: q.until.Date(),
		StartOnDue: q.start.ID() == fromDue, CountLast: q.last.ID() == yes, YearDays: yearDaysOf(q.yearDays), Grade: gradeOf(q.grade),
	}
	var err error
	if in.Paid, err = law.ParsePayments(q.paid.Text()); err != nil {
		return law.Calculation{}, err
	}
	in.Pauses, err = law.ParseSpans(q.pauses.Text())
	return law.Calculation{Doubled: &in}, err
}

func (q *doubledQuestions) take(c court.Case, m office.CaseMoney) {
	q.principal.SetMoney(c.Principal)
	q.paid.SetText(receiptsText(m))
}

// receiptsText writes a case's receipts as part payments.
func receiptsText(m office.CaseMoney) string {
	var lines []string
	for _, r := range m.Receipts {
		if !r.Reversed && r.Reverses == 0 {
			lines = append(lines, fmt.Sprintf("%s %s", r.Date, r.Amount.Plain()))
		}
	}
	return strings.Join(lines, "\n")
}

// interestQuestions asks for ordinary interest.
type interestQuestions struct {
	f                                       *widgets.Form
	principal                               *widgets.MoneyField
	from, until, on                         *widgets.DateField
	way, term, grade, order, last, yearDays *widgets.ChoiceField
	rate, multiple, paid                    *widgets.TextField
}

func newInterestQuestions(p *page) *interestQuestions {
	q := &interestQuestions{f: newForm()}
	today := p.f.Office().Today
	base, lpr := law.RateTables()
	q.principal = q.f.AddMoney("本金", false, widgets.Required())
	q.from = q.f.AddDate("起息日", today, widgets.Required(), widgets.ErrorName("日期"), widgets.Help("当日计入"))
	q.until = q.f.AddDate("计算截止日", today, widgets.Required(), widgets.ErrorName("截止日"))
	q.until.SetDate(today())
	q.way = q.f.AddChoice("利率", widgets.Options(noTable, byLPR, byBase, byBoth), widgets.Help(
		fmt.Sprintf("利率表：基准利率用到%s，LPR到%s", base.Until, lpr.Until)))
	q.way.SetID(noTable)
	q.way.OnChanged = func(string) { q.showFields() }
	q.rate = q.f.AddText("年利率（%）", widgets.PlaceHolder("例如 4.35"))
	q.term = q.f.AddChoice("LPR期限", []widgets.Option{{ID: string(law.LPROneYear), Label: "1年期"}, {ID: string(law.LPRFiveYears), Label: "5年期以上"}}, widgets.ErrorName("LPR"))
	q.term.SetID(string(law.LPROneYear))
	q.grade = q.f.AddChoice("基准利率档次", gradeOptions(), widgets.ErrorName("利率档次"))
	q.grade.SetID(byLength)
	q.multiple = q.f.AddText("倍数", widgets.Help("加计50%写 1.5，四倍写 4"))
	q.multiple.SetText("1")
	q.on = q.f.AddDate("固定用某日利率", today, widgets.Help("不随公布变动的才填，如合同成立日"))
	q.paid = q.f.AddTextArea("部分履行", 3, widgets.Help(paidHelp), widgets.ErrorName("履行"))
	q.order = q.f.AddChoice("付款先抵", widgets.Options("利息", "本金"))
	q.order.SetID("利息")
	q.last = q.f.AddChoice("截止日计入", widgets.Options(no, yes))
	q.last.SetID(no)
	q.yearDays = q.f.AddChoice("一年按（日）", widgets.Options(days365, days360), widgets.ErrorName("年天数"))
	q.yearDays.SetID(days365)
	q.showFields()
	return q
}

// showFields leaves out what the chosen kind of rate does not need.
func (q *interestQuestions) showFields() {
	way := q.way.ID()
	q.f.SetVisible("LPR期限", way == byLPR || way == byBoth)
	q.f.SetVisible("基准利率档次", way == byBase || way == byBoth)
	q.f.SetVisible("倍数", way != noTable)
	q.f.SetVisible("固定用某日利率", way != noTable)
	help := " "
	if way != noTable {
		help = "利率表止日以后才用得上，不填则算到止日为止"
	}
	q.rate.SetHelper(help)
}

func (q *interestQuestions) form() *widgets.Form { return q.f }

func (q *interestQuestions) calculation() (law.Calculation, error) {
	way := q.way.ID()
	in := law.InterestFacts{
		Principal: q.principal.Money(), From: q.from.Date(), Until: q.until.Date(), CountLast: q.last.ID() == yes,
		PrincipalFirst: q.order.ID() == "本金", YearDays: yearDaysOf(q.yearDays), Base: way == byBase || way == byBoth,
	}
	var err error
	if text := q.rate.Text(); text != "" {
		if in.Rate, err = law.ParsePercent(text); err != nil {
			return law.Calculation{}, renamed(err, "利率", "年利率（%）")
		}
	} else if way == noTable {
		return law.Calculation{}, court.FieldErrorf("年利率（%）", "没有填写。")
	}
	if in.Base {
		in.Grade = gradeOf(q.grade)
	}
	if way == byLPR || way == byBoth {
		in.LPR = law.LPRTerm(q.term.ID())
	}
	if way != noTable {
		in.RateOn = q.on.Date()
		if in.Multiple, err = law.ParseMultiple(q.multiple.Text()); err != nil {
			return law.Calculation{}, err
		}
	}
	in.Paid, err = law.ParsePayments(q.paid.Text())
	return law.Calculation{Interest: &in}, err
}

// renamed puts a refusal to another field.
func renamed(err error, from, to string) error {
	e, ok := err.(*court.Error) //nolint:errorlint // law gives it unwrapped
	if !ok || e.Field != from {
		return err
	}
	named := *e
	named.Field, named.Say = to, strings.Replace(e.Say, "“"+from+"”", "“"+to+"”", 1)
	return &named
}

func (q *interestQuestions) take(c court.Case, m office.CaseMoney) {
	q.principal.SetMoney(c.Principal)
	q.paid.SetText(receiptsText(m))
}
