package court

import "time"

// ScanKind is what kind of file a scan came in.
type ScanKind string

// The kinds of files taken in.
const (
	ScanJPEG ScanKind = "jpg"
	ScanPNG  ScanKind = "png"
	ScanPDF  ScanKind = "pdf"
)

// ScanFile is a file that was taken in: a photo, a scanned page or a PDF of
// several. It is kept once by its content, however many scans show its pages.
type ScanFile struct {
	SHA256 string
	Kind   ScanKind
	Bytes  int64
	Pages  int
	Name   string // what it was called where it came from
}

// ScanPage is one page of a scan: a page of a file, and how it is turned.
type ScanPage struct {
	SHA256    string
	Kind      ScanKind
	Page      int // in the file, from 1
	Turn      int // degrees clockwise that set it upright: 0, 90, 180, 270
	PaperPage int // of the printed paper, by its code; 0 when there was none
}

// Ways a scan came in.
const (
	ScanByHand   = "手工"
	ScanByFolder = "收取"
)

// Scan is what was scanned or photographed of one material of a case. Without a
// case it lies in the tray (待归档).
type Scan struct {
	ID      int64
	CaseID  int64  // 0 in the tray
	CaseNo  string // "" in the tray
	Slot    string // heading of the catalogue (卷宗目录), "" in the tray
	Title   string
	PaperID int64  // the printed paper whose signed pages it shows, 0 for none
	Item    string // item of the 终本 checklist that it proves, "" for none
	Pages   []ScanPage
	Way     string // ScanByHand or ScanByFolder
	File    string // name of the first file
	Note    string // why it lies in the tray, where it was before
	By      string
	At      time.Time
	Void    string // 作废 reason
}

// InTray tells whether the scan waits to be filed by hand.
func (s Scan) InTray() bool { return s.CaseID == 0 && s.Void == "" }

// LacksPages lists the pages of a printed paper of so many pages that the scan
// does not show.
func (s Scan) LacksPages(pages int) []int {
	have := map[int]bool{}
	for _, p := range s.Pages {
		have[p.PaperPage] = true
	}
	var out []int
	for n := 1; n <= pages && s.PaperID != 0; n++ {
		if !have[n] {
			out = append(out, n)
		}
	}
	return out
}
