package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/uptrace/bun"

	"zhixing/app/court"
)

// Verify checks the database file, the audit chain, the balances, the stored
// papers and the scanned files, and reports each fault as a Chinese sentence.
func (s *Store) Verify(ctx context.Context) ([]string, error) {
	t, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = t.Rollback() }()
	v := &verifier{reader: reader{ctx: ctx, db: t, papers: s.papersDir(), scans: s.scansDir(), zone: s.now().Location()}}
	for _, check := range []func() error{v.file, v.references, v.chain, v.ledger, v.balances, v.storedPapers, v.storedScans} {
		err := check()
		if hasCode(err, corrupt, notADatabase) {
			v.fault("数据文件已损坏，有的内容读不出来。")
			break // what is broken cannot be read any further
		}
		if err != nil {
			return v.faults, explain(err)
		}
	}
	return v.faults, nil
}

type verifier struct {
	reader
	faults []string
}

func (v *verifier) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

// file checks the structure of the database file itself.
func (v *verifier) file() error {
	var lines []string
	if err := v.db.NewRaw("PRAGMA integrity_check").Scan(v.ctx, &lines); err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			v.fault("数据文件结构有误：%s", line)
		}
	}
	return nil
}

// references checks that every record belongs to one that exists.
func (v *verifier) references() error {
	rows, err := v.db.QueryContext(v.ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table, parent string
		var id, key any
		if err := rows.Scan(&table, &id, &parent, &key); err != nil {
			return err
		}
		v.fault("表%s第%v条记录所属的%s记录不存在。", table, id, parent)
	}
	return rows.Err()
}

// chainPage is how many audit entries are held in memory at once.
const chainPage = 2000

// chain recomputes every audit hash.
func (v *verifier) chain() error {
	var last auditRow
	for {
		var rows []auditRow
		err := v.db.NewSelect().Model(&rows).Where("a.seq > ?", last.Seq).OrderExpr("a.seq").Limit(chainPage).Scan(v.ctx)
		if err != nil {
			return err
		}
		for _, a := range rows {
			if err := v.link(last, a); err != nil {
				return err
			}
			last = a
		}
		if len(rows) < chainPage {
			break
		}
	}
	counted := counterRow{Series: auditSeries}
	if err := v.db.NewRaw("SELECT COALESCE(MAX(value), 0) FROM counters WHERE series = ?", auditSeries).Scan(v.ctx, &counted.Value); err != nil {
		return err
	}
	if counted.Value != last.Seq {
		v.fault("操作日志应有%d条，末尾却是第%d条，有记录被删除。", counted.Value, last.Seq)
	}
	return nil
}

func (v *verifier) link(last, a auditRow) error {
	if a.Seq != last.Seq+1 {
		v.fault("操作日志第%d条至第%d条缺失。", last.Seq+1, a.Seq-1)
	} else if a.PrevHash != last.Hash {
		v.fault("操作日志第%d条与前一条不衔接，前一条被改动过。", a.Seq)
	}
	hash, err := a.chainHash()
	if err == nil && hash != a.Hash {
		v.fault("操作日志第%d条（%s，%s）的内容被改动过。", a.Seq, a.Actor, a.Action)
	}
	return err
}

// balances checks that no case account is below zero.
func (v *verifier) balances() error {
	var rows []struct {
		Number string
		Held   court.Money
	}
	err := v.db.NewSelect().TableExpr("cases AS c").ColumnExpr("c.number, a.held").Join("JOIN "+accounts+" AS a ON a.case_id = c.id").
		Where("a.held < 0").OrderExpr("c.id").Scan(v.ctx, &rows)
	for _, row := range rows {
		v.fault("案件%s的案款余额为负：%s元。", row.Number, row.Held)
	}
	return err
}

// storedPapers checks that each paper's file is there and unchanged. Files
// nobody refers to are no fault: a transaction that failed leaves them.
func (v *verifier) storedPapers() error {
	papers, err := v.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery { return q.OrderExpr("p.id") })
	if err != nil {
		return err
	}
	for _, p := range papers {
		hash, err := hashOfFile(paperPath(v.papers, p.SHA256))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.fault("案件%s的文书《%s》（%s制作）的存档文件丢失。", p.CaseNo, p.Name, p.Maker)
		case err != nil:
			return err
		case hash != p.SHA256:
			v.fault("案件%s的文书《%s》（%s制作）的存档文件被改动过。", p.CaseNo, p.Name, p.Maker)
		}
	}
	return nil
}

func hashOfFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}
