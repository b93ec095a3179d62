package moneydesk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// approved gives payments of a case that wait to be paid.
func approved(f *uitest.Frame, c court.Case, amounts ...court.Money) []court.Disbursement {
	var out []court.Disbursement
	for _, m := range amounts {
		d := request(f, c, "沈国栋", m)
		f.Must(f.Office().DecideDisbursement(ctx, f.Staff["何向东"], d.ID, true, "同意"))
		out = append(out, d)
	}
	return out
}

// batches reads the files that were made.
func batches(f *uitest.Frame) []office.PaymentBatch {
	f.T.Helper()
	list, err := f.Office().PaymentBatches(ctx, f.Staff["钱会计"])
	f.Must(err)
	return list
}

// placing is a frame that saves to a folder, or whose dialog for the place is
// closed again while it has none.
type placing struct {
	*uitest.Frame
	folder string
}

func (p *placing) SaveFile(_, name string, chosen func(string)) {
	if p.folder != "" {
		chosen(filepath.Join(p.folder, name))
	}
}

// TestFileForTheBankMarksOnlyWhatWasWritten: closing the dialog for the place, or
// a place that cannot be written to, leaves the payments as they were; what is
// unticked stays out; the file can be written again and taken back, and what
// stands in it is not recalled.
func TestFileForTheBankMarksOnlyWhatWasWritten(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	receive(f, c, court.D(2018, 11, 1), 50_000_00)
	list := approved(f, c, 1_000_00, 2_500_00)
	f.Me = f.Staff["钱会计"]
	place := &placing{Frame: f}
	p := NewMoneyPage(place).(*page)
	f.Open(p)
	uitest.Until(t, "the lists are read", func() bool { return p.loaded })
	turn(p, tabRequests)
	r := p.requests
	ids := []int64{list[0].ID, list[1].ID}
	r.makeFile(ids, 3_500_00)
	if n := len(batches(f)); n != 0 {
		t.Errorf("closing the dialog made %d files", n)
	}
	place.folder = filepath.Join(t.TempDir(), "没有")
	r.makeFile(ids, 3_500_00)
	uitest.Until(t, "the failure is told", func() bool { return f.Failed != nil })
	if n := len(batches(f)); n != 0 {
		t.Errorf("a file that was not written keeps %d batches", n)
	}
	f.Failed = nil
	place.folder = t.TempDir()
	r.batch()
	uitest.Until(t, "the payments are offered", func() bool { return f.Dialog() != nil })
	if !uitest.Shows("勾选 2 笔，共 3,500.00 元", f.Dialog()) {
		t.Errorf("the dialog says %v", uitest.Texts(f.Dialog()))
	}
	f.Press(fyne.KeySpace) // the first one stays out
	if !uitest.Shows("勾选 1 笔，共 2,500.00 元", f.Dialog()) {
		t.Errorf("after unticking %v", uitest.Texts(f.Dialog()))
	}
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is written", func() bool { return strings.Contains(f.Said, "已存到") })
	made := batches(f)
	if len(made) != 1 || len(made[0].Payments) != 1 || made[0].Payments[0].ID != list[1].ID {
		t.Fatalf("made %+v", made)
	}
	uitest.Until(t, "the list is read again", func() bool {
		return len(p.desk.Approved) == 2 && p.desk.Approved[1].Batch == made[0].Number
	})
	path := f.Said[strings.LastIndex(f.Said, "已存到 ")+len("已存到 "):]
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("no file at %s: %v", path, err)
	}
	press(r.buttons(requestRow{payment: p.desk.Approved[1]}), "撤回")
	if f.Failed == nil || !strings.Contains(f.Failed.Error(), made[0].Number) {
		t.Errorf("recalling what is in a file: %v", f.Failed)
	}
	f.Failed, f.Said = nil, ""
	press(r.fileButtons(made[0]), "重新导出")
	uitest.Until(t, "it is written again", func() bool { return strings.Contains(f.Said, "重新导出：1 笔") })
	r.openFiles()
	uitest.Until(t, "the files are listed", func() bool { return f.Dialog() != nil && uitest.Shows("等待银行付出", f.Dialog()) })
	f.Press(fyne.KeyEscape)
	press(r.fileButtons(made[0]), "撤销本批")
	f.Type("确认")
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	f.Type("文件丢失")
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is taken back", func() bool { return strings.Contains(f.Said, "已撤销批量付款") })
	if n := len(batches(f)); n != 0 {
		t.Errorf("%d files left", n)
	}
}
