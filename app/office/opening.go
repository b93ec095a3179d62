package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
)

// OpeningPlan says on which day the books begin and what the bank account held
// then.
type OpeningPlan struct {
	On     court.Date // 期初日: everything is booked on it
	BankID int64      // bank account of the ledger; 0 is the first one
	Bank   court.Money
	Known  bool // the bank's balance was given; then the rows must make it up
}

// OpeningResult is what an import of opening balances did, or a dry run would do.
type OpeningResult struct {
	Rows      []court.OpeningRow
	Imported  int // with or without a warning
	Warned    int
	Rejected  int
	Unchanged int
	Sum       court.Money // of what comes in and what is in already
}

// Gap is what the rows lack to make up the bank's balance, below zero when they
// are more.
func (r OpeningResult) Gap(p OpeningPlan) court.Money {
	if !p.Known {
		return 0
	}
	return p.Bank - r.Sum
}

// OpeningDay gives the day the books begin, none before the first import.
func (o *Office) OpeningDay(ctx context.Context, actor Actor) (court.Date, error) {
	return readAs(ctx, o, actor, MayImportOpening, Reader.OpeningDay)
}

// ImportOpenings brings in the case money that was there on the day the books
// begin, row by row, each balanced against the bank account, all in one
// transaction. Rows that are in already stay as they are, so that importing
// twice changes nothing. When the bank's balance is given, the rows must make it
// up to the 分. With dryRun nothing is written.
func (o *Office) ImportOpenings(ctx context.Context, actor Actor, rows []court.OpeningRow, plan OpeningPlan, dryRun bool, progress func(n, of int)) (OpeningResult, error) {
	if err := o.checkPastDate("期初日", plan.On, true); err != nil {
		return OpeningResult{}, err
	}
	if dryRun {
		return readAs(ctx, o, actor, MayImportOpening, func(r Reader) (OpeningResult, error) { return judgeOpenings(r, rows, plan) })
	}
	var out OpeningResult
	err := o.do(ctx, actor, MayImportOpening, "money", func(d *deed) error {
		var err error
		if out, err = judgeOpenings(d, rows, plan); err != nil {
			return err
		}
		if gap := out.Gap(plan); gap != 0 {
			return court.Errorf(court.CodeRefused, "银行账户期初余额%s元，各行合计%s元，相差%s元，没有导入。", plan.Bank, out.Sum, gap).
				WithHint("查不清是谁的款，列一行“不明款”；不导入的行改好后一起导入。")
		}
		written := 0
		for i := range out.Rows {
			row := &out.Rows[i]
			if row.Outcome != court.LedgerImport && row.Outcome != court.LedgerWarned {
				continue
			}
			if err := d.openBalance(row, plan); err != nil {
				return atRow(err, *row)
			}
			if written++; progress != nil && written%20 == 0 {
				progress(written, out.Imported)
			}
		}
		return d.keepOpeningBank(plan, out)
	})
	if err != nil {
		return OpeningResult{}, err
	}
	return out, nil
}

// keepOpeningBank keeps what the bank account held on the day the books begin.
func (d *deed) keepOpeningBank(plan OpeningPlan, out OpeningResult) error {
	if plan.Known && out.Imported > 0 {
		bank := plan.BankID
		list, err := d.FundAccounts(false)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(list, isBank); bank == 0 && i >= 0 {
			bank = list[i].ID
		}
		if err := d.PutBankBalance(BankBalance{AccountID: bank, Date: plan.On, Balance: plan.Bank, Origin: "期初", By: d.actor.User.Name, At: d.office.now()}); err != nil {
			return err
		}
	}
	d.change.CaseID = 0
	return d.audit("导入期初余额", "opening", 0, 0, nil, map[string]any{"期初日": plan.On.String(), "笔数": out.Imported, "合计": out.Sum.String()}, "")
}

// atRow says in a refusal which row of the file it is about.
func atRow(err error, r court.OpeningRow) error {
	return atLine(err, court.StatementLine{Line: r.SheetRow, Date: r.Date, Amount: r.Amount})
}

// openBalance books a row on the day the books begin.
func (d *deed) openBalance(row *court.OpeningRow, plan OpeningPlan) error {
	number, err := d.nextVoucher("期", plan.On)
	if err != nil {
		return err
	}
	row.Voucher = number
	if row.Fund == court.FundDeposit {
		x := court.FundItem{Number: number, Kind: court.ItemOpening, Fund: row.Fund, CaseID: row.CaseID, BankID: plan.BankID, Date: plan.On, BankRef: row.BankRef, Amount: row.Amount,
			Note: row.Note, Origin: "期初导入", State: court.ItemPosted, By: d.actor.User.Name, ByID: d.actor.User.ID, At: d.office.now()}
		if err := d.InsertFundItem(&x); err != nil {
			return err
		}
		if err := d.PutOpening(row.Mark, 0, x.ID); err != nil {
			return err
		}
		if err := d.audit("导入期初余额", "item", x.ID, x.CaseID, nil, x, ""); err != nil {
			return err
		}
		return d.openCause(*row, 0)
	}
	r := court.Receipt{CaseID: row.CaseID, Fund: row.Fund, Number: number, Date: row.Date, Payer: row.Payer, PayerNo: row.PayerNo, Way: court.WayOpening, BankID: plan.BankID,
		BankRef: row.BankRef, Amount: row.Amount, Note: row.Note, OverReason: string(court.WayOpening), By: d.actor.User.Name, At: d.office.now()}
	if row.Date != plan.On {
		r.Booked = plan.On
	}
	if err := d.InsertReceipt(&r); err != nil {
		return err
	}
	if err := d.PutOpening(row.Mark, r.ID, 0); err != nil {
		return err
	}
	if err := d.audit("导入期初余额", "receipt", r.ID, r.CaseID, nil, r, ""); err != nil {
		return err
	}
	if err := d.openCause(*row, r.ID); err != nil || r.CaseID == 0 {
		return err
	}
	return d.planPayment(r.CaseID)
}

// openCause keeps the cause that stands in the file.
func (d *deed) openCause(row court.OpeningRow, receiptID int64) error {
	if row.Cause == "" {
		return nil
	}
	m := court.CauseMark{CaseID: row.CaseID, Cause: row.Cause, Reason: row.Reason, Until: row.Until, By: d.actor.User.Name, At: d.office.now()}
	if m.Reason == "" {
		m.Reason = "期初台账所列"
	}
	if row.CaseID == 0 {
		m.ReceiptID = receiptID
	}
	return d.InsertCauseMark(&m)
}

// judgeOpenings decides each row against the books and counts.
func judgeOpenings(r Reader, rows []court.OpeningRow, plan OpeningPlan) (OpeningResult, error) {
	out := OpeningResult{Rows: make([]court.OpeningRow, 0, len(rows))}
	begun, err := r.OpeningDay()
	if err != nil {
		return out, err
	}
	if !begun.IsZero() && begun != plan.On {
		return out, court.FieldErrorf("期初日", "“%s”不对：账从%s开始，以前导入的期初余额都记在那一天。", plan.On, begun)
	}
	closed, err := lastClosed(r)
	if err != nil {
		return out, err
	}
	if court.MonthOf(plan.On) <= closed {
		return out, court.FieldErrorf("期初日", "%s已经结账，不能再记入期初余额。", court.MonthName(court.MonthOf(plan.On)))
	}
	marks, err := r.OpeningMarks()
	if err != nil {
		return out, err
	}
	seen := map[string]int{}
	for _, row := range rows {
		if row.Outcome != court.LedgerRejected {
			if err := judgeOpening(r, &row, plan, marks, seen); err != nil {
				return out, err
			}
		}
		switch row.Outcome {
		case court.LedgerRejected:
			out.Rejected++
		case court.LedgerUnchanged:
			out.Unchanged++
			out.Sum += row.Amount
		case court.LedgerWarned:
			out.Warned++
			fallthrough
		default:
			out.Imported++
			out.Sum += row.Amount
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// judgeOpening finds the case of a row and what it is known by.
func judgeOpening(r Reader, row *court.OpeningRow, plan OpeningPlan, marks map[string]string, seen map[string]int) error {
	refuse := func(code, field, format string, args ...any) {
		row.Add(court.LedgerProblem{Code: code, Field: field, Say: fmt.Sprintf(format, args...), Fatal: true})
	}
	warn := func(code, field, format string, args ...any) {
		row.Add(court.LedgerProblem{Code: code, Field: field, Say: fmt.Sprintf(format, args...)})
	}
	numbered, payer := row.Number != court.CaseNumber{}, row.Payer // what the file says marks the row
	if row.Fund == "" {
		row.Fund = court.FundUnknown
		if numbered {
			row.Fund = court.FundCase
		}
	}
	switch {
	case row.Fund.PerCase() && !numbered:
		refuse("no case number", "案号", "%s没有案号；不知道是哪个案件的，类别写“不明款”。", row.Fund)
		return nil
	case row.Fund.PerCase():
		c, err := r.CaseByNumber(row.Number)
		if court.CodeOf(err) == court.CodeNotFound {
			refuse("unknown case", "案号", "%s不在本院案件中，请先登记案件或导入台账。", row.Number)
			return nil
		}
		if err != nil {
			return err
		}
		row.CaseID = c.ID
		if row.Payer == "" {
			row.Payer = firstRunes(c.NamesOf(court.RoleDebtor), 100)
		}
	case numbered:
		warn("number of a pool", "案号", "类别是%s，不进案件，案号%s写在备注里。", row.Fund, row.Number)
		row.Note = firstRunes(row.Number.String()+" "+row.Note, 500)
		row.Number = court.CaseNumber{}
	}
	switch {
	case row.Date.IsZero():
		warn("no date", "到账日期", "没有到账日期，按期初日%s计。", plan.On)
		row.Date = plan.On
	case row.Date.After(plan.On):
		refuse("after the opening day", "到账日期", "到账日期%s晚于期初日%s，应作为以后的收款登记。", row.Date, plan.On)
		return nil
	}
	if row.Payer == "" {
		row.Payer = "不详"
	}
	base := fmt.Sprintf("%d|%s|%s|%d|%s|%s", row.CaseID, row.Fund, row.Date, row.Amount, payer, row.BankRef)
	seen[base]++
	row.Mark = fmt.Sprintf("%s|%d", base, seen[base])
	if voucher, in := marks[row.Mark]; in {
		row.Outcome, row.Voucher, row.Why = court.LedgerUnchanged, voucher, nil
		return nil
	}
	return refuseLogged(r, row, refuse)
}

// refuseLogged refuses a row whose bank reference stands in the books as a
// receipt already.
func refuseLogged(r Reader, row *court.OpeningRow, refuse func(code, field, format string, args ...any)) error {
	if row.BankRef == "" {
		return nil
	}
	list, err := r.ReceiptsByRef(row.BankRef)
	for _, x := range list {
		if x.Amount == row.Amount && !x.Reversed && x.Reverses == 0 && x.Source == 0 && x.Way != court.WayOpening {
			refuse("logged already", "银行流水号", "这笔款已经登记为%s（%s）。", x.Number, x.Date)
			break
		}
	}
	return err
}
