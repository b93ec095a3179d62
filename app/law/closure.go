package law

import (
	"fmt"
	"slices"

	"zhixing/app/court"
)

// ItemKind says how an item of the 终本 checklist is satisfied.
type ItemKind string

// The kinds of checklist items.
const (
	ItemAuto   ItemKind = "auto"   // the program checks it
	ItemPaper  ItemKind = "paper"  // one of its forms was made, or it is ticked
	ItemManual ItemKind = "manual" // a person ticks it
)

// ChecklistItem is one material or condition of 终本.
type ChecklistItem struct {
	ID       string   `toml:"id"`
	Section  string   `toml:"section"` // heading it stands under
	Text     string   `toml:"text"`
	Basis    string   `toml:"basis"`
	Kind     ItemKind `toml:"kind"`
	Check    string   `toml:"check"` // name of the check of an auto item
	Forms    []string `toml:"forms"` // codes of papers any of which satisfies it
	Node     string   `toml:"node"`  // code of the node that goes with it
	Blocking bool     `toml:"blocking"`
	Applies  string   `toml:"applies"` // person, company, or "" for all debtors
}

type closureFile struct {
	Item []ChecklistItem `toml:"item"`
}

var checklist = lazy("closure.toml", newChecklist)

func newChecklist(f closureFile) ([]ChecklistItem, error) {
	if _, err := index(f.Item, func(i ChecklistItem) string { return i.ID }); err != nil {
		return nil, err
	}
	for _, i := range f.Item {
		auto := closureChecks[i.Check] != nil
		switch {
		case i.Text == "" || i.Basis == "" || i.Section == "":
			return nil, fmt.Errorf("item %s is incomplete", i.ID)
		case auto != (i.Kind == ItemAuto) || i.Kind == ItemPaper && len(i.Forms) == 0:
			return nil, fmt.Errorf("item %s cannot be satisfied", i.ID)
		case !slices.Contains([]ItemKind{ItemAuto, ItemPaper, ItemManual}, i.Kind) || !slices.Contains([]string{"", "person", "company"}, i.Applies):
			return nil, fmt.Errorf("item %s: kind %q, applies %q", i.ID, i.Kind, i.Applies)
		case i.Node != "" && nodeRules().rules[i.Node].Code == "":
			return nil, fmt.Errorf("item %s: no node %q", i.ID, i.Node)
		}
	}
	return f.Item, nil
}

// Checklist gives the items of the 终本 checklist in the order of the file.
func Checklist() []ChecklistItem { return slices.Clone(checklist()) }

// ClosureFacts are what the 终本 rules need to know of a case.
type ClosureFacts struct {
	Filed        court.Date
	Today        court.Date // the day of closing
	Limit        court.Date
	Debtors      []court.Party
	AllDead      bool                    // every debtor is dead
	OnlyActs     bool                    // the claim is for acts only
	Outstanding  court.Money             // 尚未执行标的金额
	Papers       map[string][]court.Date // dates of the papers that are not void, by form code
	Nodes        []court.Node
	Ticks        []court.ChecklistTick
	Verdict      court.ReviewVerdict // of the latest review, "" when there is none
	ReviewHanded court.Date          // day the latest review was handed in
}

// ItemResult is a checklist item held against the facts of a case.
type ItemResult struct {
	ChecklistItem
	Met  bool
	Say  string // what is missing when not met
	Hint string // what to do about it
}

// Blocker is a reason why a case may not be closed.
type Blocker struct {
	Item  string // id of the checklist item; "" for reasons outside it
	Say   string
	Hint  string
	Basis string
}

// CheckClosure holds every item that applies to the case against the facts.
func CheckClosure(in ClosureFacts) []ItemResult {
	var out []ItemResult
	for _, item := range checklist() {
		if in.applies(item) {
			out = append(out, in.result(item))
		}
	}
	return out
}

// CanCloseInterim gives the reasons why 终本 is not allowed today, none when
// it is (法〔2016〕373号, 民诉法解释 517, plan item 6).
func CanCloseInterim(in ClosureFacts) []Blocker {
	var out []Blocker
	for _, r := range CheckClosure(in) {
		if r.Blocking && !r.Met {
			out = append(out, Blocker{Item: r.ID, Say: r.Say, Hint: r.Hint, Basis: r.Basis})
		}
	}
	return out
}

func (in ClosureFacts) applies(item ChecklistItem) bool {
	if item.Applies == "" || len(in.Debtors) == 0 {
		return true
	}
	return slices.ContainsFunc(in.Debtors, func(p court.Party) bool {
		return (p.Kind == court.PartyPerson) == (item.Applies == "person")
	})
}

func (in ClosureFacts) result(item ChecklistItem) ItemResult {
	r := ItemResult{ChecklistItem: item, Met: true}
	if item.Kind == ItemAuto {
		if say, hint := closureChecks[item.Check](in); say != "" {
			r.Met, r.Say, r.Hint = false, say, hint
		}
		return r
	}
	node := in.node(item.Node)
	made := slices.ContainsFunc(item.Forms, func(form string) bool { return !in.latestPaper(form).IsZero() })
	waived := item.Kind == ItemManual && node.Waived != ""
	if in.ticked(item.ID) || made || waived || in.done(node) {
		return r
	}
	r.Met, r.Say = false, "尚缺：“"+item.Text+"”。"
	r.Hint = "请核对后勾选，并写明材料名称。"
	if item.Kind == ItemPaper {
		r.Hint = "请制作该文书；已有纸质文书的，请勾选并写明。"
	}
	return r
}

// latestPaper gives the date of the newest paper of the form that is not dated
// after today.
func (in ClosureFacts) latestPaper(form string) court.Date {
	var latest court.Date
	for _, d := range in.Papers[form] {
		if !d.After(in.Today) && d.After(latest) {
			latest = d
		}
	}
	return latest
}

// earliestPaper gives the date of the first paper of the form.
func (in ClosureFacts) earliestPaper(form string) court.Date {
	if dates := in.Papers[form]; len(dates) > 0 {
		return slices.MinFunc(dates, court.Date.Compare)
	}
	return court.Date{}
}

func (in ClosureFacts) node(code string) court.Node {
	for _, n := range in.Nodes {
		if code != "" && n.Code == code {
			return n
		}
	}
	return court.Node{}
}

func (in ClosureFacts) done(n court.Node) bool {
	return !n.Actual.IsZero() && !n.Actual.After(in.Today)
}

func (in ClosureFacts) ticked(item string) bool {
	return slices.ContainsFunc(in.Ticks, func(t court.ChecklistTick) bool { return t.Item == item && t.Done })
}

// closureChecks are the checks of auto items: each gives what is wrong and
// what to do, or nothing.
var closureChecks = map[string]func(ClosureFacts) (say, hint string){
	"over-three-months": func(in ClosureFacts) (string, string) {
		end := planning("closure-min", in.Today).After(in.Filed)
		if in.Filed.IsZero() || !in.Today.After(end) {
			return fmt.Sprintf("立案于%s，到%s才满三个月，须超过三个月方可终本。", in.Filed.Text(), end.Text()),
				"请继续执行，同时准备终本材料。"
		}
		return "", ""
	},
	"within-limit": func(in ClosureFacts) (string, string) {
		if !in.Limit.IsZero() && in.Today.After(in.Limit) {
			return "执行期限已于" + in.Limit.Text() + "届满。", "请补办延长手续或记录扣除期间，并说明超期原因。"
		}
		return "", ""
	},
	"network-inquiry": checkInquiry,
	"clues-checked": func(in ClosureFacts) (string, string) {
		n := in.node("009")
		if !n.Planned.IsZero() && !in.done(n) && n.Waived == "" {
			return "财产线索还没有核查完（应于" + n.Planned.Text() + "前核查）。", "请核查线索，并在进度表“线索核查”填写结果。"
		}
		return "", ""
	},
	"interview": func(in ClosureFacts) (string, string) {
		before := func(d court.Date) bool { return !d.IsZero() && d.Before(in.Today) }
		if before(in.earliestPaper("interim-interview")) || before(in.node("007").Actual) {
			return "", ""
		}
		return "还没有在结案日之前约谈申请执行人。", "请约谈申请执行人，制作终本约谈笔录；结案日须晚于约谈日。"
	},
	"outstanding": func(in ClosureFacts) (string, string) {
		if in.Outstanding <= 0 {
			return "尚未执行的标的金额为零，不符合终本条件。", "已全部执行的，请以“执行完毕”结案。"
		}
		return "", ""
	},
	"not-only-acts": func(in ClosureFacts) (string, string) {
		if in.OnlyActs {
			return "执行标的仅为行为，不能终本。", "请继续执行该行为，或者以其他方式结案。"
		}
		return "", ""
	},
	"not-all-dead": func(in ClosureFacts) (string, string) {
		if in.AllDead {
			return "被执行人均已死亡，不能终本。", "请查明遗产和义务承担人，依法变更被执行人或者终结执行。"
		}
		return "", ""
	},
	"review-passed": func(in ClosureFacts) (string, string) {
		switch in.Verdict {
		case court.ReviewPassed:
			return "", ""
		case "":
			return "终本评查还没有结论。", "请把终本材料送评查，评查合格后再结案。"
		}
		return "终本评查结论为“" + string(in.Verdict) + "”。", "请按评查意见整改后重新送评查。"
	},
	"review-in-time": func(in ClosureFacts) (string, string) {
		due, _, _ := ReviewHandIn(in.Limit, in.Filed)
		handed := in.ReviewHanded
		if handed.IsZero() {
			handed = in.Today
		}
		if !due.IsZero() && handed.After(due) {
			return "终本材料最迟应于" + due.Text() + "送评查。", "请尽快送评查，并说明迟延原因。"
		}
		return "", ""
	},
}

// checkInquiry asks for a network inquiry in the three months before closing.
func checkInquiry(in ClosureFacts) (say, hint string) {
	var last court.Date
	for _, code := range []string{"004", "037"} {
		if n := in.node(code); in.done(n) && n.Actual.After(last) {
			last = n.Actual
		}
	}
	hint = "请发起网络查控，并在进度表“终本前网络查控”填写办理日。"
	switch {
	case last.IsZero():
		return "没有网络查控的记录。", hint
	case planning("inquiry-fresh", in.Today).After(last).Before(in.Today):
		return "最近一次网络查控在" + last.Text() + "，已超过三个月。", hint
	}
	return "", ""
}

// CloseFacts are what closing a case in any mode needs to know.
type CloseFacts struct {
	Kind           court.CaseKind
	Status         court.Status
	Outstanding    court.Money // 尚未执行标的金额
	SettlementDone bool        // 和解协议 was fulfilled, which settles what is outstanding
	Reason         string      // 结案说明: the event and item of 26号 17–20
	Interim        ClosureFacts
}

// CloseConditions gives the reasons why a case may not be closed in the mode,
// none when it may (法发〔2014〕26号 14–23). For 终本 the checklist is included.
func CloseConditions(mode court.ClosingMode, in CloseFacts) []Blocker {
	var out []Blocker
	block := func(basis, hint, format string, args ...any) {
		out = append(out, Blocker{Say: fmt.Sprintf(format, args...), Hint: hint, Basis: basis})
	}
	if !slices.Contains(court.ClosingModesOf(in.Kind), mode) {
		block("法发〔2014〕26号14、21、22条", "请选择适用的结案方式。", "%s案件不能以“%s”方式结案。", in.Kind.Name(), mode)
	}
	switch in.Status {
	case court.StatusClosed:
		block("", "", "案件已经结案。")
	case court.StatusSuspended, court.StatusDeferred:
		block("法发〔2014〕26号23条", "请先恢复执行。", "案件处于“%s”状态，不得结案。", in.Status)
	case court.StatusSettling:
		fulfilled := mode == court.ClosedFulfilled && in.SettlementDone
		if !fulfilled && mode != court.ClosedTerminated {
			block("法发〔2014〕26号23条", "履行完毕的请注明并以“执行完毕”结案；不履行的请恢复执行。", "和解协议还在履行，不得以“%s”结案。", mode)
		}
	}
	switch mode {
	case court.ClosedFulfilled:
		if in.Outstanding > 0 && !in.SettlementDone {
			block("法发〔2014〕26号15条", "请核对收款登记；和解履行完毕的，请注明并附协议和履行证明。", "还有 %s 元没有执行到位，不能以“执行完毕”结案。", in.Outstanding)
		}
	case court.ClosedTerminated, court.ClosedWithdrawn, court.ClosedRefused, court.ClosedRejected:
		if court.CleanLine(in.Reason) == "" {
			block("法发〔2014〕26号17—20条", "请写明符合哪一项情形。", "以“%s”结案须写明事由。", mode)
		}
	case court.ClosedInterim:
		out = append(out, CanCloseInterim(in.Interim)...)
	}
	return out
}
