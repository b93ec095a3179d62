package admin

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/printer"
	"zhixing/app/desktop/widgets"
)

// The printer is a choice of this computer, kept with it and not with the
// office, whose data may be on another one.
const (
	prefPrinter = "printer"
	prefSides   = "printerSides"
)

// PrinterChoice is the printer of this computer, "" for its default one, and
// how its sheets are printed.
type PrinterChoice struct {
	Name  string
	Sides printer.Sides
}

// ChosenPrinter reads this computer's choice. Use it on the window's thread.
func ChosenPrinter() PrinterChoice {
	p := fyne.CurrentApp().Preferences()
	return PrinterChoice{Name: p.String(prefPrinter), Sides: printer.Sides(p.Int(prefSides))}
}

func (c PrinterChoice) keep() {
	p := fyne.CurrentApp().Preferences()
	p.SetString(prefPrinter, c.Name)
	p.SetInt(prefSides, int(c.Sides))
}

// printerForm asks for printer and sides.
type printerForm struct {
	form   *widgets.Form
	which  *widgets.ChoiceField
	sides  *widgets.ChoiceField
	list   func(context.Context) ([]printer.Printer, error)
	loader *widgets.Loader
}

func newPrinterForm(f frame.Frame) *printerForm {
	p := &printerForm{form: widgets.NewForm(widgets.FormOptions{FieldWidth: 360}), list: printer.List, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = p.form.ShowError // the choice made before stands
	p.which = p.form.AddChoice("打印机", nil, widgets.Help("只管这台电脑；“保存并打印”的文书都送到这里"))
	p.sides = p.form.AddChoice("单面、双面", sideOptions())
	p.show(nil)
	return p
}

func sideOptions() []widgets.Option {
	options := []widgets.Option{{ID: "0", Label: "按打印机自己的设置"}}
	if printer.CanChooseSides() {
		options = append(options, widgets.Option{ID: "1", Label: "单面"}, widgets.Option{ID: "2", Label: "双面（长边翻页）"})
	}
	return options
}

// load asks the computer for its printers.
func (p *printerForm) load() { widgets.Load(p.loader, p.list, p.show) }

// show offers printers; the chosen one is kept even when it is not there now.
func (p *printerForm) show(known []printer.Printer) {
	c := ChosenPrinter()
	standard, there := "", c.Name == ""
	var options []widgets.Option
	for _, x := range known {
		options = append(options, widgets.Option{ID: x.Name, Label: x.Name})
		there = there || x.Name == c.Name
		if x.Default {
			standard = "现在是 " + x.Name
		}
	}
	options = append([]widgets.Option{{ID: "", Label: "电脑的默认打印机", Note: standard}}, options...)
	if !there {
		options = append(options, widgets.Option{ID: c.Name, Label: c.Name, Note: "现在没有连接"})
	}
	p.which.SetOptions(options)
	p.which.SetID(c.Name)
	p.sides.SetID(strconv.Itoa(int(c.Sides)))
}

func (p *printerForm) read() PrinterChoice {
	sides, _ := strconv.Atoi(p.sides.ID()) // ids are written by sideOptions
	return PrinterChoice{Name: p.which.ID(), Sides: printer.Sides(sides)}
}

// AskPrinter asks for the printer of this computer; done may be nil.
func AskPrinter(f frame.Frame, done func()) {
	p := newPrinterForm(f)
	widgets.FormDialog(f.Window(), "打印机", p.form, "选用", func() error { p.read().keep(); return nil }, func() {
		f.Say("这台电脑的打印机已选定")
		if done != nil {
			done()
		}
	})
	p.load()
}

// printerPanel is 打印机 among the settings.
type printerPanel struct {
	f     frame.Frame
	p     *printerForm
	whole fyne.CanvasObject
}

func newPrinterPanel(f frame.Frame) *printerPanel {
	s := &printerPanel{f: f, p: newPrinterForm(f)}
	s.p.form.OnSave = s.save
	again := widgets.NewButton("重新查找打印机", s.p.load)
	save := widgets.NewPrimaryButton("保存 Ctrl+S", s.p.form.Save)
	note := widgets.NewWrapText("每个人都可以在右上角姓名菜单的“打印机…”里改。打印机没有连接时，文书照样保存，接上后再打印。", widgets.TextSize, widgets.ColorQuiet)
	s.whole = container.NewBorder(nil, widgets.Padded(16, 10, widgets.HStack(8, widgets.NewSpacer(), again, save)), nil, nil,
		widgets.Padded(16, 10, widgets.VStack(10, s.p.form, note)))
	return s
}

func (s *printerPanel) content() fyne.CanvasObject { return s.whole }
func (s *printerPanel) load()                      { s.p.load() }
func (s *printerPanel) unsaved() bool              { return s.p.read() != ChosenPrinter() }
func (s *printerPanel) keys() widgets.Bindings     { return widgets.Bindings{"Ctrl+S": s.p.form.Save} }

func (s *printerPanel) save() error {
	s.p.read().keep()
	s.f.Say("这台电脑的打印机已选定")
	return nil
}
