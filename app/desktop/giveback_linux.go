package desktop

// #include <malloc.h>
// static void give_back(void) {
// #ifdef __GLIBC__
//   malloc_trim(0);
// #endif
// }
import "C"

import (
	"bufio"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"golang.org/x/sys/unix"
)

// giveBack returns memory that is not used any more to the system: Go's own,
// what drawing in software took and glibc keeps in pieces of 64 KB, and the
// pages of program and library files, fonts among them, most of which were
// needed once; the others come back from the file by themselves.
func giveBack() {
	debug.FreeOSMemory()
	C.give_back()
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		slog.Warn("giving memory back", "err", err)
		return
	}
	defer func() { _ = maps.Close() }()
	lines := bufio.NewScanner(maps)
	for m := (mapping{}); lines.Scan(); {
		if m.read(lines.Text()) {
			m.drop()
		}
	}
}

// mapping is a part of the program's file, or of a library's, in memory.
type mapping struct {
	from, to uintptr
	file     bool
}

// read takes a line of /proc/self/smaps and tells whether it was the last one
// needed and the mapping is nothing but what the file has: nobody may write to
// it, and nobody did before that was forbidden, as the loader does with tables
// of addresses. Other files are left alone: they may be closed meanwhile.
func (m *mapping) read(line string) bool {
	if strings.HasPrefix(line, "Anonymous:") {
		return m.file && strings.HasSuffix(line, " 0 kB")
	}
	if line == "" || !strings.ContainsRune("0123456789abcdef", rune(line[0])) {
		return false
	}
	var from, to uintptr
	var rights, offset, device, inode, path string
	if n, _ := fmt.Sscanf(line, "%x-%x %s %s %s %s %s", &from, &to, &rights, &offset, &device, &inode, &path); n < 7 {
		*m = mapping{}
		return false
	}
	own, _ := os.Executable()
	*m = mapping{from: from, to: to, file: strings.HasPrefix(rights, "r-") && (path == own || strings.Contains(filepath.Base(path), ".so"))}
	return false
}

// drop lets the pages go. A refusal costs only memory.
func (m *mapping) drop() {
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, m.from, m.to-m.from, unix.MADV_DONTNEED)
}
