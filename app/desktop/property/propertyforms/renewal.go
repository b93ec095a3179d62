package propertyforms

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// renewal is the page that renews measures together: tell the applicants, make
// rulings and notices, enter the receipt.
type renewal struct {
	f      frame.Frame
	ids    []int64
	loader *widgets.Loader
	work   *widgets.Loader

	list    *widgets.DataTable[court.Measure]
	papers  *widgets.DataTable[court.Paper]
	made    []court.Paper
	told    string
	asked   *widgets.DateField
	ruled   *widgets.DateField
	term    *widgets.ChoiceField
	summary *canvas.Text
	marked  bool
}

// NewRenewalPage makes the page for the measures.
func NewRenewalPage(f frame.Frame, measures []int64) frame.Page {
	p := &renewal{f: f, ids: measures, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 财产查控.
func (p *renewal) Nav() string { return frame.PageProperty }

// Content builds the three steps above the table.
func (p *renewal) Content() fyne.CanvasObject {
	today := p.f.Office().Today
	p.list = p.table()
	p.papers = p.paperTable()
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 200, LabelsQuiet: true})
	_, ask := p.f.Office().RenewalAskBy(today())
	p.asked = form.AddDate("申请日期", today, widgets.Help("空着为依职权；保全的续行应在届满"+ask.Term()+"前申请（"+ask.Basis+"）"))
	p.ruled = form.AddDate("裁定日期", today, widgets.Required())
	p.ruled.SetDate(today())
	p.term = form.AddChoice("续行期限", []widgets.Option{{ID: "0", Label: "法律允许的最长期限"}, {ID: "3", Label: "三个月"}, {ID: "6", Label: "六个月"}, {ID: "12", Label: "一年"}, {ID: "24", Label: "二年"}}, widgets.Required())
	p.term.SetID("0")
	p.term.OnChanged = func(string) { p.list.SetRows(p.list.Rows()) }
	p.ruled.OnDate = func(court.Date) { p.list.SetRows(p.list.Rows()) }
	p.summary = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	tell := widgets.NewButton("1 提示申请执行人", p.tell)
	rule := widgets.NewPrimaryButton("2 制作裁定书、协执 Ctrl+P", p.start)
	receive := widgets.NewButton("3 登记送达", p.receive)
	drop := widgets.NewButton("作废续行", p.drop)
	buttons := widgets.HStack(8, tell, rule, receive, drop)
	if !p.f.Can(office.MayWorkProperty) {
		buttons.Hide()
	}
	head := widgets.NewCard("续封", "", widgets.Padded(12, 8, widgets.VStack(8, form, container.NewBorder(nil, nil, buttons, nil, widgets.Padded(10, 0, p.summary)))))
	lower := widgets.NewCard("本次做好的文书", "", p.papers, widgets.NewSmallButton("全部打印", p.printAll), widgets.NewSmallButton("全部存到文件夹", p.saveAll))
	return parts.Rows([]float32{180, 0, 190}, head, widgets.NewCard("要续行的措施", "勾选后办理；送达日须在原期限届满之前", p.list), lower)
}

func (p *renewal) months() int {
	n, _ := strconv.Atoi(p.term.ID()) // the ids are numbers
	return n
}

func (p *renewal) table() *widgets.DataTable[court.Measure] {
	type row = court.Measure
	text := widgets.TextOf[row]
	today := p.f.Office().Today()
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 104, Cell: func(m row) widgets.Cell { return StateCell(m, today) }},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(m row) string { return m.Number })},
		{ID: "kind", Label: "措施", Width: 66, Cell: text(office.MeasureWord)},
		{ID: "thing", Label: "财产", Width: 180, Stretch: 3, Cell: text(func(m row) string { return m.Property })},
		{ID: "unit", Label: "协助单位", Width: 110, Stretch: 1, Cell: text(func(m row) string { return m.Unit })},
		{ID: "until", Label: "原届满日", Width: 88, Cell: func(m row) widgets.Cell { return widgets.DateCell(m.Until) }},
		{ID: "days", Label: "余/超", Width: 78, Align: fyne.TextAlignTrailing, Cell: func(m row) widgets.Cell { return DaysCell(m, today) }},
		{ID: "ask", Label: "应申请", Width: 88, Cell: func(m row) widgets.Cell { return askCell(p.f.Office(), m, today) }},
		{ID: "new", Label: "续行到", Width: 112, Cell: p.newEnd},
	}, func(m row) string { return strconv.FormatInt(m.ID, 10) }, nil)
	t.MultiSelect = true
	t.Empty = widgets.Empty{Text: "没有选择措施。"}
	t.OnOpen = func(m row) { p.f.OpenCase(m.CaseID, frame.TabProperty) }
	return t
}

// askCell shows by when the renewal should be asked for, marked once that day is
// over.
func askCell(o *office.Office, m court.Measure, today court.Date) widgets.Cell {
	if _, waits := m.Open(); waits || m.Until.IsZero() || m.StateOn(today) != court.MeasureRunning {
		return widgets.TextCell("")
	}
	by, _ := o.RenewalAskBy(m.Until)
	if today.After(by) {
		return widgets.ColorCell(by.String(), widgets.ColorNear)
	}
	return widgets.DateCell(by)
}

// newEnd shows the end that a renewal gives, or why there is none.
func (p *renewal) newEnd(m court.Measure) widgets.Cell {
	if r, waits := m.Open(); waits {
		return widgets.TextCell(r.Until.String())
	}
	if m.StateOn(p.f.Office().Today()) != court.MeasureRunning {
		return widgets.QuietCell("不能续行")
	}
	if p.ruled == nil {
		return widgets.TextCell("")
	}
	until, err := office.ProposedEnd(m, p.ruled.Date(), p.months())
	if err != nil {
		return widgets.ColorCell("超过最长期限", widgets.ColorOverdue)
	}
	return widgets.TextCell(until.String())
}

func (p *renewal) paperTable() *widgets.DataTable[court.Paper] {
	type row = court.Paper
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "number", Label: "文号", Width: 200, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Number) }},
		{ID: "name", Label: "文书", Width: 170, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Name) }},
		{ID: "for", Label: "给", Width: 160, Stretch: 1, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.For + x.Inputs["fill.unit"]) }},
		{ID: "do", Label: "", Width: 112, Cell: func(x row) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "打开", Do: func() { parts.UseStored(p.f, p.work, []int64{x.ID}, p.f.OpenOutside) }},
				widgets.CellButton{Label: "打印", Do: func() { parts.UseStored(p.f, p.work, []int64{x.ID}, p.f.PrintOutside) }})
		}},
	}, func(x row) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有制作。先勾选措施，再按“制作裁定书、协执”：每案每类措施一份裁定书，每个协助单位一份通知书。"}
	return t
}

// Shown reads the measures.
func (p *renewal) Shown() { p.load() }

// Changed reads them again.
func (p *renewal) Changed(c office.Change) {
	if c.What == "property" {
		p.load()
	}
}

// Leave lets the page go: everything done is stored.
func (p *renewal) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *renewal) Keys() widgets.Bindings {
	return widgets.Bindings{"Esc": p.f.Back, "F5": p.load, "Ctrl+P": p.start}
}

func (p *renewal) load() {
	o, ids := p.f.Office(), p.ids
	widgets.Load(p.loader, func(ctx context.Context) ([]court.Measure, error) { return o.MeasuresByID(ctx, ids) }, func(list []court.Measure) {
		p.list.SetRows(list)
		if !p.marked {
			p.marked = true
			p.list.Mark(list)
			p.list.Focus()
		}
		p.show(list)
	})
}

func (p *renewal) show(list []court.Measure) {
	waiting, running := 0, 0
	for _, m := range list {
		if _, waits := m.Open(); waits {
			waiting++
		} else if m.StateOn(p.f.Office().Today()) == court.MeasureRunning {
			running++
		}
	}
	p.summary.Text = fmt.Sprintf("共 %d 项，可续行 %d 项，已裁定待送达 %d 项　%s", len(list), running, waiting, p.told)
	p.summary.Refresh()
}

// chosen gives the ticked measures of a state, as they stand now.
func (p *renewal) chosen(open bool) []court.Measure {
	marked := map[int64]bool{}
	for _, m := range p.list.Marked() {
		marked[m.ID] = true
	}
	var out []court.Measure
	for _, m := range p.list.Rows() {
		if _, waits := m.Open(); marked[m.ID] && waits == open {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		p.f.Fail(court.Errorf(court.CodeInvalid, "没有勾选可以办理的措施。").WithHint("用空格或者点方框勾选。"))
	}
	return out
}

func (p *renewal) tell() {
	if list := p.chosen(false); len(list) > 0 {
		o, actor := p.f.Office(), p.f.Actor()
		p.batch("制作续行查封提示书", func(ctx context.Context, done func(int, int)) ([]office.RenewalItem, error) {
			return o.TellRenewals(ctx, actor, idsOf(list), done)
		})
	}
}

func (p *renewal) start() {
	if !p.f.Can(office.MayWorkProperty) {
		return
	}
	list := p.chosen(false)
	if len(list) == 0 {
		return
	}
	e := office.RenewalEntry{Measures: idsOf(list), Asked: p.asked.Date(), Ruled: p.ruled.Date(), Months: p.months()}
	o, actor := p.f.Office(), p.f.Actor()
	p.batch("制作续行裁定书和协助执行通知书", func(ctx context.Context, done func(int, int)) ([]office.RenewalItem, error) {
		return o.StartRenewals(ctx, actor, e, done)
	})
}

// batch makes papers case by case, with progress, and lists them.
func (p *renewal) batch(title string, work func(ctx context.Context, done func(n, of int)) ([]office.RenewalItem, error)) {
	var items []office.RenewalItem
	parts.Run(p.f, title, func(ctx context.Context, report func(float64, string)) (err error) {
		items, err = work(ctx, func(n, of int) { report(float64(n)/float64(of), fmt.Sprintf("%d / %d 件", n, of)) })
		return err
	}, func() {
		var failed []string
		count := 0
		for _, x := range items {
			if x.Err != nil {
				say, _ := court.Sentence(x.Err)
				failed = append(failed, x.Number+"："+say)
			}
			for _, m := range x.Papers {
				p.made = append(p.made, m.Paper)
				count++
			}
		}
		p.papers.SetRows(p.made)
		p.f.Say(fmt.Sprintf("已制作 %d 份文书", count))
		if len(failed) > 0 {
			widgets.MessageDialog(p.f.Window(), title, fmt.Sprintf("%d 件没有办成：", len(failed)), strings.Join(failed, "\n"))
		}
		p.load()
	})
}

func (p *renewal) receive() {
	if list := p.chosen(true); len(list) > 0 {
		Receive(p.f, list)
	}
}

func (p *renewal) drop() {
	if list := p.chosen(true); len(list) > 0 {
		Drop(p.f, list)
	}
}

func (p *renewal) madeIDs() []int64 {
	ids := make([]int64, len(p.made))
	for i, x := range p.made {
		ids[i] = x.ID
	}
	return ids
}

func (p *renewal) printAll() {
	if len(p.made) > 0 {
		parts.UseStored(p.f, p.work, p.madeIDs(), p.f.PrintOutside)
	}
}

// saveAll writes the papers into the folder for exported files and opens it.
func (p *renewal) saveAll() {
	if len(p.made) == 0 {
		return
	}
	n := 0
	parts.UseStored(p.f, p.work, p.madeIDs(), func(path string) {
		if n++; n == len(p.made) {
			p.f.OpenOutside(filepath.Dir(path))
			p.f.Say(fmt.Sprintf("%d 份文书已存到 %s", n, filepath.Dir(path)))
		}
	})
}

// Renewable gives those of the measures that can be renewed today; nothing is
// opened for none.
func Renewable(list []court.Measure, today court.Date) []int64 {
	var ids []int64
	for _, m := range list {
		if m.StateOn(today) == court.MeasureRunning && !m.Foreign() && !m.Until.IsZero() {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// Renew opens the page that renews the measures; none that can be renewed is
// said with the reason.
func Renew(f frame.Frame, list []court.Measure) {
	ids := Renewable(list, f.Office().Today())
	if len(ids) == 0 {
		f.Fail(court.Errorf(court.CodeRefused, "选择的措施都不能续行。").
			WithHint("轮候的不计期限；已届满的效力消灭（查封规定27条，原30条），需要控制的请登记新的措施，顺位重新排列。"))
		return
	}
	f.Open(NewRenewalPage(f, ids))
}
