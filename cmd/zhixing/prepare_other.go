//go:build !windows

package main

import (
	"os/exec"
	"syscall"
)

func yieldToOthers(*exec.Cmd) {}

// yieldFrom lowers the priority of a process; where that is refused it only
// takes more of the computer for a while.
func yieldFrom(pid int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, pid, 10) }
