package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// FormsOfEvent lists the forms whose papers an event or node is about: all of
// 送达执行通知书、报告财产令, or the one of a node that is done when served.
func (o *Office) FormsOfEvent(id string) []FormInfo {
	codes := []string{id}
	if e, ok := law.EventOf(id); ok {
		codes = e.Fills
	}
	var out []FormInfo
	for _, f := range o.press.Forms() {
		if code := law.NodeOfForm(f.Code); code != "" && law.IsServed(code) && slices.Contains(codes, code) {
			out = append(out, f)
		}
	}
	return out
}

// ServeMany enters one service of the forms' papers in many cases, on everybody
// they are for who was not served yet. A paper that was not made with the
// program is entered by its name where the progress table still waits for it.
func (o *Office) ServeMany(ctx context.Context, actor Actor, caseIDs []int64, forms []FormInfo, s court.Service, done func(n, of int)) ([]BatchItem, error) {
	if err := Allow(actor, MayRecordService); err != nil {
		return nil, err
	}
	return o.each(ctx, caseIDs, done, func(id int64) error {
		targets, err := o.unserved(ctx, id, forms)
		if err != nil {
			return err
		}
		if len(targets) == 0 {
			return o.nothingToServe(ctx, id, forms)
		}
		out, err := o.RecordService(ctx, actor, id, s, targets)
		if err == nil && len(out.Hints) > 0 {
			return &batchNote{say: strings.Join(out.Hints, "")}
		}
		return err
	})
}

// nothingToServe tells of a case where the papers were served before, which
// stays as it is; a case that has no such papers is refused.
func (o *Office) nothingToServe(ctx context.Context, caseID int64, forms []FormInfo) error {
	nodes, err := o.Nodes(ctx, caseID)
	if err != nil {
		return err
	}
	var last court.Date
	for _, n := range nodes {
		ours := slices.ContainsFunc(forms, func(f FormInfo) bool { return law.NodeOfForm(f.Code) == n.Code })
		if ours && n.Actual.After(last) {
			last = n.Actual
		}
	}
	if last.IsZero() {
		return court.Errorf(court.CodeRefused, "没有待送达的%s。", namesOfForms(forms))
	}
	return &batchNote{left: true, say: fmt.Sprintf("已经登记过送达（%s），未改。", last)}
}

func namesOfForms(forms []FormInfo) string {
	var names []string
	for _, f := range forms {
		names = append(names, f.Name)
	}
	return strings.Join(names, "、")
}

// unserved lists the papers of the forms in a case that still go out.
func (o *Office) unserved(ctx context.Context, caseID int64, forms []FormInfo) ([]ServiceTarget, error) {
	c, err := o.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	register, err := o.CaseService(ctx, caseID)
	if err != nil {
		return nil, err
	}
	nodes, err := o.Nodes(ctx, caseID)
	if err != nil {
		return nil, err
	}
	var out []ServiceTarget
	for _, f := range forms {
		have := false
		for _, l := range register.Lines {
			have = have || l.Form == f.Code && l.PaperID != 0
			if l.Form == f.Code && l.State == court.StateUnserved && l.To != "" {
				out = append(out, ServiceTarget{PaperID: l.PaperID, Form: l.Form, Paper: l.Paper, To: l.To, Role: l.Role})
			}
		}
		if !have && waitsFor(nodes, law.NodeOfForm(f.Code)) {
			out = append(out, onPaper(c, f, register.Lines)...)
		}
	}
	return out, nil
}

// waitsFor tells whether the progress table has the node open.
func waitsFor(nodes []court.Node, code string) bool {
	return slices.ContainsFunc(nodes, func(n court.Node) bool { return n.Code == code && n.Actual.IsZero() && n.Waived == "" })
}

// onPaper names those whom a paper is for that was not made with the program
// and for whom nothing is entered.
func onPaper(c court.Case, f FormInfo, lines []ServiceLine) []ServiceTarget {
	var out []ServiceTarget
	for _, p := range c.Parties {
		entered := slices.ContainsFunc(lines, func(l ServiceLine) bool { return l.Form == f.Code && l.To == p.Name })
		if slices.Contains(law.ServedTo(f.Code), string(p.Role)) && !entered {
			out = append(out, ServiceTarget{Form: f.Code, Paper: f.Name, To: p.Name, Role: string(p.Role)})
		}
	}
	return out
}
