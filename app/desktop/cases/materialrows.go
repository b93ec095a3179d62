package cases

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// materialRow is one line of a handover's list as it is typed.
type materialRow struct {
	name, copies, pages, note *widgets.Entry
	box                       fyne.CanvasObject
}

// materialRows are the lines of a handover's list.
type materialRows struct {
	form   *widgets.Form
	rows   []*materialRow
	box    *fyne.Container
	scroll *container.Scroll
}

const (
	labelMaterials = "移交材料"
	materialHeight = 236 // px of the list in the dialog
)

func newMaterialRows(form *widgets.Form, list []court.Material) *materialRows {
	r := &materialRows{form: form, box: widgets.VStack(3)}
	r.scroll = container.NewVScroll(r.box)
	head := materialLayout(caption("名称"), caption("份数"), caption("页数"), caption("备注"), widgets.HStack(0))
	add := widgets.NewPlainButton("添加一项", func() { r.add(court.Material{Copies: 1}).focus(form) })
	form.AddObject(labelMaterials, container.NewBorder(head, widgets.HStack(0, add), nil, nil, widgets.Sized(1, materialHeight, r.scroll)))
	for _, m := range list {
		r.add(m)
	}
	return r
}

func caption(text string) fyne.CanvasObject {
	return widgets.NewText(text, widgets.CaptionSize, widgets.ColorQuiet, false)
}

// materialLayout puts the fields of a line beside each other.
func materialLayout(name, copies, pages, note, remove fyne.CanvasObject) *fyne.Container {
	right := widgets.HStack(4, widgets.Sized(50, 1, copies), widgets.Sized(50, 1, pages), widgets.Sized(130, 1, note), widgets.Sized(52, 1, remove))
	return container.NewBorder(nil, nil, nil, right, name)
}

func (r *materialRows) add(m court.Material) *materialRow {
	row := &materialRow{name: widgets.NewEntry(), copies: widgets.NewEntry(), pages: widgets.NewEntry(), note: widgets.NewEntry()}
	row.name.SetText(m.Name)
	row.copies.SetText(strconv.Itoa(max(m.Copies, 1)))
	if m.Pages > 0 {
		row.pages.SetText(strconv.Itoa(m.Pages))
	}
	row.note.SetText(m.Note)
	row.name.OnEnter = func() { r.after(row) }
	remove := widgets.NewSmallButton("删除", func() {
		r.rows = slices.DeleteFunc(r.rows, func(x *materialRow) bool { return x == row })
		r.box.Remove(row.box)
		r.scroll.Refresh()
	})
	row.box = materialLayout(row.name, row.copies, row.pages, row.note, remove)
	r.rows = append(r.rows, row)
	r.box.Add(row.box)
	r.scroll.Refresh()
	return row
}

// after goes on from a line to the next; after the last, an empty one.
func (r *materialRows) after(row *materialRow) {
	i := slices.Index(r.rows, row) + 1
	if i == len(r.rows) {
		r.add(court.Material{Copies: 1})
		r.scroll.ScrollToBottom()
	}
	r.rows[i].focus(r.form)
}

// focus puts the keyboard into the line's name.
func (row *materialRow) focus(form *widgets.Form) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(form); c != nil {
		c.Focus(row.name)
	}
}

// read gives the lines that have a name.
func (r *materialRows) read() ([]court.Material, error) {
	var out []court.Material
	for _, row := range r.rows {
		m := court.Material{Name: strings.TrimSpace(row.name.Text), Note: strings.TrimSpace(row.note.Text)}
		if m.Name == "" {
			continue
		}
		var err error
		if m.Copies, err = wholeNumber(row.copies.Text); err == nil {
			m.Pages, err = wholeNumber(row.pages.Text)
		}
		if err != nil {
			return nil, court.FieldErrorf("份数", "“%s”的份数、页数应为整数。", m.Name)
		}
		out = append(out, m)
	}
	return out, nil
}

// wholeNumber reads a number that may be left empty.
func wholeNumber(text string) (int, error) {
	text = strings.TrimSpace(court.Narrow(text))
	if text == "" {
		return 0, nil
	}
	return strconv.Atoi(text)
}
