package sheet

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhixing/app/court"
)

const statementFile = "testdata/statement-2018-11.csv"

// readStatement opens, maps and reads a statement.
func readStatement(t testing.TB, path string) (Table, Statement) {
	t.Helper()
	book, err := OpenStatement(path)
	if err != nil {
		t.Fatal(err)
	}
	table, mapping, err := book.ProposeStatement()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadStatement(table, mapping)
	if err != nil {
		t.Fatal(err)
	}
	return table, s
}

// write makes a file of a text and gives its path.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// brief writes a statement's lines shortly.
func brief(s Statement) string {
	var b strings.Builder
	for _, l := range s.Lines {
		fmt.Fprintf(&b, "%s %s %s %s %s %s %s", l.Date, l.Kind, l.Amount.Plain(), l.Ref, l.Party, l.PartyNo, l.Note)
		if l.Fault != "" {
			b.WriteString(" !" + l.Fault)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestReadStatementOfABank(t *testing.T) {
	table, s := readStatement(t, statementFile)
	if table.HeadRow != 4 || len(s.Lines) != 260 || s.Skipped != 1 || s.Breaks != 0 || !s.Whole || s.Newest || s.Faults != 0 || s.Until != court.D(2018, 11, 30) {
		t.Errorf("head row %d, %d lines, %+v", table.HeadRow, len(s.Lines), s.Notes)
	}
	kinds := map[court.StatementKind]int{}
	for _, l := range s.Lines {
		kinds[l.Kind]++
	}
	if kinds[court.LineDuplicate] != 9 || kinds[court.LineFee] != 12 || kinds[court.LineInterest] != 3 || kinds[court.LineOut] != 34 {
		t.Error(kinds)
	}
	if l := s.Lines[5]; l.Party != "彭𬜬" || l.Amount != 40_677_75 || l.Ref != "100200537" || l.SheetRow != 10 || l.PartyNo != "6243933283679160110" {
		t.Errorf("%+v", l)
	}
	if l := s.Lines[8]; l.Repeats != 8 || l.Mark != s.Lines[7].Mark {
		t.Errorf("%+v", l)
	}
}

// The same two payments and the bank's fee as five banks write them.
func TestReadStatementInManyLayouts(t *testing.T) {
	const want = `2018-11-02 in 39161.55 0001 宋犇 62179 （2018）豫1599执287号案款
2018-11-03 out 16055.82 0002 沈秀兰 62999 发放案款
2018-11-05 fee 5.50 0003   电子汇划费
`
	for name, text := range map[string]string{
		"two columns": `交易日期,流水号,收入金额,支出金额,账户余额,对方户名,对方账号,摘要
2018-11-02,0001,"39,161.55",0.00,"923,473.62",宋犇,62179,（2018）豫1599执287号案款
2018-11-03,0002,0.00,"16,055.82","907,417.80",沈秀兰,62999,发放案款
2018-11-05,0003,,5.50,"907,412.30",,,电子汇划费`,
		"signed": `某某银行账户明细
账号,41001599
记账日,交易流水,交易金额(元),余额(元),交易对手名称,交易对手账号,附言
2018/11/2 09:01:02,0001,39161.55,923473.62,宋犇,62179,（2018）豫1599执287号案款
2018/11/3 10:00,0002,-16055.82,907417.80,沈秀兰,62999,发放案款
2018/11/5 10:00,0003,-5.50,907412.30,,,电子汇划费`,
		"a flag": `交易时间;交易序号;借贷标志;发生额;余额;对方单位名称;对方账户;用途
20181102101500;0001;贷;39161.55;923473.62;宋犇;62179;（2018）豫1599执287号案款
20181103101500;0002;借;16055.82;907417.80;沈秀兰;62999;发放案款
20181105101500;0003;借;5.50;907412.30;;;电子汇划费`,
		"newest first, with tabs and a sum": "日期\t交易编号\t收/支\t金额\t账面余额\t对方名称\t对方卡号\t备注\n" +
			"2018年11月5日\t0003\t支出\t5.50\t907412.30\t\t\t电子汇划费\n2018年11月3日\t0002\t支出\t16055.82\t907417.80\t沈秀兰\t62999\t发放案款\n" +
			"2018年11月2日\t0001\t收入\t39161.55\t923473.62\t宋犇\t62179\t（2018）豫1599执287号案款\n合计\t\t\t55222.87\t\t\t\t\n",
		"payer and payee apart, brought forward, printed twice": `交易日,柜员流水号,借方金额,贷方金额,余额,付款人名称,付款人账号,收款人名称,收款人账号,摘要
承前页,,,,"884,312.07",,,,,
20181102,0001,,39161.55,923473.62,宋犇,62179,溪山法院,41001599,（2018）豫1599执287号案款
20181103,0002,16055.82,,907417.80,溪山法院,41001599,沈秀兰,62999,发放案款
交易日,柜员流水号,借方金额,贷方金额,余额,付款人名称,付款人账号,收款人名称,收款人账号,摘要
20181105,0003,5.50,,907412.30,,,,,电子汇划费
本页小计,,16061.32,39161.55,,,,,,
过次页,,,,907412.30,,,,,`,
		"two rows of headings, 借 and 贷 from the bank's side": `交易日期,流水号,发生额,,余额,对方,,摘要
,,借方,贷方,,对方户名,对方账号,
2018.11.02,0001,39161.55,,923473.62,宋犇,62179,（2018）豫1599执287号案款
2018.11.03,0002,,16055.82,907417.80,沈秀兰,62999,发放案款
2018.11.05,0003,,5.50,907412.30,,,电子汇划费`,
		"the bank's side, payer and payee apart": `交易日,柜员流水号,借方金额,贷方金额,余额,付款人名称,付款人账号,收款人名称,收款人账号,摘要
20181102,0001,39161.55,,923473.62,宋犇,62179,溪山法院,41001599,（2018）豫1599执287号案款
20181103,0002,,16055.82,907417.80,溪山法院,41001599,沈秀兰,62999,发放案款
20181105,0003,,5.50,907412.30,,,,,电子汇划费`,
		"flag and sign": `交易日期|流水号|借/贷|交易金额|余额|对方户名|对方账号|摘要
20181102|="0001"|C|+39,161.55|923,473.62|宋犇|="62179"|（2018）豫1599执287号案款
20181103|="0002"|D|-16,055.82|907,417.80|沈秀兰|="62999"|发放案款
20181105|="0003"|D|-5.50|907,412.30|||电子汇划费`,
	} {
		for _, form := range []string{"utf8", "bom", "gb18030", "crlf"} {
			body := text
			switch form {
			case "bom":
				body = utf8BOM + text
			case "gb18030":
				body, _ = simplifiedchinese.GB18030.NewEncoder().String(text)
			case "crlf":
				body = strings.ReplaceAll(text, "\n", "\r\n")
			}
			_, s := readStatement(t, write(t, "明细.csv", body))
			got := brief(s)
			if s.Newest {
				lines := strings.SplitAfter(got, "\n")
				got = lines[2] + lines[1] + lines[0]
			}
			if got != want || !s.Whole {
				t.Errorf("%s, %s:\n%s%v", name, form, got, s.Notes)
			}
		}
	}
}

func TestReadStatementOfAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"账户交易明细"}, {"起止日期：2018-11-01 至 2018-11-30"},
		{"交易日期", "交易流水号", "借方发生额", "贷方发生额", "账户余额", "对方户名", "对方账号", "摘要", "附言"},
		{43406, 100200372.0, nil, 39161.55, 923473.62, "宋犇", "6292174218096792908", "转账", "执287号案款"},
		{43406.6181, "100200377", 16055.82, nil, 907417.8, "沈秀兰", "6293834701746814538", "转账", "转账"},
		{"", "合计", 16055.82, 39161.55, nil, nil, nil, nil, nil},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "明细.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	_, s := readStatement(t, path)
	const want = "2018-11-02 in 39161.55 100200372 宋犇 6292174218096792908 转账 执287号案款\n2018-11-02 out 16055.82 100200377 沈秀兰 6293834701746814538 转账\n"
	if brief(s) != want || !s.Whole || s.Until != court.D(2018, 11, 30) {
		t.Errorf("%s%v", brief(s), s.Notes)
	}
}

func TestReadStatementLooksAtBalances(t *testing.T) {
	const heads = "交易日期,流水号,收入,支出,余额,对方户名,摘要\n"
	_, s := readStatement(t, write(t, "a.csv", heads+"20181102,1,10.00,,110.00,甲,\n20181103,2,10.00,,130.00,甲,\n20181104,3,,30.00,100.00,乙,"))
	if s.Breaks != 1 || s.Whole || !strings.Contains(s.Lines[1].Remark, "接不上") || s.Lines[2].Remark != "" {
		t.Errorf("%+v", s)
	}
	// a red entry takes back what came in
	_, s = readStatement(t, write(t, "a.csv", heads+"20181102,1,10.00,,110.00,甲,\n20181103,2,-10.00,,100.00,甲,冲正\n20181104,3,,-30.00,130.00,乙,退汇"))
	if !s.Whole || s.Lines[1].Kind != court.LineOut || !s.Lines[1].Returned || s.Lines[2].Kind != court.LineIn || s.Lines[2].Amount != 30_00 || !s.Lines[2].Returned {
		t.Errorf("%+v", s.Lines)
	}
	// no reference and no balance: two equal payments are not thrown away
	_, s = readStatement(t, write(t, "a.csv", "交易日期,收入,支出,对方户名,摘要\n20181102,10.00,,甲,还款\n20181102,10.00,,甲,还款"))
	if s.Lines[1].Kind != court.LineIn || s.Lines[1].Repeats != 1 || s.Lines[0].Mark == s.Lines[1].Mark {
		t.Errorf("%+v", s.Lines)
	}
	// with the balance they are two payments, without doubt
	_, s = readStatement(t, write(t, "a.csv", heads+"20181102,1,10.00,,110.00,甲,还款\n20181102,1,10.00,,120.00,甲,还款"))
	if s.Lines[1].Repeats != 0 || s.Lines[1].Mark != "1#2" {
		t.Errorf("%+v", s.Lines)
	}
}

func TestReadStatementRefuses(t *testing.T) {
	for name, x := range map[string]struct{ text, says string }{
		"no headings":   {"a,b,c\n1,2,3", "标题行"},
		"a ledger":      {"案号,立案日期,申请执行人,被执行人\n（2018）豫1599执1号,2018-01-01,甲,乙", "标题行"},
		"no line":       {"交易日期,收入,支出,余额\n合计,1.00,1.00,", "没有交易"},
		"in or out?":    {"交易日期,金额,对方户名,摘要\n20181102,10.00,甲,\n20181103,20.00,乙,", "分不清"},
		"nothing in it": {"", "空文件"},
		"no text":       {"交易日期,收入,支出\n\xff\xff\xff\x81,1,2\n", "乱码"},
	} {
		book, err := OpenStatement(write(t, "a.csv", x.text))
		if err == nil {
			var table Table
			var m StatementMapping
			if table, m, err = book.ProposeStatement(); err == nil {
				_, err = ReadStatement(table, m)
			}
		}
		if say, _ := court.Sentence(err); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(say, x.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for text, fault := range map[string]string{
		"20181102,1,10.005,,甲": "小数", "20181102,1,一百,,甲": "金额", "20181102,1,1,1,甲": "都有金额", "20181302,1,10.00,,甲": "日期", ",1,10.00,,甲": "交易日期",
		"20181102,1,1234567890123456,,甲": "太大",
	} {
		_, s := readStatement(t, write(t, "a.csv", "交易日期,流水号,收入,支出,对方户名\n20181101,0,1.00,,甲\n"+text))
		if len(s.Lines) != 2 || s.Faults != 1 || !strings.Contains(s.Lines[1].Fault, fault) {
			t.Errorf("%s: %+v", text, s.Lines)
		}
	}
}

// A corrected mapping is found again for the next file of the layout.
func TestRememberedMapping(t *testing.T) {
	book, err := OpenStatement(write(t, "a.csv", "日期,编码,款一,款二,姓名\n20181102,7,10.00,,甲"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := book.ProposeStatement(); err == nil {
		t.Fatal("took columns nobody knows")
	}
	table, m, err := book.StatementAt("a.csv", 1)
	if err != nil || m.Fault() == "" {
		t.Fatal(m, err)
	}
	m[BankRef], m[BankIn], m[BankOut], m[BankParty] = 1, 2, 3, 4
	labels := table.Labels(m)
	if again := table.Remembered(StatementMapping{}, labels); len(again) != 5 || again[BankOut] != 3 {
		t.Error(again)
	}
	s, err := ReadStatement(table, m)
	if err != nil || brief(s) != "2018-11-02 in 10.00 7 甲  \n" {
		t.Error(brief(s), err)
	}
	table.Heads[2] = "别的"
	if m := table.Remembered(StatementMapping{BankDate: 0}, labels); len(m) != 1 {
		t.Error("a label that is gone was taken")
	}
}

func TestWriteStatementReport(t *testing.T) {
	var b bytes.Buffer
	err := WriteStatementReport(&b, []StatementVerdict{
		{court.StatementLine{Line: 1, Kind: court.LineIn, Amount: 599077}, "（2018）豫1599执208号", court.MatchLikely},
		{court.StatementLine{Line: 2, Kind: court.LineIn, Fault: "不对"}, "", court.MatchNone},
	})
	if want := utf8BOM + "line,kind,amount_fen,case_number,confidence\r\n1,in,599077,（2018）豫1599执208号,likely\r\n2,error,0,,none\r\n"; err != nil || b.String() != want {
		t.Error(b.String(), err)
	}
}

// BenchmarkReadStatement reads 10,000 lines in GB18030.
func BenchmarkReadStatement(b *testing.B) {
	raw, err := os.ReadFile(statementFile)
	if err != nil {
		b.Fatal(err)
	}
	text, err := decodeText(raw)
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.SplitAfter(text, "\n")
	var long strings.Builder
	long.WriteString(strings.Join(lines[:4], ""))
	for range 40 {
		long.WriteString(strings.Join(lines[4:264], ""))
	}
	body, err := simplifiedchinese.GB18030.NewEncoder().String(long.String())
	if err != nil {
		b.Fatal(err)
	}
	path := write(b, "long.csv", body)
	for b.Loop() {
		if _, s := readStatement(b, path); len(s.Lines) != 10_400 {
			b.Fatal(len(s.Lines))
		}
	}
}
