// Package court holds the court's own words: money, dates, case numbers,
// identifiers, cases, parties, groups, stages, receipts. It imports nothing
// but the standard library, so every other part may use it.
package court

import (
	"errors"
	"fmt"
	"strings"
)

// Code is the machine-readable kind of an Error.
type Code string

// The codes a screen or a command line distinguishes.
const (
	CodeInvalid    Code = "invalid"    // input that the user can correct
	CodeDenied     Code = "denied"     // the actor's roles do not allow it
	CodeNotFound   Code = "not_found"  // no such record
	CodeConflict   Code = "conflict"   // duplicates, stale edits, money below zero
	CodeRefused    Code = "refused"    // a rule of the plan or the law forbids it
	CodeLocked     Code = "locked"     // another copy of the program holds the data
	CodeDamaged    Code = "damaged"    // database or file is broken
	CodeReadOnly   Code = "read_only"  // opened for reading, or the disk refuses writes
	CodeNewer      Code = "newer"      // written by a newer program
	CodeDiskFull   Code = "disk_full"  // no room left
	CodeUnexpected Code = "unexpected" // anything else; the cause is for the log
)

// Error has two faces: Say and Hint for the user, in Chinese, and Err, the
// cause, for the log.
type Error struct {
	Code  Code
	Field string // label of the field it concerns, when there is one
	Say   string // what happened
	Hint  string // what to do about it
	Err   error
}

// Error gives the user's sentence followed by the cause, for logs.
func (e *Error) Error() string {
	s := e.Say
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error of the code with a formatted sentence.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Say: fmt.Sprintf(format, args...)}
}

// FieldErrorf makes an invalid-input Error that names the field. A sentence
// that begins with what was filled in, in quotes, is joined by 填的, so that no
// quotes meet.
func FieldErrorf(field, format string, args ...any) *Error {
	what := fmt.Sprintf(format, args...)
	if strings.HasPrefix(what, "“") {
		what = "填的" + what
	}
	return &Error{Code: CodeInvalid, Field: field, Say: "“" + field + "”" + what}
}

// WithHint adds what the user can do and returns e.
func (e *Error) WithHint(hint string) *Error {
	e.Hint = hint
	return e
}

// Because adds the cause and returns e.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// CodeOf gives the code of err, CodeUnexpected for errors of other kinds and
// "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeUnexpected
}

// Sentence gives what the user is told about err: the sentence and the hint.
// An error without a user's face gives a general sentence.
func Sentence(err error) (say, hint string) {
	var e *Error
	if errors.As(err, &e) {
		return e.Say, e.Hint
	}
	return "程序遇到了意外情况，本次操作没有保存。", "请重试；如仍出现，请把“日志”文件夹发给系统管理员。"
}
