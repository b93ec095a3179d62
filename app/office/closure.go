package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ChecklistLine is one item of the 终本 checklist as the case stands.
type ChecklistLine struct {
	Item     law.ChecklistItem
	OK       bool
	Auto     bool   // decided from the case's records, not by a tick
	Evidence string // what proves it
	Missing  string // what is missing, when it is not OK
	Hint     string // what to do about it
	Tick     *court.ChecklistTick
	Scans    []court.Scan    // filed as evidence of it
	Findings []court.Finding // of the last review, while they are not passed
}

// ItemState is where an item of the checklist stands. Every screen, paper and
// refusal counts by it.
type ItemState string

// The states of checklist items.
const (
	ItemMet      ItemState = "具备"
	ItemMissing  ItemState = "缺"  // keeps the materials from going to review
	ItemLater    ItemState = "后办" // only the review or the closing itself supplies it
	ItemOptional ItemState = "可补" // asked for, but keeps nothing back
)

// State tells where the item stands.
func (l ChecklistLine) State() ItemState {
	switch {
	case l.OK:
		return ItemMet
	case !l.Item.Blocking:
		return ItemOptional
	case l.Item.BeforeReview:
		return ItemMissing
	}
	return ItemLater
}

// CountItems counts the lines of a checklist by their state.
func CountItems(lines []ChecklistLine) map[ItemState]int {
	n := map[ItemState]int{}
	for _, l := range lines {
		n[l.State()]++
	}
	return n
}

// Closure is the 终本 page of a case.
type Closure struct {
	Lines     []ChecklistLine
	Blockers  []law.Blocker // what forbids 终本 now
	Reviews   []court.Review
	ToRemedy  []court.Finding // what the last review sent back for; handing in again tells what was done
	Opens     court.Date      // when 终本 preparation opens: filing + 3 months
	HandIn    court.Date      // last day for the review: term − 1 month
	Suggested court.Date      // the working day on or before it; zero when Gap
	Gap       string          // which holiday notice Suggested lacks
	Conflict  bool            // the last day lies before the opening day
	Extend    int             // months of extension that end the conflict
}

// Closure gives the checklist, what is missing and the dates.
func (o *Office) Closure(ctx context.Context, caseID int64) (Closure, error) {
	return read(ctx, o, func(r Reader) (Closure, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return Closure{}, err
		}
		facts, err := o.gather(r, c, PaperRequest{})
		if err != nil {
			return Closure{}, err
		}
		out := Closure{Lines: checklist(facts), Reviews: facts.reviews}
		if err := addScans(r, caseID, out.Lines); err != nil {
			return Closure{}, err
		}
		out.addFindings()
		out.Opens = facts.rules.InterimStart(c.Filed)
		out.Blockers = facts.rules.CanCloseInterim(facts.closureFacts())
		out.HandIn, out.Suggested, out.Conflict = facts.rules.ReviewHandIn(c.Limit, c.Filed)
		if out.Conflict {
			out.Extend = facts.rules.ExtensionNeeded(c.Limit, c.Filed)
		}
		if !out.HandIn.IsZero() && out.Suggested.IsZero() {
			out.Gap, _ = court.Sentence(facts.rules.HolidaysKnown(out.HandIn, out.HandIn))
		}
		return out, nil
	})
}

// checklist holds every item that applies against the case's papers, nodes
// and ticks. The case is closed tomorrow at the earliest when its materials go
// to review, so what is made today counts for the items due before that.
func checklist(f *caseFacts) []ChecklistLine {
	facts := f.closureFacts()
	results := f.rules.CheckClosure(facts)
	facts.Today = facts.Today.AddDays(1)
	tomorrow := f.rules.CheckClosure(facts)
	out := make([]ChecklistLine, 0, len(results))
	for i, r := range results {
		if r.BeforeReview {
			r = tomorrow[i]
		}
		line := ChecklistLine{
			Item: r.ChecklistItem, OK: r.Met, Auto: r.Kind == law.ItemAuto || r.Met && !r.Ticked,
			Evidence: r.Evidence, Missing: r.Say, Hint: r.Hint,
		}
		for i := range f.ticks {
			if f.ticks[i].Item == r.ID {
				line.Tick = &f.ticks[i]
			}
		}
		out = append(out, line)
	}
	return out
}

// closureFacts is what the law wants to know before 终本.
func (f *caseFacts) closureFacts() law.ClosureFacts {
	facts := law.ClosureFacts{
		Filed: f.c.Filed, Today: f.today, Limit: f.c.Limit, Debtors: f.c.PartiesOf(court.RoleDebtor), Owed: f.owed(),
		OnlyActs: f.c.Principal == 0, Papers: f.papers, Nodes: f.nodes, Ticks: f.ticks, Services: f.services, Inquiries: inquiryFacts(f.inquiries), Clues: f.clues, Sales: f.sales, Held: f.balance.Held(), LastMove: f.lastMove(), Verdict: f.verdictOn(f.today),
	}
	facts.AllDead = len(facts.Debtors) > 0 && !slices.ContainsFunc(facts.Debtors, func(p court.Party) bool {
		return !slices.Contains(p.Marks, court.MarkDead)
	})
	if len(f.reviews) > 0 {
		facts.ReviewHanded = dateOf(f.reviews[0].SubmittedAt)
	}
	return facts
}

// TickItem records for one checklist item whether it is met, and by what.
func (o *Office) TickItem(ctx context.Context, actor Actor, caseID int64, item string, done bool, evidence string) error {
	if err := cleanText("证明材料", &evidence, 300, false); err != nil {
		return err
	}
	if law.ItemText(item) == "" {
		return court.FieldErrorf("清单项目", "“%s”不在终本清单里。", item)
	}
	if done && evidence == "" {
		return court.FieldErrorf("证明材料", "不能为空，请写明卷宗中的哪份材料。")
	}
	return o.do(ctx, actor, MayWorkClosure, "closure", func(d *deed) error {
		if _, err := d.openCase(caseID); err != nil {
			return err
		}
		t := court.ChecklistTick{CaseID: caseID, Item: item, Done: done, Evidence: evidence, By: d.actor.User.Name, At: o.now()}
		ticks, err := d.Ticks(caseID)
		if err != nil {
			return err
		}
		var before any
		if i := slices.IndexFunc(ticks, func(x court.ChecklistTick) bool { return x.Item == item }); i >= 0 {
			before = ticks[i]
		}
		if err := d.PutTick(t); err != nil {
			return err
		}
		return d.audit("核对终本材料", "checklist", 0, caseID, before, t, "")
	})
}

// SubmitReview hands the 终本 materials to the reviewers. Items that are
// missing are named and the submission refused, except those that only the
// review or the closing itself can supply. After a review that sent the
// materials back, remedies tells for each of Closure.ToRemedy, in its order,
// what was done about it (整改情况).
func (o *Office) SubmitReview(ctx context.Context, actor Actor, caseID int64, remedies ...string) error {
	return o.do(ctx, actor, MayWorkClosure, "closure", func(d *deed) error {
		c, err := d.openCase(caseID)
		if err != nil {
			return err
		}
		facts, err := o.gather(d, c, PaperRequest{})
		if err != nil {
			return err
		}
		for _, r := range facts.reviews {
			if r.Verdict == "" {
				return court.Errorf(court.CodeRefused, "%s的终本材料正在评查，不能重复提交。", c.Number)
			}
		}
		if missing := missingForReview(facts); len(missing) > 0 {
			return court.Errorf(court.CodeRefused, "终本材料不齐，还缺 %d 项：%s", len(missing), numberedLines(missing)).
				WithHint("请在清单中补齐后再提交评查。")
		}
		earlier, err := remedied(toRemedy(facts.reviews), remedies)
		if err != nil {
			return err
		}
		r := court.Review{CaseID: caseID, SubmittedAt: o.now(), SubmittedBy: d.actor.User.Name, Earlier: earlier}
		if err := d.InsertReview(&r); err != nil {
			return err
		}
		if err := d.markNode(caseID, law.NodeHandIn, o.Today(), "已送评查", ""); err != nil {
			return err
		}
		return d.audit("提交终本评查", "review", r.ID, caseID, nil, r, "")
	})
}

func missingForReview(f *caseFacts) []string {
	var out []string
	for _, b := range f.rules.MissingForReview(f.closureFacts()) {
		out = append(out, law.ItemText(b.Item))
	}
	return out
}

// numberedLines writes one entry a line.
func numberedLines(list []string) string {
	var b strings.Builder
	for i, text := range list {
		fmt.Fprintf(&b, "\n%d. %s", i+1, text)
	}
	return b.String()
}

// DecideReview gives the reviewer's verdict. The reviewer is neither the
// officer nor whoever handed the materials in (plan, item 6; functions 6d).
// 退补 and 不合格 need at least one finding.
func (o *Office) DecideReview(ctx context.Context, actor Actor, id int64, verdict court.ReviewVerdict, findings []court.Finding, note string) error {
	if err := cleanText("评查意见", &note, 1000, true); err != nil {
		return err
	}
	findings, err := cleanFindings(findings)
	if err != nil {
		return err
	}
	switch {
	case verdict != court.ReviewPassed && verdict != court.ReviewSupplement && verdict != court.ReviewFailed:
		return court.FieldErrorf("评查结论", "请选择合格、退补或不合格。")
	case verdict != court.ReviewPassed && len(findings) == 0 && note == "":
		return court.FieldErrorf("评查意见", "不能为空，请写明要补什么。")
	}
	return o.do(ctx, actor, MayReviewClosure, "closure", func(d *deed) error {
		r, c, err := d.reviewToDecide(id)
		if err != nil {
			return err
		}
		before := r
		before.Draft, r.Draft = court.ReviewDraft{}, court.ReviewDraft{}
		r.Reviewer, r.ReviewedAt, r.Verdict, r.Findings, r.Note = d.actor.User.Name, o.now(), verdict, findings, note
		if err := d.UpdateReview(r); err != nil {
			return err
		}
		if verdict == court.ReviewPassed {
			if err := d.markNode(c.ID, law.NodeReviewed, o.Today(), "评查合格", "终本评查表"); err != nil {
				return err
			}
		}
		return d.audit("终本评查", "review", r.ID, c.ID, before, r, note)
	})
}

// cleanFindings drops findings that say nothing.
func cleanFindings(findings []court.Finding) ([]court.Finding, error) {
	var kept []court.Finding
	for _, x := range findings {
		for _, text := range []*string{&x.Text, &x.Fix} {
			if err := cleanText("评查发现", text, 1000, true); err != nil {
				return nil, err
			}
		}
		if x.Text != "" {
			kept = append(kept, x)
		}
	}
	return kept, nil
}

// ReviewsWaiting gives the submitted materials nobody has decided on.
func (o *Office) ReviewsWaiting(ctx context.Context) ([]WaitingReview, error) {
	return read(ctx, o, Reader.ReviewsWaiting)
}

// CloseCase ends a case (报结). The conditions of the mode are checked; 终本 is
// impossible without a passed review (hard gate of the plan's item 6).
func (o *Office) CloseCase(ctx context.Context, actor Actor, caseID int64, mode court.ClosingMode, on court.Date, note string) error {
	if err := cleanText("结案说明", &note, 1000, true); err != nil {
		return err
	}
	if err := o.checkPastDate("结案日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayCloseCase, "case", func(d *deed) error {
		c, err := d.openCase(caseID)
		if err != nil {
			return err
		}
		if on.Before(c.Filed) {
			return court.FieldErrorf("结案日期", "“%s”早于立案日期%s。", on, c.Filed)
		}
		if err := d.noneWaiting(c, "不能结案"); err != nil {
			return err
		}
		facts, err := o.gather(d, c, PaperRequest{})
		if err != nil {
			return err
		}
		if last := facts.lastMove(); mode == court.ClosedFulfilled && on.Before(last) {
			return court.FieldErrorf("结案日期", "“%s”早于本案最后一笔案款收发的日期%s。", on, last)
		}
		if err := o.checkClosing(facts, mode, on, note); err != nil {
			return err
		}
		before := c.Status
		c.Status, c.Closed, c.Closing = court.StatusClosed, on, mode
		if err := d.markNode(caseID, law.NodeClosed, on, string(mode), ""); err != nil {
			return err
		}
		if err := d.UpdateCase(&c); err != nil {
			return err
		}
		if err := d.planAfterClosing(c, facts.rules); err != nil {
			return err
		}
		return d.audit(actionClosing, "case", c.ID, c.ID, before, map[string]string{"结案方式": string(mode), "结案日期": on.String()}, note)
	})
}

// planAfterClosing plans what follows 终本: the register and five years of
// inquiries (法〔2016〕373号 9, 12).
func (d *deed) planAfterClosing(c court.Case, rules *law.Rules) error {
	if c.Closing != court.ClosedInterim {
		return nil
	}
	nodes := rules.AfterInterim(c.Closed)
	for i := range nodes {
		nodes[i].OwnerID, nodes[i].Owner = c.OfficerID, c.Officer
	}
	return d.InsertNodes(c.ID, nodes)
}

// ClosingCheck gives what forbids closing the case in the mode on the day, with
// the articles; nothing when it may be closed. Nothing is stored.
func (o *Office) ClosingCheck(ctx context.Context, caseID int64, mode court.ClosingMode, on court.Date, note string) ([]law.Blocker, error) {
	return read(ctx, o, func(r Reader) ([]law.Blocker, error) {
		c, err := r.Case(caseID)
		if err != nil {
			return nil, err
		}
		f, err := o.gather(r, c, PaperRequest{})
		if err != nil {
			return nil, err
		}
		return f.closingBlockers(mode, on, note), nil
	})
}

// closingBlockers gives what forbids closing the case in the mode on the day.
func (f *caseFacts) closingBlockers(mode court.ClosingMode, on court.Date, note string) []law.Blocker {
	in := law.ClosingFacts{
		Kind: f.c.Kind, Status: f.c.Status, Mode: mode, Owed: f.owed(), Held: f.balance.Held(), Pending: f.balance.Pending, Note: note,
		Basis: f.c.Basis.Kind, OnlyActs: f.c.Principal == 0, Nodes: f.nodes,
	}
	blockers := law.CloseConditions(in)
	if mode == court.ClosedInterim {
		facts := f.closureFacts()
		facts.Today, facts.Verdict = on, f.verdictOn(on)
		blockers = append(blockers, f.rules.CanCloseInterim(facts)...)
	}
	return blockers
}

func (o *Office) checkClosing(f *caseFacts, mode court.ClosingMode, on court.Date, note string) error {
	blockers := f.closingBlockers(mode, on, note)
	if len(blockers) == 0 {
		return nil
	}
	var says []string
	for _, b := range blockers {
		says = append(says, strings.TrimSuffix(b.Say, "。")+"（"+b.Basis+"）。")
	}
	hint := "补齐后再报结。"
	if len(blockers) == 1 && blockers[0].Hint != "" {
		hint = blockers[0].Hint
	}
	return court.Errorf(court.CodeRefused, "不能以“%s”结案，有 %d 项不满足：%s", mode, len(says), numberedLines(says)).
		WithHint(hint)
}

// dateOf gives the civil date of a moment, no date for the zero moment.
func dateOf(t time.Time) court.Date {
	if t.IsZero() {
		return court.Date{}
	}
	return court.DateOf(t)
}
