package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// FundAccounts gives the accounts of the ledger by code; those of cases only
// when asked for. The first bank account is named by the settings until it has
// a name of its own.
func (o *Office) FundAccounts(ctx context.Context, actor Actor, cases bool) ([]court.Account, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]court.Account, error) {
		list, err := r.FundAccounts(cases)
		if err != nil {
			return nil, err
		}
		s, _, err := r.Settings()
		for i := range list {
			if a := &list[i]; a.Kind == court.FundBank && a.Name == "" {
				a.Name, a.Bank, a.Number = s.AccountName, s.AccountBank, s.AccountNo
			}
		}
		return list, err
	})
}

// SaveBankAccount opens a bank account of the ledger (ID 0) or changes its
// names.
func (o *Office) SaveBankAccount(ctx context.Context, actor Actor, a court.Account) (court.Account, error) {
	for _, t := range []struct {
		label string
		text  *string
	}{{"户名", &a.Name}, {"开户行", &a.Bank}, {"账号", &a.Number}} {
		if err := cleanText(t.label, t.text, 100, false); err != nil {
			return a, err
		}
		if *t.text == "" {
			return a, court.FieldErrorf(t.label, "不能为空。")
		}
	}
	if err := cleanAccount("账号", &a.Number); err != nil {
		return a, err
	}
	err := o.do(ctx, actor, MayCloseMonth, "money", func(d *deed) error {
		id, err := d.PutBankAccount(a)
		if err != nil {
			return err
		}
		a.ID = id
		return d.audit("维护银行账户", "account", a.ID, 0, nil, a, "")
	})
	return a, err
}

// AccountBook is an account's movements over a time, with its balance before.
type AccountBook struct {
	Account court.Account
	Before  court.Money
	Lines   []AccountLine // each with the balance after it
	In, Out court.Money   // what made it larger and smaller
}

// After is the balance at the end.
func (b AccountBook) After() court.Money { return b.Before + b.In - b.Out }

// AccountBook gives the book of an account by its code, from one day to another
// (日记账, or the statement of a case's account).
func (o *Office) AccountBook(ctx context.Context, actor Actor, code string, from, to court.Date) (AccountBook, error) {
	return readAs(ctx, o, actor, MayRead, func(r Reader) (AccountBook, error) {
		a, err := r.FundAccount(code)
		if err != nil {
			return AccountBook{}, err
		}
		if !a.Kind.PerCase() {
			if err := Allow(actor, MayReadBooks); err != nil {
				return AccountBook{}, err
			}
		}
		return accountBook(r, a, from, to)
	})
}

func accountBook(r Reader, a court.Account, from, to court.Date) (AccountBook, error) {
	b := AccountBook{Account: a}
	var err error
	if b.Before, err = r.AccountBefore(a, from); err != nil {
		return b, err
	}
	if b.Lines, err = r.AccountLines(a.ID, from, to); err != nil {
		return b, err
	}
	balance := b.Before
	for i := range b.Lines {
		amount := b.Lines[i].Amount
		if !a.Kind.IsAsset() {
			amount = -amount
		}
		balance += amount
		b.Lines[i].After = balance
		if amount > 0 {
			b.In += amount
		} else {
			b.Out -= amount
		}
	}
	return b, nil
}

// FundEntries gives entries of the ledger, newest first.
func (o *Office) FundEntries(ctx context.Context, actor Actor, q EntryQuery) ([]court.Entry, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]court.Entry, error) { return r.FundEntries(q) })
}

// FundMonths gives the months that were closed, newest first.
func (o *Office) FundMonths(ctx context.Context, actor Actor) ([]court.FundMonth, error) {
	return readAs(ctx, o, actor, MayReadBooks, Reader.FundMonths)
}

// MonthLine is a month of the books: closed, or open when Closed is nil.
type MonthLine struct {
	Month  string
	Closed *court.FundMonth
	Over   bool // the month is over, so it may be closed
}

// Months lists the months of the books, newest first.
func (o *Office) Months(ctx context.Context, actor Actor) ([]MonthLine, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]MonthLine, error) {
		closed, err := r.FundMonths()
		if err != nil {
			return nil, err
		}
		first, err := r.FirstEntryDay()
		if err != nil {
			return nil, err
		}
		today := o.Today()
		if first.IsZero() {
			first = today
		}
		var out []MonthLine
		for day := court.D(today.Year, int(today.Month), 1); court.MonthOf(day) >= court.MonthOf(first); day = day.AddMonths(-1) {
			line := MonthLine{Month: court.MonthOf(day), Over: court.MonthOf(day) < court.MonthOf(today)}
			for i, m := range closed {
				if m.Month == line.Month {
					line.Closed = &closed[i]
				}
			}
			if line.Closed == nil && len(closed) > 0 && line.Month < closed[0].Month {
				continue // closed together with a later month
			}
			out = append(out, line)
		}
		return out, nil
	})
}

// OfficerFunds sums up the money of each officer's cases over a time.
func (o *Office) OfficerFunds(ctx context.Context, actor Actor, from, to court.Date) ([]OfficerFund, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]OfficerFund, error) { return r.FundByOfficer(from, to) })
}

// MonthFigures gives the figures of a month (2018-11): those it was closed
// with, or as they are now.
func (o *Office) MonthFigures(ctx context.Context, actor Actor, month string) (court.MonthFigures, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) (court.MonthFigures, error) { return monthFigures(r, month) })
}

func monthFigures(r Reader, month string) (court.MonthFigures, error) {
	closed, err := r.FundMonths()
	if err != nil {
		return court.MonthFigures{}, err
	}
	if i := slices.IndexFunc(closed, func(m court.FundMonth) bool { return m.Month == month }); i >= 0 {
		return closed[i].Figures, nil
	}
	return r.FundFigures(month)
}

// RecordBankBalance records what the bank says an account held at the end of a
// day: typed from the statement, or read from its file (origin says which).
func (o *Office) RecordBankBalance(ctx context.Context, actor Actor, b BankBalance) error {
	if err := o.checkPastDate("日期", b.Date, true); err != nil {
		return err
	}
	if b.Balance < 0 || b.Balance > court.MaxMoney {
		return court.FieldErrorf("对账单余额", "不能是负数，也不能太大。")
	}
	if err := cleanText("来源", &b.Origin, 200, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayCloseMonth, "money", func(d *deed) error {
		accounts, err := d.FundAccounts(false)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(accounts, func(a court.Account) bool { return a.ID == b.AccountID && a.Kind == court.FundBank }) {
			return court.FieldErrorf("银行账户", "请选择。")
		}
		b.By, b.At = d.actor.User.Name, o.now()
		if err := d.PutBankBalance(b); err != nil {
			return err
		}
		return d.audit("录入对账单余额", "account", b.AccountID, 0, nil, b, "")
	})
}

// CloseMonth closes a month that is over (月结): the bank's balance, the ledger
// and the vouchers case by case must agree. Nothing is posted into it, or into
// a month before it, any more.
func (o *Office) CloseMonth(ctx context.Context, actor Actor, month string) (court.FundMonth, error) {
	var m court.FundMonth
	end, err := court.MonthEnd(month)
	if err != nil {
		return m, err
	}
	if !end.Before(o.Today()) {
		return m, court.Errorf(court.CodeRefused, "%s还没有过完，%s以后才能结账。", court.MonthName(month), end)
	}
	err = o.do(ctx, actor, MayCloseMonth, "money", func(d *deed) error {
		if err := d.refuseSkippedMonth(month); err != nil {
			return err
		}
		last, err := d.LastEntry()
		if err != nil {
			return err
		}
		figures, err := d.FundFigures(month)
		if err != nil {
			return err
		}
		if wrong := figures.Differences(); len(wrong) > 0 {
			return court.Errorf(court.CodeRefused, "%s三方核对不一致，不能结账。%s", court.MonthName(month), strings.Join(wrong, "")).
				WithHint("请先查清差额；漏记的补记，记错的冲正；确属在途的，在“案款 · 对账”列出。")
		}
		if err := d.refuseWaitingItems(end); err != nil {
			return err
		}
		m = court.FundMonth{Month: month, Figures: figures, LastSeq: last.Seq, LastHash: last.Hash, ClosedBy: d.actor.User.Name, ClosedAt: o.now()}
		if err := d.InsertFundMonth(m); err != nil {
			return err
		}
		brief := m
		brief.Figures.Cases = nil // every case is in the month's own record
		return d.audit("月末结账", "month", last.Seq, 0, nil, brief, "")
	})
	return m, err
}

// refuseSkippedMonth refuses to close a month while the one before it is open:
// it would be frozen without a statement and a reconciliation of its own. Only
// the first month that is ever closed takes what lies before it along.
func (d *deed) refuseSkippedMonth(month string) error {
	closed, err := d.FundMonths()
	if err != nil || len(closed) == 0 {
		return err
	}
	end, err := court.MonthEnd(closed[0].Month)
	if err != nil {
		return err
	}
	if next := court.MonthOf(end.AddDays(1)); month > next {
		return court.Errorf(court.CodeRefused, "%s还没有结账，不能先结%s。", court.MonthName(next), court.MonthName(month)).
			WithHint("请从" + court.MonthName(next) + "起逐月录入对账单余额、核对、结账。")
	}
	return nil
}

// refuseWaitingItems refuses to close a month with items that nobody agreed to
// or refused.
func (d *deed) refuseWaitingItems(end court.Date) error {
	list, err := d.FundItems()
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.State == court.ItemAsked && !x.Date.After(end) {
			return court.Errorf(court.CodeRefused, "%s的%s%s元等待复核，不能结账。", x.Number, x.Kind, x.Amount).WithHint("请先由第二人在“案款 · 对账”复核。")
		}
	}
	return nil
}

// CheckMonth signs a closed month for the enforcement bureau (执行机构核对): by
// another person than the accountant who closed it.
func (o *Office) CheckMonth(ctx context.Context, actor Actor, month string) error {
	return o.do(ctx, actor, MayCheckMonth, "money", func(d *deed) error {
		months, err := d.FundMonths()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(months, func(m court.FundMonth) bool { return m.Month == month })
		switch {
		case i < 0:
			return court.Errorf(court.CodeRefused, "%s还没有结账。", court.MonthName(month))
		case months[i].Checked != "":
			return court.Errorf(court.CodeRefused, "%s已由%s复核。", court.MonthName(month), months[i].Checked)
		case months[i].ClosedBy == d.actor.User.Name:
			return court.Errorf(court.CodeDenied, "结账和复核不能是同一个人。").WithHint("请由执行局另一位负责人复核。")
		}
		if err := d.CheckFundMonth(month, d.actor.User.Name, o.now()); err != nil {
			return err
		}
		return d.audit("复核月结", "month", months[i].LastSeq, 0, nil, month, "")
	})
}
