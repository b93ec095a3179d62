package cases

import (
	"context"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// textLine is one line of text that can change; its room is fixed, in px, so
// that what stands beside it stays in place.
type textLine struct {
	box  *fyne.Container
	text *canvas.Text
}

func newTextLine(room float32, ink color.Color) *textLine {
	t := widgets.NewText("", widgets.TableSize, ink, false)
	return &textLine{widgets.Sized(room, 20, t), t}
}

func (l *textLine) set(text string) {
	l.text.Text = text
	l.box.Refresh()
}

// show shows or hides an object.
func show(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

func joined(words []string) string { return strings.Join(words, "、") }

// userOptions offers members of the staff; the ids are their numbers.
func userOptions(users []court.User) []widgets.Option {
	options := make([]widgets.Option, 0, len(users))
	for _, u := range users {
		options = append(options, widgets.Option{ID: strconv.FormatInt(u.ID, 10), Label: u.Name, Note: string(u.Group)})
	}
	return options
}

// clerkOptions offers nobody and those who keep records.
func clerkOptions(users []court.User) []widgets.Option {
	clerks := make([]court.User, 0, len(users))
	for _, u := range users {
		if !u.Disabled && u.Has(court.RoleClerk, court.RoleOfficer) {
			clerks = append(clerks, u)
		}
	}
	return append([]widgets.Option{{ID: "", Label: "不选"}}, userOptions(clerks)...)
}

// userID reads the id of a userOptions choice; 0 for none.
func userID(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64) // "" is nobody
	return n
}

// act does a change off the window's thread and says so when it succeeded;
// open screens learn of it from the office's event.
func act(f frame.Frame, said string, work func(ctx context.Context) error) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	widgets.Load(loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) },
		func(struct{}) { f.Say(said) })
}

// makeAndOpen makes a paper of a case, puts its copies into the out folder and
// opens the first with the computer's own program.
func makeAndOpen(f frame.Frame, req office.PaperRequest) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	o, actor, dir := f.Office(), f.Actor(), f.OutDir()
	widgets.Load(loader, func(ctx context.Context) ([]string, error) {
		papers, err := o.MakePaper(ctx, actor, req)
		if err != nil {
			return nil, err
		}
		paths := make([]string, len(papers))
		for i, p := range papers {
			paths[i] = filepath.Join(dir, office.FileName(p.Paper))
			if err := savePDF(paths[i], p.PDF); err != nil {
				return nil, err
			}
		}
		return paths, nil
	}, func(paths []string) {
		if len(paths) == 0 {
			return
		}
		f.OpenOutside(paths[0])
		f.Say(fmt.Sprintf("已制作并存入案件：%s", filepath.Base(paths[0])))
	})
}

// savePDF writes a paper's bytes to a file.
func savePDF(path string, pdf []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return folderError(filepath.Dir(path), err)
	}
	if err := os.WriteFile(path, pdf, 0o644); err != nil {
		return court.Errorf(court.CodeUnexpected, "文书已存入案件，但没能写出文件“%s”。", filepath.Base(path)).
			WithHint("文件可能正被打开，或者磁盘已满、没有写入权限；请处理后在“文书”页另存。").Because(err)
	}
	return nil
}

func folderError(folder string, err error) error {
	return court.Errorf(court.CodeUnexpected, "不能建立文件夹“%s”。", folder).
		WithHint("请检查磁盘空间和写入权限。").Because(err)
}

// userOption is the id of a member of the staff in userOptions.
func userOption(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
