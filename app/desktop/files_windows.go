package desktop

import "golang.org/x/sys/windows"

// openPath opens a file or folder with the program Windows has for it.
func openPath(path string) error {
	v, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL)
}
