package paper

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"io"
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
// compiled on first use: a few seconds the first time on a computer, a tenth
// of a second afterwards thanks to the cache folder. It may be used from
// several goroutines; pages are drawn one at a time.
type Previewer struct {
	cacheDir string

	mu      sync.Mutex
	started bool
	failed  error
	closed  bool
	cache   wazero.CompilationCache
	pool    pdfium.Pool
	engine  pdfium.Pdfium
}

// NewPreviewer makes a previewer that keeps compiled code in cacheDir ("" for
// none). Nothing slow happens before the first Open.
func NewPreviewer(cacheDir string) (*Previewer, error) {
	return &Previewer{cacheDir: cacheDir}, nil
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
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.start(); err != nil {
		return nil, court.Errorf(court.CodeUnexpected, "预览功能没有启动，文书仍可保存和打印。").Because(err)
	}
	opened, err := p.engine.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "这份 PDF 打不开，可能已经损坏。").Because(err)
	}
	d := &Document{previewer: p, ref: opened.Document}
	count, err := p.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "这份 PDF 打不开，可能已经损坏。").Because(err)
	}
	d.pages = count.PageCount
	return d, nil
}

// start compiles PDFium once; p.mu is held.
func (p *Previewer) start() error {
	if p.closed {
		return fmt.Errorf("the previewer is closed")
	}
	if p.started {
		return p.failed
	}
	p.started = true
	p.failed = p.compile()
	return p.failed
}

func (p *Previewer) compile() error {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if p.cacheDir != "" {
		// A folder that cannot be written only costs time.
		if cache, err := wazero.NewCompilationCacheWithDir(p.cacheDir); err == nil {
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
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	var first error
	note := func(err error) {
		if first == nil {
			first = err
		}
	}
	if p.engine != nil {
		note(p.engine.Close())
	}
	if p.pool != nil {
		note(p.pool.Close())
	}
	if p.cache != nil {
		note(p.cache.Close(context.Background()))
	}
	return first
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

// Close frees the document.
func (d *Document) Close() error {
	p := d.previewer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	if _, err := p.engine.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref}); err != nil {
		return fmt.Errorf("closing a preview: %w", err)
	}
	return nil
}
