package office

import (
	"context"
	"strings"

	"zhixing/app/court"
)

// FilledPaper is a form filled for one case, ready to be changed by hand and
// printed; app/paper supplies it. It does not change: Change gives another one.
type FilledPaper interface {
	// Blocks lists what may be rewritten, in reading order, changes made.
	Blocks() ([]court.PaperBlock, error)
	// Edits are the changes made, in reading order.
	Edits() []court.PaperEdit
	// Change makes these changes instead of earlier ones. A change that no
	// block fits and an empty paragraph are refused with the block's name.
	Change(edits []court.PaperEdit) (FilledPaper, error)
	// Print gives the PDF and its number of pages. A character that no font has
	// is a *court.Error that names its field or block.
	Print(ctx context.Context) (pdf []byte, pages int, err error)
	// Word is Print as a .docx that Word and WPS can edit.
	Word(ctx context.Context) ([]byte, error)
	// Fonts tells which fonts of the court's it is set in, and what stands in for
	// one that is not there; "" when the court chose none.
	Fonts() string
	// Record is everything the pages are set from, for Press.Reopen.
	Record() ([]byte, error)
}

// text fills a draft's form and makes the changes that the request has for it.
func (o *Office) text(ctx context.Context, f FormInfo, x draft, req PaperRequest) (FilledPaper, error) {
	filled, err := o.press.Fill(ctx, f.Code, x.data)
	if err != nil || len(req.Edits[x.party]) == 0 {
		return filled, err
	}
	return filled.Change(req.Edits[x.party])
}

// PaperText is the text of one copy of a paper, open for changes.
type PaperText struct {
	Blocks []court.PaperBlock
	Stale  []court.PaperEdit // changes of the request that no block fits any more
}

// PaperText fills the requested paper for its first recipient and gives its
// blocks with the request's changes, to those who may make it.
func (o *Office) PaperText(ctx context.Context, actor Actor, req PaperRequest) (PaperText, error) {
	var out PaperText
	f, drafts, err := o.filled(ctx, actor, req)
	if err != nil {
		return out, err
	}
	edits := req.Edits[drafts[0].party]
	req.Edits = nil
	text, err := o.text(ctx, f, drafts[0], req)
	if err != nil {
		return out, err
	}
	var fitting []court.PaperEdit
	for _, e := range edits {
		changed, err := text.Change(append(fitting[:len(fitting):len(fitting)], e))
		if err != nil {
			out.Stale = append(out.Stale, e)
			continue
		}
		fitting = changed.Edits()
	}
	if text, err = text.Change(fitting); err != nil {
		return out, err
	}
	out.Blocks, err = text.Blocks()
	return out, err
}

// printed prints a draft with its changes; the paper comes back with what they
// were, and the record of its text.
func (o *Office) printed(ctx context.Context, f FormInfo, x draft, req PaperRequest) (p court.Paper, pdf, record []byte, err error) {
	text, err := o.text(ctx, f, x, req)
	if err != nil {
		return p, nil, nil, err
	}
	p = x.paper
	p.Edits, p.Fonts = text.Edits(), text.Fonts()
	if pdf, p.Pages, err = text.Print(ctx); err != nil {
		return p, nil, nil, err
	}
	record, err = text.Record()
	return p, pdf, record, err
}

// storePaper prints a draft and stores it with its text.
func (d *deed) storePaper(ctx context.Context, f FormInfo, x draft, req PaperRequest) (MadePaper, error) {
	if err := d.markPaper(&x, 0); err != nil {
		return MadePaper{}, err
	}
	p, pdf, record, err := d.office.printed(ctx, f, x, req)
	if err != nil {
		return MadePaper{}, err
	}
	return d.insertPaper(p, pdf, record)
}

func (d *deed) insertPaper(p court.Paper, pdf, record []byte) (MadePaper, error) {
	if err := d.InsertPaper(&p, pdf); err != nil {
		return MadePaper{}, err
	}
	return MadePaper{Paper: p, PDF: pdf}, d.InsertPaperText(p.ID, record)
}

// keepPaper is storePaper with its audit entry, which says what a person
// changed.
func (d *deed) keepPaper(ctx context.Context, f FormInfo, x draft, req PaperRequest) (MadePaper, error) {
	m, err := d.storePaper(ctx, f, x, req)
	if err != nil {
		return m, err
	}
	return m, d.auditPaper(m)
}

func (d *deed) auditPaper(m MadePaper) error {
	names := make([]string, 0, len(m.Edits))
	for _, e := range m.Edits {
		names = append(names, e.Block)
	}
	note := ""
	if len(names) > 0 {
		note = "逐字修改：" + strings.Join(names, "、")
	}
	return d.audit("制作文书", "paper", m.ID, m.CaseID, nil, m.Paper, note)
}

// StoredWord gives a stored paper as a .docx made from the text that was
// printed, not from the present case. Papers of older programs have no text:
// CodeNotFound.
func (o *Office) StoredWord(ctx context.Context, id int64) ([]byte, error) {
	record, err := read(ctx, o, func(r Reader) ([]byte, error) { return r.PaperText(id) })
	if err != nil {
		return nil, err
	}
	text, err := o.press.Reopen(record)
	if err != nil {
		return nil, err
	}
	return text.Word(ctx)
}
