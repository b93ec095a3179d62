package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// inquiryTerms are the parameters that say by when a way of asking is answered.
var inquiryTerms = map[court.InquiryWay]string{
	court.InquiryNational: "inquiry-national", court.InquiryDirect: "inquiry-direct", court.InquiryLetter: "inquiry-letter",
}

// InquiryDue gives the day by which an inquiry sent on a day is to be answered,
// and the parameter with its source.
func (r *Rules) InquiryDue(way court.InquiryWay, sent court.Date) (court.Date, Parameter) {
	p := r.planning(inquiryTerms[way], sent)
	return r.After(p, sent), p
}

// ClueDue gives the day by which a clue that came in on a day is checked: 7
// days, urgent ones 3 (法释〔2017〕8号 2; before 2017-05-01 5 days or at once,
// 法发〔2006〕35号 6), and the parameter with its source.
func (r *Rules) ClueDue(received court.Date, urgent bool) (court.Date, Parameter) {
	id := "T09"
	if urgent {
		id = "T09b"
	}
	p := r.planning(id, received)
	return r.After(p, received), p
}

// ProblemDue gives the day by which a clue to misconduct is handed over.
func (r *Rules) ProblemDue(found court.Date) court.Date {
	return r.After(r.planning("problem-handover", found), found)
}

// InquiryNode gives the node that a network inquiry of a case fills when it is
// answered in full: the first one, or the one before 终本 when it was made for
// that; "" for none.
func InquiryNode(nodes []court.Node, reason string) string {
	open := func(code string) bool {
		return slices.ContainsFunc(nodes, func(n court.Node) bool { return n.Code == code && n.Actual.IsZero() && n.Waived == "" })
	}
	switch {
	case open(nodeFirstInquiry):
		return nodeFirstInquiry
	case reason == court.InquiryLast && open(nodeLastInquiry):
		return nodeLastInquiry
	case open(nodeProtectInquiry):
		return nodeProtectInquiry
	}
	return ""
}

// NodeSurvey is 传统调查, which inquiries by letter fill.
const NodeSurvey = "006"

// LaterInquiryNode gives the half-yearly inquiry after 终本 (法〔2016〕373号 9)
// that one sent on a day stands for: the first open one whose half year has
// begun. One inquiry never stands for two half years.
func LaterInquiryNode(nodes []court.Node, closed, sent court.Date) string {
	begins := closed
	for i := 1; ; i++ {
		code := fmt.Sprintf("%s-%d", nodeLaterInquiry, i)
		at := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == code })
		if at < 0 || !sent.After(begins) {
			return ""
		}
		if n := nodes[at]; n.Actual.IsZero() && n.Waived == "" {
			return code
		}
		begins = nodes[at].Planned
	}
}

// InquiryFact is one inquiry of a case as 终本 looks at it.
type InquiryFact struct {
	Number   string
	Way      court.InquiryWay
	Reason   string
	Sent     court.Date
	Answered court.Date // of the last answer; zero while one is open
	Waits    int        // answers that have not come
	Scope    []string
	Result   string // what was found, for the evidence
}

// asks tells whether the inquiry shows a checklist item: in one of its ways and
// about one of its scopes.
func (q InquiryFact) asks(item ChecklistItem) bool {
	ways := slices.Contains(item.Inquiry, string(q.Way)) || slices.Contains(item.Inquiry, "网络") && q.Way.Network() || slices.Contains(item.Inquiry, "全部")
	return ways && (len(item.Scope) == 0 || slices.ContainsFunc(item.Scope, func(s string) bool { return slices.Contains(q.Scope, s) }))
}

// inquiries names the inquiries that show an item, and those that are not
// answered in full.
func (in ClosureFacts) inquiries(item ChecklistItem) (found, waiting []string) {
	if len(item.Inquiry) == 0 {
		return nil, nil
	}
	for _, q := range in.Inquiries {
		switch {
		case !q.asks(item) || q.Sent.After(in.Today):
		case q.Waits > 0:
			waiting = append(waiting, fmt.Sprintf("%s查询%s（%s发出）还有%d项没有反馈", q.Way, q.Number, q.Sent, q.Waits))
		case !q.Answered.After(in.Today):
			found = append(found, fmt.Sprintf("%s查询%s（%s发出，%s反馈完毕）%s", q.Way, q.Number, q.Sent, q.Answered, q.Result))
		}
	}
	return found, waiting
}

// lastNetwork gives the day of the newest network inquiry that was answered in
// full.
func (in ClosureFacts) lastNetwork() court.Date {
	var last court.Date
	for _, q := range in.Inquiries {
		if q.Way.Network() && q.Waits == 0 && !q.Answered.After(in.Today) && q.Sent.After(last) {
			last = q.Sent
		}
	}
	return last
}

// openClues tells of the clues that are not checked, or led to property that is
// not entered; "" when there are none.
func (in ClosureFacts) openClues() string {
	var list []string
	for _, c := range in.Clues {
		switch {
		case c.Received.After(in.Today):
		case c.Open():
			list = append(list, fmt.Sprintf("%s%s提供的“%s”（应于%s前核查）", c.Received, c.Giver, shortened(c.Content), c.Due))
		case c.Unentered():
			list = append(list, fmt.Sprintf("%s%s提供的“%s”属实，查明的财产没有登记", c.Received, c.Giver, shortened(c.Content)))
		}
	}
	return strings.Join(list, "；")
}

// shortened gives the beginning of a long text.
func shortened(text string) string {
	const most = 20
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "……"
	}
	return text
}
