package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// A backup takes the place of the data under the window: the pages go, the
// log-in page comes, the old data are kept, the restored trail says who did it.
func TestBackupTakesThePlaceOfTheData(t *testing.T) {
	ctx, dir := context.Background(), filepath.Join(t.TempDir(), "data")
	now := func() time.Time { return time.Date(2018, 11, 23, 14, 2, 0, 0, time.Local) }
	o, done, err := wiring.Create(ctx, dir, now)
	must(t, err)
	admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	must(t, err)
	backup := filepath.Join(dir, "backups", "a.zip")
	must(t, o.Backup(ctx, admin, backup))
	_, err = o.SaveUser(ctx, admin, court.User{Name: "后来的人", Roles: []court.Role{court.RoleAccountant}}, password)
	must(t, err)
	p := &program{app: fyne.CurrentApp(), office: o, closing: done, logs: dir, win: test.NewTempWindow(t, nil), watch: newActivity(), root: container.NewStack(),
		opt: Options{Dir: dir, Now: now, Restorer: wiring.Restorer(now), OpenOffice: func(ctx context.Context, dir string, readOnly bool) (*office.Office, func() error, error) {
			return wiring.Open(ctx, dir, readOnly, now)
		}}}
	t.Cleanup(p.closeOffice)
	p.win.SetContent(p.root)
	p.enter(admin)
	p.replaceData(backup)
	uitest.Until(t, "the restore", func() bool {
		top := p.win.Canvas().Overlays().Top()
		return p.shell == nil && top != nil && strings.Contains(strings.Join(uitest.Texts(top), ""), "恢复前的数据-20181123-140200")
	})
	users, err := p.office.Users(ctx)
	must(t, err)
	if len(users) != 1 {
		t.Errorf("restored staff %+v", users)
	}
	trail, err := p.office.Audit(ctx, admin, office.AuditQuery{Limit: 1})
	must(t, err)
	if trail[0].Action != "恢复备份" || trail[0].Actor != "管理员" {
		t.Errorf("last entry %+v", trail[0])
	}
	if _, err := os.Stat(filepath.Join(dir, "恢复前的数据-20181123-140200", "zhixing.db")); err != nil {
		t.Error(err)
	}
}
