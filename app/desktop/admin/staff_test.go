package admin

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

func (d *desk) openStaff() *staffPanel {
	d.T.Helper()
	p := d.openSettings(tabStaff).front().(*staffPanel)
	uitest.Until(d.T, "the staff", func() bool { return p.table.Total() > 0 })
	return p
}

// An officer without a group, and a second person of one name, are refused at
// the field; nothing is stored.
func TestStaffIsRefusedAtTheField(t *testing.T) {
	d := newDesk(t)
	staff := d.openStaff()
	staff.add()
	fillMember(d, "沈国栋", court.RoleOfficer)
	uitest.Until(t, "saving", func() bool { return d.Said != "" })
	d.Said = ""
	staff.add()
	fillMember(d, "沈国栋", court.RoleClerk)
	uitest.Until(t, "the name is refused", func() bool { return uitest.Shows("已经有名为", d.Window().Canvas().Overlays().Top()) })
	top := d.Window().Canvas().Overlays().Top()
	uitest.Find[*widgets.Entry](top)[0].SetText("陈玥")
	uitest.Find[*widgets.Choice](top)[0].SetID(none)
	for _, b := range uitest.Find[*widgets.Button](top) {
		if strings.HasPrefix(b.Label, "保存") {
			b.Tapped(nil)
		}
	}
	uitest.Until(t, "the missing group is refused", func() bool {
		return uitest.Shows("书记员必须属于一个工作组", d.Window().Canvas().Overlays().Top())
	})
	users, err := d.Office().Users(context.Background())
	d.Must(err)
	if len(users) != 2 || d.Said != "" {
		t.Errorf("stored %+v", users)
	}
}

// A locked account says until when; the administrator opens it with one press.
func TestLockedAccountIsUnlocked(t *testing.T) {
	d := newDesk(t)
	u, err := d.Office().SaveUser(context.Background(), d.Me, court.User{Name: "陈玥", Roles: []court.Role{court.RoleClerk}, Group: court.GroupGeneral}, password)
	d.Must(err)
	for range 5 {
		_, _ = d.Office().LogIn(context.Background(), "陈玥", "wrong")
	}
	staff := d.openStaff()
	find := func() office.Account {
		for _, a := range staff.table.Rows() {
			if a.ID == u.ID {
				return a
			}
		}
		return office.Account{}
	}
	uitest.Until(t, "the lock", func() bool { return stateCell(find()).Text == "已锁定至 14:17" })
	staff.unlock(find())
	uitest.Until(t, "the lock is gone", func() bool { return stateCell(find()).Text == "在用" && strings.Contains(d.Said, "解锁") })
	_, err = d.Office().LogIn(context.Background(), "陈玥", password)
	d.Must(err)
}

// The trail of a day comes on paper in Chinese words.
func TestAuditPrints(t *testing.T) {
	d := newDesk(t)
	p := NewAuditPage(d).(*auditPage)
	d.Open(p)
	uitest.Until(t, "the trail", func() bool { return p.table.Total() == 1 })
	p.from.SetDate(court.D(2018, 11, 24))
	p.filter()
	uitest.Until(t, "nothing on the next day", func() bool { return p.table.Total() == 0 })
	p.from.SetDate(court.D(2018, 11, 23))
	p.filter()
	uitest.Until(t, "the day", func() bool { return p.table.Total() == 1 })
	p.Keys()["Ctrl+P"]()
	uitest.Until(t, "the PDF", func() bool { return d.Last() != "" })
	out, err := exec.Command("pdftotext", "-layout", d.Last(), "-").Output()
	d.Must(err)
	for _, want := range []string{"溪山县人民法院操作日志", "共1条", "自：2018-11-23", "初始化", "法院代字 豫1599", "制表人：管理员"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the list lacks %q:\n%s", want, out)
		}
	}
}

// A backup shows what it holds; it is restored into a new folder or, after a
// question, in the place of the data.
func TestRestoreIsOffered(t *testing.T) {
	d := newDesk(t)
	panel := d.openSettings(tabBackup).front().(*backupPanel)
	panel.backup()
	uitest.Until(t, "the backup", func() bool { return panel.table.Total() == 1 })
	press := func(label string) {
		t.Helper()
		for _, b := range uitest.Find[*widgets.Button](d.Window().Canvas().Overlays().Top()) {
			if strings.HasPrefix(b.Label, label) {
				b.Tapped(nil)
				return
			}
		}
		t.Fatalf("no button %s: %q", label, uitest.Texts(d.Window().Canvas().Overlays().Top()))
	}
	shows := func(text string) bool {
		top := d.Window().Canvas().Overlays().Top()
		return top != nil && strings.Contains(strings.Join(uitest.Texts(top), ""), text)
	}
	panel.table.OnOpen(panel.table.Rows()[0])
	uitest.Until(t, "its contents", func() bool { return shows("溪山县人民法院") && shows("案件 0 件") && shows("人员 1 人") })
	press("恢复到新文件夹")
	uitest.Until(t, "the folder", func() bool { return shows("新文件夹") })
	press("恢复")
	uitest.Until(t, "the question", func() bool { return shows("现在打开它看看吗") })
	press("打开")
	dir, opened := strings.CutPrefix(d.Said, "open ")
	if _, err := os.Stat(filepath.Join(dir, "zhixing.db")); !opened || err != nil {
		t.Errorf("%q, %v", d.Said, err)
	}
	panel.restore(filepath.Join(panel.folder, panel.table.Rows()[0].name))
	uitest.Until(t, "its contents again", func() bool { return shows("替换现在的数据") })
	press("替换现在的数据")
	uitest.Until(t, "the warning", func() bool { return shows("不会删除") })
	press("替换")
	if !strings.HasPrefix(d.Said, "replace ") {
		t.Errorf("%q", d.Said)
	}
}
