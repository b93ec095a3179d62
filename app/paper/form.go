package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"zhixing/app/court"
)

// Form is one kind of paper, read from a *.form file. assets/forms/README.md
// describes the language.
type Form struct {
	Code     string           // short English name, the file's name without .form
	Name     string           // 文书名称
	Stage    string           // heading it stands under in the menu
	Per      string           // what one copy is made for: 案件, 被执行人, …
	Approver string           // who signs it off, "" when the officer may
	Makers   []court.Role     // who may make it, none for whoever makes papers
	Kinds    []court.CaseKind // of the cases it is made in, none for all
	Version  string           // of the text: the first characters of its SHA-256
	Stubs    string           // parts that are cut apart, such as 存根,送达联
	About    string           // one sentence for the menu
	Order    int              // position in the menu
	Required []Field          // must not be empty
	Inputs   []Input          // asked from the user before printing
	Own      int              // version of the court's own copy, 0 for the delivered form

	layout layout
	steps  []float64 // sizes tried until the paper fits one page
	source []sourceLine
	marked string // the body as its template was parsed from it
	body   *template.Template
}

// sourceLine is a line of a form where it was written: in the form's own file
// or in a part that it uses.
type sourceLine struct {
	file string
	line int
	text string
}

// Field is a place in the data tree with the label users know it by.
type Field struct{ Key, Label string }

// Input is something the case does not know and the user fills in.
type Input struct {
	Key     string   // where the answer goes in the data tree, such as summons.place
	Label   string   // 标签
	Kind    string   // text, multi, lines, date, money, choice, table
	Default string   // what stands there unless the user writes something; "" when the case decides, see Press.Preset
	Options []string // of a choice
	Columns []Column // of a table

	preset *template.Template
}

// Column is a column of an input that is a table: one row a line, the columns
// parted by ，.
type Column struct{ Name, Kind string } // Kind is text, date or money

// What one copy of a paper is made for.
const (
	PerCase      = "案件"
	PerDebtor    = "被执行人"
	PerApplicant = "申请执行人"
	PerParty     = "当事人"
	PerReceipt   = "收款"
	PerPayment   = "发放"
	PerHandover  = "移交"
)

const (
	mm             = 72 / 25.4     // points
	partDepth      = 4             // parts within parts
	defaultLeading = 225 * mm / 22 // 22 lines fill the column
)

// formError is a mistake in a form file.
func formError(file string, line int, format string, args ...any) error {
	why := fmt.Sprintf(format, args...)
	return court.Errorf(court.CodeInvalid, "文书样式 %s 第 %d 行：%s", file, line, why).
		WithHint("请系统管理员在“规则与参数 · 文书样式”里改正，或者恢复随程序的样式。").Because(&formPlace{file, line, why})
}

// readForms reads every *.form of the folder, ordered as the menu shows them.
func readForms(dir fs.FS, parts map[string][]sourceLine) ([]*Form, error) {
	names, err := fs.Glob(dir, "*.form")
	if err != nil {
		return nil, fmt.Errorf("listing forms: %w", err)
	}
	forms, faults := make([]*Form, len(names)), make([]error, len(names))
	var all sync.WaitGroup
	for i, name := range names { // side by side: they are half of the time to the first paper
		all.Go(func() {
			text, err := fs.ReadFile(dir, name)
			if err != nil {
				faults[i] = fmt.Errorf("reading form %s: %w", name, err)
				return
			}
			forms[i], faults[i] = readForm(name, string(text), parts)
		})
	}
	all.Wait()
	codes := map[string]string{}
	for i, name := range names {
		if faults[i] != nil {
			return nil, faults[i]
		}
		f := forms[i]
		if other := codes[f.Code]; other != "" {
			return nil, formError(name, 1, "代码 %s 与 %s 重复", f.Code, other)
		}
		codes[f.Code] = name
	}
	sort.SliceStable(forms, func(i, j int) bool { return forms[i].Order < forms[j].Order })
	return forms, nil
}

// readParts reads every *.part of the folder: lines that several forms share.
func readParts(dir fs.FS) (map[string][]sourceLine, error) {
	names, err := fs.Glob(dir, "*.part")
	if err != nil {
		return nil, fmt.Errorf("listing parts of forms: %w", err)
	}
	parts := map[string][]sourceLine{}
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("reading part %s: %w", name, err)
		}
		parts[strings.TrimSuffix(name, ".part")] = linesOfFile(name, string(text))
	}
	return parts, nil
}

func linesOfFile(file, text string) []sourceLine {
	var out []sourceLine
	for i, l := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		out = append(out, sourceLine{file, i + 1, l})
	}
	return out
}

// withParts puts the lines of a part in the place of each line “@用 名”; a part
// may use others, a few deep.
func withParts(lines []sourceLine, parts map[string][]sourceLine, depth int) ([]sourceLine, error) {
	var out []sourceLine
	for _, l := range lines {
		name, used := strings.CutPrefix(trim(l.text), "@用 ")
		if !used {
			out = append(out, l)
			continue
		}
		part, ok := parts[trim(name)]
		if !ok || depth == 0 {
			return nil, formError(l.file, l.line, "没有名为“%s”的共用部分（%s.part），或者它用到自己", trim(name), trim(name))
		}
		inner, err := withParts(part, parts, depth-1)
		if err != nil {
			return nil, err
		}
		out = append(out, inner...)
	}
	return out, nil
}

// versionOf names the wording of a form: that of its file and the parts it uses.
func versionOf(head string, lines []sourceLine) string {
	h := sha256.New()
	_, _ = io.WriteString(h, head) // a hash takes everything
	for _, l := range lines {
		_, _ = io.WriteString(h, l.text+"\n")
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// at gives the error of a line of the filled form, counted from 1.
func (f *Form) at(n int, format string, args ...any) error {
	if n < 1 || n > len(f.source) {
		return formError(f.Code+".form", n, format, args...)
	}
	return formError(f.source[n-1].file, f.source[n-1].line, format, args...)
}

// readForm reads one form file: 键: 值 lines, a line of ---, the body.
func readForm(file, text string, parts map[string][]sourceLine) (*Form, error) {
	f := &Form{
		Code: strings.TrimSuffix(path.Base(file), ".form"), Per: PerCase,
		steps: []float64{1},
		layout: layout{
			width: 210 * mm, height: 297 * mm, marginTop: 37 * mm, marginRight: 26 * mm,
			marginBottom: 35 * mm, marginLeft: 28 * mm, pageNumbers: numberDashes, size: 16, leading: defaultLeading,
		},
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	body := -1
	var err error
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if l == "---" {
			body = i + 1
			break
		}
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		key, value, ok := strings.Cut(l, ":")
		if !ok {
			return nil, formError(file, i+1, "“%s”应写成“键: 值”", l)
		}
		if err := f.header(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return nil, formError(file, i+1, "%v", err)
		}
	}
	if body < 0 {
		return nil, formError(file, len(lines), "缺少分隔正文的一行 ---")
	}
	if f.Name == "" || f.Stage == "" {
		return nil, formError(file, 1, "缺少“名称”或“阶段”")
	}
	if f.source, err = withParts(linesOfFile(file, text)[body:], parts, partDepth); err != nil {
		return nil, err
	}
	f.Version = versionOf(strings.Join(lines[:body], "\n"), f.source)
	return f, f.compile()
}

// header takes one line of the head.
func (f *Form) header(key, value string) (err error) {
	switch key {
	case "名称":
		f.Name = value
	case "阶段":
		f.Stage = value
	case "对象":
		f.Per = value
		switch value {
		case PerCase, PerDebtor, PerApplicant, PerParty, PerReceipt, PerPayment, PerHandover:
		default:
			return fmt.Errorf("不认识的对象“%s”", value)
		}
	case "签发":
		f.Approver = value
	case "岗位":
		return f.makers(value)
	case "案件类别":
		return f.kinds(value)
	case "联":
		f.Stubs = value
	case "说明":
		f.About = value
	case "顺序":
		f.Order, err = strconv.Atoi(value)
	case "必填":
		for part := range strings.SplitSeq(value, "，") {
			key, label, _ := strings.Cut(strings.TrimSpace(part), "|")
			if label == "" {
				label = labelOf(key)
			}
			f.Required = append(f.Required, Field{key, label})
		}
	case "填写":
		return f.input(value)
	default:
		return f.page(key, value)
	}
	return err
}

// makers takes the roles that may make the paper.
func (f *Form) makers(value string) error {
	for part := range strings.SplitSeq(value, "、") {
		role := court.Role(strings.TrimSpace(part))
		if !slices.Contains(court.Roles, role) {
			return fmt.Errorf("不认识的岗位“%s”", part)
		}
		f.Makers = append(f.Makers, role)
	}
	return nil
}

// kinds takes the kinds of cases that the paper is made in.
func (f *Form) kinds(value string) error {
	for part := range strings.SplitSeq(value, "、") {
		kind := court.CaseKind(strings.TrimSpace(part))
		if !slices.Contains(court.CaseKinds, kind) {
			return fmt.Errorf("不认识的案件类别“%s”", part)
		}
		f.Kinds = append(f.Kinds, kind)
	}
	return nil
}

// page takes a line of the head that concerns the sheet.
func (f *Form) page(key, value string) error {
	l := &f.layout
	switch {
	case key == "方向" && value == "横":
		l.width, l.height = l.height, l.width
	case key == "方向" && value == "纵":
	case key == "一页" && value == "是":
		f.steps = fitSteps
	case key == "一页" && value == "放大":
		f.steps = chartSteps
	case key == "页脚" && value != "":
		l.foot = value
	case key == "页码":
		n, ok := map[string]numbering{"无": numberNone, "横线": numberDashes, "第页": numberOf}[value]
		if !ok {
			return fmt.Errorf("页码只能是 无、横线、第页")
		}
		l.pageNumbers = n
	default:
		return l.measure(key, value)
	}
	return nil
}

// measure takes a line of the head that gives numbers.
func (l *layout) measure(key, value string) error {
	var n []float64
	for part := range strings.FieldsSeq(value) {
		if v, err := strconv.ParseFloat(part, 64); err == nil {
			n = append(n, v)
		}
	}
	switch {
	case key == "边距" && len(n) == 4:
		l.marginTop, l.marginRight, l.marginBottom, l.marginLeft = n[0]*mm, n[1]*mm, n[2]*mm, n[3]*mm
	case key == "字号" && len(n) == 1 && n[0] >= 5:
		l.size = n[0]
	case key == "行距" && len(n) == 1 && n[0] >= 5:
		l.leading = n[0]
	default:
		return fmt.Errorf("不认识“%s: %s”", key, value)
	}
	return nil
}

// input takes 键|标签|种类|默认|选项/选项.
func (f *Form) input(value string) error {
	parts := strings.Split(value, "|")
	if len(parts) < 3 || len(parts) > 5 {
		return fmt.Errorf("“填写”应写成 字段|标签|种类|默认|选项/选项")
	}
	parts = append(parts, "", "")
	in := Input{Key: strings.TrimSpace(parts[0]), Label: parts[1], Kind: parts[2], Default: parts[3]}
	switch in.Kind {
	case "text", "multi", "lines", "date", "money":
	case "table":
		if err := in.columns(parts[4]); err != nil {
			return err
		}
	case "choice":
		in.Options = strings.Split(parts[4], "/")
		if len(in.Options) < 2 {
			return fmt.Errorf("choice 要有选项，用 / 隔开")
		}
	default:
		return fmt.Errorf("不认识的种类“%s”", in.Kind)
	}
	if strings.Contains(in.Default, "{{") {
		t, err := template.New("默认").Option("missingkey=error").Funcs(funcs(nil, nil)).Parse(in.Default)
		if err != nil {
			return fmt.Errorf("默认值“%s”不对：%w", in.Default, err)
		}
		in.preset, in.Default = t, ""
	}
	in.Default = strings.ReplaceAll(in.Default, `\n`, "\n")
	f.Inputs = append(f.Inputs, in)
	return nil
}

// columns takes the columns of a table: 名称/数量/金额=money.
func (in *Input) columns(list string) error {
	for part := range strings.SplitSeq(list, "/") {
		name, kind, typed := strings.Cut(strings.TrimSpace(part), "=")
		if !typed {
			kind = "text"
		}
		if name == "" || !slices.Contains([]string{"text", "date", "money"}, kind) {
			return fmt.Errorf("table 要有各列的名称，用 / 隔开；金额列写 名称=money，日期列写 名称=date")
		}
		in.Columns = append(in.Columns, Column{name, kind})
	}
	return nil
}

// tableRows reads what was typed into a table. Columns that are left out at
// the end of a row are empty.
func (in Input) tableRows(text string) ([]map[string]any, error) {
	rows := []map[string]any{}
	for l := range strings.Lines(text) {
		if strings.TrimSpace(l) == "" {
			continue
		}
		cells := strings.Split(strings.TrimSpace(l), "，")
		if strings.Contains(l, "|") || strings.Contains(l, "\t") { // a marked table: ， is text
			cells = strings.Split(strings.ReplaceAll(strings.Trim(l, "\r\n "), "\t", "|"), "|")
		}
		if len(cells) > len(in.Columns) {
			return nil, court.FieldErrorf(in.Label, "第%d行有%d列，应是%d列。", len(rows)+1, len(cells), len(in.Columns)).WithHint("各列依次是" + in.columnNames() + "，用“，”或者“|”隔开。")
		}
		row := map[string]any{}
		for i, c := range in.Columns {
			cell := ""
			if i < len(cells) {
				cell = strings.TrimSpace(cells[i])
			}
			v, err := c.read(cell)
			if err != nil {
				return nil, court.FieldErrorf(in.Label, "第%d行的%s“%s”不对。", len(rows)+1, c.Name, cell).Because(err)
			}
			row[c.Name] = v
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (c Column) read(cell string) (any, error) {
	switch c.Kind {
	case "money":
		return toMoney(cell)
	case "date":
		return toDate(cell)
	}
	return cell, nil
}

func (in Input) columnNames() string {
	var names []string
	for _, c := range in.Columns {
		names = append(names, c.Name)
	}
	return strings.Join(names, "，")
}
