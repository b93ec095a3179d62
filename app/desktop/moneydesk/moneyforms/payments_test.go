package moneyforms

import (
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
