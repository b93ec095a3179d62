package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// DossierKind is which catalogue a dossier is put in order by.
type DossierKind string

// The kinds of dossiers.
const (
	DossierCase   DossierKind = "执行卷宗"  // 正卷 and 副卷 by the catalogue of dossiers
	DossierReview DossierKind = "终本评查卷" // by the list of materials for review
)

// DossierEntry is a printed paper or a scan in its place in the dossier.
type DossierEntry struct {
	Heading string // id of the heading of the catalogue
	Volume  string // 正卷, 副卷
	Paper   *court.Paper
	Scan    *court.Scan // one of the two is nil
	Left    string      // why it is not bound: 作废, a signed scan stands for it; "" when it is
}

// Title names the entry.
func (e DossierEntry) Title() string {
	if e.Scan != nil {
		return e.Scan.Title
	}
	if e.Paper.For != "" {
		return e.Paper.Name + "（" + e.Paper.For + "）"
	}
	return e.Paper.Name
}

// Date is the day of the paper, or on which the scan came in.
func (e DossierEntry) Date() court.Date {
	if e.Scan != nil {
		return dateOf(e.Scan.At)
	}
	return e.Paper.Dated
}

// Pages is how many pages it has.
func (e DossierEntry) Pages() int {
	if e.Scan != nil {
		return len(e.Scan.Pages)
	}
	return e.Paper.Pages
}

// Key tells the entries of a case apart, for good.
func (e DossierEntry) Key() string {
	if e.Scan != nil {
		return fmt.Sprint("s", e.Scan.ID)
	}
	return fmt.Sprint("p", e.Paper.ID)
}

// Dossier is what lies in a case's dossier, in the order of its catalogue or as
// somebody put it.
type Dossier struct {
	Kind     DossierKind
	Case     court.Case
	Headings []law.DossierSlot
	Entries  []DossierEntry
	Missing  []string // sentences: what should be there and is not
	ByHand   bool     // somebody changed the order
}

// Bound counts the entries that go into the package, and their pages.
func (d Dossier) Bound() (entries, pages int) {
	for _, e := range d.Entries {
		if e.Left == "" {
			entries++
			pages += e.Pages()
		}
	}
	return entries, pages
}

// Dossier gives the papers and scans of a case in the order of the catalogue,
// and what is missing.
func (o *Office) Dossier(ctx context.Context, caseID int64, kind DossierKind) (Dossier, error) {
	return read(ctx, o, func(r Reader) (Dossier, error) { return o.dossier(r, caseID, kind) })
}

func (o *Office) dossier(r Reader, caseID int64, kind DossierKind) (d Dossier, err error) {
	d.Kind = kind
	if d.Case, err = r.Case(caseID); err != nil {
		return d, err
	}
	papers, err := r.Papers(caseID)
	if err != nil {
		return d, err
	}
	scans, err := r.Scans(caseID)
	if err != nil {
		return d, err
	}
	d.Headings = law.DossierSlots()
	if kind == DossierReview {
		d.Headings = law.ReviewSlots()
	}
	forms := map[int64]court.Paper{}
	for i := range papers {
		p := &papers[i]
		forms[p.ID] = *p
		e := DossierEntry{Heading: law.SlotOfForm(p.Form), Paper: p, Left: leftPaper(*p, scans)}
		if kind == DossierReview {
			e.Heading = law.ReviewSlotOf("", p.Form, e.Heading)
		}
		d.Entries = append(d.Entries, e)
	}
	for i := range scans {
		s := &scans[i]
		e := DossierEntry{Heading: s.Slot, Scan: s}
		if s.Void != "" {
			e.Left = "作废"
		}
		if kind == DossierReview {
			e.Heading = law.ReviewSlotOf(s.Item, forms[s.PaperID].Form, s.Slot)
		}
		d.Entries = append(d.Entries, e)
	}
	d.order()
	if err := d.orderByHand(r); err != nil {
		return d, err
	}
	return d, o.findMissing(r, &d, forms)
}

// leftPaper tells why a printed paper is not bound.
func leftPaper(p court.Paper, scans []court.Scan) string {
	if p.Void != "" {
		return "作废"
	}
	for _, s := range scans {
		if s.PaperID == p.ID && s.Void == "" && len(s.LacksPages(p.Pages)) == 0 {
			return "用签名扫描件"
		}
	}
	return ""
}

// order puts the entries under their headings, oldest first.
func (d *Dossier) order() {
	place, volume := map[string]int{}, map[string]string{}
	for i, h := range d.Headings {
		place[h.ID], volume[h.ID] = i, h.Volume
	}
	for i := range d.Entries {
		d.Entries[i].Volume = volume[d.Entries[i].Heading]
	}
	slices.SortStableFunc(d.Entries, func(a, b DossierEntry) int {
		return cmp.Or(cmp.Compare(place[a.Heading], place[b.Heading]), a.Date().Compare(b.Date()), cmp.Compare(a.Key(), b.Key()))
	})
}

// findMissing says what should be in the dossier and is not: headings that need
// something, items of the 终本 checklist, signatures, pages of scans.
func (o *Office) findMissing(r Reader, d *Dossier, papers map[int64]court.Paper) error {
	filled := map[string]bool{}
	for _, e := range d.Entries {
		if e.Left == "" {
			filled[e.Heading] = true
		}
	}
	for _, h := range d.Headings {
		if h.Needed && !filled[h.ID] {
			d.Missing = append(d.Missing, "没有“"+h.Name+"”。")
		}
	}
	if d.Kind == DossierReview {
		facts, err := o.gather(r, d.Case, PaperRequest{})
		if err != nil {
			return err
		}
		for _, l := range checklist(facts) {
			switch l.State() {
			case ItemMissing, ItemLater, ItemOptional:
				d.Missing = append(d.Missing, fmt.Sprintf("%s：%s（%s）。", l.State(), l.Item.Text, l.Item.Basis))
			}
		}
	}
	for _, e := range d.Entries {
		switch {
		case e.Left != "":
		case e.Paper != nil && law.NeedsSigned(e.Paper.Form):
			d.Missing = append(d.Missing, fmt.Sprintf("%s（%s）只有打印件，没有签名后的扫描件。", e.Title(), e.Date()))
		case e.Paper != nil && e.Paper.WaitsForSignature():
			d.Missing = append(d.Missing, fmt.Sprintf("%s（%s）待%s签发。", e.Title(), e.Date(), e.Paper.SignOff))
		case e.Scan != nil:
			if lacks := e.Scan.LacksPages(papers[e.Scan.PaperID].Pages); len(lacks) > 0 {
				d.Missing = append(d.Missing, fmt.Sprintf("扫描件“%s”缺第%s页。", e.Title(), numbersText(lacks)))
			}
		}
	}
	return nil
}

func numbersText(list []int) string {
	text := ""
	for i, n := range list {
		if i > 0 {
			text += "、"
		}
		text += fmt.Sprint(n)
	}
	return text
}
