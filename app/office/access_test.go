package office_test

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// actions lists what the whole audit trail says was done, oldest first.
func (w *world) actions() []string {
	w.Helper()
	log, err := w.o.Audit(w.ctx, w.staff["管理员"], office.AuditQuery{})
	w.must(err)
	var out []string
	for _, e := range slices.Backward(log) {
		out = append(out, e.Action+" "+e.Actor)
	}
	return out
}

// Whoever was disabled or lost the role after log-in makes no papers, changes
// no password, reads no audit trail and takes no backup, whatever the window
// still shows.
func TestNothingGoesOnAfterTheRoleIsGone(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	admin := w.staff["管理员"]
	officer, clerk, boss := w.staff["沈国栋"], w.staff["陈玥"], w.staff["万能"]
	gone := officer.User
	gone.Disabled = true
	moved := clerk.User
	moved.Roles = []court.Role{court.RoleReviewer}
	plain := boss.User
	plain.Roles, plain.Group = []court.Role{court.RoleClerk}, court.GroupGeneral
	for _, u := range []court.User{gone, moved, plain} {
		_, err := w.o.SaveUser(w.ctx, admin, u, "")
		w.must(err)
	}
	_, err := w.o.MakePaper(w.ctx, officer, office.PaperRequest{CaseID: c.ID, Form: "execution-notice"})
	w.refused(err, court.CodeDenied, "已停用")
	_, err = w.o.MakePaper(w.ctx, clerk, office.PaperRequest{CaseID: c.ID, Form: "execution-notice"})
	w.refused(err, court.CodeDenied, "制作文书")
	w.refused(w.o.ChangePassword(w.ctx, officer, password, "another 密码 1"), court.CodeDenied, "已停用")
	_, err = w.o.Audit(w.ctx, boss, office.AuditQuery{})
	w.refused(err, court.CodeDenied, "操作日志")
	w.refused(w.o.Backup(w.ctx, boss, filepath.Join(t.TempDir(), "a.zip")), court.CodeDenied, "备份")
	_, err = w.o.ImportLedger(w.ctx, clerk, nil, true)
	w.refused(err, court.CodeDenied, "导入台账")
	forged := office.Actor{User: court.User{Name: "外人", Roles: court.Roles}}
	_, err = w.o.RegisterCase(w.ctx, forged, aCase())
	if err == nil {
		t.Error("somebody who is not on the staff registered a case")
	}
	papers, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	if len(papers) != 0 {
		t.Errorf("papers were made: %+v", papers)
	}
}

// The audit trail shows who took the data away and who tried to get in.
func TestAuditShowsBackupsAndRefusedLogIns(t *testing.T) {
	w := newWorld(t)
	admin := w.staff["管理员"]
	target := filepath.Join(t.TempDir(), "a.zip")
	w.must(w.o.Backup(w.ctx, admin, target))
	gone := w.staff["沈国栋"].User
	gone.Disabled = true
	_, err := w.o.SaveUser(w.ctx, admin, gone, "")
	w.must(err)
	_, err = w.o.LogIn(w.ctx, "沈国栋", password)
	w.refused(err, court.CodeDenied, "已停用")
	for range 4 {
		_, err = w.o.LogIn(w.ctx, "秦静宜", "wrong password")
		w.refused(err, court.CodeDenied, "密码不对")
	}
	_, err = w.o.LogIn(w.ctx, "秦静宜", "wrong password")
	w.refused(err, court.CodeDenied, "已锁定")
	_, err = w.o.LogIn(w.ctx, "秦静宜", password)
	w.refused(err, court.CodeDenied, "已锁定")
	got := w.actions()
	for _, want := range []string{"备份数据 管理员", "登录被拒 沈国栋", "登录锁定 秦静宜", "登录被拒 秦静宜"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in the audit trail: %q", want, got)
		}
	}
}

// Wrong passwords tried side by side all count.
func TestParallelFailuresLock(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	for range 5 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if _, err := w.o.LogIn(w.ctx, "沈国栋", "wrong password"); court.CodeOf(err) != court.CodeDenied {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	_, err := w.o.LogIn(w.ctx, "沈国栋", password)
	w.refused(err, court.CodeDenied, "已锁定")
}
