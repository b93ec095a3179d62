package data

import (
	"database/sql"
	"errors"

	"zhixing/app/court"
)

// ledger recomputes the chain of the ledger's entries, the sum of each entry,
// the balance of each account, and compares them with the vouchers and the
// months that were closed.
func (v *verifier) ledger() error {
	codes, kept, err := v.keptBalances()
	if err != nil {
		return err
	}
	months, err := v.FundMonths()
	if err != nil {
		return err
	}
	sealed := map[int64]string{}
	for _, m := range months {
		sealed[m.LastSeq] = m.Month
	}
	sums := make(map[int64]court.Money, len(kept))
	var lastSeq int64
	var lastHash string
	var trial court.Money
	err = v.eachEntryText(codes, func(e entryText, hash string, lines []court.Posting) error {
		v.linkEntry(lastSeq, lastHash, e, hash, lines)
		var sum court.Money
		for _, p := range lines {
			sum += p.Amount
			sums[p.AccountID] += p.Amount
		}
		if sum != 0 {
			v.fault("案款账第%d笔分录借贷不平，相差%s元。", e.seq, sum)
		}
		trial += sum
		lastSeq, lastHash = e.seq, hash
		if month, ok := sealed[e.seq]; ok {
			v.checkSeal(months, month, hash)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var counted int64
	if err := v.db.NewRaw("SELECT COALESCE(MAX(value), 0) FROM counters WHERE series = ?", fundSeries).Scan(v.ctx, &counted); err != nil {
		return err
	}
	if counted != lastSeq {
		v.fault("案款账应有%d笔分录，末尾却是第%d笔，有分录被删除。", counted, lastSeq)
	}
	if trial != 0 {
		v.fault("案款账试算不平，相差%s元。", trial)
	}
	for id, balance := range kept {
		if sums[id] != balance {
			v.fault("账户%s的余额应为%s元，记的却是%s元。", codes[id], sums[id], balance)
		}
	}
	return v.vouchers()
}

func (v *verifier) checkSeal(months []court.FundMonth, month, hash string) {
	for _, m := range months {
		if m.Month == month && m.LastHash != hash {
			v.fault("%s结账时的账与现在的不同，已结账的分录被改动过。", court.MonthName(month))
		}
	}
}

func (v *verifier) linkEntry(lastSeq int64, lastHash string, e entryText, hash string, lines []court.Posting) {
	if e.seq != lastSeq+1 {
		v.fault("案款账第%d笔至第%d笔分录缺失。", lastSeq+1, e.seq-1)
	} else if e.prev != lastHash {
		v.fault("案款账第%d笔分录与前一笔不衔接，前一笔被改动过。", e.seq)
	}
	if e.hash(lines) != hash {
		v.fault("案款账第%d笔分录（%s）被改动过。", e.seq, e.voucher)
	}
}

func (v *verifier) keptBalances() (codes map[int64]string, kept map[int64]court.Money, err error) {
	codes, kept = map[int64]string{}, map[int64]court.Money{}
	err = v.scanAll("SELECT id, code, balance FROM fund_accounts", nil, func(rows *sql.Rows) error {
		var id int64
		var code string
		var balance court.Money
		err := rows.Scan(&id, &code, &balance)
		codes[id], kept[id] = code, balance
		return err
	})
	return codes, kept, err
}

// eachEntryText reads all entries as they are stored, with their lines, in
// order: two streams side by side. The lines are good until f returns.
func (r *reader) eachEntryText(codes map[int64]string, f func(e entryText, hash string, lines []court.Posting) error) error {
	stream, err := r.db.QueryContext(r.ctx, "SELECT entry, account_id, amount FROM fund_postings ORDER BY entry, line")
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	var ahead court.Posting
	var at int64 // the entry that ahead belongs to; -1 past the end
	step := func() error {
		if !stream.Next() {
			at = -1
			return stream.Err()
		}
		err := stream.Scan(&at, &ahead.AccountID, &ahead.Amount)
		ahead.Code = codes[ahead.AccountID]
		return err
	}
	if err := step(); err != nil {
		return err
	}
	lines := make([]court.Posting, 0, 16)
	err = r.scanAll("SELECT "+entryColumns+" FROM fund_entries AS e ORDER BY e.seq", nil, func(rows *sql.Rows) error {
		var e entryText
		var hash string
		err := rows.Scan(&e.seq, &e.date, &e.kind, &e.memo, &e.voucher, &e.receipt, &e.payment, &e.reverses, &e.by, &e.at, &e.prev, &hash)
		lines = lines[:0]
		for err == nil && at >= 0 && at <= e.seq {
			if at == e.seq {
				lines = append(lines, ahead)
			}
			err = step()
		}
		if err != nil {
			return err
		}
		return f(e, hash, lines)
	})
	return errors.Join(err, stream.Err())
}

// vouchers compares the ledger with receipts and payments: each case, each pool.
func (v *verifier) vouchers() error {
	type pair struct{ ledger, vouchers court.Money }
	byCase := map[int64]*pair{}
	at := func(id int64) *pair {
		if byCase[id] == nil {
			byCase[id] = &pair{}
		}
		return byCase[id]
	}
	add := func(query string, put func(*pair, court.Money)) error {
		return v.scanAll(query, nil, func(rows *sql.Rows) error {
			var id int64
			var sum court.Money
			err := rows.Scan(&id, &sum)
			put(at(id), sum)
			return err
		})
	}
	for query, put := range map[string]func(*pair, court.Money){
		"SELECT case_id, -balance FROM fund_accounts WHERE kind = '案款'":                                       func(p *pair, m court.Money) { p.ledger += m },
		"SELECT case_id, SUM(amount) FROM receipts WHERE case_id IS NOT NULL GROUP BY case_id":                func(p *pair, m court.Money) { p.vouchers += m },
		"SELECT case_id, -SUM(total) FROM disbursements WHERE fund = '案款' AND state = '已发放' GROUP BY case_id": func(p *pair, m court.Money) { p.vouchers += m },
	} {
		if err := add(query, put); err != nil {
			return err
		}
	}
	for id, p := range byCase {
		if p.ledger == p.vouchers {
			continue
		}
		c, err := v.Case(id)
		if err != nil {
			return err
		}
		v.fault("案件%s账上有%s元，收付凭证合计却是%s元。", c.Number, p.ledger, p.vouchers)
	}
	return nil
}
