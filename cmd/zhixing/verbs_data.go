package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/office/sample"
	"zhixing/cmd/zhixing/wiring"
	"zhixing/data"
)

func initCommand() *cobra.Command {
	var dir string
	var s office.Setup
	c := &cobra.Command{
		Use: "init", Short: "建立一个新的数据文件夹",
		Example: "  zhixing init --data D:\\执行数据 --court 溪山县人民法院 --code 豫1599 --admin 管理员",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			err := need(map[string]string{"data": dir, "court": s.Settings.CourtName, "code": s.Settings.CourtCode, "admin": s.Admin})
			if err != nil {
				return err
			}
			if s.Password, err = askPassword("为“" + s.Admin + "”设置密码："); err != nil {
				return err
			}
			return initOffice(c.Context(), dir, s)
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "data", "", "数据文件夹（不存在则新建）")
	f.StringVar(&s.Settings.CourtName, "court", "", "法院全称")
	f.StringVar(&s.Settings.CourtCode, "code", "", "法院代字，例如 豫1599")
	f.StringVar(&s.Admin, "admin", "", "第一名管理员的姓名")
	f.StringVar(&s.Settings.AccountBank, "bank", "", "案款专户开户行")
	f.StringVar(&s.Settings.AccountName, "account-name", "", "案款专户户名")
	f.StringVar(&s.Settings.AccountNo, "account", "", "案款专户账号")
	return c
}

// initOffice makes the folder only after the settings were found right, so
// that a mistake leaves nothing behind.
func initOffice(ctx context.Context, dir string, s office.Setup) error {
	if err := s.Check(); err != nil {
		return err
	}
	o, done, err := wiring.Create(ctx, dir, clock)
	if err != nil {
		return err
	}
	return closing(done, func() error {
		if _, err := o.SetUp(ctx, s); err != nil {
			return err
		}
		fmt.Printf("已在 %s 建立“%s”的数据，管理员：%s。\n", dir, s.Settings.CourtName, s.Admin)
		return nil
	})
}

func sampleCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "sample", Short: "建立示例法院（虚构的溪山县人民法院）",
		Example: "  zhixing sample --data ./tmp/sample",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(map[string]string{"data": dir}); err != nil {
				return err
			}
			return makeSample(c.Context(), dir)
		},
	}
	c.Flags().StringVar(&dir, "data", "", "数据文件夹（须为空或不存在）")
	return c
}

func makeSample(ctx context.Context, dir string) error {
	past := sample.NewClock(clock())
	o, done, err := wiring.Create(ctx, dir, past.Now)
	if err != nil {
		return err
	}
	return closing(done, func() error {
		if err := sample.Fill(ctx, o, past); err != nil {
			return err
		}
		note := fmt.Sprintf("示例法院（虚构）。可用的登录人：%s；密码都是 %s", sample.LogIns(), sample.Password)
		if err := os.WriteFile(filepath.Join(dir, logInNote), []byte(note+"\n"), 0o600); err != nil {
			return court.Errorf(court.CodeInvalid, "不能写入文件夹 %s。", dir).Because(err)
		}
		fmt.Printf("示例法院已建好：%s\n%s\n", dir, note)
		return nil
	})
}

func backupCommand() *cobra.Command {
	var who account
	var out string
	c := &cobra.Command{
		Use: "backup", Short: "备份全部数据到一个文件",
		Example: "  zhixing backup --data D:\\执行数据 --user 管理员 --out E:\\备份.zip",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := who.need(); err != nil {
				return err
			}
			if out == "" {
				out = filepath.Join(who.dir, "backups", "zhixing-"+clock().Format("20060102-150405")+".zip")
			}
			return who.read(c.Context(), func(o *office.Office, actor office.Actor) error {
				if err := o.Backup(c.Context(), actor, out); err != nil {
					return err
				}
				fmt.Printf("已备份到 %s\n", out)
				return noteBackup(who.dir, who.user, out)
			})
		},
	}
	who.options(c)
	c.Flags().StringVar(&out, "out", "", "备份文件（.zip）；不写则放在数据文件夹的 backups 里")
	return c
}

// noteBackup writes beside the window's own backups that there is one elsewhere,
// so that the window, which may have the data open, reminds nobody of it.
func noteBackup(dir, user, out string) error {
	folder := filepath.Join(dir, "backups")
	if filepath.Dir(out) == folder {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(folder, "用命令做的备份.txt"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s %s 备份到 %s\n", clock().Format("2006-01-02 15:04"), user, out)
	return errors.Join(err, f.Close())
}

func restoreCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "restore 备份文件", Short: "把备份恢复到一个新的数据文件夹",
		Example: "  zhixing restore E:\\备份.zip --data D:\\恢复的数据",
		Args:    oneArg("备份文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(map[string]string{"data": dir}); err != nil {
				return err
			}
			if err := data.Restore(c.Context(), args[0], dir); err != nil {
				return err
			}
			fmt.Printf("已恢复到 %s，并核对无误。\n", dir)
			return nil
		},
	}
	c.Flags().StringVar(&dir, "data", "", "新的数据文件夹（须为空或不存在）")
	return c
}

func verifyCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "verify", Short: "核对数据：数据库、操作日志的链、文书文件",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(map[string]string{"data": dir}); err != nil {
				return err
			}
			o, done, err := wiring.Open(c.Context(), dir, true, clock)
			if err != nil {
				return err
			}
			return closing(done, func() error {
				faults, err := o.Verify(c.Context())
				if err != nil {
					return err
				}
				for _, f := range faults {
					fmt.Fprintln(os.Stderr, f)
				}
				if len(faults) > 0 {
					return court.Errorf(court.CodeDamaged, "发现%d处问题。", len(faults)).WithHint("请停止使用这份数据，从最近的备份恢复。")
				}
				census, err := o.Census(c.Context())
				if err != nil {
					return err
				}
				fmt.Printf("核对完毕，没有问题。核对了%s。\n", census)
				return nil
			})
		},
	}
	c.Flags().StringVar(&dir, "data", "", "数据文件夹")
	return c
}
