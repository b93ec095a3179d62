package widgets

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/sfnt"

	"zhixing/assets"
)

func TestEllipsizeFits(t *testing.T) {
	newWindow(t, nil)
	const text = "溪山县宏达建筑工程有限公司WWW第一分公司"
	for width := float32(20); width < 400; width += 13 {
		got := Ellipsize(text, width, TableSize, false)
		if w := fyne.MeasureText(got, TableSize, fyne.TextStyle{}).Width; w > width {
			t.Errorf("%q is %.1f px wide, room is %.1f", got, w, width)
		}
		if got != text && !strings.HasSuffix(got, "…") {
			t.Errorf("%q is cut without …", got)
		}
	}
	equal(t, "text that fits", Ellipsize("张铉", 60, TableSize, false), "张铉")
}

// TestFontHasEveryCharacterOfTheParts keeps signs out that the font would draw
// as a box.
func TestFontHasEveryCharacterOfTheParts(t *testing.T) {
	font, err := sfnt.Parse(assets.WindowRegular())
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source files", err)
	}
	var buffer sfnt.Buffer
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(source), "\n") {
			code, _, _ := strings.Cut(line, "//")
			for _, r := range code {
				if glyph, err := font.GlyphIndex(&buffer, r); r > unicode.MaxASCII && (err != nil || glyph == 0) {
					t.Errorf("%s: the font lacks %q", file, r)
				}
			}
		}
	}
}

func TestRareNamesFallBackToRegular(t *testing.T) {
	newWindow(t, nil)
	equal(t, "common word in bold", NewText("超期", TableSize, ColorText, true).TextStyle.Bold, true)
	equal(t, "character outside every cut", NewText("\U0002A6D6", TableSize, ColorText, true).TextStyle.Bold, false)
}

func TestLargePrintEnlargesEverything(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(regularTheme)
	equal(t, "row", S(rowHeight), float32(27))
	app.Settings().SetTheme(largeTheme)
	equal(t, "row in large print", S(rowHeight), float32(34))
	equal(t, "button in large print", NewButton("保存", nil).MinSize().Height, float32(35))
}

func TestKeymapReachesThroughFieldsAndNotUnderDialogs(t *testing.T) {
	entry := NewEntry()
	w := newWindow(t, entry)
	var got []string
	keys := KeymapOf(w.Canvas())
	for _, key := range []string{"Ctrl+S", "Ctrl+N", "F5", "Esc"} {
		keys.On(key, func() { got = append(got, key) })
	}
	keys.SetScreen(Bindings{"Ctrl+S": func() { got = append(got, "screen") }})
	w.Canvas().Focus(entry)
	shortcut(w, "Ctrl+S")
	shortcut(w, "Ctrl+N")
	press(w, fyne.KeyF5, fyne.KeyEscape)
	w.Canvas().Unfocus()
	shortcut(w, "Ctrl+N")
	press(w, fyne.KeyF5)
	equal(t, "keys", strings.Join(got, " "), "screen Ctrl+N F5 Esc Ctrl+N F5")

	got = nil
	Confirm(w, "确认", "继续吗？", "", "", func() {})
	shortcut(w, "Ctrl+N")
	press(w, fyne.KeyF5, fyne.KeyEscape)
	equal(t, "keys under a dialog", strings.Join(got, " "), "")
	press(w, fyne.KeyF5)
	equal(t, "keys after it", strings.Join(got, " "), "F5")
}

func TestButtonAnswersEnterAndSpace(t *testing.T) {
	count := 0
	b := NewButton("打印", func() { count++ })
	w := newWindow(t, b)
	w.Canvas().Focus(b)
	press(w, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	equal(t, "pressed", count, 3)
	b.Disable()
	test.Tap(b)
	equal(t, "pressed when disabled", count, 3)
}

func TestSideNavWithTheKeyboard(t *testing.T) {
	opened := ""
	nav := NewSideNav([]NavItem{{ID: "work", Label: "工作台"}, {ID: "cases", Label: "案件", Count: 312}, {}, {ID: "fund", Label: "案款"}},
		func(id string) { opened = id })
	w := newWindow(t, nav)
	nav.SetChosen("work")
	w.Canvas().Focus(nav)
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	equal(t, "opened over the separator", opened, "fund")
	nav.Tapped(&fyne.PointEvent{Position: fyne.NewPos(30, navTop+navRow+5)})
	equal(t, "opened by a click", opened, "cases")
}

func TestTabBarWithTheKeyboard(t *testing.T) {
	tabs := NewTabBar([]TabItem{{"a", "概况"}, {"b", "进度表"}}, nil)
	w := newWindow(t, tabs)
	w.Canvas().Focus(tabs)
	press(w, fyne.KeyRight, fyne.KeyRight)
	equal(t, "tab", tabs.Chosen(), "b")
	tabs.SetItems([]TabItem{{"a", "概况"}, {"x", "财产 6"}, {"b", "进度表"}})
	equal(t, "tab after new labels", tabs.Chosen(), "b")
}

func TestMenuWithTheKeyboard(t *testing.T) {
	done := ""
	items := func() []MenuItem {
		return []MenuItem{{Label: "移交", Do: func() { done = "移交" }}, {Label: "终本", Disabled: true}, {Label: "恢复", Do: func() { done = "恢复" }}}
	}
	b := NewMenuButton("更多", ButtonNormal, items)
	w := newWindow(t, b)
	w.Canvas().Focus(b)
	press(w, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	equal(t, "done, over the disabled line", done, "恢复")
	press(w, fyne.KeyReturn, fyne.KeyEscape)
	if topLayer(w) != nil {
		t.Error("Esc leaves the menu open")
	}
}

func TestSearchFindsAndOpens(t *testing.T) {
	q := useQueue(t)
	opened, asked := "", ""
	var s *SearchEntry
	w := newWindow(t, nil)
	s = NewSearchEntry(w, "案号、姓名…", func(_ context.Context, text string) ([]MenuItem, error) {
		asked = text
		return []MenuItem{{Label: "甲", Do: func() { opened = "甲" }}, {Label: "乙", Do: func() { opened = "乙" }}}, nil
	})
	w.SetContent(s)
	s.Open()
	typeText(w, "李")
	s.find("李") // what typing does after its pause
	q.settle()
	equal(t, "asked", asked, "李")
	press(w, fyne.KeyDown, fyne.KeyReturn)
	equal(t, "opened", opened, "乙")
	opened = ""
	s.Open()
	typeText(w, "李㛃")
	press(w, fyne.KeyReturn) // before anything was found
	q.settle()
	equal(t, "asked at once", asked, "李㛃")
	equal(t, "opened when it was found", opened, "甲")
	opened = ""
	s.Open()
	typeText(w, "李")
	s.find("李")
	q.settle()
	typeText(w, "㛃")
	press(w, fyne.KeyReturn)
	equal(t, "a hit of the text before", opened, "")
	q.settle()
	equal(t, "opened", opened, "甲")
	s.Open()
	press(w, fyne.KeyEscape)
	if topLayer(w) != nil {
		t.Error("Esc leaves the search open")
	}
}

func TestPageViewTurnsAndZooms(t *testing.T) {
	q := useQueue(t)
	w := newWindow(t, nil)
	v := NewPageView(w)
	w.SetContent(v)
	w.Resize(fyne.NewSize(400, 600))
	var page int
	var dpi float64
	v.SetPages(3, func(_ context.Context, p int, d float64) (image.Image, error) {
		page, dpi = p, d
		return image.NewGray(image.Rect(0, 0, 210, 297)), nil
	})
	q.settle()
	equal(t, "label", v.label.Text, "第 1 页 共 3 页")
	base := dpi
	w.Canvas().Focus(v)
	press(w, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	q.settle()
	equal(t, "page", page, 2)
	typeText(w, "++")
	q.settle()
	equal(t, "zoom", v.zoomer.Label, "150%")
	if dpi < base*1.4 {
		t.Errorf("%.0f dpi at 150 %%, %.0f at 100 %%", dpi, base)
	}
}

func TestFyneWordsAreChinese(t *testing.T) {
	if err := InstallChinese(); err != nil {
		t.Fatal(err)
	}
	equal(t, "OK", lang.L("OK"), "确定")
	equal(t, "Select all", lang.L("Select all"), "全选")
}
