package paper

import (
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"zhixing/assets"
)

// keyLine is a line of the manual's table of fields: | `path` | what it is |.
var keyLine = regexp.MustCompile("^\\| `([a-z_.\\[\\]]+)` \\| ([^|]+) \\|$")

// Keys lists the fields that forms may use, with their names, as the manual of
// the form language has them. A path ends a step with [] where it is a list.
var Keys = sync.OnceValue(func() []Field {
	manual, err := fs.ReadFile(assets.Forms(), "README.md")
	if err != nil {
		panic("paper: the manual of the form language is not embedded: " + err.Error())
	}
	var out []Field
	for l := range strings.Lines(string(manual)) {
		if m := keyLine.FindStringSubmatch(strings.TrimSpace(l)); m != nil {
			out = append(out, Field{Key: m[1], Label: strings.TrimSpace(m[2])})
		}
	}
	return out
})
