package office

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhixing/app/court"
)

// formProblem is the letter that hands a clue to misconduct over.
const formProblem = "problem-transfer"

// ReportProblem enters a clue to misconduct (违纪违法线索). From here on it can
// only be handed over: nothing changes it, takes it back or closes it (plan,
// item 9). It stands in no case's timeline, since those it is about may read that.
func (o *Office) ReportProblem(ctx context.Context, actor Actor, p court.ProblemClue) (court.ProblemClue, error) {
	for _, t := range []struct {
		label string
		text  *string
		most  int
		lines bool
	}{{"反映的人", &p.About, 100, false}, {"主要内容", &p.Content, 2000, true}, {"案号", &p.CaseNo, 60, false}} {
		if err := cleanText(t.label, t.text, t.most, t.lines); err != nil {
			return p, err
		}
	}
	if err := o.checkPastDate("发现日期", p.Found, true); err != nil {
		return p, err
	}
	switch {
	case !slices.Contains(court.ProblemSources, p.Source):
		return p, court.FieldErrorf("线索来源", "请选择。")
	case p.About == "":
		return p, court.FieldErrorf("反映的人", "不能为空，不知道姓名的写单位、职务。")
	case p.Content == "":
		return p, court.FieldErrorf("主要内容", "不能为空。")
	}
	p.Organ, p.Handed, p.Letter, p.Receipt, p.Result, p.ResultOn = "", court.Date{}, "", court.Date{}, "", court.Date{}
	err := o.do(ctx, actor, MayReportProblem, "problem", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		n, err := d.NextNumber(fmt.Sprintf("问题线索%d", p.Found.Year))
		if err != nil {
			return err
		}
		p.Number, p.Due = fmt.Sprintf("问题线索%d-%03d", p.Found.Year, n), rules.ProblemDue(p.Found)
		p.By, p.At = d.actor.User.Name, o.now()
		if err := d.InsertProblemClue(&p); err != nil {
			return err
		}
		return d.audit("登记问题线索", "problem", p.ID, 0, nil, p.Number, "")
	})
	return p, err
}

// HandProblem hands a clue to misconduct over to a discipline organ (移送), its
// only exit.
func (o *Office) HandProblem(ctx context.Context, actor Actor, p court.ProblemClue) error {
	if err := cleanText("接收机关", &p.Organ, 100, false); err != nil {
		return err
	}
	if err := cleanText("移送函文号", &p.Letter, 60, false); err != nil {
		return err
	}
	if err := o.checkPastDate("移送日期", p.Handed, true); err != nil {
		return err
	}
	switch {
	case p.Organ == "":
		return court.FieldErrorf("接收机关", "不能为空：线索只能移送纪检监察机关。")
	case p.Letter == "":
		return court.FieldErrorf("移送函文号", "不能为空。")
	}
	return o.changeProblem(ctx, actor, "移送问题线索", p, func(before, now *court.ProblemClue) error {
		switch {
		case !before.Waits():
			return court.Errorf(court.CodeRefused, "%s已于%s移送%s。", before.Number, before.Handed, before.Organ)
		case p.Handed.Before(before.Found):
			return court.FieldErrorf("移送日期", "“%s”早于发现日期%s。", p.Handed, before.Found)
		}
		now.Organ, now.Handed, now.Letter = p.Organ, p.Handed, p.Letter
		return nil
	})
}

// AnswerProblem enters the organ's receipt (回执) and what it wrote back.
func (o *Office) AnswerProblem(ctx context.Context, actor Actor, p court.ProblemClue) error {
	if err := cleanText("处理结果", &p.Result, 1000, true); err != nil {
		return err
	}
	if err := o.checkPastDate("回执日期", p.Receipt, true); err != nil {
		return err
	}
	if err := o.checkPastDate("结果日期", p.ResultOn, p.Result != ""); err != nil {
		return err
	}
	return o.changeProblem(ctx, actor, "登记问题线索回执", p, func(before, now *court.ProblemClue) error {
		switch {
		case before.Waits():
			return court.Errorf(court.CodeRefused, "%s还没有移送。", before.Number).WithHint("请先移送，再登记回执和结果。")
		case p.Receipt.Before(before.Handed):
			return court.FieldErrorf("回执日期", "“%s”早于移送日期%s。", p.Receipt, before.Handed)
		case !p.ResultOn.IsZero() && p.ResultOn.Before(before.Handed):
			return court.FieldErrorf("结果日期", "“%s”早于移送日期%s。", p.ResultOn, before.Handed)
		}
		now.Receipt, now.Result, now.ResultOn = p.Receipt, p.Result, p.ResultOn
		return nil
	})
}

// changeProblem does one step of a handover.
func (o *Office) changeProblem(ctx context.Context, actor Actor, action string, p court.ProblemClue, step func(before, now *court.ProblemClue) error) error {
	return o.do(ctx, actor, MayHandProblem, "problem", func(d *deed) error {
		before, err := d.ProblemClue(p.ID)
		if err != nil {
			return err
		}
		now := before
		now.Version = p.Version
		if err := step(&before, &now); err != nil {
			return err
		}
		if err := d.UpdateProblemClue(&now); err != nil {
			return err
		}
		return d.audit(action, "problem", now.ID, 0, before, now, "")
	})
}

// ProblemClues gives the clues to misconduct to those who hand them over.
func (o *Office) ProblemClues(ctx context.Context, actor Actor) ([]court.ProblemClue, error) {
	return readAs(ctx, o, actor, MayHandProblem, Reader.ProblemClues)
}

// PrintProblem prints the letter that hands a clue over. It is kept in no case:
// those it is about may read the papers there.
func (o *Office) PrintProblem(ctx context.Context, actor Actor, p court.ProblemClue) ([]byte, error) {
	s, err := readAs(ctx, o, actor, MayHandProblem, func(r Reader) (court.Settings, error) {
		s, _, err := r.Settings()
		return s, err
	})
	if err != nil {
		return nil, err
	}
	on := p.Handed
	if on.IsZero() {
		on = o.Today()
	}
	filled, err := o.press.Fill(ctx, formProblem, tree{
		"court": tree{"name": s.CourtName, "province_name": s.CourtName, "code": s.CourtCode, "address": s.Address, "phone": s.Phone, "postcode": s.Postcode,
			"account": tree{"bank": "", "name": "", "number": ""}},
		"paper": tree{"date": on, "number": p.Letter, "maker": actor.User.Name, "printed_at": o.now().Format(time.DateTime)},
		"fill": tree{"unit": p.Organ, "about": p.About, "found": p.Found, "source": p.Source, "content": p.Content, "case": p.CaseNo, "contact": actor.User.Name,
			"number": p.Number},
	})
	if err != nil {
		return nil, err
	}
	pdf, _, err := filled.Print(ctx)
	return pdf, err
}
