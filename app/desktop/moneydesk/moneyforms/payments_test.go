package moneyforms

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func TestDeductionsAreRead(t *testing.T) {
	rows := newDeductionRows(newForm())
	rows.add()
	rows.add()
	rows.add()
	rows.sums[0].SetMoney(50_00)
	rows.names[2].SetText("公告费")
	rows.sums[2].SetMoney(1_200_00)
	if _, err := rows.read(); err == nil || !strings.Contains(err.Error(), "评估费") {
		t.Errorf("a line with a name and no amount: %v", err)
	}
	rows.names[1].SetText("")
	got, err := rows.read()
	want := []court.Deduction{{Name: "申请执行费", Amount: 50_00}, {Name: "公告费", Amount: 1_200_00}}
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("read %v, %v", got, err)
	}
	rows.sums[0].SetText("五十")
	if _, err := rows.read(); err == nil {
		t.Error("an unreadable amount must be refused")
	}
}

// What is kept from a payment is taken off the proposed amount, until somebody
// types another one.
func TestDeductionsAreTakenOffTheProposal(t *testing.T) {
	rows := newDeductionRows(newForm())
	rows.feeDue = 8_918_69
	var kept []court.Money
	rows.onTotal = func(m court.Money) { kept = append(kept, m) }
	rows.add()
	if len(kept) == 0 || kept[len(kept)-1] != 8_918_69 || rows.sums[0].Text != "8,918.69" {
		t.Errorf("told %v, shown %q", kept, rows.sums[0].Text)
	}
	rows.add()
	rows.sums[1].SetText("100")
	rows.sums[1].FocusLost()
	if kept[len(kept)-1] != 9_018_69 {
		t.Errorf("told %v", kept)
	}
}
