package law

import (
	"io/fs"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/assets"
)

// Every form that the data names exists.
func TestServedFormsExist(t *testing.T) {
	for _, form := range ServedForms() {
		if _, err := fs.Stat(assets.Forms(), form+".form"); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
	if len(ServiceWays()) != 7 || len(ServedTo("execution-notice")) != 1 || ServedTo("panel-record") != nil {
		t.Error("ways or recipients are missing")
	}
}

// A notice counts as service after 60 days, after 30 when it was published in
// 2022 or later (民诉法 2021 amendment).
func TestNoticeRunsByTheLawOfItsDay(t *testing.T) {
	for _, x := range []struct {
		published, end court.Date
		article        string
	}{
		{court.D(2018, 6, 1), court.D(2018, 7, 31), "第九十二条"},
		{court.D(2021, 12, 31), court.D(2022, 3, 1), "第九十二条"},
		{court.D(2022, 1, 1), court.D(2022, 1, 31), "第九十五条"},
		{court.D(2024, 2, 1), court.D(2024, 3, 2), "第九十五条"},
		{court.D(2026, 10, 20), court.D(2026, 11, 19), "第九十五条"},
	} {
		end, _ := Default().NoticeEnd(x.published)
		if end != x.end {
			t.Errorf("published %s: ends %s, want %s", x.published, end, x.end)
		}
		s := court.Service{Way: court.ServicePublic, Sent: x.published, Medium: "人民法院报", Why: "下落不明", Result: court.ServiceServed}
		err := Default().CheckService(&s, x.published, x.end.AddDays(-1))
		say, hint := court.Sentence(err)
		if err == nil || !strings.Contains(say, x.end.String()) || !strings.Contains(hint, x.article) {
			t.Errorf("the day before: %q %q", say, hint)
		}
		if err := Default().CheckService(&s, x.published, x.end); err != nil || s.Served != x.end {
			t.Errorf("on the day: %v, served %s", err, s.Served)
		}
	}
}

// The day of service by each way, and what is refused with which article.
func TestServiceDayByWay(t *testing.T) {
	filed, made, today := court.D(2022, 3, 1), court.D(2022, 3, 4), court.D(2022, 4, 1)
	base := court.Service{Paper: "执行通知书", Dated: made, To: "李㛃", Sent: court.D(2022, 3, 7), Result: court.ServiceServed}
	for name, x := range map[string]struct {
		change func(*court.Service)
		served court.Date
		says   string // "" when it is accepted
	}{
		"direct":        {func(s *court.Service) { s.Way = court.ServiceDirect }, court.D(2022, 3, 7), ""},
		"left":          {func(s *court.Service) { s.Way, s.Witness = court.ServiceLeft, "村委会主任到场" }, court.D(2022, 3, 7), ""},
		"left unseen":   {func(s *court.Service) { s.Way = court.ServiceLeft }, court.Date{}, "第八十九条"},
		"post":          {func(s *court.Service) { s.Way, s.Served = court.ServicePost, court.D(2022, 3, 10) }, court.D(2022, 3, 10), ""},
		"post unsigned": {func(s *court.Service) { s.Way = court.ServicePost }, court.Date{}, "第九十一条"},
		"post before":   {func(s *court.Service) { s.Way, s.Served = court.ServicePost, court.D(2022, 3, 6) }, court.Date{}, "早于交邮日期"},
		"post to come":  {func(s *court.Service) { s.Way, s.Served = court.ServicePost, court.D(2022, 4, 2) }, court.Date{}, "晚于今天"},
		"electronic":    {func(s *court.Service) { s.Way, s.Served = court.ServiceElectronic, court.D(2022, 3, 7) }, court.D(2022, 3, 7), ""},
		"through": {func(s *court.Service) {
			s.Way, s.Through, s.Served = court.ServiceThrough, "某监狱", court.D(2022, 3, 9)
		}, court.D(2022, 3, 9), ""},
		"through nobody": {func(s *court.Service) { s.Way, s.Served = court.ServiceThrough, court.D(2022, 3, 9) }, court.Date{}, "第九十四条"},
		"entrusted": {func(s *court.Service) {
			s.Way, s.Through, s.Served = court.ServiceEntrusted, "某县法院", court.D(2022, 3, 9)
		}, court.D(2022, 3, 9), ""},
		"before made": {func(s *court.Service) { s.Way, s.Sent = court.ServiceDirect, court.D(2022, 3, 3) }, court.Date{}, "早于执行通知书的落款日期2022-03-04"},
		"before filed": {func(s *court.Service) {
			s.Way, s.Dated, s.Sent = court.ServiceDirect, court.Date{}, court.D(2022, 2, 28)
		}, court.Date{}, "早于立案日期"},
		"to come":        {func(s *court.Service) { s.Way, s.Sent = court.ServiceDirect, court.D(2022, 4, 2) }, court.Date{}, "晚于今天"},
		"no day":         {func(s *court.Service) { s.Way, s.Sent = court.ServiceDirect, court.Date{} }, court.Date{}, "不能空着"},
		"no way":         {func(*court.Service) {}, court.Date{}, "请选择"},
		"notice, no why": {func(s *court.Service) { s.Way, s.Medium, s.Result = court.ServicePublic, "报", court.ServiceUnderway }, court.Date{}, "下落不明"},
		"notice, nowhere": {func(s *court.Service) {
			s.Way, s.Why, s.Result = court.ServicePublic, "下落不明", court.ServiceUnderway
		}, court.Date{}, "载体"},
		"refused notice": {func(s *court.Service) {
			s.Way, s.Medium, s.Why, s.Result = court.ServicePublic, "报", "下落不明", court.ServiceRefused
		}, court.Date{}, "没有“拒收”"},
		"returned, why": {func(s *court.Service) { s.Way, s.Result = court.ServicePost, court.ServiceReturned }, court.Date{}, "原因"},
		"returned": {func(s *court.Service) {
			s.Way, s.Result, s.Why, s.Served = court.ServicePost, court.ServiceReturned, "查无此人", made
		}, court.Date{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := base
			x.change(&s)
			err := Default().CheckService(&s, filed, today)
			say, hint := court.Sentence(err)
			if (err == nil) != (x.says == "") || !strings.Contains(say+hint, x.says) {
				t.Fatalf("%q %q, want %q", say, hint, x.says)
			}
			if err == nil && s.Served != x.served {
				t.Errorf("served %s, want %s", s.Served, x.served)
			}
		})
	}
}

// What a person should look at again is said, not refused.
func TestServiceHints(t *testing.T) {
	notice := court.Service{Way: court.ServicePublic, To: "李㛃", Result: court.ServiceUnderway}
	if len(ServiceHints(notice, nil)) != 1 || len(ServiceHints(notice, []court.Service{{Result: court.ServiceReturned}})) != 0 {
		t.Error("a notice without an earlier attempt is not told of, or one with it is")
	}
	ruling := court.Service{Way: court.ServiceElectronic, Paper: "冻结裁定书", Sent: court.D(2021, 12, 31), Result: court.ServiceServed}
	later := ruling
	later.Sent = court.D(2022, 1, 1)
	if len(ServiceHints(ruling, nil)) != 1 || len(ServiceHints(later, nil)) != 0 {
		t.Error("rulings served electronically: wrong side of 2022")
	}
	if h := ServiceHints(court.Service{Way: court.ServiceDirect, To: "李㛃", Result: court.ServiceRefused}, nil); len(h) != 1 || !strings.Contains(h[0], "留置送达") {
		t.Errorf("refused: %v", h)
	}
}

// The 终本 item about service is met when every debtor was served with both
// papers and the receipts are in the file.
func TestClosureItemFollowsTheRegister(t *testing.T) {
	in := ClosureFacts{Filed: court.D(2018, 6, 8), Today: court.D(2018, 10, 8), Debtors: []court.Party{{Name: "李㛃"}, {Name: "宏达公司"}}}
	met := func() bool {
		for _, r := range CheckClosure(in) {
			if r.ID == "service-receipt" {
				return r.Met
			}
		}
		return false
	}
	for _, form := range []string{"execution-notice", "report-assets"} {
		for _, p := range in.Debtors {
			if met() {
				t.Errorf("met before %s was served on %s", form, p.Name)
			}
			in.Services = append(in.Services, court.Service{Form: form, Paper: form, To: p.Name, Way: court.ServiceDirect, Result: court.ServiceServed,
				Served: court.D(2018, 6, 20), Receipt: "已附卷"})
		}
	}
	if !met() {
		t.Error("not met though all are served")
	}
	in.Services[1].Receipt = ""
	if met() {
		t.Error("met without a receipt")
	}
	in.Services[1].Way = court.ServicePublic
	if !met() {
		t.Error("a notice needs no receipt")
	}
	in.Services[2].Replaced = true
	if met() {
		t.Error("a line that was replaced counts")
	}
}
