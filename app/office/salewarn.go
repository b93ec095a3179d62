package office

import "zhixing/app/court"

// sales warns of the next step of each sale that is near or late.
func (x *warner) sales(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	for _, s := range f.Sales {
		if daysBetween(x.on, s.Due) > near {
			continue
		}
		out = x.add(out, f, court.WarnSale, s.Due, WhereSale, "“"+s.Property+"”应于"+s.Due.String()+"前"+s.Step, court.Node{})
	}
	return out
}
