package admin

import "zhixing/app/law"

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
	{"Node", "节点"}, {"User", "人员"}, {"Until", "延缓至"}, {"Month", "月份"}, {"Figures", "数字"}, {"Ended", "结束日期"},
	{"Edition", "版次"}, {"Made", "拟制日期"}, {"Debtor", "被执行人"}, {"Pool", "可供分配的总额"}, {"Costs", "先行扣除的费用"}, {"Ordered", "普通债权按先后"}, {"Claims", "债权"}, {"Payments", "发放"},
	{"EffectiveOn", "生效日期"}, {"Total", "总额"}, {"Terms", "协议内容"}, {"Surety", "担保"}, {"Instalments", "分期"}, {"Paid", "给付"}, {"EndedOn", "终止日期"}, {"No", "期次"},
	{"Detail", "特征"}, {"Worth", "估价"}, {"Quantity", "数量"}, {"Place", "存放地点"}, {"Keeper", "保管人"}, {"Measure", "依据文书"}, {"SeizedOn", "扣押日期"}, {"Released", "解除扣押"}, {"GoneOn", "去向日期"}, {"Count", "件数"},
	{"Seen", "银行付出日"}, {"Origin", "账项来源"}, {"Mark", "流水标记"}, {"Party", "对方户名"}, {"Entry", "分录"}, {"Voucher", "凭证"}, {"Memo", "摘要"}, {"ByHand", "手工登记"},
	{"Covered", "有银行流水"}, {"Marked", "在途"},
	{"Court", "法院"}, {"DebtorID", "证件号码"}, {"Suspect", "犯罪嫌疑人"}, {"SuspectID", "证件号码"}, {"PersonID", "证件号码"},
	{"Company", "是单位"}, {"Urgent", "紧急"}, {"Ground", "情形"}, {"Situation", "情形"}, {"Grave", "情节特别严重"},
	{"Facts", "查明的事实"}, {"ConductOn", "行为发生日"}, {"Applied", "书面申请日期"}, {"Days", "日数"}, {"Content", "内容"},
	{"FoundOn", "发现日期"}, {"Ability", "执行能力"}, {"Harm", "后果"}, {"Title", "名称"}, {"Copies", "份数"},
	{"Attend", "参加单位和人员"}, {"Minutes", "纪要"}, {"Held", "已召开"}, {"Matters", "事项"}, {"Meeting", "会议"}, {"HeldOn", "会议日期"}, {"FileNo", "拒执案件"},
	{"Topic", "议题"}, {"DoneNote", "落实情况"},
	{"Begun", "开始日期"}, {"Tries", "参考价"}, {"Plea", "不通过网络处置"}, {"Rounds", "拍卖、变卖"}, {"Offers", "询问以物抵债"}, {"InKind", "以物抵债"},
	{"Ruling", "裁定文号"}, {"RuledOn", "裁定日期"}, {"Occupied", "占用人"}, {"Evict", "迁出期限"}, {"Delivered", "移交日期"}, {"Refused", "强制执行情况"},
	{"EndWhy", "终止的原因"}, {"Home", "居住保障"}, {"Direct", "直接变卖"}, {"Useless", "无益拍卖告知"}, {"Late", "迟延的步骤"}, {"Side", "另应办理"}, {"SealedOn", "查封日期"}, {"FiledOn", "立案日期"}, {"Step", "下一步"}, {"What", "财产类型"},
	{"Scope", "查询范围"}, {"Serial", "查控流水号、文号"}, {"Found", "查明日期"},
	{"Giver", "提供人"}, {"Checked", "核查日期"}, {"Finding", "核查情况"}, {"ToldWay", "告知方式"}, {"Thing", "查明的财产"},
	{"About", "反映的人"}, {"Organ", "接收机关"}, {"Handed", "移送日期"}, {"Letter", "移送函文号"}, {"ResultOn", "结果日期"},
	{"Department", "部门"}, {"Tie", "权属"}, {"Holder", "共有人、代持人"}, {"Burden", "权利负担"}, {"BurdenSum", "担保债权数额"}, {"Exempt", "不得查封的情形"},
	{"Again", "重新采取"}, {"Condition", "财产状态"}, {"Cases", "所在案件"}, {"Property", "财产"},
	{"Waits", "轮候"}, {"Preview", "预查封"}, {"Protection", "保全转入"}, {"Rank", "同日顺位"}, {"Fixed", "载明的届满日"}, {"Since", "生效日"}, {"EndPaper", "解除文书"},
	{"LapseNote", "未续的原因"}, {"Converted", "转为正式查封日期"}, {"Displaced", "顺位变动日期"}, {"Displacer", "顺位变动情况"}, {"Renewals", "续行"},
	{"Asked", "申请日期"}, {"Ruled", "裁定日期"}, {"Old", "原届满日"}, {"Received", "送达日期"},
	{"Start", "提起方式"}, {"Persons", "一并限制的人员"}, {"Checks", "逐项核实"}, {"Decided", "决定日期"}, {"Decider", "决定人"}, {"Extra", "延长（年）"}, {"Grace", "宽限期到"},
	{"Signed", "签发日期"}, {"Exposed", "曝光"}, {"Pleas", "纠正申请"}, {"Lifts", "暂时解除"}, {"Later", "列入后到位"}, {"Owed", "尚欠"}, {"Unlimited", "还没有限制消费"},
	{"Post", "所在单位和职务"}, {"Replied", "回函日期"}, {"Reply", "回函内容"}, {"Proof", "证明材料"}, {"Papers", "文书"}, {"Voided", "文书已作废"},
	{"Approved", "审批日期"},
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
	"bankline":        {"Date": "日期", "Note": "说明", "Number": "批次号", "Payments": "付款"},
	"deferral":        {"Cause": "事由"},
	"cause":           {"Cause": "未发原因", "Reason": "说明", "Until": "计划办结日"},
	"plan":            {"Number": "方案编号", "Late": "补录理由", "Parties": "受送达人", "Ended": "修正、作废理由", "Source": "款项的来源", "CaseNo": "主案"},
	"settlement":      {"SignedOn": "协议日期", "Ended": "终止理由", "On": "给付日期", "Status": "案件状态"},
	"goods":           {"Owner": "所有人", "File": "照片"},
	"stock":           {"Number": "编号"},
	"service":         {"To": "受送达人", "Way": "送达方式", "Note": "签收人、备注"},
	"service-address": {"To": "受送达人"},
	"coercion":        {"Kind": "措施", "Person": "对象", "Role": "身份", "Facts": "查明的行为", "Days": "拘留日数", "Place": "场所", "Until": "截止日期", "Urgent": "紧急先办", "Steps": "办理过程"},
	"crime":           {"Kind": "证据种类", "Title": "材料名称", "Source": "线索来源", "Facts": "拒不执行的行为", "Evidence": "证据", "Steps": "办理过程"},
	"meeting":         {"On": "会议日期", "Place": "地点", "Decision": "议定事项", "Unit": "责任单位", "Done": "落实日期"},
	"sale":            {"Begun": "启动日期", "Ended": "终止日期", "Served": "裁定送达日期", "Due": "应办日", "Basis": "期限依据", "Value": "价值", "Received": "已收价款"},
	"inquiry": {"Number": "批次", "Sent": "发出日期", "Way": "查询方式", "Reason": "查询原因", "Due": "反馈期限", "Lines": "查询对象", "Unit": "协查单位", "Answered": "反馈日期", "Result": "反馈结果",
		"Found": "财产（项）"},
	"tray": {"Name": "结果中的姓名", "Unit": "反馈单位", "On": "反馈日期", "Way": "查询方式", "Kind": "财产类型", "Facts": "财产", "Value": "价值", "Reason": "待认领的原因", "State": "状态",
		"Outcome": "处理"},
	"clue":     {"Source": "线索来源", "Received": "收到日期", "Due": "核查期限", "Kind": "财产类型", "Content": "线索内容", "Result": "核查结果", "Told": "告知日期"},
	"problem":  {"Found": "发现日期", "Due": "移送期限", "Source": "线索来源", "Content": "主要内容", "CaseNo": "所在案件", "Receipt": "回执日期", "Result": "处理结果"},
	"unit":     {"Name": "单位名称", "Person": "联系人"},
	"property": {"Kind": "财产类型", "CaseNo": "首先登记的案件", "Owner": "被执行人", "Source": "查明方式", "Facts": "财产", "Value": "价值", "Why": "不能处置的原因"},
	"measure": {"Kind": "措施", "From": "转自", "On": "送达（生效）日", "Months": "期限（月）", "Unit": "协助单位", "Amount": "冻结限额", "Until": "届满日", "Ended": "解除（送达）日",
		"EndWhy": "解除的理由", "Number": "所在案件", "Owner": "被执行人", "Value": "价值"},
	"listing": {"Kind": "措施", "Party": "自然人、单位", "SignedBy": "签发人", "Asked": "书面申请日期", "Until": "期限到", "PaperNo": "决定书文号", "Decision": "决定", "Served": "送达日期", "Begun": "发布、采取日期", "Entry": "名单库流水号",
		"Steps": "不纳入的审批", "Event": "撤下的事由", "Due": "最迟办理", "Ended": "撤下日期", "EndPaper": "撤下文书", "PaidOn": "付清日期"},
	"office_letter": {"To": "收函单位", "Kind": "收函单位的类别", "Sent": "发函日期", "Due": "反馈期限"},
}

// partWords are the words for the records within a record, under the name of
// the field that holds them, in the order they are told.
var partWords = map[string][]fieldWord{
	"Steps": {{"Role", "岗位"}, {"Round", "轮次"}, {"Level", "层级"}, {"Kind", "步骤"}, {"On", "日期"}, {"Time", "时刻"}, {"By", "经办人"}, {"Unit", "单位"}, {"Number", "文号"}, {"Until", "至"}, {"Days", "日数"}, {"Months", "刑期（月）"},
		{"Probation", "缓刑考验期（月）"}, {"OK", "同意"}, {"Words", "说明"}, {"Text", "证明"}, {"Entry", "登记人"}, {"At", "登记时间"}},
	"Evidence": {{"Kind", "种类"}, {"Title", "材料名称"}},
	"Matters":  {{"Decision", "议定事项"}, {"Unit", "责任单位"}, {"Done", "落实日期"}, {"Due", "期限"}},
	"Tries": {{"Method", "方式"}, {"Begun", "开始日期"}, {"Due", "应有结果日"}, {"Extended", "延长次数"}, {"Unit", "机构"}, {"Choice", "选定方式"}, {"ChosenOn", "选定日期"}, {"Record", "选定记录"},
		{"Avoid", "回避"}, {"Outcome", "结果"}, {"Why", "原因"}, {"Proof", "证明"}, {"On", "结果日期"}, {"Report", "报告文号"}, {"Price", "价格"}, {"Valid", "有效期至"},
		{"Cost", "费用"}, {"SentOn", "报告发出日期"}, {"Received", "报告送达日期"}, {"Objection", "异议"}, {"Settled", "确定为参考价日期"}},
	"Objection": {{"By", "异议人"}, {"On", "提出日期"}, {"About", "针对"}, {"Text", "异议内容"}, {"Answered", "处理日期"}, {"Answer", "处理结果"}},
	"Rounds": {{"Kind", "轮次"}, {"Again", "重新拍卖"}, {"Offline", "线下"}, {"Platform", "平台、机构"}, {"Chosen", "产生方式"}, {"Assistant", "辅助机构"}, {"Avoid", "回避"},
		{"Start", "起拍价"}, {"Deposit", "保证金"}, {"Step", "加价幅度"}, {"Panel", "合议日期"}, {"Told", "通知日期"}, {"Notice", "公告日"}, {"Link", "公告网址"}, {"Opens", "竞价开始"},
		{"Closes", "竞价结束"}, {"On", "结果日期"}, {"Why", "原因"}, {"Cleared", "原因消除日"}, {"Price", "成交价"}, {"Buyer", "买受人"}, {"BuyerID", "证件号码"}, {"BuyerAt", "买受人地址"},
		{"PayBy", "尾款期限"}, {"PaidOn", "付清日期"}, {"Broken", "悔拍日期"}, {"Forfeit", "不退的保证金"}, {"Loss", "费用损失"}, {"Direct", "不经拍卖"}, {"Prior", "优先债权"}, {"Costs", "执行费用"},
		{"Preempt", "优先购买权人"}, {"Posted", "公示日期"}, {"PostedWhy", "无法通知的理由"}, {"Bidders", "交保证金人数"}, {"Returned", "保证金退还日期"}, {"Moved", "保证金划入日期"}, {"Own", "本案申请执行人"}},
	"Direct":  {{"Ground", "情形"}, {"Proof", "证据"}, {"On", "决定日期"}, {"By", "价格依据"}, {"Price", "价格"}},
	"Useless": {{"Prior", "优先债权"}, {"Costs", "执行费用"}, {"Told", "收到通知日期"}, {"Asked", "申请继续拍卖日期"}},
	"Late":    {{"Step", "步骤"}, {"Due", "应办日"}, {"On", "办理日期"}, {"Basis", "依据"}, {"Why", "迟延理由"}},
	"Offers":  {{"Creditor", "申请执行人"}, {"Asked", "询问日期"}, {"On", "答复日期"}, {"Accepts", "接受"}, {"Rank", "法定顺位"}, {"Claim", "应受清偿的数额"}},
	"InKind": {{"Creditor", "承受人"}, {"By", "确定方式"}, {"On", "抵债日期"}, {"Price", "抵债价"}, {"Gap", "应补差价"}, {"PaidOn", "差价付清日期"}, {"Agreed", "未经拍卖、双方同意"},
		{"Own", "本案申请执行人"}},
	"Plea":     {{"Why", "理由"}, {"Note", "情况说明"}, {"AskedOn", "申请日期"}, {"Decided", "审批日期"}, {"By", "审批人"}, {"Approved", "同意"}, {"Words", "审批意见"}},
	"Lines":    {{"Unit", "协查单位"}, {"Answered", "反馈日期"}, {"Result", "反馈结果"}, {"Found", "财产（项）"}, {"Number", "批次"}, {"Way", "查询方式"}, {"Reason", "查询原因"}, {"Due", "反馈期限"}},
	"Renewals": {{"Until", "新届满日"}},
	"Checks":   {{"ID", "条件"}, {"Answer", "核实"}, {"Text", "证明"}},
	"Event":    {{"Ground", "情形"}, {"Way", "办法"}, {"On", "事由发生日"}, {"Text", "证明"}, {"NoPaper", "没有文书的理由"}},
	"Persons":  {{"Role", "身份"}, {"Name", "姓名"}, {"IDNumber", "证件号码"}, {"Since", "接任限制"}, {"Released", "变更后解除"}, {"Shown", "解除的证明"}},
	"Exposed":  {{"No", "序号"}, {"Channel", "渠道"}, {"On", "曝光日期"}, {"Where", "网址、地点、版面"}, {"Text", "证明材料"}, {"Down", "撤下日期"}, {"DownProof", "撤下的证明"}},
	"Pleas": {{"No", "序号"}, {"By", "申请人"}, {"On", "收到日期"}, {"Why", "理由"}, {"Granted", "成立"}, {"Answer", "决定内容"}, {"Done", "纠正日期"}, {"Review", "申请复议日期"}, {"Reviewed", "复议决定日期"},
		{"Result", "复议结果"}},
	"Lifts":    {{"No", "序号"}, {"Kind", "内容"}, {"Why", "事由"}, {"From", "开始日期"}, {"To", "截止日期"}, {"By", "批准人"}, {"Restored", "恢复日期"}},
	"Payments": {{"Number", "审批表号"}, {"PaidOn", "发放日"}, {"Line", "债权"}, {"Costs", "先行扣除费用"}, {"State", "状态"}, {"Total", "总额"}},
}

// hiddenFields say nothing to a reader; with the kind of record, or the field
// that holds it, where another of that name does.
var hiddenFields = map[string]bool{"ID": true, "CaseID": true, "Version": true, "Draft": true, "OfficerID": true, "ClerkID": true, "OwnerID": true,
	"Key": true, "Base": true, "ToOfficerID": true, "AskedByID": true, "Position": true, "ParamID": true, "CreatedAt": true, "Code": true, "Form": true,
	"BankID": true, "Reverses": true, "PaidByID": true, "ReceiptID": true, "PaperID": true, "UserID": true, "NodeID": true, "Replaces": true, "ItemID": true, "ReversedByID": true,
	"AccountID": true, "ByID": true,
	"PropertyID": true, "MeasureID": true, "FileID": true, "MeetingID": true, "InquiryID": true, "ScanID": true, "AskedID": true, "PaymentID": true, "Ref": true,
	"clue.Property": true, "measure.Again": true, "Payments.Entry": true, "Payments.Line": true}

// repeatedFields are left out of the line in the list, which shows person,
// time and case in columns of their own.
var repeatedFields = map[string]bool{"Maker": true, "MadeAt": true, "By": true, "At": true, "SHA256": true, "CaseNumber": true, "CaseNo": true,
	"SentBy": true, "SentAt": true, "DoneBy": true, "DoneAt": true, "AskedBy": true, "AskedAt": true, "DecidedBy": true, "DecidedAt": true,
	"SubmittedBy": true, "SubmittedAt": true, "Reviewer": true, "ReviewedAt": true, "Form": true, "Reason": true}

// moneyFields hold 分, except plainFields of one kind of record.
var moneyFields = map[string]bool{"Left": true, "Balance": true, "Principal": true, "Fee": true, "Realised": true, "Pool": true, "Worth": true, "Total": true, "Given": true, "Amount": true,
	"Value": true, "BurdenSum": true, "Received": true, "Later": true, "Owed": true, "Price": true, "Cost": true, "Start": true, "Deposit": true, "Step": true,
	"Forfeit": true, "Claim": true, "Gap": true}

// plainFields are numbers of one kind of record that hold money in others.
var plainFields = map[string]bool{"rule.Value": true}

// conditionText names what identifies a condition, a ground or a piece of
// evidence inside the program; "" for other texts.
func conditionText(name, id string) string {
	switch name {
	case "Ground":
		if g, ok := law.CoercionGroundOf(id); ok {
			return g.Text
		}
		return law.EndingOf(id).Text
	case "Situation":
		s, _ := law.SituationOf(id)
		return s.Text
	case "Kind":
		for _, k := range law.EvidenceKinds() {
			if k.ID == id {
				return k.Text
			}
		}
	case "Condition":
		return law.CheckText(id)
	}
	return ""
}
