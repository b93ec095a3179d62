package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"zhixing/app/court"
)

// ResultField is a column of a sheet of inquiry results: one of those below, or
// the label of a fact of the kind of property that the sheet lists.
type ResultField string

// The fields of every sheet of results.
const (
	ResultName    ResultField = "被查询人"
	ResultID      ResultField = "证件号码"
	ResultCase    ResultField = "案号"
	ResultUnit    ResultField = "反馈单位"
	ResultOn      ResultField = "反馈日期"
	ResultHas     ResultField = "查询结果"
	ResultValue   ResultField = "价值、金额"
	ResultRemark  ResultField = "结果备注"
	ResultKind    ResultField = "财产类型"
	ResultThing   ResultField = "财产名称"
	ResultMark    ResultField = "账号、证号、号牌"
	ResultDetails ResultField = "财产数量"
)

var (
	resultCommon = []ResultField{ResultName, ResultID, ResultCase, ResultUnit, ResultOn, ResultHas, ResultValue, ResultRemark}
	resultMixed  = []ResultField{ResultKind, ResultThing, ResultMark, ResultDetails}
)

// ResultFields lists the fields of a sheet that holds one kind of property, or
// of one where every row names its kind ("").
func ResultFields(kind court.PropertyKind) []ResultField {
	if kind == "" {
		return slices.Concat(resultCommon, resultMixed)
	}
	out := slices.Clone(resultCommon)
	for _, f := range court.InfoOf(kind).Fields {
		out = append(out, ResultField(f.Label))
	}
	return out
}

// ResultMapping says in which column (from 0) each field is.
type ResultMapping map[ResultField]int

var resultLabels = []label[ResultField]{
	{ResultName, "被查询人 被执行人 姓名 名称 被执行人姓名或名称 被执行人姓名 被执行人名称 被查询人姓名 被查询人名称 姓名/名称 姓名名称 户名 账户名称 权利人 所有权人 被查控人 当事人",
		regexp.MustCompile(`(被执行人|被查询人|被查控人).*(姓名|名称)`), regexp.MustCompile(`证件|号`)},
	{ResultID, "证件号码 证件号 身份证号 身份证号码 统一社会信用代码 身份证号/统一社会信用代码 被执行人证件号码 被查询人证件号码 组织机构代码 身份证件号码",
		regexp.MustCompile(`(身份证|证件|信用代码).*(号|代码)`), regexp.MustCompile(`公司|法定代表|产权|房产|土地|不动产`)},
	{ResultCase, "案号 执行案号 案件编号", regexp.MustCompile(`案号`), regexp.MustCompile(`原|依据|轮候|冻结`)},
	{ResultUnit, "反馈单位 协执单位名称 协执单位 协助单位 协查单位 查询单位 反馈机构 协助执行单位 被查询单位", regexp.MustCompile(`(协执|协助|协查|反馈).*(单位|机构)`), nil},
	{ResultOn, "反馈日期 反馈时间 查询日期 查询时间 协执单位反馈时间 回复日期 回复时间", regexp.MustCompile(`(反馈|回复|查询).*(日期|时间)`), nil},
	{ResultHas, "查询结果 是否有结果 有无财产 反馈结果 结果", regexp.MustCompile(`有无.*(财产|结果)|是否有`), nil},
	{ResultValue, "价值 金额 财产金额 评估价值 市值 价值(元) 资产数额 财产价值", regexp.MustCompile(`(财产|评估).*(金额|价值)`), nil},
	{ResultRemark, "备注 结果备注 反馈说明 说明 附注", nil, nil},
}

var mixedLabels = []label[ResultField]{
	{ResultKind, "财产类型 财产类别 类别 财产种类", regexp.MustCompile(`财产.*(类型|类别|种类)`), nil},
	{ResultThing, "财产名称 财产内容 财产 财产信息 财产情况", nil, nil},
	{ResultMark, "账号、证号、号牌 标识号 账号 证号 号牌 财产编号 权证号 账号/证号/号牌", nil, nil},
	{ResultDetails, "财产数量 数量 数量/份额", nil, nil},
}

// kindWords tell a sheet's kind by its name or title.
var kindWords = []struct {
	kind  court.PropertyKind
	words *regexp.Regexp
}{
	{court.PropertyHousing, regexp.MustCompile(`公积金`)}, {court.PropertyFinancial, regexp.MustCompile(`理财|基金`)}, {court.PropertyNetMoney, regexp.MustCompile(`网络资金|支付|互联网`)},
	{court.PropertyDeposit, regexp.MustCompile(`存款|银行`)}, {court.PropertyVehicle, regexp.MustCompile(`车`)}, {court.PropertyLand, regexp.MustCompile(`土地`)},
	{court.PropertyHouse, regexp.MustCompile(`不动产|房`)}, {court.PropertySecurity, regexp.MustCompile(`证券|股票`)}, {court.PropertyEquity, regexp.MustCompile(`股权|工商`)},
	{court.PropertyInsurance, regexp.MustCompile(`保险`)}, {court.PropertyIncome, regexp.MustCompile(`工资|收入|社保`)}, {court.PropertyClaim, regexp.MustCompile(`债权`)},
}

// labelsOfKind gives the headings of sheets of one kind, "" for mixed ones. What
// the kind itself calls something goes before the common words.
var labelsOfKind = sync.OnceValue(func() map[court.PropertyKind]labels[ResultField] {
	out := map[court.PropertyKind]labels[ResultField]{"": {longest: 24, list: slices.Concat(mixedLabels, resultLabels)}}
	for _, k := range court.PropertyKinds {
		var list []label[ResultField]
		for _, f := range k.Fields {
			list = append(list, label[ResultField]{field: ResultField(f.Label), exact: f.Label + " " + strings.ReplaceAll(f.Alias, "、", " ")})
		}
		out[k.Kind] = labels[ResultField]{longest: 24, list: slices.Concat(list, resultLabels)}
	}
	return out
})

// resultScore maps headings as a kind's sheet has them; 0 when the sheet cannot
// be of it.
func resultScore(kind court.PropertyKind, heads []string) (ResultMapping, int) {
	m, sure := labelsOfKind()[kind].propose(heads)
	_, id := m[ResultID]
	_, name := m[ResultName]
	delete(m, "")
	if !id && !name {
		return nil, 0
	}
	score := 0
	for _, points := range sure {
		score += points
	}
	if kind == "" {
		if _, named := m[ResultKind]; !named {
			return nil, 0
		}
		return m, score + 6 // the sheet names kinds: nothing is guessed
	}
	required := 0
	for _, f := range court.InfoOf(kind).Fields {
		if _, has := m[ResultField(f.Label)]; has && f.Required {
			required++
		}
	}
	if required == 0 {
		return nil, 0
	}
	return m, score + 2*required
}

// kindsOfSheet lists the kinds that a sheet may be of, mixed first.
func kindsOfSheet() []court.PropertyKind {
	out := []court.PropertyKind{""}
	for _, k := range court.PropertyKinds {
		out = append(out, k.Kind)
	}
	return out
}

// bestKind gives the kind that headings fit best, with what the sheet is called.
func bestKind(heads []string, title string) (kind court.PropertyKind, m ResultMapping, score int) {
	var said court.PropertyKind
	for _, w := range kindWords {
		if w.words.MatchString(title) {
			said = w.kind
			break
		}
	}
	for _, k := range kindsOfSheet() {
		found, points := resultScore(k, heads)
		if points > 0 && k == said && k != "" {
			points += 5
		}
		if points > score {
			kind, m, score = k, found, points
		}
	}
	return kind, m, score
}

// ProposeResults finds the sheet and heading row of inquiry results, says of
// which kind of property they are ("" when each row says) and maps the columns.
func (w *Workbook) ProposeResults() (Table, court.PropertyKind, ResultMapping, error) {
	table, _, found := headRow(w, openingHeadsAt, func(heads []string) (map[ResultField]int, int) {
		_, m, score := bestKind(heads, "")
		return m, score
	})
	if !found {
		return Table{}, "", nil, court.Errorf(court.CodeInvalid, "“%s”里没有找到标题行（被查询人、证件号码、开户银行、账号、号牌、坐落……）。", w.Name).
			WithHint("请保留列标题那一行；至少要有证件号码，以及财产类型，或者银行、号牌、坐落等财产的内容。")
	}
	kind, m, _ := bestKind(table.Heads, table.Sheet+strings.Join(table.Above, ""))
	return table, kind, m, nil
}

// ResultsAt cuts the named sheet at a heading row the user chose (from 1) and
// maps what it recognises there, as the best fitting kind.
func (w *Workbook) ResultsAt(name string, headRow int) (Table, court.PropertyKind, ResultMapping, error) {
	s := w.sheet(name)
	if s == nil || headRow < 1 || headRow > len(s.rows) {
		return Table{}, "", nil, court.Errorf(court.CodeInvalid, "“%s”没有第%d行。", name, headRow)
	}
	heads := singleHead(s.rows[headRow-1])
	t := w.cut(s, headRow-1, 1, heads)
	kind, m, _ := bestKind(heads, t.Sheet+strings.Join(t.Above, ""))
	return t, kind, m, nil
}

// MapResults maps the headings of a table as a sheet of the kind.
func MapResults(t Table, kind court.PropertyKind) ResultMapping {
	m, _ := labelsOfKind()[kind].propose(t.Heads)
	delete(m, "")
	return m
}

// ReadResults reads the data rows of t. Empty rows, sums and footers give none.
func ReadResults(t Table, kind court.PropertyKind, m ResultMapping) []court.ResultRow {
	var out []court.ResultRow
	for i, cells := range t.Rows {
		if resultData(cells, m) {
			out = append(out, readResult(t, kind, m, t.HeadRow+1+i, cells))
		}
	}
	return out
}

// resultData tells rows about somebody from sums, footers and empty rows.
func resultData(cells []string, m ResultMapping) bool {
	first := ""
	for i := 0; i < len(cells) && first == ""; i++ {
		first = strings.ReplaceAll(cellText(court.Narrow(cells[i])), " ", "")
	}
	if first == "" || sumWords.MatchString(first) || signWords.MatchString(first) {
		return false
	}
	filled := 0
	for _, col := range m {
		if cellText(at(cells, col)) != "" {
			filled++
		}
	}
	return filled > 1 || filled == 1 && !footWords.MatchString(first)
}

var (
	noneWords  = regexp.MustCompile(`^(无|没有|否|未查到|未查询到|无财产|无结果|无记录|未发现|查无|0)`)
	kindDashes = strings.NewReplacer("／", "/", " ", "")
)

func readResult(t Table, kind court.PropertyKind, m ResultMapping, sheetRow int, cells []string) court.ResultRow {
	r := court.ResultRow{SheetRow: sheetRow, Raw: cells, Kind: kind, Facts: map[string]string{}}
	raw := func(f ResultField) string {
		if col, ok := m[f]; ok {
			return at(cells, col)
		}
		return ""
	}
	text := func(f ResultField) string { return cellText(raw(f)) }
	for f, col := range m {
		if excelErrors.MatchString(at(cells, col)) {
			r.Reject(fmt.Sprintf("“%s”显示公式错误 %s。", f, at(cells, col)))
		}
	}
	r.Name, r.IDNumber, r.Unit, r.Note = text(ResultName), wholeDigits(text(ResultID)), text(ResultUnit), text(ResultRemark)
	if s := text(ResultCase); s != "" {
		r.CaseNo = s
		if n, err := court.ParseCaseNumber(s); err == nil {
			r.CaseNo = n.String()
		} else {
			r.Reject("“" + s + "”不是案号，应写成（2018）豫1599执186号的样子。")
		}
	}
	var err error
	if r.On, err = readDate(raw(ResultOn), t.date1904); err != nil {
		r.Reject("反馈日期“" + text(ResultOn) + "”不是有效日期。")
	}
	if r.Value, err = readMoney(raw(ResultValue), t.tenThousands(m, ResultValue)); err != nil || r.Value < 0 {
		r.Reject("价值、金额“" + text(ResultValue) + "”不是金额。")
	}
	if kind == "" {
		readMixed(&r, text)
	} else {
		readFacts(t, m, &r, raw)
	}
	r.None = noneWords.MatchString(text(ResultHas)) || kind != "" && len(r.Facts) == 0 || kind == "" && text(ResultKind) == "" && text(ResultThing) == ""
	return r
}

func (t Table) tenThousands(m ResultMapping, f ResultField) bool {
	col, ok := m[f]
	return ok && strings.Contains(at(t.Heads, col), "万元")
}

// readFacts reads the facts of the sheet's kind as what they are.
func readFacts(t Table, m ResultMapping, r *court.ResultRow, raw func(ResultField) string) {
	for _, f := range court.InfoOf(r.Kind).Fields {
		field := ResultField(f.Label)
		v := cellText(raw(field))
		if v == "" {
			continue
		}
		switch f.Type {
		case court.FieldMoney:
			money, err := readMoney(raw(field), t.tenThousands(m, field))
			if err != nil {
				r.Reject(fmt.Sprintf("%s“%s”不是金额。", f.Label, v))
				continue
			}
			v = money.String()
		case court.FieldDate:
			d, err := readDate(raw(field), t.date1904)
			if err != nil {
				r.Reject(fmt.Sprintf("%s“%s”不是有效日期。", f.Label, v))
				continue
			}
			v = d.String()
		case court.FieldChoice:
			if !slices.Contains(f.Options, v) { // their words are not ours: nothing is lost
				r.Note = strings.TrimSpace(r.Note + " " + f.Label + "：" + v)
				continue
			}
		default:
			v = wholeDigits(v)
		}
		r.Facts[f.Label] = v
	}
}

// readMixed spreads the general columns over the facts of the row's kind: the
// name into what the kind is called by, the number into its identifier.
func readMixed(r *court.ResultRow, text func(ResultField) string) {
	named := kindDashes.Replace(text(ResultKind))
	r.Kind = kindOf(named)
	info := court.InfoOf(r.Kind)
	if len(info.Fields) == 0 {
		r.Kind = court.PropertyKind(named)
		r.Note = strings.TrimSpace(strings.Join([]string{text(ResultThing), wholeDigits(text(ResultMark)), text(ResultDetails), r.Note}, " "))
		return
	}
	put := func(v string, is func(court.PropertyField) bool) {
		i := slices.IndexFunc(info.Fields, func(f court.PropertyField) bool { return f.Type == court.FieldText && r.Facts[f.Label] == "" && is(f) })
		switch {
		case v == "":
		case i < 0:
			r.Note = strings.TrimSpace(r.Note + " " + v)
		default:
			r.Facts[info.Fields[i].Label] = v
		}
	}
	put(wholeDigits(text(ResultMark)), func(f court.PropertyField) bool { return f.Find })
	put(text(ResultThing), func(f court.PropertyField) bool { return f.Required })
	put(r.Unit, func(f court.PropertyField) bool { return f.Required && f.Unit })
	put(text(ResultDetails), func(f court.PropertyField) bool {
		return strings.Contains(f.Label, "数量") || f.Label == "份额" || strings.Contains(f.Label, "面积")
	})
}

// kindOf reads a 财产类型 as lists write it, "" for one that is not known.
func kindOf(text string) court.PropertyKind {
	for _, k := range court.PropertyKinds {
		if string(k.Kind) == text {
			return k.Kind
		}
	}
	for _, w := range kindWords {
		if w.words.MatchString(text) {
			return w.kind
		}
	}
	return ""
}

// WriteRefusedResults writes the rows of the outcomes to an .xlsx with the
// reasons before the original columns. Corrected there, the file can be imported
// again.
func WriteRefusedResults(path string, t Table, m ResultMapping, rows []court.ResultRow) error {
	kinds := map[int]Kind{}
	for field, col := range m {
		switch field {
		case ResultOn:
			kinds[col] = Date
		case ResultValue, "可用余额":
			kinds[col] = Money
		}
	}
	var refused []refusedRow
	for _, r := range rows {
		if r.Outcome == court.ResultRejected {
			refused = append(refused, refusedRow{r.SheetRow, r.Reasons(), r.Raw})
		}
	}
	return t.saveRefused(path, t.Heads, kinds, refused)
}
