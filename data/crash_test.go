package data

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// crashDir is set in the child that TestKilledProgramLosesNothing kills.
const crashDir = "ZHIXING_TEST_CRASH_DIR"

// TestCrashChild is no test of its own: it is the program that gets killed
// while it writes.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		t.Skip("runs only inside TestKilledProgramLosesNothing")
	}
	s, err := Create(context.Background(), dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		c := addCase(t, s, i+1)
		write(t, s, func(tx office.Tx) error {
			if err := tx.InsertPaper(&court.Paper{CaseID: c.ID, Form: "x", Name: "执行通知书"}, []byte(c.Number.String())); err != nil {
				return err
			}
			return tx.AppendAudit(court.AuditEntry{At: now, Actor: "白露", Action: "登记案件", CaseID: c.ID})
		})
	}
	write(t, s, func(tx office.Tx) error {
		for i := range 2000 {
			c := newCase(1000 + i)
			if err := tx.InsertCase(&c); err != nil {
				return err
			}
		}
		os.Stdout.WriteString("in the middle\n")
		time.Sleep(time.Minute) // the parent kills us here
		return nil
	})
}

func TestKilledProgramLosesNothing(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$", "-test.v")
	child.Env = append(os.Environ(), crashDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	child.Stderr = &errs
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines, reached := bufio.NewScanner(out), false
	for !reached && lines.Scan() {
		reached = strings.Contains(lines.Text(), "in the middle")
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // killed, as intended
	if !reached {
		t.Fatalf("the child never wrote: %s", errs.String())
	}
	s, err := Open(context.Background(), dir, Options{Now: clock})
	if err != nil {
		t.Fatalf("opening after the kill: %v", err)
	}
	defer func() { _ = s.Close() }()
	if got := total(t, s); got != 25 {
		t.Errorf("%d cases after the kill, want the 25 committed ones", got)
	}
	if faults, err := s.Verify(context.Background()); err != nil || len(faults) > 0 {
		t.Errorf("after the kill: %v %v", faults, err)
	}
	addCase(t, s, 26)
}
