package office

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// StatementFile is a bank's statement as it was read from a file.
type StatementFile struct {
	Name   string
	Head   []string // what stands above the headings: account, period
	Lines  []court.StatementLine
	Until  court.Date // end of the period it covers; zero when it does not say
	Whole  bool       // the running balance follows throughout
	Newest bool       // the newest line stands first
}

// StatementPlan is what posting a statement does with a line.
type StatementPlan string

// The plans.
const (
	PlanCase  StatementPlan = "记入案件"
	PlanPool  StatementPlan = "记入不明款"
	PlanPay   StatementPlan = "确认发放"
	PlanBank  StatementPlan = "利息、手续费" // interest and fees have accounts of their own
	PlanKnown StatementPlan = "已登记"
	PlanLook  StatementPlan = "人工处理"
	PlanNone  StatementPlan = "不记账"
)

// StatementPlans lists the plans in the order a summary names them.
var StatementPlans = []StatementPlan{PlanCase, PlanPool, PlanPay, PlanBank, PlanKnown, PlanLook, PlanNone}

// StatementItem is a line of a statement with what is known of it.
type StatementItem struct {
	court.StatementLine
	Certainty  court.StatementCertainty
	CaseID     int64  // of sure and likely ones
	CaseNo     string //
	Why        string // why it is so sure, or what a person should look at
	Candidates []StatementCandidate
	Plan       StatementPlan
	PaymentID  int64  // the approved payment it carries out
	Batch      string // the file of payments it is the whole of, which may be in the books already
	Voucher    string // receipt or payment it stands under, before or after posting
	Refused    string // why it was not posted

	batchIDs []int64 // the payments of the file that are approved only
	lineID   int64   // as it was kept
}

// StatementResult is what posting a statement did, or a dry run would do.
type StatementResult struct {
	Items   []StatementItem
	Bank    court.Account // the account it is of
	Warning string        // what is odd about the whole file
}

// Count gives how many lines have a plan, and their sum.
func (s StatementResult) Count(p StatementPlan) (n int, sum court.Money) {
	for _, x := range s.Items {
		if x.Plan == p {
			n++
			sum += x.Amount
		}
	}
	return n, sum
}

// SureOf counts the lines that came in by how sure their case is.
func (s StatementResult) SureOf(c court.StatementCertainty) int {
	n := 0
	for _, x := range s.Items {
		if x.Kind == court.LineIn && x.Certainty == c {
			n++
		}
	}
	return n
}

// StatementChoice is what a person decided for a line.
type StatementChoice struct {
	CaseID int64 // the case it belongs to
	Skip   bool  // leave the line out
}

// MatchStatement tells for each line to which case it belongs, how sure that is
// and what posting would do; it writes nothing.
func (o *Office) MatchStatement(ctx context.Context, actor Actor, f StatementFile, chosen map[int]StatementChoice) (StatementResult, error) {
	return readAs(ctx, o, actor, MayImportStatement, func(r Reader) (StatementResult, error) { return judgeStatement(r, f, chosen) })
}

// PostStatement posts a statement: lines of a sure or chosen case become
// receipts, the others that came in go into 不明款, interest and fees go to their
// own accounts, and every line is kept to be compared with the books, all in one
// transaction; then
// approved payments are confirmed as paid by whoever may pay. Lines that stand
// in the books already are left alone, so that posting twice changes nothing.
// A statement with lines that cannot be read is CodeInvalid. done is told the
// progress.
func (o *Office) PostStatement(ctx context.Context, actor Actor, f StatementFile, chosen map[int]StatementChoice, done func(n, of int)) (StatementResult, error) {
	var out StatementResult
	err := o.do(ctx, actor, MayImportStatement, "money", func(d *deed) error {
		var err error
		if out, err = judgeStatement(d, f, chosen); err != nil {
			return err
		}
		if err := refuseFaults(out.Items); err != nil {
			return err
		}
		closed, err := lastClosed(d)
		if err != nil {
			return err
		}
		for i := range out.Items {
			if err := ctx.Err(); err != nil {
				return err
			}
			x := &out.Items[i]
			if x.Plan == PlanCase || x.Plan == PlanPool {
				if err := d.postLine(x, out.Bank.ID, closed); err != nil {
					return err
				}
			}
			if done != nil {
				done(i+1, len(out.Items))
			}
		}
		if err := d.postItems(out.Items, out.Bank.ID, closed, f.Name); err != nil {
			return err
		}
		if err := d.keepLines(f, out.Items, out.Bank.ID); err != nil {
			return err
		}
		if err := d.keepBankBalance(f, out.Bank.ID); err != nil {
			return err
		}
		if err := d.audit("导入银行流水", "statement", 0, 0, nil, statementSummary(f, out), ""); err != nil {
			return err
		}
		d.change.CaseID = 0
		return nil
	})
	if err != nil {
		return StatementResult{}, err
	}
	o.confirmPayments(ctx, actor, out.Items)
	return out, nil
}

// refuseFaults refuses a statement of which a line cannot be read.
func refuseFaults(items []StatementItem) error {
	var rows []string
	first := ""
	for _, x := range items {
		if x.Fault == "" {
			continue
		}
		if first == "" {
			first = x.Fault
		}
		if len(rows) < 5 {
			rows = append(rows, fmt.Sprint(x.SheetRow))
		}
	}
	if first == "" {
		return nil
	}
	return court.Errorf(court.CodeInvalid, "第%s行读不出来（%s），没有记入任何一笔。", strings.Join(rows, "、"), strings.TrimSuffix(first, "。")).
		WithHint("请检查各列的对应；文件被改动过的，请从网上银行重新下载。")
}

// lastClosed gives the last month that is closed, "" for none: nothing is
// posted into it, or before it, any more.
func lastClosed(r Reader) (string, error) {
	months, err := r.FundMonths()
	last := ""
	for _, m := range months {
		last = max(last, m.Month)
	}
	return last, err
}

// postLine makes a line the receipt of its case, or of 不明款.
func (d *deed) postLine(x *StatementItem, bank int64, closed string) error {
	r := court.Receipt{CaseID: x.CaseID, Fund: court.FundCase, Date: x.Date, Payer: firstRunes(x.Party, 100), PayerNo: firstRunes(x.PartyNo, 40),
		Way: court.MoneyWays[0], BankID: bank, BankRef: x.Mark, Amount: x.Amount, Note: firstRunes(x.Note, 500)}
	if x.Plan == PlanPool {
		r.CaseID, r.Fund = 0, court.FundUnknown
	}
	if r.Payer == "" {
		r.Payer = "不详"
	}
	if court.MonthOf(x.Date) <= closed {
		r.Booked = d.office.Today()
	}
	if err := d.office.checkReceipt(&r); err != nil {
		return atLine(err, x.StatementLine)
	}
	if x.Plan == PlanPool {
		err := d.receivePool(&r)
		x.Voucher = r.Number
		return atLine(err, x.StatementLine)
	}
	if err := d.refuseTwice(r); err != nil {
		return atLine(err, x.StatementLine)
	}
	err := d.receive(&r, "银行流水入账")
	var told *court.Error
	if errors.As(err, &told) && told.Field == FieldOverReason {
		r.OverReason = "按银行流水入账：" + strings.TrimSuffix(x.Why, "。")
		err = d.receive(&r, "银行流水入账")
	}
	x.Voucher = r.Number
	return atLine(err, x.StatementLine)
}

// atLine says in a refusal which line it is about.
func atLine(err error, l court.StatementLine) error {
	var told *court.Error
	if !errors.As(err, &told) {
		return err
	}
	named := *told
	named.Say = fmt.Sprintf("第%d笔（%s，%s元）：%s", l.Line, l.Date, l.Amount, told.Say)
	return &named
}

func firstRunes(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// keepBankBalance keeps what the bank says the account held at the end, for the
// month's comparison, when the statement's balances can be trusted.
func (d *deed) keepBankBalance(f StatementFile, bank int64) error {
	if !f.Whole {
		return nil
	}
	if bank == 0 {
		accounts, err := d.FundAccounts(false)
		first := slices.IndexFunc(accounts, isBank)
		if err != nil || first < 0 {
			return err
		}
		bank = accounts[first].ID
	}
	last := court.StatementLine{}
	for _, l := range f.Lines {
		if l.HasBalance && l.Kind != court.LineDuplicate && (last.Line == 0 || l.Date.After(last.Date) || l.Date == last.Date && !f.Newest) {
			last = l
		}
	}
	if last.Line == 0 {
		return nil
	}
	on := last.Date
	if f.Until.After(on) && !f.Until.After(d.office.Today()) {
		on = f.Until
	}
	return d.PutBankBalance(BankBalance{AccountID: bank, Date: on, Balance: last.Balance, Origin: firstRunes("银行流水 "+f.Name, 100), By: d.actor.User.Name, At: d.office.now()})
}

func statementSummary(f StatementFile, r StatementResult) map[string]any {
	out := map[string]any{"文件": f.Name, "笔数": len(r.Items)}
	for _, p := range StatementPlans {
		if n, sum := r.Count(p); n > 0 {
			out[string(p)] = fmt.Sprintf("%d笔%s元", n, sum)
		}
	}
	return out
}

// confirmPayments confirms the approved payments that lines carry out, each on
// its own: one that is refused does not stop the others.
func (o *Office) confirmPayments(ctx context.Context, actor Actor, items []StatementItem) {
	for i := range items {
		x := &items[i]
		if x.Plan != PlanPay {
			continue
		}
		var err error
		if x.Batch != "" {
			err = o.payBatch(ctx, actor, *x)
		} else {
			err = o.PayDisbursement(ctx, actor, x.PaymentID, x.Date, x.Mark)
		}
		if err != nil {
			say, _ := court.Sentence(err)
			x.Refused, x.Voucher = say, ""
		}
	}
}

// judgeStatement decides each line against the books.
func judgeStatement(r Reader, f StatementFile, chosen map[int]StatementChoice) (StatementResult, error) {
	var out StatementResult
	cases, err := r.MatchCases()
	if err != nil {
		return out, err
	}
	books, err := newStatementBooks(r, f.Lines)
	if err != nil {
		return out, err
	}
	m := newMatcher(cases)
	for _, l := range f.Lines {
		v := m.match(l)
		x := StatementItem{StatementLine: l, Certainty: v.certainty, Why: v.why, Candidates: v.candidates}
		if v.match != nil {
			x.CaseID, x.CaseNo = v.match.ID, v.match.Number.String()
		}
		books.plan(&x)
		if err := choose(&x, chosen[l.Line], m); err != nil {
			return out, err
		}
		out.Items = append(out.Items, x)
	}
	accounts, err := r.FundAccounts(false)
	if err != nil {
		return out, err
	}
	settings, _, err := r.Settings()
	if !slices.ContainsFunc(accounts, isBank) { // the books open the first one with the first posting
		accounts = append(accounts, court.Account{Kind: court.FundBank})
	}
	for i := range accounts {
		if a := &accounts[i]; a.Kind == court.FundBank && a.Name == "" { // the first one, not named in the books yet
			a.Name, a.Bank, a.Number = settings.AccountName, settings.AccountBank, settings.AccountNo
		}
	}
	out.Bank, out.Warning = bankOf(accounts, f.Head)
	return out, err
}

// choose applies a person's decision to a line that is not in the books.
func choose(x *StatementItem, c StatementChoice, m *matcher) error {
	open := x.Plan == PlanCase || x.Plan == PlanPool || x.Plan == PlanBank && c.Skip || x.Plan == PlanLook && x.Kind == court.LineIn
	switch {
	case c == StatementChoice{} || !open:
		return nil
	case c.Skip:
		x.Plan, x.Why = PlanNone, "由经办人排除。"
		return nil
	}
	k := m.byID[c.CaseID]
	if k == nil {
		return court.Errorf(court.CodeNotFound, "第%d笔所选的案件不存在。", x.Line)
	}
	if x.CaseID != k.ID {
		x.Why = "由经办人选定。"
	}
	x.Plan, x.CaseID, x.CaseNo = PlanCase, k.ID, k.Number.String()
	return nil
}

// statementBooks is what the books have of the days of a statement.
type statementBooks struct {
	marks    map[string][]BankMark // by flow and amount
	used     map[string]bool       // vouchers that lines stand under
	payments map[string][]court.Disbursement
	batches  []BankBatch
	whole    []court.BankLine    // lines that are whole files of payments
	outs     map[court.Money]int // how many lines take an amount
}

// reachDays is how far before and after the statement's days the books are read:
// people log money some days late.
const reachDays = 31

func newStatementBooks(r Reader, lines []court.StatementLine) (*statementBooks, error) {
	b := &statementBooks{marks: map[string][]BankMark{}, used: map[string]bool{}, payments: map[string][]court.Disbursement{}, outs: map[court.Money]int{}}
	var from, to court.Date
	for _, l := range lines {
		if l.Date.IsZero() {
			continue
		}
		if from.IsZero() || l.Date.Before(from) {
			from = l.Date
		}
		if l.Date.After(to) {
			to = l.Date
		}
		if l.Kind == court.LineOut {
			b.outs[l.Amount]++
		}
	}
	if from.IsZero() {
		return b, nil
	}
	marks, err := r.BankMarks(from.AddDays(-reachDays), to.AddDays(reachDays))
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		key := flowKey(m.Out, m.Amount)
		b.marks[key] = append(b.marks[key], m)
	}
	approved, err := r.DisbursementsIn(court.DisbursementApproved)
	for _, p := range approved {
		key := flowKey(true, p.Amount)
		b.payments[key] = append(b.payments[key], p)
	}
	if err != nil {
		return nil, err
	}
	if b.whole, err = r.BatchLines(from, to); err != nil {
		return nil, err
	}
	b.batches, err = r.BankBatches(from.AddDays(-reachDays))
	return b, err
}

func flowKey(out bool, amount court.Money) string { return fmt.Sprintf("%t%d", out, amount) }

// plan says what posting does with a line.
func (b *statementBooks) plan(x *StatementItem) {
	switch {
	case x.Fault != "":
		x.Plan, x.Why = PlanLook, x.Fault
		return
	case x.Kind == court.LineDuplicate:
		x.Plan, x.Why = PlanNone, x.Remark
		return
	}
	out := x.Kind == court.LineOut || x.Kind == court.LineFee
	if m, ok := b.known(x, out); ok {
		x.Plan, x.Voucher, x.Why = PlanKnown, m.Voucher, "已登记为"+m.Voucher+"。"
		if m.CaseID != 0 && x.CaseID != 0 && m.CaseID != x.CaseID {
			x.Why = fmt.Sprintf("已登记为%s（%s），与附言不是同一案。", m.Voucher, m.CaseNo)
		}
		return
	}
	switch {
	case x.Kind == court.LineInterest:
		x.Plan, x.Why = PlanBank, "银行结息，记入专户利息，应上缴国库。"
	case x.Kind == court.LineFee:
		x.Plan, x.Why = PlanBank, "银行手续费，不能用案款承担：记入待补手续费，由本院经费补入或用利息抵。"
	case out:
		b.planOut(x)
	case x.Returned:
		x.Plan, x.Why = PlanLook, "像是退汇或冲正，请在原来那一笔发放或收款上办理冲正。"
	case x.Repeats != 0:
		x.Plan, x.Why = PlanLook, x.Remark
	case x.Certainty == court.MatchSure:
		x.Plan = PlanCase
		if m, ok := b.alike(x); ok {
			x.Plan, x.Why = PlanLook, fmt.Sprintf("本案%s已登记过同样金额的%s（没有流水号），请核对是否同一笔。", m.Date, m.Voucher)
		}
	default:
		x.Plan = PlanPool
	}
}

// known finds the voucher a line stands under. Short references start anew each
// day, so that they tell only together with the day.
func (b *statementBooks) known(x *StatementItem, out bool) (BankMark, bool) {
	for _, m := range b.marks[flowKey(out, x.Amount)] {
		if m.Ref != "" && m.Ref == x.Mark && (m.Date == x.Date || len(m.Ref) >= 8) && !b.used[m.Voucher] {
			b.used[m.Voucher] = true
			return m, true
		}
	}
	return BankMark{}, false
}

// alikeDays is how far apart a receipt and the bank's line may be and still be
// the same money.
const alikeDays = 5

// alike finds a receipt of the case that was logged by hand without the bank's
// reference.
func (b *statementBooks) alike(x *StatementItem) (BankMark, bool) {
	for _, m := range b.marks[flowKey(false, x.Amount)] {
		apart := m.Date.DaysUntil(x.Date)
		if m.Ref == "" && m.CaseID == x.CaseID && apart >= -alikeDays && apart <= alikeDays && !b.used[m.Voucher] {
			b.used[m.Voucher] = true
			return m, true
		}
	}
	return BankMark{}, false
}

// planOut looks for the payment that a line carries out: paid without the bank's
// reference, or approved, for the same payee and amount.
func (b *statementBooks) planOut(x *StatementItem) {
	if x.Returned {
		x.Plan, x.Why = PlanLook, "像是退回或冲正，请核对原来那一笔。"
		return
	}
	for _, m := range b.marks[flowKey(true, x.Amount)] {
		apart := m.Date.DaysUntil(x.Date) // the bank may carry it out some days later
		if m.Ref == "" && nameKey(m.Party) == nameKey(x.Party) && apart >= 0 && apart <= matchDays && !b.used[m.Voucher] {
			b.used[m.Voucher] = true
			x.Plan, x.Voucher, x.Why = PlanKnown, m.Voucher, "与已登记的发放"+m.Voucher+"相符。"
			return
		}
	}
	var fits []court.Disbursement
	for _, p := range b.payments[flowKey(true, x.Amount)] {
		payee := nameKey(p.Payee) == nameKey(x.Party) && (p.PayeeNo == "" || x.PartyNo == "" || p.PayeeNo == x.PartyNo)
		if payee && !b.used[p.Number] && (x.Certainty != court.MatchSure || p.CaseID == x.CaseID) {
			fits = append(fits, p)
		}
	}
	switch {
	case len(fits) == 1:
		p := fits[0]
		b.used[p.Number] = true
		x.Plan, x.PaymentID, x.Voucher, x.Why = PlanPay, p.ID, p.Number, "收款人、金额与已批准的"+p.Number+"相符。"
		if x.Certainty == court.MatchNone {
			x.Certainty, x.CaseID, x.CaseNo = court.MatchLikely, p.CaseID, p.CaseNo
		}
	case len(fits) > 1:
		x.Plan, x.Why = PlanLook, fmt.Sprintf("有%d笔已批准的发放收款人和金额相同，请在“案款”页逐笔确认。", len(fits))
	default:
		b.planBatch(x)
	}
}

// whyNone says why a line that went out carries out no payment.
func (b *statementBooks) whyNone(x *StatementItem) string {
	for _, p := range b.payments[flowKey(true, x.Amount)] {
		if nameKey(p.Payee) == nameKey(x.Party) && !b.used[p.Number] {
			if p.PayeeNo != "" && x.PartyNo != "" && p.PayeeNo != x.PartyNo {
				return fmt.Sprintf("收款人、金额与已批准的%s相符，但账号不同：银行付到%s，审批的是%s。请查明付到了谁的账户，再登记发放。", p.Number, x.PartyNo, p.PayeeNo)
			}
			return fmt.Sprintf("收款人、金额与已批准的%s相符，但附言的案号不是该案（%s），请核对。", p.Number, p.CaseNo)
		}
	}
	return "没有收款人、金额相符的已批准发放。"
}

func isBank(a court.Account) bool { return a.Kind == court.FundBank }

var longDigits = regexp.MustCompile(`\d{8,}`)

// bankOf finds the account a statement is of by its number above the headings;
// the first account stands in where the statement names none.
func bankOf(accounts []court.Account, head []string) (court.Account, string) {
	var banks []court.Account
	for _, a := range accounts {
		if isBank(a) {
			banks = append(banks, a)
		}
	}
	named := ""
	for _, text := range head {
		text = strings.NewReplacer(" ", "", "-", "").Replace(court.Narrow(text))
		for _, number := range longDigits.FindAllString(text, -1) {
			for _, b := range banks {
				if b.Number != "" && strings.NewReplacer(" ", "", "-", "").Replace(b.Number) == number {
					return b, ""
				}
			}
			if strings.Contains(text, "账号") && len(number) >= 10 {
				named = number
			}
		}
	}
	if named != "" && banks[0].Number != "" {
		return banks[0], fmt.Sprintf("对账单的账号%s不是本院登记的案款账户（%s），请核对是否选错了文件。", named, banks[0].Number)
	}
	return banks[0], ""
}

// StatementLayout gives the mapping a person corrected for a layout: for each
// field the label of its column.
func (o *Office) StatementLayout(ctx context.Context, layout string) (map[string]string, error) {
	return read(ctx, o, func(r Reader) (map[string]string, error) {
		all, err := r.StatementLayouts()
		return all[layout], err
	})
}

// RememberStatementLayout keeps a mapping for the next statement of the layout.
func (o *Office) RememberStatementLayout(ctx context.Context, actor Actor, layout string, labels map[string]string) error {
	return o.do(ctx, actor, MayImportStatement, "settings", func(d *deed) error {
		all, err := d.StatementLayouts()
		if err != nil || maps.Equal(all[layout], labels) {
			return err
		}
		before := all[layout]
		all[layout] = labels
		if err := d.PutStatementLayouts(all); err != nil {
			return err
		}
		return d.audit("记住银行流水的列", "settings", 0, 0, before, labels, "")
	})
}
