package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// account is a deposit of the first debtor.
func account(c court.Case, number string) court.Property {
	return court.Property{
		CaseID: c.ID, Kind: court.PropertyDeposit, Owner: "李㛃", Source: "总对总", Found: c.Filed, Value: 5_000_00,
		Facts: map[string]string{"银行名称": "溪山农商行", "开户账号": number},
	}
}

func house(c court.Case, deed string) court.Property {
	return court.Property{
		CaseID: c.ID, Kind: court.PropertyHouse, Owner: "李㛃", Source: "点对点", Found: c.Filed, Value: 800_000_00,
		Facts: map[string]string{"房产坐落": "溪山县青龙镇1号", "产权证号": deed, "建筑面积": "96.5平方米", "登记机构": "溪山县不动产登记中心", "居住情况": "出租"},
	}
}

func (w *world) property(p court.Property) court.Property {
	w.Helper()
	p, _, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], p)
	w.must(err)
	return p
}

func (w *world) control(e office.MeasureEntry) []court.Measure {
	w.Helper()
	list, err := w.o.AddMeasures(w.ctx, w.staff["沈国栋"], e)
	w.must(err)
	return list
}

func (w *world) measure(id int64) court.Measure {
	w.Helper()
	page, err := w.o.Measures(w.ctx, office.MeasureQuery{})
	w.must(err)
	for _, m := range page.Rows {
		if m.ID == id {
			return m
		}
	}
	w.Fatalf("no measure %d", id)
	return court.Measure{}
}

// Every kind of property can be entered with nothing but what it requires, and
// says in one line what it is.
func TestEveryKindOfPropertyIsEntered(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	for i, k := range court.PropertyKinds {
		p := court.Property{CaseID: c.ID, Kind: k.Kind, Owner: "李㛃", Source: "总对总", Found: c.Filed, Facts: map[string]string{}}
		for _, f := range k.Fields {
			if f.Required {
				p.Facts[f.Label] = f.Label + "0" + string(rune('A'+i))
			}
		}
		saved := w.property(p)
		if saved.OwnerID != "411599197209279304" || !strings.Contains(saved.Line(), "0") {
			t.Errorf("%s: %+v", k.Kind, saved)
		}
		for _, f := range k.Fields {
			if f.Required {
				lacking := p
				lacking.Facts = map[string]string{}
				_, _, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], lacking)
				w.refused(err, court.CodeInvalid, f.Label)
				break
			}
		}
	}
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID})
	w.must(err)
	if page.Total != len(court.PropertyKinds) {
		t.Errorf("%d properties, want %d", page.Total, len(court.PropertyKinds))
	}
}

func TestPropertyRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	for says, change := range map[string]func(*court.Property){
		"财产类型":      func(p *court.Property) { p.Kind = "飞船" },
		"“开户账号”":    func(p *court.Property) { p.Facts["开户账号"] = " " },
		"晚于今天":      func(p *court.Property) { p.Found = w.o.Today().AddDays(1) },
		"不是本案的被执行人": func(p *court.Property) { p.Owner = "路人" },
		"“查明方式”":    func(p *court.Property) { p.Source = "听说" },
		"不能处置的原因":   func(p *court.Property) { p.Condition = court.PropertyUnsellable },
		"要写明是谁":     func(p *court.Property) { p.Tie = court.OwnedShared },
		"不是金额":      func(p *court.Property) { p.Facts["可用余额"] = "一大笔" },
		"没有“随便”这一项": func(p *court.Property) { p.Exempt = "随便" },
	} {
		p := account(c, "6228480000001")
		change(&p)
		_, _, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], p)
		w.refused(err, court.CodeInvalid, says)
	}
	_, _, err := w.o.SaveProperty(w.ctx, w.staff["秦静宜"], account(c, "6228480000001"))
	w.refused(err, court.CodeDenied, "不能登记财产和查封")
}

// One thing is one record however many cases reach for it, and the order of the
// measures on it is one order.
func TestOneHouseInTwoCasesIsOneProperty(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	first := w.property(house(c, "豫（2018）溪山县不动产权第0001号"))
	_, _, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], house(c, "豫(2018)溪山县不动产权第0001号"))
	w.refused(err, court.CodeConflict, "在本案已经登记过")
	again := house(other, " 豫(2018) 溪山县不动产权第0001号 ")
	again.Value, again.Facts["规划用途"] = 0, "住宅"
	second, shared, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], again)
	w.must(err)
	if !shared || second.ID != first.ID || second.Facts["规划用途"] != "住宅" || second.Value != 800_000_00 {
		t.Errorf("entered again: %+v", second)
	}

	a := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{first.ID}, Kind: court.Seal, On: w.o.Today(), Ruling: "（2018）豫1599执1号"})[0]
	if a.Until != court.D(2021, 6, 8) || a.Unit != "溪山县不动产登记中心" {
		t.Errorf("the first seizure: %+v", a)
	}
	w.on(court.D(2018, 7, 2))
	_, err = w.o.AddMeasures(w.ctx, w.staff["沈国栋"], office.MeasureEntry{CaseID: other.ID, Properties: []int64{first.ID}, Kind: court.Seal, On: w.o.Today()})
	w.refused(err, court.CodeConflict, "（2018）豫1599执1号于2018-06-08首先查封")
	_, err = w.o.AddMeasures(w.ctx, w.staff["沈国栋"], office.MeasureEntry{CaseID: c.ID, Properties: []int64{first.ID}, Kind: court.Seal, On: w.o.Today(), Waits: true})
	w.refused(err, court.CodeConflict, "在本案已于2018-06-08查封")
	b := w.control(office.MeasureEntry{CaseID: other.ID, Properties: []int64{first.ID}, Kind: court.Seal, On: w.o.Today(), Waits: true})[0]
	if b.StateOn(w.o.Today()) != court.MeasureWaiting || b.Since != court.D(2021, 6, 9) {
		t.Errorf("the one that waits: %+v", b)
	}

	// Released, the first gives way on the same day.
	w.on(court.D(2018, 9, 3))
	w.must(w.o.Release(w.ctx, w.staff["沈国栋"], office.ReleaseEntry{Measures: []int64{a.ID}, On: w.o.Today(), Why: "债务已经清偿"}))
	if b = w.measure(b.ID); b.StateOn(w.o.Today()) != court.MeasureRunning || b.Until != court.D(2021, 9, 3) {
		t.Errorf("after the release: since %s until %s", b.Since, b.Until)
	}
	log, err := w.o.CaseLog(w.ctx, other.ID)
	w.must(err)
	if !slices.ContainsFunc(log, func(e court.AuditEntry) bool { return e.Action == "轮候顺延" }) {
		t.Errorf("the other case's trail does not tell: %+v", log)
	}
	if n := w.node(other, "012"); n.Actual != court.D(2018, 9, 3) {
		t.Errorf("the other case's node: %+v", n)
	}
	_, err = w.o.AddMeasures(w.ctx, w.staff["秦静宜"], office.MeasureEntry{CaseID: c.ID, Properties: []int64{first.ID}, Kind: court.Seal, On: w.o.Today()})
	w.refused(err, court.CodeDenied, "不能登记财产和查封")
	if n := w.node(c, "012"); n.Actual != court.D(2018, 6, 8) {
		t.Errorf("the node of the measure: %+v", n)
	}
}

func TestMeasuresRefuse(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	p := w.property(account(c, "6228480000001"))
	chair := w.property(court.Property{CaseID: c.ID, Kind: court.PropertyMovable, Owner: "李㛃", Source: "搜查", Found: c.Filed, Exempt: "残疾辅助、医疗用品", Facts: map[string]string{"名称": "轮椅"}})
	today := w.o.Today()
	for says, e := range map[string]office.MeasureEntry{
		"最长一年，到2019-06-08为止": {Properties: []int64{p.ID}, Kind: court.Freeze, On: today, Until: court.D(2019, 6, 9)},
		"晚于今天":               {Properties: []int64{p.ID}, Kind: court.Freeze, On: today.AddDays(1)},
		"早于立案日期":             {Properties: []int64{p.ID}, Kind: court.Freeze, On: today.AddDays(-1)},
		"首封法院":               {Properties: []int64{p.ID}, Kind: court.Freeze, On: today, Waits: true},
		"请先选择":               {Kind: court.Freeze, On: today},
		"没有2004年":            {Properties: []int64{p.ID}, Kind: court.Freeze, On: court.D(2004, 12, 31), Protection: true},
		"不得查封":               {Properties: []int64{chair.ID}, Kind: court.Attach, On: today},
	} {
		e.CaseID = c.ID
		_, err := w.o.AddMeasures(w.ctx, w.staff["沈国栋"], e)
		w.refused(err, court.CodeOf(err), says)
		if err == nil {
			t.Errorf("%s: not refused", says)
		}
	}
	// Behind another court whose end nobody knows, it waits until that is known.
	m := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: today, Waits: true,
		First: office.FirstMeasure{Court: "柳溪县人民法院", CaseNo: "（2018）豫1598执77号", On: court.D(2018, 3, 1)}})[0]
	if m.StateOn(court.D(2030, 1, 1)) != court.MeasureWaiting {
		t.Errorf("it does not wait: %+v", m)
	}
	lines, err := w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	elsewhere := lines.Lines[0].Measures[0]
	if elsewhere.Court != "柳溪县人民法院" || lines.Controlled != 0 {
		t.Errorf("the first: %+v, held %s", elsewhere, lines.Controlled)
	}
	w.on(court.D(2018, 8, 1))
	w.must(w.o.Release(w.ctx, w.staff["沈国栋"], office.ReleaseEntry{Measures: []int64{elsewhere.ID}, On: court.D(2018, 7, 30), Why: "首封法院解除"}))
	if m = w.measure(m.ID); m.Since != court.D(2018, 7, 30) || m.Until != court.D(2019, 7, 30) {
		t.Errorf("after the release elsewhere: since %s until %s", m.Since, m.Until)
	}
}

// What ran out is shown as lapsed, is warned of, and cannot be made good: only
// a new measure with a new place helps, and it says so.
func TestWhatLapsedIsNotMadeGood(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	p := w.property(account(c, "6228480000001"))
	m := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: w.o.Today()})[0]
	warned := func() []court.Warning {
		list, err := w.o.Warnings(w.ctx, office.WarningQuery{CaseID: c.ID})
		w.must(err)
		var out []court.Warning
		for _, x := range list {
			if x.Kind == court.WarnMeasureNear || x.Kind == court.WarnMeasureOver {
				out = append(out, x)
			}
		}
		return out
	}
	w.on(court.D(2019, 5, 8))
	if got := warned(); len(got) != 0 {
		t.Errorf("31 days ahead: %v", got)
	}
	w.on(court.D(2019, 5, 9))
	if got := warned(); len(got) != 1 || got[0].Days != 30 || got[0].Where != office.WhereThings {
		t.Errorf("30 days ahead: %v", got)
	}
	w.on(court.D(2019, 6, 9))
	if got := warned(); len(got) != 1 || got[0].Kind != court.WarnMeasureOver || !strings.Contains(got[0].Text, "效力已消灭") {
		t.Errorf("a day after: %v", got)
	}
	err := w.o.Release(w.ctx, w.staff["沈国栋"], office.ReleaseEntry{Measures: []int64{m.ID}, On: w.o.Today(), Why: "债务已经清偿"})
	w.refused(err, court.CodeRefused, "不能再补办")
	_, err = w.o.StartRenewals(w.ctx, w.staff["沈国栋"], office.RenewalEntry{Measures: []int64{m.ID}, Ruled: w.o.Today()}, nil)
	w.refused(err, court.CodeRefused, "效力消灭")
	again := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: w.o.Today()})[0]
	if again.Again != m.ID || !strings.Contains(again.Note, "原冻结于2019-06-08届满失效") || again.Until != court.D(2020, 6, 9) {
		t.Errorf("taken anew: %+v", again)
	}
	w.must(w.o.ExplainLapse(w.ctx, w.staff["沈国栋"], []int64{m.ID}, "申请执行人未申请续行"))
	if got := warned(); len(got) != 0 {
		t.Errorf("accounted for: %v", got)
	}
	if m = w.measure(m.ID); m.StateOn(w.o.Today()) != court.MeasureLapsed {
		t.Errorf("the old one is %s", m.StateOn(w.o.Today()))
	}
}

// 保全 measures go over into the execution case with their dates (解释168条).
func TestProtectionIsCarriedOver(t *testing.T) {
	w := newWorld(t)
	k := aCase()
	k.Kind = court.KindProtection
	protect, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	p := w.property(house(protect, "豫（2018）溪山县不动产权第0002号"))
	m := w.control(office.MeasureEntry{CaseID: protect.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: w.o.Today()})[0]
	w.on(court.D(2018, 10, 8))
	k = aCase()
	k.Filed = w.o.Today()
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	x, err := w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	if len(x.Carry) != 1 || x.Carry[0].ID != m.ID {
		t.Fatalf("offered: %+v", x.Carry)
	}
	w.must(w.o.CarryOver(w.ctx, w.staff["沈国栋"], c.ID, []int64{m.ID}))
	got := w.measure(m.ID)
	if got.CaseID != c.ID || got.On != m.On || got.Until != m.Until || !got.Protection || got.From != protect.Number.String() {
		t.Errorf("carried over: %+v", got)
	}
	x, err = w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	if len(x.Carry) != 0 || len(x.Lines) != 1 || x.Controlled != 800_000_00 {
		t.Errorf("afterwards: %+v", x)
	}
	w.refused(w.o.CarryOver(w.ctx, w.staff["沈国栋"], c.ID, []int64{m.ID}), court.CodeRefused, "不能转入")
}

func TestOverSeizureIsHinted(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	a, b := w.property(house(c, "豫（2018）溪山县不动产权第0003号")), w.property(house(c, "豫（2018）溪山县不动产权第0004号"))
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{a.ID}, Kind: court.Seal, On: w.o.Today()})
	x, err := w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	if x.Controlled != 800_000_00 || x.Owed != 1186520_33+14265_20 || x.Over() {
		t.Errorf("one house: %s of %s", x.Controlled, x.Owed)
	}
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{b.ID}, Kind: court.Seal, On: w.o.Today()})
	if x, err = w.o.CaseProperty(w.ctx, c.ID); err != nil || !x.Over() {
		t.Errorf("two houses: %s of %s %v", x.Controlled, x.Owed, err)
	}
}

// What is like a thing on record is asked about, once, and the answer counts;
// an import asks nobody and says so in the note.
func TestWhatIsOnlyAlikeIsAskedAbout(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	first := w.property(account(c, "账号不详"))
	second := account(other, "账号不详")
	_, _, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], second)
	w.refused(err, court.CodeInvalid, "可能与“溪山农商行，开户账号账号不详”（李㛃，"+c.Number.String()+"）是同一项")
	alike, err := w.o.AlikeProperties(w.ctx, second)
	w.must(err)
	if len(alike) != 1 || alike[0].ID != first.ID {
		t.Fatalf("alike: %+v", alike)
	}
	second.SameAs = court.AnotherProperty
	if apart := w.property(second); apart.ID == first.ID {
		t.Error("another account became the first one")
	}
	third := w.register()
	same := account(third, "账号不详")
	same.SameAs = first.ID
	p, shared, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], same)
	w.must(err)
	if !shared || p.ID != first.ID || !strings.Contains(p.Cases, third.Number.String()) {
		t.Errorf("the same account: %+v", p)
	}
	fourth := account(w.register(), "不详")
	fourth.Facts["银行名称"] = "溪山农商行"
	w.must(w.o.SaveProperties(w.ctx, w.staff["沈国栋"], []court.Property{fourth}))
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: fourth.CaseID})
	w.must(err)
	if page.Total != 1 || !strings.Contains(page.Rows[0].Note, "是同一财产，请核对") {
		t.Errorf("imported: %+v", page.Rows)
	}
}

// A house on the deed of another debtor is joined only when a person says so,
// and then both have a part in it; shares in a company are never one thing.
func TestOneDeedOfTwoOwners(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	k := aCase()
	k.Parties = append([]court.Party(nil), k.Parties...)
	for i, p := range k.Parties {
		if p.Role == court.RoleDebtor {
			k.Parties[i].Name, k.Parties[i].IDNumber = "李某", ""
		}
	}
	other, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	first := w.property(house(c, "豫（2018）溪山县不动产权第0009号"))
	second := house(other, "豫（2018）溪山县不动产权第0009号")
	second.Owner = "李某"
	_, _, err = w.o.SaveProperty(w.ctx, w.staff["沈国栋"], second)
	w.refused(err, court.CodeInvalid, office.FieldSame)
	second.SameAs = first.ID
	p, shared, err := w.o.SaveProperty(w.ctx, w.staff["沈国栋"], second)
	w.must(err)
	if !shared || p.Tie != court.OwnedShared || p.Holder != "李某" {
		t.Errorf("one house of two: %+v", p)
	}
	share := func(c court.Case, owner string) court.Property {
		return court.Property{CaseID: c.ID, Kind: court.PropertyEquity, Owner: owner, Source: "总对总", Found: c.Filed, Facts: map[string]string{"持股公司名称": "青禾公司", "公司信用代码": "91411599MA0000001X"}}
	}
	a, b := w.property(share(c, "李㛃")), w.property(share(other, "李某"))
	if a.ID == b.ID {
		t.Error("two shareholders became one")
	}
}

// A measure entered later with an earlier day puts others behind it only with a
// reason, and the officer of the case that loses its place is warned until it
// was seen.
func TestBackdatedMeasureTellsThoseItDisplaces(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	p := w.property(house(c, "豫（2018）溪山县不动产权第0010号"))
	w.on(court.D(2018, 7, 2))
	first := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: w.o.Today()})[0]
	w.on(court.D(2018, 7, 9))
	e := office.MeasureEntry{CaseID: other.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: court.D(2018, 6, 20)}
	_, err := w.o.AddMeasures(w.ctx, w.staff["沈国栋"], e)
	w.refused(err, court.CodeInvalid, "排在（2018）豫1599执1号（2018-07-02查封）之前")
	if m := w.measure(first.ID); m.Since != court.D(2018, 7, 2) || !m.Displaced.IsZero() {
		t.Errorf("a refused entry moved the first: %+v", m)
	}
	e.PlaceWhy = "回执6月20日已由登记中心签收，补登"
	w.control(e)
	m := w.measure(first.ID)
	if m.StateOn(w.o.Today()) != court.MeasureWaiting || m.Displaced != w.o.Today() || !strings.Contains(m.Displacer, "（2018）豫1599执2号") || !strings.Contains(m.Displacer, "第二位") {
		t.Errorf("displaced: %+v", m)
	}
	places := func() []court.Warning { return w.warnings(office.WarningQuery{CaseID: c.ID, Kind: court.WarnPlace}) }
	if got := places(); len(got) != 1 || !strings.Contains(got[0].Text, "回执6月20日") || got[0].Where != office.WhereThings {
		t.Errorf("warned: %+v", got)
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if log[0].Action != "顺位变动" || !strings.Contains(log[0].Reason, "补登") {
		t.Errorf("trail: %+v", log[0])
	}
	w.must(w.o.SeenPlaces(w.ctx, w.staff["沈国栋"], []int64{first.ID}))
	if got := places(); len(got) != 0 {
		t.Errorf("seen and still warned: %+v", got)
	}
	w.refused(w.o.SeenPlaces(w.ctx, w.staff["沈国栋"], []int64{first.ID}), court.CodeRefused, "没有顺位变动")
}

// One that waits controls nothing: the node stays open and says so, the property
// is not controlled; both follow when it takes effect, and when a measure turns
// out to be void.
func TestWaitingIsNoControl(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	p := w.property(house(c, "豫（2018）溪山县不动产权第0011号"))
	condition := func() court.PropertyCondition {
		l, err := w.o.PropertyOf(w.ctx, p.ID)
		w.must(err)
		page, err := w.o.Properties(w.ctx, office.PropertyQuery{Condition: l.Condition})
		w.must(err)
		if page.Total != 1 || page.Rows[0].Condition != l.Condition {
			t.Errorf("the list of %s: %+v", l.Condition, page.Rows)
		}
		return l.Condition
	}
	m := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: w.o.Today(), Waits: true, Ruling: "（2018）豫1599执1号之一",
		First: office.FirstMeasure{Court: "柳溪县人民法院", On: court.D(2018, 3, 1)}})[0]
	if n := w.node(c, "012"); !n.Actual.IsZero() || !strings.Contains(n.Result, "轮候查封：") {
		t.Errorf("the node of one that waits: %+v", n)
	}
	if got := condition(); got != court.PropertyFound {
		t.Errorf("behind another court the house is %s", got)
	}
	w.on(court.D(2018, 7, 2))
	l, err := w.o.PropertyOf(w.ctx, p.ID)
	w.must(err)
	w.must(w.o.Release(w.ctx, w.staff["沈国栋"], office.ReleaseEntry{Measures: []int64{l.Measures[0].ID}, On: w.o.Today(), Why: "首封法院解除"}))
	if n := w.node(c, "012"); n.Actual != court.D(2018, 7, 2) {
		t.Errorf("the node when it took effect: %+v", n)
	}
	if got := condition(); got != court.PropertyControlled {
		t.Errorf("in force, the house is %s", got)
	}
	w.must(w.o.VoidMeasures(w.ctx, w.staff["沈国栋"], []int64{m.ID}, "登记错了财产"))
	if n := w.node(c, "012"); !n.Actual.IsZero() || n.Result != "" {
		t.Errorf("the node of a void measure: %+v", n)
	}
	if got := condition(); got != court.PropertyFound {
		t.Errorf("after it was void the house is %s", got)
	}
	a := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Seal, On: w.o.Today()})[0]
	second := w.property(house(c, "豫（2018）溪山县不动产权第0012号"))
	w.on(court.D(2018, 7, 5))
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{second.ID}, Kind: court.Seal, On: w.o.Today()})
	w.must(w.o.VoidMeasures(w.ctx, w.staff["沈国栋"], []int64{a.ID}, "登记错了"))
	if n := w.node(c, "012"); n.Actual != court.D(2018, 7, 5) {
		t.Errorf("the other measure does not fill the node: %+v", n)
	}
	w.on(court.D(2021, 7, 6)) // both ran out
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{Condition: court.PropertyControlled})
	w.must(err)
	if page.Total != 0 {
		t.Errorf("controlled after the end: %+v", page.Rows)
	}
}

// The measures of a case go over into the case that resumes it: seen, renewed
// and warned of there, once.
func TestMeasuresGoOverIntoTheResumedCase(t *testing.T) {
	w := newWorld(t)
	old := w.readyForReview()
	w.review(old, court.ReviewPassed)
	p := w.property(account(old, "6228480000001"))
	w.property(house(old, "豫（2018）溪山县不动产权第0013号"))
	m := w.control(office.MeasureEntry{CaseID: old.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: w.o.Today()})[0]
	w.on(court.D(2018, 10, 10))
	w.signed(old, "panel-minutes", "interim-approval", "interim-ruling", "interim-summary")
	w.must(w.o.CloseCase(w.ctx, w.staff["赵一帆"], old.ID, court.ClosedInterim, w.o.Today(), ""))
	w.on(court.D(2018, 11, 1))
	c, err := w.o.Resume(w.ctx, w.staff["沈国栋"], old.ID, "有存款", w.o.Today())
	w.must(err)
	got := w.measure(m.ID)
	if got.CaseID != c.ID || got.From != old.Number.String() || got.On != m.On || got.Until != m.Until || got.Protection {
		t.Errorf("carried over: %+v", got)
	}
	x, err := w.o.CaseProperty(w.ctx, c.ID)
	w.must(err)
	if len(x.Lines) != 2 || x.Controlled != 5_000_00 || len(x.Carry) != 0 {
		t.Errorf("the resumed case: %+v", x)
	}
	w.on(m.Until.AddDays(-20))
	var near []court.Warning
	for _, a := range w.warnings(office.WarningQuery{}) {
		if a.Kind == court.WarnMeasureNear {
			near = append(near, a)
		}
	}
	if len(near) != 1 || near[0].CaseID != c.ID {
		t.Errorf("warned: %+v", near)
	}
	items, err := w.o.StartRenewals(w.ctx, w.staff["沈国栋"], office.RenewalEntry{Measures: []int64{m.ID}, Ruled: w.o.Today()}, nil)
	w.must(err)
	if len(items) != 1 || items[0].CaseID != c.ID || len(items[0].Papers) < 2 {
		t.Errorf("renewed: %+v", items)
	}
}

// What a resumed case took over is owed once, in the new case; what was paid in
// both counts.
func TestDebtorOwesWhatWasResumedOnce(t *testing.T) {
	w := newWorld(t)
	old := w.closedInterim()
	w.on(court.D(2018, 11, 1))
	receive := func(c court.Case, amount court.Money) {
		_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Amount: amount, Date: w.o.Today(), Way: "扣划", Payer: "李㛃"})
		w.must(err)
	}
	debtor := func() office.Debtor {
		d, err := w.o.Debtor(w.ctx, "411599197209279304", "李㛃")
		w.must(err)
		return d
	}
	receive(old, 186520_33)
	if d := debtor(); d.Owed != 1000000_00 || d.Paid != 186520_33 {
		t.Errorf("before: owed %s paid %s", d.Owed, d.Paid)
	}
	c, err := w.o.Resume(w.ctx, w.staff["沈国栋"], old.ID, "有存款", w.o.Today())
	w.must(err)
	receive(c, 100000_00)
	d := debtor()
	if d.Owed != 900000_00 || d.Paid != 286520_33 || len(d.Cases) != 2 {
		t.Errorf("afterwards: owed %s paid %s in %d cases", d.Owed, d.Paid, len(d.Cases))
	}
	if got := d.Cases[len(d.Cases)-1].ResumedBy + d.Cases[0].ResumedBy; got != c.Number.String() {
		t.Errorf("resumed by %s", got)
	}
	k := aCase()
	k.Kind = court.KindProtection
	k.Filed = w.o.Today()
	_, err = w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	if d := debtor(); d.Owed != 900000_00 {
		t.Errorf("with a 保全 case: owed %s", d.Owed)
	}
}

// The list, its counts and the warnings tell the same; a property stands in the
// list of every officer whose case it is in, and opens there.
func TestListsOfPropertyAgree(t *testing.T) {
	w := newWorld(t)
	of := func(officer string) court.Case {
		k := aCase()
		k.OfficerID = w.staff[officer].User.ID
		c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
		w.must(err)
		return c
	}
	c, other := of("沈国栋"), of("赵一帆")
	p := w.property(house(c, "豫（2018）溪山县不动产权第0020号"))
	w.property(house(other, "豫（2018）溪山县不动产权第0020号"))
	for i, until := range []int{-3, 5, 12, 25, 50, 70} {
		number := "62284800000" + string(rune('1'+i)) + "7"
		a := w.property(account(c, number))
		w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{a.ID}, Kind: court.Freeze, On: w.o.Today(), Until: w.o.Today().AddDays(100 + until)})
	}
	w.on(w.o.Today().AddDays(100))
	me, him := w.staff["沈国栋"].User.ID, w.staff["赵一帆"].User.ID
	for _, x := range []struct {
		q    office.MeasureQuery
		want int
	}{
		{office.MeasureQuery{Ending: 60, Lapsed: true}, 5},
		{office.MeasureQuery{Ending: 60, Lapsed: true, OfficerID: me}, 5},
		{office.MeasureQuery{Ending: 60, Lapsed: true, OfficerID: him}, 0},
		{office.MeasureQuery{Ending: 60, Lapsed: true, Group: court.GroupGeneral}, 5},
		{office.MeasureQuery{Ending: 60, Lapsed: true, Search: "6228480000027"}, 1},
		{office.MeasureQuery{Ending: 60, Lapsed: true, Search: c.Number.String() + " 农商行"}, 5},
		{office.MeasureQuery{Ending: 60, Lapsed: true, Kind: court.Seal}, 0},
	} {
		page, err := w.o.Measures(w.ctx, x.q)
		w.must(err)
		counts, err := w.o.MeasureCounts(w.ctx, x.q)
		w.must(err)
		sum := counts.Lapsed
		for _, n := range counts.Steps {
			sum += n
		}
		if page.Total != x.want || sum != x.want || len(page.Rows) != x.want {
			t.Errorf("%+v: list %d, counts %+v, want %d", x.q, page.Total, counts, x.want)
		}
	}
	near := 0
	for _, a := range w.warnings(office.WarningQuery{}) {
		if a.Measure != 0 {
			near++
		}
	}
	soon, err := w.o.Measures(w.ctx, office.MeasureQuery{Ending: office.MeasureWarnDays, Lapsed: true})
	w.must(err)
	if near != soon.Total || near != 4 {
		t.Errorf("%d warnings, %d in the list of thirty days", near, soon.Total)
	}
	for officer, listed := range map[int64]int64{me: c.ID, him: other.ID} {
		page, err := w.o.Properties(w.ctx, office.PropertyQuery{OfficerID: officer, Kind: court.PropertyHouse})
		w.must(err)
		if page.Total != 1 || page.Rows[0].ID != p.ID || page.Rows[0].ListedIn != listed {
			t.Errorf("officer %d: %+v", officer, page.Rows)
		}
	}
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{Search: other.Number.String()})
	w.must(err)
	if page.Total != 1 {
		t.Errorf("by the second case's number: %d", page.Total)
	}
}

// What was taken in 保全 is warned of when that case is closed and before it is
// carried over: it must not run out unseen.
func TestProtectionIsWarnedOfAfterItsCaseClosed(t *testing.T) {
	w := newWorld(t)
	k := aCase()
	k.Kind = court.KindProtection
	protect, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	p := w.property(account(protect, "6228480000001"))
	w.control(office.MeasureEntry{CaseID: protect.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: w.o.Today()})
	w.must(w.o.CloseCase(w.ctx, w.staff["万能"], protect.ID, court.ClosedProtected, w.o.Today(), ""))
	w.on(court.D(2019, 5, 20))
	list := w.warnings(office.WarningQuery{CaseID: protect.ID, Kind: court.WarnMeasureNear})
	if len(list) != 1 || !strings.Contains(list[0].Text, "应续行") {
		t.Errorf("warned: %+v", list)
	}
}
