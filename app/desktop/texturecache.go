package desktop

import (
	"time"
	_ "unsafe" // for go:linkname
)

// textureLife is how long Fyne keeps the picture of a text nobody has seen
// since. Its minute is meant for phones that go to and fro; here each page of a
// busy morning would stay in memory beside the next ones (20 MB). The setting
// is reachable from outside through the environment alone, which is read before
// the program's first line.
//
//go:linkname textureLife fyne.io/fyne/v2/internal/cache.ValidDuration
var textureLife time.Duration

func init() { textureLife = 12 * time.Second }
