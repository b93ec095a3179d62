package court

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// StatementKind is what a line of a bank's statement records.
type StatementKind string

// The kinds, as reports write them.
const (
	LineIn        StatementKind = "in"
	LineOut       StatementKind = "out"
	LineFee       StatementKind = "fee"       // what the bank takes for its work
	LineInterest  StatementKind = "interest"  // what the bank pays on the balance
	LineDuplicate StatementKind = "duplicate" // the bank's file has the line twice
)

// Name gives the kind as people are told it.
func (k StatementKind) Name() string {
	return map[StatementKind]string{LineIn: "收入", LineOut: "支出", LineFee: "手续费", LineInterest: "结息", LineDuplicate: "重复行"}[k]
}

// StatementLine is one line of a bank's statement.
type StatementLine struct {
	Line       int // of the lines with money, from 1
	SheetRow   int // as Excel counts, from 1
	Kind       StatementKind
	Date       Date
	Ref        string // 银行流水号
	Note       string // 摘要, 附言, 用途
	Party      string // the other side: who paid, or to whom it went
	PartyNo    string // and its account
	Amount     Money
	Balance    Money // after it
	HasBalance bool
	Returned   bool   // 退汇, 冲正: money that came back or was taken back
	Repeats    int    // the line it repeats; for other kinds than LineDuplicate only perhaps
	Fault      string // why it cannot be read, "" when it can
	Remark     string // what a person should look at
	Mark       string // what it is known by: the bank's reference, or a sum of its contents
}

// SetMark gives the line what it is known by when it comes again: the bank's
// reference, or, where the bank gives none, a sum over its contents. nth tells
// lines apart that agree in all of it and are no repetition.
func (l *StatementLine) SetMark(nth int) {
	l.Mark = l.Ref
	if l.Mark == "" || len(l.Mark) > 48 {
		sum := sha256.Sum256([]byte(fmt.Sprintf("%s|%s|%d|%d|%s|%s|%s|%s", l.Date, l.flow(), l.Amount, l.Balance, l.Party, l.PartyNo, l.Note, l.Ref)))
		l.Mark = "账单" + l.Date.String() + "-" + hex.EncodeToString(sum[:6])
	}
	if nth > 1 {
		l.Mark += fmt.Sprintf("#%d", nth)
	}
}

// SameKey is equal for lines that only their place in the file tells apart.
func (l StatementLine) SameKey() string {
	if l.Ref != "" {
		return fmt.Sprintf("%s|%s|%s|%d", l.Ref, l.Date, l.flow(), l.Amount)
	}
	return fmt.Sprintf("%s|%s|%d|%t|%d|%s|%s|%s", l.Date, l.flow(), l.Amount, l.HasBalance, l.Balance, l.Party, l.PartyNo, l.Note)
}

// flow tells in from out, whatever else a line is.
func (l StatementLine) flow() string {
	if l.Kind == LineOut || l.Kind == LineFee {
		return "-"
	}
	return "+"
}

// StatementCertainty says how sure it is to which case a line belongs.
type StatementCertainty string

// The certainties, as reports write them.
const (
	MatchSure      StatementCertainty = "sure"      // the full case number, or the case's account code, stands in the note
	MatchLikely    StatementCertainty = "likely"    // a short number with the right payer, or a payer who owes in one open case only
	MatchAmbiguous StatementCertainty = "ambiguous" // several cases are possible
	MatchNone      StatementCertainty = "none"
)

// Name gives the certainty as people are told it.
func (c StatementCertainty) Name() string {
	return map[StatementCertainty]string{MatchSure: "确定", MatchLikely: "很可能", MatchAmbiguous: "有几种可能", MatchNone: "不明"}[c]
}
