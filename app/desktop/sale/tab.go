package sale

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Tab is the tab 处置 of a case: its sales, and the course of the chosen one.
type Tab struct {
	f      frame.Frame
	work   *widgets.Loader
	table  *widgets.DataTable[court.Sale]
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
}

// NewTab makes the tab; start asks for the property of a new sale.
func NewTab(f frame.Frame, start func()) *Tab {
	t := &Tab{f: f, work: widgets.NewLoader(f.Window()), detail: widgets.VStack(6)}
	t.work.OnError = f.Fail
	type row = court.Sale
	today := f.Office().Today
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "thing", Label: "财产", Width: 170, Stretch: 2, Cell: func(s row) widgets.Cell { return widgets.TextCell(s.Property) }},
		{ID: "stage", Label: "阶段", Width: 98, Cell: func(s row) widgets.Cell { return widgets.StateCell(stateOf(s, today()), stageText(s)) }},
		{ID: "step", Label: "下一步", Width: 130, Stretch: 1, Cell: func(s row) widgets.Cell { return widgets.TextCell(s.Step) }},
		{ID: "due", Label: "应办日", Width: 88, Cell: func(s row) widgets.Cell { return widgets.DateCell(s.Due) }},
		{ID: "days", Label: "余/超", Width: 76, Align: fyne.TextAlignTrailing, Cell: func(s row) widgets.Cell { return daysCell(s, today()) }},
	}, func(s row) string { return idText(s.ID) }, nil)
	t.table.Empty = widgets.Empty{Text: "本案还没有处置财产。查封以后三十日内启动（法释〔2018〕15号1条）。"}
	if f.Can(office.MayWorkSale) {
		t.table.Empty.Label, t.table.Empty.Action = "启动处置", start
	}
	t.table.OnChosen = func(row) { t.showDetail() }
	t.table.OnOpen = func(s row) {
		if may(f, s) {
			act(f, t.work, s.ID, next)
		}
	}
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	t.root = parts.Columns([]float32{560, 0}, t.table, t.scroll)
	return t
}

// Content gives the tab's objects.
func (t *Tab) Content() fyne.CanvasObject { return t.root }

// Focus puts the keyboard into the list.
func (t *Tab) Focus() { t.table.Focus() }

// Show fills the tab.
func (t *Tab) Show(rows []court.Sale) {
	t.table.ShowRows(rows)
	t.showDetail()
}

// showDetail tells the course of the chosen sale, with what can be done.
func (t *Tab) showDetail() {
	t.detail.Objects = nil
	if s, ok := t.table.Chosen(); ok {
		head := widgets.NewWrapText(string(s.What)+"　"+s.Property, widgets.TextSize, widgets.ColorText)
		t.detail.Add(head)
		if s.Step != "" {
			text := "下一步：" + s.Step
			if !s.Due.IsZero() {
				text += "，" + s.Due.String() + "前（" + s.Basis + "）"
			}
			t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, stateOf(s, t.f.Office().Today()).Color()))
		}
		for _, text := range hints(t.f, s) {
			t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText))
		}
		buttons := widgets.HStack(6)
		for _, b := range actions(t.f, t.work, s) {
			buttons.Add(b)
		}
		t.detail.Add(buttons)
		for _, x := range course(s) {
			t.detail.Add(widgets.NewText(x.head, widgets.TableSize, widgets.ColorText, true))
			for _, line := range x.lines {
				t.detail.Add(widgets.NewWrapText(line, widgets.TableSize, widgets.ColorText))
			}
		}
	}
	t.detail.Refresh()
	t.scroll.Refresh()
}

// hints gives what is owed beside the next step, and what the law asks to be
// kept in mind.
func hints(f frame.Frame, s court.Sale) []string {
	var out []string
	if !s.Stage.Open() {
		return nil
	}
	if s.Covered {
		out = append(out, "本案本金已经付清：拍卖日前足额清偿、要求停止的，应当准许停止（拍卖规定19条，原22条）。核对利息、费用后“其他 · 终止处置”。")
	}
	for _, duty := range f.Office().SaleDuties(s) {
		out = append(out, "应在 "+duty.Due.String()+" 前"+duty.Text+"（"+duty.Basis+"）")
	}
	notice := f.Office().Today()
	if r, any := s.Round(); any {
		notice = r.Notice
	}
	return append(out, law.SaleReminders(s.What, notice)...)
}

// chapter is a heading of the course with its lines.
type chapter struct {
	head  string
	lines []string
}

func (c *chapter) add(ok bool, format string, args ...any) {
	if ok {
		c.lines = append(c.lines, fmt.Sprintf(format, args...))
	}
}

// course tells what happened in a sale, by its chapters.
func course(s court.Sale) []chapter {
	out := []chapter{{head: "启动　" + s.Begun.String(), lines: []string{"查封 " + s.SealedOn.String() + "　经办 " + s.By}}}
	out[0].add(s.Home != "", "居住房屋：%s", s.Home)
	if s.Note != "" {
		out[0].add(true, "%s", s.Note)
	}
	for _, t := range s.Tries {
		out = append(out, tryChapter(t))
	}
	if s.Plea.AskedBy != "" {
		c := chapter{head: "不通过网络处置　" + s.Plea.AskedOn.String()}
		c.add(true, "%s申请：%s。%s", s.Plea.AskedBy, s.Plea.Why, s.Plea.Note)
		c.add(!s.Plea.Decided.IsZero(), "%s %s：%s", s.Plea.Decided, s.Plea.By, s.Plea.Words)
		out = append(out, c)
	}
	if x := s.Direct; x.Ground != "" {
		c := chapter{head: "不经拍卖直接变卖　" + x.On.String()}
		c.add(true, "%s（%s）　%s", x.Ground, law.DirectBasis(s.What, x.Ground, x.On), x.Proof)
		c.add(true, "按%s　%s", x.By, moneyWord(x.Price))
		out = append(out, c)
	}
	for _, r := range s.Rounds {
		out = append(out, roundChapter(r))
	}
	if x := s.Useless; !x.Told.IsZero() {
		c := chapter{head: "无益拍卖告知　" + x.Told.String()}
		c.add(true, "优先债权 %s 元，执行费用 %s 元；%s　%s", x.Prior, x.Costs, askedWord(x.Asked), x.Note)
		out = append(out, c)
	}
	out = append(out, dealChapters(s)...)
	if len(s.Late) > 0 {
		c := chapter{head: "迟延的步骤"}
		for _, x := range s.Late {
			c.add(true, "%s：应在 %s 前（%s），%s 办理，迟 %d 日。%s", x.Step, x.Due, x.Basis, x.On, x.Due.DaysUntil(x.On), x.Why)
		}
		out = append(out, c)
	}
	return out
}

func moneyWord(m court.Money) string {
	if m == 0 {
		return ""
	}
	return m.String() + " 元"
}

func askedWord(on court.Date) string {
	if on.IsZero() {
		return "没有申请继续拍卖"
	}
	return on.String() + " 申请继续拍卖"
}

func tryChapter(t court.PriceTry) chapter {
	c := chapter{head: string(t.Method) + "　" + t.Begun.String()}
	if t.Outcome == court.PriceSkipped {
		c.head += "　依法不用"
		c.add(true, "%s（%s），证据：%s", t.Why, law.SkipBasis(t.Method, t.Why), t.Proof)
		return c
	}
	c.add(t.Unit != "", "%s　%s", t.Unit, t.Choice)
	c.add(t.Record != "", "选定 %s：%s；回避：%s", t.ChosenOn, t.Record, t.Avoid)
	c.add(t.Outcome == "", "应在 %s 前有结果，已延长 %d 次", t.Due, t.Extended)
	c.add(t.Outcome == court.PriceFailed, "%s %s：%s", t.On, t.Outcome, t.Why)
	c.add(t.Outcome == court.PriceGot, "%s %s 元　%s　有效期至 %s", t.On, t.Price, t.Report, t.Valid)
	c.add(!t.SentOn.IsZero(), "%s 发送，%s 收到", t.SentOn, t.Received)
	for _, o := range t.Objection {
		c.add(true, "异议 %s %s：%s %s %s", o.On, o.By, o.Text, o.Answered, o.Answer)
	}
	c.add(!t.Settled.IsZero(), "%s 确定为参考价", t.Settled)
	return c
}

func roundChapter(r court.SaleRound) chapter {
	c := chapter{head: string(r.Kind) + "　公告 " + r.Notice.String()}
	if r.Again {
		c.head = "重新" + c.head
	}
	c.add(true, "%s（%s）　%s 元，保证金 %s 元，加价 %s 元", r.Platform, r.Chosen, r.Start, r.Deposit, r.Step)
	c.add(true, "合议 %s　通知 %s　竞价 %s 至 %s", r.Panel, r.Told, r.Opens, r.Closes)
	c.add(r.Preempt != "", "优先购买权人：%s", r.Preempt)
	c.add(!r.Posted.IsZero(), "无法通知（%s），%s 在平台公示", r.PostedWhy, r.Posted)
	c.add(r.Prior+r.Costs > 0, "优先债权 %s 元，执行费用 %s 元", r.Prior, r.Costs)
	c.add(r.Assistant != "", "辅助机构 %s，回避：%s", r.Assistant, r.Avoid)
	c.add(r.Result == court.RoundSold, "%s 成交 %s 元　%s　尾款 %s 前", r.On, r.Price, r.Buyer, r.PayBy)
	c.add(r.Result != "" && r.Result != court.RoundSold, "%s %s　%s", r.On, r.Result, r.Why)
	c.add(r.Result == court.RoundSold && r.Why != "" && r.Broken.IsZero(), "说明：%s", r.Why)
	c.add(!r.Returned.IsZero(), "%s 退还其他竞买人的保证金", r.Returned)
	c.add(!r.Moved.IsZero(), "%s 成交保证金划入法院账户", r.Moved)
	c.add(!r.PaidOn.IsZero(), "%s 付清", r.PaidOn)
	c.add(!r.Broken.IsZero(), "%s 悔拍，保证金 %s 元不退：%s", r.Broken, r.Forfeit, r.Why)
	c.add(strings.TrimSpace(r.Note+r.Link) != "", "%s %s", r.Note, r.Link)
	return c
}

func dealChapters(s court.Sale) []chapter {
	var out []chapter
	if shares, basis := law.ForfeitShares(s); len(shares) > 0 {
		c := chapter{head: "悔拍保证金不退（" + basis + "）"}
		for i, x := range shares {
			c.add(true, "%d. %s　%s 元", i+1, x.For, x.Amount)
		}
		out = append(out, c)
	}
	if len(s.Offers) > 0 {
		c := chapter{head: "询问以物抵债"}
		for _, o := range s.Offers {
			said := "未答复"
			if !o.On.IsZero() {
				said = o.On.String() + "不接受"
			}
			if o.Accepts {
				said = fmt.Sprintf("%s接受，顺位 %d，债权 %s 元", o.On, o.Rank, o.Claim)
			}
			c.add(true, "%s 询问 %s：%s", o.Asked, o.Creditor, said)
		}
		out = append(out, c)
	}
	if s.InKind.Creditor != "" {
		c := chapter{head: "以物抵债　" + s.InKind.On.String()}
		c.add(true, "%s，%s 元，差价 %s 元　%s", s.InKind.Creditor, s.InKind.Price, s.InKind.Gap, s.InKind.By)
		out = append(out, c)
	}
	c := chapter{head: "价款、裁定、移交"}
	c.add(s.Received > 0, "已收 %s 元", s.Received)
	served := "还没有送达"
	if !s.Served.IsZero() {
		served = "送达 " + s.Served.String()
	}
	c.add(!s.RuledOn.IsZero(), "裁定 %s %s，%s", s.RuledOn, cmp.Or(s.Ruling, "（没有填文号）"), served)
	c.add(!s.Evict.IsZero(), "%s应在 %s 前迁出", s.Occupied, s.Evict)
	c.add(!s.Delivered.IsZero(), "%s 移交　%s", s.Delivered, s.Refused)
	if len(c.lines) > 0 {
		out = append(out, c)
	}
	if !s.Ended.IsZero() {
		out = append(out, chapter{"终止　" + s.Ended.String(), []string{s.EndWhy}})
	}
	return out
}
