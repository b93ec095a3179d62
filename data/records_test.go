package data

import (
	"context"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Events and register lines come back as they were stored; a stale change of a
// line is refused.
func TestRecordsComeBackWhole(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	e := court.EventEntry{CaseID: c.ID, Event: "served", Name: "送达", On: court.D(2018, 6, 1), Note: "直接送达", Evidence: "送达回证", By: "郑远", At: now}
	g := court.RegisterEntry{
		Kind: court.RegisterMeddling, On: court.D(2018, 6, 2), CaseID: c.ID, Person: "龚某", Unit: "某局", Way: "电话", Matter: "打听案情",
		Due: court.D(2018, 8, 1), Answered: court.D(2018, 6, 3), Handling: "已报告", Outcome: "记录在案", By: "郑远", At: now,
	}
	elsewhere := court.RegisterEntry{Kind: court.RegisterPetition, On: court.D(2018, 6, 3), CaseNo: "（2016）豫1599执9号", Person: "穆某", By: "郑远", At: now}
	write(t, s, func(tx office.Tx) error {
		for _, step := range []func() error{
			func() error { return tx.InsertCaseEvent(&e) }, func() error { return tx.InsertRegister(&g) }, func() error { return tx.InsertRegister(&elsewhere) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	events := read(t, s, func(r office.Reader) ([]court.EventEntry, error) { return r.CaseEvents(c.ID) })
	if len(events) != 1 || !events[0].At.Equal(e.At) || events[0].On != e.On || events[0].Evidence != e.Evidence || events[0].Event != "served" || events[0].Note != e.Note {
		t.Errorf("events %+v", events)
	}
	got := read(t, s, func(r office.Reader) (court.RegisterEntry, error) { return r.RegisterLine(g.ID) })
	g.CaseNo, g.Debtors, g.Officer, got.At = c.Number.String(), got.Debtors, c.Officer, g.At
	if got != g || got.Debtors == "" {
		t.Errorf("line %+v, want %+v", got, g)
	}
	stale := g
	g.Void = "重复登记"
	write(t, s, func(tx office.Tx) error { return tx.UpdateRegister(&g) })
	wantCode(t, s.Write(context.Background(), func(tx office.Tx) error { return tx.UpdateRegister(&stale) }), court.CodeConflict)
	for _, x := range []struct {
		q    office.RegisterQuery
		want int
	}{
		{office.RegisterQuery{}, 1}, {office.RegisterQuery{Void: true}, 2}, {office.RegisterQuery{Kind: court.RegisterPetition, Open: true}, 1},
		{office.RegisterQuery{Kind: court.RegisterVisit}, 0}, {office.RegisterQuery{CaseID: c.ID, Void: true}, 1},
	} {
		list := read(t, s, func(r office.Reader) ([]court.RegisterEntry, error) { return r.Registers(x.q) })
		if len(list) != x.want {
			t.Errorf("%+v gives %d lines, want %d", x.q, len(list), x.want)
		}
	}
	if list := read(t, s, func(r office.Reader) ([]court.RegisterEntry, error) {
		return r.Registers(office.RegisterQuery{Kind: court.RegisterPetition})
	}); list[0].CaseNo != elsewhere.CaseNo || list[0].CaseID != 0 {
		t.Errorf("line about another register's case %+v", list[0])
	}
}
