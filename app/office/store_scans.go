package office

import (
	"context"
	"io"
	"time"

	"zhixing/app/court"
)

// ScanSource is an open file of a scan.
type ScanSource interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// ScanStore keeps scanned files.
type ScanStore interface {
	// KeepScan stores a file by its content, outside any transaction, and gives
	// its SHA-256 and its size. Actions on a store opened read-only return
	// CodeReadOnly.
	KeepScan(ctx context.Context, from io.Reader, kind court.ScanKind) (hash string, size int64, err error)
}

// ScanReader gives scans.
type ScanReader interface {
	// Scans gives the scans of a case, oldest first, void ones too; those of case
	// 0 lie in the tray.
	Scans(caseID int64) ([]court.Scan, error)
	Scan(id int64) (court.Scan, error)
	RecentScans(limit int) ([]court.Scan, error) // filed last over all cases, newest first
	ScansOfFile(hash string) ([]court.Scan, error)
	ScanFile(hash string) (court.ScanFile, error)
	// OpenScan opens a file; one that is missing or was changed is CodeDamaged.
	OpenScan(hash string) (ScanSource, error)
	// DossierOrder gives the keys of a dossier's entries in the order that
	// somebody put them in; none for the order of the catalogue.
	DossierOrder(caseID int64, kind DossierKind) ([]string, error)
}

// ScanTx stores scans.
type ScanTx interface {
	// NextPaperID gives the ID that the next paper gets; InsertPaper takes it
	// when the paper has it, so that the paper can say on its pages which it is.
	NextPaperID() (int64, error)
	InsertScanFile(f court.ScanFile, by string, at time.Time) error
	InsertScan(s *court.Scan) error
	UpdateScan(s court.Scan) error
	PutDossierOrder(caseID int64, kind DossierKind, keys []string) error // no keys go back to the catalogue's
}
