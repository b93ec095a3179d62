package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Codes of the forms that rules speak of.
const (
	FormInterimRuling    = "interim-ruling"    // 终本裁定书: only after a passed review
	formInterimInterview = "interim-interview" // 终本约谈笔录
	formMoneyStatement   = "money-statement"   // 案款明细
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
	ID           string   `toml:"id"`
	Section      string   `toml:"section"` // heading it stands under
	Text         string   `toml:"text"`
	Basis        string   `toml:"basis"`
	Kind         ItemKind `toml:"kind"`
	Check        string   `toml:"check"`  // name of the check of an auto item
	Forms        []string `toml:"forms"`  // codes of papers any of which satisfies it
	Node         string   `toml:"node"`   // code of the node that goes with it
	Served       []string `toml:"served"` // codes of papers whose service on every debtor satisfies it
	Blocking     bool     `toml:"blocking"`
	BeforeReview bool     `toml:"before_review"` // needed when the materials go to review
	Applies      string   `toml:"applies"`       // person, company, or "" for all debtors
	Inquiry      []string `toml:"inquiry"`       // ways of inquiries that show it: 网络, 线下调查, 全部
	Scope        []string `toml:"scope"`         // what such an inquiry must have asked about, any of these
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

// ItemText gives the text of a checklist item, "" for an unknown id.
func ItemText(id string) string {
	for _, i := range checklist() {
		if i.ID == id {
			return i.Text
		}
	}
	return ""
}

// ClosureFacts are what the 终本 rules need to know of a case.
type ClosureFacts struct {
	Filed        court.Date
	Today        court.Date // the day of closing
	Limit        court.Date
	Debtors      []court.Party
	AllDead      bool        // every debtor is dead
	OnlyActs     bool        // the claim is for acts only
	Owed         court.Money // 尚未执行标的金额
	Papers       []court.Paper
	Nodes        []court.Node
	Ticks        []court.ChecklistTick
	Services     []court.Service     // the register of service
	Inquiries    []InquiryFact       // for property, those that count
	Clues        []court.Clue        // to property
	Sales        []court.Sale        // of the case's properties
	Held         court.Money         // of the case's money, not paid out
	LastMove     court.Date          // day money last came in or went out
	Verdict      court.ReviewVerdict // of the latest review, "" while there is none
	ReviewHanded court.Date          // day the latest review was handed in
}

// ItemResult is a checklist item held against the facts of a case.
type ItemResult struct {
	ChecklistItem
	Met      bool
	Ticked   bool   // a person ticked it
	Evidence string // papers, node and ticked materials that show it
	Say      string // what is missing when it is not met
	Hint     string // what to do about it
}

// Blocker is a reason why a case may not be closed or go to review.
type Blocker struct {
	Item  string // id of the checklist item; "" for reasons outside it
	Say   string
	Hint  string
	Basis string
}

// CheckClosure holds every item that applies to the case against the facts.
func (r *Rules) CheckClosure(in ClosureFacts) []ItemResult {
	var out []ItemResult
	for _, item := range checklist() {
		if in.applies(item) {
			out = append(out, in.result(r, item))
		}
	}
	return out
}

// CheckClosure is Rules.CheckClosure by the delivered rules.
func CheckClosure(in ClosureFacts) []ItemResult { return Default().CheckClosure(in) }

// CanCloseInterim gives the reasons why 终本 is not allowed today, none when
// it is (法〔2016〕373号, 民诉法解释 517, plan item 6).
func (r *Rules) CanCloseInterim(in ClosureFacts) []Blocker {
	return r.blockers(in, func(ChecklistItem) bool { return true })
}

// CanCloseInterim is Rules.CanCloseInterim by the delivered rules.
func CanCloseInterim(in ClosureFacts) []Blocker { return Default().CanCloseInterim(in) }

// MissingForReview gives what keeps the 终本 materials from going to review
// today; closing itself comes on a later day.
func (r *Rules) MissingForReview(in ClosureFacts) []Blocker {
	in.Today = in.Today.AddDays(1)
	return r.blockers(in, func(i ChecklistItem) bool { return i.BeforeReview })
}

// MissingForReview is Rules.MissingForReview by the delivered rules.
func MissingForReview(in ClosureFacts) []Blocker { return Default().MissingForReview(in) }

func (r *Rules) blockers(in ClosureFacts, counts func(ChecklistItem) bool) []Blocker {
	var out []Blocker
	for _, x := range r.CheckClosure(in) {
		if x.Blocking && !x.Met && counts(x.ChecklistItem) {
			out = append(out, Blocker{Item: x.ID, Say: x.Say, Hint: x.Hint, Basis: x.Basis})
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

func (in ClosureFacts) result(rules *Rules, item ChecklistItem) ItemResult {
	r := ItemResult{ChecklistItem: item}
	var waiting []string
	r.Evidence, waiting = in.evidence(item)
	if item.Kind == ItemAuto {
		r.Say, r.Hint = closureChecks[item.Check](rules, in)
		r.Met = r.Say == ""
		return r
	}
	for _, t := range in.Ticks {
		if t.Item == item.ID && t.Done {
			r.Ticked = true
			r.Evidence = strings.Trim(r.Evidence+"；"+t.Evidence, "；")
		}
	}
	if r.Met = r.Ticked || r.Evidence != ""; r.Met {
		return r
	}
	if len(waiting) > 0 {
		r.Say, r.Hint = strings.Join(waiting, "；")+"。", "待签发的，请在本案“文书”页签发，或者登记纸上的签发；没有反馈的，请催办后在“查询”页登记反馈。"
		return r
	}
	r.Say, r.Hint = "尚缺：“"+item.Text+"”。", "请核对后勾选，并写明材料名称。"
	if item.Kind == ItemPaper {
		r.Hint = "请制作该文书；已有纸质文书的，请勾选并写明。"
	}
	return r
}

// evidence names the newest paper of each of the item's forms and its node,
// as far as they are made and done by today; apart from them the papers that
// are made but not signed off, which are none yet.
func (in ClosureFacts) evidence(item ChecklistItem) (found string, waiting []string) {
	var list []string
	for _, form := range item.Forms {
		var newest court.Paper
		for _, p := range in.papersOf(form) {
			better := newest.WaitsForSignature() && !p.WaitsForSignature()
			worse := p.WaitsForSignature() && !newest.Dated.IsZero() && !newest.WaitsForSignature()
			if better || !worse && !p.Dated.Before(newest.Dated) {
				newest = p
			}
		}
		switch {
		case newest.Dated.IsZero():
		case form == formMoneyStatement && newest.Dated.Before(in.LastMove):
			waiting = append(waiting, newest.Name+"（"+newest.Dated.String()+"）早于最后一笔收付（"+in.LastMove.String()+"），要重新制作")
		case newest.WaitsForSignature():
			waiting = append(waiting, "待"+newest.SignOff+"签发："+newest.Name+"（"+newest.Dated.String()+"）")
		default:
			list = append(list, newest.Name+"（"+newest.Dated.String()+"）")
		}
	}
	if served := in.servedEvidence(item); served != "" {
		list = append(list, served)
	}
	answered, open := in.inquiries(item)
	list, waiting = append(list, answered...), append(waiting, open...)
	switch n := in.node(item.Node); {
	case in.done(n):
		list = append(list, n.Name+"（"+n.Actual.String()+"）"+n.Result)
	case n.Waived != "" && item.Kind == ItemManual: // a paper cannot be excused
		list = append(list, n.Name+"免办："+n.Waived)
	}
	return strings.Join(list, "；"), waiting
}

// papersOf gives the papers of a form that are valid today.
func (in ClosureFacts) papersOf(form string) []court.Paper {
	var out []court.Paper
	for _, p := range in.Papers {
		if p.Form == form && p.Void == "" && !p.Dated.After(in.Today) {
			out = append(out, p)
		}
	}
	return out
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
