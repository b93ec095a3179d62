package court

import "time"

// CoercionKind is a 强制措施 against a person or unit.
type CoercionKind string

// The kinds.
const (
	CoerceSummon CoercionKind = "拘传"
	CoerceFine   CoercionKind = "罚款"
	CoerceDetain CoercionKind = "拘留"
	CoerceSearch CoercionKind = "搜查"
	CoerceExit   CoercionKind = "限制出境"
	CoerceEvict  CoercionKind = "强制迁出"
	CoerceReward CoercionKind = "悬赏"
	CoerceAudit  CoercionKind = "审计"
)

// CoercionKinds lists them in the order menus offer them.
var CoercionKinds = []CoercionKind{CoerceFine, CoerceDetain, CoerceSearch, CoerceSummon, CoerceExit, CoerceEvict, CoerceReward, CoerceAudit}

// CourseState is how far a coercive measure or a crime file has come.
type CourseState string

// The states of a coercive measure.
const (
	CoercionAsked    CourseState = "待审批"
	CoercionRefused  CourseState = "不批准"
	CoercionRecalled CourseState = "已撤回"
	CoercionApproved CourseState = "待执行"
	CoercionRunning  CourseState = "执行中"
	CoercionDone     CourseState = "已执行"
	CoercionLifted   CourseState = "已解除"
	CoercionQuashed  CourseState = "复议撤销"
	CourseVoid       CourseState = "作废"
)

// CoercionStates lists them in the order filters offer them.
var CoercionStates = []CourseState{CoercionAsked, CoercionApproved, CoercionRunning, CoercionDone, CoercionLifted, CoercionRefused, CoercionRecalled, CoercionQuashed, CourseVoid}

// Coercion is one 强制措施 from application to end (民事诉讼法114–119).
type Coercion struct {
	ID        int64
	Version   int
	Number    string // 2018强0001
	Kind      CoercionKind
	CaseID    int64
	CaseNo    string
	Debtors   string
	Officer   string
	OfficerID int64
	Group     Group
	Person    string // against whom
	PersonID  string // identifier
	Company   bool   // a unit, whose fine has limits of its own
	Role      string // one of CoercedRoles
	Address   string
	Ground    string // id of the ground in assets/law/coercion.toml
	Facts     string
	ConductOn Date   // 行为发生日, what may be punished once
	Applied   Date   // 申请执行人书面申请日, zero when the court acts by itself; 传票送达日 of a 拘传
	Amount    Money  // 罚款金额, 悬赏金额
	Days      int    // 拘留日数
	Place     string // 搜查场所, 应到处所, what is to be left
	Until     Date   // 悬赏、限制出境 until, 限期迁出到
	Content   string // what is searched for, audited, rewarded
	Urgent    bool   // 紧急情况先拘留、后补批
	State     CourseState
	By        string
	ByID      int64
	At        time.Time
	Steps     []CourseStep
	Papers    []Paper // made for it, newest first
}

// CoercedRoles are whom a measure may be against.
var CoercedRoles = []string{"被执行人", "法定代表人、主要负责人", "直接责任人员", "实际控制人", "法定代理人", "协助义务单位", "其他妨害执行的人"}

// Step gives the last step of a kind that stands.
func (c Coercion) Step(kind string) (CourseStep, bool) { return lastStep(c.Steps, kind) }

// CourseStep is what happened in the course of a coercive measure or a crime
// file. Steps are never changed; one entered in error is void.
type CourseStep struct {
	ID        int64
	Kind      string
	On        Date
	Time      string // 14:30 where hours count
	Until     Date
	Amount    Money
	Days      int
	Months    int    // 刑期
	Probation int    // 缓刑考验期, months
	Unit      string // 公安机关, 拘留所, 上一级法院, 审计机构 …
	Number    string // 文号, 案号
	Result    string // one of the step's choices
	Words     string
	By        string
	ByID      int64
	At        time.Time
	Void      string // why it does not count
}

func lastStep(steps []CourseStep, kind string) (CourseStep, bool) {
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Kind == kind && steps[i].Void == "" {
			return steps[i], true
		}
	}
	return CourseStep{}, false
}

// The steps of coercive measures.
const (
	StepApprove   = "批准"
	StepRefuse    = "不批准"
	StepRecall    = "撤回申请"
	StepServe     = "送达"
	StepPay       = "交款"
	StepDefer     = "准许缓交"
	StepReduce    = "准许减免"
	StepEnforce   = "强制执行罚款"
	StepDetain    = "收拘"
	StepTell      = "通知家属"
	StepFree      = "提前解除"
	StepExpire    = "期满解除"
	StepUnfounded = "不批准后解除"
	StepAdvise    = "提出司法建议"
	StepAdvised   = "收到建议回复"
	StepPost      = "张贴公告"
	StepEvict     = "实施强制迁出"
	StepSearch    = "实施搜查"
	StepAppear    = "到案"
	StepQuestion  = "询问结束"
	StepControl   = "边控生效"
	StepLift      = "解除"
	StepPublish   = "发布公告"
	StepClue      = "收到线索"
	StepReward    = "发放悬赏金"
	StepDeny      = "不发放悬赏金"
	StepAgency    = "选定机构"
	StepPrepay    = "预交费用"
	StepReport    = "收到报告"
	StepEnd       = "终结"
	StepReview    = "申请复议"
	StepSendUp    = "移送上级法院"
	StepReviewed  = "复议决定"
	ReviewUpheld  = "驳回申请，维持决定"
	ReviewChanged = "变更决定"
	ReviewQuashed = "撤销决定"
)
