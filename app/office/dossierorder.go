package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// orderByHand puts the entries as somebody ordered them. What came in since
// stands after what it follows by the catalogue.
func (d *Dossier) orderByHand(r Reader) error {
	keys, err := r.DossierOrder(d.Case.ID, d.Kind)
	if err != nil || len(keys) == 0 {
		return err
	}
	d.ByHand = true
	place := map[string]int{}
	for i, key := range keys {
		place[key] = i
	}
	var out []DossierEntry
	for _, e := range d.Entries {
		if _, ok := place[e.Key()]; ok {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b DossierEntry) int { return place[a.Key()] - place[b.Key()] })
	for i, e := range d.Entries {
		if _, ok := place[e.Key()]; ok {
			continue
		}
		at := 0
		if i > 0 {
			before := d.Entries[i-1].Key()
			at = slices.IndexFunc(out, func(x DossierEntry) bool { return x.Key() == before }) + 1
		}
		out = slices.Insert(out, at, e)
	}
	d.Entries = out
	slices.SortStableFunc(d.Entries, func(a, b DossierEntry) int { return d.volume(a) - d.volume(b) })
	return nil
}

// volume numbers the volumes in their order.
func (d *Dossier) volume(e DossierEntry) int {
	n, last := 0, ""
	for _, h := range d.Headings {
		if h.Volume != last {
			n, last = n+1, h.Volume
		}
		if h.Volume == e.Volume {
			return n
		}
	}
	return n + 1
}

// MoveDossierEntry moves a document of the dossier up (-1) or down (1) by one
// place; it stays in its volume. The bound dossier and its catalogue follow.
func (o *Office) MoveDossierEntry(ctx context.Context, actor Actor, caseID int64, kind DossierKind, key string, by int) error {
	return o.do(ctx, actor, MayFileScan, "scan", func(deed *deed) error {
		d, err := o.dossier(deed, caseID, kind)
		if err != nil {
			return err
		}
		from := slices.IndexFunc(d.Entries, func(e DossierEntry) bool { return e.Key() == key })
		to := from + by
		switch {
		case from < 0:
			return court.Errorf(court.CodeNotFound, "这份材料已经不在卷宗里。").WithHint("请刷新后再看。")
		case to < 0 || to >= len(d.Entries):
			return court.Errorf(court.CodeRefused, "“%s”已经在最前或者最后。", d.Entries[from].Title())
		case d.Entries[to].Volume != d.Entries[from].Volume:
			return court.Errorf(court.CodeRefused, "“%s”属于%s，不能移到%s。", d.Entries[from].Title(), d.Entries[from].Volume, d.Entries[to].Volume).
				WithHint("要换卷的，请改它的目录。")
		}
		d.Entries[from], d.Entries[to] = d.Entries[to], d.Entries[from]
		keys := make([]string, len(d.Entries))
		for i, e := range d.Entries {
			keys[i] = e.Key()
		}
		if err := deed.PutDossierOrder(caseID, kind, keys); err != nil {
			return err
		}
		return deed.audit("调整卷宗顺序", "dossier", 0, caseID, map[string]any{"位置": from + 1}, map[string]any{"位置": to + 1}, d.Entries[to].Title())
	})
}

// ResetDossierOrder puts the dossier back into the order of the catalogue.
func (o *Office) ResetDossierOrder(ctx context.Context, actor Actor, caseID int64, kind DossierKind) error {
	return o.do(ctx, actor, MayFileScan, "scan", func(d *deed) error {
		if err := d.PutDossierOrder(caseID, kind, nil); err != nil {
			return err
		}
		return d.audit("恢复卷宗法定顺序", "dossier", 0, caseID, nil, nil, string(kind))
	})
}
