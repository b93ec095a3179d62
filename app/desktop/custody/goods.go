package custody

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// goodsPart is the tab 扣押物: items, and what happened to the chosen one.
type goodsPart struct {
	lists.Panel
	page    *page
	loader  *widgets.Loader
	detail  *widgets.Loader
	table   *widgets.DataTable[office.GoodsLine]
	moves   *widgets.DataTable[court.GoodsMove]
	gone    *widgets.Check
	actions *fyne.Container
	about   *widgets.Card
	chosen  office.GoodsLine
	photos  *photoStrip
}

func newGoodsPart(p *page) *goodsPart {
	t := &goodsPart{page: p, loader: widgets.NewLoader(p.f.Window()), detail: widgets.NewLoader(p.f.Window())}
	t.loader.OnError, t.detail.OnError = p.f.Fail, p.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(g office.GoodsLine) string { return strconv.FormatInt(g.ID, 10) }, nil)
	t.table.MultiSelect = true
	t.table.Empty = widgets.Empty{Text: "没有扣押物。扣押的物品按 Ctrl+N 登记，再打印标签贴上。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(g office.GoodsLine) {
		if p.f.Can(office.MayWorkGoods) {
			t.ask(g.GoodsItem)
		}
	}
	t.moves = widgets.NewListTable(moveColumns(), func(m court.GoodsMove) string { return strconv.FormatInt(m.ID, 10) }, nil)
	t.gone = widgets.NewCheck("含已发还、交付、变卖的", func(bool) { t.Load() })
	t.Bar = widgets.NewFilterBar("扫描标签，或输入编号、名称、案号、存放地点", 380, func(string) { t.Load() }, t.scanned, t.gone)
	t.actions = widgets.HStack(6)
	right := widgets.HStack(8, widgets.NewButton("打印标签 Ctrl+B", t.labels))
	if p.f.Can(office.MayMakePaper) {
		right.Add(widgets.NewButton("打印收条", t.receipt))
	}
	right.Add(widgets.NewMenuButton("照片", widgets.ButtonNormal, func() []widgets.MenuItem {
		return []widgets.MenuItem{
			{Label: "看照片", Note: "Ctrl+I", Do: func() { t.photos.open(0) }},
			{Label: "添加照片…", Note: "Ctrl+O", Do: t.photos.add},
			{Label: "打印照片（一张一页）", Do: t.photos.print},
		}
	}))
	right.Add(widgets.NewButton("盘点 Ctrl+G", t.stock))
	t.photos = newPhotoStrip(t)
	t.about = widgets.NewCard("去向", "", container.NewBorder(nil, nil, nil, widgets.Padded(6, 4, t.photos.box), t.moves), t.actions)
	t.Rows, t.Root = t.table, split(t.Bar.Over(t.table, right), widgets.Padded(8, 6, t.about))
	return t
}

// Buttons enter an item.
func (t *goodsPart) Buttons() []fyne.CanvasObject {
	return t.page.adding("登记物品", office.MayWorkGoods, t.add)
}

// Printed is the list as it leaves the program.
func (t *goodsPart) Printed() func(context.Context) (parts.List, error) { return lists.Ready(t.list()) }

// Load reads the list.
func (t *goodsPart) Load() {
	q := office.GoodsQuery{CaseID: t.page.scope.caseID, Here: !t.gone.Checked, Search: court.GoodsNumber(t.Bar.Entry.Text)}
	o := t.page.f.Office()
	widgets.Load(t.loader, func(ctx context.Context) ([]office.GoodsLine, error) { return o.Goods(ctx, q) }, func(rows []office.GoodsLine) {
		t.choose(t.table.ShowRows(rows))
		t.page.Say(t, t.sum())
	})
}

// scanned takes what a scanner typed: the field is ready for the next label.
func (t *goodsPart) scanned() {
	t.Load()
	t.table.Focus()
}

func (t *goodsPart) sum() string {
	var value court.Money
	late := 0
	for _, g := range t.table.Rows() {
		value += g.Value
		if !g.Due.IsZero() && g.Due.Before(t.page.f.Office().Today()) {
			late++
		}
	}
	return fmt.Sprintf("%d 件　估价 %s 元　超期未处理 %d 件", len(t.table.Rows()), value, late)
}

// choose shows what happened to an item.
func (t *goodsPart) choose(g office.GoodsLine) {
	t.chosen = g
	title := "去向"
	if g.ID != 0 {
		title = g.Number + "　" + g.Name + "　" + g.Quantity
	}
	t.about.SetTitle(title)
	t.about.SetRight(widgets.Ellipsize(spaced(g.Detail, g.Note), 420, widgets.CaptionSize, false))
	t.actions.Objects = nil
	if g.ID != 0 && t.page.f.Can(office.MayWorkGoods) {
		if len(office.GoodsMovesOf(g.GoodsItem)) > 0 {
			t.actions.Add(widgets.NewSmallButton("登记变动 Ctrl+J", t.move))
		}
		t.actions.Add(widgets.NewSmallButton("添加照片 Ctrl+O", t.photos.add))
		t.actions.Add(widgets.NewSmallButton("修改", func() { t.ask(g.GoodsItem) }))
		t.actions.Add(widgets.NewSmallButton("打开案件", func() { t.page.f.OpenCase(g.CaseID, "") }))
	}
	t.actions.Refresh()
	t.about.Refresh()
	t.photos.show()
	o := t.page.f.Office()
	widgets.Load(t.detail, func(ctx context.Context) ([]court.GoodsMove, error) { return o.GoodsMoves(ctx, g.ID) }, t.moves.SetRows)
}

func goodsState(s court.GoodsState) widgets.Cell {
	switch s {
	case court.GoodsKept:
		return widgets.StateCell(widgets.StateNormal, string(s))
	case court.GoodsLent:
		return widgets.StateCell(widgets.StateNear, string(s))
	}
	return widgets.StateCell(widgets.StateDone, string(s))
}

func (t *goodsPart) columns() []widgets.Column[office.GoodsLine] {
	type row = office.GoodsLine
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 76, Cell: func(g row) widgets.Cell { return goodsState(g.State) }},
		{ID: "number", Label: "编号", Width: 96, Cell: text(func(g row) string { return g.Number })},
		{ID: "name", Label: "名称", Width: 110, Stretch: 2, Cell: text(func(g row) string { return g.Name })},
		{ID: "quantity", Label: "数量", Width: 56, Cell: text(func(g row) string { return g.Quantity })},
		{ID: "case", Label: "案号", Width: 170, Cell: text(func(g row) string { return g.CaseNo })},
		{ID: "owner", Label: "所有人", Width: 90, Stretch: 1, Cell: text(func(g row) string { return g.Owner })},
		{ID: "place", Label: "存放地点", Width: 100, Stretch: 1, Sortable: true, Less: func(a, b row) bool { return a.Place < b.Place }, Cell: text(func(g row) string { return g.Place })},
		{ID: "keeper", Label: "保管人", Width: 62, Cell: text(func(g row) string { return g.Keeper })},
		{ID: "value", Label: "估价（元）", Width: 104, Align: fyne.TextAlignTrailing, Cell: func(g row) widgets.Cell { return widgets.MoneyCell(g.Value) }},
		{ID: "seized", Label: "扣押日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.SeizedOn.Before(b.SeizedOn) }, Cell: func(g row) widgets.Cell { return widgets.DateCell(g.SeizedOn) }},
		{ID: "due", Label: "应处理", Width: 108, Sortable: true, Less: func(a, b row) bool { return a.Due.Before(b.Due) }, Cell: t.dueCell},
	}
}

// dueCell says until when an item is to be given back or looked into.
func (t *goodsPart) dueCell(g office.GoodsLine) widgets.Cell {
	if g.Due.IsZero() {
		return widgets.QuietCell("")
	}
	switch left := t.page.f.Office().Today().DaysUntil(g.Due); {
	case left < 0:
		return widgets.StateCell(widgets.StateOverdue, g.Due.String())
	case left <= 10:
		return widgets.StateCell(widgets.StateNear, g.Due.String())
	}
	return widgets.DateCell(g.Due)
}

func moveColumns() []widgets.Column[court.GoodsMove] {
	type row = court.GoodsMove
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "on", Label: "日期", Width: 92, Cell: func(m row) widgets.Cell { return widgets.DateCell(m.On) }},
		{ID: "kind", Label: "变动", Width: 80, Cell: text(func(m row) string { return m.Kind })},
		{ID: "place", Label: "存放地点", Width: 110, Stretch: 1, Cell: text(func(m row) string { return m.Place })},
		{ID: "keeper", Label: "保管人", Width: 70, Cell: text(func(m row) string { return m.Keeper })},
		{ID: "person", Label: "接收人", Width: 90, Cell: text(func(m row) string { return m.Person })},
		{ID: "paper", Label: "收条、文书", Width: 150, Stretch: 2, Cell: text(func(m row) string { return m.Paper })},
		{ID: "amount", Label: "价款", Width: 100, Align: fyne.TextAlignTrailing, Cell: func(m row) widgets.Cell {
			if m.Amount == 0 {
				return widgets.Cell{}
			}
			return widgets.MoneyCell(m.Amount)
		}},
		{ID: "note", Label: "备注", Width: 90, Stretch: 1, Cell: text(func(m row) string { return m.Note })},
		{ID: "by", Label: "登记", Width: 70, Cell: text(func(m row) string { return m.By })},
	}
}

// add enters a new item.
func (t *goodsPart) add() {
	if !t.page.f.Can(office.MayWorkGoods) {
		return
	}
	t.page.withCase("登记哪一件案件的扣押物", func(caseID int64, number string) {
		t.ask(court.GoodsItem{CaseID: caseID, CaseNo: number, SeizedOn: t.page.f.Office().Today(), Quantity: "1件"})
	})
}

// ask shows an item to fill in or change.
func (t *goodsPart) ask(g court.GoodsItem) {
	f := t.page.f
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 280})
	form.AddReadOnly("案件", g.CaseNo)
	text := func(label, value string, options ...widgets.FieldOption) *widgets.TextField {
		field := form.AddText(label, options...)
		field.SetText(value)
		return field
	}
	name := text("名称", g.Name, widgets.Required())
	detail := text("特征", g.Detail, widgets.Help("规格、型号、证号、瑕疵"))
	quantity := text("数量", g.Quantity, widgets.Required())
	owner := text("所有人", g.Owner, widgets.Required())
	var place, keeper *widgets.TextField
	if g.ID == 0 {
		place = text("存放地点", g.Place, widgets.Required())
		keeper = text("保管人", g.Keeper, widgets.Required())
	} else {
		form.AddReadOnly("存放地点", spaced(g.Place, g.Keeper)+"（用“登记变动”改）")
	}
	value := form.AddMoney("估价", false)
	if g.Value > 0 {
		value.SetMoney(g.Value)
	}
	seized := form.AddDate("扣押日期", f.Office().Today, widgets.Required())
	seized.SetDate(g.SeizedOn)
	measure := text("依据文书", g.Measure, widgets.Help("扣押裁定书、清单的文号"))
	note := text("备注", g.Note)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "扣押物 "+g.Number, form, "保存", func() (func(context.Context) error, error) {
		x := g
		x.Name, x.Detail, x.Quantity, x.Owner, x.Value = name.Text(), detail.Text(), quantity.Text(), owner.Text(), value.Money()
		x.SeizedOn, x.Measure, x.Note = seized.Date(), measure.Text(), note.Text()
		if place != nil {
			x.Place, x.Keeper = place.Text(), keeper.Text()
		}
		return func(ctx context.Context) error { _, err := o.SaveGoods(ctx, actor, x); return err }, nil
	}, func() { f.Say("已保存扣押物，可以打印标签贴在物品上") })
}

// move records what happens to the chosen item.
func (t *goodsPart) move() {
	f, g := t.page.f, t.chosen
	kinds := office.GoodsMovesOf(g.GoodsItem)
	if g.ID == 0 || len(kinds) == 0 || !f.Can(office.MayWorkGoods) {
		return
	}
	form := dialogForm()
	form.AddReadOnly("扣押物", g.Number+"　"+g.Name+"　"+g.Place)
	kind := form.AddChoice("变动", widgets.Options(kinds...), widgets.Required())
	on := form.AddDate("日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	place := form.AddText("存放地点", widgets.Help("移库、还回后放在哪里"))
	place.SetText(g.Place)
	keeper := form.AddText("保管人")
	keeper.SetText(g.Keeper)
	person := form.AddText("接收人", widgets.Help("领走、买受物品的人"))
	paper := form.AddText("收条、文书", widgets.Help("收条、解除扣押裁定书、变卖成交确认书；收条可以在列表上“打印收条”"))
	price := form.AddMoney("价款", true)
	note := form.AddText("备注")
	follow := func(id string) {
		moves := id == court.MoveShift || id == court.MoveBack
		form.SetVisible("存放地点", moves)
		form.SetVisible("保管人", moves)
		form.SetVisible("接收人", office.NeedsReceipt(id))
		form.SetVisible("价款", id == court.MoveSell)
	}
	kind.OnChanged = follow
	kind.SetID(kinds[0])
	if !g.Released.IsZero() {
		kind.SetID(court.MoveReturn)
		person.SetText(g.Owner)
	}
	follow(kind.ID())
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记变动", form, "登记", func() (func(context.Context) error, error) {
		m := court.GoodsMove{ItemID: g.ID, Kind: kind.ID(), On: on.Date(), Place: place.Text(), Keeper: keeper.Text(), Paper: paper.Text(), Note: note.Text()}
		if office.NeedsReceipt(m.Kind) {
			m.Person = person.Text()
		}
		if m.Kind == court.MoveSell {
			m.Amount = price.Money()
		}
		return func(ctx context.Context) error { return o.MoveGoods(ctx, actor, m) }, nil
	}, func() { f.Say(g.Number + " 已登记" + kind.ID()) })
}

// picked are the items that are ticked, or the chosen one.
func (t *goodsPart) picked() []office.GoodsLine {
	if list := t.table.Marked(); len(list) > 0 {
		return list
	}
	if t.chosen.ID == 0 {
		return nil
	}
	return []office.GoodsLine{t.chosen}
}

// labels prints the labels of the picked items.
func (t *goodsPart) labels() {
	f := t.page.f
	items := t.picked()
	if len(items) == 0 {
		f.Say("请先选择或勾选扣押物（空格勾选）")
		return
	}
	o, today := f.Office(), f.Office().Today()
	path := filepath.Join(f.OutDir(), fmt.Sprintf("扣押物标签 %s.pdf", today))
	widgets.Load(t.page.Work, func(ctx context.Context) (int, error) {
		settings, err := o.Settings(ctx)
		if err != nil {
			return 0, err
		}
		var list []paper.GoodsLabel
		for _, g := range items {
			list = append(list, paper.GoodsLabel{Number: g.Number, CaseNo: g.CaseNo, Name: g.Name, Quantity: g.Quantity, Owner: g.Owner, Place: g.Place, Keeper: g.Keeper, Seized: g.SeizedOn})
		}
		pdf, err := paper.GoodsLabels(ctx, settings.CourtName, list, today)
		if err != nil {
			return 0, err
		}
		return len(list), parts.WriteBytes(path, pdf)
	}, func(n int) {
		f.OpenOutside(path)
		f.Say(fmt.Sprintf("已制作 %d 张标签，用 A4 纸打印后裁开：%s", n, path))
	})
}

// receipt prints the receipt for the picked items of one case.
func (t *goodsPart) receipt() {
	f := t.page.f
	items := t.picked()
	if len(items) == 0 {
		f.Say("请先选择或勾选扣押物（空格勾选）")
		return
	}
	form := dialogForm()
	form.AddReadOnly("扣押物", fmt.Sprintf("%s 等 %d 件", items[0].Number, len(items)))
	kind := form.AddChoice("事项", widgets.Options(court.MoveReturn, court.MoveDeliver, court.MoveSell, court.MoveLend), widgets.Required())
	kind.SetID(court.MoveReturn)
	person := form.AddText("接收人", widgets.Required())
	person.SetText(items[0].Owner)
	id := form.AddText("证件号码")
	ruling := form.AddText("依据文书")
	widgets.FormDialog(f.Window(), "打印收条", form, "打印", func() error { return nil }, func() {
		var ids []int64
		for _, g := range items {
			ids = append(ids, g.ID)
		}
		what, extra := kind.ID(), map[string]string{"fill.person": person.Text(), "fill.id": id.Text(), "fill.ruling": ruling.Text()}
		makePaper(t.page, func(ctx context.Context, o *office.Office) (office.PaperRequest, error) {
			req, err := o.GoodsPaper(ctx, items[0].CaseID, ids, what)
			for key, value := range extra {
				if err == nil {
					req.Inputs[key] = value
				}
			}
			return req, err
		})
	})
}

// stock opens the stock-taking.
func (t *goodsPart) stock() { t.page.f.Open(newStockPage(t.page.f)) }

// list is the items as they leave the program.
func (t *goodsPart) list() parts.List {
	l := parts.List{Title: "扣押物台账", Notes: []string{t.sum()}, Heads: []sheet.Head{{Label: "编号"}, {Label: "状态"}, {Label: "名称"}, {Label: "特征"}, {Label: "数量"}, {Label: "案号"}, {Label: "所有人"},
		{Label: "存放地点"}, {Label: "保管人"}, {Label: "估价", Kind: sheet.Money}, {Label: "扣押日期", Kind: sheet.Date}, {Label: "解除日期", Kind: sheet.Date}, {Label: "去向日期", Kind: sheet.Date}, {Label: "保管天数", Kind: sheet.Int}}}
	var value court.Money
	for _, g := range t.table.Rows() {
		l.Rows = append(l.Rows, []any{g.Number, string(g.State), g.Name, g.Detail, g.Quantity, g.CaseNo, g.Owner, g.Place, g.Keeper, g.Value, g.SeizedOn, g.Released, g.GoneOn, g.Days})
		value += g.Value
	}
	l.Total = []any{"合计", nil, fmt.Sprintf("%d件", len(l.Rows)), nil, nil, nil, nil, nil, nil, value, nil, nil, nil, nil}
	return l
}
