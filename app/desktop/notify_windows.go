package desktop

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// notify tells the user something when there is no window to say it in: in a
// message box, and on stderr.
func notify(title, text string) {
	fmt.Fprintln(os.Stderr, title+"："+text)
	t, err1 := windows.UTF16PtrFromString(text)
	c, err2 := windows.UTF16PtrFromString(title)
	if err1 != nil || err2 != nil {
		return
	}
	_, _ = windows.MessageBox(0, t, c, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND) // nothing more to be done
}
