package desktop

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"zhixing/app/court"
)

// prefFolder is the folder used last, on this computer.
const prefFolder = "lastFolder"

// ChooseFile asks for a file to open. Extensions are given with or without a
// dot; none means all.
func (s *shell) ChooseFile(title string, extensions []string, chosen func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.Fail(court.Errorf(court.CodeInvalid, "这个文件打不开。").WithHint("请检查文件是否存在、是否正被其他程序使用。").Because(err))
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			s.Fail(err)
			return
		}
		s.rememberFolder(path)
		chosen(path)
	}, s.p.win)
	d.SetTitleText(title)
	if len(extensions) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(withDots(extensions)))
	}
	s.showFileDialog(d)
}

// SaveFile asks for a place to save to; the file is not made yet.
func (s *shell) SaveFile(title, name string, chosen func(path string)) {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil {
			s.Fail(court.Errorf(court.CodeInvalid, "这个位置不能保存。").WithHint("请换一个文件夹。").Because(err))
			return
		}
		if w == nil {
			return
		}
		path := w.URI().Path()
		if err := w.Close(); err != nil {
			s.Fail(err)
			return
		}
		s.rememberFolder(path)
		chosen(path)
	}, s.p.win)
	d.SetTitleText(title)
	d.SetFileName(name)
	s.showFileDialog(d)
}

func (s *shell) showFileDialog(d *dialog.FileDialog) {
	folder := s.p.app.Preferences().StringWithFallback(prefFolder, s.OutDir())
	if list, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(list)
	}
	size := s.p.win.Canvas().Size()
	d.Resize(fyne.NewSize(size.Width*0.8, size.Height*0.8))
	d.Show()
}

func (s *shell) rememberFolder(path string) {
	if folder := filepath.Dir(path); folder != "" {
		if _, err := os.Stat(folder); err == nil {
			s.p.app.Preferences().SetString(prefFolder, folder)
		}
	}
}

func withDots(extensions []string) []string {
	dotted := make([]string, len(extensions))
	for i, e := range extensions {
		dotted[i] = "." + strings.TrimPrefix(e, ".")
	}
	return dotted
}
