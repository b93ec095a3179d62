package paper

// paraSetter breaks one paragraph into lines.
type paraSetter struct {
	items []item
	st    style
	width float64 // points
	track float64
	ends  []int // where each line ends among the items
}

func (p *paraSetter) start(i int) int {
	if i == 0 {
		return 0
	}
	return p.ends[i-1]
}

func (p *paraSetter) indent(i int) float64 {
	if i == 0 {
		return p.st.first
	}
	return p.st.hang
}

// measure is the room of a line.
func (p *paraSetter) measure(i int) measure {
	return measure{size: p.st.size, track: p.track, avail: p.width - (p.indent(i)+p.st.tail)*p.st.size}
}

// breakLines puts as much on each line as it holds.
func (p *paraSetter) breakLines() {
	for at := 0; at < len(p.items) || len(p.ends) == 0; {
		at += p.measure(len(p.ends)).fit(p.items[at:], p.st.align == justify)
		p.ends = append(p.ends, at)
	}
}

const (
	evenLines = 4    // lines among which the room before a long number is shared
	evenSteps = 12   // ways of sharing that are tried
	evenGain  = 0.02 // ems a character that sharing must spare
)

// even looks for lines that a long number left half empty and lets the lines
// before them share the room: a little more space in each is not seen, a torn
// line is.
func (p *paraSetter) even() {
	if p.st.align != justify {
		return
	}
	for i := 1; i < len(p.ends)-1; i++ {
		if p.items[p.ends[i]].hold && p.loose(i, p.start(i), p.ends[i]) > stretchBad {
			p.share(i)
		}
	}
}

// loose is what each character of a line would be given to fill it, in ems.
func (p *paraSetter) loose(i, from, to int) float64 {
	line := trimEnd(p.items[from:to])
	if len(line) < 2 {
		return 1
	}
	m := p.measure(i)
	return (m.avail - m.width(line)) / float64(len(line)-1) / m.size
}

// share breaks the lines up to i anew with less on each, in the way that leaves
// the loosest of them tightest.
func (p *paraSetter) share(i int) {
	worst, best := p.loose(i, p.start(i), p.ends[i])-evenGain, []int(nil)
	for first := max(0, i-evenLines+1); first < i; first++ {
		for step := 1; step <= evenSteps; step++ {
			ends, most, ok := p.narrower(first, i, stretchMax*float64(step)/evenSteps)
			if ok && most < worst {
				worst, best = most, ends
			}
		}
	}
	copy(p.ends[max(0, i-len(best)):i], best)
}

// narrower breaks the lines from first to before i with room for that much
// more space, in ems a character; ok is false when the rest does not fit line i.
// most is the loosest of the lines.
func (p *paraSetter) narrower(first, i int, space float64) (ends []int, most float64, ok bool) {
	at := p.start(first)
	for k := first; k < i; k++ {
		m := p.measure(k)
		m.track += space * m.size
		from := at
		at += m.fit(p.items[at:p.ends[i]], true)
		ends = append(ends, at)
		if at >= p.ends[i] {
			return nil, 0, false
		}
		most = max(most, p.loose(k, from, at))
	}
	last := p.loose(i, at, p.ends[i])
	return ends, max(most, last), last > -shrinkMax
}
