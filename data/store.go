// Package data keeps everything of one office in one folder: an SQLite file,
// the printed papers, logs and backups. It implements office.Store; no other
// part of the program knows a database.
package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver named "sqlite"

	"zhixing/app/court"
	"zhixing/app/office"
)

// What an office's folder holds.
const (
	fileName   = "zhixing.db"
	lockName   = "zhixing.lock"
	papersName = "papers"
)

// readers is how many reads may run at once: the screens of one window.
const readers = 4

// idleTime is how long a connection that reads stays open unused.
const idleTime = 20 * time.Second

// LogDir gives the folder of the program's logs inside the office's folder.
func LogDir(dir string) string { return filepath.Join(dir, "logs") }

// BackupDir gives the folder offered for backups inside the office's folder.
func BackupDir(dir string) string { return filepath.Join(dir, "backups") }

// Options say how a store is opened.
type Options struct {
	ReadOnly bool
	// Now is the clock; times come back in its zone. Nil means time.Now.
	Now func() time.Time
}

// Store is an office.Store over one folder.
type Store struct {
	dir      string
	now      func() time.Time
	readOnly bool
	readMode []string // how SQLite opens the file only to read it
	writer   *bun.DB  // one connection; nil when read-only
	reader   *bun.DB
	lock     *flock.Flock // nil when read-only
	texts    searchTexts
}

var (
	_ office.Store  = (*Store)(nil)
	_ office.Reader = (*reader)(nil)
	_ office.Tx     = (*tx)(nil)
)

// Exists tells whether the folder holds an office.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, fileName))
	return err == nil
}

// Create makes a new office in dir, which may exist, and opens it. A folder
// that holds an office already is CodeConflict.
func Create(ctx context.Context, dir string, opt Options) (*Store, error) {
	if Exists(dir) {
		return nil, court.Errorf(court.CodeConflict, "文件夹“%s”里已经有一个法院的数据。", dir).
			WithHint("请直接打开它，或者另选一个文件夹。")
	}
	for _, d := range []string{dir, filepath.Join(dir, papersName), LogDir(dir), BackupDir(dir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, explain(err)
		}
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, err
	}
	s, err := createFile(ctx, dir, lock)
	if err != nil {
		return nil, errors.Join(explain(err), lock.Unlock())
	}
	s.setClock(opt.Now)
	return s, nil
}

// createFile makes the database file, which only the user may read, and leaves
// nothing behind when that fails.
func createFile(ctx context.Context, dir string, lock *flock.Flock) (*Store, error) {
	path := filepath.Join(dir, fileName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s, err := openWritable(ctx, dir, lock, true)
	if err != nil {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + suffix) // the error that matters is the first one
		}
	}
	return s, err
}

// Open opens the office in dir. A folder without one is CodeNotFound, one that
// another program holds CodeLocked, one written by a newer program CodeNewer,
// a broken file CodeDamaged, and one that cannot be written CodeReadOnly;
// opened with ReadOnly, the last works, and so does one that another program
// holds.
func Open(ctx context.Context, dir string, opt Options) (*Store, error) {
	if !Exists(dir) {
		return nil, court.Errorf(court.CodeNotFound, "文件夹“%s”里没有本程序的数据。", dir).
			WithHint("请检查文件夹的位置，或先新建法院数据。")
	}
	s, err := open(ctx, dir, opt)
	if err != nil {
		return nil, explain(err)
	}
	s.setClock(opt.Now)
	return s, nil
}

func open(ctx context.Context, dir string, opt Options) (*Store, error) {
	// SQLite would take an empty file for a new database and begin to fill it.
	if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || info.Size() == 0 {
		return nil, errors.Join(err, damaged())
	}
	if opt.ReadOnly {
		return openReadOnly(ctx, dir)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, err
	}
	s, err := openWritable(ctx, dir, lock, false)
	if err != nil {
		return nil, errors.Join(explain(err), lock.Unlock())
	}
	return s, nil
}

// lockDir takes the folder for this program. The lock ends with the process,
// also when that is killed.
func lockDir(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockName))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, explain(err)
	}
	if !ok {
		return nil, court.Errorf(court.CodeLocked, "数据“%s”已被另一个窗口打开，不能同时修改。", dir).
			WithHint("请到已打开的窗口中操作，或以只读方式打开。")
	}
	return lock, nil
}

// openWritable opens the file for writing and brings its schema up to date. A
// file without any table is an office only when it is just being created:
// otherwise its content was lost, and the user must hear so.
func openWritable(ctx context.Context, dir string, lock *flock.Flock, create bool) (*Store, error) {
	path := filepath.Join(dir, fileName)
	writer, err := connect(path, 1, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	version, err := schemaVersion(ctx, writer.DB)
	if err == nil && version == 0 && !create {
		err = damaged()
	}
	if err == nil {
		err = migrate(ctx, writer.DB, version)
	}
	if err != nil {
		return nil, errors.Join(explain(err), writer.Close())
	}
	reader, err := connect(path, readers, "_query_only=1")
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &Store{dir: dir, readMode: []string{"mode=ro"}, writer: writer, reader: reader, lock: lock}, nil
}

// openReadOnly opens beside another program or on a medium that cannot be
// written; it takes no lock and upgrades nothing.
func openReadOnly(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, fileName)
	mode := []string{"mode=ro"}
	reader, err := connect(path, readers, append(mode, "_query_only=1")...)
	if err != nil {
		return nil, err
	}
	version, err := schemaVersion(ctx, reader.DB)
	if hasCode(err, cantOpen, readOnlyFile) && noPendingLog(path) {
		if err := reader.Close(); err != nil {
			return nil, err
		}
		mode = append(mode, "immutable=1")
		if reader, err = connect(path, readers, append(mode, "_query_only=1")...); err != nil {
			return nil, err
		}
		version, err = schemaVersion(ctx, reader.DB)
	}
	if err == nil {
		err = checkVersion(version)
	}
	if err == nil && version == 0 {
		err = damaged()
	}
	if err == nil && version < newestVersion() {
		err = court.Errorf(court.CodeReadOnly, "数据由旧版本的程序写成，以只读方式打开前须先升级。").
			WithHint("请先正常打开一次，程序会自动升级。")
	}
	if err != nil {
		return nil, errors.Join(explain(err), reader.Close())
	}
	return &Store{dir: dir, readOnly: true, readMode: mode, reader: reader}, nil
}

// noPendingLog tells whether everything is in the database file itself. In WAL
// mode SQLite wants to keep an index beside the file even for reading; on a
// medium that cannot be written it must be told that the file does not change,
// which is true when no log waits to be worked in.
func noPendingLog(path string) bool {
	log, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && log.Size() == 0
}

// connect makes a pool whose connections all have the same settings: they are
// in the address, not in statements that only one connection would see.
func connect(path string, conns int, options ...string) (*bun.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… on Windows
	}
	options = append(options, "_pragma=busy_timeout(5000)", "_pragma=foreign_keys(1)", "_pragma=cache_size(-3000)")
	address := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(options, "&")}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(1)
	if conns > 1 {
		// Each connection keeps a cache of its own; a new one takes a millisecond.
		db.SetConnMaxIdleTime(idleTime)
	}
	return bun.NewDB(db, sqlitedialect.New()), nil
}

func (s *Store) setClock(now func() time.Time) {
	s.now = now
	if now == nil {
		s.now = time.Now
	}
}

// Dir gives the office's folder.
func (s *Store) Dir() string { return s.dir }

// ReadOnly tells whether the store was opened for reading.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Close ends all connections and gives the folder free. What is just being read
// comes to its end first: a connection that closes later would still write into
// a folder that somebody else may have or that is to be removed.
func (s *Store) Close() error {
	errs := []error{s.reader.Close()}
	awaitEnd(s.reader.DB)
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
		awaitEnd(s.writer.DB)
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// longestEnd is how long Close waits for what is under way.
const longestEnd = 10 * time.Second

// awaitEnd waits until the last connection of a closed pool is gone; the pool
// itself does not wait for those in use.
func awaitEnd(db *sql.DB) {
	for end := time.Now().Add(longestEnd); db.Stats().OpenConnections > 0 && time.Now().Before(end); {
		time.Sleep(2 * time.Millisecond)
	}
}

// Read runs f on one consistent state of the data.
func (s *Store) Read(ctx context.Context, f func(office.Reader) error) error {
	return s.inTx(ctx, s.reader, func(r reader) error {
		r.texts = &s.texts
		return f(&r)
	}, false)
}

// Write runs f in one transaction that excludes other writers; f must not call
// Write again. What it wrote is on the disk when Write returns nil.
func (s *Store) Write(ctx context.Context, f func(office.Tx) error) error {
	if s.readOnly {
		return court.Errorf(court.CodeReadOnly, "数据以只读方式打开，不能修改。").
			WithHint("请关闭另一个窗口，再重新打开本程序。")
	}
	return s.inTx(ctx, s.writer, func(r reader) error { return f(&tx{r}) }, true)
}

func (s *Store) inTx(ctx context.Context, db *bun.DB, f func(reader) error, commit bool) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	// After a commit this does nothing; it is here for errors and panics.
	defer func() { _ = t.Rollback() }()
	if err := f(reader{ctx: ctx, db: t, papers: s.papersDir(), scans: s.scansDir(), zone: s.now().Location(), today: court.DateOf(s.now())}); err != nil {
		return explain(err)
	}
	if !commit {
		return nil
	}
	return explain(t.Commit())
}

func (s *Store) papersDir() string { return filepath.Join(s.dir, papersName) }

// reader reads inside one transaction. It carries the context because
// office.Reader's methods belong to one call of Read.
type reader struct {
	ctx    context.Context
	db     bun.Tx
	papers string
	scans  string
	zone   *time.Location
	today  court.Date
	texts  *searchTexts // nil inside a transaction that writes
}

// tx is a reader that can write.
type tx struct{ reader }
