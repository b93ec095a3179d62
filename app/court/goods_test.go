package court_test

import (
	"testing"

	"zhixing/app/court"
)

func TestGoodsNumberFromLabel(t *testing.T) {
	if got := court.GoodsCode("2018物0012"); got != "W2018-0012" {
		t.Errorf("code %s", got)
	}
	for typed, want := range map[string]string{
		"W2018-0012": "2018物0012", "w2018-12": "2018物0012", "２０１８物12": "2018物0012", " 2018物0012 ": "2018物0012", "挖掘机": "挖掘机", "W-": "W-", "": "",
	} {
		if got := court.GoodsNumber(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
