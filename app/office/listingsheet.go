package office

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ExposureSheets gives what may be made known of listings, masked. One that is
// not published, or that has to come down, is refused.
func (o *Office) ExposureSheets(ctx context.Context, ids []int64) ([]court.ExposureSheet, error) {
	return read(ctx, o, func(r Reader) ([]court.ExposureSheet, error) {
		settings, _, err := r.Settings()
		if err != nil {
			return nil, err
		}
		var out []court.ExposureSheet
		for _, id := range ids {
			l, err := r.Listing(id)
			if err != nil {
				return nil, err
			}
			if s := l.StateOn(o.Today()); s != court.ListingRunning {
				return nil, court.Errorf(court.CodeRefused, "%s的%s现为“%s”，不能曝光。", l.Debtor, l.Kind, s).WithHint("发布以后、撤下以前才能曝光（失信规定7条）。")
			}
			c, err := r.Case(l.CaseID)
			if err != nil {
				return nil, err
			}
			p, err := debtorOf(c, l.Debtor, l.DebtorID)
			if err != nil {
				return nil, err
			}
			balance, err := r.Balance(c.ID)
			if err != nil {
				return nil, err
			}
			f := &caseFacts{c: c, settings: settings, balance: balance}
			out = append(out, f.exposure(l, p, o.Today()))
		}
		return out, nil
	})
}

func (f *caseFacts) exposure(l court.Listing, p court.Party, today court.Date) court.ExposureSheet {
	s := court.ExposureSheet{Court: f.settings.CourtName, Title: "失信被执行人", Name: p.Name, On: today}
	if l.Kind == court.ListConsumption {
		s.Title = "限制消费人员"
	}
	add := func(label, value string) {
		if value != "" {
			s.Lines = append(s.Lines, [2]string{label, value})
		}
	}
	if p.Kind == court.PartyPerson {
		add("姓名", p.Name)
		add("性别、年龄", sexAndAge(p, today))
		add("身份证号码", court.MaskIdentifier(p.IDNumber))
	} else {
		add("名称", p.Name)
		add("统一社会信用代码", p.IDNumber)
		add("法定代表人、负责人", p.LegalRep)
		add("一并限制", listedPersons(l))
	}
	add("执行依据", f.c.Basis.Organ+f.c.Basis.Number+f.c.Basis.Kind)
	add("执行案号", f.c.Number.String())
	add("立案时间", f.c.Filed.Text())
	add("确定的义务", maskOthers(claimText(f.c), f.c, p))
	add("履行情况", f.paidWords())
	add("失信情形", law.GroundOf(l.Ground).Text)
	if l.Kind == court.ListConsumption {
		add("采取日期", l.Begun.Text())
	} else {
		add("发布日期", l.Begun.Text())
		if !l.Until.IsZero() {
			add("纳入期限", "至"+l.Until.Text())
		}
	}
	s.Call = "知悉上述被执行人下落或者财产线索的，请与" + f.settings.CourtName + "执行局联系。"
	if f.settings.Phone != "" {
		s.Call += "\n举报电话：" + f.settings.Phone
	}
	return s
}

// sexAndAge writes what 失信规定6条 has published of a person.
func sexAndAge(p court.Party, today court.Date) string {
	var out []string
	if p.Sex != "" {
		out = append(out, p.Sex)
	}
	if !p.Birth.IsZero() {
		age := today.Year - p.Birth.Year
		if today.Before(p.Birth.AddMonths(12 * age)) {
			age--
		}
		out = append(out, fmt.Sprintf("%d岁", age))
	}
	return strings.Join(out, "，")
}

// maskOthers hides the names of the other natural persons of the case.
func maskOthers(text string, c court.Case, debtor court.Party) string {
	masked := court.MaskNames(c.Parties)
	for i, p := range c.Parties {
		if p.Kind == court.PartyPerson && p.Name != debtor.Name && p.Name != "" {
			text = strings.ReplaceAll(text, p.Name, masked[i])
		}
	}
	return text
}
