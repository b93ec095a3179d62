package papers

import (
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// edit opens the filled text of the chosen form for changes by hand.
func (p *maker) edit() {
	form, ok := p.forms.form(p.forms.chosen)
	fill := p.filled[p.forms.chosen]
	if !ok || fill == nil || p.f.Office().ReadOnly() || p.saver.Busy() || !p.form.Validate() {
		return
	}
	e := newEditor(p, form, func(edits map[int64][]court.PaperEdit) {
		fill.edits = edits
		p.touched = p.touched || len(edits) > 0
	})
	for _, x := range p.facts.papers { // newest first
		if x.Form == form.Code && len(x.Edits) > 0 {
			e.earlier = append(e.earlier, x)
		}
	}
	p.f.Open(e)
}

// addEdits says beside the fields that the text was changed by hand.
func (p *maker) addEdits(form office.FormInfo) {
	fill := p.filled[form.Code]
	if fill == nil {
		return
	}
	var names []string
	for _, edits := range fill.edits {
		for _, e := range edits {
			names = append(names, e.Block)
		}
	}
	if len(names) == 0 {
		return
	}
	text := fmt.Sprintf("逐字改过 %d 处，打印、保存都用改过的文字。", len(names))
	if len(fill.edits) == 1 && len(names) < 4 {
		text = "逐字改过" + strings.Join(names, "、") + "，打印、保存都用改过的文字。"
	}
	p.notes.Add(widgets.NewNotice(widgets.StateNear, text))
	p.notes.Add(widgets.HStack(6, widgets.NewSmallButton("看改动", p.edit), widgets.NewSmallButton("全部还原", func() {
		fill.edits = nil
		p.schedule(0)
	})))
}

// forgetEdits lets the next paper of a form begin with what the form fills in:
// changes belong to the paper that was kept with them.
func (p *maker) forgetEdits(made []office.MadePaper) {
	for _, m := range made {
		if fill := p.filled[m.Form]; fill != nil {
			fill.edits = nil
		}
	}
}
