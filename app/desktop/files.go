package desktop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// prefFolder is the folder used last, on this computer.
const prefFolder = "lastFolder"

// ChooseFile asks for a file to open. Extensions are given with a dot; none
// means all.
func (s *shell) ChooseFile(title string, extensions []string, chosen func(path string)) {
	newChooser(s.p, title, extensions, "", false, func(paths []string) { chosen(paths[0]) })
}

// ChooseFiles asks for one file or several to open, ticked with the space bar,
// also in several folders.
func (s *shell) ChooseFiles(title string, extensions []string, chosen func(paths []string)) {
	newChooser(s.p, title, extensions, "", true, chosen)
}

// SaveFile asks for a place to save to; the file is not made yet. A file that
// is there is replaced only after asking.
func (s *shell) SaveFile(title, name string, chosen func(path string)) {
	newChooser(s.p, title, []string{filepath.Ext(name)}, name, false, func(paths []string) { chosen(paths[0]) })
}

// chooser is the program's own file dialog: Fyne's is partly English and knows
// no Enter and Esc.
type chooser struct {
	p          *program
	dialog     *widgets.Dialog
	extensions []string
	saving     bool
	several    bool
	chosen     func(paths []string)

	folder   string
	fellBack bool // to the folder for exports
	loader   *widgets.Loader
	path     *widgets.Entry // the folder, or a whole path pasted in
	name     *widgets.Entry // when saving
	table    *widgets.DataTable[entry]
	act      *widgets.Button
}

func newChooser(p *program, title string, extensions []string, name string, several bool, chosen func([]string)) *chooser {
	c := &chooser{p: p, extensions: extensions, saving: name != "", several: several, chosen: chosen, loader: widgets.NewLoader(p.win)}
	c.path, c.name = widgets.NewEntry(), widgets.NewEntry()
	c.path.SetPlaceHolder("文件夹，也可以粘贴完整路径后按 Enter")
	c.path.OnEnter = func() { c.typed(c.path.Text) }
	c.name.SetText(name)
	c.name.OnEnter = c.save
	c.table = widgets.NewListTable(entryColumns(), func(e entry) string { return e.path }, nil)
	c.table.OnOpen = c.open
	if several {
		c.table.MultiSelect = true
		c.table.OnMarked = func(int) { c.act.SetLabel(c.openLabel()) }
	}
	c.table.OnChosen = func(e entry) {
		if c.saving && !e.folder {
			c.name.SetText(e.name)
		}
	}
	label, do := c.openLabel(), c.openChosen
	if c.saving {
		label, do = "保存 Enter", c.save
	}
	c.act = widgets.NewPrimaryButton(label, do)
	c.dialog = widgets.NewDialog(p.win, title, c.content(), c.act)
	c.dialog.OnClosed = c.loader.Cancel
	size := p.win.Canvas().Size()
	c.dialog.Resize(min(900, size.Width*0.85/widgets.Scale()), min(620, size.Height*0.85/widgets.Scale()))
	c.enter(p.app.Preferences().StringWithFallback(prefFolder, outDir()))
	if c.saving {
		p.win.Canvas().Focus(c.name)
		return c
	}
	c.table.Focus()
	return c
}

func (c *chooser) content() fyne.CanvasObject {
	up := widgets.NewButton("↑ 上一级", func() { c.enter(filepath.Dir(c.folder)) })
	quick := widgets.VStack(4)
	for _, x := range places() {
		quick.Add(widgets.NewPlainButton(x.name, func() { c.enter(x.path) }))
	}
	kinds := "全部文件"
	if len(c.extensions) > 0 {
		kinds = strings.Join(c.extensions, " ")
	}
	if c.several {
		kinds += "　　空格勾选，可以一次选几个，也可以跨文件夹"
	}
	bottom := widgets.NewText("显示："+kinds, widgets.CaptionSize, widgets.ColorQuiet, false)
	foot := fyne.CanvasObject(widgets.Padded(0, 4, bottom))
	if c.saving {
		foot = widgets.Padded(0, 4, container.NewBorder(nil, nil,
			widgets.HStack(8, widgets.NewText("文件名", widgets.TextSize, widgets.ColorText, false)), nil, widgets.Padded(8, 0, c.name)))
	}
	return container.NewBorder(
		widgets.Padded(0, 4, container.NewBorder(nil, nil, up, nil, widgets.Padded(8, 0, c.path))), foot,
		widgets.Padded(4, 6, quick), nil, widgets.NewCard("", "", c.table))
}

func entryColumns() []widgets.Column[entry] {
	type column = widgets.Column[entry]
	return []column{
		{ID: "name", Label: "名称", Width: 240, Stretch: 1, Sortable: true, Less: func(a, b entry) bool { return a.name < b.name },
			Cell: func(e entry) widgets.Cell {
				if e.folder {
					return widgets.ColorCell("▶ "+e.name, widgets.ColorAction)
				}
				return widgets.TextCell(e.name)
			}},
		{ID: "time", Label: "修改时间", Width: 140, Sortable: true, Less: func(a, b entry) bool { return a.modified.Before(b.modified) },
			Cell: func(e entry) widgets.Cell { return widgets.QuietCell(e.modified.Format("2006-01-02 15:04")) }},
		{ID: "size", Label: "大小", Width: 90, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b entry) bool { return a.size < b.size },
			Cell: func(e entry) widgets.Cell {
				if e.folder {
					return widgets.QuietCell("")
				}
				return widgets.QuietCell(fmt.Sprintf("%d KB", (e.size+1023)/1024))
			}},
	}
}

// enter shows a folder; one that cannot be read leaves the one shown.
func (c *chooser) enter(folder string) {
	extensions := c.extensions
	c.loader.OnError = func(err error) { c.refuse(err) }
	widgets.Load(c.loader, func(context.Context) ([]entry, error) { return readFolder(folder, extensions) },
		func(list []entry) {
			c.folder = folder
			c.path.SetText(folder)
			c.table.Empty = widgets.Empty{Text: "这个文件夹里没有可选的文件"}
			c.table.SetRows(list)
		})
}

func (c *chooser) refuse(err error) {
	if c.folder == "" && !c.fellBack { // the folder used last is gone
		c.fellBack = true
		c.enter(outDir())
		return
	}
	widgets.ErrorDialog(c.p.win, err)
}

// typed follows a path that was typed or pasted.
func (c *chooser) typed(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"`)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		c.refuse(court.Errorf(court.CodeNotFound, "找不到“%s”。", path).WithHint("请检查路径。").Because(err))
	case info.IsDir():
		c.enter(path)
	case c.saving:
		c.name.SetText(filepath.Base(path))
		c.enter(filepath.Dir(path))
	default:
		c.done(path)
	}
}

// ticked are the files that were ticked, by path; folders are only gone into.
func (c *chooser) ticked() []string {
	var out []string
	for _, e := range c.table.Marked() {
		if !e.folder {
			out = append(out, e.path)
		}
	}
	slices.Sort(out)
	return out
}

// openLabel says what Enter opens.
func (c *chooser) openLabel() string {
	if n := len(c.ticked()); n > 0 {
		return fmt.Sprintf("打开勾选的 %d 个 Enter", n)
	}
	return "打开 Enter"
}

func (c *chooser) open(e entry) {
	several := c.ticked()
	switch {
	case len(several) > 0 && !e.folder:
		c.done(several...)
	case e.folder:
		c.enter(e.path)
	case c.saving:
		c.name.SetText(e.name)
		c.save()
	default:
		c.done(e.path)
	}
}

func (c *chooser) openChosen() {
	if several := c.ticked(); len(several) > 0 {
		c.done(several...)
		return
	}
	if e, ok := c.table.Chosen(); ok {
		c.open(e)
		return
	}
	c.typed(c.path.Text)
}

// save checks the name and asks before a file is replaced.
func (c *chooser) save() {
	name := strings.TrimSpace(c.name.Text)
	if name == "" || strings.ContainsAny(name, `/\:*?"<>|`) {
		widgets.ErrorDialog(c.p.win, court.FieldErrorf("文件名", `不能为空，也不能含有 / \ : * ? " < > |`))
		return
	}
	if ext := c.extensions[0]; !strings.EqualFold(filepath.Ext(name), ext) {
		name += ext
	}
	path := filepath.Join(c.folder, name)
	if _, err := os.Stat(path); err != nil {
		c.done(path)
		return
	}
	widgets.Confirm(c.p.win, "文件已存在", "“"+name+"”已经在这个文件夹里。", "替换", "换个名字", func() { c.done(path) })
}

func (c *chooser) done(paths ...string) {
	c.dialog.Close()
	c.p.app.Preferences().SetString(prefFolder, filepath.Dir(paths[0]))
	c.chosen(paths)
}
