package cases

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// Papers and scans stand together; what is dropped on the window is asked about
// and filed; the dossier becomes one PDF that is opened.
func TestDossierTab(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	o := f.Office()
	_, err := o.MakePaper(context.Background(), f.Me, office.PaperRequest{CaseID: c.ID, Form: "execution-notice"})
	f.Must(err)
	p := newCasePage(f, c.ID, frame.TabDossier)
	f.Open(p)
	part := func() *dossierPart { d, _ := p.parts[frame.TabDossier].(*dossierPart); return d }
	uitest.Until(t, "the paper listed", func() bool { return part() != nil && part().table.Total() == 1 })
	var b bytes.Buffer
	f.Must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 60))))
	path := filepath.Join(t.TempDir(), "申请执行书.png")
	f.Must(os.WriteFile(path, b.Bytes(), 0o600))
	p.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	uitest.Until(t, "the question", func() bool { return f.Dialog() != nil })
	f.Save()
	uitest.Until(t, "the scan listed", func() bool { return part().table.Total() == 2 })
	scan := part().table.Rows()[1].Scan
	if scan == nil || scan.Title != "申请执行书" || scan.CaseID != c.ID || scan.Way != court.ScanByHand {
		t.Errorf("filed as %+v", scan)
	}
	uitest.Until(t, "the dialog gone", func() bool { return f.Dialog() == nil })
	part().table.ChooseIndex(1)
	p.Keys()["Alt+Up"]()
	uitest.Until(t, "the scan moved up", func() bool { return part().table.Rows()[0].Scan != nil && part().state.ByHand })
	uitest.Until(t, "the sentence on the order", func() bool { return strings.Contains(f.Said, "已调整“申请执行书”的顺序") })
	part().resetOrder()
	uitest.Until(t, "the order of the catalogue", func() bool { return !part().state.ByHand })
	part().bind(office.DossierCase)
	uitest.Until(t, "the dossier opened", func() bool { return strings.HasSuffix(f.Last(), "执行卷宗.pdf") })
	uitest.Until(t, "the sentence", func() bool { return strings.Contains(f.Said, "2 份材料") && strings.Contains(f.Said, "见首页") })
	if info, err := os.Stat(f.Last()); err != nil || info.Size() < 1000 {
		t.Errorf("written %v, %v", info, err)
	}
}
