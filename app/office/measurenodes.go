package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// controlNodes are the nodes of the progress table that a measure is; in a 财保
// case it is 实施保全.
func controlNodes(m court.Measure) []string {
	codes := []string{law.NodeSeized, law.NodeProtect}
	switch {
	case m.What == court.PropertyDeposit || m.What == court.PropertyNetMoney:
		codes = append(codes, law.NodeFrozen)
	case m.What == court.PropertyEquity || m.What == court.PropertySecurity:
		codes = append(codes, law.NodeFrozenRights)
	case m.Kind == court.Attach:
		codes = append(codes, law.NodeAttached)
	}
	return codes
}

// controlText is what a node says of the measure that fills it.
func controlText(m court.Measure) string { return string(m.Kind) + "：" + m.Property }

// waitingText is what a node says while a measure only waits: it controls
// nothing yet.
func waitingText(m court.Measure) string {
	return "轮候" + string(m.Kind) + "：" + m.Property + "，在先的解除或届满后生效"
}

// controlDone fills the nodes that measures of a case are. One that waits fills
// none; the open node says so. Those taken in 保全 were no step of this case.
func (d *deed) controlDone(caseID int64, made []court.Measure) error {
	today := d.office.Today()
	for _, m := range made {
		for _, code := range controlNodes(m) {
			var err error
			switch state := m.StateOn(today); {
			case m.Protection:
			case state == court.MeasureWaiting:
				err = d.awaitNode(caseID, code, waitingText(m), m.Ruling)
			case state == court.MeasureRunning:
				err = d.markIfOpen(caseID, code, m.Since, controlText(m), m.Ruling)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// controlUndone takes out of its nodes what a measure that is void had filled
// in: the oldest other measure of the case that took effect fills them instead,
// or nothing does.
func (d *deed) controlUndone(m court.Measure, reason string) error {
	if m.Foreign() {
		return nil
	}
	c, err := d.Case(m.CaseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	others, err := d.controlling(c.ID)
	if err != nil {
		return err
	}
	nodes, err := d.Nodes(c.ID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if !slices.Contains(controlNodes(m), n.Code) || !wroteInto(n, m) {
			continue
		}
		before := n
		n.Actual, n.Result, n.Evidence = court.Date{}, "", ""
		if err := d.saveNode(before, n, "重开节点", reason); err != nil {
			return err
		}
		for _, x := range others {
			if slices.Contains(controlNodes(x), n.Code) {
				if err := d.markIfOpen(c.ID, n.Code, x.Since, controlText(x), x.Ruling); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// wroteInto tells whether a node says what the measure wrote into it.
func wroteInto(n court.Node, m court.Measure) bool {
	if n.Evidence != m.Ruling {
		return false
	}
	if n.Actual.IsZero() {
		return n.Result == waitingText(m)
	}
	return (n.Actual == m.Since || n.Actual == m.On) && strings.Contains(n.Result, controlText(m))
}

// controlling gives the measures that were steps of the case, the first to take
// effect first.
func (d *deed) controlling(caseID int64) ([]court.Measure, error) {
	page, err := d.Measures(MeasureQuery{CaseID: caseID})
	today := d.office.Today()
	list := slices.DeleteFunc(page.Rows, func(x court.Measure) bool {
		return x.CaseID != caseID || x.Void != "" || x.Protection || x.Since.IsZero() || x.Since.After(today)
	})
	slices.SortStableFunc(list, func(a, b court.Measure) int { return a.Since.Compare(b.Since) })
	return list, err
}
