package scans

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// seeing makes a court that can read scans.
func seeing(t *testing.T) *uitest.Frame {
	f := uitest.NewFrame(t, wiring.Create)
	p := paper.NewPreviewer(paper.PreviewOptions{CacheDir: t.TempDir()})
	t.Cleanup(func() { f.Must(p.Close()) })
	f.Office().UseEye(wiring.Eye(p))
	return f
}

// picture writes a PNG into a folder.
func picture(t *testing.T, folder, name string, side int) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, side, side*3/2))
	for i := range img.Pix {
		img.Pix[i] = uint8(200 + i%side/4)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(f *uitest.Frame) *page {
	p := NewPage(f).(*page)
	f.Open(p)
	return p
}

// What is dropped on the window lies in the tray, is turned and filed by hand.
func TestDroppedFileGoesToTheTray(t *testing.T) {
	f := seeing(t)
	c := f.Register("令狐䶮")
	p := open(f)
	folder := t.TempDir()
	files := []fyne.URI{storage.NewFileURI(picture(t, folder, "走访照片.png", 90))}
	p.dropped(fyne.Position{}, files)
	uitest.Until(t, "the scan in the tray", func() bool { return len(p.tray.Rows()) == 1 && p.shown != nil })
	if f.Said != "收取 1 个文件：归档 0 份，待归档 1 份" {
		t.Errorf("said %q", f.Said)
	}
	s := p.tray.Rows()[0]
	f.Must(f.Office().TurnScan(ctx, f.Staff["周玥"], s.ID, 1, 90))
	uitest.Until(t, "the page turned", func() bool { return p.shown != nil && p.shown.Pages[0].Turn == 90 })
	f.Must(f.Office().FileScan(ctx, f.Staff["周玥"], s.ID, office.ScanFiling{CaseID: c.ID, Title: "走访照片", Slot: "records"}))
	uitest.Until(t, "the scan filed", func() bool { return len(p.tray.Rows()) == 0 && len(p.recent.Rows()) == 1 })
	p.recent.OnOpen(p.recent.Rows()[0])
	if f.Last() != "case "+frame.TabDossier {
		t.Errorf("opened %q", f.Last())
	}
	p.dropped(fyne.Position{}, files)
	uitest.Until(t, "the refusal", func() bool { return f.Failed != nil })
	if court.CodeOf(f.Failed) != court.CodeConflict {
		t.Errorf("a second time: %v", f.Failed)
	}
}

// The folder of the scanner is emptied by the button; what is no scan stays.
func TestFolderOfTheScanner(t *testing.T) {
	f := seeing(t)
	folder := t.TempDir()
	picture(t, folder, "0001.png", 60)
	if err := os.WriteFile(filepath.Join(folder, "坏.pdf"), []byte("%PDF-1.4 断了"), 0o600); err != nil {
		t.Fatal(err)
	}
	earlier := time.Now().Add(-time.Minute)
	for _, name := range []string{"0001.png", "坏.pdf"} {
		f.Must(os.Chtimes(filepath.Join(folder, name), earlier, earlier))
	}
	picture(t, folder, "0002.png", 70) // the scanner is still writing this one
	s, err := f.Office().Settings(ctx)
	f.Must(err)
	s.ScanFolder = folder
	f.Must(f.Office().SaveSettings(ctx, f.Admin, s))
	p := open(f)
	uitest.Until(t, "the files counted", func() bool { return uitest.Shows("有 2 个文件等待收取", p.note) })
	p.takeFolder()
	uitest.Until(t, "the file in the tray", func() bool { return len(p.tray.Rows()) == 1 })
	uitest.Until(t, "the good one put aside", func() bool {
		left, err := os.ReadDir(folder)
		return err == nil && len(left) == 3 && left[0].Name() == "0002.png"
	})
	if !strings.Contains(f.Said, "没有收取 1 个") || f.Dialog() == nil {
		t.Errorf("said %q", f.Said)
	}
	if _, err := os.Stat(filepath.Join(folder, "已收取", "0001.png")); err != nil {
		t.Error(err)
	}
	p.Leave(nil)
}
