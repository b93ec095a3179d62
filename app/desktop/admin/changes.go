package admin

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
)

// fieldChange is one field of a record before and after.
type fieldChange struct{ name, before, after string }

// fieldWord is the word for a field of the stored records.
type fieldWord struct{ field, word string }

// fieldWords name the fields in the order they are told. Fields that are not
// named are the program's own: shown last, as they are.
var fieldWords = []fieldWord{
	{"Name", "名称"}, {"Number", "编号"}, {"CaseNumber", "案号"}, {"CaseNo", "案号"}, {"Kind", "类型"}, {"For", "对象"},
	{"Roles", "岗位"}, {"Group", "工作组"}, {"Tribunal", "派出法庭"}, {"Phone", "电话"}, {"Disabled", "停用"},
	{"Filed", "立案日期"}, {"Cause", "案由"}, {"Parties", "当事人"}, {"Principal", "标的金额"}, {"Basis", "执行依据"},
	{"InterestText", "利息"}, {"ActsText", "执行行为"}, {"Fee", "申请执行费"}, {"Tags", "标签"}, {"Stage", "阶段"}, {"StageSince", "进入阶段"},
	{"Officer", "承办人"}, {"Clerk", "书记员"}, {"Status", "状态"}, {"Limit", "期限届满"}, {"Closed", "结案日期"}, {"Closing", "结案方式"},
	{"Realised", "到位金额"},
	{"Actual", "实际办理日"}, {"Result", "结果"}, {"Evidence", "证明文书"}, {"Waived", "免办理由"}, {"Column", "类别"}, {"Planned", "应办日"}, {"Owner", "责任人"},
	{"From", "移出组"}, {"To", "接收组"}, {"FromStage", "原阶段"}, {"ToStage", "转入阶段"}, {"FromOfficer", "移出人"}, {"ToOfficer", "接收承办人"},
	{"Materials", "材料"}, {"ReturnNote", "补正要求"},
	{"Amount", "金额"}, {"Payer", "付款人"}, {"Payee", "收款人"}, {"Date", "到账日"}, {"Way", "到账方式"}, {"BankRef", "银行流水号"}, {"Reversed", "已冲正"},
	{"PayeeBank", "收款开户行"}, {"PayeeNo", "收款账号"}, {"Deductions", "应扣费用"}, {"Decision", "审批意见"}, {"PaidOn", "发放日"}, {"PaidBy", "发放人"},
	{"ReversedOn", "冲正日"}, {"ReversedBy", "冲正人"},
	{"Dated", "落款日期"}, {"Pages", "页数"}, {"Edits", "逐字修改"}, {"OwnForm", "本院样式版本"}, {"Fonts", "字体"}, {"File", "文件"}, {"Void", "作废理由"},
	{"Block", "位置"}, {"Was", "原文"}, {"Now", "改为"}, {"Gone", "删去"},
	{"Item", "材料项"}, {"Done", "具备"}, {"Verdict", "评查结论"}, {"Findings", "问题"}, {"Earlier", "上次的问题"},
	{"court_name", "法院名称"}, {"court_code", "法院代字"}, {"address", "地址"}, {"phone", "电话"}, {"postcode", "邮编"}, {"account_bank", "案款开户行"},
	{"account_name", "案款户名"}, {"account_no", "案款账号"}, {"tribunals", "派出法庭"}, {"idle_minutes", "空闲锁定（分钟）"}, {"large_print", "大字显示"},
	{"ResumedFrom", "恢复自案件编号"}, {"ResumedNo", "恢复自"}, {"Moves", "变动的节点"}, {"Level", "级别"}, {"Months", "月数"}, {"Paper", "文书"}, {"Revoked", "撤销理由"},
	{"Param", "参数"}, {"Value", "数值"}, {"Unit", "单位"}, {"Year", "年份"}, {"Off", "放假日"}, {"On", "日期"},
	{"Ledger", "台账"}, {"Listed", "列入台账"}, {"Reviewed", "评查"}, {"Reported", "报备"},
	{"Text", "内容"}, {"IssuedBy", "签发人"}, {"IssuedAt", "签发时间"}, {"SignedBy", "签收人"}, {"SignedOn", "签收日期"},
	{"Week", "周"}, {"Target", "任务"}, {"Targets", "任务"}, {"Lines", "任务"}, {"Proposed", "建议"}, {"Backlog", "未结"}, {"Set", "已下达"}, {"Locked", "锁定"}, {"LockedBy", "锁定人"},
	{"backup_days", "备份提醒（天）"}, {"plain_papers", "不印二维码"}, {"scan_folder", "收取文件夹"},
	{"font_body", "正文字体"}, {"font_title", "标题字体"}, {"font_kai", "楷体"},
	{"NumberReason", "案号保留理由"}, {"Fund", "款项"}, {"Booked", "入账日"}, {"PayerNo", "付款账号"}, {"OverReason", "超额收款理由"}, {"SourceNo", "来源凭证"},
	{"Left", "未分配金额"}, {"Banked", "已解交银行"}, {"BankedOn", "解交日期"}, {"Told", "通知承办人日期"},
	{"Panel", "合议意见"}, {"Needs", "审批岗位"}, {"Steps", "审批过程"}, {"Batch", "批次号"}, {"PaidAt", "发放时间"},
	{"WithdrawnBy", "撤回人"}, {"WithdrawnAt", "撤回时间"}, {"ReversedAt", "冲正时间"}, {"Bank", "开户行"}, {"Balance", "余额"},
	{"Inputs", "填写项"}, {"SignOff", "签发权限"}, {"SignedHow", "签发方式"}, {"SuperiorNo", "上级法院备案号"}, {"SuperiorOn", "备案日期"}, {"Source", "来源"},
	{"Event", "事件"}, {"Debtors", "被执行人"}, {"Person", "人员"}, {"Matter", "事项"}, {"Due", "期限"}, {"Answered", "答复日期"}, {"Handling", "处理情况"}, {"Outcome", "结果"},
	{"PaperNo", "文书号"}, {"Role", "地位"}, {"Sent", "发出日"}, {"Served", "送达日"}, {"Tracking", "邮件号"}, {"Witness", "见证"}, {"Medium", "公告载体"}, {"Through", "转交、受托机关"},
	{"Why", "事由"}, {"Receipt", "送达回证"}, {"Replaced", "已更正"}, {"Receiver", "收件人"}, {"Address", "地址"}, {"Postcode", "邮编"}, {"Email", "电子送达地址"}, {"Confirmed", "确认书日期"},
	{"Node", "节点"}, {"User", "人员"}, {"Until", "延缓至"}, {"Cause", "事由"}, {"Month", "月份"}, {"Figures", "数字"}, {"Ended", "结束日期"},
	{"Edition", "版次"}, {"Debtor", "被执行人"}, {"Pool", "可供分配的总额"}, {"Costs", "先行扣除的费用"}, {"Ordered", "普通债权按先后"}, {"Claims", "债权"}, {"Payments", "发放"},
	{"EffectiveOn", "生效日期"}, {"Total", "总额"}, {"Terms", "协议内容"}, {"Surety", "担保"}, {"Instalments", "分期"}, {"Paid", "给付"}, {"EndedOn", "终止日期"}, {"No", "期次"},
	{"Detail", "特征"}, {"Worth", "估价"}, {"Quantity", "数量"}, {"Place", "存放地点"}, {"Keeper", "保管人"}, {"Measure", "依据文书"}, {"SeizedOn", "扣押日期"}, {"Released", "解除扣押"}, {"GoneOn", "去向日期"}, {"Count", "件数"},
	{"Seen", "银行付出日"}, {"Origin", "账项来源"}, {"Mark", "流水标记"}, {"Party", "对方户名"}, {"Entry", "分录"}, {"Voucher", "凭证"}, {"Memo", "摘要"}, {"ByHand", "手工登记"},
	{"Covered", "有银行流水"}, {"Marked", "在途"},
	{"State", "状态"}, {"Note", "备注"}, {"Reason", "理由"},
	{"AskedBy", "申请人"}, {"AskedAt", "申请时间"}, {"DecidedBy", "审批人"}, {"DecidedAt", "审批时间"}, {"SentBy", "移交人"}, {"SentAt", "移交时间"},
	{"DoneBy", "办理人"}, {"DoneAt", "办理时间"}, {"SubmittedBy", "送评人"}, {"SubmittedAt", "送评时间"}, {"Reviewer", "评查员"}, {"ReviewedAt", "评查时间"},
	{"Maker", "制作人"}, {"MadeAt", "制作时间"}, {"By", "经办人"}, {"At", "时间"}, {"SHA256", "文书校验码"},
}

// fieldRank gives a field's place in fieldWords.
var fieldRank = func() map[string]int {
	rank := map[string]int{}
	for i, w := range fieldWords {
		rank[w.field] = i
	}
	return rank
}()

// entityWords are the words that differ in one kind of record.
var entityWords = map[string]map[string]string{
	"case":            {"Number": "案号", "Kind": "案件类型"},
	"user":            {"Name": "姓名"},
	"warning":         {"To": "受送达人"},
	"deduction":       {"From": "起", "To": "止"},
	"rule":            {"From": "起", "To": "止", "On": "上班日"},
	"form":            {"Number": "样式版本", "Text": "样式文字", "Reason": "理由"},
	"paper":           {"Name": "文书", "Number": "文书号", "SignedBy": "签发人", "SignedOn": "签发日期"},
	"node":            {"Name": "节点"},
	"receipt":         {"Number": "凭证号", "Source": "来源凭证编号"},
	"disbursement":    {"Number": "审批表号"},
	"item":            {"Number": "凭证号", "Kind": "类别", "Date": "日期", "Note": "说明", "DecidedBy": "复核人", "Decision": "复核意见"},
	"bankline":        {"Date": "日期", "Note": "说明"},
	"cause":           {"Cause": "未发原因", "Reason": "说明", "Until": "计划办结日"},
	"plan":            {"Number": "方案编号", "Parties": "受送达人", "Ended": "修正、作废理由", "Source": "款项的来源", "CaseNo": "主案"},
	"settlement":      {"SignedOn": "协议日期", "Ended": "终止理由", "On": "给付日期", "Status": "案件状态"},
	"goods":           {"Owner": "所有人"},
	"stock":           {"Number": "编号"},
	"service":         {"To": "受送达人", "Way": "送达方式", "Note": "签收人、备注"},
	"service-address": {"To": "受送达人"},
}

// hiddenFields say nothing to a reader.
var hiddenFields = map[string]bool{"ID": true, "CaseID": true, "Version": true, "Draft": true, "OfficerID": true, "ClerkID": true, "OwnerID": true,
	"Key": true, "Base": true, "ToOfficerID": true, "AskedByID": true, "Position": true, "ParamID": true, "CreatedAt": true, "Code": true, "Form": true,
	"BankID": true, "Reverses": true, "PaidByID": true, "ReceiptID": true, "PaperID": true, "UserID": true, "NodeID": true, "Replaces": true, "ItemID": true, "ReversedByID": true,
	"AccountID": true, "ByID": true}

// repeatedFields are left out of the line in the list, which shows person,
// time and case in columns of their own.
var repeatedFields = map[string]bool{"Maker": true, "MadeAt": true, "By": true, "At": true, "SHA256": true, "CaseNumber": true, "CaseNo": true,
	"SentBy": true, "SentAt": true, "DoneBy": true, "DoneAt": true, "AskedBy": true, "AskedAt": true, "DecidedBy": true, "DecidedAt": true,
	"SubmittedBy": true, "SubmittedAt": true, "Reviewer": true, "ReviewedAt": true, "Form": true, "Reason": true}

// moneyFields hold 分.
var moneyFields = map[string]bool{"Left": true, "Balance": true, "Principal": true, "Fee": true, "Realised": true, "Pool": true, "Worth": true, "Total": true, "Given": true, "Amount": true}

func wordFor(entity, field string) string {
	if word := entityWords[entity][field]; word != "" {
		return word
	}
	if i, ok := fieldRank[field]; ok {
		return fieldWords[i].word
	}
	return field
}

// changes lists the fields that an entry changed; of a new record, every field
// that says something.
func changes(e court.AuditEntry) []fieldChange { return changesBut(e, nil) }

func changesBut(e court.AuditEntry, without map[string]bool) []fieldChange {
	before, after := fields(e.Before), fields(e.After)
	if was, plain := before["内容"]; plain && len(after) > 0 && after["内容"] == nil { // a status before its change
		before = map[string]any{}
		if after["Status"] != nil {
			before["Status"] = was
		}
	}
	names := make([]string, 0, len(after))
	for name := range after {
		names = append(names, name)
	}
	for name := range before {
		if _, both := after[name]; !both {
			names = append(names, name)
		}
	}
	rank := func(name string) int {
		if i, ok := fieldRank[name]; ok {
			return i
		}
		return len(fieldWords)
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := rank(names[i]), rank(names[j]); a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	var out []fieldChange
	for _, name := range names {
		was, is := value(name, before[name]), value(name, after[name])
		if was != is && !hiddenFields[name] && !without[name] {
			out = append(out, fieldChange{wordFor(e.Entity, name), was, is})
		}
	}
	return out
}

// fields reads a JSON object; anything else becomes one field.
func fields(text string) map[string]any {
	if text == "" {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // amounts must not pass through a float
	var whole any
	if decoder.Decode(&whole) != nil {
		return map[string]any{"内容": text}
	}
	if object, ok := whole.(map[string]any); ok {
		if what, wrapped := object["What"].(map[string]any); wrapped { // a record with the nodes that it moved
			delete(object, "What")
			maps.Copy(object, what)
		}
		return object
	}
	return map[string]any{"内容": whole}
}

// value writes a field the way people read it; nothing for what is empty.
func value(name string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "是"
		}
		return ""
	case json.Number:
		return number(name, v)
	case string:
		return idText(name, v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, x := range v {
			if text := value("", x); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, "、")
	case map[string]any:
		if number, ok := caseNumber(v); ok {
			return number
		}
		return object(v)
	}
	return fmt.Sprint(v)
}

// idText writes what the program knows by an identifier of its own by its name;
// other texts stay.
func idText(name, text string) string {
	named := ""
	switch name {
	case "Item":
		named = law.ItemText(text)
	case "Event":
		if e, ok := law.EventOf(text); ok {
			named = e.Name
		}
	case "Param":
		if versions := law.Default().Versions(text); len(versions) > 0 {
			named = versions[len(versions)-1].Name
		}
	}
	if named != "" {
		return named
	}
	return moment(text)
}

// findingText writes what a review found: 线索核查：没有记录（要求：补记录；整改：已补）.
func findingText(v map[string]any) string {
	text := value("", v["Text"])
	if item := value("Item", v["Item"]); item != "" {
		text = item + "：" + text
	}
	var more []string
	for _, x := range []struct{ word, field string }{{"要求", "Fix"}, {"整改", "Remedy"}} {
		if said := value("", v[x.field]); said != "" {
			more = append(more, x.word+"："+said)
		}
	}
	if len(more) > 0 {
		text += "（" + strings.Join(more, "；") + "）"
	}
	return text
}

// moment writes a stored time by the clock; other texts stay.
func moment(text string) string {
	t, err := time.Parse(time.RFC3339Nano, text)
	switch {
	case err != nil:
		return text
	case t.IsZero():
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

func number(name string, n json.Number) string {
	if n.String() == "0" {
		return ""
	}
	whole, err := strconv.ParseInt(n.String(), 10, 64)
	switch {
	case err == nil && moneyFields[name]:
		return court.Money(whole).String()
	case err == nil && name == "Level":
		return court.WarningLevel(whole).Name()
	}
	return n.String()
}

// object writes a record within a record: its name when it has one, otherwise
// its values.
func object(v map[string]any) string {
	if node, ok := v["Node"].(string); ok {
		return fmt.Sprintf("%s %s→%s", node, orNothing(value("", v["From"])), orNothing(value("", v["To"])))
	}
	if user, ok := v["User"].(string); ok {
		return user + " " + orNothing(value("", v["Target"]))
	}
	if _, ok := v["Fix"]; ok { // a finding of a review
		return findingText(v)
	}
	if creditor, ok := v["Creditor"].(string); ok { // a claim in a plan
		return fmt.Sprintf("%s %s分%s", creditor, orNothing(value("Amount", v["Amount"])), orNothing(value("Given", v["Given"])))
	}
	if name, ok := v["Name"].(string); ok {
		if role, ok := v["Role"].(string); ok {
			return role + " " + name
		}
		return name
	}
	keys := make([]string, 0, len(v))
	for key := range v {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	var parts []string
	for _, key := range keys {
		text := value(key, v[key])
		switch {
		case text == "" || hiddenFields[key]:
		case key[0] >= 0x80: // a key in Chinese is a name, as of who has a target
			parts = append(parts, key+" "+text)
		default:
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// caseNumber writes a stored case number the way it stands on papers.
func caseNumber(v map[string]any) (string, bool) {
	_, seq := v["Seq"]
	_, year := v["Year"]
	if !seq || !year {
		return "", false
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return "", false
	}
	var n court.CaseNumber
	if err := json.Unmarshal(raw, &n); err != nil || n == (court.CaseNumber{}) {
		return "", err == nil
	}
	return n.String(), true
}

// summaryFields is how many changed fields the list names.
const summaryFields = 4

// summary says in a line what an entry changed.
func summary(e court.AuditEntry) string {
	list := slices.DeleteFunc(changesBut(e, repeatedFields), func(c fieldChange) bool { return c.name[0] < 0x80 }) // the program's own names
	var parts []string
	if e.Entity == "node" && e.Before != "" {
		parts = append(parts, value("Name", fields(e.After)["Name"]))
	}
	for i, c := range list {
		if i == summaryFields {
			parts = append(parts, fmt.Sprintf("等 %d 项", len(list)))
			break
		}
		switch {
		case e.Before == "", c.before == "":
			parts = append(parts, c.name+" "+c.after)
		default:
			parts = append(parts, c.name+" "+c.before+" → "+orNothing(c.after))
		}
	}
	return strings.Join(parts, "；")
}

func orNothing(s string) string {
	if s == "" {
		return "空"
	}
	return s
}
