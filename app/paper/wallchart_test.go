package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

// wallSample makes a chart of n cases among officers, every state in it.
func wallSample(officers, n int) WallChartData {
	names := []string{"沈国栋", "万晓燕", "李建军", "蔡志远", "邬海", "杨明喆", "赵一帆", "陈玥", "孙启明", "吴岚", "何敏", "周玥", "欧阳文博", "郑玉梅"}
	debtors := []string{"李𬭎", "溪山县宏达建筑工程有限公司", "赵㛃、王小波", "刘大海", "溪山县青石镇柳湾村村民委员会", "河南省溪山市滨河房地产开发有限责任公司、陈某某", "欧阳建国"}
	today := court.D(2018, 6, 13)
	d := WallChartData{Court: "溪山县人民法院", Week: today, Today: today}
	for i := range officers {
		name := names[i%len(names)]
		if i == officers-1 {
			name = ""
		}
		d.Officers = append(d.Officers, WallOfficer{Name: name, Group: court.Groups[i%5], Target: 6 + i%5})
	}
	for i := range n {
		o := &d.Officers[(i*i+i/7)%officers]
		c := WallCase{Number: court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 60 + i}, Debtors: debtors[i%len(debtors)], State: WallOpen, Due: today.AddDays(10 + i%90)}
		switch {
		case i%9 == 0:
			c.State, c.Due = WallOverdue, today.AddDays(-1-i%40)
		case i%7 == 0:
			c.State, c.Due = WallNear, today.AddDays(i%4)
		case i%11 == 0:
			c.State, c.Due = WallClosed, court.Date{}
		case i%17 == 0:
			c.State = WallPaused
		}
		if i%13 == 0 {
			c.Number.Kind = "执恢"
		}
		if i%19 == 0 {
			c.Number.Year = 2017
		}
		o.Cases = append(o.Cases, c)
	}
	for i := range d.Officers {
		d.Officers[i].Count()
	}
	return d
}

// everyCase counts how often each officer's case hangs in the plan.
func everyCase(t interface{ Errorf(string, ...any) }, c *wallChart) {
	type place struct {
		officer, n int
	}
	seen := map[place]int{}
	for _, s := range c.plan.segments {
		if s.y < 0 || s.y+s.height > c.columnHeight()+0.01 {
			t.Errorf("officer %d hangs from %.0f to %.0f of %.0f", s.officer, s.y, s.y+s.height, c.columnHeight())
		}
		for n := s.from; n < s.to; n++ {
			seen[place{s.officer, n}]++
		}
	}
	for i, cases := range c.officers {
		for n := range cases {
			if seen[place{i, n}] != 1 {
				t.Errorf("case %d of officer %d hangs %d times", n, i, seen[place{i, n}])
			}
		}
	}
}

func TestWallChartSizes(t *testing.T) {
	for _, c := range []struct {
		size         string
		cases, pages int
		sheet        string
	}{
		{"A0", 1000, 1, "A0"}, {"A1", 1000, 1, "A1"}, {"A2", 1000, 1, "A2"}, {"A3", 1000, 2, "A3"},
		{"A3拼", 1000, 9, "A3"}, {"A4拼", 1000, 16, "A4"}, {"A0", 60, 1, "A0"}, {"A4拼", 60, 4, "A4"},
	} {
		t.Run(fmt.Sprintf("%s-%d", c.size, c.cases), func(t *testing.T) {
			d := wallSample(6+c.cases/70, c.cases)
			pdf, err := WallChart(context.Background(), d, c.size)
			if err != nil {
				t.Fatal(err)
			}
			keepPDF(t, fmt.Sprintf("wall-%s-%d", c.size, c.cases), pdf)
			if again, err := WallChart(context.Background(), d, c.size); err != nil || !bytes.Equal(pdf, again) {
				t.Errorf("the same chart gave other bytes (%v)", err)
			}
			file := toFile(t, pdf)
			tool(t, "qpdf", "--check", file)
			info := string(tool(t, "pdfinfo", file))
			if !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", c.pages)) || !strings.Contains(info, "("+c.sheet+")") {
				t.Errorf("want %d pages %s:\n%s", c.pages, c.sheet, info)
			}
			text := squeeze(string(tool(t, "pdftotext", "-raw", file, "-")))
			says := []string{"万晓燕", "未分案", "邬海", "超期", "本周结案"}
			if strings.HasSuffix(c.size, "拼") {
				says = append(says, "第1行第2列")
			} else {
				says = append(says, "溪山县人民法院执行案件挂图", "2018年第24周", "6月11日—6月17日")
			}
			for _, want := range says {
				if !strings.Contains(text, want) {
					t.Errorf("the chart does not say %s", want)
				}
			}
		})
	}
}

// Somebody who reads the chart finds every case once.
func TestWallChartShowsEveryCase(t *testing.T) {
	d := wallSample(20, 1000)
	for _, size := range []string{"A0", "A3"} {
		pdf, err := WallChart(context.Background(), d, size)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, word := range strings.Fields(string(tool(t, "pdftotext", "-raw", toFile(t, pdf), "-"))) {
			count[word]++
		}
		c := &wallChart{WallChartData: d}
		for _, o := range d.Officers {
			for _, k := range o.Cases {
				if n := count[c.number(k.Number)]; n != 1 {
					t.Errorf("%s: %s stands there %d times", size, c.number(k.Number), n)
				}
			}
		}
	}
}

// The share of red on the sheet is what is overdue, and in grey the overdue
// cells are still the dark ones.
func TestWallChartColours(t *testing.T) {
	d := wallSample(6, 200)
	pdf, err := WallChart(context.Background(), d, "A2")
	if err != nil {
		t.Fatal(err)
	}
	prefix := filepath.Join(t.TempDir(), "wall")
	tool(t, "pdftoppm", "-r", "50", "-singlefile", toFile(t, pdf), prefix)
	data, err := os.ReadFile(prefix + ".ppm")
	if err != nil {
		t.Fatal(err)
	}
	var w, h, top int
	if _, err := fmt.Sscanf(string(data[:20]), "P6\n%d %d\n%d", &w, &h, &top); err != nil {
		t.Fatal(err)
	}
	pixels := data[len(data)-3*w*h:]
	count := map[WallState]float64{}
	for i := 0; i < len(pixels); i += 3 {
		for s, look := range wallLooks {
			if pigment(([3]int{int(pixels[i]), int(pixels[i+1]), int(pixels[i+2])})) == look.fill {
				count[s]++
			}
		}
		x, y := i/3%w, i/3/w
		if (x < w/60 || y < h/60 || x > w-w/60 || y > h-h/60) && pixels[i] < 250 {
			t.Fatalf("ink in the margin at %d,%d of %d,%d", x, y, w, h)
		}
	}
	cases := map[WallState]float64{}
	for _, o := range d.Officers {
		for _, k := range o.Cases {
			cases[k.State]++
		}
	}
	for _, s := range []WallState{WallOverdue, WallNear, WallClosed} {
		want, got := cases[s]/cases[WallOpen], count[s]/count[WallOpen]
		if got < 0.4*want || got > 1.3*want {
			t.Errorf("%s: %.2f of the colour of 在办, want about %.2f", wallLooks[s].word, got, want)
		}
	}
	for s, look := range wallLooks {
		grey := (299*look.fill[0] + 587*look.fill[1] + 114*look.fill[2]) / 1000
		if dark := grey < 120; dark != (s == WallOverdue) {
			t.Errorf("%s prints as grey %d", look.word, grey)
		}
		if (look.letter == "") != (s == WallOpen) {
			t.Errorf("%s has the letter %q", look.word, look.letter)
		}
	}
}

func TestWallChartHangsEveryCaseOnce(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := &wallChart{setter: &setter{faces: faces}}
		for range rapid.IntRange(1, 60).Draw(t, "officers") {
			n := rapid.SampledFrom([]int{0, 1, 3, 17, 60, 900}).Draw(t, "cases")
			c.officers = append(c.officers, make([]WallCase, n))
		}
		c.choose(wallSheets[rapid.SampledFrom(WallSizes).Draw(t, "size")])
		everyCase(t, c)
	})
}

func TestWallChartOfChanges(t *testing.T) {
	d := wallSample(3, 9)
	d.Since = court.D(2018, 6, 6)
	d.Officers[0].Cases = nil
	d.Whole = &WallOfficer{Open: 77, Late: 5}
	pdf, err := WallChart(context.Background(), d, "A3")
	if err != nil {
		t.Fatal(err)
	}
	text := string(tool(t, "pdftotext", "-raw", toFile(t, pdf), "-"))
	for _, want := range []string{"（变动部分）", "只印2018年6月6日以来有变动的案件", fmt.Sprintf("在办%d ", d.Officers[0].Open), "在办77件", "超期5件"} {
		if !strings.Contains(strings.ReplaceAll(text, "　", " "), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestWallChartRefuses(t *testing.T) {
	d := wallSample(2, 4)
	_, err := WallChart(context.Background(), d, "A5")
	if court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("A5: %v", err)
	}
	_, err = WallChart(context.Background(), WallChartData{Court: "溪山县人民法院"}, "A3")
	if court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("nobody: %v", err)
	}
	d.Officers[0].Cases[0].Debtors = "李𓀀"
	_, err = WallChart(context.Background(), d, "A3")
	if say, _ := court.Sentence(err); !strings.Contains(say, "𓀀") || !strings.Contains(say, d.Officers[0].Cases[0].Number.String()) {
		t.Errorf("a character without glyph: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := WallChart(ctx, wallSample(2, 4), "A3"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestWallWords(t *testing.T) {
	for _, c := range [][2]string{
		{"李建国", "李建国"}, {"赵㛃、王小波", "赵㛃等"}, {"溪山县宏达建筑工程有限公司", "宏达建筑工程"},
		{"河南省溪山市滨河房地产开发有限责任公司、陈某", "滨河房地产开发等"}, {"溪山县青石镇柳湾村村民委员会", "青石镇柳湾村"}, {"溪山县医院", "溪山县医院"},
	} {
		if got := shortDebtor(c[0]); got != c[1] {
			t.Errorf("%s: %s, want %s", c[0], got, c[1])
		}
	}
	chart := &wallChart{WallChartData: WallChartData{Today: court.D(2018, 6, 13)}}
	for _, c := range []struct {
		n    court.CaseNumber
		want string
	}{
		{court.CaseNumber{Year: 2018, Kind: "执", Seq: 186}, "186"}, {court.CaseNumber{Year: 2018, Kind: "执恢", Seq: 12}, "恢12"},
		{court.CaseNumber{Year: 2017, Kind: "执", Seq: 186}, "17-186"}, {court.CaseNumber{Year: 2009, Kind: "执恢", Seq: 3}, "09恢3"},
	} {
		if got := chart.number(c.n); got != c.want {
			t.Errorf("%v: %s, want %s", c.n, got, c.want)
		}
	}
	for _, c := range []struct {
		state WallState
		due   court.Date
		want  string
	}{
		{WallOverdue, court.D(2018, 6, 3), "超10天"}, {WallNear, court.D(2018, 6, 13), "今天"}, {WallOpen, court.D(2018, 6, 23), "10天"},
		{WallOpen, court.Date{}, ""}, {WallClosed, court.D(2018, 6, 12), ""},
	} {
		if got := chart.days(WallCase{State: c.state, Due: c.due}); got != c.want {
			t.Errorf("%v %s: %s, want %s", c.state, c.due, got, c.want)
		}
	}
}

// BenchmarkWallChart draws A0; the time grows with the cases.
func BenchmarkWallChart(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := wallSample(n/50, n)
			for b.Loop() {
				if _, err := WallChart(context.Background(), d, "A0"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
