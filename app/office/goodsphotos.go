package office

import (
	"context"
	"io"
	"slices"

	"zhixing/app/court"
)

// GoodsPhotos gives the photos of a seized item that stand, oldest first.
func (o *Office) GoodsPhotos(ctx context.Context, itemID int64) ([]court.GoodsPhoto, error) {
	return read(ctx, o, func(r Reader) ([]court.GoodsPhoto, error) { return photosOf(r, itemID) })
}

func photosOf(r Reader, itemID int64) ([]court.GoodsPhoto, error) {
	all, err := r.GoodsPhotos(itemID)
	return slices.DeleteFunc(all, func(p court.GoodsPhoto) bool { return p.Void != "" }), err
}

// AddGoodsPhotos takes photos of a seized item in, one after another, and gives
// for each file why it was refused, nil when it was not. A PDF is no photo; a
// photo that the item has is CodeConflict.
func (o *Office) AddGoodsPhotos(ctx context.Context, actor Actor, itemID int64, files []ScanInput, done func(n, of int)) ([]TakenFile, error) {
	if err := Allow(actor, MayWorkGoods); err != nil {
		return nil, err
	}
	eye, err := o.needEye()
	if err != nil {
		return nil, err
	}
	return takeEach(ctx, files, done, func(f ScanInput) TakenFile {
		return TakenFile{Name: f.Name, Err: o.addGoodsPhoto(ctx, actor, eye, itemID, f)}
	})
}

func (o *Office) addGoodsPhoto(ctx context.Context, actor Actor, eye Eye, itemID int64, in ScanInput) error {
	if err := checkScanSize(in); err != nil {
		return err
	}
	src, err := in.Open()
	if err != nil {
		return court.Errorf(court.CodeNotFound, "“%s”打不开。", in.Name).WithHint("请检查文件是否还在、能否读取。").Because(err)
	}
	defer func() { _ = src.Close() }() // only read
	look, err := eye.Look(ctx, src, in.Size, in.Name)
	if err != nil {
		return err
	}
	if look.Kind == court.ScanPDF {
		return court.Errorf(court.CodeInvalid, "“%s”不是照片。", in.Name).WithHint("照片用 JPG 或 PNG；PDF 请在案件的“卷宗”页添加。")
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	hash, size, err := o.store.KeepScan(ctx, src, look.Kind)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		g, err := d.GoodsItem(itemID)
		if err != nil {
			return err
		}
		have, err := photosOf(d, itemID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(have, func(p court.GoodsPhoto) bool { return p.SHA256 == hash }) {
			return court.Errorf(court.CodeConflict, "“%s”已经是%s的照片。", in.Name, g.Number)
		}
		file := court.ScanFile{SHA256: hash, Kind: look.Kind, Bytes: size, Pages: 1, Name: in.Name}
		if err := d.InsertScanFile(file, d.actor.User.Name, o.now()); err != nil {
			return err
		}
		p := court.GoodsPhoto{ItemID: itemID, SHA256: hash, Kind: look.Kind, Name: in.Name, By: d.actor.User.Name, At: o.now()}
		if err := d.InsertGoodsPhoto(&p); err != nil {
			return err
		}
		return d.audit("添加扣押物照片", "goods", itemID, g.CaseID, nil, tree{"File": in.Name}, g.Number)
	})
}

// TurnGoodsPhoto turns a photo by degrees clockwise, a multiple of 90.
func (o *Office) TurnGoodsPhoto(ctx context.Context, actor Actor, id int64, by int) error {
	return o.changeGoodsPhoto(ctx, actor, id, "旋转扣押物照片", "", func(p *court.GoodsPhoto) { p.Turn = ((p.Turn+by)%360 + 360) % 360 })
}

// VoidGoodsPhoto marks a photo 作废; its file stays.
func (o *Office) VoidGoodsPhoto(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.changeGoodsPhoto(ctx, actor, id, "作废扣押物照片", reason, func(p *court.GoodsPhoto) { p.Void = reason })
}

func (o *Office) changeGoodsPhoto(ctx context.Context, actor Actor, id int64, action, reason string, change func(*court.GoodsPhoto)) error {
	return o.do(ctx, actor, MayWorkGoods, "goods", func(d *deed) error {
		p, err := d.GoodsPhoto(id)
		if err != nil {
			return err
		}
		if p.Void != "" {
			return court.Errorf(court.CodeRefused, "这张照片已经作废。")
		}
		g, err := d.GoodsItem(p.ItemID)
		if err != nil {
			return err
		}
		change(&p)
		if err := d.UpdateGoodsPhoto(p); err != nil {
			return err
		}
		return d.audit(action, "goods", p.ItemID, g.CaseID, nil, tree{"File": p.Name}, reason)
	})
}

// BindGoodsPhotos writes the photos of items as one PDF with a catalogue, a
// photo a page. Items without any are left out; with none at all it is refused.
func (o *Office) BindGoodsPhotos(ctx context.Context, actor Actor, ids []int64, w io.Writer) (pages int, err error) {
	if o.binder == nil {
		return 0, court.Errorf(court.CodeUnexpected, "这里不能制作照片册。")
	}
	plan, err := read(ctx, o, func(r Reader) (BindPlan, error) { return o.photoPlan(ctx, r, ids) })
	if err != nil {
		return 0, err
	}
	plan.Maker = actor.User.Name
	return o.binder.Bind(ctx, plan, w, nil)
}

func (o *Office) photoPlan(ctx context.Context, r Reader, ids []int64) (BindPlan, error) {
	s, _, err := r.Settings()
	if err != nil {
		return BindPlan{}, err
	}
	plan := BindPlan{Court: s.CourtName, Title: "扣押物照片", Made: o.Today()}
	var v BindVolume
	for _, id := range ids {
		g, err := r.GoodsItem(id)
		if err != nil {
			return plan, err
		}
		photos, err := photosOf(r, id)
		if err != nil {
			return plan, err
		}
		if plan.CaseNo == "" {
			plan.CaseNo = g.CaseNo
		}
		e := BindEntry{Heading: g.CaseNo, Title: g.Name + "　" + g.Quantity, Number: g.Number, Date: g.SeizedOn}
		for _, p := range photos {
			file := &BindFile{Kind: p.Kind, Name: p.Name, Open: func() (io.ReadSeekCloser, error) {
				return read(ctx, o, func(r Reader) (ScanSource, error) { return r.OpenScan(p.SHA256) })
			}}
			e.Pages = append(e.Pages, BindPage{File: file, Page: 1, Turn: p.Turn})
		}
		if len(e.Pages) > 0 {
			v.Entries = append(v.Entries, e)
		}
	}
	if len(v.Entries) == 0 {
		return plan, court.Errorf(court.CodeRefused, "选中的扣押物还没有照片。").WithHint("请先添加照片。")
	}
	plan.Volumes = []BindVolume{v}
	return plan, nil
}
