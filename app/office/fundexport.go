package office

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"zhixing/app/court"
)

// ExportHledger writes the whole ledger as a plain-text journal that hledger
// and ledger-cli read: every account, every entry, and at the end an assertion
// of every account's balance, so that another program proves the books.
func (o *Office) ExportHledger(ctx context.Context, actor Actor, w io.Writer) error {
	_, err := readAs(ctx, o, actor, MayReadBooks, func(r Reader) (struct{}, error) {
		out := bufio.NewWriter(w)
		err := writeJournal(r, out)
		if err == nil {
			err = out.Flush()
		}
		return struct{}{}, err
	})
	return err
}

func writeJournal(r Reader, w *bufio.Writer) error {
	settings, _, err := r.Settings()
	if err != nil {
		return err
	}
	accounts, err := r.FundAccounts(true)
	if err != nil {
		return err
	}
	put := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // Flush tells of a failed write
	put("; %s案款账\n\ncommodity 1000.00 CNY\n\n", journalText(settings.CourtName))
	names := make(map[string]string, len(accounts))
	for _, a := range accounts {
		names[a.Code] = JournalAccount(a)
		put("account %s", names[a.Code])
		if about := journalText(strings.TrimSpace(a.CaseNo + " " + a.Name)); about != "" {
			put("  ; %s", about)
		}
		put("\n")
	}
	var last court.Date
	err = r.EachFundEntry(func(e court.Entry) error {
		if e.Date.After(last) {
			last = e.Date
		}
		put("\n%s (%s) %s %s  ; 分录%d", e.Date, journalText(e.Voucher), e.Kind, journalText(e.Memo), e.Seq)
		if e.Reverses != 0 {
			put(" 冲正分录%d", e.Reverses)
		}
		put(" %s\n", e.Hash)
		for _, p := range e.Lines {
			put("    %s  %s CNY\n", names[p.Code], p.Amount.Plain())
		}
		return nil
	})
	if err != nil || last.IsZero() {
		return err
	}
	put("\n%s 余额核对\n", last)
	for _, a := range accounts {
		balance := a.Balance
		if !a.Kind.IsAsset() {
			balance = -balance
		}
		put("    %s  0.00 CNY = %s CNY\n", names[a.Code], balance.Plain())
	}
	return nil
}

// JournalAccount names an account in the journal.
func JournalAccount(a court.Account) string {
	side := "负债"
	if a.Kind.IsAsset() {
		side = "资产"
	}
	return side + ":" + string(a.Kind) + ":" + a.Code
}

// journalText drops what has a meaning in a journal.
func journalText(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(";|()\n\r\t", c) {
			return ' '
		}
		return c
	}, s)
}
