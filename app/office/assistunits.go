package office

import (
	"context"

	"zhixing/app/court"
)

// AssistUnits gives entries of the contact book, by name.
func (o *Office) AssistUnits(ctx context.Context, q UnitQuery) ([]court.AssistUnit, error) {
	return read(ctx, o, func(r Reader) ([]court.AssistUnit, error) { return r.AssistUnits(q) })
}

// SaveAssistUnit enters a unit into the contact book, or changes one that has an ID.
func (o *Office) SaveAssistUnit(ctx context.Context, actor Actor, u court.AssistUnit) (court.AssistUnit, error) {
	if err := cleanUnit(&u); err != nil {
		return u, err
	}
	err := o.do(ctx, actor, MayWorkProperty, "unit", func(d *deed) error { return d.putUnit(&u, nil) })
	return u, err
}

func cleanUnit(u *court.AssistUnit) error {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{{"单位名称", &u.Name, 100}, {"部门", &u.Department, 60}, {"联系人", &u.Person, 60}, {"电话", &u.Phone, 60}, {"地址", &u.Address, 200}, {"备注", &u.Note, 300}} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	if u.Name == "" {
		return court.FieldErrorf("单位名称", "不能为空。")
	}
	return nil
}

func (d *deed) putUnit(u *court.AssistUnit, before any) error {
	action := "修改协查单位"
	if u.ID == 0 {
		action, u.By, u.At = "登记协查单位", d.actor.User.Name, d.office.now()
	}
	if err := d.PutAssistUnit(u); err != nil {
		return err
	}
	return d.audit(action, "unit", u.ID, 0, before, u, "")
}

// UnitImport is what an import of the contact book does, or would do.
type UnitImport struct {
	Added, Changed, Same int
	Refused              []UnitRefused
}

// UnitRefused is a row of the sheet that does not come in.
type UnitRefused struct {
	Row int // as Excel counts, from 1
	Why string
}

// ImportAssistUnits brings entries of the contact book in: known ones, by unit,
// department and person, are brought up to date with what the sheet fills in.
// rows holds each entry's row in the sheet. With dryRun nothing is written.
func (o *Office) ImportAssistUnits(ctx context.Context, actor Actor, list []court.AssistUnit, rows []int, dryRun bool) (UnitImport, error) {
	var out UnitImport
	plan := func(r Reader) ([]court.AssistUnit, []court.AssistUnit, error) {
		have, err := r.AssistUnits(UnitQuery{Disabled: true})
		if err != nil {
			return nil, nil, err
		}
		out = UnitImport{}
		put, before := planUnits(have, list, rows, &out)
		return put, before, nil
	}
	if dryRun {
		_, err := readAs(ctx, o, actor, MayWorkProperty, func(r Reader) (struct{}, error) {
			_, _, err := plan(r)
			return struct{}{}, err
		})
		return out, err
	}
	err := o.do(ctx, actor, MayWorkProperty, "unit", func(d *deed) error {
		put, before, err := plan(d)
		if err != nil {
			return err
		}
		for i := range put {
			if err := d.putUnit(&put[i], before[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// planUnits holds the rows against the book.
func planUnits(have, list []court.AssistUnit, rows []int, out *UnitImport) (put, before []court.AssistUnit) {
	type key struct{ name, department, person string }
	known := map[key]court.AssistUnit{}
	for _, u := range have {
		known[key{u.Name, u.Department, u.Person}] = u
	}
	seen := map[key]bool{}
	for i, u := range list {
		if err := cleanUnit(&u); err != nil {
			say, _ := court.Sentence(err)
			out.Refused = append(out.Refused, UnitRefused{rows[i], say})
			continue
		}
		k := key{u.Name, u.Department, u.Person}
		old, is := known[k]
		switch merged := mergedUnit(old, u); {
		case seen[k]:
			out.Refused = append(out.Refused, UnitRefused{rows[i], "与前面一行的单位、部门、联系人相同。"})
		case !is:
			out.Added++
			put, before = append(put, u), append(before, court.AssistUnit{})
		case merged == old:
			out.Same++
		default:
			out.Changed++
			put, before = append(put, merged), append(before, old)
		}
		seen[k] = true
	}
	return put, before
}

// mergedUnit gives the old entry with what the new one fills in.
func mergedUnit(old, u court.AssistUnit) court.AssistUnit {
	for _, f := range []struct{ to, from *string }{{&old.Phone, &u.Phone}, {&old.Address, &u.Address}, {&old.Note, &u.Note}} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	return old
}
