package moneydesk

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/opening"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// turn shows a tab of the desk.
func turn(p *page, tab string) {
	p.tabs.SetChosen(tab)
	p.show()
	p.focus()
}

// textOf gives what a PDF says.
func textOf(f *uitest.Frame, path string) string {
	f.T.Helper()
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	f.Must(err)
	return string(out)
}

// openBalances brings opening money of two cases and of nobody in.
func openBalances(f *uitest.Frame, one, two court.Case) {
	f.T.Helper()
	row := func(n int, c court.Case, on court.Date, amount court.Money) court.OpeningRow {
		return court.OpeningRow{SheetRow: n, Outcome: court.LedgerImport, Number: c.Number, Date: on, Amount: amount}
	}
	_, err := f.Office().ImportOpenings(ctx, f.Staff["钱会计"], []court.OpeningRow{row(2, one, court.D(2015, 3, 2), 30_000_00), row(3, two, court.D(2016, 8, 9), 12_000_00),
		row(4, court.Case{}, court.D(2014, 5, 1), 5_000_00)}, office.OpeningPlan{On: court.D(2018, 8, 31)}, false, nil)
	f.Must(err)
}

func TestClearingIsMarkedAndPrinted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	one, two := f.Register("李契"), f.Register("令狐䶮")
	openBalances(f, one, two)
	receive(f, f.Register("甲"), court.D(2018, 11, 1), 700_00)
	d := request(f, one, "沈国栋", 20_000_00)
	f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
	f.Must(f.Office().PayDisbursement(ctx, f.Staff["钱会计"], d.ID, uitest.Today, ""))
	p := openDesk(t, f, "沈国栋")
	turn(p, tabClearing)
	uitest.Until(t, "the list is read", func() bool { return p.clearing.loaded })
	c := p.clearing
	if c.data.Total != 47_000_00 || c.data.Left != 27_000_00 || c.table.Total() != 3 || len(c.data.Burn) != 4 {
		t.Fatalf("%s of %s, %d rows, burn-down %v", c.data.Left, c.data.Total, c.table.Total(), c.data.Burn)
	}
	c.filter.SetChosen(clearAll)
	c.show()
	if c.table.Total() != 4 || !strings.Contains(c.about.Text, "27,700.00") {
		t.Errorf("%d rows, %s", c.table.Total(), c.about.Text)
	}
	c.filter.SetChosen(clearNone)
	c.show()
	c.table.Mark(c.table.Rows()[:2])
	c.markChosen()
	f.Type("另案冻结")
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // takes what was typed, goes on
	f.Type("等待冻结法院答复")
	f.Press(fyne.KeyReturn)
	f.Type("20181231")
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "the causes are kept", func() bool {
		return strings.Contains(f.Said, "已登记未发原因") && c.filter.Chosen() == clearNone && c.table.Total() == 1
	})
	c.press(string(court.CauseFrozen))
	if c.table.Total() != 2 || c.filter.Chosen() != clearAll {
		t.Errorf("by cause: %d rows of %s", c.table.Total(), c.filter.Chosen())
	}
	c.print()
	uitest.Until(t, "the ledger is printed", func() bool { return len(f.Opened) == 1 })
	for _, want := range []string{"案款清理台账", "另案冻结", "2018-12-31", "期初余额 47,000.00", "等待冻结法院答复"} {
		if text := textOf(f, f.Opened[0]); !strings.Contains(text, want) {
			t.Errorf("the ledger lacks %q:\n%s", want, text)
		}
	}
}

func TestOpeningBalancesByTheWizard(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	path := filepath.Join(t.TempDir(), "期初.csv")
	f.Must(os.WriteFile(path, []byte("案号,到账日期,未发金额,交款人\n"+c.Number.String()+",2015-03-02,1000,李契\n（2001）豫1599执9号,2015-03-02,5,王五\n,2014-01-01,300,某公司\n"), 0o600))
	f.Me = f.Staff["钱会计"]
	p := openDesk(t, f, "钱会计")
	turn(p, tabClearing)
	f.Choose = path
	f.Open(opening.NewPage(f))
	wizard := f.Front()
	keys := wizard.Keys()
	keys["Ctrl+O"]()
	uitest.Until(t, "the columns are asked for", func() bool { return uitest.Shows(importingColumns, f.Window().Content()) })
	keys["Ctrl+S"]()
	uitest.Until(t, "the dry run is made", func() bool { return uitest.Shows("导入 2 笔 Ctrl+S", f.Window().Content()) })
	if !uitest.Shows("拒绝 1", f.Window().Content()) {
		t.Errorf("the refused row is not shown: %v", uitest.Texts(f.Window().Content()))
	}
	keys["Ctrl+S"]()
	uitest.Until(t, "it is imported", func() bool { return strings.Contains(f.Said, "已记入 2 笔") })
	m, err := f.Office().CaseMoney(ctx, c.ID)
	f.Must(err)
	if m.Balance.Held() != 1000_00 || m.Receipts[0].Booked != court.D(2018, 10, 31) {
		t.Errorf("%+v", m.Receipts)
	}
}

// importingColumns is a sentence of the step that asks for the columns.
const importingColumns = "各列的含义"

func TestBankTabMatchesAndAgrees(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 10, 10), 50_000_00)
	receive(f, c, court.D(2018, 10, 10), 50_000_00) // the same sum twice: only a person can tell
	acc := f.Staff["钱会计"]
	line := func(n string, on court.Date) {
		_, err := f.Office().AddBankLine(ctx, acc, court.BankLine{Date: on, Amount: 50_000_00, Party: "李契", Note: "回单" + n})
		f.Must(err)
	}
	line("1", court.D(2018, 10, 10))
	line("2", court.D(2018, 10, 11))
	p := openDesk(t, f, "钱会计")
	turn(p, tabBank)
	uitest.Until(t, "October is compared", func() bool { return p.bank.rec.Month == "2018-10" })
	b := p.bank
	if b.table.Total() != 4 || len(b.rec.Transit) != 2 {
		t.Fatalf("%d rows, %+v", b.table.Total(), b.rec.Transit)
	}
	b.matchAll()
	uitest.Until(t, "nothing fits only one", func() bool { return strings.Contains(f.Said, "自动勾对了 0 笔") })
	for left := 1; left >= 0; left-- {
		for _, x := range b.table.Rows() {
			if !x.InBooks() {
				b.pick(x)
				break
			}
		}
		f.Press(fyne.KeyReturn)
		uitest.Until(t, "a line is matched", func() bool { return len(b.rec.Transit) == left })
	}
	f.Must(f.Office().RecordBankBalance(ctx, acc, office.BankBalance{AccountID: b.rec.Bank.AccountID, Date: court.D(2018, 10, 31), Balance: 100_000_00, Origin: "手工录入"}))
	uitest.Until(t, "the figures agree", func() bool { return uitest.Shows("一致", b.verdict) })
	b.print()
	uitest.Until(t, "the sheet is printed", func() bool { return len(f.Opened) == 1 })
	if text := textOf(f, f.Opened[0]); !strings.Contains(text, "银行存款余额调节表") || !strings.Contains(text, "差额 0.00") {
		t.Errorf("the sheet says:\n%s", text)
	}
}

// TestAFileOfPaymentsIsMatchedAndTakenApart: the line of the bank that is a whole
// file is offered with its number, matched at once, listed, and taken apart with
// a reason.
func TestAFileOfPaymentsIsMatchedAndTakenApart(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 10), 50_000_00)
	acc := f.Staff["钱会计"]
	var ids []int64
	for _, m := range []court.Money{1_000_00, 2_500_00} {
		d := request(f, c, "沈国栋", m)
		f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
		ids = append(ids, d.ID)
	}
	file, err := f.Office().MakeBatch(ctx, acc, ids)
	f.Must(err)
	for _, id := range ids {
		f.Must(f.Office().PayDisbursement(ctx, acc, id, uitest.Today, ""))
	}
	_, err = f.Office().AddBankLine(ctx, acc, court.BankLine{Date: uitest.Today, Amount: -3_500_00, Party: "批量代发过渡户", Note: "代发"})
	f.Must(err)
	p := openDesk(t, f, "钱会计")
	turn(p, tabBank)
	b := p.bank
	b.month.SetID("2018-11")
	b.reconcile()
	uitest.Until(t, "November is compared", func() bool { return b.rec.Month == "2018-11" && b.table.Total() == 4 })
	if !uitest.Shows("拟对"+file.Number, f.Window().Content()) {
		t.Errorf("the file is not proposed: %v", uitest.Texts(b.table))
	}
	for _, x := range b.table.Rows() {
		if !x.InBooks() {
			b.pick(x)
			break
		}
	}
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is matched", func() bool { return len(b.rec.Matched) == 1 })
	b.view.SetChosen(viewMatched)
	b.show()
	b.focus()
	if !uitest.Shows(file.Number+"（2 笔）", f.Window().Content()) || !uitest.Shows("已勾对 1", f.Window().Content()) {
		t.Errorf("the list shows %v", uitest.Texts(b.root))
	}
	if l := b.sheetList(); len(l.Rows) != 1 || l.Rows[0][5] != file.Number+"（2 笔）" || l.Total[4] != court.Money(-3_500_00) {
		t.Errorf("the list leaves as %+v", l)
	}
	f.Press(fyne.KeyDown, fyne.KeyReturn)
	f.Type("对错了")
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is taken apart", func() bool { return len(b.rec.Matched) == 0 && strings.Contains(f.Said, "已取消和"+file.Number) })
	if len(b.rec.Batches) != 1 || b.matched.Total() != 0 {
		t.Errorf("after that %+v", b.rec)
	}
}

func TestInterestIsAgreedToByAnother(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	receive(f, f.Register("李契"), court.D(2018, 10, 10), 50_000_00)
	item, err := f.Office().RecordBankItem(ctx, f.Staff["钱会计"], court.FundItem{Kind: court.ItemInterest, Date: court.D(2018, 9, 21), Amount: 88_00, Note: "三季度结息"})
	f.Must(err)
	p := openDesk(t, f, "钱会计")
	turn(p, tabBank)
	uitest.Until(t, "the items are read", func() bool { return len(p.bank.allItems) == 1 })
	if b := p.bank.itemButtons(item); len(b) != 0 {
		t.Errorf("whoever wrote it down may agree to it: %+v", b)
	}
	p = openDesk(t, f, "何向东")
	turn(p, tabBank)
	uitest.Until(t, "the items are read", func() bool { return len(p.bank.allItems) == 1 })
	p.bank.view.SetChosen(viewItems)
	p.bank.show()
	p.bank.focus()
	f.Press(fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is posted", func() bool { return p.bank.allItems[0].State == court.ItemPosted })
}

func TestReportsShowAndPrint(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 10, 10), 50_000_00)
	receive(f, c, court.D(2018, 11, 2), 1_000_00)
	p := openDesk(t, f, "钱会计")
	turn(p, tabReports)
	r := p.reports
	uitest.Until(t, "the cash book of the month is read", func() bool { return r.list.Title == reportCash && len(r.list.Rows) == 3 })
	if before := r.list.Rows[0][6]; before != court.Money(50_000_00) {
		t.Errorf("November begins with %v", before)
	}
	for kind, want := range map[string]string{reportMonth: "51,000.00", reportYear: "10月", reportOfficer: "沈国栋", reportCash: "期初余额"} {
		r.kind.SetChosen(kind)
		r.load()
		uitest.Until(t, kind+" is read", func() bool { return strings.HasSuffix(r.list.Title, kind) })
		f.Opened = nil
		r.print()
		uitest.Until(t, kind+" is printed", func() bool { return len(f.Opened) == 1 })
		if text := textOf(f, f.Opened[0]); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q:\n%s", kind, want, text)
		}
	}
	f.Said = ""
	r.export()
	uitest.Until(t, "it is written", func() bool { return strings.Contains(f.Said, "已导出") })
}

// TestFeesAndInterestGoToTheTreasury asks for it without reading the books.
func TestFeesAndInterestGoToTheTreasury(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	acc := f.Staff["钱会计"]
	_, err := f.Office().RecordUnidentified(ctx, acc, court.Receipt{Fund: court.FundFine, Date: uitest.Today, Payer: "李契", Way: "转账", Amount: 1000_00})
	f.Must(err)
	item, err := f.Office().RecordBankItem(ctx, acc, court.FundItem{Kind: court.ItemInterest, Date: uitest.Today, Amount: 88_00, Note: "三季度结息"})
	f.Must(err)
	f.Must(f.Office().DecideBankItem(ctx, f.Staff["何向东"], item.ID, true, ""))
	p := openDesk(t, f, "沈国栋")
	if len(p.desk.Pool) != 0 {
		t.Errorf("fines wait for nobody: %+v", p.desk.Pool)
	}
	turn(p, tabRequests)
	p.requests.askTreasury()
	uitest.Until(t, "the accounts are offered", func() bool { return f.Dialog() != nil && uitest.Shows("专户利息", f.Dialog()) })
	first := f.Dialog()
	f.Press(fyne.KeyDown, fyne.KeyReturn)
	uitest.Until(t, "the payment is asked for", func() bool { return f.Dialog() != nil && f.Dialog() != first })
	if !uitest.Shows("专户利息　余 88.00 元", f.Dialog()) {
		t.Errorf("the dialog says %v", uitest.Texts(f.Dialog()))
	}
}
