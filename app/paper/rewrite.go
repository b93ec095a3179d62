package paper

import "strings"

// char is a character of a block with what its form gave it.
type char struct {
	r     rune
	face  faceID
	field string
	rule  bool // half an em of ruled room for handwriting, shown as _
	line  int  // of the block
	typed bool // by a person
}

// charsOf takes the lines of a block apart, line breaks between them.
func charsOf(lines [][]span) []char {
	var out []char
	for i, spans := range lines {
		if i > 0 {
			out = append(out, char{r: '\n', line: i})
		}
		for _, s := range spans {
			for range int(s.blank * 2) {
				out = append(out, char{r: '_', face: s.face, field: s.field, rule: true, line: i})
			}
			for _, r := range s.text {
				out = append(out, char{r: r, face: s.face, field: s.field, line: i})
			}
		}
	}
	return out
}

// textOfLines is the text of a block as it is shown for editing.
func textOfLines(lines [][]span) string {
	var b strings.Builder
	for _, c := range charsOf(lines) {
		b.WriteRune(c.r)
	}
	return b.String()
}

// newLine is a line of a rewritten block.
type newLine struct {
	spans []span
	from  int // the line of the block that it continues
}

// rewritten gives the lines of a changed text. Characters that stayed keep
// their face and field; new ones take the face of the one before them.
func rewritten(lines [][]span, now, name string, base faceID) []newLine {
	chars := merge(charsOf(lines), []rune(now), name, base)
	ruleTyped(chars)
	out := []newLine{{}}
	known := false // what line of the block this one continues
	for _, c := range chars {
		last := &out[len(out)-1]
		if c.r == '\n' && !c.rule {
			out = append(out, newLine{from: last.from})
			known = false
			continue
		}
		if !c.typed && !known {
			last.from, known = c.line, true
		}
		last.spans = addChar(last.spans, c)
	}
	return out
}

// addChar appends a character to the span that it belongs to.
func addChar(spans []span, c char) []span {
	n := len(spans)
	same := n > 0 && spans[n-1].face == c.face && spans[n-1].field == c.field && (spans[n-1].blank > 0) == c.rule
	if !same {
		spans = append(spans, span{face: c.face, field: c.field})
		n++
	}
	if c.rule {
		spans[n-1].blank += 0.5
	} else {
		spans[n-1].text += string(c.r)
	}
	return spans
}

// merge gives the new text with what its kept characters had.
func merge(old []char, now []rune, name string, base faceID) []char {
	out := make([]char, 0, len(now))
	face := base
	if len(old) > 0 && old[0].r != '\n' {
		face = old[0].face
	}
	kept := keptOf(old, now)
	for i, r := range now {
		if k := kept[i]; k >= 0 {
			if old[k].r != '\n' {
				face = old[k].face
			}
			out = append(out, old[k])
			continue
		}
		out = append(out, char{r: r, face: face, field: name, typed: true})
	}
	return out
}

// ruleTyped makes ruled room of two or more underscores that a person typed,
// and of one beside ruled room.
func ruleTyped(chars []char) {
	for i := 0; i < len(chars); i++ {
		if chars[i].r != '_' {
			continue
		}
		end, ruled, typed := i, false, false
		for ; end < len(chars) && chars[end].r == '_'; end++ {
			ruled, typed = ruled || chars[end].rule, typed || chars[end].typed
		}
		if typed && (ruled || end-i > 1) {
			for k := i; k < end; k++ {
				chars[k].rule = true
			}
		}
		i = end
	}
}

// mostCompared is the work that finding what stayed may take; beyond it what
// lies between the common beginning and end counts as new.
const mostCompared = 1_000_000

// keptOf tells for each character of the new text which one of the old it is,
// -1 for a new one: the longest common subsequence.
func keptOf(old []char, now []rune) []int {
	kept := make([]int, len(now))
	for i := range kept {
		kept[i] = -1
	}
	head := 0
	for head < len(old) && head < len(now) && old[head].r == now[head] {
		kept[head] = head
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail].r == now[len(now)-1-tail] {
		kept[len(now)-1-tail] = len(old) - 1 - tail
		tail++
	}
	a, b := old[head:len(old)-tail], now[head:len(now)-tail]
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostCompared {
		return kept
	}
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width) // common length of what follows
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].r == b[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
			} else {
				best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].r == b[j]:
			kept[head+j] = head + i
			i, j = i+1, j+1
		case best[(i+1)*width+j] >= best[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return kept
}
