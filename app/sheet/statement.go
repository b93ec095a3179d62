package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Statement is a bank's statement as it was read.
type Statement struct {
	Lines   []court.StatementLine
	Skipped int        // rows with no money: balances brought forward, sums, footers
	Breaks  int        // places where the running balance does not follow
	Faults  int        // lines that cannot be read
	Notes   []string   // what the reader found out about the file, for people
	Whole   bool       // the running balance follows throughout
	Newest  bool       // the newest line stands first
	Until   court.Date // last day of the period the file says it covers, zero when it does not
}

// ReadStatement reads the lines of a bank's statement. It tells in from out by
// the columns, the sign or the flag and checks it against the running balance,
// whichever way the lines are sorted; it marks lines that the file has twice.
// A line it cannot read keeps its place with a Fault. A file in which in and
// out cannot be told apart is CodeInvalid.
func ReadStatement(t Table, m StatementMapping) (Statement, error) {
	if fault := m.Fault(); fault != "" {
		return Statement{}, court.Errorf(court.CodeInvalid, "%s", fault).WithHint("请在“对应列”里指定。")
	}
	rd := bankReader{table: t, m: m}
	rd.doubled = rd.flagRepeatsSign()
	s, err := rd.readAll()
	if err != nil {
		return s, err
	}
	if rd.exchanged = rd.swappable() && s.contradicts(); rd.exchanged {
		if s, err = rd.readAll(); err != nil {
			return s, err
		}
		s.Notes = append(s.Notes, "按余额核对，这家银行的“借”是收入、“贷”是支出，已对调。")
	}
	s.checkBalances()
	for i := range s.Lines {
		if s.Lines[i].Fault != "" {
			s.Faults++
		}
	}
	s.setMarks()
	s.Until = periodEnd(t.Above)
	return s, nil
}

var periodForm = regexp.MustCompile(`(\d{8}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:-|—|~|～|至|到)+(\d{8}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)`)

// periodEnd finds the end of the period that stands above the headings.
func periodEnd(above []string) court.Date {
	for _, text := range above {
		if m := periodForm.FindStringSubmatch(strings.ReplaceAll(court.Narrow(text), " ", "")); m != nil {
			from, err := court.ParseDate(m[1])
			to, toErr := court.ParseDate(m[2])
			if err == nil && toErr == nil && !to.Before(from) {
				return to
			}
		}
	}
	return court.Date{}
}

// readAll reads all rows and marks repeated lines.
func (rd *bankReader) readAll() (Statement, error) {
	var s Statement
	for i, cells := range rd.table.Rows {
		l, ok := rd.read(cells)
		if !ok {
			if len(cells) > 0 {
				s.Skipped++
			}
			continue
		}
		l.Line, l.SheetRow = len(s.Lines)+1, rd.table.HeadRow+1+i
		s.Lines = append(s.Lines, l)
	}
	if len(s.Lines) == 0 {
		return s, court.Errorf(court.CodeInvalid, "标题行以下没有交易。").WithHint("请确认选对了文件，标题行和各列的对应正确。")
	}
	if rd.unsigned && !rd.negative && !rd.tellsFlow(s.Lines) {
		return s, court.Errorf(court.CodeInvalid, "“金额”一列都是正数，又没有收支标志，分不清收入和支出。").
			WithHint("请指定“收支标志”一列，或改用有“收入”“支出”两列的对账单。")
	}
	markRepeats(s.Lines)
	return s, nil
}

// bankReader reads the rows of one table with one mapping.
type bankReader struct {
	table    Table
	m        StatementMapping
	unsigned bool // an amount without flag was read
	negative bool // and one of them was below zero
	doubled  bool // what is flagged as out is below zero as well

	exchanged bool // 借 is in and 贷 is out
}

func (rd *bankReader) text(cells []string, f StatementField) string {
	col, ok := rd.m[f]
	if !ok {
		return ""
	}
	return cellText(at(cells, col))
}

var (
	carryWords  = regexp.MustCompile(`^(期初|期末|上期|上页|本页|承前|过次|本日|本月|本期|累计|合计|总计|小计|共计|承上)`)
	footerWords = regexp.MustCompile(`^(合计|总计|小计|共计|累计|本页|本期|制表|打印|以下无|注|说明|备注|期初|期末|收入|支出|借方|贷方|账号|户名|起止|页码|第\d+页|承前|过次|上页|承上|上期|累计|本月|本日)`)
)

// read reads one row; ok is false for rows that are no lines: empty ones, sums,
// balances brought forward, headings repeated on each page.
func (rd *bankReader) read(cells []string) (l court.StatementLine, ok bool) {
	if len(cells) == 0 || rd.repeatsHeads(cells) {
		return l, false
	}
	rawDate := at(cells, rd.m[BankDate])
	l.Ref = plainNumber(rd.text(cells, BankRef))
	l.Note = rd.note(cells)
	on, dateErr := readBankDate(rawDate, rd.table.date1904)
	amount, out, moneyErr := rd.amount(cells)
	noDate, noMoney := dateErr != nil || on.IsZero(), moneyErr == nil && amount == 0
	switch {
	case noMoney,
		noDate && (moneyErr != nil && !anyDigit.MatchString(rawDate) || footerWords.MatchString(cellText(firstFilled(cells)))),
		carryWords.MatchString(l.Note) && l.Ref == "" && rd.text(cells, BankParty) == "":
		return l, false
	}
	l.Date, l.Amount, l.Kind = on, amount, court.LineIn
	switch {
	case dateErr == nil && on.IsZero():
		l.Fault = "没有交易日期。"
	case dateErr != nil:
		l.Fault = fmt.Sprintf("交易日期“%s”不是有效日期。", court.CleanLine(rawDate))
	case moneyErr != nil:
		say, _ := court.Sentence(moneyErr)
		l.Fault = say
	}
	out = out != rd.exchanged
	rd.parties(&l, cells, out)
	if amount < 0 { // a red entry takes back: less out is in, less in is out
		l.Amount, l.Returned, out = -amount, true, !out
	}
	if out {
		l.Kind = court.LineOut
	}
	if raw := rd.text(cells, BankBalance); raw != "" {
		if b, err := readSigned(raw); err == nil {
			l.Balance, l.HasBalance = b, true
		} else {
			l.Remark = fmt.Sprintf("余额“%s”读不出来。", raw)
		}
	}
	rd.classify(&l)
	return l, true
}

// plainNumber writes a reference that Excel stored as a number in digits.
func plainNumber(s string) string {
	if strings.ContainsAny(s, "eE.") {
		if d, ok := decimalOf(s); ok && !strings.Contains(d, ".") {
			return d
		}
	}
	return s
}

func (rd *bankReader) repeatsHeads(cells []string) bool {
	same := 0
	for _, col := range rd.m {
		if text := court.CleanLine(at(cells, col)); text != "" && text == at(rd.table.Heads, col) {
			same++
		}
	}
	return same >= 2
}

func firstFilled(cells []string) string {
	for _, c := range cells {
		if court.CleanLine(c) != "" {
			return c
		}
	}
	return ""
}

// note joins the columns that say what the money is for.
func (rd *bankReader) note(cells []string) string {
	var parts []string
	for _, f := range []StatementField{BankNote, BankPost, BankUse, BankRemark} {
		if text := rd.text(cells, f); text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// parties fills in the other side.
func (rd *bankReader) parties(l *court.StatementLine, cells []string, out bool) {
	l.Party, l.PartyNo = rd.text(cells, BankParty), plainNumber(rd.text(cells, BankPartyNo))
	name, number := BankPayer, BankPayerNo
	if out {
		name, number = BankPayee, BankPayeeNo
	}
	if l.Party == "" {
		l.Party = rd.text(cells, name)
	}
	if l.PartyNo == "" {
		l.PartyNo = plainNumber(rd.text(cells, number))
	}
}

// amount gives a row's amount and whether it went out. It is below zero for a
// red entry in a column of its own.
func (rd *bankReader) amount(cells []string) (amount court.Money, out bool, err error) {
	if col, one := rd.m[BankAmount]; one {
		amount, err = readSigned(cellText(at(cells, col)))
		if err != nil || amount == 0 {
			return 0, false, err
		}
		flag, hasFlag := rd.m[BankFlow]
		if !hasFlag {
			rd.unsigned, rd.negative = true, rd.negative || amount < 0
			return max(amount, -amount), amount < 0, nil
		}
		out, known := flowOf(at(cells, flag))
		if !known {
			return amount, false, court.FieldErrorf("收支标志", "“%s”不认识，应是 借、贷、收、支 等。", court.CleanLine(at(cells, flag)))
		}
		if out && amount < 0 && rd.doubled {
			amount = -amount
		}
		return amount, out, nil
	}
	in, err := readSigned(rd.text(cells, BankIn))
	if err != nil {
		return 0, false, err
	}
	gone, err := readSigned(rd.text(cells, BankOut))
	switch {
	case err != nil:
		return 0, false, err
	case in != 0 && gone != 0:
		return in, false, court.FieldErrorf("收入", "和“支出”在一行里都有金额。")
	case gone != 0:
		return gone, true, nil
	}
	return in, false, nil
}

// flagRepeatsSign tells whether the bank writes what goes out below zero and
// flags it as well: then no line that goes out is above zero.
func (rd *bankReader) flagRepeatsSign() bool {
	amount, one := rd.m[BankAmount]
	flag, flagged := rd.m[BankFlow]
	if !one || !flagged {
		return false
	}
	for _, cells := range rd.table.Rows {
		if out, known := flowOf(at(cells, flag)); known && out {
			if m, err := readSigned(cellText(at(cells, amount))); err == nil && m > 0 {
				return false
			}
		}
	}
	return true
}

var (
	outFlags = []string{"借", "支", "支出", "付", "出", "借方", "转出", "支取", "付款", "出账", "往账", "D", "DR", "DEBIT", "-", "取", "0借"}
	inFlags  = []string{"贷", "收", "收入", "入", "贷方", "转入", "存入", "收款", "入账", "来账", "C", "CR", "CREDIT", "+", "存", "1贷"}
)

func flowOf(raw string) (out, known bool) {
	s := strings.ToUpper(strings.ReplaceAll(court.CleanLine(court.Narrow(raw)), " ", ""))
	if slices.Contains(outFlags, s) {
		return true, true
	}
	return false, slices.Contains(inFlags, s)
}

// readSigned reads an amount with a sign, as banks write them: 39,161.55,
// -5.50, +5.50, 5.50-, (5.50), CNY 5.50. An empty cell is zero.
func readSigned(raw string) (court.Money, error) {
	s := strings.ReplaceAll(cellText(court.Narrow(raw)), " ", "")
	for _, mark := range []string{"CNY", "RMB", "¥", "￥"} {
		s = strings.Replace(s, mark, "", 1)
	}
	negative := false
	switch {
	case strings.HasPrefix(s, "-"), strings.HasPrefix(s, "−"):
		negative, s = true, strings.TrimLeft(s, "-−")
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	case strings.HasSuffix(s, "-"):
		negative, s = true, s[:len(s)-1]
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"):
		negative, s = true, s[1:len(s)-1]
	}
	m, err := readMoney(s, false)
	if negative {
		m = -m
	}
	return m, err
}

var (
	longMoment = regexp.MustCompile(`^(\d{8})[ T:]*\d{6}$`)
	isoMoment  = regexp.MustCompile(`^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[- T]\d`)
	dayAndTime = regexp.MustCompile(`^(\d{8}) +\d`)
)

// readBankDate reads a date in the spellings of readDate, with a time of day
// behind it or without.
func readBankDate(raw string, date1904 bool) (court.Date, error) {
	s := court.CleanLine(court.Narrow(raw))
	for _, form := range []*regexp.Regexp{longMoment, isoMoment, dayAndTime} {
		if m := form.FindStringSubmatch(s); m != nil {
			s = m[1]
			break
		}
	}
	return readDate(s, date1904)
}

var (
	feeWords      = regexp.MustCompile(`手续费|汇划费|工本费|账户管理费|短信(服务)?费|回单费|网银(服务|年)费|邮电费|询证费|汇兑费|结算费|转账费`)
	interestWords = regexp.MustCompile(`结息|利息(收入|入账|转入|存入)|(季度|活期|存款)利息|^利息$`)
	returnWords   = regexp.MustCompile(`退汇|退票|冲正|冲销|抹账|冲账|退回|撤销交易`)
	bankNames     = regexp.MustCompile(`银行|信用社|联社|^应付利息|利息支出|手续费`)
)

// classify tells fees and interest of the bank, and money that came back, from
// what people pay.
func (rd *bankReader) classify(l *court.StatementLine) {
	own := l.Party == "" || bankNames.MatchString(l.Party)
	switch {
	case l.Fault != "":
	case l.Kind == court.LineOut && own && feeWords.MatchString(l.Note):
		l.Kind = court.LineFee
	case l.Kind == court.LineIn && own && interestWords.MatchString(l.Note):
		l.Kind = court.LineInterest
	}
	if returnWords.MatchString(l.Note) {
		l.Returned = true
	}
}

// tellsFlow tells whether the running balance bears out that every line came in.
func (rd *bankReader) tellsFlow(lines []court.StatementLine) bool {
	checked := withBalance(lines)
	return len(checked) > 1 && min(breaks(checked, 1, false), breaks(checked, 1, true)) == 0
}

// swappable tells whether the columns are named by 借 and 贷, which some banks
// write from their own side.
func (rd *bankReader) swappable() bool {
	for _, f := range []StatementField{BankIn, BankOut, BankFlow} {
		if col, ok := rd.m[f]; ok && strings.ContainsAny(at(rd.table.Heads, col), "借贷") {
			return true
		}
	}
	return false
}

// markRepeats finds lines that stand in the file more than once. With the
// bank's reference or the balance after it in common they are one line;
// without, they may be two equal payments, which a person looks at.
func markRepeats(lines []court.StatementLine) {
	first := map[string]int{}
	for i := range lines {
		l := &lines[i]
		if l.Fault != "" {
			continue
		}
		key := fmt.Sprintf("%s|%s|%s|%d|%t|%d|%s|%s|%s", l.Date, l.Ref, l.Kind, l.Amount, l.HasBalance, l.Balance, l.Party, l.PartyNo, l.Note)
		of, seen := first[key]
		if !seen {
			first[key] = l.Line
			continue
		}
		l.Repeats = of
		if l.Ref != "" || l.HasBalance {
			l.Kind = court.LineDuplicate
			l.Remark = fmt.Sprintf("与第%d笔完全相同，是重复行。", of)
		} else {
			l.Remark = fmt.Sprintf("与第%d笔内容相同，没有流水号和余额可以区分，请核对是否重复。", of)
		}
	}
}

// withBalance gives the lines a running balance can be checked on.
func withBalance(lines []court.StatementLine) []court.StatementLine {
	var out []court.StatementLine
	for _, l := range lines {
		if l.HasBalance && l.Fault == "" && l.Kind != court.LineDuplicate {
			out = append(out, l)
		}
	}
	return out
}

// flow gives what a line does to the balance.
func flow(l court.StatementLine) court.Money {
	if l.Kind == court.LineOut || l.Kind == court.LineFee {
		return -l.Amount
	}
	return l.Amount
}

// follows tells whether line b, listed after a, continues its balance; sign -1
// takes in for out, newest reads the list from its end.
func follows(a, b court.StatementLine, sign court.Money, newest bool) bool {
	if newest {
		a, b = b, a
	}
	return a.Balance+sign*flow(b) == b.Balance
}

func breaks(lines []court.StatementLine, sign court.Money, newest bool) int {
	n := 0
	for i := 1; i < len(lines); i++ {
		if !follows(lines[i-1], lines[i], sign, newest) {
			n++
		}
	}
	return n
}

// contradicts tells whether the running balance follows throughout once in and
// out are exchanged, and does not as they are.
func (s *Statement) contradicts() bool {
	lines := withBalance(s.Lines)
	return len(lines) > 1 && min(breaks(lines, 1, false), breaks(lines, 1, true)) > 0 && min(breaks(lines, -1, false), breaks(lines, -1, true)) == 0
}

// checkBalances checks the running balance, whichever way round the lines
// stand, and marks the lines where it does not follow.
func (s *Statement) checkBalances() {
	lines := withBalance(s.Lines)
	if len(lines) < 2 {
		s.Notes = append(s.Notes, "没有余额可以核对。")
		return
	}
	newest := breaks(lines, 1, true) < breaks(lines, 1, false)
	if s.Newest = newest; newest {
		s.Notes = append(s.Notes, "按时间从后往前排列。")
	}
	for i := 1; i < len(lines); i++ {
		if follows(lines[i-1], lines[i], 1, newest) {
			continue
		}
		s.Breaks++
		l := &s.Lines[lines[i].Line-1]
		l.Remark = strings.TrimSpace(l.Remark + fmt.Sprintf("余额与上一笔（第%d笔）接不上，中间可能缺行。", lines[i-1].Line))
	}
	if s.Whole = s.Breaks == 0; s.Whole {
		s.Notes = append(s.Notes, "余额逐笔核对无误。")
	} else {
		s.Notes = append(s.Notes, fmt.Sprintf("余额有%d处接不上，中间可能缺行。", s.Breaks))
	}
}

// setMarks gives each line what it is known by when it is imported again.
func (s *Statement) setMarks() {
	seen := map[string]int{}
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Kind == court.LineDuplicate {
			l.Mark = s.Lines[l.Repeats-1].Mark
			continue
		}
		key := l.SameKey()
		seen[key]++
		l.SetMark(seen[key])
	}
}
