package office

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"zhixing/app/court"
)

// paperRun makes several papers of one case in one deed: the case is read once,
// and their pages are set side by side, one for each processor.
type paperRun struct {
	d     *deed
	facts *caseFacts
	jobs  []paperJob
}

// paperJob is a paper with its number that is to be printed.
type paperJob struct {
	form   FormInfo
	draft  draft
	req    PaperRequest
	last   bool // of those that were asked for together
	paper  court.Paper
	pdf    []byte
	record []byte
	err    error
}

func (d *deed) newPaperRun(caseID int64) (*paperRun, error) {
	if err := d.office.useForms(d); err != nil {
		return nil, err
	}
	c, err := d.Case(caseID)
	if err != nil {
		return nil, err
	}
	facts, err := d.office.gatherCase(d, c)
	return &paperRun{d: d, facts: facts}, err
}

// add prepares the papers that are asked for, which have their numbers then.
// What their data says of measures is read now, so that a later request can
// build on what was written between.
func (run *paperRun) add(req PaperRequest) ([]court.Paper, error) {
	d, o := run.d, run.d.office
	f, err := o.form(req.Form)
	if err != nil {
		return nil, err
	}
	if err := o.mayMake(d.actor, f); err != nil {
		return nil, err
	}
	req.CaseID, req.Form = run.facts.c.ID, f.Code
	if req.Dated.IsZero() {
		req.Dated = o.Today()
	}
	if err := o.checkRequest(f, run.facts.c, req); err != nil {
		return nil, err
	}
	facts := *run.facts
	facts.papers = slices.Concat(run.papers(), facts.papers) // newest first
	if err := o.choose(d, &facts, req); err != nil {
		return nil, err
	}
	drafts, err := o.draftsOf(d.actor, f, &facts)
	if err != nil {
		return nil, err
	}
	var out []court.Paper
	for i, x := range drafts {
		if err := d.markPaper(&x, int64(len(run.jobs))); err != nil {
			return nil, err
		}
		run.jobs = append(run.jobs, paperJob{form: f, draft: x, req: req, last: i == len(drafts)-1})
		out = append(out, x.paper)
	}
	return out, nil
}

// papers are those prepared so far, newest first.
func (run *paperRun) papers() []court.Paper {
	var out []court.Paper
	for _, j := range slices.Backward(run.jobs) {
		out = append(out, j.draft.paper)
	}
	return out
}

// make prints what was added and stores it in that order.
func (run *paperRun) make(ctx context.Context) ([]MadePaper, error) {
	run.print(ctx)
	var made []MadePaper
	first := 0
	for i := range run.jobs {
		j := &run.jobs[i]
		if j.err != nil {
			return nil, j.err
		}
		m, err := run.d.insertPaper(j.paper, j.pdf, j.record)
		if err != nil {
			return nil, err
		}
		if err := run.d.auditPaper(m); err != nil {
			return nil, err
		}
		made = append(made, m)
		if !j.last {
			continue
		}
		if err := run.d.paperDone(j.form, j.req.CaseID, made[first:]); err != nil {
			return nil, err
		}
		first = len(made)
	}
	return made, nil
}

func (run *paperRun) print(ctx context.Context) {
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range run.jobs {
		j := &run.jobs[i]
		free <- struct{}{}
		wait.Go(func() {
			j.paper, j.pdf, j.record, j.err = run.d.office.printed(ctx, j.form, j.draft, j.req)
			<-free
		})
	}
	wait.Wait()
}
