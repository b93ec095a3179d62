package paper

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"

	"zhixing/app/court"
)

// Merger writes papers one after another into one PDF as they come, with a
// bookmark for each. Nothing but the paper at hand is kept in memory: a
// thousand notices with a font each are a hundred megabytes.
type Merger struct {
	out    *bufio.Writer
	duplex bool
	at     int64   // bytes written
	places []int64 // where each object begins, by its number
	kids   []int   // page tree nodes and blank backs in order
	marks  []mergedPaper
	pages  int
	size   string // MediaBox of the paper written last
	err    error
}

// mergedPaper is a paper's bookmark.
type mergedPaper struct {
	title string
	page  int // object of the first page
}

// The objects that are known before they are written.
const (
	mergedCatalog = iota + 1
	mergedRoot
	mergedFirst // number of the first further object
)

// NewMerger begins a PDF. With duplex every paper, and every copy, begins on
// the front of a sheet: a blank page is the back of one that ends on a front.
func NewMerger(w io.Writer, duplex bool) *Merger {
	m := &Merger{out: bufio.NewWriterSize(w, 1<<16), duplex: duplex, places: make([]int64, mergedFirst)}
	m.write([]byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"))
	return m
}

// Pages gives how many pages were written, blank ones too.
func (m *Merger) Pages() int { return m.pages }

// Add writes a paper the given number of times; what it draws with is stored
// once. The title is its bookmark. Only PDFs that Press made can be added;
// another one is CodeDamaged and leaves the file as it was. Errors of writing
// come through as they are and end the file.
func (m *Merger) Add(title string, pdf []byte, copies int) error {
	src, err := readPDF(pdf)
	if err != nil {
		return court.Errorf(court.CodeDamaged, "“%s”的 PDF 读不出来，没有合并进去。", title).
			WithHint("请在案件的文书里另存这一份，单独打印。").Because(err)
	}
	numbers := make(map[int]int, len(src.objects))
	for i := range max(1, copies) {
		m.turnToFront()
		for _, o := range src.objects {
			if i == 0 || o.node {
				numbers[o.number] = m.reserve()
			}
		}
		for _, o := range src.objects {
			if i == 0 || o.node {
				m.object(numbers[o.number], src.rewritten(o, numbers))
			}
		}
		m.kids = append(m.kids, numbers[src.root])
		m.marks = append(m.marks, mergedPaper{title, numbers[src.first]})
		m.pages += src.pages
		m.size = src.size
	}
	return m.err
}

// turnToFront adds the blank back of a sheet that only its front is used of.
func (m *Merger) turnToFront() {
	if !m.duplex || m.pages%2 == 0 {
		return
	}
	blank := m.reserve()
	m.kids = append(m.kids, blank)
	m.object(blank, fmt.Appendf(nil, "<</Type /Page /Parent %d 0 R /Resources <<>> /MediaBox %s>>", mergedRoot, m.size))
	m.pages++
}

// Close writes the end of the PDF. A file without pages is an error.
func (m *Merger) Close() error {
	if len(m.kids) == 0 {
		return errors.Join(m.err, court.Errorf(court.CodeRefused, "没有可以合并的文书。"))
	}
	var kids []byte
	for _, k := range m.kids {
		kids = fmt.Appendf(kids, "%d 0 R\n", k)
	}
	m.object(mergedRoot, fmt.Appendf(nil, "<</Type /Pages /Kids [\n%s] /Count %d>>", kids, m.pages))
	outlines := m.reserve()
	for i, mark := range m.marks {
		n, beside := m.reserve(), ""
		if i > 0 {
			beside += fmt.Sprintf(" /Prev %d 0 R", n-1)
		}
		if i < len(m.marks)-1 {
			beside += fmt.Sprintf(" /Next %d 0 R", n+1)
		}
		m.object(n, fmt.Appendf(nil, "<</Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]%s>>", utf16Hex(mark.title), outlines, mark.page, beside))
	}
	m.object(outlines, fmt.Appendf(nil, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", outlines+1, outlines+len(m.marks), len(m.marks)))
	m.object(mergedCatalog, fmt.Appendf(nil, "<</Type /Catalog /Pages %d 0 R /Outlines %d 0 R>>", mergedRoot, outlines))
	start := m.at
	m.write(fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(m.places)))
	for _, at := range m.places[1:] {
		m.write(fmt.Appendf(nil, "%010d 00000 n \n", at))
	}
	m.write(fmt.Appendf(nil, "trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(m.places), mergedCatalog, start))
	return errors.Join(m.err, m.out.Flush())
}

// reserve gives the number of a new object.
func (m *Merger) reserve() int {
	m.places = append(m.places, 0)
	return len(m.places) - 1
}

func (m *Merger) object(number int, body []byte) {
	m.places[number] = m.at
	m.write(fmt.Appendf(nil, "%d 0 obj\n", number))
	m.write(body)
	m.write([]byte("\nendobj\n"))
}

func (m *Merger) write(b []byte) {
	if m.err == nil {
		_, m.err = m.out.Write(b)
	}
	m.at += int64(len(b))
}

// utf16Hex writes a text string of a PDF.
func utf16Hex(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = be.AppendUint16(b, u)
	}
	return fmt.Sprintf("<%X>", b)
}

// sourcePDF is a PDF with a plain cross-reference table, taken apart.
type sourcePDF struct {
	objects []sourceObject // without catalog and information, by number
	root    int            // of the page tree
	first   int            // page
	pages   int
	size    string // MediaBox
}

type sourceObject struct {
	number int
	body   []byte
	node   bool // a page or a node of the page tree, which a second copy needs again
}

var errForeign = errors.New("not a PDF of this program")

// readPDF takes a PDF apart.
func readPDF(pdf []byte) (*sourcePDF, error) {
	all, trailer, err := readObjects(pdf)
	if err != nil {
		return nil, err
	}
	catalog, ok := refAfter(trailer, "/Root")
	info, _ := refAfter(trailer, "/Info")
	if !ok || all[catalog] == nil {
		return nil, errForeign
	}
	src := &sourcePDF{}
	if src.root, ok = refAfter(all[catalog], "/Pages"); !ok || all[src.root] == nil {
		return nil, errForeign
	}
	for number, body := range all {
		if number != catalog && number != info {
			node := bytes.Contains(head(body), []byte("/Type /Page"))
			src.objects = append(src.objects, sourceObject{number, body, node})
		}
	}
	slices.SortFunc(src.objects, func(a, b sourceObject) int { return cmp.Compare(a.number, b.number) })
	root := all[src.root]
	if src.first, ok = refAfter(root, "/Kids"); !ok || !bytes.Contains(all[src.first], []byte("/Type /Page\n")) {
		return nil, errForeign
	}
	src.pages, ok = numberAfter(root, "/Count")
	from, to := bytes.Index(root, []byte("/MediaBox")), 0
	if from >= 0 {
		to = bytes.IndexByte(root[from:], ']')
	}
	if !ok || src.pages < 1 || to <= 0 || bytes.Contains(root, []byte("/Parent")) {
		return nil, errForeign
	}
	src.size = string(bytes.TrimSpace(root[from+len("/MediaBox") : from+to+1]))
	return src, nil
}

// readObjects gives the objects of a PDF by number, without the words around
// them, and the trailer.
func readObjects(pdf []byte) (objects map[int][]byte, trailer []byte, err error) {
	end := bytes.LastIndex(pdf, []byte("startxref"))
	if end < 0 {
		return nil, nil, errForeign
	}
	start, ok := numberAfter(pdf[end:], "startxref")
	if !ok || start > end || !bytes.HasPrefix(pdf[start:end], []byte("xref\n0 ")) {
		return nil, nil, errForeign
	}
	table := pdf[start:end]
	count, ok := numberAfter(table, "xref\n0")
	entries := bytes.IndexByte(table[5:], '\n') + 6
	const entry = 20
	if !ok || entries+count*entry > len(table) || count < 2 {
		return nil, nil, errForeign
	}
	if trailer = table[entries+count*entry:]; bytes.Contains(trailer, []byte("/Prev")) || bytes.Contains(trailer, []byte("/Encrypt")) {
		return nil, nil, errForeign
	}
	type place struct{ number, at int }
	var places []place
	for n := 1; n < count; n++ {
		line := table[entries+n*entry : entries+(n+1)*entry]
		at, err := strconv.Atoi(string(line[:10]))
		if err != nil || line[17] != 'n' || at >= start {
			return nil, nil, errForeign
		}
		places = append(places, place{n, at})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	objects = make(map[int][]byte, count)
	for i, p := range places {
		to := start
		if i+1 < len(places) {
			to = places[i+1].at
		}
		body, found := bytes.CutPrefix(pdf[p.at:to], fmt.Appendf(nil, "%d 0 obj\n", p.number))
		body, closed := bytes.CutSuffix(bytes.TrimRight(body, "\r\n "), []byte("endobj"))
		if !found || !closed {
			return nil, nil, errForeign
		}
		objects[p.number] = bytes.TrimRight(body, "\r\n ")
	}
	return objects, trailer, nil
}

// head is the part of an object before its stream.
func head(body []byte) []byte {
	if i := bytes.Index(body, []byte("stream\n")); i >= 0 {
		return body[:i]
	}
	return body
}

// numberAfter reads the whole number after a key.
func numberAfter(b []byte, key string) (int, bool) {
	i := bytes.Index(b, []byte(key))
	if i < 0 {
		return 0, false
	}
	b = bytes.TrimLeft(b[i+len(key):], " \r\n[")
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	v, err := strconv.Atoi(string(b[:n]))
	return v, err == nil
}

// refAfter reads the object that a key refers to, the first one of a list.
func refAfter(b []byte, key string) (int, bool) { return numberAfter(b, key) }

// rewritten gives the body of an object with the new numbers of the objects it
// refers to. The root of the page tree becomes a branch of the merged one.
func (src *sourcePDF) rewritten(o sourceObject, numbers map[int]int) []byte {
	out := renumber(o.body, numbers)
	if o.number == src.root {
		out = bytes.Replace(out, []byte("<<"), fmt.Appendf(nil, "<</Parent %d 0 R\n", mergedRoot), 1)
	}
	return out
}

// renumber replaces every reference before the stream. A reference to what was
// left out becomes null.
func renumber(body []byte, numbers map[int]int) []byte {
	out := make([]byte, 0, len(body)+32)
	var ints [2]struct{ value, at int } // the two tokens before, when they are whole numbers
	known := 0
	for i := 0; i < len(body); {
		from := i
		switch c := body[i]; {
		case c == '(':
			i, known = endOfString(body, i), 0
		case c == '<' && bytes.HasPrefix(body[i:], []byte("<<")):
			i, known = i+2, 0
		case c == '<':
			i, known = i+1+max(0, bytes.IndexByte(body[i+1:], '>')), 0
		case bytes.IndexByte([]byte(" \r\n\t"), c) >= 0:
			i++
		case bytes.IndexByte([]byte("<>[]{}/%"), c) >= 0:
			i, known = i+1, 0
		default:
			for i < len(body) && bytes.IndexByte([]byte(" \r\n\t()<>[]{}/%"), body[i]) < 0 {
				i++
			}
			token := string(body[from:i])
			if token == "stream" {
				return append(out, body[from:]...)
			}
			if token == "R" && known == 2 {
				to := "null"
				if n := numbers[ints[0].value]; n != 0 {
					to = fmt.Sprintf("%d 0 R", n)
				}
				out, known = append(out[:ints[0].at], to...), 0
				continue
			}
			value, err := strconv.Atoi(token)
			if err != nil {
				known = 0
				break
			}
			ints[0], ints[1] = ints[1], struct{ value, at int }{value, len(out)}
			known = min(2, known+1)
		}
		out = append(out, body[from:i]...)
	}
	return out
}

// endOfString gives where a string in brackets ends.
func endOfString(body []byte, i int) int {
	for depth := 0; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(body)
}
