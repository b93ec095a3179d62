package data

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// killDir is set in the child that TestKilledWhilePosting kills; soakRounds says
// how often (make soak: 1000).
const (
	killDir    = "ZHIXING_TEST_KILL_DIR"
	soakRounds = "ZHIXING_SOAK"
)

// TestPostingChild is no test of its own: it posts without end and tells of each
// posting that was confirmed, until it is killed.
func TestPostingChild(t *testing.T) {
	dir := os.Getenv(killDir)
	if dir == "" {
		t.Skip("runs only inside TestKilledWhilePosting")
	}
	s, err := Open(context.Background(), dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	for {
		var number string
		err := s.Write(context.Background(), func(tx office.Tx) error {
			n, err := tx.NextNumber("杀")
			if err != nil {
				return err
			}
			number = fmt.Sprintf("杀%06d", n)
			if n%3 == 0 {
				d := newDisbursement(int64(n%5+1), number, 50, 10)
				d.State, d.PaidOn, d.PaidBy = court.DisbursementPaid, court.D(2018, 11, 23), "钱会计"
				err = tx.InsertDisbursement(&d)
			} else {
				r := newReceipt(int64(n%5+1), number, 1000)
				err = tx.InsertReceipt(&r)
			}
			if err != nil {
				return err
			}
			return tx.AppendAudit(court.AuditEntry{At: now, Actor: "钱会计", Action: "登记收款", CaseID: int64(n%5 + 1)})
		})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("confirmed " + number + "\n")
	}
}

// TestKilledWhilePosting kills a program that posts at random instants: every
// posting it confirmed is in the books, none is half there, the books balance
// and their chain is whole.
func TestKilledWhilePosting(t *testing.T) {
	rounds := 6
	if n, err := strconv.Atoi(os.Getenv(soakRounds)); err == nil {
		rounds = n
	}
	s := newStore(t)
	for i := range 5 {
		addCase(t, s, i+1)
		addReceipt(t, s, int64(i+1), fmt.Sprintf("始%d", i), 10_000_00)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	confirmed := 0
	for round := range rounds {
		numbers := killedAfter(t, s.Dir(), time.Duration(rand.IntN(60_000))*time.Microsecond)
		confirmed += len(numbers)
		if t.Failed() {
			return
		}
		again, err := Open(context.Background(), s.Dir(), Options{Now: clock})
		if err != nil {
			t.Fatalf("round %d: opening after the kill: %v", round, err)
		}
		faults, err := again.Verify(context.Background())
		if err != nil || len(faults) > 0 {
			t.Fatalf("round %d: %v %v", round, faults, err)
		}
		if sum := sumOf(fundBalances(t, again)); sum != 0 {
			t.Errorf("round %d: the books sum up to %s", round, sum)
		}
		for _, number := range numbers {
			found := read(t, again, func(r office.Reader) ([]court.Entry, error) { return r.FundEntries(office.EntryQuery{Search: number}) })
			if len(found) != 1 || len(found[0].Lines) < 2 {
				t.Errorf("round %d: %s was confirmed and is in the books as %+v", round, number, found)
			}
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d confirmed postings", rounds, confirmed)
	if confirmed == 0 {
		t.Error("nothing was ever confirmed")
	}
}

// killedAfter runs the child, kills it so long after its first posting, and
// gives the numbers of what it confirmed.
func killedAfter(t *testing.T, dir string, wait time.Duration) []string {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestPostingChild$", "-test.v")
	child.Env = append(os.Environ(), killDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	child.Stderr = child.Stdout
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var numbers, other []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		number, ok := strings.CutPrefix(lines.Text(), "confirmed ")
		if !ok {
			other = append(other, lines.Text())
			continue
		}
		if numbers = append(numbers, number); len(numbers) == 1 {
			time.AfterFunc(wait, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // killed, as intended
	if len(numbers) == 0 {
		t.Errorf("the child posted nothing: %s", strings.Join(other, "\n"))
	}
	return numbers
}
