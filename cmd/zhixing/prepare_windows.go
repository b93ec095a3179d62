package main

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// yieldToOthers lets the process start without a console and at low priority.
func yieldToOthers(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW | windows.BELOW_NORMAL_PRIORITY_CLASS}
}

func yieldFrom(int) {}
