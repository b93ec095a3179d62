package service

import (
	"os"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// Each ticked paper goes to those ticked whom it is for, once more to the
// others who were typed; letters get their numbers in order.
func TestTargets(t *testing.T) {
	dated := court.D(2018, 11, 1)
	open := []office.ServiceLine{
		{PaperID: 1, Paper: "执行通知书", Dated: dated, To: "甲"}, {PaperID: 1, Paper: "执行通知书", Dated: dated, To: "乙"},
		{PaperID: 2, Paper: "报告财产令", Dated: dated, To: "甲"}, {PaperID: 3, Paper: "报告财产令", Dated: dated, To: "乙"},
	}
	if o := paperOptions(open); len(o) != 2 || o[1].Label != "报告财产令" {
		t.Errorf("offered %+v", o)
	}
	got := targets(open, []string{paperKey(open[2])}, []string{"甲", "乙"}, names("丙律师、"), "A1、A2 、A3")
	if len(got) != 3 || got[0].PaperID != 2 || got[0].To != "甲" || got[1].To != "丙律师" || got[1].PaperID != 2 || got[2].PaperID != 3 {
		t.Fatalf("targets %+v", got)
	}
	if got[0].Tracking != "A1" || got[2].Tracking != "A2 " || got[1].Tracking != "A3" {
		t.Errorf("numbers %+v", got)
	}
	if got = targets(open, []string{paperKey(open[0])}, []string{"乙"}, nil, "A1"); len(got) != 1 || got[0].To != "乙" || got[0].Tracking != "" {
		t.Errorf("one of two: %+v", got)
	}
}

// Cases of the same person at the same address share an envelope.
func TestMailIsPutTogether(t *testing.T) {
	at := func(number, to, address string) office.Correspondent {
		return office.Correspondent{Number: number, ServiceAddress: court.ServiceAddress{To: to, Address: address}}
	}
	got := mailOf([]office.Correspondent{at("执1号", "甲", "一街"), at("执2号", "甲", "一街"), at("执2号", "甲", "二街"), at("执2号", "乙", "一街")})
	if len(got) != 3 || got[0].Note != "执1号、执2号" || got[1].Note != "执2号" {
		t.Errorf("mail %+v", got)
	}
}

// TestReceiptsAndAddress: the dialogs make receipts and keep an address; a
// notice without a reason is refused at its field.
func TestReceiptsAndAddress(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李㛃")
	for _, form := range []string{"execution-notice", "report-assets"} {
		_, err := f.Office().MakePaper(t.Context(), f.Me, office.PaperRequest{CaseID: c.ID, Form: form})
		f.Must(err)
	}
	register := func() office.CaseService {
		t.Helper()
		r, err := f.Office().CaseService(t.Context(), c.ID)
		f.Must(err)
		return r
	}
	AskReceipts(f, c.Number.String(), c.ID, register().Lines)
	f.Save()
	uitest.Until(t, "the receipt is printed", func() bool { return strings.Contains(f.Last(), "送达回证-李㛃.pdf") })
	if _, err := os.Stat(f.Last()); err != nil {
		t.Error(err)
	}
	AskAddress(f, c.Number.String(), court.ServiceAddress{CaseID: c.ID, To: "李㛃", Role: "被执行人", Address: "溪山县城关镇1号", Postcode: "469900"})
	f.Save()
	uitest.Until(t, "the address is kept", func() bool { return f.Said == "已保存送达地址" })
	if a := register().Addresses; len(a) != 1 || a[0].Postcode != "469900" {
		t.Errorf("addresses %+v", a)
	}
	Ask(f, register().Lines, Together(register().Lines, register().Lines[0])...)
	f.Save()
	uitest.Until(t, "both are served", func() bool {
		return strings.Contains(f.Said, "已登记：执行通知书、报告财产令　李㛃　已送达；")
	})
	if !strings.Contains(f.Said, "重新排期") {
		t.Errorf("said %q", f.Said)
	}
}
