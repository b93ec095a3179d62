package cases

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// factsForm is the part of the registration form about the case itself.
type factsForm struct {
	page *registration
	form *widgets.Form

	kind      *widgets.ChoiceField
	number    *widgets.TextField
	keepNo    *widgets.TextField
	filed     *widgets.DateField
	reason    *widgets.TextField
	cause     *widgets.TextField
	basisKind *widgets.ChoiceField
	basisNo   *widgets.TextField
	organ     *widgets.TextField
	effective *widgets.DateField
	principal *widgets.MoneyField
	fee       *widgets.MoneyField
	interest  *widgets.TextField
	acts      *widgets.TextField
	tags      *widgets.MarksField
	tribunal  *widgets.ChoiceField
	note      *widgets.TextField

	proposed string      // the number the program proposed
	autoFee  court.Money // the fee the program worked out
	taken    error       // why the number in takenNo cannot be used
	takenNo  string
	numbers  *widgets.Loader
	code     string // the court's
}

// Labels that errors of the office name.
const (
	labelKind   = "案件类型"
	labelNumber = "案号"
	labelKeepNo = "案号保留理由"
	labelFiled  = "立案日期"
	labelReason = "修改理由"
	labelTotal  = "标的额"
)

func newFactsForm(page *registration) *factsForm {
	x := &factsForm{page: page, numbers: widgets.NewLoader(page.f.Window())}
	x.numbers.OnError = page.f.Fail
	f := widgets.NewForm(widgets.FormOptions{Columns: columnsOf(2), FieldWidth: 150, LabelsQuiet: true})
	x.form = f
	f.SaveWith(page.saveNow)
	f.OnCancel = page.cancel
	today := page.f.Office().Today

	x.kind = f.AddChoice(labelKind, kindOptions(), widgets.Required())
	x.kind.SetID(string(court.KindFirst))
	x.kind.OnChanged = func(string) { x.propose() }
	x.number = f.AddText(labelNumber, widgets.Required(), widgets.CheckWith(x.checkNumber))
	x.number.OnLeave = x.leaveNumber
	x.filed = f.AddDate(labelFiled, today, widgets.Required())
	x.filed.SetDate(today())
	x.filed.OnDate = func(court.Date) { x.filedChanged() }
	x.tribunal = f.AddChoice("派出法庭", nil)
	x.keepNo = f.AddText(labelKeepNo, widgets.Wide(), widgets.PlaceHolder("例：上级法院指定管辖，沿用原案号"))
	x.reason = f.AddText(labelReason, widgets.Required(), widgets.Wide(), widgets.PlaceHolder("立案日期改动会重排期限和未办节点，请写明理由"))
	x.cause = f.AddText("案由", widgets.Wide(), widgets.PlaceHolder("输入后按 ↓ 选择"), widgets.CheckWith(func() error { return checkCause(x.cause.Text()) }))
	x.suggest(x.cause, commonCauses)
	x.basisKind = f.AddChoice("执行依据种类", widgets.Options(basisKinds...))
	x.effective = f.AddDate("生效日期", today)
	x.basisNo = f.AddText("执行依据文号", widgets.Wide(), widgets.PlaceHolder("按原文填写，例：（2017）豫1599民初1024号"))
	x.organ = f.AddText("作出机关", widgets.Wide())
	x.principal = f.AddMoney(labelTotal, false, widgets.Help("元；没有金额的留空"))
	x.principal.OnChanged = x.principalTyped
	x.fee = f.AddMoney("申请执行费", false)
	x.interest = f.AddTextArea("利息条款", 2, widgets.Wide())
	x.interest.SetPlaceHolder("例：以本金30万元为基数，自2016年3月1日起按月利率1%计至付清之日")
	x.acts = f.AddTextArea("应执行的行为", 2, widgets.Wide())
	x.acts.SetPlaceHolder("例：腾退溪山县城关镇某街12号房屋")
	x.tags = f.AddMarks("标签", widgets.Options(court.CaseTags...), widgets.Wide())
	x.note = f.AddTextArea("备注", 2, widgets.Wide())
	x.note.OnKey = x.enterLeaves
	f.SetVisible(labelReason, false)
	f.SetVisible(labelKeepNo, false)
	return x
}

// Room for the quiet line under a field, in px: up to the field of the next
// column, and the whole line.
const (
	toNextField = 280
	wholeLine   = 430
)

// fitHelper cuts a quiet line to its room.
func fitHelper(text string, room float32) string {
	return widgets.Ellipsize(text, widgets.S(room), widgets.S(widgets.CaptionSize), false)
}

func kindOptions() []widgets.Option {
	var options []widgets.Option
	for _, k := range court.CaseKinds {
		options = append(options, widgets.Option{ID: string(k), Label: string(k) + "  " + k.Name()})
	}
	return options
}

// enterLeaves goes from the last field to the parties with Enter.
func (x *factsForm) enterLeaves(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyReturn && k.Name != fyne.KeyEnter {
		return false
	}
	x.page.next(nil)
	return true
}

// suggest shows words that fit while one types and opens them with Down.
func (x *factsForm) suggest(field *widgets.TextField, words []string) {
	field.OnChanged = func(text string) {
		found := matching(words, text)
		if strings.TrimSpace(text) == "" || len(found) == 0 || slices.Contains(found, strings.TrimSpace(text)) {
			field.SetHelper("")
			return
		}
		field.SetHelper(fitHelper("↓ "+strings.Join(found[:min(len(found), 6)], "、"), wholeLine))
	}
	field.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyDown {
			return false
		}
		found := matching(words, field.Text())
		if len(found) == 0 {
			found = words
		}
		var items []widgets.MenuItem
		for _, w := range found {
			items = append(items, widgets.MenuItem{Label: w, Do: func() {
				field.SetText(w)
				x.page.f.Window().Canvas().Focus(field.Entry)
			}})
		}
		widgets.ShowMenu(field.Entry, items)
		return true
	}
}

func (x *factsForm) focusFirst() {
	if x.page.editing() {
		x.form.FocusFirst()
		return
	}
	x.form.FocusField("案由") // kind, number and date are filled already
}

// load reads the branch tribunals and proposes a number.
func (x *factsForm) load() {
	loader := widgets.NewLoader(x.page.f.Window())
	loader.OnError = x.page.f.Fail
	widgets.Load(loader, x.page.f.Office().Settings, func(s court.Settings) {
		options := []widgets.Option{{ID: "", Label: "本部"}}
		x.tribunal.SetOptions(append(options, widgets.Options(s.Tribunals...)...))
		x.organ.SetPlaceHolder("如：" + s.CourtName)
		x.code = s.CourtCode
	})
	x.propose()
}

// propose shows the next free number of kind and year as long as nobody typed
// another.
func (x *factsForm) propose() {
	if x.page.editing() || x.number.Text() != x.proposed {
		return
	}
	kind, filed, o := court.CaseKind(x.kind.ID()), x.filed.Date(), x.page.f.Office()
	widgets.Load(x.numbers, func(ctx context.Context) (court.CaseNumber, error) { return o.NextNumber(ctx, kind, filed) },
		func(n court.CaseNumber) {
			if x.number.Text() != x.proposed {
				return
			}
			untouched := x.page.fingerprint() == x.page.start
			x.proposed = n.String()
			x.number.SetText(x.proposed)
			x.number.SetHelper("自动编号，可改")
			if untouched {
				x.page.start = x.page.fingerprint()
			}
		})
}

// leaveNumber writes the number in its normal form and looks whether it is
// taken.
func (x *factsForm) leaveNumber() {
	text := x.number.Text()
	if text == "" || text == x.proposed || text == x.takenNo || text == x.page.edited.Number.String() {
		return
	}
	n, err := court.ParseCaseNumber(text)
	if err != nil {
		x.takenNo, x.taken = text, err
		showQuietly(x.page.f.Window(), x.form, err)
		return
	}
	x.number.SetText(n.String())
	x.number.SetHelper("")
	x.question(n)
	if slices.Contains(court.CaseKinds, court.CaseKind(n.Kind)) {
		x.kind.SetID(n.Kind)
	}
	x.takenNo, x.taken = n.String(), nil
	o := x.page.f.Office()
	widgets.LoadResult(x.numbers, func(ctx context.Context) (court.Case, error) { return o.CaseByNumber(ctx, n.String()) },
		func(c court.Case, err error) {
			if err != nil || c.ID == x.page.edited.ID { // free, or not to be known now: saving checks again
				return
			}
			x.taken = court.FieldErrorf(labelNumber, "已登记过：%s诉%s。", c.NamesOf(court.RoleApplicant), c.NamesOf(court.RoleDebtor))
			showQuietly(x.page.f.Window(), x.form, x.taken)
		})
}

// checkNumber refuses what is no number, and a number known to be taken.
func (x *factsForm) checkNumber() error {
	n, err := court.ParseCaseNumber(x.number.Text())
	if err != nil {
		return err
	}
	if x.taken != nil && n.String() == x.takenNo {
		return x.taken
	}
	if doubt := x.question(n); doubt != "" && x.keepNo.Text() == "" {
		return court.FieldErrorf(labelNumber, "%s请核对；确实如此的，写明案号保留理由。", doubt)
	}
	return nil
}

// question asks for the reason of a number that looks wrong and says what does;
// a number that stands in the register is not asked about again.
func (x *factsForm) question(n court.CaseNumber) string {
	doubt := ""
	if n != x.page.edited.Number {
		doubt = office.NumberDoubt(n, x.code, x.page.f.Office().Today())
	}
	x.form.SetVisible(labelKeepNo, doubt != "")
	return doubt
}

// showQuietly shows an error at its field without moving the keyboard.
func showQuietly(win fyne.Window, form *widgets.Form, err error) {
	c := win.Canvas()
	before := c.Focused()
	form.ShowError(err)
	if before != nil {
		c.Focus(before)
	}
}

func (x *factsForm) filedChanged() {
	x.propose()
	x.form.SetVisible(labelReason, x.page.editing() && x.filed.Date() != x.page.edited.Filed)
}

// principalTyped shows capitals under the amount and works the fee out.
func (x *factsForm) principalTyped(string) {
	amount, err := x.principal.MoneyEntry.Money()
	if err != nil {
		return
	}
	x.principal.SetHelper("元；没有金额的留空")
	if amount > 0 {
		x.principal.SetHelper(fitHelper(amount.Capital(), toNextField))
	}
	fee, formula := law.EnforcementFee(amount)
	if x.fee.Empty() || x.fee.Money() == x.autoFee {
		x.autoFee = fee
		if fee > 0 {
			x.fee.SetMoney(fee)
		} else {
			x.fee.Clear()
		}
	}
	switch {
	case formula != "":
		x.fee.SetHelper(formula)
	default:
		least, most := law.FeeNoAmount()
		x.fee.SetHelper("没有金额的每件 " + least.Short() + "—" + most.Short() + " 元")
	}
}

// owns tells whether an error concerns one of these fields.
func (x *factsForm) owns(err error) bool {
	var e *court.Error
	if !errors.As(err, &e) {
		return false
	}
	return slices.Contains([]string{labelKind, labelNumber, labelKeepNo, labelFiled, labelReason, "案由", "执行依据种类", "执行依据文号", "作出机关",
		"生效日期", labelTotal, "利息条款", "应执行的行为", "派出法庭", "备注"}, e.Field)
}

// set shows a stored case.
func (x *factsForm) set(c court.Case) {
	x.kind.SetID(string(c.Kind))
	x.number.SetText(c.Number.String())
	x.keepNo.SetText(c.NumberReason)
	x.filed.SetDate(c.Filed)
	x.cause.SetText(c.Cause)
	x.basisKind.SetID(c.Basis.Kind)
	x.basisNo.SetText(c.Basis.Number)
	x.organ.SetText(c.Basis.Organ)
	x.effective.SetDate(c.Basis.Effective)
	if c.Principal > 0 {
		x.autoFee, _ = law.EnforcementFee(c.Principal)
		x.fee.SetMoney(c.Fee)
		x.principal.SetMoney(c.Principal)
		x.principalTyped("")
	}
	x.interest.SetText(c.InterestText)
	x.acts.SetText(c.ActsText)
	x.tags.SetIDs(c.Tags...)
	x.tribunal.SetID(c.Tribunal)
	x.note.SetText(c.Note)
}

// read takes what the form holds over into the case. A number that is still
// the proposed one is left to the office, which gives the next free one.
func (x *factsForm) read(c court.Case) court.Case {
	c.Kind = court.CaseKind(x.kind.ID())
	c.Number = court.CaseNumber{}
	if text := x.number.Text(); text != x.proposed {
		c.Number, _ = court.ParseCaseNumber(text) // refused by checkNumber before saving
	}
	c.NumberReason = x.keepNo.Text()
	c.Filed, c.Cause = x.filed.Date(), x.cause.Text()
	c.Basis = court.Basis{Kind: x.basisKind.ID(), Number: x.basisNo.Text(), Organ: x.organ.Text(), Effective: x.effective.Date()}
	c.Principal, c.Fee = x.principal.Money(), x.fee.Money()
	c.InterestText, c.ActsText = x.interest.Text(), x.acts.Text()
	c.Tags, c.Tribunal, c.Note = x.tags.IDs(), x.tribunal.ID(), x.note.Text()
	return c
}

// raw is the text of the fields that read only understands when they are well
// formed.
func (x *factsForm) raw() string {
	return strings.Join([]string{x.number.Text(), x.filed.DateEntry.Text, x.effective.DateEntry.Text, x.principal.MoneyEntry.Text, x.fee.MoneyEntry.Text}, "\n")
}

// checkCause refuses a cause without a word in it: papers print it.
func checkCause(text string) error {
	if text != "" && !strings.ContainsFunc(text, unicode.IsLetter) {
		return court.FieldErrorf("案由", "“%s”不是案由，请写名称，如“民间借贷纠纷”。", text)
	}
	return nil
}
