package court

import "time"

// ClueSources are where clues to property come from (线索来源).
var ClueSources = []string{"申请执行人", "被执行人", "案外人举报", "悬赏举报", "网络查控", "其他单位", "本院发现"}

// ClueResult is what checking a clue showed.
type ClueResult string

// The results.
const (
	ClueTrue    ClueResult = "属实"
	ClueFalse   ClueResult = "不属实"
	ClueUnknown ClueResult = "无法核实"
)

// ClueResults lists them.
var ClueResults = []ClueResult{ClueTrue, ClueFalse, ClueUnknown}

// ClueWays are the ways the applicant is told of the result.
var ClueWays = []string{"当面", "电话", "短信", "书面", "公开网"}

// Clue is a clue to property of a debtor (财产线索), with the clock to check it.
type Clue struct {
	ID       int64
	Version  int // counts the saves; a stale save is refused
	CaseID   int64
	CaseNo   string
	Source   string
	Giver    string // who gave it
	Phone    string
	Received Date
	Urgent   bool // what may be moved away when it is not checked at once
	Due      Date // by which it is checked
	Debtor   string
	Kind     PropertyKind // "" when it is not known
	Content  string
	Checked  Date
	Result   ClueResult
	Finding  string // how it was checked and what came of it; why it could not be checked
	Property int64  // the property that came of it, 0 for none
	Told     Date   // the applicant was told of the result
	ToldWay  string
	Void     string // why it was entered in error
	By       string
	At       time.Time

	Officer string // of the case, for lists
	Thing   string // the property in one line, for lists
}

// Open tells whether the clue still has to be checked.
func (c Clue) Open() bool { return c.Checked.IsZero() && c.Void == "" }

// Unentered tells whether the clue is true and the property that it led to has
// not been entered.
func (c Clue) Unentered() bool { return c.Result == ClueTrue && c.Property == 0 && c.Void == "" }

// Late tells whether the check is overdue today.
func (c Clue) Late(today Date) bool { return c.Open() && today.After(c.Due) }

// ProblemClue is a clue to misconduct (违纪违法线索). It can only be handed over:
// nothing takes it back, closes it or changes what it says.
type ProblemClue struct {
	ID       int64
	Version  int
	Number   string // 问题线索2018-003
	Found    Date
	Due      Date   // by which it is handed over
	Source   string // how it came to be known
	About    string // whom it is about, with post
	Content  string
	CaseNo   string // the case it was found in, "" for none
	Organ    string // to whom it was handed over
	Handed   Date
	Letter   string // number of the letter
	Receipt  Date   // of the organ's receipt
	Result   string // what the organ wrote back
	ResultOn Date
	By       string
	At       time.Time
}

// ProblemSources are how clues to misconduct come to be known.
var ProblemSources = []string{"办案中发现", "来信来访", "评查发现", "干预记录", "审计、巡查", "其他"}

// Waits tells whether the clue still has to be handed over.
func (p ProblemClue) Waits() bool { return p.Handed.IsZero() }

// AssistUnit is an entry of the contact book of units that assist (协查单位通讯录).
type AssistUnit struct {
	ID         int64
	Version    int
	Name       string
	Department string
	Person     string
	Phone      string
	Address    string
	Note       string
	Disabled   bool
	By         string
	At         time.Time
}
