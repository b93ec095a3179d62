package admin

import (
	"reflect"
	"strings"
	"testing"

	"zhixing/app/court"
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
		court.FundItem{}, court.BankLine{}, court.CauseMark{}, office.UnseenEntry{},
		office.NodeChange{}, office.ClosingUndo{}, office.WeekPlan{}, office.WeekLine{},
	} {
		kind := reflect.TypeOf(record)
		for _, f := range reflect.VisibleFields(kind) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" {
				name = f.Name
			}
			if _, known := fieldRank[name]; !f.Anonymous && !known && !hiddenFields[name] {
				t.Errorf("%s has no word for %s (%s)", kind, name, f.Type)
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
	for field, id := range map[string]string{"Item": "report-assets", "Event": "served", "Param": "pay-limit"} {
		if got := value(field, id); got == id || got[0] < 0x80 {
			t.Errorf("%s %s is told as %q", field, id, got)
		}
	}
}
