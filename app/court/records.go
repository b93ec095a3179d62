package court

import (
	"strings"
	"time"
)

// Settings is what the office says of itself.
type Settings struct {
	CourtName   string   `json:"court_name"` // 法院全称
	CourtCode   string   `json:"court_code"` // 法院代字: 豫1599
	Address     string   `json:"address"`
	Phone       string   `json:"phone"`
	Postcode    string   `json:"postcode"`
	AccountBank string   `json:"account_bank"` // 案款专户 开户行
	AccountName string   `json:"account_name"` // 户名
	AccountNo   string   `json:"account_no"`   // 账号
	Tribunals   []string `json:"tribunals"`    // 派出法庭
	IdleMinutes int      `json:"idle_minutes"` // idle lock; 0 means the default
	LargePrint  bool     `json:"large_print"`
	BackupDays  int      `json:"backup_days"`  // remind after so many days without a backup; 0 means the default
	PlainPapers bool     `json:"plain_papers"` // 不印二维码: papers are printed without the code that files their scans
	ScanFolder  string   `json:"scan_folder"`  // 收取文件夹: where the scanner puts its files, "" for none
	PaperFonts
}

// PaperFonts are the court's own fonts that papers are set in: the name of an
// installed font or the path of a file, "" for the delivered one.
type PaperFonts struct {
	Body  string `json:"font_body,omitempty"`  // 正文: 仿宋
	Title string `json:"font_title,omitempty"` // 标题: 小标宋
	Kai   string `json:"font_kai,omitempty"`   // 楷体
}

// FontInstead begins in Paper.Fonts why a delivered font stands in for one that
// the court chose.
const FontInstead = "（代替："

// FontTrouble says which fonts that the court chose were not there for the
// paper; "" when all were.
func (p Paper) FontTrouble() string {
	var out []string
	for _, x := range strings.Split(p.Fonts, "；") {
		if strings.Contains(x, FontInstead) {
			out = append(out, x)
		}
	}
	return strings.Join(out, "；")
}

// User is a member of the staff who can log in.
type User struct {
	ID       int64
	Name     string // also the log-in name; unique
	Roles    []Role
	Group    Group // "" for none
	Phone    string
	Tribunal string
	Disabled bool
}

// Has tells whether the user holds one of the roles.
func (u User) Has(roles ...Role) bool {
	for _, have := range u.Roles {
		for _, r := range roles {
			if have == r {
				return true
			}
		}
	}
	return false
}

// Party is a 当事人 of one case.
type Party struct {
	ID          int64
	CaseID      int64
	Position    int // order in the case, from 0
	Role        PartyRole
	Kind        PartyKind
	Name        string
	IDNumber    string // upper case, no spaces
	IDReason    string // why an identifier with a wrong check digit is kept
	Sex         string
	Birth       Date
	Nation      string
	Address     string
	Phone       string
	Employer    string
	LegalRep    string // 法定代表人或负责人
	LegalTitle  string // 职务
	Agent       string // 委托代理人
	AgentPhone  string
	Marks       []string
	BankName    string // 收款开户行, applicants
	BankAccount string // 收款账号
}

// Basis is the 执行依据.
type Basis struct {
	Kind      string // 民事判决书, 民事调解书, 仲裁裁决书, 公证债权文书 …
	Number    string // 文号 of the issuing organ, kept as written
	Organ     string // 作出机关
	Effective Date
}

// Case is one 执行案件.
type Case struct {
	ID           int64
	Version      int // counts the saves; a stale save is refused
	Number       CaseNumber
	NumberReason string // why a number that looks wrong is kept
	Kind         CaseKind
	Filed        Date // 立案日期
	Cause        string
	Basis        Basis
	Principal    Money  // 申请执行标的金额
	InterestText string // 利息条款, in words
	ActsText     string // 应执行的行为, in words
	Fee          Money  // 预估申请执行费
	Tags         []string
	Group        Group
	Stage        Stage
	StageSince   Date
	OfficerID    int64 // 0 for none
	Officer      string
	ClerkID      int64
	Clerk        string
	Tribunal     string
	Status       Status
	Limit        Date // 执行期限届满日
	Closed       Date
	Closing      ClosingMode
	Realised     Money // 到位金额 stated by an imported ledger; money logged here adds to it
	Note         string
	Parties      []Party
	ResumedFrom  int64  // case this one took up again (恢复执行), 0 for none
	ResumedNo    string // its number, also when it is in another register
	CreatedAt    time.Time
}

// PartiesOf gives the parties in one position, in order.
func (c Case) PartiesOf(role PartyRole) []Party {
	var out []Party
	for _, p := range c.Parties {
		if p.Role == role {
			out = append(out, p)
		}
	}
	return out
}

// NamesOf joins the names of the parties in one position with 、.
func (c Case) NamesOf(role PartyRole) string {
	s := ""
	for _, p := range c.PartiesOf(role) {
		if s != "" {
			s += "、"
		}
		s += p.Name
	}
	return s
}

// Node is one 节点 of a case's 执行进度表.
type Node struct {
	ID       int64
	CaseID   int64
	Code     string // 203001003 style codes end in these three digits: 003
	Column   Column
	Position int // order inside the column
	Name     string
	Planned  Date // 应办日; zero when it waits for an event
	Actual   Date // 实际办理日
	OwnerID  int64
	Owner    string
	Result   string
	Evidence string // 证明文书
	Waived   string // 免办理由; not empty means waived
	Basis    string // term and article, as shown
	ParamID  string // parameter of assets/law the planned date comes from
}

// Ref is what a warning keeps of the node.
func (n Node) Ref() NodeRef { return NodeRef{n.ID, n.Code, n.Name, n.Planned} }

// Handover is one 移交 of a case from a group to another.
type Handover struct {
	ID          int64
	CaseID      int64
	CaseNumber  string
	From, To    Group
	FromStage   Stage
	ToStage     Stage
	FromOfficer string
	ToOfficerID int64 // 0 lets the group's head assign
	ToOfficer   string
	Materials   []Material
	Note        string
	SentAt      time.Time
	SentBy      string
	State       HandoverState
	DoneAt      time.Time
	DoneBy      string
	ReturnNote  string // what must be corrected
}

// Material is one line of a handover's list.
type Material struct {
	Name   string
	Copies int
	Pages  int
	Note   string
}

// Receipt is one 收款. It is never edited; a mistake is reversed by another.
// Without a case the money lies in a pool (不明款, 竞买保证金 …) until receipts
// assign it to cases.
type Receipt struct {
	ID         int64
	CaseID     int64
	CaseNo     string
	Fund       FundKind // where the money is owed; "" means 案款
	Number     string   // 收款凭证号
	Date       Date     // 到账日
	Booked     Date     // 入账日期, zero when it is Date
	Payer      string
	PayerNo    string // the payer's account
	Way        MoneyWay
	BankID     int64  // bank account of the ledger; 0 is the first one
	BankRef    string // 银行流水号
	Amount     Money  // negative on a reversal
	Note       string
	OverReason string // why more came in than is owed
	Source     int64  // the receipt of a pool this one assigns to its case
	SourceNo   string
	Left       Money // of a pool's receipt: neither assigned, paid out nor asked for
	Banked     bool  // the money is in the bank; cash and bills get there later
	BankedOn   Date
	Told       Date  // the officer was informed
	Reverses   int64 // the receipt this one reverses; 0 for none
	Reversed   bool  // another receipt reverses this one
	Reason     string
	By         string
	At         time.Time
}

// FundOf gives where the money is owed.
func (r Receipt) FundOf() FundKind { return fundOr(r.Fund) }

// BookedOn gives the day the ledger has it under.
func (r Receipt) BookedOn() Date {
	if r.Booked.IsZero() {
		return r.Date
	}
	return r.Booked
}

// Since gives the day the clock of paying the money out runs from: the day it
// came in, or the day it was known to belong to the case.
func (r Receipt) Since() Date {
	if r.Source != 0 {
		return r.BookedOn()
	}
	return r.Date
}

func fundOr(k FundKind) FundKind {
	if k == "" {
		return FundCase
	}
	return k
}

// Disbursement is one 案款发放, from request to payment.
type Disbursement struct {
	ID          int64
	CaseID      int64
	CaseNo      string
	Kind        PaymentKind // "" means 发放
	Fund        FundKind    // what it is paid from; "" means 案款
	Source      int64       // the receipt of a pool it is paid from
	SourceNo    string
	Number      string // 发放审批表号
	Payee       string
	PayeeBank   string
	PayeeNo     string // 收款账号
	Amount      Money
	Deductions  []Deduction // kept from the applicant: fee, valuation …; they leave the case account too
	Note        string
	Panel       string // 合议 record that lets somebody else than the applicant have it
	State       DisbursementState
	AskedBy     string
	AskedByID   int64
	AskedAt     time.Time
	Needs       []Role     // who must approve, in order
	Steps       []Approval // who has
	DecidedBy   string     // the last of them, or who refused
	DecidedAt   time.Time
	Decision    string // words of the approver
	Batch       string // 批量付款文件号
	PaidOn      Date
	PaidBy      string
	PaidByID    int64
	PaidAt      time.Time
	BankID      int64 // bank account of the ledger; 0 is the first one
	BankRef     string
	Seen        Date   // the day the bank's statement has it; zero while it was not seen there
	WithdrawnBy string // 撤回
	WithdrawnAt time.Time
	ReversedOn  Date   // 冲正: the money came back on this day
	ReversedBy  string // who reversed
	ReversedAt  time.Time
	Reason      string // of the withdrawal or the reversal
}

// FundOf gives what the payment is paid from.
func (d Disbursement) FundOf() FundKind { return fundOr(d.Fund) }

// KindOf gives what the payment is for.
func (d Disbursement) KindOf() PaymentKind {
	if d.Kind == "" {
		return PayApplicant
	}
	return d.Kind
}

// Next gives whose approval is waited for, "" when none is.
func (d Disbursement) Next() Role {
	if d.State != DisbursementAsked || len(d.Steps) >= len(d.Needs) {
		return ""
	}
	return d.Needs[len(d.Steps)]
}

// Total is what leaves the case account: the amount and the deductions.
func (d Disbursement) Total() Money {
	total := d.Amount
	for _, x := range d.Deductions {
		total += x.Amount
	}
	return total
}

// Deduction is a 应扣费用 of a disbursement.
type Deduction struct {
	Name   string
	Amount Money
}

// Balance is the state of a case's money.
type Balance struct {
	Received Money // 已收
	Paid     Money // 已发, deductions included
	Pending  Money // asked or approved, not yet paid
	Spent    Money // of 已发, what does not count towards the claim: fees and costs kept back, refunds, shares of other cases' creditors
	Direct   Money // 自行给付: paid to the applicant without the court under a settlement, never on the account
	Divided  Money // 已列入分配方案: given to somebody by a plan that was served, and not asked for from it yet
}

// Realised is what came in for the claim (到位), whether or not it was paid out
// yet, and what the debtor paid without the court.
func (b Balance) Realised() Money { return b.Received - b.Spent + b.Direct }

// Held is what is on the case account.
func (b Balance) Held() Money { return b.Received - b.Paid }

// Free is what a new request may ask for. What a plan divides is asked for from
// the plan only.
func (b Balance) Free() Money { return b.Received - b.Paid - b.Pending - b.Divided }

// Paper is one printed or saved 文书 of a case.
type Paper struct {
	ID     int64
	CaseID int64
	CaseNo string
	Form   string // code of the form
	Name   string
	Number string // 文书号: the case number, 之一 … from the second of a kind on
	For    string // the party this copy is for, "" when for the case
	Dated  Date
	Pages  int
	SHA256 string // of the PDF bytes
	Maker  string
	MadeAt time.Time
	Void   string // 作废 reason

	Version   string            // of the form's wording
	Inputs    map[string]string // what the maker typed in, by the field's key
	SignOff   string            // who has to sign it off (院长 …), "" for nobody
	SignedBy  string            // who did, "" while it waits
	SignedOn  Date
	SignedHow string // SignedHere or SignedOnPaper

	Edits   []PaperEdit // what the maker changed in the filled text, none when nothing
	OwnForm int         // version of the court's own copy of the form, 0 for the delivered one
	Fonts   string      // the court's own fonts that it is set in, and what stands in for one that was not there; "" for the delivered
}

// How a paper was signed off.
const (
	SignedHere    = "系统签发"
	SignedOnPaper = "纸质签发"
)

// WaitsForSignature tells whether somebody still has to sign the paper off.
func (p Paper) WaitsForSignature() bool {
	return p.SignOff != "" && p.SignedBy == "" && p.Void == ""
}

// ChecklistTick is what a person recorded for one item of the 终本 checklist.
type ChecklistTick struct {
	CaseID   int64
	Item     string // id of the item in assets/law
	Done     bool
	Evidence string
	By       string
	At       time.Time
}

// Review is one 终本评查 of a case.
type Review struct {
	ID          int64
	CaseID      int64
	SubmittedAt time.Time
	SubmittedBy string
	Reviewer    string
	ReviewedAt  time.Time
	Verdict     ReviewVerdict // "" while it waits
	Findings    []Finding
	Note        string
	Earlier     []Finding   // what the review before found, with what was done about each
	Draft       ReviewDraft // what was noted before the verdict; empty after it
}

// ReviewDraft is what a reviewer noted of a review he has not finished.
type ReviewDraft struct {
	Verdict  ReviewVerdict
	Findings []Finding
	Note     string
	By       string
	At       time.Time
}

// Empty tells whether nothing was noted.
func (d ReviewDraft) Empty() bool { return d.Verdict == "" && len(d.Findings) == 0 && d.Note == "" }

// Finding is a fault the reviewer found in one checklist item.
type Finding struct {
	Item   string
	Text   string
	Fix    string // 整改要求
	Remedy string // 整改情况, told when the case is handed in again
}

// AuditEntry is one line of the audit trail; Hash covers all other fields and
// the hash of the entry before.
type AuditEntry struct {
	Seq      int64
	At       time.Time
	Actor    string
	Action   string // 登记案件, 冲正收款 …
	Entity   string // case, receipt, user …
	EntityID int64
	CaseID   int64
	Before   string // JSON, "" for none
	After    string
	Reason   string
	PrevHash string
	Hash     string
}
