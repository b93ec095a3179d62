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
	return run(name, path)
}

// printPath sends a file to the standard printer.
func printPath(path string) error {
	if _, err := exec.LookPath("lp"); err == nil {
		return run("lp", path)
	}
	return run("lpr", path)
}

// run starts the computer's own program; it lives as long as it likes.
func run(name string, args ...string) error {
	return exec.CommandContext(context.Background(), name, args...).Run()
}
