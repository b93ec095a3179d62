package moneydesk

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// receive puts money on a case's account.
func receive(f *uitest.Frame, c court.Case, on court.Date, amount court.Money) court.Receipt {
	r, err := f.Office().RecordReceipt(ctx, f.Staff["钱会计"], court.Receipt{CaseID: c.ID, Date: on, Payer: "李契", Way: "转账", Amount: amount})
	f.Must(err)
	return r
}

// request asks for a payment.
func request(f *uitest.Frame, c court.Case, by string, amount court.Money) court.Disbursement {
	d, err := f.Office().AskDisbursement(ctx, f.Staff[by], court.Disbursement{CaseID: c.ID, Payee: "张㛃", PayeeBank: "信用社", PayeeNo: "6229001", Amount: amount})
	f.Must(err)
	return d
}

func openDesk(t *testing.T, f *uitest.Frame, as string) *page {
	t.Helper()
	f.Me = f.Staff[as]
	p := NewMoneyPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the lists are read", func() bool { return p.loaded })
	return p
}

func TestApprovalByAnotherThanWhoAsked(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	request(f, c, "沈国栋", 20_000_00)
	request(f, c, "何向东", 10_000_00)
	p := openDesk(t, f, "何向东")
	if p.tabs.Chosen() != tabRequests || p.requests.filter.Chosen() != filterAsked {
		t.Errorf("the director begins at %s", p.tabs.Chosen())
	}
	cells := map[string][]widgets.CellButton{}
	for _, d := range p.desk.Asked {
		cells[d.AskedBy] = p.requests.buttons(requestRow{payment: d})
	}
	if b := cells["何向东"]; len(b) != 1 || b[0].Label != "撤回" {
		t.Errorf("own request offers %+v", b)
	}
	if b := cells["沈国栋"]; len(b) != 2 || b[0].Label != "审批" {
		t.Fatalf("a colleague's request offers %+v", b)
	}
	cells["沈国栋"][0].Do()
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // from the answer to the words, and submit
	uitest.Until(t, "one is approved", func() bool { return len(p.desk.Approved) == 1 })
	if !strings.Contains(f.Said, "同意") || f.Dialog() != nil {
		t.Errorf("said %q", f.Said)
	}
}

// TestRefusalNeedsWords shows the office's sentence at the field it names.
func TestRefusalNeedsWords(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	d := request(f, c, "沈国栋", 20_000_00)
	err := f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, false, "")
	if court.CodeOf(err) != court.CodeInvalid {
		t.Fatalf("refusal without words: %v", err)
	}
	openDesk(t, f, "何向东")
	moneyforms.Decide(f, d)
	if f.Dialog() == nil {
		t.Fatal("no dialog")
	}
	f.Press(fyne.KeyEscape)
	if f.Dialog() != nil {
		t.Error("Esc does not close the dialog")
	}
}

func TestPaymentIsRecorded(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	d := request(f, c, "沈国栋", 20_000_00)
	f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
	p := openDesk(t, f, "钱会计")
	if p.tabs.Chosen() != tabRequests || len(p.requests.table.Rows()) != 1 {
		t.Fatalf("the accountant begins at %s with %d payments", p.tabs.Chosen(), len(p.requests.table.Rows()))
	}
	f.Press(fyne.KeyDown, fyne.KeySpace)    // the row's button
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // date, bank reference
	uitest.Until(t, "it is paid", func() bool { return len(p.desk.Approved) == 0 })
	m, err := f.Office().CaseMoney(ctx, c.ID)
	f.Must(err)
	if m.Balance.Paid != 20_000_00 || m.Disbursements[0].PaidOn != uitest.Today {
		t.Errorf("balance %+v, paid on %s", m.Balance, m.Disbursements[0].PaidOn)
	}
}

// TestPaidOutIsListedAndLeaves: what was paid can be seen, taken back and
// exported, what came back stands there and is not counted.
func TestPaidOutIsListedAndLeaves(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	for _, m := range []court.Money{20_000_00, 5_000_00} {
		d := request(f, c, "沈国栋", m)
		f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
		f.Must(f.Office().PayDisbursement(ctx, f.Staff["钱会计"], d.ID, uitest.Today, "LS1"))
	}
	p := openDesk(t, f, "钱会计")
	p.requests.filter.SetChosen(filterPaid)
	p.requests.show()
	p.focus()
	paid := p.requests.paid
	uitest.Until(t, "the payments are read", func() bool { return paid.table.Total() == 2 })
	if !uitest.Shows("2 笔　发放 25,000.00 元", f.Window().Content()) {
		t.Errorf("the sum is %q", p.sum.Text)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if tabs := at(p.tabs).Y + p.tabs.Size().Height; at(p.sum).Y < tabs {
		t.Errorf("the sum stands at %.0f px, among the tabs", at(p.sum).Y) // an accountant's nine leave no room
	}
	f.Press(fyne.KeyDown, fyne.KeySpace)
	f.Type("退汇")
	uitest.Shortcut(f.Window(), fyne.KeyModifierControl, fyne.KeyReturn)
	uitest.Until(t, "one came back", func() bool { return strings.Contains(p.sum.Text, "发放 20,000.00 元") })
	l := paid.list()
	if len(l.Rows) != 2 || l.Rows[0][14] != "已冲正" || l.Rows[1][7] != court.Money(20_000_00) || l.Total[7] != court.Money(20_000_00) {
		t.Errorf("it leaves as %+v", l)
	}
	p.export()
	uitest.Until(t, "it is written to Excel", func() bool { return strings.Contains(f.Said, "已导出 2 行") })
	paid.time.SetID(paidLastYear)
	paid.load()
	uitest.Until(t, "the year before had none", func() bool { return paid.table.Total() == 0 })
}

// TestVoucherIsSeenBeforeItIsPrinted: the preview keeps nothing; printing from
// it does.
func TestVoucherIsSeenBeforeItIsPrinted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	p := openDesk(t, f, "钱会计")
	turn(p, tabReceipts)
	papers := func() int {
		list, err := f.Office().Papers(ctx, c.ID)
		f.Must(err)
		return len(list)
	}
	f.Press(fyne.KeyDown)
	p.printChosen()
	uitest.Until(t, "the page is shown", func() bool { return f.Dialog() != nil && uitest.Shows("第 1 页", f.Dialog()) })
	if papers() != 0 || len(f.Opened) != 0 {
		t.Error("the preview kept or printed a paper")
	}
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is printed", func() bool { return len(f.Opened) == 1 })
	if papers() != 1 || !strings.Contains(textOf(f, f.Opened[0]), "50,000.00") {
		t.Error("what was printed is not the voucher that is kept")
	}
}

func TestHeldMoneySaysWhenItIsDue(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	late, near, fine := f.Register("甲"), f.Register("乙"), f.Register("丙")
	receive(f, late, court.D(2018, 10, 10), 100_00)
	receive(f, near, court.D(2018, 10, 28), 200_00)
	receive(f, fine, court.D(2018, 11, 20), 300_00)
	p := openDesk(t, f, "沈国栋")
	if p.tabs.Chosen() != tabHeld || len(p.held.Rows()) != 3 {
		t.Fatalf("begins at %s with %d rows", p.tabs.Chosen(), len(p.held.Rows()))
	}
	want := map[int64]string{late.ID: "超期 超 14 天", near.ID: "临近 剩 4 天", fine.ID: "正常 剩 27 天"}
	for _, h := range p.held.Rows() {
		_, word, left := p.dueState(h)
		if got := word + " " + left; got != want[h.CaseID] {
			t.Errorf("%s due %s: %q, want %q", h.Debtors, h.Due, got, want[h.CaseID])
		}
	}
	var counts []int
	for _, b := range p.ageing.buckets {
		counts = append(counts, b.count)
	}
	if counts[0] != 1 || counts[3] != 1 || counts[4] != 1 {
		t.Errorf("ages %v", counts)
	}
	p.ageing.pressed = 4
	p.filterHeld()
	if rows := p.held.Rows(); len(rows) != 1 || rows[0].CaseID != late.ID || !strings.Contains(p.sum.Text, "100.00") {
		t.Errorf("over 30 days: %+v, %s", rows, p.sum.Text)
	}
	f.Press(fyne.KeyDown, fyne.KeyReturn)
	if len(f.Opened) != 1 || f.Opened[0] != "case "+frame.TabMoney {
		t.Errorf("opened %v", f.Opened)
	}
}

func TestReceiptForACaseFoundByTyping(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	f.Register("李契")
	p := openDesk(t, f, "钱会计")
	p.receive()
	picker := f.Dialog()
	f.Type("令狐䶮")
	f.Press(fyne.KeyReturn) // before the list follows: it must not take the other case
	uitest.Until(t, "the case is found and taken", func() bool { return f.Dialog() != picker })
	f.Type("12345.67") // the keyboard waits at the amount
	f.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is logged", func() bool { return len(p.desk.Recent) == 1 })
	if r := p.desk.Recent[0]; r.Amount != 12_345_67 || r.Payer != "令狐䶮" || r.CaseID != c.ID || !strings.Contains(f.Said, r.Number) {
		t.Errorf("logged %+v, said %q", r, f.Said)
	}
}

func TestListGoesToExcel(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	receive(f, f.Register("李契"), court.D(2018, 11, 1), 50_000_00)
	p := openDesk(t, f, "沈国栋")
	p.export()
	uitest.Until(t, "it is written", func() bool { return f.Said != "" })
	if _, err := os.Stat(f.OutDir() + "/应发未发案款 2018-11-23.xlsx"); err != nil {
		t.Error(err)
	}
}

// TestMoneyWithoutACaseIsAssigned logs 不明款 by the keyboard and assigns it to the
// case the program found.
func TestMoneyWithoutACaseIsAssigned(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openDesk(t, f, "钱会计")
	p.receivePool()
	f.Type("800")
	f.Press(fyne.KeyReturn)
	f.Type("令狐䶮")
	f.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is logged", func() bool { return len(p.desk.Pool) == 1 })
	line := p.desk.Pool[0]
	if line.Left != 800_00 || len(line.Guesses) != 1 || line.Guesses[0].CaseID != c.ID {
		t.Fatalf("pool %+v", line)
	}
	p.tabs.SetChosen(tabPool)
	p.show()
	p.pool.Focus()
	f.Press(fyne.KeyDown, fyne.KeyReturn) // 认领
	first := f.Dialog()
	f.Press(fyne.KeyReturn) // the case the program found
	uitest.Until(t, "the amount is asked for", func() bool { return f.Dialog() != nil && f.Dialog() != first })
	f.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is assigned", func() bool { return len(p.desk.Pool) == 0 })
	m, err := f.Office().CaseMoney(ctx, c.ID)
	f.Must(err)
	if m.Balance.Received != 800_00 || m.Receipts[0].SourceNo != line.Number {
		t.Errorf("received %+v", m.Receipts)
	}
}

// TestMonthIsClosedAndPrinted types the bank's balance, closes the month and
// prints its sheet.
func TestMonthIsClosedAndPrinted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	receive(f, f.Register("李契"), court.D(2018, 10, 1), 50_000_00)
	p := openDesk(t, f, "钱会计")
	uitest.Until(t, "the figures are read", func() bool { return p.month.figures.Month == "2018-10" })
	p.month.askBalance()
	f.Type("50000")
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "the balance is known", func() bool { return p.month.figures.Agrees() && len(p.month.figures.Banks) == 1 })
	p.month.close()
	f.Press(fyne.KeyTab, fyne.KeyEscape) // what cannot be undone is not done by habit
	if p.month.line.Closed != nil {
		t.Fatal("closed without being told to")
	}
	if _, err := f.Office().CloseMonth(ctx, f.Me, "2018-10"); err != nil {
		t.Fatal(err)
	}
	uitest.Until(t, "the month is closed", func() bool { return p.month.line.Closed != nil })
	p.month.print()
	uitest.Until(t, "the sheet is printed", func() bool { return len(f.Opened) == 1 })
	out, err := exec.Command("pdftotext", "-layout", f.Opened[0], "-").Output()
	f.Must(err)
	for _, want := range []string{"2018年10月案款月结表", "50,000.00", "财务部门负责人（签名）", "执行局负责人（签名）", "钱会计 于 2018-11-23 结账"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the sheet lacks %q:\n%s", want, out)
		}
	}
}

// TestBooksShowBothSides opens an account's book and one of its entries.
func TestBooksShowBothSides(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	r := receive(f, c, court.D(2018, 11, 1), 50_000_00)
	p := openDesk(t, f, "钱会计")
	uitest.Until(t, "the book is read", func() bool { return len(p.books.book.Lines) == 1 })
	if p.books.account.Kind != court.FundBank || p.books.book.After() != 50_000_00 {
		t.Errorf("begins with %+v", p.books.account)
	}
	p.books.openEntry(p.books.book.Lines[0])
	uitest.Until(t, "the entry is shown", func() bool { return f.Dialog() != nil })
	entries, err := f.Office().FundEntries(ctx, f.Me, office.EntryQuery{Search: r.Number})
	f.Must(err)
	if len(entries) != 1 || entries[0].Lines[1].Code != court.FundCode(c.ID) {
		t.Errorf("entries %+v", entries)
	}
}
