package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// MeasureEntry is one measure on one or several properties of a case.
type MeasureEntry struct {
	CaseID     int64
	Properties []int64
	Kind       court.MeasureKind
	Waits      bool // 轮候
	Preview    bool // 预查封
	Protection bool // taken in 诉讼保全, before this case was filed
	From       string
	On         court.Date // day the unit received it
	Until      court.Date // zero takes the longest term
	Ruling     string
	Unit       string // "" takes the unit of each property
	Place      string
	Keeper     string
	Amount     court.Money
	Note       string
	First      FirstMeasure // whom a waiting one waits for, when no measure is on record
	PlaceWhy   string       // why it comes before others that were entered earlier (FieldPlace)
}

// FieldPlace is the field that takes the reason for a measure that puts others
// behind it.
const FieldPlace = "顺位变动理由"

// FirstMeasure is the measure of another court that goes before.
type FirstMeasure struct {
	Court  string
	CaseNo string
	On     court.Date // zero takes the day before
	Until  court.Date // zero when nobody knows
}

// AddMeasures records what was taken on properties of a case. A first measure
// on a property that another holds is CodeConflict, and names the holder; a
// term longer than the law allows is refused with the article. One that by its
// day comes before others entered earlier needs the reason, and the officers of
// their cases are warned. A measure taken after an earlier one of the case ran
// out is a new one with a new place in the order and says so.
func (o *Office) AddMeasures(ctx context.Context, actor Actor, e MeasureEntry) ([]court.Measure, error) {
	if err := o.checkMeasure(&e); err != nil {
		return nil, err
	}
	var out []court.Measure
	err := o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		c, err := d.Case(e.CaseID)
		if err != nil {
			return err
		}
		if !e.Protection && e.On.Before(c.Filed) {
			return court.FieldErrorf("生效日", "“%s”早于立案日期%s。", e.On, c.Filed).WithHint("诉讼中保全的，“保全转入”请选“是，诉讼保全中采取”。")
		}
		for _, id := range e.Properties {
			m, err := d.addMeasure(c, id, e)
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return d.controlDone(c.ID, out)
	})
	return out, err
}

func (o *Office) checkMeasure(e *MeasureEntry) error {
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{
		{"裁定文号", &e.Ruling, 80}, {"协助单位", &e.Unit, 80}, {"地点", &e.Place, 100}, {"保管人", &e.Keeper, 50}, {"备注", &e.Note, 300},
		{"首封法院", &e.First.Court, 60}, {"首封案号", &e.First.CaseNo, 60}, {"保全案号", &e.From, 60},
		{FieldPlace, &e.PlaceWhy, 300},
	} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	if err := o.checkPastDate("生效日", e.On, true); err != nil {
		return err
	}
	switch {
	case len(e.Properties) == 0:
		return court.Errorf(court.CodeInvalid, "请先选择要%s的财产。", e.Kind)
	case !slices.Contains(court.MeasureKinds, e.Kind):
		return court.FieldErrorf("措施", "请选择。")
	case e.Amount < 0:
		return court.FieldErrorf("冻结限额", "不能是负数。")
	case e.First.Until.Valid() && !e.First.Until.After(e.First.On):
		return court.FieldErrorf("首封届满日", "“%s”不晚于首封日期。", e.First.Until)
	}
	return nil
}

// addMeasure records one measure after looking at what lies on the property.
func (d *deed) addMeasure(c court.Case, propertyID int64, e MeasureEntry) (court.Measure, error) {
	var none court.Measure
	p, list, err := d.under(propertyID)
	if err != nil {
		return none, err
	}
	if err := law.CheckExempt(p, e.On); err != nil {
		return none, err
	}
	if err := law.CheckMeasureKind(p.Kind, e.Kind, e.Preview); err != nil {
		return none, err
	}
	m := court.Measure{
		PropertyID: p.ID, CaseID: c.ID, Kind: e.Kind, Waits: e.Waits, Preview: e.Preview, Protection: e.Protection, From: e.From, On: e.On, Ruling: e.Ruling,
		Unit: e.Unit, Place: e.Place, Keeper: e.Keeper, Amount: e.Amount, Note: e.Note, By: d.actor.User.Name, At: d.office.now(), Rank: len(list),
	}
	if m.Unit == "" {
		m.Unit = p.Unit()
	}
	if m.Months, m.Fixed, err = termOfMeasure(p.Kind, e); err != nil {
		return none, err
	}
	before := law.FollowMeasures(p.Kind, slices.Clone(list))
	if list, err = d.beforeIt(p, list, e, &m); err != nil {
		return none, err
	}
	if err := d.InsertMeasure(&m); err != nil {
		return none, err
	}
	if err := d.LinkProperty(p.ID, c.ID); err != nil {
		return none, err
	}
	list, err = d.follow(p, append(list, m), m.ID)
	if err != nil {
		return none, err
	}
	m = list[slices.IndexFunc(list, func(x court.Measure) bool { return x.ID == m.ID })]
	m.Property, m.What, m.Number = p.Line(), p.Kind, c.Number.String()
	if err := d.audit("登记"+MeasureWord(m), "measure", m.ID, c.ID, nil, m, spacedNote(m.Note, e.PlaceWhy)); err != nil {
		return none, err
	}
	return m, d.putBehind(before, list, m, e.PlaceWhy)
}

// putBehind tells the cases whose measures a new one was put before: without a
// reason that is refused, with one their officers are warned.
func (d *deed) putBehind(before, after []court.Measure, m court.Measure, why string) error {
	today := d.office.Today()
	lost := law.Displaced(before, after, today)
	if len(lost) == 0 {
		return nil
	}
	if why == "" {
		return court.FieldErrorf(FieldPlace, "没有填写：按生效日%s，本次%s排在%s之前，会使其顺位后移。", m.On, m.Kind, placesText(lost)).
			WithHint("请核对生效日（送达协助单位之日）；确实在先的，写明理由，后移的案件承办人会收到预警。")
	}
	for _, x := range lost {
		if x.CaseID == 0 {
			continue
		}
		was := x
		x.Displaced = today
		x.Displacer = m.Number + today.String() + "登记的" + MeasureWord(m) + "于" + m.On.String() + "生效，排在之前，本案现为第" + court.ChineseNumber(law.PlaceOn(after, x.ID, today)) + "位；理由：" + why
		if err := d.UpdateMeasure(&x); err != nil {
			return err
		}
		if err := d.audit("顺位变动", "measure", x.ID, x.CaseID, was, x, why); err != nil {
			return err
		}
	}
	return nil
}

// placesText names measures by their cases and days.
func placesText(list []court.Measure) string {
	var names []string
	for _, x := range list {
		names = append(names, holderName(x)+"（"+x.On.String()+string(x.Kind)+"）")
	}
	return strings.Join(names, "、")
}

// SeenPlaces records that the officers of displaced measures know of it; nobody
// is warned any more.
func (o *Office) SeenPlaces(ctx context.Context, actor Actor, ids []int64) error {
	return o.eachMeasure(ctx, actor, ids, "知悉顺位变动", "", func(m *court.Measure) error {
		if m.Displaced.IsZero() {
			return court.Errorf(court.CodeRefused, "“%s”的%s没有顺位变动。", m.Property, m.Kind)
		}
		m.Displaced, m.Displacer = court.Date{}, ""
		return nil
	})
}

// MeasureWord names a measure as people do: 轮候查封, 预查封, 冻结.
func MeasureWord(m court.Measure) string {
	switch {
	case m.Waits:
		return "轮候" + string(m.Kind)
	case m.Preview && m.Converted.IsZero():
		return "预" + string(m.Kind)
	}
	return string(m.Kind)
}

// termOfMeasure gives the months of the longest term, or the end that was laid
// down; one later than the law allows is refused.
func termOfMeasure(kind court.PropertyKind, e MeasureEntry) (months int, fixed court.Date, err error) {
	t, err := law.SeizureTermOf(kind, e.On)
	if err != nil {
		return 0, fixed, err
	}
	if e.Until.IsZero() || e.Waits || e.Until == law.SeizureEnd(e.On, t.Months) {
		return t.Months, fixed, nil
	}
	return 0, e.Until, law.CheckSeizureEnd(kind, e.On, e.Until)
}

// under gives a property that is not void with the measures on it.
func (d *deed) under(propertyID int64) (court.Property, []court.Measure, error) {
	p, err := d.Property(propertyID)
	if err != nil {
		return p, nil, err
	}
	if p.Void != "" {
		return p, nil, court.Errorf(court.CodeRefused, "“%s”已经作废：%s。", p.Line(), p.Void)
	}
	list, err := d.MeasuresOn(propertyID)
	return p, list, err
}

// beforeIt looks at what goes before a new measure: a first one needs a free
// property, one that waits somebody to wait for; the measure of another court
// that the entry tells of is recorded. It also finds the lapsed measure of the
// case that the new one follows.
func (d *deed) beforeIt(p court.Property, list []court.Measure, e MeasureEntry, m *court.Measure) ([]court.Measure, error) {
	law.FollowMeasures(p.Kind, list)
	holder, held := law.HolderOn(list, e.On)
	for _, x := range list {
		s := x.StateOn(e.On)
		if x.CaseID == e.CaseID && (s == court.MeasureRunning || s == court.MeasureWaiting) {
			return nil, court.Errorf(court.CodeConflict, "“%s”在本案已于%s%s，%s。", p.Line(), x.On, MeasureWord(x), standsUntil(x, e.On)).
				WithHint("将届满的请续封；登记有误的先作废。")
		}
		if x.CaseID == e.CaseID && s == court.MeasureLapsed {
			m.Again = x.ID
			m.Note = spacedNote(m.Note, "原"+string(x.Kind)+"于"+x.Until.String()+"届满失效，本次为新的"+string(m.Kind)+"，顺位自"+e.On.String()+"起")
		}
	}
	switch {
	case held && !e.Waits:
		return nil, court.Errorf(court.CodeConflict, "“%s”已被%s于%s首先%s，%s，不能再登记首封。", p.Line(), holderName(holder), holder.Since, holder.Kind, standsUntil(holder, e.On)).
			WithHint("请登记为轮候；在先的已经解除的，先登记解除。")
	case !held && e.Waits && e.First.Court == "":
		return nil, court.FieldErrorf("首封法院", "不能为空：没有登记过在先的措施，请写明轮候在哪个法院之后。")
	case held || !e.Waits:
		return list, nil
	}
	first := court.Measure{
		PropertyID: p.ID, Court: e.First.Court, CaseNo: e.First.CaseNo, Kind: e.Kind, On: e.First.On, Fixed: e.First.Until, Rank: len(list),
		By: d.actor.User.Name, At: d.office.now(), Number: e.First.Court + " " + e.First.CaseNo,
	}
	if first.On.IsZero() {
		first.On = e.On
	}
	if first.On.After(e.On) {
		return nil, court.FieldErrorf("首封日期", "“%s”晚于本次轮候的%s。", first.On, e.On)
	}
	if err := d.InsertMeasure(&first); err != nil {
		return nil, err
	}
	m.Rank = len(list) + 1
	return append(list, first), d.audit("登记其他法院的"+string(first.Kind), "measure", first.ID, e.CaseID, nil, first, "")
}

func spacedNote(a, b string) string {
	if a == "" {
		return b
	}
	return a + "；" + b
}

func holderName(m court.Measure) string {
	if m.Foreign() && m.CaseNo == "" {
		return m.Court
	}
	return m.Number
}

// standsUntil tells until when a measure stands.
func standsUntil(m court.Measure, day court.Date) string {
	switch {
	case m.StateOn(day) == court.MeasureWaiting:
		return "正在轮候"
	case m.Until.IsZero():
		return "届满日不明"
	}
	return m.Until.String() + "届满"
}

// follow works the dates of all measures on a property out anew and stores
// those that moved. A measure of another case that moves gets an entry in that
// case's trail; the one that was made just now has its own. One that waited and
// now holds the property fills the nodes of its case.
func (d *deed) follow(p court.Property, list []court.Measure, made int64) ([]court.Measure, error) {
	stored, err := d.MeasuresOn(p.ID)
	if err != nil {
		return nil, err
	}
	kept := map[int64]court.Measure{}
	for _, m := range stored {
		kept[m.ID] = m
	}
	law.FollowMeasures(p.Kind, list)
	for i := range list {
		m, before := &list[i], kept[list[i].ID]
		if m.Since == before.Since && m.Until == before.Until {
			continue
		}
		if err := d.UpdateMeasure(m); err != nil {
			return nil, err
		}
		if m.Waits && m.CaseID != 0 && m.ID != made && before.Since != m.Since {
			if err := d.audit("轮候顺延", "measure", m.ID, m.CaseID, before, *m, ""); err != nil {
				return nil, err
			}
		}
		today := d.office.Today()
		if m.CaseID != 0 && m.ID != made && before.StateOn(today) == court.MeasureWaiting && m.StateOn(today) == court.MeasureRunning {
			if err := d.controlDone(m.CaseID, []court.Measure{*m}); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// ReleaseEntry ends measures (解除).
type ReleaseEntry struct {
	Measures []int64
	On       court.Date // day the unit received the release
	Why      string
	Paper    string
}

// ReleaseWhys are the grounds of a release (查封规定28条，原31条).
var ReleaseWhys = []string{"债务已经清偿", "申请执行人撤回申请、放弃债权", goneWhy, "流拍后不接受抵债又无他法执行", "被执行人提供担保且申请执行人同意", "查封了案外人的财产", "其他"}

// Release ends measures of this or of other courts; those that wait behind them
// take effect by themselves. What ran out cannot be released any more.
func (o *Office) Release(ctx context.Context, actor Actor, e ReleaseEntry) error {
	if err := o.checkPastDate("解除日", e.On, true); err != nil {
		return err
	}
	why, err := needReason("解除的理由", e.Why)
	if err != nil {
		return err
	}
	if err := cleanText("解除文书", &e.Paper, 80, false); err != nil {
		return err
	}
	return o.eachMeasure(ctx, actor, e.Measures, "解除措施", why, func(m *court.Measure) error {
		switch {
		case e.On.Before(m.On):
			return court.FieldErrorf("解除日", "“%s”早于%s的生效日%s。", e.On, m.Kind, m.On)
		case !m.Ended.IsZero():
			return court.Errorf(court.CodeRefused, "“%s”的%s已于%s解除。", m.Property, m.Kind, m.Ended)
		case m.StateOn(e.On) == court.MeasureLapsed:
			return lapsed(*m)
		}
		m.Ended, m.EndWhy, m.EndPaper = e.On, why, e.Paper
		return nil
	})
}

func lapsed(m court.Measure) error {
	return court.Errorf(court.CodeRefused, "“%s”的%s已于%s届满，效力消灭（查封规定27条，原30条），不能再补办。", m.Property, m.Kind, m.Until).
		WithHint("需要继续控制的，请登记新的" + string(m.Kind) + "，顺位重新排列；并在原措施上写明未续的原因。")
}

// VoidMeasures takes back measures that were entered in error; they stay on
// record.
func (o *Office) VoidMeasures(ctx context.Context, actor Actor, ids []int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.eachMeasure(ctx, actor, ids, "作废措施", reason, func(m *court.Measure) error {
		m.Void = reason
		return nil
	}, (*deed).controlUndone)
}

// ExplainLapse records why measures that ran out were not renewed; nobody is
// warned of them any more, and they stay lapsed.
func (o *Office) ExplainLapse(ctx context.Context, actor Actor, ids []int64, why string) error {
	why, err := needReason("未续的原因", why)
	if err != nil {
		return err
	}
	return o.eachMeasure(ctx, actor, ids, "说明届满未续", why, func(m *court.Measure) error {
		if m.StateOn(o.Today()) != court.MeasureLapsed {
			return court.Errorf(court.CodeRefused, "“%s”的%s没有届满。", m.Property, m.Kind)
		}
		m.LapseNote = why
		return nil
	})
}

// Convert makes 预查封 a 查封 on the day the right was registered; its place and
// term stay.
func (o *Office) Convert(ctx context.Context, actor Actor, id int64, on court.Date) error {
	if err := o.checkPastDate("登记日", on, true); err != nil {
		return err
	}
	return o.eachMeasure(ctx, actor, []int64{id}, "预查封转为查封", "", func(m *court.Measure) error {
		switch {
		case !m.Preview || !m.Converted.IsZero():
			return court.Errorf(court.CodeRefused, "“%s”不是预%s。", m.Property, m.Kind)
		case m.StateOn(on) != court.MeasureRunning:
			return court.Errorf(court.CodeRefused, "“%s”的预%s在%s不在生效期间。", m.Property, m.Kind, on)
		}
		m.Converted = on
		return nil
	})
}

// eachMeasure changes measures and works the dates of all on their properties
// out anew; then it does what else follows, of a measure as it was before.
func (o *Office) eachMeasure(ctx context.Context, actor Actor, ids []int64, action, reason string, change func(*court.Measure) error,
	then ...func(d *deed, before court.Measure, reason string) error) error {
	return o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		for _, id := range ids {
			before, err := d.changeMeasure(id, action, reason, change)
			if err != nil {
				return err
			}
			for _, f := range then {
				if err := f(d, before, reason); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (d *deed) changeMeasure(id int64, action, reason string, change func(*court.Measure) error) (before court.Measure, err error) {
	m, err := d.Measure(id)
	if err != nil {
		return m, err
	}
	if m.Void != "" {
		return m, court.Errorf(court.CodeRefused, "“%s”的%s已经作废：%s。", m.Property, m.Kind, m.Void)
	}
	before = m
	if err := change(&m); err != nil {
		return m, err
	}
	if err := d.UpdateMeasure(&m); err != nil {
		return m, err
	}
	caseID := m.CaseID
	p, list, err := d.under(m.PropertyID)
	if err != nil {
		return m, err
	}
	if caseID == 0 {
		caseID = p.CaseID
	}
	if _, err := d.follow(p, list, id); err != nil {
		return m, err
	}
	return before, d.audit(action, "measure", id, caseID, before, m, reason)
}

// Measures gives a page of measures as they stand today, the earliest end
// first.
func (o *Office) Measures(ctx context.Context, q MeasureQuery) (MeasurePage, error) {
	q.Today = o.Today()
	return read(ctx, o, func(r Reader) (MeasurePage, error) { return r.Measures(q) })
}

// MeasureCounts counts the measures that end within sixty days, of those that
// the query narrows the list to.
func (o *Office) MeasureCounts(ctx context.Context, q MeasureQuery) (MeasureCounts, error) {
	q.Today, q.Ending = o.Today(), law.ExpirySteps()[0]
	return read(ctx, o, func(r Reader) (MeasureCounts, error) { return r.MeasureCounts(q) })
}

// MeasuresByID gives measures in the order asked for.
func (o *Office) MeasuresByID(ctx context.Context, ids []int64) ([]court.Measure, error) {
	return read(ctx, o, func(r Reader) ([]court.Measure, error) {
		out := make([]court.Measure, 0, len(ids))
		for _, id := range ids {
			m, err := r.Measure(id)
			if err != nil {
				return nil, err
			}
			out = append(out, m)
		}
		return out, nil
	})
}
