package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

func warningsCommand() *cobra.Command {
	var who account
	var on string
	var asCSV bool
	c := &cobra.Command{
		Use: "warnings", Short: "列出预警：超期、临近、期限、沉睡、移交、案款、终本",
		Long:    "列出预警，超期最久的在前。承办人看本人案件，组长、书记员看本组案件，局长、院领导、管理员看全部。",
		Example: "  zhixing warnings --data D:\\执行数据 --user 贺长风 --on 2018-11-23 --csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := who.need(); err != nil {
				return err
			}
			day, err := optionalDate("--on", on)
			if err != nil {
				return err
			}
			return who.read(c.Context(), func(o *office.Office, actor office.Actor) error {
				q := office.WarningScope(actor)
				q.On = day
				list, err := o.Warnings(c.Context(), q)
				if err != nil {
					return err
				}
				return writeWarnings(os.Stdout, list, asCSV)
			})
		},
	}
	who.options(c)
	f := c.Flags()
	f.StringVar(&on, "on", "", "哪一天的预警，例如 2018-11-23；不写则为今天")
	f.BoolVar(&asCSV, "csv", false, "输出 CSV")
	return c
}

// warningHeads are the columns of `warnings --csv`.
var warningHeads = []sheet.Head{
	{Label: "级别"}, {Label: "类别"}, {Label: "案号"}, {Label: "被执行人"}, {Label: "承办人"}, {Label: "工作组"}, {Label: "节点"},
	{Label: "应办日", Kind: sheet.Date}, {Label: "剩余天数", Kind: sheet.Int}, {Label: "说明"}, {Label: "办理处"},
}

func writeWarnings(w io.Writer, list []court.Warning, asCSV bool) error {
	if asCSV {
		table := make([][]any, 0, len(list))
		for _, x := range list {
			table = append(table, []any{
				x.Level.Name(), string(x.Kind), x.Number, x.Debtors, x.Officer, string(x.Group), x.Node.Name, x.Due, x.Days, x.Text, x.Where,
			})
		}
		return sheet.WriteCSV(w, warningHeads, table)
	}
	for _, x := range list {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", x.Level.Name(), x.Kind, x.Number, x.Debtors, x.Officer, x.Text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "共%d条\n", len(list))
	return err
}
