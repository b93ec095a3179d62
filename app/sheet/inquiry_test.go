package sheet

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

// results opens a sheet of results that was written as Excel.
func results(t *testing.T, name string, heads []string, rows ...[]any) *Workbook {
	t.Helper()
	path := filepath.Join(t.TempDir(), "反馈.xlsx")
	list := make([]Head, len(heads))
	for i, h := range heads {
		list[i] = Head{Label: h}
	}
	if err := SaveFile(path, func(w io.Writer) error { return WriteTable(w, name, list, rows) }); err != nil {
		t.Fatal(err)
	}
	book, err := OpenStatement(path)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// The kind of a sheet is known by its headings, and by its name where they fit
// several.
func TestResultSheetsAreRecognised(t *testing.T) {
	for _, x := range []struct {
		sheet string
		heads []string
		kind  court.PropertyKind
		label ResultField
		col   int
	}{
		{"Sheet1", []string{"序号", "被执行人姓名", "证件号码", "开户银行", "账号", "可用余额", "反馈时间"}, court.PropertyDeposit, "开户账号", 4},
		{"车辆", []string{"姓名", "身份证号", "车牌号", "车辆品牌", "车架号"}, court.PropertyVehicle, "车辆识别号", 4},
		{"不动产", []string{"权利人", "身份证号码", "坐落", "不动产权证号", "面积", "用途"}, court.PropertyHouse, "产权证号", 3},
		{"土地", []string{"权利人", "身份证号码", "坐落", "土地证号", "使用权面积"}, court.PropertyLand, "产权证号", 3},
		{"公积金", []string{"姓名", "证件号码", "管理中心", "个人账号", "月缴存额"}, court.PropertyHousing, "公积金账号", 3},
		{"股权", []string{"被执行人", "证件号码", "企业名称", "注册号", "认缴出资额", "持股比例"}, court.PropertyEquity, "公司信用代码", 3},
		{"Sheet1", []string{"查询方式", "被执行人姓名或名称", "证件号码", "协执单位名称", "财产类型", "财产名称", "财产数量", "财产金额"}, "", ResultValue, 7},
	} {
		table, kind, m, err := results(t, x.sheet, x.heads, []any{"1"}).ProposeResults()
		if err != nil || kind != x.kind || m[x.label] != x.col || table.HeadRow != 2 {
			t.Errorf("%v: kind %q, %s in %v (%v)", x.heads, kind, x.label, m, err)
		}
	}
	if _, _, _, err := results(t, "Sheet1", []string{"甲", "乙", "丙"}, []any{"1"}).ProposeResults(); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("no heading: %v", err)
	}
}

func TestResultRowsAreRead(t *testing.T) {
	book := results(t, "银行存款", []string{"姓名", "证件号码", "案号", "开户行", "卡号", "可用余额", "反馈日期", "查询结果"},
		[]any{"李㛃", "411599197209279304", "(2018)豫1599执1号", "溪山农商行", "6228 4800 1", "1,200.5", "2018-06-13", "有"},
		[]any{"王五", "411599198001010011", "", "", "", "", "20180613", "无"},
		[]any{"赵六", "411599198001010012", "某号", "溪山农商行", "62", "一大笔", "13日", ""},
		[]any{"合计", "", "", "", "", "1200.5", "", ""})
	table, kind, m, err := book.ProposeResults()
	if err != nil {
		t.Fatal(err)
	}
	rows := ReadResults(table, kind, m)
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	first := rows[0]
	if first.SheetRow != 3 || first.CaseNo != "（2018）豫1599执1号" || first.Facts["银行名称"] != "溪山农商行" || first.Facts["可用余额"] != "1,200.50" || first.On != court.D(2018, 6, 13) || first.None {
		t.Errorf("first %+v", first)
	}
	if !rows[1].None || rows[1].Outcome == court.ResultRejected {
		t.Errorf("nothing found: %+v", rows[1])
	}
	for _, says := range []string{"“某号”不是案号", "“13日”不是有效日期", "可用余额“一大笔”不是金额"} {
		if rows[2].Outcome != court.ResultRejected || !strings.Contains(rows[2].Reasons(), says) {
			t.Errorf("third: %q lacks %q", rows[2].Reasons(), says)
		}
	}
	path := filepath.Join(t.TempDir(), "未导入.xlsx")
	if err := WriteRefusedResults(path, table, m, rows); err != nil {
		t.Fatal(err)
	}
	again, err := OpenStatement(path)
	if err != nil {
		t.Fatal(err)
	}
	refused, kind, m, err := again.ProposeResults()
	if err != nil || len(refused.Rows) != 1 || kind != court.PropertyDeposit || !strings.Contains(refused.Rows[0][1], "不是案号") {
		t.Errorf("refused %+v %s (%v)", refused.Rows, kind, err)
	}
	if back := ReadResults(refused, kind, m); len(back) != 1 || back[0].Name != "赵六" {
		t.Errorf("read again %+v", back)
	}
}

// Where every row names its kind, the general columns go to the facts of it.
func TestMixedResults(t *testing.T) {
	book := results(t, "汇总", []string{"被执行人", "证件号码", "协执单位", "财产类型", "财产名称", "账号、证号、号牌", "财产数量", "财产金额"},
		[]any{"李㛃", "411599197209279304", "溪山农商行", "银行存款", "", "6228480001", "", "12"},
		[]any{"李㛃", "411599197209279304", "车辆管理所", "机动车", "", "豫S12345", "", ""},
		[]any{"李㛃", "411599197209279304", "证券登记公司", "股票", "溪山水泥", "A123456789", "500股", "3000"},
		[]any{"李㛃", "411599197209279304", "民政局", "婚姻登记", "与张某登记结婚", "", "", ""})
	table, kind, m, err := book.ProposeResults()
	if err != nil || kind != "" {
		t.Fatal(kind, err)
	}
	rows := ReadResults(table, kind, m)
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []map[string]string{
		{"银行名称": "溪山农商行", "开户账号": "6228480001"}, {"号牌号码": "豫S12345"}, {"证券名称": "溪山水泥", "证券账户号": "A123456789", "持股数量": "500股"}, {},
	} {
		for label, v := range want {
			if rows[i].Facts[label] != v {
				t.Errorf("row %d: %s is %q, want %q", i, label, rows[i].Facts[label], v)
			}
		}
	}
	if rows[3].Kind != "婚姻登记" || !strings.Contains(rows[3].Note, "登记结婚") || rows[3].None {
		t.Errorf("a register that is no property: %+v", rows[3])
	}
}

func TestContactBookIsRead(t *testing.T) {
	book := results(t, "通讯录", []string{"单位名称", "科室", "联系人", "联系电话", "地址"}, []any{"溪山县不动产登记中心", "查询科", "穆登记", "0376-1", "县城"}, []any{"", "", "", "", ""}, []any{"", "窗口", "某人", "", ""})
	units, rows, err := book.ReadUnits()
	if err != nil || len(units) != 2 || units[0].Department != "查询科" || units[0].Phone != "0376-1" || rows[1] != 5 {
		t.Errorf("units %+v rows %v (%v)", units, rows, err)
	}
}
