package statement

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// toDryRun opens a statement and makes the dry run.
func toDryRun(t *testing.T, f *uitest.Frame, text string) *page {
	t.Helper()
	path := filepath.Join(t.TempDir(), "明细.csv")
	f.Must(os.WriteFile(path, []byte(text), 0o600))
	f.Me = f.Staff["钱会计"]
	p := NewStatementPage(f).(*page)
	f.Open(p)
	f.Choose = path
	p.Choose()
	uitest.Until(t, "the file is read", func() bool { return p.At() == importing.StepColumns })
	p.Forward()
	uitest.Until(t, "the dry run is made", func() bool { return p.At() == importing.StepDryRun })
	return p
}

const heads = "交易日期,流水号,收入,支出,余额,对方户名,摘要\n"

func TestStatementIsTriedChosenAndPosted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	first, second := f.Register("李契"), f.Register("令狐䶮", "李契")
	p := toDryRun(t, f, heads+
		"20181102,1002003001,100.00,,100.00,李契,"+first.Number.String()+"\n"+
		"20181103,1002003002,200.00,,300.00,令狐䶮,还款\n"+
		"20181104,1002003003,300.00,,600.00,李契,还款\n"+
		"20181105,1002003004,400.00,,1000.00,孙八,还款\n"+
		"20181105,1002003005,,5.00,995.00,,手续费\n")
	if p.dry.tabs.Chosen() != tabTray || p.dry.table.Total() != 3 {
		t.Fatalf("%s with %d lines", p.dry.tabs.Chosen(), p.dry.table.Total())
	}
	p.dry.acceptLikely()
	if x := p.result.Items[1]; x.Plan != office.PlanCase || x.CaseID != second.ID || p.dry.table.Total() != 2 {
		t.Errorf("%+v", x)
	}
	several, _ := p.dry.table.Chosen()
	f.Press("Return")
	if f.Dialog() == nil || !uitest.Shows(second.Number.String(), f.Dialog()) {
		t.Fatal("Enter does not offer the cases")
	}
	f.Press("Down", "Return")
	if x := p.result.Items[several.Line-1]; x.Plan != office.PlanCase || x.CaseID != several.Candidates[1].CaseID || f.Dialog() != nil {
		t.Errorf("%+v", x)
	}
	f.Me = f.Staff["钱会计"]
	p.Forward()
	uitest.Until(t, "it is posted", func() bool { return p.At() == importing.StepResult })
	in, sum := p.result.Count(office.PlanCase)
	pool, _ := p.result.Count(office.PlanPool)
	if in != 3 || sum != 600_00 || pool != 1 {
		t.Errorf("%d lines of %s, %d in the pool", in, sum, pool)
	}
	lines, err := f.Office().PoolMoney(ctx)
	f.Must(err)
	if len(lines) != 1 || lines[0].Payer != "孙八" {
		t.Errorf("%+v", lines)
	}
	p.export()
	uitest.Until(t, "the list is written", func() bool { return strings.Contains(f.Said, "已导出 5 行") })
}

func TestChoicesAreNotLostInSilence(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	p := toDryRun(t, f, heads+"20181103,1002003002,200.00,,300.00,李契,还款\n20181104,1002003003,1.00,,301.00,孙八,\n")
	if !p.Leave(func() {}) {
		t.Error("asks although nothing was chosen")
	}
	p.dry.acceptLikely()
	if p.Leave(func() {}) || f.Dialog() == nil {
		t.Error("leaves with choices")
	}
	f.Press("Escape")
	p.Back()
	if p.At() != importing.StepDryRun {
		t.Error("goes back with choices")
	}
	f.Press("Escape")
	x := p.result.Items[0]
	p.dry.toPool(x)
	if len(p.chosen) != 0 || p.result.Items[0].Plan != office.PlanPool {
		t.Errorf("%+v", p.chosen)
	}
	p.dry.leaveOut(x)
	if p.result.Items[0].Plan != office.PlanNone || !p.chosen[1].Skip {
		t.Errorf("%+v", p.chosen)
	}
}

func TestUnknownColumnsArePointedOutOnce(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	path := filepath.Join(t.TempDir(), "怪.csv")
	f.Must(os.WriteFile(path, []byte("日子,凭单,进,出,谁\n20181102,77,10.00,,甲\n"), 0o600))
	open := func() *page {
		f.Me = f.Staff["钱会计"]
		p := NewStatementPage(f).(*page)
		f.Open(p)
		f.Choose = path
		p.Choose()
		uitest.Until(t, "the file is read", func() bool { return p.At() == importing.StepColumns })
		return p
	}
	p := open()
	p.Forward()
	if !strings.Contains(p.columns.Message(), "交易日期") {
		t.Error(p.columns.Message())
	}
	for field, column := range map[sheet.StatementField]int{sheet.BankDate: 0, sheet.BankRef: 1, sheet.BankIn: 2, sheet.BankOut: 3, sheet.BankParty: 4} {
		p.columns.Choose(field, column)
	}
	p.Forward()
	uitest.Until(t, "the dry run is made", func() bool { return p.At() == importing.StepDryRun })
	if again := open(); again.mapping[sheet.BankOut] != 3 || again.mapping.Fault() != "" {
		t.Errorf("%v", again.mapping)
	}
}

func TestOnlyThoseWhoMayImport(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := NewStatementPage(f).(*page) // as an officer
	f.Open(p)
	p.Choose()
	if p.At() != importing.StepFile || !uitest.Shows("您的岗位不能导入银行流水；这项工作由财务、书记员办理。", f.Window().Canvas().Content()) {
		t.Error(uitest.Texts(f.Window().Canvas().Content()))
	}
	if office.Can(f.Staff["沈国栋"], office.MayImportStatement) || !office.Can(f.Staff["钱会计"], office.MayImportStatement) {
		t.Error("who may import")
	}
}

// TestAFileOfPaymentsIsCertainAndCounted: the line that is a whole file is shown
// as certain, and the sentence after posting counts its payments.
func TestAFileOfPaymentsIsCertainAndCounted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c, acc := f.Register("李契"), f.Staff["钱会计"]
	_, err := f.Office().RecordReceipt(ctx, acc, court.Receipt{CaseID: c.ID, Date: court.D(2018, 11, 1), Payer: "李契", Way: "转账", Amount: 1_000_00})
	f.Must(err)
	var ids []int64
	for _, m := range []court.Money{100_00, 250_00} {
		d, err := f.Office().AskDisbursement(ctx, f.Staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张㛃", PayeeBank: "信用社", PayeeNo: "6229001", Amount: m})
		f.Must(err)
		f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
		ids = append(ids, d.ID)
	}
	b, err := f.Office().MakeBatch(ctx, acc, ids)
	f.Must(err)
	p := toDryRun(t, f, heads+"20181123,1002003001,,350.00,650.00,批量代发过渡户,代发"+b.Number+"\n")
	if state, sure := certaintyState(p.result.Items[0]); state != widgets.StateDone || sure != court.MatchSure.Name() {
		t.Errorf("the line is shown as %s", sure)
	}
	p.Forward()
	uitest.Until(t, "it is posted", func() bool { return p.At() == importing.StepResult })
	if !strings.Contains(f.Said, "确认发放 2 笔") {
		t.Errorf("said %q", f.Said)
	}
}

// TestEveryLineForAPersonHasADoor: each kind of line that a person must look at
// offers what can be done about it; one that is a file of payments with another
// sum opens the files.
func TestEveryLineForAPersonHasADoor(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c, acc := f.Register("李契"), f.Staff["钱会计"]
	receive := func(amount court.Money, day int) {
		_, err := f.Office().RecordReceipt(ctx, acc, court.Receipt{CaseID: c.ID, Date: court.D(2018, 11, day), Payer: "李契", Way: "转账", Amount: amount})
		f.Must(err)
	}
	receive(1_000_00, 1)
	receive(77_00, 20)
	var ids []int64
	for _, m := range []court.Money{100_00, 250_00} {
		d, err := f.Office().AskDisbursement(ctx, f.Staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张㛃", PayeeBank: "信用社", PayeeNo: "6229001", Amount: m})
		f.Must(err)
		f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
		ids = append(ids, d.ID)
	}
	b, err := f.Office().MakeBatch(ctx, acc, ids)
	f.Must(err)
	p := toDryRun(t, f, heads+
		"20181122,1002003001,,340.00,660.00,批量代发过渡户,代发"+b.Number+"\n"+
		"20181122,1002003002,,5.55,654.45,某公司,货款\n"+
		"20181122,1002003003,88.00,,742.45,张㛃,退汇\n"+
		"20181122,1002003004,77.00,,819.45,李契,"+c.Number.String()+"\n")
	looked := 0
	for _, x := range p.result.Items {
		if x.Plan != office.PlanLook {
			continue
		}
		looked++
		if len(p.dry.menu(x)) == 0 {
			t.Errorf("nothing can be done about %s %s: %s", x.Kind.Name(), x.Amount, x.Why)
		}
	}
	if looked != 4 {
		t.Errorf("%d lines are for a person: %+v", looked, p.result.Items)
	}
	labels := func(x office.StatementItem) (out []string) {
		for _, item := range p.dry.menu(x) {
			out = append(out, item.Label)
		}
		return out
	}
	if got := labels(p.result.Items[0]); len(got) != 2 || got[0] != "批量付款的批次…" {
		t.Fatalf("the file with another sum offers %q", got)
	}
	p.dry.tabs.SetChosen(string(office.PlanLook))
	p.dry.filter()
	p.dry.table.ChooseIndex(0)
	if !uitest.Shows("批量付款的批次…", p.dry.detail) {
		t.Errorf("no button beside the line: %q", uitest.Texts(p.dry.detail))
	}
	p.dry.menu(p.result.Items[0])[0].Do()
	uitest.Until(t, "the files show", func() bool { return f.Dialog() != nil && uitest.Shows("已生成的批次", f.Dialog()) })
}
