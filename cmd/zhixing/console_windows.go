package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// The program is built for the window, so that no black box opens with it; a
// verb typed into a console must reach that console all the same.
func init() {
	if len(os.Args) < 2 {
		return
	}
	if h, err := windows.GetStdHandle(windows.STD_OUTPUT_HANDLE); err == nil && h != 0 && h != windows.InvalidHandle {
		return // redirected to a file or a pipe
	}
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	if ok, _, _ := kernel.NewProc("AttachConsole").Call(parent); ok == 0 {
		return
	}
	const utf8 = 65001
	_, _, _ = kernel.NewProc("SetConsoleOutputCP").Call(utf8)
	if out, err := os.OpenFile("CONOUT$", os.O_RDWR, 0); err == nil {
		os.Stdout, os.Stderr = out, out
	}
	if in, err := os.OpenFile("CONIN$", os.O_RDWR, 0); err == nil {
		os.Stdin = in
	}
}
