package custody

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

func receive(f *uitest.Frame, c court.Case, on court.Date, amount court.Money) {
	_, err := f.Office().RecordReceipt(ctx, f.Staff["钱会计"], court.Receipt{CaseID: c.ID, Date: on, Payer: "李契", Way: "转账", Amount: amount})
	f.Must(err)
}

func open(t *testing.T, f *uitest.Frame, p *page, loaded func() bool) {
	t.Helper()
	f.Strict = true
	f.Open(p)
	uitest.Until(t, "the page is read", loaded)
}

// TestPlanInTheWindow writes a plan, serves it, has it take effect after its
// fifteen days and asks for the payments, all from the page.
func TestPlanInTheWindow(t *testing.T) {
	var early atomic.Int64 // how many days before the day of the tests it is
	early.Store(44)
	f := uitest.NewFrame(t, func(ctx context.Context, dir string, now func() time.Time) (*office.Office, func() error, error) {
		return wiring.Create(ctx, dir, func() time.Time { return now().AddDate(0, 0, -int(early.Load())) })
	})
	c, other := f.Register("李契"), f.Register("李契")
	receive(f, c, court.D(2018, 10, 1), 200_000_00)
	p := newPage(f, scope{c.ID, c.Number.String()}, TabPlans)
	plans := func() *planPart { return p.Tab(TabPlans).(*planPart) }
	open(t, f, p, func() bool { return true })
	p.Front().(part).add()
	edit := f.Front().(*planPage)
	uitest.Until(t, "the plan begins with the case's claim", func() bool { return len(edit.plan.Claims) == 1 && edit.pool.Text != "" })
	if edit.plan.Claims[0].Creditor != "张㛃" || edit.plan.Pool != 200_000_00 || edit.plan.Costs[0].Name != "申请执行费" {
		t.Errorf("begins with %+v", edit.plan)
	}
	edit.source.SetText("拍卖房产所得")
	edit.made.SetDate(court.D(2018, 7, 2)) // a plan of before the program
	if edit.askLate(); edit.form.Validate() || edit.form.FieldError(office.FieldPlanLate) == "" {
		t.Error("a plan of an earlier day needs no reason")
	}
	edit.made.SetDate(court.D(2018, 10, 10))
	edit.askLate()
	claim, err := f.Office().ClaimOfCase(ctx, other.ID)
	f.Must(err)
	edit.plan.Claims = append(edit.plan.Claims, claim)
	edit.number()
	edit.costs.Entry.SetText("申请执行费 4400\n评估费 2,000.00")
	if got := edit.plan.Claims[0].Given; got != 96_800_00 {
		t.Errorf("half of what the costs leave is %s", got)
	}
	edit.save()
	uitest.Until(t, "the plan stands in the list", func() bool { return len(plans().table.Rows()) == 1 && plans().chosen.ID != 0 })
	x := plans().chosen
	f.Must(f.Office().ServePlan(ctx, f.Staff["沈国栋"], x.ID, []int{1, 2}, court.D(2018, 10, 10), "直接送达"))
	uitest.Until(t, "it is served", func() bool {
		return plans().chosen.State == court.PlanServed && len(plans().stages) == 2 && !plans().chosen.Parties[0].Served.IsZero()
	})
	early.Store(0)
	plans().enact()
	uitest.Until(t, "it takes effect", func() bool { return plans().chosen.State == court.PlanEffective && len(plans().payable()) == 2 })
	plans().pay()
	f.Window().Canvas().FocusPrevious() // from 取消 to 提出申请
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "the payments are asked for", func() bool { return len(plans().chosen.Payments) == 2 && len(plans().payable()) == 0 })
	l := plans().list()
	if len(l.Rows) != 2 || l.Total[10] != court.Money(193_600_00) {
		t.Errorf("the list leaves as %+v", l)
	}
	p.Export()
	uitest.Until(t, "it is written to Excel", func() bool { return strings.Contains(f.Said, "已导出 2 行") })
	plans().paper()
	uitest.Until(t, "the paper is opened", func() bool { return strings.HasSuffix(f.Last(), ".pdf") })
	out, err := exec.Command("pdftotext", "-layout", f.Last(), "-").Output()
	f.Must(err)
	if !strings.Contains(strings.Join(strings.Fields(string(out)), ""), "96,800.00") {
		t.Errorf("the paper says\n%s", out)
	}
}

// TestSettlementLinesAreTypedQuickly: total, number, first day give the
// instalments as lines that can be changed; what cannot be read is named.
func TestSettlementLinesAreTypedQuickly(t *testing.T) {
	list, err := law.Instalments(10_000_00, 3, court.D(2018, 12, 1), 1)
	if err != nil {
		t.Fatal(err)
	}
	text := writeInstalments(list)
	if text != "2018-12-01 3,333.33\n2019-01-01 3,333.33\n2019-02-01 3,333.34" {
		t.Errorf("%q", text)
	}
	back, err := readInstalments(text + " 尾款，含费用\n\n")
	if err != nil || len(back) != 3 || back[2].Note != "尾款 含费用" || back[1] != list[1] {
		t.Errorf("%+v %v", back, err)
	}
	for _, bad := range []string{"明天 100", "2018-12-01", "2018-12-01 一百"} {
		if _, err := readInstalments(bad); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(err.Error(), "第1行") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestSettlementsByDueDay: the list tells what is late, due and fulfilled.
func TestSettlementsByDueDay(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	for i, first := range []court.Date{court.D(2018, 11, 1), court.D(2018, 11, 26), court.D(2018, 6, 9)} {
		c := f.Register("李契")
		list, err := law.Instalments(30_000_00, 3, first, 1)
		f.Must(err)
		_, err = f.Office().SaveSettlement(ctx, f.Staff["沈国栋"], court.Settlement{CaseID: c.ID, SignedOn: court.D(2018, 6, 8), Total: 30_000_00, Instalments: list}, true)
		f.Must(err)
		if i == 2 {
			receive(f, c, court.D(2018, 10, 1), 30_000_00)
		}
	}
	p := newPage(f, scope{}, TabSettlements)
	part := func() *settlementPart { return p.Tab(TabSettlements).(*settlementPart) }
	open(t, f, p, func() bool { return len(part().table.Rows()) == 3 })
	for filter, want := range map[string]int{showAll: 3, showWeek: 1, showLate: 1, showDone: 1} {
		part().filter.SetChosen(filter)
		part().show()
		if got := len(part().table.Rows()); got != want {
			t.Errorf("%s shows %d, want %d", filter, got, want)
		}
	}
	part().filter.SetChosen(showLate)
	part().show()
	if s := part().chosen; !s.Broken() || len(part().lines.Rows()) != 3 || part().stateOf(s).Text != "违约" {
		t.Errorf("late: %+v", s.States)
	}
	part().paper()
	uitest.Until(t, "the paper is opened", func() bool { return strings.HasSuffix(f.Last(), ".pdf") })
}

// TestStockTakingByScanner: labels typed by a scanner mark their items, and the
// report says what is missing.
func TestStockTakingByScanner(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	for _, name := range []string{"挖掘机", "手表"} {
		_, err := f.Office().SaveGoods(ctx, f.Staff["沈国栋"], court.GoodsItem{CaseID: c.ID, Name: name, Quantity: "1件", Owner: "李契", Place: "物证室A架", Keeper: "周玥", SeizedOn: court.D(2018, 6, 9)})
		f.Must(err)
	}
	goods := newPage(f, scope{}, TabGoods)
	part := func() *goodsPart { return goods.Tab(TabGoods).(*goodsPart) }
	open(t, f, goods, func() bool { return len(part().table.Rows()) == 2 })
	part().labels()
	uitest.Until(t, "the labels are opened", func() bool { return strings.Contains(f.Last(), "标签") })
	if info, err := os.Stat(f.Last()); err != nil || info.Size() == 0 {
		t.Errorf("labels: %v", err)
	}
	_, err := f.Office().BeginStockTaking(ctx, f.Staff["周玥"], "")
	f.Must(err)
	p := newStockPage(f)
	f.Open(p)
	uitest.Until(t, "the stock-taking is read", func() bool { return p.loaded && len(p.taking.Lines) == 2 })
	f.Type("W2018-0002")
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "the watch is found", func() bool { return p.taking.Counts()[court.StockFound] == 1 })
	if p.scan.Text != "" || !strings.Contains(f.Said, "手表") {
		t.Errorf("the field holds %q, said %q", p.scan.Text, f.Said)
	}
	p.mark("2018物0001", court.StockMissing, "")
	uitest.Until(t, "the other is missing", func() bool { return p.taking.Counts()[court.StockMissing] == 1 })
	report := p.report()
	if len(report.Rows) != 2 || report.Rows[0][7] != court.StockMissing || !strings.Contains(report.Notes[1], "未找到 1") {
		t.Errorf("report %+v", report)
	}
	f.Must(f.Office().CloseStockTaking(ctx, f.Staff["周玥"], p.taking.ID, "正在核查"))
	uitest.Until(t, "it is finished", func() bool { return !p.open() })
	if office.Can(f.Me, office.MayWorkGoods) && len(p.buttons(p.taking.Lines[0]).Buttons) != 0 {
		t.Error("a finished stock-taking can still be changed")
	}
}

// TestGoodsPhotosInTheWindow: photos that are chosen or dropped stand small
// beside the item, open large, and are printed.
func TestGoodsPhotosInTheWindow(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	_, err := f.Office().SaveGoods(ctx, f.Staff["沈国栋"], court.GoodsItem{CaseID: c.ID, Name: "挖掘机", Quantity: "1台", Owner: "李契", Place: "物证室A架", Keeper: "周玥", SeizedOn: court.D(2018, 6, 9)})
	f.Must(err)
	var paths []string
	for i, name := range []string{"正面.png", "侧面.png"} {
		var b bytes.Buffer
		f.Must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 60+i, 40))))
		paths = append(paths, filepath.Join(t.TempDir(), name))
		f.Must(os.WriteFile(paths[i], b.Bytes(), 0o600))
	}
	p := newPage(f, scope{}, TabGoods)
	part := func() *goodsPart { return p.Tab(TabGoods).(*goodsPart) }
	open(t, f, p, func() bool { return part().chosen.ID != 0 })
	f.Choose = paths[0]
	part().photos.add()
	uitest.Until(t, "the first photo", func() bool { return len(part().photos.photos) == 1 && f.Dialog() == nil })
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(paths[1])})
	uitest.Until(t, "the dropped photo", func() bool { return len(part().photos.photos) == 2 && f.Dialog() == nil })
	if small := uitest.Find[*canvas.Image](part().photos.box); len(small) != 2 {
		t.Errorf("%d small pictures", len(small))
	}
	part().photos.print()
	uitest.Until(t, "the photos printed", func() bool { return strings.Contains(f.Last(), "扣押物照片") })
	part().photos.open(1)
	uitest.Until(t, "the photos large", func() bool { return f.Dialog() != nil })
}
