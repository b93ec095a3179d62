package widgets

import (
	"context"
	"sort"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
)

// Column is a column of a table of T.
type Column[T any] struct {
	ID       string // names the column in Sort
	Label    string
	Width    float32 // px with padding; the least width when Stretch is set
	Stretch  float32 // share of the width that is left over
	Spare    bool    // left out when the table is too narrow; without Stretch
	Align    fyne.TextAlign
	Sortable bool
	Cell     func(T) Cell
	Less     func(a, b T) bool // order for NewListTable; sources sort themselves
}

// PageFunc reads rows offset to offset+limit in an order, and how many there
// are in all. It is called in a goroutine; ctx is cancelled when the rows are
// no longer wanted.
type PageFunc[T any] func(ctx context.Context, offset, limit int, order Sort) (rows []T, total int, err error)

const (
	pageSize  = 200 // rows read at once
	pagesKept = 16  // pages kept in memory
)

// DataTable shows rows of a source page by page. Up, Down, PgUp, PgDn, Home
// and End move the chosen row, Enter or a double click opens it, Space ticks
// it, Ctrl+C copies it. Use it on the window's thread only.
type DataTable[T any] struct {
	grid
	OnOpen   func(T)            // Enter and double click
	OnChosen func(T)            // another row was chosen
	OnMarked func(count int)    // boxes were ticked or unticked
	OnLoaded func(total int)    // an answer came
	OnError  func(error)        // beside the sentence in the table
	OnSorted func(Sort)         // the user clicked a header
	RowMenu  func(T) []MenuItem // right click

	cols       []Column[T]
	key        func(T) string
	page       PageFunc[T] // nil: rows are in list
	list       []T
	generation int
	loadedGen  int // generation the pages belong to
	pages      map[int][]T
	pending    map[int]context.CancelFunc
	chosenKey  string
	restoring  bool // look for the chosen key in the answers
	inPlace    bool // when the key is gone, choose the row in its place
	marks      map[string]T
	asked      bool
}

// NewDataTable makes a table over a source; key names a row for good. It
// starts reading when it is shown or on Reload.
func NewDataTable[T any](columns []Column[T], key func(T) string, page PageFunc[T]) *DataTable[T] {
	t := &DataTable[T]{cols: columns, key: key, page: page,
		pages: map[int][]T{}, pending: map[int]context.CancelFunc{}, marks: map[string]T{}}
	plain := make([]gridColumn, len(columns))
	for i, c := range columns {
		plain[i] = gridColumn{id: c.ID, label: c.Label, width: c.Width, stretch: c.Stretch, spare: c.Spare, align: c.Align, sortable: c.Sortable}
	}
	t.init(t, plain)
	t.rowCells, t.isMarked, t.allMarked = t.fillCells, t.marked, t.everyMarked
	t.choose, t.open, t.mark, t.markSpan, t.markAll = t.chose, t.opened, t.toggle, t.tickSpan, t.toggleAll
	t.sorted, t.visible = t.sortBy, t.want
	t.rowMenu = func(row int) []MenuItem {
		if item, ok := t.row(row); ok && t.RowMenu != nil {
			return t.RowMenu(item)
		}
		return nil
	}
	t.ExtendBaseWidget(t)
	return t
}

// NewListTable makes a table of few rows that are all in memory; columns with
// Less sort by clicking.
func NewListTable[T any](columns []Column[T], key func(T) string, rows []T) *DataTable[T] {
	t := NewDataTable(columns, key, nil)
	t.SetRows(rows)
	return t
}

// SetRows replaces the rows of a NewListTable; the chosen row is kept.
func (t *DataTable[T]) SetRows(rows []T) {
	t.list = append([]T(nil), rows...)
	t.sortList()
	t.Reload()
}

// ShowRows is SetRows for a list whose chosen row is shown beside it: the first
// row is chosen when none is. It gives the chosen row, of an empty list none.
func (t *DataTable[T]) ShowRows(rows []T) T {
	t.SetRows(rows)
	if _, ok := t.Chosen(); !ok && len(rows) > 0 {
		t.ChooseIndex(0)
	}
	row, _ := t.Chosen()
	return row
}

func (t *DataTable[T]) sortList() {
	for _, c := range t.cols {
		if c.ID == t.sort.Column && c.Less != nil {
			sort.SliceStable(t.list, func(i, j int) bool {
				if t.sort.Desc {
					return c.Less(t.list[j], t.list[i])
				}
				return c.Less(t.list[i], t.list[j])
			})
		}
	}
}

// Reload reads the visible rows anew. The old rows stay until the new ones
// are there; the chosen row is found again by its key, and when it is gone the
// row in its place is chosen.
func (t *DataTable[T]) Reload() { t.reload(true) }

func (t *DataTable[T]) reload(inPlace bool) {
	t.generation++
	t.restoring, t.inPlace = t.chosen >= 0, inPlace
	for page, cancel := range t.pending {
		cancel()
		delete(t.pending, page)
	}
	t.asked = true
	if t.count == 0 {
		t.setState(gridReading)
	}
	first, last := t.body.shownRows()
	t.want(first, max(last, first+1))
}

// SetSource replaces the source, as another filter does, and starts at the
// top. The chosen row stays chosen when it is among the first rows read.
func (t *DataTable[T]) SetSource(page PageFunc[T]) {
	t.page = page
	t.scroll.Offset.Y = 0
	t.reload(false)
}

// want asks for the pages of these rows and stops reading others.
func (t *DataTable[T]) want(first, last int) {
	if !t.asked {
		return
	}
	low, high := first/pageSize, (max(last, first+1)-1)/pageSize
	for page, cancel := range t.pending {
		if page < low || page > high {
			cancel()
			delete(t.pending, page)
		}
	}
	for page := low; page <= high; page++ {
		_, loaded := t.pages[page]
		if loaded && t.loadedGen == t.generation || t.pending[page] != nil {
			continue
		}
		t.fetch(page)
	}
}

func (t *DataTable[T]) fetch(page int) {
	if t.page == nil {
		low := min(page*pageSize, len(t.list))
		t.receive(page, t.list[low:min(low+pageSize, len(t.list))], len(t.list), nil)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.pending[page] = cancel
	generation, read, order := t.generation, t.page, t.sort
	spawn(func() {
		rows, total, err := read(ctx, page*pageSize, pageSize, order)
		publish(func() {
			stale := generation != t.generation || ctx.Err() != nil
			cancel()
			if stale {
				return
			}
			delete(t.pending, page)
			t.receive(page, rows, total, err)
		})
	})
}

// receive takes an answer of the present generation in.
func (t *DataTable[T]) receive(page int, rows []T, total int, err error) {
	if err != nil {
		t.failed(err)
		return
	}
	if t.loadedGen != t.generation {
		t.pages = map[int][]T{}
		t.loadedGen = t.generation
	}
	t.pages[page] = rows
	for _, item := range rows { // ticked rows are kept as they are now
		if key := t.key(item); t.has(key) {
			t.marks[key] = item
		}
	}
	t.forget(page)
	if total == 0 {
		t.setState(gridEmpty)
	} else {
		t.setState(gridFilled)
	}
	if t.restoring {
		t.restore(page, total)
	}
	t.setCount(total)
	t.header.update()
	if t.OnLoaded != nil {
		t.OnLoaded(total)
	}
}

// forget drops the pages farthest from the one just read.
func (t *DataTable[T]) forget(near int) {
	for len(t.pages) > pagesKept {
		far := near
		for page := range t.pages {
			if abs(page-near) > abs(far-near) {
				far = page
			}
		}
		delete(t.pages, far)
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// restore finds the chosen row again after a reload.
func (t *DataTable[T]) restore(page, total int) {
	for i, item := range t.pages[page] {
		if t.key(item) == t.chosenKey {
			t.chosen, t.restoring = page*pageSize+i, false
			return
		}
	}
	if len(t.pending) > 0 {
		return // it may be on the page that is still being read
	}
	t.restoring = false
	if !t.inPlace {
		t.chosen, t.chosenKey = -1, ""
		return
	}
	t.chosen = min(t.chosen, total-1)
	if item, ok := t.row(t.chosen); ok {
		t.chosenKey = t.key(item)
		if t.OnChosen != nil {
			t.OnChosen(item)
		}
	}
}

// failed shows an error in the table with a button to try again.
func (t *DataTable[T]) failed(err error) {
	say, hint := court.Sentence(err)
	t.pages = map[int][]T{}
	t.setCount(0)
	t.setState(gridFailed)
	t.notice.set(say+hint, "重新读取", t.Reload)
	if t.OnError != nil {
		t.OnError(err)
	}
}

// row gives a row when it is loaded.
func (t *DataTable[T]) row(i int) (item T, ok bool) {
	rows, loaded := t.pages[i/pageSize]
	if i < 0 || !loaded || i%pageSize >= len(rows) {
		return item, false
	}
	return rows[i%pageSize], true
}

func (t *DataTable[T]) fillCells(row int, cells []Cell) bool {
	item, ok := t.row(row)
	if !ok {
		return false
	}
	for i := range t.cols {
		if t.cols[i].Cell != nil {
			cells[i] = t.cols[i].Cell(item)
		}
	}
	return true
}

func (t *DataTable[T]) chose(row int) {
	item, ok := t.row(row)
	if !ok {
		t.chosenKey = ""
		return
	}
	key := t.key(item)
	if key == t.chosenKey {
		return
	}
	t.chosenKey = key
	if t.OnChosen != nil {
		t.OnChosen(item)
	}
}

func (t *DataTable[T]) opened(row int) {
	if item, ok := t.row(row); ok && t.OnOpen != nil {
		t.OnOpen(item)
	}
}

// sortBy sorts by a column, the other way round when it is sorted by it.
func (t *DataTable[T]) sortBy(column int) {
	id := t.cols[column].ID
	t.SetSort(Sort{Column: id, Desc: t.sort.Column == id && !t.sort.Desc})
	if t.OnSorted != nil {
		t.OnSorted(t.sort)
	}
}

// SetSort changes the order and reads from the top.
func (t *DataTable[T]) SetSort(order Sort) {
	t.sort = order
	t.sortList()
	t.scroll.Offset.Y = 0
	t.header.update()
	t.reload(false)
}

// Order is the present order.
func (t *DataTable[T]) Order() Sort { return t.sort }

// Total is the number of rows of the last answer.
func (t *DataTable[T]) Total() int { return t.count }

// Chosen is the chosen row, if it is loaded.
func (t *DataTable[T]) Chosen() (T, bool) { return t.row(t.chosen) }

// ChosenIndex is the number of the chosen row, -1 for none.
func (t *DataTable[T]) ChosenIndex() int { return t.chosen }

// ChooseIndex chooses a row by number.
func (t *DataTable[T]) ChooseIndex(row int) { t.setChosen(row) }

// ChooseKey chooses the loaded row with the key and tells whether it was
// there.
func (t *DataTable[T]) ChooseKey(key string) bool {
	for page, rows := range t.pages {
		for i, item := range rows {
			if t.key(item) == key {
				t.setChosen(page*pageSize + i)
				return true
			}
		}
	}
	return false
}

// Rows are the rows that are loaded, in order; all of them in a NewListTable.
func (t *DataTable[T]) Rows() []T {
	if t.page == nil {
		return t.list
	}
	var rows []T
	for page := 0; page*pageSize < t.count; page++ {
		rows = append(rows, t.pages[page]...)
	}
	return rows
}

// Close stops reading.
func (t *DataTable[T]) Close() {
	t.generation++
	for page, cancel := range t.pending {
		cancel()
		delete(t.pending, page)
	}
}

// Focus gives the table the keyboard.
func (t *DataTable[T]) Focus() { focus(t) }
