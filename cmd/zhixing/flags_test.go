package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"zhixing/app/court"
)

// verbs are all commands of the command line with the words that call them.
func verbs(c *cobra.Command, words []string) map[*cobra.Command][]string {
	out := map[*cobra.Command][]string{c: words}
	for _, sub := range c.Commands() {
		for x, w := range verbs(sub, append(append([]string{}, words...), sub.Name())) {
			out[x] = w
		}
	}
	return out
}

// inChinese tells whether a sentence has no English word but options, verbs and
// what the user typed.
func inChinese(say string, typed ...string) bool {
	for _, t := range typed {
		say = strings.ReplaceAll(say, t, "")
	}
	for _, word := range strings.FieldsFunc(say, func(r rune) bool { return r > unicode.MaxASCII || r == ' ' }) {
		if strings.IndexFunc(word, unicode.IsLetter) >= 0 && !strings.HasPrefix(word, "-") && len(word) > 3 {
			return false
		}
	}
	return true
}

// Every option of every verb that is given a wrong value, none, or that does
// not exist is refused in Chinese, with its name and the value.
func TestWrongOptionsAreNamedInChinese(t *testing.T) {
	check := func(args []string, usage string, names ...string) {
		t.Helper()
		_, err := run(t, args...)
		say, hint := court.Sentence(err)
		if err == nil || court.CodeOf(err) != court.CodeInvalid || exitCode(err) != exitUsage {
			t.Errorf("%v: %v", args, err)
			return
		}
		for _, name := range names {
			if !strings.Contains(say, name) {
				t.Errorf("%v: %q does not name %s", args, say, name)
			}
		}
		if !inChinese(say, append(append([]string{usage}, names...), args...)...) || !strings.Contains(hint, "--help") {
			t.Errorf("%v: %q, %q", args, say, hint)
		}
	}
	for c, words := range verbs(rootCommand(), nil) {
		check(append(words, "--nosuch"), "", "--nosuch")
		check(append(words, "-q"), "", "-q")
		check(append(words, "--=x"), "", "--=x")
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.NoOptDefVal == "" {
				check(append(words, "--"+f.Name), f.Usage, "--"+f.Name)
			}
			switch f.Value.Type() {
			case "int", "bool", "stringToString":
				check(append(words, "--"+f.Name+"=abc"), f.Usage, "--"+f.Name, "abc")
			}
		})
	}
}

// A date that is none is refused with the option and what was typed.
func TestWrongDatesNameTheirOption(t *testing.T) {
	for _, args := range [][]string{
		{"term", "--kind", "执", "--filed", "2018-13-01"},
		{"term", "--kind", "执", "--filed", "2018-01-10", "--today", "明天"},
		{"term", "--kind", "执", "--filed", "2018-01-10", "--deduct", "2018-02-30..2018-03-03"},
		{"term", "--kind", "执", "--filed", "2018-01-10", "--deduct", "2018-02-01..昨天"},
		{"period", "--days", "3", "--from", "2018-2-30"},
		{"warnings", "--data", "x", "--user", "y", "--on", "昨天"},
		{"print", "--data", "x", "--user", "y", "--form", "z", "--out", "o", "--all-open", "--date", "昨天"},
	} {
		_, err := run(t, args...)
		option, typed := args[len(args)-2], args[len(args)-1]
		say, _ := court.Sentence(err)
		for _, part := range strings.Split(typed, "..") {
			if _, bad := court.ParseDate(part); bad != nil && !strings.Contains(say, part) {
				t.Errorf("%v: %q does not show %s", args, say, part)
			}
		}
		if !strings.Contains(say, option) {
			t.Errorf("%v: %q does not name %s", args, say, option)
		}
	}
}
