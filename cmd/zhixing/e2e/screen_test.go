//go:build e2e

// Package e2e drives the real program in a real window on the display it is
// given, with real keys and a real mouse.
package e2e

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"zhixing/app/desktop/printer/cupstest"
)

// program is the path of the program built for these tests.
var program string

func TestMain(m *testing.M) {
	if os.Getenv("DISPLAY") == "" {
		fmt.Fprintln(os.Stderr, "no display: run `make e2e`")
		os.Exit(1)
	}
	dir, err := os.MkdirTemp("", "zhixing-e2e")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "zhixing")
	build := exec.Command("go", "build", "-tags", "gles,migrated_fynedo,e2e", "-o", program, "zhixing/cmd/zhixing")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// thing is what the probe tells of a text or a field.
type thing struct {
	Text       string
	X, Y, W, H float64
	Field      bool
	Kind       string
	Layer      int
}

func (a thing) middle() (int, int) { return int(a.X + a.W/2), int(a.Y + a.H/2) }

// screen is the running program as the person at it sees it.
type screen struct {
	testing.TB
	probe string
	cmd   *exec.Cmd
	shots int
	desk  string // what left the program: printed/ and opened/
	cups  *cupstest.Server
}

// start opens the window on the data folder.
func start(t testing.TB, data string, args ...string) *screen {
	t.Helper()
	return startOn(t, "", data, args...)
}

// startOn opens the window on a day (YYYY-MM-DD; "" is today).
func startOn(t testing.TB, day, data string, args ...string) *screen {
	t.Helper()
	s := &screen{TB: t, probe: filepath.Join(t.TempDir(), "probe"), desk: t.TempDir()}
	s.cmd = exec.Command(program, append([]string{"--data", data}, args...)...)
	home := t.TempDir()
	s.cups = printerOf(t, s.desk)
	s.cmd.Env = append(os.Environ(), "ZHIXING_PROBE="+s.probe, "HOME="+home, "XDG_CACHE_HOME="+cacheDir(), "LANG=zh_CN.UTF-8", "ZHIXING_DAY="+day,
		"PATH="+surroundings(t, s.desk)+":"+os.Getenv("PATH"), "CUPS_SERVER="+s.cups.Address)
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// surroundings gives a folder with the program of the computer that ours calls
// to open a file; it keeps what it opens.
func surroundings(t testing.TB, desk string) string {
	t.Helper()
	bin, tray := filepath.Join(desk, "bin"), filepath.Join(desk, "opened")
	for _, dir := range []string{bin, tray} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf("#!/bin/sh\nexec cp -r \"$1\" '%s/'\n", tray)
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return bin
}

// printerOf gives a CUPS with a printer that keeps the pages it gets.
func printerOf(t testing.TB, desk string) *cupstest.Server {
	t.Helper()
	s := cupstest.Start(t)
	s.AddPrinter(t, "court", filepath.Join(desk, "printed"), true)
	return s
}

// arrives waits until a paper with all the words lies in a tray ("printed" or
// "opened").
func (s *screen) arrives(tray string, words ...string) {
	s.Helper()
	var seen string
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(s.desk, tray, "*.pdf"))
		if err != nil {
			s.Fatal(err)
		}
		for _, f := range files {
			text := pdfText(f)
			seen += filepath.Base(f) + " "
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
				return
			}
		}
	}
	s.Fatalf("no paper with %q was %s; there are: %s", words, tray, seen)
}

// pdfText reads a PDF without its spaces, "" for one that is not whole yet.
func pdfText(path string) string {
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// cacheDir keeps the preview's compiled engine between the tests of a run.
func cacheDir() string { return filepath.Join(filepath.Dir(program), "cache") }

// stop ends the program; the second time it does nothing.
func (s *screen) stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	defer s.cups.Stop()
	if s.Failed() {
		s.shot("failed")
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = s.cmd.Process.Kill()
		<-done
	}
}

// shot saves a picture where ZHIXING_SHOTS says.
func (s *screen) shot(name string) {
	dir := os.Getenv("ZHIXING_SHOTS")
	if dir == "" {
		return
	}
	s.shots++
	test, _, _ := strings.Cut(s.Name(), "/")
	file := filepath.Join(dir, fmt.Sprintf("%s-%02d-%s.png", test, s.shots, name))
	if out, err := exec.Command("import", "-window", "root", file).CombinedOutput(); err != nil {
		s.Logf("import: %v %s", err, out)
	}
}

func (s *screen) look() []thing {
	c, err := net.Dial("unix", s.probe)
	if err != nil {
		return nil
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	var things []thing
	if err := json.NewDecoder(c).Decode(&things); err != nil {
		return nil
	}
	return things
}

const patience = 20 * time.Second

// until looks again and again until f is content.
func (s *screen) until(what string, f func([]thing) bool) {
	s.Helper()
	end := time.Now().Add(patience)
	var last []thing
	for time.Now().Before(end) {
		if last = s.look(); f(last) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	var texts []string
	for _, a := range last {
		if a.Text != "" {
			texts = append(texts, a.Text)
		}
	}
	s.Fatalf("waited in vain for %s; the window says: %s", what, strings.Join(texts, " | "))
}

// matches gives the texts on the topmost layer that has any, top to bottom.
func matches(things []thing, text string, exact bool) []thing {
	var out []thing
	for _, a := range things {
		if a.Field || exact && a.Text != text || !strings.Contains(a.Text, text) {
			continue
		}
		if len(out) > 0 && a.Layer > out[0].Layer {
			out = out[:0]
		}
		if len(out) == 0 || a.Layer == out[0].Layer {
			out = append(out, a)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Y < out[j].Y || out[i].Y == out[j].Y && out[i].X < out[j].X })
	return out
}

// find waits for a text and gives its n-th occurrence (from 0); an exact text
// is preferred to one that contains it.
func (s *screen) find(text string, n int) thing {
	s.Helper()
	var found thing
	s.until("“"+text+"”", func(things []thing) bool {
		list := matches(things, text, true)
		if len(list) <= n {
			list = matches(things, text, false)
		}
		if len(list) <= n {
			return false
		}
		found = list[n]
		return true
	})
	return found
}

// see waits until the window shows the text.
func (s *screen) see(text string) { s.Helper(); s.find(text, 0) }

// gone waits until the window no longer shows the text.
func (s *screen) gone(text string) {
	s.Helper()
	s.until("the end of “"+text+"”", func(things []thing) bool { return len(matches(things, text, false)) == 0 })
}

func (s *screen) xdotool(args ...string) {
	s.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		s.Fatalf("xdotool %v: %v %s", args, err, out)
	}
	time.Sleep(120 * time.Millisecond)
}

func (s *screen) clickAt(x, y int) {
	s.Helper()
	s.xdotool("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// click presses the mouse on a text.
func (s *screen) click(text string) { s.Helper(); s.clickNth(text, 0) }

func (s *screen) clickNth(text string, n int) {
	s.Helper()
	x, y := s.find(text, n).middle()
	s.clickAt(x, y)
}

func (s *screen) key(keys ...string) {
	s.Helper()
	for _, k := range keys {
		s.xdotool("key", k)
	}
}

// fieldOf gives the field that belongs to the n-th label of the text: the
// nearest one at its right, else the one below.
func (s *screen) fieldOf(label string, n int) thing {
	s.Helper()
	var found thing
	s.until("field “"+label+"”", func(things []thing) bool {
		labels := matches(things, label, true)
		if len(labels) <= n {
			return false
		}
		best := -1.0
		l := labels[n]
		for _, a := range things {
			if !a.Field || a.Layer != l.Layer || a.Y > l.Y+l.H || a.Y+a.H < l.Y || a.X < l.X+l.W-2 || a.W > 900 {
				continue
			}
			if d := a.X - l.X; best < 0 || d < best {
				best, found = d, a
			}
		}
		return best >= 0
	})
	return found
}

// fill types a text into the field of a label, in place of what is there.
func (s *screen) fill(label, text string) { s.Helper(); s.fillNth(label, 0, text) }

func (s *screen) fillNth(label string, n int, text string) {
	s.Helper()
	f := s.fieldOf(label, n)
	s.clickAt(int(f.X)+12, int(f.Y+min(f.H/2, 14)))
	s.key("ctrl+a")
	s.typeText(text)
}

// typeText pastes text as an input method commits it; xdotool drops Chinese
// characters when it types fast.
func (s *screen) typeText(text string) {
	s.Helper()
	c := exec.Command("xclip", "-selection", "clipboard", "-in")
	c.Stdin = strings.NewReader(text)
	if err := c.Run(); err != nil {
		s.Fatal(err)
	}
	for range 50 { // the clipboard changes hands in its own time
		if out, _ := exec.Command("xclip", "-selection", "clipboard", "-out").Output(); string(out) == text {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.key("ctrl+v")
}

// choose opens the choice of a label and clicks an option in sight.
func (s *screen) choose(label, option string) {
	s.Helper()
	f := s.fieldOf(label, 0)
	x, y := f.middle()
	s.clickAt(x, y)
	s.click(option)
}
