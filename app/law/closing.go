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
}

// CloseConditions gives the reasons why a case may not be closed in the mode,
// none when it may (法发〔2014〕26号 14–23).
func CloseConditions(in ClosingFacts) []Blocker {
	var out []Blocker
	for _, rule := range []func(ClosingFacts) *Blocker{modeFits, statusAllows, fulfilled, paidOut, reasonGiven} {
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

// reasonGiven asks for the event of 26号 17–20 in modes that need one.
func reasonGiven(in ClosingFacts) *Blocker {
	modes := []court.ClosingMode{court.ClosedTerminated, court.ClosedWithdrawn, court.ClosedRefused, court.ClosedRejected}
	if !slices.Contains(modes, in.Mode) || court.CleanLine(in.Note) != "" {
		return nil
	}
	return blocked("法发〔2014〕26号17—20条", "请在结案说明写明符合哪一项情形。", "以“%s”结案须写明事由。", in.Mode)
}
