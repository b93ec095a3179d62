package data

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addScan keeps a file and files it in a case, 0 for the tray.
func addScan(t *testing.T, s *Store, caseID int64, content string) court.Scan {
	t.Helper()
	hash, size, err := s.KeepScan(context.Background(), strings.NewReader(content), court.ScanJPEG)
	if err != nil {
		t.Fatal(err)
	}
	scan := court.Scan{
		CaseID: caseID, Slot: "records", Title: "走访笔录", Item: "whereabouts", Way: court.ScanByHand, File: "a.jpg", Note: "备注", By: "白露", At: now,
		Pages: []court.ScanPage{{SHA256: hash, Kind: court.ScanJPEG, Page: 1, Turn: 90, PaperPage: 2}},
	}
	write(t, s, func(tx office.Tx) error {
		file := court.ScanFile{SHA256: hash, Kind: court.ScanJPEG, Bytes: size, Pages: 1, Name: "a.jpg"}
		if err := tx.InsertScanFile(file, "白露", now); err != nil {
			return err
		}
		return tx.InsertScan(&scan)
	})
	return scan
}

func TestScansAreKept(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 7)
	filed := addScan(t, s, c.ID, "一张照片")
	tray := addScan(t, s, 0, "一张照片")
	got := read(t, s, func(r office.Reader) (court.Scan, error) { return r.Scan(filed.ID) })
	want := filed
	want.CaseNo = c.Number.String()
	if got.At = got.At.In(want.At.Location()); got.CaseNo != want.CaseNo || len(got.Pages) != 1 || got.Pages[0] != want.Pages[0] || got.Title != want.Title || !got.At.Equal(want.At) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !read(t, s, func(r office.Reader) (court.Scan, error) { return r.Scan(tray.ID) }).InTray() {
		t.Error("the other one is not in the tray")
	}
	of := read(t, s, func(r office.Reader) ([]court.Scan, error) { return r.ScansOfFile(filed.Pages[0].SHA256) })
	if len(of) != 2 {
		t.Errorf("%d scans show the file", len(of))
	}
	stored, err := filepath.Glob(filepath.Join(s.Dir(), scansName, "*", "*"))
	if err != nil || len(stored) != 1 {
		t.Errorf("stored %v, %v", stored, err)
	}
	got.Pages = append(got.Pages, got.Pages[0])
	got.Void = "拍糊了"
	write(t, s, func(tx office.Tx) error { return tx.UpdateScan(got) })
	if again := read(t, s, func(r office.Reader) (court.Scan, error) { return r.Scan(filed.ID) }); len(again.Pages) != 2 || again.Void == "" {
		t.Errorf("changed to %+v", again)
	}
	if _, err := s.writer.Exec("DELETE FROM scans"); err == nil {
		t.Error("scans can be deleted")
	}
	if _, err := s.writer.Exec("UPDATE scan_files SET pages = 9"); err == nil {
		t.Error("a scanned file can be changed")
	}
}

// A scan that was lost or changed is named by verify, missing from the backup
// and refused when it is opened; one that is whole comes back out of it.
func TestScansAreVerifiedAndBackedUp(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	c := addCase(t, s, 7)
	whole, lost, changed := addScan(t, s, c.ID, "完好"), addScan(t, s, c.ID, "丢失"), addScan(t, s, 0, "改动")
	path := func(x court.Scan) string { return scanPath(s.scansDir(), x.Pages[0].SHA256, court.ScanJPEG) }
	backup := filepath.Join(t.TempDir(), "all.zip")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if info, err := Inspect(ctx, backup); err != nil || info.Scans != 3 || info.Papers != 0 {
		t.Errorf("the backup holds %+v, %v", info, err)
	}
	if err := os.Remove(path(lost)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path(changed), []byte("别的"), 0o600); err != nil {
		t.Fatal(err)
	}
	faults, err := s.Verify(ctx)
	if err != nil || len(faults) != 2 || !strings.Contains(strings.Join(faults, ""), "丢失") || !strings.Contains(strings.Join(faults, ""), "改动过") {
		t.Errorf("faults %v, %v", faults, err)
	}
	err = s.Read(ctx, func(r office.Reader) error { _, err := r.OpenScan(changed.Pages[0].SHA256); return err })
	if court.CodeOf(err) != court.CodeDamaged {
		t.Errorf("a changed scan opens: %v", err)
	}
	if err := s.Backup(ctx, filepath.Join(t.TempDir(), "half.zip")); court.CodeOf(err) != court.CodeDamaged || !strings.Contains(err.Error(), "2份") {
		t.Errorf("a backup without two scans says %v", err)
	}
	dir := filepath.Join(t.TempDir(), "restored")
	if err := Restore(ctx, backup, dir); err != nil {
		t.Fatal(err)
	}
	r, err := Open(ctx, dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for scan, want := range map[*court.Scan]string{&whole: "完好", &lost: "丢失", &changed: "改动"} {
		err := r.Read(ctx, func(r office.Reader) error {
			f, err := r.OpenScan(scan.Pages[0].SHA256)
			if err != nil {
				return err
			}
			got, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(got, []byte(want)) {
				t.Errorf("restored %q, %v", got, err)
			}
			return f.Close()
		})
		if err != nil {
			t.Error(err)
		}
	}
	if faults, err := r.Verify(ctx); err != nil || len(faults) > 0 {
		t.Errorf("restored with %v, %v", faults, err)
	}
}
