package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// foundMost is how many answers a lookup gives.
const foundMost = 50

// WhoseCase tells in which cases something occurs: an identifier, name, plate,
// account, phone or case number, typed or pasted with spaces and dashes. People
// come before their properties.
func (o *Office) WhoseCase(ctx context.Context, text string) ([]Found, error) {
	name := court.CleanLine(text)
	key := court.FindKey(text)
	if len([]rune(name)) < 2 {
		return nil, nil
	}
	return read(ctx, o, func(r Reader) ([]Found, error) {
		var out []Found
		if n, err := court.ParseCaseNumber(name); err == nil {
			c, err := r.CaseByNumber(n)
			if err == nil {
				return []Found{{CaseID: c.ID, Number: c.Number.String(), Officer: c.Officer, Status: c.Status, Name: c.NamesOf(court.RoleDebtor), Role: court.RoleDebtor}}, nil
			}
			if court.CodeOf(err) != court.CodeNotFound {
				return nil, err
			}
		}
		for _, word := range slices.Compact([]string{name, key}) {
			people, err := r.PeopleNamed(word, foundMost)
			if err != nil {
				return nil, err
			}
			out = append(out, people...)
		}
		things, err := r.PropertiesNamed(key, foundMost)
		return append(out, things...), err
	})
}

// Debtor is one person or unit over all cases.
type Debtor struct {
	Name      string
	IDNumber  string
	Names     []string // other names under the same identifier (曾用名)
	Phones    []string
	Places    []string // addresses
	Unsure    bool     // known by name only: namesakes may be among the cases
	Cases     []PersonCase
	Lines     []PropertyLine
	Listings  []court.Listing   // newest first
	Coercions []court.Coercion  // newest first
	Crimes    []court.CrimeFile // newest first
	// Owed and Paid are over the cases in which the person is 被执行人; what a
	// resumed case took over is owed in it alone.
	Owed, Paid court.Money
}

// Debtor gives a person or unit over all cases of the court: by identifier, or
// by name where no identifier is known.
func (o *Office) Debtor(ctx context.Context, idNumber, name string) (Debtor, error) {
	return read(ctx, o, func(r Reader) (Debtor, error) {
		d := Debtor{Name: name, IDNumber: idNumber, Unsure: idNumber == ""}
		var err error
		if d.Cases, err = r.CasesOfPerson(idNumber, name); err != nil {
			return d, err
		}
		for _, c := range d.Cases {
			if d.Name == "" {
				d.Name = c.Name
			}
			d.Names = appendNew(d.Names, c.Name, d.Name)
			d.Phones = appendNew(d.Phones, c.Phone, "")
			d.Places = appendNew(d.Places, c.Address, "")
			if c.Role == court.RoleDebtor {
				d.Owed += c.Owed()
				d.Paid += c.Realised
			}
		}
		q := PropertyQuery{OwnerID: idNumber}
		if idNumber == "" {
			q.Owner = name
		}
		if d.Lines, err = propertyLines(r, q); err != nil {
			return d, err
		}
		if d.Listings, err = listedIn(r, idNumber, name, o.Today()); err != nil || idNumber+name == "" {
			return d, err
		}
		if d.Coercions, err = r.Coercions(CoercionQuery{PersonID: idNumber, Person: name}); err != nil {
			return d, err
		}
		d.Crimes, err = r.CrimeFiles(CrimeQuery{PersonID: idNumber, Person: name})
		return d, err
	})
}

// appendNew adds a text that is not there, nor the one left out.
func appendNew(list []string, text, without string) []string {
	text = strings.TrimSpace(text)
	if text == "" || text == without || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
