package sale

import (
	"context"
	"image/png"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// aSale is a sealed house whose price was agreed on 2018-11-20.
func aSale(t *testing.T) (*uitest.Frame, court.Case, court.Sale) {
	t.Helper()
	ctx := context.Background()
	f := uitest.NewCourt(t, wiring.Create, uitest.Now)
	f.Me = f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk)
	c := f.RegisterAs(f.Me, uitest.ACase(f.Me.User.ID, court.D(2018, 10, 8), "李契"))
	o := f.Office()
	p, _, err := o.SaveProperty(ctx, f.Me, court.Property{CaseID: c.ID, Kind: court.PropertyHouse, Source: "总对总", Found: court.D(2018, 10, 12),
		Facts: map[string]string{"房产坐落": "溪山县文昌路8号楼", "产权证号": "豫（2018）溪山县不动产权第0001号", "居住情况": "空置"}})
	f.Must(err)
	_, err = o.AddMeasures(ctx, f.Me, office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: court.D(2018, 11, 1), Ruling: "（2018）豫1599执1号"})
	f.Must(err)
	s, err := o.StartSale(ctx, f.Me, office.SaleEntry{CaseID: c.ID, PropertyID: p.ID, On: court.D(2018, 11, 5)})
	f.Must(err)
	s, err = o.BeginPrice(ctx, f.Me, office.RefOf(s), court.PriceTry{Method: court.PriceTalk, Begun: court.D(2018, 11, 6)})
	f.Must(err)
	s, err = o.EndPrice(ctx, f.Me, office.RefOf(s), court.PriceTry{Outcome: court.PriceGot, On: court.D(2018, 11, 20), Price: 500_000_00})
	f.Must(err)
	return f, c, s
}

// picture writes the window for looking at when SALE_SHOTS names a folder.
func picture(t *testing.T, f *uitest.Frame, name string) {
	t.Helper()
	dir := os.Getenv("SALE_SHOTS")
	if dir == "" {
		return
	}
	f.Window().Resize(fyne.NewSize(1366, 768))
	out, err := os.Create(dir + "/" + name + ".png")
	f.Must(err)
	f.Must(png.Encode(out, f.Window().Canvas().Capture()))
	f.Must(out.Close())
}

// says tells whether objects show a text, wherever its lines are broken.
func says(text string, objects ...fyne.CanvasObject) bool {
	return strings.Contains(strings.ReplaceAll(strings.Join(uitest.Texts(objects...), ""), " ", ""), strings.ReplaceAll(text, " ", ""))
}

// The list shows what is next and by when; its button asks for the notice with
// the lowest price filled in, refuses less, and keeps the round.
func TestNoticeFromTheList(t *testing.T) {
	f, _, s := aSale(t)
	p := NewPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the sale is listed", func() bool { return len(p.table.Rows()) == 1 })
	uitest.Until(t, "the rate is told", func() bool { return uitest.Shows("网拍率 —", p.root) })
	if !uitest.Shows("发布一拍公告", p.root) || !uitest.Shows("2018-11-30", p.root) || !uitest.Shows("剩 7 天", p.root) {
		t.Errorf("shown: %v", uitest.Texts(p.root))
	}
	picture(t, f, "list")
	act(f, p.work, s.ID, next)
	uitest.Until(t, "the form is there", func() bool { return f.Dialog() != nil })
	for _, text := range []string{"最低 350,000.00 元（法释〔2016〕18号10条：不低于参考价的70%）", "17,500.00—70,000.00 元（法释〔2016〕18号17条：起拍价的5%至20%）",
		"公告满 30 日，最早 2018-12-23（法释〔2016〕18号12条）"} {
		if !says(text, f.Dialog()) {
			t.Errorf("the form does not say %q: %v", text, uitest.Texts(f.Dialog()))
		}
	}
	picture(t, f, "notice")
	fields := uitest.Find[*widgets.MoneyEntry](f.Dialog())
	if len(fields) < 3 || fields[0].Text != "350000.00" && fields[0].Text != "350,000.00" {
		t.Fatalf("the proposed price: %v", fields[0].Text)
	}
}

// The tab tells the course of the sale, and its papers fall out of it.
func TestTabTellsTheCourse(t *testing.T) {
	f, c, s := aSale(t)
	tab := NewTab(f, func() {})
	f.Window().SetContent(tab.Content())
	tab.Show([]court.Sale{s})
	for _, text := range []string{"当事人议价　2018-11-06", "2018-11-20 确定为参考价", "下一步：发布一拍公告，2018-11-30前（法释〔2018〕15号30条）"} {
		if !says(text, tab.detail) {
			t.Errorf("the course does not tell %q: %v", text, uitest.Texts(tab.detail))
		}
	}
	picture(t, f, "tab")
	items := papers(f, s)
	ticked := ""
	for _, i := range items {
		if i.Checked {
			ticked = i.Label
			i.Do()
		}
	}
	if len(items) != 13 || ticked != "拍卖裁定书" || f.Last() != "maker" {
		t.Errorf("%d papers, %s is next", len(items), ticked)
	}
	drafts, err := f.Office().Preview(context.Background(), f.Me, office.PaperRequest{CaseID: c.ID, Form: "auction-ruling", Properties: []int64{s.PropertyID}, Inputs: map[string]string{"fill.bench": "沈国栋"}})
	f.Must(err)
	if len(drafts) != 1 {
		t.Errorf("%d drafts", len(drafts))
	}
}

// The list leaves the program as it is filtered.
func TestListLeavesTheProgram(t *testing.T) {
	f, _, s := aSale(t)
	l := listOf([]court.Sale{s}, "范围 全院")
	if len(l.Rows) != 1 || len(l.Rows[0]) != len(l.Heads) {
		t.Errorf("list %v %v", l.Heads, l.Rows)
	}
	if NewPage(f).Nav() != frame.PageSale {
		t.Error("the page lights another entry")
	}
}

// A notice past its day, a price that no bid can reach and more than the debt
// each ask for a reason in the form that they are typed into; the keyboard of
// the papers begins at the one that is next.
func TestFormsAskForReasons(t *testing.T) {
	f, _, s := aSale(t)
	tab := NewTab(f, func() {})
	f.Window().SetContent(tab.Content())
	tab.Show([]court.Sale{s})
	f.Window().Resize(fyne.NewSize(1366, 768))
	widgets.ShowMenu(tab.root, papers(f, s))
	f.Press(fyne.KeyReturn)
	if f.Last() != "maker" {
		t.Errorf("Enter opened %q", f.Last())
	}
	o := f.Office()
	s, err := o.AddRound(context.Background(), f.Me, office.RefOf(s), court.SaleRound{Kind: court.FirstAuction, Platform: "平台甲", Chosen: "申请执行人选择", Preempt: "无", Start: 350_000_00, Deposit: 35_000_00, Step: 5_000_00,
		Panel: court.D(2018, 11, 20), Told: court.D(2018, 11, 20), Notice: court.D(2018, 11, 23), Opens: court.D(2018, 12, 23), Closes: court.D(2018, 12, 24)})
	f.Must(err)
	v, err := o.Sale(context.Background(), s.ID)
	f.Must(err)
	askResult(f, v)
	uitest.Until(t, "the form of the result is there", func() bool { return f.Dialog() != nil })
	money := uitest.Find[*widgets.MoneyEntry](f.Dialog())
	money[0].SetText("350001")
	money[0].OnMoney(350_001_00)
	if !says("不是起拍价加整数个加价幅度（5,000.00 元）", f.Dialog()) {
		t.Errorf("the form says %v", uitest.Texts(f.Dialog()))
	}
	picture(t, f, "result")
}

// Money above what is owed asks for 超收理由 as the window of receipts does.
func TestPriceAboveTheDebtAsksWhy(t *testing.T) {
	f, _, s := aSale(t)
	v := office.SaleView{Sale: s, Principal: true, Owed: 100_000_00}
	f.Window().Resize(fyne.NewSize(1366, 768))
	v.Stage, v.Rounds = court.SalePaying, []court.SaleRound{{Result: court.RoundSold, Price: 400_000_00, Buyer: "罗甲"}}
	askMoney(f, v)
	uitest.Until(t, "the form is there", func() bool { return f.Dialog() != nil })
	if !says("比尚欠本金 100,000.00 元多 300,000.00 元", f.Dialog()) {
		t.Errorf("the form says %v", uitest.Texts(f.Dialog()))
	}
	picture(t, f, "money")
}

// The forms of what goes before, and beside, an auction.
func TestFormsOfLimits(t *testing.T) {
	f, _, s := aSale(t)
	v, err := f.Office().Sale(context.Background(), s.ID)
	f.Must(err)
	askUseless(f, v)
	uitest.Until(t, "the notice is asked for", func() bool { return f.Dialog() != nil && says("先于申请执行人受偿的债权", f.Dialog()) })
	picture(t, f, "useless")
	uitest.Press(f.Window(), fyne.KeyEscape)
	askDirect(f, v)
	uitest.Until(t, "the ground is asked for", func() bool { return f.Dialog() != nil && says("价格依据", f.Dialog()) })
	picture(t, f, "direct")
}
