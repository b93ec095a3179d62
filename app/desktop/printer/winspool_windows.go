package printer

import (
	"context"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

const canChooseSides = false

var (
	winspool          = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters      = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter = winspool.NewProc("GetDefaultPrinterW")
)

// printerInfo4 is PRINTER_INFO_4W: what is known without asking the printer.
type printerInfo4 struct {
	name, server *uint16
	attributes   uint32
}

// Flags and level of EnumPrinters.
const (
	enumLocal       = 0x2
	enumConnections = 0x4
	levelNames      = 4
)

// list asks the spooler of Windows.
func list(context.Context) ([]Printer, error) {
	var need, count uint32
	ask := func(buffer *byte, size uint32) error {
		ok, _, err := enumPrinters.Call(enumLocal|enumConnections, 0, levelNames,
			uintptr(unsafe.Pointer(buffer)), uintptr(size), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
		if ok == 0 {
			return err
		}
		return nil
	}
	if err := enumPrinters.Find(); err != nil {
		return nil, silent(err)
	}
	err := ask(nil, 0)
	if need == 0 {
		if err != nil {
			return nil, silent(err)
		}
		return nil, nil
	}
	// 8-byte words: the records begin with pointers.
	buffer := make([]uint64, (need+7)/8)
	if err := ask((*byte)(unsafe.Pointer(&buffer[0])), need); err != nil {
		return nil, silent(err)
	}
	standard := defaultName()
	var printers []Printer
	for _, info := range unsafe.Slice((*printerInfo4)(unsafe.Pointer(&buffer[0])), count) {
		name := windows.UTF16PtrToString(info.name)
		printers = append(printers, Printer{Name: name, Default: name == standard})
	}
	slices.SortFunc(printers, func(a, b Printer) int { return strings.Compare(a.Name, b.Name) })
	return printers, nil
}

// defaultName gives the name of the standard printer, "" when there is none.
func defaultName() string {
	if getDefaultPrinter.Find() != nil {
		return ""
	}
	var size uint32
	_, _, _ = getDefaultPrinter.Call(0, uintptr(unsafe.Pointer(&size))) // asks for the size
	if size == 0 {
		return ""
	}
	name := make([]uint16, size)
	if ok, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(name)
}

// send has the program for PDF files print the file, on the printer it is told.
func send(_ context.Context, j Job) error {
	verb, args := "print", ""
	if j.Printer != "" {
		verb, args = "printto", `"`+strings.ReplaceAll(j.Printer, `"`, "")+`"`
	}
	var texts [3]*uint16
	for i, s := range []string{verb, j.Path, args} {
		p, err := windows.UTF16PtrFromString(s)
		if err != nil {
			return refused(j.Printer, err)
		}
		texts[i] = p
	}
	if args == "" {
		texts[2] = nil
	}
	if err := windows.ShellExecute(0, texts[0], texts[1], texts[2], nil, windows.SW_SHOWNORMAL); err != nil {
		return refused(j.Printer, err)
	}
	return nil
}
