package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// OpeningField is a column of a list of opening balances, by its usual label.
type OpeningField string

// The fields, in the order a mapping form lists them.
const (
	OpenNumber OpeningField = "案号"
	OpenFund   OpeningField = "款项类别"
	OpenDate   OpeningField = "到账日期"
	OpenAmount OpeningField = "金额"
	OpenPayer  OpeningField = "交款人"
	OpenNo     OpeningField = "付款账号"
	OpenRef    OpeningField = "银行流水号"
	OpenCause  OpeningField = "未发原因"
	OpenReason OpeningField = "原因说明"
	OpenUntil  OpeningField = "计划办结日"
	OpenNote   OpeningField = "备注"
)

// OpeningFields lists all fields in order.
var OpeningFields = []OpeningField{OpenNumber, OpenFund, OpenDate, OpenAmount, OpenPayer, OpenNo, OpenRef, OpenCause, OpenReason, OpenUntil, OpenNote}

// OpeningMapping says in which column (from 0) each field is.
type OpeningMapping map[OpeningField]int

// openingLabels are the headings of lists of undistributed money.
var openingLabels = labels[OpeningField]{longest: 20, list: []label[OpeningField]{
	{OpenNumber, "案号 执行案号 案件编号 对应案号 案件号", regexp.MustCompile(`案号`), regexp.MustCompile(`原|依据|文书`)},
	{OpenFund, "款项类别 类别 款项性质 资金类别 款项种类 科目", regexp.MustCompile(`(款项|资金).*(类|性质)`), nil},
	{OpenDate, "到账日期 收款日期 到账时间 收款时间 入账日期 到账日 收款日 来款日期 进账日期", regexp.MustCompile(`(到账|收款|入账|来款|进账).*(日|时间)`), nil},
	{OpenAmount, "金额 余额 未发金额 结存金额 期初余额 案款余额 未发放金额 暂存金额 结余 结存 未发余额 应发未发金额",
		regexp.MustCompile(`(未发|结存|期初|暂存|案款|结余).*(额|元|款)|余额`), regexp.MustCompile(`已发|到账|标的|日`)},
	{OpenPayer, "交款人 付款人 被执行人 来款人 缴款人 交款单位 付款单位 付款户名 来款单位", regexp.MustCompile(`^(交款|付款|来款|缴款)(人|单位|户名)`), nil},
	{OpenNo, "付款账号 付款人账号 交款账号 来款账号", regexp.MustCompile(`^(付款|交款|来款).*(账号|卡号)`), nil},
	{OpenRef, "银行流水号 流水号 暂存款流水号 交易流水号 回单编号", regexp.MustCompile(`流水号`), nil},
	{OpenCause, "未发原因 原因 原因分类 未发放原因 清理分类 滞留原因", regexp.MustCompile(`原因|清理分类`), regexp.MustCompile(`说明|具体`)},
	{OpenReason, "原因说明 具体原因 情况说明 说明 原因备注", regexp.MustCompile(`(原因|情况).*说明|具体原因`), nil},
	{OpenUntil, "计划办结日 计划办结日期 计划完成日期 计划发放日期 清理期限 办结时限 预计发放日期", regexp.MustCompile(`(计划|预计|清理).*(日|时间|期限|时限)`), nil},
	{OpenNote, "备注 附注", regexp.MustCompile(`备注`), nil},
}}

// ProposeOpening finds the sheet and heading row of a list of opening balances
// and maps its columns. Without an amount, and a case number or a payer, it
// returns an error and no table.
func (w *Workbook) ProposeOpening() (Table, OpeningMapping, error) {
	table, mapping, found := headRow(w, openingHeadsAt, func(heads []string) (map[OpeningField]int, int) {
		m, sure := openingLabels.propose(heads)
		score := 0
		for _, points := range sure {
			score += points
		}
		_, amount := m[OpenAmount]
		_, number := m[OpenNumber]
		_, payer := m[OpenPayer]
		if !amount || !number && !payer {
			return nil, 0
		}
		return m, score
	})
	if !found {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "“%s”里没有找到标题行（案号、到账日期、金额、交款人……）。", w.Name).
			WithHint("请保留列标题那一行；至少要有金额，以及案号或者交款人。")
	}
	return table, mapping, nil
}

// OpeningAt cuts the named sheet at a heading row the user chose (from 1) and
// maps what it recognises there.
func (w *Workbook) OpeningAt(name string, headRow int) (Table, OpeningMapping, error) {
	s := w.sheet(name)
	if s == nil || headRow < 1 || headRow > len(s.rows) {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "“%s”没有第%d行。", name, headRow)
	}
	heads := singleHead(s.rows[headRow-1])
	m, _ := openingLabels.propose(heads)
	return w.cut(s, headRow-1, 1, heads), m, nil
}

// openingHeadsAt gives the labels of a heading of one row.
func openingHeadsAt(rows [][]string, row, depth int) []string {
	if depth > 1 {
		return nil
	}
	return singleHead(rows[row])
}

// ReadOpenings reads the data rows of t. Empty rows, sums and footers give none.
func ReadOpenings(t Table, m OpeningMapping) []court.OpeningRow {
	var out []court.OpeningRow
	for i, cells := range t.Rows {
		if openingData(cells, m) {
			out = append(out, readOpening(t, m, t.HeadRow+1+i, cells))
		}
	}
	return out
}

func openingCell(cells []string, m OpeningMapping, f OpeningField) string {
	col, ok := m[f]
	if !ok {
		return ""
	}
	return at(cells, col)
}

// openingData tells rows with money from sums, footers and empty rows.
func openingData(cells []string, m OpeningMapping) bool {
	first := ""
	for i := 0; i < len(cells) && first == ""; i++ {
		first = strings.ReplaceAll(cellText(court.Narrow(cells[i])), " ", "")
	}
	if sumWords.MatchString(first) || signWords.MatchString(first) {
		return false
	}
	for _, f := range []OpeningField{OpenNumber, OpenAmount, OpenPayer} {
		if cellText(openingCell(cells, m, f)) != "" && cellText(openingCell(cells, m, f)) != string(f) {
			return f == OpenAmount || cellText(openingCell(cells, m, OpenAmount)) != "" || !footWords.MatchString(first)
		}
	}
	return false
}

// fundWords are the words lists use for the kinds of money.
var fundWords = map[court.FundKind][]string{
	court.FundCase:     {"案款", "执行款", "执行案款"},
	court.FundUnknown:  {"不明款", "未认领", "不明", "来源不明"},
	court.FundBidder:   {"竞买保证金", "保证金", "拍卖保证金"},
	court.FundDeposit:  {"提存", "提存款"},
	court.FundFee:      {"执行费", "申请执行费", "诉讼费"},
	court.FundFine:     {"罚款", "罚金"},
	court.FundCosts:    {"代扣费用", "评估费", "拍卖辅助费", "公告费"},
	court.FundInterest: {"专户利息", "利息", "银行利息"},
}

func readOpening(t Table, m OpeningMapping, sheetRow int, cells []string) court.OpeningRow {
	r := court.OpeningRow{SheetRow: sheetRow, Outcome: Import, Raw: cells}
	refuse := func(code Code, f OpeningField, format string, args ...any) {
		r.Add(court.LedgerProblem{Code: code, Field: string(f), Say: fmt.Sprintf(format, args...), Fatal: true})
	}
	text := func(f OpeningField) string { return cellText(openingCell(cells, m, f)) }
	for _, f := range OpeningFields {
		if excelErrors.MatchString(text(f)) {
			refuse(CodeExcelError, f, "“%s”显示公式错误 %s。", f, text(f))
		}
	}
	r.Payer, r.PayerNo, r.BankRef = text(OpenPayer), wholeDigits(text(OpenNo)), wholeDigits(text(OpenRef))
	r.Note, r.Reason = text(OpenNote), text(OpenReason)
	if s := text(OpenNumber); anyDigit.MatchString(court.Narrow(s)) {
		n, err := court.ParseCaseNumber(s)
		if err != nil {
			refuse(CodeBadNumber, OpenNumber, "“%s”不是案号，应写成（2018）豫1599执186号的样子。", s)
		}
		r.Number = n
	}
	if s := text(OpenFund); s != "" {
		if r.Fund = fundOf(s); r.Fund == "" {
			refuse("unknown fund", OpenFund, "不认识款项类别“%s”，请写%s。", s, fundNames())
		}
	}
	amount, err := readMoney(openingCell(cells, m, OpenAmount), strings.Contains(at(t.Heads, m[OpenAmount]), "万元"))
	switch {
	case err != nil:
		say, _ := court.Sentence(err)
		refuse("unreadable amount", OpenAmount, "%s", say)
	case amount <= 0:
		refuse("no amount", OpenAmount, "没有金额，或者金额是零。")
	}
	r.Amount = amount
	if r.Date, err = readDate(openingCell(cells, m, OpenDate), t.date1904); err != nil {
		refuse("impossible date", OpenDate, "到账日期“%s”不是有效日期。", text(OpenDate))
	}
	readOpeningCause(t, m, cells, &r)
	return r
}

// readOpeningCause reads why the money lies there; what is not understood is a
// warning, the money comes in all the same.
func readOpeningCause(t Table, m OpeningMapping, cells []string, r *court.OpeningRow) {
	s := cellText(openingCell(cells, m, OpenCause))
	if s == "" {
		return
	}
	warn := func(f OpeningField, say string) {
		r.Add(court.LedgerProblem{Code: "unknown cause", Field: string(f), Say: say})
	}
	for _, cause := range court.ClearCauses {
		if strings.Contains(s, string(cause)) || strings.Contains(string(cause), s) {
			r.Cause = cause
			break
		}
	}
	if r.Cause == "" {
		warn(OpenCause, "不认识未发原因“"+s+"”，没有登记，请导入后在“清理”页选择。")
		r.Note = strings.TrimSpace(r.Note + " " + s)
		return
	}
	until, err := readDate(openingCell(cells, m, OpenUntil), t.date1904)
	if err != nil {
		warn(OpenUntil, "计划办结日“"+cellText(openingCell(cells, m, OpenUntil))+"”不是有效日期，没有登记。")
	}
	r.Until = until
}

// wholeDigits writes a number that Excel stored in digits; text stays.
func wholeDigits(s string) string {
	if strings.ContainsAny(s, "eE.") {
		if decimal, ok := decimalOf(s); ok {
			return decimal
		}
	}
	return s
}

func fundOf(text string) court.FundKind {
	for _, fund := range court.OpeningFunds {
		if slices.Contains(fundWords[fund], text) {
			return fund
		}
	}
	return ""
}

func fundNames() string {
	var names []string
	for _, f := range court.OpeningFunds {
		names = append(names, string(f))
	}
	return strings.Join(names, "、")
}

// WriteRefusedOpenings writes the rejected rows to an .xlsx with the reasons
// before the original columns. Corrected there, the file can be imported again.
func WriteRefusedOpenings(path string, t Table, m OpeningMapping, rows []court.OpeningRow) error {
	kinds := map[int]Kind{}
	for field, kind := range map[OpeningField]Kind{OpenDate: Date, OpenUntil: Date, OpenAmount: Money} {
		if col, ok := m[field]; ok {
			kinds[col] = kind
		}
	}
	var refused []refusedRow
	for _, r := range rows {
		if r.Outcome == Reject {
			refused = append(refused, refusedRow{r.SheetRow, r.Reasons(), r.Raw})
		}
	}
	return t.saveRefused(path, t.Heads, kinds, refused)
}
