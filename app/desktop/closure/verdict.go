package closure

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

func (p *page) mayReview() bool { return p.f.Can(office.MayReviewClosure) }

// verdictPart builds findings, verdict and note.
func (p *page) verdictPart() fyne.CanvasObject {
	p.findings = widgets.NewListTable([]widgets.Column[numbered]{
		{ID: "item", Label: "核对项", Width: 74, Stretch: 1, Cell: func(n numbered) widgets.Cell { return widgets.QuietCell(law.ItemText(n.Item)) }},
		{ID: "text", Label: "问题", Width: 84, Stretch: 1, Cell: func(n numbered) widgets.Cell { return widgets.TextCell(n.Text) }},
		{ID: "fix", Label: "整改", Width: 54, Stretch: 1, Cell: func(n numbered) widgets.Cell { return widgets.QuietCell(n.Fix) }},
		{ID: "do", Label: "", Width: 58, Cell: func(n numbered) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "删除", Do: func() { p.dropFinding(n.at) }})
		}},
	}, func(n numbered) string { return strconv.Itoa(n.at) }, nil)
	p.earlier = widgets.VStack(4)
	p.findings.Empty = widgets.Empty{Text: "还没有记下问题"}
	p.findings.OnOpen = func(n numbered) { p.editFinding(n.at) }
	if !p.mayReview() {
		return widgets.Padded(10, 8, widgets.NewWrapText("评查由评查员办理；这里只能查看清单和文书。", widgets.TextSize, widgets.ColorQuiet))
	}
	p.form = widgets.NewForm(widgets.FormOptions{FieldWidth: 220, LabelWidth: 62})
	verdicts := []widgets.Option{
		{ID: string(court.ReviewPassed), Label: string(court.ReviewPassed), Note: "可以办理终本"},
		{ID: string(court.ReviewSupplement), Label: string(court.ReviewSupplement), Note: "补齐后再送"},
		{ID: string(court.ReviewFailed), Label: string(court.ReviewFailed), Note: "不符合终本条件"},
	}
	p.verdict = p.form.AddChoice("评查结论", verdicts, widgets.Required())
	p.note = p.form.AddTextArea("评查意见", 3, widgets.Help("退补、不合格的，要有问题或意见"))
	p.form.OnSave = func() error { p.ask(); return nil }
	p.printBox = widgets.NewCheck("完成后打印评查表", nil)
	p.printBox.SetChecked(true)
	p.finish = widgets.NewPrimaryButton("完成评查 Ctrl+S", p.ask)
	foot := widgets.Padded(10, 8, widgets.VStack(8, p.form, p.printBox,
		widgets.HStack(8, p.finish, widgets.NewButton("记问题 F2", p.noteChosen))))
	return container.NewBorder(p.earlier, foot, nil, nil, p.findings)
}

// draft is what was noted of the chosen review, at first what the office kept.
func (p *page) draft() *draft {
	if p.current == nil {
		return &draft{}
	}
	d := p.drafts[p.current.ID]
	if d == nil {
		kept := p.current.Draft
		d = &draft{findings: slices.Clone(kept.Findings), verdict: string(kept.Verdict), note: kept.Note}
		d.kept = d.text()
		p.drafts[p.current.ID] = d
	}
	return d
}

// keepDraft has the office keep what was noted of the chosen review, when it
// changed; then, which may be nil, follows once it is kept.
func (p *page) keepDraft(then func()) {
	if p.current != nil && p.mayReview() {
		p.keep(p.current.ID, p.draft(), then)
	}
}

// keep has the office keep one draft; one follows the other, so that the last
// one stays.
func (p *page) keep(id int64, d *draft, then func()) {
	if p.keeper.Busy() {
		p.toKeep = append(p.toKeep, func() { p.keep(id, d, then) })
		return
	}
	text := d.text()
	kept := func() {
		d.kept = text
		if then != nil {
			then()
		}
		if len(p.toKeep) > 0 {
			next := p.toKeep[0]
			p.toKeep = p.toKeep[1:]
			next()
		}
	}
	if d.kept == text {
		kept()
		return
	}
	keep := court.ReviewDraft{Verdict: court.ReviewVerdict(d.verdict), Findings: slices.Clone(d.findings), Note: d.note}
	o, actor := p.f.Office(), p.f.Actor()
	widgets.LoadResult(p.keeper, func(ctx context.Context) (struct{}, error) { return struct{}{}, o.KeepReview(ctx, actor, id, keep) },
		func(_ struct{}, err error) {
			if err != nil {
				p.notKept(err, then)
				return
			}
			kept()
		})
}

// notKept tells that a draft could not be kept; whoever was leaving may go
// without it.
func (p *page) notKept(err error, then func()) {
	p.toKeep = nil
	if then == nil {
		p.f.Fail(err)
		return
	}
	say, hint := court.Sentence(err)
	widgets.Confirm(p.f.Window(), "评查记录没有存上", say+hint, "离开，不保留", "继续评查", then)
}

// readDraft takes verdict and note from the fields.
func (p *page) readDraft() {
	if p.current == nil || p.form == nil {
		return
	}
	d := p.draft()
	d.verdict, d.note = p.verdict.ID(), p.note.Text()
}

// showDraft fills the fields with what was noted.
func (p *page) showDraft() {
	d := p.draft()
	if p.form != nil {
		p.verdict.SetID(d.verdict)
		p.note.SetText(d.note)
	}
	p.showFindings()
}

func (p *page) showFindings() {
	var rows []numbered
	for i, f := range p.draft().findings {
		rows = append(rows, numbered{i, f})
	}
	p.findings.SetRows(rows)
	p.lines.Reload()
	p.showEarlier()
}

// noteChosen notes a finding for the chosen item.
func (p *page) noteChosen() {
	if p.current == nil || !p.mayReview() {
		return
	}
	item := ""
	if l, ok := p.lines.Chosen(); ok {
		item = l.Item.ID
	}
	p.addFinding(item)
}

func (p *page) addFinding(item string) { p.askFinding(court.Finding{Item: item}, -1) }

func (p *page) editFinding(at int) { p.askFinding(p.draft().findings[at], at) }

// askFinding asks for a finding; at is its place, -1 for a new one.
func (p *page) askFinding(f court.Finding, at int) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 400})
	var options []widgets.Option
	for _, l := range p.closure.Lines {
		options = append(options, widgets.Option{ID: l.Item.ID, Label: l.Item.Text})
	}
	item := form.AddChoice("核对项", options, widgets.Required())
	item.SetID(f.Item)
	text := form.AddTextArea("问题", 2, widgets.Required())
	text.SetText(f.Text)
	fix := form.AddTextArea("整改要求", 2)
	fix.SetText(f.Fix)
	widgets.FormDialog(p.f.Window(), "评查发现的问题", form, "记下", func() error {
		d := p.draft()
		noted := court.Finding{Item: item.ID(), Text: text.Text(), Fix: fix.Text()}
		if at < 0 {
			d.findings = append(d.findings, noted)
		} else {
			d.findings[at] = noted
		}
		return nil
	}, p.findingsChanged)
	if f.Item != "" {
		form.FocusField("问题")
	}
}

func (p *page) dropFinding(at int) {
	d := p.draft()
	d.findings = slices.Delete(d.findings, at, at+1)
	p.findingsChanged()
}

func (p *page) findingsChanged() {
	p.readDraft()
	p.showFindings()
	p.keepDraft(nil)
}

// showEarlier tells what the review before asked for and what was done, and
// whose notes are in the fields.
func (p *page) showEarlier() {
	p.earlier.Objects = nil
	if r := p.current; r != nil {
		if by := r.Draft.By; by != "" {
			p.earlier.Add(widgets.NewText(fmt.Sprintf("%s %s 记下、还没有提交", by, r.Draft.At.Format("01-02 15:04")), widgets.CaptionSize, widgets.ColorQuiet, false))
		}
		text := ""
		for i, f := range r.Earlier {
			text += fmt.Sprintf("\n%d. %s", i+1, f.Text)
			if f.Fix != "" {
				text += "\n　要求：" + f.Fix
			}
			text += "\n　整改：" + f.Remedy
		}
		if text != "" {
			var notice fyne.CanvasObject
			notice = widgets.NewNotice(widgets.StateNear, "上次评查发现，请复核整改情况："+text)
			if len(r.Earlier) > 1 { // the findings of this review need room too
				notice = widgets.Sized(0, 170, container.NewVScroll(notice))
			}
			p.earlier.Add(notice)
		}
	}
	p.earlier.Refresh()
}

// ask has the verdict confirmed: it cannot be changed afterwards.
func (p *page) ask() {
	if p.current == nil || p.form == nil || p.work.Busy() || !p.form.Validate() {
		return
	}
	p.readDraft()
	d, r := *p.draft(), *p.current
	text := fmt.Sprintf("%s 的评查结论是“%s”，记有 %d 个问题。提交后不能修改。", r.Number, d.verdict, len(d.findings))
	widgets.Confirm(p.f.Window(), "提交评查结论", text, "提交", "再看看", func() { p.decide(r, d) })
}

// decide gives the verdict; whoever may not is told politely by the use case.
func (p *page) decide(r office.WaitingReview, d draft) {
	o, actor := p.f.Office(), p.f.Actor()
	d.findings = slices.Clone(d.findings) // the page goes on changing its own
	widgets.LoadResult(p.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.DecideReview(ctx, actor, r.ID, court.ReviewVerdict(d.verdict), d.findings, d.note)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.form.ShowError(err)
			if court.CodeOf(err) != court.CodeInvalid {
				p.f.Fail(err)
			}
			return
		}
		delete(p.drafts, r.ID)
		p.current = nil
		p.showDone(r, d)
		p.load()
		p.f.Say(fmt.Sprintf("%s 评查完成：%s", r.Number, d.verdict))
		if p.printBox.Checked {
			p.print(r)
		}
	})
}

// showDone says what was decided, with the paper at hand.
func (p *page) showDone(r office.WaitingReview, d draft) {
	state, next := widgets.StateDone, "承办人可以制作终本裁定书并报结。"
	if d.verdict != string(court.ReviewPassed) {
		state, next = widgets.StateNear, "材料已退回承办人，补齐后会再次送评。"
	}
	text := fmt.Sprintf("%s 已评查：%s。%s", r.Number, d.verdict, next)
	buttons := widgets.HStack(8, widgets.NewButton("打印评查表", func() { p.print(r) }))
	if len(p.waiting) > 1 {
		buttons.Add(widgets.NewPrimaryButton("评查下一件", func() {
			if len(p.waiting) > 0 {
				p.list.ChooseIndex(0)
				p.choose(p.waiting[0])
			}
		}))
	}
	p.decided = true
	p.body.Hide()
	content := widgets.Padded(20, 20, widgets.VStack(12, widgets.NewNotice(state, text), buttons))
	p.done.Objects = []fyne.CanvasObject{widgets.NewCard("评查完成", "", container.NewBorder(content, nil, nil, nil))}
	p.done.Refresh()
}

// print prints the 评查表 of a review: once made, the stored one again.
func (p *page) print(r office.WaitingReview) {
	if id := p.printed[r.ID]; id != 0 {
		parts.UseStored(p.f, p.work, []int64{id}, p.f.PrintOutside)
		return
	}
	parts.MakeAndPrint(p.f, p.work, office.PaperRequest{CaseID: r.CaseID, Form: reviewForm, RefID: r.ID}, func(made []office.MadePaper) {
		p.printed[r.ID] = made[0].ID
	})
}
