package office

import (
	"slices"
	"strconv"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// The warnings of a large court, which processors share, are those that one
// makes alone, in the same order.
func TestWarningsAreTheSameInParts(t *testing.T) {
	on := court.D(2018, 11, 23)
	facts := make([]WarningFacts, 2*fewFacts+7)
	for i := range facts {
		filed := on.AddDays(-(i % 400))
		facts[i] = WarningFacts{
			CaseID: int64(i + 1), Number: strconv.Itoa(i + 1), Status: court.StatusOpen, Filed: filed, Limit: filed.AddMonths(6), Touched: filed,
			Nodes: []court.NodeRef{{ID: int64(i + 1), Code: "012", Name: "首次网络查控", Planned: filed.AddDays(20)}},
			Held:  court.Money(i % 3 * 100_00), HeldSince: filed,
		}
	}
	alone := sorted((&warner{rules: law.Default(), on: on, dues: map[court.Date]dueFacts{}}).all(facts))
	shared := warn(law.Default(), on, facts)
	same := slices.EqualFunc(alone, shared, func(a, b *court.Warning) bool { return *a == *b })
	if len(alone) <= len(facts) || !same {
		t.Fatalf("%d warnings alone, %d in parts, the same: %v", len(alone), len(shared), same)
	}
}
