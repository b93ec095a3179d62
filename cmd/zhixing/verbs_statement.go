package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

func statementCommand() *cobra.Command {
	var who account
	var report string
	var dry bool
	c := &cobra.Command{
		Use: "statement 对账单", Short: "导入银行流水",
		Long: "导入银行的账户明细（Excel 或 CSV，UTF-8、GBK 都可以）：自动查找标题行，核对余额，找出重复行，逐笔认案。\n" +
			"附言写明案号的直接登记为该案收款，其余的收入记入不明款，等人认领；与已批准的发放相符的支出，由财务确认为已发放。\n" +
			"同一份对账单可以反复导入，已登记的不会再记。",
		Example: "  zhixing statement 2018年11月明细.csv --data D:\\执行数据 --user 财务 --dry-run --report 结果.csv",
		Args:    oneArg("对账单文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := who.need(); err != nil {
				return err
			}
			return who.work(c.Context(), dry, func(o *office.Office, actor office.Actor) error {
				return importStatement(c.Context(), c.OutOrStdout(), o, actor, args[0], dry, report)
			})
		},
	}
	who.options(c)
	f := c.Flags()
	f.BoolVar(&dry, "dry-run", false, "只试算，不写入")
	f.StringVar(&report, "report", "", "逐笔结果写到这个 CSV 文件")
	return c
}

func importStatement(ctx context.Context, w io.Writer, o *office.Office, actor office.Actor, path string, dry bool, report string) error {
	book, err := sheet.OpenStatement(path)
	if err != nil {
		return err
	}
	table, mapping, err := book.ProposeStatement()
	if err != nil {
		return err
	}
	labels, err := o.StatementLayout(ctx, table.Layout())
	if err != nil {
		return err
	}
	s, err := sheet.ReadStatement(table, table.Remembered(mapping, labels))
	if err != nil {
		return err
	}
	file := office.StatementFile{Name: book.Name, Head: table.Above, Lines: s.Lines, Until: s.Until, Whole: s.Whole, Newest: s.Newest}
	var result office.StatementResult
	if dry {
		result, err = o.MatchStatement(ctx, actor, file, nil)
	} else {
		result, err = o.PostStatement(ctx, actor, file, nil, nil)
	}
	if err != nil {
		return err
	}
	if report != "" {
		if err := sheet.SaveFile(report, func(w io.Writer) error { return sheet.WriteStatementReport(w, verdicts(result)) }); err != nil {
			return err
		}
	}
	return writeStatement(w, table, s, result, dry)
}

func verdicts(r office.StatementResult) []sheet.StatementVerdict {
	out := make([]sheet.StatementVerdict, len(r.Items))
	for i, x := range r.Items {
		out[i] = sheet.StatementVerdict{StatementLine: x.StatementLine, CaseNo: x.CaseNo, Certainty: x.Certainty}
	}
	return out
}

// writeStatement sums up what was done and lists what waits for a person.
func writeStatement(w io.Writer, table sheet.Table, s sheet.Statement, r office.StatementResult, dry bool) error {
	verb := "已办理"
	if dry {
		verb = "试算，没有写入"
	}
	text := fmt.Sprintf("“%s”标题行在第%d行，共%d笔。", table.Sheet, table.HeadRow, len(s.Lines))
	for _, note := range s.Notes {
		text += note
	}
	if r.Warning != "" {
		text += "\n注意：" + r.Warning
	}
	text += fmt.Sprintf("\n收入认案：确定%d笔，很可能%d笔，有几种可能%d笔，不明%d笔。\n%s：", r.SureOf(court.MatchSure), r.SureOf(court.MatchLikely),
		r.SureOf(court.MatchAmbiguous), r.SureOf(court.MatchNone), verb)
	for i, p := range office.StatementPlans {
		if i > 0 {
			text += "，"
		}
		n, sum := r.Count(p)
		text += fmt.Sprintf("%s%d笔", p, n)
		if n > 0 {
			text += fmt.Sprintf("（%s元）", sum)
		}
	}
	text += "。\n"
	for _, x := range r.Items {
		if x.Plan == office.PlanLook || x.Refused != "" {
			text += fmt.Sprintf("  第%d笔 %s %s%s元 %s：%s%s\n", x.Line, x.Date, x.Kind.Name(), x.Amount, x.Party, x.Why, x.Refused)
		}
	}
	_, err := io.WriteString(w, text)
	return err
}
