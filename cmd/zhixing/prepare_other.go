//go:build !windows

package main

import "os/exec"

func withoutConsole(*exec.Cmd) {}
