package admin

import (
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// fontFromFile is the option that asks for a font file.
const fontFromFile = "file"

// fontsPanel is 文书字体 among the settings: the court's own fonts for papers.
type fontsPanel struct {
	f       frame.Frame
	loader  *widgets.Loader
	checker *widgets.Loader
	form    *widgets.Form
	places  []*fontPlace
	stored  court.PaperFonts
	whole   fyne.CanvasObject
}

// fontPlace is the choice of one font.
type fontPlace struct {
	kind, delivered string
	of              func(*court.PaperFonts) *string
	field           *widgets.ChoiceField
	installed       []string
	chosen          string // what is in force in the field
}

func newFontsPanel(f frame.Frame) *fontsPanel {
	p := &fontsPanel{f: f, loader: widgets.NewLoader(f.Window()), checker: widgets.NewLoader(f.Window()), form: widgets.NewForm(widgets.FormOptions{FieldWidth: 420})}
	p.loader.OnError, p.checker.OnError = p.form.ShowError, p.form.ShowError
	p.places = []*fontPlace{
		{kind: "仿宋", delivered: "随程序的思源宋体", of: func(f *court.PaperFonts) *string { return &f.Body }},
		{kind: "小标宋", delivered: "随程序的思源宋体（粗）", of: func(f *court.PaperFonts) *string { return &f.Title }},
		{kind: "楷体", delivered: "随程序的霞鹜文楷", of: func(f *court.PaperFonts) *string { return &f.Kai }},
	}
	for i, label := range []string{"正文字体", "标题字体", "楷体"} {
		place := p.places[i]
		place.field = p.form.AddChoice(label, nil, widgets.Help(" "))
		place.field.OnChanged = func(id string) { p.picked(place, id) }
	}
	p.form.OnSave = p.save
	save := widgets.NewPrimaryButton("保存 Ctrl+S", p.form.Save)
	note := widgets.NewWrapText("这台电脑装有仿宋、小标宋、楷体的，列在上面；也可以选字体文件（.ttf、.ttc）。字体里没有的字用随程序的字体。"+
		"以后制作的文书用选定的字体，记在文书的“记录”里；别的电脑没有这种字体的，用随程序的字体并说明。已经保存的文书不变。", widgets.TextSize, widgets.ColorQuiet)
	p.whole = container.NewBorder(nil, widgets.Padded(16, 10, widgets.HStack(8, widgets.NewSpacer(), save)), nil, nil,
		widgets.Padded(16, 10, widgets.VStack(10, p.form, note)))
	return p
}

func (p *fontsPanel) content() fyne.CanvasObject { return p.whole }
func (p *fontsPanel) keys() widgets.Bindings     { return widgets.Bindings{"Ctrl+S": p.form.Save} }
func (p *fontsPanel) unsaved() bool              { return p.read() != p.stored }

func (p *fontsPanel) read() court.PaperFonts {
	var out court.PaperFonts
	for _, place := range p.places {
		*place.of(&out) = place.chosen
	}
	return out
}

// load reads what is chosen and what this computer has.
func (p *fontsPanel) load() {
	type found struct {
		fonts     court.PaperFonts
		installed map[string][]string
	}
	o := p.f.Office()
	widgets.Load(p.loader, func(ctx context.Context) (found, error) {
		s, err := o.Settings(ctx)
		return found{s.PaperFonts, o.InstalledFonts()}, err
	}, func(now found) {
		p.stored = now.fonts
		for _, place := range p.places {
			place.installed = now.installed[place.kind]
			place.show(*place.of(&now.fonts))
		}
		p.check()
	})
}

// show offers the fonts and shows the one chosen, also when it is not there.
func (x *fontPlace) show(choice string) {
	x.chosen = choice
	options := []widgets.Option{{ID: "", Label: x.delivered}}
	for _, name := range x.installed {
		options = append(options, widgets.Option{ID: name, Label: name, Note: "本机已安装"})
	}
	if choice != "" && !slices.Contains(x.installed, choice) {
		option := widgets.Option{ID: choice, Label: choice, Note: "现在没有安装"}
		if filepath.IsAbs(choice) {
			option = widgets.Option{ID: choice, Label: filepath.Base(choice), Note: filepath.Dir(choice)}
		}
		options = append(options, option)
	}
	x.field.SetOptions(append(options, widgets.Option{ID: fontFromFile, Label: "选择字体文件…"}))
	x.field.SetID(choice)
}

func (p *fontsPanel) picked(x *fontPlace, id string) {
	if id != fontFromFile {
		x.chosen = id
		p.check()
		return
	}
	x.show(x.chosen) // until a file is chosen
	p.f.ChooseFile("选择字体文件", []string{".ttf", ".ttc"}, func(path string) {
		x.show(path)
		p.check()
	})
}

// check says under each field whether its font can be used here.
func (p *fontsPanel) check() {
	o := p.f.Office()
	choices := make([]string, len(p.places))
	for i, x := range p.places {
		choices[i] = x.chosen
	}
	widgets.Load(p.checker, func(context.Context) ([]office.Font, error) {
		out := make([]office.Font, len(choices))
		for i, choice := range choices {
			if choice != "" {
				out[i] = o.CheckFont(choice)
			}
		}
		return out, nil
	}, func(fonts []office.Font) {
		for i, x := range p.places {
			x.field.SetHelper(x.helper(fonts[i]))
		}
	})
}

// helper is the line under a field.
func (x *fontPlace) helper(font office.Font) string {
	switch {
	case x.chosen == "" && len(x.installed) == 0:
		return "这台电脑没有找到" + x.kind + "，用" + x.delivered
	case x.chosen == "":
		return "这台电脑装有" + x.kind + "，可以选用"
	case font.Err != nil:
		say, _ := court.Sentence(font.Err)
		return "不能使用，改用" + x.delivered + "：" + say
	case font.Note != "":
		return font.Name + "，可以使用；" + font.Note
	}
	return font.Name + "，可以使用"
}

func (p *fontsPanel) save() error {
	fonts, o, actor := p.read(), p.f.Office(), p.f.Actor()
	widgets.LoadResult(p.loader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.SaveFonts(ctx, actor, fonts)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.form.ShowError(err)
			return
		}
		p.stored = fonts
		p.f.Say("文书字体已保存，以后制作的文书用选定的字体")
	})
	return nil
}
