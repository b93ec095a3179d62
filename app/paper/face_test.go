package paper

import (
	"os"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func standardCharacters(t *testing.T) []rune {
	t.Helper()
	text, err := os.ReadFile("../../assets/fonts/standard-hanzi-8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []rune
	for _, r := range string(text) {
		if r > ' ' {
			out = append(out, r)
		}
	}
	if len(out) != 8105 {
		t.Fatalf("%d standard characters", len(out))
	}
	return out
}

func TestFaces(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	symbols := []rune("，。、；：？！…—·“”‘’「」『』《》【】（）〔〕〇○●□■△▲◇◆√×÷±°℃‰§№￥←→↑↓①⑳ⅠⅫ0123456789AZaz")
	wanted := append(standardCharacters(t), symbols...)
	for _, f := range faces {
		if f.upem != 1000 {
			t.Errorf("%s counts %v units to the em; one font holds all faces, so all must count 1000", f.name, f.upem)
		}
		for _, r := range wanted {
			if f.glyph(r) == 0 {
				t.Errorf("%s has no %c", f.name, r)
			}
		}
	}
}

// outlineOf reads a glyph with an independent library.
func outlineOf(t *testing.T, font *sfnt.Font, r rune) sfnt.Segments {
	t.Helper()
	var buf sfnt.Buffer
	g, err := font.GlyphIndex(&buf, r)
	if err != nil || g == 0 {
		t.Fatalf("no glyph for U+%04X: %v", r, err)
	}
	segments, err := font.LoadGlyph(&buf, g, fixed.I(1000), nil)
	if err != nil {
		t.Fatalf("U+%04X: %v", r, err)
	}
	return append(sfnt.Segments(nil), segments...)
}

func TestCutFontDrawsTheSameGlyphs(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	for _, r := range "执行通知书𬭎㛃䶮é①（）0123" {
		for _, f := range faces {
			if f.glyph(r) != 0 {
				k.add(mark{f, r})
			}
		}
	}
	cut, err := sfnt.Parse(cutFont(faces[song], k.codes))
	if err != nil {
		t.Fatal(err)
	}
	whole := map[*face]*sfnt.Font{}
	for code, m := range k.codes {
		if whole[m.face] == nil {
			if whole[m.face], err = sfnt.Parse(m.face.whole); err != nil {
				t.Fatal(err)
			}
		}
		want, got := outlineOf(t, whole[m.face], m.r), outlineOf(t, cut, code)
		if len(want) != len(got) {
			t.Errorf("%c of %s: %d segments, want %d", m.r, m.face.name, len(got), len(want))
			continue
		}
		for i := range want {
			if want[i] != got[i] {
				t.Errorf("%c of %s differs at segment %d", m.r, m.face.name, i)
				break
			}
		}
	}
}
