package office

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"zhixing/app/court"
)

// Log-in rules: after maxFailures wrong passwords in a row an account is
// locked for lockFor.
const (
	maxFailures    = 5
	lockFor        = 15 * time.Minute
	minPasswordLen = 8
	// DefaultIdleMinutes locks the window when nobody touched it for so long.
	DefaultIdleMinutes = 15
	maxIdleMinutes     = 24 * 60
)

// argon2id cost: 19 MiB, two passes, one lane (the OWASP minimum), so that a
// log-in stays under 100 ms on an old office computer.
const (
	argonTime   = 2
	argonMemory = 19 * 1024 // KiB
	argonKeyLen = 32
)

// Setup is the first start: the court's settings and the first administrator.
type Setup struct {
	Settings court.Settings
	Admin    string
	Password string
}

// Check refuses settings, names and passwords that cannot be, before anything
// is written.
func (s Setup) Check() error {
	if err := checkSettings(&s.Settings); err != nil {
		return err
	}
	u := court.User{Name: s.Admin, Roles: []court.Role{court.RoleAdmin}}
	if err := checkUser(&u); err != nil {
		return err
	}
	return checkPasswordLength(s.Password)
}

// IsSetUp tells whether the first start has been done.
func (o *Office) IsSetUp(ctx context.Context) (bool, error) {
	return read(ctx, o, func(r Reader) (bool, error) {
		_, set, err := r.Settings()
		return set, err
	})
}

// SetUp stores the court's settings and makes the first administrator. It
// works once: CodeConflict afterwards.
func (o *Office) SetUp(ctx context.Context, s Setup) (Actor, error) {
	if err := checkSettings(&s.Settings); err != nil {
		return Actor{}, err
	}
	admin := court.User{Name: court.CleanLine(s.Admin), Roles: []court.Role{court.RoleAdmin}}
	if err := checkUser(&admin); err != nil {
		return Actor{}, err
	}
	hash, err := hashPassword(s.Password)
	if err != nil {
		return Actor{}, err
	}
	actor := Actor{User: admin}
	err = o.do(ctx, actor, mayNothing, "settings", func(d *deed) error {
		if _, set, err := d.Settings(); err != nil {
			return err
		} else if set {
			return court.Errorf(court.CodeConflict, "本数据文件夹已经初始化过。").WithHint("请直接登录。")
		}
		if err := d.PutSettings(s.Settings); err != nil {
			return err
		}
		id, err := d.PutUser(admin)
		if err != nil {
			return err
		}
		actor.User.ID = id
		if err := d.PutCredentials(id, Credentials{Hash: hash}); err != nil {
			return err
		}
		return d.audit("初始化", "settings", 0, 0, nil, s.Settings, "")
	})
	return actor, err
}

// Settings gives what the office says of itself.
func (o *Office) Settings(ctx context.Context) (court.Settings, error) {
	return read(ctx, o, func(r Reader) (court.Settings, error) {
		s, _, err := r.Settings()
		return s, err
	})
}

// SaveSettings changes the office's settings.
func (o *Office) SaveSettings(ctx context.Context, actor Actor, s court.Settings) error {
	if err := checkSettings(&s); err != nil {
		return err
	}
	return o.do(ctx, actor, MayManageSettings, "settings", func(d *deed) error {
		old, _, err := d.Settings()
		if err != nil {
			return err
		}
		s.PaperFonts = old.PaperFonts // SaveFonts changes them
		if err := d.PutSettings(s); err != nil {
			return err
		}
		return d.audit("修改设置", "settings", 0, 0, old, s, "")
	})
}

// courtCode is 省简称加行政区划 (法〔2015〕137号): 豫 of the high court, 豫15 of an
// intermediate one, 豫1599 of a county's.
var courtCode = regexp.MustCompile(`^\p{Han}(\d{2}|\d{4})?$`)

func checkSettings(s *court.Settings) error {
	s.CourtName, s.CourtCode = court.CleanLine(s.CourtName), court.CleanLine(court.Narrow(s.CourtCode))
	if s.CourtName == "" {
		return court.FieldErrorf("法院名称", "不能为空。")
	}
	if s.CourtCode == "" {
		return court.FieldErrorf("法院代字", "不能为空，例如 豫1599。")
	}
	if !courtCode.MatchString(s.CourtCode) {
		return court.FieldErrorf("法院代字", "“%s”不能组成案号，应为省简称加两位或四位数字，例如 豫1599。", s.CourtCode)
	}
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{
		{"法院名称", &s.CourtName, 60}, {"地址", &s.Address, 200}, {"电话", &s.Phone, 60}, {"邮编", &s.Postcode, 20},
		{"案款开户行", &s.AccountBank, 100}, {"案款户名", &s.AccountName, 100}, {"案款账号", &s.AccountNo, 60}, {"收取文件夹", &s.ScanFolder, 300},
	} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
	}
	if err := cleanWords("派出法庭", &s.Tribunals); err != nil {
		return err
	}
	if s.IdleMinutes < 0 || s.IdleMinutes > maxIdleMinutes {
		return court.FieldErrorf("空闲锁定", "应在1至%d分钟之间。", maxIdleMinutes)
	}
	if s.BackupDays < 0 || s.BackupDays > 365 {
		return court.FieldErrorf("备份提醒", "应在1至365天之间。")
	}
	account := strings.ReplaceAll(court.Narrow(s.AccountNo), " ", "")
	for _, c := range account {
		if (c < '0' || c > '9') && c != '-' {
			return court.FieldErrorf("案款账号", "“%s”含有数字以外的字符。", s.AccountNo)
		}
	}
	s.AccountNo = account
	return nil
}

// LogIn checks name and password. Five failures lock the account for a
// quarter of an hour. The sentence does not tell whether the name exists. A
// store opened for reading counts and records nothing, and logs in all the same.
func (o *Office) LogIn(ctx context.Context, name, password string) (Actor, error) {
	user, cred, err := o.credentials(ctx, court.CleanLine(name))
	if court.CodeOf(err) == court.CodeNotFound {
		return Actor{}, wrongPassword()
	} else if err != nil {
		return Actor{}, err
	}
	ok := checkPassword(cred.Hash, password)
	if o.store.ReadOnly() {
		if _, err := judgeLogIn(&cred, user, ok, o.now()); err != nil {
			return Actor{}, err
		}
		return Actor{User: user}, nil
	}
	return o.noteLogIn(ctx, user.Name, cred.Hash, ok)
}

func wrongPassword() error {
	return court.Errorf(court.CodeDenied, "姓名或密码不对。").WithHint("请重新输入；忘记密码请管理员重置。")
}

// judgeLogIn gives the audit trail's word for an attempt and why it is refused,
// and counts it in the credentials.
func judgeLogIn(cred *Credentials, user court.User, ok bool, now time.Time) (action string, refusal error) {
	switch {
	case user.Disabled:
		return "登录被拒", disabled(user)
	case cred.LockedUntil.After(now):
		return "登录被拒", lockedUntil(cred.LockedUntil)
	case ok:
		cred.Failures, cred.LockedUntil = 0, time.Time{}
		return "登录", nil
	}
	if cred.Failures++; cred.Failures < maxFailures {
		return "登录失败", wrongPassword()
	}
	cred.Failures, cred.LockedUntil = 0, now.Add(lockFor)
	return "登录锁定", lockedUntil(cred.LockedUntil)
}

// lockedUntil tells until which minute the account is locked, rounded up.
func lockedUntil(t time.Time) error {
	minute := t.Local().Add(time.Minute - time.Nanosecond).Truncate(time.Minute)
	return court.Errorf(court.CodeDenied, "密码连续输错%d次，账号已锁定到%s。", maxFailures, minute.Format("15:04")).
		WithHint("请到时再登录，或请管理员解锁。")
}

func (o *Office) credentials(ctx context.Context, name string) (court.User, Credentials, error) {
	var user court.User
	var cred Credentials
	err := o.store.Read(ctx, func(r Reader) error {
		var err error
		user, cred, err = r.Login(name)
		return err
	})
	return user, cred, err
}

// noteLogIn decides on an attempt whose password was held against the hash, and
// records it. It reads the credentials anew: attempts that run side by side all
// count, and a password that was reset meanwhile stays reset.
func (o *Office) noteLogIn(ctx context.Context, name, hash string, ok bool) (actor Actor, err error) {
	var refusal error
	err = o.do(ctx, Actor{User: court.User{Name: name}}, mayNothing, "login", func(d *deed) error {
		user, cred, err := d.Login(name)
		if err != nil {
			return err
		}
		actor = Actor{User: user}
		var action string
		if action, refusal = judgeLogIn(&cred, user, ok && cred.Hash == hash, o.now()); action != "登录被拒" {
			if err := d.PutCredentials(user.ID, cred); err != nil {
				return err
			}
		}
		return d.audit(action, "user", user.ID, 0, nil, nil, "")
	})
	if err = errors.Join(err, refusal); err != nil {
		return Actor{}, err
	}
	return actor, nil
}

// ChangePassword lets the actor change the own password.
func (o *Office) ChangePassword(ctx context.Context, actor Actor, old, new string) error {
	_, cred, err := o.credentials(ctx, actor.User.Name)
	if err != nil {
		return err
	}
	if !checkPassword(cred.Hash, old) {
		return court.FieldErrorf("原密码", "不对。")
	}
	return o.setPassword(ctx, actor, MayRead, actor.User.ID, new, "修改密码")
}

// ResetPassword lets an administrator set another user's password and ends a
// lock.
func (o *Office) ResetPassword(ctx context.Context, actor Actor, userID int64, new string) error {
	return o.setPassword(ctx, actor, MayManageUsers, userID, new, "重置密码")
}

func (o *Office) setPassword(ctx context.Context, actor Actor, may Permission, userID int64, password, action string) error {
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, may, "user", func(d *deed) error {
		if err := d.PutCredentials(userID, Credentials{Hash: hash}); err != nil {
			return err
		}
		return d.audit(action, "user", userID, 0, nil, nil, "")
	})
}

// Users lists the staff by name.
func (o *Office) Users(ctx context.Context) ([]court.User, error) {
	return read(ctx, o, Reader.Users)
}

// SaveUser adds (ID 0) or changes a member of the staff. A new one needs a
// password. The last administrator stays one.
func (o *Office) SaveUser(ctx context.Context, actor Actor, u court.User, password string) (court.User, error) {
	if err := checkUser(&u); err != nil {
		return u, err
	}
	hash := ""
	if u.ID == 0 {
		var err error
		if hash, err = hashPassword(password); err != nil {
			return u, err
		}
	}
	err := o.do(ctx, actor, MayManageUsers, "user", func(d *deed) error {
		var before any
		if u.ID != 0 {
			old, err := d.User(u.ID)
			if err != nil {
				return err
			}
			before = old
		}
		id, err := d.PutUser(u)
		if err != nil {
			return atField(err, court.CodeConflict, "姓名")
		}
		isNew := u.ID == 0
		u.ID = id
		if err := keepOneAdmin(d); err != nil {
			return err
		}
		if isNew {
			if err := d.PutCredentials(id, Credentials{Hash: hash}); err != nil {
				return err
			}
		}
		return d.audit("保存人员", "user", id, 0, before, u, "")
	})
	return u, err
}

// atField names the field that a refusal of the store is about, so that a form
// shows it there.
func atField(err error, code court.Code, field string) error {
	var e *court.Error
	if !errors.As(err, &e) || e.Code != code {
		return err
	}
	named := *e
	named.Field = field
	return &named
}

func keepOneAdmin(r Reader) error {
	users, err := r.Users()
	if err != nil {
		return err
	}
	for _, u := range users {
		if !u.Disabled && u.Has(court.RoleAdmin) {
			return nil
		}
	}
	return court.Errorf(court.CodeRefused, "至少要保留一名在用的管理员。")
}

func checkUser(u *court.User) error {
	u.Name = court.CleanLine(u.Name)
	if u.Name == "" {
		return court.FieldErrorf("姓名", "不能为空。")
	}
	if utf8.RuneCountInString(u.Name) > 30 {
		return court.FieldErrorf("姓名", "太长，最多30个字。")
	}
	if len(u.Roles) == 0 {
		return court.FieldErrorf("岗位", "至少选一个。")
	}
	for _, r := range u.Roles {
		if !slices.Contains(court.Roles, r) {
			return court.FieldErrorf("岗位", "没有“%s”这个岗位。", r)
		}
	}
	if u.Group != "" && !slices.Contains(court.Groups, u.Group) {
		return court.FieldErrorf("工作组", "没有“%s”这个组。", u.Group)
	}
	if err := cleanText("电话", &u.Phone, 60, false); err != nil {
		return err
	}
	if err := cleanText("派出法庭", &u.Tribunal, 50, false); err != nil {
		return err
	}
	return needGroup(u)
}

// needGroup refuses heads, officers and clerks without a group: what arrives,
// waits and is due would be shown to none of them. Who leads the whole bureau
// besides sees every group.
func needGroup(u *court.User) error {
	if u.Group != "" || u.Has(court.RoleDirector, court.RolePresident) {
		return nil
	}
	for _, r := range []court.Role{court.RoleHead, court.RoleOfficer, court.RoleClerk} {
		if u.Has(r) {
			return court.FieldErrorf("工作组", "要选一个：%s必须属于一个工作组，才能收到移交和预警。", r)
		}
	}
	return nil
}

// Account is a member of the staff and how the log-in stands.
type Account struct {
	court.User
	LockedUntil time.Time // zero while it is not locked
}

// Accounts lists the staff by name for those who manage it.
func (o *Office) Accounts(ctx context.Context, actor Actor) ([]Account, error) {
	return readAs(ctx, o, actor, MayManageUsers, func(r Reader) ([]Account, error) {
		users, err := r.Users()
		if err != nil {
			return nil, err
		}
		out := make([]Account, len(users))
		for i, u := range users {
			_, cred, err := r.Login(u.Name)
			if err != nil {
				return nil, err
			}
			if out[i].User = u; cred.LockedUntil.After(o.now()) {
				out[i].LockedUntil = cred.LockedUntil
			}
		}
		return out, nil
	})
}

// Unlock lets somebody log in again at once who typed too many wrong passwords;
// the password stays. An account that is not locked is CodeRefused.
func (o *Office) Unlock(ctx context.Context, actor Actor, userID int64) error {
	return o.do(ctx, actor, MayManageUsers, "user", func(d *deed) error {
		u, err := d.User(userID)
		if err != nil {
			return err
		}
		_, cred, err := d.Login(u.Name)
		if err != nil {
			return err
		}
		if !cred.LockedUntil.After(o.now()) {
			return court.Errorf(court.CodeRefused, "“%s”没有锁定。", u.Name)
		}
		cred.Failures, cred.LockedUntil = 0, time.Time{}
		if err := d.PutCredentials(userID, cred); err != nil {
			return err
		}
		return d.audit("解除锁定", "user", userID, 0, nil, nil, u.Name)
	})
}

func checkPasswordLength(password string) error {
	if utf8.RuneCountInString(password) < minPasswordLen {
		return court.FieldErrorf("密码", "至少%d个字符。", minPasswordLen)
	}
	return nil
}

func hashPassword(password string) (string, error) {
	if err := checkPasswordLength(password); err != nil {
		return "", err
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, 1, argonKeyLen)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, argonMemory, argonTime, enc(salt), enc(key)), nil
}

func checkPassword(encoded, password string) bool {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var memory, passes uint32
	var lanes uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}
