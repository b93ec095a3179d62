package office

import (
	"context"
	"log/slog"
	"sync"

	"zhixing/app/court"
)

// fontsInUse remembers which fonts the press was told of.
type fontsInUse struct {
	mu    sync.Mutex
	fonts court.PaperFonts
}

// useFonts tells the press of the fonts that the court chose, when it knows
// others.
func (o *Office) useFonts(r Reader) error {
	s, _, err := r.Settings()
	if err != nil {
		return err
	}
	o.fonts.mu.Lock()
	defer o.fonts.mu.Unlock()
	if s.PaperFonts == o.fonts.fonts {
		return nil
	}
	for _, trouble := range o.press.UseFonts(s.PaperFonts) {
		slog.Warn("a font of the court's is not used", "err", trouble)
	}
	o.fonts.fonts = s.PaperFonts
	return nil
}

// Font is a font for papers as the settings show it.
type Font struct {
	Name string // as its maker calls it
	Note string // what its maker allows only, "" for no such thing
	Err  error  // why it cannot be used
}

// CheckFont looks at the font that a setting names: an installed one by its
// name, a file by its path.
func (o *Office) CheckFont(choice string) Font {
	name, note, err := o.press.CheckFont(choice)
	return Font{Name: name, Note: note, Err: err}
}

// InstalledFonts lists fonts of this computer by what they are: 仿宋, 小标宋, 楷体.
func (o *Office) InstalledFonts() map[string][]string { return o.press.InstalledFonts() }

// SaveFonts chooses the fonts of papers made from now on.
func (o *Office) SaveFonts(ctx context.Context, actor Actor, fonts court.PaperFonts) error {
	return o.do(ctx, actor, MayManageSettings, "settings", func(d *deed) error {
		old, _, err := d.Settings()
		if err != nil {
			return err
		}
		if err := o.checkFonts(old.PaperFonts, fonts); err != nil {
			return err
		}
		now := old
		now.PaperFonts = fonts
		if err := d.PutSettings(now); err != nil {
			return err
		}
		return d.audit("修改设置", "settings", 0, 0, old, now, "文书字体")
	})
}

// checkFonts refuses a font that is newly chosen and cannot be used here. One
// that was chosen before may be on another computer only.
func (o *Office) checkFonts(old, now court.PaperFonts) error {
	for _, x := range []struct{ label, old, now string }{
		{"正文字体", old.Body, now.Body}, {"标题字体", old.Title, now.Title}, {"楷体", old.Kai, now.Kai},
	} {
		if x.now == "" || x.now == x.old {
			continue
		}
		if f := o.CheckFont(x.now); f.Err != nil {
			say, hint := court.Sentence(f.Err)
			return court.FieldErrorf(x.label, "%s", say).WithHint(hint).Because(f.Err)
		}
	}
	return nil
}
