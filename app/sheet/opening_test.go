package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

const openingCSV = `溪山县人民法院未发放案款清单,,,,,,,
截至2018年5月31日,,,,,,,
案号,款项性质,到账日期,交款人,未发金额,未发原因,计划发放日期,备注
（2015）溪执字第12号,执行款,2015-03-02,李㛃,"12,345.67",另案冻结,2018-12-31,
,不明款,2014年7月1日,某公司,300,,,回单模糊
（2018）豫1599执186号,,20180105,王平,1.005,,,
（2018）豫1599执187号,,2018-01-06,王平,-5,,,
（2018）豫1599执188号,,2018-01-06,王平,壹佰元,,,
（2018）豫1599执189号,彩票,2018-02-30,王平,1234567890123456.00,家里有事,,
执12,,2018-01-06,王平,8,,,
合计,,,,12345.67,,,
制表：秦静宜,,,审核：,,,,
`

func TestReadOpenings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "期初.csv")
	if err := os.WriteFile(path, []byte(openingCSV), 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := OpenStatement(path)
	if err != nil {
		t.Fatal(err)
	}
	table, mapping, err := book.ProposeOpening()
	if err != nil {
		t.Fatal(err)
	}
	if table.HeadRow != 3 || len(mapping) != 8 || mapping[OpenUntil] != 6 {
		t.Fatalf("heading row %d, %v", table.HeadRow, mapping)
	}
	rows := ReadOpenings(table, mapping)
	if len(rows) != 7 {
		t.Fatalf("%d rows", len(rows))
	}
	first := rows[0]
	if first.Outcome != Import || first.Number.String() != "（2015）溪执字第12号" || first.Fund != court.FundCase || first.Amount != 12_345_67 ||
		first.Date != court.D(2015, 3, 2) || first.Cause != court.CauseFrozen || first.Until != court.D(2018, 12, 31) || first.SheetRow != 4 {
		t.Errorf("%+v", first)
	}
	if second := rows[1]; second.Outcome != Import || second.Fund != court.FundUnknown || second.Payer != "某公司" || second.Number != (court.CaseNumber{}) {
		t.Errorf("%+v", second)
	}
	for i, want := range []string{"小数超过两位", "不能是负数", "不是金额", "彩票", "不是案号"} {
		if r := rows[i+2]; r.Outcome != Reject || !strings.Contains(r.Reasons(), want) {
			t.Errorf("row %d is %s: %s", r.SheetRow, r.Outcome, r.Reasons())
		}
	}
	if s := rows[5].Reasons(); !strings.Contains(s, "太大") || !strings.Contains(s, "不是有效日期") || !strings.Contains(s, "家里有事") {
		t.Errorf("several faults are told together: %s", s)
	}
	refused := filepath.Join(t.TempDir(), "拒绝.xlsx")
	if err := WriteRefusedOpenings(refused, table, mapping, rows); err != nil {
		t.Fatal(err)
	}
	again, err := Open(refused)
	if err != nil {
		t.Fatal(err)
	}
	table, mapping, err = again.ProposeOpening()
	if err != nil {
		t.Fatal(err)
	}
	if back := ReadOpenings(table, mapping); len(back) != 5 || back[1].Payer != "王平" {
		t.Errorf("the refused rows cannot come back: %+v", back)
	}
}

func TestProposeOpeningRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "别的.csv")
	if err := os.WriteFile(path, []byte("姓名,电话,地址\n甲,1,乙\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := OpenStatement(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := book.ProposeOpening(); court.CodeOf(err) != court.CodeInvalid {
		t.Error(err)
	}
}
