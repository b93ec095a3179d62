package paper

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"zhixing/app/court"
)

// TestGoodsLabelsAreReadable: a sheet says in words what lies in the store, and
// its codes are read back as the items' numbers.
func TestGoodsLabelsAreReadable(t *testing.T) {
	var labels []GoodsLabel
	for i := range 13 {
		labels = append(labels, GoodsLabel{Number: fmt.Sprintf("2018物%04d", i+1), CaseNo: "（2018）豫1599执186号", Name: "履带式挖掘机", Quantity: "1台", Owner: "李𬭎",
			Place: "物证室A架3层", Keeper: "周玥", Seized: court.D(2018, 6, 8)})
	}
	pdf, err := GoodsLabels(context.Background(), "溪山县人民法院", labels, court.D(2018, 6, 9))
	if err != nil {
		t.Fatal(err)
	}
	keepPDF(t, "goods-labels", pdf)
	file := toFile(t, pdf)
	tool(t, "qpdf", "--check", file)
	text := strings.Join(strings.Fields(string(tool(t, "pdftotext", "-raw", file, "-"))), "")
	for _, want := range []string{"2018物0001", "2018物0013", "李𬭎", "物证室A架3层", "（2018）豫1599执186号"} {
		if !strings.Contains(text, want) {
			t.Errorf("the labels lack %s:\n%s", want, text)
		}
	}
	prefix := filepath.Join(t.TempDir(), "label")
	// The one label of the second sheet, cut out.
	tool(t, "pdftoppm", "-png", "-r", "150", "-f", "2", "-l", "2", "-x", "59", "-y", "62", "-W", "230", "-H", "272", "-singlefile", file, prefix)
	f, err := os.Open(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || court.GoodsNumber(read.GetText()) != "2018物0013" {
		t.Errorf("the code reads %v (%v)", read, err)
	}
	if _, err := GoodsLabels(context.Background(), "溪山县人民法院", nil, court.Date{}); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("no labels: %v", err)
	}
}
