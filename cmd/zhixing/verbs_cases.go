package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

func importCommand() *cobra.Command {
	var dir, user, report, refused string
	var dry bool
	c := &cobra.Command{
		Use: "import 台账.xlsx", Short: "导入 Excel 台账",
		Long:    "导入 Excel 台账：自动查找表头，整批在一次事务中导入；重复运行不会重复导入。",
		Example: "  zhixing import 台账.xlsx --data D:\\执行数据 --user 管理员 --dry-run --report 结果.csv",
		Args:    oneArg("Excel 文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(map[string]string{"data": dir, "user": user}); err != nil {
				return err
			}
			o, actor, done, err := logIn(c.Context(), dir, user, dry)
			if err != nil {
				return err
			}
			return closing(done, func() error {
				return importLedger(c.Context(), o, actor, args[0], dry, report, refused)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "data", "", "数据文件夹")
	f.StringVar(&user, "user", "", "登录人姓名")
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

func printCommand() *cobra.Command {
	var dir, user, number, form, out, dated string
	var allOpen bool
	inputs := map[string]string{}
	c := &cobra.Command{
		Use: "print", Short: "制作文书并存为 PDF",
		Example: "  zhixing print --data D:\\执行数据 --user 承办人 --case （2018）豫1599执186号 --form 执行通知书 --out 文书\n" +
			"  zhixing print --data D:\\执行数据 --user 承办人 --all-open --form 执行通知书 --out 文书",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(map[string]string{"data": dir, "user": user, "form": form, "out": out}); err != nil {
				return err
			}
			if (number == "") == !allOpen {
				return court.Errorf(court.CodeInvalid, "--case 和 --all-open 要写一个，只能写一个。").WithHint("用 --help 查看写法。")
			}
			day, err := optionalDate("--date", dated)
			if err != nil {
				return err
			}
			o, actor, done, err := logIn(c.Context(), dir, user, false)
			if err != nil {
				return err
			}
			req := office.PaperRequest{Form: form, Dated: day, Inputs: inputs}
			return closing(done, func() error { return printPapers(c.Context(), o, actor, number, req, out) })
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "data", "", "数据文件夹")
	f.StringVar(&user, "user", "", "登录人姓名")
	f.StringVar(&number, "case", "", "案号")
	f.BoolVar(&allOpen, "all-open", false, "全部未结案件")
	f.StringVar(&form, "form", "", "文书名称，例如 执行通知书")
	f.StringVar(&out, "out", "", "PDF 存放的文件夹")
	f.StringVar(&dated, "date", "", "落款日期，例如 2018-06-09；不写则为今天")
	f.StringToStringVar(&inputs, "set", nil, "填写项，例如 summons.place=第三法庭；可写多次")
	return c
}

// printPapers makes the form for one case or for all open ones. Refused cases
// are listed at the end and make the exit code say so.
func printPapers(ctx context.Context, o *office.Office, actor office.Actor, number string, req office.PaperRequest, out string) error {
	if err := checkInputs(o, actor, req); err != nil {
		return err
	}
	ids, err := caseIDs(ctx, o, number)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return court.Errorf(court.CodeInvalid, "不能建立文件夹 %s。", out).Because(err)
	}
	made, refused, err := printEach(ctx, o, actor, ids, req, out)
	fmt.Printf("已制作%d份，存放在 %s\n", made, out)
	if err == nil && refused > 0 {
		err = court.Errorf(court.CodeRefused, "有%d件案件没有制成，原因见上。", refused)
	}
	return err
}

func caseIDs(ctx context.Context, o *office.Office, number string) ([]int64, error) {
	if number == "" {
		return o.OpenCaseIDs(ctx)
	}
	c, err := o.CaseByNumber(ctx, number)
	return []int64{c.ID}, err
}

// printEach prints case by case and writes each paper at once, so that memory
// stays flat however many cases there are.
func printEach(ctx context.Context, o *office.Office, actor office.Actor, ids []int64, req office.PaperRequest, out string) (made, refused int, err error) {
	err = o.MakePapers(ctx, actor, ids, req, func(item office.BatchItem) error {
		if item.Err != nil {
			if c := court.CodeOf(item.Err); c == court.CodeDenied || c == court.CodeNotFound || c == court.CodeUnexpected {
				return item.Err
			}
			say, _ := court.Sentence(item.Err)
			fmt.Fprintf(os.Stderr, "%s：%s\n", item.Number, say)
			refused++
		}
		for _, p := range item.Papers {
			if err := writeNew(out, office.FileName(p.Paper), p.PDF); err != nil {
				return court.Errorf(court.CodeInvalid, "不能写入文件夹 %s。", out).Because(err)
			}
			made++
		}
		return nil
	})
	return made, refused, err
}

// writeNew writes a file that was not there before: parties of one name, and
// long names cut short, would otherwise overwrite each other's papers.
func writeNew(dir, name string, content []byte) error {
	base, ext := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	for n := 2; ; n++ {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			name = fmt.Sprintf("%s（%d）%s", base, n, ext)
			continue
		} else if err != nil {
			return err
		}
		_, err = f.Write(content)
		return errors.Join(err, f.Close())
	}
}

// checkInputs refuses inputs that the form does not have: a mistyped one would
// be left out of every paper in silence.
func checkInputs(o *office.Office, actor office.Actor, req office.PaperRequest) error {
	for _, f := range o.Forms(actor) {
		if f.Code != req.Form && f.Name != req.Form {
			continue
		}
		known := make([]string, 0, len(f.Inputs))
		for _, in := range f.Inputs {
			known = append(known, in.Key)
		}
		for key := range req.Inputs {
			if !slices.Contains(known, key) {
				return court.FieldErrorf("--set", "中的“%s”不是%s的填写项。", key, f.Name).WithHint("可填写：" + strings.Join(known, "、"))
			}
		}
	}
	return nil
}

func casesCommand() *cobra.Command {
	var dir, user, search string
	var asCSV bool
	c := &cobra.Command{
		Use: "cases", Short: "列出案件",
		Example: "  zhixing cases --data D:\\执行数据 --user 管理员 --search 𬭎 --csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(map[string]string{"data": dir, "user": user}); err != nil {
				return err
			}
			o, _, done, err := logInForReading(c.Context(), dir, user)
			if err != nil {
				return err
			}
			return closing(done, func() error {
				rows, err := o.AllCases(c.Context(), office.CaseQuery{Search: search})
				if err != nil {
					return err
				}
				return writeCases(os.Stdout, rows, asCSV)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "data", "", "数据文件夹")
	f.StringVar(&user, "user", "", "登录人姓名")
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
