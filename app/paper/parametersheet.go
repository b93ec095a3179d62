package paper

import (
	"strconv"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ParameterTable is the list of the parameters in force on a day, ready for
// Table: value, event it runs from, article, time in force, how well checked.
func ParameterTable(courtName string, on court.Date, parameters []law.Parameter) TableData {
	d := TableData{
		Court: courtName, Title: "执行期限和参数表", Date: on,
		Notes: []string{on.Text() + "施行的值。核对：L 逐条核对过条文；F 查到网页；G 法院系统的做法；M 凭记忆，须复核；建议 没有法定值；本院 本院规定值。"},
		Columns: []TableColumn{
			{"序号", 11, AlignCenter}, {"参数", 62, AlignLeft}, {"值", 24, AlignCenter}, {"起算", 40, AlignLeft},
			{"依据", 84, AlignLeft}, {"施行", 34, AlignCenter}, {"核对", 16, AlignCenter},
		},
		Foot: []string{"制表人：____________　　　　审核人：____________"},
	}
	for i, p := range parameters {
		inForce := ""
		if !p.From.IsZero() {
			inForce = court.Span{From: p.From, To: p.To}.String()
		}
		d.Rows = append(d.Rows, []string{
			strconv.Itoa(i + 1), p.Name, p.Term(), p.Start, p.Basis, inForce, p.Mark,
		})
	}
	return d
}
