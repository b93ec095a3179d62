package board

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// TestTargetsOfTheWeek: the proposal stands until somebody sets the targets.
func TestTargetsOfTheWeek(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	f.Me = f.Staff["何向东"]
	p := openBoard(t, f, "")
	name := "沈国栋"
	if g := goalsOf(p.plan)[name]; g.set || g.target == 0 || !strings.Contains(g.text(), "建议") {
		t.Errorf("goal before targets are set: %+v", g)
	}
	f.Must(f.Office().SetTargets(context.Background(), f.Me, p.plan.Week, map[int64]int{f.Staff[name].User.ID: 4}))
	uitest.Until(t, "the target is shown", func() bool { return goalsOf(p.plan)[name].target == 4 })
	if got := goalsOf(p.plan)[name].text(); got != "本周结案 0 / 4" {
		t.Error(got)
	}
	for g, want := range map[goal]float64{{0, 4, true}: 0, {2, 4, true}: 0.5, {6, 4, true}: 1, {1, 0, true}: 1, {0, 0, true}: 0} {
		if got := g.share(); got != want {
			t.Errorf("share of %+v is %v", g, got)
		}
	}
}

// TestWallChartIsSavedAndOpened prints the chart on A3.
func TestWallChartIsSavedAndOpened(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	p := openBoard(t, f, "")
	p.askPrint()
	uitest.Until(t, "the form is shown", func() bool { return f.Dialog() != nil })
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "the chart is open", func() bool { return len(f.Opened) == 1 })
	data, err := os.ReadFile(f.Opened[0])
	f.Must(err)
	if !strings.HasPrefix(string(data), "%PDF") || !strings.Contains(f.Opened[0], "挂图作战 2018-11-23 A3") {
		t.Errorf("%s begins with %.8q", f.Opened[0], data)
	}
}

// TestOnlyChangedCasesArePrintedAnew: what looks different since the last print,
// to the minute, whoever printed it.
func TestOnlyChangedCasesArePrintedAnew(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	done := f.Register("王𬭎")
	p := openBoard(t, f, "")
	uitest.Until(t, "both cases are shown", func() bool { return len(p.all) == 2 })
	print := func(extent string) string {
		f.Opened, f.Failed = nil, nil
		p.askPrint()
		uitest.Until(t, "the form is shown", func() bool { return f.Dialog() != nil })
		uitest.Find[*widgets.Choice](f.Dialog())[1].SetID(extent)
		for _, b := range uitest.Find[*widgets.Button](f.Dialog()) {
			if b.Label == "生成 PDF" {
				b.Tapped(nil)
				break
			}
		}
		uitest.Until(t, "it is printed or refused", func() bool { return len(f.Opened) == 1 || f.Failed != nil })
		if f.Failed != nil {
			say, _ := court.Sentence(f.Failed)
			return say
		}
		out, err := exec.Command("pdftotext", f.Opened[0], "-").Output()
		f.Must(err)
		return string(out)
	}
	if text := print(printAll); !strings.Contains(text, "李契") || !strings.Contains(text, "王𬭎") {
		t.Errorf("the whole chart: %s", text)
	}
	if text := print(printChanged); !strings.Contains(text, "2018-11-23 14:02沈国栋打印以来没有案件变化") {
		t.Errorf("nothing changed: %s", text)
	}
	nodes, err := f.Office().Nodes(context.Background(), done.ID)
	f.Must(err)
	next := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Actual.IsZero() && !n.Planned.IsZero() })
	f.Must(f.Office().RecordNode(context.Background(), f.Me, nodes[next].ID, office.NodeEntry{Planned: nodes[next].Planned, Actual: uitest.Today, Result: "已办"}))
	uitest.Until(t, "the board is read anew", func() bool {
		last, err := f.Office().BoardPrint(context.Background(), p.board())
		return err == nil && len(changed(p.all, last)) == 1
	})
	if text := print(printChanged); strings.Contains(text, "李契") || !strings.Contains(text, "王𬭎") {
		t.Errorf("what changed in the same minute: %s", text)
	}
	last, err := f.Office().BoardPrint(context.Background(), p.board())
	f.Must(err)
	if last.By != "沈国栋" || len(last.Looks) != 2 || !last.At.Equal(uitest.Now()) {
		t.Errorf("kept %+v", last)
	}
	only := slices.DeleteFunc(slices.Clone(p.all), func(l caseLine) bool { return l.CaseID == done.ID })
	if gone, err := goneFrom(context.Background(), f.Office(), only, last); err != nil || goneText(gone) != done.Number.String() {
		t.Errorf("a case that left the chart comes off the wall: %v %v", gone, err)
	}
}

// The week of a chosen group or officer is theirs, and the chart says which of
// its cases were closed this week.
func TestWeekOfAGroup(t *testing.T) {
	plan := office.WeekPlan{Set: true, Target: 13, Closed: 3, Lines: []office.WeekLine{
		{User: "甲", Group: court.GroupEnforcement, Target: 5, Closed: 1}, {User: "乙", Group: court.GroupEnforcement, Target: 4, Closed: 2}, {User: "丙", Group: court.GroupClosing, Target: 4},
	}}
	for _, c := range []struct {
		group   court.Group
		officer string
		want    string
	}{{"", "", "本周结案 3 / 13"}, {court.GroupEnforcement, "", "本周结案 3 / 9"}, {court.GroupEnforcement, "乙", "本周结案 2 / 4"}, {court.GroupClosing, "", "本周结案 0 / 4"}} {
		if got := weekText(plan, c.group, c.officer); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.group, c.officer, got, c.want)
		}
	}
	closed := caseLine{BoardRow: office.BoardRow{Status: court.StatusClosed}}
	if got := countText([]caseLine{{}, closed, {}}); got != "共 3 件（含本周已结 1 件）" || countText([]caseLine{{}}) != "共 1 件" {
		t.Errorf("count %q", got)
	}
}
