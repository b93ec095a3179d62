package law

import (
	"slices"

	"zhixing/app/court"
)

// ListingService is a paper that has to be served before a decision rests on it.
type ListingService struct {
	span
	ID        string            `toml:"id"` // of the check that tells why it is missing
	Kind      court.ListingKind `toml:"kind"`
	Ground    int               `toml:"ground"`    // only for this situation, 0 for all
	Condition string            `toml:"condition"` // only when it was found, "" for always
	Form      string            `toml:"form"`
	Text      string            `toml:"text"`
	Article   string            `toml:"article"`
	Mark      string            `toml:"mark"`
}

// CheckSigned is the check that tells where a decision that was not made here
// bears its signature.
const CheckSigned = "signed"

// CheckText gives the words for a check of a listing: a condition, a paper that
// was not served, the signature; "" for none.
func CheckText(id string) string {
	if id == CheckSigned {
		return "签发的决定书"
	}
	for _, s := range listingRules().Service {
		if s.ID == id {
			return s.Text + "的送达记录"
		}
	}
	return ConditionOf(id).Text
}

// Unserved lists the papers a decision to list on a day rests on that were not
// served by then, as far as the register knows: a person may decide all the
// same, and says why.
func Unserved(l court.Listing, f ListingFacts, on court.Date) []ListingService {
	return slices.DeleteFunc(slices.Clone(listingRules().Service), func(s ListingService) bool {
		served := f.Served[s.Form]
		return s.Kind != l.Kind || !s.holds(on) || s.Ground != 0 && s.Ground != l.Ground ||
			s.Condition != "" && l.Check(s.Condition).Answer != court.AnswerYes || !served.IsZero() && !served.After(on)
	})
}

// Lack says what is missing of a paper, with the article.
func (s ListingService) Lack(f ListingFacts) string {
	if served := f.Served[s.Form]; !served.IsZero() {
		return s.Text + served.String() + "才送达（" + s.Article + "）"
	}
	return "没有" + s.Text + "的送达记录（" + s.Article + "）"
}

// listedRole is one of those who may not spend for a unit.
type listedRole struct {
	span
	Role    string `toml:"role"`
	Changes bool   `toml:"changes"` // a former one may be released
	Article string `toml:"article"`
	Mark    string `toml:"mark"`
}

// LimitedPersons lists who may not spend for a unit on a day (限消规定3条).
func LimitedPersons(on court.Date) []string { return roles(on, false) }

// ChangingPersons lists those of them whose office passes to another.
func ChangingPersons(on court.Date) []string { return roles(on, true) }

func roles(on court.Date, changing bool) []string {
	var out []string
	for _, p := range listingRules().Person {
		if p.holds(on) && (p.Changes || !changing) {
			out = append(out, p.Role)
		}
	}
	return out
}

// PersonChangeFrom is the day from which a former 法定代表人 may be released while
// the limit of the unit goes on (法发〔2019〕35号17条).
var PersonChangeFrom = court.D(2019, 12, 16)

// LiftTravel is the lift that the president approves, for a month at most.
const LiftTravel = "暂时解除乘坐飞机、高铁"

// liftRule is something allowed while a limit runs.
type liftRule struct {
	span
	Kind    string `toml:"kind"`
	Article string `toml:"article"`
	Term    string `toml:"term"` // parameter of the longest time, "" for none
	Unit    bool   `toml:"unit"` // for the persons limited with a unit
	Mark    string `toml:"mark"`
}

// LiftKinds lists the lifts that the law knew on a day for a person or a unit.
func LiftKinds(party court.PartyKind, on court.Date) []string {
	var out []string
	for _, x := range listingRules().Lift {
		if x.holds(on) && (!x.Unit || party != court.PartyPerson) {
			out = append(out, x.Kind)
		}
	}
	return out
}

// LiftArticle gives the article a lift rests on.
func LiftArticle(kind string) string {
	for _, x := range listingRules().Lift {
		if x.Kind == kind {
			return x.Article
		}
	}
	return ""
}

// CheckLift refuses a lift that the law did not know for the debtor, or that is
// too long.
func (r *Rules) CheckLift(party court.PartyKind, x court.Lift) error {
	i := slices.IndexFunc(listingRules().Lift, func(a liftRule) bool { return a.Kind == x.Kind && (!a.Unit || party != court.PartyPerson) })
	if i < 0 {
		return court.FieldErrorf("解除的内容", "请选择。")
	}
	rule := listingRules().Lift[i]
	if !rule.holds(x.From) {
		return court.FieldErrorf("解除的内容", "%s时还没有“%s”的规定（%s，%s起）。", x.From, x.Kind, rule.Article, rule.From.Date).WithHint("必需的消费按限消规定8条批准。")
	}
	if !x.To.Valid() || x.To.Before(x.From) {
		return court.FieldErrorf("截止日期", "“%s”早于开始日期%s，或者没有填。", x.To, x.From)
	}
	if rule.Term == "" {
		return nil
	}
	p, err := r.Param(rule.Term, x.From)
	if err != nil {
		return err
	}
	if x.To.After(r.After(p, x.From)) {
		return court.FieldErrorf("截止日期", "“%s”超过%s（%s），最迟%s。", x.To, p.Term(), p.Basis, r.After(p, x.From))
	}
	return nil
}
