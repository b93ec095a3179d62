package data

import (
	"context"
	"database/sql"
	_ "embed"
)

//go:embed migrations/go/00012_bankbooks.sql
var bankBooksSchema string

// upBankBooks makes the tables beside the ledger. Its triggers are SQLite's, so
// that it stands beside 00004 and not among the portable files.
func upBankBooks(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, bankBooksSchema)
	return err
}
