package office

import (
	"context"
	"fmt"
)

// Census counts what the data hold, for whoever checked or exported them.
type Census struct {
	Cases    int
	Entries  int // of the audit trail
	Receipts int // of money, those from pools and reversals too
	Payments int // requests to pay out, in every state
	Postings int // entries of the books of case money
	Papers   int
	Scans    int // files
}

// String says the census in one sentence.
func (c Census) String() string {
	return fmt.Sprintf("案件 %d 件，操作日志 %d 条，收款凭证 %d 张，发放 %d 笔，记账分录 %d 笔，文书 %d 份，扫描文件 %d 个",
		c.Cases, c.Entries, c.Receipts, c.Payments, c.Postings, c.Papers, c.Scans)
}

// CensusReader counts; it is a part of Reader.
type CensusReader interface {
	Census() (Census, error)
}

// Census counts what the data hold.
func (o *Office) Census(ctx context.Context) (Census, error) { return read(ctx, o, Reader.Census) }
