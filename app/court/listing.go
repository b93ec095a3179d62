package court

import (
	"slices"
	"time"
)

// ListingKind is a 信用惩戒措施.
type ListingKind string

// The kinds: the list of those who break faith, and the limit of consumption.
const (
	ListDishonest   ListingKind = "失信"
	ListConsumption ListingKind = "限消"
)

// ListingKinds lists them.
var ListingKinds = []ListingKind{ListDishonest, ListConsumption}

// ListingDecision is what the person who weighed the conditions decided.
type ListingDecision string

// The decisions; "" while nobody has decided.
const (
	ListingIn  ListingDecision = "纳入"
	ListingOut ListingDecision = "不纳入"
)

// ListingState is how a listing stands on a day.
type ListingState string

// The states.
const (
	ListingScreening ListingState = "甄别中"
	ListingReady     ListingState = "待发布"
	ListingGrace     ListingState = "宽限期"
	ListingRunning   ListingState = "生效"
	ListingEnding    ListingState = "待撤下"
	ListingShielded  ListingState = "已屏蔽"
	ListingEnded     ListingState = "已撤下"
	ListingAsked     ListingState = "不纳入待批"
	ListingRefused   ListingState = "不纳入"
	ListingVoid      ListingState = "作废"
)

// ListingStates lists those that filters offer.
var ListingStates = []ListingState{ListingScreening, ListingReady, ListingGrace, ListingRunning, ListingEnding, ListingShielded, ListingEnded, ListingAsked, ListingRefused}

// Proof is what shows something: a paper or a scan of the case, and words.
type Proof struct {
	Ref  string // p12 a paper, s5 a scan, "" for words alone
	Text string
}

// Given tells whether there is any proof.
func (p Proof) Given() bool { return p.Ref != "" || p.Text != "" }

// The answers to a condition.
const (
	AnswerYes = "有"
	AnswerNo  = "没有"
)

// ListingCheck is one condition with what the person found.
type ListingCheck struct {
	ID     string // of the condition
	Answer string // AnswerYes, AnswerNo, "" for not looked into
	Proof
}

// ListedPerson is one of those who may not spend for a unit: 法定代表人,
// 主要负责人, 影响债务履行的直接责任人员, 实际控制人.
type ListedPerson struct {
	Role     string
	Name     string
	IDNumber string
	Since    Date  // took over from another after the limit began, zero otherwise
	Released Date  // the limit of this person alone was lifted
	Shown    Proof // that nothing ties the released one to the debt
}

// ListingStep is one approval, or refusal, of not listing.
type ListingStep struct {
	Round int // a refusal ends a round
	Level string
	By    string // whose decision it is
	ByID  int64  // 0 for one of a higher court
	On    Date
	OK    bool
	Words string
	Proof        // 批复 of a higher court
	Entry string // who entered it
	At    time.Time
}

// ListingEvent is that a listing has to end, or to be hidden or mended.
type ListingEvent struct {
	Ground string // id of law.ListingEnding
	Way    string // 删除, 屏蔽, 撤销, 更正, 解除
	On     Date   // 事由发生日
	Asked  Date   // of the applicant who asked for it, zero otherwise
	Proof
	By      string
	NoPaper string // why no paper says that it was followed, "" when one does
}

// Exposure is one publication on one channel.
type Exposure struct {
	No      int
	Channel string
	On      Date
	Where   string // address of the page, place, issue
	Proof
	Down      Date // withdrawn
	DownProof Proof
	By        string
}

// Plea is an application to correct a listing or a limit (纠正申请) with its
// answer and the review of a refusal (复议).
type Plea struct {
	No       int
	By       string // who applies
	On       Date   // received
	Why      string
	Decided  Date
	Granted  bool
	Answer   string
	Done     Date // corrected, when granted
	Review   Date // application to the higher court
	Reviewed Date
	Result   string
}

// Lift is a consumption allowed, or the limit lifted, for some time.
type Lift struct {
	No       int
	Kind     string // 暂时解除, 准许消费
	Why      string
	From     Date
	To       Date
	By       string // who approved
	PaperNo  string
	Restored Date // the limit was put back in the system
}

// Listing is one 纳入失信名单 or 限制消费 of one debtor in one case, from the
// weighing of the conditions to the end of it on all channels.
type Listing struct {
	ID       int64
	Version  int // counts the saves; a stale save is refused
	CaseID   int64
	Kind     ListingKind
	Debtor   string
	DebtorID string // identifier, "" when unknown
	Party    PartyKind
	Start    string // 依申请, 依职权
	Asked    Date   // of the application
	Persons  []ListedPerson
	Ground   int    // item of 失信规定1条, 0 for a limit
	Facts    string // what was found
	Checks   []ListingCheck
	Decision ListingDecision
	Decided  Date
	Decider  string
	Reason   string
	Extra    int // years beyond the ordinary term
	Until    Date
	Grace    Date // last day of the 宽限期
	PaperNo  string
	SignedBy string
	Signed   Date
	Served   Date
	Begun    Date   // published, or the limit issued
	Entry    string // number in the national list
	Steps    []ListingStep
	Event    ListingEvent
	Due      Date // by when the event has to be followed
	Ended    Date
	EndPaper string
	Exposed  []Exposure
	Pleas    []Plea
	Lifts    []Lift
	Note     string
	Void     string
	By       string
	At       time.Time

	// What lists show beside it.
	CaseNo    string
	Officer   string
	OfficerID int64
	Group     Group
	Later     Money // came in for the case since the day the listing began, that day included, in 分
	Owed      Money // of the claim, in 分
	PaidOn    Date  // day the last money came in, when nothing is owed any more
	Unlimited bool  // a 失信 that runs without a limit of consumption
}

// StateOn tells how the listing stands on a day.
func (l Listing) StateOn(day Date) ListingState {
	switch {
	case l.Void != "":
		return ListingVoid
	case !l.Ended.IsZero() && l.Event.Way == WayShield:
		return ListingShielded
	case !l.Ended.IsZero():
		return ListingEnded
	case l.Event.Ground != "", !l.Begun.IsZero() && !l.Until.IsZero() && l.Until.Before(day):
		return ListingEnding
	case !l.Begun.IsZero():
		return ListingRunning
	case l.Decision == ListingIn && !l.Grace.IsZero() && !l.Grace.Before(day):
		return ListingGrace
	case l.Decision == ListingIn:
		return ListingReady
	case l.Decision == ListingOut && !l.Decided.IsZero():
		return ListingRefused
	case l.Decision == ListingOut:
		return ListingAsked
	}
	return ListingScreening
}

// The ways in which a listing is followed up.
const (
	WayDelete = "删除"
	WayShield = "屏蔽"
	WayRevoke = "撤销"
	WayMend   = "更正"
	WayLift   = "解除"
	WayDrop   = "不再发布" // before it was published
)

// EndsByPaper tells whether following the event takes a paper of the court:
// hiding and mending an entry are works in the system.
func (e ListingEvent) EndsByPaper() bool {
	return e.Way == WayDelete || e.Way == WayRevoke || e.Way == WayLift
}

// StillLimited gives those limited with a unit who were not released.
func (l Listing) StillLimited() []ListedPerson {
	return slices.DeleteFunc(slices.Clone(l.Persons), func(p ListedPerson) bool { return !p.Released.IsZero() })
}

// Check gives what was found of a condition.
func (l Listing) Check(id string) ListingCheck {
	for _, c := range l.Checks {
		if c.ID == id {
			return c
		}
	}
	return ListingCheck{ID: id}
}

// Round gives the approvals of the round that runs, in order.
func (l Listing) Round() []ListingStep {
	last := 0
	for _, s := range l.Steps {
		last = max(last, s.Round)
		if !s.OK {
			last = s.Round + 1
		}
	}
	return slices.DeleteFunc(slices.Clone(l.Steps), func(s ListingStep) bool { return s.Round != last })
}

// StillShown gives the exposures that nobody has withdrawn.
func (l Listing) StillShown() []Exposure {
	return slices.DeleteFunc(slices.Clone(l.Exposed), func(x Exposure) bool { return !x.Down.IsZero() })
}

// MarkPublic is the mark of a debtor who holds a public office.
const MarkPublic = "公职人员"

// MarkState is the mark of a 国家机关、事业单位、国有企业.
const MarkState = "国有单位"

// PublicMarks are the marks of debtors whom letters are written about (失信规定
// 8条: 国家工作人员、人大代表、政协委员; 国家机关、事业单位、国有企业等).
var PublicMarks = []string{MarkPublic, "人大代表", "政协委员", MarkState}

// OfficeLetter is a letter about a debtor who holds a public office, to the
// unit, the organisation department or the discipline organ.
type OfficeLetter struct {
	ID       int64
	Version  int
	CaseID   int64
	Debtor   string
	DebtorID string
	Post     string // unit and post
	To       string // whom it is for
	Kind     string // of LetterKinds
	PaperNo  string
	Sent     Date
	Due      Date // answer asked for by
	Replied  Date
	Reply    string
	Proof    Proof
	Void     string
	By       string
	At       time.Time

	CaseNo    string
	Officer   string
	OfficerID int64
	Group     Group
}

// LetterKinds lists whom such letters go to, in the words of the form: for a
// person all of them, for a unit one of them (失信规定8条).
func LetterKinds(party PartyKind) []string {
	if party == PartyPerson {
		return []string{"所在单位", "组织部门", "纪检监察机关"}
	}
	return []string{"上级单位", "主管部门", "出资人机构"}
}

// WithdrawFrom gives the day from which what was exposed has to come down, zero
// while it may stand: the ground came about, the term ran out, the listing
// ended or was entered in error. Mending the entry leaves it up.
func (l Listing) WithdrawFrom(today Date) Date {
	switch {
	case l.Event.Ground != "" && l.Event.Way != WayMend:
		return l.Event.On
	case l.Event.Ground == "" && l.StateOn(today) == ListingEnding:
		return l.Until
	}
	return Date{}
}

// DecisionDay is the day whose law the weighing follows: that of the decision,
// or today while nobody has decided.
func (l Listing) DecisionDay(today Date) Date {
	if l.Decided.IsZero() {
		return today
	}
	return l.Decided
}

// ExposureSheet is what is made known of one listing, masked as it may be
// published: no address, no phone of the debtor, no other people
// (失信规定6条; identifiers without the day of birth).
type ExposureSheet struct {
	Court string
	Title string // 失信被执行人
	Name  string
	Lines [][2]string // label and value, in order
	Call  string      // whom to tell, lines
	On    Date
}

// Text gives the sheet as a text to copy.
func (s ExposureSheet) Text() string {
	text := "【" + s.Court + "公布" + s.Title + "】\n"
	for _, l := range s.Lines {
		text += l[0] + "：" + l[1] + "\n"
	}
	return text + s.Call
}
