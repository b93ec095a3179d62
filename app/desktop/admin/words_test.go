package admin

import (
	"reflect"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Every field of the records that stand in the trail has a word or is hidden:
// nobody should read a field's name in English.
func TestEveryFieldOfTheTrailHasAWord(t *testing.T) {
	for _, record := range []any{
		court.Settings{}, court.User{}, court.Case{}, court.Node{}, court.Handover{}, court.Receipt{}, court.Disbursement{}, court.Banking{},
		court.Account{}, court.Deferral{}, court.Paper{}, court.ChecklistTick{}, court.Review{}, court.TermDeduction{}, court.Extension{}, court.ParamOverride{}, court.HolidayYear{},
		court.WarningNotice{}, court.WeekTarget{}, court.LedgerLegs{}, court.EventEntry{}, court.RegisterEntry{}, court.Service{}, court.ServiceAddress{},
		court.Distribution{}, court.Settlement{}, court.SettlementPayment{}, court.GoodsItem{}, court.StockLine{},
		court.Listing{}, court.OfficeLetter{}, court.Coercion{}, court.CrimeFile{}, court.CrimeEvidence{}, court.JointMeeting{}, court.MeetingMatter{},
		court.Sale{}, court.Inquiry{}, court.InquiryLine{}, court.TrayRow{}, court.Clue{}, court.ProblemClue{}, court.AssistUnit{},
		court.Property{}, court.Measure{}, court.Renewal{}, office.BankBatch{},
		court.FundItem{}, court.BankLine{}, court.CauseMark{}, office.UnseenEntry{},
		office.NodeChange{}, office.ClosingUndo{}, office.WeekPlan{}, office.WeekLine{},
	} {
		kind := reflect.TypeOf(record)
		for _, f := range reflect.VisibleFields(kind) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" {
				name = f.Name
			}
			if _, known := fieldRank[name]; !f.Anonymous && !known && name != "-" && !hiddenFields[name] {
				t.Errorf("%s has no word for %s (%s)", kind, name, f.Type)
			}
		}
	}
}

// The same holds for the records within those records: the steps of a measure,
// the rounds of a sale.
func TestEveryFieldOfAPartHasAWord(t *testing.T) {
	for _, x := range []struct {
		of   string
		part any
	}{
		{"Steps", court.Approval{}}, {"Steps", court.CourseStep{}}, {"Steps", court.ListingStep{}}, {"Evidence", court.CrimeEvidence{}}, {"Matters", court.MeetingMatter{}},
		{"Tries", court.PriceTry{}}, {"Objection", court.PriceObjection{}}, {"Rounds", court.SaleRound{}}, {"Offers", court.KindOffer{}}, {"InKind", court.InKind{}},
		{"Plea", court.OfflinePlea{}}, {"Lines", court.InquiryLine{}}, {"Renewals", court.Renewal{}}, {"Checks", court.ListingCheck{}}, {"Event", court.ListingEvent{}},
		{"Exposed", court.Exposure{}}, {"Pleas", court.Plea{}}, {"Lifts", court.Lift{}}, {"Payments", court.PlanPayment{}}, {"Payments", office.BatchPayment{}},
	} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(x.part)) {
			if partWords[x.of] == nil || !f.Anonymous && !hidden(x.of, f.Name) && wordFor(x.of, f.Name) == f.Name {
				t.Errorf("%s: %T has no word for %s", x.of, x.part, f.Name)
			}
		}
	}
}

// A record tells no two things under one name.
func TestWordsOfARecordDiffer(t *testing.T) {
	for entity, records := range map[string][]any{
		"listing": {court.Listing{}}, "office_letter": {court.OfficeLetter{}}, "coercion": {court.Coercion{}}, "crime": {court.CrimeFile{}, court.CrimeEvidence{}},
		"meeting": {court.JointMeeting{}, court.MeetingMatter{}}, "sale": {court.Sale{}}, "inquiry": {court.Inquiry{}, court.InquiryLine{}}, "tray": {court.TrayRow{}},
		"clue": {court.Clue{}}, "problem": {court.ProblemClue{}}, "unit": {court.AssistUnit{}}, "property": {court.Property{}}, "measure": {court.Measure{}, court.Renewal{}},
		"bankline": {court.BankLine{}, office.BankBatch{}}, "service": {court.Service{}},
	} {
		for _, record := range records {
			seen := map[string]string{}
			for _, f := range reflect.VisibleFields(reflect.TypeOf(record)) {
				word := wordFor(entity, f.Name)
				if f.Tag.Get("json") == "-" || hidden(entity, f.Name) {
					continue
				}
				if seen[word] != "" {
					t.Errorf("%s: %s and %s are both %q", entity, seen[word], f.Name, word)
				}
				seen[word] = f.Name
			}
		}
	}
}

// A round added to a sale is told alone, with words for its values; conditions
// and grounds by their text; days of a rule are no money.
func TestPartsAreToldInWords(t *testing.T) {
	for _, x := range []struct {
		entry court.AuditEntry
		want  []string
		not   []string
	}{
		{court.AuditEntry{Entity: "sale", Before: `{"Rounds":[{"Kind":"一拍","Start":7000000,"Result":"流拍"}]}`,
			After: `{"Rounds":[{"Kind":"一拍","Start":7000000,"Result":"流拍"},{"Kind":"二拍","Start":5600000,"Offline":false}],"InKind":{"Creditor":"","Price":0,"Own":false}}`},
			[]string{"拍卖、变卖 轮次 二拍，起拍价 56,000.00"}, []string{"一拍", "以物抵债", "线下"}},
		{court.AuditEntry{Entity: "listing", After: `{"Ground":3,"Checks":[{"ID":"minor","Answer":"没有","Ref":"p12","Text":"户籍证明"}]}`},
			[]string{law.GroundOf(3).Text, law.ConditionOf("minor").Text + "，核实 没有，证明 户籍证明"}, []string{"minor", "p12"}},
		{court.AuditEntry{Entity: "listing", After: `{"Event":{"Ground":"paid","Way":"删除","On":"2018-11-20"}}`},
			[]string{"撤下的事由 情形 " + law.EndingOf("paid").Text + "，办法 删除，事由发生日 2018-11-20"}, nil},
		{court.AuditEntry{Entity: "crime", After: `{"Kind":"ability","Title":"流水","PaperID":4,"FileID":2}`}, []string{"证据种类 ", "材料名称 流水"}, []string{"ability", "4"}},
		{court.AuditEntry{Entity: "measure", Before: `{"Displaced":""}`, After: `{"Displaced":"2018-11-20","Displacer":"查封"}`}, []string{"顺位变动日期 2018-11-20；顺位变动情况 查封"}, nil},
		{court.AuditEntry{Entity: "property", After: `{"Value":7000000,"Facts":{"账号":"6228"}}`}, []string{"价值 70,000.00", "财产 账号 6228"}, nil},
		{court.AuditEntry{Entity: "rule", After: `{"Value":60}`}, []string{"数值 60"}, []string{"0.60"}},
	} {
		got := summary(x.entry)
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", x.entry.Entity, got, want)
			}
		}
		for _, not := range x.not {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q tells %q", x.entry.Entity, got, not)
			}
		}
	}
}

// Nobody reads the program's own identifiers: items of the checklist, events
// and parameters are told by their names, and who signs a paper signs it out.
func TestIdentifiersAreToldByName(t *testing.T) {
	e := court.AuditEntry{Entity: "review", After: `{"Verdict":"退补","Findings":[{"Item":"clues-checked","Text":"没有记录","Fix":"补记录","Remedy":"已补"}]}`}
	if got := summary(e); strings.Contains(got, "clues") || !strings.Contains(got, "没有记录（要求：补记录；整改：已补）") {
		t.Errorf("finding %q", got)
	}
	e = court.AuditEntry{Entity: "paper", Before: `{"SignedBy":""}`, After: `{"SignedBy":"顾明远","SignedOn":"2026-11-23"}`}
	if got := summary(e); !strings.Contains(got, "签发人 顾明远") || !strings.Contains(got, "签发日期 2026-11-23") {
		t.Errorf("signing %q", got)
	}
	if got := value("Event", law.EventReceived); got != "接收案件" {
		t.Errorf("the event of a handover is told as %q", got)
	}
	for field, id := range map[string]string{"Item": "report-assets", "Event": "served", "Param": "pay-limit", "Ground": "hide", "Situation": "a1", "Kind": "ability"} {
		if got := value(field, id); got == id || got[0] < 0x80 {
			t.Errorf("%s %s is told as %q", field, id, got)
		}
	}
}
