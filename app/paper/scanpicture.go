package paper

import (
	"encoding/binary"
	"image"
	"io"

	"golang.org/x/image/draw"
)

// shrunk makes a picture smaller, so that its longer side has at most so many
// pixels; a smaller one stays as it is.
func shrunk(p image.Image, most int) image.Image {
	b := p.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= most || most <= 0 {
		return p
	}
	out := image.NewRGBA(image.Rect(0, 0, max(b.Dx()*most/long, 1), max(b.Dy()*most/long, 1)))
	scaler := draw.Scaler(draw.ApproxBiLinear)
	if long < 3*most { // little to leave out: every pixel counts
		scaler = draw.BiLinear
	}
	scaler.Scale(out, out.Rect, p, b, draw.Src, nil)
	return out
}

// The parts of a JPEG's head that say how the camera was held.
const (
	jpegStart       = 0xD8
	jpegScan        = 0xDA
	jpegAPP1        = 0xE1
	exifOrientation = 0x0112
)

// cameraTurn gives the degrees clockwise that set a photo upright, as the camera
// noted them (Exif), 0 when it noted nothing.
func cameraTurn(f io.Reader) int {
	var two [2]byte
	if _, err := io.ReadFull(f, two[:]); err != nil || two[1] != jpegStart {
		return 0
	}
	for {
		var head [4]byte
		if _, err := io.ReadFull(f, head[:]); err != nil || head[0] != 0xFF || head[1] == jpegScan {
			return 0
		}
		length := int(binary.BigEndian.Uint16(head[2:])) - 2
		if length < 0 {
			return 0
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(f, body); err != nil {
			return 0
		}
		if head[1] == jpegAPP1 && len(body) > 14 && string(body[:6]) == "Exif\x00\x00" {
			return turnOfExif(body[6:])
		}
	}
}

// turnOfExif reads the orientation in the first directory of an Exif block.
func turnOfExif(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	for i := range int64(order.Uint16(tiff[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			return 0
		}
		if order.Uint16(tiff[entry:]) == exifOrientation {
			return map[uint16]int{3: 180, 6: 90, 8: 270}[order.Uint16(tiff[entry+8:])]
		}
	}
	return 0
}
