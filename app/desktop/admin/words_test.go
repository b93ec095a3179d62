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
