package court_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

func TestErrorsHaveTwoFaces(t *testing.T) {
	cause := errors.New("disk I/O error")
	err := fmt.Errorf("saving: %w", court.Errorf(court.CodeDiskFull, "磁盘已满，%s没有保存。", "案件").WithHint("请清理磁盘后重试。").Because(cause))
	say, hint := court.Sentence(err)
	if say != "磁盘已满，案件没有保存。" || hint != "请清理磁盘后重试。" || court.CodeOf(err) != court.CodeDiskFull {
		t.Errorf("%s %s %s", say, hint, court.CodeOf(err))
	}
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "disk I/O error") {
		t.Errorf("the log does not learn the cause: %v", err)
	}
	say, hint = court.Sentence(cause)
	if strings.Contains(say+hint, "disk") || say == "" || hint == "" || court.CodeOf(cause) != court.CodeUnexpected || court.CodeOf(nil) != "" {
		t.Errorf("a foreign error shows %s %s", say, hint)
	}
	var field *court.Error
	if !errors.As(error(court.FieldErrorf("立案日期", "不能为空。")), &field) || field.Field != "立案日期" || field.Say != "“立案日期”不能为空。" {
		t.Errorf("%+v", field)
	}
}

func TestCleanLine(t *testing.T) {
	for in, want := range map[string]string{
		"  孟　样例\r\n ": "孟 样例", "a\u200bb\ufeff": "ab", "a\tb\n\nc": "a b c", "\u00a0": "", "𬭎㛃䶮": "𬭎㛃䶮", "a\xffb": "ab",
	} {
		if got := court.CleanLine(in); got != want {
			t.Errorf("CleanLine(%q) = %q, want %q", in, got, want)
		}
	}
	if got := court.Narrow("（２０１８）　ＡＢ，￥"); got != "(2018) AB,￥" {
		t.Errorf("Narrow: %q", got)
	}
}

func TestSplitNames(t *testing.T) {
	got := court.SplitNames(" 孟样例、何样例；样例建材有限公司\n陶样例/ ，，")
	if !slices.Equal(got, []string{"孟样例", "何样例", "样例建材有限公司", "陶样例"}) {
		t.Errorf("%q", got)
	}
	if court.SplitNames(" \n") != nil {
		t.Error("no names")
	}
}

func TestBalance(t *testing.T) {
	d := court.Disbursement{Amount: 900, Deductions: []court.Deduction{{Name: "申请执行费", Amount: 50}, {Name: "评估费", Amount: 30}}}
	if d.Total() != 980 {
		t.Errorf("total %s", d.Total())
	}
	b := court.Balance{Received: 1500, Paid: 980, Pending: 400}
	if b.Held() != 520 || b.Free() != 120 {
		t.Errorf("held %s, free %s", b.Held(), b.Free())
	}
}

func TestParties(t *testing.T) {
	c := court.Case{Parties: []court.Party{
		{Role: court.RoleApplicant, Name: "何样例"}, {Role: court.RoleDebtor, Name: "孟样例"}, {Role: court.RoleDebtor, Name: "样例建材有限公司"},
	}}
	if c.NamesOf(court.RoleDebtor) != "孟样例、样例建材有限公司" || c.NamesOf(court.RoleThird) != "" || len(c.PartiesOf(court.RoleApplicant)) != 1 {
		t.Error(c.NamesOf(court.RoleDebtor))
	}
	u := court.User{Roles: []court.Role{court.RoleOfficer, court.RoleClerk}}
	if !u.Has(court.RoleHead, court.RoleClerk) || u.Has(court.RoleAdmin) || u.Has() {
		t.Error("roles")
	}
}

func TestClosingModesFollowTheKind(t *testing.T) {
	for kind, want := range map[court.CaseKind]int{court.KindFirst: 6, court.KindResumed: 3, court.KindProtection: 3} {
		if got := court.ClosingModesOf(kind); len(got) != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
	for _, k := range court.CaseKinds {
		if k.Name() == "" {
			t.Errorf("%s has no name", k)
		}
	}
}
