package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// FieldSame is the field that answers whether a property is one like it that is
// on record.
const FieldSame = "同一财产"

// SaveProperty enters a property into the case it names, or changes one that
// has an ID. A thing that is entered already, by its owner and identifier, is
// put into this case too instead of being entered twice, so that the order of
// measures on it stays one: the record comes back with what was missing in it
// filled in, and shared tells so. One that is only like others on record is held
// until SameAs answers (FieldSame; AlikeProperties lists them).
func (o *Office) SaveProperty(ctx context.Context, actor Actor, p court.Property) (saved court.Property, shared bool, err error) {
	if err := o.checkProperty(&p); err != nil {
		return p, false, err
	}
	err = o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		if p.ID != 0 {
			return d.changeProperty(&p)
		}
		shared, err = d.addProperty(&p)
		return err
	})
	return p, shared, err
}

// SaveProperties enters many properties at once, as SaveProperty does each; none
// is kept when one is refused. Nobody is asked: one that is only like others on
// record is entered apart, and its note names them.
func (o *Office) SaveProperties(ctx context.Context, actor Actor, list []court.Property) error {
	for i := range list {
		if err := o.checkProperty(&list[i]); err != nil {
			return err
		}
	}
	return o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		for i := range list {
			if err := d.noteAlike(&list[i]); err != nil {
				return err
			}
			if _, err := d.addProperty(&list[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// AlikeProperties gives the properties on record that may be the one, for the
// form to ask; none when one of them is certainly the same.
func (o *Office) AlikeProperties(ctx context.Context, p court.Property) ([]court.Property, error) {
	return read(ctx, o, func(r Reader) ([]court.Property, error) {
		c, err := r.Case(p.CaseID)
		if err != nil || ownerOf(&p, c) != nil {
			return nil, err // saving says what is wrong with the owner
		}
		list, err := r.PropertiesLike(p)
		_, _, alike := p.SameAmong(list)
		return alike, err
	})
}

// noteAlike answers for a property that nobody is asked about: it is another
// one, and its note says which ones are like it.
func (d *deed) noteAlike(p *court.Property) error {
	c, err := d.Case(p.CaseID)
	if err != nil {
		return err
	}
	if err := ownerOf(p, c); err != nil {
		return err
	}
	list, err := d.PropertiesLike(*p)
	if err != nil {
		return err
	}
	if _, _, alike := p.SameAmong(list); len(alike) > 0 && p.SameAs == 0 {
		p.SameAs = court.AnotherProperty
		p.Note = spacedNote(p.Note, "可能与"+alikeText(alike)+"是同一财产，请核对")
	}
	return nil
}

// alikeText names properties like one, at most three.
func alikeText(list []court.Property) string {
	var names []string
	for i, x := range list {
		if i == 3 {
			names = append(names, "……")
			break
		}
		names = append(names, "“"+x.Line()+"”（"+x.Owner+"，"+x.Cases+"）")
	}
	return strings.Join(names, "、")
}

// sameProperty gives the property on record that p is: by owner and identifier,
// or as the user said. Without an answer one that is only like others is held.
func (d *deed) sameProperty(p court.Property) (same court.Property, found bool, err error) {
	list, err := d.PropertiesLike(p)
	if err != nil {
		return same, false, err
	}
	same, found, alike := p.SameAmong(list)
	if found || len(alike) == 0 || p.SameAs == court.AnotherProperty {
		return same, found, nil
	}
	if i := slices.IndexFunc(alike, func(x court.Property) bool { return x.ID == p.SameAs }); i >= 0 {
		return alike[i], true, nil
	}
	return same, false, court.FieldErrorf(FieldSame, "没有选择：可能与%s是同一项。", alikeText(alike)).
		WithHint("是同一项的，选它，查封顺位连在一起；不是的，选“另外一项”。")
}

// addProperty enters a property, or puts the one that is known into its case.
func (d *deed) addProperty(p *court.Property) (shared bool, err error) {
	c, err := d.Case(p.CaseID)
	if err != nil {
		return false, err
	}
	if err := ownerOf(p, c); err != nil {
		return false, err
	}
	old, known, err := d.sameProperty(*p)
	switch {
	case err != nil:
		return false, err
	case known:
		return true, d.shareProperty(c, old, p)
	}
	p.CaseNo, p.By, p.At, p.Void = c.Number.String(), d.actor.User.Name, d.office.now(), ""
	if err := d.InsertProperty(p); err != nil {
		return false, err
	}
	p.Cases, p.Officer = p.CaseNo, c.Officer
	return false, d.audit("登记财产", "property", p.ID, c.ID, nil, p, "")
}

// shareProperty puts a known property into another case and fills what its
// record lacks with what was typed now.
func (d *deed) shareProperty(c court.Case, old court.Property, typed *court.Property) error {
	if strings.Contains("、"+old.Cases+"、", "、"+c.Number.String()+"、") {
		return court.Errorf(court.CodeConflict, "“%s”在本案已经登记过。", old.Line()).WithHint("需要修改的，请打开已登记的那一项。")
	}
	before, merged := old, old
	merged.Facts = map[string]string{}
	for k, v := range typed.Facts {
		merged.Facts[k] = v
	}
	for k, v := range old.Facts {
		if v != "" {
			merged.Facts[k] = v
		}
	}
	if merged.Value == 0 {
		merged.Value = typed.Value
	}
	if typed.Owner != old.Owner && !strings.Contains(old.Holder, typed.Owner) { // another debtor has a part in it
		merged.Holder = strings.Trim(old.Holder+"、"+typed.Owner, "、")
		if old.Tie == court.OwnedAlone {
			merged.Tie = court.OwnedShared
		}
	}
	if err := d.UpdateProperty(&merged); err != nil {
		return err
	}
	if err := d.LinkProperty(merged.ID, c.ID); err != nil {
		return err
	}
	merged.Cases += "、" + c.Number.String()
	*typed = merged
	return d.audit("财产关联到本案", "property", merged.ID, c.ID, before, merged, "")
}

func (d *deed) changeProperty(p *court.Property) error {
	before, err := d.Property(p.ID)
	if err != nil {
		return err
	}
	if before.Void != "" {
		return court.Errorf(court.CodeRefused, "这项财产已经作废：%s。", before.Void)
	}
	list, err := d.PropertiesLike(*p)
	if err != nil {
		return err
	}
	if other, found, _ := p.SameAmong(list); found {
		return court.Errorf(court.CodeConflict, "“%s”已经登记过，在%s。", other.Line(), other.Cases).WithHint("同一财产只登记一次，请核对账号、证号、号牌。")
	}
	p.CaseID, p.CaseNo, p.By, p.At, p.Void = before.CaseID, before.CaseNo, before.By, before.At, ""
	if p.Value == before.Value && before.Value == before.Worth() && p.Worth() > 0 {
		p.Value = p.Worth() // the value came from the balance and follows it
	}
	if err := d.UpdateProperty(p); err != nil {
		return err
	}
	return d.audit("修改财产", "property", p.ID, p.CaseID, before, p, "")
}

// ownerOf refuses an owner who is no debtor of the case and takes the debtor's
// identifier over.
func ownerOf(p *court.Property, c court.Case) error {
	debtors := c.PartiesOf(court.RoleDebtor)
	for _, x := range debtors {
		if x.Name == p.Owner || p.OwnerID != "" && x.IDNumber == p.OwnerID {
			p.Owner, p.OwnerID = x.Name, x.IDNumber
			return nil
		}
	}
	if p.Owner == "" && len(debtors) == 1 {
		p.Owner, p.OwnerID = debtors[0].Name, debtors[0].IDNumber
		return nil
	}
	return court.FieldErrorf("被执行人", "“%s”不是本案的被执行人。", p.Owner).WithHint("他人代持的，被执行人填本案的被执行人，“共有人、代持人”填名义上的权利人。")
}

// checkProperty refuses what a property cannot be, and cleans its texts.
func (o *Office) checkProperty(p *court.Property) error {
	info := court.InfoOf(p.Kind)
	if len(info.Fields) == 0 {
		return court.FieldErrorf("财产类型", "请选择。")
	}
	if err := checkFacts(p, info); err != nil {
		return err
	}
	if p.Value == 0 {
		p.Value = p.Worth()
	}
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{
		{"被执行人", &p.Owner, 100}, {"共有人、代持人", &p.Holder, 100}, {"权利负担", &p.Burden, 300}, {"不能处置的原因", &p.Why, 300}, {"备注", &p.Note, 500},
	} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	if err := o.checkPastDate("查明日期", p.Found, true); err != nil {
		return err
	}
	if p.Tie == "" {
		p.Tie = court.OwnedAlone
	}
	if p.Condition == "" {
		p.Condition = court.PropertyFound
	}
	switch {
	case !slices.Contains(court.OwnerTies, p.Tie):
		return court.FieldErrorf("权属", "没有“%s”这一项。", p.Tie)
	case p.Tie != court.OwnedAlone && p.Holder == "":
		return court.FieldErrorf("共有人、代持人", "不能为空：%s的要写明是谁。", p.Tie)
	case !slices.Contains(court.PropertySources, p.Source):
		return court.FieldErrorf("查明方式", "请选择。")
	case !slices.Contains(court.PropertyConditions, p.Condition):
		return court.FieldErrorf("财产状态", "没有“%s”这一项。", p.Condition)
	case p.Condition == court.PropertyUnsellable && p.Why == "":
		return court.FieldErrorf("不能处置的原因", "不能为空。")
	case p.Exempt != "" && !slices.Contains(law.Exemptions(), p.Exempt):
		return court.FieldErrorf("豁免", "没有“%s”这一项。", p.Exempt)
	case p.Value < 0:
		return court.FieldErrorf("价值", "不能是负数。")
	case p.BurdenSum < 0:
		return court.FieldErrorf("担保债权数额", "不能是负数。")
	}
	return nil
}

// checkFacts cleans the facts of the kind and drops those it does not have.
func checkFacts(p *court.Property, info court.PropertyKindInfo) error {
	facts := map[string]string{}
	for _, f := range info.Fields {
		v := p.Facts[f.Label]
		if err := cleanText(f.Label, &v, 200, false); err != nil {
			return err
		}
		if v == "" {
			if f.Required {
				return court.FieldErrorf(f.Label, "不能为空。")
			}
			continue
		}
		switch f.Type {
		case court.FieldMoney:
			m, err := court.ParseMoney(v)
			if err != nil || m < 0 {
				return court.FieldErrorf(f.Label, "“%s”不是金额。", v)
			}
			v = m.String()
		case court.FieldDate:
			d, err := court.ParseDate(v)
			if err != nil {
				return court.FieldErrorf(f.Label, "“%s”不是日期。", v)
			}
			v = d.String()
		case court.FieldChoice:
			if !slices.Contains(f.Options, v) {
				return court.FieldErrorf(f.Label, "没有“%s”这一项。", v)
			}
		}
		facts[f.Label] = v
	}
	p.Facts = facts
	return nil
}

// VoidProperty takes back a property that was entered in error; it stays on
// record. One that is under a measure cannot be taken back.
func (o *Office) VoidProperty(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		p, err := d.Property(id)
		if err != nil {
			return err
		}
		list, err := d.MeasuresOn(id)
		if err != nil {
			return err
		}
		for _, m := range list {
			if m.Void == "" {
				return court.Errorf(court.CodeRefused, "“%s”上有%s的%s，不能作废。", p.Line(), m.Number, m.Kind).WithHint("措施登记有误的，先作废措施。")
			}
		}
		before := p
		p.Void = reason
		if err := d.UpdateProperty(&p); err != nil {
			return err
		}
		return d.audit("作废财产", "property", id, p.CaseID, before, p, reason)
	})
}

// Properties gives a page of the list of properties, newest first.
func (o *Office) Properties(ctx context.Context, q PropertyQuery) (PropertyPage, error) {
	return read(ctx, o, func(r Reader) (PropertyPage, error) { return r.Properties(q) })
}

// PropertyLine is a property with the measures on it as they stand today.
type PropertyLine struct {
	court.Property
	Measures []court.Measure // in order, void ones left out
}

// Own gives the newest measure of the case that is in force or waits.
func (l PropertyLine) Own(caseID int64, today court.Date) (court.Measure, bool) {
	for _, m := range slices.Backward(l.Measures) {
		if s := m.StateOn(today); m.CaseID == caseID && (s == court.MeasureRunning || s == court.MeasureWaiting) {
			return m, true
		}
	}
	return court.Measure{}, false
}

// CaseProperty is everything about the properties of one case.
type CaseProperty struct {
	Lines []PropertyLine
	// Controlled is the value under this case's measures that hold it first, less
	// what it secures for others; for a freeze at most its limit.
	Controlled court.Money
	Owed       court.Money // what is left of the claim, with the fee
	Unvalued   int         // things under measures whose value is not known
	Carry      []court.Measure
}

// Over tells whether more is held than owed (不得明显超标的额); a person judges
// how clearly.
func (c CaseProperty) Over() bool { return c.Owed > 0 && c.Controlled > c.Owed }

// CaseProperty gives the properties of a case with their measures.
func (o *Office) CaseProperty(ctx context.Context, caseID int64) (CaseProperty, error) {
	return read(ctx, o, func(r Reader) (out CaseProperty, err error) {
		c, err := r.Case(caseID)
		if err != nil {
			return out, err
		}
		balance, err := r.Balance(caseID)
		if err != nil {
			return out, err
		}
		out.Owed = max(c.Principal+c.Fee-c.Realised-balance.Realised(), 0)
		if out.Lines, err = propertyLines(r, PropertyQuery{CaseID: caseID}); err != nil {
			return out, err
		}
		today := o.Today()
		for _, l := range out.Lines {
			held, known := heldBy(l, caseID, today)
			out.Controlled += held
			if !known {
				out.Unvalued++
			}
		}
		out.Carry, err = carried(r, c, today)
		return out, err
	})
}

// heldBy gives what a case's first measure holds of a property; known is false
// for one under the measure whose value nobody entered.
func heldBy(l PropertyLine, caseID int64, today court.Date) (held court.Money, known bool) {
	m, ok := law.HolderOn(l.Measures, today)
	if !ok || m.CaseID != caseID {
		return 0, true
	}
	value := l.Value
	if m.Amount > 0 && (value == 0 || m.Amount < value) {
		value = m.Amount
	}
	return max(value-l.BurdenSum, 0), value > 0
}

// propertyLines reads properties with their measures.
func propertyLines(r Reader, q PropertyQuery) ([]PropertyLine, error) {
	page, err := r.Properties(q)
	if err != nil {
		return nil, err
	}
	out := make([]PropertyLine, 0, len(page.Rows))
	for _, p := range page.Rows {
		list, err := r.MeasuresOn(p.ID)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(m court.Measure) bool { return m.Void != "" })
		out = append(out, PropertyLine{Property: p, Measures: list})
	}
	slices.Reverse(out) // in the order they were found
	return out, nil
}

// PropertyOf gives one property with its measures.
func (o *Office) PropertyOf(ctx context.Context, id int64) (PropertyLine, error) {
	return read(ctx, o, func(r Reader) (PropertyLine, error) {
		p, err := r.Property(id)
		if err != nil {
			return PropertyLine{}, err
		}
		list, err := r.MeasuresOn(id)
		return PropertyLine{Property: p, Measures: list}, err
	})
}
