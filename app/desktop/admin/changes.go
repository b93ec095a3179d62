package admin

import (
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"zhixing/app/court"
)

// fieldChange is one field of a record before and after.
type fieldChange struct{ name, before, after string }

// fieldNames are the words for the fields of the stored records. Fields that
// are not named here are the program's own and shown as they are.
var fieldNames = map[string]string{
	"Name": "姓名", "Roles": "岗位", "Group": "工作组", "Phone": "电话", "Tribunal": "派出法庭", "Disabled": "停用",
	"Number": "案号", "Kind": "案件类型", "Filed": "立案日期", "Cause": "案由", "Basis": "执行依据", "Principal": "标的金额",
	"InterestText": "利息", "ActsText": "执行行为", "Fee": "申请执行费", "Tags": "标签", "Stage": "阶段", "StageSince": "进入阶段",
	"Officer": "承办人", "Clerk": "书记员", "Status": "状态", "Limit": "期限届满", "Closed": "结案日期", "Closing": "结案方式",
	"Realised": "到位金额", "Note": "备注", "Parties": "当事人",
	"Column": "类别", "Planned": "应办日", "Actual": "实际办理日", "Owner": "责任人", "Result": "结果", "Evidence": "证明文书", "Waived": "免办理由",
	"From": "移出组", "To": "接收组", "FromStage": "原阶段", "ToStage": "转入阶段", "FromOfficer": "移出人", "ToOfficer": "接收承办人",
	"Materials": "材料", "SentAt": "移交时间", "SentBy": "移交人", "State": "状态", "DoneAt": "办理时间", "DoneBy": "办理人", "ReturnNote": "补正要求",
	"Date": "到账日", "Payer": "付款人", "Way": "到账方式", "BankRef": "银行流水号", "Amount": "金额", "Reason": "理由", "By": "经办人", "At": "时间",
	"Reversed": "已冲正", "CaseNo": "案号",
	"Payee": "收款人", "PayeeBank": "收款开户行", "PayeeNo": "收款账号", "Deductions": "应扣费用", "AskedBy": "申请人", "AskedAt": "申请时间",
	"DecidedBy": "审批人", "DecidedAt": "审批时间", "Decision": "审批意见", "PaidOn": "发放日", "PaidBy": "发放人", "ReversedOn": "冲正日", "ReversedBy": "冲正人",
	"Form": "文书种类", "For": "送达给", "Dated": "落款日期", "Pages": "页数", "Maker": "制作人", "MadeAt": "制作时间", "Void": "作废理由", "SHA256": "文书校验码",
	"Item": "材料项", "Done": "具备", "Verdict": "评查结论", "Findings": "问题", "Reviewer": "评查员", "ReviewedAt": "评查时间",
	"SubmittedBy": "送评人", "SubmittedAt": "送评时间",
	"court_name": "法院名称", "court_code": "法院代字", "address": "地址", "phone": "电话", "postcode": "邮编", "account_bank": "案款开户行",
	"account_name": "案款户名", "account_no": "案款账号", "tribunals": "派出法庭", "idle_minutes": "空闲锁定（分钟）", "large_print": "大字显示",
}

// hiddenFields say nothing to a reader.
var hiddenFields = map[string]bool{"ID": true, "CaseID": true, "Version": true, "OfficerID": true, "ClerkID": true, "OwnerID": true,
	"ToOfficerID": true, "AskedByID": true, "Position": true, "ParamID": true, "CreatedAt": true, "Code": true}

// moneyFields hold 分.
var moneyFields = map[string]bool{"Principal": true, "Fee": true, "Realised": true, "Amount": true}

// changes lists the fields that differ between two records in JSON; of a new
// record, every field that says something.
func changes(before, after string) []fieldChange {
	b, a := fields(before), fields(after)
	names := map[string]bool{}
	for name := range b {
		names[name] = true
	}
	for name := range a {
		names[name] = true
	}
	var out []fieldChange
	for name := range names {
		was, is := value(name, b[name]), value(name, a[name])
		if was == is || hiddenFields[name] {
			continue
		}
		label := fieldNames[name]
		if label == "" {
			label = name
		}
		out = append(out, fieldChange{label, was, is})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

// fields reads a JSON object; anything else becomes one nameless field.
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
		if strings.HasPrefix(v, "0001-01-01T") {
			return ""
		}
		return v
	case []any:
		parts := make([]string, 0, len(v))
		for _, x := range v {
			if text := value("", x); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, "、")
	case map[string]any:
		return object(v)
	}
	return fmt.Sprint(v)
}

func number(name string, n json.Number) string {
	if n.String() == "0" {
		return ""
	}
	if fen, err := strconv.ParseInt(n.String(), 10, 64); err == nil && moneyFields[name] {
		return court.Money(fen).String()
	}
	return n.String()
}

// object writes a record within a record: its name when it has one, otherwise
// its values.
func object(v map[string]any) string {
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
		if text := value(key, v[key]); text != "" && !hiddenFields[key] {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// summaryFields is how many changed fields the list names.
const summaryFields = 3

// summary says in a line what an entry changed.
func summary(e court.AuditEntry) string {
	list := changes(e.Before, e.After)
	var parts []string
	for i, c := range list {
		if i == summaryFields {
			parts = append(parts, fmt.Sprintf("等 %d 项", len(list)))
			break
		}
		switch {
		case e.Before == "":
			parts = append(parts, c.name+" "+c.after)
		case c.before == "":
			parts = append(parts, c.name+" → "+c.after)
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
