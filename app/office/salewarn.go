package office

import "zhixing/app/court"

// sales warns of the next step of each sale, and of what is owed beside it,
// that is near or late; and of one to be stopped because the debt was paid.
func (x *warner) sales(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	for _, s := range f.Sales {
		if !s.Due.IsZero() && daysBetween(x.on, s.Due) <= near {
			out = x.add(out, f, court.WarnSale, s.Due, WhereSale, "“"+s.Property+"”应于"+s.Due.String()+"前"+s.Step, court.NodeRef{})
		}
		if !s.Until.IsZero() && daysBetween(x.on, s.Until) <= near {
			out = x.add(out, f, court.WarnSale, s.Until, WhereSale, "“"+s.Property+"”应于"+s.Until.String()+"前"+s.Side, court.NodeRef{})
		}
		if s.Covered {
			text := "本金已经付清，核对后停止处置“" + s.Property + "”"
			out = x.add(out, f, court.WarnSale, x.on, WhereSale, text, court.NodeRef{})
			out[len(out)-1].Text = text
		}
	}
	return out
}
