package paper

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf16"

	"zhixing/app/court"
)

// fontFile is one font on this computer.
type fontFile struct {
	path   string
	number int      // in a collection
	names  []string // in all languages
}

// fontFolders are where this computer keeps fonts.
func fontFolders() []string {
	if runtime.GOOS == "windows" {
		return []string{
			filepath.Join(os.Getenv("WINDIR"), "Fonts"),
			filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts"),
		}
	}
	home, _ := os.UserHomeDir() // without one there are no fonts in it
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts")}
}

// fontFiles lists the TrueType fonts of the folders; what cannot be read is
// left out.
func fontFiles(folders []string) []fontFile {
	var out []fontFile
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && slices.Contains([]string{".ttf", ".ttc"}, strings.ToLower(filepath.Ext(path))) {
				out = append(out, fontsIn(path)...)
			}
			return nil
		})
	}
	return out
}

// fontsIn reads only the names of a file's fonts.
func fontsIn(path string) []fontFile {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // only read
	read := func(at int64, size int) []byte {
		if size > 1<<20 {
			return nil
		}
		b := make([]byte, size)
		if _, err := f.ReadAt(b, at); err != nil {
			return nil
		}
		return b
	}
	starts := []int64{0}
	if head := read(0, 12); string(head[:min(4, len(head))]) == "ttcf" {
		list := read(12, 4*int(min(be.Uint32(head[8:]), 64)))
		starts = nil
		for ; len(list) >= 4; list = list[4:] {
			starts = append(starts, int64(be.Uint32(list)))
		}
	}
	var out []fontFile
	for number, at := range starts {
		head := read(at, 12)
		if head == nil || string(head[:4]) == "OTTO" {
			continue
		}
		for list := read(at+12, 16*int(be.Uint16(head[4:]))); len(list) >= 16; list = list[16:] {
			if string(list[:4]) == "name" {
				names := namesIn(read(int64(be.Uint32(list[8:])), int(be.Uint32(list[12:]))))
				out = append(out, fontFile{path: path, number: number, names: names})
			}
		}
	}
	return out
}

// namesIn gives the full names of a font (name table), the Chinese one first,
// then the names of its family.
func namesIn(table []byte) []string {
	if len(table) < 6 {
		return nil
	}
	var chinese, full, family []string
	texts := int(be.Uint16(table[4:]))
	for i := range int(be.Uint16(table[2:])) {
		if len(table) < 18+12*i {
			break
		}
		rec := table[6+12*i:]
		platform, language, id := be.Uint16(rec), be.Uint16(rec[4:]), be.Uint16(rec[6:])
		size, at := int(be.Uint16(rec[8:])), texts+int(be.Uint16(rec[10:]))
		if platform != 3 || at+size > len(table) {
			continue
		}
		units := make([]uint16, size/2)
		for k := range units {
			units[k] = be.Uint16(table[at+2*k:])
		}
		name := court.CleanLine(string(utf16.Decode(units)))
		switch {
		case name == "":
		case id == 4 && language == 0x0804:
			chinese = append(chinese, name)
		case id == 4:
			full = append(full, name)
		case id == 1:
			family = append(family, name)
		}
	}
	return slices.Concat(chinese, full, family)
}

// shownName is what users see a font called.
func shownName(names []string, otherwise string) string {
	if len(names) == 0 {
		return otherwise
	}
	return names[0]
}

// installedFont finds a font of this computer by one of its names.
func installedFont(name string) (fontFile, bool) {
	for _, f := range fontFiles(fontFolders()) {
		if slices.ContainsFunc(f.names, func(n string) bool { return strings.EqualFold(n, name) }) {
			return f, true
		}
	}
	return fontFile{}, false
}

// fontWords tell by their names which fonts are meant for which place.
var fontWords = map[string][]string{
	"仿宋":  {"仿宋", "fangsong", "fang song"},
	"小标宋": {"小标宋", "xiaobiaosong", "xbsjw"},
	"楷体":  {"楷", "kai"},
}

// InstalledFonts lists the fonts of this computer that papers can use, by what
// they are: 仿宋, 小标宋, 楷体.
func InstalledFonts() map[string][]string {
	out := map[string][]string{}
	for _, f := range fontFiles(fontFolders()) {
		all := strings.ToLower(strings.Join(f.names, " "))
		for kind, words := range fontWords {
			if name := shownName(f.names, ""); slices.ContainsFunc(words, func(w string) bool { return strings.Contains(all, w) }) && !slices.Contains(out[kind], name) {
				out[kind] = append(out[kind], name)
			}
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}
