package calc

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/law"
	"zhixing/app/sheet"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func newPage(t *testing.T) (*uitest.Frame, *page) {
	t.Helper()
	f := uitest.NewFrame(t, wiring.Create)
	p := NewCalcPage(f).(*page)
	f.Open(p)
	return f, p
}

func TestFeeIsShownBandByBand(t *testing.T) {
	f, p := newPage(t)
	f.Type("800000")
	p.save()
	if !uitest.Shows("10,400.00元　壹万零肆佰元整", p.right) || p.working[tabFee].Sum != 10_400_00 {
		t.Error(uitest.Texts(p.right))
	}
	q := p.tabbed[tabFee].(*feeQuestions)
	q.kind.SetID(string(law.FeePreservation))
	q.amount.SetMoney(900_000_00)
	p.save()
	if !uitest.Shows("5,000.00元　伍仟元整", p.right) {
		t.Error(uitest.Texts(p.right))
	}
}

func TestDoubledInterestOfACaseIsKept(t *testing.T) {
	f, p := newPage(t)
	c := f.Register("李契")
	_, err := f.Office().RecordReceipt(context.Background(), f.Staff["钱会计"], court.Receipt{CaseID: c.ID, Date: court.D(2018, 7, 1), Payer: "李契", Way: "转账", Amount: 100_00})
	f.Must(err)
	p.tabs.SetChosen(tabDoubled)
	p.show()
	p.pickCase()
	uitest.Until(t, "the case is listed", func() bool { return uitest.Shows(c.Number.String(), f.Dialog()) })
	f.Press("Return")
	uitest.Until(t, "its figures are taken", func() bool { return p.chosen != nil })
	q := p.tabbed[tabDoubled].(*doubledQuestions)
	if q.principal.Money() != c.Principal || q.paid.Text() != "2018-07-01 100.00" {
		t.Errorf("%s, %q", q.principal.Money(), q.paid.Text())
	}
	q.due.SetDate(court.D(2018, 6, 10))
	q.until.SetDate(court.D(2018, 7, 16))
	p.save()
	w := p.working[tabDoubled]
	if len(w.Rows) != 2 || w.Sum == 0 {
		t.Fatalf("%+v", w)
	}
	p.keep()
	uitest.Until(t, "it is kept", func() bool { return strings.Contains(f.Said, "已存入") })
	papers, err := f.Office().Papers(context.Background(), c.ID)
	f.Must(err)
	if len(papers) != 1 || papers[0].Name != "加倍利息计算表" || papers[0].Number != c.Number.String() {
		t.Fatalf("%+v", papers)
	}
	log, err := f.Office().CaseLog(context.Background(), c.ID)
	f.Must(err)
	if e := log[0]; e.Action != "保存计算表" || !strings.Contains(e.After, `"Principal"`) || !strings.Contains(e.After, w.Sum.Plain()) {
		t.Errorf("%+v", e)
	}
	stored, err := f.Office().PaperPDF(context.Background(), papers[0].ID)
	f.Must(err)
	path := filepath.Join(t.TempDir(), "a.pdf")
	f.Must(os.WriteFile(path, stored.PDF, 0o600))
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	f.Must(err)
	for _, want := range []string{"加倍利息计算表", c.Number.String(), "李契", "2018-07-01", w.Sum.String(), "法释〔2014〕8号1条", "第1页"} {
		if !strings.Contains(strings.ReplaceAll(string(text), " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("the paper does not say %s:\n%s", want, text)
		}
	}
}

func TestInterestShowsWhatIsMissing(t *testing.T) {
	_, p := newPage(t)
	p.tabs.SetChosen(tabInterest)
	p.show()
	q := p.tabbed[tabInterest].(*interestQuestions)
	p.save()
	if q.f.FieldError("本金") == "" {
		t.Error("nothing says that the principal is missing")
	}
	q.principal.SetMoney(300_000_00)
	q.from.SetDate(court.D(2018, 2, 11))
	q.until.SetDate(court.D(2019, 2, 11))
	p.save()
	if got := q.f.FieldError("年利率（%）"); !strings.Contains(got, "没有填写") {
		t.Error(got)
	}
	q.rate.SetText("六")
	p.save()
	if got := q.f.FieldError("年利率（%）"); !strings.Contains(got, "不是利率") {
		t.Error(got)
	}
	q.rate.SetText("6")
	q.paid.SetText("2018-13-01 5")
	p.save()
	if got := q.f.FieldError("部分履行"); !strings.Contains(got, "第1行") {
		t.Error(got)
	}
	q.paid.SetText("")
	p.save()
	if p.working[tabInterest].Sum != 18_000_00 {
		t.Errorf("%+v", p.working[tabInterest])
	}
	q.way.SetID(byLPR)
	q.rate.SetText("")
	p.save()
	if got := q.f.Message(); !strings.Contains(got, "LPR自2019年8月20日起") {
		t.Error(got, q.f.FieldError("利率"))
	}
	q.way.SetID(byBoth)
	q.until.SetDate(court.D(2020, 2, 11))
	q.multiple.SetText("1.5")
	p.save()
	if w := p.working[tabInterest]; len(w.Rows) != 4 {
		t.Errorf("%+v", w.Rows)
	}
}

func TestWorkingIsExported(t *testing.T) {
	f, p := newPage(t)
	f.Type("85655")
	p.save()
	p.export()
	uitest.Until(t, "the workbook is written", func() bool { return strings.Contains(f.Said, "已导出") })
	book, err := sheet.Open(filepath.Join(f.OutDir(), "申请执行费计算表 "+f.Office().Today().String()+".xlsx"))
	if err != nil || len(book.Sheets()) != 1 {
		t.Fatal(err)
	}
	p.print()
	uitest.Until(t, "it is printed", func() bool { return strings.HasSuffix(f.Last(), ".pdf") })
}
