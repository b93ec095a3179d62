package paper

import (
	"bytes"
	"maps"
	"slices"
	"sort"
)

// mark is a character in a certain face: what one glyph of a document shows.
type mark struct {
	face *face
	r    rune
}

// cutFont makes the one small TrueType font of a document: code (what the
// PDF's text says, in the Basic Multilingual Plane) → mark. All faces go into
// it, because gofpdf spends about 4 ms on each font of each document however
// small it is: it fills and hashes tables of 65,536 widths. The font counts
// 1,000 units to the em, as the embedded faces do; those of the court are
// redrawn on as many.
func cutFont(base *face, codes map[rune]mark) []byte {
	sorted := sortedCodes(codes)
	type source struct {
		face  *face
		glyph int
	}
	old := []source{{base, 0}} // new glyph → where it comes from; one new glyph per code
	for _, c := range sorted {
		m := codes[c]
		old = append(old, source{m.face, m.face.glyph(m.r)})
	}
	var glyf, loca, hmtx []byte
	parts := map[source]int{} // component → new glyph
	for i := 0; i < len(old); i++ {
		from := old[i]
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		hmtx = be.AppendUint16(hmtx, uint16(from.face.advance(from.glyph)*1000+0.5))
		hmtx = be.AppendUint16(hmtx, from.face.sideBearing(from.glyph))
		record := bytes.Clone(from.face.outline(from.glyph))
		for _, at := range components(record) {
			part := source{from.face, int(be.Uint16(record[at:]))}
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

	head, hhea, maxp := bytes.Clone(base.tables["head"]), bytes.Clone(base.tables["hhea"]), bytes.Clone(base.tables["maxp"])
	be.PutUint16(head[50:], 1) // long loca
	be.PutUint32(head[8:], 0)  // assemble sums up
	be.PutUint16(hhea[34:], uint16(len(old)))
	be.PutUint16(maxp[4:], uint16(len(old)))
	post := bytes.Clone(base.tables["post"][:32])
	be.PutUint32(post, 0x00030000) // no glyph names
	return assemble(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx, "loca": loca, "glyf": glyf,
		"cmap": cmap4(sorted), "OS/2": base.tables["OS/2"], "post": post, "name": {0, 0, 0, 0, 0, 6},
	})
}

func sortedCodes(codes map[rune]mark) []rune {
	return slices.Sorted(maps.Keys(codes))
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

// assemble writes the tables as a TrueType file.
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
		out = be.AppendUint32(out, checksum(tables[name]))
		out = be.AppendUint32(out, uint32(offset+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[name])))
		body = append(body, tables[name]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	head := bytes.Index(out[:12+16*len(names)], []byte("head"))
	be.PutUint32(out[be.Uint32(out[head+8:])+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds the big-endian words of a table up, the last one filled with
// zeros.
func checksum(table []byte) uint32 {
	var sum uint32
	for ; len(table) >= 4; table = table[4:] {
		sum += be.Uint32(table)
	}
	var rest [4]byte
	copy(rest[:], table)
	return sum + be.Uint32(rest[:])
}
