package office

import "zhixing/app/court"

// checkMade asserts that a plan was made on a day that has come, not before its
// case or the edition it takes the place of; of one that was made before it was
// entered (taken over from before the program) why is said. No day is today.
func (d *deed) checkMade(p *court.Distribution) error {
	entered := dateOf(p.At)
	if p.Made.IsZero() {
		p.Made = entered
	}
	if err := d.office.checkPastDate(FieldPlanMade, p.Made, true); err != nil {
		return err
	}
	c, err := d.Case(p.CaseID)
	if err != nil {
		return err
	}
	if p.Made.Before(c.Filed) {
		return court.FieldErrorf(FieldPlanMade, "“%s”早于%s的立案日期%s。", p.Made, c.Number, c.Filed)
	}
	if p.Replaces != 0 {
		before, err := d.Distribution(p.Replaces)
		if err != nil {
			return err
		}
		if p.Made.Before(before.Made) {
			return court.FieldErrorf(FieldPlanMade, "“%s”早于%s的拟制日期%s。", p.Made, before.Name(), before.Made)
		}
	}
	switch {
	case !p.Made.Before(entered):
		p.Late = ""
	case p.Late == "":
		return court.FieldErrorf(FieldPlanLate, "不能为空：拟制日期%s早于登记的日期%s。", p.Made, entered).
			WithHint("接手的旧案补录以前做成、送达的方案，写明依据，例：2024年5月6日纸质方案，卷宗第88页。")
	}
	return nil
}

// Fields of a plan that errors name.
const (
	FieldPlanMade = "拟制日期"
	FieldPlanLate = "补录理由"
)
