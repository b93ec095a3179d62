package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Listings gives a page of listings as they stand today, the newest first.
func (o *Office) Listings(ctx context.Context, q ListingQuery) (ListingPage, error) {
	q.Today = o.Today()
	return read(ctx, o, func(r Reader) (ListingPage, error) { return r.Listings(q) })
}

// Listing gives one listing.
func (o *Office) Listing(ctx context.Context, id int64) (court.Listing, error) {
	return read(ctx, o, func(r Reader) (court.Listing, error) { return r.Listing(id) })
}

// SumLater sums up what came in after listing; money of one case counts once,
// since the first of its listings.
func SumLater(rows []court.Listing) court.Money {
	most := map[int64]court.Money{}
	for _, l := range rows {
		most[l.CaseID] = max(most[l.CaseID], l.Later)
	}
	sum := court.Money(0)
	for _, m := range most {
		sum += m
	}
	return sum
}

// CaseListings is what the page of a case says of listings.
type CaseListings struct {
	Rows    []court.Listing
	Later   []court.Receipt // came in on the day the first listing began, or later
	Letters []court.OfficeLetter
	Public  []PersonCase // debtors who hold a public office
	Clocks  map[int64][]law.ListingClock
}

// CaseListings gives the listings of a case, the newest first.
func (o *Office) CaseListings(ctx context.Context, caseID int64) (CaseListings, error) {
	return read(ctx, o, func(r Reader) (CaseListings, error) {
		out := CaseListings{Clocks: map[int64][]law.ListingClock{}}
		rules, err := o.rulesOf(r)
		if err != nil {
			return out, err
		}
		q := ListingQuery{CaseID: caseID, Today: o.Today()}
		page, err := r.Listings(q)
		if err != nil {
			return out, err
		}
		out.Rows = page.Rows
		var first court.Date
		for _, l := range page.Rows {
			out.Clocks[l.ID] = rules.ListingClocks(l, q.Today)
			if !l.Begun.IsZero() && (first.IsZero() || l.Begun.Before(first)) {
				first = l.Begun
			}
		}
		receipts, err := r.Receipts(caseID)
		if err != nil {
			return out, err
		}
		for _, x := range receipts {
			if !first.IsZero() && !x.Reversed && x.Reverses == 0 && !x.Date.Before(first) {
				out.Later = append(out.Later, x)
			}
		}
		if out.Letters, err = r.OfficeLetters(q); err != nil {
			return out, err
		}
		out.Public, err = r.PublicDebtors(q)
		return out, err
	})
}

// ListingTodo is something that is due about a listing.
type ListingTodo struct {
	law.ListingClock
	Days int // left, below zero when late
	court.Listing
}

// ListingTodos gives what is due about listings, the earliest first.
func (o *Office) ListingTodos(ctx context.Context, q ListingQuery) ([]ListingTodo, error) {
	q.Today, q.Open = o.Today(), true
	return read(ctx, o, func(r Reader) ([]ListingTodo, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		page, err := r.Listings(q)
		var out []ListingTodo
		for _, l := range page.Rows {
			for _, c := range rules.ListingClocks(l, q.Today) {
				out = append(out, ListingTodo{ListingClock: c, Days: q.Today.DaysUntil(c.Due), Listing: l})
			}
		}
		slices.SortStableFunc(out, func(a, b ListingTodo) int { return cmp.Or(a.Days-b.Days, cmp.Compare(a.ID, b.ID)) })
		return out, err
	})
}

// ExposureLine is one exposure with its listing.
type ExposureLine struct {
	court.Listing
	court.Exposure
	Withdraw court.Date // by when it has to come down, zero while it may stand
}

// Exposures gives every exposure, those that have to come down first.
func (o *Office) Exposures(ctx context.Context, q ListingQuery) ([]ExposureLine, error) {
	q.Today, q.Exposed = o.Today(), true
	return read(ctx, o, func(r Reader) ([]ExposureLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		page, err := r.Listings(q)
		var out []ExposureLine
		for _, l := range page.Rows {
			from := l.WithdrawFrom(q.Today)
			for _, x := range l.Exposed {
				line := ExposureLine{Listing: l, Exposure: x}
				if !from.IsZero() && x.Down.IsZero() {
					line.Withdraw = rules.WithdrawBy(from)
				}
				out = append(out, line)
			}
		}
		slices.SortStableFunc(out, func(a, b ExposureLine) int {
			return cmp.Or(before(b.Withdraw.IsZero(), a.Withdraw.IsZero()), a.Withdraw.Compare(b.Withdraw), b.Exposure.On.Compare(a.Exposure.On))
		})
		return out, err
	})
}

// before orders what is before what is not.
func before(b, a bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// PublicDebtor is a debtor in public office with the letters about him.
type PublicDebtor struct {
	PersonCase
	Letters []court.OfficeLetter // newest first
}

// LetterKinds lists whom letters about the debtor go to.
func (p PublicDebtor) LetterKinds() []string { return court.LetterKinds(p.Party.Kind) }

// Missing lists to whom no letter went yet; of a unit one of them is enough.
func (p PublicDebtor) Missing() []string {
	missing := slices.DeleteFunc(slices.Clone(p.LetterKinds()), func(kind string) bool {
		return slices.ContainsFunc(p.Letters, func(x court.OfficeLetter) bool { return x.Kind == kind })
	})
	if p.Party.Kind != court.PartyPerson && len(missing) < len(p.LetterKinds()) {
		return nil
	}
	return missing
}

// PublicDebtors gives the debtors who hold a public office.
func (o *Office) PublicDebtors(ctx context.Context, q ListingQuery) ([]PublicDebtor, error) {
	return read(ctx, o, func(r Reader) ([]PublicDebtor, error) {
		people, err := r.PublicDebtors(q)
		if err != nil {
			return nil, err
		}
		letters, err := r.OfficeLetters(q)
		out := make([]PublicDebtor, 0, len(people))
		for _, p := range people {
			line := PublicDebtor{PersonCase: p}
			for _, x := range letters {
				if x.CaseID == p.CaseID && x.Debtor == p.Name && x.DebtorID == p.IDNumber {
					line.Letters = append(line.Letters, x)
				}
			}
			out = append(out, line)
		}
		return out, err
	})
}

// ProofChoices lists the papers and scans of a case that can prove something.
func (o *Office) ProofChoices(ctx context.Context, caseID int64) ([]court.Proof, error) {
	return read(ctx, o, func(r Reader) ([]court.Proof, error) { return proofChoices(r, caseID) })
}

func proofChoices(r Reader, caseID int64) ([]court.Proof, error) {
	papers, err := r.Papers(caseID)
	if err != nil {
		return nil, err
	}
	var out []court.Proof
	for _, p := range papers {
		if p.Void == "" {
			out = append(out, court.Proof{Ref: fmt.Sprintf("p%d", p.ID), Text: p.Name + " " + p.For + " " + p.Dated.String()})
		}
	}
	scans, err := r.Scans(caseID)
	for _, s := range scans {
		if s.Void == "" {
			out = append(out, court.Proof{Ref: fmt.Sprintf("s%d", s.ID), Text: "扫描件 " + s.Title})
		}
	}
	return out, err
}

// listedIn gives the listings of a person over all cases, the newest first.
func listedIn(r Reader, idNumber, name string, today court.Date) ([]court.Listing, error) {
	q := ListingQuery{DebtorID: idNumber, Today: today}
	if idNumber == "" {
		q.Debtor = name
	}
	page, err := r.Listings(q)
	return page.Rows, err
}

// ListingWarnDays is how long before its end a clock of a listing comes into the
// warnings at least: three working days over a weekend are warned of at once.
const ListingWarnDays = 7

// listings warns of what is due about listings and of letters without answer.
func (x *warner) listings(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	near = max(near, ListingWarnDays)
	for _, l := range f.Listings {
		for _, c := range x.rules.ListingClocks(l, x.on) {
			if daysBetween(x.on, c.Due) <= near {
				out = x.add(out, f, court.WarnListing, c.Due, WhereListing, c.Text, court.NodeRef{})
			}
		}
	}
	for _, l := range f.Letters {
		if daysBetween(x.on, l.Due) <= near {
			out = x.add(out, f, court.WarnListing, l.Due, WhereListing, l.Debtor+"：致"+l.To+"的通报函应在"+l.Due.String()+"前反馈", court.NodeRef{})
		}
	}
	return out
}

// WhereListing is the tab of a case a warning about listings leads to.
const WhereListing = "惩戒"
