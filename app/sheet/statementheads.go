package sheet

import (
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// StatementField is a column of a bank's statement, by its usual label.
type StatementField string

// The fields, in the order a mapping form lists them. 金额 is one column with a
// sign or with 收支标志 beside it; 收入 and 支出 are two columns.
const (
	BankDate    StatementField = "交易日期"
	BankRef     StatementField = "流水号"
	BankIn      StatementField = "收入（贷方）"
	BankOut     StatementField = "支出（借方）"
	BankAmount  StatementField = "金额"
	BankFlow    StatementField = "收支标志"
	BankBalance StatementField = "余额"
	BankParty   StatementField = "对方户名"
	BankPartyNo StatementField = "对方账号"
	BankPayer   StatementField = "付款人"
	BankPayerNo StatementField = "付款账号"
	BankPayee   StatementField = "收款人"
	BankPayeeNo StatementField = "收款账号"
	BankNote    StatementField = "摘要"
	BankPost    StatementField = "附言"
	BankUse     StatementField = "用途"
	BankRemark  StatementField = "备注"
)

// StatementFields lists all fields in order.
var StatementFields = []StatementField{
	BankDate, BankRef, BankIn, BankOut, BankAmount, BankFlow, BankBalance, BankParty, BankPartyNo,
	BankNote, BankPost, BankUse, BankRemark, BankPayer, BankPayerNo, BankPayee, BankPayeeNo,
}

// StatementMapping says in which column (from 0) each field is.
type StatementMapping map[StatementField]int

// Fault says what the mapping lacks to be read, "" for nothing.
func (m StatementMapping) Fault() string {
	_, date := m[BankDate]
	_, in := m[BankIn]
	_, out := m[BankOut]
	_, amount := m[BankAmount]
	switch {
	case !date:
		return "要指定“交易日期”是哪一列。"
	case !amount && !in && !out:
		return "要指定“收入”“支出”两列，或“金额”一列。"
	case !amount && in != out:
		return "“收入”和“支出”要两列都指定；只有一列金额的，请指定为“金额”。"
	}
	return ""
}

// bankLabels are the headings of banks' statements.
var bankLabels = labels[StatementField]{longest: 20, list: []label[StatementField]{
	{BankDate, "交易日期 记账日期 入账日期 日期 交易日 记账日 发生日期 业务日期 交易时间 入账时间 记账时间 交易日期时间 交易发生日",
		regexp.MustCompile(`^(交易|记账|入账|发生|业务).*(日期|时间|日)$`), regexp.MustCompile(`打印|查询|起息`)},
	{BankRef, "交易流水号 流水号 交易流水 银行流水号 核心流水号 柜员流水号 交易编号 业务编号 回单编号 交易序号 业务参考号 参考号 日志号 主机流水号 唯一标识",
		regexp.MustCompile(`流水号?$|参考号$|交易编号`), regexp.MustCompile(`对方|企业`)},
	{BankIn, "贷方发生额 贷方金额 收入 收入金额 贷方 转入金额 收款金额 存入金额 存入 贷方交易金额 收入额 贷方发生金额 转入 贷",
		regexp.MustCompile(`^(贷方|收入|转入|存入|收款).*(额|元)`), regexp.MustCompile(`累计|笔数|合计|标志`)},
	{BankOut, "借方发生额 借方金额 支出 支出金额 借方 转出金额 付款金额 支取金额 支取 借方交易金额 支出额 借方发生金额 转出 借 取出",
		regexp.MustCompile(`^(借方|支出|转出|支取|付款).*(额|元)`), regexp.MustCompile(`累计|笔数|合计|标志`)},
	{BankAmount, "交易金额 发生额 金额 交易额 发生金额 交易发生额", regexp.MustCompile(`^(交易|发生).*额`), regexp.MustCompile(`借|贷|余额`)},
	{BankFlow, "借贷标志 收支标志 借贷 收/支 借/贷 收支类型 收支 借贷方向 交易方向 资金流向 收付标志 收付 借贷标识 收支方向 出入账标志 来往账标志 借贷类型",
		regexp.MustCompile(`^(借贷|收支|收付)`), nil},
	{BankBalance, "余额 账户余额 账面余额 交易后余额 当前余额 本次余额 账号余额 联机余额", regexp.MustCompile(`余额`), regexp.MustCompile(`可用|冻结|期初|上`)},
	{BankPartyNo, "对方账号 对方账户 对方卡号 交易对手账号 对手账号 对方帐号 交易对方账号 对方账号/卡号", regexp.MustCompile(`(对方|对手).*(账号|帐号|卡号)`), regexp.MustCompile(`行`)},
	{BankParty, "对方户名 对方名称 对方单位名称 对方账户名称 交易对手 交易对方 对手户名 对方姓名 交易对手名称 对方单位 对方账户名 交易对方名称 对方户名/名称",
		regexp.MustCompile(`(对方|对手).*(户名|名称|姓名|单位)`), regexp.MustCompile(`行`)},
	{BankPayerNo, "付款账号 付款人账号 付款方账号 付款帐号 汇款账号 汇款人账号", regexp.MustCompile(`^(付款|汇款).*(账号|帐号|卡号)`), nil},
	{BankPayer, "付款人 付款人名称 付款方户名 付款方名称 付款单位 汇款人 付款户名 付款方 付款人户名 汇款人名称 付款账户名称", regexp.MustCompile(`^(付款|汇款).*(户名|名称|姓名)`), regexp.MustCompile(`行`)},
	{BankPayeeNo, "收款账号 收款人账号 收款方账号 收款帐号", regexp.MustCompile(`^收款.*(账号|帐号|卡号)`), nil},
	{BankPayee, "收款人 收款人名称 收款方户名 收款方名称 收款单位 收款户名 收款方 收款人户名 收款账户名称", regexp.MustCompile(`^收款.*(户名|名称|姓名)`), regexp.MustCompile(`行`)},
	{BankNote, "摘要 交易摘要 摘要/附言 业务摘要 摘要附言 交易说明 摘要说明 摘要信息 摘要描述", regexp.MustCompile(`摘要`), regexp.MustCompile(`码|代码`)},
	{BankPost, "附言 交易附言 客户附言 转账附言 留言 交易留言 汇款附言 附言信息 客户留言", regexp.MustCompile(`附言|留言`), nil},
	{BankUse, "用途 交易用途 资金用途 汇款用途 转账用途", regexp.MustCompile(`用途`), nil},
	{BankRemark, "备注 交易备注 说明 个性化信息 备注信息 其他", regexp.MustCompile(`备注`), nil},
}}

// proposeStatement maps each column to the field its label names; the surer
// label wins a field, then the one further left.
func proposeStatement(heads []string) (m StatementMapping, score int) {
	m, sure := bankLabels.propose(heads)
	_, in := m[BankIn]
	_, out := m[BankOut]
	if in && out { // 金额 beside them repeats one of the two
		delete(m, BankAmount)
		delete(m, BankFlow)
	}
	if _, amount := m[BankAmount]; amount && in != out {
		delete(m, BankIn)
		delete(m, BankOut)
	}
	for field := range m {
		score += sure[field]
	}
	return m, score
}

// ProposeStatement finds the sheet and heading row of a bank's statement and
// maps its columns. Without a row that has a day and an amount it returns an
// error and no table.
func (w *Workbook) ProposeStatement() (Table, StatementMapping, error) {
	table, mapping, found := headRow(w, bankHeadsAt, func(heads []string) (map[StatementField]int, int) {
		m, score := proposeStatement(heads)
		if m.Fault() != "" {
			return nil, 0
		}
		return m, score
	})
	if !found {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "“%s”里没有找到标题行（交易日期、收入、支出、余额……）。", w.Name).
			WithHint("请确认这是银行的账户明细，并保留列标题那一行。")
	}
	return table, mapping, nil
}

// StatementAt cuts the named sheet at a heading row the user chose (from 1) and
// maps what it recognises there.
func (w *Workbook) StatementAt(name string, headRow int) (Table, StatementMapping, error) {
	s := w.sheet(name)
	if s == nil || headRow < 1 || headRow > len(s.rows) {
		return Table{}, nil, court.Errorf(court.CodeInvalid, "“%s”没有第%d行。", name, headRow)
	}
	heads := bankHeadsAt(s.rows, headRow-1, 1)
	m, _ := proposeStatement(heads)
	return w.cut(s, headRow-1, 1, heads), m, nil
}

// bankHeadsAt gives the labels of a heading of one row, or of two rows where
// 发生额 stands over 借方 and 贷方; nil where the second is no heading.
func bankHeadsAt(rows [][]string, row, depth int) []string {
	upper := rows[row]
	if depth == 1 {
		return singleHead(upper)
	}
	lower := rows[row+1]
	if slices.ContainsFunc(lower, anyDigit.MatchString) {
		return nil // a line of the statement, no second row of headings
	}
	heads := make([]string, max(len(upper), len(lower)))
	for i := range heads {
		heads[i] = court.CleanLine(at(upper, i))
		below := court.CleanLine(at(lower, i))
		if _, points := bankLabels.recognise(below); points > 0 {
			heads[i] = below
		}
	}
	return heads
}

// Layout names the layout of a bank's statement: its labels in order. A
// mapping a person corrected is remembered for the layout.
func (t Table) Layout() string {
	var heads []string
	for _, h := range t.Heads {
		heads = append(heads, bareLabel(h))
	}
	return strings.Trim(strings.Join(heads, "|"), "|")
}

// Labels gives for each field of a mapping the label of its column, to be
// remembered for the layout.
func (t Table) Labels(m StatementMapping) map[string]string {
	out := map[string]string{}
	for f, col := range m {
		out[string(f)] = at(t.Heads, col)
	}
	return out
}

// Remembered gives the mapping that was remembered for the table's layout, or
// the proposed one when nothing was, or a label is no longer there.
func (t Table) Remembered(proposed StatementMapping, labels map[string]string) StatementMapping {
	if len(labels) == 0 {
		return proposed
	}
	m := StatementMapping{}
	for f, label := range labels {
		col := slices.Index(t.Heads, label)
		if col < 0 {
			return proposed
		}
		m[StatementField(f)] = col
	}
	return m
}
