package court

import "time"

// Span is a period of days; both ends count. A zero To means it still runs.
type Span struct{ From, To Date }

// Days counts the days of the span, both ends counted; 0 while it still runs.
func (s Span) Days() int {
	if s.To.IsZero() {
		return 0
	}
	return s.From.DaysUntil(s.To) + 1
}

// String gives 2018-02-01至2018-03-03, or 2018-02-01起 while it still runs.
func (s Span) String() string {
	if s.To.IsZero() {
		return s.From.String() + "起"
	}
	return s.From.String() + "至" + s.To.String()
}

// TermDeduction is a 扣除期间: days that the term of a case leaves out
// (法释〔2000〕29号9). To is zero while it runs (中止, 暂缓).
type TermDeduction struct {
	ID     int64
	CaseID int64
	Kind   string // 评估, 公告, 中止 …
	Span
	Basis   string // article
	Paper   string // the paper that orders or shows it
	Note    string
	By      string
	At      time.Time
	Revoked string // reason; not empty means it no longer counts
}

// ApprovalState is where a request stands that another person decides.
type ApprovalState string

// The states of a request.
const (
	ApprovalAsked   ApprovalState = "待审批"
	ApprovalGranted ApprovalState = "已批准"
	ApprovalRefused ApprovalState = "未批准"
)

// Extension is one 延长 of the term of a case; only a granted one counts.
type Extension struct {
	ID        int64
	CaseID    int64
	Months    int
	Reason    string
	AskedBy   string
	AskedByID int64
	AskedAt   time.Time
	State     ApprovalState
	DecidedBy string
	DecidedAt time.Time
	Decision  string // words of the approver
	Paper     string // 审批表

	SuperiorNo string // 层报高级人民法院的文号, which a further extension needs
	SuperiorOn Date
}

// ParamOverride is a 本院规定值: the court's own value of a parameter for a
// time, both days included.
type ParamOverride struct {
	ID      int64
	Param   string // id of assets/law
	Value   int
	Unit    string // 日, 工作日, 月, 年, 小时; "" keeps the parameter's own
	Basis   string // the document that sets it
	From    Date
	To      Date // zero while in force
	By      string
	At      time.Time
	Revoked string // reason; not empty means it never counted
}

// HolidayYear is one year's notice of holidays: days of rest from Monday to
// Friday, and weekend days that are worked.
type HolidayYear struct {
	Year   int
	Off    []Date
	On     []Date
	Source string // the notice
}

// WarningKind says what a warning is about.
type WarningKind string

// The kinds of warning.
const (
	WarnNodeOverdue  WarningKind = "超期节点"
	WarnNodeNear     WarningKind = "临近节点"
	WarnTermOver     WarningKind = "期限届满"
	WarnTermNear     WarningKind = "期限临近"
	WarnAsleep       WarningKind = "沉睡案件"
	WarnHandover     WarningKind = "移交待接收"
	WarnMoney        WarningKind = "案款超期"
	WarnCash         WarningKind = "现金未解交"
	WarnTold         WarningKind = "案款未通知"
	WarnUnclaimed    WarningKind = "不明款未认领" // of no case
	WarnInterimStart WarningKind = "终本应启动"
	WarnInterimHand  WarningKind = "终本应送评查"
	WarnMeasureNear  WarningKind = "查封将届满"
	WarnMeasureOver  WarningKind = "查封已届满"
	WarnPlace        WarningKind = "查封顺位变动"
	WarnService      WarningKind = "送达待登记"
	WarnInquiry      WarningKind = "查询未反馈"
	WarnClue         WarningKind = "线索待核查"
	WarnInstalment   WarningKind = "分期到期"
	WarnBroken       WarningKind = "和解违约"
	WarnGoods        WarningKind = "扣押物待处理"
	WarnSale         WarningKind = "处置待办"
	WarnListing      WarningKind = "惩戒待办"
	WarnCoercion     WarningKind = "强制措施期限"
	WarnCrime        WarningKind = "拒执案件期限"
)

// WarningKinds lists them in the order filters offer them.
var WarningKinds = []WarningKind{WarnNodeOverdue, WarnNodeNear, WarnTermOver, WarnTermNear, WarnAsleep, WarnHandover, WarnMoney, WarnCash, WarnTold, WarnUnclaimed, WarnInterimStart, WarnInterimHand, WarnMeasureNear, WarnMeasureOver, WarnPlace, WarnService, WarnInquiry, WarnClue, WarnInstalment, WarnBroken, WarnGoods, WarnSale, WarnListing, WarnCoercion, WarnCrime}

// WarningLevel is the rung a warning has climbed to.
type WarningLevel int

// The rungs; each sees what the ones below it see.
const (
	LevelOfficer  WarningLevel = 1
	LevelHead     WarningLevel = 2
	LevelDirector WarningLevel = 3
)

// WarningLevels lists the rungs from below.
var WarningLevels = []WarningLevel{LevelOfficer, LevelHead, LevelDirector}

// Name gives who a warning of the level goes to: 执行员, 组长, 局长.
func (l WarningLevel) Name() string {
	return map[WarningLevel]string{LevelOfficer: "执行员", LevelHead: "组长", LevelDirector: "局长"}[l]
}

// Warning is something of a case that is overdue or near; money nobody claimed
// has no case, and the number of its receipt.
type Warning struct {
	CaseID    int64
	Number    string
	Debtors   string
	Officer   string
	OfficerID int64
	Group     Group
	Kind      WarningKind
	Node      NodeRef // of node warnings
	Due       Date
	Days      int // left until Due; negative when it is past
	Level     WarningLevel
	Measure   int64  // of warnings about measures
	Where     string // tab of the case page where it is done
	Text      string
}

// NodeRef is what a warning keeps of a node: there are hundreds of thousands of
// warnings.
type NodeRef struct {
	ID      int64
	Code    string
	Name    string
	Planned Date
}

// WarningNotice is a 预警通知书 that was issued.
type WarningNotice struct {
	ID       int64
	CaseID   int64
	CaseNo   string
	To       string
	Text     string
	Level    WarningLevel
	IssuedBy string
	IssuedAt time.Time
	PaperID  int64
	SignedBy string // 签收人
	SignedOn Date
}

// WeekTarget is how many cases somebody is to close in a week.
type WeekTarget struct {
	Week   Date  // its Monday
	UserID int64 // 0 for the whole office or group
	Group  Group // "" for the whole office
	Target int
	Locked bool
	By     string
}

// Ledgers whose every row needs 台账, 评查 and 报备 (plan, item 9).
const (
	LedgerOverSix = "超六个月"
	LedgerInterim = "终本"
)

// LedgerLegs are the three legs of a ledger's row; a zero date is missing.
type LedgerLegs struct {
	CaseID   int64
	Ledger   string // LedgerOverSix or LedgerInterim
	Listed   Date   // 台账
	Reviewed Date   // 评查
	Reported Date   // 报备
}

// Missing names the legs that are missing.
func (l LedgerLegs) Missing() []string {
	var out []string
	for _, leg := range []struct {
		name string
		day  Date
	}{{"台账", l.Listed}, {"评查", l.Reviewed}, {"报备", l.Reported}} {
		if leg.day.IsZero() {
			out = append(out, leg.name)
		}
	}
	return out
}
