package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

func importCommand() *cobra.Command {
	var who account
	var report, refused string
	var dry bool
	c := &cobra.Command{
		Use: "import 台账.xlsx", Short: "导入 Excel 台账",
		Long:    "导入 Excel 台账：自动查找表头，整批在一次事务中导入；重复运行不会重复导入。",
		Example: "  zhixing import 台账.xlsx --data D:\\执行数据 --user 管理员 --dry-run --report 结果.csv",
		Args:    oneArg("Excel 文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := who.need(); err != nil {
				return err
			}
			return who.work(c.Context(), dry, func(o *office.Office, actor office.Actor) error {
				return importLedger(c.Context(), o, actor, args[0], dry, report, refused)
			})
		},
	}
	who.options(c)
	f := c.Flags()
	f.BoolVar(&dry, "dry-run", false, "只试算，不写入")
	f.StringVar(&report, "report", "", "逐行结果写到这个 CSV 文件")
	f.StringVar(&refused, "refused", "", "被拒绝的行连同原因写到这个 Excel 文件")
	return c
}

func importLedger(ctx context.Context, o *office.Office, actor office.Actor, path string, dry bool, report, refused string) error {
	book, err := sheet.Open(path)
	if err != nil {
		return err
	}
	table, mapping, err := book.Propose()
	if err != nil {
		return err
	}
	result, err := o.ImportLedger(ctx, actor, sheet.ReadLedger(table, mapping), dry)
	if err != nil {
		return err
	}
	if report != "" {
		err := sheet.SaveFile(report, func(w io.Writer) error { return sheet.WriteReport(w, result.Rows) })
		if err != nil {
			return err
		}
	}
	if refused != "" {
		if err := sheet.WriteRefused(refused, table, mapping, result.Rows); err != nil {
			return err
		}
	}
	verb := "已导入"
	if dry {
		verb = "试算：将导入"
	}
	fmt.Printf("工作表“%s”，表头在第%d行，共%d行数据。\n", table.Sheet, table.HeadRow, len(result.Rows))
	fmt.Printf("%s%d件（其中有提示%d件），拒绝%d行，已存在未改动%d件。\n",
		verb, result.Imported, result.Warned, result.Rejected, result.Unchanged)
	for _, r := range result.Rows {
		if r.Outcome == court.LedgerRejected {
			fmt.Printf("  第%d行 拒绝：%s\n", r.SheetRow, r.Reasons())
		}
	}
	return nil
}

func casesCommand() *cobra.Command {
	var who account
	var search string
	var asCSV bool
	c := &cobra.Command{
		Use: "cases", Short: "列出案件",
		Example: "  zhixing cases --data D:\\执行数据 --user 管理员 --search 𬭎 --csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := who.need(); err != nil {
				return err
			}
			return who.read(c.Context(), func(o *office.Office, _ office.Actor) error {
				rows, err := o.AllCases(c.Context(), office.CaseQuery{Search: search})
				if err != nil {
					return err
				}
				return writeCases(os.Stdout, rows, asCSV)
			})
		},
	}
	who.options(c)
	f := c.Flags()
	f.StringVar(&search, "search", "", "按案号、姓名、证件号、电话、住址查找")
	f.BoolVar(&asCSV, "csv", false, "输出 CSV")
	return c
}

func writeCases(w io.Writer, rows []office.CaseRow, asCSV bool) error {
	if asCSV {
		return writeCasesCSV(w, rows)
	}
	for _, r := range rows {
		_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			r.Number, r.Filed, r.Applicants, r.Debtors, r.Principal, r.Officer, r.Status)
		if err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "共%d件\n", len(rows))
	return err
}

// caseHeads are the columns of `cases --csv`, named as on screen.
var caseHeads = []sheet.Head{
	{Label: "案号"}, {Label: "立案日期", Kind: sheet.Date}, {Label: "申请执行人"}, {Label: "被执行人"}, {Label: "案由"},
	{Label: "标的额", Kind: sheet.Money}, {Label: "到位金额", Kind: sheet.Money}, {Label: "承办人"}, {Label: "工作组"}, {Label: "阶段"},
	{Label: "状态"}, {Label: "执行期限", Kind: sheet.Date}, {Label: "结案方式"},
}

func writeCasesCSV(w io.Writer, rows []office.CaseRow) error {
	table := make([][]any, 0, len(rows))
	for _, r := range rows {
		table = append(table, []any{
			r.Number, r.Filed, r.Applicants, r.Debtors, r.Cause, r.Principal, r.Realised, r.Officer, string(r.Group), string(r.Stage),
			string(r.Status), r.Limit, string(r.Closing),
		})
	}
	return sheet.WriteCSV(w, caseHeads, table)
}
