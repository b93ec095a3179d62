package desktop

// #include <malloc.h>
// static void give_back(void) {
// #ifdef __GLIBC__
//   malloc_trim(0);
// #endif
// }
import "C"

import "runtime/debug"

// giveBack returns memory that is not used any more to the system: Go's own,
// and what drawing in software took and glibc keeps in pieces of 64 KB.
func giveBack() {
	debug.FreeOSMemory()
	C.give_back()
}
