package custody

import (
	"context"
	"fmt"
	"image"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The small pictures beside what happened to an item: how many, and their size.
const (
	photosShown = 4
	photoWide   = 104
	photoHigh   = 78
	photoDPI    = 14 // of an A4 sheet: enough for a small picture
)

var photoKinds = []string{".jpg", ".jpeg", ".png"}

// photoStrip shows the photos of the chosen item, small.
type photoStrip struct {
	part   *goodsPart
	loader *widgets.Loader
	photos []court.GoodsPhoto
	box    *fyne.Container
}

func newPhotoStrip(t *goodsPart) *photoStrip {
	s := &photoStrip{part: t, loader: widgets.NewLoader(t.page.f.Window()), box: container.NewStack()}
	s.loader.OnError = t.page.f.Fail
	return s
}

// show reads the photos of the chosen item.
func (s *photoStrip) show() {
	type loaded struct {
		photos []court.GoodsPhoto
		small  []image.Image
	}
	o, id := s.part.page.f.Office(), s.part.chosen.ID
	if id == 0 {
		s.photos, s.box.Objects = nil, nil
		s.box.Refresh()
		return
	}
	widgets.Load(s.loader, func(ctx context.Context) (l loaded, err error) {
		if l.photos, err = o.GoodsPhotos(ctx, id); err != nil {
			return l, err
		}
		for _, p := range l.photos[:min(len(l.photos), photosShown)] {
			picture, err := o.ScanImage(ctx, p.Page(), photoDPI)
			if err != nil {
				return l, err
			}
			l.small = append(l.small, picture)
		}
		return l, nil
	}, func(l loaded) {
		s.photos = l.photos
		row := widgets.HStack(6)
		for i, picture := range l.small {
			small := canvas.NewImageFromImage(picture)
			small.FillMode = canvas.ImageFillContain
			open := widgets.NewSmallButton(fmt.Sprintf("照片 %d", i+1), func() { s.open(i) })
			row.Add(widgets.VStack(2, widgets.Sized(photoWide, photoHigh, small), container.NewCenter(open)))
		}
		if more := len(l.photos) - len(l.small); more > 0 {
			row.Add(container.NewCenter(widgets.NewSmallButton(fmt.Sprintf("还有 %d 张", more), func() { s.open(photosShown) })))
		}
		s.box.Objects = []fyne.CanvasObject{container.NewBorder(row, nil, nil, nil)}
		if len(l.photos) == 0 {
			s.box.Objects = nil
		}
		s.box.Refresh()
		s.part.Root.Refresh()
	})
}

// open shows the photos large, beginning with one.
func (s *photoStrip) open(first int) {
	f, photos := s.part.page.f, s.photos
	if len(photos) == 0 {
		s.add()
		return
	}
	o, actor, g := f.Office(), f.Actor(), s.part.chosen
	view := widgets.NewPageView(f.Window())
	var dialog *widgets.Dialog
	var buttons []*widgets.Button
	if f.Can(office.MayWorkGoods) {
		buttons = append(buttons,
			widgets.NewButton("右转", func() {
				p := photos[view.Page()]
				widgets.LoadResult(s.part.page.Work, func(ctx context.Context) (struct{}, error) {
					return struct{}{}, o.TurnGoodsPhoto(ctx, actor, p.ID, 90)
				}, func(_ struct{}, err error) {
					if err != nil {
						f.Fail(err)
						return
					}
					photos[view.Page()].Turn = (p.Turn + 90) % 360
					s.render(view, photos)
				})
			}),
			widgets.NewButton("作废…", func() {
				p := photos[view.Page()]
				dialog.Close()
				s.askVoid(p)
			}))
	}
	dialog = widgets.NewDialog(f.Window(), fmt.Sprintf("%s　%s　照片 %d 张", g.Number, g.Name, len(photos)), widgets.Sized(720, 540, view), buttons...)
	s.render(view, photos)
	view.Turn(first)
}

func (s *photoStrip) render(view *widgets.PageView, photos []court.GoodsPhoto) {
	o := s.part.page.f.Office()
	view.SetPages(len(photos), func(ctx context.Context, page int, dpi float64) (image.Image, error) {
		return o.ScanImage(ctx, photos[page].Page(), dpi)
	})
}

// askVoid asks why a photo is void.
func (s *photoStrip) askVoid(p court.GoodsPhoto) {
	f := s.part.page.f
	form := dialogForm()
	form.AddReadOnly("照片", p.Name)
	reason := form.AddTextArea("作废理由", 2, widgets.Required(), widgets.Help("作废后不能恢复；文件仍然保留"))
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "作废照片", form, "作废", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.VoidGoodsPhoto(ctx, actor, p.ID, why) }, nil
	}, func() { f.Say("照片已作废") })
}

// add asks for photos of the chosen item.
func (s *photoStrip) add() {
	f := s.part.page.f
	if s.part.chosen.ID != 0 && f.Can(office.MayWorkGoods) {
		f.ChooseFiles("添加照片："+s.part.chosen.Number+"　"+s.part.chosen.Name, photoKinds, s.take)
	}
}

// take takes photos of the chosen item in.
func (s *photoStrip) take(paths []string) {
	f, g := s.part.page.f, s.part.chosen
	if g.ID == 0 || len(paths) == 0 || !f.Can(office.MayWorkGoods) {
		return
	}
	files, err := filing.Inputs(paths)
	if err != nil {
		f.Fail(err)
		return
	}
	var taken []office.TakenFile
	o, actor := f.Office(), f.Actor()
	parts.Run(f, "添加照片", func(ctx context.Context, report func(float64, string)) (err error) {
		taken, err = o.AddGoodsPhotos(ctx, actor, g.ID, files, func(n, of int) {
			report(float64(n)/float64(of), fmt.Sprintf("第 %d 张，共 %d 张", n, of))
		})
		return err
	}, func() {
		added := 0
		for _, t := range taken {
			if t.Err == nil {
				added++
			}
		}
		f.Say(fmt.Sprintf("%s 添加了 %d 张照片", g.Number, added))
		filing.TellRefused(f, taken)
	})
}

// print binds the photos of the picked items, a photo a page.
func (s *photoStrip) print() {
	f := s.part.page.f
	var ids []int64
	for _, g := range s.part.picked() {
		ids = append(ids, g.ID)
	}
	o, actor := f.Office(), f.Actor()
	path := filepath.Join(f.OutDir(), fmt.Sprintf("扣押物照片 %s.pdf", o.Today()))
	widgets.Load(s.part.page.Work, func(ctx context.Context) (pages int, err error) {
		err = sheet.SaveFile(path, func(w io.Writer) (err error) {
			pages, err = o.BindGoodsPhotos(ctx, actor, ids, w)
			return err
		})
		return pages, err
	}, func(pages int) {
		f.OpenOutside(path)
		f.Say(fmt.Sprintf("扣押物照片共 %d 页，已存为 %s", pages, path))
	})
}
