package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// ServiceOther stands in ServedTo for recipients that only the maker of the
// paper knows: 协助执行单位, a debtor's debtor, somebody who was fined.
const ServiceOther = "其他"

// ServiceWay is what the law says of one way of service; screens take labels
// and choices from here.
type ServiceWay struct {
	Name    court.ServiceWay      `toml:"name"`
	Day     string                `toml:"day"`    // how the day of service comes about: sent, given, counted
	Sent    string                `toml:"sent"`   // what the day of acting is called
	Served  string                `toml:"served"` // what the day of service is called, "" when it is not entered
	Param   string                `toml:"param"`
	Needs   []string              `toml:"needs"` // witness, medium, through, why
	Results []court.ServiceResult `toml:"results"`
	Article string                `toml:"article"`
	Rule    string                `toml:"rule"`   // what the article says
	Help    string                `toml:"help"`   // what the day of acting is
	Failed  string                `toml:"failed"` // what to do when it failed

	PaperOnly struct { // papers this way was not open to, until a day
		Ends string `toml:"ends"`
		To   day    `toml:"to"`
		Say  string `toml:"say"`
	} `toml:"paper_only"`
}

// Asks tells whether the way needs the entry: witness, medium, through or why.
func (w ServiceWay) Asks(what string) bool { return slices.Contains(w.Needs, what) }

type servedRow struct {
	Forms []string `toml:"forms"`
	To    []string `toml:"to"`
}

type serviceFile struct {
	Way    []ServiceWay `toml:"way"`
	Served []servedRow  `toml:"served"`
}

type serviceBook struct {
	ways   []ServiceWay
	served map[string][]string
	forms  []string
}

var serviceRules = lazy("service.toml", newServiceBook)

func newServiceBook(f serviceFile) (serviceBook, error) {
	book := serviceBook{ways: f.Way, served: map[string][]string{}}
	for _, w := range f.Way {
		counted := w.Day == "counted"
		switch {
		case w.Name == "" || w.Sent == "" || w.Article == "" || w.Rule == "" || len(w.Results) == 0:
			return book, fmt.Errorf("way %q is incomplete", w.Name)
		case !slices.Contains([]string{"sent", "given", "counted"}, w.Day) || (w.Day == "given") != (w.Served != ""):
			return book, fmt.Errorf("way %s: day %q, served %q", w.Name, w.Day, w.Served)
		case counted != (w.Param != "") || counted && len(parameters().versions[w.Param]) == 0:
			return book, fmt.Errorf("way %s: parameter %q", w.Name, w.Param)
		case articles().articles[w.Article].ID == "":
			return book, fmt.Errorf("way %s: no article %q", w.Name, w.Article)
		}
	}
	for _, s := range f.Served {
		for _, form := range s.Forms {
			if _, twice := book.served[form]; twice || len(s.To) == 0 {
				return book, fmt.Errorf("form %s stands twice or goes to nobody", form)
			}
			book.served[form] = s.To
			book.forms = append(book.forms, form)
		}
	}
	return book, nil
}

// ServiceWays lists the ways of service in the order they are offered.
func ServiceWays() []ServiceWay { return slices.Clone(serviceRules().ways) }

// ServiceWayOf gives the rules of a way.
func ServiceWayOf(name court.ServiceWay) (ServiceWay, bool) {
	list := serviceRules().ways
	i := slices.IndexFunc(list, func(w ServiceWay) bool { return w.Name == name })
	if i < 0 {
		return ServiceWay{}, false
	}
	return list[i], true
}

// ServedForms lists the codes of the forms whose papers are served.
func ServedForms() []string { return slices.Clone(serviceRules().forms) }

// ServedTo names the positions of the parties whom papers of the form are
// served on, ServiceOther for others; none for papers that stay in the file.
func ServedTo(form string) []string { return serviceRules().served[form] }

// NoticeEnd gives the day on which a notice published on the day counts as
// service, and the parameter in force on that day: 60 days, 30 since 2022.
// The day of publication is not counted, and the end is not rolled over.
func (r *Rules) NoticeEnd(published court.Date) (court.Date, Parameter) {
	w, _ := ServiceWayOf(court.ServicePublic)
	p := r.planning(w.Param, published)
	return r.After(p, published), p
}

// ServiceDue gives the day by which a paper made on the day should be served.
func (r *Rules) ServiceDue(made court.Date) court.Date {
	return r.After(r.planning("service-wait", made), made)
}

// AnswerDue gives the day by which the outcome of what was sent on the day
// should be known.
func (r *Rules) AnswerDue(sent court.Date) court.Date {
	return r.After(r.planning("service-post", sent), sent)
}

// CheckService fills the day of service in and refuses what cannot be: a day
// before the paper was made or the case filed, one that is to come, a notice
// that has not run out, a way without what the law asks for. Errors are
// CodeInvalid and name the article.
func (r *Rules) CheckService(s *court.Service, filed, today court.Date) error {
	w, known := ServiceWayOf(s.Way)
	if !known {
		return court.FieldErrorf("送达方式", "请选择。")
	}
	if err := checkSent(w, *s, filed, today); err != nil {
		return err
	}
	for _, need := range []struct{ id, label, text, say string }{
		{"witness", "见证", s.Witness, "不能空着：写明见证人的姓名和单位，或者拍照、录像的情况。"},
		{"medium", "公告载体", s.Medium, "不能空着：写明报纸、网站的名称和日期，或者张贴的地点。"},
		{"through", "转交、受托机关", s.Through, "不能空着。"},
		{"why", "理由", s.Why, "不能空着：写明受送达人下落不明，或者其他方式无法送达的情况和经过。"},
	} {
		if w.Asks(need.id) && strings.TrimSpace(need.text) == "" {
			return w.refuse(need.label, s.Sent, "%s", need.say)
		}
	}
	if !slices.Contains(w.Results, s.Result) {
		return w.refuse("结果", s.Sent, "%s没有“%s”这种结果。", w.Name, s.Result)
	}
	switch s.Result {
	case court.ServiceReturned, court.ServiceRefused, court.ServiceFailed:
		if strings.TrimSpace(s.Why) == "" {
			return court.FieldErrorf("理由", "不能空着：写明退回、拒收或者未能送达的原因。")
		}
	}
	if s.Result != court.ServiceServed {
		s.Served = court.Date{}
		return nil
	}
	return r.checkServed(w, s, today)
}

func checkSent(w ServiceWay, s court.Service, filed, today court.Date) error {
	switch {
	case !s.Sent.Valid():
		return court.FieldErrorf(w.Sent, "不能空着。")
	case s.Sent.After(today):
		return w.refuse(w.Sent, today, "“%s”晚于今天（%s）。", s.Sent, today)
	case !s.Dated.IsZero() && s.Sent.Before(s.Dated):
		return w.refuse(w.Sent, s.Sent, "“%s”早于%s的落款日期%s，文书还没有作出。", s.Sent, s.Paper, s.Dated)
	case s.Sent.Before(filed):
		return w.refuse(w.Sent, s.Sent, "“%s”早于立案日期%s。", s.Sent, filed)
	}
	return nil
}

// checkServed fills the day of service in by the way's rule, or checks the one
// that was entered.
func (r *Rules) checkServed(w ServiceWay, s *court.Service, today court.Date) error {
	switch w.Day {
	case "sent":
		s.Served = s.Sent
	case "counted":
		end, p := r.NoticeEnd(s.Sent)
		if today.Before(end) {
			return w.refuse("结果", s.Sent, "公告还没有期满：%s发出，公告期%s，到%s才视为送达。", s.Sent, p.Term(), end)
		}
		s.Served = end
	default:
		switch {
		case !s.Served.Valid():
			return w.refuse(w.Served, s.Sent, "不能空着。")
		case s.Served.Before(s.Sent):
			return w.refuse(w.Served, s.Sent, "“%s”早于%s%s。", s.Served, w.Sent, s.Sent)
		case s.Served.After(today):
			return w.refuse(w.Served, today, "“%s”晚于今天（%s）。", s.Served, today)
		}
	}
	return nil
}

// refuse names the article behind a refusal.
func (w ServiceWay) refuse(field string, on court.Date, format string, args ...any) *court.Error {
	return court.FieldErrorf(field, format, args...).WithHint(w.Basis(on))
}

// Basis says what the article of the way's day says: 依据《…》第九十五条：….
func (w ServiceWay) Basis(on court.Date) string {
	cited, err := CiteText(w.Article, on)
	if err != nil {
		cited = "民事诉讼法关于送达的规定" // before the first law the program cites
	}
	return "依据" + cited + "：" + w.Rule + "。"
}

// ServiceHints says what a person should look at again; nothing of it forbids
// the entry. Earlier are the standing lines of the same paper and recipient.
func ServiceHints(s court.Service, earlier []court.Service) []string {
	w, known := ServiceWayOf(s.Way)
	if !known {
		return nil
	}
	var out []string
	tried := slices.ContainsFunc(earlier, func(x court.Service) bool {
		return x.Result == court.ServiceReturned || x.Result == court.ServiceRefused || x.Result == court.ServiceFailed
	})
	if s.Way == court.ServicePublic && s.Result == court.ServiceUnderway && !tried {
		out = append(out, fmt.Sprintf("登记里没有向%s以其他方式送达未成的记录，公告送达的条件请核对卷宗。", s.To))
	}
	if x := w.PaperOnly; x.Ends != "" && strings.HasSuffix(s.Paper, x.Ends) && !s.Sent.After(x.To.Date) {
		out = append(out, x.Say)
	}
	if s.Result != court.ServiceServed && s.Result != court.ServiceUnderway && w.Failed != "" {
		out = append(out, s.To+string(s.Result)+"："+w.Failed)
	}
	return out
}
