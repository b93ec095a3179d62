package sheet

import (
	"regexp"

	"zhixing/app/court"
)

// UnitField is a column of a contact book of units.
type UnitField string

// The columns, as they are exported.
const (
	UnitName       UnitField = "单位名称"
	UnitDepartment UnitField = "部门"
	UnitPerson     UnitField = "联系人"
	UnitPhone      UnitField = "电话"
	UnitAddress    UnitField = "地址"
	UnitNote       UnitField = "备注"
)

// UnitFields lists them in order.
var UnitFields = []UnitField{UnitName, UnitDepartment, UnitPerson, UnitPhone, UnitAddress, UnitNote}

var unitLabels = labels[UnitField]{longest: 20, list: []label[UnitField]{
	{UnitName, "单位名称 单位 名称 协查单位 协助单位 协执单位 机构名称", regexp.MustCompile(`(单位|机构).*名称`), nil},
	{UnitDepartment, "部门 科室 处室 窗口 所属部门", nil, nil},
	{UnitPerson, "联系人 姓名 经办人 联系人姓名", regexp.MustCompile(`联系人`), regexp.MustCompile(`电话|手机`)},
	{UnitPhone, "电话 联系电话 手机 手机号 电话号码 办公电话 联系方式", regexp.MustCompile(`电话|手机`), nil},
	{UnitAddress, "地址 单位地址 联系地址 办公地址", regexp.MustCompile(`地址`), nil},
	{UnitNote, "备注 附注 说明", nil, nil},
}}

// ReadUnits reads a contact book of units, with each entry's row in the sheet.
func (w *Workbook) ReadUnits() (units []court.AssistUnit, rows []int, err error) {
	t, m, found := headRow(w, openingHeadsAt, func(heads []string) (map[UnitField]int, int) {
		m, sure := unitLabels.propose(heads)
		delete(m, "")
		if _, named := m[UnitName]; !named {
			return nil, 0
		}
		score := 0
		for _, points := range sure {
			score += points
		}
		return m, score
	})
	if !found {
		return nil, nil, court.Errorf(court.CodeInvalid, "“%s”里没有找到标题行（单位名称、部门、联系人、电话、地址、备注）。", w.Name).
			WithHint("请保留列标题那一行；可以先导出通讯录，照它的格式填写。")
	}
	for i, cells := range t.Rows {
		text := func(f UnitField) string {
			if col, ok := m[f]; ok {
				return cellText(at(cells, col))
			}
			return ""
		}
		u := court.AssistUnit{Name: text(UnitName), Department: text(UnitDepartment), Person: text(UnitPerson), Phone: wholeDigits(text(UnitPhone)), Address: text(UnitAddress), Note: text(UnitNote)}
		if u == (court.AssistUnit{}) {
			continue
		}
		units, rows = append(units, u), append(rows, t.HeadRow+1+i)
	}
	return units, rows, nil
}
