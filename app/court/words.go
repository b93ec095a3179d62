package court

// CaseKind is a 案件类型代字.
type CaseKind string

// The kinds the bureau handles (法发〔2014〕26号, 法〔2015〕137号).
const (
	KindFirst      CaseKind = "执"  // 首次执行
	KindResumed    CaseKind = "执恢" // 恢复执行
	KindProtection CaseKind = "执保" // 财产保全执行
	KindObjection  CaseKind = "执异" // 执行异议
	KindReview     CaseKind = "执复" // 执行复议
	KindSupervise  CaseKind = "执监" // 执行监督
	KindCoordinate CaseKind = "执协" // 执行协调
	KindOther      CaseKind = "执他" // 其他
)

// CaseKinds lists the kinds in the order a registration form offers them.
var CaseKinds = []CaseKind{KindFirst, KindResumed, KindProtection, KindObjection, KindReview, KindSupervise, KindCoordinate, KindOther}

var kindNames = map[CaseKind]string{
	KindFirst: "首次执行", KindResumed: "恢复执行", KindProtection: "财产保全执行", KindObjection: "执行异议",
	KindReview: "执行复议", KindSupervise: "执行监督", KindCoordinate: "执行协调", KindOther: "其他执行",
}

// Name gives the kind's full name: 首次执行.
func (k CaseKind) Name() string { return kindNames[k] }

// Group is a 工作组 of the plan's item 2.
type Group string

// The five groups.
const (
	GroupGeneral      Group = "综合组"
	GroupEnforcement  Group = "执行实施组"
	GroupAdjudication Group = "执行裁判组"
	GroupRefusal      Group = "打击拒执组"
	GroupClosing      Group = "审查终结组"
)

// Groups lists the five groups in the plan's order.
var Groups = []Group{GroupGeneral, GroupEnforcement, GroupAdjudication, GroupRefusal, GroupClosing}

// Stage is a 阶段 of segmented enforcement (分段执行).
type Stage string

// The four stages of the plan's item 2.
const (
	StagePreparation   Stage = "执行准备"
	StageAssetControl  Stage = "财产查控"
	StageCompulsion    Stage = "强制执行"
	StageClosingReview Stage = "审查结案"
)

// Stages lists the stages in order.
var Stages = []Stage{StagePreparation, StageAssetControl, StageCompulsion, StageClosingReview}

// Status is the 状态 of a case.
type Status string

// The states of a case.
const (
	StatusOpen      Status = "在办"
	StatusSuspended Status = "中止"
	StatusDeferred  Status = "暂缓"
	StatusSettling  Status = "和解履行中"
	StatusClosed    Status = "已结"
)

// Statuses lists the states in the order filters offer them.
var Statuses = []Status{StatusOpen, StatusSuspended, StatusDeferred, StatusSettling, StatusClosed}

// ClosingMode is a 结案方式 (法发〔2014〕26号14条).
type ClosingMode string

// The closing modes.
const (
	ClosedFulfilled  ClosingMode = "执行完毕"
	ClosedInterim    ClosingMode = "终结本次执行程序"
	ClosedTerminated ClosingMode = "终结执行"
	ClosedWithdrawn  ClosingMode = "销案"
	ClosedRefused    ClosingMode = "不予执行"
	ClosedRejected   ClosingMode = "驳回申请"
	ClosedProtected  ClosingMode = "保全完毕"
	ClosedPartly     ClosingMode = "部分保全"
	ClosedNothing    ClosingMode = "无标的物可实施保全"

	ClosedReviewWithdrawn ClosingMode = "准予撤回"
)

// Reviews tells whether cases of the kind are reviewed and not enforced.
func (k CaseKind) Reviews() bool {
	switch k {
	case KindObjection, KindReview, KindSupervise, KindCoordinate, KindOther:
		return true
	}
	return false
}

// ClosingModesOf gives the modes a kind of case may close with (26号14、21、22条;
// those of reviews, 24–28条, from memory).
func ClosingModesOf(k CaseKind) []ClosingMode {
	switch k {
	case KindObjection:
		return []ClosingMode{ClosedReviewWithdrawn, "驳回异议或申请", "异议或申请成立", "异议或申请部分成立", "不能撤销、变更执行行为", "移送其他法院"}
	case KindReview:
		return []ClosingMode{ClosedReviewWithdrawn, "驳回复议申请，维持异议裁定", "撤销或变更异议裁定", "查清事实后作出裁定", "撤销异议裁定，发回重新审查"}
	case KindSupervise:
		return []ClosingMode{ClosedReviewWithdrawn, "驳回申请", "限期改正", "撤销并改正", "提级执行", "指定执行"}
	case KindCoordinate, KindOther:
		return []ClosingMode{ClosedReviewWithdrawn, "协调解决", "处理完毕"}
	case KindProtection:
		return []ClosingMode{ClosedProtected, ClosedPartly, ClosedNothing}
	case KindResumed:
		return []ClosingMode{ClosedFulfilled, ClosedInterim, ClosedTerminated}
	}
	return []ClosingMode{ClosedFulfilled, ClosedInterim, ClosedTerminated, ClosedWithdrawn, ClosedRefused, ClosedRejected}
}

// Role is what a user may be in the office; one person may hold several.
type Role string

// The roles.
const (
	RoleAdmin      Role = "管理员"
	RolePresident  Role = "院领导"
	RoleDirector   Role = "执行局长"
	RoleHead       Role = "组长"
	RoleOfficer    Role = "承办人"
	RoleClerk      Role = "书记员"
	RoleAccountant Role = "财务"
	RoleReviewer   Role = "评查员"
)

// Roles lists the roles in the order the staff form offers them.
var Roles = []Role{RoleAdmin, RolePresident, RoleDirector, RoleHead, RoleOfficer, RoleClerk, RoleAccountant, RoleReviewer}

// PartyRole is a 诉讼地位.
type PartyRole string

// The positions a party can have.
const (
	RoleApplicant  PartyRole = "申请执行人"
	RoleDebtor     PartyRole = "被执行人"
	RoleThird      PartyRole = "第三人"
	RoleObjector   PartyRole = "异议人"
	RoleInterested PartyRole = "利害关系人"
)

// PartyRoles lists the positions in the order the form offers them.
var PartyRoles = []PartyRole{RoleApplicant, RoleDebtor, RoleThird, RoleObjector, RoleInterested}

// PartyKind is a 当事人类型.
type PartyKind string

// The kinds of party.
const (
	PartyPerson  PartyKind = "自然人"
	PartyCompany PartyKind = "法人"
	PartyOther   PartyKind = "其他组织"
)

// PartyKinds lists them in the order the form offers them.
var PartyKinds = []PartyKind{PartyPerson, PartyCompany, PartyOther}

// MarkDead is the mark of a party who has died: 终本 is impossible when all
// debtors have (终本核查规则A11).
const MarkDead = "已死亡"

// PartyMarks are what the plan's items 12 and 15 and the rules of 终本 want known
// of a party.
var PartyMarks = []string{"公职人员", "五保", "低保", "人大代表", "政协委员", MarkState, "未成年人", "在校生", "下落不明", MarkDead}

// CaseTags are the marks of a case that lists filter by.
var CaseTags = []string{"涉民生", "涉金融", "涉公职人员", "规避执行", "抗拒执行", "外界干预", "涉执信访", "重大敏感", "行为执行", "非诉执行"}

// Column is one of the five columns of the 执行进度表 (plan, item 5).
type Column string

// The five columns.
const (
	ColumnControl     Column = "财产查控"
	ColumnCompulsion  Column = "强制措施适用"
	ColumnRealisation Column = "财产变现"
	ColumnRefusal     Column = "拒执打击"
	ColumnInterim     Column = "终本"
)

// Columns lists the columns in order.
var Columns = []Column{ColumnControl, ColumnCompulsion, ColumnRealisation, ColumnRefusal, ColumnInterim}

// NodeState is what a node's colour says.
type NodeState string

// The states of a node; 今日 counts as near.
const (
	NodeFuture  NodeState = "未到"
	NodeNear    NodeState = "临近"
	NodeOverdue NodeState = "超期"
	NodeDone    NodeState = "完成"
	NodeWaived  NodeState = "免办"
)

// MoneyWay is a 到账方式 of a receipt.
type MoneyWay string

// The ways that take more than a line in the bank's statement.
const (
	WayCash MoneyWay = "现金代收" // to be handed over the same day or the next
	WayBill MoneyWay = "票据"
	// WayOpening is money that was there on the day the books begin; only the
	// import of opening balances makes such receipts.
	WayOpening MoneyWay = "期初结转"
)

// MoneyWays lists the ways money comes in (law: 法发〔2017〕6号7–9).
var MoneyWays = []MoneyWay{"转账", "扣划", WayCash, WayBill, "拍卖款", "保证金转入"}

// DisbursementState is where a payment stands.
type DisbursementState string

// The states of a disbursement.
const (
	DisbursementAsked    DisbursementState = "待审批"
	DisbursementApproved DisbursementState = "已批准"
	DisbursementRefused  DisbursementState = "未批准"
	DisbursementPaid     DisbursementState = "已发放"
	DisbursementReversed DisbursementState = "已冲正"
	DisbursementRecalled DisbursementState = "已撤回"
)

// Live tells whether a request stands: asked for, approved or paid.
func (s DisbursementState) Live() bool {
	return s == DisbursementAsked || s == DisbursementApproved || s == DisbursementPaid
}

// HandoverState is where a handover between groups stands.
type HandoverState string

// The states of a handover.
const (
	HandoverSent     HandoverState = "待接收"
	HandoverReceived HandoverState = "已接收"
	HandoverReturned HandoverState = "退回补正"
)

// ReviewVerdict is the result of a 终本评查.
type ReviewVerdict string

// The verdicts of a closure review.
const (
	ReviewPassed     ReviewVerdict = "合格"
	ReviewSupplement ReviewVerdict = "退补"
	ReviewFailed     ReviewVerdict = "不合格"
)
