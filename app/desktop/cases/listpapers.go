package cases

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// paperBatch is what became of one form made for many cases.
type paperBatch struct {
	made    int
	refused []refusal
	stopped bool
	err     error // what ended it early: a folder that cannot be written
}

// makeBatch makes the papers one case at a time, each written to a folder and
// let go before the next, and reports. Stopping keeps what was made.
func (p *listPage) makeBatch(rows []listRow, req office.PaperRequest, name string) {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	o, actor := p.f.Office(), p.f.Actor()
	folder := filepath.Join(p.f.OutDir(), fmt.Sprintf("批量%s-%s", name, o.Today()))
	ctx, stop := context.WithCancel(context.Background())
	progress := widgets.NewProgressDialog(p.f.Window(), "批量制作"+name, stop)
	loader := widgets.NewLoader(p.f.Window())
	report := func(n int, number string) {
		fyne.Do(func() {
			if progress.Open() {
				progress.Set(float64(n)/float64(len(ids)), fmt.Sprintf("第 %d 件，共 %d 件　%s", n, len(ids), number))
			}
		})
	}
	widgets.LoadResult(loader, func(context.Context) (paperBatch, error) {
		return runPaperBatch(ctx, o, actor, ids, req, folder, report), nil
	}, func(b paperBatch, _ error) {
		stop()
		progress.Close()
		p.table.ClearMarks()
		p.tellPaperBatch(name, folder, len(ids), b)
	})
}

// runPaperBatch does the work of makeBatch.
func runPaperBatch(ctx context.Context, o *office.Office, actor office.Actor, ids []int64, req office.PaperRequest, folder string, report func(n int, number string)) (b paperBatch) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.err = folderError(folder, err)
		return b
	}
	n := 0
	err := o.MakePapers(ctx, actor, ids, req, func(item office.BatchItem) error {
		n++
		if item.Err != nil && ctx.Err() == nil {
			b.refused = append(b.refused, refusal{item.Number, item.Err})
		}
		for _, paper := range item.Papers {
			if err := savePDF(filepath.Join(folder, office.FileName(paper.Paper)), paper.PDF); err != nil {
				return err
			}
			b.made++
		}
		report(n, item.Number)
		return nil
	})
	if b.stopped = errors.Is(err, context.Canceled); !b.stopped {
		b.err = err
	}
	return b
}

// tellPaperBatch says what was made, what was not and why.
func (p *listPage) tellPaperBatch(name, folder string, of int, b paperBatch) {
	p.f.Say(fmt.Sprintf("已制作%s %d 份，存放在 %s", name, b.made, folder))
	text := fmt.Sprintf("制作 %d 份，已存入各案件，PDF 在文件夹：%s", b.made, folder)
	if b.stopped {
		text = fmt.Sprintf("已停止：选中的 %d 件没有全部做完。", of) + text
	}
	p.reportBatch("批量制作"+name, text, folder, b.refused)
	if b.err != nil {
		p.f.Fail(b.err)
	}
}
