package sheet

import (
	"encoding/csv"
	"io"
	"strconv"

	"zhixing/app/court"
)

// StatementVerdict is a line of a statement with the case it belongs to.
type StatementVerdict struct {
	court.StatementLine
	CaseNo    string
	Certainty court.StatementCertainty
}

// kindFault stands in reports for a line that cannot be read.
const kindFault = "error"

// WriteStatementReport writes one CSV line per line of the statement: UTF-8
// with BOM, amounts in 分. The columns and words are stable for other programs;
// the case stands only where it is sure or likely.
func WriteStatementReport(w io.Writer, lines []StatementVerdict) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write([]string{"line", "kind", "amount_fen", "case_number", "confidence"}); err != nil {
		return err
	}
	for _, l := range lines {
		kind := string(l.Kind)
		if l.Fault != "" {
			kind = kindFault
		}
		err := out.Write([]string{strconv.Itoa(l.Line), kind, strconv.FormatInt(int64(l.Amount), 10), l.CaseNo, string(l.Certainty)})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
