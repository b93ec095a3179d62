package law

import (
	"fmt"
	"slices"

	"zhixing/app/court"
)

// DeductionKind is a reason why days do not count towards the term of a case.
type DeductionKind struct {
	Name   string       `toml:"name"`
	Basis  string       `toml:"basis"`
	Status court.Status `toml:"status"` // the state of a case that starts and ends it, "" for none
	Mark   string       `toml:"mark"`
}

type deductionFile struct {
	Kind []DeductionKind `toml:"kind"`
}

var deductionKinds = lazy("deductions.toml", newDeductionKinds)

func newDeductionKinds(f deductionFile) ([]DeductionKind, error) {
	if _, err := index(f.Kind, func(k DeductionKind) string { return k.Name }); err != nil {
		return nil, err
	}
	for _, k := range f.Kind {
		if k.Basis == "" || k.Mark == "" || k.Status != "" && !slices.Contains(court.Statuses, k.Status) {
			return nil, fmt.Errorf("kind %s is incomplete", k.Name)
		}
	}
	return f.Kind, nil
}

// DeductionKinds lists the reasons in the order a form offers them.
func DeductionKinds() []DeductionKind { return slices.Clone(deductionKinds()) }

// DeductionBasis gives the article of a reason, and the article that lists all
// of them for one that is not listed.
func DeductionBasis(kind string) string {
	for _, k := range deductionKinds() {
		if k.Name == kind {
			return k.Basis
		}
	}
	return "法释〔2000〕29号9条"
}

// DeductionOfStatus gives the reason that runs while a case is in the status.
func DeductionOfStatus(status court.Status) (DeductionKind, bool) {
	for _, k := range deductionKinds() {
		if k.Status == status && status != "" {
			return k, true
		}
	}
	return DeductionKind{}, false
}
