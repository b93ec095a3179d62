package coercion

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// crimes is the tab 拒执案件: files, and the course of the chosen one.
type crimes struct {
	lists.Panel
	desk   *desk
	loader *widgets.Loader
	table  *widgets.DataTable[office.CrimeLine]
	state  court.CourseState
	stuck  *widgets.Check
	detail *detail
	chosen office.CrimeLine
}

func newCrimes(d *desk) *crimes {
	t := &crimes{desk: d, loader: widgets.NewLoader(d.f.Window()), detail: newDetail(d.f)}
	t.loader.OnError = d.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(x office.CrimeLine) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有拒执案件。发现拒不执行判决、裁定的线索按 Ctrl+N 登记。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(office.CrimeLine) { t.step() }
	t.stuck = widgets.NewCheck("只看受阻的", func(bool) { t.Load() })
	t.Bar = widgets.NewFilterBar("姓名、案号、编号、事实", searchWidth, func(string) { t.Load() }, t.Focus, t.stuck)
	t.Rows, t.Root = t.table, split(t.Bar.Over(t.table, nil), widgets.Padded(8, 6, t.detail.card))
	t.showChips()
	return t
}

// Buttons enter a clue.
func (t *crimes) Buttons() []fyne.CanvasObject { return t.desk.adding("登记线索", t.add) }

// Printed is the list as it leaves the program.
func (t *crimes) Printed() func(context.Context) (parts.List, error) { return lists.Ready(t.list()) }

func (t *crimes) showChips() {
	t.Bar.SetChips(widgets.NewChoiceChip("状态", t.state, court.CrimeStates, func(s court.CourseState) { t.state = s; t.Load() }))
}

// Load reads the list.
func (t *crimes) Load() {
	t.showChips()
	o, only := t.desk.f.Office(), t.stuck.Checked
	q := office.CrimeQuery{CaseID: t.desk.scope.caseID, Search: t.Bar.Entry.Text}
	if t.state != "" {
		q.States = []court.CourseState{t.state}
	}
	widgets.Load(t.loader, func(ctx context.Context) ([]office.CrimeLine, error) {
		list, err := o.CrimeFiles(ctx, q)
		var out []office.CrimeLine
		for _, x := range list {
			if !only || x.Stuck != "" {
				out = append(out, x)
			}
		}
		return out, err
	}, func(rows []office.CrimeLine) {
		t.choose(t.table.ShowRows(rows))
		t.desk.Say(t, t.sum())
	})
}

func (t *crimes) sum() string {
	stuck, judged := 0, 0
	for _, x := range t.table.Rows() {
		if x.Stuck != "" {
			stuck++
		}
		if x.State == court.CrimeJudged {
			judged++
		}
	}
	return fmt.Sprintf("%d 件　受阻 %d　已判决 %d", len(t.table.Rows()), stuck, judged)
}

func (t *crimes) columns() []widgets.Column[office.CrimeLine] {
	type row = office.CrimeLine
	today := t.desk.f.Office().Today
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 90, Cell: func(x row) widgets.Cell {
			n := x.Next()
			return stateCell(x.State, !n.Due.IsZero() && n.Late(today()))
		}},
		{ID: "number", Label: "编号", Width: 92, Cell: text(func(x row) string { return x.Number })},
		{ID: "suspect", Label: "犯罪嫌疑人", Width: 96, Stretch: 1, Cell: text(func(x row) string { return x.Suspect })},
		{ID: "facts", Label: "行为", Width: 150, Stretch: 3, Cell: text(func(x row) string { return x.Facts })},
		{ID: "next", Label: "期限", Width: 210, Cell: func(x row) widgets.Cell { return nextCell(x.Next(), today()) }},
		{ID: "stuck", Label: "受阻", Width: 130, Stretch: 2, Cell: text(func(x row) string { return x.Stuck })},
	}
	if t.desk.scope.caseID == 0 {
		columns = append(columns, widgets.Column[row]{ID: "case", Label: "案号", Width: 166, Cell: text(func(x row) string { return x.CaseNo })},
			widgets.Column[row]{ID: "officer", Label: "承办人", Width: 60, Cell: text(func(x row) string { return x.Officer })})
	}
	return columns
}

// choose shows the course of a file.
func (t *crimes) choose(x office.CrimeLine) {
	t.chosen = x
	d, f := t.detail, t.desk.f
	if x.ID == 0 {
		d.clear("办理经过", nil)
		d.done()
		return
	}
	d.clear(x.Number+"　"+x.Suspect, x.Steps)
	d.clocks(x.Clocks, f.Office().Today())
	if x.Stuck != "" {
		d.facts.Add(widgets.NewNotice(widgets.StateNear, "受阻："+x.Stuck))
	}
	t.showConditions(x)
	t.showEvidence(x)
	situation, _ := law.SituationOf(x.Situation)
	d.line("罪名和情形", situation.CrimeName()+"："+situation.Text+"（"+situation.Basis+"）")
	for _, w := range x.Weights {
		d.line("量刑", w.Text+"（"+w.Basis+"）")
	}
	d.line("行为", x.Facts+"（"+x.ConductOn.String()+"）")
	d.line("执行能力", x.Ability)
	d.line("文书", paperNames(x.Papers))
	t.buttons(x)
	d.done()
}

// showEvidence is the checklist of the five kinds.
func (t *crimes) showEvidence(x office.CrimeLine) {
	for _, k := range law.EvidenceKinds() {
		var have []string
		for _, e := range x.Evidence {
			if e.Kind == k.ID && e.Void == "" {
				have = append(have, e.Title)
			}
		}
		if len(have) > 0 {
			t.detail.line("证据"+k.Text, strings.Join(have, "、"))
		} else {
			t.detail.facts.Add(widgets.NewNotice(widgets.StateNear, "缺证据"+k.Text+"："+strings.Join(k.Needs, "；")))
		}
	}
}

// showConditions lists the conditions of a private prosecution where it is open.
func (t *crimes) showConditions(x office.CrimeLine) {
	for _, s := range law.CourseStepsFrom(law.CourseCrime, x.State) {
		if s.Name != court.StepPrivate {
			continue
		}
		for _, c := range x.Conditions {
			state, proof := widgets.StateNear, "未具备"
			if c.Met {
				state, proof = widgets.StateDone, c.Proof
			}
			t.detail.facts.Add(widgets.NewNotice(state, "自诉条件："+c.Text+"（"+c.Basis+"）："+proof))
		}
	}
}

func (t *crimes) buttons(x office.CrimeLine) {
	f, d := t.desk.f, t.detail
	o, actor := f.Office(), f.Actor()
	choices := stepChoices(f, law.CourseStepsFrom(law.CourseCrime, x.State))
	if len(choices) > 0 {
		d.bar.Add(widgets.NewMenuButton("登记步骤 Ctrl+J", widgets.ButtonSmallPrimary, func() []widgets.MenuItem { return stepMenu(choices, t.enter) }))
	}
	if f.Can(office.MayWorkCoercion) {
		d.button("添加证据", t.evidence)
		d.button("移送材料一卷", t.bundle)
	}
	d.bar.Add(widgets.NewMenuButton("更多", widgets.ButtonSmall, func() []widgets.MenuItem {
		items := paperMenu(f, x.CaseID, office.CrimeForms, frame.AboutCrime(x.ID))
		items = append(items, widgets.MenuItem{Label: "典型案例（隐名）", Do: t.model})
		if f.Can(office.MayWorkCoercion) {
			items = append(items, widgets.MenuItem{Label: "修改", Do: func() { t.withParties(x.CaseID, func(c court.Case) { t.ask(c, x.CrimeFile) }) }})
			for _, e := range x.Evidence {
				if e.Void == "" {
					items = append(items, widgets.MenuItem{Label: "移除证据：" + e.Title, Do: func() {
						askReason(f, "移除“"+e.Title+"”", func(ctx context.Context, why string) error { return o.DropEvidence(ctx, actor, x.ID, e.ID, why) })
					}})
				}
			}
			if x.State == court.CrimeClue {
				items = append(items, widgets.MenuItem{Label: "作废", Do: func() {
					askReason(f, "作废 "+x.Number, func(ctx context.Context, why string) error { return o.VoidCrimeFile(ctx, actor, x.ID, why) })
				}})
			}
		}
		if kind, ok := lastStands(f, law.CourseCrime, x.Steps); ok {
			items = append(items, widgets.MenuItem{Label: "作废末步“" + kind + "”", Do: func() {
				askReason(f, "作废“"+kind+"”", func(ctx context.Context, why string) error { return o.VoidCrimeStep(ctx, actor, x.ID, why) })
			}})
		}
		if t.desk.scope.caseID == 0 {
			items = append(items, widgets.MenuItem{Label: "打开案件", Do: func() { f.OpenCase(x.CaseID, frame.TabCoercion) }})
		}
		return items
	}))
}

func (t *crimes) withParties(id int64, use func(court.Case)) {
	o := t.desk.f.Office()
	widgets.Load(t.desk.Work, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
}

func (t *crimes) step() {
	if t.chosen.ID != 0 {
		askKind(t.desk.f, t.chosen.Number+"　登记步骤", stepChoices(t.desk.f, law.CourseStepsFrom(law.CourseCrime, t.chosen.State)), t.enter)
	}
}

// enter asks for one step; the conditions of a private prosecution stand above
// its fields.
func (t *crimes) enter(s law.CourseStepInfo) {
	x, f := t.chosen, t.desk.f
	o, actor := f.Office(), f.Actor()
	preset, hint := court.CourseStep{}, ""
	switch s.Name {
	case court.StepTransfer:
		hint = packageText(x.Papers)
	case court.StepPrivate:
		for _, c := range x.Conditions {
			mark := "□ "
			if c.Met {
				mark = "☑ "
			}
			hint += mark + c.Text + "（" + c.Basis + "）　" + c.Proof + "\n"
		}
		hint = strings.TrimSuffix(hint, "\n")
	}
	askStep(f, x.Number+"　"+x.Suspect, s, preset, hint, func(ctx context.Context, step court.CourseStep) error {
		_, err := o.CrimeStep(ctx, actor, x.ID, step)
		return err
	})
}

// packageText tells which of the papers for the police are missing or wait to be
// signed.
func packageText(papers []court.Paper) string {
	var lacks []string
	for i, name := range []string{"案件移送函", "执行情况说明", "证据目录"} {
		p, has := found(papers, office.CrimeForms[i])
		switch {
		case !has:
			lacks = append(lacks, "没有"+name)
		case p.WaitsForSignature():
			lacks = append(lacks, name+"待"+p.SignOff+"签发")
		}
	}
	if len(lacks) == 0 {
		return "案件移送函、执行情况说明、证据目录都已制作、签发。"
	}
	return "注意：" + strings.Join(lacks, "，") + "。"
}

func found(papers []court.Paper, form string) (court.Paper, bool) {
	i := slices.IndexFunc(papers, func(p court.Paper) bool { return p.Form == form && p.Void == "" })
	if i < 0 {
		return court.Paper{}, false
	}
	return papers[i], true
}

func (t *crimes) add() {
	t.desk.withCase("登记哪一件案件的拒执线索", func(c court.Case) {
		today := t.desk.f.Office().Today()
		t.ask(c, court.CrimeFile{CaseID: c.ID, CaseNo: c.Number.String(), Source: "承办人发现", FoundOn: today})
	})
}

// bundle makes what is missing of the three papers and binds them with the
// evidence into one PDF.
func (t *crimes) bundle() {
	f, x := t.desk.f, t.chosen
	if x.ID == 0 {
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 400})
	sent, _ := x.Step(court.StepTransfer)
	unit := form.AddText("公安机关", widgets.Required(), widgets.Help("没有的移送函、执行情况说明、证据目录由程序制作；已有的照用。缺什么写在首页"))
	unit.SetText(sent.Unit)
	widgets.FormDialog(f.Window(), x.Number+"　移送材料一卷", form, "制作", func() error { return nil }, func() {
		o, actor, police := f.Office(), f.Actor(), unit.Text()
		path := filepath.Join(f.OutDir(), x.Number+x.Suspect+"移送材料.pdf")
		var bound office.BoundDossier
		parts.Run(f, "移送材料一卷", func(ctx context.Context, report func(float64, string)) error {
			if err := o.MakeCrimePapers(ctx, actor, x.ID, police); err != nil {
				return err
			}
			var pdf bytes.Buffer
			var err error
			bound, err = o.BindCrimePackage(ctx, actor, x.ID, &pdf, func(n, of int) { report(float64(n)/float64(of), fmt.Sprintf("第 %d 份，共 %d 份", n, of)) })
			if err != nil {
				return err
			}
			return parts.WriteBytes(path, pdf.Bytes())
		}, func() {
			f.OpenOutside(path)
			f.Say(fmt.Sprintf("已装订 %d 份 %d 页，缺 %d 项（见首页）：%s", bound.Entries, bound.Pages, bound.Missing, path))
		})
	})
}

// model shows the masked case as text that can be copied; the paper is made from
// it.
func (t *crimes) model() {
	f, x := t.desk.f, t.chosen
	o := f.Office()
	widgets.Load(t.desk.Work, func(ctx context.Context) (map[string]string, error) { return o.ModelCase(ctx, x.ID) }, func(m map[string]string) {
		text := office.ModelText(m)
		box := container.NewVScroll(widgets.Padded(14, 10, widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)))
		var dialog *widgets.Dialog
		dialog = widgets.NewDialog(f.Window(), "典型案例（自然人姓名、证件号、住址已隐去，发布前请核对）", widgets.Sized(720, 420, box),
			widgets.NewButton("关闭", func() { dialog.Close() }),
			widgets.NewButton("复制文字", func() { fyne.CurrentApp().Clipboard().SetContent(text); f.Say("已复制典型案例文字") }),
			widgets.NewPrimaryButton("制作 PDF", func() {
				dialog.Close()
				f.OpenPaperMaker(x.CaseID, office.FormModelCase+frame.AboutCrime(x.ID))
			}))
	})
}

// list is the files as they leave the program.
func (t *crimes) list() parts.List {
	l := parts.List{Title: "拒执案件台账", Notes: []string{t.sum()}, Heads: []sheet.Head{{Label: "编号"}, {Label: "状态"}, {Label: "犯罪嫌疑人"}, {Label: "案号"}, {Label: "承办人"}, {Label: "线索来源"}, {Label: "发现日期", Kind: sheet.Date},
		{Label: "行为"}, {Label: "移送日期", Kind: sheet.Date}, {Label: "公安机关"}, {Label: "公安答复"}, {Label: "自诉、公诉案号"}, {Label: "判决日期", Kind: sheet.Date}, {Label: "判决结果"}, {Label: "受阻"}}}
	for _, x := range t.table.Rows() {
		sent, _ := x.Step(court.StepTransfer)
		judged, _ := x.Step(court.StepJudged)
		l.Rows = append(l.Rows, []any{x.Number, string(x.State), x.Suspect, x.CaseNo, x.Officer, x.Source, x.FoundOn, x.Facts, sent.On, sent.Unit, answerText(x.CrimeFile), trialNumber(x.CrimeFile), judged.On,
			strings.TrimSpace(judged.Result + " " + judged.Words), x.Stuck})
	}
	return l
}

// answerText is what the police said last.
func answerText(x court.CrimeFile) string {
	text := ""
	for _, s := range x.Steps {
		switch s.Kind {
		case court.StepFiled, court.StepNotFiled, court.StepNotTaken, court.StepDropped, court.StepAccepted:
			if s.Void == "" {
				text = s.On.String() + s.Kind
			}
		}
	}
	return text
}

func trialNumber(x court.CrimeFile) string {
	for _, kind := range []string{court.StepJudged, court.StepCharged, court.StepPrivate} {
		if s, ok := x.Step(kind); ok {
			return s.Number
		}
	}
	return ""
}
