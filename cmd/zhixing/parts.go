package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

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
