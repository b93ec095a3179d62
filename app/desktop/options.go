// Package desktop is the window: it opens the office, lets people log in, and
// shows the pages inside one frame.
package desktop

import (
	"context"
	"time"

	"zhixing/app/office"
	"zhixing/app/paper"
)

// appID names the program to the desktop and to its per-computer preferences.
const appID = "cn.zhixing.workbench"

// Previewer opens PDFs so that their pages can be drawn.
type Previewer interface {
	Open(pdf []byte) (*paper.Document, error)
}

// OpenFunc opens the office in a folder and gives what closes it. Its errors
// have the codes of the store: CodeNotFound when there is no office yet,
// CodeLocked when another copy of the program holds it, and so on.
type OpenFunc func(ctx context.Context, dir string, readOnly bool) (*office.Office, func() error, error)

// Options is what the wiring point hands to Run.
type Options struct {
	Dir          string // the office's folder
	OpenOffice   OpenFunc
	CreateOffice func(ctx context.Context, dir string) (*office.Office, func() error, error)
	Previewer    Previewer
	Restorer     office.Restorer
	Now          func() time.Time // nil: time.Now
	Version      string
	ReadOnly     bool // open for reading from the start

	User      string // preselected on the log-in page
	Password  string // with Tour: logs in without the page
	LogInHint string // a line on the log-in page, as the example court's names and password

	// Tour, a folder, makes the program walk through its main screens, save
	// them there as PNG files and quit.
	Tour string
	// OnReady is called once, after the first frame with a usable page was
	// shown.
	OnReady func()
}
