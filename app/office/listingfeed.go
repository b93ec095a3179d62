package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// feedListings tells the progress table and the 终本 checklist once every debtor
// of the case is listed or limited, or is not with all approvals; and takes the
// tick back when that is no longer so.
func (d *deed) feedListings(l court.Listing) error {
	c, err := d.Case(l.CaseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	page, err := d.Listings(ListingQuery{CaseID: c.ID, Kind: l.Kind, Today: d.office.Today()})
	if err != nil {
		return err
	}
	item, code := "dishonest-listing", law.NodeDishonest
	if l.Kind == court.ListConsumption {
		item, code = "consumption-limit", law.NodeLimited
	}
	last, text, all := listedAll(c, page.Rows)
	if !all {
		return d.untick(c.ID, item)
	}
	if err := d.markIfOpen(c.ID, code, last, text, ""); err != nil {
		return err
	}
	if runes := []rune(text); len(runes) > evidenceMost {
		text = string(runes[:evidenceMost]) + "…"
	}
	return d.tick(court.Scan{CaseID: c.ID, Item: item}, true, fromListings+text)
}

// evidenceMost is how many characters of what listings prove a tick keeps.
const evidenceMost = 280

// listedAll tells on which day the last debtor came to an end of the weighing,
// and how each did.
func listedAll(c court.Case, rows []court.Listing) (last court.Date, text string, all bool) {
	for _, p := range c.PartiesOf(court.RoleDebtor) {
		i := slices.IndexFunc(rows, func(x court.Listing) bool { // newest first
			return x.Debtor == p.Name && (!x.Begun.IsZero() || x.Event.Way == court.WayDrop || x.Decision == court.ListingOut && !x.Decided.IsZero())
		})
		if i < 0 {
			return last, "", false
		}
		x := rows[i]
		on, word := x.Begun, x.PaperNo
		switch {
		case x.Event.Way == court.WayDrop:
			on, word = x.Ended, "发布前已履行，不再发布"
		case x.Decision == court.ListingOut && x.Kind == court.ListConsumption:
			on, word = x.Decided, "决定不限制消费"
		case x.Decision == court.ListingOut:
			on, word = x.Decided, "经审批不纳入"
		}
		if on.After(last) {
			last = on
		}
		text = spacedNote(text, p.Name+"："+word+"（"+on.String()+"）")
	}
	return last, text, !last.IsZero()
}

// untick takes the tick back that came from not listing; one that a person gave
// by hand stays.
func (d *deed) untick(caseID int64, item string) error {
	ticks, err := d.Ticks(caseID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ticks, func(t court.ChecklistTick) bool {
		return t.Item == item && t.Done && strings.HasPrefix(t.Evidence, fromListings)
	})
	if i < 0 {
		return nil
	}
	return d.tick(court.Scan{CaseID: caseID, Item: item}, false, "")
}

// fromListings begins the evidence of a tick that listings gave.
const fromListings = "信用惩戒登记："
