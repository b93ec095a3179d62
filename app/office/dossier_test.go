package office_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// bound binds a dossier and gives its pages as text.
func (w *world) bound(caseID int64, kind office.DossierKind) (office.BoundDossier, []string) {
	w.Helper()
	var out bytes.Buffer
	made, err := w.o.BindDossier(w.ctx, w.staff["沈国栋"], caseID, kind, &out, nil)
	w.must(err)
	dir := w.tool(out.Bytes(), "qpdf", "--check", "in.pdf")
	text, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, "in.pdf"), "-").Output()
	w.must(err)
	return made, strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// The dossier of a case holds its papers and scans in the order of the
// catalogue; a complete signed scan stands for the print, what is void stays out,
// and the first page says what is missing.
func TestDossier(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	_, err := w.o.BindDossier(w.ctx, w.staff["沈国栋"], c.ID, office.DossierCase, &bytes.Buffer{}, nil)
	w.refused(err, court.CodeRefused, "还没有可以入卷")
	notices := w.makePaper(c.ID, "execution-notice")
	receipt := w.makePaper(c.ID, "service-receipt")
	minutes := w.makePaper(c.ID, "panel-minutes")
	wrong := w.makePaper(c.ID, "risk-notice")
	w.must(w.o.VoidPaper(w.ctx, w.staff["沈国栋"], wrong[0].ID, "写错"))
	w.take(office.ScanFiling{}, scanFile("回证.pdf", w.scanned(w.photos(receipt[0].PDF)...)))
	w.take(office.ScanFiling{CaseID: c.ID, Slot: "application"}, scanFile("申请执行书.png", aPNG(t, 300)))

	d, err := w.o.Dossier(w.ctx, c.ID, office.DossierCase)
	w.must(err)
	var got []string
	for _, e := range d.Entries {
		got = append(got, e.Volume+" "+e.Heading+" "+e.Left)
	}
	want := []string{"正卷 application ", "正卷 acceptance 作废", "正卷 notice ", "正卷 service 用签名扫描件", "正卷 service ", "副卷 panel "}
	got = slices.Compact(got) // the risk notice is made for each party
	if !slices.Equal(slices.DeleteFunc(got, func(s string) bool { return s == "正卷 acceptance " }), want) {
		t.Errorf("the dossier holds %q", got)
	}
	missing := strings.Join(d.Missing, "")
	for _, says := range []string{"没有“执行依据及生效证明”", "没有“主体资格材料”", "合议笔录（2018-06-08）只有打印件"} {
		if !strings.Contains(missing, says) {
			t.Errorf("missing: %s", missing)
		}
	}
	if strings.Contains(missing, "送达回证（"+receipt[0].For) || strings.Contains(missing, "申请执行书") {
		t.Errorf("missing what is there: %s", missing)
	}
	made, pages := w.bound(c.ID, office.DossierCase)
	if made.Pages != len(pages) || made.Missing != len(d.Missing) {
		t.Errorf("bound %+v in %d pages", made, len(pages))
	}
	if !strings.Contains(pages[0], "没有“主体资格材料”") || !strings.Contains(pages[1], "正卷") || !strings.Contains(pages[1], "李㛃") || !strings.Contains(pages[2], "申请执行书") {
		t.Errorf("begins with %q", pages[:3])
	}
	if !strings.Contains(strings.Join(pages, ""), "副卷") || len(notices) == 0 || len(minutes) == 0 {
		t.Error("no second volume")
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if log[0].Action != "制作卷宗" {
		t.Errorf("the log ends with %s", log[0].Action)
	}
}

// The materials for review stand in the order of the list of materials, and the
// first page says what the checklist still asks for.
func TestReviewDossier(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	w.makePaper(c.ID, "consumption-limit")
	w.makePaper(c.ID, "execution-notice")
	w.take(office.ScanFiling{CaseID: c.ID, Slot: "records", Item: "whereabouts", Title: "走访村委会"}, scanFile("走访.png", aPNG(t, 300)))
	d, err := w.o.Dossier(w.ctx, c.ID, office.DossierReview)
	w.must(err)
	var order []string
	for _, e := range d.Entries {
		order = append(order, e.Heading)
	}
	if !slices.Equal(slices.Compact(order), []string{"4", "12", "13"}) {
		t.Errorf("in the order %v", order)
	}
	_, pages := w.bound(c.ID, office.DossierReview)
	cover := slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, "整理日期") })
	if !strings.Contains(pages[0], "终本告知书") || !strings.Contains(pages[cover+1], "下落不明查找材料") {
		t.Errorf("begins with %q", pages[:cover+2])
	}
}

// A document is moved by hand within its volume; the bound dossier and its
// catalogue follow, what comes in later finds its place, and the order of the
// catalogue comes back.
func TestDossierOrderByHand(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	w.makePaper(c.ID, "execution-notice")
	w.makePaper(c.ID, "panel-minutes")
	w.take(office.ScanFiling{CaseID: c.ID, Slot: "application", Title: "申请执行书"}, scanFile("申请执行书.png", aPNG(t, 300)))
	officer := w.staff["沈国栋"]
	entries := func() office.Dossier {
		d, err := w.o.Dossier(w.ctx, c.ID, office.DossierCase)
		w.must(err)
		return d
	}
	keys := func(d office.Dossier) (out []string) {
		for _, e := range d.Entries {
			out = append(out, e.Key())
		}
		return out
	}
	before := entries()
	first, last := before.Entries[0], before.Entries[len(before.Entries)-1]
	w.must(w.o.MoveDossierEntry(w.ctx, officer, c.ID, office.DossierCase, first.Key(), 1))
	after := entries()
	if !after.ByHand || after.Entries[1].Key() != first.Key() || after.Entries[0].Key() != before.Entries[1].Key() {
		t.Errorf("moved from %v to %v", keys(before), keys(after))
	}
	_, pages := w.bound(c.ID, office.DossierCase)
	catalogue := pages[2]
	if strings.Index(catalogue, "执行通知书") > strings.Index(catalogue, "申请执行书") {
		t.Errorf("the catalogue keeps the old order: %s", catalogue)
	}
	w.refused(w.o.MoveDossierEntry(w.ctx, officer, c.ID, office.DossierCase, last.Key(), -1), court.CodeRefused, "属于副卷，不能移到正卷")
	w.refused(w.o.MoveDossierEntry(w.ctx, officer, c.ID, office.DossierCase, last.Key(), 1), court.CodeRefused, "已经在最前或者最后")
	w.refused(w.o.MoveDossierEntry(w.ctx, w.staff["秦静宜"], c.ID, office.DossierCase, first.Key(), 1), court.CodeDenied, "")
	w.take(office.ScanFiling{CaseID: c.ID, Slot: "service", Title: "送达回证"}, scanFile("回证.png", aPNG(t, 301)))
	later := entries()
	if later.Entries[0].Key() != before.Entries[1].Key() || later.Entries[1].Title() != "送达回证" || later.Entries[2].Key() != first.Key() {
		t.Errorf("what came in later stands in %v", keys(later))
	}
	w.must(w.o.ResetDossierOrder(w.ctx, officer, c.ID, office.DossierCase))
	if again := entries(); again.ByHand || again.Entries[0].Key() != first.Key() {
		t.Errorf("back in the order %v", keys(again))
	}
}
