package data

import (
	"maps"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// The last print of each chart is kept, and only the last.
func TestBoardPrint(t *testing.T) {
	s := newStore(t)
	get := func(board string) office.BoardPrint {
		return read(t, s, func(r office.Reader) (office.BoardPrint, error) { return r.BoardPrint(board) })
	}
	if p := get("五组"); !p.At.IsZero() || p.Looks != nil {
		t.Errorf("never printed: %+v", p)
	}
	for _, looks := range []map[int64]string{{1: "a", 2: "b"}, {1: "c"}} {
		write(t, s, func(tx office.Tx) error {
			return tx.PutBoardPrint(office.BoardPrint{Board: "五组", At: now, By: "白露", Looks: looks})
		})
	}
	p := get("五组")
	if !p.At.Equal(now) || p.By != "白露" || !maps.Equal(p.Looks, map[int64]string{1: "c"}) || !get("综合组").At.IsZero() {
		t.Errorf("%+v", p)
	}
}

// A chart that cannot show all cases shows the most urgent: the earliest open
// node first, cases without one last.
func TestUrgentBoardBeginsWithTheEarliestNode(t *testing.T) {
	s := newStore(t)
	due := map[int]court.Date{1: court.D(2018, 12, 20), 2: {}, 3: court.D(2018, 11, 1), 4: court.D(2018, 12, 1)}
	for seq := 1; seq <= 4; seq++ {
		c := addCase(t, s, seq)
		nodes := []court.Node{{Code: "003", Column: court.ColumnControl, Name: "查控", Planned: due[seq], Owner: "白露"}}
		write(t, s, func(tx office.Tx) error { return tx.InsertNodes(c.ID, nodes) })
	}
	order := func(q office.BoardQuery) (seqs []int) {
		for _, row := range read(t, s, func(r office.Reader) ([]office.BoardRow, error) { return r.Board(q) }) {
			seqs = append(seqs, row.Seq)
		}
		return seqs
	}
	for name, c := range map[string]struct {
		q    office.BoardQuery
		want [4]int
	}{
		"urgent":      {office.BoardQuery{OnlyOpen: true, Urgent: true}, [4]int{3, 4, 1, 2}},
		"two of them": {office.BoardQuery{OnlyOpen: true, Urgent: true, Limit: 2}, [4]int{3, 4}},
		"by number":   {office.BoardQuery{OnlyOpen: true}, [4]int{1, 2, 3, 4}},
	} {
		var got [4]int
		copy(got[:], order(c.q))
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	done := read(t, s, func(r office.Reader) ([]court.Node, error) { return r.Nodes(3) })
	done[0].Actual = court.D(2018, 11, 20)
	write(t, s, func(tx office.Tx) error { return tx.UpdateNode(done[0]) })
	if got := order(office.BoardQuery{OnlyOpen: true, Urgent: true}); got[0] != 4 {
		t.Errorf("after its node was done: %v", got)
	}
}
