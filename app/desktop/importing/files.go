package importing

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/sheet"
)

// Reader reads the file of an import. Open and Find run off the window's
// thread, Take on it.
type Reader struct {
	Title string // over the progress: 打开清单
	Open  func(path string) (*sheet.Workbook, error)
	Find  func(context.Context, *sheet.Workbook) error // finds the headings and the columns
	Take  func()                                       // takes what was found
}

// Read opens a file and goes on to its columns.
func (w *Wizard) Read(path string, r Reader) {
	w.Path = path
	var book *sheet.Workbook
	parts.Run(w.f, r.Title, func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.3, "正在读取 "+filepath.Base(path)+"…")
		if book, err = r.Open(path); err != nil {
			return err
		}
		report(0.8, "正在识别标题行…")
		if err = r.Find(ctx, book); err != nil {
			return err
		}
		return ctx.Err()
	}, func() {
		w.Book = book
		r.Take()
		w.Show(StepColumns)
	})
}

// FindOr is find, then at with the first row of the first sheet when nobody
// knows the headings: a person can point them out.
func FindOr(book *sheet.Workbook, find func() error, at func(name string, row int) error) error {
	unknown := find()
	if names := book.Sheets(); unknown != nil && len(names) > 0 {
		return at(names[0], 1)
	}
	return unknown
}

// ExportRefused asks where to and has the refused rows written there; rows is
// how many they are.
func (w *Wizard) ExportRefused(loader *widgets.Loader, rows int, write func(path string) error) {
	name := strings.TrimSuffix(w.Book.Name, filepath.Ext(w.Book.Name)) + " 未导入的行.xlsx"
	w.f.SaveFile("导出拒绝的行", name, func(path string) {
		widgets.LoadResult(loader, func(context.Context) (struct{}, error) { return struct{}{}, write(path) }, func(_ struct{}, err error) {
			if err != nil {
				w.f.Fail(err)
				return
			}
			w.f.Say(fmt.Sprintf("已导出 %d 行到 %s", rows, path))
		})
	})
}

// Tell shows a text in the holder under the table of a dry run; a long one
// scrolls.
func Tell(holder *fyne.Container, text string) {
	holder.Objects = []fyne.CanvasObject{container.NewVScroll(widgets.Padded(10, 4, widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)))}
	holder.Refresh()
}
