package data

import (
	"fmt"
	"slices"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Who types 52 means case 52, not the case with a 52 in a telephone number;
// the account code that stands on notices finds its case too.
func TestClosestCasesComeFirst(t *testing.T) {
	s := newStore(t)
	var ids []int64
	for i, number := range []string{"（2018）豫1599执52号", "（2019）豫1599执152号", "（2019）豫1599执7号", "（2019）豫1599执52号"} {
		ids = append(ids, addCase(t, s, i+1, func(c *court.Case) {
			n, err := court.ParseCaseNumber(number)
			if err != nil {
				t.Fatal(err)
			}
			c.Number, c.Parties[0].Phone = n, fmt.Sprintf("1380000520%d", i)
		}).ID)
	}
	find := func(text string) []int64 {
		t.Helper()
		page := read(t, s, func(r office.Reader) (office.CasePage, error) {
			return r.Cases(office.CaseQuery{Search: text, Closest: true, Open: true, Limit: 10})
		})
		var got []int64
		for _, row := range page.Rows {
			got = append(got, row.ID)
		}
		return got
	}
	if got := find("52"); !slices.Equal(got, []int64{ids[3], ids[0], ids[1], ids[2]}) {
		t.Errorf("52 finds %v of %v", got, ids)
	}
	if got := find(court.FundCode(ids[2])); !slices.Equal(got, ids[2:3]) {
		t.Errorf("the account finds %v of %v", got, ids)
	}
}
