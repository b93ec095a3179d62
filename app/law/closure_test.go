package law_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ripe gives the facts of a case that may be closed by 终本 on 2018-06-20.
func ripe() law.ClosureFacts {
	in := law.ClosureFacts{
		Filed: court.D(2018, 1, 10), Today: court.D(2018, 6, 20), Limit: court.D(2018, 7, 10),
		Debtors: []court.Party{{Name: "孟样例", Role: court.RoleDebtor, Kind: court.PartyPerson}},
		Owed:    yuan("1186520.33"), Verdict: court.ReviewPassed, ReviewHanded: court.D(2018, 6, 8),
	}
	for form, on := range map[string]court.Date{
		"notice-acceptance": court.D(2018, 1, 11), "risk-notice": court.D(2018, 1, 11), "execution-notice": court.D(2018, 1, 12),
		"report-assets": court.D(2018, 1, 12), "service-receipt": court.D(2018, 1, 15), "consumption-limit": court.D(2018, 1, 29),
		"summons": court.D(2018, 2, 5), "interim-notice": court.D(2018, 6, 4), "interim-interview": court.D(2018, 6, 5),
		"money-statement": court.D(2018, 6, 6), "panel-minutes": court.D(2018, 6, 14), "interim-approval": court.D(2018, 6, 15),
		"interim-ruling": court.D(2018, 6, 20), "interim-summary": court.D(2018, 6, 20), "interim-review": court.D(2018, 6, 12),
	} {
		in.Papers = append(in.Papers, court.Paper{Form: form, Name: "文书" + form, Dated: on})
	}
	in.Nodes = law.PlanNodes(court.KindFirst, false, in.Filed, true)
	for i := range in.Nodes {
		switch in.Nodes[i].Code {
		case "004":
			in.Nodes[i].Actual = court.D(2018, 1, 19)
		case "037":
			in.Nodes[i].Actual = court.D(2018, 6, 1)
		}
	}
	for _, item := range law.Checklist() {
		if item.Kind == law.ItemManual {
			in.Ticks = append(in.Ticks, court.ChecklistTick{Item: item.ID, Done: true, Evidence: "卷宗第3册"})
		}
	}
	return in
}

func without(in law.ClosureFacts, form string) law.ClosureFacts {
	in.Papers = slices.DeleteFunc(slices.Clone(in.Papers), func(p court.Paper) bool { return p.Form == form })
	return in
}

// unsigned makes the papers of the form wait for the president's signature.
func unsigned(in *law.ClosureFacts, form string) {
	for i := range in.Papers {
		if in.Papers[i].Form == form {
			in.Papers[i].SignOff = "院长"
		}
	}
}

func items(blockers []law.Blocker) string {
	var ids []string
	for _, b := range blockers {
		ids = append(ids, b.Item)
	}
	return strings.Join(ids, " ")
}

func TestRipeCaseMayClose(t *testing.T) {
	if b := law.CanCloseInterim(ripe()); len(b) != 0 {
		t.Errorf("refused: %v", b)
	}
	for _, r := range law.CheckClosure(ripe()) {
		if !r.Met {
			t.Errorf("%s: %s", r.ID, r.Say)
		}
		if r.Applies == "company" {
			t.Errorf("%s does not apply to a natural person", r.ID)
		}
		if r.Kind == law.ItemPaper && !strings.Contains(r.Evidence, "（2018-") {
			t.Errorf("%s does not name its paper: %q", r.ID, r.Evidence)
		}
	}
}

func TestEachConditionBlocks(t *testing.T) {
	change := func(f func(*law.ClosureFacts)) law.ClosureFacts {
		in := ripe()
		f(&in)
		return in
	}
	lastInquiry := func(in *law.ClosureFacts, on court.Date) {
		for i := range in.Nodes {
			if in.Nodes[i].Code == "037" {
				in.Nodes[i].Actual = on
			}
		}
	}
	for _, x := range []struct {
		name string
		in   law.ClosureFacts
		want string // ids of the items that block
	}{
		{"filed three months ago to the day", change(func(in *law.ClosureFacts) { in.Filed = court.D(2018, 3, 20) }), "over-three-months"},
		{"filed three months and a day ago", change(func(in *law.ClosureFacts) { in.Filed = court.D(2018, 3, 19) }), ""},
		{"no filing date", change(func(in *law.ClosureFacts) { in.Filed = court.Date{} }), "over-three-months"},
		{"after the limit, which only warns", change(func(in *law.ClosureFacts) { in.Limit = court.D(2018, 6, 19) }), ""},
		{"handed in late, which only warns", change(func(in *law.ClosureFacts) { in.ReviewHanded = court.D(2018, 6, 11) }), ""},
		{"no execution notice", without(ripe(), "execution-notice"), "execution-notice"},
		{"no order to report property", without(ripe(), "report-assets"), "report-assets"},
		{"no proof of service", without(ripe(), "service-receipt"), "service-receipt"},
		{"no consumption limit", without(ripe(), "consumption-limit"), "consumption-limit"},
		{"no interview", without(ripe(), "interim-interview"), "interim-interview"},
		{"no panel", without(ripe(), "panel-minutes"), "panel-minutes"},
		{"no ruling", without(ripe(), "interim-ruling"), "interim-ruling"},
		{"no summons, which only warns", without(ripe(), "summons"), ""},
		{"interview on the day of closing", change(func(in *law.ClosureFacts) {
			*in = without(*in, "interim-interview")
			in.Papers = append(in.Papers, court.Paper{Form: "interim-interview", Dated: in.Today})
		}), "interim-interview"},
		{"void notice", change(func(in *law.ClosureFacts) {
			for i := range in.Papers {
				if in.Papers[i].Form == "execution-notice" {
					in.Papers[i].Void = "案号错误"
				}
			}
		}), "execution-notice"},
		{"order that nobody signed off yet", change(func(in *law.ClosureFacts) { unsigned(in, "consumption-limit") }), "consumption-limit"},
		{"unsigned order beside a signed one", change(func(in *law.ClosureFacts) {
			in.Papers = append(in.Papers, court.Paper{Form: "consumption-limit", Dated: in.Today, SignOff: "院长"})
		}), ""},
		{"ruling that nobody signed off yet", change(func(in *law.ClosureFacts) { unsigned(in, "interim-ruling") }), "interim-ruling"},
		{"notice of tomorrow", change(func(in *law.ClosureFacts) {
			*in = without(*in, "execution-notice")
			in.Papers = append(in.Papers, court.Paper{Form: "execution-notice", Dated: in.Today.AddDays(1)})
		}), "execution-notice"},
		{"money on the account", change(func(in *law.ClosureFacts) { in.Held = yuan("3200") }), "paid-out"},
		{"statement older than the last money", change(func(in *law.ClosureFacts) { in.LastMove = court.D(2018, 6, 7) }), ""},
		{"inquiry three months ago", change(func(in *law.ClosureFacts) { lastInquiry(in, court.D(2018, 3, 20)) }), ""},
		{"inquiry too long ago", change(func(in *law.ClosureFacts) { lastInquiry(in, court.D(2018, 3, 19)) }), "network-inquiry"},
		{"no inquiry", change(func(in *law.ClosureFacts) { in.Nodes = nil }), "network-inquiry"},
		{"a clue not checked", change(func(in *law.ClosureFacts) {
			in.Nodes = law.Replan(in.Nodes, law.EventClue, court.D(2018, 6, 18))
		}), "clues-checked"},
		{"nothing owed", change(func(in *law.ClosureFacts) { in.Owed = 0 }), "outstanding"},
		{"only acts", change(func(in *law.ClosureFacts) { in.OnlyActs = true }), "not-only-acts"},
		{"all debtors dead", change(func(in *law.ClosureFacts) { in.AllDead = true }), "not-all-dead"},
		{"no review", change(func(in *law.ClosureFacts) { in.Verdict = "" }), "review-passed"},
		{"review failed", change(func(in *law.ClosureFacts) { in.Verdict = court.ReviewFailed }), "review-passed"},
		{"review wants more", change(func(in *law.ClosureFacts) { in.Verdict = court.ReviewSupplement }), "review-passed"},
		{"a tick taken back", change(func(in *law.ClosureFacts) {
			for i := range in.Ticks {
				in.Ticks[i].Done = in.Ticks[i].Item != "whereabouts"
			}
		}), "whereabouts"},
		{"a company among the debtors", change(func(in *law.ClosureFacts) {
			in.Ticks = slices.DeleteFunc(in.Ticks, func(x court.ChecklistTick) bool { return x.Item == "company-survey" })
			in.Debtors = append(in.Debtors, court.Party{Name: "样例建材有限公司", Kind: court.PartyCompany})
		}), "company-survey"},
	} {
		got := law.CanCloseInterim(x.in)
		if items(got) != x.want {
			t.Errorf("%s: blocked by %q, want %q", x.name, items(got), x.want)
		}
		for _, b := range got {
			if b.Say == "" || b.Hint == "" || b.Basis == "" {
				t.Errorf("%s: %+v does not tell the user enough", x.name, b)
			}
		}
	}
}

func TestTicksAndExcuses(t *testing.T) {
	in := without(ripe(), "execution-notice")
	in.Ticks = append(in.Ticks, court.ChecklistTick{Item: "execution-notice", Done: true, Evidence: "纸质通知书"})
	if b := law.CanCloseInterim(in); len(b) != 0 {
		t.Errorf("a ticked paper still blocks: %v", b)
	}
	in = ripe()
	in.Ticks = append(in.Ticks, court.ChecklistTick{Item: "review-passed", Done: true})
	in.Verdict = court.ReviewFailed
	if items(law.CanCloseInterim(in)) != "review-passed" {
		t.Error("a tick must not replace the review")
	}
	in = ripe()
	in.Ticks = slices.DeleteFunc(in.Ticks, func(x court.ChecklistTick) bool { return x.Item == "dishonest-listing" })
	if items(law.CanCloseInterim(in)) != "dishonest-listing" {
		t.Error("不纳入失信 needs an excuse")
	}
	for i := range in.Nodes {
		if in.Nodes[i].Code == "P03" {
			in.Nodes[i].Waived = "低保对象，局长同意"
		}
	}
	if b := law.CanCloseInterim(in); len(b) != 0 {
		t.Errorf("an excused item still blocks: %v", b)
	}
}

func TestMissingForReview(t *testing.T) {
	in := ripe()
	in.Today, in.Verdict = court.D(2018, 6, 5), "" // the interview was this morning
	for _, form := range []string{"interim-ruling", "interim-approval", "panel-minutes", "interim-summary", "interim-review"} {
		in = without(in, form)
	}
	if b := law.MissingForReview(in); len(b) != 0 {
		t.Errorf("complete materials are kept back: %v", b)
	}
	if b := law.MissingForReview(without(in, "interim-notice")); items(b) != "interim-notice" {
		t.Errorf("missing: %v", b)
	}
}

// A statement of the case's money that is older than its last movement proves
// nothing.
func TestOldStatementIsNoMaterial(t *testing.T) {
	in := ripe()
	in.LastMove = court.D(2018, 6, 7)
	for _, x := range law.Default().CheckClosure(in) {
		if x.ID == "money-records" && (x.Met || !strings.Contains(x.Say, "早于最后一笔收付（2018-06-07）")) {
			t.Errorf("money-records %+v", x)
		}
	}
}

func TestChecklistCoversTheForms(t *testing.T) {
	var forms []string
	for _, i := range law.Checklist() {
		forms = append(forms, i.Forms...)
	}
	for _, f := range []string{
		"execution-notice", "report-assets", "consumption-limit", "service-receipt", "interim-notice", "interim-interview",
		"interim-approval", "panel-minutes", law.FormInterimRuling, "interim-summary", "interim-review",
	} {
		if !slices.Contains(forms, f) {
			t.Errorf("no item asks for %s", f)
		}
	}
	if law.ItemText("panel-minutes") != "合议庭评议笔录" || law.ItemText("nothing") != "" {
		t.Error("ItemText")
	}
}

func doneNodes(codes ...string) []court.Node {
	var out []court.Node
	for _, c := range codes {
		out = append(out, court.Node{Code: c, Actual: court.D(2018, 7, 2)})
	}
	return out
}

func TestCloseConditions(t *testing.T) {
	base := law.ClosingFacts{Kind: court.KindFirst, Status: court.StatusOpen}
	with := func(mode court.ClosingMode, f func(*law.ClosingFacts)) law.ClosingFacts {
		in := base
		in.Mode = mode
		if f != nil {
			f(&in)
		}
		return in
	}
	for _, x := range []struct {
		name string
		in   law.ClosingFacts
		want string // part of the one sentence, "" when it may close
	}{
		{"all paid", with(court.ClosedFulfilled, nil), ""},
		{"1 分 owed", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.Owed = 1 }), "还有0.01元没有执行到位"},
		{"settlement fulfilled", with(court.ClosedFulfilled, func(in *law.ClosingFacts) {
			in.Owed, in.Status, in.Note = yuan("5000"), court.StatusSettling, "和解协议履行完毕"
		}), ""},
		{"settlement running", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.Status = court.StatusSettling }), "和解协议还在履行"},
		{"money not paid out", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.Held = yuan("12000") }), "12,000.00元案款没有发放"},
		{"money on the account at 终本", with(court.ClosedInterim, func(in *law.ClosingFacts) { in.Held = yuan("12000") }), "12,000.00元案款没有发放"},
		{"a payment under way", with(court.ClosedWithdrawn, func(in *law.ClosingFacts) {
			in.Held, in.Pending, in.Note = yuan("12000"), yuan("500"), "管辖异议成立"
		}), "500.00元案款正在申请发放"},
		{"suspended", with(court.ClosedTerminated, func(in *law.ClosingFacts) { in.Status, in.Note = court.StatusSuspended, "撤销申请" }), "“中止”状态"},
		{"deferred", with(court.ClosedInterim, func(in *law.ClosingFacts) { in.Status = court.StatusDeferred }), "“暂缓”状态"},
		{"interim while settling", with(court.ClosedInterim, func(in *law.ClosingFacts) { in.Status = court.StatusSettling }), "和解协议还在履行"},
		{"long settlement reported as 终结执行", with(court.ClosedTerminated, func(in *law.ClosingFacts) {
			in.Status, in.Note = court.StatusSettling, "和解长期履行"
		}), ""},
		{"终结执行 without a reason", with(court.ClosedTerminated, func(in *law.ClosingFacts) { in.Note = "  " }), "须写明事由"},
		{"销案 with a reason", with(court.ClosedWithdrawn, func(in *law.ClosingFacts) { in.Note = "管辖异议成立" }), ""},
		{"closed already", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.Status = court.StatusClosed }), "已经结案"},
		{"a mode of another kind", with(court.ClosedProtected, nil), "首次执行案件不能以“保全完毕”"},
		{"终结执行 for a reason the law does not know", with(court.ClosedTerminated, func(in *law.ClosingFacts) { in.Note = "找不到人" }), "不是可以“终结执行”的情形"},
		{"销案 for a reason of 终结执行", with(court.ClosedWithdrawn, func(in *law.ClosingFacts) { in.Note = "撤销申请" }), "不是可以“销案”的情形"},
		{"销案, another court was first", with(court.ClosedWithdrawn, func(in *law.ClosingFacts) { in.Note = "甲县法院立案在先" }), ""},
		{"不予执行 of an award", with(court.ClosedRefused, func(in *law.ClosingFacts) { in.Basis, in.Note = "仲裁裁决书", "裁定不予执行仲裁裁决" }), ""},
		{"不予执行 of a judgment", with(court.ClosedRefused, func(in *law.ClosingFacts) { in.Basis, in.Note = "民事判决书", "仲裁" }), "本案的执行依据是“民事判决书”"},
		{"驳回申请", with(court.ClosedRejected, func(in *law.ClosingFacts) { in.Note = "不符合受理条件" }), ""},
		{"驳回申请 without a reason", with(court.ClosedRejected, nil), "须写明事由"},
		{"acts not done", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.OnlyActs = true }), "行为没有履行完毕的记录"},
		{"acts done", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.OnlyActs, in.Nodes = true, doneNodes("P04") }), ""},
		{"acts done by the note", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.OnlyActs, in.Note = true, "房屋已腾退，履行完毕" }), ""},
		{"protection done", with(court.ClosedProtected, func(in *law.ClosingFacts) { in.Kind, in.Nodes = court.KindProtection, doneNodes("P12") }), ""},
		{"protection not done", with(court.ClosedProtected, func(in *law.ClosingFacts) { in.Kind = court.KindProtection }), "没有实施保全的记录"},
		{"in part, of what", with(court.ClosedPartly, func(in *law.ClosingFacts) { in.Kind, in.Nodes = court.KindProtection, doneNodes("P12") }), "没有保全的部分"},
		{"in part", with(court.ClosedPartly, func(in *law.ClosingFacts) {
			in.Kind, in.Nodes, in.Note = court.KindProtection, doneNodes("P12"), "存款不足"
		}), ""},
		{"nothing to protect", with(court.ClosedNothing, func(in *law.ClosingFacts) { in.Kind, in.Nodes = court.KindProtection, doneNodes("P11") }), ""},
		{"nothing to protect, not looked for", with(court.ClosedNothing, func(in *law.ClosingFacts) { in.Kind = court.KindProtection }), "没有查询过财产"},
		{"nothing to protect, yet protected", with(court.ClosedNothing, func(in *law.ClosingFacts) {
			in.Kind, in.Nodes = court.KindProtection, doneNodes("P11", "P12")
		}), "已经实施保全"},
		{"执恢 is not withdrawn", with(court.ClosedWithdrawn, func(in *law.ClosingFacts) { in.Kind, in.Note = court.KindResumed, "管辖异议成立" }), "恢复执行案件不能以“销案”"},
		{"执恢 fulfilled", with(court.ClosedFulfilled, func(in *law.ClosingFacts) { in.Kind = court.KindResumed }), ""},
		{"an objection withdrawn", with(court.ClosedReviewWithdrawn, func(in *law.ClosingFacts) { in.Kind = court.KindObjection }), ""},
		{"an objection without a ruling", with("驳回异议或申请", func(in *law.ClosingFacts) { in.Kind = court.KindObjection }), "还没有作出裁定"},
		{"an objection with a ruling", with("驳回异议或申请", func(in *law.ClosingFacts) { in.Kind, in.Nodes = court.KindObjection, doneNodes("P23") }), ""},
		{"an objection is not closed by 终本", with(court.ClosedInterim, func(in *law.ClosingFacts) { in.Kind, in.Nodes = court.KindObjection, doneNodes("P23") }), "执行异议案件不能以“终结本次执行程序”"},
	} {
		got := law.CloseConditions(x.in)
		switch {
		case x.want == "" && len(got) != 0:
			t.Errorf("%s: %v", x.name, got)
		case x.want != "" && (len(got) != 1 || got[0].Basis == "" || !strings.Contains(got[0].Say, x.want)):
			t.Errorf("%s: %v, want %s", x.name, got, x.want)
		}
	}
}

// A ground that is chosen from the list names itself.
func TestClosingGroundsNameThemselves(t *testing.T) {
	for _, mode := range []court.ClosingMode{court.ClosedTerminated, court.ClosedWithdrawn, court.ClosedRefused, court.ClosedRejected} {
		grounds := law.ClosingGrounds(mode)
		if len(grounds) == 0 {
			t.Errorf("%s has no grounds", mode)
		}
		for _, g := range grounds {
			in := law.ClosingFacts{Kind: court.KindFirst, Status: court.StatusOpen, Mode: mode, Note: g.Name, Basis: "仲裁裁决书"}
			if got := law.CloseConditions(in); len(got) != 0 {
				t.Errorf("%s: %s: %+v", mode, g.Name, got)
			}
		}
	}
	if len(law.ClosingGrounds(court.ClosedFulfilled)) != 0 {
		t.Error("执行完毕 needs no ground")
	}
}
