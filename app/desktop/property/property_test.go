package property

import (
	"context"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// aCourt has one case with a deposit that is frozen since almost a year.
func aCourt(t *testing.T) (*uitest.Frame, court.Case, court.Measure) {
	t.Helper()
	f := uitest.NewCourt(t, wiring.Create, uitest.Now)
	f.Me = f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk)
	c := f.RegisterAs(f.Me, uitest.ACase(f.Me.User.ID, court.D(2018, 10, 8), "李契"))
	p, _, err := f.Office().SaveProperty(context.Background(), f.Me, court.Property{
		CaseID: c.ID, Kind: court.PropertyDeposit, Source: "总对总", Found: court.D(2018, 10, 12), Value: 5_000_00,
		Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": "6228 4800 0000 0001"},
	})
	f.Must(err)
	list, err := f.Office().AddMeasures(context.Background(), f.Me, office.MeasureEntry{
		CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: court.D(2017, 12, 1), Protection: true, Ruling: "（2017）豫1599财保31号",
	})
	f.Must(err)
	return f, c, list[0]
}

// What ends in eight days stands in the list with its button; one click leads
// to the renewal, the papers come in one batch, the receipt makes the new term.
func TestFromTheListToTheNewTerm(t *testing.T) {
	f, c, m := aCourt(t)
	p := NewPropertyPage(f).(*page)
	f.Open(p)
	list := p.Front().(*measures)
	uitest.Until(t, "the measure is listed", func() bool { return len(list.table.Rows()) == 1 })
	if !uitest.Shows("剩 8 天", f.Window().Content()) || !uitest.Shows("6228480000000001", f.Window().Content()) && !uitest.Shows("6228 4800", f.Window().Content()) {
		t.Errorf("shown: %v", uitest.Texts(f.Window().Content()))
	}
	propertyforms.Renew(f, list.table.Rows())
	renewal := f.Front()
	uitest.Until(t, "the proposed end shows", func() bool { return shown(f, "2019-12-01") })
	renewal.Keys()["Ctrl+P"]()
	uitest.Until(t, "the papers are made", func() bool {
		papers, err := f.Office().Papers(context.Background(), c.ID)
		f.Must(err)
		return len(papers) == 2
	})
	papers, err := f.Office().Papers(context.Background(), c.ID)
	f.Must(err)
	names := papers[0].Name + papers[1].Name
	if !strings.Contains(names, "续行查封裁定书") || !strings.Contains(names, "协助执行通知书") {
		t.Errorf("papers: %s", names)
	}
	f.Must(f.Office().ReceiveRenewals(context.Background(), f.Me, []int64{m.ID}, uitest.Today))
	now, err := f.Office().MeasuresByID(context.Background(), []int64{m.ID})
	f.Must(err)
	if now[0].Until != court.D(2019, 12, 1) {
		t.Errorf("the new term ends %s", now[0].Until)
	}
}

func shown(f *uitest.Frame, text string) bool { return uitest.Shows(text, f.Window().Content()) }

// A pasted account leads to the case, its officer and the person.
func TestWhoseAccountIsIt(t *testing.T) {
	f, _, _ := aCourt(t)
	p := NewWhoPage(f, "6228-4800-0000-0001").(*page)
	f.Open(p)
	who := p.Front().(*whoList)
	uitest.Until(t, "the case is found", func() bool { return len(who.found.Rows()) == 1 })
	uitest.Until(t, "the person shows", func() bool { return uitest.Shows("财产 1 项", who.detail) })
	if x := who.found.Rows()[0]; x.Name != "李契" || x.Officer != "沈国栋" {
		t.Errorf("found %+v", x)
	}
	l, err := who.Printed()(context.Background())
	f.Must(err)
	if l.Title != "李契的案件和财产" || len(l.Rows) != 3 || len(l.Rows[0]) != len(l.Heads) || l.Rows[2][3] != "生效" || !strings.HasPrefix(l.Rows[2][2].(string), "第1位 冻结") {
		t.Errorf("for paper: %s %v", l.Title, l.Rows)
	}
	who.found.OnOpen(who.found.Rows()[0])
	if f.Last() != "case "+frame.TabProperty {
		t.Errorf("opened %s", f.Last())
	}
}

func TestPropertiesLeaveAsTheyAreDescribed(t *testing.T) {
	f, _, _ := aCourt(t)
	p := newPage(f, tabProperties)
	f.Open(p)
	things := p.Front().(*things)
	uitest.Until(t, "the property is listed", func() bool { return len(things.table.Rows()) == 1 })
	things.query.Kind = court.PropertyDeposit
	l, err := things.Printed()(context.Background())
	f.Must(err)
	if len(l.Rows) != 1 || l.Heads[3].Label != "银行名称" || l.Rows[0][3] != "溪山农商行" || len(l.Heads) != len(l.Rows[0]) {
		t.Errorf("list %v %v", l.Heads, l.Rows)
	}
}

// A thing that is like one on record is asked about in the form, and the answer
// is kept.
func TestTheFormAsksWhetherItIsTheSameThing(t *testing.T) {
	f, c, _ := aCourt(t)
	ctx := context.Background()
	other := f.RegisterAs(f.Me, uitest.ACase(f.Me.User.ID, court.D(2018, 10, 9), "李契"))
	_, _, err := f.Office().SaveProperty(ctx, f.Me, court.Property{CaseID: c.ID, Kind: court.PropertyDeposit, Source: "总对总", Found: c.Filed,
		Facts: map[string]string{"银行名称": "信用社", "开户账号": "不详"}})
	f.Must(err)
	propertyforms.Enter(f, propertyforms.CaseOf(other, 0))
	entries := uitest.Find[*widgets.Entry](f.Dialog())
	entries[0].SetText("信用社")
	entries[2].SetText("不详")
	if uitest.Shows(office.FieldSame, f.Dialog()) {
		t.Error("asked before anything was found")
	}
	f.Save()
	uitest.Until(t, "the form asks", func() bool { return uitest.Shows("可能与“信用社，开户账号不详”", f.Dialog()) })
	for _, choice := range uitest.Find[*widgets.Choice](f.Dialog()) {
		if choice.Visible() && choice.ID() == "" && choice.Label() == "" {
			choice.SetID("-1")
			if choice.Label() == "另外一项，分别登记" {
				break
			}
			choice.SetID("")
		}
	}
	f.Save()
	uitest.Until(t, "it is entered apart", func() bool {
		page, err := f.Office().Properties(ctx, office.PropertyQuery{CaseID: other.ID})
		return err == nil && page.Total == 1 && !strings.Contains(page.Rows[0].Cases, "、")
	})
}
