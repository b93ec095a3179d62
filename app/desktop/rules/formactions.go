package rules

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// check finds the mistakes of the text and, when there is none, prints a trial.
func (e *formEditor) check() {
	e.typing.Stop()
	text := e.text.Text()
	widgets.Load(e.checker, func(ctx context.Context) ([]court.FormFault, error) {
		return e.f.Office().CheckForm(ctx, e.code, text)
	}, func(faults []court.FormFault) {
		e.faults, e.checked = faults, text == e.text.Text()
		e.list.SetRows(faults)
		var lines []int
		for _, x := range faults {
			lines = append(lines, x.Line)
		}
		e.text.Mark(lines...)
		if len(faults) > 0 {
			e.found.SetRight(fmt.Sprintf("%d 处错误，改正后才能保存 · F8 到下一处", len(faults)))
			e.preview.Clear("样式有错，改正后显示试样")
			return
		}
		e.found.SetRight("")
		e.try()
	})
}

// nextFault puts the cursor on the next line with a mistake.
func (e *formEditor) nextFault() {
	at, next := e.text.Line(), 0
	for _, x := range e.faults {
		if x.Line > at {
			next = x.Line
			break
		}
	}
	if next == 0 && len(e.faults) > 0 {
		next = e.faults[0].Line
	}
	if next > 0 {
		e.text.GoTo(next)
	}
}

// try prints the text with the chosen case.
func (e *formEditor) try() {
	if !e.mayChange() {
		e.preview.Clear("系统管理员可以试样")
		return
	}
	text, id := e.text.Text(), e.trialOf
	actor := e.f.Actor()
	widgets.Load(e.trier, func(ctx context.Context) ([]byte, error) {
		return e.f.Office().TryForm(ctx, actor, e.code, text, id)
	}, e.preview.Show)
}

// caseItems offers what a trial is printed with.
func (e *formEditor) caseItems() []widgets.MenuItem {
	items := []widgets.MenuItem{
		{Label: "虚构的案件", Checked: e.trialOf == 0, Do: func() { e.useCase(0, "虚构的案件") }},
	}
	if e.trialNo != "" {
		number, id := e.trialNo, e.trialOf
		items = append(items, widgets.MenuItem{Label: number, Checked: id != 0, Do: func() { e.useCase(id, number) }})
	}
	return append(items, widgets.MenuItem{Label: "选一个案件…", Do: func() {
		parts.PickCase(e.f, parts.CaseQuestion{Title: "用哪个案件试样？", Button: "试样"}, func(c office.CaseRow) { e.useCase(c.ID, c.Number) })
	}})
}

func (e *formEditor) useCase(id int64, label string) {
	e.trialOf, e.trialNo = id, ""
	if id != 0 {
		e.trialNo = label
	}
	e.caseBox.SetLabel(label)
	e.check()
}

// pastItems lists the versions; one that is chosen comes into the text, to be
// saved again.
func (e *formEditor) pastItems() []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "随程序的样式", Note: "取来看看", Do: func() { e.take(e.form.Delivered, "随程序的样式") }}}
	for i, v := range e.form.Versions {
		what := fmt.Sprintf("第 %d 版　%s　%s　%s", v.Number, v.At.Format("2006-01-02"), v.By, v.Reason)
		if v.Text == "" {
			items = append(items, widgets.MenuItem{Label: what, Note: "恢复随程序的样式", Disabled: true, Do: func() {}})
			continue
		}
		items = append(items, widgets.MenuItem{Label: what, Checked: i == 0, Do: func() { e.take(v.Text, fmt.Sprintf("第 %d 版", v.Number)) }})
	}
	return items
}

// take puts an earlier text into the field.
func (e *formEditor) take(text, name string) {
	put := func() {
		e.text.SetText(text)
		e.check()
		e.f.Say("已取来" + name + "，保存后才生效")
	}
	if !e.dirty() {
		put()
		return
	}
	widgets.Confirm(e.f.Window(), "取来"+name, "现在改过的文字还没有保存，取来后不保留。", "取来", "返回", put)
}

// askSave asks for the reason and saves the text as the court's own.
func (e *formEditor) askSave() {
	switch {
	case !e.loaded || !e.mayChange():
		return
	case !e.dirty():
		e.f.Say("样式没有改动")
		return
	case len(e.faults) > 0 && e.checked:
		e.f.Fail(office.FaultError(e.faults))
		e.nextFault()
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 420})
	form.AddReadOnly("文书", e.form.Name)
	reason := form.AddTextArea("修改理由", 2, widgets.Required(), widgets.Help("记入操作日志和历次样式；保存后做的文书都用这一版，以前的文书不变"))
	text, o, actor := e.text.Text(), e.f.Office(), e.f.Actor()
	var saved court.OwnForm
	widgets.FormDialogLater(e.f.Window(), "保存为本院样式", form, "保存", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			saved, err = o.SaveForm(ctx, actor, e.code, text, why)
			return err
		}, nil
	}, func() {
		e.f.Say(fmt.Sprintf("已保存“%s”本院第 %d 版", e.form.Name, saved.Number))
		e.load()
	})
}

// askDeliver asks for the reason and goes back to the delivered form.
func (e *formEditor) askDeliver() {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 420})
	form.AddReadOnly("文书", e.form.Name)
	reason := form.AddTextArea("恢复理由", 2, widgets.Required(), widgets.Help("本院的各版都留着，可以从“历次样式”取回"))
	o, actor := e.f.Office(), e.f.Actor()
	widgets.FormDialogLater(e.f.Window(), "恢复随程序的样式", form, "恢复", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.DeliverForm(ctx, actor, e.code, why) }, nil
	}, func() {
		e.f.Say("“" + e.form.Name + "”用回随程序的样式")
		e.load()
	})
}
