package board

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts/partstest"
	"zhixing/app/law"
)

// TestTargetsOfTheWeek: the proposal stands until somebody sets the targets.
func TestTargetsOfTheWeek(t *testing.T) {
	f := newFrame(t)
	f.Register("李契")
	f.Me = f.Staff["何向东"]
	p := openBoard(t, f, "")
	name := "沈国栋"
	if g := goalsOf(p.plan)[name]; g.set || g.target == 0 || !strings.Contains(g.text(), "建议") {
		t.Errorf("goal before targets are set: %+v", g)
	}
	f.Must(f.Office().SetTargets(context.Background(), f.Me, p.plan.Week, map[int64]int{f.Staff[name].User.ID: 4}))
	partstest.Until(t, "the target is shown", func() bool { return goalsOf(p.plan)[name].target == 4 })
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
	f := newFrame(t)
	f.Register("李契")
	p := openBoard(t, f, "")
	p.askPrint()
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	partstest.Until(t, "the chart is open", func() bool { return len(f.Opened) == 1 })
	data, err := os.ReadFile(f.Opened[0])
	f.Must(err)
	if !strings.HasPrefix(string(data), "%PDF") || !strings.Contains(f.Opened[0], "挂图作战 2018-11-23 A3") {
		t.Errorf("%s begins with %.8q", f.Opened[0], data)
	}
}

// TestOnlyChangedCasesArePrintedAnew: what was done, or turned red, since the
// last print.
func TestOnlyChangedCasesArePrintedAnew(t *testing.T) {
	since := court.D(2018, 11, 20)
	line := func(planned, actual court.Date) caseLine {
		return newLine(row(1, "甲", court.D(2019, 1, 1), node(court.ColumnControl, planned, actual)), stateOf, partstest.Today)
	}
	for name, c := range map[string]struct {
		line caseLine
		want bool
	}{
		"done since":          {line(court.D(2018, 12, 1), court.D(2018, 11, 21)), true},
		"done before":         {line(court.D(2018, 11, 1), court.D(2018, 11, 2)), false},
		"overdue since":       {line(court.D(2018, 11, 21), court.Date{}), true},
		"overdue long before": {line(court.D(2018, 10, 1), court.Date{}), false},
		"far ahead":           {line(court.D(2019, 10, 1), court.Date{}), false},
	} {
		if got := changed(c.line, since, law.Default()); got != c.want {
			t.Errorf("%s: changed is %v", name, got)
		}
	}
}
