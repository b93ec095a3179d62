package papers

import (
	"context"
	"fmt"
	"image/color"
	"maps"
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

// editor opens the filled text of a paper for changes: the blocks at the left,
// the chosen one under them, the pages at the right.
type editor struct {
	f          frame.Frame
	req        office.PaperRequest
	form       office.FormInfo
	recipients []court.Party // of a form made per party
	done       func(edits map[int64][]court.PaperEdit)
	earlier    []court.Paper // of the case and form, with changes, newest first

	edits   map[int64][]court.PaperEdit // of the copies, as they stand
	party   int64                       // the copy that is open, 0 for the case
	blocks  []court.PaperBlock
	stale   []court.PaperEdit // changes that fit nothing any more
	loaded  bool
	dirty   bool
	filling bool // the program, not a person, writes into the field
	typing  widgets.Typing
	reader  *widgets.Loader
	viewer  *widgets.Loader
	keeper  *widgets.Loader

	bar     *fyne.Container
	chip    *widgets.Chip
	others  *widgets.Button
	again   *widgets.Button
	table   *widgets.DataTable[court.PaperBlock]
	card    *widgets.Card
	field   *widgets.Entry
	detail  *widgets.Card
	was     *fyne.Container // what the form filled, and refusals
	restore *widgets.Button
	remove  *widgets.Button
	preview *parts.Preview
}

// newEditor opens the text of a paper; done gets all changes when the user
// keeps them.
func newEditor(p *maker, form office.FormInfo, done func(map[int64][]court.PaperEdit)) *editor {
	e := &editor{f: p.f, req: p.request(form), form: form, recipients: recipientsOf(form, p.facts.c), done: done}
	e.req.Inputs, e.edits = cloned(e.req.Inputs), maps.Clone(e.req.Edits)
	if e.edits == nil {
		e.edits = map[int64][]court.PaperEdit{}
	}
	if len(e.recipients) > 0 {
		e.party = e.recipients[0].ID
		if e.req.PartyID != 0 {
			e.party = e.req.PartyID
		}
	}
	for _, l := range []**widgets.Loader{&e.reader, &e.viewer, &e.keeper} {
		*l = widgets.NewLoader(p.f.Window())
		(*l).OnError = e.refused
	}
	e.reader.OnError = p.f.Fail
	return e
}

// Nav lights 文书.
func (e *editor) Nav() string { return frame.PagePapers }

// Content builds blocks, field and pages.
func (e *editor) Content() fyne.CanvasObject {
	e.table = widgets.NewListTable([]widgets.Column[court.PaperBlock]{
		{ID: "name", Label: "位置", Width: 128, Cell: func(b court.PaperBlock) widgets.Cell { return widgets.QuietCell(b.Name) }},
		{ID: "text", Label: "文字", Width: 240, Stretch: 1, Cell: blockCell},
		{ID: "state", Label: "改动", Width: 70, Cell: blockState},
	}, func(b court.PaperBlock) string { return b.Key }, nil)
	e.table.Empty = widgets.Empty{Text: "正在读取…"}
	e.table.OnChosen = func(b court.PaperBlock) { e.choose(b) }
	e.table.OnOpen = func(court.PaperBlock) { e.f.Window().Canvas().Focus(e.field) }
	e.card = widgets.NewCard("文书的内容", "", e.table)

	e.field = widgets.NewTextArea(6)
	e.field.OnChanged = e.typed
	e.field.OnKey = e.fieldKey
	e.was = widgets.VStack(6)
	e.restore = widgets.NewSmallButton("还原", e.restoreBlock)
	e.remove = widgets.NewSmallButton("删去", e.removeBlock)
	e.detail = widgets.NewCard("修改", "", container.NewVScroll(widgets.Padded(12, 10, widgets.VStack(8, e.field, e.was))), e.remove, e.restore)

	e.chip = widgets.NewMenuChip("", e.recipientItems)
	e.chip.Hidden = len(e.recipients) < 2
	e.others = widgets.NewButton("其他对象照改", e.applyToOthers)
	e.others.Hidden = len(e.recipients) < 2 || e.req.PartyID != 0
	e.again = widgets.NewButton("沿用上一份的改动", e.takeEarlier)
	e.bar = widgets.HStack(8, widgets.NewText("逐字修改　"+e.form.Name, widgets.TextSize, widgets.ColorText, true), e.chip, e.others, e.again,
		widgets.NewSpacer(), widgets.NewButton("全部还原", e.restoreAll), widgets.NewPrimaryButton("用改好的文字 Ctrl+S", e.keep))
	e.preview = parts.NewPreview(e.f)
	e.preview.Clear("正在读取…")
	left := parts.Rows([]float32{0, 270}, e.card, e.detail)
	return parts.Rows([]float32{-1, 0}, widgets.NewCard("", "", widgets.Padded(10, 6, e.bar)), parts.Columns([]float32{0, 520}, left, e.preview.Object()))
}

func blockCell(b court.PaperBlock) widgets.Cell {
	text := strings.ReplaceAll(b.Text, "\n", " ／ ")
	switch {
	case b.Gone:
		return widgets.QuietCell(strings.ReplaceAll(b.Filled, "\n", " ／ "))
	case strings.TrimSpace(text) == "":
		return widgets.QuietCell("（空）")
	}
	return widgets.TextCell(text)
}

func blockState(b court.PaperBlock) widgets.Cell {
	switch {
	case b.Gone:
		return widgets.StateCell(widgets.StateOverdue, "删去")
	case b.Changed():
		return widgets.StateCell(widgets.StateNear, "已改")
	}
	return widgets.TextCell("")
}

// Shown fills the form the first time.
func (e *editor) Shown() {
	if !e.loaded {
		e.load()
	}
}

// Changed does nothing: the text stays as it was opened until it is kept.
func (e *editor) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (e *editor) Keys() widgets.Bindings {
	return widgets.Bindings{
		"Ctrl+S": e.keep, "Ctrl+R": e.restoreBlock, "Esc": e.f.Back,
		"PgDn": func() { e.preview.Turn(1) }, "PgUp": func() { e.preview.Turn(-1) },
	}
}

// Leave asks when there are changes that were not kept.
func (e *editor) Leave(then func()) bool {
	if !e.dirty {
		return true
	}
	widgets.Confirm(e.f.Window(), "离开逐字修改", "改过的文字还没有用到文书里。", "放弃改动", "继续修改", func() {
		e.dirty = false
		then()
	})
	return false
}

// request asks for the copy that is open.
func (e *editor) request() office.PaperRequest {
	req := e.req
	req.PartyID = e.party
	if len(e.recipients) == 0 {
		req.PartyID = 0
	}
	req.Edits = maps.Clone(e.edits)
	return req
}

// load reads the blocks of the copy that is open.
func (e *editor) load() {
	req := e.request()
	e.labelChip()
	actor := e.f.Actor()
	widgets.Load(e.reader, func(ctx context.Context) (office.PaperText, error) {
		return e.f.Office().PaperText(ctx, actor, req)
	}, func(t office.PaperText) {
		e.loaded, e.blocks, e.stale = true, t.Blocks, t.Stale
		e.table.SetRows(e.blocks)
		e.showCount()
		e.table.ChooseIndex(firstChanged(e.blocks))
		e.table.Focus()
		e.gather()
		e.showPreview()
	})
}

// firstChanged is where work begins: the first change, or else the first
// paragraph of running text.
func firstChanged(blocks []court.PaperBlock) int {
	text := 0
	for i, b := range blocks {
		if b.Changed() {
			return i
		}
		if text == 0 && strings.HasPrefix(b.Name, "正文") {
			text = i
		}
	}
	return text
}

// showCount says how much was changed.
func (e *editor) showCount() {
	n := 0
	for _, b := range e.blocks {
		if b.Changed() {
			n++
		}
	}
	text := fmt.Sprintf("共 %d 处，没有改动", len(e.blocks))
	if n > 0 {
		text = fmt.Sprintf("共 %d 处，改了 %d 处", len(e.blocks), n)
	}
	e.card.SetRight(text)
}

// gather takes the changes of the copy that is open from its blocks.
func (e *editor) gather() {
	var edits []court.PaperEdit
	for _, b := range e.blocks {
		if b.Changed() {
			edits = append(edits, b.Edit())
		}
	}
	e.edits[e.party] = edits
	if len(edits) == 0 {
		delete(e.edits, e.party)
	}
}

// choose opens a block in the field.
func (e *editor) choose(b court.PaperBlock) {
	e.filling = true
	e.field.SetText(b.Text)
	e.filling = false
	e.detail.SetTitle(b.Name)
	e.showDetail(nil)
}

// chosen gives the open block.
func (e *editor) chosen() *court.PaperBlock {
	if b, ok := e.table.Chosen(); ok {
		for i := range e.blocks {
			if e.blocks[i].Key == b.Key {
				return &e.blocks[i]
			}
		}
	}
	return nil
}

// showDetail tells what the form filled into a changed block, what does not fit
// any more, and why the pages cannot be shown.
func (e *editor) showDetail(refusal error) {
	e.was.Objects = nil
	b := e.chosen()
	if b == nil {
		return
	}
	note := func(state widgets.State, text string) { e.was.Add(widgets.NewNotice(state, text)) }
	if refusal != nil {
		say, hint := court.Sentence(refusal)
		note(widgets.StateOverdue, say+hint)
	}
	for _, x := range e.stale {
		note(widgets.StateOverdue, fmt.Sprintf("%s的改动对不上了：程序填入的内容变了。改动是“%s”，需要的请抄到相应位置。", x.Block, x.Now))
	}
	if b.Gone {
		note(widgets.StateNear, "这一处已经删去，文书里不印。")
	}
	if b.Changed() {
		e.was.Add(widgets.NewText("程序填入的原文", widgets.CaptionSize, widgets.ColorQuiet, false))
		e.was.Add(widgets.NewWrapText(orBlank(b.Filled), widgets.TableSize, color.Color(widgets.ColorQuiet)))
	} else if refusal == nil && len(e.stale) == 0 {
		e.was.Add(hint("在上面改文字；换行就另起一段，连续的“_”是留给手写的横线。"))
	}
	able(e.restore, b.Changed())
	able(e.remove, !b.Gone && !b.Cell)
	if b.Gone {
		e.field.Disable()
	} else {
		e.field.Enable()
	}
	e.was.Refresh()
}

func hint(text string) *canvas.Text {
	return widgets.NewText(text, widgets.CaptionSize, widgets.ColorQuiet, false)
}

func orBlank(text string) string {
	if strings.TrimSpace(text) == "" {
		return "（空）"
	}
	return text
}

// typed takes what is typed into the open block.
func (e *editor) typed(text string) {
	b := e.chosen()
	if e.filling || b == nil || b.Text == text {
		return
	}
	b.Text = text
	e.changed()
}

// changed follows a change of the open block.
func (e *editor) changed() {
	e.dirty = true
	e.gather()
	index := e.table.ChosenIndex()
	e.filling = true // choosing the row again must not move the cursor
	e.table.SetRows(e.blocks)
	if e.table.ChosenIndex() != index {
		e.table.ChooseIndex(index)
	}
	e.filling = false
	e.showCount()
	e.showDetail(nil)
	e.typing.Rested(e.showPreview)
}

// fieldKey lets Esc go back to the list, Ctrl-free.
func (e *editor) fieldKey(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyEscape {
		return false
	}
	e.table.Focus()
	return true
}

func (e *editor) restoreBlock() {
	b := e.chosen()
	if b == nil || !b.Changed() {
		return
	}
	b.Text, b.Gone = b.Filled, false
	e.choose(*b)
	e.changed()
}

func (e *editor) removeBlock() {
	b := e.chosen()
	if b == nil || b.Cell || b.Gone {
		return
	}
	b.Text, b.Gone = b.Filled, true
	e.choose(*b)
	e.changed()
	e.table.Focus()
}

// restoreAll asks before it throws the changes of this copy away.
func (e *editor) restoreAll() {
	if len(e.edits[e.party]) == 0 && len(e.stale) == 0 {
		e.f.Say("没有改动")
		return
	}
	widgets.Confirm(e.f.Window(), "全部还原", fmt.Sprintf("这一份的 %d 处改动都不要了，回到程序填入的文字。", len(e.edits[e.party])+len(e.stale)), "全部还原", "返回", func() {
		for i := range e.blocks {
			e.blocks[i].Text, e.blocks[i].Gone = e.blocks[i].Filled, false
		}
		e.stale = nil
		if b := e.chosen(); b != nil {
			e.choose(*b)
		}
		e.changed()
	})
}

// showPreview prints the open copy with its changes.
func (e *editor) showPreview() {
	req := e.request()
	actor := e.f.Actor()
	widgets.Load(e.viewer, func(ctx context.Context) ([][]byte, error) {
		return e.f.Office().Preview(ctx, actor, req)
	}, func(copies [][]byte) { e.preview.Show(copies[0]) })
}

// refused shows why the pages cannot be made, under the field.
func (e *editor) refused(err error) {
	e.preview.Clear("现在不能打印，原因见左边")
	e.showDetail(err)
}

// keep hands the changes to the maker when the copy that is open can be printed
// with them, and goes back.
func (e *editor) keep() {
	if !e.loaded || e.reader.Busy() || e.keeper.Busy() {
		return
	}
	e.typing.Stop()
	req, o, actor := e.request(), e.f.Office(), e.f.Actor()
	widgets.Load(e.keeper, func(ctx context.Context) (struct{}, error) {
		_, err := o.Preview(ctx, actor, req)
		return struct{}{}, err
	}, func(struct{}) {
		e.dirty = false
		e.done(e.edits)
		e.f.Back()
	})
}
