package main

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// withoutConsole keeps Windows from opening a console for the process.
func withoutConsole(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
