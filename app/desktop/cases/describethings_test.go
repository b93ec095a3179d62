package cases

import (
	"context"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// What is done about property and people tells its content in the time line, not
// only its name.
func TestTimeLineTellsOfThingsAndPeople(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	ctx := context.Background()
	account, _, err := s.o.SaveProperty(ctx, s.Me, court.Property{CaseID: c.ID, Kind: court.PropertyDeposit, Owner: "李契", Value: 12_000_00, Source: "点对点", Found: today,
		Facts: map[string]string{"银行名称": "溪山县农村信用合作联社", "开户账号": "6222080000001"}})
	s.Must(err)
	_, err = s.o.AddMeasures(ctx, s.Me, office.MeasureEntry{CaseID: c.ID, Properties: []int64{account.ID}, Kind: court.Freeze, On: today, Amount: 10_000_00})
	s.Must(err)
	_, err = s.o.AskInquiry(ctx, s.Me, office.InquiryEntry{Way: court.InquiryLetter, Reason: court.InquiryFirst, Sent: today, Scope: []string{"公积金"},
		Units: []string{"溪山县住房公积金中心"}, Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	s.Must(err)
	_, err = s.o.SaveClue(ctx, s.Me, court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张㛃", Received: today, Content: "在柳林乡有仓库一处"})
	s.Must(err)
	log, err := s.o.CaseLog(ctx, c.ID)
	s.Must(err)
	for action, want := range map[string]string{
		"登记财产": "6222080000001", "登记冻结": "10,000.00 元", "登记查询": "线下调查  公积金  " + today.String() + "发出", "登记财产线索": "张㛃  在柳林乡有仓库一处",
	} {
		found := ""
		for _, e := range log {
			if e.Action == action {
				found = describe(e)
			}
		}
		if !strings.Contains(found, want) {
			t.Errorf("%s tells %q, want %q", action, found, want)
		}
	}
}
