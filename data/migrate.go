package data

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"

	"zhixing/app/court"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the database from its version to this program's schema: each
// file runs in one transaction that also records it. A newer database is
// CodeNewer.
func migrate(ctx context.Context, db *sql.DB, version int64) error {
	if err := checkVersion(version); err != nil {
		return err
	}
	if version == newestVersion() {
		return nil
	}
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithLogger(goose.NopLogger()), goose.WithGoMigrations(goMigrations()...))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// schemaVersion reads what goose recorded; 0 for an empty database.
func schemaVersion(ctx context.Context, db *sql.DB) (int64, error) {
	var tables int
	err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name IN ('goose_db_version', 'cases')`).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	var version int64
	err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied = 1`).Scan(&version)
	return version, err
}

// newestVersion is the number of the last migration in this program.
func newestVersion() int64 {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		panic("data: no migrations embedded")
	}
	version, err := goose.NumericComponent(names[len(names)-1])
	if err != nil {
		panic(err)
	}
	for _, m := range goMigrations() {
		version = max(version, m.Version)
	}
	return version
}

func checkVersion(version int64) error {
	if version <= newestVersion() {
		return nil
	}
	return court.Errorf(court.CodeNewer, "数据由更新版本的程序写成（数据版本%d，本程序只认到%d）。", version, newestVersion()).
		WithHint("请安装新版本的程序再打开，数据没有被改动。")
}
