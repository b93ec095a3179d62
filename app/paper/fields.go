package paper

import (
	"regexp"
	"strings"
)

// labels are the names under which users know the fields of the data tree.
// Keys are whole paths, or the last step for what stands in lists.
var labels = map[string]string{
	"court.name": "法院名称", "court.province_name": "法院全称", "court.code": "法院代字", "court.address": "法院地址",
	"court.phone": "法院电话", "court.postcode": "邮政编码", "court.account": "执行款账户", "court.account.bank": "开户银行",
	"court.account.name": "账户户名", "court.account.number": "账号",
	"case.number": "案号", "case.kind": "案件类型", "case.kind_name": "案件类型", "case.cause": "案由", "case.filed": "立案日期",
	"case.basis.name": "执行依据种类", "case.basis.number": "执行依据文号", "case.basis.organ": "作出机关",
	"case.basis.effective": "生效日期", "case.claim_text": "执行请求", "case.principal": "执行标的",
	"case.interest_text": "利息约定", "case.acts_text": "行为义务", "case.fee": "申请执行费", "case.fee_formula": "执行费算式",
	"case.realised": "已执行到位", "case.owed": "未执行到位", "case.stage": "阶段", "case.group": "工作组", "case.officer": "承办人",
	"case.officer_phone": "承办人电话", "case.clerk": "书记员", "case.limit": "执行期限届满日", "case.closed": "结案日期",
	"case.closing": "结案方式", "applicants": "申请执行人", "debtors": "被执行人", "thirds": "第三人",
	"applicant_names": "申请执行人", "debtor_names": "被执行人", "recipient": "受送达人", "recipient.name": "受送达人",
	"recipient.address": "受送达人地址", "balance": "案款余额", "nodes": "节点", "receipts": "收款", "payments": "发放",
	"paper.date": "落款日期", "paper.number": "文书号", "paper.maker": "制作人", "panel": "合议庭成员",
	"checklist": "终本条件", "review": "评查", "review.reviewer": "评查员", "review.verdict": "评查结论",
	"summons.person": "被传唤人", "summons.address": "被传唤人地址", "summons.reason": "传唤事由",
	"summons.at_text": "应到时间", "summons.place": "应到处所", "handover.from": "移交组", "handover.to": "接收组",
	"payment.payee": "收款人", "payment.account": "收款账号", "payment.amount": "发放金额", "payment.bank": "收款人开户行",
	"receipt.payer": "交款人", "receipt.amount": "收款金额", "receipt.number": "收款凭据号",
	"name": "姓名或名称", "sex": "性别", "birth": "出生日期", "nation": "民族", "id": "证件号码", "id_masked": "证件号码",
	"address": "地址", "phone": "电话", "employer": "工作单位", "legal_rep": "法定代表人", "agent": "委托代理人",
	"owner": "责任人", "result": "结果", "evidence": "证据材料", "payer": "交款人", "payee": "收款人", "amount": "金额",
	"account": "账号", "bank": "开户行", "note": "备注", "item": "项目", "finding": "问题", "fix": "整改", "q": "问", "a": "答",
	"detail": "说明", "system": "查询系统", "place": "地点", "person": "人员", "date": "日期", "number": "编号",
}

var fieldPath = regexp.MustCompile(`\.[a-z_]+(?:\.[a-z_]+)*`)

// labelOf gives the label of a key or of the first field an action names; the
// key itself when there is none.
func labelOf(action string) string {
	key := strings.TrimPrefix(action, ".")
	if m := fieldPath.FindString(action); m != "" && strings.ContainsAny(action, ".$ ") && labels[key] == "" {
		key = m[1:]
	}
	if l := labels[key]; l != "" {
		return l
	}
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		if l := labels[key[i+1:]]; l != "" {
			return l
		}
	}
	return key
}
