package paper

import (
	"bytes"
	"sort"
)

// cutFont makes a small TrueType font that holds only the glyphs of codes:
// code (what the PDF's text says, always in the Basic Multilingual Plane) →
// character. gofpdf cuts fonts itself, but reads all of a 15 MB file for every
// document to do so; handed a font of a hundred glyphs it has little to do.
func (f *face) cutFont(codes map[rune]rune) []byte {
	sorted := make([]rune, 0, len(codes))
	for c := range codes {
		sorted = append(sorted, c)
	}
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })

	old := []int{0} // new glyph → glyph of the face; one new glyph per code
	for _, c := range sorted {
		old = append(old, f.glyph(codes[c]))
	}
	var glyf, loca, hmtx []byte
	parts := map[int]int{} // component of the face → new glyph
	for i := 0; i < len(old); i++ {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		hmtx = be.AppendUint16(hmtx, uint16(f.advance(old[i])*f.upem+0.5))
		hmtx = be.AppendUint16(hmtx, f.sideBearing(old[i]))
		record := bytes.Clone(f.outline(old[i]))
		for _, at := range components(record) {
			part := int(be.Uint16(record[at:]))
			fresh, ok := parts[part]
			if !ok {
				fresh = len(old)
				parts[part] = fresh
				old = append(old, part)
			}
			be.PutUint16(record[at:], uint16(fresh))
		}
		glyf = append(glyf, record...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := bytes.Clone(f.tables["head"]), bytes.Clone(f.tables["hhea"]), bytes.Clone(f.tables["maxp"])
	be.PutUint16(head[50:], 1) // long loca
	be.PutUint16(hhea[34:], uint16(len(old)))
	be.PutUint16(maxp[4:], uint16(len(old)))
	post := bytes.Clone(f.tables["post"][:32])
	be.PutUint32(post, 0x00030000) // no glyph names
	return assemble(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx, "loca": loca, "glyf": glyf,
		"cmap": cmap4(sorted), "OS/2": f.tables["OS/2"], "post": post, "name": {0, 0, 0, 0, 0, 6},
	})
}

// components lists where in a glyf record the numbers of its parts stand;
// none for a simple glyph.
func components(record []byte) []int {
	if len(record) < 10 || int16(be.Uint16(record)) >= 0 {
		return nil
	}
	const words, scale, more, scaleXY, matrix = 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 7
	var at []int
	for i := 10; ; {
		flags := be.Uint16(record[i:])
		at = append(at, i+2)
		i += 6
		if flags&words != 0 {
			i += 2
		}
		switch {
		case flags&scale != 0:
			i += 2
		case flags&scaleXY != 0:
			i += 4
		case flags&matrix != 0:
			i += 8
		}
		if flags&more == 0 {
			return at
		}
	}
}

// cmap4 maps the n-th of the sorted codes to glyph n+1.
func cmap4(sorted []rune) []byte {
	type segment struct{ first, last, glyph int }
	var segments []segment
	for i, c := range sorted {
		if n := len(segments); n > 0 && segments[n-1].last+1 == int(c) {
			segments[n-1].last++
			continue
		}
		segments = append(segments, segment{int(c), int(c), i + 1})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0x10000})
	n := len(segments)
	search, selector := 2, 0
	for search <= n {
		search, selector = search*2, selector+1
	}
	var out []byte
	for _, v := range []int{0, 1, 3, 1, 0, 12, 4, 16 + 8*n, 0, 2 * n, search, selector, 2*n - search} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.last))
	}
	out = be.AppendUint16(out, 0)
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.first))
	}
	for _, s := range segments {
		out = be.AppendUint16(out, uint16(s.glyph-s.first))
	}
	return append(out, make([]byte, 2*n)...)
}

// assemble writes the tables as a TrueType file. Checksums stay zero: gofpdf
// writes its own.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	out := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 128, 0, 3, 0, 32}
	offset := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		out = append(out, name...)
		out = be.AppendUint32(out, 0)
		out = be.AppendUint32(out, uint32(offset+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[name])))
		body = append(body, tables[name]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}
