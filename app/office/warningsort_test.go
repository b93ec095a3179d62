package office

import (
	"math/rand/v2"
	"slices"
	"testing"

	"zhixing/app/court"
)

// TestSortedAgreesWithSorting compares the piles per day with plain sorting,
// for few and many warnings, near and far apart.
func TestSortedAgreesWithSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct{ warnings, days int }{{0, 1}, {1, 1}, {5, 1_000_000}, {500, 40}, {5000, 4000}} {
		var list []*court.Warning
		for i := range c.warnings {
			w := &court.Warning{CaseID: int64(i / 3), Days: r.IntN(c.days) - c.days/2, Kind: court.WarningKind([]string{"甲", "乙"}[r.IntN(2)])}
			w.Node.ID = int64(i)
			list = append(list, w)
		}
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		want := slices.Clone(list)
		slices.SortFunc(want, byUrgency)
		if !slices.Equal(sorted(list), want) {
			t.Errorf("%d warnings within %d days are in another order", c.warnings, c.days)
		}
	}
}
