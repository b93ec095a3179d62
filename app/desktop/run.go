package desktop

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver"
	"github.com/go-gl/glfw/v3.3/glfw"

	"zhixing/app/court"
	"zhixing/app/desktop/start"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/assets"
)

// The window's size in px where it cannot be made as large as the screen.
const (
	windowWidth  = 1366
	windowHeight = 768
)

// openWait is how long the window, which is made while the data is being
// opened, stays empty; slower data find a page that says so.
const openWait = 300 * time.Millisecond

// Preferences of this computer.
const (
	prefUser  = "lastUser"
	prefPrint = "print" // "large", "normal", "" for the office's setting
	prefCrash = "crashTold"
)

// program is one run of the window.
type program struct {
	opt   Options
	logs  string // folder
	crash *crashFile

	app   fyne.App
	win   fyne.Window
	watch *activity
	root  *fyne.Container

	office   *office.Office
	closing  func() error
	settings court.Settings
	names    []string
	shell    *shell
	lock     fyne.CanvasObject // over everything while locked
	tourErr  error
}

// opened is the answer of opening the data.
type opened struct {
	office   *office.Office
	closing  func() error
	setUp    bool
	settings court.Settings
	names    []string
	err      error
}

// Run shows the window and returns when it was closed. Call it on the main
// goroutine. An error says why there was no window or why it died; the user
// has been told already.
func Run(ctx context.Context, opt Options) (err error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	folder, closeLogs := openLogs(opt.Dir, opt.Version)
	defer closeLogs()
	p := &program{opt: opt, logs: folder, crash: armCrashFile(folder, time.Now())}
	defer p.crash.disarm()
	defer p.closeOffice()
	defer func() {
		if what := recover(); what != nil {
			err = p.died(what, debug.Stack())
		}
	}()
	return p.run(ctx)
}

func (p *program) run(ctx context.Context) error {
	answer := make(chan opened, 1)
	go func() { answer <- p.open(ctx, p.opt.ReadOnly) }()
	if err := widgets.InstallChinese(); err != nil {
		slog.Warn("Fyne's words stay English", "err", err)
	}
	p.app = app.NewWithID(appID)
	p.app.SetIcon(fyne.NewStaticResource("zhixing.png", assets.Icon()))
	p.setPrint()
	p.win = p.app.NewWindow(start.Program)
	p.win.SetMaster()
	p.win.SetPadded(false)
	p.win.SetCloseIntercept(p.quit)
	p.watch = newActivity()
	p.watch.native, p.watch.OnWindow = true, p.onWindow
	p.root = container.NewStack(p.watch)
	p.win.SetContent(p.root)
	p.win.Resize(fyne.NewSize(windowWidth, windowHeight))

	return p.showAndRun(ctx, answer)
}

func (p *program) showAndRun(ctx context.Context, answer <-chan opened) error {
	p.win.Show() // makes the window while the data is being opened beside it
	if !p.hasWindow() {
		return noWindow(errors.New("window creation failed, see the log above"))
	}
	ready := false
	select {
	case o := <-answer:
		p.useOpened(ctx, o)
		ready = true
	case <-time.After(openWait):
		p.show(start.NewWaiting("正在打开数据…"))
		go func() {
			o := <-answer
			fyne.Do(func() { p.useOpened(ctx, o); p.tellReady() })
		}()
	}
	if ready {
		p.tellReady()
	}
	go p.watchIdle(ctx)
	p.app.Run()
	return p.tourErr
}

// gcPercent is how much the heap may grow before it is collected, once the
// window is there: Go's own 100 would let as much garbage lie about as lives
// for good, fonts, search texts and warnings (60 MB).
const gcPercent = 30

func (p *program) tellReady() {
	debug.SetGCPercent(gcPercent)
	if p.opt.OnReady != nil {
		p.opt.OnReady()
	}
}

// onWindow makes the window as large as the screen, except on a tour, whose
// pictures have one size.
func (p *program) onWindow(w *glfw.Window) {
	if p.opt.Tour == "" {
		w.Maximize()
	}
}

// hasWindow tells whether the system gave a window; Fyne only logs when it
// did not.
func (p *program) hasWindow() (ok bool) {
	native, is := p.win.(driver.NativeWindow)
	if !is {
		return true
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			ok = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			ok = c.HWND != 0
		default:
			ok = true
		}
	})
	return ok
}

// noWindow tells that there is no graphics to draw on.
func noWindow(cause error) error {
	err := court.Errorf(court.CodeUnexpected, "窗口打不开：这台电脑的显卡驱动不支持 OpenGL，或者没有连接显示器。").
		WithHint("请更新显卡驱动；远程桌面或虚拟机里，请把随程序提供的 opengl32.dll 放到程序所在文件夹。命令行功能不受影响。")
	slog.Error("no window", "err", err, "cause", cause)
	notify(start.Program, err.Say+err.Hint)
	return err
}

// died leaves the crash file, tells the user where it is, and gives the error
// of the run. A panic before the window was there means missing graphics.
func (p *program) died(what any, stack []byte) error {
	if p.win == nil || !p.hasWindowSafely() {
		slog.Error("panic before the window", "what", what, "stack", string(stack))
		return noWindow(panicError{what})
	}
	p.crash.write(what, stack)
	err := court.Errorf(court.CodeUnexpected, "程序遇到意外错误，已经停止。已保存的数据不受影响。").
		WithHint("故障记录在“" + p.crash.path + "”，请发给系统管理员，然后重新打开程序。").Because(panicError{what})
	notify(start.Program, err.Say+err.Hint)
	return err
}

func (p *program) hasWindowSafely() (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return p.hasWindow()
}

// panicError is a panic as an error.
type panicError struct{ what any }

func (e panicError) Error() string {
	if err, ok := e.what.(error); ok {
		return err.Error()
	}
	if s, ok := e.what.(string); ok {
		return s
	}
	return "panic"
}

// show puts a page into the window.
func (p *program) show(content fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{p.watch, content}
	p.root.Refresh()
}

// setPrint sets the theme in the print this computer wants.
func (p *program) setPrint() {
	p.app.Settings().SetTheme(widgets.NewTheme(assets.WindowRegular(), assets.WindowBold(), p.largePrint()))
}

func (p *program) largePrint() bool {
	switch p.app.Preferences().String(prefPrint) {
	case "large":
		return true
	case "normal":
		return false
	}
	return p.settings.LargePrint
}

// quit asks dialogs and pages whether they may go, then ends the program.
func (p *program) quit() {
	widgets.LeaveDialogs(p.win, func() {
		if p.shell == nil {
			p.win.Close()
			return
		}
		p.shell.leaveAll(p.win.Close)
	})
}

func (p *program) closeOffice() {
	if p.closing == nil {
		return
	}
	if err := p.closing(); err != nil {
		slog.Error("closing the data", "err", err)
	}
	p.closing = nil
}

// backupDir is where backups of this office go.
func (p *program) backupDir() string { return filepath.Join(p.opt.Dir, "backups") }

// outDir is where exported files go: the user's documents folder.
func outDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Documents", "文档"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
