package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// approve asks for a payment and has it approved.
func (w *world) approve(c court.Case, amount court.Money) court.Disbursement {
	w.Helper()
	d := w.ask(c, amount)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	return d
}

// offers tells for each payment that is in no file why it must wait.
func (w *world) offers() map[int64]string {
	w.Helper()
	list, err := w.o.BatchOffers(w.ctx, w.staff["秦静宜"])
	w.must(err)
	out := map[int64]string{}
	for _, x := range list {
		out[x.ID] = x.Not
	}
	return out
}

// TestFileIsTakenBackAsAWhole: what stands in a file is not recalled alone; the
// file can be written again and taken back while nothing of it is paid, only after
// the bank was asked, and what was in it may then be recalled or sent anew, once.
func TestFileIsTakenBackAsAWhole(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 500_00)
	acc, officer := w.staff["秦静宜"], w.staff["沈国栋"]
	one, two := w.approve(c, 100_00), w.approve(c, 150_00)
	if got := w.offers(); len(got) != 2 || got[one.ID] != "" || got[two.ID] != "" {
		t.Errorf("offered: %v", got)
	}
	b, err := w.o.MakeBatch(w.ctx, acc, []int64{two.ID, one.ID})
	w.must(err)
	if len(w.offers()) != 0 {
		t.Error("what stands in a file is offered again")
	}
	err = w.o.RecallDisbursement(w.ctx, officer, one.ID, "账号有误")
	w.refused(err, court.CodeRefused, "已写进批量付款"+b.Number+"的文件")
	w.refused(err, court.CodeRefused, "撤销整批")
	again, err := w.o.ReexportBatch(w.ctx, acc, b.Number)
	w.must(err)
	if again.Total != b.Total || len(again.Payments) != 2 || again.Payments[0].ID != b.Payments[0].ID || again.Payments[1].Number != b.Payments[1].Number {
		t.Errorf("written again: %+v, was %+v", again, b)
	}
	w.refused(w.o.TakeBackBatch(w.ctx, acc, b.Number, " ", true), court.CodeInvalid, "撤销理由")
	w.refused(w.o.TakeBackBatch(w.ctx, acc, b.Number, "文件丢失", false), court.CodeInvalid, "确认银行没有收到该文件")
	w.refused(w.o.TakeBackBatch(w.ctx, officer, b.Number, "文件丢失", true), court.CodeDenied, "发放")
	w.refused(w.o.TakeBackBatch(w.ctx, acc, "2018批0099", "文件丢失", true), court.CodeNotFound, "没有批量付款")
	w.must(w.o.TakeBackBatch(w.ctx, acc, b.Number, "文件丢失", true))
	w.refused(w.o.TakeBackBatch(w.ctx, acc, b.Number, "文件丢失", true), court.CodeNotFound, "没有批量付款")
	if len(w.offers()) != 2 {
		t.Error("what was taken back is not offered")
	}
	w.must(w.o.RecallDisbursement(w.ctx, officer, one.ID, "账号有误"))
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	told := 0
	for _, e := range log {
		if e.Action == "移出批量付款" && strings.Contains(e.Reason, b.Number+"：文件丢失") {
			told++
		}
	}
	if told != 2 {
		t.Errorf("the case's trail tells %d payments taken out of the file", told)
	}
	next, err := w.o.MakeBatch(w.ctx, acc, []int64{two.ID})
	w.must(err)
	w.must(w.o.PayDisbursement(w.ctx, acc, two.ID, w.o.Today(), ""))
	w.refused(w.o.TakeBackBatch(w.ctx, acc, next.Number, "文件丢失", true), court.CodeRefused, two.Number+"已发放")
	_, err = w.o.ReexportBatch(w.ctx, acc, next.Number)
	w.refused(err, court.CodeRefused, "银行已经办理")
	list, err := w.o.PaymentBatches(w.ctx, acc)
	w.must(err)
	if len(list) != 1 || list[0].Number != next.Number || list[0].Waits() {
		t.Errorf("files: %+v", list)
	}
	w.must(w.o.ReverseDisbursement(w.ctx, acc, two.ID, "银行退回"))
	w.refused(w.o.TakeBackBatch(w.ctx, acc, next.Number, "文件丢失", true), court.CodeRefused, two.Number+"已冲正")
	w.whole()
}

// TestCashIsNotPaidFromTheBank: what was taken in cash is offered and written
// into a file only after it was paid in, also when the case has other money.
func TestCashIsNotPaidFromTheBank(t *testing.T) {
	w := newWorld(t)
	other, c := w.register(), w.register()
	acc := w.staff["秦静宜"]
	w.receive(other, 9000_00) // the bank account itself has enough
	w.receive(c, 100_00)
	cash, err := w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: court.WayCash, Amount: 200_00})
	w.must(err)
	plain, first, second := w.approve(other, 50_00), w.approve(c, 80_00), w.approve(c, 150_00)
	got := w.offers()
	if got[plain.ID] != "" || got[first.ID] != "" || !strings.Contains(got[second.ID], cash.Number) || !strings.Contains(got[second.ID], "没有解交") {
		t.Errorf("offered: %v", got)
	}
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{plain.ID, first.ID, second.ID})
	w.refused(err, court.CodeRefused, second.Number)
	if n := len(w.offers()); n != 3 {
		t.Errorf("a refused file keeps payments: %d left", n)
	}
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{plain.ID, first.ID})
	w.must(err)
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{second.ID}) // the 100 元 in the bank are sent already
	w.refused(err, court.CodeRefused, "解交")
	w.must(w.o.BankReceipt(w.ctx, acc, cash.ID, court.Banking{Date: w.o.Today()}))
	if got := w.offers(); len(got) != 1 || got[second.ID] != "" {
		t.Errorf("paid in: %v", got)
	}
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{second.ID})
	w.must(err)
	w.whole()
}

// TestLineOfAFileWithWhatWasRecalled: the bank paid the file as it was written;
// the line says which payment to put back, and another sum what to register.
func TestLineOfAFileWithWhatWasRecalled(t *testing.T) {
	on := court.D(2018, 6, 11)
	b := office.BankBatch{Number: "2018批0001", Payments: []office.BatchPayment{{Number: "2018发0001", Amount: 100_00}, {Number: "2018发0002", Amount: 50_00}},
		Recalled: []office.BatchPayment{{Number: "2018发0003", Payee: "张𬭎", Amount: 20_00}}}
	for words, want := range map[string]string{"代发2018批0001": "2018发0003（张𬭎，20.00元）已经撤回", "代发": "恢复撤回的"} {
		if _, why, sure := office.BatchOfLine([]office.BankBatch{b}, -170_00, on, words); sure || !strings.Contains(why, want) {
			t.Errorf("%s: %t %s", words, sure, why)
		}
	}
	if got, why, sure := office.BatchOfLine([]office.BankBatch{b}, -150_00, on, "代发"); !sure || len(got.Payments) != 2 {
		t.Errorf("without it: %t %s", sure, why)
	}
	if _, why, sure := office.BatchOfLine([]office.BankBatch{b}, -50_00, on, "代发2018批0001"); sure || !strings.Contains(why, "先登记“发放”，再按银行退回“冲正”") {
		t.Errorf("less than the file: %t %s", sure, why)
	}
}
