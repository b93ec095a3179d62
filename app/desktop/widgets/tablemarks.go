package widgets

import "fyne.io/fyne/v2"

func (t *DataTable[T]) marked(row int) bool {
	item, ok := t.row(row)
	if !ok {
		return false
	}
	return t.has(t.key(item))
}

// has tells whether the row of a key is ticked.
func (t *DataTable[T]) has(key string) bool {
	_, marked := t.marks[key]
	return marked
}

func (t *DataTable[T]) toggle(row int) {
	item, ok := t.row(row)
	if !ok {
		return
	}
	key := t.key(item)
	if _, marked := t.marks[key]; marked {
		delete(t.marks, key)
	} else {
		t.marks[key] = item
	}
	t.reportMarks()
}

// tickSpan ticks the loaded rows from first to last.
func (t *DataTable[T]) tickSpan(first, last int) {
	for row := first; row <= last; row++ {
		if item, ok := t.row(row); ok {
			t.marks[t.key(item)] = item
		}
	}
	t.reportMarks()
}

// Mark ticks rows, loaded or not, besides those that are ticked.
func (t *DataTable[T]) Mark(rows []T) {
	for _, item := range rows {
		t.marks[t.key(item)] = item
	}
	t.reportMarks()
	t.redraw()
}

// everyMarked tells whether all loaded rows are ticked.
func (t *DataTable[T]) everyMarked() bool {
	any := false
	for _, rows := range t.pages {
		for _, item := range rows {
			if _, marked := t.marks[t.key(item)]; !marked {
				return false
			}
			any = true
		}
	}
	return any
}

// toggleAll ticks the loaded rows, or unticks all when they are ticked.
func (t *DataTable[T]) toggleAll() {
	if t.everyMarked() {
		t.marks = map[string]T{}
	} else {
		for _, rows := range t.pages {
			for _, item := range rows {
				t.marks[t.key(item)] = item
			}
		}
	}
	t.reportMarks()
}

func (t *DataTable[T]) reportMarks() {
	if t.OnMarked != nil {
		t.OnMarked(len(t.marks))
	}
}

// Marked are the ticked rows, as they were when they were last read, in no
// particular order.
func (t *DataTable[T]) Marked() []T {
	rows := make([]T, 0, len(t.marks))
	for _, item := range t.marks {
		rows = append(rows, item)
	}
	return rows
}

// ClearMarks unticks every row.
func (t *DataTable[T]) ClearMarks() {
	t.marks = map[string]T{}
	t.reportMarks()
	t.redraw()
}

// Resize starts the first reading when the table gets its size.
func (t *DataTable[T]) Resize(size fyne.Size) {
	t.grid.Resize(size)
	if !t.asked && size.Height > 0 {
		t.Reload()
	}
}
