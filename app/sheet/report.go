package sheet

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
)

// reportHeads are the columns of an import report.
var reportHeads = []string{
	"sheet_row", "outcome", "case_number", "filed", "applicants", "debtors", "debtor_ids",
	"principal_fen", "realised_fen", "closed", "closing", "why",
}

// utf8BOM makes Excel read a CSV file as UTF-8.
const utf8BOM = "\uFEFF"

// WriteReport writes one CSV line per data row: UTF-8 with BOM, several names
// or identifiers separated by |, amounts in 分, several reasons by "; ".
// The columns and codes are stable for other programs; nothing is escaped
// against formulas.
func WriteReport(w io.Writer, rows []LedgerRow) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(reportHeads); err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Write(reportLine(r)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func reportLine(r LedgerRow) []string {
	var codes []string
	for _, p := range r.Why {
		if !slices.Contains(codes, p.Code) {
			codes = append(codes, p.Code)
		}
	}
	return []string{
		strconv.Itoa(r.SheetRow), string(r.Outcome), r.Number.String(), r.Filed.String(),
		strings.Join(r.Applicants, "|"), strings.Join(r.Debtors, "|"), strings.Join(r.DebtorIDs, "|"),
		strconv.FormatInt(int64(r.Principal), 10), strconv.FormatInt(int64(r.Realised), 10),
		r.Closed.String(), string(r.Closing), strings.Join(codes, "; "),
	}
}
