// Package widgets holds the shared parts of the window: theme, tables, forms,
// dialogs, navigation and drawn pieces. The parts know no business; they call
// back, and screens wire them.
package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"
)

// The colours of the program; screens use these and no others.
var (
	ColorBar      = rgb(0x1B3A63) // top bar
	ColorBarField = rgb(0x2C4B77) // the search field on the top bar
	ColorAction   = rgb(0x1F4E8C) // what can be done, the chosen item
	ColorSoft     = rgb(0x5B85B7) // work in progress: calm blue of the board
	ColorGround   = rgb(0xF4F6F9) // behind the cards
	ColorSurface  = rgb(0xFFFFFF) // cards and tables
	ColorHeader   = rgb(0xF7F8FA) // table header
	ColorLine     = rgb(0xDCE1E8) // separators and card borders
	ColorEdge     = rgb(0xB4BDC9) // borders of fields and buttons
	ColorText     = rgb(0x1D2733) // text
	ColorQuiet    = rgb(0x5B6B7B) // secondary text
	ColorFaint    = rgb(0x8492A6) // counts, disabled
	ColorHint     = rgb(0xA9B4C2) // examples in empty fields: never taken for what was filled in
	ColorTrack    = rgb(0xE3E7ED) // empty part of a bar
	ColorIdle     = rgb(0xC5CCD6) // squares of nodes that are not due
	ColorOverdue  = rgb(0xC62828) // overdue
	ColorNear     = rgb(0x9A5B00) // nearly due
	ColorNearFill = rgb(0xB06A00) // nearly due, as a filled area
	ColorDone     = rgb(0x2E7D32) // done
	ColorChosen   = rgb(0xE8EFF8) // chosen row
	ColorHover    = rgb(0xF2F5FA) // row under the pointer
	ColorAutoFill = rgb(0xF0F5FC) // fields filled in by the program

	ColorOverdueTint = rgb(0xFDF0F0) // ground of an overdue node
	ColorNearTint    = rgb(0xFDF6E9) // ground of a nearly due node
	ColorDoneTint    = rgb(0xF0F8F0) // ground of a finished node
	ColorQuietTint   = rgb(0xF4F5F7) // ground of an exempt node
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// largeScale is how much the large-print setting enlarges everything.
const largeScale = 1.25

// Text sizes in px before the large-print setting; use them through S.
const (
	TextSize    = 14 // fields, labels, navigation
	TableSize   = 13 // table cells, chips, buttons
	CaptionSize = 12 // quiet text beside a title, error under a field
)

// courtTheme is the calm, dense, light theme of the program.
type courtTheme struct {
	regular, bold fyne.Resource
	scale         float32
	boldCovers    map[rune]bool
	boldFont      *sfnt.Font
	buffer        sfnt.Buffer
}

// NewTheme makes the program's theme from the two font files; with large
// everything is a quarter larger. It is light whatever the desktop says.
//
// Only two fonts are handed to Fyne, since it unpacks one for every style it
// uses; fonts with CFF outlines cost it least.
func NewTheme(regular, bold []byte, large bool) fyne.Theme {
	dropEmoji()
	t := &courtTheme{
		regular:    fyne.NewStaticResource("sans-regular.ttf", regular),
		bold:       fyne.NewStaticResource("sans-bold.ttf", bold),
		scale:      1,
		boldCovers: map[rune]bool{},
	}
	if large {
		t.scale = largeScale
	}
	if f, err := sfnt.Parse(bold); err == nil {
		t.boldFont = f
	}
	return t
}

// dropEmoji lets Fyne take its small symbol font for its emoji font, which it
// would unpack beside each of ours: 5 MB a time for signs that no court writes.
func dropEmoji() {
	if emoji, ok := theme.DefaultEmojiFont().(*fyne.StaticResource); ok && emoji != nil {
		emoji.StaticContent = theme.DefaultSymbolFont().Content()
	}
}

// Scale is the large-print factor of the theme in use: 1 or 1.25.
func Scale() float32 {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*courtTheme); ok {
			return t.scale
		}
	}
	return 1
}

// S turns a length in px of the normal print into one of the print in use,
// whole so that lines stay crisp.
func S(px float32) float32 {
	return float32(math.Round(float64(px * Scale())))
}

// boldHas tells whether the bold font, which is cut, can draw every character
// of text.
func boldHas(text string) bool {
	t, ok := fyne.CurrentApp().Settings().Theme().(*courtTheme)
	if !ok || t.boldFont == nil {
		return true
	}
	for _, r := range text {
		covered, known := t.boldCovers[r]
		if !known {
			glyph, err := t.boldFont.GlyphIndex(&t.buffer, r)
			covered = err == nil && glyph != 0
			t.boldCovers[r] = covered
		}
		if !covered {
			return false
		}
	}
	return true
}

// Color gives the program's colour for Fyne's name.
func (t *courtTheme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameBackground:
		return ColorGround
	case theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameMenuBackground,
		theme.ColorNameOverlayBackground, theme.ColorNameForegroundOnPrimary,
		theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return ColorSurface
	case theme.ColorNameDisabledButton:
		return ColorQuietTint
	case theme.ColorNameDisabled:
		return ColorFaint
	case theme.ColorNamePlaceHolder:
		return ColorHint
	case theme.ColorNameError:
		return ColorOverdue
	case theme.ColorNameWarning:
		return ColorNear
	case theme.ColorNameSuccess:
		return ColorDone
	case theme.ColorNameForeground:
		return ColorText
	case theme.ColorNameHeaderBackground:
		return ColorHeader
	case theme.ColorNameHover:
		return ColorHover
	case theme.ColorNamePressed:
		return ColorChosen
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return ColorAction
	case theme.ColorNameInputBorder:
		return ColorEdge
	case theme.ColorNameSeparator:
		return ColorLine
	case theme.ColorNameFocus, theme.ColorNameSelection:
		return color.NRGBA{R: 0x1F, G: 0x4E, B: 0x8C, A: 0x40}
	case theme.ColorNameScrollBar:
		return color.NRGBA{R: 0x5B, G: 0x6B, B: 0x7B, A: 0x90}
	case theme.ColorNameScrollBarBackground:
		return color.NRGBA{R: 0xDC, G: 0xE1, B: 0xE8, A: 0x60}
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x12}
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

// Font gives the bold font for bold text and the regular one for all else.
func (t *courtTheme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return theme.DefaultTheme().Font(style)
	}
	if style.Bold {
		return t.bold
	}
	return t.regular
}

// Icon gives Fyne's icons.
func (t *courtTheme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size gives the compact sizes, enlarged in large print.
func (t *courtTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1
	}
	px := theme.DefaultTheme().Size(name)
	switch name {
	case theme.SizeNameText:
		px = TextSize
	case theme.SizeNameCaptionText:
		px = CaptionSize
	case theme.SizeNameHeadingText:
		px = 20
	case theme.SizeNameSubHeadingText:
		px = 16
	case theme.SizeNamePadding:
		px = 3
	case theme.SizeNameInnerPadding:
		px = 5
	case theme.SizeNameLineSpacing:
		px = 3
	case theme.SizeNameInlineIcon:
		px = 16
	case theme.SizeNameScrollBar:
		px = 10
	case theme.SizeNameScrollBarSmall:
		px = 4
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 2
	}
	return float32(math.Round(float64(px * t.scale)))
}
