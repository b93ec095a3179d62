package office

import (
	"context"
	"strings"

	"zhixing/app/court"
)

// The letters that ask units for their help (协查函).
const (
	formBankLetter = "assist-inquiry" // 协助查询存款通知书
	formUnitLetter = "inquiry-letter" // 协助查询通知书
)

// LetterForm gives the form of the letter to a unit: banks have their own.
func LetterForm(unit string) string {
	for _, word := range []string{"银行", "信用社", "信用合作", "农商行"} {
		if strings.Contains(unit, word) {
			return formBankLetter
		}
	}
	return formUnitLetter
}

// MakeInquiryLetters makes all letters of a batch, one for each case and unit;
// progress may be nil. What was made before one fails stays in its case.
func (o *Office) MakeInquiryLetters(ctx context.Context, actor Actor, id int64, progress func(n, of int)) ([]MadePaper, error) {
	q, err := o.Inquiry(ctx, id)
	if err != nil {
		return nil, err
	}
	type to struct {
		caseID int64
		unit   string
	}
	var order []to
	lines := map[to][]int64{}
	for _, l := range q.Lines {
		k := to{l.CaseID, l.Unit}
		if lines[k] == nil {
			order = append(order, k)
		}
		lines[k] = append(lines[k], l.ID)
	}
	if q.Way.Network() && len(order) > 0 && order[0].unit == court.NationalUnit {
		return nil, court.Errorf(court.CodeRefused, "%s是网络查询，没有协查函。", q.Number)
	}
	var out []MadePaper
	for i, k := range order {
		if progress != nil {
			progress(i+1, len(order))
		}
		made, err := o.MakePaper(ctx, actor, PaperRequest{CaseID: k.caseID, Form: LetterForm(k.unit), Inquiries: lines[k]})
		if err != nil {
			return nil, err
		}
		out = append(out, made...)
	}
	return out, nil
}
