package law

import (
	"fmt"

	"zhixing/app/court"
)

// closureChecks are the checks of auto items by name: each gives what is wrong
// and what to do, or nothing.
var closureChecks = map[string]func(*Rules, ClosureFacts) (say, hint string){
	"over-three-months": checkThreeMonths,
	"within-limit":      checkLimit,
	"network-inquiry":   checkInquiry,
	"clues-checked":     checkClues,
	"interview":         checkInterview,
	"sales-over":        checkSales,
	"outstanding":       checkOwed,
	"paid-out":          checkPaidOut,
	"not-only-acts":     checkActs,
	"not-all-dead":      checkAlive,
	"review-passed":     checkReview,
	"review-in-time":    checkHandIn,
}

func checkThreeMonths(r *Rules, in ClosureFacts) (say, hint string) {
	if in.Filed.IsZero() {
		return "案件没有立案日期。", "请在案件信息中填写立案日期。"
	}
	if end := r.interimOpens(in.Filed); !in.Today.After(end) {
		return fmt.Sprintf("立案于%s，到%s才满三个月，须超过三个月方可终本。", in.Filed.Text(), end.Text()),
			"请继续执行，同时准备终本材料。"
	}
	return "", ""
}

func checkLimit(_ *Rules, in ClosureFacts) (say, hint string) {
	if !in.Limit.IsZero() && in.Today.After(in.Limit) {
		return "执行期限已于" + in.Limit.Text() + "届满。", "请补办延长手续或记录扣除期间，并说明超期原因。"
	}
	return "", ""
}

// checkInquiry asks for a network inquiry in the three months before closing.
func checkInquiry(r *Rules, in ClosureFacts) (say, hint string) {
	var last court.Date
	for _, code := range []string{nodeFirstInquiry, nodeLastInquiry} {
		if n := in.node(code); in.done(n) && n.Actual.After(last) {
			last = n.Actual
		}
	}
	if on := in.lastNetwork(); on.After(last) {
		last = on
	}
	hint = "请发起网络查控，在“查询”页登记并登记反馈；或者在进度表“终本前网络查控”填写办理日。"
	switch {
	case last.IsZero():
		return "没有网络查控的记录。", hint
	case r.After(r.planning("inquiry-fresh", in.Today), last).Before(in.Today):
		return "最近一次网络查控在" + last.Text() + "，已超过三个月。", hint
	}
	return "", ""
}

// checkClues refuses while a clue that came in, which gave the node its
// planned date, is not checked.
func checkClues(_ *Rules, in ClosureFacts) (say, hint string) {
	if open := in.openClues(); open != "" {
		return "财产线索还没有核查完：" + open + "。", "请核查线索，并在“查询”页登记结果。"
	}
	n := in.node(NodeClue)
	if len(in.Clues) == 0 && !n.Planned.IsZero() && !in.done(n) && n.Waived == "" {
		return "财产线索还没有核查完（应于" + n.Planned.Text() + "前核查）。", "请核查线索，并在进度表“线索核查”填写结果。"
	}
	return "", ""
}

// checkSales refuses while a property is being sold: what can be sold is not
// 不能处置.
func checkSales(_ *Rules, in ClosureFacts) (say, hint string) {
	for _, s := range in.Sales {
		if s.Stage.Open() {
			return "“" + s.Property + "”正在处置（" + string(s.Stage) + "，" + s.Step + "）。", "请在“处置”页办完；不能处置的，终止处置并写明原因。"
		}
	}
	return "", ""
}

// checkInterview asks for an interview with the applicant on a day before
// closing.
func checkInterview(_ *Rules, in ClosureFacts) (say, hint string) {
	if n := in.node(nodeInterview); !n.Actual.IsZero() && n.Actual.Before(in.Today) {
		return "", ""
	}
	for _, p := range in.papersOf(formInterimInterview) {
		if p.Dated.Before(in.Today) {
			return "", ""
		}
	}
	return "还没有在结案日之前约谈申请执行人。", "请约谈申请执行人，制作终本约谈笔录；结案日须晚于约谈日。"
}

func checkOwed(_ *Rules, in ClosureFacts) (say, hint string) {
	if in.Owed <= 0 {
		return "尚未执行的标的金额为零，不符合终本条件。", "已全部执行的，请以“执行完毕”结案。"
	}
	return "", ""
}

func checkPaidOut(_ *Rules, in ClosureFacts) (say, hint string) {
	if in.Held > 0 {
		return fmt.Sprintf("账上还有%s元案款没有发放。", in.Held), "请先发放案款；应提存或退还的，请办理提存或退款。"
	}
	return "", ""
}

func checkActs(_ *Rules, in ClosureFacts) (say, hint string) {
	if in.OnlyActs {
		return "执行标的仅为行为，不能终本。", "请继续执行该行为，或者以其他方式结案。"
	}
	return "", ""
}

func checkAlive(_ *Rules, in ClosureFacts) (say, hint string) {
	if in.AllDead {
		return "被执行人均已死亡，不能终本。", "请查明遗产和义务承担人，依法变更被执行人或者终结执行。"
	}
	return "", ""
}

func checkReview(_ *Rules, in ClosureFacts) (say, hint string) {
	switch in.Verdict {
	case court.ReviewPassed:
		return "", ""
	case "":
		return "终本评查还没有结论。", "请把终本材料送评查，评查合格后再结案。"
	default:
		return "终本评查结论为“" + string(in.Verdict) + "”。", "请按评查意见整改后重新送评查。"
	}
}

// checkHandIn tells whether the materials went, or still can go, to review in
// time.
func checkHandIn(r *Rules, in ClosureFacts) (say, hint string) {
	due, _, _ := r.ReviewHandIn(in.Limit, in.Filed)
	handed := in.ReviewHanded
	if handed.IsZero() {
		handed = in.Today
	}
	if !due.IsZero() && handed.After(due) {
		return "终本材料最迟应于" + due.Text() + "送评查。", "请尽快送评查，并说明迟延原因。"
	}
	return "", ""
}
