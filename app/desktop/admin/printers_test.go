package admin

import (
	"context"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/printer"
	"zhixing/app/desktop/uitest"
	"zhixing/cmd/zhixing/wiring"
)

// TestPrinterIsChosenForThisComputer: the choice is kept, also while the
// printer is not there, and a printing service that does not answer is told
// beside the fields.
func TestPrinterIsChosenForThisComputer(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	t.Cleanup(PrinterChoice{}.keep)
	if c := ChosenPrinter(); c != (PrinterChoice{}) {
		t.Fatalf("begins with %+v", c)
	}
	p := newPrinterForm(f)
	p.list = func(context.Context) ([]printer.Printer, error) {
		return []printer.Printer{{Name: "三楼"}, {Name: "立案大厅", Default: true}}, nil
	}
	p.load()
	uitest.Until(t, "the printers are read", func() bool { return !p.loader.Busy() })
	p.which.SetID("三楼")
	p.sides.SetID("2")
	p.read().keep()
	if c := ChosenPrinter(); c != (PrinterChoice{"三楼", printer.SidesBoth}) {
		t.Errorf("kept %+v", c)
	}
	p.list = func(context.Context) ([]printer.Printer, error) { return nil, nil }
	p.load()
	uitest.Until(t, "the printers are read again", func() bool { return !p.loader.Busy() })
	if p.which.ID() != "三楼" {
		t.Errorf("the printer that is off became %q", p.which.ID())
	}
	p.list = func(context.Context) ([]printer.Printer, error) {
		return nil, court.Errorf(court.CodeUnexpected, "打印服务没有回答。")
	}
	p.load()
	uitest.Until(t, "the failure is told", func() bool { return strings.Contains(p.form.Message(), "没有回答") })
	if f.Failed != nil || p.which.ID() != "三楼" {
		t.Errorf("%v, %q", f.Failed, p.which.ID())
	}
}
