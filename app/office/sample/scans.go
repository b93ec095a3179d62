package sample

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"zhixing/app/court"
	"zhixing/app/office"
)

// pictureFile is a picture as a file.
type pictureFile struct{ *bytes.Reader }

// Close does nothing.
func (pictureFile) Close() error { return nil }

// showScans files photos of a visit in a case and leaves one in the tray.
func (f *filler) showScans() {
	f.line.on(f.clock.today(), func() error {
		c, err := f.openCase(2)
		if err != nil {
			return err
		}
		for i, to := range []office.ScanFiling{
			{CaseID: c.ID, Slot: "records", Title: "住所地走访照片", Item: "whereabouts"},
			{CaseID: c.ID, Slot: "identity", Title: "被执行人身份证复印件"},
			{},
		} {
			in, err := photo([]string{"走访照片.png", "身份证.png", "扫描0012.png"}[i], i)
			if err != nil {
				return err
			}
			taken, err := f.o.TakeScans(f.ctx, f.staff["陈玥"], []office.ScanInput{in}, to, court.ScanByHand, nil)
			if err == nil {
				err = taken[0].Err
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// photo draws a picture of a house with a sky; n tells pictures apart.
func photo(name string, n int) (office.ScanInput, error) {
	const width, height = 480, 360
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(150 + y/6), uint8(190 + y/8), 235, 255}
			switch {
			case y > 280:
				c = color.RGBA{150, 140, 110, 255}
			case y > 150 && x > 120 && x < 360 && (x < 210 || x > 260 || y < 200):
				c = color.RGBA{205, uint8(190 - 12*n), 165, 255}
			case y > 90 && y <= 150 && x > 100+(150-y)/2 && x < 380-(150-y)/2:
				c = color.RGBA{120, 70, 60, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, p)
	return office.ScanInput{Name: name, Size: int64(b.Len()), Open: func() (office.ScanSource, error) { return pictureFile{bytes.NewReader(b.Bytes())}, nil }}, err
}
