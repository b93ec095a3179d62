// Package cupstest runs a real CUPS of its own for tests, apart from the
// computer's: with printers whose paper falls into a folder.
package cupstest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	osuser "os/user"
	"path/filepath"
	"testing"
	"time"
)

// patience is how long the service may take on a busy machine.
const patience = 60 * time.Second

// Server is a running CUPS.
type Server struct {
	Address string // for CUPS_SERVER
	dir     string
	cmd     *exec.Cmd
}

// tray is the printer: a backend of CUPS that puts each job into a folder, as
// PDF and with its options beside it.
const tray = `#!/bin/sh
[ $# = 0 ] && exit 0
to="${DEVICE_URI#tray:}/$PRINTER-$1"
if [ -n "$6" ]; then cat "$6" > "$to.part"; else cat > "$to.part"; fi || exit 1
printf '%s\n' "$5" > "$to.options"
mv "$to.part" "$to.pdf"
`

const files = `ServerRoot %[1]s/root
ServerBin %[1]s/lib
RequestRoot %[1]s/spool
CacheDir %[1]s/cache
StateDir %[1]s/state
TempDir %[1]s/spool
ErrorLog %[1]s/error_log
AccessLog %[1]s/access_log
PageLog %[1]s/page_log
FileDevice Yes
Sandboxing Relaxed
SystemGroup root
User %[2]s
Group lp
`

const rules = `LogLevel warn
Listen %[1]s/sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`

// Start starts CUPS and ends it with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "cups") // a socket's path must be short
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := &Server{Address: filepath.Join(dir, "sock"), dir: dir}
	must(t, os.Chmod(dir, 0o755))
	for _, name := range []string{"root", "lib/backend", "spool", "cache", "state"} {
		must(t, os.MkdirAll(filepath.Join(dir, name), 0o755))
	}
	user := "lp"
	if who, err := osuser.Current(); err == nil && os.Getuid() != 0 {
		user = who.Username // CUPS stays whoever started it
	}
	must(t, os.Symlink("/usr/lib/cups/daemon", filepath.Join(dir, "lib/daemon"))) // what starts the backends
	s.write(t, "lib/backend/tray", tray, 0o700)                                   // a backend that others may not run is run by whoever started CUPS
	s.write(t, "files.conf", fmt.Sprintf(files, dir, user), 0o644)
	s.write(t, "cupsd.conf", fmt.Sprintf(rules, dir), 0o644)
	s.cmd = exec.CommandContext(context.Background(), tool("cupsd"), "-f", "-c", filepath.Join(dir, "cupsd.conf"), "-s", filepath.Join(dir, "files.conf"))
	s.cmd.Stderr = os.Stderr
	must(t, s.cmd.Start())
	t.Cleanup(s.Stop)
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		out, err := s.run("lpstat", "-r")
		if err == nil && string(out) == "scheduler is running\n" {
			return s
		}
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(dir, "error_log"))
			t.Fatalf("CUPS does not start: %s %v\n%s", out, err, log)
		}
	}
}

// AddPrinter adds a printer whose jobs fall into a folder as NAME-1.pdf …, each
// with NAME-1.options.
func (s *Server) AddPrinter(t testing.TB, name, folder string, standard bool) {
	t.Helper()
	must(t, os.MkdirAll(folder, 0o755))
	s.admin(t, "lpadmin", "-p", name, "-E", "-v", "tray:"+folder)
	if standard {
		s.admin(t, "lpadmin", "-d", name)
	}
}

// Reject makes a printer refuse jobs.
func (s *Server) Reject(t testing.TB, name string) {
	t.Helper()
	s.admin(t, "cupsreject", name)
}

// Stop ends the service; the second time it does nothing.
func (s *Server) Stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
		_ = s.cmd.Process.Kill()
		<-done
	}
}

func (s *Server) write(t testing.TB, name, text string, mode os.FileMode) {
	t.Helper()
	path := filepath.Join(s.dir, name)
	must(t, os.WriteFile(path, []byte(text), mode))
	must(t, os.Chmod(path, mode)) // CUPS refuses backends that others may write
}

func (s *Server) run(name string, args ...string) ([]byte, error) {
	c := exec.CommandContext(context.Background(), tool(name), args...)
	c.Env = append(os.Environ(), "CUPS_SERVER="+s.Address, "LC_ALL=C.UTF-8")
	return c.CombinedOutput()
}

func (s *Server) admin(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := s.run(name, args...); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// tool finds a program that may not be in the path of ordinary users.
func tool(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	return filepath.Join("/usr/sbin", name)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
