package scans

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// look counts what waits in the folder of the scanner, and looks again after a
// while as long as the page is in front. What is there for two looks is whole:
// then it is taken in.
func (p *page) look() {
	if p.timer != nil {
		p.timer.Stop()
	}
	o := p.f.Office()
	type found struct {
		folder string
		files  []filing.File
	}
	widgets.LoadResult(p.watch, func(ctx context.Context) (x found, err error) {
		settings, err := o.Settings(ctx)
		if err != nil || settings.ScanFolder == "" {
			return x, err
		}
		x.folder = settings.ScanFolder
		x.files, err = filing.Waiting(x.folder)
		return x, err
	}, func(x found, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		p.folder = x.folder
		fresh := p.fresh(x.files)
		settled := len(fresh) > 0 && len(x.files) == p.waiting
		p.waiting = len(x.files)
		p.showFolder(len(fresh), err)
		if settled && p.f.Can(office.MayFileScan) && frame.InFront(p.f, p.root) {
			p.takeFiles(fresh)
		}
		if p.front && x.folder != "" {
			p.timer = time.AfterFunc(lookEvery, func() {
				fyne.Do(func() {
					if p.front {
						p.look()
					}
				})
			})
		}
	})
}

// fresh leaves out the files that were refused before.
func (p *page) fresh(files []filing.File) []filing.File {
	var out []filing.File
	for _, f := range files {
		if p.refused[f.Path] != f.Stamp {
			out = append(out, f)
		}
	}
	return out
}

// showFolder says above the lists where files come from.
func (p *page) showFolder(fresh int, err error) {
	text, state := "把 JPG、PNG、PDF 文件拖到窗口里也可以收取。", widgets.StateNormal
	switch {
	case err != nil:
		say, hint := court.Sentence(err)
		text, state = say+hint, widgets.StateNear
	case p.folder != "" && fresh > 0:
		text = fmt.Sprintf("收取文件夹“%s”里有 %d 个文件等待收取。", p.folder, fresh)
	case p.folder != "":
		text = fmt.Sprintf("收取文件夹“%s”：没有新文件。把文件拖到窗口里也可以收取。", p.folder)
	}
	if p.folder == "" && err == nil {
		p.collect.Disable()
		text += "扫描仪的共享文件夹可以在“系统设置”里设为收取文件夹，自动收取。"
	} else {
		p.collect.Enable()
	}
	p.note.Objects = []fyne.CanvasObject{widgets.NewNotice(state, text)}
	p.note.Refresh()
	p.root.Refresh()
}

// takeFolder takes in whatever is in the folder, what was refused too.
func (p *page) takeFolder() {
	clear(p.refused)
	folder := p.folder
	widgets.Load(p.worker, func(context.Context) ([]filing.File, error) { return filing.Waiting(folder) }, func(files []filing.File) {
		if len(files) == 0 {
			p.f.Say("收取文件夹里没有新文件")
			return
		}
		p.takeFiles(files)
	})
}

// takeFiles takes files of the folder in; those that were are put aside.
func (p *page) takeFiles(files []filing.File) {
	folder := p.folder
	filing.Take(p.f, filing.PathsOf(files), office.ScanFiling{}, court.ScanByFolder, func(taken []office.TakenFile) {
		for i, t := range taken {
			if t.Err != nil {
				p.refused[files[i].Path] = files[i].Stamp
			}
		}
		widgets.LoadResult(p.worker, func(context.Context) (struct{}, error) {
			filing.PutAside(folder, taken)
			return struct{}{}, nil
		}, func(struct{}, error) { p.look() })
	})
}
