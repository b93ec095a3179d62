package papers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// recipientItems offers the copies of a form that is made per party.
func (e *editor) recipientItems() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, x := range e.recipients {
		if e.req.PartyID != 0 && x.ID != e.req.PartyID {
			continue
		}
		note := ""
		if n := len(e.edits[x.ID]); n > 0 {
			note = fmt.Sprintf("改 %d 处", n)
		}
		items = append(items, widgets.MenuItem{Label: x.Name, Note: note, Checked: x.ID == e.party, Do: func() { e.open(x.ID) }})
	}
	return items
}

// open shows the copy for another recipient.
func (e *editor) open(party int64) {
	if party == e.party {
		return
	}
	e.typing.Stop()
	e.party = party
	e.load()
}

// name is the recipient of the copy that is open, "" for the case.
func (e *editor) name() string {
	for _, x := range e.recipients {
		if x.ID == e.party {
			return x.Name
		}
	}
	return ""
}

func (e *editor) labelChip() {
	e.chip.SetText("给 " + e.name())
	_, ok := e.former()
	e.again.Hidden = !ok
	e.bar.Refresh()
}

// former gives the last paper of the form for the same recipient that was
// changed by hand.
func (e *editor) former() (court.Paper, bool) {
	for _, x := range e.earlier {
		if x.For == e.name() {
			return x, true
		}
	}
	return court.Paper{}, false
}

// takeEarlier makes the changes of the last paper again, as after one that was
// withdrawn; what does not fit any more is told under the field.
func (e *editor) takeEarlier() {
	if x, ok := e.former(); ok {
		e.edits[e.party] = over(e.edits[e.party], x.Edits)
		e.dirty = true
		e.load()
	}
}

// over gives the changes a paper has with others made over them: of two to one
// block the later stands.
func over(had, later []court.PaperEdit) []court.PaperEdit {
	out := slices.DeleteFunc(slices.Clone(had), func(e court.PaperEdit) bool {
		return slices.ContainsFunc(later, func(x court.PaperEdit) bool { return x.Key == e.Key && x.Was == e.Was })
	})
	return append(out, later...)
}

// applyToOthers makes the changes of this copy in the copies for the other
// recipients, wherever the same text stands there, and tells what did not fit.
func (e *editor) applyToOthers() {
	mine := e.edits[e.party]
	if len(mine) == 0 {
		e.f.Say("这一份没有改动")
		return
	}
	req, party, others, had := e.request(), e.party, e.recipients, maps.Clone(e.edits)
	type answer struct {
		edits map[int64][]court.PaperEdit
		left  []string // what did not fit
	}
	actor := e.f.Actor()
	widgets.Load(e.reader, func(ctx context.Context) (answer, error) {
		out := answer{edits: map[int64][]court.PaperEdit{}}
		for _, x := range others {
			if x.ID == party {
				continue
			}
			own := req
			own.PartyID, own.Edits = x.ID, map[int64][]court.PaperEdit{x.ID: over(had[x.ID], mine)}
			text, err := e.f.Office().PaperText(ctx, actor, own)
			if err != nil {
				return out, err
			}
			out.edits[x.ID] = editsOf(text)
			for _, s := range text.Stale {
				out.left = append(out.left, x.Name+"："+s.Block)
			}
		}
		return out, nil
	}, func(a answer) {
		maps.Copy(e.edits, a.edits)
		e.dirty = true
		if len(a.left) == 0 {
			e.f.Say(fmt.Sprintf("另外 %d 份也照这样改了", len(a.edits)))
			return
		}
		widgets.MessageDialog(e.f.Window(), "有的地方没有照改", "这些地方各人的文字不同，没有照改："+strings.Join(a.left, "、")+"。", "请选“给 …”，逐份修改。")
	})
}

func editsOf(t office.PaperText) []court.PaperEdit {
	var out []court.PaperEdit
	for _, b := range t.Blocks {
		if b.Changed() {
			out = append(out, b.Edit())
		}
	}
	return out
}
