package cases

import (
	"strings"

	"zhixing/app/court"
)

// describeThing tells of entries about property and what is done with it and
// with people.
func describeThing(e court.AuditEntry) string {
	switch e.Entity {
	case "property":
		p, _ := after[court.Property](e)
		return words(string(p.Kind), p.Line(), p.Owner, yuan(p.Value))
	case "measure":
		return describeMeasure(e)
	case "inquiry":
		return describeInquiry(e)
	case "clue":
		c, _ := after[court.Clue](e)
		return words(c.Giver, c.Content, string(c.Result), c.Finding)
	case "listing":
		l, _ := after[court.Listing](e)
		return words(string(l.Kind), l.Debtor, string(l.Decision), dayWords(l.Decided, "决定"), dayWords(l.Until, "到期"), l.PaperNo)
	case "office_letter":
		x, _ := after[court.OfficeLetter](e)
		return words(x.Debtor, x.Kind+x.To, dayWords(x.Sent, "发出"), dayWords(x.Replied, "回复"), x.Reply)
	case "coercion":
		c, _ := after[court.Coercion](e)
		return words(c.Number, string(c.Kind), c.Person, yuan(c.Amount), lastStep(c.Steps))
	case "crime":
		f, _ := after[court.CrimeFile](e)
		return words(f.Number, f.Suspect, lastStep(f.Steps))
	case "sale":
		return describeSale(e)
	case "goods":
		g, _ := after[court.GoodsItem](e)
		return words(g.Number, g.Name, g.Detail, g.Place)
	}
	return ""
}

// describeMeasure tells of a measure, or of its renewal, which is kept in the
// trail by itself.
func describeMeasure(e court.AuditEntry) string {
	m, _ := after[court.Measure](e)
	if m.Kind != "" {
		return words(string(m.Kind), dayWords(m.On, "起"), dayWords(m.Until, "止"), yuan(m.Amount), m.Unit, m.Ruling, dayWords(m.Ended, "解除"))
	}
	r, _ := after[court.Renewal](e)
	return words(dayWords(r.Ruled, "裁定续行"), r.Ruling, dayWords(r.Until, "止"), dayWords(r.Received, "送达"))
}

// describeInquiry tells of a batch, or of what one unit answered.
func describeInquiry(e court.AuditEntry) string {
	if l, ok := after[court.InquiryLine](e); ok && l.Unit != "" {
		return words(l.Number, l.Unit, l.Debtor, string(l.Result), dayWords(l.Answered, "反馈"), l.Note)
	}
	q, _ := after[court.Inquiry](e)
	return words(q.Number, string(q.Way), q.Scopes(), dayWords(q.Sent, "发出"), dayWords(q.Due, "前反馈"))
}

func describeSale(e court.AuditEntry) string {
	s, _ := after[court.Sale](e)
	var round string
	if n := len(s.Rounds); n > 0 {
		r := s.Rounds[n-1]
		round = words(string(r.Kind), "起拍价 "+r.Start.String()+" 元", string(r.Result), yuan(r.Price), r.Buyer)
	}
	return words(dayWords(s.Begun, "启动"), round, dayWords(s.RuledOn, "裁定"), dayWords(s.Delivered, "移交"), s.EndWhy)
}

func lastStep(steps []court.CourseStep) string {
	if len(steps) == 0 {
		return ""
	}
	s := steps[len(steps)-1]
	return words(dayWords(s.On, s.Kind), s.Result, s.Number, s.Unit)
}

// dayWords writes a day with what happened on it, nothing for no day.
func dayWords(d court.Date, what string) string {
	if d.IsZero() {
		return ""
	}
	return d.String() + what
}

func yuan(m court.Money) string {
	if m == 0 {
		return ""
	}
	return m.String() + " 元"
}

// words joins what there is of some texts.
func words(texts ...string) string {
	var some []string
	for _, t := range texts {
		if t != "" {
			some = append(some, t)
		}
	}
	return strings.Join(some, "  ")
}
