package data

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// A line of the bank that is a whole file of payments stays as it came; parts
// of it, one for each payment, belong to the entries. They are written by the
// program and go when the line is taken apart again, and their marks name the
// line.
const (
	partMark = "整批%d-%d"
	// isPart tells parts of lines (l) from lines.
	isPart = "(l.by_hand = 1 AND l.mark LIKE '整批%')"
	// partNote says of a part (l) of which line it is one, so that nobody looks
	// for its amount in the bank's own list; other lines keep their words.
	partNote = "CASE WHEN " + isPart + " THEN '批量付款' || l.note || '，银行流水是整批一笔' || (SELECT printf('%d.%02d', -x.amount / 100, -x.amount % 100) FROM fund_bank_lines AS x" +
		" WHERE x.account_id = l.account_id AND l.mark LIKE '整批' || x.id || '-%') || '元' ELSE l.note END"
	// hasParts tells whether a line (l) is a whole file.
	hasParts = "EXISTS (SELECT 1 FROM fund_bank_lines AS t WHERE t.account_id = l.account_id AND t.mark = '整批' || l.id || '-1')"
)

// BankBatches gives the files of payments of which something is waiting to be
// paid, or was paid on a day or later, with what of them was taken back before
// apart; in the order of their numbers.
func (r *reader) BankBatches(from court.Date) ([]office.BankBatch, error) {
	var out []office.BankBatch
	err := r.scanAll("SELECT d.batch, d.id, d.number, d.payee, d.amount, d.decided_at, d.paid_on, d.state = '已冲正', d.state = '已撤回', COALESCE(e.seq, 0), COALESCE(p.account_id, 0), COALESCE(l.date, '')"+
		" FROM disbursements AS d LEFT JOIN fund_entries AS e ON e.payment_id = d.id AND e.reverses IS NULL"+
		" LEFT JOIN fund_postings AS p ON p.entry = e.seq AND p.account_id IN (SELECT a.id FROM fund_accounts AS a WHERE a.kind = '银行存款')"+
		" LEFT JOIN fund_bank_lines AS l ON l.entry = e.seq"+
		" WHERE d.state IN ('已批准', '已发放', '已冲正', '已撤回') AND d.batch IN (SELECT x.batch FROM disbursements AS x WHERE x.batch <> '' AND (x.state = '已批准' OR x.paid_on >= ?))"+
		" ORDER BY d.batch, d.id", []any{from.String()}, func(rows *sql.Rows) error {
		var batch string
		var p office.BatchPayment
		var decided moment
		var paid, seen day
		var recalled bool
		err := rows.Scan(&batch, &p.ID, &p.Number, &p.Payee, &p.Amount, &decided, &paid, &p.Reversed, &recalled, &p.Entry, &p.AccountID, &seen)
		p.Approved, p.PaidOn, p.Seen = court.DateOf(decided.in(r.zone)), paid.Date, seen.Date
		if n := len(out); n == 0 || out[n-1].Number != batch {
			out = append(out, office.BankBatch{Number: batch})
		}
		b := &out[len(out)-1]
		if recalled {
			b.Recalled = append(b.Recalled, p)
		} else {
			b.Payments = append(b.Payments, p)
		}
		return err
	})
	return out, err
}

// DisbursementsOfBatch gives what was written into a file of payments, also what
// was taken back, in the order of the file.
func (r *reader) DisbursementsOfBatch(number string) ([]court.Disbursement, error) {
	return r.disbursements(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("d.batch = ?", number).OrderExpr("d.id") })
}

// BatchLines gives the lines of the bank between two days that are whole files of
// payments.
func (r *reader) BatchLines(from, to court.Date) ([]court.BankLine, error) {
	return r.bankLines("l.date BETWEEN ? AND ? AND t.id IS NOT NULL ORDER BY l.id", from.String(), to.String())
}

// LinkBankBatch says that a line of the bank is a whole file of payments.
func (t *tx) LinkBankBatch(l court.BankLine, b office.BankBatch, by string, at time.Time) error {
	for i, p := range b.Payments {
		_, err := t.db.NewRaw("INSERT INTO fund_bank_lines (account_id, date, mark, amount, party, note, by_hand, entry, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
			l.AccountID, l.Date.String(), fmt.Sprintf(partMark, l.ID, i+1), int64(-p.Amount), p.Payee, b.Number, p.Entry, by, moment{at}.text()).Exec(t.ctx)
		if duplicate(err) {
			return court.Errorf(court.CodeConflict, "批量付款%s里的%s已经和银行流水核对过。", b.Number, p.Number).WithHint("请刷新后再看。").Because(err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// UnlinkBankBatch takes a line apart from its file of payments.
func (t *tx) UnlinkBankBatch(line int64) error {
	_, err := t.db.NewRaw("DELETE FROM fund_bank_lines WHERE by_hand = 1 AND account_id = (SELECT x.account_id FROM fund_bank_lines AS x WHERE x.id = ?) AND mark LIKE ?",
		line, fmt.Sprintf("整批%d-%%", line)).Exec(t.ctx)
	return err
}
