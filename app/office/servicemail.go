package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// NoticeEnd gives the day on which a notice published on the day counts as
// service, by the court's present rules.
func (o *Office) NoticeEnd(published court.Date) court.Date {
	end, _ := o.lastRules().NoticeEnd(published)
	return end
}

// Correspondent is somebody whom papers of a case are sent to.
type Correspondent struct {
	Number string // of the case
	court.ServiceAddress
}

// Correspondents lists the parties of the cases with the addresses that they
// gave, else those of the case, and whoever else has an address there.
func (o *Office) Correspondents(ctx context.Context, caseIDs []int64) ([]Correspondent, error) {
	return read(ctx, o, func(r Reader) ([]Correspondent, error) {
		var out []Correspondent
		given, err := r.ServiceAddresses(caseIDs...)
		if err != nil {
			return nil, err
		}
		for _, id := range caseIDs {
			c, err := r.Case(id)
			if err != nil {
				return nil, err
			}
			number := c.Number.String()
			for _, p := range c.Parties {
				a := court.ServiceAddress{CaseID: id, To: p.Name, Role: string(p.Role), Address: p.Address, Phone: p.Phone}
				out = append(out, Correspondent{number, a})
			}
			for _, a := range given {
				if a.CaseID != id {
					continue
				}
				i := slices.IndexFunc(out, func(x Correspondent) bool { return x.CaseID == id && x.To == a.To })
				if i < 0 {
					out = append(out, Correspondent{number, a})
					continue
				}
				if a.Phone == "" {
					a.Phone = out[i].Phone
				}
				a.Role = out[i].Role
				out[i].ServiceAddress = a
			}
		}
		return out, nil
	})
}

// formServiceReceipt is the form 送达回证.
const formServiceReceipt = "service-receipt"

// MakeReceipts makes receipts of service (送达回证) of a case for its parties:
// one for each recipient that lists all the papers, or one for each paper and
// recipient. Way may be empty.
func (o *Office) MakeReceipts(ctx context.Context, actor Actor, caseID int64, to, papers []string, way court.ServiceWay, each bool) ([]MadePaper, error) {
	if len(to) == 0 {
		return nil, court.FieldErrorf("受送达人", "请至少选择一人。")
	}
	if len(papers) == 0 {
		return nil, court.FieldErrorf("文书", "请至少选择一种。")
	}
	c, err := o.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	lists := []string{strings.Join(papers, "\n")}
	if each {
		lists = papers
	}
	var out []MadePaper
	for _, name := range to {
		i := slices.IndexFunc(c.Parties, func(p court.Party) bool { return p.Name == name })
		if i < 0 {
			return out, court.FieldErrorf("受送达人", "“%s”不是本案当事人，送达回证请在“制作文书”里填写。", name)
		}
		for _, list := range lists {
			req := PaperRequest{CaseID: caseID, Form: formServiceReceipt, PartyID: c.Parties[i].ID, Inputs: map[string]string{"service.items": list}}
			if way != "" {
				req.Inputs["service.way"] = string(way)
			}
			made, err := o.MakePaper(ctx, actor, req)
			if err != nil {
				return out, err
			}
			out = append(out, made...)
		}
	}
	return out, nil
}
