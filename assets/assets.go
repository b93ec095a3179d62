// Package assets carries what the program brings along inside its own file:
// fonts, the forms of the court's papers, and the data of the law.
package assets

import (
	"embed"
	"io/fs"
)

// The faces. Regular ones are whole; bold and 楷体 are cut to GB 2312, the 8,105
// standard characters and symbols (fonts/cut.py says how). Callers share the
// bytes and must not write to them.
var (
	//go:embed fonts/ZhixingHei-Regular.otf
	windowRegular []byte
	//go:embed fonts/ZhixingHei-Bold.otf
	windowBold []byte
	//go:embed fonts/NotoSansSC-Regular.ttf
	sansRegular []byte
	//go:embed fonts/ZhixingHei-Bold.ttf
	sansBold []byte
	//go:embed fonts/NotoSerifSC-Regular.ttf
	serifRegular []byte
	//go:embed fonts/ZhixingSong-Bold.ttf
	serifBold []byte
	//go:embed fonts/ZhixingKai-Regular.ttf
	kai []byte
	//go:embed all:forms
	forms embed.FS
)

// WindowRegular is 黑体 for the window: every character of SansRegular, with
// outlines that are only unpacked when they are drawn. Read only.
func WindowRegular() []byte { return windowRegular }

// WindowBold is 黑体 bold for the window, cut. Read only.
func WindowBold() []byte { return windowBold }

// SansRegular is 黑体: Noto Sans SC Regular, whole. Read only.
func SansRegular() []byte { return sansRegular }

// SansBold is 黑体 bold, cut. Read only.
func SansBold() []byte { return sansBold }

// SerifRegular is 宋体: Noto Serif SC Regular, whole. Read only.
func SerifRegular() []byte { return serifRegular }

// SerifBold is 宋体 bold for titles, cut. Read only.
func SerifBold() []byte { return serifBold }

// Kai is 楷体, cut. Read only.
func Kai() []byte { return kai }

// Forms holds the *.form files of the court's papers at its top level.
func Forms() fs.FS {
	sub, err := fs.Sub(forms, "forms")
	if err != nil {
		panic("assets: the forms folder is not embedded: " + err.Error())
	}
	return sub
}
