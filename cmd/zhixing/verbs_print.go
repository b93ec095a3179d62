package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// printGCPercent is how much the heap may grow between collections while
// thousands of papers pass through it.
const printGCPercent = 50

// printJob is what `print` is asked for.
type printJob struct {
	cases, forms []string
	allOpen      bool
	out, merge   string // folder, or one file
	duplex       bool
	copies       int
	byForm       bool
	stored       bool
	dated        court.Date
	inputs       map[string]string
}

func printCommand() *cobra.Command {
	var who account
	var dated string
	var j printJob
	c := &cobra.Command{
		Use: "print", Short: "制作文书并存为 PDF",
		Long: "制作文书并存为 PDF：一件或几件案件、一种或几种文书，每份一个文件，或者按打印顺序合并成一个文件。\n" +
			"做好的文书都存入案件；没有做成的逐件说明原因，不影响其余。",
		Example: "  zhixing print --data D:\\执行数据 --user 承办人 --case （2018）豫1599执186号 --form 执行通知书 --out 文书\n" +
			"  zhixing print --data D:\\执行数据 --user 承办人 --all-open --form 执行通知书 --form 报告财产令 --merge 今天打印.pdf --duplex",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(map[string]string{"data": who.dir, "user": who.user, "form": strings.Join(j.forms, "")}); err != nil {
				return err
			}
			day, err := optionalDate("--date", dated)
			if err == nil {
				j.dated = day
				err = j.check()
			}
			if err != nil {
				return err
			}
			return who.work(c.Context(), false, func(o *office.Office, actor office.Actor) error { return j.run(c.Context(), o, actor) })
		},
	}
	who.options(c)
	f := c.Flags()
	f.StringArrayVar(&j.cases, "case", nil, "案号；可写多次")
	f.BoolVar(&j.allOpen, "all-open", false, "全部未结案件")
	f.StringArrayVar(&j.forms, "form", nil, "文书名称，例如 执行通知书；可写多次")
	f.StringVar(&j.out, "out", "", "PDF 存放的文件夹，每份一个文件")
	f.StringVar(&j.merge, "merge", "", "按打印顺序合并成这一个 PDF 文件")
	f.BoolVar(&j.duplex, "duplex", false, "合并文件用于双面打印：每份从正面开始，背面空着的补白页")
	f.IntVar(&j.copies, "copies", 1, "合并文件里每份文书几份")
	f.BoolVar(&j.byForm, "by-form", false, "合并文件先排一种文书的全部案件；不写则一件一件排")
	f.BoolVar(&j.stored, "stored", false, "案件已有的文书直接取用，不再做一份")
	f.StringVar(&dated, "date", "", "落款日期，例如 2018-06-09；不写则为今天")
	f.StringToStringVar(&j.inputs, "set", nil, "填写项，例如 summons.place=第三法庭；可写多次")
	return c
}

// mostCopies is more than anybody means to print of one paper.
const mostCopies = 20

func (j *printJob) check() error {
	const hint = "用 --help 查看写法。"
	switch {
	case (len(j.cases) == 0) == !j.allOpen:
		return court.Errorf(court.CodeInvalid, "--case 和 --all-open 要写一个，只能写一个。").WithHint(hint)
	case (j.out == "") == (j.merge == ""):
		return court.Errorf(court.CodeInvalid, "--out 和 --merge 要写一个，只能写一个。").WithHint(hint)
	case j.merge == "" && (j.duplex || j.copies != 1):
		return court.Errorf(court.CodeInvalid, "--duplex 和 --copies 要和 --merge 一起写。").WithHint(hint)
	case j.copies < 1 || j.copies > mostCopies:
		return court.FieldErrorf("--copies", "应为 1 到 %d。", mostCopies)
	}
	return nil
}

// run makes the papers. Refused ones are listed as they come and make the exit
// code say so.
func (j *printJob) run(ctx context.Context, o *office.Office, actor office.Actor) error {
	defer debug.SetGCPercent(debug.SetGCPercent(printGCPercent))
	if err := j.checkInputs(o, actor); err != nil {
		return err
	}
	b := office.PaperBatch{ByForm: j.byForm, UseStored: j.stored}
	for _, form := range j.forms {
		b.Requests = append(b.Requests, office.PaperRequest{Form: form, Dated: j.dated, Inputs: j.inputs})
	}
	var err error
	if b.CaseIDs, err = j.caseIDs(ctx, o); err != nil {
		return err
	}
	if j.merge != "" {
		return j.intoOne(ctx, o, actor, b)
	}
	if err := sheet.MakeFolder(j.out); err != nil {
		return err
	}
	made, refused, err := printEach(ctx, o, actor, b, func(p office.MadePaper) error {
		_, err := sheet.SaveNew(j.out, office.FileName(p.Paper), p.PDF)
		return err
	})
	if err != nil {
		fmt.Printf("已制作%d份，存入各案件；文件没有全部写出。\n", made)
		return err
	}
	fmt.Printf("已制作%d份，存放在 %s\n", made, j.out)
	return refusedError(refused, err)
}

// intoOne writes the papers into one file as they come.
func (j *printJob) intoOne(ctx context.Context, o *office.Office, actor office.Actor, b office.PaperBatch) error {
	var made, refused, pages int
	var failed error
	err := sheet.SaveFile(j.merge, func(w io.Writer) error {
		m := paper.NewMerger(w, j.duplex)
		made, refused, failed = printEach(ctx, o, actor, b, func(p office.MadePaper) error {
			return m.Add(strings.TrimSuffix(office.FileName(p.Paper), ".pdf"), p.PDF, j.copies)
		})
		pages = m.Pages()
		if made == 0 && failed != nil {
			return failed
		}
		return m.Close()
	})
	if made > 0 && err != nil {
		fmt.Printf("已制作%d份，存入各案件；合并的文件没有写成。\n", made)
	}
	if err != nil {
		return err
	}
	fmt.Printf("已制作%d份，合并为%d页，存为 %s\n", made, pages, j.merge)
	return refusedError(refused, failed)
}

func refusedError(refused int, err error) error {
	if err == nil && refused > 0 {
		return court.Errorf(court.CodeRefused, "有%d份没有制成，原因见上。", refused)
	}
	return err
}

func (j *printJob) caseIDs(ctx context.Context, o *office.Office) ([]int64, error) {
	if j.allOpen {
		return o.OpenCaseIDs(ctx, j.forms...)
	}
	var ids []int64
	for _, number := range j.cases {
		c, err := o.CaseByNumber(ctx, number)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids, nil
}

// printEach makes paper by paper and hands each on at once, so that memory
// stays flat however many there are.
func printEach(ctx context.Context, o *office.Office, actor office.Actor, b office.PaperBatch, keep func(office.MadePaper) error) (made, refused int, err error) {
	err = o.MakePapers(ctx, actor, b, func(item office.BatchItem) error {
		if item.Err != nil {
			if c := court.CodeOf(item.Err); c == court.CodeDenied || c == court.CodeNotFound || c == court.CodeUnexpected {
				return item.Err
			}
			say, _ := court.Sentence(item.Err)
			fmt.Fprintf(os.Stderr, "%s %s：%s\n", item.Number, item.Form, say)
			refused++
		}
		made += len(item.Papers)
		for _, p := range item.Papers {
			if err := keep(p); err != nil {
				return err
			}
		}
		return nil
	})
	return made, refused, err
}

// checkInputs refuses inputs that none of the forms has: a mistyped one would
// be left out of every paper in silence.
func (j *printJob) checkInputs(o *office.Office, actor office.Actor) error {
	var known []string
	found := false
	for _, f := range o.Forms(actor) {
		if slices.Contains(j.forms, f.Code) || slices.Contains(j.forms, f.Name) {
			found = true
			for _, in := range f.Inputs {
				known = append(known, in.Key)
			}
		}
	}
	for key := range j.inputs {
		if found && !slices.Contains(known, key) {
			return court.FieldErrorf("--set", "中的“%s”不是%s的填写项。", key, strings.Join(j.forms, "、")).WithHint("可填写：" + strings.Join(known, "、"))
		}
	}
	return nil
}
