package desktop

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/uitest"
)

// TestSeveralFilesAreChosenAtOnce: files are ticked with the space bar in more
// than one folder, folders are only gone into, Enter gives all.
func TestSeveralFilesAreChosenAtOnce(t *testing.T) {
	p := newProgram(t)
	top := t.TempDir()
	inner := filepath.Join(top, "内页")
	must(t, os.Mkdir(inner, 0o700))
	for _, path := range []string{filepath.Join(top, "一.pdf"), filepath.Join(top, "二.pdf"), filepath.Join(inner, "三.pdf"), filepath.Join(top, "说明.txt")} {
		must(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	p.app.Preferences().SetString(prefFolder, top)
	var got []string
	c := newChooser(p, "添加扫描件", []string{".pdf"}, "", true, func(paths []string) { got = paths })
	uitest.Until(t, "the folder", func() bool { return c.table.Total() == 3 })
	uitest.Press(p.win, fyne.KeyHome)
	uitest.Press(p.win, fyne.KeySpace) // the folder
	uitest.Press(p.win, fyne.KeyDown)
	uitest.Press(p.win, fyne.KeySpace)
	if want := "打开勾选的 1 个 Enter"; c.openLabel() != want {
		t.Errorf("the button says %q, want %q", c.openLabel(), want)
	}
	uitest.Press(p.win, fyne.KeyUp)
	uitest.Press(p.win, fyne.KeyReturn)
	uitest.Until(t, "the folder inside", func() bool { return c.folder == inner && c.table.Total() == 1 })
	uitest.Press(p.win, fyne.KeyHome)
	uitest.Press(p.win, fyne.KeySpace)
	uitest.Press(p.win, fyne.KeyReturn)
	if len(got) != 2 || filepath.Dir(got[0]) != top || !slices.Contains(got, filepath.Join(inner, "三.pdf")) {
		t.Errorf("chosen %v", got)
	}
}
