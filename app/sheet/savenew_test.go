package sheet

import (
	"os"
	"path/filepath"
	"testing"

	"zhixing/app/court"
)

// TestSaveNewKeepsWhatIsThere: papers of parties with one name do not
// overwrite each other, and writing the same paper twice leaves one file.
func TestSaveNewKeepsWhatIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "文书")
	if err := MakeFolder(dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ content, name string }{{"甲", "通知.pdf"}, {"乙", "通知（2）.pdf"}, {"甲", "通知.pdf"}, {"丙", "通知（3）.pdf"}, {"乙", "通知（2）.pdf"}} {
		path, err := SaveNew(dir, "通知.pdf", []byte(c.content))
		if err != nil || filepath.Base(path) != c.name {
			t.Errorf("%s went to %s (%v), want %s", c.content, path, err, c.name)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != c.content {
			t.Errorf("%s holds %q (%v)", path, got, err)
		}
	}
}

// TestSaveNewSaysWhy: a missing folder, a file where the folder should be, a
// full disk.
func TestSaveNewSaysWhy(t *testing.T) {
	dir := t.TempDir()
	if _, err := SaveNew(filepath.Join(dir, "没有"), "通知.pdf", nil); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("missing folder: %v", err)
	}
	file := filepath.Join(dir, "文件")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := MakeFolder(filepath.Join(file, "里面")); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("a file in the way: %v", err)
	}
	if err := saveFull(); court.CodeOf(err) != court.CodeDiskFull {
		t.Errorf("a full disk: %v", err)
	}
}

// saveFull writes where there is no room.
func saveFull() error {
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	_, err = f.WriteString("x")
	return saveError("通知.pdf", err)
}
