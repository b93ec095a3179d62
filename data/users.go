package data

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type settingRow struct {
	bun.BaseModel `bun:"table:settings"`
	Name          string `bun:",pk"`
	Value         string
}

const officeSettings = "office"

// Settings gives what the office says of itself; set tells whether it ever did.
func (r *reader) Settings() (court.Settings, bool, error) {
	var s court.Settings
	row := settingRow{Name: officeSettings}
	err := r.db.NewSelect().Model(&row).WherePK().Scan(r.ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(row.Value), &s)
	}
	return s, err == nil, err
}

// PutSettings stores what the office says of itself.
func (t *tx) PutSettings(s court.Settings) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	row := settingRow{Name: officeSettings, Value: string(b)}
	_, err = t.db.NewInsert().Model(&row).On("CONFLICT (name) DO UPDATE").Set("value = EXCLUDED.value").Exec(t.ctx)
	return err
}

type userRow struct {
	bun.BaseModel `bun:"table:users,alias:u"`
	ID            int64 `bun:",pk,autoincrement"`
	Name          string
	Roles         list[court.Role]
	Grp           court.Group
	Phone         string
	Tribunal      string
	Disabled      bool
}

func (u userRow) record() court.User {
	return court.User{ID: u.ID, Name: u.Name, Roles: u.Roles, Group: u.Grp, Phone: u.Phone, Tribunal: u.Tribunal, Disabled: u.Disabled}
}

// Users gives the staff by name, disabled ones too.
func (r *reader) Users() ([]court.User, error) {
	var rows []userRow
	err := r.db.NewSelect().Model(&rows).Order("name").Scan(r.ctx)
	return each(rows, userRow.record), err
}

// User gives one member of the staff.
func (r *reader) User(id int64) (court.User, error) {
	var row userRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return row.record(), notFound(err, "该人员")
}

type credentialRow struct {
	bun.BaseModel `bun:"table:credentials"`
	UserID        int64 `bun:",pk"`
	Hash          string
	Failures      int
	LockedUntil   moment
}

// Login gives a user by name and what a log-in is checked against.
func (r *reader) Login(name string) (court.User, office.Credentials, error) {
	var row userRow
	if err := r.db.NewSelect().Model(&row).Where("name = ?", name).Scan(r.ctx); err != nil {
		return court.User{}, office.Credentials{}, notFound(err, "该人员")
	}
	var c credentialRow
	err := r.db.NewSelect().Model(&c).Where("user_id = ?", row.ID).Scan(r.ctx)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil // a user whose password was never set; no hash matches
	}
	return row.record(), office.Credentials{Hash: c.Hash, Failures: c.Failures, LockedUntil: c.LockedUntil.in(r.zone)}, err
}

// PutUser inserts (ID 0) or updates a user.
func (t *tx) PutUser(u court.User) (int64, error) {
	row := userRow{ID: u.ID, Name: u.Name, Roles: u.Roles, Grp: u.Group, Phone: u.Phone, Tribunal: u.Tribunal, Disabled: u.Disabled}
	var err error
	if u.ID == 0 {
		_, err = t.db.NewInsert().Model(&row).Exec(t.ctx)
	} else {
		var res sql.Result
		res, err = t.db.NewUpdate().Model(&row).WherePK().Exec(t.ctx)
		err = changedOne(res, err, "该人员")
	}
	if duplicate(err) {
		err = court.Errorf(court.CodeConflict, "已经有名为“%s”的人员。", u.Name).
			WithHint("同名的两人请在姓名后加以区别，例如（二庭）。").Because(err)
	}
	return row.ID, err
}

// PutCredentials stores what a user's log-in is checked against.
func (t *tx) PutCredentials(userID int64, c office.Credentials) error {
	row := credentialRow{UserID: userID, Hash: c.Hash, Failures: c.Failures, LockedUntil: moment{c.LockedUntil}}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (user_id) DO UPDATE").
		Set("hash = EXCLUDED.hash").Set("failures = EXCLUDED.failures").Set("locked_until = EXCLUDED.locked_until").Exec(t.ctx)
	return err
}
