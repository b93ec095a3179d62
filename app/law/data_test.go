package law

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"zhixing/app/court"
)

// today2018 is a day on which every law the program cites is in force.
var today2018 = court.D(2018, 10, 8)

func TestEmbeddedDataIsSound(t *testing.T) {
	for name, load := range map[string]func() error{
		"articles.toml":   func() error { _, err := read("articles.toml", newArticleBook); return err },
		"holidays.toml":   func() error { _, err := read("holidays.toml", newCalendar); return err },
		"parameters.toml": func() error { _, err := read("parameters.toml", newParameterBook); return err },
		"nodes.toml":      func() error { _, err := read("nodes.toml", newNodeBook); return err },
		"closure.toml":    func() error { _, err := read("closure.toml", newChecklist); return err },
		"deductions.toml": func() error { _, err := read("deductions.toml", newDeductionKinds); return err },
		"interest.toml":   func() error { _, err := read("interest.toml", newInterest); return err },
		"rates.toml":      func() error { _, err := read("rates.toml", newRates); return err },
		"fees.toml":       func() error { _, err := read("fees.toml", newFees); return err },
		"measures.toml":   func() error { _, err := read("measures.toml", newMeasureBook); return err },
		"sales.toml":      func() error { _, err := read("sales.toml", newSaleBook); return err },
		"service.toml":    func() error { _, err := read("service.toml", newServiceBook); return err },
		"listing.toml":    func() error { _, err := read("listing.toml", newListingBook); return err },
	} {
		if err := load(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read("missing.toml", newFees); err == nil {
		t.Error("a missing file must be an error")
	}
}

// The enforcement part of the 民事诉讼法 moved by 7 articles in 2022 and by 4
// more in 2024; 妨害 by 3 in 2022 only; 解释 460 and after by −2 in 2022.
func TestArticleNumbersMoveTogether(t *testing.T) {
	for id, a := range articles().articles {
		n := make([]int, len(a.Numbers))
		for i, s := range a.Numbers {
			n[i], _ = strconv.Atoi(regexp.MustCompile(`^\d+`).FindString(s))
		}
		switch {
		case a.Law == "cpl" && n[0] >= 224:
			if n[1] != n[0] || n[2] != n[0]+7 || n[3] != n[0]+11 {
				t.Errorf("%s: %v", id, a.Numbers)
			}
		case a.Law == "cpl":
			if n[1] != n[0] || n[2] != n[0]+3 || n[3] != n[2] {
				t.Errorf("%s: %v", id, a.Numbers)
			}
		case a.Law == "cpl-interpretation" && n[0] >= 462:
			if n[1] != n[0] || n[2] != n[0]-2 {
				t.Errorf("%s: %v", id, a.Numbers)
			}
		}
	}
}

func TestEveryCitationReadsWell(t *testing.T) {
	shape := regexp.MustCompile(`^《[^《》]+》第[一二三四五六七八九十百零]+条`)
	for _, on := range []court.Date{today2018, court.D(2021, 6, 1), court.D(2022, 6, 1), court.D(2026, 11, 23)} {
		for id := range articles().articles {
			text, err := CiteText(id, on)
			if err != nil || !shape.MatchString(text) {
				t.Errorf("%s on %s: %q %v", id, on, text, err)
			}
		}
		for id := range articles().groups {
			if text, err := CiteText(id, on); err != nil || strings.Count(text, "《") < 1 {
				t.Errorf("%s on %s: %q %v", id, on, text, err)
			}
		}
	}
}

func TestEveryTermIsThere(t *testing.T) {
	for i := 1; i <= 45; i++ {
		id := "T" + strconv.Itoa(100 + i)[1:]
		for _, on := range []court.Date{today2018, court.D(2026, 11, 23)} {
			p, err := Param(id, on)
			if err != nil || p.ID != id || p.Start == "" || p.Value < 0 {
				t.Errorf("%s on %s: %+v %v", id, on, p, err)
			}
		}
	}
}

func TestNodesUseKnownParameters(t *testing.T) {
	for code, r := range nodeRules().rules {
		if r.Param != "" && len(parameters().versions[r.Param]) == 0 {
			t.Errorf("node %s: no parameter %s", code, r.Param)
		}
	}
}

// Broken data must be refused, not read half.
func TestBrokenDataIsRefused(t *testing.T) {
	bad := func(name string, err error) {
		if err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	_, err := newParameterBook(parameterFile{[]parameterRow{
		{ID: "T01", Name: "x", Value: 1, Unit: UnitDay, Basis: "x", Mark: "L", span: span{To: day{court.D(2018, 1, 1)}}},
		{ID: "T01", Name: "x", Value: 2, Unit: UnitDay, Basis: "x", Mark: "L", span: span{From: day{court.D(2018, 1, 3)}}},
	}})
	bad("a gap between versions", err)
	_, err = newParameterBook(parameterFile{[]parameterRow{{ID: "T01", Name: "x", Unit: "周", Basis: "x", Mark: "L"}}})
	bad("an unknown unit", err)
	_, err = newNodeBook(nodeFile{Node: []nodeRule{{Code: "1", Column: court.ColumnInterim, Name: "x", Basis: "x", After: "nothing"}}})
	bad("an unknown event", err)
	_, err = newChecklist(closureFile{[]ChecklistItem{{ID: "a", Text: "x", Basis: "x", Section: "x", Kind: ItemAuto, Check: "nothing"}}})
	bad("an unknown check", err)
	_, err = newChecklist(closureFile{[]ChecklistItem{{ID: "a"}, {ID: "a"}}})
	bad("an id twice", err)
	_, err = articleNames("240.1.2.3")
	bad("an article number of four parts", err)
	_, err = articleNames("二百")
	bad("an article number in words", err)
	_, err = newFees(feeFile{Enforcement: feeTable{Bands: []feeBand{{Upto: 100, Flat: 1}}}})
	bad("a fee table without end", err)
}
