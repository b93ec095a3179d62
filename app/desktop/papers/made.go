package papers

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
)

// madeTable lists what the case already has, withdrawn papers too.
func (p *maker) madeTable() *widgets.DataTable[court.Paper] {
	type column = widgets.Column[court.Paper]
	quietIfVoid := func(x court.Paper, text string) widgets.Cell {
		if x.Void != "" {
			return widgets.QuietCell(text)
		}
		return widgets.TextCell(text)
	}
	t := widgets.NewListTable([]column{
		{ID: "name", Label: "文书", Width: 84, Stretch: 2, Cell: func(x court.Paper) widgets.Cell { return quietIfVoid(x, x.Name) }},
		{ID: "for", Label: "对象", Width: 56, Stretch: 1, Cell: forCell},
		{ID: "number", Label: "文书号", Width: 92, Cell: func(x court.Paper) widgets.Cell { return quietIfVoid(x, p.shortNumber(x)) }},
		{ID: "dated", Label: "落款", Width: 84, Cell: func(x court.Paper) widgets.Cell { return quietIfVoid(x, x.Dated.String()) }},
		{ID: "maker", Label: "制作人", Width: 66, Cell: func(x court.Paper) widgets.Cell { return widgets.QuietCell(x.Maker) }},
		{ID: "state", Label: "状态", Width: 116, Cell: parts.PaperState},
	}, func(x court.Paper) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "本案还没有文书"}
	t.OnOpen = func(x court.Paper) { parts.PaperDialog(p.f, x.Name+"　"+x.Number, x.ID) }
	t.OnChosen = func(court.Paper) { p.enableMade() }
	t.RowMenu = func(x court.Paper) []widgets.MenuItem {
		return []widgets.MenuItem{
			{Label: "存为 Word…", Do: func() { parts.SaveStoredWord(p.f, p.saver, x) }},
			{Label: "文书记录、改动…", Do: func() { parts.ShowRecord(p.f, x) }},
		}
	}
	return t
}

// shortNumber leaves out the year and the court, which are those of the case.
func (p *maker) shortNumber(x court.Paper) string {
	if _, after, found := strings.Cut(p.facts.c.Number.String(), string(p.facts.c.Kind)); found {
		head := strings.TrimSuffix(p.facts.c.Number.String(), string(p.facts.c.Kind)+after)
		return strings.TrimPrefix(x.Number, head)
	}
	return x.Number
}

// madeButtons act on the paper chosen in the list.
func (p *maker) madeButtons() []fyne.CanvasObject {
	open := widgets.NewSmallButton("打开", func() { p.useMade(p.f.OpenOutside) })
	print := widgets.NewSmallButton("打印", func() { p.useMade(p.f.PrintOutside) })
	p.sign = widgets.NewSmallButton("签发", p.askSign)
	p.madeBar = []*widgets.Button{open, print}
	out := []fyne.CanvasObject{open, print, p.sign}
	if p.f.Can(office.MayVoidPaper) {
		p.void = widgets.NewSmallButton("作废", p.askVoid)
		out = append(out, p.void)
	}
	p.enableMade()
	return out
}

func (p *maker) enableMade() {
	x, ok := p.made.Chosen()
	for _, b := range p.madeBar {
		able(b, ok)
	}
	able(p.sign, ok && parts.MayEnterSignature(p.f, x))
	if p.void != nil {
		able(p.void, ok && x.Void == "")
	}
}

func able(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// showMade lists the papers and says how many of them stand.
func (p *maker) showMade(papers []court.Paper) {
	p.made.SetRows(papers)
	void := 0
	clear(p.forms.made)
	for _, x := range papers {
		if x.Void != "" {
			void++
			continue
		}
		p.forms.made[x.Form] = true
	}
	text := fmt.Sprintf("%d 份", len(papers))
	if void > 0 {
		text += fmt.Sprintf("，其中作废 %d 份", void)
	}
	p.madeCard.SetRight(text)
	p.enableMade()
}

func (p *maker) useMade(hand func(string)) {
	if x, ok := p.made.Chosen(); ok {
		parts.UseStored(p.f, p.saver, []int64{x.ID}, hand)
	}
}

// askSign asks who signed the chosen paper off.
func (p *maker) askSign() {
	if x, ok := p.made.Chosen(); ok {
		parts.AskSignature(p.f, x)
	}
}

// askVoid asks why the chosen paper is withdrawn; that cannot be undone.
func (p *maker) askVoid() {
	x, ok := p.made.Chosen()
	if !ok || x.Void != "" {
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	form.AddReadOnly("文书", x.Name+"　"+x.Number)
	var moved []office.Move
	reason := form.AddTextArea("作废理由", 2, widgets.Required(), widgets.Help("作废后不能恢复，文书仍留在案件里；可以重新制作，另编文号。它的送达不再算，由它办结的节点重新办理"))
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "作废文书", form, "作废", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			moved, err = o.WithdrawPaper(ctx, actor, x.ID, why)
			return err
		}, nil
	}, func() {
		said := "已作废“" + x.Name + "”" + x.Number
		if len(moved) > 0 {
			said += fmt.Sprintf("；%d 个节点重新排期", len(moved))
		}
		p.f.Say(said)
	})
}
