package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// logIn opens the office and logs the user in for a verb.
func logIn(ctx context.Context, dir, user string, readOnly bool) (*office.Office, office.Actor, func() error, error) {
	if user == "" {
		return nil, office.Actor{}, nil, court.FieldErrorf("--user", "必须给出登录人姓名。")
	}
	o, done, err := wiring.Open(ctx, dir, readOnly, clock)
	if err != nil {
		return nil, office.Actor{}, nil, err
	}
	password, err := askPassword("密码：")
	if err == nil {
		var actor office.Actor
		if actor, err = o.LogIn(ctx, user, password); err == nil {
			return o, actor, done, nil
		}
	}
	if cerr := done(); cerr != nil && err == nil {
		err = cerr
	}
	return nil, office.Actor{}, nil, err
}

// logInForReading logs in without writing when the window has the data open.
func logInForReading(ctx context.Context, dir, user string) (*office.Office, office.Actor, func() error, error) {
	o, actor, done, err := logIn(ctx, dir, user, false)
	if court.CodeOf(err) == court.CodeLocked || court.CodeOf(err) == court.CodeReadOnly {
		return logIn(ctx, dir, user, true)
	}
	return o, actor, done, err
}

// account is who a verb works as and on which data: its options --data and
// --user.
type account struct{ dir, user string }

func (a *account) options(c *cobra.Command) {
	c.Flags().StringVar(&a.dir, "data", "", "数据文件夹")
	c.Flags().StringVar(&a.user, "user", "", "登录人姓名")
}

func (a *account) need() error { return need(map[string]string{"data": a.dir, "user": a.user}) }

// work logs in, does f and closes the data.
func (a *account) work(ctx context.Context, readOnly bool, f func(*office.Office, office.Actor) error) error {
	o, actor, done, err := logIn(ctx, a.dir, a.user, readOnly)
	if err != nil {
		return err
	}
	return closing(done, func() error { return f(o, actor) })
}

// read is work for what may run beside the window.
func (a *account) read(ctx context.Context, f func(*office.Office, office.Actor) error) error {
	o, actor, done, err := logInForReading(ctx, a.dir, a.user)
	if err != nil {
		return err
	}
	return closing(done, func() error { return f(o, actor) })
}

// askPassword takes the password from ZHIXING_PASSWORD or asks for it without
// echo; without a terminal it reads one line of standard input.
func askPassword(prompt string) (string, error) {
	if p, ok := os.LookupEnv("ZHIXING_PASSWORD"); ok {
		return p, nil
	}
	if fd := int(os.Stdin.Fd()); term.IsTerminal(fd) {
		fmt.Fprint(os.Stderr, prompt)
		b, err := term.ReadPassword(fd)
		fmt.Fprintln(os.Stderr)
		return string(b), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if line == "" && err != nil {
		return "", court.Errorf(court.CodeInvalid, "没有给出密码。").WithHint("请设置环境变量 ZHIXING_PASSWORD，或在终端中输入。")
	}
	return strings.TrimRight(line, "\r\n"), nil
}
