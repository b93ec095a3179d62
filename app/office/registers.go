package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// RegisterRules say what a register asks for; screens take their labels and
// choices from here.
type RegisterRules struct {
	Name     string // 信访登记
	On       string // labels of the fields; "" leaves a field out
	Person   string
	Unit     string
	Matter   string
	Answered string
	Handling string
	Outcome  string
	Ways     []string
	Outcomes []string
	Tag      string // that the case gets
	HasDue   bool
}

var registerRules = map[court.RegisterKind]RegisterRules{
	court.RegisterPetition: {
		Name: "信访登记", On: "收到日期", Person: "信访人", Matter: "诉求", Answered: "答复日期", Handling: "答复内容", Outcome: "结果",
		Ways: []string{"来访", "来信", "网上", "电话", "上级交办"}, Outcomes: []string{court.PetitionSettled, court.PetitionUnsettled}, Tag: "涉执信访", HasDue: true,
	},
	court.RegisterVisit: {
		Name: "满意度回访", On: "回访日期", Person: "受访人", Handling: "意见建议", Outcome: "评价",
		Ways: []string{"电话", "当面", "短信", "信函"}, Outcomes: []string{"满意", "基本满意", "不满意"},
	},
	court.RegisterMeddling: {
		Name: "干预记录单", On: "干预日期", Person: "干预人", Unit: "单位、职务", Matter: "干预内容", Answered: "报告日期", Handling: "处理情况",
		Ways: []string{"当面", "电话", "批条", "转递材料", "他人转达"}, Tag: "外界干预",
	},
	court.RegisterPublic: {
		Name: "执行公开", On: "公开日期", Person: "经办人", Unit: "网址、版面、地点", Matter: "公开的内容", Answered: "撤下日期", Handling: "撤下原因",
		Ways: []string{"中国执行信息公开网", "本院网站", "微信公众号", "微博", "公告栏", "电子屏", "其他"},
	},
}

// RulesOfRegister gives what a register asks for.
func RulesOfRegister(kind court.RegisterKind) RegisterRules { return registerRules[kind] }

// check refuses what the register cannot take.
func (o *Office) checkRegister(e *court.RegisterEntry, rules RegisterRules) error {
	for _, t := range []struct {
		label string
		text  *string
		most  int
		lines bool
	}{
		{"姓名", &e.Person, 60, false}, {"单位、职务", &e.Unit, 100, false}, {"案号", &e.CaseNo, 60, false}, {"方式", &e.Way, 20, false},
		{"内容", &e.Matter, 1000, true}, {"处理情况", &e.Handling, 1000, true}, {"作废理由", &e.Void, 200, false},
	} {
		if err := cleanText(t.label, t.text, t.most, t.lines); err != nil {
			return err
		}
	}
	if err := o.checkPastDate(rules.On, e.On, true); err != nil {
		return err
	}
	switch {
	case e.Person == "":
		return court.FieldErrorf(rules.Person, "不能为空。")
	case rules.Matter != "" && e.Matter == "":
		return court.FieldErrorf(rules.Matter, "不能为空。")
	case !slices.Contains(rules.Ways, e.Way):
		return court.FieldErrorf("方式", "请选择。")
	case e.Outcome != "" && !slices.Contains(rules.Outcomes, e.Outcome):
		return court.FieldErrorf(rules.Outcome, "没有“%s”这一项。", e.Outcome)
	case e.Kind == court.RegisterVisit && e.Outcome == "":
		return court.FieldErrorf(rules.Outcome, "请选择。")
	case e.Kind == court.RegisterVisit && e.CaseID == 0 && e.CaseNo == "":
		return court.FieldErrorf("案号", "不能为空：回访的是哪一件？")
	}
	return o.checkAnswer(e, rules)
}

func (o *Office) checkAnswer(e *court.RegisterEntry, rules RegisterRules) error {
	if rules.Answered == "" {
		return nil
	}
	if err := o.checkPastDate(rules.Answered, e.Answered, false); err != nil {
		return err
	}
	switch {
	case !e.Answered.IsZero() && e.Answered.Before(e.On):
		return court.FieldErrorf(rules.Answered, "“%s”早于%s%s。", e.Answered, rules.On, e.On)
	case e.Kind != court.RegisterPetition:
		return nil
	case !e.Due.IsZero() && e.Due.Before(e.On):
		return court.FieldErrorf("应答复日", "“%s”早于%s%s。", e.Due, rules.On, e.On)
	case e.Outcome != "" && e.Answered.IsZero():
		return court.FieldErrorf(rules.Answered, "不能为空：答复以后才有结果。")
	case !e.Answered.IsZero() && (e.Outcome == "" || e.Handling == ""):
		return court.FieldErrorf(rules.Outcome, "不能为空：已答复的要写明答复内容和是否息访。")
	}
	return nil
}

// SaveRegister enters a line into a register (信访、回访、干预), or changes one that
// has an ID. The case it names, by its ID or its number, gets the register's tag. A petition without a
// day to answer by gets the one of the rules. Lines are not deleted: Void says
// why one does not count.
func (o *Office) SaveRegister(ctx context.Context, actor Actor, e court.RegisterEntry) (court.RegisterEntry, error) {
	rules, known := registerRules[e.Kind]
	if !known {
		return e, court.Errorf(court.CodeInvalid, "没有“%s”这种登记。", e.Kind)
	}
	if err := o.checkRegister(&e, rules); err != nil {
		return e, err
	}
	err := o.do(ctx, actor, MayWorkRegisters, "register", func(d *deed) error {
		if rules.HasDue && e.Due.IsZero() {
			law, err := o.rulesOf(d)
			if err != nil {
				return err
			}
			e.Due = law.PetitionDue(e.On)
		}
		if err := d.findCase(&e); err != nil {
			return err
		}
		if e.CaseID != 0 {
			c, err := d.tagCase(e.CaseID, rules.Tag)
			if err != nil {
				return err
			}
			e.CaseNo, e.Debtors, e.Officer = c.Number.String(), c.NamesOf(court.RoleDebtor), c.Officer
		}
		if e.ID == 0 {
			e.By, e.At, e.Void = d.actor.User.Name, o.now(), ""
			if err := d.InsertRegister(&e); err != nil {
				return err
			}
			return d.audit(rules.Name, "register", e.ID, e.CaseID, nil, e, "")
		}
		before, err := d.RegisterLine(e.ID)
		if err != nil {
			return err
		}
		if before.Kind != e.Kind {
			return court.Errorf(court.CodeInvalid, "登记的种类不能改。")
		}
		if before.Void != "" {
			return court.Errorf(court.CodeRefused, "这条登记已经作废：%s。", before.Void)
		}
		e.By, e.At = before.By, before.At
		if err := d.UpdateRegister(&e); err != nil {
			return err
		}
		action := "修改" + rules.Name
		if e.Void != "" {
			action = "作废" + rules.Name
		}
		return d.audit(action, "register", e.ID, e.CaseID, before, e, e.Void)
	})
	return e, err
}

// findCase links a line to the case of its number, when it is in this register.
// A visit is always about such a case.
func (d *deed) findCase(e *court.RegisterEntry) error {
	if e.CaseID != 0 || e.CaseNo == "" {
		return nil
	}
	n, err := court.ParseCaseNumber(e.CaseNo)
	if err == nil {
		var c court.Case
		if c, err = d.CaseByNumber(n); err == nil {
			e.CaseID = c.ID
			return nil
		}
		if court.CodeOf(err) != court.CodeNotFound {
			return err
		}
	}
	if e.Kind == court.RegisterVisit {
		return court.FieldErrorf("案号", "“%s”没有登记过。", e.CaseNo)
	}
	return nil // a case of elsewhere, perhaps with a number of old
}

// tagCase gives the case, with the tag.
func (d *deed) tagCase(id int64, tag string) (court.Case, error) {
	c, err := d.Case(id)
	if err != nil || tag == "" || slices.Contains(c.Tags, tag) {
		return c, err
	}
	c.Tags = append(slices.Clip(c.Tags), tag)
	return c, d.UpdateCase(&c)
}

// Registers gives the lines of a register, newest first. Each word of the
// search must occur in one of their texts.
func (o *Office) Registers(ctx context.Context, q RegisterQuery) ([]court.RegisterEntry, error) {
	list, err := read(ctx, o, func(r Reader) ([]court.RegisterEntry, error) { return r.Registers(q) })
	return slices.DeleteFunc(list, func(e court.RegisterEntry) bool {
		return !hasWords(q.Search, e.Person, e.Unit, e.Matter, e.Handling, e.CaseNo, e.Debtors, e.Officer, e.Way, e.Outcome)
	}), err
}
