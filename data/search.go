package data

import (
	"slices"
	"strings"
	"sync"

	"github.com/uptrace/bun"

	"zhixing/app/court"
)

type searchRow struct {
	bun.BaseModel `bun:"table:case_search"`
	CaseID        int64 `bun:",pk"`
	Text          string
}

// searchSeries counts the changes of the search texts.
const searchSeries = "search"

// searchTexts keeps the search texts of all cases in memory, by case number, as
// they were at one count of changes: reading and sorting them anew would be most
// of what a keystroke costs.
type searchTexts struct {
	mu      sync.Mutex
	changes int64
	rows    []searchRow // replaced as a whole, never changed
}

// hits gives the cases in whose search text every word occurs: by number, or
// the closest first, and of those alike the newest.
func (r *reader) hits(words []string, closest bool) ([]int64, error) {
	rows, err := r.searchRows()
	if err != nil {
		return nil, err
	}
	var ids []int64
	ranks := make([][]int64, farthest+1)
next:
	for _, row := range rows {
		for _, w := range words {
			if !strings.Contains(row.Text, w) {
				continue next
			}
		}
		if closest {
			rank := closeness(row, words)
			ranks[rank] = append(ranks[rank], row.CaseID)
			continue
		}
		ids = append(ids, row.CaseID)
	}
	for _, alike := range ranks {
		slices.Reverse(alike)
		ids = append(ids, alike...)
	}
	return ids, nil
}

// farthest is the rank of a case that fits by something else than its number.
const farthest = 2

// closeness ranks a hit: 0 when a word is its account or the number within the
// year (52 of 执52号), 1 when every word is in its case number.
func closeness(row searchRow, words []string) int {
	number, _, _ := strings.Cut(row.Text, "\n")
	rank := 1
	for _, w := range words {
		if w == court.FundCode(row.CaseID) {
			return 0
		}
		i := strings.Index(number, w+"号")
		if i > 0 && strings.Trim(w, "0123456789") == "" && (number[i-1] < '0' || number[i-1] > '9') {
			return 0
		}
		if !strings.Contains(number, w) {
			rank = farthest
		}
	}
	return rank
}

// searchRows gives the search texts as this transaction sees them. Those of a
// transaction that writes are not kept: it may be rolled back.
func (r *reader) searchRows() ([]searchRow, error) {
	if r.texts == nil {
		return r.loadSearchRows()
	}
	var changes int64
	err := r.db.NewRaw("SELECT COALESCE(MAX(value), 0) FROM counters WHERE series = ?", searchSeries).Scan(r.ctx, &changes)
	if err != nil {
		return nil, err
	}
	r.texts.mu.Lock()
	defer r.texts.mu.Unlock()
	if r.texts.rows == nil || r.texts.changes != changes {
		rows, err := r.loadSearchRows()
		if err != nil {
			return nil, err
		}
		r.texts.rows, r.texts.changes = rows, changes
	}
	return r.texts.rows, nil
}

func (r *reader) loadSearchRows() ([]searchRow, error) {
	rows, err := r.db.QueryContext(r.ctx, "SELECT s.case_id, s.text FROM case_search AS s JOIN cases AS c ON c.id = s.case_id ORDER BY "+
		strings.Join(numberOrder, ", "))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []searchRow
	for rows.Next() {
		var row searchRow
		if err := rows.Scan(&row.CaseID, &row.Text); err != nil {
			return nil, err
		}
		row.Text += "\n" + court.FundCode(row.CaseID)
		out = append(out, row)
	}
	return out, rows.Err()
}

// putSearchText stores what the case is found by.
func (t *tx) putSearchText(c court.Case) error {
	row := searchRow{CaseID: c.ID, Text: searchText(c)}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (case_id) DO UPDATE").Set("text = EXCLUDED.text").Exec(t.ctx)
	if err == nil {
		_, err = t.NextNumber(searchSeries)
	}
	return err
}

// searchText is everything a case is found by, one line each.
func searchText(c court.Case) string {
	number := searchForm(c.Number.String())
	lines := []string{number, strings.NewReplacer("(", "", ")", "").Replace(number), c.Cause, c.Basis.Number}
	for _, p := range c.Parties {
		lines = append(lines, p.Name, p.IDNumber, p.Phone, p.Address, p.LegalRep, p.Agent, p.AgentPhone)
	}
	return searchForm(strings.Join(notEmpty(lines), "\n"))
}

var squareBrackets = strings.NewReplacer("〔", "(", "〕", ")", "[", "(", "]", ")", "【", "(", "】", ")")

// searchForm is how both the stored text and the typed words are written:
// half-width, round brackets, small letters.
func searchForm(s string) string {
	return strings.ToLower(squareBrackets.Replace(court.Narrow(s)))
}
