package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ServiceQuery says which rows of the list of service are wanted. Zero values
// filter nothing.
type ServiceQuery struct {
	CaseID int64
	State  court.ServiceState
	Late   bool   // only what waits too long, or a notice that has run out
	Closed bool   // closed cases too
	Search string // each word in number, debtors, officer, paper or recipient
}

// ServiceLine is one paper for one recipient: what was done to bring it there.
type ServiceLine struct {
	Case    ServiceCase
	PaperID int64
	Form    string
	Paper   string
	PaperNo string
	Dated   court.Date
	To      string // "" while only the maker of the paper knows
	Role    string
	Address string // the party's, when nothing else is known
	Phone   string

	State    court.ServiceState
	Last     court.Service // the line that stands; ID 0 when there is none
	Attempts int
	Due      court.Date // when it should be served, answered, or the notice has run out
	Days     int        // since it was made or sent
	Late     bool
	Say      string // where it stands, in words
}

// CaseService is the register of one case.
type CaseService struct {
	Lines     []ServiceLine
	History   []court.Service // newest first, replaced lines too
	Addresses []court.ServiceAddress
}

// CaseService gives the register of a case.
func (o *Office) CaseService(ctx context.Context, caseID int64) (CaseService, error) {
	return read(ctx, o, func(r Reader) (out CaseService, err error) {
		if out.Lines, err = o.serviceLines(r, ServiceQuery{CaseID: caseID}); err != nil {
			return out, err
		}
		if out.History, err = r.Services(caseID); err != nil {
			return out, err
		}
		slices.Reverse(out.History)
		out.Addresses, err = r.ServiceAddresses(caseID)
		return out, err
	})
}

// ServiceLedger gives the list of service over all cases (送达台账), newest case
// first.
func (o *Office) ServiceLedger(ctx context.Context, q ServiceQuery) ([]ServiceLine, error) {
	return read(ctx, o, func(r Reader) ([]ServiceLine, error) {
		lines, err := o.serviceLines(r, q)
		return slices.DeleteFunc(lines, func(l ServiceLine) bool {
			return q.State != "" && l.State != q.State || q.Late && !l.Late ||
				!hasWords(q.Search, l.Case.Number, l.Case.Debtors, l.Case.Officer, l.Paper, l.To, l.Last.Tracking)
		}), err
	})
}

// serviceNodes lists the nodes that are done when papers are served.
func serviceNodes() []string {
	var out []string
	for _, form := range law.ServedForms() {
		if code := law.NodeOfForm(form); code != "" && law.IsServed(code) {
			out = append(out, code)
		}
	}
	return out
}

func (o *Office) serviceLines(r Reader, q ServiceQuery) ([]ServiceLine, error) {
	rules, err := o.rulesOf(r)
	if err != nil {
		return nil, err
	}
	facts, err := r.ServiceFacts(ServiceScope{CaseID: q.CaseID, Closed: q.Closed, Forms: law.ServedForms(), Nodes: serviceNodes()})
	if err != nil {
		return nil, err
	}
	l := newServiceList(facts)
	for _, p := range facts.Papers {
		l.expect(p)
	}
	for _, s := range facts.Services {
		l.attempt(s)
	}
	var out []ServiceLine
	for _, id := range facts.Order {
		for _, line := range l.lines[id] {
			if line.To == "" && l.known(line) || line.Last.Result == court.ServiceVoid && line.PaperID == 0 {
				continue
			}
			l.judge(line, rules, o.Today())
			out = append(out, *line)
		}
	}
	return out, nil
}

// serviceList puts papers, recipients and attempts together.
type serviceList struct {
	facts   ServiceFacts
	parties map[int64][]court.Party
	done    map[int64]map[string]court.Node // by case and code
	lines   map[int64][]*ServiceLine
}

func newServiceList(f ServiceFacts) *serviceList {
	l := &serviceList{facts: f, parties: map[int64][]court.Party{}, done: map[int64]map[string]court.Node{}, lines: map[int64][]*ServiceLine{}}
	for _, p := range f.Parties {
		l.parties[p.CaseID] = append(l.parties[p.CaseID], p)
	}
	for _, n := range f.Nodes {
		if l.done[n.CaseID] == nil {
			l.done[n.CaseID] = map[string]court.Node{}
		}
		l.done[n.CaseID][n.Code] = n
	}
	return l
}

// expect adds a line for each whom the paper is for.
func (l *serviceList) expect(p court.Paper) {
	add := func(to, role, address, phone string) {
		line := &ServiceLine{Case: l.facts.Cases[p.CaseID], PaperID: p.ID, Form: p.Form, Paper: p.Name, PaperNo: p.Number, Dated: p.Dated,
			To: to, Role: role, Address: address, Phone: phone}
		if p.WaitsForSignature() {
			line.Say = "待签发"
		}
		l.lines[p.CaseID] = append(l.lines[p.CaseID], line)
	}
	roles := law.ServedTo(p.Form)
	found := false
	for _, y := range l.parties[p.CaseID] {
		if p.For == y.Name || p.For == "" && slices.Contains(roles, string(y.Role)) {
			add(y.Name, string(y.Role), y.Address, y.Phone)
			found = true
		}
	}
	switch {
	case found:
	case p.For != "": // a party that was taken out of the case since
		add(p.For, "", "", "")
	default:
		add("", "", "", "")
	}
}

// attempt adds an attempt to its line.
func (l *serviceList) attempt(s court.Service) {
	for _, line := range l.lines[s.CaseID] {
		if samePaper(s, court.Service{PaperID: line.PaperID, Paper: line.Paper, To: line.To}) {
			line.take(s)
			return
		}
	}
	for _, p := range l.parties[s.CaseID] {
		for _, line := range l.lines[s.CaseID] {
			if s.To != line.To && line.To == p.Name && s.PaperID == line.PaperID && s.Paper == line.Paper && s.Reaches(p) {
				line.take(s)
				return
			}
		}
	}
	line := &ServiceLine{Case: l.facts.Cases[s.CaseID], PaperID: s.PaperID, Form: s.Form, Paper: s.Paper, PaperNo: s.PaperNo, Dated: s.Dated,
		To: s.To, Role: s.Role, Address: s.Address}
	line.take(s)
	l.lines[s.CaseID] = append(l.lines[s.CaseID], line)
}

// take counts an attempt; one that succeeded stands before later ones.
func (line *ServiceLine) take(s court.Service) {
	if s.Result == court.ServiceVoid && line.Last.ID != 0 {
		return
	}
	if s.Result != court.ServiceVoid {
		line.Attempts++
	}
	if line.Last.Result != court.ServiceServed || s.Result == court.ServiceServed && s.Served.Before(line.Last.Served) {
		line.Last = s
	}
}

// known tells whether somebody is entered for a paper whose recipient only its
// maker knows.
func (l *serviceList) known(line *ServiceLine) bool {
	return slices.ContainsFunc(l.lines[line.Case.ID], func(x *ServiceLine) bool { return x.PaperID == line.PaperID && x.To != "" && x.Attempts > 0 })
}

// judge says where a line stands today.
func (l *serviceList) judge(line *ServiceLine, rules *law.Rules, today court.Date) {
	s := line.Last
	switch {
	case s.Result == court.ServiceServed:
		line.State, line.Due = court.StateServed, s.Served
		line.Say = fmt.Sprintf("%s %s", s.Served, s.Way)
		if s.To != line.To {
			line.Say += "代理人" + s.To
		}
	case s.Result == court.ServiceUnderway && s.Way == court.ServicePublic:
		end, _ := rules.NoticeEnd(s.Sent)
		line.State, line.Due, line.Days, line.Late = court.StateNotice, end, s.Sent.DaysUntil(today), !today.Before(end)
		line.Say = fmt.Sprintf("公告到%s期满", end)
		if line.Late {
			line.Say = fmt.Sprintf("公告已于%s期满，请登记送达", end)
		}
	case s.Result == court.ServiceUnderway:
		line.State, line.Due, line.Days = court.StateUnderway, rules.AnswerDue(s.Sent), s.Sent.DaysUntil(today)
		line.Late = today.After(line.Due)
		line.Say = fmt.Sprintf("%s %s，等待结果", s.Sent, s.Way)
		if line.Late {
			line.Say = fmt.Sprintf("%s，发出 %d 天没有结果", s.Way, line.Days)
		}
	default:
		l.unserved(line, rules, today)
	}
}

// unserved judges what was not served, unless the progress table says that it
// was before the register was kept.
func (l *serviceList) unserved(line *ServiceLine, rules *law.Rules, today court.Date) {
	s := line.Last
	n, done := l.done[line.Case.ID][law.NodeOfForm(line.Form)]
	if done && s.ID == 0 && law.NodeOfForm(line.Form) != "" && !n.Actual.Before(line.Dated) {
		line.State, line.Due = court.StateServed, n.Actual
		line.Say = fmt.Sprintf("%s（进度表，未逐人登记）", n.Actual)
		return
	}
	line.State = court.StateUnserved
	if !line.Dated.IsZero() {
		line.Due, line.Days = rules.ServiceDue(line.Dated), line.Dated.DaysUntil(today)
		line.Late = today.After(line.Due) && line.Say == ""
	}
	switch {
	case s.ID != 0 && s.Result != court.ServiceVoid:
		line.Say = fmt.Sprintf("%s %s%s：%s", s.Sent, s.Way, s.Result, s.Why)
	case line.Say != "":
	case line.Late:
		line.Say = fmt.Sprintf("制作 %d 天没有送达", line.Days)
	default:
		line.Say = "待送达"
	}
}
