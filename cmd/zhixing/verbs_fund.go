package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/office"
)

func exportCommand() *cobra.Command {
	var who account
	var file string
	c := &cobra.Command{
		Use: "export", Short: "导出全部案款账，供其他记账程序核对",
		Example: "  zhixing export --hledger 案款.journal --data D:\\执行数据 --user 秦静宜",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := who.need(); err != nil {
				return err
			}
			if file == "" {
				return court.Errorf(court.CodeInvalid, "缺少选项 --hledger。").WithHint("写明导出到哪个文件。")
			}
			return who.read(c.Context(), func(o *office.Office, actor office.Actor) error { return exportJournal(c.Context(), o, actor, file) })
		},
	}
	who.options(c)
	c.Flags().StringVar(&file, "hledger", "", "导出为 hledger 的文本账")
	return c
}

func exportJournal(ctx context.Context, o *office.Office, actor office.Actor, file string) error {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return court.Errorf(court.CodeInvalid, "不能写入文件 %s。", file).Because(err)
	}
	err = o.ExportHledger(ctx, actor, out)
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	census, err := o.Census(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("案款账已导出到 %s：记账分录 %d 笔（收款凭证 %d 张，发放 %d 笔）\n", file, census.Postings, census.Receipts, census.Payments)
	return nil
}
