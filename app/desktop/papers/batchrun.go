package papers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// batchRun makes the papers of a batch and writes them out as they come; it
// knows nothing of the window.
type batchRun struct {
	o       *office.Office
	actor   office.Actor
	batch   office.PaperBatch
	options batchOptions
	copies  map[string]int // by the form's name
	dir     string         // for exported files
	name    string         // of the file or folder
	report  func(n int, what string)
	result  batchResult
}

// batchLine is what became of one form for one case.
type batchLine struct {
	number, form string
	papers       int
	stored       int
	err          error
}

// batchResult is what a batch did.
type batchResult struct {
	lines   []batchLine
	steps   int // that were asked for
	made    int // papers, without those that were stored before
	stored  int
	refused int
	stopped bool
	err     error    // what ended it early: a folder that cannot be written
	paths   []string // files written, one when merged
	pages   int      // of the merged file
	duplex  bool
	merged  bool
}

// do runs the batch. Whatever happens, what was made stays stored.
func (r *batchRun) do(ctx context.Context) batchResult {
	r.result = batchResult{steps: r.batch.Steps(), duplex: r.options.duplex && !r.options.single, merged: !r.options.single}
	var err error
	if r.options.single {
		err = r.intoFolder(ctx)
	} else {
		err = r.intoOne(ctx)
	}
	if r.result.stopped = errors.Is(err, context.Canceled); !r.result.stopped {
		r.result.err = err
	}
	return r.result
}

// each makes the papers and hands each on.
func (r *batchRun) each(ctx context.Context, keep func(office.MadePaper) error) error {
	n := 0
	return r.o.MakePapers(ctx, r.actor, r.batch, func(item office.BatchItem) error {
		n++
		r.result.lines = append(r.result.lines, batchLine{item.Number, item.Form, len(item.Papers), item.Stored, item.Err})
		r.result.made += len(item.Papers) - item.Stored
		r.result.stored += item.Stored
		if item.Err != nil {
			r.result.refused++
		}
		for _, x := range item.Papers {
			if err := keep(x); err != nil {
				return err
			}
		}
		r.report(n, item.Number+item.Form)
		return nil
	})
}

func (r *batchRun) intoFolder(ctx context.Context) error {
	folder := filepath.Join(r.dir, r.name)
	if err := sheet.MakeFolder(folder); err != nil {
		return err
	}
	return r.each(ctx, func(x office.MadePaper) error {
		path, err := sheet.SaveNew(folder, office.FileName(x.Paper), x.PDF)
		if err == nil {
			r.result.paths = append(r.result.paths, path)
		}
		return err
	})
}

// intoOne writes one file; stopping ends it after the papers that were made.
func (r *batchRun) intoOne(ctx context.Context) error {
	if err := sheet.MakeFolder(r.dir); err != nil {
		return err
	}
	path := freeName(r.dir, r.name, ".pdf")
	var early error // what ended the making, after which the file is still whole
	err := sheet.SaveFile(path, func(w io.Writer) error {
		m := paper.NewMerger(w, r.options.duplex)
		var writing error
		early = r.each(ctx, func(x office.MadePaper) error {
			title := strings.TrimSuffix(office.FileName(x.Paper), ".pdf")
			err := m.Add(title, x.PDF, r.copies[x.Name])
			if court.CodeOf(err) == court.CodeDamaged { // one that cannot be read does not stop the others
				r.result.lines[len(r.result.lines)-1].err = err
				r.result.refused++
				return nil
			}
			writing = err
			return err
		})
		r.result.pages = m.Pages()
		if writing != nil {
			return writing
		}
		if r.result.pages == 0 {
			return errNothing
		}
		return m.Close()
	})
	switch {
	case errors.Is(err, errNothing):
		return early
	case err != nil:
		return err
	}
	r.result.paths = []string{path}
	return early
}

// errNothing keeps an empty file from being written.
var errNothing error = court.Errorf(court.CodeRefused, "没有做成文书，没有可以合并的。")

// freeName gives the first name in a folder that no file has yet.
func freeName(dir, name, ext string) string {
	path := filepath.Join(dir, name+ext)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s（%d）%s", name, n, ext))
	}
}

// said is the result in one sentence.
func (r batchResult) said() string {
	text := fmt.Sprintf("已制作文书 %d 份", r.made)
	if r.stored > 0 {
		text += fmt.Sprintf("，取用已有的 %d 份", r.stored)
	}
	if r.refused > 0 {
		text += fmt.Sprintf("，%d 份没有做成", r.refused)
	}
	if left := r.steps - len(r.lines); left > 0 {
		text += fmt.Sprintf("；停止后还有 %d 份没有做", left)
	}
	return text
}

// where says what was written.
func (r batchResult) where() string {
	switch {
	case len(r.paths) == 0:
		return "做好的都已存入各案件，没有写出文件。再做一次时选“取用，不再做”，不会重复。"
	case r.merged:
		return fmt.Sprintf("已存入各案件，合并为 %d 页：%s", r.pages, r.paths[0])
	}
	return fmt.Sprintf("已存入各案件，PDF 共 %d 个，在文件夹：%s", len(r.paths), filepath.Dir(r.paths[0]))
}
