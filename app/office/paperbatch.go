package office

import (
	"context"

	"zhixing/app/court"
)

// BatchItem is what became of one case in a batch, or of one form for one case
// in a batch of papers.
type BatchItem struct {
	CaseID int64
	Number string
	Form   string // name of the form in a batch of papers
	Papers []MadePaper
	Stored int    // how many of the papers the case had before
	Left   bool   // nothing had to be done; Note says why
	Note   string // what is to be known of a case that was not refused
	Err    error
}

// PaperBatch asks for several papers of several cases in the order in which
// they are to be printed.
type PaperBatch struct {
	CaseIDs   []int64
	Requests  []PaperRequest // one for each form; case, recipient and reference are left out
	ByForm    bool           // every case of the first form, then of the second; otherwise case by case
	UseStored bool           // what a case has already is taken as it is; otherwise it gets another one
}

// Steps is how many times a case meets a form.
func (b PaperBatch) Steps() int { return len(b.CaseIDs) * len(b.Requests) }

// each walks through the batch in printing order.
func (b PaperBatch) each(do func(caseID int64, req PaperRequest) error) error {
	if b.ByForm {
		for _, req := range b.Requests {
			for _, id := range b.CaseIDs {
				if err := do(id, req); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for _, id := range b.CaseIDs {
		for _, req := range b.Requests {
			if err := do(id, req); err != nil {
				return err
			}
		}
	}
	return nil
}

// MakePapers makes the papers of a batch and hands the outcome of each step to
// take before it goes on to the next, so that memory stays flat however many
// there are. A refused step does not stop the others; the context ends the
// batch between steps, an error of take ends it at once. What was made before
// stays stored.
func (o *Office) MakePapers(ctx context.Context, actor Actor, b PaperBatch, take func(BatchItem) error) error {
	numbers := make(map[int64]string, len(b.CaseIDs))
	return b.each(func(id int64, req PaperRequest) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		item := o.batchStep(ctx, actor, id, req, b.UseStored)
		if item.Number == "" { // a case that is gone keeps the number it had
			item.Number = numbers[id]
		}
		numbers[id] = item.Number
		if ctx.Err() != nil && len(item.Papers) == 0 {
			return ctx.Err() // stopped, not refused
		}
		return take(item)
	})
}

func (o *Office) batchStep(ctx context.Context, actor Actor, caseID int64, req PaperRequest, useStored bool) BatchItem {
	item := BatchItem{CaseID: caseID, Form: req.Form}
	f, err := o.form(req.Form)
	if err != nil {
		item.Err = err
		return item
	}
	item.Form = f.Name
	c, err := o.Case(ctx, caseID)
	if err != nil {
		item.Err = err
		return item
	}
	item.Number = c.Number.String()
	req.CaseID, req.PartyID, req.RefID = caseID, 0, 0
	if !useStored || aboutOneEntry(f) {
		item.Papers, item.Err = o.MakePaper(ctx, actor, req)
		return item
	}
	item.Err = o.storedOrMade(ctx, actor, f, c, req, &item)
	return item
}

// formHandover is made for the whole case and yet about one handover.
const formHandover = "handover"

// aboutOneEntry tells whether a paper is about one receipt, payment or handover
// of its case, so that an earlier one may be about another.
func aboutOneEntry(f FormInfo) bool {
	return f.Per == "收款" || f.Per == "发放" || f.Per == "移交" || f.Code == formHandover
}

// storedOrMade gives for each recipient the newest paper of the form that
// stands, and makes the ones that are missing.
func (o *Office) storedOrMade(ctx context.Context, actor Actor, f FormInfo, c court.Case, req PaperRequest, item *BatchItem) error {
	if err := o.mayMake(actor, f); err != nil {
		return err
	}
	recipients, err := recipientsOf(f, c, 0)
	if err != nil {
		return err
	}
	list, err := o.Papers(ctx, c.ID) // newest first
	if err != nil {
		return err
	}
	newest := map[string]int64{}
	for _, p := range list {
		if p.Form == f.Code && p.Void == "" && newest[p.For] == 0 {
			newest[p.For] = p.ID
		}
	}
	for _, to := range recipients {
		name := ""
		if req.PartyID = 0; to != nil {
			name, req.PartyID = to.Name, to.ID
		}
		if id := newest[name]; id != 0 {
			m, err := o.PaperPDF(ctx, id)
			if err != nil {
				return err
			}
			item.Papers, item.Stored = append(item.Papers, m), item.Stored+1
			continue
		}
		made, err := o.MakePaper(ctx, actor, req)
		if err != nil {
			return err
		}
		item.Papers = append(item.Papers, made...)
	}
	return nil
}
