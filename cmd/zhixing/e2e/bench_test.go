//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
	"zhixing/data"
	"zhixing/data/benchdata"
)

const (
	benchCases = 10_000
	benchRuns  = 9 // the best of so many counts, since other work only adds time
)

// bigOffice makes a data folder with 10,000 cases once.
var bigOffice = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(filepath.Dir(program), "big")
	ctx := context.Background()
	o, done, err := wiring.Create(ctx, dir, time.Now)
	if err != nil {
		return "", err
	}
	_, err = o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	if err == nil {
		err = done()
	}
	if err != nil {
		return "", err
	}
	store, err := data.Open(ctx, dir, data.Options{})
	if err != nil {
		return "", err
	}
	defer store.Close()
	return dir, benchdata.Fill(ctx, store, benchCases)
})

func bigData(b *testing.B) string {
	b.Helper()
	dir, err := bigOffice()
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

// usableAfter starts a program and gives the time until it shows the text.
func usableAfter(b *testing.B, path, text string, args ...string) time.Duration {
	b.Helper()
	probe := filepath.Join(b.TempDir(), "p")
	c := exec.Command(path, args...)
	c.Env = append(os.Environ(), "ZHIXING_PROBE="+probe, "HOME="+b.TempDir(), "LANG=zh_CN.UTF-8")
	begin := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	s := &screen{TB: b, probe: probe}
	for time.Since(begin) < patience {
		if len(matches(s.look(), text, false)) > 0 {
			return time.Since(begin)
		}
		time.Sleep(2 * time.Millisecond)
	}
	b.Fatalf("%s never showed %s", path, text)
	return 0
}

func best(b *testing.B, once func() time.Duration) {
	b.Helper()
	for range b.N {
		least := once()
		for range benchRuns - 1 {
			least = min(least, once())
		}
		b.ReportMetric(float64(least.Milliseconds()), "ms-best")
	}
}

// BenchmarkEmptyWindow is what a Fyne window with the same fonts takes.
func BenchmarkEmptyWindow(b *testing.B) {
	path := filepath.Join(filepath.Dir(program), "empty")
	build := exec.Command("go", "build", "-tags", "gles,migrated_fynedo,e2e", "-o", path, "zhixing/app/desktop/probe/empty")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v %s", err, out)
	}
	best(b, func() time.Duration { return usableAfter(b, path, "空窗口") })
}

// BenchmarkWindowUsable is the program on 10,000 cases until one can log in.
func BenchmarkWindowUsable(b *testing.B) {
	dir := bigData(b)
	best(b, func() time.Duration { return usableAfter(b, program, "登录 Enter", "--data", dir) })
}

// memoryStops are the main screens in the order somebody may open them; the
// workbench comes again at the end, when everything has been seen.
var memoryStops = []struct {
	name string
	open func(*screen)
}{
	{"工作台", func(s *screen) { s.see("工作台") }},
	{"案件", nav("案件")},
	{"挂图作战", nav("挂图作战")},
	{"案件页", func(s *screen) {
		s.key("ctrl+k")
		s.typeText("豫1599")
		s.see(" 申请执行 ") // the cases found
		s.key("Return")
		s.see("时间线")
	}},
	{"预览", func(s *screen) {
		s.click("制作文书")
		s.click("执行通知书")
		s.see("第 1 页")
	}},
	{"文书", func(s *screen) { s.key("Escape", "Escape"); nav("文书")(s) }},
	{"案款", nav("案款")},
	{"预警", nav("预警")},
	{"终本评查", nav("终本评查")},
	{"台账报表", nav("台账报表")},
	{"规则与参数", nav("规则与参数")},
	{"操作日志", nav("操作日志")},
	{"系统设置", nav("系统设置")},
	{"工作台-回", nav("工作台")},
}

func nav(page string) func(*screen) { return func(s *screen) { s.click(page) } }

// BenchmarkWindowMemory goes through the main screens on 10,000 cases, one
// after another, and tells the resident memory on each.
func BenchmarkWindowMemory(b *testing.B) {
	dir := bigData(b)
	for range b.N {
		s := start(b, dir)
		s.see("登录 Enter")
		logIn(&screen{TB: b, probe: s.probe, cmd: s.cmd}, "管理员")
		most := 0.0
		for _, stop := range memoryStops {
			stop.open(s)
			time.Sleep(6 * time.Second) // what is loaded and given back
			s.shot("memory-" + stop.name)
			now := resident(b, s.cmd.Process.Pid)
			most = max(most, now)
			b.ReportMetric(now, stop.name+"-MB")
		}
		b.ReportMetric(most, "most-MB")
		s.stop()
	}
}

func resident(b *testing.B, pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// BenchmarkPrintMemory prints the notices of a hundred open cases from the
// command line of an office with 10,000 and tells the most memory it took.
func BenchmarkPrintMemory(b *testing.B) {
	dir := bigData(b)
	for range b.N {
		c := exec.Command(program, "print", "--data", dir, "--user", "管理员", "--all-open", "--form", "执行通知书", "--out", b.TempDir())
		c.Env = append(os.Environ(), "ZHIXING_PASSWORD="+password)
		if out, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() != 4 {
			b.Fatalf("%v %s", err, out)
		}
		b.ReportMetric(float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "max-MB")
	}
}
