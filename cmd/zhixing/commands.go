package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
)

const usageTemplate = `用法：
  {{.UseLine}}{{if .HasAvailableSubCommands}} [命令]{{end}}
{{if .HasAvailableSubCommands}}
命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name 10}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasExample}}
示例：
{{.Example}}
{{end}}{{if not .HasParent}}
密码取自环境变量 ZHIXING_PASSWORD；没有设置时在终端询问。
退出码：0 成功；1 意外情况；2 参数或输入不对、找不到；3 没有权限或密码不对；
        4 规则不允许或冲突；5 数据文件夹被占用、损坏、只读、版本过新或磁盘已满。

查看某个命令的说明：zhixing [命令] --help
{{end}}`

// rootCommand is `zhixing`: the window, and under it the verbs.
func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "zhixing",
		Short:         "执行破难工作台",
		Long:          "执行破难工作台：人民法院执行局的办案、进度、案款、文书管理程序。\n不带命令时打开窗口。",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.DisableFlagsInUseLine = true
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n\n{{end}}{{.UsageString}}")
	root.SetFlagErrorFunc(flagError)
	addWindow(root)
	root.AddCommand(initCommand(), sampleCommand(), importCommand(), printCommand(), casesCommand(),
		backupCommand(), restoreCommand(), verifyCommand())
	addLawVerbs(root)
	root.AddCommand(prepareCommand(), warningsCommand(), statementCommand(), exportCommand())
	help := &cobra.Command{
		Use: "help [命令]", Short: "显示说明", Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			target, _, err := root.Find(args)
			if err != nil {
				target = root
			}
			return target.Help()
		},
	}
	root.SetHelpCommand(help)
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = "显示说明"
	}
	return root
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return court.Errorf(court.CodeInvalid, "没有“%s”这个命令。", args[0]).WithHint("用 zhixing --help 查看全部命令。")
	}
	return nil
}

func oneArg(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return court.Errorf(court.CodeInvalid, "要给出一个%s，现有%d个。", what, len(args)).WithHint("用 --help 查看写法。")
		}
		return nil
	}
}

// need refuses empty required options with their names.
func need(options map[string]string) error {
	for _, name := range []string{"data", "user", "court", "code", "admin", "form", "out"} {
		if v, asked := options[name]; asked && strings.TrimSpace(v) == "" {
			return court.Errorf(court.CodeInvalid, "缺少选项 --%s。", name).WithHint("用 --help 查看写法。")
		}
	}
	return nil
}

// closing runs done when f has returned and gives the first error of both.
func closing(done func() error, f func() error) error {
	err := f()
	if cerr := done(); err == nil && cerr != nil {
		err = fmt.Errorf("close: %w", cerr)
	}
	return err
}
