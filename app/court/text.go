package court

import "strings"

// Narrow turns full-width ASCII (２０１８ （ ）) into half-width and the
// ideographic space into a plain one; everything else stays.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000':
			return ' '
		}
		return r
	}, s)
}

// CleanLine trims s and folds every run of white space, line breaks and
// invisible characters into one space, so that a pasted cell becomes one line.
func CleanLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u200c', '\u200d', '\ufeff', '\u2060', '\u00ad':
			return -1
		case '\u3000', '\u00a0':
			return ' '
		}
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// SplitNames splits a ledger cell that names several people or units:
// 邓强、胡骉；周军. Commas, semicolons, slashes and line breaks separate too.
func SplitNames(cell string) []string {
	parts := strings.FieldsFunc(cell, func(r rune) bool {
		return strings.ContainsRune("、，,；;/／\n\r\t|", r)
	})
	var out []string
	for _, p := range parts {
		if p = CleanLine(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
