package court

import "time"

// ServiceWay is a way in which a paper reaches whom it is for (送达方式,
// 民事诉讼法第七章第二节).
type ServiceWay string

// The ways of service.
const (
	ServiceDirect     ServiceWay = "直接送达"
	ServiceLeft       ServiceWay = "留置送达"
	ServicePost       ServiceWay = "邮寄送达"
	ServiceElectronic ServiceWay = "电子送达"
	ServiceEntrusted  ServiceWay = "委托送达"
	ServiceThrough    ServiceWay = "转交送达"
	ServicePublic     ServiceWay = "公告送达"
)

// ServiceResult is what became of one attempt.
type ServiceResult string

// The results. A notice that runs and a letter on its way are ServiceUnderway;
// a line that was entered by mistake is replaced by one that is ServiceVoid.
const (
	ServiceUnderway ServiceResult = "在途"
	ServiceServed   ServiceResult = "已送达"
	ServiceReturned ServiceResult = "退回"
	ServiceRefused  ServiceResult = "拒收"
	ServiceFailed   ServiceResult = "未能送达"
	ServiceVoid     ServiceResult = "登记有误"
)

// ServiceState is where a paper stands for one recipient.
type ServiceState string

// The states, in the order lists offer them.
const (
	StateUnserved ServiceState = "未送达"
	StateUnderway ServiceState = "在途"
	StateNotice   ServiceState = "公告中"
	StateServed   ServiceState = "已送达"
)

// ServiceStates lists them.
var ServiceStates = []ServiceState{StateUnserved, StateUnderway, StateNotice, StateServed}

// Service is one line of the register of service (送达登记): one attempt to
// bring one paper to one recipient. A line is never changed: its outcome, or a
// correction, is a new line that replaces it.
type Service struct {
	ID      int64
	CaseID  int64
	CaseNo  string
	PaperID int64  // 0 when the paper was not made with the program
	Form    string // code of the paper's form, "" for another paper
	Paper   string // name of the paper
	PaperNo string
	Dated   Date   // of the paper, zero when it is not known
	To      string // 受送达人
	Role    string // 被执行人, 申请执行人, 案外人, 代理人, 协助单位 …

	Address  string
	Postcode string
	Way      ServiceWay
	Sent     Date   // day of handing over, posting, publication
	Tracking string // 邮件号
	Witness  string // 留置: 见证人, or how it was recorded
	Medium   string // 公告: paper, website, place
	Through  string // 转交机关, 受托法院
	Why      string // 公告: why nothing else works; otherwise why it failed
	Result   ServiceResult
	Served   Date   // 送达日, zero unless served
	Receipt  string // 送达回证: where it is; "" when it is not back yet
	Note     string

	Replaces int64  // the line this one takes the place of, 0 for none
	Replaced bool   // another line took its place
	Reason   string // for replacing a line that stood
	Voided   bool   // its paper is void: it proves nothing any more
	By       string
	At       time.Time
}

// RoleAgent is what a party's agent (诉讼代理人) is in the register: what was
// served on the agent was served on the party.
const RoleAgent = "代理人"

// Reaches tells whether the line is service on the party, or on the party's
// agent.
func (s Service) Reaches(p Party) bool {
	return s.To == p.Name || s.Role == RoleAgent && p.Agent != "" && s.To == p.Agent
}

// ServiceAddress is where papers of a case are sent to a recipient
// (送达地址确认). The newest of a recipient counts.
type ServiceAddress struct {
	ID        int64
	CaseID    int64
	To        string
	Role      string
	Receiver  string // who takes it in, when it is not the recipient
	Address   string
	Postcode  string
	Phone     string
	Email     string // electronic service that the recipient agreed to
	Confirmed Date   // of the signed 送达地址确认书, zero for none
	By        string
	At        time.Time
}
