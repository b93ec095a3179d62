//go:build !windows

package desktop

import (
	"context"
	"os"
	"os/exec"
)

// notify tells the user something when there is no window to say it in: in a
// box when the desktop has a program for that. The error of Run goes to stderr.
func notify(title, text string) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	for _, box := range [][]string{
		{"zenity", "--error", "--no-markup", "--title", title, "--text", text},
		{"kdialog", "--title", title, "--error", text},
		{"notify-send", title, text},
	} {
		if path, err := exec.LookPath(box[0]); err == nil {
			if exec.CommandContext(context.Background(), path, box[1:]...).Start() == nil {
				return
			}
		}
	}
}
