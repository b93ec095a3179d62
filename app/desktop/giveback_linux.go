package desktop

// #include <malloc.h>
// static void give_back(void) {
// #ifdef __GLIBC__
//   malloc_trim(0);
// #endif
// }
import "C"

import (
	"os"
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/unix"

	"zhixing/assets"
)

// giveBack returns memory that is not used any more to the system: Go's own,
// what drawing in software took and glibc keeps in pieces of 64 KB, and the
// pages of the program file that hold fonts, of which the few that are needed
// again come back from the file by themselves.
func giveBack() {
	debug.FreeOSMemory()
	C.give_back()
	for _, font := range [][]byte{assets.WindowRegular(), assets.WindowBold(), assets.SansRegular(), assets.SansBold(),
		assets.SerifRegular(), assets.SerifBold(), assets.Kai()} {
		unmap(font)
	}
}

// unmap gives the whole pages inside the bytes back, which nobody ever wrote
// to. A refusal costs only memory.
func unmap(b []byte) {
	page := os.Getpagesize()
	if len(b) < 2*page {
		return
	}
	skip := (page - int(uintptr(unsafe.Pointer(&b[0]))%uintptr(page))) % page
	whole := (len(b) - skip) / page * page
	_ = unix.Madvise(b[skip:skip+whole], unix.MADV_DONTNEED)
}
