package cases

import (
	"fmt"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/listing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// listingPart is the tab 惩戒: listings and limits of the debtors, and letters
// about those in public office.
type listingPart struct {
	page   *casePage
	about  *canvas.Text
	table  *widgets.DataTable[court.Listing]
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
}

func newListingPart(p *casePage) *listingPart {
	t := &listingPart{page: p, detail: widgets.VStack(4), about: widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)}
	type row = court.Listing
	today := p.f.Office().Today()
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 108, Cell: func(l row) widgets.Cell { return listing.StateCell(l, today) }},
		{ID: "kind", Label: "措施", Width: 48, Cell: func(l row) widgets.Cell { return widgets.TextCell(string(l.Kind)) }},
		{ID: "debtor", Label: "被执行人", Width: 110, Stretch: 1, Cell: func(l row) widgets.Cell { return widgets.TextCell(l.Debtor) }},
		{ID: "begun", Label: "发布、采取", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Begun) }},
		{ID: "until", Label: "期限到", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Until) }},
		{ID: "do", Label: "", Width: 96, Cell: func(l row) widgets.Cell {
			label, do := listing.Next(p.f, l)
			if do == nil {
				return widgets.ButtonCell()
			}
			return widgets.ButtonCell(widgets.CellButton{Label: label, Primary: true, Do: do})
		}},
	}, func(l row) string { return strconv.FormatInt(l.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "还没有甄别失信、限制消费。用右上角的“甄别”选被执行人。"}
	t.table.OnChosen = func(row) { t.showDetail() }
	t.table.OnOpen = func(l row) {
		if _, do := listing.Next(p.f, l); do != nil {
			do()
		}
	}
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	left := container.NewBorder(widgets.Padded(12, 6, t.about), nil, nil, nil, t.table)
	t.root = newHalves(0.6, left, t.scroll)
	return t
}

func (t *listingPart) content() fyne.CanvasObject { return t.root }

func (t *listingPart) focus() { t.table.Focus() }

func (t *listingPart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	var out []fyne.CanvasObject
	if p.f.Can(office.MayWorkListing) {
		for _, kind := range court.ListingKinds {
			out = append(out, widgets.NewMenuButton("甄别"+string(kind), widgets.ButtonPrimary, func() []widgets.MenuItem { return t.debtors(kind) }))
		}
	}
	if p.f.Can(office.MayWorkListing) || p.f.Can(office.MayApproveListing) {
		out = append(out, widgets.NewMenuButton("办理", widgets.ButtonNormal, func() []widgets.MenuItem {
			if l, ok := t.table.Chosen(); ok {
				return listing.Actions(p.f, l)
			}
			return nil
		}))
	}
	if p.f.Can(office.MayWorkListing) {
		out = append(out, widgets.NewMenuButton("曝光材料", widgets.ButtonNormal, func() []widgets.MenuItem {
			if l, ok := t.table.Chosen(); ok && l.StateOn(p.f.Office().Today()) == court.ListingRunning {
				return listing.Outputs(p.f, []court.Listing{l})
			}
			return []widgets.MenuItem{{Label: "发布以后、撤下以前才有", Disabled: true}}
		}))
	}
	for _, d := range x.public {
		if p.f.Can(office.MayWorkListing) {
			out = append(out, widgets.NewButton("公职通报："+d.Name, func() { listing.Letter(p.f, d) }))
		}
	}
	return out
}

// debtors offers the debtors that are not weighed for a kind.
func (t *listingPart) debtors(kind court.ListingKind) []widgets.MenuItem {
	p, c := t.page, t.page.facts.c
	today := p.f.Office().Today()
	var items []widgets.MenuItem
	for _, d := range c.PartiesOf(court.RoleDebtor) {
		note, taken := "", false
		for _, l := range p.facts.listings.Rows {
			if s := l.StateOn(today); l.Kind == kind && l.Debtor == d.Name && l.DebtorID == d.IDNumber && s != court.ListingEnded && s != court.ListingRefused {
				note, taken = string(s), true
			}
		}
		items = append(items, widgets.MenuItem{Label: d.Name, Note: note, Disabled: taken, Do: func() {
			p.f.Open(listing.NewScreenPage(p.f, court.Listing{CaseID: c.ID, CaseNo: c.Number.String(), Kind: kind, Debtor: d.Name, DebtorID: d.IDNumber, Party: d.Kind}))
		}})
	}
	return items
}

func (t *listingPart) show(x *facts) {
	var sum court.Money
	for _, r := range x.listings.Later {
		sum += r.Amount
	}
	t.about.Text = fmt.Sprintf("列入、限制后（含发布、采取当日）到位 %d 笔，共 %s 元", len(x.listings.Later), sum)
	t.about.Refresh()
	t.table.ShowRows(x.listings.Rows)
	t.showDetail()
}

// showDetail tells of the chosen listing, of the money that came in later and
// of the letters.
func (t *listingPart) showDetail() {
	if t.page.facts == nil {
		return
	}
	x := t.page.facts
	t.detail.Objects = nil
	line := func(text string) { t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)) }
	if l, ok := t.table.Chosen(); ok {
		t.detail.Add(heading(string(l.Kind) + "　" + l.Debtor))
		for _, c := range x.listings.Clocks[l.ID] {
			t.detail.Add(widgets.NewWrapText("● "+c.Due.String()+"　"+c.Text, widgets.TableSize, clockInk(c, x.today)))
		}
		for _, text := range listing.Lines(l) {
			line(text)
		}
	}
	if len(x.listings.Later) > 0 {
		t.detail.Add(heading("列入、限制后到位的款项"))
		for _, r := range x.listings.Later {
			line(fmt.Sprintf("%s　%s 元　%s　%s", r.Date, r.Amount, r.Payer, r.Number))
		}
	}
	t.letters(line)
	t.detail.Refresh()
	t.scroll.Refresh()
}

func (t *listingPart) letters(line func(string)) {
	x := t.page.facts
	if len(x.public)+len(x.listings.Letters) == 0 {
		return
	}
	t.detail.Add(heading("公职人员通报"))
	for _, d := range x.public {
		for _, kind := range d.Missing() {
			line(d.Name + "：还没有通报" + kind + "（失信规定8条）")
		}
	}
	for _, l := range x.listings.Letters {
		text := fmt.Sprintf("%s　致%s（%s）　%s 前反馈", l.Sent, l.To, l.Kind, l.Due)
		if !l.Replied.IsZero() {
			text += "；" + l.Replied.String() + " 回函：" + l.Reply
		}
		line(text)
		if l.Replied.IsZero() && t.page.f.Can(office.MayWorkListing) {
			t.detail.Add(widgets.HStack(6, widgets.NewSmallButton("登记回函", func() { listing.Answer(t.page.f, []court.OfficeLetter{l}) })))
		}
	}
}

// clockInk is red for what is late, amber for what is coming.
func clockInk(c law.ListingClock, today court.Date) color.Color {
	if c.Due.Before(today) {
		return widgets.ColorOverdue
	}
	return widgets.ColorNear
}
