package paper

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"zhixing/app/court"
)

// Previewer shows PDF pages as images. It runs PDFium as WebAssembly, which is
// compiled on first use: half a minute the first time on a computer, a third of
// a second afterwards thanks to the cache folder. A while after the last
// document was closed the engine ends and gives its 50 MB back. It may be used
// from several goroutines; pages are drawn one at a time.
type Previewer struct {
	opt     PreviewOptions
	prepare func() // compiles in a process of its own, once
	stop    func() // ends that process

	mu     sync.Mutex
	closed bool
	open   int         // documents
	rest   *time.Timer // ends the engine
	cache  wazero.CompilationCache
	pool   pdfium.Pool
	engine pdfium.Pdfium // nil while it is not running
}

// PreviewOptions say how a previewer works; the zero value is usable.
type PreviewOptions struct {
	// CacheDir keeps compiled code; "" for none.
	CacheDir string
	// Compile calls PreparePreview(CacheDir) in another process, which ends
	// early with the context. Compiling takes 300 MB, which the system only
	// gets back as a whole when a process ends. Nil compiles in this one.
	Compile func(context.Context) error
	// Idle is how long the engine runs on without a document; 0 means 5 s.
	Idle time.Duration
}

// NewPreviewer makes a previewer. Nothing slow happens before Warm or the
// first Open.
func NewPreviewer(opt PreviewOptions) *Previewer {
	if opt.Idle == 0 {
		opt.Idle = 5 * time.Second
	}
	p := &Previewer{opt: opt}
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = cancel
	p.prepare = sync.OnceFunc(func() {
		if opt.Compile == nil || opt.CacheDir == "" || prepared(opt.CacheDir) {
			return
		}
		err := os.MkdirAll(opt.CacheDir, 0o700)
		if err == nil {
			err = opt.Compile(ctx)
		}
		if err != nil {
			slog.Warn("preview not compiled beforehand", "err", err) // Open does it itself
		}
	})
	return p
}

// Warm compiles the engine where that was never done on this computer, so that
// the first preview need not wait. It may run in a goroutine.
func (p *Previewer) Warm() { p.prepare() }

// PreparePreview compiles the engine into a cache folder.
func PreparePreview(cacheDir string) error {
	p := NewPreviewer(PreviewOptions{CacheDir: cacheDir})
	p.mu.Lock()
	err := p.start()
	p.mu.Unlock()
	return errors.Join(err, p.Close())
}

// readyMark is a file beside the compiled code that says it is whole. Its name
// holds the versions, since code compiled by others cannot be used.
func readyMark(cacheDir string) string {
	name := "ready-" + runtime.GOOS + "-" + runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/klippa-app/go-pdfium" || m.Path == "github.com/tetratelabs/wazero" {
				name += "-" + m.Version
			}
		}
	}
	return filepath.Join(cacheDir, name)
}

func prepared(cacheDir string) bool {
	_, err := os.Stat(readyMark(cacheDir))
	return err == nil
}

// Document is an opened PDF. Close it when it is no longer shown.
type Document struct {
	previewer *Previewer
	ref       references.FPDF_DOCUMENT
	pages     int
}

// engineWait is how long Open waits for a free worker; there is always one.
const engineWait = 30 * time.Second

// Open reads a PDF. A damaged one is CodeDamaged.
func (p *Previewer) Open(pdf []byte) (*Document, error) {
	return p.openWith(&requests.OpenDocument{File: &pdf})
}

func (p *Previewer) openWith(request *requests.OpenDocument) (*Document, error) {
	p.prepare()
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.start(); err != nil {
		return nil, court.Errorf(court.CodeUnexpected, "预览功能没有启动，文书仍可保存和打印。").Because(err)
	}
	p.open++
	d, err := p.read(request)
	if err != nil {
		p.release()
		return nil, court.Errorf(court.CodeDamaged, "这份 PDF 打不开，可能已经损坏。").Because(err)
	}
	return d, nil
}

func (p *Previewer) read(request *requests.OpenDocument) (*Document, error) {
	opened, err := p.engine.OpenDocument(request)
	if err != nil {
		return nil, err
	}
	d := &Document{previewer: p, ref: opened.Document}
	count, err := p.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, err
	}
	d.pages = count.PageCount
	return d, nil
}

// start runs the engine; p.mu is held.
func (p *Previewer) start() error {
	if p.closed {
		return fmt.Errorf("the previewer is closed")
	}
	if p.rest != nil {
		p.rest.Stop()
	}
	if p.engine != nil {
		return nil
	}
	compiled := p.opt.CacheDir != "" && prepared(p.opt.CacheDir)
	if err := p.run(); err != nil {
		return errors.Join(err, p.end())
	}
	if !compiled {
		debug.FreeOSMemory() // what compiling took
		if p.opt.CacheDir != "" {
			// Without the mark the next program compiles for nothing, no more.
			_ = os.WriteFile(readyMark(p.opt.CacheDir), nil, 0o600)
		}
	}
	return nil
}

// release counts a document that is closed; p.mu is held.
func (p *Previewer) release() {
	if p.open--; p.open > 0 || p.closed {
		return
	}
	p.rest = time.AfterFunc(p.opt.Idle, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.open > 0 || p.closed {
			return
		}
		if err := p.end(); err != nil {
			slog.Warn("ending the preview", "err", err)
		}
		debug.FreeOSMemory()
	})
}

func (p *Previewer) run() error {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if p.opt.CacheDir != "" {
		// A folder that cannot be written only costs time.
		if cache, err := wazero.NewCompilationCacheWithDir(p.opt.CacheDir); err == nil {
			p.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		FSConfig:      wazero.NewFSConfig(), // the default would mount the whole disk
		RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return fmt.Errorf("starting pdfium: %w", err)
	}
	p.pool = pool
	if p.engine, err = pool.GetInstance(engineWait); err != nil {
		return fmt.Errorf("starting pdfium: %w", err)
	}
	return nil
}

// Close ends the engine; documents of it can no longer be shown.
func (p *Previewer) Close() error {
	p.stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	if p.rest != nil {
		p.rest.Stop()
	}
	return p.end()
}

// end stops the engine and forgets it; p.mu is held.
func (p *Previewer) end() error {
	var errs []error
	if p.engine != nil {
		errs = append(errs, p.engine.Close())
	}
	if p.pool != nil {
		errs = append(errs, p.pool.Close())
	}
	if p.cache != nil {
		errs = append(errs, p.cache.Close(context.Background()))
	}
	p.engine, p.pool, p.cache = nil, nil, nil
	return errors.Join(errs...)
}

// Pages is the number of pages.
func (d *Document) Pages() int { return d.pages }

// Image draws a page, counted from 0, at a resolution in dots per inch.
func (d *Document) Image(page int, dpi float64) (image.Image, error) {
	if page < 0 || page >= d.pages {
		return nil, court.Errorf(court.CodeInvalid, "没有第 %d 页。", page+1)
	}
	p := d.previewer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, court.Errorf(court.CodeUnexpected, "预览已经关闭。")
	}
	shown, err := p.engine.RenderPageInDPI(&requests.RenderPageInDPI{
		DPI:  int(dpi + 0.5),
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: page}},
	})
	if err != nil {
		return nil, court.Errorf(court.CodeUnexpected, "第 %d 页不能预览，文书仍可保存和打印。", page+1).Because(err)
	}
	defer shown.Cleanup()
	// The pixels belong to the engine's memory and are gone after Cleanup.
	own := image.NewRGBA(shown.Result.RenderedImage.Bounds())
	draw.Draw(own, own.Bounds(), shown.Result.RenderedImage, own.Bounds().Min, draw.Src)
	return own, nil
}

// Close frees the document; call it once.
func (d *Document) Close() error {
	p := d.previewer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	defer p.release()
	if _, err := p.engine.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref}); err != nil {
		return fmt.Errorf("closing a preview: %w", err)
	}
	return nil
}
