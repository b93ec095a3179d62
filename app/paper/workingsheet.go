package paper

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/law"
)

// WorkingTable is a computation with its steps, ready for Table. About stands
// under the title, such as the case it is for.
func WorkingTable(courtName, about string, on court.Date, w law.Working) TableData {
	d := TableData{Court: courtName, Title: w.Name, Date: on}
	if about != "" {
		d.Notes = append(d.Notes, about)
	}
	facts := ""
	for i, f := range w.Facts {
		if i > 0 {
			facts += "　"
		}
		facts += f.Label + "：" + f.Text
	}
	d.Notes = append(d.Notes, facts)
	for _, h := range w.Heads {
		align := map[law.WorkingKind]TableAlign{law.WorkCount: AlignRight, law.WorkMoney: AlignRight, law.WorkExact: AlignRight, law.WorkDate: AlignCenter}[h.Kind]
		d.Columns = append(d.Columns, TableColumn{h.Label, h.Width, align})
	}
	texts := func(row []any) []string {
		out := make([]string, len(row))
		for i, cell := range row {
			out[i] = law.WorkingText(cell)
		}
		return out
	}
	for _, row := range w.Rows {
		d.Rows = append(d.Rows, texts(row))
	}
	if w.Total != nil {
		d.Total = texts(w.Total)
	}
	for _, f := range w.Result {
		d.Foot = append(d.Foot, f.Label+"："+f.Text)
	}
	for _, n := range w.Notes {
		d.Foot = append(d.Foot, "注："+n)
	}
	d.Foot = append(d.Foot, "计算日期："+on.Text()+"　　计算人：____________　　复核人：____________")
	return d
}

// PrintWorking prints a computation with its steps on landscape A4 and gives
// the number of pages.
func (p *Press) PrintWorking(ctx context.Context, courtName, about string, on court.Date, w law.Working) (pdf []byte, pages int, err error) {
	doc, err := composeTable(ctx, WorkingTable(courtName, about, on, w))
	if err != nil {
		return nil, 0, err
	}
	pdf, err = doc.pdf()
	return pdf, len(doc.pages), err
}
