package moneydesk

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts/partstest"
	"zhixing/app/desktop/widgets"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { partstest.Main(m) }

var ctx = context.Background()

func newFrame(t *testing.T) *partstest.Frame {
	t.Helper()
	o, done, err := wiring.Create(ctx, t.TempDir()+"/data", partstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = done() })
	return partstest.New(t, o)
}

// receive puts money on a case's account.
func receive(f *partstest.Frame, c court.Case, on court.Date, amount court.Money) court.Receipt {
	r, err := f.Office().RecordReceipt(ctx, f.Staff["钱会计"], court.Receipt{CaseID: c.ID, Date: on, Payer: "李契", Way: "转账", Amount: amount})
	f.Must(err)
	return r
}

// request asks for a payment.
func request(f *partstest.Frame, c court.Case, by string, amount court.Money) court.Disbursement {
	d, err := f.Office().AskDisbursement(ctx, f.Staff[by], court.Disbursement{CaseID: c.ID, Payee: "张㛃", PayeeBank: "信用社", PayeeNo: "6229001", Amount: amount})
	f.Must(err)
	return d
}

func openDesk(t *testing.T, f *partstest.Frame, as string) *page {
	t.Helper()
	f.Me = f.Staff[as]
	p := NewMoneyPage(f).(*page)
	f.Open(p)
	partstest.Until(t, "the lists are read", func() bool { return p.loaded })
	return p
}

func TestApprovalByAnotherThanWhoAsked(t *testing.T) {
	f := newFrame(t)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	request(f, c, "沈国栋", 20_000_00)
	request(f, c, "何向东", 10_000_00)
	p := openDesk(t, f, "何向东")
	if p.tabs.Chosen() != tabAsked {
		t.Errorf("the director begins at %s", p.tabs.Chosen())
	}
	cells := map[string]widgets.Cell{}
	for _, d := range p.desk.Asked {
		cells[d.AskedBy] = p.decideCell(d)
	}
	if len(cells["何向东"].Buttons) != 0 || !strings.Contains(cells["何向东"].Text, "他人") {
		t.Errorf("own request offers %+v", cells["何向东"])
	}
	if len(cells["沈国栋"].Buttons) != 1 {
		t.Fatalf("a colleague's request offers %+v", cells["沈国栋"])
	}
	cells["沈国栋"].Buttons[0].Do()
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // from the answer to the words, and submit
	partstest.Until(t, "one is approved", func() bool { return len(p.desk.Approved) == 1 })
	if !strings.Contains(f.Said, "同意") || f.Dialog() != nil {
		t.Errorf("said %q", f.Said)
	}
}

// TestRefusalNeedsWords shows the office's sentence at the field it names.
func TestRefusalNeedsWords(t *testing.T) {
	f := newFrame(t)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	d := request(f, c, "沈国栋", 20_000_00)
	err := f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, false, "")
	if court.CodeOf(err) != court.CodeInvalid {
		t.Fatalf("refusal without words: %v", err)
	}
	p := openDesk(t, f, "何向东")
	p.decide(d)
	if f.Dialog() == nil {
		t.Fatal("no dialog")
	}
	f.Press(fyne.KeyEscape)
	if f.Dialog() != nil {
		t.Error("Esc does not close the dialog")
	}
}

func TestPaymentIsRecorded(t *testing.T) {
	f := newFrame(t)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	d := request(f, c, "沈国栋", 20_000_00)
	f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
	p := openDesk(t, f, "钱会计")
	if p.tabs.Chosen() != tabApproved || len(p.approved.Rows()) != 1 {
		t.Fatalf("the accountant begins at %s with %d payments", p.tabs.Chosen(), len(p.approved.Rows()))
	}
	f.Press(fyne.KeyDown, fyne.KeySpace)    // the row's button
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // date, bank reference
	partstest.Until(t, "it is paid", func() bool { return len(p.desk.Approved) == 0 })
	m, err := f.Office().CaseMoney(ctx, c.ID)
	f.Must(err)
	if m.Balance.Paid != 20_000_00 || m.Disbursements[0].PaidOn != partstest.Today {
		t.Errorf("balance %+v, paid on %s", m.Balance, m.Disbursements[0].PaidOn)
	}
}

func TestHeldMoneySaysWhenItIsDue(t *testing.T) {
	f := newFrame(t)
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
	f := newFrame(t)
	c := f.Register("令狐䶮")
	f.Register("李契")
	p := openDesk(t, f, "钱会计")
	p.askReceipt()
	picker := f.Dialog()
	f.Type("令狐䶮")
	f.Press(fyne.KeyReturn) // before the list follows: it must not take the other case
	partstest.Until(t, "the case is found and taken", func() bool { return f.Dialog() != picker })
	f.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn) // to the amount
	f.Type("12345.67")
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	partstest.Until(t, "it is logged", func() bool { return len(p.desk.Recent) == 1 })
	if r := p.desk.Recent[0]; r.Amount != 12_345_67 || r.Payer != "令狐䶮" || r.CaseID != c.ID || !strings.Contains(f.Said, r.Number) {
		t.Errorf("logged %+v, said %q", r, f.Said)
	}
}

func TestListGoesToExcel(t *testing.T) {
	f := newFrame(t)
	receive(f, f.Register("李契"), court.D(2018, 11, 1), 50_000_00)
	p := openDesk(t, f, "沈国栋")
	p.export()
	partstest.Until(t, "it is written", func() bool { return f.Said != "" })
	if _, err := os.Stat(f.OutDir() + "/应发未发案款 2018-11-23.xlsx"); err != nil {
		t.Error(err)
	}
}
