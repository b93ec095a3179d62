package service

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// The labels of the form.
const (
	labelPapers   = "文书"
	labelPeople   = "受送达人"
	labelOther    = "其他受送达人"
	labelWay      = "送达方式"
	labelSent     = "送达（发出）日"
	labelResult   = "结果"
	labelServed   = "签收（到达）日"
	labelTracking = "邮件号"
	labelWitness  = "见证"
	labelMedium   = "公告载体"
	labelThrough  = "转交、受托机关"
	labelWhy      = "理由"
	labelReceipt  = "送达回证"
	labelNote     = "签收人、备注"
	labelReason   = "更正理由"
)

// filed is where a receipt is that is in the case's file.
const filed = "已附卷"

// attemptForm is the form of one attempt: way, days and what the way asks for.
type attemptForm struct {
	f        frame.Frame
	form     *widgets.Form
	way      *widgets.ChoiceField
	sent     *widgets.DateField
	result   *widgets.ChoiceField
	served   *widgets.DateField
	tracking *widgets.TextField
	witness  *widgets.TextField
	medium   *widgets.TextField
	through  *widgets.TextField
	why      *widgets.TextField
	receipt  *widgets.TextField
	note     *widgets.TextField
	fixed    court.Service // way and day of an attempt whose outcome is entered
	void     bool          // the line may be called a mistake
}

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 430})
}

// add puts the fields into the form.
func (a *attemptForm) add() {
	today := a.f.Office().Today
	if a.fixed.ID == 0 || a.void {
		var ways []widgets.Option
		var sentNames []string
		for _, w := range law.ServiceWays() {
			ways = append(ways, widgets.Option{ID: string(w.Name), Label: string(w.Name), Note: w.Help})
			sentNames = append(sentNames, w.Sent)
		}
		a.way = a.form.AddChoice(labelWay, ways, widgets.Required())
		a.sent = a.form.AddDate(labelSent, today, widgets.Required(), widgets.ErrorName(sentNames...))
		a.sent.SetDate(today())
		a.way.OnChanged = func(string) { a.offer() }
		a.sent.OnDate = func(court.Date) { a.follow() }
	}
	var servedNames []string
	for _, w := range law.ServiceWays() {
		servedNames = append(servedNames, w.Served)
	}
	a.result = a.form.AddChoice(labelResult, nil, widgets.Required())
	a.result.OnChanged = func(string) { a.follow() }
	a.served = a.form.AddDate(labelServed, today, widgets.ErrorName(servedNames...))
	a.tracking = a.form.AddText(labelTracking, widgets.Help("几个人的按受送达人先后用顿号分开"))
	a.witness = a.form.AddText(labelWitness, widgets.PlaceHolder("如：柳湾村委会主任王某到场；或者拍照、录像"))
	a.medium = a.form.AddText(labelMedium, widgets.PlaceHolder("如：人民法院公告网 2026年11月20日；本院公告栏、村口张贴"))
	a.through = a.form.AddText(labelThrough)
	a.why = a.form.AddText(labelWhy)
	a.receipt = a.form.AddText(labelReceipt, widgets.Help("收回附卷的写“已附卷”或者所在的卷宗页；还没有收回的空着"))
	a.note = a.form.AddText(labelNote, widgets.PlaceHolder("如：同住成年家属签收；代理人李某签收"))
}

// rules gives the rules of the chosen way.
func (a *attemptForm) rules() law.ServiceWay {
	name := a.fixed.Way
	if a.way != nil {
		name = court.ServiceWay(a.way.ID())
	}
	w, _ := law.ServiceWayOf(name)
	return w
}

// offer lists the results of the way, the likeliest first.
func (a *attemptForm) offer() {
	w := a.rules()
	var options []widgets.Option
	for _, r := range w.Results {
		label := string(r)
		if w.Name == court.ServicePublic && r == court.ServiceUnderway {
			label = "公告中"
		}
		options = append(options, widgets.Option{ID: string(r), Label: label})
	}
	if a.void {
		options = append(options, widgets.Option{ID: string(court.ServiceVoid), Label: string(court.ServiceVoid), Note: "这一行不算，文书仍待送达"})
	}
	had := a.result.ID()
	a.result.SetOptions(options)
	if !slices.ContainsFunc(options, func(o widgets.Option) bool { return o.ID == had }) && len(options) > 0 {
		a.result.SetID(options[0].ID)
	}
	a.follow()
}

// follow shows what the way and the result ask for.
func (a *attemptForm) follow() {
	w, result := a.rules(), court.ServiceResult(a.result.ID())
	failed := result == court.ServiceReturned || result == court.ServiceRefused || result == court.ServiceFailed
	served, open := result == court.ServiceServed, a.fixed.ID == 0 || a.void
	for label, visible := range map[string]bool{
		labelServed:   served && w.Day == "given",
		labelTracking: w.Name == court.ServicePost && open,
		labelWitness:  w.Asks("witness"),
		labelMedium:   w.Asks("medium"),
		labelThrough:  w.Asks("through"),
		labelWhy:      w.Asks("why") || failed,
		labelReceipt:  served && w.Name != court.ServicePublic,
	} {
		a.form.SetVisible(label, visible)
	}
	if served && w.Name != court.ServicePublic && a.receipt.Text() == "" && (w.Day == "sent" || !open) {
		a.receipt.SetText(filed)
	}
	if !served {
		a.receipt.SetText("")
	}
	if a.sent == nil {
		return
	}
	help := w.Help
	if day := a.sent.Date(); w.Name == court.ServicePublic && day.Valid() {
		help += "；到 " + a.f.Office().NoticeEnd(day).String() + " 期满"
	}
	a.sent.SetHelper(help)
}

// set fills the form from a line.
func (a *attemptForm) set(s court.Service) {
	if a.way != nil {
		a.way.SetID(string(s.Way))
		a.sent.SetDate(s.Sent)
	}
	a.offer()
	a.result.SetID(string(s.Result))
	a.served.SetDate(s.Served)
	a.tracking.SetText(s.Tracking)
	a.witness.SetText(s.Witness)
	a.medium.SetText(s.Medium)
	a.through.SetText(s.Through)
	a.why.SetText(s.Why)
	a.receipt.SetText(s.Receipt)
	a.note.SetText(s.Note)
	a.follow()
}

// read gives the line as it was entered; what is not shown is left out.
func (a *attemptForm) read() court.Service {
	w := a.rules()
	s := court.Service{Way: w.Name, Sent: a.fixed.Sent, Result: court.ServiceResult(a.result.ID()), Tracking: a.tracking.Text(), Note: a.note.Text(), Why: a.why.Text(), Receipt: a.receipt.Text()}
	if a.sent != nil {
		s.Sent = a.sent.Date()
	}
	if w.Day == "given" {
		s.Served = a.served.Date()
	}
	if w.Asks("witness") {
		s.Witness = a.witness.Text()
	}
	if w.Asks("medium") {
		s.Medium = a.medium.Text()
	}
	if w.Asks("through") {
		s.Through = a.through.Text()
	}
	return s
}

// Together gives the rows of the papers that are served together with the
// row's: what completes the same event, such as notice and order.
func Together(lines []office.ServiceLine, from office.ServiceLine) []office.ServiceLine {
	out := []office.ServiceLine{from}
	event, ok := law.FilledBy(court.KindFirst, law.NodeOfForm(from.Form))
	for _, l := range lines {
		if ok && l.State == court.StateUnserved && slices.Contains(event.Fills, law.NodeOfForm(l.Form)) {
			out = append(out, l)
		}
	}
	return out
}

// AskRow is Ask for a row of a list that may not show the whole case.
func AskRow(f frame.Frame, l office.ServiceLine) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	o := f.Office()
	widgets.Load(loader, func(ctx context.Context) (office.CaseService, error) { return o.CaseService(ctx, l.Case.ID) },
		func(r office.CaseService) { Ask(f, r.Lines, l) })
}

// Enter does what comes next for a row: service, its outcome, a correction.
func Enter(f frame.Frame, l office.ServiceLine) {
	switch {
	case !f.Can(office.MayRecordService):
	case l.State == court.StateUnderway, l.State == court.StateNotice:
		AskOutcome(f, l)
	case l.State == court.StateServed && l.Last.ID != 0:
		AskCorrection(f, l.Last)
	default:
		AskRow(f, l)
	}
}

// Ask enters the service of papers of a case: those of the rows it was asked
// for are ticked with everybody they are for, other papers can be ticked too.
func Ask(f frame.Frame, lines []office.ServiceLine, rows ...office.ServiceLine) {
	from := rows[0]
	open := slices.DeleteFunc(slices.Clone(lines), func(l office.ServiceLine) bool {
		return l.State != court.StateUnserved && (paperKey(l) != paperKey(from) || l.Last.ID != 0)
	})
	form := newForm()
	form.AddReadOnly("案件", from.Case.Number)
	papers := form.AddMarks(labelPapers, paperOptions(open), widgets.Required())
	people := form.AddMarks(labelPeople, peopleOptions(open), widgets.ErrorName("受送达人"))
	other := form.AddText(labelOther, widgets.Help("诉讼代理人（视为送达本人）、协助单位、案外人等，几个的用顿号分开"))
	a := &attemptForm{f: f, form: form}
	a.add()
	tick := func() {
		var names []string
		for _, l := range open {
			if l.To != "" && slices.Contains(papers.IDs(), paperKey(l)) {
				names = add(names, l.To)
			}
		}
		people.SetIDs(names...)
		form.SetVisible(labelPeople, len(people.Checks) > 0)
	}
	papers.OnChanged = tick
	var ticked []string
	for _, l := range rows {
		ticked = append(ticked, paperKey(l))
	}
	papers.SetIDs(ticked...)
	tick()
	a.way.SetID(string(court.ServiceDirect))
	a.offer()
	var out office.ServiceOutcome
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记送达", form, "登记", func() (func(context.Context) error, error) {
		s := a.read()
		to := targets(open, papers.IDs(), people.IDs(), names(other.Text()), s.Tracking)
		return func(ctx context.Context) (err error) {
			out, err = o.RecordService(ctx, actor, from.Case.ID, s, to)
			return err
		}, nil
	}, func() { tell(f, out) })
	form.FocusField(labelSent)
}

// paperKey names the copies of a paper for several recipients together.
func paperKey(l office.ServiceLine) string { return l.Paper + "|" + l.Dated.String() }

func paperOptions(lines []office.ServiceLine) []widgets.Option {
	var out []widgets.Option
	for _, l := range lines {
		id := paperKey(l)
		if !slices.ContainsFunc(out, func(o widgets.Option) bool { return o.ID == id }) {
			label := l.Paper
			if slices.ContainsFunc(lines, func(x office.ServiceLine) bool { return x.Paper == l.Paper && paperKey(x) != id }) {
				label += "（" + l.Dated.String() + "）"
			}
			out = append(out, widgets.Option{ID: id, Label: label})
		}
	}
	return out
}

func peopleOptions(lines []office.ServiceLine) []widgets.Option {
	var out []string
	for _, l := range lines {
		out = add(out, l.To)
	}
	return widgets.Options(out...)
}

// names reads several names from one field.
func names(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) })
}

// targets puts papers and people together: each ticked paper for those ticked
// whom it is for, and for the others who were typed. Numbers of letters are
// dealt out in the order of the people when there is one for each.
func targets(open []office.ServiceLine, papers, people, others []string, tracking string) []office.ServiceTarget {
	numbers, all := names(tracking), slices.Concat(people, others)
	number := func(to string) string {
		if i := slices.Index(all, to); i >= 0 && len(numbers) == len(all) && len(all) > 1 {
			return numbers[i]
		}
		return ""
	}
	var out []office.ServiceTarget
	var seen []string
	for _, l := range open {
		id := paperKey(l)
		if !slices.Contains(papers, id) {
			continue
		}
		t := office.ServiceTarget{PaperID: l.PaperID, Form: l.Form, Paper: l.Paper, To: l.To, Role: l.Role, Tracking: number(l.To)}
		if slices.Contains(people, l.To) {
			out = append(out, t)
		}
		if slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		for _, name := range others {
			t.To, t.Role, t.Tracking = name, "其他", number(name)
			out = append(out, t)
		}
	}
	return out
}

// AskOutcome enters what became of an attempt under way.
func AskOutcome(f frame.Frame, l office.ServiceLine) {
	s := l.Last
	form := newForm()
	form.AddReadOnly("案件", l.Case.Number)
	form.AddReadOnly(labelPapers, s.Paper+"　"+s.To)
	way := string(s.Way) + "　" + s.Sent.String() + " 发出"
	if s.Tracking != "" {
		way += "　" + s.Tracking
	}
	if l.State == court.StateNotice {
		way += "　" + l.Say
	}
	form.AddReadOnly(labelWay, way)
	a := &attemptForm{f: f, form: form, fixed: s}
	a.add()
	a.set(s)
	a.result.SetID(string(court.ServiceServed))
	a.follow()
	a.save("登记送达结果", "登记", l.Case.ID, nil)
}

// AskCorrection enters a line in the place of one that stands.
func AskCorrection(f frame.Frame, s court.Service) {
	form := newForm()
	form.AddReadOnly("案件", s.CaseNo)
	form.AddReadOnly(labelPapers, s.Paper+"　"+s.To)
	a := &attemptForm{f: f, form: form, fixed: s, void: true}
	a.add()
	a.set(s)
	reason := form.AddText(labelReason, widgets.Help("补登送达回证的不用写理由；原来的一行保留"))
	a.save("更正送达登记", "更正", s.CaseID, reason)
}

// save enters the line that takes the place of the fixed one.
func (a *attemptForm) save(title, label string, caseID int64, reason *widgets.TextField) {
	var out office.ServiceOutcome
	o, actor, old := a.f.Office(), a.f.Actor(), a.fixed.ID
	widgets.FormDialogLater(a.f.Window(), title, a.form, label, func() (func(context.Context) error, error) {
		s := a.read()
		if reason != nil {
			s.Reason = reason.Text()
		}
		return func(ctx context.Context) (err error) {
			out, err = o.RecordService(ctx, actor, caseID, s, []office.ServiceTarget{{Replaces: old}})
			return err
		}, nil
	}, func() { tell(a.f, out) })
}

// tell says what was entered; what needs a second look opens a window.
func tell(f frame.Frame, out office.ServiceOutcome) {
	if len(out.Lines) == 0 {
		return
	}
	f.Say(told(out))
	if len(out.Hints) > 0 {
		widgets.MessageDialog(f.Window(), "已登记，请留意", strings.Join(out.Hints, "\n"), "")
	}
}

// Attempt is the fields of one attempt within the form of another screen.
type Attempt struct{ a *attemptForm }

// AddAttempt adds the fields, for papers served by hand today to begin with.
func AddAttempt(f frame.Frame, form *widgets.Form) *Attempt {
	a := &attemptForm{f: f, form: form}
	a.add()
	a.way.SetID(string(court.ServiceDirect))
	a.offer()
	return &Attempt{a}
}

// Show shows or hides the fields.
func (x *Attempt) Show(visible bool) {
	for _, label := range []string{labelWay, labelSent, labelResult, labelNote} {
		x.a.form.SetVisible(label, visible)
	}
	if visible {
		x.a.follow()
		return
	}
	for _, label := range []string{labelServed, labelTracking, labelWitness, labelMedium, labelThrough, labelWhy, labelReceipt} {
		x.a.form.SetVisible(label, false)
	}
}

// Check refuses days that have not come, before the work on many cases begins.
func (x *Attempt) Check() error {
	s, w, today := x.a.read(), x.a.rules(), x.a.f.Office().Today()
	switch {
	case !s.Sent.Valid():
		return court.FieldErrorf(w.Sent, "不能空着。")
	case s.Sent.After(today):
		return court.FieldErrorf(w.Sent, "“%s”晚于今天（%s）。", s.Sent, today)
	case w.Day == "given" && s.Result == court.ServiceServed && s.Served.After(today):
		return court.FieldErrorf(w.Served, "“%s”晚于今天（%s）。", s.Served, today)
	}
	return nil
}

// Read gives the attempt as it was entered.
func (x *Attempt) Read() court.Service { return x.a.read() }
