package paper

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"zhixing/app/court"
)

// span is a stretch of text of one face. Text from data carries the label of
// its field, so that a character nobody can print is reported with it.
type span struct {
	text  string
	face  faceID
	field string
	blank float64 // ems of ruled space for handwriting, instead of text
}

// item is one character (or ruled blank) of a paragraph, ready to be set.
type item struct {
	r    rune
	face *face
	em   float64 // advance in ems
	rule bool    // a ruled blank
	brk  bool    // a line may end after it
	hold bool    // no line ends after it, however loose the line gets
}

// line is a finished line. Widths are points.
type line struct {
	items   []item
	indent  float64 // from the left edge of its column
	size    float64 // of the type
	spacing float64 // added after each character
	width   float64 // from the first character to the ink of the last
}

// text gives the characters of the line, ruled blanks as underscores.
func (l *line) text() string {
	var b strings.Builder
	for _, it := range l.items {
		b.WriteRune(it.r)
	}
	return b.String()
}

type align int

const (
	justify align = iota
	left
	center
	right
)

// style is how a paragraph is set. Lengths are ems unless said otherwise.
type style struct {
	face    faceID
	size    float64 // points
	leading float64 // points from line to line
	align   align
	first   float64 // indent of the first line
	hang    float64 // indent of the other lines
	tail    float64 // indent on the right
	gap     float64 // points above
	keep    bool    // stays with what follows
	tie     bool    // its last line does
}

const (
	// Characters that must not begin a line, and ones that must not end it.
	neverFirst = "。，、；：？！）》」』】〕〉〗”’…—·％‰℃°.,;:!?)]}%～"
	neverLast  = "（《「『【〔〈〖“‘([{￥＄¥$№§"
	// Marks whose right half is blank: at the end of a line that half may
	// hang out.
	halfBlank = "。，、；：？！）》」』】〕〉〗”’"

	shrinkMax  = 0.025 // ems a character may give up to let one more in
	stretchMax = 0.35  // ems a character may be given to reach the right edge
	stretchBad = 0.15  // from here on a long run of digits is rather broken
	runLong    = 12    // characters a run of digits or letters has to be broken

	// Identity numbers, credit codes and account numbers are read as one word:
	// a run of up to so many digits and letters stays on one line, and the line
	// before it may be stretched so far.
	wholeMost   = 24
	stretchHeld = 0.6
)

// setter turns spans into lines.
type setter struct {
	faces *[faceCount]*face
	own   [faceCount]*face  // the court's own, nil where it has none
	names [faceCount]string // of those
	about string            // which are used and which cannot be
}

// items looks up every character and marks where lines may break. A character
// without a glyph in any face is an error that names it and its field.
func (s *setter) items(spans []span) ([]item, error) {
	var out []item
	var text strings.Builder
	for _, sp := range spans {
		if sp.blank > 0 {
			for range int(sp.blank * 2) {
				out = append(out, item{r: '_', face: s.faces[sp.face], em: 0.5, rule: true})
				text.WriteRune('_')
			}
			continue
		}
		for _, r := range sp.text {
			r, ok := printable(r)
			if !ok {
				continue
			}
			f, g := s.find(sp.face, r)
			if f == nil {
				return nil, noGlyph(r, sp.field)
			}
			out = append(out, item{r: r, face: f, em: f.advance(g)})
			text.WriteRune(r)
		}
	}
	markBreaks(out, text.String())
	markWhole(out)
	return out, nil
}

// printable tells whether r leaves anything on paper. Invisible formatting
// characters (zero-width spaces, marks of direction, variation selectors) do
// not; every kind of blank becomes a space.
func printable(r rune) (rune, bool) {
	switch {
	case r == '　':
		return r, true
	case unicode.IsSpace(r):
		return ' ', true
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), unicode.IsControl(r):
		return 0, false
	}
	return r, true
}

// find gives the first face of the fallback order that has r, the court's own
// before all.
func (s *setter) find(id faceID, r rune) (*face, int) {
	if own := s.own[id]; own != nil {
		if g := own.glyph(r); g != 0 {
			return own, g
		}
	}
	for _, alt := range fallbacks[id] {
		if g := s.faces[alt].glyph(r); g != 0 {
			return s.faces[alt], g
		}
	}
	return nil, 0
}

func noGlyph(r rune, field string) error {
	e := court.Errorf(court.CodeInvalid, "“%c”（U+%04X）这个字在本程序的字库里没有，文书不能打印。", r, r)
	if field != "" {
		e.Say = "“" + field + "”里的" + e.Say
		e.Field = field
	}
	return e.WithHint("请核对这个字；确需使用的，请改用通用写法或手工填写后再打印。")
}

// markBreaks applies UAX #14 and then the rules of Chinese typesetting.
func markBreaks(items []item, text string) {
	i, state := 0, -1
	for len(text) > 0 {
		var cluster string
		var bounds int
		cluster, text, bounds, state = uniseg.StepString(text, state)
		i += len([]rune(cluster))
		items[i-1].brk = bounds&uniseg.MaskLine != uniseg.LineDontBreak
	}
	for i := 0; i+1 < len(items); i++ {
		a, b := items[i], items[i+1]
		switch {
		case a.rule && b.rule, a.r == '*' || b.r == '*': // masked numbers stay whole
			items[i].brk = false
		case strings.ContainsRune(neverFirst, b.r) || strings.ContainsRune(neverLast, a.r):
			items[i].brk = false
		case (a.r == '”' || a.r == '’') && isWide(b), (b.r == '“' || b.r == '‘') && isWide(a):
			items[i].brk = true // UAX #14 glues quotation marks to both sides
		case isWide(a) && isWide(b) && strings.ContainsRune(neverFirst, a.r):
			items[i].brk = true
		case unicode.IsDigit(a.r) && b.r == '元':
			items[i].brk = false
		}
	}
}

// markWhole keeps runs of digits and letters on one line, as long as they are
// numbers that somebody reads or types.
func markWhole(items []item) {
	for from := 0; from < len(items); {
		end := from
		for end < len(items) && (inNumber(items[end]) || items[end].r == '-' && end > from && end+1 < len(items) && inNumber(items[end+1])) {
			end++
		}
		if n := end - from; n > 1 && n <= wholeMost {
			for i := from; i < end-1; i++ {
				items[i].brk, items[i].hold = false, true
			}
		}
		from = max(end, from+1)
	}
}

func inNumber(it item) bool {
	r := it.r
	return !it.rule && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '*')
}

// longest is the length in ems of the longest run that stays on one line.
func longest(items []item) float64 {
	most, run := 0.0, 0.0
	for _, it := range items {
		run += it.em
		most = max(most, run)
		if !it.hold {
			run = 0
		}
	}
	return most
}

func isWide(it item) bool { return it.r >= 0x2E80 || strings.ContainsRune("“”‘’…—", it.r) }

// set breaks items into lines of the given width in points.
func (s *setter) set(items []item, st style, width float64) []*line {
	p := &paraSetter{items: items, st: st, width: width, track: tracking(width, st)}
	p.breakLines()
	p.even()
	lines := make([]*line, len(p.ends))
	for i, end := range p.ends {
		m := p.measure(i)
		l := &line{items: trimEnd(items[p.start(i):end]), indent: p.indent(i) * st.size, size: st.size, spacing: p.track}
		l.width = m.width(l.items)
		last := i == len(p.ends)-1
		stretch := stretchMax
		if !last && items[end].hold {
			stretch = stretchHeld
		}
		l.place(st, m, last, stretch)
		lines[i] = l
	}
	return lines
}

// place moves the line to its side, or spaces it to reach the right edge, by at
// most stretch ems a character.
func (l *line) place(st style, m measure, last bool, stretch float64) {
	slack := m.avail - l.width
	gaps := float64(len(l.items) - 1)
	switch {
	case slack < 0 && gaps >= 1:
		l.spacing += slack / gaps
		l.width += slack
	case slack <= 0 || gaps < 1 && st.align == justify:
	case st.align == center:
		l.indent += slack / 2
	case st.align == right:
		l.indent += slack
	case st.align == justify && !last:
		add := min(slack/gaps, stretch*m.size)
		l.spacing += add
		l.width += add * gaps
	}
}

// tracking closes or opens running text a hair so that whole characters fill
// the column: 28 of 3号 in 156 mm, as the court's paper demands. Only where it
// is invisible.
func tracking(width float64, st style) float64 {
	n := float64(int(width/st.size + 0.5))
	if n < 12 || st.align != justify {
		return 0
	}
	t := (width - n*st.size) / n
	if t < -shrinkMax*st.size || t > shrinkMax*st.size {
		return 0
	}
	return t
}

// measure finds how many items fit a line.
type measure struct {
	size, track, avail float64
}

// width is the length of a line of these items up to the ink of the last.
func (m measure) width(items []item) float64 {
	w := 0.0
	for _, it := range items {
		w += it.em*m.size + m.track
	}
	if n := len(items); n > 0 {
		w -= m.track
		if hangs(items[n-1]) {
			w -= items[n-1].em * m.size / 2
		}
	}
	return w
}

func hangs(it item) bool { return it.em > 0.9 && strings.ContainsRune(halfBlank, it.r) }

// fit gives the number of items of the next line, at least 1.
func (m measure) fit(items []item, justified bool) int {
	w, best, all := 0.0, 0, len(items)
	over := all // first item that does not fit, whatever the rules say
	for i, it := range items {
		w += it.em*m.size + m.track
		ink := w - m.track
		if hangs(it) {
			ink -= it.em * m.size / 2
		}
		give := shrinkMax * m.size * float64(i)
		if it.r == ' ' {
			ink = 0 // spaces at the end of a line take no room
		}
		if ink > m.avail+give {
			over = i
			break
		}
		if it.brk || i == all-1 {
			best = i + 1
		}
	}
	if over == all {
		return all
	}
	if best == 0 || justified && m.tooLoose(items, best) {
		if cut := emergency(items, best, over); cut > best {
			return cut
		}
	}
	return max(best, 1)
}

// tooLoose tells whether ending the line at best would tear it apart although
// the run of digits or letters that follows is long enough to be broken.
func (m measure) tooLoose(items []item, best int) bool {
	line := trimEnd(items[:best])
	if len(line) < 2 {
		return true
	}
	run := 0
	for _, it := range items[best:] {
		run++
		if it.brk {
			break
		}
	}
	each := (m.avail - m.width(line)) / float64(len(line)-1) / m.size
	return each > stretchMax || each > stretchBad && run >= runLong
}

// runPart is the least that an emergency break leaves of a run on either line.
const runPart = 4

// emergency breaks inside an unbreakable run, as late as the rules for line
// starts and ends allow.
func emergency(items []item, best, over int) int {
	end := best // of the run that is broken
	for end < len(items) && (end == best || !items[end-1].brk) {
		end++
	}
	latest := over
	if best > 0 {
		latest = min(over, end-runPart)
	}
	for cut := latest; cut > best; cut-- {
		a, b := items[cut-1], items[cut]
		if best > 0 && cut-best < runPart {
			break
		}
		if !a.hold && !strings.ContainsRune(neverFirst, b.r) && !strings.ContainsRune(neverLast, a.r) && b.r != '元' {
			return cut
		}
	}
	if best > 0 {
		return best
	}
	return over
}

// trimEnd drops spaces at the end of a line.
func trimEnd(items []item) []item {
	n := len(items)
	for n > 1 && items[n-1].r == ' ' {
		n--
	}
	return items[:n]
}
