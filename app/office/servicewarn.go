package office

import (
	"zhixing/app/court"
)

// WhereService is the tab of a case page where papers are served.
const WhereService = "送达"

// services warns of notices that run out, and of what was sent and has no
// outcome for too long.
func (x *warner) services(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	for _, s := range f.Underway {
		if s.Way == court.ServicePublic {
			end, _ := x.rules.NoticeEnd(s.Sent)
			if daysBetween(x.on, end) <= near {
				out = x.add(out, f, court.WarnService, end, WhereService, "公告送达"+s.To+"《"+s.Paper+"》于"+end.String()+"期满，期满后登记送达", court.NodeRef{})
			}
			continue
		}
		if due := x.rules.AnswerDue(s.Sent); due.Before(x.on) {
			out = x.add(out, f, court.WarnService, due, WhereService, s.Sent.String()+string(s.Way)+s.To+"《"+s.Paper+"》，应于"+due.String()+"前取得结果", court.NodeRef{})
		}
	}
	return out
}
