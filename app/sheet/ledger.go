package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// The outcomes of a row that the sheet alone decides.
const (
	Import            = court.LedgerImport
	ImportWithWarning = court.LedgerWarned
	Reject            = court.LedgerRejected
)

// Code is the stable category of a Problem; reports carry it.
type Code = string

// The categories. The first group rejects the row, the second warns.
const (
	CodeNoNumber      Code = "no case number"
	CodeBadNumber     Code = "unreadable case number"
	CodeDuplicate     Code = "duplicate case number"
	CodeNoFiled       Code = "no filing date"
	CodeBadFiled      Code = "impossible filing date"
	CodeNoApplicant   Code = "no applicant"
	CodeNoDebtor      Code = "no debtor"
	CodeBadPrincipal  Code = "unreadable principal"
	CodeBadRealised   Code = "unreadable realised amount"
	CodeBadClosed     Code = "impossible closing date"
	CodeClosedEarlier Code = "closed before it was filed"
	CodeBadClosing    Code = "unknown closing mode"
	CodeHalfClosed    Code = "closing date or mode is missing"
	CodeSpansRows     Code = "one case spans several rows"
	CodeExcelError    Code = "formula error in a cell"

	CodeIDCheckDigit Code = "check digit of a debtor's identifier is wrong"
	CodeIDMalformed  Code = "malformed identifier of a debtor"
	CodeIDUnpaired   Code = "identifiers do not match the debtors in number"
	CodeIDTruncated  Code = "identifier was stored as a number and lost digits"
	CodeApplicantID  Code = "identifier of an applicant is wrong"
	CodeUnknownStage Code = "unknown stage"
	CodeUnknownTag   Code = "unknown case category"
)

// LedgerRow is one data row of a ledger.
type LedgerRow = court.LedgerRow

// row is a LedgerRow while it is read.
type row struct {
	LedgerRow
	headless bool // neither case number nor filing date stand in it
}

func (r *row) reject(code Code, field Field, format string, args ...any) {
	r.Add(court.LedgerProblem{Code: code, Field: string(field), Say: fmt.Sprintf(format, args...), Fatal: true})
}

func (r *row) warn(code Code, field Field, format string, args ...any) {
	r.Add(court.LedgerProblem{Code: code, Field: string(field), Say: fmt.Sprintf(format, args...)})
}

// reader reads the rows of one table with one mapping.
type reader struct {
	table Table
	m     Mapping
	wan   map[Field]bool // money columns in 万元
}

// ReadLedger reads the data rows of t. Empty rows, sums, footers and repeated
// headings are no data rows and give none. Of two rows with one case number
// the first comes in and later ones are rejected.
func ReadLedger(t Table, m Mapping) []LedgerRow {
	rd := reader{table: t, m: m, wan: map[Field]bool{}}
	for _, f := range []Field{FieldPrincipal, FieldRealised} {
		rd.wan[f] = rd.inTenThousands(f)
	}
	var rows []row
	for i, cells := range t.Rows {
		if rd.isData(cells) {
			rows = append(rows, rd.read(t.HeadRow+1+i, cells))
		}
	}
	rejectContinuations(rows)
	rejectDuplicates(rows)
	out := make([]LedgerRow, len(rows))
	for i, r := range rows {
		out[i] = r.LedgerRow
	}
	return out
}

// inTenThousands tells whether a money column is in 万元: its own label says
// so, or the label has no unit and a line above (单位：万元) does.
func (rd reader) inTenThousands(f Field) bool {
	col, ok := rd.m[f]
	if !ok {
		return false
	}
	head := at(rd.table.Heads, col)
	if strings.Contains(head, "元") {
		return strings.Contains(head, "万元")
	}
	return slices.ContainsFunc(rd.table.Above, func(s string) bool {
		return unitLine.MatchString(strings.ReplaceAll(court.Narrow(s), " ", ""))
	})
}

var (
	unitLine   = regexp.MustCompile(`单位:?(人民币)?万元`)
	sumWords   = regexp.MustCompile(`^(本页|本月|本季|本年|全年|以上)?(合计|总计|小计|共计|累计|总和)`)
	footWords  = regexp.MustCompile(`^(制表|填表|填报|审核|复核|统计|负责人|经办人|说明|注|备注|附注|附|截至|单位|联系人|打印|第\d+页|共\d+)`)
	signWords  = regexp.MustCompile(`^(制表|填表|填报|审核|复核|统计|打印)[^:]{0,4}:`) // 制表人：… 审核：… across the columns
	anyDigit   = regexp.MustCompile(`\d`)
	partsOfRow = []Field{FieldNumber, FieldApplicant, FieldDebtor}
)

// cell gives the raw value of a field's cell, "" when the field has no column.
func (rd reader) cell(cells []string, f Field) string {
	col, ok := rd.m[f]
	if !ok {
		return ""
	}
	return at(cells, col)
}

// isData tells data rows from empty rows, rows with a serial number only,
// sums, footers and headings repeated on each printed page.
func (rd reader) isData(cells []string) bool {
	if rd.repeatsHeads(cells) {
		return false
	}
	if _, err := court.ParseCaseNumber(rd.cell(cells, FieldNumber)); err == nil {
		return true
	}
	filled := func(f Field) bool { return cellText(rd.cell(cells, f)) != "" }
	if !slices.ContainsFunc(Fields, filled) {
		return false
	}
	first := ""
	for i := 0; i < len(cells) && first == ""; i++ {
		first = strings.ReplaceAll(cellText(court.Narrow(cells[i])), " ", "")
	}
	parties := filled(FieldApplicant) || filled(FieldDebtor)
	return !sumWords.MatchString(first) && !signWords.MatchString(first) && (parties || !footWords.MatchString(first))
}

func (rd reader) repeatsHeads(cells []string) bool {
	same := 0
	for _, f := range partsOfRow {
		col, ok := rd.m[f]
		if ok && at(cells, col) != "" && court.CleanLine(at(cells, col)) == rd.table.Heads[col] {
			same++
		}
	}
	return same >= 2
}

func (rd reader) read(sheetRow int, cells []string) row {
	r := row{LedgerRow: LedgerRow{SheetRow: sheetRow, Outcome: Import, Raw: cells, Note: cellText(rd.cell(cells, FieldNote))}}
	text := func(f Field) string { return cellText(rd.cell(cells, f)) }
	for _, f := range Fields {
		if excelErrors.MatchString(text(f)) {
			r.reject(CodeExcelError, f, "“%s”显示公式错误 %s。", f, text(f))
		}
	}
	r.headless = text(FieldNumber) == "" && text(FieldFiled) == ""
	rd.readNumber(&r, text(FieldNumber))
	rd.readParties(&r, cells)
	rd.readAmounts(&r, cells)
	rd.readFiled(&r, cells)
	r.Phone = readPhone(rd.cell(cells, FieldPhone))
	r.Address, r.Cause, r.BasisText = text(FieldAddress), text(FieldCause), text(FieldBasis)
	r.Basis = ReadBasis(r.BasisText)
	r.Officer, r.Clerk = text(FieldOfficer), text(FieldClerk)
	rd.readWords(&r, text(FieldStage), text(FieldTags))
	rd.readClosing(&r, cells)
	return r
}

func (rd reader) readNumber(r *row, text string) {
	if !anyDigit.MatchString(court.Narrow(text)) {
		r.reject(CodeNoNumber, FieldNumber, "没有案号%s。", quoted(text))
		return
	}
	n, err := court.ParseCaseNumber(text)
	if err != nil {
		r.reject(CodeBadNumber, FieldNumber, "“%s”不是案号，应写成（2018）豫1599执186号的样子。", text)
		return
	}
	r.Number = n
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "（写的是“" + text + "”）"
}

func (rd reader) readFiled(r *row, cells []string) {
	raw := rd.cell(cells, FieldFiled)
	d, err := readDate(raw, rd.table.date1904)
	switch {
	case err != nil:
		r.reject(CodeBadFiled, FieldFiled, "立案日期“%s”不是有效日期。", court.CleanLine(raw))
	case d.IsZero():
		r.reject(CodeNoFiled, FieldFiled, "没有立案日期。")
	}
	r.Filed = d
}

func (rd reader) readAmounts(r *row, cells []string) {
	for _, amount := range []struct {
		field Field
		code  Code
		into  *court.Money
	}{{FieldPrincipal, CodeBadPrincipal, &r.Principal}, {FieldRealised, CodeBadRealised, &r.Realised}} {
		raw := rd.cell(cells, amount.field)
		v, err := readMoney(raw, rd.wan[amount.field])
		if err != nil {
			say, _ := court.Sentence(err)
			r.reject(amount.code, amount.field, "%s", strings.Replace(say, "“金额”", string(amount.field), 1))
		}
		*amount.into = v
	}
}

func (rd reader) readWords(r *row, stage, tags string) {
	var unknown []string
	if stage != "" {
		var ok bool
		if r.Stage, ok = stageOf(stage); !ok {
			r.warn(CodeUnknownStage, FieldStage, "不认识阶段“%s”，已记入备注。", stage)
			r.addNote("当前阶段：" + stage)
		}
	}
	if r.Tags, unknown = tagsOf(tags); len(unknown) > 0 {
		r.warn(CodeUnknownTag, FieldTags, "不认识案件类别“%s”，已记入备注。", strings.Join(unknown, "、"))
		r.addNote("案件类别：" + strings.Join(unknown, "、"))
	}
}

func (r *row) addNote(text string) {
	if r.Note != "" {
		r.Note += "；"
	}
	r.Note += text
}

func (rd reader) readClosing(r *row, cells []string) {
	rawDate, word := rd.cell(cells, FieldClosed), cellText(rd.cell(cells, FieldClosing))
	d, err := readDate(rawDate, rd.table.date1904)
	if err != nil {
		r.reject(CodeBadClosed, FieldClosed, "结案日期“%s”不是有效日期。", court.CleanLine(rawDate))
		return
	}
	r.Closed = d
	if word != "" {
		var ok bool
		if r.Closing, ok = closingOf(word); !ok {
			r.reject(CodeBadClosing, FieldClosing, "不认识结案方式“%s”，请写成执行完毕、终结本次执行程序、终结执行、销案、不予执行或驳回申请。", word)
			return
		}
	}
	switch {
	case d.IsZero() && word != "":
		r.reject(CodeHalfClosed, FieldClosed, "有结案方式“%s”而没有结案日期。", word)
	case !d.IsZero() && word == "":
		r.reject(CodeHalfClosed, FieldClosing, "有结案日期%s而没有结案方式。", d)
	case !d.IsZero() && !r.Filed.IsZero() && d.Before(r.Filed):
		r.reject(CodeClosedEarlier, FieldClosed, "结案日期%s早于立案日期%s。", d, r.Filed)
	}
}

// rejectContinuations finds cases that a merged 案号 cell spreads over several
// rows, one party each. Taking the first row alone would lose the others
// without a word, so the whole case is rejected.
func rejectContinuations(rows []row) {
	for i := 1; i < len(rows); i++ {
		r, above := &rows[i], &rows[i-1]
		if r.SheetRow != above.SheetRow+1 || len(r.Debtors)+len(r.Applicants) == 0 || !r.headless {
			continue
		}
		r.Why = nil
		r.reject(CodeSpansRows, FieldNumber, "本行没有案号和立案日期，像是上一行案件的其他当事人。请把同一案件写在一行，姓名之间用顿号分开。")
		if len(above.Why) == 0 || above.Why[len(above.Why)-1].Code != CodeSpansRows {
			above.reject(CodeSpansRows, FieldNumber, "下一行像是本案的其他当事人。请把同一案件写在一行，姓名之间用顿号分开。")
		}
	}
}

// rejectDuplicates keeps the first importable row of each case number.
func rejectDuplicates(rows []row) {
	first := map[string]int{}
	for i := range rows {
		r := &rows[i]
		number := r.Number.String()
		if number == "" {
			continue
		}
		if row, taken := first[number]; taken {
			r.reject(CodeDuplicate, FieldNumber, "案号%s与第%d行重复。", number, row)
		} else if r.Outcome != Reject {
			first[number] = r.SheetRow
		}
	}
}
