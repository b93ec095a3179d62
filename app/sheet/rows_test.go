package sheet

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

var fullHeads = []string{
	"案号", "立案日期", "申请执行人", "被执行人", "被执行人证件", "标的额", "到位金额", "结案日期", "结案方式", "案件类别", "当前阶段", "备注",
}

// readAll reads a table of the rows under fullHeads; a row may be shorter.
func readAll(above []string, rows ...[]string) []LedgerRow {
	m, _ := proposeMapping(fullHeads)
	return ReadLedger(Table{Sheet: "台账", HeadRow: 3, Above: above, Heads: fullHeads, Rows: rows}, m)
}

func codes(r LedgerRow) []Code {
	var out []Code
	for _, p := range r.Why {
		out = append(out, p.Code)
	}
	return out
}

func TestRowsRefusedAndWarned(t *testing.T) {
	good := []string{"（2018）豫1599执101号", "2018-3-20", "胡婠", "邓强", "411599195205021534", "85655", "", "", "", "", "", ""}
	with := func(pairs ...any) []string {
		row := slices.Clone(good)
		for i := 0; i < len(pairs); i += 2 {
			row[slices.Index(fullHeads, pairs[i].(string))] = pairs[i+1].(string)
		}
		return row
	}
	for _, c := range []struct {
		row     []string
		outcome court.LedgerOutcome
		codes   []Code
		says    string
	}{
		{good, Import, nil, ""},
		{with("案号", "待立案"), Reject, []Code{CodeNoNumber}, "待立案"},
		{with("案号", "豫1599执101"), Reject, []Code{CodeBadNumber}, "豫1599执101"},
		{with("立案日期", ""), Reject, []Code{CodeNoFiled}, "没有立案日期"},
		{with("立案日期", "2018.13.5"), Reject, []Code{CodeBadFiled}, "2018.13.5"},
		{with("申请执行人", " "), Reject, []Code{CodeNoApplicant}, "申请执行人"},
		{with("被执行人", "-", "被执行人证件", ""), Reject, []Code{CodeNoDebtor}, "被执行人"},
		{with("标的额", "约3万"), Reject, []Code{CodeBadPrincipal}, "标的额填的“约3万”不是金额"},
		{with("到位金额", "1.005"), Reject, []Code{CodeBadRealised}, "到位金额"},
		{with("结案日期", "2018-6-31", "结案方式", "执结"), Reject, []Code{CodeBadClosed}, "2018-6-31"},
		{with("结案日期", "2018-2-1", "结案方式", "执结"), Reject, []Code{CodeClosedEarlier}, "早于"},
		{with("结案日期", "2018-6-1", "结案方式", "终结"), Reject, []Code{CodeBadClosing}, "终结"},
		{with("结案日期", "2018-6-1"), Reject, []Code{CodeHalfClosed}, "没有结案方式"},
		{with("结案方式", "终本"), Reject, []Code{CodeHalfClosed}, "没有结案日期"},
		{with("备注", "#REF!"), Reject, []Code{CodeExcelError}, "#REF!"},
		{with("案号", "待立案", "立案日期", "2018.13.5"), Reject, []Code{CodeNoNumber, CodeBadFiled}, "2018.13.5"},
		{with("被执行人证件", "411599195205021535"), ImportWithWarning, []Code{CodeIDCheckDigit}, "末位应为4"},
		{with("被执行人证件", "41159919520502153"), ImportWithWarning, []Code{CodeIDMalformed}, "17位"},
		{with("被执行人证件", "4.1159919520502202E17"), ImportWithWarning, []Code{CodeIDTruncated}, "丢失"},
		{with("当前阶段", "评估"), ImportWithWarning, []Code{CodeUnknownStage}, "评估"},
		{with("案件类别", "涉民生、涉外"), ImportWithWarning, []Code{CodeUnknownTag}, "涉外"},
	} {
		rows := readAll(nil, c.row)
		if len(rows) != 1 {
			t.Fatalf("%v gives %d rows", c.row, len(rows))
		}
		r := rows[0]
		if r.Outcome != c.outcome || !reflect.DeepEqual(codes(r), c.codes) || !strings.Contains(r.Reasons(), c.says) {
			t.Errorf("%v: %s %v %q", c.row, r.Outcome, codes(r), r.Reasons())
		}
	}
}

func TestDuplicates(t *testing.T) {
	rows := readAll(nil,
		[]string{"（2018）豫1599执101号", "2018-13-1", "胡婠", "邓强"},
		[]string{"(2018)豫1599执101号", "2018-3-1", "胡婠", "邓强"},
		[]string{"（２０１８）豫１５９９执１０１号", "2018-3-1", "胡婠", "邓强"},
	)
	want := [][]Code{{CodeBadFiled}, nil, {CodeDuplicate}}
	for i, r := range rows {
		if !reflect.DeepEqual(codes(r), want[i]) {
			t.Errorf("row %d: %v", i, codes(r))
		}
	}
	if !strings.Contains(rows[2].Reasons(), "第5行") {
		t.Errorf("the reason does not name the first row: %s", rows[2].Reasons())
	}
}

func TestRowsThatAreNoData(t *testing.T) {
	rows := readAll(nil,
		[]string{"（2018）豫1599执101号", "2018-3-1", "胡婠", "邓强"},
		nil,
		[]string{"", " ", "　", "-"},
		fullHeads,
		[]string{"合 计", "", "", "", "", "123456789.01"},
		[]string{"本页小计：1件", "", "1人", "", "", "100"},
		[]string{"制表人：贾静", "", "", "审核：何强"},
		[]string{"注：以上金额不含利息"},
		[]string{"", "", "胡婠", "合计欠款人", "", "5"},
	)
	if len(rows) != 2 || rows[0].SheetRow != 4 || rows[1].SheetRow != 12 || rows[1].Outcome != Reject {
		t.Errorf("rows %+v", rows)
	}
}

// Taking only the first of the rows would lose the other debtors in silence.
func TestCaseOverSeveralRows(t *testing.T) {
	rows := readAll(nil,
		[]string{"（2018）豫1599执101号", "2018-3-1", "胡婠", "邓强"},
		[]string{"", "", "", "胡骉"},
		[]string{"", "", "", "周军"},
		[]string{"（2018）豫1599执102号", "2018-3-1", "胡婠", "邓强"},
	)
	for i, want := range []court.LedgerOutcome{Reject, Reject, Reject, Import} {
		if rows[i].Outcome != want || want == Reject && !reflect.DeepEqual(codes(rows[i]), []Code{CodeSpansRows}) {
			t.Errorf("row %d: %s %v", i, rows[i].Outcome, codes(rows[i]))
		}
	}
}

func TestIdentifiersFindTheirOwners(t *testing.T) {
	const person, other, unit = "411599195205021534", "411599196504083713", "914115997AF5DGC353"
	for _, c := range []struct {
		names, ids string
		want       []string
		outcome    court.LedgerOutcome
		note       string
	}{
		{"邓强、胡骉", person + "、" + other, []string{person, other}, Import, ""},
		{"邓强；胡骉", strings.ToLower(person) + "\n" + other, []string{person, other}, Import, ""},
		{"豫南建材商贸有限公司、邓强", person, []string{"", person}, ImportWithWarning, ""},
		{"豫南建材商贸有限公司、邓强", unit, []string{unit, ""}, ImportWithWarning, ""},
		{"邓强、胡骉", person, []string{"", ""}, ImportWithWarning, "被执行人证件号码未对应：" + person},
		{"邓强、胡骉", "", []string{"", ""}, Import, ""},
	} {
		r := readAll(nil, []string{"（2018）豫1599执101号", "2018-3-1", "胡婠", c.names, c.ids})[0]
		if !reflect.DeepEqual(r.DebtorIDs, c.want) || r.Note != c.note {
			t.Errorf("%s %s: %v, note %q", c.names, c.ids, r.DebtorIDs, r.Note)
		}
		if c.note != "" && !reflect.DeepEqual(codes(r), []Code{CodeIDUnpaired}) {
			t.Errorf("%s %s: %v", c.names, c.ids, codes(r))
		}
	}
}

func TestTenThousands(t *testing.T) {
	row := []string{"（2018）豫1599执101号", "2018-3-1", "胡婠", "邓强", "", "12.5"}
	for above, want := range map[string]court.Money{
		"单位：万元": 12500000, "制表：综合组　单位：人民币万元": 12500000, "单位：元": 1250, "": 1250, "标的超过100万元的案件": 1250,
	} {
		if got := readAll([]string{above}, row)[0].Principal; got != want {
			t.Errorf("%q: %v, want %v", above, got, want)
		}
	}
	heads := slices.Clone(fullHeads)
	heads[5] = "标的额（万元）"
	m, _ := proposeMapping(heads)
	if got := ReadLedger(Table{HeadRow: 1, Heads: heads, Rows: [][]string{row}}, m)[0].Principal; got != 12500000 {
		t.Errorf("unit in the label: %v", got)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]court.ClosingMode{
		"执结": court.ClosedFulfilled, "执行完毕（自动履行）": court.ClosedFulfilled, "终本": court.ClosedInterim, "程序终结": court.ClosedInterim,
		"终结本次执行程序": court.ClosedInterim, "终结执行": court.ClosedTerminated, "销案": court.ClosedWithdrawn, "驳回申请": court.ClosedRejected, " 保全完毕 ": court.ClosedProtected,
	} {
		if got, ok := closingOf(text); !ok || got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
	for text, want := range map[string]court.Stage{
		"执行准备": court.StagePreparation, "财产查控阶段": court.StageAssetControl, "强制执行": court.StageCompulsion, "审查结案": court.StageClosingReview,
	} {
		if got, ok := stageOf(text); !ok || got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
	for text, want := range map[string]string{
		"一般": "", "": "", "涉公职人员": "涉公职人员", "涉公职": "涉公职人员", "民生": "涉民生", "涉民生、涉金融案件": "涉民生|涉金融", "涉民生,民生": "涉民生",
	} {
		if got, unknown := tagsOf(text); strings.Join(got, "|") != want || unknown != nil {
			t.Errorf("%q is %q, unknown %q", text, got, unknown)
		}
	}
}

func TestReadBasis(t *testing.T) {
	for text, want := range map[string]court.Basis{
		"（2017）豫1599民初1004号民事判决书":            {Number: "（2017）豫1599民初1004号", Kind: "民事判决书"},
		"(2017) 豫1599民初1004号 《民事调解书》":        {Number: "（2017）豫1599民初1004号", Kind: "民事调解书"},
		"溪山县人民法院（2017）豫1599民初1004号之一民事裁定书":   {Organ: "溪山县人民法院", Number: "（2017）豫1599民初1004号之一", Kind: "民事裁定书"},
		"支付令（2018）豫1599民督3号":                 {Number: "（2018）豫1599民督3号", Kind: "支付令"},
		"（2017）豫1599民初1号、（2018）豫15民终2号民事判决书": {Number: "（2017）豫1599民初1号、（2018）豫15民终2号民事判决书"},
		"溪劳人仲裁字〔2017〕12号仲裁裁决书":               {Number: "溪劳人仲裁字（2017）12号", Kind: "仲裁裁决书"},
		"（2017）豫1599民初1004号民事判决书第二项至第四项":     {Number: "（2017）豫1599民初1004号民事判决书第二项至第四项"},
		"公证书": {Number: "公证书"},
		"":    {},
	} {
		if got := ReadBasis(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

func TestPartyKindOf(t *testing.T) {
	for name, want := range map[string]court.PartyKind{
		"邓强": court.PartyPerson, "欧阳頔": court.PartyPerson, "令狐建国": court.PartyPerson, "李行": court.PartyPerson, "古丽·买买提社": court.PartyPerson,
		"豫南建材商贸有限公司": court.PartyCompany, "溪山县青龙镇人民政府": court.PartyCompany, "溪山县农村信用合作联社": court.PartyCompany,
		"溪山村镇银行股份有限公司": court.PartyCompany, "溪山县第二中学": court.PartyCompany, "溪山县福满家超市": court.PartyOther,
		"华中保险股份有限公司溪山支公司": court.PartyOther, "溪山县教育局": court.PartyCompany, "老城街道兴旺经营部": court.PartyOther,
	} {
		if got := PartyKindOf(name, ""); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := PartyKindOf("福满", "91411599FND0M07L3N"); got == court.PartyPerson {
		t.Errorf("a credit code belongs to a unit, got %s", got)
	}
	if got := PartyKindOf("阿依古丽商店", "411599195205021534"); got != court.PartyPerson {
		t.Errorf("an identity number belongs to a person, got %s", got)
	}
}

// The office adds what only the database knows.
func TestAdd(t *testing.T) {
	r := readAll(nil, []string{"（2018）豫1599执101号", "2018-3-1", "胡婠", "邓强"})[0]
	r.Add(court.LedgerProblem{Code: "already in", Field: string(FieldNumber), Say: "该案已登记。", Fatal: true})
	r.Add(court.LedgerProblem{Code: CodeUnknownStage, Say: "提示。"})
	if r.Outcome != Reject || r.Reasons() != "该案已登记。提示。" {
		t.Errorf("%s %q", r.Outcome, r.Reasons())
	}
	if fmt.Sprint(Import.Name(), Reject.Name()) != "导入不导入" {
		t.Error("names of outcomes")
	}
}
