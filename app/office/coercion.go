package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// CoercionLine is a coercive measure with the terms that run in it.
type CoercionLine struct {
	court.Coercion
	Clocks []law.Clock
	Left   court.Money // of a fine, not paid
	Until  court.Date  // 拘留期满日
}

// Next gives the term that ends first among those that run; Due is zero when
// none does.
func (l CoercionLine) Next() law.Clock { return firstClock(l.Clocks) }

func firstClock(clocks []law.Clock) law.Clock {
	var next law.Clock
	for _, c := range clocks {
		if c.Done.IsZero() && (next.Due.IsZero() || c.Due.Before(next.Due)) {
			next = c
		}
	}
	return next
}

func coercionLine(rules *law.Rules, c court.Coercion) CoercionLine {
	l := CoercionLine{Coercion: c, Clocks: rules.CoercionClocks(c), Until: law.DetainedUntil(c)}
	if c.Kind == court.CoerceFine {
		l.Left = law.FineLeft(c)
	}
	return l
}

// Coercions gives coercive measures (强制措施), newest first.
func (o *Office) Coercions(ctx context.Context, q CoercionQuery) ([]CoercionLine, error) {
	return read(ctx, o, func(r Reader) ([]CoercionLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		list, err := r.Coercions(q)
		var out []CoercionLine
		for _, c := range list {
			out = append(out, coercionLine(rules, c))
		}
		return out, err
	})
}

// ApplyCoercion enters an application for a coercive measure and numbers it, or
// changes one that is not decided. What the law does not allow is refused with
// its article.
func (o *Office) ApplyCoercion(ctx context.Context, actor Actor, c court.Coercion) (court.Coercion, error) {
	if err := o.checkCoercion(&c); err != nil {
		return c, err
	}
	err := o.do(ctx, actor, MayWorkCoercion, "coercion", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		in, err := d.caseToCoerce(c.CaseID)
		if err != nil {
			return err
		}
		if c.ConductOn.Before(in.Basis.Effective) {
			return court.FieldErrorf("行为发生日", "“%s”早于执行依据生效日%s。", c.ConductOn, in.Basis.Effective)
		}
		earlier, err := d.Coercions(CoercionQuery{CaseID: c.CaseID})
		if err != nil {
			return err
		}
		if err := rules.CheckCoercion(c, earlier, o.Today()); err != nil {
			return err
		}
		if c.ID == 0 {
			if c.Number, err = d.nextVoucher("强", o.Today()); err != nil {
				return err
			}
			c.State, c.By, c.ByID, c.At, c.CaseNo = court.CoercionAsked, d.actor.User.Name, d.actor.User.ID, o.now(), in.Number.String()
			if err := d.PutCoercion(&c); err != nil {
				return err
			}
			return d.audit("申请"+string(c.Kind), "coercion", c.ID, c.CaseID, nil, c, "")
		}
		old, err := d.Coercion(c.ID)
		if err != nil {
			return err
		}
		if old.State != court.CoercionAsked || len(old.Steps) > 0 {
			return court.Errorf(court.CodeRefused, "%s现在是“%s”，不能再改申请。", old.Number, old.State)
		}
		c.Number, c.Kind, c.CaseID, c.State, c.By, c.ByID, c.At = old.Number, old.Kind, old.CaseID, old.State, old.By, old.ByID, old.At
		if err := d.PutCoercion(&c); err != nil {
			return err
		}
		return d.audit("修改"+string(c.Kind)+"申请", "coercion", c.ID, c.CaseID, old, c, "")
	})
	return c, err
}

// caseToCoerce gives a case in which people may still be coerced: one in hand,
// or closed by 终本.
func (d *deed) caseToCoerce(id int64) (court.Case, error) {
	c, err := d.Case(id)
	if err == nil && c.Status == court.StatusClosed && c.Closing != court.ClosedInterim {
		err = court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不能再采取强制措施。", c.Number, c.Closed, c.Closing)
	}
	return c, err
}

func (o *Office) checkCoercion(c *court.Coercion) error {
	if !slices.Contains(court.CoercionKinds, c.Kind) {
		return court.FieldErrorf("措施", "请选择。")
	}
	if !slices.Contains(court.CoercedRoles, c.Role) {
		return court.FieldErrorf("身份", "请选择。")
	}
	label := func(key string) string {
		for _, f := range law.CoercionOf(c.Kind).Fields {
			if f.Key == key {
				return f.Label
			}
		}
		return "期限"
	}
	if err := o.checkPastDate("行为发生日", c.ConductOn, true); err != nil {
		return err
	}
	if err := o.checkPastDate(label("applied"), c.Applied, false); err != nil {
		return err
	}
	if !c.Until.IsZero() && c.Until.Before(o.Today()) {
		return court.FieldErrorf(label("until"), "“%s”早于今天。", c.Until)
	}
	if c.Amount < 0 || c.Amount > court.MaxMoney {
		return court.FieldErrorf("金额", "不能是负数，也不能太大。")
	}
	c.PersonID = court.ReadIdentifier(c.PersonID).Text
	if err := cleanText("查明的行为", &c.Facts, 2000, true); err != nil {
		return err
	}
	if c.Facts == "" {
		return court.FieldErrorf("查明的行为", "不能为空。")
	}
	if err := cleanText("内容", &c.Content, 1000, true); err != nil {
		return err
	}
	return cleanAll([]cleaned{{"对象", &c.Person, 60, true}, {"证件号码", &c.PersonID, 30, false}, {"住址", &c.Address, 100, false}, {"场所", &c.Place, 100, false}})
}

// CoercionStep records the next step of a measure: approval by the president,
// service, execution, money, release, review. Who applied cannot approve.
func (o *Office) CoercionStep(ctx context.Context, actor Actor, id int64, x court.CourseStep) (court.Coercion, error) {
	var c court.Coercion
	may, err := o.mayStep(&x, func(r Reader) (string, error) {
		var err error
		c, err = r.Coercion(id)
		return string(c.Kind), err
	})
	if err != nil {
		return c, err
	}
	err = o.do(ctx, actor, may, "coercion", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if c, err = d.Coercion(id); err != nil {
			return err
		}
		if may == MayDecideCoercion && c.ByID == d.actor.User.ID {
			return court.Errorf(court.CodeDenied, "%s是您申请的，不能由您审批。", c.Number).WithHint("申请和审批由不同的人办理。")
		}
		if err := d.sanctionNumber(c, &x); err != nil {
			return err
		}
		if err := rules.CheckCoercionStep(c, x, o.Today()); err != nil {
			return err
		}
		x.By, x.ByID, x.At = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertCourseStep(c.ID, 0, &x); err != nil {
			return err
		}
		before := c
		c.Steps = append(slices.Clip(c.Steps), x)
		if err := d.signApproved(c, x); err != nil {
			return err
		}
		return d.followCoercion(before, &c, x.Kind, "")
	})
	return c, err
}

// mayStep cleans what was typed of a step and tells who may enter it.
func (o *Office) mayStep(x *court.CourseStep, kindOf func(Reader) (string, error)) (Permission, error) {
	if err := cleanText("说明", &x.Words, 2000, true); err != nil {
		return "", err
	}
	if err := cleanAll([]cleaned{{"单位", &x.Unit, 100, false}, {"文号", &x.Number, 60, false}, {"时间", &x.Time, 5, false}}); err != nil {
		return "", err
	}
	kind, err := read(context.Background(), o, kindOf)
	if err != nil {
		return "", err
	}
	return StepPermission(law.CourseStepMay(kind, x.Kind)), nil
}

// StepPermission gives what entering, and taking back, a step asks for; may is
// that of its law.CourseStepInfo.
func StepPermission(may string) Permission {
	if may == law.MayPresident {
		return MayDecideCoercion
	}
	return MayWorkCoercion
}

// followCoercion stores the state that the steps lead to, with its audit entry
// and the node that it fills.
func (d *deed) followCoercion(before court.Coercion, c *court.Coercion, action, reason string) error {
	c.State = law.CoercionState(*c)
	if err := d.PutCoercion(c); err != nil {
		return err
	}
	if err := d.audit(string(c.Kind)+"："+action, "coercion", c.ID, c.CaseID, before, *c, reason); err != nil {
		return err
	}
	node := law.CoercionOf(c.Kind).Node
	if node == "" || before.State == c.State {
		return nil
	}
	done := func(s court.CourseState) bool {
		return slices.Contains([]court.CourseState{court.CoercionRunning, court.CoercionDone, court.CoercionLifted}, s)
	}
	switch evidence := string(c.Kind) + c.Number; {
	case done(c.State) && !done(before.State):
		return d.markIfOpen(c.CaseID, node, c.Steps[len(c.Steps)-1].On, fmt.Sprintf("%s%s，%s", c.Person, c.Kind, c.State), evidence)
	case done(before.State) && !done(c.State):
		return d.reopenNode(c.CaseID, node, evidence, reason)
	}
	return nil
}

// reopenNode takes out of a node what the evidence had filled in.
func (d *deed) reopenNode(caseID int64, code, evidence, reason string) error {
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code == code && n.Evidence == evidence && !n.Actual.IsZero() {
			before := n
			n.Actual, n.Result, n.Evidence = court.Date{}, "", ""
			return d.saveNode(before, n, "重开节点", reason)
		}
	}
	return nil
}

// VoidCoercionStep takes back the last step of a measure that was entered in
// error; it stays visible. What the president decided only the president takes
// back.
func (o *Office) VoidCoercionStep(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayTakeBackStep, "coercion", func(d *deed) error {
		c, err := d.Coercion(id)
		if err != nil {
			return err
		}
		i, err := d.voidLast(c.Steps, string(c.Kind), reason)
		if err != nil {
			return err
		}
		before := c
		c.Steps = slices.Clone(c.Steps)
		c.Steps[i].Void = reason
		return d.followCoercion(before, &c, "作废“"+c.Steps[i].Kind+"”", reason)
	})
}

// voidLast marks the last step that stands and gives its place.
func (d *deed) voidLast(steps []court.CourseStep, kind, reason string) (int, error) {
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Void != "" {
			continue
		}
		if may := StepPermission(law.CourseStepMay(kind, steps[i].Kind)); !Can(d.actor, may) {
			return 0, court.Errorf(court.CodeDenied, "末步“%s”不能由您作废。", steps[i].Kind).WithHint("登记它的岗位才能作废：" + rolesOf(may) + "。")
		}
		return i, d.VoidCourseStep(steps[i].ID, reason)
	}
	return 0, court.Errorf(court.CodeRefused, "没有可以作废的步骤。")
}

// VoidCoercion takes back an application entered in error, before anything came
// of it.
func (o *Office) VoidCoercion(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkCoercion, "coercion", func(d *deed) error {
		c, err := d.Coercion(id)
		if err != nil {
			return err
		}
		if c.State != court.CoercionAsked {
			return court.Errorf(court.CodeRefused, "%s现在是“%s”，不能作废。", c.Number, c.State).WithHint("先作废登记错的步骤；不再需要的，登记“终结”。")
		}
		before := c
		c.State = court.CourseVoid
		return d.followCoercion(before, &c, "作废", reason)
	})
}
