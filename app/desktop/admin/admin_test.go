package admin

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const password = uitest.Password

// desk is a frame around one page, over a real office.
type desk struct{ *uitest.Frame }

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{uitest.NewCourt(t, wiring.Create, uitest.Now)}
	d.Strict = true
	return d
}

// backups are those of the court under test.
func (d *desk) backups() Backups {
	r := wiring.Restorer(time.Now)
	return Backups{Folder: filepath.Join(d.Dir, "backups"), Data: d.Dir, Inspect: r.Inspect, Copy: r.New,
		Replace: func(backup string) { d.Said = "replace " + backup }, Open: func(dir string) { d.Said = "open " + dir }}
}

// openSettings shows 系统设置 at a tab.
func (d *desk) openSettings(tab string) *settingsPage {
	p := NewSettingsPage(d, d.backups()).(*settingsPage)
	d.Open(p)
	if tab != tabCourt {
		p.choose(tab)
	}
	return p
}

func TestSaveSettings(t *testing.T) {
	d := newDesk(t)
	p := d.openSettings(tabCourt)
	form := p.front().(*courtPanel)
	uitest.Until(t, "reading", func() bool { return form.name.Text() != "" })
	if form.unsaved() {
		t.Error("nothing was typed, but leaving would ask")
	}
	form.code.SetText("一五九九")
	form.form.Save()
	uitest.Until(t, "refusal", func() bool { return form.form.FieldError("法院代字") != "" })
	form.code.SetText("豫1598")
	form.idle.SetNumber(5)
	if p.Leave(func() {}) {
		t.Error("unsaved settings may go unasked")
	}
	d.Window().Canvas().Overlays().Remove(d.Window().Canvas().Overlays().Top())
	uitest.Shortcut(d.Window(), fyne.KeyModifierControl, fyne.KeyS)
	form.form.Save()
	uitest.Until(t, "saving", func() bool { return d.Said != "" })
	s, err := d.Office().Settings(context.Background())
	d.Must(err)
	if s.CourtCode != "豫1598" || s.IdleMinutes != 5 || len(s.Tribunals) != 1 {
		t.Errorf("stored %+v", s)
	}
}

// fill types a new member's form: name, then the box of a role.
func fillMember(d *desk, name string, role court.Role) {
	uitest.Type(d.Window(), name)
	top := d.Window().Canvas().Overlays().Top()
	uitest.Find[*widgets.Choice](top)[0].SetID(string(court.GroupEnforcement))
	for _, box := range uitest.Find[*widgets.Check](top) {
		if box.Label == string(role) {
			box.SetChecked(true)
		}
	}
	for _, entry := range uitest.Find[*widgets.Entry](top) {
		if entry.Password {
			entry.SetText(password)
		}
	}
	uitest.Shortcut(d.Window(), fyne.KeyModifierControl, fyne.KeyS)
}

func TestAddAMember(t *testing.T) {
	d := newDesk(t)
	p := d.openSettings(tabStaff)
	staff := p.front().(*staffPanel)
	uitest.Until(t, "the staff", func() bool { return staff.table.Total() == 1 })
	staff.add()
	fillMember(d, "沈国栋", court.RoleOfficer)
	uitest.Until(t, "saving", func() bool { return d.Said != "" })
	actor, err := d.Office().LogIn(context.Background(), "沈国栋", password)
	d.Must(err)
	if !slices.Equal(actor.User.Roles, []court.Role{court.RoleOfficer}) {
		t.Errorf("roles %q", actor.User.Roles)
	}

	d.Said = ""
	staff.add()
	fillMember(d, "沈国栋", court.RoleClerk)
	uitest.Until(t, "refusal", func() bool { return uitest.Shows("沈国栋", d.Window().Canvas().Overlays().Top()) })
	uitest.Settle(200 * time.Millisecond)
	users, err := d.Office().Users(context.Background())
	d.Must(err)
	if len(users) != 2 || d.Said != "" {
		t.Errorf("a second 沈国栋 was taken: %+v", users)
	}
}

func TestBackupAndCheck(t *testing.T) {
	d := newDesk(t)
	p := d.openSettings(tabBackup)
	panel := p.front().(*backupPanel)
	panel.backup()
	uitest.Until(t, "the backup", func() bool { return panel.table.Total() == 1 })
	made := panel.table.Rows()[0]
	if !strings.HasPrefix(made.name, "zhixing-") || made.size == 0 {
		t.Errorf("backup %+v", made)
	}
	_, err := os.Stat(filepath.Join(panel.folder, made.name))
	d.Must(err)
	panel.verify()
	uitest.Until(t, "the check", func() bool { return uitest.Shows("没有发现问题", p.area) })
}

func TestAuditSearchAndDetail(t *testing.T) {
	d := newDesk(t)
	_, err := d.Office().SaveUser(context.Background(), d.Me, court.User{Name: "贺长风", Roles: []court.Role{court.RoleDirector}}, password)
	d.Must(err)
	p := NewAuditPage(d).(*auditPage)
	d.Open(p)
	uitest.Until(t, "the trail", func() bool { return p.table.Total() == 2 })
	if first := p.table.Rows()[0]; first.Action != "保存人员" || summary(first.AuditEntry) != "姓名 贺长风；岗位 执行局长" {
		t.Errorf("newest entry: %s, %s", first.Action, summary(first.AuditEntry))
	}
	p.search.SetText("初始化")
	p.filter()
	uitest.Until(t, "the search", func() bool { return p.table.Total() == 1 })
	p.detail(p.table.Rows()[0])
	top := d.Window().Canvas().Overlays().Top()
	for _, text := range []string{"法院名称", "溪山县人民法院", "豫1599"} {
		if !uitest.Shows(text, top) {
			t.Errorf("the detail does not show %q: %q", text, uitest.Texts(top))
		}
	}
}

func TestChangesInWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		entry court.AuditEntry
		want  []fieldChange
		line  string
	}{
		{"amounts are in 元", court.AuditEntry{Entity: "receipt", After: `{"ID":3,"Amount":123456789012,"Payer":"李𬭎","At":"2018-11-23T06:02:00Z"}`},
			[]fieldChange{{"金额", "", "1,234,567,890.12"}, {"付款人", "", "李𬭎"}, {"时间", "", time.Date(2018, 11, 23, 6, 2, 0, 0, time.UTC).Local().Format("2006-01-02 15:04")}},
			"金额 1,234,567,890.12；付款人 李𬭎"},
		{"only what changed", court.AuditEntry{Entity: "user", Before: `{"Name":"沈国栋","Phone":"1","Disabled":false}`, After: `{"Name":"沈国栋","Phone":"","Disabled":true}`},
			[]fieldChange{{"电话", "1", ""}, {"停用", "", "是"}}, "电话 1 → 空；停用 是"},
		{"parties by name", court.AuditEntry{Entity: "case", After: `{"Parties":[{"Role":"被执行人","Name":"李𬭎"}],"Version":2}`},
			[]fieldChange{{"当事人", "", "被执行人 李𬭎"}}, "当事人 被执行人 李𬭎"},
		{"case numbers as on papers", court.AuditEntry{Entity: "case", After: `{"Number":{"Year":2018,"Court":"豫1599","Kind":"执","Seq":186,"Old":false,"Suffix":0}}`},
			[]fieldChange{{"案号", "", "（2018）豫1599执186号"}}, "案号 （2018）豫1599执186号"},
		{"a node by its name", court.AuditEntry{Entity: "node", Before: `{"Name":"线索核查","Actual":""}`, After: `{"Name":"线索核查","Actual":"2018-11-20"}`},
			[]fieldChange{{"实际办理日", "", "2018-11-20"}}, "线索核查；实际办理日 2018-11-20"},
		{"no record", court.AuditEntry{Action: "登录"}, nil, ""},
		{"a record with what it moved", court.AuditEntry{Entity: "deduction", After: `{"What":{"Kind":"评估","From":"2018-11-01"},"Moves":[{"Node":"执行期限","Column":"","From":"2018-12-08","To":"2018-12-20"}]}`},
			[]fieldChange{{"类型", "", "评估"}, {"起", "", "2018-11-01"}, {"变动的节点", "", "执行期限 2018-12-08→2018-12-20"}}, "类型 评估；起 2018-11-01；变动的节点 执行期限 2018-12-08→2018-12-20"},
		{"a status", court.AuditEntry{Entity: "case", Before: `"在办"`, After: `{"Status":"中止"}`}, []fieldChange{{"状态", "在办", "中止"}}, "状态 在办 → 中止"},
		{"closing", court.AuditEntry{Entity: "case", Before: `"在办"`, After: `{"结案方式":"执行完毕"}`}, []fieldChange{{"结案方式", "", "执行完毕"}}, "结案方式 执行完毕"},
		{"targets", court.AuditEntry{Entity: "targets", After: `{"周":"2018-11-19","任务":{"沈国栋":3}}`}, []fieldChange{{"任务", "", "沈国栋 3"}, {"周", "", "2018-11-19"}}, "任务 沈国栋 3；周 2018-11-19"},
		{"plain text", court.AuditEntry{Entity: "case", Before: `"在办"`, After: `"中止"`}, []fieldChange{{"内容", "在办", "中止"}}, "内容 在办 → 中止"},
	} {
		if got := changes(c.entry); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if got := summary(c.entry); got != c.line {
			t.Errorf("%s: line %q, want %q", c.name, got, c.line)
		}
	}
}
