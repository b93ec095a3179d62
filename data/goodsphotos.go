package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
)

type goodsPhotoRow struct {
	bun.BaseModel `bun:"table:goods_photos,alias:h"`
	ID            int64 `bun:",pk,autoincrement"`
	ItemID        int64
	SHA256        string         `bun:"sha256"`
	Kind          court.ScanKind `bun:",scanonly"`
	Name          string         `bun:",scanonly"`
	Turn          int
	Note          string
	MadeBy        string
	MadeAt        moment
	Void          string
}

func (r *reader) goodsPhotos(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.GoodsPhoto, error) {
	var rows []goodsPhotoRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN scan_files AS f ON f.sha256 = h.sha256").ColumnExpr("h.*, f.kind, f.name").OrderExpr("h.id")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(x goodsPhotoRow) court.GoodsPhoto {
		return court.GoodsPhoto{ID: x.ID, ItemID: x.ItemID, SHA256: x.SHA256, Kind: x.Kind, Name: x.Name, Turn: x.Turn, Note: x.Note, By: x.MadeBy, At: x.MadeAt.in(r.zone), Void: x.Void}
	}), err
}

// GoodsPhotos gives the photos of a seized item, oldest first, void ones too.
func (r *reader) GoodsPhotos(itemID int64) ([]court.GoodsPhoto, error) {
	return r.goodsPhotos(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("h.item_id = ?", itemID) })
}

// GoodsPhoto gives one photo.
func (r *reader) GoodsPhoto(id int64) (court.GoodsPhoto, error) {
	found, err := r.goodsPhotos(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("h.id = ?", id) })
	return only(found, err, "该照片")
}

// InsertGoodsPhoto stores a photo of an item.
func (t *tx) InsertGoodsPhoto(p *court.GoodsPhoto) error {
	row := goodsPhotoRow{ItemID: p.ItemID, SHA256: p.SHA256, Turn: p.Turn, Note: p.Note, MadeBy: p.By, MadeAt: moment{p.At}, Void: p.Void}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	p.ID = row.ID
	return err
}

// UpdateGoodsPhoto stores how a photo is turned, its note and why it is void.
func (t *tx) UpdateGoodsPhoto(p court.GoodsPhoto) error {
	res, err := t.db.NewUpdate().Table("goods_photos").Set("turn = ?, note = ?, void = ?", p.Turn, p.Note, p.Void).Where("id = ?", p.ID).Exec(t.ctx)
	return changedOne(res, err, "该照片")
}
