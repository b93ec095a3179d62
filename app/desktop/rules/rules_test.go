package rules

import (
	"context"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

func openRules(t *testing.T, f *uitest.Frame) *page {
	t.Helper()
	p := NewRulesPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the parameters are read", func() bool { return len(p.params.Rows()) > 0 })
	return p
}

// TestSearchFindsByArticle narrows the list to what cites an article.
func TestSearchFindsByArticle(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openRules(t, f)
	all := len(p.params.Rows())
	p.searched("执行期限")
	uitest.Until(t, "the list is narrowed", func() bool { return len(p.params.Rows()) < all })
	for _, l := range p.params.Rows() {
		if !strings.Contains(l.ID+l.Name+l.Start+l.Basis+l.Term(), "执行期限") {
			t.Errorf("%s %s does not fit", l.ID, l.Name)
		}
	}
}

// TestOwnValueShowsWhatMoves: the cases are named before the value is saved,
// and nothing is stored until then.
func TestOwnValueShowsWhatMoves(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	var err error
	f.Me, err = f.Office().LogIn(ctx, "管理员", "long enough 密码")
	f.Must(err)
	p := openRules(t, f)
	if !p.params.ChooseKey("T15") {
		t.Fatal("T15 is not listed")
	}
	own := court.ParamOverride{Param: "T15", Value: 4, Unit: "月", Basis: "本院〔2018〕5号", From: court.D(2018, 1, 1)}
	moves, err := f.Office().PreviewOverride(ctx, f.Me, own)
	f.Must(err)
	if len(moves) != 1 || moves[0].CaseID != c.ID || !strings.Contains(movesText(moves[0].Moves), "2018-12-08→2018-10-08") {
		t.Fatalf("moves %+v", moves)
	}
	l, _ := p.params.Chosen()
	p.confirmOwn(l, own, moves)
	if !uitest.Shows("1 件在办案件", f.Dialog()) {
		t.Error("the dialog does not say how many cases move")
	}
	if l := movedList("T15", moves); len(l.Rows) != len(moves[0].Moves) || l.Rows[0][0] != moves[0].Number {
		t.Errorf("the list to be printed: %+v", l)
	}
	if own, err := f.Office().Overrides(ctx); err != nil || len(own) != 0 {
		t.Fatalf("stored before it was confirmed: %v %v", own, err)
	}
	for _, b := range uitest.Find[*widgets.Button](f.Dialog()) {
		if b.Label == "保存规定值" {
			b.Tapped(nil)
			break
		}
	}
	uitest.Until(t, "the value is listed", func() bool { return len(p.own.Rows()) == 1 })
	stored, err := f.Office().Case(ctx, c.ID)
	f.Must(err)
	if stored.Limit != court.D(2018, 10, 8) {
		t.Errorf("the term ends %s", stored.Limit)
	}
}

func TestDaysOfANotice(t *testing.T) {
	days, err := parseDays("放假日", 2027, "1-1 2-5至2-11，2027-04-05", false)
	if err != nil || len(days) != 7 { // Friday to Thursday holds five weekdays
		t.Errorf("%v, %v", days, err)
	}
	for text, say := range map[string]string{"2-30": "不是日期", "2-11至2-5": "早于", "2026-12-31": "不在 2027 年"} {
		if _, err := parseDays("放假日", 2027, text, false); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := parseDays("调休上班日", 2027, "2-5", true); err == nil {
		t.Error("a Friday is taken as a worked weekend")
	}
}
