package propertyforms

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
)

// StateCell shows how a measure stands on a day: sign and word; one that ends
// soon as near, what ran out as overdue.
func StateCell(m court.Measure, today court.Date) widgets.Cell {
	return widgets.StateCell(StateOf(m, today), stateWord(m, today))
}

func stateWord(m court.Measure, today court.Date) string {
	s := m.StateOn(today)
	switch s {
	case court.MeasureRunning:
		if _, waits := m.Open(); waits {
			return "续行待送达"
		}
		if near(m, today) {
			return "将届满"
		}
	case court.MeasureLapsed:
		if m.LapseNote != "" {
			return "届满未续"
		}
		return "已失效"
	}
	return string(s)
}

// near tells whether a measure ends within the farthest step of the warnings.
func near(m court.Measure, today court.Date) bool {
	return !m.Until.IsZero() && today.DaysUntil(m.Until) <= law.ExpirySteps()[0]
}

// StateOf gives sign and colour of a measure.
func StateOf(m court.Measure, today court.Date) widgets.State {
	switch m.StateOn(today) {
	case court.MeasureRunning:
		if near(m, today) {
			return widgets.StateNear
		}
		return widgets.StateDone
	case court.MeasureLapsed:
		if m.LapseNote == "" {
			return widgets.StateOverdue
		}
	case court.MeasureWaiting:
		return widgets.StateNormal
	}
	return widgets.StateExempt
}

// DaysCell shows how many days a measure has left, in red from the nearest step
// on.
func DaysCell(m court.Measure, today court.Date) widgets.Cell {
	if state := m.StateOn(today); m.Until.IsZero() || state != court.MeasureRunning && state != court.MeasureLapsed {
		return widgets.TextCell("")
	}
	steps := law.ExpirySteps()
	switch left := today.DaysUntil(m.Until); {
	case left < 0:
		return widgets.ColorCell(fmt.Sprintf("超 %d 天", -left), widgets.ColorOverdue)
	case left == 0:
		return widgets.ColorCell("今天", widgets.ColorOverdue)
	case left <= steps[len(steps)-1]:
		return widgets.ColorCell(fmt.Sprintf("剩 %d 天", left), widgets.ColorOverdue)
	case left <= steps[0]:
		return widgets.ColorCell(fmt.Sprintf("剩 %d 天", left), widgets.ColorNear)
	default:
		return widgets.TextCell(fmt.Sprintf("剩 %d 天", left))
	}
}
