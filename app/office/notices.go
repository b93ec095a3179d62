package office

import (
	"context"

	"zhixing/app/court"
)

// FormWarning is the form of the 预警通知书.
const FormWarning = "warning-notice"

// IssueWarning prints a 预警通知书 to the officer of a case, stores it among the
// papers and logs it with room for the signature. An empty text says what the
// warning says; each line of it is one matter.
func (o *Office) IssueWarning(ctx context.Context, actor Actor, w court.Warning, text string) (MadePaper, court.WarningNotice, error) {
	var made MadePaper
	n := court.WarningNotice{CaseID: w.CaseID, To: w.Officer, Level: w.Level, Text: text}
	if err := cleanText("预警事项", &n.Text, 1000, true); err != nil {
		return made, n, err
	}
	if n.Text == "" {
		n.Text = w.Text
	}
	if n.To == "" {
		return made, n, court.Errorf(court.CodeRefused, "案件%s还没有承办人，不能签发预警通知书。", w.Number).WithHint("请先分案。")
	}
	if n.Level < court.LevelOfficer || n.Level > court.LevelDirector {
		n.Level = court.LevelOfficer
	}
	f, err := o.form(FormWarning)
	if err != nil {
		return made, n, err
	}
	req := PaperRequest{CaseID: w.CaseID, Form: FormWarning, Inputs: map[string]string{
		"warning.to": n.To, "warning.level": n.Level.Name(), "warning.text": n.Text,
	}}
	err = o.do(ctx, actor, MayIssueWarning, "warning", func(d *deed) error {
		drafts, err := o.drafts(d, d.actor, f, req)
		if err != nil {
			return err
		}
		drafts[0].paper.SignOff = "" // issuing it is signing it off
		if made, err = d.storePaper(ctx, f, drafts[0], req); err != nil {
			return err
		}
		n.CaseNo, n.PaperID, n.IssuedBy, n.IssuedAt = made.CaseNo, made.ID, d.actor.User.Name, o.now()
		if err := d.InsertWarningNotice(&n); err != nil {
			return err
		}
		return d.audit("签发预警通知书", "warning", n.ID, n.CaseID, nil, n, "")
	})
	return made, n, err
}

// SignWarning records who signed for a notice and when (签收). The name may be
// another's than the addressee's; signing twice is refused.
func (o *Office) SignWarning(ctx context.Context, actor Actor, id int64, by string, on court.Date) error {
	if err := cleanText("签收人", &by, 30, false); err != nil {
		return err
	}
	if by == "" {
		return court.FieldErrorf("签收人", "不能为空。")
	}
	if err := o.checkPastDate("签收日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MaySignWarning, "warning", func(d *deed) error {
		n, err := d.WarningNotice(id)
		if err != nil {
			return err
		}
		if n.SignedBy != "" {
			return court.Errorf(court.CodeRefused, "这份预警通知书已由%s于%s签收。", n.SignedBy, n.SignedOn)
		}
		if on.Before(dateOf(n.IssuedAt)) {
			return court.FieldErrorf("签收日期", "“%s”早于签发日%s。", on, dateOf(n.IssuedAt))
		}
		before := n
		n.SignedBy, n.SignedOn = by, on
		if err := d.UpdateWarningNotice(n); err != nil {
			return err
		}
		return d.audit("签收预警通知书", "warning", id, n.CaseID, before, n, "")
	})
}

// WarningNotices gives the notices of a case, newest first; with 0 of all.
func (o *Office) WarningNotices(ctx context.Context, caseID int64) ([]court.WarningNotice, error) {
	return read(ctx, o, func(r Reader) ([]court.WarningNotice, error) { return r.WarningNotices(caseID) })
}
