package widgets

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
)

// SearchFunc finds what fits a text; it runs in a goroutine. The Do of its
// items runs on the window's thread.
type SearchFunc func(ctx context.Context, text string) ([]MenuItem, error)

// SearchEntry is the search field of the top bar. Open, a click or typing
// opens it with its results under it; Up and Down move, Enter opens a result,
// Esc closes.
type SearchEntry struct {
	pressable
	PlaceHolder string
	Hint        string // shortcut shown at the right

	search SearchFunc
	loader *Loader
	popup  *filterPopup
	typing Typing
	items  []MenuItem
	asked  string // text whose results are shown
	enter  bool   // Enter was pressed before the results came
}

// NewSearchEntry makes the field; bind Open to Ctrl+K on the window's Keymap.
func NewSearchEntry(win fyne.Window, placeholder string, search SearchFunc) *SearchEntry {
	s := &SearchEntry{PlaceHolder: placeholder, Hint: "Ctrl+K", search: search, loader: NewLoader(win)}
	s.loader.OnError = s.failed
	s.self, s.press = s, func() { s.OpenWith("") }
	s.ExtendBaseWidget(s)
	return s
}

// Open puts the keyboard into the field.
func (s *SearchEntry) Open() { s.OpenWith("") }

// OpenWith opens the field with a text and searches for it.
func (s *SearchEntry) OpenWith(text string) {
	if s.popup != nil {
		return
	}
	s.popup = showFilterPopup(s, s.PlaceHolder, text, s.changed, func(i int) {
		if do := s.items[i].Do; do != nil {
			do()
		}
	})
	if s.popup == nil {
		return
	}
	s.asked, s.enter = "", false
	move := s.popup.entry.OnKey
	s.popup.entry.OnKey = func(k *fyne.KeyEvent) bool { return s.early(k.Name) || move(k) }
	s.popup.layer.onClose = func() {
		s.popup = nil
		s.typing.Stop()
		s.loader.Cancel()
	}
	if text != "" {
		s.changed(text)
	}
}

// TypedRune opens the field with what was typed.
func (s *SearchEntry) TypedRune(r rune) {
	if r != ' ' {
		s.OpenWith(string(r))
	}
}

// changed searches once typing has paused.
func (s *SearchEntry) changed(text string) {
	s.enter = false
	s.typing.Rested(func() {
		if s.popup != nil {
			s.find(strings.TrimSpace(text))
		}
	})
}

// early keeps an Enter that comes before the results of what was typed: what
// is still shown belongs to another text, and would open another case.
func (s *SearchEntry) early(key fyne.KeyName) bool {
	text := strings.TrimSpace(s.popup.entry.Text)
	if key != fyne.KeyReturn && key != fyne.KeyEnter || text == "" || text == s.asked {
		return false
	}
	s.enter = true
	s.typing.Stop()
	s.find(text)
	return true
}

// find runs the search now.
func (s *SearchEntry) find(text string) {
	if text == "" {
		s.loader.Cancel()
		s.asked = ""
		s.show(nil)
		return
	}
	Load(s.loader, func(ctx context.Context) ([]MenuItem, error) { return s.search(ctx, text) },
		func(items []MenuItem) {
			if len(items) == 0 {
				items = []MenuItem{{Label: "没有找到“" + text + "”", Disabled: true}}
			}
			s.asked = text
			s.show(items)
		})
}

func (s *SearchEntry) failed(err error) {
	say, _ := court.Sentence(err)
	s.show([]MenuItem{{Label: say, Disabled: true}})
}

func (s *SearchEntry) show(items []MenuItem) {
	if s.popup == nil {
		return
	}
	s.items = items
	s.popup.setItems(items)
	if s.enter {
		s.enter = false
		s.popup.list.key(fyne.KeyReturn)
	}
}

// CreateRenderer draws the field as it looks while it is closed.
func (s *SearchEntry) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorBarField, ColorBarField, 3)
	text := NewText(s.PlaceHolder, TextSize, rgb(0xC9D5E6), false)
	hint := NewText(s.Hint, TableSize, rgb(0xA9BAD3), false)
	hint.Alignment = fyne.TextAlignTrailing
	return &simpleRenderer{
		objects: []fyne.CanvasObject{box, text, hint},
		layout: func(size fyne.Size) {
			box.Resize(size)
			place(text, S(10), 0, size.Width-S(80), size.Height)
			text.Text = Ellipsize(s.PlaceHolder, size.Width-S(80), text.TextSize, false)
			place(hint, 0, 0, size.Width-S(10), size.Height)
		},
		min: func() fyne.Size { return fyne.NewSize(S(80), S(28)) },
		refresh: func() {
			box.StrokeColor = ColorBarField
			if s.focused || s.hovered {
				box.StrokeColor = rgb(0x8FA9CC)
			}
			text.TextSize, hint.TextSize = S(TextSize), S(TableSize)
		},
	}
}
