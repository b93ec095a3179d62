package sheet

import (
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Field is a column of a ledger the program understands, by its usual label.
type Field string

// The fields, in the order a mapping form lists them.
const (
	FieldNumber      Field = "案号"
	FieldFiled       Field = "立案日期"
	FieldApplicant   Field = "申请执行人"
	FieldApplicantID Field = "申请执行人证件"
	FieldDebtor      Field = "被执行人"
	FieldDebtorID    Field = "被执行人证件"
	FieldPhone       Field = "联系电话"
	FieldAddress     Field = "住址"
	FieldCause       Field = "案由"
	FieldBasis       Field = "执行依据"
	FieldPrincipal   Field = "标的额"
	FieldOfficer     Field = "承办人"
	FieldClerk       Field = "书记员"
	FieldTags        Field = "案件类别"
	FieldStage       Field = "当前阶段"
	FieldRealised    Field = "到位金额"
	FieldClosed      Field = "结案日期"
	FieldClosing     Field = "结案方式"
	FieldNote        Field = "备注"
)

// Fields lists all fields in order.
var Fields = []Field{
	FieldNumber, FieldFiled, FieldApplicant, FieldApplicantID, FieldDebtor, FieldDebtorID, FieldPhone, FieldAddress,
	FieldCause, FieldBasis, FieldPrincipal, FieldOfficer, FieldClerk, FieldTags, FieldStage, FieldRealised,
	FieldClosed, FieldClosing, FieldNote,
}

// Required lists the fields without which no row can come in.
var Required = []Field{FieldNumber, FieldFiled, FieldApplicant, FieldDebtor}

// Mapping says in which column (from 0) each field is.
type Mapping map[Field]int

// Missing gives the required fields that have no column.
func (m Mapping) Missing() []Field {
	var out []Field
	for _, f := range Required {
		if _, ok := m[f]; !ok {
			out = append(out, f)
		}
	}
	return out
}

// Table is one sheet cut at its heading row.
type Table struct {
	Sheet   string
	HeadRow int        // number of the (lower) heading row, as Excel counts, from 1
	Above   []string   // texts above the headings: title, unit, date
	Heads   []string   // cleaned labels, "" for a column without one
	Rows    [][]string // raw values of the rows below; Rows[0] is sheet row HeadRow+1

	date1904 bool
}

// ledgerLabels are the headings of ledgers.
var ledgerLabels = labels[Field]{longest: 40, list: []label[Field]{
	{FieldNumber, "案号 执行案号 案件编号 案件号 立案案号 收案案号 执行案件案号 案件案号",
		regexp.MustCompile(`案号`), regexp.MustCompile(`原|依据|首次|恢复|保全|文书|审|判|终本|关联|旧`)},
	{FieldFiled, "立案日期 立案时间 收案日期 收案时间 受理日期 受理时间 立案年月日 立案日",
		regexp.MustCompile(`(立案|收案|受理).*(日期|时间)`), regexp.MustCompile(`原|审批|届满|审判`)},
	{FieldApplicantID, "申请执行人证件 申请执行人身份证号 申请人身份证号",
		regexp.MustCompile(`(申请|债权|权利).*(身份证|证件|信用代码|机构代码)`), regexp.MustCompile(`被`)},
	{FieldDebtorID, "被执行人证件 被执行人证件号码 身份证号 身份证号码 证件号码 统一社会信用代码 身份证号/统一社会信用代码",
		regexp.MustCompile(`(被|债务|义务).*(身份证|证件|信用代码|机构代码)`), regexp.MustCompile(`法定代表|负责人`)},
	{FieldApplicant, "申请执行人 申请人 权利人 债权人 申请方 申请执行人姓名 申请执行人名称 申请执行人姓名或名称 申请执行人姓名名称 申请人姓名",
		regexp.MustCompile(`申请(执行)?人.*(姓名|名称)`), regexp.MustCompile(`被|代理|代表`)},
	{FieldDebtor, "被执行人 被申请人 被申请执行人 义务人 债务人 被执行方 被执行人姓名 被执行人名称 被执行人姓名或名称 被执行人姓名名称",
		regexp.MustCompile(`被(申请)?(执行)?人.*(姓名|名称)`), regexp.MustCompile(`代理|代表|追加|变更`)},
	{FieldPhone, "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 被执行人电话 被执行人联系电话 被执行人联系方式",
		regexp.MustCompile(`被执行人.*(电话|手机|联系方式)`), nil},
	{FieldAddress, "住址 地址 住所 住所地 住址/住所地 联系地址 被执行人住址 被执行人地址 被执行人住所 户籍地址 家庭住址",
		regexp.MustCompile(`被执行人.*(住|地)(址|所)`), nil},
	{FieldCause, "案由 执行案由 立案案由 原审案由 纠纷类型", regexp.MustCompile(`案由$`), regexp.MustCompile(`结案`)},
	{FieldBasis, "执行依据 执行依据文号 执行依据案号 依据文书 生效法律文书 生效文书 执行依据文书文号 裁判文书号 裁判文书 原审案号 法律文书号",
		regexp.MustCompile(`依据`), regexp.MustCompile(`单位|机关|类型|日期|主文`)},
	{FieldPrincipal, "标的额 标的 标的金额 申请标的 申请标的额 申请标的金额 执行标的 执行标的额 执行标的金额 申请执行标的 申请执行标的额 申请执行标的金额 立案标的 立案标的额 应执行标的金额 应执行标的额 债权数额",
		regexp.MustCompile(`标的.*(额|元)`), regexp.MustCompile(`到位|已|未|剩余|尚|结案|放弃`)},
	{FieldOfficer, "承办人 承办法官 执行法官 主办法官 执行员 执行人员 经办人 承办执行员 主办人 承办人员", regexp.MustCompile(`承办(人|法官)`), regexp.MustCompile(`电话|联系|意见|部门|日期`)},
	{FieldClerk, "书记员 法官助理 助理 书记官 内勤", regexp.MustCompile(`书记员`), nil},
	{FieldTags, "案件类别 案件性质 案件分类 案件标签 案件涉及 类别 案件类型 案件标识", nil, nil},
	{FieldStage, "当前阶段 阶段 执行阶段 案件阶段 案件进展阶段 办案阶段 进展阶段 办理阶段", regexp.MustCompile(`阶段$`), nil},
	{FieldRealised, "到位金额 实际到位金额 执行到位金额 执行到位 到位标的 到位标的额 到位额 已到位金额 已执行金额 已执行标的 实际执行金额 执行到位额",
		regexp.MustCompile(`到位.*(额|元)`), regexp.MustCompile(`未|率|日期`)},
	{FieldClosed, "结案日期 结案时间 报结日期 结案日 报结时间", regexp.MustCompile(`结案.*(日期|时间)`), regexp.MustCompile(`原`)},
	{FieldClosing, "结案方式 结案类型 结案情况 执行结果 结案形式", regexp.MustCompile(`结案方式`), regexp.MustCompile(`原`)},
	{FieldNote, "备注 附注 说明 情况说明 备考", regexp.MustCompile(`^备注`), nil},
}}

var bracketed = regexp.MustCompile(`\([^()]*\)`)

// bareLabel removes what differs between ledgers: width, spaces, brackets
// with their content, closing punctuation, 必填 stars.
func bareLabel(label string) string {
	s := strings.ReplaceAll(court.CleanLine(court.Narrow(label)), " ", "")
	if bare := bracketed.ReplaceAllString(s, ""); bare != "" {
		s = bare
	}
	return strings.Trim(s, ":*、,.。")
}

// proposeMapping maps each column to the field its label names; what is
// required counts twice.
func proposeMapping(heads []string) (m Mapping, score int) {
	m, sure := ledgerLabels.propose(heads)
	for field, points := range sure {
		if slices.Contains(Required, field) {
			points *= 2
		}
		score += points
	}
	return m, score
}

const (
	headSearchRows = 40 // how far down a heading row is looked for
	headMinFields  = 3
)

// Sheets names the sheets that hold anything, in order, hidden ones last.
func (w *Workbook) Sheets() []string {
	var shown, hidden []string
	for _, s := range w.sheets {
		switch {
		case len(s.rows) == 0:
		case s.hidden:
			hidden = append(hidden, s.name)
		default:
			shown = append(shown, s.name)
		}
	}
	return append(shown, hidden...)
}

// Propose finds the sheet and heading row whose labels are best understood
// and maps the columns. Without a row in which at least three labels are
// known it returns an error and no table.
func (w *Workbook) Propose() (Table, Mapping, error) {
	table, mapping, found := headRow(w, headsAt, func(heads []string) (map[Field]int, int) { return proposeMapping(heads) })
	if !found {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "“%s”里没有找到标题行（案号、立案日期、申请执行人、被执行人……）。", w.Name).
			WithHint("请确认这是案件台账，并在数据上方保留一行列标题。")
	}
	return table, mapping, nil
}

// TableAt cuts the named sheet at a heading row the user chose (from 1) and
// maps what it recognises there.
func (w *Workbook) TableAt(name string, headRow int) (Table, Mapping, error) {
	s := w.sheet(name)
	if s == nil || headRow < 1 || headRow > len(s.rows) {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "工作表“%s”没有第%d行。", name, headRow)
	}
	heads := headsAt(s.rows, headRow-1, 1)
	m, _ := proposeMapping(heads)
	return w.cut(s, headRow-1, 1, heads), m, nil
}

func (w *Workbook) sheet(name string) *rawSheet {
	for i := range w.sheets {
		if w.sheets[i].name == name {
			return &w.sheets[i]
		}
	}
	return nil
}

func (w *Workbook) cut(s *rawSheet, row, depth int, heads []string) Table {
	t := Table{Sheet: s.name, HeadRow: row + depth, Heads: heads, Rows: s.rows[row+depth:], date1904: w.date1904}
	for _, above := range s.rows[:row] {
		for _, cell := range above {
			if text := court.CleanLine(cell); text != "" {
				t.Above = append(t.Above, text)
			}
		}
	}
	return t
}

// headsAt gives the labels of a heading of one row, or of two rows where an
// upper label such as 被执行人 stands over 姓名 and 身份证号.
func headsAt(rows [][]string, row, depth int) []string {
	upper := rows[row]
	if depth == 1 {
		return singleHead(upper)
	}
	lower := rows[row+1]
	heads := make([]string, max(len(upper), len(lower)))
	over := ""
	for i := range heads {
		own, below := court.CleanLine(at(upper, i)), court.CleanLine(at(lower, i))
		if own != "" {
			over = own
		}
		heads[i] = own
		if below == "" {
			continue
		}
		if _, points := ledgerLabels.recognise(over + below); points > 0 {
			heads[i] = over + below
		} else if _, points := ledgerLabels.recognise(below); points > 0 {
			heads[i] = below
		}
	}
	return heads
}

func at(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return cells[i]
}
