// Package law holds the rules of enforcement as pure functions over dated
// parameters: articles to cite, the working calendar, terms, the plan of a
// case's nodes, the moves between groups, the conditions of closing, fees.
// Its data are the TOML files of assets/law; it reads no clock and no
// database.
package law

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"zhixing/app/court"
	"zhixing/assets"
)

// day is a court.Date in a TOML file, written "2018-05-01".
type day struct{ court.Date }

// UnmarshalText reads the ISO form.
func (d *day) UnmarshalText(text []byte) error {
	var err error
	d.Date, err = court.ParseDate(string(text))
	return err
}

// span is the time something is in force, both days included. A zero From
// means always before To, a zero To means still in force.
type span struct {
	From day `toml:"from"`
	To   day `toml:"to"`
}

func (s span) holds(on court.Date) bool {
	if !s.From.IsZero() && on.Before(s.From.Date) {
		return false
	}
	return s.To.IsZero() || !on.After(s.To.Date)
}

// lazy gives a function that reads one data file at its first call. The files
// are compiled in and a test reads them all, so a broken one is a programmer's
// mistake and panics.
func lazy[T, R any](name string, build func(T) (R, error)) func() R {
	return sync.OnceValue(func() R {
		r, err := read(name, build)
		if err != nil {
			panic("law: " + name + ": " + err.Error())
		}
		return r
	})
}

func read[T, R any](name string, build func(T) (R, error)) (R, error) {
	var raw T
	var none R
	text, err := fs.ReadFile(assets.Law(), name)
	if err != nil {
		return none, err
	}
	decoder := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return none, err
	}
	return build(raw)
}

// index turns a list into a map by id and refuses an id that is empty or
// occurs twice.
func index[T any](list []T, id func(T) string) (map[string]T, error) {
	m := make(map[string]T, len(list))
	for _, x := range list {
		key := id(x)
		if _, twice := m[key]; twice || key == "" {
			return nil, fmt.Errorf("id %q is empty or occurs twice", key)
		}
		m[key] = x
	}
	return m, nil
}
