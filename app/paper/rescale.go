package paper

import "math"

// Flags of a glyf record (OpenType, glyf table).
const (
	onCurve, shortX, shortY, repeated, sameX, sameY = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5

	partWords, partOffsets, partScale, partMore = 1 << 0, 1 << 1, 1 << 3, 1 << 5
	partScaleXY, partMatrix, partCommands       = 1 << 6, 1 << 7, 1 << 8
)

// glyphReader reads a glyf record that may be broken: past its end it gives
// zeros and says so.
type glyphReader struct {
	data  []byte
	at    int
	short bool
}

func (r *glyphReader) byte() byte {
	if r.at >= len(r.data) {
		r.short = true
		return 0
	}
	r.at++
	return r.data[r.at-1]
}

func (r *glyphReader) word() int16 { return int16(uint16(r.byte())<<8 | uint16(r.byte())) }

// rescaled draws a glyf record again on a grid that is by times as fine, without
// the commands that fit it to one. It is empty for a blank glyph; a broken
// record is not ok.
func rescaled(record []byte, by float64) (out []byte, ok bool) {
	if len(record) == 0 {
		return nil, true
	}
	r := &glyphReader{data: record}
	contours := r.word()
	out = be.AppendUint16(nil, uint16(contours))
	for range 4 { // the box around the glyph
		out = be.AppendUint16(out, uint16(rounded(float64(r.word())*by)))
	}
	if contours >= 0 {
		out = r.simple(out, int(contours), by)
	} else {
		out = r.composite(out, by)
	}
	return out, !r.short
}

func rounded(v float64) int16 {
	return int16(max(math.MinInt16, min(math.MaxInt16, math.Round(v))))
}

// simple appends the outline of a glyph of its own.
func (r *glyphReader) simple(out []byte, contours int, by float64) []byte {
	points := 0
	for range contours {
		end := r.word()
		points = int(uint16(end)) + 1
		out = be.AppendUint16(out, uint16(end))
	}
	for range int(uint16(r.word())) {
		r.byte()
	}
	out = be.AppendUint16(out, 0) // no commands
	flags := make([]byte, 0, points)
	for len(flags) < points && !r.short {
		f := r.byte()
		flags = append(flags, f)
		if f&repeated != 0 {
			for n := r.byte(); n > 0 && len(flags) < points; n-- {
				flags = append(flags, f)
			}
		}
	}
	if r.short {
		return nil
	}
	kept := make([]byte, points)
	for i, f := range flags {
		kept[i] = f & onCurve
	}
	xs := r.moves(flags, kept, by, shortX, sameX)
	ys := r.moves(flags, kept, by, shortY, sameY)
	return append(append(append(out, kept...), xs...), ys...)
}

// moves reads one coordinate of all points and gives the finer one, with its
// flags.
func (r *glyphReader) moves(flags, kept []byte, by float64, short, same byte) []byte {
	var out []byte
	at, drawn := 0, int16(0)
	for i, f := range flags {
		switch {
		case f&short != 0 && f&same != 0:
			at += int(r.byte())
		case f&short != 0:
			at -= int(r.byte())
		case f&same == 0:
			at += int(r.word())
		}
		now := rounded(float64(at) * by)
		move := int(now) - int(drawn)
		drawn = now
		switch {
		case move == 0:
			kept[i] |= same
		case move > 0 && move < 256:
			kept[i] |= short | same
			out = append(out, byte(move))
		case move < 0 && move > -256:
			kept[i] |= short
			out = append(out, byte(-move))
		default:
			out = be.AppendUint16(out, uint16(int16(move)))
		}
	}
	return out
}

// composite appends the parts that a glyph is put together from.
func (r *glyphReader) composite(out []byte, by float64) []byte {
	for !r.short {
		flags, glyph := uint16(r.word()), r.word()
		var x, y int16
		if flags&partWords != 0 {
			x, y = r.word(), r.word()
		} else {
			x, y = int16(int8(r.byte())), int16(int8(r.byte()))
		}
		if flags&partOffsets != 0 { // else they number points
			x, y = rounded(float64(x)*by), rounded(float64(y)*by)
		}
		for _, v := range []uint16{flags&^partCommands | partWords, uint16(glyph), uint16(x), uint16(y)} {
			out = be.AppendUint16(out, v)
		}
		numbers := 0
		switch {
		case flags&partScale != 0:
			numbers = 1
		case flags&partScaleXY != 0:
			numbers = 2
		case flags&partMatrix != 0:
			numbers = 4
		}
		for range numbers {
			out = be.AppendUint16(out, uint16(r.word()))
		}
		if flags&partMore == 0 {
			break
		}
	}
	return out
}
