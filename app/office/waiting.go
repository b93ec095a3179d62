package office

import (
	"zhixing/app/court"
	"zhixing/app/law"
)

// TransferConditions gives the conditions on which a measure that waits behind
// another court's may lead to 移送执行, as they stand today.
func (o *Office) TransferConditions(first court.Measure) []law.Condition {
	return o.lastRules().TransferConditions(first, o.Today())
}

// RenewalAskBy gives the last day to ask for the renewal of a measure that ends
// on a day, and the rule.
func (o *Office) RenewalAskBy(until court.Date) (court.Date, law.Parameter) {
	return o.lastRules().RenewalAskBy(until)
}

// goneWithSale ends every measure on a property that was auctioned, sold or given
// for the debt: with the ruling's service nothing of them is left, and those that
// wait take no effect any more (查封规定27条2款，原30条2款).
func (d *deed) goneWithSale(propertyID int64, on court.Date, ruling string) error {
	p, err := d.Property(propertyID)
	if err != nil {
		return err
	}
	list, err := d.MeasuresOn(propertyID)
	if err != nil {
		return err
	}
	var ended []court.Measure
	for i := range list {
		m := &list[i]
		if s := m.StateOn(on); s != court.MeasureRunning && s != court.MeasureWaiting {
			continue
		}
		ended = append(ended, *m)
		m.Ended, m.EndWhy, m.EndPaper = on, goneWhy, ruling
	}
	law.FollowMeasures(p.Kind, list)
	for _, was := range ended {
		for i := range list {
			m := &list[i]
			if m.ID != was.ID {
				continue
			}
			if err := d.UpdateMeasure(m); err != nil {
				return err
			}
			if m.Foreign() {
				continue
			}
			if err := d.audit("措施效力消灭", "measure", m.ID, m.CaseID, was, *m, goneWhy); err != nil {
				return err
			}
		}
	}
	return nil
}

// goneWhy is why measures end that lay on what was sold.
const goneWhy = "财产已经拍卖、变卖、抵债"
