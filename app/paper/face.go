package paper

import (
	"encoding/binary"
	"fmt"
	"sort"
	"sync"

	"zhixing/assets"
)

// face is one TrueType font read in place: nothing is copied out of the
// embedded bytes and only the pages that a paper's characters lie on are ever
// touched, so a printing process stays small.
type face struct {
	name   string
	whole  []byte
	tables map[string][]byte
	upem   float64
	groups []byte // cmap format 12 groups, 12 bytes each: first, last, glyph
	hmtx   []byte
	numH   int // glyphs with an advance of their own
	long   bool
	court  *courtGlyphs // of a font of the court's, nil for an embedded one
}

// The faces of a paper. 仿宋 that may be shipped does not exist, so running
// text is set in 宋体.
type faceID int

const (
	song     faceID = iota // 宋体, running text
	songBold               // 宋体 bold, titles
	hei                    // 黑体, headings
	kai                    // 楷体, notes
	sans                   // 黑体 regular, only as a fallback
	faceCount
)

// fallbacks lists for each face where a character is looked for, in order.
var fallbacks = [faceCount][]faceID{
	song:     {song, kai, sans},
	songBold: {songBold, song, kai, sans},
	hei:      {hei, sans, song, kai},
	kai:      {kai, song, sans},
	sans:     {sans, song, kai},
}

// loadFaces reads the embedded faces once per process.
var loadFaces = sync.OnceValues(func() (*[faceCount]*face, error) {
	sources := [faceCount][]byte{
		song: assets.SerifRegular(), songBold: assets.SerifBold(),
		hei: assets.SansBold(), kai: assets.Kai(), sans: assets.SansRegular(),
	}
	names := [faceCount]string{"song", "songbold", "hei", "kai", "sans"}
	var faces [faceCount]*face
	for i, data := range sources {
		f, err := readFace(names[i], data)
		if err != nil {
			return nil, err
		}
		faces[i] = f
	}
	return &faces, nil
})

var be = binary.BigEndian

// readFace finds the tables of a TrueType font with a format 12 cmap.
func readFace(name string, data []byte) (*face, error) {
	f := &face{name: name, whole: data, tables: map[string][]byte{}}
	if len(data) < 12 || be.Uint32(data) != 0x00010000 {
		return nil, fmt.Errorf("font %s is not TrueType", name)
	}
	for i := range int(be.Uint16(data[4:])) {
		rec := data[12+16*i:]
		off, size := be.Uint32(rec[8:]), be.Uint32(rec[12:])
		if uint64(off)+uint64(size) > uint64(len(data)) {
			return nil, fmt.Errorf("font %s is cut short", name)
		}
		f.tables[string(rec[:4])] = data[off : off+size : off+size]
	}
	for _, t := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "OS/2", "post"} {
		if f.tables[t] == nil {
			return nil, fmt.Errorf("font %s has no table %s", name, t)
		}
	}
	f.measures()
	cmap := f.tables["cmap"]
	for i := range int(be.Uint16(cmap[2:])) {
		sub := cmap[be.Uint32(cmap[8+8*i:]):]
		if be.Uint16(sub) == 12 {
			f.groups = sub[16 : 16+12*be.Uint32(sub[12:])]
		}
	}
	if f.groups == nil {
		return nil, fmt.Errorf("font %s has no format 12 cmap", name)
	}
	return f, nil
}

// measures takes out of the tables what setting a line needs.
func (f *face) measures() {
	f.upem = float64(be.Uint16(f.tables["head"][18:]))
	f.long = be.Uint16(f.tables["head"][50:]) == 1
	f.hmtx, f.numH = f.tables["hmtx"], int(be.Uint16(f.tables["hhea"][34:]))
}

// Boxes that no font of ours has; they borrow the glyph of □ and a tick is
// drawn over the second.
const (
	boxEmpty  = '☐'
	boxTicked = '☑'
)

// glyph gives the glyph of r, 0 when the face has none.
func (f *face) glyph(r rune) int {
	if r == boxEmpty || r == boxTicked {
		r = '□'
	}
	n := len(f.groups) / 12
	i := sort.Search(n, func(i int) bool { return be.Uint32(f.groups[12*i+4:]) >= uint32(r) })
	if i == n || be.Uint32(f.groups[12*i:]) > uint32(r) {
		return 0
	}
	g := int(be.Uint32(f.groups[12*i+8:]) + uint32(r) - be.Uint32(f.groups[12*i:]))
	if f.court != nil && !f.draws(r, g) {
		return 0
	}
	return g
}

// advance gives the width of a glyph in ems.
func (f *face) advance(glyph int) float64 {
	return float64(be.Uint16(f.hmtx[4*min(glyph, f.numH-1):])) / f.upem
}

// sideBearing gives the left side bearing of a glyph in thousandths of an em.
func (f *face) sideBearing(glyph int) uint16 {
	at := 4*f.numH + 2*(glyph-f.numH)
	if glyph < f.numH {
		at = 4*glyph + 2
	}
	v := be.Uint16(f.hmtx[at:])
	if f.court != nil {
		v = uint16(f.court.scaled(int16(v)))
	}
	return v
}

// outline gives the glyf record of a glyph drawn on 1,000 units to the em,
// empty for a blank one.
func (f *face) outline(glyph int) []byte {
	if f.court != nil {
		return f.courtOutline(glyph)
	}
	return f.record(glyph)
}

// record gives the glyf record of a glyph as it is in the file.
func (f *face) record(glyph int) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if f.long {
		return glyf[be.Uint32(loca[4*glyph:]):be.Uint32(loca[4*glyph+4:])]
	}
	return glyf[2*int(be.Uint16(loca[2*glyph:])) : 2*int(be.Uint16(loca[2*glyph+2:]))]
}
