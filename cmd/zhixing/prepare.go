package main

import (
	"context"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"zhixing/app/paper"
)

const preparePreview = "prepare-preview"

// prepareCommand compiles the preview into its cache folder. The window calls
// it, nobody else needs it.
func prepareCommand() *cobra.Command {
	return &cobra.Command{
		Use: preparePreview + " 文件夹", Short: "准备文书预览", Hidden: true, Args: oneArg("文件夹"),
		RunE: func(_ *cobra.Command, args []string) error { return paper.PreparePreview(args[0]) },
	}
}

// compilePreview runs prepareCommand for the folder as a process of its own,
// which yields to everything else on the computer.
func compilePreview(dir string) func(context.Context) error {
	return func(ctx context.Context) error {
		program, err := os.Executable()
		if err != nil {
			return err
		}
		c := exec.CommandContext(ctx, program, preparePreview, dir)
		c.Env = []string{} // it needs nothing from there
		yieldToOthers(c)
		if err := c.Start(); err != nil {
			return err
		}
		yieldFrom(c.Process.Pid)
		return c.Wait()
	}
}
