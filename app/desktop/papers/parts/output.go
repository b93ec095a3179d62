package parts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// WritePaper writes a paper's stored bytes into a folder and gives the file's
// path; what is there under the same name is kept. It may take long: call it
// off the window's thread.
func WritePaper(m office.MadePaper, folder string) (string, error) {
	return sheet.SaveNew(folder, office.FileName(m.Paper), m.PDF)
}

// WriteBytes writes a file; its errors are sentences for the user.
func WriteBytes(path string, data []byte) error {
	return sheet.SaveFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// MakeAndPrint makes a paper, keeps it in the case and sends it to the
// printer. done, which may be nil, follows success.
func MakeAndPrint(f frame.Frame, loader *widgets.Loader, req office.PaperRequest, done func([]office.MadePaper)) {
	folder := f.OutDir()
	type printed struct {
		made  []office.MadePaper
		paths []string
	}
	actor := f.Actor()
	widgets.LoadResult(loader, func(ctx context.Context) (printed, error) {
		made, err := f.Office().MakePaper(ctx, actor, req)
		if err != nil {
			return printed{}, err
		}
		out := printed{made: made}
		for _, m := range made {
			path, err := WritePaper(m, folder)
			if err != nil {
				return out, err
			}
			out.paths = append(out.paths, path)
		}
		return out, nil
	}, func(p printed, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		for _, path := range p.paths {
			f.PrintOutside(path)
		}
		f.Say(fmt.Sprintf("已存入案件并送打印：%s", Title(p.made[0])))
		if done != nil {
			done(p.made)
		}
	})
}

// UseStored reads stored papers, writes them into the folder for exported
// files and hands each file's path to use: open it or print it.
func UseStored(f frame.Frame, loader *widgets.Loader, ids []int64, use func(path string)) {
	folder := f.OutDir()
	widgets.LoadResult(loader, func(ctx context.Context) ([]string, error) {
		var paths []string
		for _, id := range ids {
			m, err := f.Office().PaperPDF(ctx, id)
			if err != nil {
				return nil, err
			}
			path, err := WritePaper(m, folder)
			if err != nil {
				return nil, err
			}
			paths = append(paths, path)
		}
		return paths, nil
	}, func(paths []string, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		for _, path := range paths {
			use(path)
		}
	})
}

// SaveStored asks where to and writes a stored paper there.
func SaveStored(f frame.Frame, loader *widgets.Loader, m office.MadePaper) {
	f.SaveFile("文书另存为", office.FileName(m.Paper), func(path string) {
		widgets.LoadResult(loader, func(ctx context.Context) (struct{}, error) {
			stored, err := f.Office().PaperPDF(ctx, m.ID)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, WriteBytes(path, stored.PDF)
		}, func(_ struct{}, err error) {
			if err != nil {
				f.Fail(err)
				return
			}
			f.Say("已保存到 " + path)
		})
	})
}

// ExportTable asks for a file and writes a list to it as Excel, or as CSV when
// the file is named so.
func ExportTable(f frame.Frame, loader *widgets.Loader, title string, heads []sheet.Head, rows [][]any) {
	name := fmt.Sprintf("%s %s.xlsx", title, f.Office().Today())
	f.SaveFile("导出 Excel", name, func(path string) {
		widgets.LoadResult(loader, func(context.Context) (struct{}, error) {
			return struct{}{}, sheet.SaveFile(path, func(w io.Writer) error {
				if strings.EqualFold(filepath.Ext(path), ".csv") {
					return sheet.WriteCSV(w, heads, rows)
				}
				return sheet.WriteTable(w, title, heads, rows)
			})
		}, func(_ struct{}, err error) {
			if err != nil {
				f.Fail(err)
				return
			}
			f.Say(fmt.Sprintf("已导出 %d 行到 %s", len(rows), path))
		})
	})
}

// Run does long work under a progress dialog that can stop it; an error goes
// through the frame, which logs it, and stopping shows nothing.
func Run(f frame.Frame, title string, work func(ctx context.Context, report func(share float64, text string)) error, done func()) {
	var failed error
	widgets.RunWithProgress(f.Window(), title, func(ctx context.Context, report func(float64, string)) error {
		if failed = work(ctx, report); errors.Is(failed, context.Canceled) {
			return failed
		}
		return nil
	}, func() {
		if failed != nil {
			f.Fail(failed)
			return
		}
		done()
	})
}
