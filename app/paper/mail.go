package paper

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
)

// Mail is one letter: whom it goes to.
type Mail struct {
	Name     string // 收件人
	Care     string // who takes it in for the recipient, "" for nobody
	Address  string
	Postcode string
	Phone    string
	Note     string // small, such as the case number
}

// Sender is who the letters come from.
type Sender struct {
	Name     string // court and bureau
	Address  string
	Postcode string
	Phone    string
}

// Envelope is a size of envelope, width and height in mm, the long side lying.
type Envelope struct {
	Name          string
	Width, Height float64
}

// Envelopes are the sizes of domestic envelopes that courts use (GB/T 1416).
var Envelopes = []Envelope{{"DL 220×110", 220, 110}, {"ZL 230×120", 230, 120}, {"C5 229×162", 229, 162}}

// EnvelopeData is what envelopes are printed from, one page each.
type EnvelopeData struct {
	Size       string // name of one of Envelopes; "" for the first
	From       Sender
	To         []Mail
	Preprinted bool // boxes for the postcode and the stamp are on the envelopes
	Date       court.Date
}

// mailPen puts letters together on one sheet.
type mailPen struct {
	wallPen
	width, height float64 // points
}

func newMailPen(width, height float64) (*mailPen, error) {
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return &mailPen{wallPen{chart: &wallChart{setter: &setter{faces: faces}}}, width * mm, height * mm}, nil
}

var (
	mailInk = pigment{0, 0, 0}
	mailRed = pigment{200, 40, 40}
)

// The bottom of an envelope belongs to the post's machines: 20 mm stay blank
// but for the sender's postcode in the last 55 mm (GB/T 1416).
const machineHeight = 20.0

// PrintEnvelopes prints one envelope a page. Errors: an unknown size, nobody to
// write to, a character that no font has.
func PrintEnvelopes(ctx context.Context, d EnvelopeData) ([]byte, error) {
	size := Envelopes[0]
	for _, e := range Envelopes {
		if e.Name == d.Size {
			size = e
		}
	}
	if d.Size != "" && size.Name != d.Size {
		return nil, court.FieldErrorf("信封", "没有“%s”这种信封。", d.Size)
	}
	if len(d.To) == 0 {
		return nil, court.FieldErrorf("收件人", "没有要打印信封的人。")
	}
	var pages [][]wallMark
	for _, to := range d.To {
		p, err := newMailPen(size.Width, size.Height)
		if err != nil {
			return nil, err
		}
		p.field = to.Name
		p.envelope(to, d)
		if p.err != nil {
			return nil, p.err
		}
		pages = append(pages, p.marks)
	}
	return mailPDF(ctx, "信封", d.Date, size.Width*mm, size.Height*mm, pages)
}

// envelope draws one: recipient's postcode above left, address and name in the
// middle, sender below right.
func (p *mailPen) envelope(to Mail, d EnvelopeData) {
	const side = 12 * mm
	p.postcode(side, 10*mm, to.Postcode, d.Preprinted)
	if !d.Preprinted {
		p.stamp(p.width-side-22*mm, 9*mm)
	}
	margin, room := 34*mm, p.width-34*mm-30*mm
	y := 0.33 * p.height
	if size := 15.0; p.lines(&y, margin, room, size, 1.45*size, to.Address, 2) {
		p.lines(&y, margin, room, 11, 15, to.Address, 4)
	}
	y += 0.055 * p.height
	name := to.Name
	if to.Care != "" {
		name += "（" + to.Care + "代收）"
	}
	x := margin + 16*mm
	x += p.text(x, y+20, 20, hei, mailInk, name, left, room-16*mm-24*mm) + 9*mm
	p.text(x, y+20, 17, song, mailInk, "收", left, 0)
	y += 20
	if to.Phone != "" {
		p.text(margin+16*mm, y+20, 12, song, mailInk, "电话 "+to.Phone, left, room-16*mm)
	}
	p.sender(d.From, side)
	if to.Note != "" {
		p.text(side, p.height-(machineHeight+3)*mm, 9, song, mailInk, to.Note, left, 0.42*p.width)
	}
}

// postcode draws six boxes with the digits in them.
func (p *mailPen) postcode(x, y float64, code string, preprinted bool) {
	const side, high, step = 7 * mm, 8.5 * mm, 9 * mm
	digits := []rune(code)
	for i := range 6 {
		if !preprinted {
			p.outline(x+float64(i)*step, y, side, high, 0.8, mailRed)
		}
		if i < len(digits) {
			items := p.set(string(digits[i]), hei)
			p.text(x+float64(i)*step+(side-ems(items)*17)/2, y+high/2+6.2, 17, hei, mailInk, string(digits[i]), left, 0)
		}
	}
}

// stamp draws where the stamp goes.
func (p *mailPen) stamp(x, y float64) {
	const side = 22 * mm
	p.outline(x, y, side, side, 0.6, mailRed)
	for i, word := range []string{"贴", "邮　票", "处"} {
		items := p.set(word, song)
		p.text(x+(side-ems(items)*10)/2, y+(6.5+5.5*float64(i))*mm, 10, song, mailRed, word, left, 0)
	}
}

// sender draws who writes, above what belongs to the machines, and the postcode
// in the corner.
func (p *mailPen) sender(from Sender, side float64) {
	edge, base := p.width-side, p.height-(machineHeight+3)*mm
	name := from.Name
	if from.Phone != "" {
		name += "　" + from.Phone
	}
	p.text(edge, base, 11, song, mailInk, name, right, 0.52*p.width)
	p.text(edge, base-15, 11, song, mailInk, from.Address, right, 0.52*p.width)
	if from.Postcode != "" {
		p.text(edge, p.height-7*mm, 11, song, mailInk, "邮政编码 "+from.Postcode, right, 0)
	}
}

// lines sets a text in lines from y down and tells whether it needs more lines
// than it may; then nothing is drawn.
func (p *mailPen) lines(y *float64, x, room, size, leading float64, text string, most int) (tooMany bool) {
	if p.err != nil || strings.TrimSpace(text) == "" {
		return false
	}
	items, err := p.chart.setter.items([]span{{text: text, face: song, field: p.field}})
	if err != nil {
		p.err = err
		return false
	}
	lines := p.chart.setter.set(items, style{face: song, size: size, align: left}, room)
	if len(lines) > most && size > 8 {
		return true
	}
	for _, l := range lines {
		p.marks = append(p.marks, wallMark{x: x, y: *y, w: l.width, h: size, color: mailInk, line: l})
		*y += leading
	}
	return false
}

// The sheet of labels: A4 with 3 × 8 labels of 70 by 37 mm and half a
// millimetre left over above and below.
const (
	labelColumns = 3
	labelRows    = 8
	labelWidth   = 70.0
	labelHeight  = 37.0
	labelTop     = 0.5
	labelInset   = 5.0
)

// LabelsPerSheet is how many labels a sheet has.
const LabelsPerSheet = labelColumns * labelRows

// LabelData is what labels are printed from.
type LabelData struct {
	From  Sender
	To    []Mail
	Start int // the first free label of the first sheet, 1 to LabelsPerSheet; 0 is 1
	Date  court.Date
}

// PrintLabels prints address labels on A4 sheets of 3 × 8, 70 by 37 mm. Errors:
// a start that is not on the sheet, nobody to write to, a character that no
// font has.
func PrintLabels(ctx context.Context, d LabelData) ([]byte, error) {
	if d.Start == 0 {
		d.Start = 1
	}
	if d.Start < 1 || d.Start > LabelsPerSheet {
		return nil, court.FieldErrorf("从第几张贴起", "“%d”不在1到%d之间。", d.Start, LabelsPerSheet)
	}
	if len(d.To) == 0 {
		return nil, court.FieldErrorf("收件人", "没有要打印标签的人。")
	}
	var pages [][]wallMark
	for i, to := range d.To {
		at := d.Start - 1 + i
		for at/LabelsPerSheet >= len(pages) {
			pages = append(pages, nil)
		}
		p, err := newMailPen(labelWidth, labelHeight)
		if err != nil {
			return nil, err
		}
		p.field = to.Name
		p.label(to, d.From)
		if p.err != nil {
			return nil, p.err
		}
		cell := at % LabelsPerSheet
		for _, m := range p.marks {
			m.x += float64(cell%labelColumns) * labelWidth * mm
			m.y += (labelTop + float64(cell/labelColumns)*labelHeight) * mm
			pages[at/LabelsPerSheet] = append(pages[at/LabelsPerSheet], m)
		}
	}
	return mailPDF(ctx, "地址标签", d.Date, 210*mm, 297*mm, pages)
}

// label draws one label, its top left at 0.
func (p *mailPen) label(to Mail, from Sender) {
	x, room := labelInset*mm, p.width-2*labelInset*mm
	y := 4.5 * mm
	if to.Postcode != "" {
		p.text(x, y+11, 12, hei, mailInk, spaced(to.Postcode), left, room)
	}
	y += 15
	if p.lines(&y, x, room, 10.5, 13.5, to.Address, 2) {
		p.lines(&y, x, room, 8, 10, to.Address, 4)
	}
	w := p.text(x, 25.5*mm, 13, hei, mailInk, to.Name, left, room-9*mm)
	p.text(x+w+3*mm, 25.5*mm, 11, song, mailInk, "收", left, 0)
	under := to.Phone
	if to.Care != "" {
		under = to.Care + "代收　" + under
	}
	if under != "" {
		p.text(x, 30*mm, 9, song, mailInk, under, left, room)
	}
	if from.Name != "" {
		p.text(x, 34*mm, 7, song, mailInk, strings.TrimSpace("寄件："+from.Name+"　"+from.Address+"　"+from.Postcode), left, room)
	}
	if to.Note != "" {
		p.text(x+room, 8*mm, 7, song, mailInk, to.Note, right, 0.55*room)
	}
}

// spaced parts the digits of a postcode.
func spaced(code string) string { return strings.Join(strings.Split(code, ""), " ") }

// mailPDF draws the sheets.
func mailPDF(ctx context.Context, title string, date court.Date, width, height float64, pages [][]wallMark) ([]byte, error) {
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	for _, marks := range pages {
		for _, m := range marks {
			if m.line != nil {
				k.collect(m.line)
			}
		}
	}
	title = fmt.Sprintf("%s %d", title, len(pages))
	pdf, err := k.open(title, date, width, height)
	if err != nil {
		return nil, err
	}
	for _, marks := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pdf.AddPage()
		(&wallPress{canvas{pdf: pdf, inks: k}}).marks(marks, 0, 0, width, height)
	}
	return k.finish(pdf, title)
}
