package court

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// PaperMark is what the QR code on a printed page says: which page of which
// paper of which case it is. It holds no name and no text of the paper.
type PaperMark struct {
	CaseID  int64
	PaperID int64
	Form    string // code of the form: execution-notice
	Page    int    // from 1
}

// markVersion begins the text of a code, so that later programs can tell which
// kind they read.
const markVersion = "ZX1"

// Text is the text of the code. The number of the paper (文书号) goes into its
// last part, a check, so that the paper of another court with the same count is
// not taken for this one's. All characters are of the QR alphanumeric set, which
// makes the code small.
func (m PaperMark) Text(number string) string {
	parts := []string{
		markVersion, strconv.FormatInt(m.CaseID, 10), strconv.FormatInt(m.PaperID, 10), strings.ToUpper(m.Form), strconv.Itoa(m.Page),
	}
	text := strings.Join(parts, ":")
	return text + ":" + markCheck(text, number)
}

// ParsePaperMark reads the text of a code. ok is false for any other code, as
// there are on the papers that people hand in.
func ParsePaperMark(text string) (m PaperMark, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) != 6 || parts[0] != markVersion {
		return m, false
	}
	var errs [3]error
	m.CaseID, errs[0] = strconv.ParseInt(parts[1], 10, 64)
	m.PaperID, errs[1] = strconv.ParseInt(parts[2], 10, 64)
	m.Form = strings.ToLower(parts[3])
	m.Page, errs[2] = strconv.Atoi(parts[4])
	for _, err := range errs {
		if err != nil {
			return PaperMark{}, false
		}
	}
	return m, m.CaseID > 0 && m.PaperID > 0 && m.Page > 0
}

// IsOf tells whether the text of a code was made for the paper with the number.
func (m PaperMark) IsOf(text, number string) bool { return m.Text(number) == text }

// markCheck is 25 bits of a hash, written in five characters.
func markCheck(text, number string) string {
	sum := sha256.Sum256([]byte(text + "\n" + number))
	return base32.StdEncoding.EncodeToString(sum[:])[:5]
}
