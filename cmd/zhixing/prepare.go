package main

import (
	"context"
	"io"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"zhixing/app/paper"
)

const preparePreview = "prepare-preview"

// prepareCommand compiles the preview into its cache folder. The window calls
// it, nobody else needs it; it ends when its standard input does, since the
// window is gone then.
func prepareCommand() *cobra.Command {
	return &cobra.Command{
		Use: preparePreview + " 文件夹", Short: "准备文书预览", Hidden: true, Args: oneArg("文件夹"),
		RunE: func(_ *cobra.Command, args []string) error {
			go func() {
				_, _ = io.Copy(io.Discard, os.Stdin)
				os.Exit(exitOther)
			}()
			return paper.PreparePreview(args[0])
		},
	}
}

// compilePreview runs prepareCommand for the folder as a process of its own.
func compilePreview(dir string) func(context.Context) error {
	return func(ctx context.Context) error {
		program, err := os.Executable()
		if err != nil {
			return err
		}
		c := exec.CommandContext(ctx, program, preparePreview, dir)
		c.Env = []string{"GOMAXPROCS=1"} // it needs nothing else from there
		withoutConsole(c)
		if _, err := c.StdinPipe(); err != nil { // stays open as long as this process lives
			return err
		}
		return c.Run()
	}
}
