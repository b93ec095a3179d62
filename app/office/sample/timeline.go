// Package sample fills an empty office with the invented 溪山县人民法院: staff,
// cases in every stage, money, papers. Everything goes through the use cases,
// in the order of time, by a clock that the package moves.
package sample

import (
	"container/heap"
	"sync"
	"time"

	"zhixing/app/court"
)

// Clock is the office's clock while the past is being made up.
type Clock struct {
	mu  sync.Mutex
	now time.Time
	end time.Time
}

// NewClock makes a clock that ends at the present moment.
func NewClock(present time.Time) *Clock { return &Clock{now: present, end: present} }

// Now gives the made-up moment.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *Clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *Clock) today() court.Date { return court.DateOf(c.end) }

// event is something that happens at a moment of the made-up past.
type event struct {
	at  time.Time
	seq int // keeps the order of events of one moment
	do  func() error
}

type eventHeap []event

func (h eventHeap) Len() int { return len(h) }
func (h eventHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].seq < h[j].seq
	}
	return h[i].at.Before(h[j].at)
}
func (h eventHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *eventHeap) Push(x any)   { *h = append(*h, x.(event)) }
func (h *eventHeap) Pop() any {
	old := *h
	e := old[len(old)-1]
	*h = old[:len(old)-1]
	return e
}

// timeline runs events in the order of time; events may add later ones.
type timeline struct {
	clock  *Clock
	events eventHeap
	seq    int
}

// on adds an event on a day of the past; what would lie in the future is left
// out, as it has not happened.
func (t *timeline) on(day court.Date, do func() error) {
	t.seq++
	minute := 30 + t.seq%360 // spread over the office hours
	at := time.Date(day.Year, day.Month, day.Day, 8, minute, 0, 0, t.clock.end.Location())
	if day == t.clock.today() {
		at = t.clock.end.Add(-time.Minute + time.Duration(t.seq)*time.Microsecond)
	}
	if at.After(t.clock.end) {
		return
	}
	heap.Push(&t.events, event{at: at, seq: t.seq, do: do})
}

func (t *timeline) run() error {
	for t.events.Len() > 0 {
		e := heap.Pop(&t.events).(event)
		t.clock.set(e.at)
		if err := e.do(); err != nil {
			return err
		}
	}
	t.clock.set(t.clock.end)
	return nil
}
