package papers

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// outcome is what a run of the maker did: the papers that are kept, and what
// stopped it.
type outcome struct {
	made []office.MadePaper
	err  error
}

// save makes the wanted forms and hands them to then, which may be nil and
// runs in the goroutine of the work.
func (p *maker) save(then func([]office.MadePaper) error) {
	if p.saver.Busy() || p.forms.chosen == "" || !p.form.Validate() {
		return
	}
	wanted := p.forms.wanted()
	again := p.madeToday(wanted)
	if len(wanted) == 0 {
		form, _ := p.forms.form(p.forms.chosen)
		if !p.forms.made[form.Code] { // its tick was taken away
			p.f.Fail(nothingTicked)
			return
		}
		wanted, again = []office.FormInfo{form}, form.Name
	}
	if again == "" {
		p.askEmpty(wanted, then)
		return
	}
	widgets.Confirm(p.f.Window(), "再做一份？",
		"本案已有“"+again+"”，再做的一份另编“之一”等文号。只是要打印的，请在“本案已有文书”里点“打印”；写错的，先在那里“作废”。",
		"再做一份", "返回", func() { p.askEmpty(wanted, then) })
}

// nothingTicked is what saving says when every tick was taken away.
var nothingTicked = court.Errorf(court.CodeInvalid, "没有勾选要做的文书。").WithHint("请在左边勾选：点方框，或者按空格。")

// askEmpty makes the forms, after a question when one of them, shown or only
// ticked, lacks something of the case: it would be kept with blanks. What was
// said to be left empty is not asked again.
func (p *maker) askEmpty(wanted []office.FormInfo, then func([]office.MadePaper) error) {
	requests := make([]office.PaperRequest, len(wanted))
	for i, x := range wanted {
		requests[i] = p.request(x)
	}
	o, barred := p.f.Office(), p.barred // what is refused anyway is not asked about
	widgets.Load(p.inputs, func(ctx context.Context) ([]string, error) {
		lacking := make([]string, len(wanted))
		for i, x := range wanted {
			if x.Code == barred {
				return make([]string, len(wanted)), nil
			}
			_, missing, err := o.FormInputs(ctx, requests[i])
			if err != nil {
				return nil, named(x.Name, err)
			}
			lacking[i] = strings.Join(ofCase(missing), "、")
		}
		return lacking, nil
	}, func(lacking []string) { p.askLacking(wanted, lacking, then) })
}

func (p *maker) askLacking(wanted []office.FormInfo, lacking []string, then func([]office.MadePaper) error) {
	var lines []string
	first := ""
	for i, x := range wanted {
		if lacking[i] == "" || lacking[i] == p.known[x.Code] {
			continue
		}
		if lines = append(lines, "“"+x.Name+"”还没有填写："+lacking[i]+"。"); first == "" {
			first = x.Code
		}
	}
	if first == "" {
		p.saveNow(wanted, then)
		return
	}
	widgets.Confirm(p.f.Window(), "还有没填写的内容", strings.Join(lines, "\n")+"\n照样保存的，空着的地方印成手写的横线。",
		"照样保存", "去填写", func() {
			for i, x := range wanted {
				p.known[x.Code] = lacking[i]
			}
			p.saveNow(wanted, then)
		})
}

// madeToday names the wanted forms that the case has with the same date: a
// second press of the key, more often than a second paper.
func (p *maker) madeToday(wanted []office.FormInfo) string {
	var names []string
	for _, form := range wanted {
		if slices.ContainsFunc(p.facts.papers, func(x court.Paper) bool { return x.Form == form.Code && x.Void == "" && x.Dated == p.dated }) {
			names = append(names, form.Name)
		}
	}
	return strings.Join(names, "”“")
}

// saveNow makes the papers.
func (p *maker) saveNow(wanted []office.FormInfo, then func([]office.MadePaper) error) {
	var requests []office.PaperRequest
	for _, form := range wanted {
		req := p.request(form)
		req.Inputs = cloned(req.Inputs)
		requests = append(requests, req)
	}
	p.busy(true)
	actor := p.f.Actor()
	widgets.LoadResult(p.saver, func(ctx context.Context) (outcome, error) {
		var out outcome
		for i, req := range requests {
			made, err := p.f.Office().MakePaper(ctx, actor, req)
			if err != nil {
				out.err = named(wanted[i].Name, err)
				break
			}
			out.made = append(out.made, made...)
		}
		if then != nil && len(out.made) > 0 {
			if err := then(out.made); err != nil && out.err == nil {
				out.err = err
			}
		}
		return out, nil
	}, func(out outcome, _ error) {
		p.busy(false)
		p.saved(out)
	})
}

// named says which of several forms an error concerns.
func named(form string, err error) error {
	say, hint := court.Sentence(err)
	if strings.Contains(say, form) {
		return err
	}
	return court.Errorf(court.CodeOf(err), "%s没有做成：%s", form, say).WithHint(hint).Because(err)
}

// saved tells what was kept and shows what was not.
func (p *maker) saved(out outcome) {
	if len(out.made) > 0 {
		p.touched = out.err != nil
		p.forgetEdits(out.made)
		first := parts.Title(out.made[0])
		text := "已保存：" + first
		if n := len(out.made); n > 1 {
			text = fmt.Sprintf("已保存 %d 份：%s 等", n, first)
		}
		if trouble := out.made[0].FontTrouble(); trouble != "" {
			text += "。字体：" + trouble
		}
		p.f.Say(text)
	}
	if out.err != nil {
		p.f.Fail(out.err)
		return
	}
	clear(p.forms.ticked)
	p.forms.Refresh()
	p.labelButtons()
}

func (p *maker) busy(on bool) {
	for _, b := range []*widgets.Button{p.print, p.keep, p.rewrite, p.saveAs, p.word} {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// saveAndPrint makes the wanted forms, writes them to files and sends them to
// the printer.
func (p *maker) saveAndPrint() {
	folder := p.f.OutDir()
	p.save(func(made []office.MadePaper) error {
		var paths []string
		for _, m := range made {
			path, err := parts.WritePaper(m, folder)
			if err != nil {
				return err
			}
			paths = append(paths, path)
		}
		fyne.Do(func() {
			for _, path := range paths {
				p.f.PrintOutside(path)
			}
		})
		return nil
	})
}

// saveToFile keeps the chosen form's paper in the case and writes it to a
// file too; further copies go beside it under their own names.
func (p *maker) saveToFile() {
	form, ok := p.forms.form(p.forms.chosen)
	if wanted := p.forms.wanted(); len(wanted) > 0 {
		form = wanted[0]
	}
	if !ok || !p.form.Validate() {
		return
	}
	if !p.forms.taken(form.Code) && !p.forms.made[form.Code] {
		p.f.Fail(nothingTicked)
		return
	}
	name := office.FileName(court.Paper{Number: p.facts.c.Number.String(), Name: form.Name})
	p.f.SaveFile("文书另存为", name, func(path string) {
		p.save(func(made []office.MadePaper) error {
			if err := parts.WriteBytes(path, made[0].PDF); err != nil {
				return err
			}
			for _, m := range made[1:] {
				if _, err := parts.WritePaper(m, filepath.Dir(path)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// wordDraft is a paper to be written as a .docx.
type wordDraft struct {
	req        office.PaperRequest
	form, name string // of the form and of the file
}

// wordDrafts are the wanted forms, or else the chosen one, for each recipient.
func (p *maker) wordDrafts() []wordDraft {
	forms := p.forms.wanted()
	if form, ok := p.forms.form(p.forms.chosen); ok && len(forms) == 0 {
		forms = []office.FormInfo{form}
	}
	var out []wordDraft
	for _, form := range forms {
		req := p.request(form)
		req.Inputs = cloned(req.Inputs)
		recipients := recipientsOf(form, p.facts.c)
		if req.PartyID != 0 || len(recipients) == 0 {
			recipients = []court.Party{{ID: req.PartyID}}
		}
		for _, to := range recipients {
			req.PartyID = to.ID
			name := office.FileName(court.Paper{Number: p.facts.c.Number.String(), Name: form.Name, For: to.Name})
			out = append(out, wordDraft{req, form.Name, strings.TrimSuffix(name, ".pdf") + ".docx"})
		}
	}
	return out
}

// saveWord writes the wanted forms as .docx to be worked on elsewhere; they are
// no papers of the case. Further copies go beside the first under their own
// names and replace nothing.
func (p *maker) saveWord() {
	if p.saver.Busy() || !p.form.Validate() {
		return
	}
	drafts := p.wordDrafts()
	if len(drafts) == 0 {
		return
	}
	p.f.SaveFile("存为 Word（草稿，不存入案件）", drafts[0].name, func(path string) {
		o, actor := p.f.Office(), p.f.Actor()
		widgets.LoadResult(p.saver, func(ctx context.Context) (struct{}, error) {
			for i, x := range drafts {
				docx, err := o.WordPaper(ctx, actor, x.req)
				if err == nil && i == 0 {
					err = parts.WriteBytes(path, docx)
				} else if err == nil {
					_, err = sheet.SaveNew(filepath.Dir(path), x.name, docx)
				}
				if err != nil {
					return struct{}{}, named(x.form, err)
				}
			}
			return struct{}{}, nil
		}, func(_ struct{}, err error) {
			if err != nil {
				p.f.Fail(err)
				return
			}
			say := "Word 草稿已存到 " + path
			if len(drafts) > 1 {
				say = fmt.Sprintf("%d 份 Word 草稿已存到 %s", len(drafts), filepath.Dir(path))
			}
			p.f.Say(say + "，没有存入案件")
		})
	})
}
