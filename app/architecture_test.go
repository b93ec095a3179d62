package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "zhixing"

// arrows says which parts of the module each part may import; DESIGN of the
// house: arrows point one way. A folder belongs to the longest name that
// matches. cmd wires everything together; assets are bytes without knowledge,
// which the window needs for its fonts and icons.
var arrows = map[string][]string{
	"cmd":               {"app/court", "app/law", "app/office", "app/paper", "app/sheet", "app/desktop", "app/office/sample", "data", "assets"},
	"app/desktop":       {"app/court", "app/law", "app/office", "app/paper", "app/sheet", "app/desktop", "assets"},
	"app/office":        {"app/court", "app/law"},
	"app/office/sample": {"app/court", "app/law", "app/office", "assets"}, // builds the example court through the use cases
	"data":              {"app/court", "app/office", "data"},
	"app/paper":         {"app/court", "app/law", "assets"},
	"app/sheet":         {"app/court", "app/law", "assets"},
	"app/law":           {"app/court", "assets"},
	"app/court":         {},
	"assets":            {},
}

// homes says which libraries may be imported in one part only.
var homes = map[string]string{
	"fyne.io":                  "app/desktop",
	"database/sql":             "data",
	"modernc.org":              "data",
	"github.com/uptrace/bun":   "data",
	"github.com/pressly/goose": "data",
	"github.com/jung-kurt":     "app/paper",
	"github.com/klippa-app":    "app/paper",
	"github.com/xuri/excelize": "app/sheet",
	"github.com/spf13/cobra":   "cmd",
}

func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// partOf gives the longest part that a folder or import path lies in.
func partOf(path string) string {
	part := ""
	for name := range arrows {
		if within(path, name) && len(name) > len(part) {
			part = name
		}
	}
	return part
}

// faults tells what is wrong with a file of a folder importing path.
func faults(folder, path string) string {
	part := partOf(folder)
	if part == "" {
		return "the folder has no place in the house: add it to arrows"
	}
	if own, inside := strings.CutPrefix(path, module+"/"); inside {
		to := partOf(own)
		if to == part || slices.Contains(arrows[part], to) {
			return ""
		}
		return part + " must not import " + own
	}
	first, _, _ := strings.Cut(path, "/")
	if part == "app/court" && strings.Contains(first, ".") {
		return "app/court imports the standard library only"
	}
	for library, home := range homes {
		if strings.HasPrefix(path, library) && part != home {
			return "only " + home + " may import " + path
		}
	}
	return ""
}

func TestArrowsPointOneWay(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tmp") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		files++
		for _, spec := range parsed.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if fault := faults(filepath.ToSlash(folder), target); fault != "" {
				t.Errorf("%s/%s: %s", filepath.ToSlash(folder), name, fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files were read", files)
	}
}

// The test itself must see what it is there for.
func TestBrokenArrowsAreSeen(t *testing.T) {
	for _, x := range []struct {
		folder, path string
		broken       bool
	}{
		{"app/court", "strings", false},
		{"app/court", "zhixing/app/law", true},
		{"app/court", "github.com/rivo/uniseg", true},
		{"app/law", "zhixing/app/court", false},
		{"app/law", "zhixing/app/office", true},
		{"app/office", "zhixing/data", true},
		{"app/office", "zhixing/assets", true},
		{"app/office", "fyne.io/fyne/v2", true},
		{"app/paper", "zhixing/app/office", true},
		{"app/paper", "github.com/jung-kurt/gofpdf", false},
		{"app/sheet", "github.com/jung-kurt/gofpdf", true},
		{"app/sheet", "github.com/xuri/excelize/v2", false},
		{"app/desktop/widgets", "fyne.io/fyne/v2/widget", false},
		{"app/desktop/cases", "zhixing/app/desktop/widgets", false},
		{"app/desktop", "zhixing/data", true},
		{"app/desktop", "database/sql", true},
		{"data", "modernc.org/sqlite", false},
		{"data", "zhixing/app/office", false},
		{"data", "zhixing/app/desktop", true},
		{"cmd/zhixing", "zhixing/data", false},
		{"cmd/zhixing", "github.com/uptrace/bun", true},
		{"tools", "strings", true},
		{"assets", "zhixing/app/court", true},
	} {
		if fault := faults(x.folder, x.path); (fault != "") != x.broken {
			t.Errorf("%s imports %s: %q", x.folder, x.path, fault)
		}
	}
}
