package paper

import (
	"fmt"
	"strconv"
	"strings"
)

var alignNames = map[string]align{"左": left, "中": center, "右": right, "齐": justify}

// tableGap parts a table from the text above and below it, in points.
const tableGap = 6.0

// cellBreak is a line break inside a cell that is written in one source line.
const cellBreak = "¶"

// openTable reads @表 宽=2,3 齐=左,右 字=12 行=20 头=1 占=80 无线.
func (r *reader) openTable(args string) error {
	t := &table{size: 12, leading: 19, face: song}
	for arg := range strings.FieldsSeq(args) {
		key, value, _ := strings.Cut(arg, "=")
		var err error
		switch key {
		case "宽":
			err = t.setColumns(value)
		case "齐":
			err = t.setAligns(value)
		case "无线":
			t.plain = true
		default:
			err = t.setNumber(key, value)
		}
		if err != nil {
			return err
		}
	}
	if len(t.columns) == 0 || len(t.aligns) > 0 && len(t.aligns) != len(t.columns) {
		return fmt.Errorf("@表 要写每列的宽，齐要和列数一致")
	}
	r.table = t
	return nil
}

func (t *table) setColumns(list string) error {
	for part := range strings.SplitSeq(list, ",") {
		w, err := strconv.ParseFloat(part, 64)
		if err != nil || w <= 0 {
			return fmt.Errorf("列宽“%s”不是正数", part)
		}
		t.columns = append(t.columns, w)
	}
	return nil
}

func (t *table) setAligns(list string) error {
	for part := range strings.SplitSeq(list, ",") {
		a, ok := alignNames[part]
		if !ok {
			return fmt.Errorf("对齐只能是 左、中、右、齐")
		}
		t.aligns = append(t.aligns, a)
	}
	return nil
}

func (t *table) setNumber(key, value string) error {
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return fmt.Errorf("@表 不认识“%s”", key)
	case key == "字" && n >= 5:
		t.size = n
	case key == "行" && n >= 5:
		t.leading = n
	case key == "头" && n >= 1:
		t.head = int(n)
	case key == "占" && n > 0 && n <= 100:
		t.width = n / 100
	default:
		return fmt.Errorf("@表 不认识“%s=%s”", key, value)
	}
	return nil
}

func (r *reader) closeTable() error {
	if r.table == nil {
		return fmt.Errorf("@表完 前面没有 @表")
	}
	if r.table.head > len(r.table.rows) {
		return fmt.Errorf("表头行数超过表格行数")
	}
	if len(r.table.rows) > 0 {
		if p, text := r.last().(*paragraph); text && len(r.form.steps) == 1 {
			r.blocks = append(r.blocks, gap{height: tableGap, keep: p.keep})
		}
		r.blocks = append(r.blocks, r.table)
	}
	r.table = nil
	return nil
}

// tableLine gathers a row: it begins with | and ends with the line that ends
// with |; a line break in between is one in the cell.
func (r *reader) tableLine(l string) error {
	if r.raw == "" && !strings.HasPrefix(l, "|") {
		return fmt.Errorf("表格行应以 | 开头")
	}
	if r.raw != "" {
		r.raw += "\n"
	}
	r.raw += l
	if !strings.HasSuffix(l, "|") || len(r.raw) < 2 {
		return nil
	}
	raw := strings.TrimSuffix(strings.TrimPrefix(r.raw, "|"), "|")
	r.raw = ""
	var out row
	covered := 0
	for i, text := range splitOutside(raw, "|") {
		c, err := r.cell(text, covered, &out)
		if err != nil {
			return err
		}
		if covered += c.span; covered > len(r.table.columns) {
			return fmt.Errorf("第 %d 格超出了 %d 列", i+1, len(r.table.columns))
		}
		out.cells = append(out.cells, c)
	}
	if covered != len(r.table.columns) {
		return fmt.Errorf("这一行有 %d 列，表格是 %d 列", covered, len(r.table.columns))
	}
	r.table.rows = append(r.table.rows, out)
	return nil
}

// splitOutside splits at a separator wherever it does not stand in data.
func splitOutside(s, sep string) []string {
	var out []string
	from, data := 0, false
	for i := range len(s) {
		switch {
		case s[i] == dataOpen[0]:
			data = true
		case s[i] == dataClose[0]:
			data = false
		case !data && i >= from && strings.HasPrefix(s[i:], sep):
			out = append(out, s[from:i])
			from = i + len(sep)
		}
	}
	return append(out, s[from:])
}

// cell reads one cell: [跨3 中 黑 高24 上 底 字10] and its paragraphs, which may
// begin with > (right) or ^ (centred).
func (r *reader) cell(text string, column int, owner *row) (cell, error) {
	look := cellLook{align: left, face: r.table.face}
	if column < len(r.table.aligns) {
		look.align = r.table.aligns[column]
	}
	c := cell{span: 1}
	text = trim(text)
	if strings.HasPrefix(text, "[") {
		attrs, rest, ok := strings.Cut(text[1:], "]")
		if !ok {
			return c, fmt.Errorf("单元格的 [ 没有 ]")
		}
		text = trim(rest)
		for attr := range strings.FieldsSeq(attrs) {
			if !look.attribute(attr, &c, owner) {
				return c, fmt.Errorf("单元格不认识“%s”", attr)
			}
		}
	}
	text = strings.Join(splitOutside(text, cellBreak), "\n")
	for _, part := range splitOutside(text, "\n") {
		a := look.align
		switch {
		case strings.HasPrefix(part, ">"):
			a, part = right, part[1:]
		case strings.HasPrefix(part, "^"):
			a, part = center, part[1:]
		}
		for _, spans := range inline(trim(part), look.face, false) {
			c.paras = append(c.paras, cellPara{spans: spans, align: a, size: look.size})
		}
	}
	return c, nil
}

// cellLook is how the text of a cell is set.
type cellLook struct {
	align align
	face  faceID
	size  float64 // points, 0 for the table's own
}

// attribute takes one attribute of a cell; false when it is not one.
func (k *cellLook) attribute(attr string, c *cell, owner *row) bool {
	name := strings.TrimRight(attr, "0123456789.")
	n, err := strconv.ParseFloat(attr[len(name):], 64)
	if err != nil { // no number
		n = 0
		if a, ok := alignNames[attr]; ok {
			k.align = a
			return true
		}
	}
	switch {
	case name == "跨" && n >= 1:
		c.span = int(n)
	case name == "高" && n > 0:
		owner.height = max(owner.height, n*mm)
	case name == "字" && n >= 5:
		k.size = n
	case attr == "黑":
		k.face = hei
	case attr == "楷":
		k.face = kai
	case attr == "上":
		c.top = true
	case attr == "底":
		c.shade = true
	default:
		return false
	}
	return true
}
