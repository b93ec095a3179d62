package data

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

func TestDaysSurviveTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := court.D(1900, 1, 1).AddDays(rapid.IntRange(0, 109_000).Draw(t, "days"))
		var got day
		if err := got.Scan(day{want}.String()); err != nil || got.Date != want {
			t.Errorf("%v came back as %v, %v", want, got, err)
		}
	})
	for _, bad := range []any{"2018-1-1", "20180101xx", "2018-13-01", "2018-00-01", "2018-01-00", "abcd-ef-gh", 20180101, nil} {
		if err := new(day).Scan(bad); err == nil {
			t.Errorf("stored date %v was accepted", bad)
		}
	}
}

func TestMomentsSurviveTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nano")).In(beijing)
		var got moment
		if err := got.Scan(moment{want}.text()); err != nil || !got.in(beijing).Equal(want) {
			t.Errorf("%v came back as %v, %v", want, got, err)
		}
	})
	var none moment
	if err := none.Scan(""); err != nil || !none.in(beijing).IsZero() {
		t.Errorf("no time came back as %v, %v", none, err)
	}
	if err := new(moment).Scan("昨天"); err == nil {
		t.Error("a broken time was accepted")
	}
}

func TestListsSurviveTheFile(t *testing.T) {
	for _, want := range []list[string]{nil, {"涉民生"}, {"涉民生", "涉金融"}} {
		text, err := want.Value()
		var got list[string]
		if err2 := got.Scan(text); err != nil || err2 != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v came back as %v, %v, %v", want, got, err, err2)
		}
	}
	if _, err := (list[string]{"两\n行"}).Value(); err == nil {
		t.Error("an element with a line break was stored")
	}
}
