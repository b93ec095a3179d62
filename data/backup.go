package data

import (
	"archive/zip"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"zhixing/app/court"
)

// Backup writes one zip with a consistent copy of the database and every
// paper it refers to. The path must not exist; nothing is left there when it
// fails.
func (s *Store) Backup(ctx context.Context, target string) (err error) {
	if _, err := os.Lstat(target); err == nil {
		return court.Errorf(court.CodeConflict, "文件“%s”已经存在，没有备份。", target).WithHint("请换一个文件名。")
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return explain(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(target), ".backup-*")
	if err != nil {
		return explain(err)
	}
	defer func() { err = explain(errors.Join(err, os.RemoveAll(work))) }()
	copied := filepath.Join(work, fileName)
	if err := s.copyDatabase(ctx, copied); err != nil {
		return err
	}
	hashes, err := paperHashes(ctx, copied)
	if err != nil {
		return err
	}
	packed := filepath.Join(work, "backup.zip")
	if err := s.pack(ctx, packed, copied, hashes); err != nil {
		return err
	}
	if err := os.Rename(packed, target); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(target))
}

// copyDatabase writes a consistent copy while others read and write. It needs
// a connection of its own: SQLite counts the copy as a write, which the pool of
// readers forbids.
func (s *Store) copyDatabase(ctx context.Context, target string) error {
	db, err := connect(filepath.Join(s.dir, fileName), 1, s.readMode...)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", target)
	return errors.Join(err, db.Close())
}

// paperHashes lists the papers that a copied database refers to.
func paperHashes(ctx context.Context, file string) (hashes []string, err error) {
	db, err := connect(file, 1, "mode=ro")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.NewSelect().Table("papers").ColumnExpr("DISTINCT sha256").Order("sha256").Scan(ctx, &hashes)
	return hashes, err
}

func (s *Store) pack(ctx context.Context, target, database string, hashes []string) error {
	f, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	made := s.now()
	err = addFile(z, fileName, database, zip.Deflate, made)
	for _, hash := range hashes {
		if err != nil {
			break
		}
		name := path.Join(papersName, hash[:2], hash+".pdf")
		// PDF is compressed already, so papers are stored as they are.
		if err = addFile(z, name, paperPath(s.papersDir(), hash), zip.Store, made); errors.Is(err, fs.ErrNotExist) {
			err = court.Errorf(court.CodeDamaged, "有文书的存档文件丢失，没有备份。").WithHint("请先运行数据检查，看是哪一份文书。").Because(err)
		}
		err = errors.Join(err, ctx.Err())
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func addFile(z *zip.Writer, name, from string, method uint16, made time.Time) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: made})
	if err == nil {
		_, err = io.Copy(w, f)
	}
	return errors.Join(err, f.Close())
}

// restoring is where a backup is unpacked and checked before it counts.
const restoring = "restoring.tmp"

// Restore unpacks a backup into dir, which may exist but must not hold an
// office, and verifies it. The database comes into place last, so that a
// restore that breaks off leaves no half office.
func Restore(ctx context.Context, backup, dir string) (err error) {
	papers := filepath.Join(dir, papersName)
	if old, err := os.ReadDir(papers); Exists(dir) || err == nil && len(old) > 0 {
		return court.Errorf(court.CodeConflict, "文件夹“%s”里已经有数据，没有恢复。", dir).WithHint("请选一个新的空文件夹。")
	}
	z, err := zip.OpenReader(backup)
	if errors.Is(err, fs.ErrNotExist) {
		return court.Errorf(court.CodeNotFound, "找不到备份文件“%s”。", backup).Because(err)
	} else if err != nil {
		return badBackup(err)
	}
	defer func() { err = explain(errors.Join(err, z.Close())) }()
	work := filepath.Join(dir, restoring)
	for _, d := range []string{work, LogDir(dir), BackupDir(dir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if err := unpack(ctx, &z.Reader, work); err != nil {
		return err
	}
	if err := verifyUnpacked(ctx, work); err != nil {
		return err
	}
	if err := os.RemoveAll(papers); err != nil {
		return err
	}
	for _, name := range []string{papersName, fileName} {
		if err := os.Rename(filepath.Join(work, name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}

// entryName is what a backup may hold; anything else is no backup of ours, and
// nothing can point outside the folder.
var entryName = regexp.MustCompile(`^(zhixing\.db|papers/[0-9a-f]{2}/[0-9a-f]{64}\.pdf)$`)

func unpack(ctx context.Context, z *zip.Reader, dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, papersName), 0o700); err != nil {
		return err
	}
	for _, entry := range z.File {
		if !entryName.MatchString(entry.Name) {
			return badBackup(fmt.Errorf("unexpected entry %q", entry.Name))
		}
		if err := errors.Join(unpackOne(entry, filepath.Join(dir, filepath.FromSlash(entry.Name))), ctx.Err()); err != nil {
			return err
		}
	}
	if !Exists(dir) {
		return badBackup(errors.New("no database inside"))
	}
	return nil
}

func unpackOne(entry *zip.File, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	in, err := entry.Open()
	if err != nil {
		return badBackup(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || isFlateError(err) {
		err = badBackup(err)
	}
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

func isFlateError(err error) bool {
	var broken flate.CorruptInputError
	return errors.As(err, &broken)
}

// verifyUnpacked opens the unpacked office as any other, which also brings an
// older backup to this program's schema, and checks all of it.
func verifyUnpacked(ctx context.Context, dir string) (err error) {
	s, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	faults, err := s.Verify(ctx)
	if err == nil && len(faults) > 0 {
		err = court.Errorf(court.CodeDamaged, "备份内容有%d处错误，没有恢复：%s", len(faults), strings.Join(faults[:min(3, len(faults))], "")).
			WithHint("请换一份备份。")
	}
	return err
}

func badBackup(err error) error {
	return court.Errorf(court.CodeDamaged, "备份文件已损坏，或者不是本程序的备份。").WithHint("请换一份备份。").Because(err)
}
