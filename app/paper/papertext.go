package paper

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
)

// Text is a form filled for one case: everything that the pages of a paper are
// set from, with what a person changed in it. A record of it makes the same
// pages later, whatever became of the case and the form.
type Text struct {
	setter *setter
	form   *Form  // of a record: its sheet and sizes only
	body   string // the filled form, values marked
	date   court.Date
	mark   *pageMark // of the paper that it becomes, nil for none
	edits  []court.PaperEdit
}

// Set lays the text out and draws it. A character that no font has is refused
// with the name of the field or block it stands in.
func (t *Text) Set(ctx context.Context) (Output, error) {
	doc, err := t.layOut(ctx)
	if err != nil {
		return Output{}, err
	}
	pdf, err := doc.pdf()
	if err != nil {
		return Output{}, err
	}
	return Output{PDF: pdf, Pages: len(doc.pages), Title: doc.title}, nil
}

// Print is Set as the bytes of the PDF and their number of pages.
func (t *Text) Print(ctx context.Context) (pdf []byte, pages int, err error) {
	out, err := t.Set(ctx)
	return out.PDF, out.Pages, err
}

// Edits are the changes made to the filled text, in reading order.
func (t *Text) Edits() []court.PaperEdit { return slices.Clone(t.edits) }

// Blocks lists what a person may rewrite, in reading order, with the changes
// made so far.
func (t *Text) Blocks() ([]court.PaperBlock, error) {
	blocks, err := t.form.read(t.body)
	if err != nil {
		return nil, err
	}
	pieces := piecesOf(blocks)
	out := make([]court.PaperBlock, len(pieces))
	for i, p := range pieces {
		b := court.PaperBlock{Key: p.key, Name: p.name, Filled: textOfLines(p.lines), Cell: p.cell != nil}
		b.Text = b.Filled
		for _, e := range t.edits {
			if e.Key == b.Key {
				b.Text, b.Gone = e.Now, e.Gone
			}
		}
		out[i] = b
	}
	return out, nil
}

// Change gives the text with these changes instead of earlier ones. Each must
// name what the form filled: when that changed since, the block is looked for
// by its text, and a change whose block is not there any more is refused, named.
// An empty paragraph is refused too: it is taken out or kept.
func (t *Text) Change(edits []court.PaperEdit) (*Text, error) {
	own := *t
	own.edits = nil
	blocks, err := own.Blocks()
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, e := range edits {
		e.Now = cleanEdit(e.Now)
		if !e.Gone && e.Now == e.Was {
			continue
		}
		b, ok := findBlock(blocks, e, taken)
		if !ok {
			return nil, court.FieldErrorf(e.Block, "改过以后，程序填入的内容又变了，改动对不上。").
				WithHint("请打开“逐字修改”，核对这一处改动，重新修改或还原。")
		}
		taken[b.Key] = true
		if e.Now == "" && !e.Gone && !b.Cell {
			return nil, court.FieldErrorf(b.Name, "改成了空白。").WithHint("不要这一段的，请点“删去”；要保留的，请写上内容或还原。")
		}
		if e.Gone {
			e.Now = ""
		}
		e.Key, e.Block = b.Key, b.Name
		own.edits = append(own.edits, e)
	}
	own.sortEdits(blocks)
	if changed, err := own.Blocks(); err == nil && !slices.ContainsFunc(changed, func(b court.PaperBlock) bool { return !b.Gone && b.Text != "" }) {
		return nil, court.Errorf(court.CodeInvalid, "全部内容都删去了，没有可以打印的文书。").WithHint("请还原要保留的段落。")
	}
	return &own, nil
}

func (t *Text) sortEdits(blocks []court.PaperBlock) {
	place := map[string]int{}
	for i, b := range blocks {
		place[b.Key] = i
	}
	slices.SortFunc(t.edits, func(a, b court.PaperEdit) int { return place[a.Key] - place[b.Key] })
}

// findBlock finds the block an edit was made to: at its place, or else the only
// one with the same filled text. Where several read alike, nothing tells which
// was meant.
func findBlock(blocks []court.PaperBlock, e court.PaperEdit, taken map[string]bool) (court.PaperBlock, bool) {
	for _, b := range blocks {
		if b.Key == e.Key && b.Filled == e.Was && !taken[b.Key] {
			return b, true
		}
	}
	var found []court.PaperBlock
	for _, b := range blocks {
		if b.Filled == e.Was && e.Was != "" {
			found = append(found, b)
		}
	}
	if len(found) != 1 || taken[found[0].Key] {
		return court.PaperBlock{}, false
	}
	return found[0], true
}

// cleanEdit drops what leaves nothing on paper: control characters and blank
// lines at the end.
func cleanEdit(s string) string {
	lines := strings.Split(clean(s), dataBreak)
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// blocks gives the blocks that the pages are set from, changes made.
func (t *Text) blocks() ([]any, error) {
	blocks, err := t.form.read(t.body)
	if err != nil || len(t.edits) == 0 {
		return blocks, err
	}
	edits := map[string]court.PaperEdit{}
	for _, e := range t.edits {
		edits[e.Key] = e
	}
	replaced := map[int][]any{}
	for _, p := range piecesOf(blocks) {
		e, ok := edits[p.key]
		switch {
		case !ok:
		case p.cell != nil:
			p.cell.paras = p.cellParas(e)
		default:
			replaced[p.at] = p.paragraphs(e)
		}
	}
	var out []any
	for i, b := range blocks {
		if list, ok := replaced[i]; ok {
			out = append(out, list...)
			continue
		}
		out = append(out, b)
	}
	return out, nil
}

// piece is a block that may be rewritten, among what the reader gave.
type piece struct {
	key, name string
	at        int // of the paragraph
	para      *paragraph
	cell      *cell
	lines     [][]span
}

// piecesOf lists the paragraphs and cells in reading order. A paragraph's key is
// its place among the blocks; a cell's adds row and column.
func piecesOf(blocks []any) []piece {
	var out []piece
	counts, tables := map[string]int{}, 0
	for i, b := range blocks {
		switch b := b.(type) {
		case *paragraph:
			counts[b.look]++
			out = append(out, piece{key: strconv.Itoa(i), name: nameOfBlock(b.look, counts[b.look]), at: i, para: b, lines: [][]span{b.spans}})
		case *table:
			tables++
			for r := range b.rows {
				for c := range b.rows[r].cells {
					x := &b.rows[r].cells[c]
					p := piece{key: fmt.Sprintf("%d.%d.%d", i, r, c), name: fmt.Sprintf("表格%d第%d行第%d格", tables, r+1, c+1), at: i, cell: x}
					for _, para := range x.paras {
						p.lines = append(p.lines, para.spans)
					}
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// nameOfBlock gives the name under which users find a paragraph.
func nameOfBlock(look string, n int) string {
	switch look {
	case "正文", "顶格", "居中", "居右", "附", "注", "说明", "问", "答":
		return fmt.Sprintf("%s第%d段", look, n)
	case "印日":
		look = "落款日期"
	}
	if n == 1 {
		return look
	}
	return fmt.Sprintf("%s%d", look, n)
}

// paragraphs are what stands instead of a changed paragraph.
func (p piece) paragraphs(e court.PaperEdit) []any {
	if e.Gone {
		return nil
	}
	var out []any
	for i, l := range rewritten(p.lines, e.Now, p.name, p.para.face) {
		own := *p.para
		own.spans = l.spans
		if i > 0 {
			own.gap = 0
		}
		out = append(out, &own)
	}
	return out
}

// cellParas are what stands in a changed cell; a line keeps the side of the
// line it comes from.
func (p piece) cellParas(e court.PaperEdit) []cellPara {
	if e.Now == "" {
		return nil
	}
	look := cellPara{align: left}
	if len(p.cell.paras) > 0 {
		look = p.cell.paras[0]
	}
	var out []cellPara
	for _, l := range rewritten(p.lines, e.Now, p.name, song) {
		own := look
		if l.from < len(p.cell.paras) {
			own = p.cell.paras[l.from]
		}
		own.spans = l.spans
		out = append(out, own)
	}
	return out
}

// textRecord is a Text as it is kept. Lengths are points.
type textRecord struct {
	Form   string
	Name   string
	Date   court.Date
	Sheet  [8]float64 // width, height, margins top, right, bottom, left, size, leading
	Number numbering
	Foot   string
	Steps  []float64
	Body   string
	Edits  []court.PaperEdit
}

// Record gives everything the pages are set from, for Reopen.
func (t *Text) Record() ([]byte, error) {
	f := t.form
	l := f.layout
	return json.Marshal(textRecord{
		Form: f.Code, Name: f.Name, Date: t.date, Number: l.pageNumbers, Foot: l.foot, Steps: f.steps, Body: t.body, Edits: t.edits,
		Sheet: [8]float64{l.width, l.height, l.marginTop, l.marginRight, l.marginBottom, l.marginLeft, l.size, l.leading},
	})
}

// Reopen gives the text of a record. One that cannot be read is CodeDamaged.
func (p *Press) Reopen(record []byte) (*Text, error) {
	var r textRecord
	err := json.Unmarshal(record, &r)
	if err == nil && (len(r.Steps) == 0 || r.Body == "") {
		err = fmt.Errorf("an empty record")
	}
	t := &Text{setter: p.setter.Load(), body: r.Body, date: r.Date, edits: r.Edits, form: &Form{Code: r.Form, Name: r.Name, steps: r.Steps, layout: layout{
		width: r.Sheet[0], height: r.Sheet[1], marginTop: r.Sheet[2], marginRight: r.Sheet[3], marginBottom: r.Sheet[4], marginLeft: r.Sheet[5],
		size: r.Sheet[6], leading: r.Sheet[7], pageNumbers: r.Number, foot: r.Foot,
	}}}
	if err == nil {
		_, err = t.blocks()
	}
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "这份文书保存的文字读不出来，PDF 不受影响。").Because(err)
	}
	return t, nil
}
