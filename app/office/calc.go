package office

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/law"
)

// formCalculation is the form code of kept computations; they are no forms of
// the press.
const formCalculation = "calculation"

// KeepCalculation computes once more and keeps the working in the case: as a
// paper with its exact bytes, and with everything it was computed with in the
// audit trail (存入案件).
func (o *Office) KeepCalculation(ctx context.Context, actor Actor, caseID int64, calc law.Calculation) (MadePaper, error) {
	var made MadePaper
	w, err := calc.Work()
	if err != nil {
		return made, err
	}
	err = o.do(ctx, actor, MayKeepCalculation, "paper", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		papers, err := d.Papers(caseID)
		if err != nil {
			return err
		}
		settings, _, err := d.Settings()
		if err != nil {
			return err
		}
		p := court.Paper{CaseID: c.ID, CaseNo: c.Number.String(), Form: formCalculation, Name: w.Name, Dated: o.Today(), Maker: d.actor.User.Name, MadeAt: o.now()}
		p.Number = paperNumber(c, sameName(papers, w.Name), p)
		about := c.Number.String() + "　申请执行人：" + c.NamesOf(court.RoleApplicant) + "　被执行人：" + c.NamesOf(court.RoleDebtor)
		pdf, pages, err := o.press.PrintWorking(ctx, settings.CourtName, about, p.Dated, w)
		if err != nil {
			return err
		}
		p.Pages = pages
		if err := d.InsertPaper(&p, pdf); err != nil {
			return err
		}
		made = MadePaper{Paper: p, PDF: pdf}
		return d.audit("保存计算表", "paper", p.ID, c.ID, nil, map[string]any{"文书": p.Name, "结果（元）": w.Sum.Plain(), "计算依据": calc}, "")
	})
	return made, err
}

// sameName keeps the papers of one name: the tables of fees and of interest are
// numbered apart.
func sameName(papers []court.Paper, name string) []court.Paper {
	var out []court.Paper
	for _, p := range papers {
		if p.Name == name {
			out = append(out, p)
		}
	}
	return out
}

// PreviewCalculation prints a working without keeping it; the case may be 0.
func (o *Office) PreviewCalculation(ctx context.Context, actor Actor, about string, calc law.Calculation) ([]byte, error) {
	w, err := calc.Work()
	if err != nil {
		return nil, err
	}
	settings, err := readAs(ctx, o, actor, MayRead, func(r Reader) (court.Settings, error) {
		s, _, err := r.Settings()
		return s, err
	})
	if err != nil {
		return nil, err
	}
	pdf, _, err := o.press.PrintWorking(ctx, settings.CourtName, about, o.Today(), w)
	return pdf, err
}
