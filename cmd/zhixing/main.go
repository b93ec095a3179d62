// Command zhixing is the 执行破难工作台: without a verb it opens the window,
// with one it does the same work without a window. It wires the parts together
// and holds no rules.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	_ "a.zhixing/locale" // before Fyne

	"zhixing/app/court"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := rootCommand().ExecuteContext(ctx)
	interrupted := ctx.Err() != nil
	stop()
	if err != nil && interrupted {
		fmt.Fprintln(os.Stderr, "操作被中断，中断前完成的已经保存。")
		os.Exit(exitOther)
	}
	if err != nil {
		complain(err)
		os.Exit(exitCode(err))
	}
}

// complain writes the user's sentence and hint to standard error; of an
// unknown error also the cause, since a command line has no log viewer.
func complain(err error) {
	say, hint := court.Sentence(err)
	var told *court.Error
	whole := errors.As(err, &told) && told.Err == nil // the sentence says it all
	if court.CodeOf(err) == court.CodeUnexpected && !whole {
		say, hint = "出现意外情况："+err.Error(), ""
	}
	fmt.Fprintln(os.Stderr, "错误："+say)
	if hint != "" {
		fmt.Fprintln(os.Stderr, "提示："+hint)
	}
}

// The exit codes, as --help lists them.
const (
	exitOther   = 1
	exitUsage   = 2
	exitDenied  = 3
	exitRefused = 4
	exitData    = 5
)

func exitCode(err error) int {
	switch court.CodeOf(err) {
	case court.CodeInvalid, court.CodeNotFound:
		return exitUsage
	case court.CodeDenied:
		return exitDenied
	case court.CodeRefused, court.CodeConflict:
		return exitRefused
	case court.CodeLocked, court.CodeDamaged, court.CodeReadOnly, court.CodeNewer, court.CodeDiskFull:
		return exitData
	}
	return exitOther
}
