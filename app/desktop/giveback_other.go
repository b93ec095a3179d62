//go:build !linux

package desktop

import "runtime/debug"

// giveBack returns memory that is not used any more to the system.
func giveBack() { debug.FreeOSMemory() }
