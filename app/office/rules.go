package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"zhixing/app/court"
	"zhixing/app/law"
)

// rulesCache keeps the rules of one version of overrides and holidays.
type rulesCache struct {
	mu      sync.Mutex
	version int
	rules   *law.Rules // nil before the first use
}

// Rules gives the rules in force here: the delivered ones with the court's own
// values and the imported holidays.
func (o *Office) Rules(ctx context.Context) (*law.Rules, error) {
	return read(ctx, o, o.rulesOf)
}

// rulesOf gives the rules as r sees them. What a transaction has changed in
// the rules itself must be asked of builtRules: it may be rolled back.
func (o *Office) rulesOf(r Reader) (*law.Rules, error) {
	version, err := r.RulesVersion()
	if err != nil {
		return nil, err
	}
	o.rules.mu.Lock()
	defer o.rules.mu.Unlock()
	if o.rules.rules == nil || o.rules.version != version {
		rules, err := builtRules(r)
		if err != nil {
			return nil, err
		}
		o.rules.rules, o.rules.version = rules, version
	}
	return o.rules.rules, nil
}

// lastRules gives the rules that were used last, for screens that colour what
// was read a moment ago.
func (o *Office) lastRules() *law.Rules {
	o.rules.mu.Lock()
	defer o.rules.mu.Unlock()
	if o.rules.rules == nil {
		return law.Default()
	}
	return o.rules.rules
}

func builtRules(r Reader) (*law.Rules, error) {
	overrides, err := r.ParamOverrides()
	if err != nil {
		return nil, err
	}
	years, err := r.HolidayYears()
	if err != nil {
		return nil, err
	}
	return law.Default().With(overrides, years)
}

// ParamLine is a parameter in force on a day with the court's own value behind
// it, when it is one.
type ParamLine struct {
	law.Parameter
	Override *court.ParamOverride
}

// Params lists the parameters in force on the day (today without one) whose
// id, name, start or basis has every word of the search.
func (o *Office) Params(ctx context.Context, search string, on court.Date) ([]ParamLine, error) {
	if on.IsZero() {
		on = o.Today()
	}
	return read(ctx, o, func(r Reader) ([]ParamLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		overrides, err := r.ParamOverrides()
		if err != nil {
			return nil, err
		}
		var out []ParamLine
		for _, p := range rules.Parameters(on) {
			if !hasWords(search, p.ID, p.Name, p.Start, p.Basis, p.Term()) {
				continue
			}
			line := ParamLine{Parameter: p}
			for i, x := range overrides {
				if x.Param == p.ID && x.Revoked == "" && x.From == p.From && x.To == p.To {
					line.Override = &overrides[i]
				}
			}
			out = append(out, line)
		}
		return out, nil
	})
}

// Articles lists the provisions in force on the day (today without one) whose
// purpose, law or number has every word of the search.
func (o *Office) Articles(search string, on court.Date) []law.Citation {
	if on.IsZero() {
		on = o.Today()
	}
	return slices.DeleteFunc(law.Articles(on), func(c law.Citation) bool { return !hasWords(search, c.About, c.Text()) })
}

// Overrides lists the court's own values, revoked ones too, by parameter.
func (o *Office) Overrides(ctx context.Context) ([]court.ParamOverride, error) {
	return read(ctx, o, Reader.ParamOverrides)
}

// hasWords tells whether each word of the search occurs in one of the texts,
// in half or full width, large or small.
func hasWords(search string, texts ...string) bool {
	all := strings.ToLower(court.Narrow(strings.Join(texts, "\n")))
	for _, word := range strings.Fields(strings.ToLower(court.Narrow(search))) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// Move says that a planned date of a case moves. Column is empty for the end
// of the term itself; From is zero for a first date.
type Move struct {
	Node     string
	Column   string
	From, To court.Date
}

// moveOfLimit names the move of the end of the term.
const moveOfLimit = "执行期限"

// CaseMove is a case that a change of the rules moves.
type CaseMove struct {
	CaseID  int64
	Number  string
	Officer string
	Moves   []Move
}

// checkOverride refuses what can be said without looking at other values.
func checkOverride(p *court.ParamOverride) error {
	if err := cleanText("依据", &p.Basis, 300, true); err != nil {
		return err
	}
	if p.Basis == "" {
		return court.FieldErrorf("依据", "不能为空，请写明本院规定的文件。")
	}
	p.Revoked = ""
	return nil
}

// PreviewOverride tells which cases a value of the court's own would move,
// without storing anything. A value that overlaps another in time is
// CodeConflict.
func (o *Office) PreviewOverride(ctx context.Context, actor Actor, p court.ParamOverride) ([]CaseMove, error) {
	if err := Allow(actor, MayChangeRules); err != nil {
		return nil, err
	}
	if err := checkOverride(&p); err != nil {
		return nil, err
	}
	return o.preview(ctx, []court.ParamOverride{p}, nil)
}

// preview holds the cases against the rules with something new.
func (o *Office) preview(ctx context.Context, own []court.ParamOverride, years []court.HolidayYear) ([]CaseMove, error) {
	return read(ctx, o, func(r Reader) ([]CaseMove, error) {
		old, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		fresh, err := old.With(own, years)
		if err != nil {
			return nil, err
		}
		return o.caseMoves(ctx, r, old, fresh)
	})
}

// caseMoves tells what moves between both rules.
func (o *Office) caseMoves(ctx context.Context, r Reader, old, fresh *law.Rules) ([]CaseMove, error) {
	moved, err := movedBy(ctx, r, old, fresh, o.Today())
	out := make([]CaseMove, 0, len(moved))
	for _, m := range moved {
		out = append(out, m.CaseMove)
	}
	return out, err
}

// SaveOverride stores a value of the court's own and moves the open planned
// dates that stood as the old rules had set them.
func (o *Office) SaveOverride(ctx context.Context, actor Actor, p court.ParamOverride) ([]CaseMove, error) {
	if err := checkOverride(&p); err != nil {
		return nil, err
	}
	return o.changeRules(ctx, actor, "本院规定值", func(d *deed) (int64, any, any, string, error) {
		p.By, p.At = d.actor.User.Name, o.now()
		err := d.InsertOverride(&p)
		return p.ID, nil, p, p.Basis, err
	})
}

// PreviewRevoke tells which cases taking a value of the court's own back would
// move, without storing anything.
func (o *Office) PreviewRevoke(ctx context.Context, actor Actor, id int64) ([]CaseMove, error) {
	return readAs(ctx, o, actor, MayChangeRules, func(r Reader) ([]CaseMove, error) {
		old, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		overrides, err := r.ParamOverrides()
		if err != nil {
			return nil, err
		}
		years, err := r.HolidayYears()
		if err != nil {
			return nil, err
		}
		left := slices.DeleteFunc(overrides, func(p court.ParamOverride) bool { return p.ID == id })
		fresh, err := law.Default().With(left, years)
		if err != nil {
			return nil, err
		}
		return o.caseMoves(ctx, r, old, fresh)
	})
}

// RevokeOverride takes a value of the court's own back; it stays on record.
func (o *Office) RevokeOverride(ctx context.Context, actor Actor, id int64, reason string) ([]CaseMove, error) {
	reason, err := needReason("撤销理由", reason)
	if err != nil {
		return nil, err
	}
	return o.changeRules(ctx, actor, "撤销本院规定值", func(d *deed) (int64, any, any, string, error) {
		before, err := d.ParamOverride(id)
		if err != nil {
			return id, nil, nil, "", err
		}
		if before.Revoked != "" {
			return id, nil, nil, "", court.Errorf(court.CodeRefused, "这个规定值已经撤销。")
		}
		p := before
		p.Revoked = reason
		return id, before, p, reason, d.UpdateOverride(p)
	})
}

// checkHolidays refuses a year without days or without its notice.
func checkHolidays(y *court.HolidayYear) error {
	if err := cleanText("通知文号", &y.Source, 200, false); err != nil {
		return err
	}
	switch {
	case y.Year < 2000 || y.Year > 2100:
		return court.FieldErrorf("年份", "“%d”不对。", y.Year)
	case len(y.Off) == 0:
		return court.FieldErrorf("放假日", "一天也没有，请核对导入的内容。")
	case y.Source == "":
		return court.FieldErrorf("通知文号", "不能为空，请写明国务院办公厅通知的文号。")
	}
	return nil
}

// PreviewHolidays tells which cases a year of holidays would move, without
// storing anything.
func (o *Office) PreviewHolidays(ctx context.Context, actor Actor, y court.HolidayYear) ([]CaseMove, error) {
	if err := Allow(actor, MayChangeRules); err != nil {
		return nil, err
	}
	if err := checkHolidays(&y); err != nil {
		return nil, err
	}
	return o.preview(ctx, nil, []court.HolidayYear{y})
}

// ImportHolidays stores a year of holidays, in place of the delivered or
// earlier one, and moves what depends on its workdays.
func (o *Office) ImportHolidays(ctx context.Context, actor Actor, y court.HolidayYear) ([]CaseMove, error) {
	if err := checkHolidays(&y); err != nil {
		return nil, err
	}
	return o.changeRules(ctx, actor, "导入节假日", func(d *deed) (int64, any, any, string, error) {
		return int64(y.Year), nil, y, y.Source, d.PutHolidays(y)
	})
}

// Holidays gives the imported years of holidays.
func (o *Office) Holidays(ctx context.Context) ([]court.HolidayYear, error) {
	return read(ctx, o, Reader.HolidayYears)
}

// changeRules changes the rules and moves what follows, in one transaction.
func (o *Office) changeRules(ctx context.Context, actor Actor, action string,
	f func(d *deed) (id int64, before, after any, reason string, err error),
) ([]CaseMove, error) {
	var out []CaseMove
	err := o.do(ctx, actor, MayChangeRules, "rules", func(d *deed) error {
		out = nil
		old, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		id, before, after, reason, err := f(d)
		if err != nil {
			return err
		}
		fresh, err := builtRules(d)
		if err != nil {
			return err
		}
		moved, err := movedBy(ctx, d, old, fresh, o.Today())
		if err != nil {
			return err
		}
		for _, m := range moved {
			if err := d.applyMove(m, action); err != nil {
				return err
			}
			out = append(out, m.CaseMove)
		}
		return d.audit(action, "rule", id, 0, before, after, fmt.Sprintf("%s；变动案件%d件", reason, len(out)))
	})
	return out, err
}

// movedCase is a case that new rules move, with what to store.
type movedCase struct {
	CaseMove
	limit court.Date // zero when it stays
	nodes []court.Node
}

// applyMove stores the new dates; the entry does not count as work on the case.
func (d *deed) applyMove(m movedCase, why string) error {
	for _, n := range m.nodes {
		if err := d.UpdateNode(n); err != nil {
			return err
		}
	}
	if !m.limit.IsZero() {
		c, err := d.Case(m.CaseID)
		if err != nil {
			return err
		}
		c.Limit = m.limit
		if err := d.UpdateCase(&c); err != nil {
			return err
		}
	}
	return d.audit("规则变动重排节点", "rule", 0, m.CaseID, nil, m.Moves, why)
}

// movedBy holds every case whose clock runs against both rules and gives those
// whose dates differ. A date that does not stand as the old rules set it was
// set by a person and stays.
func movedBy(ctx context.Context, r Reader, old, fresh *law.Rules, today court.Date) ([]movedCase, error) {
	cases, err := r.PlannedCases()
	if err != nil {
		return nil, err
	}
	var out []movedCase
	for _, c := range cases {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m, err := moveCase(r, c, old, fresh, today)
		if err != nil {
			return nil, err
		}
		if len(m.Moves) > 0 {
			out = append(out, m)
		}
	}
	return out, nil
}

func moveCase(r Reader, c PlannedCase, old, fresh *law.Rules, today court.Date) (movedCase, error) {
	m := movedCase{CaseMove: CaseMove{CaseID: c.ID, Number: c.Number, Officer: c.Officer}}
	if c.Filed.IsZero() {
		return m, nil
	}
	facts, err := termFacts(r, court.Case{ID: c.ID, Kind: c.Kind, Tags: c.Tags, Filed: c.Filed}, today)
	if err != nil {
		return m, err
	}
	was, err := old.Term(facts)
	if err != nil {
		return m, err
	}
	will, err := fresh.Term(facts)
	if err != nil {
		return m, err
	}
	if was.End != will.End && c.Limit == was.End {
		m.limit = will.End
		m.Moves = append(m.Moves, Move{Node: moveOfLimit, From: c.Limit, To: will.End})
	} else {
		will.End = was.End
	}
	nodes, err := r.Nodes(c.ID)
	if err != nil {
		return m, err
	}
	receipts, err := r.Receipts(c.ID)
	if err != nil {
		return m, err
	}
	events, err := eventsOf(r, c.ID, c.Filed, was.End)
	if err != nil {
		return m, err
	}
	if b, err := r.Balance(c.ID); err != nil {
		return m, err
	} else if b.Held() > 0 {
		events[law.EventReceipt] = oldestHeld(receipts, b.Held())
	}
	m.addNodes(nodes, old.Still(facts.Deductions), fresh.Still(facts.Deductions), events, was.End, will.End)
	return m, nil
}

func (m *movedCase) addNodes(nodes []court.Node, old, fresh *law.Rules, events map[string]court.Date, oldEnd, newEnd court.Date) {
	events[law.EventLimit] = oldEnd
	was, _ := old.ReplanAll(nodes, events)
	events[law.EventLimit] = newEnd
	will, _ := fresh.ReplanAll(nodes, events)
	for i, n := range nodes {
		if n.Planned != was[i].Planned || will[i].Planned == n.Planned {
			continue
		}
		m.nodes = append(m.nodes, will[i])
		m.Moves = append(m.Moves, Move{Node: n.Name, Column: string(n.Column), From: n.Planned, To: will[i].Planned})
	}
}
