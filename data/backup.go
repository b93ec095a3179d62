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

	"zhixing/app/court"
)

// Backup writes one zip with a consistent copy of the database and every
// paper and scan it refers to. The path must not exist; nothing is left there when it
// fails. Those whose files were lost or changed cannot be in it: then the
// backup is kept all the same and CodeDamaged says how many are missing.
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
	files, err := filesOf(ctx, copied)
	if err != nil {
		return err
	}
	packed := filepath.Join(work, "backup.zip")
	lost, err := s.pack(ctx, packed, copied, files)
	if err != nil {
		return err
	}
	if err := errors.Join(os.Rename(packed, target), syncFolder(filepath.Dir(target))); err != nil {
		return err
	}
	if lost > 0 {
		return court.Errorf(court.CodeDamaged, "备份已经写好，但有%d份文书或扫描件的存档文件丢失或被改动，备份里没有它们。", lost).
			WithHint("请运行数据检查，看是哪些，并保留以前的备份。")
	}
	return nil
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

// storedFile is a file beside the database that a record refers to.
type storedFile struct{ folder, hash, ext string }

// name is where the file is inside the office's folder, and inside a backup.
func (f storedFile) name() string { return path.Join(f.folder, f.hash[:2], f.hash+"."+f.ext) }

// filesOf lists the papers and scans that a copied database refers to.
func filesOf(ctx context.Context, file string) (files []storedFile, err error) {
	db, err := connect(file, 1, "mode=ro")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var papers []string
	if err := db.NewSelect().Table("papers").ColumnExpr("DISTINCT sha256").Order("sha256").Scan(ctx, &papers); err != nil {
		return nil, err
	}
	for _, hash := range papers {
		files = append(files, storedFile{papersName, hash, "pdf"})
	}
	var scans []scanFileRow
	err = db.NewSelect().Model(&scans).Order("sha256").Scan(ctx)
	for _, f := range scans {
		files = append(files, storedFile{scansName, f.SHA256, string(f.Kind)})
	}
	return files, err
}

// pack writes the zip and counts the files that are not whole.
func (s *Store) pack(ctx context.Context, target, database string, files []storedFile) (lost int, err error) {
	f, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := zip.NewWriter(f)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	if err := s.packDatabase(z, database); err != nil {
		return 0, err
	}
	for _, file := range files {
		from := filepath.Join(s.dir, filepath.FromSlash(file.name()))
		hash, err := hashOfFile(from)
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && hash != file.hash:
			lost++
			continue
		case err != nil:
			return 0, err
		}
		if err := errors.Join(s.packFile(z, file.name(), from), ctx.Err()); err != nil {
			return 0, err
		}
	}
	return lost, errors.Join(z.Close(), f.Sync())
}

func (s *Store) packDatabase(z *zip.Writer, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: fileName, Method: zip.Deflate, Modified: s.now()})
	if err == nil {
		_, err = io.Copy(w, f)
	}
	return errors.Join(err, f.Close())
}

// packFile adds a paper or scan as it is: it is compressed already.
func (s *Store) packFile(z *zip.Writer, name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: s.now()})
	if err == nil {
		_, err = io.Copy(w, f)
	}
	return errors.Join(err, f.Close())
}

// restoring is where a backup is unpacked and checked before it counts.
const restoring = "restoring.tmp"

// Restore unpacks a backup into dir, which may exist but must not hold an
// office, and verifies it. A broken file is CodeDamaged and leaves nothing
// behind. When the file is whole but the office in it had faults already, it is
// restored all the same, for it may be the best there is, and CodeDamaged says
// so. The database comes into place last, so that a restore that breaks off
// leaves no half office.
func Restore(ctx context.Context, backup, dir string) (err error) {
	if Exists(dir) || !isEmpty(filepath.Join(dir, papersName)) || !isEmpty(filepath.Join(dir, scansName)) {
		return court.Errorf(court.CodeConflict, "文件夹“%s”里已经有数据，没有恢复。", dir).WithHint("请选一个新的空文件夹。")
	}
	z, err := openBackup(backup)
	if err != nil {
		return err
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
	faults, err := verifyUnpacked(ctx, work)
	if err != nil {
		return err
	}
	for _, name := range []string{papersName, scansName, fileName} {
		to := filepath.Join(dir, name)
		if err := os.RemoveAll(to); err != nil { // an empty folder
			return err
		}
		if err := os.Rename(filepath.Join(work, name), to); err != nil {
			return err
		}
	}
	return errors.Join(syncFolder(dir), faultsInBackup(faults))
}

// isEmpty tells whether a folder is absent or has nothing in it.
func isEmpty(folder string) bool {
	old, err := os.ReadDir(folder)
	return err != nil || len(old) == 0
}

// entryName is what a backup may hold; anything else is no backup of ours, and
// nothing can point outside the folder.
var entryName = regexp.MustCompile(`^(zhixing\.db|papers/[0-9a-f]{2}/[0-9a-f]{64}\.pdf|scans/[0-9a-f]{2}/[0-9a-f]{64}\.(jpg|png|pdf))$`)

func unpack(ctx context.Context, z *zip.Reader, dir string) error {
	for _, name := range []string{papersName, scansName} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return err
		}
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
func verifyUnpacked(ctx context.Context, dir string) (faults []string, err error) {
	s, err := Open(ctx, dir, Options{})
	if court.CodeOf(err) == court.CodeDamaged {
		return nil, badBackup(err)
	} else if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Verify(ctx)
}

func badBackup(err error) error {
	return court.Errorf(court.CodeDamaged, "备份文件已损坏，或者不是本程序的备份。").WithHint("请换一份备份。").Because(err)
}
