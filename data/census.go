package data

import "zhixing/app/office"

// Census counts the records.
func (r *reader) Census() (office.Census, error) {
	var c office.Census
	for _, part := range []struct {
		table string
		count *int
	}{
		{"cases", &c.Cases}, {"audit", &c.Entries}, {"receipts", &c.Receipts}, {"disbursements", &c.Payments},
		{"fund_entries", &c.Postings}, {"papers", &c.Papers}, {"scan_files", &c.Scans},
	} {
		n, err := r.db.NewSelect().TableExpr(part.table).Count(r.ctx)
		if err != nil {
			return c, err
		}
		*part.count = int(n)
	}
	return c, nil
}
