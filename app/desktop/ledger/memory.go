package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/sheet"
)

// prefColumns begins the name under which this computer remembers which column
// of a layout is what.
const prefColumns = "ledger.columns."

// layoutName names a layout by its headings: the next month's ledger of the same
// office has the same ones.
func layoutName(t sheet.Table) string {
	sum := sha256.Sum256([]byte(strings.Join(t.Heads, "\n")))
	return prefColumns + hex.EncodeToString(sum[:8])
}

// remember keeps what somebody chose for a layout.
func remember(t sheet.Table, m sheet.Mapping) {
	if text, err := json.Marshal(m); err == nil {
		fyne.CurrentApp().Preferences().SetString(layoutName(t), string(text))
	}
}

// remembered gives what was chosen for the layout last time; nil for a layout
// that was never imported here.
func remembered(t sheet.Table) sheet.Mapping {
	var m sheet.Mapping
	if json.Unmarshal([]byte(fyne.CurrentApp().Preferences().String(layoutName(t))), &m) != nil {
		return nil
	}
	for _, column := range m {
		if column < 0 || column >= len(t.Heads) {
			return nil
		}
	}
	return m
}

// useTable takes a sheet with the columns as they were chosen for its layout
// before, else as proposed.
func (p *page) useTable(t sheet.Table, proposed sheet.Mapping) {
	p.table, p.mapping, p.known = t, proposed, false
	if m := remembered(t); len(m) > 0 {
		p.mapping, p.known = m, true
	}
}
