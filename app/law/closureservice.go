package law

import (
	"slices"
	"strings"

	"zhixing/app/court"
)

// servedEvidence tells that the item's papers were served on every debtor, with
// the receipts in the file; "" while one is missing. A notice that ran out
// needs no receipt.
func (in ClosureFacts) servedEvidence(item ChecklistItem) string {
	if len(item.Served) == 0 || len(in.Debtors) == 0 {
		return ""
	}
	var last court.Date
	var ways, names []string
	for _, form := range item.Served {
		for _, p := range in.Debtors {
			i := slices.IndexFunc(in.Services, func(s court.Service) bool {
				return !s.Replaced && !s.Voided && s.Form == form && s.Reaches(p) && s.Result == court.ServiceServed && !s.Served.After(in.Today) &&
					(s.Receipt != "" || s.Way == court.ServicePublic)
			})
			if i < 0 {
				return ""
			}
			s := in.Services[i]
			if s.Served.After(last) {
				last = s.Served
			}
			if !slices.Contains(ways, string(s.Way)) {
				ways = append(ways, string(s.Way))
			}
			if !slices.Contains(names, s.Paper) {
				names = append(names, s.Paper)
			}
		}
	}
	return strings.Join(names, "、") + "已送达全部被执行人（" + strings.Join(ways, "、") + "，" + last.String() + "）"
}
