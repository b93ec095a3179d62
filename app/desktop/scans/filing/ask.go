package filing

import (
	"context"
	"fmt"
	"image"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// fields are what is asked of a scan: its name, its heading in the catalogue, the
// paper it shows and the item of the 终本 checklist it proves.
type fields struct {
	form  *widgets.Form
	title *widgets.TextField
	slot  *widgets.ChoiceField
	item  *widgets.ChoiceField
	paper *widgets.ChoiceField
	of    map[string]court.Paper
}

const none = "0"

func newFields(papers []court.Paper, titleHelp string, required bool) *fields {
	x := &fields{form: widgets.NewForm(widgets.FormOptions{FieldWidth: 400}), of: map[string]court.Paper{}}
	options := []widgets.FieldOption{widgets.Help(titleHelp)}
	if required {
		options = append(options, widgets.Required())
	}
	x.title = x.form.AddText("名称", options...)
	var slots []widgets.Option
	for _, s := range law.DossierSlots() {
		slots = append(slots, widgets.Option{ID: s.ID, Label: s.Volume + "　" + s.Name})
	}
	x.slot = x.form.AddChoice("卷宗目录", slots, widgets.Required())
	x.slot.SetID(law.SlotOther)
	signed := []widgets.Option{{ID: none, Label: "不是本案打印的文书"}}
	for _, p := range papers {
		if p.Void == "" {
			id := strconv.FormatInt(p.ID, 10)
			x.of[id] = p
			signed = append(signed, widgets.Option{ID: id, Label: fmt.Sprintf("%s　%s　%s", p.Name, p.For, p.Dated)})
		}
	}
	x.paper = x.form.AddChoice("签名后的文书", signed, widgets.Help("是哪份打印文书签名、盖章以后的扫描件"))
	x.paper.SetID(none)
	items := []widgets.Option{{ID: none, Label: "不作为终本材料"}}
	for _, i := range law.Checklist() {
		items = append(items, widgets.Option{ID: i.ID, Label: i.Section + "　" + i.Text})
	}
	x.item = x.form.AddChoice("终本清单", items, widgets.Help("证明清单中的哪一项；选了就在清单里打勾并可以点开"))
	x.item.SetID(none)
	return x
}

func (x *fields) filing(caseID int64) office.ScanFiling {
	to := office.ScanFiling{CaseID: caseID, Slot: x.slot.ID(), Title: x.title.Text()}
	if x.item.ID() != none {
		to.Item = x.item.ID()
	}
	if p, ok := x.of[x.paper.ID()]; ok {
		to.PaperID = p.ID
		if to.Slot == law.SlotOther {
			to.Slot = ""
		}
	}
	return to
}

// AskTake asks what files are that are to go into a case, and takes them in.
// Pages with the code of a printed paper go to that paper whatever is said.
func AskTake(f frame.Frame, c court.Case, paths []string, papers []court.Paper) {
	if len(paths) == 0 {
		return
	}
	x := newFields(papers, "不写就用文件名；印有二维码的页自动归入它的文书", false)
	title := fmt.Sprintf("添加扫描件到%s：%s", c.Number, filepath.Base(paths[0]))
	if len(paths) > 1 {
		title = fmt.Sprintf("添加 %d 个扫描件到%s", len(paths), c.Number)
	}
	widgets.FormDialog(f.Window(), title, x.form, "添加", func() error { return nil }, func() {
		Take(f, paths, x.filing(c.ID), court.ScanByHand, nil)
	})
}

// AskFile asks what a scan is and files it in the case.
func AskFile(f frame.Frame, s court.Scan, c office.CaseRow, papers []court.Paper) {
	x := newFields(papers, "什么材料，例如：村委会走访笔录", true)
	x.title.SetText(s.Title)
	if s.Slot != "" {
		x.slot.SetID(s.Slot)
	}
	if s.Item != "" {
		x.item.SetID(s.Item)
	}
	if id := strconv.FormatInt(s.PaperID, 10); s.PaperID != 0 && x.of[id].ID != 0 {
		x.paper.SetID(id)
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "归档到"+c.Number, x.form, "归档", func() (func(context.Context) error, error) {
		to := x.filing(c.ID)
		return func(ctx context.Context) error { return o.FileScan(ctx, actor, s.ID, to) }, nil
	}, func() { f.Say("已归入" + c.Number) })
}

// AskMove asks for the case that a scan belongs to instead, and why.
func AskMove(f frame.Frame, s court.Scan) {
	parts.PickCase(f, parts.CaseQuestion{Title: "移到哪个案件", Button: "选择"}, func(c office.CaseRow) {
		form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
		form.AddReadOnly("扫描件", s.Title)
		form.AddReadOnly("从", s.CaseNo)
		form.AddReadOnly("移到", c.Number)
		reason := form.AddTextArea("移动理由", 2, widgets.Required())
		o, actor := f.Office(), f.Actor()
		widgets.FormDialogLater(f.Window(), "移到别的案件", form, "移动", func() (func(context.Context) error, error) {
			why := reason.Text()
			return func(ctx context.Context) error { return o.MoveScan(ctx, actor, s.ID, c.ID, why) }, nil
		}, func() { f.Say("已移到" + c.Number) })
	})
}

// AskVoid asks why a scan is void.
func AskVoid(f frame.Frame, s court.Scan) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	form.AddReadOnly("扫描件", s.Title)
	reason := form.AddTextArea("作废理由", 2, widgets.Required(), widgets.Help("作废后不能恢复；文件仍然保留，可以查看"))
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "作废扫描件", form, "作废", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.VoidScan(ctx, actor, s.ID, why) }, nil
	}, func() { f.Say("已作废“" + s.Title + "”") })
}

// Show shows the pages of a scan in a view.
func Show(f frame.Frame, view *widgets.PageView, s court.Scan) {
	o := f.Office()
	view.SetPages(len(s.Pages), func(ctx context.Context, page int, dpi float64) (image.Image, error) {
		return o.ScanImage(ctx, s.Pages[page], dpi)
	})
}

// Turn turns the page that the view shows.
func Turn(f frame.Frame, loader *widgets.Loader, view *widgets.PageView, s court.Scan, by int) {
	o, actor, page := f.Office(), f.Actor(), view.Page()+1
	widgets.LoadResult(loader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.TurnScan(ctx, actor, s.ID, page, by)
	}, func(_ struct{}, err error) { f.Fail(err) })
}

// OpenOriginal writes the file that a page of the scan came in into the folder
// for exported files and opens it.
func OpenOriginal(f frame.Frame, loader *widgets.Loader, p court.ScanPage) {
	o, folder := f.Office(), f.OutDir()
	widgets.LoadResult(loader, func(ctx context.Context) (string, error) {
		src, file, err := o.ScanContent(ctx, p.SHA256)
		if err != nil {
			return "", err
		}
		defer func() { _ = src.Close() }() // only read
		data, err := io.ReadAll(src)
		if err != nil {
			return "", err
		}
		// by content: the name that came with the file may promise something else
		name := strings.TrimSuffix(file.Name, filepath.Ext(file.Name)) + "." + string(file.Kind)
		return sheet.SaveNew(folder, name, data)
	}, func(path string, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.OpenOutside(path)
	})
}

// ShowEvidence shows the scans that prove something, one after another.
func ShowEvidence(f frame.Frame, what string, scans []court.Scan) {
	var pages []court.ScanPage
	names := ""
	for i, s := range scans {
		pages = append(pages, s.Pages...)
		if i > 0 {
			names += "、"
		}
		names += s.Title
	}
	view, o := widgets.NewPageView(f.Window()), f.Office()
	about := widgets.NewText(names, widgets.CaptionSize, widgets.ColorQuiet, false)
	widgets.NewDialog(f.Window(), what, widgets.Sized(620, 540, container.NewBorder(widgets.Padded(8, 4, about), nil, nil, nil, view)))
	view.SetPages(len(pages), func(ctx context.Context, page int, dpi float64) (image.Image, error) {
		return o.ScanImage(ctx, pages[page], dpi)
	})
}
