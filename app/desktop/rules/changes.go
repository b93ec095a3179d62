package rules

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// showParam tells everything about a parameter.
func (p *page) showParam(l office.ParamLine) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 620, LabelsQuiet: true})
	for _, x := range [][2]string{{"名称", l.Name}, {"数值", l.Term()}, {"起算", l.Start}, {"依据", l.Basis}, {"施行", l.From.String()}, {"废止", l.To.String()}, {"核对", markCell(l.Mark).Text}} {
		if x[1] != "" {
			form.AddReadOnly(x[0], x[1])
		}
	}
	var buttons []*widgets.Button
	var d *widgets.Dialog
	if p.mayChange() {
		buttons = append(buttons, widgets.NewPrimaryButton("设本院规定值", func() { d.Close(); p.ask(l) }))
	}
	history := widgets.NewCard("历次版本", "", versionTable(p.versions(l.ID)))
	d = widgets.NewDialog(p.f.Window(), "参数　"+l.Name, widgets.VFill(8, 1, form, widgets.Sized(780, 190, history)), buttons...)
	d.Resize(860, 520)
}

// askOwn asks for a value of the court's own of the chosen parameter.
func (p *page) askOwn() {
	l, ok := p.params.Chosen()
	if !ok || p.tabs.Chosen() != tabParams {
		p.tabs.SetChosen(tabParams)
		p.show()
		p.focus()
		say := "请先在“参数”里选中要改的参数。"
		if len(p.params.Rows()) == 0 {
			say = noParam
		}
		widgets.MessageDialog(p.f.Window(), "设本院规定值", say, "")
		return
	}
	p.ask(l)
}

// ask asks for the value, then shows which cases it moves before it is saved.
func (p *page) ask(l office.ParamLine) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	form.AddReadOnly("参数", l.Name)
	form.AddReadOnly("现在", l.Term()+"　"+l.Basis)
	value := form.AddNumber("数值", 0, 10_000, widgets.Required(), widgets.Help("单位："+string(l.Unit)))
	from := form.AddDate("起", p.f.Office().Today, widgets.Required())
	from.SetDate(p.f.Office().Today())
	to := form.AddDate("止", p.f.Office().Today, widgets.Help("不填则一直适用"))
	basis := form.AddText("依据", widgets.Required(), widgets.Help("本院规定的文件名、文号"))
	o, actor := p.f.Office(), p.f.Actor()
	var own court.ParamOverride
	var moves []office.CaseMove
	widgets.FormDialogLater(p.f.Window(), "设本院规定值", form, "看看影响哪些案件", func() (func(context.Context) error, error) {
		own = court.ParamOverride{Param: l.ID, Value: value.Number(), Unit: string(l.Unit), Basis: basis.Text(), From: from.Date(), To: to.Date()}
		return func(ctx context.Context) (err error) {
			moves, err = o.PreviewOverride(ctx, actor, own)
			return err
		}, nil
	}, func() { p.confirmOwn(l, own, moves) })
}

// confirmOwn shows the cases that move and saves when the user goes on.
func (p *page) confirmOwn(l office.ParamLine, own court.ParamOverride, moves []office.CaseMove) {
	p.confirm(fmt.Sprintf("“%s”改为%s，自 %s 起适用。", l.Name, ownTerm(own), own.From), moves, "保存规定值", func(ctx context.Context, o *office.Office, actor office.Actor) (string, error) {
		moved, err := o.SaveOverride(ctx, actor, own)
		return fmt.Sprintf("已保存本院规定值，%d 件案件改期", len(moved)), err
	})
}

// confirm shows the cases that move and saves when the user goes on; save gives
// the sentence that says so.
func (p *page) confirm(text string, moves []office.CaseMove, label string, save func(context.Context, *office.Office, office.Actor) (string, error)) {
	if len(moves) > 0 {
		text += fmt.Sprintf("下列 %d 件在办案件的日期会变动（双击一行看全部变动）：", len(moves))
	} else {
		text += "没有在办案件因此变动。"
	}
	table := widgets.NewListTable([]widgets.Column[office.CaseMove]{
		{ID: "number", Label: "案号", Width: 170, Cell: func(m office.CaseMove) widgets.Cell { return widgets.TextCell(m.Number) }},
		{ID: "officer", Label: "承办人", Width: 66, Cell: func(m office.CaseMove) widgets.Cell { return widgets.TextCell(m.Officer) }},
		{ID: "moves", Label: "变动", Width: 340, Stretch: 1, Cell: func(m office.CaseMove) widgets.Cell { return widgets.TextCell(movesText(m.Moves)) }},
	}, func(m office.CaseMove) string { return strconv.FormatInt(m.CaseID, 10) }, moves)
	table.Empty = widgets.Empty{Text: "没有案件变动"}
	table.OnOpen = func(m office.CaseMove) {
		widgets.MessageDialog(p.f.Window(), m.Number, strings.ReplaceAll(movesText(m.Moves), "；", "\n"), "")
	}
	content := widgets.VFill(8, 1, widgets.NewWrapText(text, widgets.TextSize, widgets.ColorText), widgets.Sized(640, 300, table))
	var d *widgets.Dialog
	button := widgets.NewPrimaryButton(label, func() {
		d.Close()
		o, actor := p.f.Office(), p.f.Actor()
		widgets.Load(p.work, func(ctx context.Context) (string, error) { return save(ctx, o, actor) }, p.f.Say)
	})
	printed := widgets.NewButton("打印名单", func() { movedList(text, moves).Print(p.f) })
	if len(moves) == 0 {
		printed.Hide()
	}
	d = widgets.NewDialog(p.f.Window(), "影响的案件", widgets.Padded(12, 10, content), printed, button)
	p.f.Window().Canvas().Focus(button)
	d.Resize(700, 420)
}

// movedList is what a change moves as it leaves the program, one line a date.
func movedList(text string, moves []office.CaseMove) parts.List {
	day := func(label string) sheet.Head { return sheet.Head{Label: label, Kind: sheet.Date} }
	l := parts.List{Title: "规则变动影响的案件", Notes: []string{text, "尚未保存"}, Heads: []sheet.Head{{Label: "案号"}, {Label: "承办人"}, {Label: "节点、期限"}, day("现在"), day("改为")}}
	for _, m := range moves {
		for _, x := range m.Moves {
			l.Rows = append(l.Rows, []any{m.Number, m.Officer, x.Node, x.From, x.To})
		}
	}
	return l
}

func movesText(moves []office.Move) string {
	var out []string
	for _, m := range moves {
		out = append(out, fmt.Sprintf("%s %s→%s", m.Node, m.From, m.To))
	}
	return strings.Join(out, "；")
}

// revoke takes a value of the court's own back.
func (p *page) revoke(x court.ParamOverride) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	form.AddReadOnly("参数", p.data.names[x.Param])
	form.AddReadOnly("本院规定", ownTerm(x)+"　"+x.Basis)
	reason := form.AddTextArea("撤销理由", 2, widgets.Required())
	o, actor := p.f.Office(), p.f.Actor()
	var moves []office.CaseMove
	var why string
	widgets.FormDialogLater(p.f.Window(), "撤销本院规定值", form, "看看影响哪些案件", func() (func(context.Context) error, error) {
		why = reason.Text()
		return func(ctx context.Context) (err error) {
			moves, err = o.PreviewRevoke(ctx, actor, x.ID)
			return err
		}, nil
	}, func() {
		p.confirm(fmt.Sprintf("撤销“%s”的本院规定值%s。", p.data.names[x.Param], ownTerm(x)), moves, "撤销", func(ctx context.Context, o *office.Office, actor office.Actor) (string, error) {
			moved, err := o.RevokeOverride(ctx, actor, x.ID, why)
			return fmt.Sprintf("已撤销本院规定值，%d 件案件改期", len(moved)), err
		})
	})
}

// askHolidays asks for the notice of the first year that is missing.
func (p *page) askHolidays() {
	year := p.f.Office().Today().Year + 1
	for _, l := range p.data.holidays {
		if !l.known {
			year = l.year
			break
		}
	}
	p.askYear(holidayLine{year: year})
}

// askYear asks for a year's notice of holidays, typed or from a file, and shows
// what it moves before it is saved.
func (p *page) askYear(l holidayLine) {
	if !p.mayChange() {
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 480})
	year := form.AddNumber("年份", 2000, 2100, widgets.Required())
	year.SetNumber(l.year)
	source := form.AddText("通知文号", widgets.Required(), widgets.Help("国务院办公厅关于当年部分节假日安排的通知"))
	off := form.AddTextArea("放假日", 4, widgets.Required(), widgets.Help("一天或一段，用空格或换行隔开，如：1-1 2-5至2-11"))
	off.SetText(l.offText)
	on := form.AddTextArea("调休上班日", 2, widgets.Help("周末上班的日子，如：2-4 2-18"))
	on.SetText(l.onText)
	form.AddObject("或者", widgets.HStack(8, widgets.NewButton("从 Excel、CSV 文件读取…", func() {
		p.f.ChooseFile("节假日文件", []string{".xlsx", ".csv"}, func(path string) { p.readHolidays(path, year, off, on) })
	})), widgets.Help("每行一天：日期、休或班"))
	o, actor := p.f.Office(), p.f.Actor()
	var y court.HolidayYear
	var moves []office.CaseMove
	widgets.FormDialogLater(p.f.Window(), "导入节假日", form, "核对并看影响哪些案件", func() (func(context.Context) error, error) {
		y = court.HolidayYear{Year: year.Number(), Source: source.Text()}
		var err error
		if y.Off, err = parseDays("放假日", y.Year, off.Text(), false); err != nil {
			return nil, err
		}
		if y.On, err = parseDays("调休上班日", y.Year, on.Text(), true); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (err error) {
			moves, err = o.PreviewHolidays(ctx, actor, y)
			return err
		}, nil
	}, func() { p.confirmHolidays(y, moves) })
}

// readHolidays fills the form of a year from a file.
func (p *page) readHolidays(path string, year *widgets.NumberField, off, on *widgets.TextField) {
	if path == "" {
		return
	}
	widgets.Load(p.work, func(context.Context) (court.HolidayYear, error) { return sheet.ReadHolidays(path) }, func(y court.HolidayYear) {
		year.SetNumber(y.Year)
		off.SetText(daysText(y.Off))
		on.SetText(daysText(y.On))
	})
}

// confirmHolidays shows the days as they were understood and what they move.
func (p *page) confirmHolidays(y court.HolidayYear, moves []office.CaseMove) {
	text := fmt.Sprintf("%d 年：周一至周五放假 %d 天（%s）", y.Year, len(y.Off), daysText(y.Off))
	if len(y.On) > 0 {
		text += fmt.Sprintf("，周末上班 %d 天（%s）", len(y.On), daysText(y.On))
	}
	p.confirm(text+"。", moves, "导入节假日", func(ctx context.Context, o *office.Office, actor office.Actor) (string, error) {
		moved, err := o.ImportHolidays(ctx, actor, y)
		if err == nil {
			fyne.Do(func() { p.tabs.SetChosen(tabHolidays); p.show() })
		}
		return fmt.Sprintf("已导入 %d 年节假日，%d 件案件改期", y.Year, len(moved)), err
	})
}
