package data

import "zhixing/app/office"

// addCoercion reads the coercive measures and crime files in which terms run.
func (r *reader) addCoercion(ids []int64, at func(int64) *office.WarningFacts) error {
	open := func(q office.CoercionQuery) error {
		list, err := r.Coercions(q)
		for _, c := range list {
			if f := at(c.CaseID); f != nil {
				f.Coercions = append(f.Coercions, c)
			}
		}
		return err
	}
	crimes := func(q office.CrimeQuery) error {
		list, err := r.CrimeFiles(q)
		for _, c := range list {
			if f := at(c.CaseID); f != nil {
				f.Crimes = append(f.Crimes, c)
			}
		}
		return err
	}
	if ids == nil {
		if err := open(office.CoercionQuery{States: office.CoercionOpen}); err != nil {
			return err
		}
		return crimes(office.CrimeQuery{States: office.CrimeOpen})
	}
	for _, id := range ids {
		if err := open(office.CoercionQuery{CaseID: id, States: office.CoercionOpen}); err != nil {
			return err
		}
		if err := crimes(office.CrimeQuery{CaseID: id, States: office.CrimeOpen}); err != nil {
			return err
		}
	}
	return nil
}
