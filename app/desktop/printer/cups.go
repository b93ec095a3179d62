//go:build !windows

package printer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const canChooseSides = true

// patience is how long CUPS may take to answer.
const patience = 20 * time.Second

// run calls one of CUPS's programs in plain English, so that its answer can be
// read, and gives what it prints.
func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("%s %v: %w: %s", name, args, err, bytes.TrimSpace(said.Bytes()))
	}
	return out, err
}

// list asks CUPS. A computer without CUPS has no printers to choose from.
func list(ctx context.Context) ([]Printer, error) {
	if !installed("lpstat") {
		return nil, nil
	}
	if out, err := run(ctx, "lpstat", "-r"); err != nil || !bytes.Contains(out, []byte("is running")) {
		return nil, silent(err)
	}
	names, err := run(ctx, "lpstat", "-e")
	if err != nil {
		return nil, silent(err)
	}
	out, err := run(ctx, "lpstat", "-d")
	if err != nil {
		return nil, silent(err)
	}
	_, standard, _ := strings.Cut(strings.TrimSpace(string(out)), "destination: ")
	var printers []Printer
	for lines := bufio.NewScanner(bytes.NewReader(names)); lines.Scan(); {
		if name := strings.TrimSpace(lines.Text()); name != "" {
			printers = append(printers, Printer{Name: name, Default: name == standard})
		}
	}
	slices.SortFunc(printers, func(a, b Printer) int { return strings.Compare(a.Name, b.Name) })
	return printers, nil
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// send gives the file to lp, or to lpr where there is no lp.
func send(ctx context.Context, j Job) error {
	var args []string
	if j.Printer != "" {
		args = append(args, "-d", j.Printer)
	}
	switch j.Sides {
	case SidesOne:
		args = append(args, "-o", "sides=one-sided")
	case SidesBoth:
		args = append(args, "-o", "sides=two-sided-long-edge")
	}
	_, err := run(ctx, "lp", append(args, "-t", filepath.Base(j.Path), "--", j.Path)...)
	if errors.Is(err, exec.ErrNotFound) {
		_, err = run(ctx, "lpr", j.Path)
	}
	if err != nil {
		return refused(j.Printer, err)
	}
	return nil
}
