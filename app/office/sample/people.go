package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"zhixing/app/court"
	"zhixing/assets"
)

// sheet is what assets/sample/court.toml says.
type sheet struct {
	Court struct {
		Name        string   `toml:"name"`
		Code        string   `toml:"code"`
		Address     string   `toml:"address"`
		Phone       string   `toml:"phone"`
		Postcode    string   `toml:"postcode"`
		AccountBank string   `toml:"account_bank"`
		AccountName string   `toml:"account_name"`
		AccountNo   string   `toml:"account_no"`
		Tribunals   []string `toml:"tribunals"`
	} `toml:"court"`
	Staff []struct {
		Name  string       `toml:"name"`
		Roles []court.Role `toml:"roles"`
		Group court.Group  `toml:"group"`
	} `toml:"staff"`
	People struct {
		Surnames  []string `toml:"surnames"`
		Given     []string `toml:"given"`
		Villages  []string `toml:"villages"`
		Units     []string `toml:"units"`
		Lenders   []string `toml:"lenders"`
		Employers []string `toml:"employers"`
	} `toml:"people"`
	Cause []struct {
		Name     string   `toml:"name"`
		Tags     []string `toml:"tags"`
		Interest string   `toml:"interest"`
	} `toml:"cause"`
}

func readSheet() (sheet, error) {
	var s sheet
	err := toml.Unmarshal(assets.SampleCourt(), &s)
	return s, err
}

// cast invents parties; the same seed gives the same people.
type cast struct {
	s   sheet
	rnd *rand.Rand
}

func (c *cast) pick(list []string) string { return list[c.rnd.IntN(len(list))] }

func (c *cast) person(role court.PartyRole) court.Party {
	first := fmt.Sprintf("411599%04d%02d%02d%03d", 1955+c.rnd.IntN(45), 1+c.rnd.IntN(12), 1+c.rnd.IntN(28), c.rnd.IntN(1000))
	p := court.Party{
		Role: role, Kind: court.PartyPerson, Name: c.pick(c.s.People.Surnames) + c.pick(c.s.People.Given), Nation: "汉族",
		IDNumber: first + string(court.PersonCheckDigit(first)), Phone: fmt.Sprintf("1390000%04d", c.rnd.IntN(10000)),
		Address: fmt.Sprintf("溪山县%s%d号", c.pick(c.s.People.Villages), 1+c.rnd.IntN(220)),
	}
	if c.rnd.IntN(4) == 0 {
		p.Employer = c.pick(c.s.People.Employers)
	}
	return p
}

func (c *cast) unit(role court.PartyRole, names []string) court.Party {
	const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	name := c.pick(names)
	first := "91411599"
	own := rand.New(rand.NewPCG(uint64(len(name)), uint64([]rune(name)[3]))) // the same unit keeps its code
	for len(first) < 17 {
		first += string(letters[own.IntN(len(letters))])
	}
	return court.Party{
		Role: role, Kind: court.PartyCompany, Name: name, IDNumber: first + string(court.UnitCheckDigit(first)),
		Address: fmt.Sprintf("溪山县%s%d号", c.pick(c.s.People.Villages), 1+own.IntN(90)), Phone: fmt.Sprintf("0000-76%05d", own.IntN(100000)),
		LegalRep: c.pick(c.s.People.Surnames) + c.pick(c.s.People.Given), LegalTitle: "总经理",
	}
}

// newCase invents an application filed on the day.
func (c *cast) newCase(kind court.CaseKind, filed court.Date) court.Case {
	cause := c.s.Cause[c.rnd.IntN(len(c.s.Cause))]
	effective := filed.AddDays(-30 - c.rnd.IntN(60))
	out := court.Case{
		Kind: kind, Filed: filed, Cause: cause.Name, Tags: cause.Tags, InterestText: cause.Interest,
		Principal: court.Money(300_000+c.rnd.IntN(80_000_000)) / 100 * 100,
		Basis: court.Basis{
			Kind: "民事判决书", Number: fmt.Sprintf("（%d）%s民初%d号", effective.Year, c.s.Court.Code, 100+c.rnd.IntN(2900)),
			Organ: c.s.Court.Name, Effective: effective,
		},
	}
	applicant := c.person(court.RoleApplicant)
	if cause.Name == "金融借款合同纠纷" {
		applicant = c.unit(court.RoleApplicant, c.s.People.Lenders)
	}
	applicant.BankName = "溪山县农村信用合作联社"
	applicant.BankAccount = fmt.Sprintf("62220000%011d", c.rnd.IntN(1_000_000_000))
	debtor := c.another(applicant)
	if c.rnd.IntN(3) == 0 {
		debtor = c.unit(court.RoleDebtor, c.s.People.Units)
	}
	out.Parties = []court.Party{applicant, debtor}
	if c.rnd.IntN(4) == 0 {
		out.Parties = append(out.Parties, c.another(applicant, debtor))
	}
	return out
}

// another invents a debtor of another name than the others of the case.
func (c *cast) another(others ...court.Party) court.Party {
	for {
		p := c.person(court.RoleDebtor)
		if !slices.ContainsFunc(others, func(o court.Party) bool { return o.Name == p.Name }) {
			return p
		}
	}
}
