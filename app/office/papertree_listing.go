package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// listingForms are the forms about listings, with the kind they are about; ""
// stands for either.
var listingForms = map[string]court.ListingKind{
	FormDishonest: court.ListDishonest, FormNotice: court.ListDishonest, FormRemoval: court.ListDishonest, FormEmployer: court.ListDishonest, FormLimit: court.ListConsumption,
}

// gatherListings reads what the forms about listings say.
func (o *Office) gatherListings(r Reader, f *caseFacts) error {
	if _, about := listingForms[f.req.Form]; !about {
		return nil
	}
	page, err := r.Listings(ListingQuery{CaseID: f.c.ID, Today: o.Today()})
	f.listings = page.Rows
	return err
}

// listingFor gives the newest listing of the recipient of the kind the form is
// about.
func (f *caseFacts) listingFor(to *court.Party) (court.Listing, bool) {
	kind := listingForms[f.req.Form]
	for _, l := range f.listings { // newest first
		if to != nil && l.Debtor == to.Name && (kind == "" || l.Kind == kind) {
			return l, true
		}
	}
	return court.Listing{}, false
}

// addListing tells what was found and decided of the recipient; texts are there
// and empty when nothing is known.
func (f *caseFacts) addListing(t tree, to *court.Party) {
	l, _ := f.listingFor(to)
	out := tree{
		"ground": law.GroundOf(l.Ground).Text, "facts": l.Facts, "years": listingYears(l), "until": l.Until, "decided": l.Decided, "begun": l.Begun,
		"persons": listedPersons(l), "paper": strings.TrimSuffix(l.PaperNo, "执行决定书"), "end": law.EndingOf(l.Event.Ground).Text, "way": l.Event.Way, "end_on": l.Event.On,
		"paid": f.paidWords(), "limited": f.limitedWords(to),
	}
	t["listing"] = out
}

// listingYears writes the length of the term, "" for none.
func listingYears(l court.Listing) string {
	if l.Until.IsZero() || l.Decided.IsZero() {
		return ""
	}
	return []string{"", "一", "二", "三", "四", "五", "六"}[min(max(l.Until.Year-l.Decided.Year, 0), 6)]
}

// listedPersons names those who are limited with a unit.
func listedPersons(l court.Listing) string {
	var out []string
	for _, p := range l.StillLimited() {
		out = append(out, p.Role+p.Name)
	}
	return strings.Join(out, "、")
}

// paidWords tells how far the debt was paid.
func (f *caseFacts) paidWords() string {
	switch {
	case f.realised() <= 0:
		return "全部未履行"
	case f.owed() == 0 && f.c.Principal > 0:
		return "全部履行"
	}
	return "部分履行（已履行" + f.realised().Short() + "元）"
}

// limitedWords tells which measures stand against the recipient.
func (f *caseFacts) limitedWords(to *court.Party) string {
	var out []string
	for _, l := range slices.Backward(f.listings) {
		if to == nil || l.Debtor != to.Name || l.StateOn(f.today) != court.ListingRunning {
			continue
		}
		word := "纳入失信被执行人名单"
		if l.Kind == court.ListConsumption {
			word = "限制消费"
		}
		out = append(out, l.Begun.Text()+word)
	}
	return strings.Join(out, "，")
}
