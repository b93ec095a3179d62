package office

import (
	"strings"

	"zhixing/app/court"
)

// Permission is something a role may be allowed to do. Its text is the verb a
// refusal names.
type Permission string

// The permissions.
const (
	MayRead            Permission = "查看"
	MayManageSettings  Permission = "修改系统设置"
	MayManageUsers     Permission = "管理人员"
	MayRegisterCase    Permission = "登记案件"
	MayEditCase        Permission = "修改案件"
	MayAssign          Permission = "分案"
	MayHandOver        Permission = "移交案件"
	MayReceive         Permission = "接收移交"
	MayWorkNodes       Permission = "填写进度表"
	MayWaiveNode       Permission = "免办节点"
	MayRecordService   Permission = "登记送达"
	MayRecordReceipt   Permission = "登记收款"
	MayReverseMoney    Permission = "冲正"
	MayAskDisbursement Permission = "申请发放案款"
	MayDecideDisburse  Permission = "审批案款发放"
	MayRecallDisburse  Permission = "撤回发放申请"
	MayAssignReceipt   Permission = "认领款项"
	MayCloseMonth      Permission = "月末结账"
	MayCheckMonth      Permission = "复核月结"
	MayReadBooks       Permission = "查看案款账簿"
	MayPayDisbursement Permission = "发放案款"
	MayMakePaper       Permission = "制作文书"
	MayVoidPaper       Permission = "作废文书"
	MayFileScan        Permission = "归档扫描件"
	MayKeepCalculation Permission = "保存计算表"
	MayWorkClosure     Permission = "办理终本材料"
	MayReviewClosure   Permission = "终本评查"
	MayCloseCase       Permission = "报结案件"
	MayAskUndo         Permission = "申请撤销结案"
	MayDecideUndo      Permission = "审批撤销结案"
	MayChangeStatus    Permission = "变更案件状态"
	MayImport          Permission = "导入台账"
	MayImportStatement Permission = "导入银行流水"
	MayExport          Permission = "导出表格"
	MayReadAudit       Permission = "查看操作日志"
	MayBackup          Permission = "备份数据"
	MayWorkTerm        Permission = "登记扣除期间、申请延长期限"
	MayDecideExtension Permission = "审批延长执行期限"
	MayConfirmDate     Permission = "确认已办节点改期"
	MayChangeRules     Permission = "修改规则与参数"
	MayChangeForms     Permission = "修改文书样式"
	MayResume          Permission = "恢复执行"
	MayIssueWarning    Permission = "签发预警通知书"
	MaySignWarning     Permission = "签收预警通知书"
	MaySetTargets      Permission = "下达每周结案任务"
	MayWorkLedgers     Permission = "登记台账、评查、报备"
	MayWorkRegisters   Permission = "登记信访、回访、干预、公开"
	MayRecordItem      Permission = "登记利息和手续费"
	MayDecideItems     Permission = "复核利息和手续费"
	MayMatchBank       Permission = "核对未达账项"
	MayImportOpening   Permission = "导入期初余额"
	MayMarkCause       Permission = "登记案款未发原因"
	MayWorkProperty    Permission = "登记财产和查封"
	MayReportProblem   Permission = "登记违纪违法线索"
	MayHandProblem     Permission = "移送违纪违法线索"
	MayWorkPlan        Permission = "办理分配方案"
	MayWorkSettlement  Permission = "登记和解履行"
	MayWorkGoods       Permission = "登记扣押物"
	MayWorkCoercion    Permission = "办理强制措施和拒执案件"
	MayDecideCoercion  Permission = "批准强制措施、移送拒执案件"
	MayTakeBackStep    Permission = "作废办理步骤"
	MayWorkListing     Permission = "登记失信、限消"
	MayDecideListing   Permission = "决定纳入失信、限消"
	MayApproveListing  Permission = "审批不纳入"
	MayWorkSale        Permission = "登记财产处置"
	MayDecideOffline   Permission = "审批不通过网络处置"
	mayNothing         Permission = "" // for use cases before log-in
)

// permissions is the one table of who may do what. An administrator keeps the
// program running, brings ledgers in and prints in bulk; deciding, money and
// review need the roles that answer for them.
var permissions = map[Permission][]court.Role{
	MayRead:            court.Roles,
	MayManageSettings:  {court.RoleAdmin},
	MayManageUsers:     {court.RoleAdmin},
	MayRegisterCase:    {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayEditCase:        {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayAssign:          {court.RoleHead, court.RoleDirector, court.RolePresident},
	MayHandOver:        {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayReceive:         {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayWorkNodes:       {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayRecordService:   {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayWaiveNode:       {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayRecordReceipt:   {court.RoleAccountant, court.RoleClerk, court.RoleOfficer},
	MayReverseMoney:    {court.RoleAccountant},
	MayAskDisbursement: {court.RoleOfficer, court.RoleClerk, court.RoleHead},
	MayDecideDisburse:  {court.RoleDirector, court.RolePresident},
	MayPayDisbursement: {court.RoleAccountant},
	MayRecallDisburse:  {court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleDirector, court.RolePresident, court.RoleAccountant},
	MayAssignReceipt:   {court.RoleAccountant, court.RoleClerk, court.RoleOfficer, court.RoleHead},
	MayCloseMonth:      {court.RoleAccountant},
	MayCheckMonth:      {court.RoleHead, court.RoleDirector, court.RolePresident},
	MayReadBooks:       {court.RoleAccountant, court.RoleDirector, court.RolePresident, court.RoleAdmin},
	MayMakePaper:       {court.RoleAdmin, court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector, court.RolePresident},
	MayKeepCalculation: {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector, court.RoleAccountant},
	MayFileScan:        {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayVoidPaper:       {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayWorkClosure:     {court.RoleClerk, court.RoleOfficer, court.RoleHead},
	MayReviewClosure:   {court.RoleReviewer},
	MayCloseCase:       {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayAskUndo:         {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayDecideUndo:      {court.RoleDirector, court.RolePresident},
	MayChangeStatus:    {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayImport:          {court.RoleAdmin, court.RoleClerk, court.RoleDirector},
	MayImportStatement: {court.RoleAccountant, court.RoleClerk, court.RoleAdmin},
	MayExport:          court.Roles,
	MayReadAudit:       {court.RoleAdmin, court.RoleDirector, court.RolePresident},
	MayBackup:          {court.RoleAdmin},
	MayWorkTerm:        {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayDecideExtension: {court.RolePresident}, // 法释〔2000〕29号5: the president of the court
	MayConfirmDate:     {court.RoleHead, court.RoleDirector},
	MayChangeRules:     {court.RoleAdmin},
	MayChangeForms:     {court.RoleAdmin},
	MayResume:          {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayIssueWarning:    {court.RoleHead, court.RoleDirector, court.RolePresident},
	MaySignWarning:     {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MaySetTargets:      {court.RoleHead, court.RoleDirector},
	MayWorkLedgers:     {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector, court.RoleReviewer},
	MayWorkProperty:    {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayReportProblem:   court.Roles,
	MayHandProblem:     {court.RoleDirector, court.RolePresident},
	MayWorkSale:        {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayDecideOffline:   {court.RoleDirector, court.RolePresident},
	MayWorkPlan:        {court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleDirector},
	MayWorkSettlement:  {court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleDirector},
	MayWorkGoods:       {court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleDirector, court.RoleAccountant},
	MayWorkCoercion:    {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayDecideCoercion:  {court.RolePresident}, // 民事诉讼法119: the president of the court
	MayTakeBackStep:    {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector, court.RolePresident},
	MayWorkListing:     {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayDecideListing:   {court.RoleOfficer, court.RoleHead, court.RoleDirector},
	MayApproveListing:  {court.RoleDirector, court.RolePresident},
	MayRecordItem:      {court.RoleAccountant},
	MayDecideItems:     {court.RoleAccountant, court.RoleDirector, court.RolePresident},
	MayMatchBank:       {court.RoleAccountant},
	MayImportOpening:   {court.RoleAccountant},
	MayMarkCause:       {court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleDirector, court.RoleAccountant},
	MayWorkRegisters:   {court.RoleClerk, court.RoleOfficer, court.RoleHead, court.RoleDirector, court.RolePresident},
}

// Can tells whether the actor's roles allow it; screens offer only what Can.
func Can(actor Actor, p Permission) bool {
	return p == mayNothing || !actor.User.Disabled && actor.User.Has(permissions[p]...)
}

// Allow refuses with CodeDenied what the actor's roles do not allow, and says
// whose business it is.
func Allow(actor Actor, p Permission) error {
	if Can(actor, p) {
		return nil
	}
	if actor.User.Disabled {
		return disabled(actor.User)
	}
	return court.Errorf(court.CodeDenied, "您的岗位不能%s。", p).
		WithHint("这项工作由" + rolesOf(p) + "办理。")
}

// rolesOf names the roles that may do something.
func rolesOf(p Permission) string {
	names := make([]string, 0, len(permissions[p]))
	for _, r := range permissions[p] {
		names = append(names, string(r))
	}
	return strings.Join(names, "、")
}

func disabled(u court.User) error {
	return court.Errorf(court.CodeDenied, "“%s”已停用。", u.Name).WithHint("请联系管理员。")
}
