// Package printer sends PDFs to the computer's printers: CUPS on Linux, the
// program for PDF files on Windows. It knows nothing of the window.
package printer

import (
	"context"
	"os"
	"slices"

	"zhixing/app/court"
)

// Printer is one that the computer knows.
type Printer struct {
	Name    string
	Default bool // takes what names no printer
}

// Sides says which sides of the sheets are printed.
type Sides int

// The printer's own setting, one side, both sides turned at the long edge.
const (
	SidesOfPrinter Sides = iota
	SidesOne
	SidesBoth
)

// Job is one file to print.
type Job struct {
	Path    string
	Printer string // "" for the computer's default one
	Sides   Sides  // Windows leaves it to the printer
}

// List gives the computer's printers by name. None is no error. A printing
// service that does not answer is CodeUnexpected.
func List(ctx context.Context) ([]Printer, error) { return list(ctx) }

// CanChooseSides tells whether Print can ask for one or both sides here.
func CanChooseSides() bool { return canChooseSides }

// Print hands a file to a printer; it returns once the printing service has
// taken it. A printer that is gone is CodeNotFound, one that does not take the
// file CodeUnexpected; the file stays.
func Print(ctx context.Context, j Job) error {
	if _, err := os.Stat(j.Path); err != nil {
		return court.Errorf(court.CodeNotFound, "要打印的文件“%s”不在了。", j.Path).WithHint("文书仍在案件里，请从文书列表再打印一次。").Because(err)
	}
	if j.Printer != "" {
		known, err := list(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(known, func(p Printer) bool { return p.Name == j.Printer }) {
			return court.Errorf(court.CodeNotFound, "这台电脑现在没有打印机“%s”。", j.Printer).WithHint("请接上打印机，或者另选一台。")
		}
	}
	return send(ctx, j)
}

// silent is the error for a printing service that does not answer.
func silent(err error) error {
	return court.Errorf(court.CodeUnexpected, "这台电脑的打印服务没有回答。").WithHint("请检查打印机和打印服务是否打开。").Because(err)
}

// refused is the error for a printer that does not take a file.
func refused(name string, err error) error {
	if name == "" {
		return court.Errorf(court.CodeUnexpected, "默认打印机没有接收。").WithHint("请检查打印机是否连接、有纸、设为默认，或者另选一台。").Because(err)
	}
	return court.Errorf(court.CodeUnexpected, "打印机“%s”没有接收。", name).WithHint("请检查打印机是否连接、有纸，或者另选一台。").Because(err)
}
