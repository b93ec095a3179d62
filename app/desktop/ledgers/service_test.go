package ledgers

import (
	"os"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// TestServiceLedger: the list names who was not served, its filters and its
// print follow, and one key leads from a row to where it is entered.
func TestServiceLedger(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Strict = true
	c := f.Register("李㛃", "王小波")
	for _, form := range []string{"execution-notice", "report-assets"} {
		_, err := f.Office().MakePaper(ctx, f.Staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: form, Dated: court.D(2018, 11, 1)})
		f.Must(err)
	}
	p := openLedgers(t, f, "沈国栋")
	p.Keys()["Ctrl+6"]()
	table := p.service.table
	uitest.Until(t, "the list is read", func() bool { return len(table.Rows()) == 4 })
	if !strings.Contains(p.count.Text, "未送达 4；超期、期满 4") {
		t.Errorf("count %q", p.count.Text)
	}
	line := table.Rows()[0]
	notice := court.Service{Way: court.ServicePublic, Sent: uitest.Today, Medium: "人民法院公告网", Why: "下落不明", Result: court.ServiceUnderway}
	_, err := f.Office().RecordService(ctx, f.Me, c.ID, notice, []office.ServiceTarget{{PaperID: line.PaperID, To: line.To}})
	f.Must(err)
	uitest.Until(t, "the row left the filter", func() bool { return len(table.Rows()) == 3 })
	p.service.states.SetChosen(string(court.StateNotice))
	p.service.load()
	uitest.Until(t, "the notice is listed", func() bool { return len(table.Rows()) == 1 })
	if l := table.Rows()[0]; l.Say != "公告到2019-01-22期满" { // 60 days in 2018
		t.Errorf("row %+v", l)
	}
	l := p.service.printed()
	if len(l.Rows) != 1 || len(l.Rows[0]) != len(l.Heads) || l.Rows[0][11] != "人民法院公告网" || !strings.Contains(l.Notes[0], "范围：公告中") {
		t.Errorf("printed %+v", l)
	}
	table.OnOpen(table.Rows()[0])
	if f.Last() != "case 送达" {
		t.Errorf("opened %q", f.Last())
	}
	p.service.states.SetChosen(allStates)
	p.service.load()
	uitest.Until(t, "all are listed", func() bool { return len(table.Rows()) == 4 })
	service.AskMailOf(f, table.Rows())
	uitest.Until(t, "the question is open", func() bool { return f.Dialog() != nil })
	f.Save()
	uitest.Until(t, "envelopes are opened", func() bool { return strings.Contains(f.Last(), "信封 2018-11-23.pdf") })
	if pdf, err := os.ReadFile(f.Last()); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Error(err)
	}
}
