package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/desktop"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/cmd/zhixing/wiring"
)

// version is that of FyneApp.toml; a release build sets it by -ldflags -X.
var version = "0.1.0"

// logInNote is a file in the data folder whose text the log-in page shows; the
// example court has one.
const logInNote = "登录提示.txt"

// addWindow makes `zhixing` without a verb open the window.
func addWindow(root *cobra.Command) {
	var opt desktop.Options
	f := root.Flags()
	f.StringVar(&opt.Dir, "data", "", "数据文件夹；不写则用个人文件夹里的“执行破难工作台数据”")
	f.StringVar(&opt.User, "user", "", "登录页上预填的姓名")
	f.BoolVar(&opt.ReadOnly, "read-only", false, "以只读方式打开")
	f.StringVar(&opt.Tour, "tour", "", "自动走一遍主要画面，截图存到这个文件夹后退出（须同时给出 --user）")
	root.Version = version
	root.SetVersionTemplate("执行破难工作台 {{.Version}}\n")
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = "显示版本"
	root.RunE = func(c *cobra.Command, _ []string) error { return openWindow(c.Context(), opt) }
}

func openWindow(ctx context.Context, opt desktop.Options) error {
	if opt.Dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return court.Errorf(court.CodeInvalid, "找不到个人文件夹。").WithHint("请用 --data 指定数据文件夹。").Because(err)
		}
		opt.Dir = filepath.Join(home, "执行破难工作台数据")
	}
	if opt.Tour != "" {
		if opt.User == "" {
			return court.FieldErrorf("--user", "使用 --tour 时必须给出。")
		}
		var err error
		if opt.Password, err = askPassword("密码："); err != nil {
			return err
		}
	}
	cache := previewCache()
	previewer := paper.NewPreviewer(paper.PreviewOptions{CacheDir: cache, Compile: compilePreview(cache)})
	defer func() { _ = previewer.Close() }()
	opt.Previewer, opt.Version, opt.Now = previewer, version, clock
	opt.OpenOffice = func(ctx context.Context, dir string, readOnly bool) (*office.Office, func() error, error) {
		return seeing(previewer)(wiring.Open(ctx, dir, readOnly, clock))
	}
	opt.CreateOffice = func(ctx context.Context, dir string) (*office.Office, func() error, error) {
		return seeing(previewer)(wiring.Create(ctx, dir, clock))
	}
	opt.Restorer = wiring.Restorer(clock)
	if note, err := os.ReadFile(filepath.Join(opt.Dir, logInNote)); err == nil {
		opt.LogInHint = strings.TrimSpace(string(note))
	}
	opt.OnReady = func() { time.AfterFunc(warmDelay, previewer.Warm) }
	return desktop.Run(ctx, opt)
}

// seeing lets an office that was opened read scans.
func seeing(p *paper.Previewer) func(*office.Office, func() error, error) (*office.Office, func() error, error) {
	return func(o *office.Office, done func() error, err error) (*office.Office, func() error, error) {
		if err == nil {
			o.UseEye(wiring.Eye(p))
		}
		return o, done, err
	}
}

// warmDelay leaves the computer to the person who logs in.
const warmDelay = 5 * time.Second

// previewCache is where the preview keeps its compiled engine between runs;
// without a cache folder it compiles anew each time.
func previewCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "zhixing", "preview")
}
