package paper

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// looks are the paragraph directives: 名 → how the paragraph is set. Sizes of
// 0 take the form's own.
var looks = map[string]style{
	"正文": {face: song, first: 2},
	"标题": {face: songBold, size: 22, leading: 32, align: center, keep: true},
	"案号": {face: song, align: right, tail: 2, keep: true},
	"抬头": {face: song, align: justify},
	"顶格": {face: song, align: justify},
	"小标": {face: hei, first: 2, keep: true},
	"居中": {face: song, align: center},
	"居右": {face: song, align: right},
	"落款": {face: song, align: right, tail: 2},
	"附":  {face: song, first: 2, hang: 4},
	"问":  {face: song, first: 2, hang: 4, tie: true},
	"答":  {face: song, first: 2, hang: 4},
	"注":  {face: kai, size: 12, leading: 19, first: 2},
	"说明": {face: kai, size: 10.5, leading: 16},
	"署名": {face: song, align: right, tail: 2},
	"印日": {face: song, align: right, tail: 2},
}

// other directives, which are not paragraphs
var actions = map[string]bool{"表": true, "表完": true, "线": true, "裁": true, "横线": true, "空": true, "换页": true, "字": true}

// checkLine finds mistakes in a source line that do not depend on data.
func checkLine(l string) error {
	if !strings.HasPrefix(l, "@") {
		return nil
	}
	name, _ := directive(l)
	if _, ok := looks[name]; !ok && !actions[name] {
		return fmt.Errorf("不认识的标记“@%s”", name)
	}
	return nil
}

// directive splits “@名 参数”.
func directive(l string) (name, rest string) {
	name, rest, _ = strings.Cut(strings.TrimPrefix(l, "@"), " ")
	return name, trim(rest)
}

// reader turns the filled text of a form into blocks.
type reader struct {
	form   *Form
	blocks []any
	size   float64
	lead   float64
	table  *table
	raw    string // a table row that is not finished
	at     int    // source line
}

// read gives the blocks of a filled form.
func (f *Form) read(filled string) ([]any, error) {
	r := &reader{form: f, size: f.layout.size, lead: f.layout.leading}
	for l := range strings.SplitSeq(filled, "\n") {
		if mark, rest, ok := strings.Cut(strings.TrimPrefix(l, lineOpen), lineClose); ok {
			r.at, _ = strconv.Atoi(mark)
			l = rest
		}
		if l == "" { // its conditions left nothing
			continue
		}
		if err := r.line(l); err != nil {
			return nil, f.at(r.at, "%v", err)
		}
	}
	if r.table != nil {
		return nil, f.at(r.at, "表格没有用 @表完 结束")
	}
	return r.blocks, nil
}

func (r *reader) line(l string) error {
	if r.table != nil && (r.raw != "" || !strings.HasPrefix(l, "@")) {
		return r.tableLine(l)
	}
	switch {
	case strings.HasPrefix(l, "@"):
		name, rest := directive(l)
		if _, ok := looks[name]; ok {
			return r.paragraph(name, rest)
		}
		return r.action(name, rest)
	case strings.HasPrefix(l, "|"):
		return fmt.Errorf("表格行要写在 @表 与 @表完 之间")
	}
	return r.paragraph("正文", l)
}

// paragraph adds one paragraph per line of its text.
func (r *reader) paragraph(name, text string) error {
	if _, below := r.last().(*table); below && len(r.form.steps) == 1 {
		r.blocks = append(r.blocks, gap{height: tableGap})
	}
	if name == "正文" && emptyValue(text) {
		return r.room("横线", "2")
	}
	st := looks[name]
	if st.size == 0 {
		st.size, st.leading = r.size, r.lead
	}
	if name == "署名" {
		return r.signature(st, text)
	}
	sign := name == "印日" || name == "落款"
	if sign {
		text = trim(text)
		st.gap = r.sealRoom(name, st.leading)
	}
	for i, spans := range inline(text, st.face, true) {
		p := &paragraph{style: st, look: name, spans: spans, sign: sign}
		if i > 0 {
			p.gap = 0
		}
		r.blocks = append(r.blocks, p)
	}
	return nil
}

// emptyValue tells whether a paragraph is nothing but one value that is empty:
// a person will write some lines there.
func emptyValue(text string) bool {
	inner, ok := strings.CutPrefix(text, dataOpen)
	_, value, found := strings.Cut(inner, dataText)
	return ok && found && strings.TrimSpace(strings.TrimSuffix(value, dataClose)) == "" && strings.Count(text, dataOpen) == 1
}

// sealRoom is the empty space above a date: the court's seal, 42 mm across, is
// stamped over the date and must not cover the names above or below it.
func (r *reader) sealRoom(name string, leading float64) float64 {
	if name != "印日" {
		return leading
	}
	if p, ok := r.last().(*paragraph); ok && p.sign {
		return 1.5 * leading
	}
	return 2 * leading
}

func (r *reader) last() any {
	if len(r.blocks) == 0 {
		return nil
	}
	return r.blocks[len(r.blocks)-1]
}

// signature adds 职务|姓名: three spaces between them, names of two characters
// widened, so that the lines of a bench stand under each other.
func (r *reader) signature(st style, text string) error {
	office, name, ok := strings.Cut(text, "|")
	if !ok {
		return fmt.Errorf("@署名 应写成“职务|姓名”")
	}
	p := &paragraph{style: st, look: "署名", sign: true}
	if prev, ok := r.last().(*paragraph); !ok || !prev.sign {
		p.gap = st.leading
	} else if prev.tail == st.tail && strings.HasSuffix(spanText(prev.spans), "日") {
		p.gap = 1.5 * st.leading // after the date: below the seal
	}
	spans := inline(trim(name), st.face, true)[0]
	if len(spans) == 1 {
		spans[0].blank = min(spans[0].blank, 3) // as wide as a name
		if wide, err := spread(spans[0].text); err == nil {
			spans[0].text = wide
		}
	}
	p.spans = slices.Concat(inline(trim(office), st.face, true)[0], []span{{text: "　　　", face: st.face}}, spans)
	r.blocks = append(r.blocks, p)
	return nil
}

// room adds empty lines or ruled ones for handwriting.
func (r *reader) room(name, rest string) error {
	n, err := strconv.ParseFloat(rest, 64)
	if err != nil || n <= 0 || n > 40 {
		return fmt.Errorf("@%s 要写行数", name)
	}
	if name == "空" {
		r.blocks = append(r.blocks, gap{height: n * r.lead})
		return nil
	}
	if p, ok := r.last().(*paragraph); ok {
		p.tie = true // what the lines are for stays with them
	}
	for range int(n) {
		r.blocks = append(r.blocks, &ruleLine{})
	}
	return nil
}

func spanText(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// action does a directive that is not a paragraph.
func (r *reader) action(name, rest string) error {
	switch name {
	case "线":
		r.blocks = append(r.blocks, &ruleLine{})
	case "裁":
		b := &ruleLine{dashed: true}
		if rest != "" {
			b.label = inline(rest, song, true)[0]
		}
		r.blocks = append(r.blocks, b)
	case "空", "横线":
		return r.room(name, rest)
	case "换页":
		r.blocks = append(r.blocks, pageBreak{})
	case "字":
		var size, lead float64
		if n, err := fmt.Sscan(rest, &size, &lead); n != 2 || err != nil || size < 5 || lead < size {
			return fmt.Errorf("@字 要写字号和行距（磅），如 @字 12 20")
		}
		r.size, r.lead = size, lead
	case "表":
		return r.openTable(rest)
	case "表完":
		return r.closeTable()
	}
	return nil
}

// inline reads the marks inside a text: **黑体**, ____ ruled room, and data. It
// gives one list of spans per line of the data. An empty value leaves ruled
// room for handwriting when rule is set.
func inline(text string, base faceID, rule bool) [][]span {
	out := [][]span{nil}
	face := base
	add := func(s span) { out[len(out)-1] = append(out[len(out)-1], s) }
	plain := func(s string) {
		for s != "" {
			i := strings.Index(s, "__")
			j := strings.Index(s, "**")
			switch {
			case i >= 0 && (j < 0 || i < j):
				n := len(s[i:]) - len(strings.TrimLeft(s[i:], "_"))
				add(span{text: s[:i], face: face})
				add(span{blank: float64(n) / 2, face: face})
				s = s[i+n:]
			case j >= 0:
				add(span{text: s[:j], face: face})
				if face == base {
					face = hei
				} else {
					face = base
				}
				s = s[j+2:]
			default:
				add(span{text: s, face: face})
				s = ""
			}
		}
	}
	for text != "" {
		before, rest, ok := strings.Cut(text, dataOpen)
		plain(before)
		if !ok {
			break
		}
		field, rest, _ := strings.Cut(rest, dataText)
		value, after, _ := strings.Cut(rest, dataClose)
		text = after
		if strings.TrimSpace(value) == "" && rule {
			add(span{blank: 4, face: face})
			continue
		}
		for i, part := range strings.Split(value, dataBreak) {
			if i > 0 {
				out = append(out, nil)
			}
			add(span{text: part, face: face, field: field})
		}
	}
	return out
}
