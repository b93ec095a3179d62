package court

import "time"

// EventEntry is an event of a case that somebody entered (送达、查控反馈、成交 …).
type EventEntry struct {
	ID       int64
	CaseID   int64
	Event    string // id of assets/law
	Name     string // as it read when it was entered
	On       Date
	Note     string
	Evidence string
	By       string
	At       time.Time
}

// RegisterKind names a register beside the cases.
type RegisterKind string

// The registers.
const (
	RegisterPetition RegisterKind = "信访" // 涉执信访
	RegisterVisit    RegisterKind = "回访" // 满意度回访
	RegisterMeddling RegisterKind = "干预" // 干预记录单
	RegisterPublic   RegisterKind = "公开" // 执行信息公开
)

// RegisterKinds lists them in the order the page shows them.
var RegisterKinds = []RegisterKind{RegisterPetition, RegisterVisit, RegisterMeddling, RegisterPublic}

// The results of a petition.
const (
	PetitionSettled   = "息访"
	PetitionUnsettled = "未息访"
)

// RegisterEntry is a line of a register. What a field means follows from the
// kind: the person petitions, is visited or meddles; answered is the day of
// the answer or of the report.
type RegisterEntry struct {
	ID       int64
	Version  int // counts the saves; a stale save is refused
	Kind     RegisterKind
	On       Date
	CaseID   int64  // 0 when the case is not in this register
	CaseNo   string // its number, as far as known
	Debtors  string // of the case
	Officer  string // of the case
	Person   string
	Unit     string // 单位、职务 of who meddles
	Way      string // 来信, 来访, 电话 …
	Matter   string
	Due      Date // day by which a petition is answered
	Answered Date
	Handling string // 答复、意见、处理情况
	Outcome  string // 息访, 满意 …
	Void     string // why it was entered in error; not empty means it does not count
	By       string
	At       time.Time
}
