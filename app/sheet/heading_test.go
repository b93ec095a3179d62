package sheet

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhixing/app/court"
)

// book saves a workbook made of sheets of rows and gives its path.
func book(t *testing.T, sheets map[string][][]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if sheets["Sheet1"] == nil {
		if err := f.DeleteSheet("Sheet1"); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func propose(t *testing.T, path string) (Table, Mapping) {
	t.Helper()
	w, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	table, m, err := w.Propose()
	if err != nil {
		t.Fatal(err)
	}
	return table, m
}

func TestProposeLedger(t *testing.T) {
	table, m := propose(t, ledgerFile)
	if table.Sheet != "2018年执行案件台账" || table.HeadRow != 3 || len(table.Above) != 2 {
		t.Errorf("sheet %q, heading row %d, above %q", table.Sheet, table.HeadRow, table.Above)
	}
	want := Mapping{
		FieldNumber: 1, FieldFiled: 2, FieldApplicant: 3, FieldDebtor: 4, FieldDebtorID: 5, FieldPhone: 6, FieldAddress: 7,
		FieldCause: 8, FieldBasis: 9, FieldPrincipal: 10, FieldOfficer: 11, FieldClerk: 12, FieldTags: 13, FieldStage: 14,
		FieldRealised: 15, FieldClosed: 16, FieldClosing: 17, FieldNote: 18,
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("mapping %v", m)
	}
	if missing := m.Missing(); missing != nil {
		t.Errorf("missing %v", missing)
	}
}

var caseRow = []any{"贾静", "（2018）豫1599执101号", "溪山县青龙镇人民政府", "2018-3-20", "邓强", 85655}

func TestProposeOtherLayouts(t *testing.T) {
	for _, c := range []struct {
		what    string
		head    [][]any
		row     []any
		headRow int
		want    Mapping
	}{
		{"heading in row 1, other order, further columns",
			[][]any{{"承办法官", "执行案号", "申请人", "收案时间", "被申请执行人", "申请执行标的额（元）", "原审案号", "结案文书", "法定代表人证件号码"}},
			caseRow, 1,
			Mapping{FieldOfficer: 0, FieldNumber: 1, FieldApplicant: 2, FieldFiled: 3, FieldDebtor: 4, FieldPrincipal: 5, FieldBasis: 6}},
		{"heading in row 6",
			[][]any{{"溪山县人民法院"}, {}, {"执行案件统计表"}, {"填表人：贾静", "", "单位：元"}, {}, {"承 办 人", "案　号", "申请执行人", "立案\n日期", "被执行人", "标的（元）"}},
			caseRow, 6,
			Mapping{FieldOfficer: 0, FieldNumber: 1, FieldApplicant: 2, FieldFiled: 3, FieldDebtor: 4, FieldPrincipal: 5}},
		{"two rows of labels",
			[][]any{{"承办人", "案号", "申请执行人", "立案日期", "被执行人", "", "标的额"}, {"", "", "姓名", "", "姓名", "身份证号码", ""}},
			[]any{"贾静", "（2018）豫1599执101号", "溪山县青龙镇人民政府", "2018-3-20", "邓强", "411599195205021534", 85655}, 2,
			Mapping{FieldOfficer: 0, FieldNumber: 1, FieldApplicant: 2, FieldFiled: 3, FieldDebtor: 4, FieldDebtorID: 5, FieldPrincipal: 6}},
	} {
		t.Run(c.what, func(t *testing.T) {
			table, m := propose(t, book(t, map[string][][]any{"Sheet1": append(c.head, c.row)}))
			if table.HeadRow != c.headRow || !reflect.DeepEqual(m, c.want) {
				t.Errorf("heading row %d, mapping %v", table.HeadRow, m)
			}
			rows := ReadLedger(table, m)
			if len(rows) != 1 || rows[0].Outcome != Import || rows[0].SheetRow != c.headRow+1 || rows[0].Principal != 8565500 ||
				rows[0].Number.String() != "（2018）豫1599执101号" || rows[0].Filed != court.D(2018, 3, 20) {
				t.Errorf("rows %+v", rows)
			}
		})
	}
}

func TestProposeTakesTheBestSheet(t *testing.T) {
	path := book(t, map[string][][]any{
		"说明":  {{"本表填写说明"}, {"案号", "填写全称", "备注"}},
		"首执":  {{"承办人", "案号", "申请执行人", "立案日期", "被执行人", "标的额"}, caseRow},
		"参数":  {{"案由", "阶段", "类别"}, {"民间借贷纠纷", "执行准备", "涉民生"}},
		"空白表": {},
	})
	table, _ := propose(t, path)
	if table.Sheet != "首执" {
		t.Errorf("proposed %s", table.Sheet)
	}
	w, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(w.Sheets()); got != 3 {
		t.Errorf("%d sheets with contents", got)
	}
	if table, m, err := w.TableAt("参数", 1); err != nil || len(table.Rows) != 1 || len(m.Missing()) != 4 {
		t.Errorf("chosen sheet: %v %v %v", table, m, err)
	}
	if _, _, err := w.TableAt("参数", 9); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("a heading row below the sheet: %v", err)
	}
}

func TestProposeWithoutHeading(t *testing.T) {
	w, err := Open(book(t, map[string][][]any{"Sheet1": {caseRow, caseRow}}))
	if err != nil {
		t.Fatal(err)
	}
	table, m, err := w.Propose()
	if say, _ := court.Sentence(err); !strings.Contains(say, "标题行") || m != nil || len(table.Rows) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestRecognise(t *testing.T) {
	for label, want := range map[string]Field{
		"案  号": FieldNumber, "案号*": FieldNumber, "原执行案号": "", "保全案号": "", "执行依据案号": FieldBasis,
		"被执行人身份证号/统一社会信用代码": FieldDebtorID, "申请执行人身份证号码": FieldApplicantID, "身份证号码": FieldDebtorID,
		"被执行人（姓名/名称）": FieldDebtor, "被执行人法定代表人": "", "申请执行人委托代理人": "", "申请执行人联系电话": "",
		"标的额(万元)": FieldPrincipal, "未到位金额": "", "到位标的额（元）": FieldRealised, "尚未执行标的金额": "", "结案标的金额": "",
		"执行依据生效日期": "", "立案审批日期": "", "承办人电话": "", "承办部门": "", "结案案由": "", "序号": "", "原表行号": "", "不能导入的原因": "", "": "",
	} {
		if got, _ := ledgerLabels.recognise(label); got != want {
			t.Errorf("%q is taken for %q, want %q", label, got, want)
		}
	}
}
