package office_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

func (w *world) impound(c court.Case, name string) court.GoodsItem {
	w.Helper()
	g, err := w.o.SaveGoods(w.ctx, w.staff["沈国栋"], court.GoodsItem{CaseID: c.ID, Name: name, Quantity: "1台", Owner: "李㛃", Place: "物证室A架", Keeper: "周玥",
		Value: 3_000_00, Measure: c.Number.String() + "执行裁定书", SeizedOn: w.o.Today()})
	w.must(err)
	return g
}

func (w *world) move(g court.GoodsItem, kind string) error {
	return w.o.MoveGoods(w.ctx, w.staff["沈国栋"], court.GoodsMove{ItemID: g.ID, Kind: kind, On: w.o.Today(), Place: "物证室B架", Keeper: "周玥", Person: "李㛃", Paper: "收条", Amount: 1})
}

func (w *world) item(g court.GoodsItem) office.GoodsLine {
	w.Helper()
	list, err := w.o.Goods(w.ctx, office.GoodsQuery{Number: g.Number})
	w.must(err)
	return list[0]
}

// TestGoodsComeAndGo: an item is seized, moved, lent, comes back, is released
// and given back against a receipt, each step in its order and on record.
func TestGoodsComeAndGo(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	g := w.impound(c, "挖掘机")
	if g.Number != "2018物0001" || w.item(g).Due != court.D(2018, 12, 5) {
		t.Errorf("item %+v, due %s", g, w.item(g).Due)
	}
	w.refused(w.move(g, court.MoveReturn), court.CodeRefused, "还没有解除扣押")
	w.refused(w.move(g, court.MoveBack), court.CodeRefused, "在库")
	w.must(w.move(g, court.MoveShift))
	w.must(w.move(g, court.MoveLend))
	w.refused(w.move(g, court.MoveDeliver), court.CodeRefused, "暂出")
	w.must(w.move(g, court.MoveBack))
	w.must(w.move(g, court.MoveRelease))
	if x := w.item(g); x.Due != court.D(2018, 6, 18) || x.Place != "物证室B架" {
		t.Errorf("released: due %s at %s", x.Due, x.Place)
	}
	err := w.o.MoveGoods(w.ctx, w.staff["沈国栋"], court.GoodsMove{ItemID: g.ID, Kind: court.MoveReturn, On: w.o.Today()})
	w.refused(err, court.CodeInvalid, "接收人")
	w.on(court.D(2018, 6, 19))
	if x := w.kinds(c)[court.WarnGoods]; x.Due != court.D(2018, 6, 18) || !strings.Contains(x.Text, "发还") {
		t.Errorf("not given back: %+v", x)
	}
	w.must(w.move(g, court.MoveReturn))
	if _, warned := w.kinds(c)[court.WarnGoods]; warned {
		t.Error("what is given back still warns")
	}
	moves, err := w.o.GoodsMoves(w.ctx, g.ID)
	w.must(err)
	if len(moves) != 6 || moves[0].Kind != court.MoveIn || moves[5].Person != "李㛃" || w.item(g).State != court.GoodsReturned {
		t.Errorf("moves %+v", moves)
	}
	w.whole()
}

func TestGoodsKeptLongWarn(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.impound(c, "挖掘机")
	w.on(court.D(2018, 11, 1))
	if _, warned := w.kinds(c)[court.WarnGoods]; warned {
		t.Error("warned a month too early")
	}
	w.on(court.D(2018, 12, 6))
	if x := w.kinds(c)[court.WarnGoods]; x.Due != court.D(2018, 12, 5) || !strings.Contains(x.Text, "挖掘机") {
		t.Errorf("kept half a year: %+v", x)
	}
}

// TestStockTaking: everything in the store is looked at, by the number on the
// label; what is missing needs a word before it can be finished.
func TestStockTaking(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	a, b, gone := w.impound(c, "挖掘机"), w.impound(c, "手表"), w.impound(c, "电视机")
	w.must(w.move(gone, court.MoveLend))
	clerk := w.staff["陈玥"]
	s, err := w.o.BeginStockTaking(w.ctx, clerk, "")
	w.must(err)
	_, err = w.o.BeginStockTaking(w.ctx, clerk, "")
	w.refused(err, court.CodeConflict, "还没有结束")
	if len(s.Lines) != 2 {
		t.Fatalf("%d lines", len(s.Lines))
	}
	_, err = w.o.MarkStock(w.ctx, clerk, s.ID, a.Number, court.StockFound, "")
	w.must(err)
	_, err = w.o.MarkStock(w.ctx, clerk, s.ID, gone.Number, court.StockFound, "")
	w.refused(err, court.CodeInvalid, "不在这次盘点")
	w.refused(w.o.CloseStockTaking(w.ctx, clerk, s.ID, ""), court.CodeRefused, "还有1件")
	_, err = w.o.MarkStock(w.ctx, clerk, s.ID, b.Number, court.StockMissing, "")
	w.must(err)
	w.refused(w.o.CloseStockTaking(w.ctx, clerk, s.ID, ""), court.CodeInvalid, "盘点说明")
	w.must(w.o.CloseStockTaking(w.ctx, clerk, s.ID, "手表去向正在核查"))
	_, err = w.o.MarkStock(w.ctx, clerk, s.ID, b.Number, court.StockFound, "")
	w.refused(err, court.CodeRefused, "已经结束")
	got, err := w.o.StockTaking(w.ctx, s.ID)
	w.must(err)
	if n := got.Counts(); n[court.StockFound] != 1 || n[court.StockMissing] != 1 || got.Closed.IsZero() || got.Lines[0].By != "陈玥" {
		t.Errorf("%+v", got)
	}
}

// TestGoodsOnPaper prints the receipt of whoever gets items back.
func TestGoodsOnPaper(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	a, b := w.impound(c, "挖掘机"), w.impound(c, "手表")
	req, err := w.o.GoodsPaper(w.ctx, c.ID, []int64{a.ID, b.ID}, court.MoveReturn)
	w.must(err)
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], req)
	w.must(err)
	text := pdfText(t, made[0].PDF)
	for _, want := range []string{a.Number, b.Number, "挖掘机", "李㛃", "收条"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %s:\n%s", want, text)
		}
	}
	_, err = w.o.GoodsPaper(w.ctx, other.ID, []int64{a.ID}, court.MoveReturn)
	w.refused(err, court.CodeRefused, "不是这个案件")
}

// TestGoodsPhotos: photos are kept by content, turned, void with a reason, and
// bound; a file twice, a PDF, a broken one are refused by name.
func TestGoodsPhotos(t *testing.T) {
	w := newWorld(t)
	w.seeing()
	c := w.register()
	g := w.impound(c, "挖掘机")
	officer := w.staff["沈国栋"]
	_, err := w.o.BindGoodsPhotos(w.ctx, officer, []int64{g.ID}, &bytes.Buffer{})
	w.refused(err, court.CodeRefused, "还没有照片")
	front, side := aPNG(t, 120), aPNG(t, 121)
	paper := w.makePaper(c.ID, "execution-notice")[0].PDF
	taken, err := w.o.AddGoodsPhotos(w.ctx, officer, g.ID, []office.ScanInput{scanFile("正面.png", front), scanFile("侧面.png", side), scanFile("又一次.png", front),
		scanFile("通知书.pdf", paper), scanFile("坏的.jpg", []byte("不是照片")), scanFile("空的.png", nil)}, nil)
	w.must(err)
	for i, says := range []string{"", "", "已经是2018物0001的照片", "不是照片", "坏的.jpg", "空文件"} {
		if got := taken[i].Err; (says == "") != (got == nil) || got != nil && !strings.Contains(got.Error(), says) {
			t.Errorf("%s: %v, want %q", taken[i].Name, got, says)
		}
	}
	photos, err := w.o.GoodsPhotos(w.ctx, g.ID)
	w.must(err)
	if len(photos) != 2 || photos[0].Name != "正面.png" || photos[1].By != "沈国栋" {
		t.Fatalf("photos %+v", photos)
	}
	w.must(w.o.TurnGoodsPhoto(w.ctx, officer, photos[0].ID, 90))
	w.refused(w.o.VoidGoodsPhoto(w.ctx, officer, photos[1].ID, " "), court.CodeInvalid, "作废理由")
	w.must(w.o.VoidGoodsPhoto(w.ctx, officer, photos[1].ID, "拍的是另一台"))
	w.refused(w.o.TurnGoodsPhoto(w.ctx, officer, photos[1].ID, 90), court.CodeRefused, "已经作废")
	photos, err = w.o.GoodsPhotos(w.ctx, g.ID)
	w.must(err)
	if len(photos) != 1 || photos[0].Turn != 90 {
		t.Errorf("photos %+v", photos)
	}
	var bound bytes.Buffer
	pages, err := w.o.BindGoodsPhotos(w.ctx, officer, []int64{g.ID}, &bound)
	w.must(err)
	text, err := exec.Command("pdftotext", "-layout", filepath.Join(w.tool(bound.Bytes(), "qpdf", "--check", "in.pdf"), "in.pdf"), "-").Output()
	w.must(err)
	if pages < 2 || !strings.Contains(string(text), "挖掘机") || !strings.Contains(string(text), "2018物0001") {
		t.Errorf("%d pages: %s", pages, text)
	}
	w.whole()
}
