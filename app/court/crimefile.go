package court

import (
	"strings"
	"time"
)

// The states of a crime file (拒执案件).
const (
	CrimeClue        CourseState = "线索审查"
	CrimeReady       CourseState = "待移送"
	CrimeSent        CourseState = "已移送"
	CrimeAccepted    CourseState = "公安审查"
	CrimeFiled       CourseState = "公安侦查"
	CrimeRefused     CourseState = "不予立案"
	CrimeSupervised  CourseState = "立案监督"
	CrimePrivate     CourseState = "自诉"
	CrimeProsecuted  CourseState = "审查起诉"
	CrimeTried       CourseState = "法院审理"
	CrimeJudged      CourseState = "已判决"
	CrimeClosed      CourseState = "已终结"
	CrimeNotAccepted CourseState = "公安不接收"
)

// CrimeStates lists them in the order filters offer them.
var CrimeStates = []CourseState{CrimeClue, CrimeReady, CrimeSent, CrimeNotAccepted, CrimeAccepted, CrimeFiled, CrimeRefused, CrimeSupervised, CrimePrivate, CrimeProsecuted, CrimeTried, CrimeJudged, CrimeClosed, CourseVoid}

// The steps of a crime file.
const (
	StepSuspected   = "审查成立"
	StepNotCrime    = "审查不成立"
	StepTransfer    = "移送公安"
	StepAccepted    = "公安受案"
	StepNotTaken    = "公安不接收"
	StepSupplement  = "补充材料"
	StepHard        = "公安延长审查"
	StepFiled       = "公安立案"
	StepNotFiled    = "公安不予立案"
	StepDropped     = "公安撤销案件"
	StepNoticed     = "收到不立案通知书"
	StepSupervise   = "提请立案监督"
	StepExplain     = "检察要求说明理由"
	StepOrder       = "检察通知立案"
	StepUnsupported = "检察不支持监督"
	StepTold        = "告知申请执行人自诉权利"
	StepPrivate     = "自诉立案"
	StepNoPrivate   = "自诉不予受理"
	StepHandUp      = "移送审查起诉"
	StepCharged     = "提起公诉"
	StepNotCharged  = "不起诉"
	StepFulfilled   = "履行义务"
	StepJudged      = "判决"
	StepClosed      = "终结办理"
)

// The outcomes of a trial.
const (
	JudgedGuilty   = "有罪判处刑罚"
	JudgedExempt   = "有罪免予刑事处罚"
	JudgedInnocent = "无罪"
	JudgedEnded    = "终止审理"
	JudgedTaken    = "撤回起诉、自诉"
)

// CrimeFile is a 拒执案件 from clue to judgment (刑法313).
type CrimeFile struct {
	ID        int64
	Version   int
	Number    string // 2018拒0001
	CaseID    int64
	CaseNo    string
	Cause     string // 案由 of the case
	Debtors   string
	Officer   string
	OfficerID int64
	Group     Group
	Suspect   string
	SuspectID string
	Company   bool
	Address   string
	Source    string // who found it
	FoundOn   Date
	ConductOn Date   // 行为发生日: which law defines it
	Situation string // id of the situation in assets/law/coercion.toml
	Grave     bool   // 情节特别严重
	Facts     string // 拒不执行的行为
	Ability   string // 执行能力
	Harm      string // 后果
	State     CourseState
	By        string
	At        time.Time
	Steps     []CourseStep
	Evidence  []CrimeEvidence
	Papers    []Paper
}

// Step gives the last step of a kind that stands.
func (f CrimeFile) Step(kind string) (CourseStep, bool) { return lastStep(f.Steps, kind) }

// CrimeEvidence is one piece of evidence: a paper or a scan of the case, or what
// lies outside the program.
type CrimeEvidence struct {
	ID      int64
	FileID  int64
	Kind    string // id of the kind in assets/law/coercion.toml
	Title   string
	PaperID int64
	ScanID  int64
	Copies  int
	Note    string
	By      string
	At      time.Time
	Void    string
}

// JointMeeting is one 联席会议 with police and procuratorate.
type JointMeeting struct {
	ID      int64
	Version int
	Number  string // 2018联0001
	On      Date
	Place   string
	Attend  string // units and people, one a line
	Minutes string // 纪要
	Held    bool
	By      string
	At      time.Time
	Matters []MeetingMatter
}

// MeetingMatter is a matter of a joint meeting: a stuck case, or a general one.
type MeetingMatter struct {
	ID        int64
	MeetingID int64
	Meeting   string // its number
	HeldOn    Date
	FileID    int64 // 0 for a general matter
	FileNo    string
	CaseID    int64
	CaseNo    string
	Suspect   string
	Topic     string // why it is stuck, what is asked
	Decision  string // 议定事项
	Unit      string // 责任单位
	Due       Date
	Done      Date
	DoneNote  string
}

// Open tells whether something was agreed and is not done.
func (m MeetingMatter) Open() bool { return m.Decision != "" && m.Done.IsZero() }

// MaskText writes a text as it may be published: the names of the parties as
// MaskNames gives them, identifiers, phones and accounts without their middle.
// 法释〔2016〕19号8、10
func MaskText(text string, parties []Party) string {
	names := MaskNames(parties)
	pairs := make([]string, 0, 2*len(parties))
	for i, p := range parties {
		if p.Name != "" && p.Name != names[i] {
			pairs = append(pairs, p.Name, names[i])
		}
	}
	for _, p := range parties {
		for _, place := range []string{p.Address, p.Employer} {
			if place != "" {
				pairs = append(pairs, place, "（略）")
			}
		}
		if p.LegalRep != "" {
			pairs = append(pairs, p.LegalRep, maskName(p.LegalRep))
		}
	}
	return maskNumbers(strings.NewReplacer(pairs...).Replace(text))
}

// maskNumbers hides runs of seven or more digits, which are identifiers, phones
// and accounts; amounts have a point or commas within fewer.
func maskNumbers(text string) string {
	var out strings.Builder
	run := make([]rune, 0, 20)
	flush := func() {
		if n := len(run); n >= 7 {
			for i := 2; i < n-2; i++ {
				run[i] = '*'
			}
		}
		out.WriteString(string(run))
		run = run[:0]
	}
	for _, r := range text {
		if r >= '0' && r <= '9' || len(run) > 0 && (r == 'X' || r == 'x') {
			run = append(run, r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}
