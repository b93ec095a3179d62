package office

import (
	"reflect"
	"sort"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/paper"
)

// pathsOf lists every path of a tree; a step that is a list ends with [].
func pathsOf(prefix string, v any, out map[string]bool) {
	switch v := v.(type) {
	case tree:
		for k, x := range v {
			path := k
			if prefix != "" {
				path = prefix + "." + k
			}
			pathsOf(path, x, out)
		}
		if prefix == "" || len(v) > 0 {
			return
		}
	case nil:
	default:
		r := reflect.ValueOf(v)
		if r.Kind() == reflect.Slice {
			out[prefix+"[]"] = true
			for i := range r.Len() {
				if inner, ok := r.Index(i).Interface().(tree); ok {
					pathsOf(prefix+"[]", inner, out)
				}
			}
			return
		}
	}
	out[prefix] = true
}

func sortedPaths(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// sameKeys are lists whose entries have the keys of another path, which the
// manual says once.
var sameKeys = [][2]string{
	{"applicants[].", "recipient."}, {"debtors[].", "recipient."}, {"thirds[].", "recipient."}, {"receipts[].", "receipt."}, {"payments[].", "payment."},
}

func documented(path string) string {
	for _, same := range sameKeys {
		if rest, ok := strings.CutPrefix(path, same[0]); ok {
			return same[1] + rest
		}
	}
	return path
}

// TestManualNamesEveryField: whatever a form may use is in the table of fields
// in assets/forms/README.md, and nothing else is.
func TestManualNamesEveryField(t *testing.T) {
	today := court.D(2026, 11, 23)
	f := exampleFacts(law.Default(), court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}, today)
	data, err := f.tree(FormInfo{}, &f.c.Parties[2], court.Paper{})
	if err != nil {
		t.Fatal(err)
	}
	fillExample(data, today)
	offered := map[string]bool{}
	pathsOf("", data, offered)
	manual := map[string]bool{"payment.leader": true} // a group that may be absent
	for _, k := range paper.Keys() {
		manual[k.Key] = true
		if offered[k.Key] || k.Key == "payment.leader" {
			continue
		}
		t.Errorf("the manual names %s, which no paper may say", k.Key)
	}
	for _, path := range sortedPaths(offered) {
		if !manual[documented(path)] {
			t.Errorf("assets/forms/README.md does not name %s", path)
		}
	}
}
