package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// ClosingFacts are what closing a case needs to know; for 终本 CanCloseInterim
// comes on top.
type ClosingFacts struct {
	Kind    court.CaseKind
	Status  court.Status
	Mode    court.ClosingMode
	Owed    court.Money // 尚未执行标的金额
	Held    court.Money // on the case's account, not paid out
	Pending court.Money // asked or approved, not yet paid
	Note    string      // 结案说明: the event, the item of 26号, 和解履行完毕

	Basis    string // kind of the 执行依据
	OnlyActs bool   // the claim is for acts only
	Nodes    []court.Node
}

// ClosingGround is a situation in which a case is closed in a mode.
type ClosingGround struct {
	Mode   court.ClosingMode `toml:"mode"`
	Name   string            `toml:"name"`
	Words  []string          `toml:"words"` // any of which names it in 结案说明
	Basis  string            `toml:"basis"`
	Ruling bool              `toml:"ruling"` // a ruling is made
	Mark   string            `toml:"mark"`
}

// ClosingRule says in words when a case is closed in a mode.
type ClosingRule struct {
	Mode  court.ClosingMode `toml:"mode"`
	Text  string            `toml:"text"`
	Basis string            `toml:"basis"`
	Mark  string            `toml:"mark"`
}

type closingFile struct {
	Rule   []ClosingRule   `toml:"rule"`
	Ground []ClosingGround `toml:"ground"`
}

var (
	closingGrounds = lazy("closing.toml", newClosingGrounds)
	closingRules   = lazy("closing.toml", newClosingRules)
)

func newClosingRules(f closingFile) ([]ClosingRule, error) {
	for _, r := range f.Rule {
		if r.Mode == "" || r.Text == "" || r.Basis == "" || r.Mark == "" {
			return nil, fmt.Errorf("rule of %q is incomplete", r.Mode)
		}
	}
	return f.Rule, nil
}

// ClosingRuleOf gives the rule of a mode.
func ClosingRuleOf(mode court.ClosingMode) (ClosingRule, bool) {
	for _, r := range closingRules() {
		if r.Mode == mode {
			return r, true
		}
	}
	return ClosingRule{}, false
}

func newClosingGrounds(f closingFile) ([]ClosingGround, error) {
	for _, g := range f.Ground {
		if g.Mode == "" || g.Name == "" || len(g.Words) == 0 || g.Basis == "" || g.Mark == "" {
			return nil, fmt.Errorf("ground %q of %s is incomplete", g.Name, g.Mode)
		}
	}
	return f.Ground, nil
}

// ClosingGrounds lists the situations of a mode, none for a mode that needs no
// statement.
func ClosingGrounds(mode court.ClosingMode) []ClosingGround {
	var out []ClosingGround
	for _, g := range closingGrounds() {
		if g.Mode == mode {
			out = append(out, g)
		}
	}
	return out
}

// CloseConditions gives the reasons why a case may not be closed in the mode,
// none when it may (法发〔2014〕26号 14–23).
func CloseConditions(in ClosingFacts) []Blocker {
	var out []Blocker
	for _, rule := range []func(ClosingFacts) *Blocker{
		modeFits, statusAllows, fulfilled, actsDone, paidOut, reasonGiven, basisFits, protected, decided,
	} {
		if b := rule(in); b != nil {
			out = append(out, *b)
		}
	}
	return out
}

func blocked(basis, hint, format string, args ...any) *Blocker {
	return &Blocker{Say: fmt.Sprintf(format, args...), Hint: hint, Basis: basis}
}

func modeFits(in ClosingFacts) *Blocker {
	if slices.Contains(court.ClosingModesOf(in.Kind), in.Mode) {
		return nil
	}
	return blocked("法发〔2014〕26号14、21、22条", "请选择适用的结案方式。", "%s案件不能以“%s”方式结案。", in.Kind.Name(), in.Mode)
}

// statusAllows is 26号 23: not while enforcement is suspended or deferred, nor
// while a settlement is being fulfilled, unless that is reported as 终结执行.
func statusAllows(in ClosingFacts) *Blocker {
	const basis = "法发〔2014〕26号23条"
	switch in.Status {
	case court.StatusClosed:
		return blocked(basis, "", "案件已经结案。")
	case court.StatusSuspended, court.StatusDeferred:
		return blocked(basis, "请先恢复执行。", "案件处于“%s”状态，不得结案。", in.Status)
	case court.StatusSettling:
		if in.Mode == court.ClosedTerminated || in.Mode == court.ClosedFulfilled && in.settled() {
			return nil
		}
		return blocked(basis, "已履行完毕的，请在结案说明写明“和解履行完毕”；不履行的请恢复执行。",
			"和解协议还在履行，不得以“%s”结案。", in.Mode)
	default:
		return nil
	}
}

// settled tells whether the note says that a settlement was fulfilled.
func (in ClosingFacts) settled() bool {
	return strings.Contains(in.Note, "和解") && strings.Contains(in.Note, "履行完毕")
}

// fulfilled is 26号 15: everything was performed, or the settlement was.
func fulfilled(in ClosingFacts) *Blocker {
	if in.Mode != court.ClosedFulfilled || in.Owed <= 0 || in.settled() {
		return nil
	}
	return blocked("法发〔2014〕26号15条", "请核对收款登记；和解履行完毕的，请在结案说明写明“和解履行完毕”并附协议。",
		"还有%s元没有执行到位，不能以“执行完毕”结案。", in.Owed)
}

// paidOut keeps a case open whose money has not reached the applicant: money on
// the account is property that can be enforced, so it stands in the way of 终本
// too. A payment under way is finished before any closing.
func paidOut(in ClosingFacts) *Blocker {
	const basis = "法发〔2017〕6号10条"
	switch {
	case in.Held > 0 && (in.Mode == court.ClosedFulfilled || in.Mode == court.ClosedInterim):
		return blocked(basis, "请先发放案款；应提存或退还的，请办理提存或退款。", "本案账上还有%s元案款没有发放。", in.Held)
	case in.Pending > 0:
		return blocked(basis, "请先审批并发放，或由审批人不予批准。", "本案还有%s元案款正在申请发放。", in.Pending)
	default:
		return nil
	}
}

// actsDone is 26号 15 for a claim for acts: what was to be done is done.
func actsDone(in ClosingFacts) *Blocker {
	if in.Mode != court.ClosedFulfilled || !in.OnlyActs || in.Kind != court.KindFirst && in.Kind != court.KindResumed ||
		in.done(nodeActs) || strings.Contains(in.Note, "履行完毕") {
		return nil
	}
	return blocked("法发〔2014〕26号15条", "请在进度表“行为执行”填写办理日，或者在结案说明写明行为义务已履行完毕。", "应执行的行为没有履行完毕的记录，不能以“执行完毕”结案。")
}

// done tells whether a node of the progress table is done.
func (in ClosingFacts) done(code string) bool {
	return slices.ContainsFunc(in.Nodes, func(n court.Node) bool { return n.Code == code && !n.Actual.IsZero() })
}

// reasonGiven asks for the situation of 26号 17–20 in modes that need one.
func reasonGiven(in ClosingFacts) *Blocker {
	grounds := ClosingGrounds(in.Mode)
	if len(grounds) == 0 {
		return nil
	}
	var names []string
	for _, g := range grounds {
		if slices.ContainsFunc(g.Words, func(word string) bool { return strings.Contains(in.Note, word) }) {
			return nil
		}
		names = append(names, g.Name)
	}
	const basis = "法发〔2014〕26号17—20条"
	hint := "请在结案说明写明属于哪一种：" + strings.Join(names, "；") + "。"
	if court.CleanLine(in.Note) == "" {
		return blocked(basis, hint, "以“%s”结案须写明事由。", in.Mode)
	}
	return blocked(basis, hint, "结案说明“%s”不是可以“%s”的情形。", court.CleanLine(in.Note), in.Mode)
}

// basisFits is 26号 19: only awards of arbitrators and notarial documents are
// refused enforcement.
func basisFits(in ClosingFacts) *Blocker {
	if in.Mode != court.ClosedRefused || strings.Contains(in.Basis, "仲裁") || strings.Contains(in.Basis, "公证") {
		return nil
	}
	basis := in.Basis
	if basis == "" {
		basis = "没有填写"
	}
	return blocked("法发〔2014〕26号19条", "请核对案件信息中的执行依据，或者选择其他结案方式。",
		"“不予执行”只用于仲裁裁决和公证债权文书，本案的执行依据是“%s”。", basis)
}

// protected is 26号 21: what the modes of 执保 say must have been done.
func protected(in ClosingFacts) *Blocker {
	const basis = "法发〔2014〕26号21条"
	switch {
	case in.Kind != court.KindProtection:
		return nil
	case in.Mode != court.ClosedNothing && !in.done(nodeProtect):
		return blocked(basis, "请在进度表“实施保全”填写办理日；没有标的物的，选“无标的物可实施保全”。", "没有实施保全的记录，不能以“%s”结案。", in.Mode)
	case in.Mode == court.ClosedNothing && in.done(nodeProtect):
		return blocked(basis, "请选“保全完毕”或“部分保全”。", "已经实施保全，不能以“%s”结案。", in.Mode)
	case in.Mode == court.ClosedNothing && !in.done(nodeProtectInquiry):
		return blocked(basis, "请查询财产，并在进度表“保全财产查询”填写办理日。", "没有查询过财产，不能以“%s”结案。", in.Mode)
	case in.Mode == court.ClosedPartly && court.CleanLine(in.Note) == "":
		return blocked(basis, "请在结案说明写明哪些没有保全到。", "以“%s”结案须写明没有保全的部分。", in.Mode)
	}
	return nil
}

// decided asks for the ruling or opinion before a review is closed, except when
// it was withdrawn.
func decided(in ClosingFacts) *Blocker {
	if !in.Kind.Reviews() || in.Mode == court.ClosedReviewWithdrawn || in.done(nodeRuled) {
		return nil
	}
	return blocked("法发〔2014〕26号24—28条", "请在进度表“作出裁定或处理意见”填写办理日。", "还没有作出裁定或处理意见的记录，不能以“%s”结案。", in.Mode)
}
