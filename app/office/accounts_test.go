package office_test

import (
	"testing"
	"time"

	"zhixing/app/court"
)

// Heads, officers and clerks belong to a group; the bureau's leaders need none.
func TestStaffNeedsAGroup(t *testing.T) {
	w := newWorld(t)
	admin := w.staff["管理员"]
	for _, role := range []court.Role{court.RoleHead, court.RoleOfficer, court.RoleClerk} {
		_, err := w.o.SaveUser(w.ctx, admin, court.User{Name: "新人", Roles: []court.Role{role}}, password)
		w.refused(err, court.CodeInvalid, "工作组")
		w.refused(err, court.CodeInvalid, string(role))
	}
	for name, roles := range map[string][]court.Role{
		"财务一": {court.RoleAccountant}, "评查一": {court.RoleReviewer}, "局长一": {court.RoleDirector, court.RoleOfficer}, "院长一": {court.RolePresident},
	} {
		_, err := w.o.SaveUser(w.ctx, admin, court.User{Name: name, Roles: roles}, password)
		w.must(err)
	}
	_, err := w.o.SaveUser(w.ctx, admin, court.User{Name: "财务一", Roles: []court.Role{court.RoleAccountant}}, password)
	w.refused(err, court.CodeConflict, "已经有名为“财务一”的人员")
}

// A locked account is listed with its time; unlocking lets in at once and
// stands in the trail.
func TestUnlock(t *testing.T) {
	w := newWorld(t)
	admin, officer := w.staff["管理员"], w.staff["沈国栋"]
	until := func() time.Time {
		list, err := w.o.Accounts(w.ctx, admin)
		w.must(err)
		for _, a := range list {
			if a.ID == officer.User.ID {
				return a.LockedUntil
			}
		}
		t.Fatal("沈国栋 is not listed")
		return time.Time{}
	}
	w.refused(w.o.Unlock(w.ctx, admin, officer.User.ID), court.CodeRefused, "没有锁定")
	for range 5 {
		if _, err := w.o.LogIn(w.ctx, "沈国栋", "wrong"); err == nil {
			t.Fatal("a wrong password was taken")
		}
	}
	if left := until().Sub(*w.now.Load()); left != 15*time.Minute {
		t.Errorf("locked for %s", left)
	}
	if _, err := w.o.Accounts(w.ctx, officer); court.CodeOf(err) != court.CodeDenied {
		t.Errorf("an officer sees the accounts: %v", err)
	}
	w.refused(w.o.Unlock(w.ctx, officer, officer.User.ID), court.CodeDenied, "管理人员")
	w.must(w.o.Unlock(w.ctx, admin, officer.User.ID))
	if !until().IsZero() {
		t.Error("still listed as locked")
	}
	_, err := w.o.LogIn(w.ctx, "沈国栋", password)
	w.must(err)
	if log := w.actions(); log[len(log)-2] != "解除锁定 管理员" {
		t.Errorf("trail %q", log[len(log)-2:])
	}
}
