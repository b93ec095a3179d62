package parts

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The size of the record's dialog in px.
const recordWidth, recordHeight = 760, 520

// ShowRecord tells everything that is on record about a paper: who made it from
// which form, and what he changed in the filled text, before and after.
func ShowRecord(f frame.Frame, x court.Paper) {
	facts := widgets.NewForm(widgets.FormOptions{FieldWidth: recordWidth - 160, LabelsQuiet: true})
	for _, line := range recordLines(x) {
		facts.AddReadOnly(line[0], line[1])
	}
	all := widgets.VStack(8, facts)
	for _, e := range x.Edits {
		all.Add(editCard(e))
	}
	content := widgets.Sized(recordWidth, recordHeight, container.NewVScroll(widgets.Padded(12, 10, all)))
	widgets.NewDialog(f.Window(), "文书记录　"+x.Name+"　"+x.Number, content)
}

// recordLines are the facts of a paper by label.
func recordLines(x court.Paper) [][2]string {
	form := "随程序的样式"
	if x.OwnForm > 0 {
		form = fmt.Sprintf("本院样式第 %d 版", x.OwnForm)
	}
	if x.Version != "" {
		form += "（" + x.Version + "）"
	}
	changes := "没有改动，就是程序填入的文字"
	if n := len(x.Edits); n > 0 {
		changes = fmt.Sprintf("有改动：%s逐字改过 %d 处，见下", x.Maker, n)
	}
	lines := [][2]string{
		{"对象", orCase(x.For)}, {"落款日期", x.Dated.String()}, {"制作", x.Maker + "　" + x.MadeAt.Format("2006-01-02 15:04")},
		{"样式", form}, {"字体", cmp.Or(x.Fonts, "随程序的字体")}, {"文字", changes}, {"PDF 校验值", x.SHA256},
	}
	if x.SignedBy != "" {
		lines = append(lines, [2]string{"签发", x.SignedBy + "　" + x.SignedOn.String() + "　" + x.SignedHow})
	}
	if x.Void != "" {
		lines = append(lines, [2]string{"作废理由", x.Void})
	}
	return lines
}

func orCase(name string) string {
	if name == "" {
		return "全案"
	}
	return name
}

// editCard shows one change: before and after.
func editCard(e court.PaperEdit) fyne.CanvasObject {
	now := widgets.NewWrapText(e.Now, widgets.TableSize, widgets.ColorText)
	switch {
	case e.Gone:
		now = widgets.NewText("（删去）", widgets.TableSize, widgets.ColorOverdue, false)
	case strings.TrimSpace(e.Now) == "":
		now = widgets.NewText("（空）", widgets.TableSize, widgets.ColorQuiet, false)
	}
	before := e.Was
	if strings.TrimSpace(before) == "" {
		before = "（空）"
	}
	caption := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.CaptionSize, widgets.ColorQuiet, false)
	}
	return widgets.NewCard(e.Block, "", widgets.Padded(10, 8, widgets.VStack(4,
		caption("程序填入"), widgets.NewWrapText(before, widgets.TableSize, widgets.ColorQuiet), caption("改为"), now)))
}

// SaveStoredWord asks where to and writes a stored paper as a .docx made from
// the text that was printed.
func SaveStoredWord(f frame.Frame, loader *widgets.Loader, x court.Paper) {
	name := strings.TrimSuffix(office.FileName(x), ".pdf") + ".docx"
	f.SaveFile("存为 Word", name, func(path string) {
		widgets.LoadResult(loader, func(ctx context.Context) (struct{}, error) {
			docx, err := f.Office().StoredWord(ctx, x.ID)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, WriteBytes(path, docx)
		}, func(_ struct{}, err error) {
			if err != nil {
				f.Fail(err)
				return
			}
			f.Say("已存到 " + path)
		})
	})
}
