package rules

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/cmd/zhixing/wiring"
)

func (p *page) choose(tab string) { p.tabs.SetChosen(tab); p.show() }

// press taps the button of the dialog on top.
func press(t *testing.T, f *uitest.Frame, label string) {
	t.Helper()
	for _, b := range uitest.Find[*widgets.Button](f.Dialog()) {
		if strings.HasPrefix(b.Label, label) {
			b.Tapped(nil)
			return
		}
	}
	t.Fatalf("no button %s: %q", label, uitest.Texts(f.Dialog()))
}

// asAdmin logs the administrator in.
func asAdmin(f *uitest.Frame) {
	var err error
	f.Me, err = f.Office().LogIn(ctx, "管理员", "long enough 密码")
	f.Must(err)
}

// Every list of the page comes on paper.
func TestRulesPrint(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openRules(t, f)
	for tab, want := range map[string]string{tabParams: "执行期限", tabArticles: "第二百四十条", tabOwn: "没有符合条件的记录", tabHolidays: "10-1至10-5"} {
		p.choose(tab)
		f.Opened = nil
		p.print()
		uitest.Until(t, tab+" is printed", func() bool { return len(f.Opened) == 1 })
		out, err := exec.Command("pdftotext", "-layout", f.Opened[0], "-").Output()
		f.Must(err)
		if !strings.Contains(string(out), want) || !strings.Contains(string(out), "制表人：沈国栋") {
			t.Errorf("%s lacks %q:\n%s", tab, want, out)
		}
	}
	if f.Failed != nil {
		t.Error(f.Failed)
	}
}

// The articles follow the day; the search finds them by number and by purpose.
func TestArticlesOfADay(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openRules(t, f)
	find := func(on court.Date, search string) string {
		p.on = on
		p.searched(search)
		uitest.Until(t, "the articles are narrowed", func() bool { return p.text == search && !p.loader.Busy() })
		var all []string
		for _, c := range p.articles.Rows() {
			all = append(all, c.About+c.Text())
		}
		return strings.Join(all, "\n")
	}
	old, now := find(court.D(2018, 6, 1), "执行通知 民事诉讼法"), find(court.D(2024, 6, 1), "执行通知  民事诉讼法")
	if !strings.Contains(old, "第二百四十条") || !strings.Contains(now, "第二百五十一条") {
		t.Errorf("2018: %s\n2024: %s", old, now)
	}
}

// The dialog of a parameter lists its versions and says which one counts.
func TestVersionsOfAParameter(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	asAdmin(f)
	_, err := f.Office().SaveOverride(ctx, f.Me, court.ParamOverride{Param: "T15", Value: 4, Unit: "月", Basis: "本院〔2018〕5号", From: court.D(2018, 1, 1)})
	f.Must(err)
	p := openRules(t, f)
	list := p.versions("T15")
	if len(list) < 2 || !list[len(list)-1].current || list[len(list)-1].Term() != "4个月" {
		t.Errorf("versions %+v", list)
	}
	p.params.ChooseKey("T15")
	l, _ := p.params.Chosen()
	p.showParam(l)
	for _, want := range []string{"历次版本", "本院〔2018〕5号", "6个月", "适用"} {
		if !uitest.Shows(want, f.Dialog()) {
			t.Errorf("the dialog lacks %q: %q", want, uitest.Texts(f.Dialog()))
		}
	}
}

// A second value for the same days is refused with the first one's days.
func TestOverlapIsRefusedInTheForm(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	asAdmin(f)
	_, err := f.Office().SaveOverride(ctx, f.Me, court.ParamOverride{Param: "T15", Value: 4, Unit: "月", Basis: "本院〔2018〕5号", From: court.D(2018, 1, 1)})
	f.Must(err)
	p := openRules(t, f)
	p.params.ChooseKey("T15")
	p.askOwn()
	entries := uitest.Find[*widgets.Entry](f.Dialog())
	entries[0].SetText("5")
	entries[len(entries)-1].SetText("本院〔2018〕9号")
	press(t, f, "看看影响")
	uitest.Until(t, "it is refused", func() bool { return strings.Contains(strings.Join(uitest.Texts(f.Dialog()), ""), "时间重叠") })
	if own, err := f.Office().Overrides(ctx); err != nil || len(own) != 1 {
		t.Errorf("%v, %v", own, err)
	}
}

// A year's holidays come from a file, are shown as understood with what they
// move, and only then stored.
func TestHolidaysFromAFile(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	asAdmin(f)
	path := filepath.Join(t.TempDir(), "2027.csv")
	f.Must(os.WriteFile(path, []byte("日期,安排\n2027-01-01,休\n2027-02-05,休\n2027-02-06,休\n2027-02-08,休\n2027-02-14,班\n"), 0o600))
	p := openRules(t, f)
	p.choose(tabHolidays)
	rows := p.holidays.Rows()
	if last := rows[len(rows)-1]; last.year != 2027 || last.known {
		t.Fatalf("the missing year is not said: %+v", last)
	}
	f.Choose = path
	p.askHolidays()
	press(t, f, "从 Excel")
	uitest.Until(t, "the file is read", func() bool { return uitest.Shows("1-1 2-5至2-8", f.Dialog()) || !p.work.Busy() })
	for _, e := range uitest.Find[*widgets.Entry](f.Dialog()) {
		if e.Text == "" {
			e.SetText("国办发明电〔2026〕9号")
		}
	}
	press(t, f, "核对")
	uitest.Until(t, "the days are shown", func() bool {
		return uitest.Shows("放假 3 天（1-1 2-5至2-8），周末上班 1 天（2-14）", f.Dialog())
	})
	if years, err := f.Office().Holidays(ctx); err != nil || len(years) != 0 {
		t.Fatalf("stored before it was confirmed: %v %v", years, err)
	}
	press(t, f, "导入节假日")
	uitest.Until(t, "the year is known", func() bool { return strings.Contains(f.Said, "2027") })
	years, err := f.Office().Holidays(ctx)
	f.Must(err)
	if len(years) != 1 || len(years[0].Off) != 3 || len(years[0].On) != 1 {
		t.Errorf("%+v", years)
	}
}
