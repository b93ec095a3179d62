package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode"

	"zhixing/app/court"
)

// Papers may be set in fonts that the court has: 仿宋, 小标宋 and 楷体 of its
// computers. They are read from their files, checked, and cut into the paper
// like the embedded faces; a character that they lack comes from those.

// courtGlyphs redraws the glyphs of a court's font on 1,000 units to the em:
// the one font of a document has one grid, and fonts of the court count 256,
// 1,000, 1,024 or 2,048.
type courtGlyphs struct {
	by    float64
	drawn sync.Map // glyph → []byte, nil for one that is broken
}

func (c *courtGlyphs) scaled(v int16) int16 { return rounded(float64(v) * c.by) }

// courtOutline gives a glyph redrawn, empty for one that is blank or broken.
func (f *face) courtOutline(glyph int) []byte {
	if done, ok := f.court.drawn.Load(glyph); ok {
		return done.([]byte)
	}
	var out []byte
	if glyph >= 0 && glyph < f.glyphs() {
		if record := f.record(glyph); record != nil {
			if fine, ok := rescaled(record, f.court.by); ok && f.hasParts(fine) {
				out = fine
			}
		}
	}
	f.court.drawn.Store(glyph, out)
	return out
}

// hasParts tells whether the font has what a glyph is put together from.
func (f *face) hasParts(record []byte) bool {
	for _, at := range components(record) {
		if int(be.Uint16(record[at:])) >= f.glyphs() {
			return false
		}
	}
	return true
}

func (f *face) glyphs() int { return int(be.Uint16(f.tables["maxp"][4:])) }

// draws tells whether the glyph shows the character: some fonts keep blank
// glyphs for characters they do not have.
func (f *face) draws(r rune, glyph int) bool {
	return unicode.IsSpace(r) || len(f.courtOutline(glyph)) > 0
}

// The most a font file may hold.
const fontMost = 64 << 20

// commonText is what a font must be able to show to be of use for papers.
const commonText = "人民法院执行裁定书申请人被有限公司年月日元，。；：（）《》0123456789"

// What the owner of a font allows (OS/2 table, fsType).
const (
	mayNotEmbed, mayPreview, mayEdit = 1 << 1, 1 << 2, 1 << 3
	mayNotCut, onlyBitmaps           = 1 << 8, 1 << 9
)

// courtFont is a font file of the court's, open and checked.
type courtFont struct {
	face *face
	name string // as its maker calls it
	note string // what its maker allows only, "" for no such thing
}

// openFont opens the font that a setting names: a file by its path, or an
// installed font by its name. The errors are sentences for the user.
func openFont(choice string) (*courtFont, error) {
	file := fontFile{path: choice}
	if !filepath.IsAbs(choice) {
		found, ok := installedFont(choice)
		if !ok {
			return nil, court.Errorf(court.CodeNotFound, "这台电脑没有安装“%s”这种字体。", choice)
		}
		file = found
	}
	name := filepath.Base(file.path)
	if info, err := os.Stat(file.path); err == nil && info.Size() > fontMost {
		return nil, court.Errorf(court.CodeInvalid, "字体文件“%s”太大，超过64MB。", name)
	}
	data, err := os.ReadFile(file.path)
	if err != nil {
		return nil, court.Errorf(court.CodeNotFound, "打不开字体文件“%s”。", file.path).Because(err)
	}
	f, err := readCourtFace(name, data, file.number)
	if err != nil {
		return nil, err
	}
	for _, r := range commonText {
		if f.glyph(r) == 0 {
			return nil, court.Errorf(court.CodeInvalid, "“%s”里没有“%c”，不能用来印文书。", name, r)
		}
	}
	out := &courtFont{face: f, name: shownName(namesIn(f.tables["name"]), strings.TrimSuffix(name, filepath.Ext(name)))}
	allowed := be.Uint16(f.tables["OS/2"][8:])
	switch {
	case allowed&mayNotEmbed != 0 && allowed&(mayPreview|mayEdit) == 0:
		return nil, court.Errorf(court.CodeRefused, "字体“%s”的权利人不许把它嵌入文件，文书不能使用。", out.name)
	case allowed&mayNotCut != 0:
		return nil, court.Errorf(court.CodeRefused, "字体“%s”的权利人只许整个嵌入，文书只嵌入用到的字，不能使用。", out.name)
	case allowed&onlyBitmaps != 0:
		return nil, court.Errorf(court.CodeRefused, "字体“%s”的权利人只许嵌入点阵，文书不能使用。", out.name)
	case allowed&mayPreview != 0 && allowed&mayEdit == 0:
		out.note = "权利人许可嵌入文件供查看和打印"
	}
	return out, nil
}

// readCourtFace reads one font of a TrueType file or collection, whatever its
// grid and map of characters.
func readCourtFace(name string, data []byte, number int) (*face, error) {
	refuse := func(say string) error { return court.Errorf(court.CodeInvalid, "字体文件“%s”"+say, name) }
	broken := refuse("已损坏，不能使用。")
	at := uint64(0)
	if len(data) >= 16 && string(data[:4]) == "ttcf" {
		if number >= int(be.Uint32(data[8:])) || 16+4*number > len(data) {
			return nil, broken
		}
		at = uint64(be.Uint32(data[12+4*number:]))
	}
	if at+12 > uint64(len(data)) {
		return nil, broken
	}
	switch kind := be.Uint32(data[at:]); kind {
	case 0x00010000, 0x74727565: // 1.0 and "true"
	case 0x4F54544F: // "OTTO"
		return nil, refuse("是 OpenType（CFF 轮廓）字体，请换 TrueType 字体（.ttf、.ttc）。")
	default:
		return nil, refuse("不是 TrueType 字体（.ttf、.ttc）。")
	}
	f := &face{name: name, whole: data, tables: map[string][]byte{}}
	count := uint64(be.Uint16(data[at+4:]))
	if at+12+16*count > uint64(len(data)) {
		return nil, broken
	}
	for i := range count {
		rec := data[at+12+16*i:]
		from, size := uint64(be.Uint32(rec[8:])), uint64(be.Uint32(rec[12:]))
		if from+size > uint64(len(data)) {
			return nil, broken
		}
		f.tables[string(rec[:4])] = data[from : from+size : from+size]
	}
	for table, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "cmap": 4, "loca": 4, "glyf": 1, "OS/2": 10} {
		if len(f.tables[table]) < least {
			return nil, broken
		}
	}
	f.measures()
	if !f.complete() {
		return nil, broken
	}
	f.groups = characterGroups(f.tables["cmap"], f.glyphs())
	if len(f.groups) == 0 {
		return nil, refuse("没有 Unicode 字符表，不能使用。")
	}
	f.court = &courtGlyphs{by: 1000 / f.upem}
	return f, nil
}

// complete checks that the tables hold what their heads promise.
func (f *face) complete() bool {
	n, loca, glyf := f.glyphs(), f.tables["loca"], len(f.tables["glyf"])
	entry := 2
	if f.long {
		entry = 4
	}
	if f.upem < 16 || n == 0 || f.numH < 1 || f.numH > n || len(f.hmtx) < 4*f.numH+2*(n-f.numH) || len(loca) < entry*(n+1) {
		return false
	}
	last := 0
	for i := range n + 1 {
		at := 2 * int(be.Uint16(loca[entry*i:]))
		if f.long {
			at = int(be.Uint32(loca[entry*i:]))
		}
		if at < last || at > glyf {
			return false
		}
		last = at
	}
	return true
}

// characterGroups gives the characters of a font as format 12 groups, from a
// map of format 12 or else 4. None are left when the map cannot be read.
func characterGroups(cmap []byte, glyphs int) []byte {
	var best []byte
	for i := range int(be.Uint16(cmap[2:])) {
		if len(cmap) < 12+8*i {
			return nil
		}
		platform, encoding, at := be.Uint16(cmap[4+8*i:]), be.Uint16(cmap[6+8*i:]), be.Uint32(cmap[8+8*i:])
		if uint64(at)+16 > uint64(len(cmap)) || platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		sub := cmap[at:]
		switch be.Uint16(sub) {
		case 12:
			return format12(sub, glyphs)
		case 4:
			best = sub
		}
	}
	if best == nil {
		return nil
	}
	return format4(best, glyphs)
}

// groupWriter gathers characters in ascending order.
type groupWriter struct {
	out         []byte
	first, next rune
	glyph       int
	limit       int // glyphs of the font
}

func (w *groupWriter) add(r rune, glyph int) {
	switch {
	case glyph <= 0 || glyph >= w.limit:
		return
	case w.next > 0 && r == w.next && glyph == w.glyph+int(r-w.first):
		w.next++
		return
	}
	w.flush()
	w.first, w.next, w.glyph = r, r+1, glyph
}

func (w *groupWriter) flush() []byte {
	if w.next > 0 {
		for _, v := range []uint32{uint32(w.first), uint32(w.next - 1), uint32(w.glyph)} {
			w.out = be.AppendUint32(w.out, v)
		}
	}
	return w.out
}

func format12(sub []byte, glyphs int) []byte {
	n := uint64(be.Uint32(sub[12:]))
	if 16+12*n > uint64(len(sub)) {
		return nil
	}
	w := &groupWriter{limit: glyphs}
	next := uint32(0)
	for i := range n {
		first, last, glyph := be.Uint32(sub[16+12*i:]), be.Uint32(sub[20+12*i:]), be.Uint32(sub[24+12*i:])
		if first < next || last < first || last > unicode.MaxRune {
			return nil
		}
		for c := first; c <= last; c++ {
			w.add(rune(c), int(glyph+c-first))
		}
		next = last + 1
	}
	return w.flush()
}

func format4(sub []byte, glyphs int) []byte {
	n := int(be.Uint16(sub[6:])) / 2
	if 16+8*n > len(sub) {
		return nil
	}
	ends, starts, deltas, offsets := sub[14:], sub[16+2*n:], sub[16+4*n:], sub[16+6*n:]
	w := &groupWriter{limit: glyphs}
	next := 0
	for i := range n {
		first, last := int(be.Uint16(starts[2*i:])), int(be.Uint16(ends[2*i:]))
		delta, offset := int(be.Uint16(deltas[2*i:])), int(be.Uint16(offsets[2*i:]))
		if first < next || last < first {
			return nil
		}
		for c := first; c <= last && c < 0xFFFF; c++ {
			glyph := c
			if offset != 0 {
				at := 2*i + offset + 2*(c-first)
				if at+2 > len(offsets) {
					continue
				}
				if glyph = int(be.Uint16(offsets[at:])); glyph == 0 {
					continue
				}
			}
			w.add(rune(c), (glyph+delta)&0xFFFF)
		}
		next = last + 1
	}
	return w.flush()
}

// The places of a paper that the court may have fonts for.
var fontPlaces = []struct {
	face  faceID
	label string
	ours  string // what stands in for it
	of    func(court.PaperFonts) string
}{
	{song, "正文", "思源宋体", func(f court.PaperFonts) string { return f.Body }},
	{songBold, "标题", "思源宋体粗体", func(f court.PaperFonts) string { return f.Title }},
	{kai, "楷体", "霞鹜文楷", func(f court.PaperFonts) string { return f.Kai }},
}

// CheckFont tells what the font that a setting names is called and what its
// maker allows only; the error says why it cannot be used.
func CheckFont(choice string) (name, note string, err error) {
	f, err := openFont(choice)
	if err != nil {
		return "", "", err
	}
	return f.name, f.note, nil
}

// UseFonts sets papers in the court's fonts from now on. A font that cannot be
// used is told and the delivered one used instead.
func (p *Press) UseFonts(fonts court.PaperFonts) (troubles []error) {
	now := &setter{faces: p.setter.Load().faces}
	var used []string
	for _, place := range fontPlaces {
		choice := place.of(fonts)
		if choice == "" {
			continue
		}
		f, err := openFont(choice)
		if err != nil {
			troubles = append(troubles, err)
			used = append(used, fmt.Sprintf("%s %s%s%s）", place.label, place.ours, court.FontInstead, strings.TrimRight(err.Error(), "。")))
			continue
		}
		now.own[place.face], now.names[place.face] = f.face, f.name
		used = append(used, place.label+" "+f.name)
	}
	now.about = strings.Join(used, "；")
	p.setter.Store(now)
	return troubles
}

// Fonts tells in which fonts of the court's the text is set, and what stands in
// for one that cannot be used; "" when the court chose none.
func (t *Text) Fonts() string { return t.setter.about }
