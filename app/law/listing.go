package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// NodeDishonest and NodeLimited are the nodes that listings fill.
const (
	NodeDishonest = "P03" // 失信决定
	NodeLimited   = "P02" // 限制消费令
)

// ListingGround is one of the six situations of 失信规定1条.
type ListingGround struct {
	span
	No      int    `toml:"no"`
	Text    string `toml:"text"`
	Article string `toml:"article"`
	Termed  bool   `toml:"termed"` // the listing has a term
	Mark    string `toml:"mark"`
}

// The sides a condition stands on.
const (
	SidePlan = "方案"
	SideLaw  = "法律"
	SideBars = "排除"
)

// ListingCondition is what a person looks into before deciding.
type ListingCondition struct {
	span
	ID      string            `toml:"id"`
	Kind    court.ListingKind `toml:"kind"`
	Side    string            `toml:"side"`
	Ground  int               `toml:"ground"` // the situation it is, 0 for none
	Bars    []int             `toml:"bars"`   // the situations it keeps from listing, none for all
	Text    string            `toml:"text"`
	Article string            `toml:"article"`
	Applies string            `toml:"applies"` // person, company, "" for both
	Auto    string            `toml:"auto"`
	Mark    string            `toml:"mark"`
}

// bars tells whether the condition, when met, forbids listing for the ground.
func (c ListingCondition) bars(ground int) bool {
	return c.Side == SideBars && (len(c.Bars) == 0 || slices.Contains(c.Bars, ground))
}

// ListingEnding is a ground for taking a listing down.
type ListingEnding struct {
	span
	ID        string            `toml:"id"`
	Kind      court.ListingKind `toml:"kind"`
	Way       string            `toml:"way"`
	Termed    string            `toml:"termed"`    // yes, no, "" for both
	Asked     bool              `toml:"asked"`     // the applicant asked for it in writing
	Inquiries int               `toml:"inquiries"` // that must have found nothing since 终本
	Text      string            `toml:"text"`
	Article   string            `toml:"article"`
	Mark      string            `toml:"mark"`
}

// ListingChannel is a way to make a listing known.
type ListingChannel struct {
	Name   string   `toml:"name"`
	Output []string `toml:"output"` // text, poster, slides
	Help   string   `toml:"help"`
}

type listingFile struct {
	Levels    []string           `toml:"levels"`
	Person    []listedRole       `toml:"person"`
	Service   []ListingService   `toml:"service"`
	Lift      []liftRule         `toml:"lift"`
	Ground    []ListingGround    `toml:"ground"`
	Condition []ListingCondition `toml:"condition"`
	Ending    []ListingEnding    `toml:"ending"`
	Channel   []ListingChannel   `toml:"channel"`
}

var listingRules = lazy("listing.toml", newListingBook)

func newListingBook(f listingFile) (listingFile, error) {
	for _, c := range f.Condition {
		if c.ID == "" || c.Text == "" || c.Article == "" || !slices.Contains([]string{SidePlan, SideLaw, SideBars}, c.Side) {
			return f, fmt.Errorf("condition %q is incomplete", c.ID)
		}
	}
	for _, e := range f.Ending {
		if e.ID == "" || e.Text == "" || e.Article == "" || e.Way == "" {
			return f, fmt.Errorf("ending %q is incomplete", e.ID)
		}
	}
	if len(f.Levels) < 2 || len(f.Person) == 0 || len(f.Ground) == 0 || len(f.Channel) == 0 {
		return f, fmt.Errorf("levels, persons, grounds and channels are needed")
	}
	return f, nil
}

// ListingLevels lists who approves not listing, in order.
func ListingLevels() []string { return slices.Clone(listingRules().Levels) }

// HigherCourt tells whether a level of the approval is outside this court.
func HigherCourt(level string) bool { return strings.HasSuffix(level, "人民法院") }

// ListingChannels lists the ways to make a listing known.
func ListingChannels() []ListingChannel { return slices.Clone(listingRules().Channel) }

// ListingGrounds gives the situations of 失信规定1条 in force on a day.
func ListingGrounds(on court.Date) []ListingGround {
	return slices.DeleteFunc(slices.Clone(listingRules().Ground), func(g ListingGround) bool { return !g.holds(on) })
}

// GroundOf gives a situation by its number, the zero one when there is none.
func GroundOf(no int) ListingGround {
	for _, g := range listingRules().Ground {
		if g.No == no {
			return g
		}
	}
	return ListingGround{}
}

// ListingConditions gives the conditions that a person looks into for a debtor
// of a kind on a day, plan, law and exclusions in this order.
func ListingConditions(kind court.ListingKind, party court.PartyKind, on court.Date) []ListingCondition {
	return slices.DeleteFunc(slices.Clone(listingRules().Condition), func(c ListingCondition) bool {
		return c.Kind != kind || !c.holds(on) || c.Applies != "" && (c.Applies == "person") != (party == court.PartyPerson)
	})
}

// ConditionOf gives a condition by its id, the zero one when there is none.
func ConditionOf(id string) ListingCondition {
	for _, c := range listingRules().Condition {
		if c.ID == id {
			return c
		}
	}
	return ListingCondition{}
}

// ListingEndings gives the grounds for taking a listing down that came about on
// a day.
func ListingEndings(l court.Listing, on court.Date) []ListingEnding {
	return slices.DeleteFunc(slices.Clone(listingRules().Ending), func(e ListingEnding) bool {
		return e.Kind != l.Kind || !e.holds(on) || e.Termed == "yes" && l.Until.IsZero() || e.Termed == "no" && !l.Until.IsZero() ||
			l.Begun.IsZero() != (e.Way == court.WayDrop)
	})
}

// EndingOf gives a ground by its id, the zero one when there is none.
func EndingOf(id string) ListingEnding {
	for _, e := range listingRules().Ending {
		if e.ID == id {
			return e
		}
	}
	return ListingEnding{}
}

// ListingFacts is what the program can see of the conditions.
type ListingFacts struct {
	Party         court.Party
	On            court.Date
	Served        map[string]court.Date // when papers were served on the debtor, by form
	Limited       bool                  // a limit of consumption runs
	Dishonest     bool                  // listed
	SeizedEnough  bool
	SettledBroken bool
}

// minorAge is when one is of age (民法典17条，原民法通则11条).
const minorAge = 18

// Hint tells what the program sees of a condition, "" when it sees nothing; it
// only shows, a person answers.
func (c ListingCondition) Hint(f ListingFacts) string {
	has := func(mark string) bool { return slices.Contains(f.Party.Marks, mark) }
	switch c.Auto {
	case "student":
		if has("在校生") {
			return "当事人标记为在校生"
		}
	case "minor":
		if has("未成年人") {
			return "当事人标记为未成年人"
		}
		if b := f.Party.Birth; !b.IsZero() && b.AddMonths(12*minorAge).After(f.On) {
			return "按出生日期" + b.String() + "未满十八周岁"
		}
	case "poor", "not-poor":
		return poorHint(c.Auto, has("五保") || has("低保"))
	case "notice-served":
		return servedHint("执行通知书", f.Served["execution-notice"])
	case "report-served":
		return servedHint("报告财产令", f.Served["report-assets"])
	case "limited":
		if f.Limited {
			return "限制消费令生效中"
		}
		return "本案没有生效的限制消费令"
	case "dishonest":
		if f.Dishonest {
			return "本案已纳入失信名单"
		}
	case "seized":
		if f.SeizedEnough {
			return "本案首封控制的价值超过尚欠数额"
		}
	}
	return ""
}

// servedHint tells when a paper was served.
func servedHint(name string, on court.Date) string {
	if on.IsZero() {
		return "没有" + name + "的送达记录"
	}
	return name + on.String() + "送达"
}

// poorHint tells of the marks of those who live on relief: for the exclusion,
// and for the plan's rule.
func poorHint(auto string, poor bool) string {
	switch {
	case auto == "poor" && poor:
		return "当事人标记为五保、低保"
	case auto == "poor":
		return ""
	case poor:
		return "当事人标记为五保、低保，应当有证明材料"
	}
	return "没有五保、低保的标记"
}

// Proven tells whether a proof is one of the condition: its own name is none.
func (c ListingCondition) Proven(p court.Proof) bool {
	return p.Ref != "" || p.Text != "" && p.Text != c.Text
}

// bears tells whether the condition is one on which a decision for the
// situation rests.
func (c ListingCondition) bears(ground int) bool {
	return c.Side == SideLaw && (c.Ground == ground || c.Ground == 0)
}

// CheckListing refuses a decision to list that the conditions, as the person
// found them, do not bear: the situation needs an answer, whatever is found
// needs proof, every exclusion has to be looked into, and one that is met
// forbids it. The refusal lists all that is missing.
func CheckListing(l court.Listing, on court.Date) error {
	conditions := ListingConditions(l.Kind, l.Party, on)
	if l.Kind == court.ListDishonest && GroundOf(l.Ground).No == 0 {
		return court.FieldErrorf("失信情形", "请选择失信规定1条的一项。")
	}
	if !slices.ContainsFunc(conditions, func(c ListingCondition) bool { return c.Side == SideLaw }) {
		return court.FieldErrorf("决定日期", "“%s”时还没有%s的规定。", on, l.Kind).WithHint("法释〔2017〕7号2017-05-01起、限消规定2010-10-01起施行；此前依2013年规定纳入的，程序不登记。")
	}
	var missing []string
	borne := false
	for _, c := range conditions {
		x := l.Check(c.ID)
		switch {
		case c.bars(l.Ground) && x.Answer == court.AnswerYes:
			return court.Errorf(court.CodeRefused, "“%s”：%s，不得%s。", c.Text, c.Article, listingVerb(l.Kind)).WithHint("请作出不纳入的决定并层报。")
		case c.bars(l.Ground) && x.Answer == "":
			missing = append(missing, fmt.Sprintf("“%s”还没有核实（%s）", c.Text, c.Article))
		case c.Side == SideLaw && x.Answer == court.AnswerYes && !c.Proven(x.Proof):
			missing = append(missing, fmt.Sprintf("“%s”没有证明材料（%s）", c.Text, c.Article))
		}
		borne = borne || c.bears(l.Ground) && x.Answer == court.AnswerYes
	}
	if !borne {
		missing = append([]string{unborne(l)}, missing...)
	}
	if len(missing) == 0 {
		return nil
	}
	return court.Errorf(court.CodeInvalid, "还不能%s：%s。", listingVerb(l.Kind), strings.Join(missing, "；")).WithHint("请在甄别表里逐项核实，核实为“有”的写明证明材料。")
}

// unborne says that the situation was not found.
func unborne(l court.Listing) string {
	if g := GroundOf(l.Ground); l.Kind == court.ListDishonest {
		return fmt.Sprintf("所选的“%s”没有核实为“有”（%s）", g.Text, g.Article)
	}
	return "没有核实为“有”的法定情形"
}

// Unborne tells what a chosen situation still lacks while the person weighs,
// "" when it is found or none is chosen.
func Unborne(l court.Listing, on court.Date) string {
	if l.Kind != court.ListDishonest || GroundOf(l.Ground).No == 0 {
		return ""
	}
	for _, c := range ListingConditions(l.Kind, l.Party, on) {
		if c.bears(l.Ground) && l.Check(c.ID).Answer == court.AnswerYes {
			return ""
		}
	}
	return unborne(l)
}

func listingVerb(kind court.ListingKind) string {
	if kind == court.ListConsumption {
		return "限制消费"
	}
	return "纳入失信名单"
}

// ListingUntil gives the last day of a listing's term, zero for one that has
// none (失信规定2条: 第一项没有期限). It refuses more years than the law allows.
func (r *Rules) ListingUntil(l court.Listing, on court.Date) (court.Date, error) {
	if l.Kind != court.ListDishonest || !GroundOf(l.Ground).Termed {
		if l.Extra != 0 {
			return court.Date{}, court.FieldErrorf("延长", "没有期限的不能延长（失信规定2条）。")
		}
		return court.Date{}, nil
	}
	term, err := r.Param("listing-term", on)
	if err != nil {
		return court.Date{}, err
	}
	most, err := r.Param("listing-extra", on)
	if err != nil {
		return court.Date{}, err
	}
	if l.Extra < 0 || l.Extra > most.Value {
		return court.Date{}, court.FieldErrorf("延长", "“%d年”超过%s（%s）。", l.Extra, most.Term(), most.Basis)
	}
	if l.Extra > 0 && !mayExtend(l) {
		return court.Date{}, court.FieldErrorf("延长", "只有暴力、威胁情节严重的，或者有多项失信行为的可以延长（失信规定2条）。")
	}
	return r.After(term, on).AddMonths(12 * l.Extra), nil
}

// mayExtend tells whether the term may be longer: violence and threats, or
// several situations found.
func mayExtend(l court.Listing) bool {
	found := map[int]bool{}
	for _, c := range listingRules().Condition {
		if c.Ground > 0 && c.Kind == l.Kind && l.Check(c.ID).Answer == court.AnswerYes {
			found[c.Ground] = true
		}
	}
	return l.Ground == 2 || len(found) > 1
}

// CheckGrace refuses a 宽限期 that the law did not know on the day of decision,
// or that is shorter or longer than it allows.
func (r *Rules) CheckGrace(decided, until court.Date) error {
	least, err := r.Param("listing-grace-least", decided)
	if err != nil {
		return court.FieldErrorf("宽限期", "%s时还没有宽限期的规定（法发〔2019〕35号16条，2019-12-16起）。", decided)
	}
	most, err := r.Param("listing-grace-most", decided)
	if err != nil {
		return err
	}
	if until.Before(r.After(least, decided)) || until.After(r.After(most, decided)) {
		return court.FieldErrorf("宽限期", "“%s”不在%s至%s之间（%s至%s，%s）。", until, r.After(least, decided), r.After(most, decided), least.Term(), most.Term(), most.Basis)
	}
	return nil
}

// ListingEventDue gives by when a ground for taking down has to be followed,
// with the parameter; zero when the law set no term then.
func (r *Rules) ListingEventDue(kind court.ListingKind, on court.Date) (court.Date, Parameter) {
	id := "T33"
	if kind == court.ListConsumption {
		id = "listing-release"
	}
	p, err := r.Param(id, on)
	if err != nil {
		return court.Date{}, p
	}
	return r.After(p, on), p
}
