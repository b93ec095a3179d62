package law

import (
	"fmt"
	"strings"

	"zhixing/app/court"
)

// Codes of the nodes that follow a 终本 closing.
const (
	NodeRegistered   = "P31" // 录入终本案件信息库
	nodeLaterInquiry = "040" // 终本后网络查询, 040-1 and on
)

// afterInterimPosition puts the nodes after closing behind those of the plan.
const afterInterimPosition = 100

// AfterInterim plans what follows 终本: the entry into the register within 7
// days and a network inquiry every half year for five years (法〔2016〕373号 9,
// 12), in the column 终本 and behind its other nodes.
func (r *Rules) AfterInterim(closed court.Date) []court.Node {
	register, every, years := r.planning("T35", closed), r.planning("T36", closed), r.planning("T36b", closed)
	nodes := []court.Node{{Code: NodeRegistered, Column: court.ColumnInterim, Position: afterInterimPosition,
		Name: "录入终本案件信息库", Planned: r.After(register, closed),
		Basis: "送达终本裁定后" + register.Term() + "，" + register.Basis, ParamID: register.ID}}
	last := r.After(years, closed)
	for i := 1; every.Value > 0; i++ {
		due := r.addTerm(closed, i*every.Value, every.Unit)
		if due.After(last) {
			break
		}
		nodes = append(nodes, court.Node{Code: fmt.Sprintf("%s-%d", nodeLaterInquiry, i), Column: court.ColumnInterim,
			Position: afterInterimPosition + i, Name: fmt.Sprintf("终本后第%d次网络查询", i), Planned: due,
			Basis:   fmt.Sprintf("终本后%s内每%s一次，结果告知申请执行人，%s", years.Term(), every.Term(), every.Basis),
			ParamID: every.ID})
	}
	return nodes
}

// IsLaterInquiry tells whether the node is a half-yearly inquiry after 终本.
func IsLaterInquiry(n court.Node) bool { return strings.HasPrefix(n.Code, nodeLaterInquiry+"-") }

// AfterInterim is Rules.AfterInterim by the delivered rules.
func AfterInterim(closed court.Date) []court.Node { return Default().AfterInterim(closed) }
