package admin

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

// TestFontsOfPapersAreChosen: a font file is chosen, papers are set in it and
// remember it; where the file is gone the delivered font stands in and the
// paper says so, and what was stored stays as it is.
func TestFontsOfPapersAreChosen(t *testing.T) {
	d := newDesk(t)
	clerk := d.Admit("周玥", court.GroupGeneral, court.RoleClerk)
	c := d.RegisterAs(clerk, uitest.ACase(0, court.D(2018, 6, 8), "令狐䶮"))
	font := filepath.Join(t.TempDir(), "court.ttc")
	data, err := os.ReadFile("../../paper/testdata/courtfont.ttc")
	d.Must(err)
	d.Must(os.WriteFile(font, data, 0o600))
	p := d.openSettings(tabFonts)
	panel := p.front().(*fontsPanel)
	uitest.Until(t, "the fonts are read", func() bool { return !panel.loader.Busy() && !panel.checker.Busy() })
	d.Choose = font
	panel.picked(panel.places[0], fontFromFile)
	uitest.Until(t, "the font is checked", func() bool { return !panel.checker.Busy() })
	if panel.places[0].field.ID() != font || !panel.unsaved() {
		t.Fatalf("chosen %q", panel.places[0].field.ID())
	}
	panel.form.Save()
	uitest.Until(t, "saving", func() bool { return strings.Contains(d.Said, "文书字体已保存") })
	first, err := d.Office().MakePaper(context.Background(), clerk, office.PaperRequest{CaseID: c.ID, Form: "execution-notice"})
	d.Must(err)
	if first[0].Fonts != "正文 测试仿宋" || first[0].FontTrouble() != "" {
		t.Errorf("the paper is set in %q", first[0].Fonts)
	}
	// When the fonts are opened the next time, the file is not there any more.
	other := filepath.Join(t.TempDir(), "other.ttc")
	d.Must(os.WriteFile(other, data, 0o600))
	d.Must(os.Remove(font))
	d.Must(d.Office().SaveFonts(context.Background(), d.Me, court.PaperFonts{Body: font, Kai: other}))
	second, err := d.Office().MakePaper(context.Background(), clerk, office.PaperRequest{CaseID: c.ID, Form: "execution-notice"})
	d.Must(err)
	if !strings.Contains(second[0].FontTrouble(), "打不开字体文件") {
		t.Errorf("without its font the paper says %q", second[0].Fonts)
	}
	stored, err := d.Office().PaperPDF(context.Background(), first[0].ID)
	d.Must(err)
	if string(stored.PDF) != string(first[0].PDF) || stored.Fonts != "正文 测试仿宋" {
		t.Error("the stored paper changed")
	}
}
