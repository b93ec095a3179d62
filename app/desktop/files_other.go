//go:build !windows

package desktop

import (
	"context"
	"os/exec"
	"runtime"
)

// openPath opens a file or folder with the desktop's program for it.
func openPath(path string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	return exec.CommandContext(context.Background(), name, path).Run() // it lives as long as it likes
}
