// Package locale gives the program a Chinese locale where the environment has
// none (LANG unset, C or POSIX). Fyne reads the locale while it is initialised
// and complains on standard error of one it cannot read, which would stand
// above every error of a command line. Packages are initialised in the order
// of their import paths; a module of its own gives this one a path that comes
// before Fyne's.
package locale

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value, _, _ := strings.Cut(os.Getenv(name), ".")
		if value != "" && value != "C" && value != "POSIX" {
			return
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		_ = os.Setenv(name, "zh_CN.UTF-8") // without it Fyne only complains
	}
}
