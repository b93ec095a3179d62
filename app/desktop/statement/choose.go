package statement

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/moneydesk"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// open asks where a line belongs; lines that are settled have nothing to ask.
func (s *dryRunStep) open(x office.StatementItem) {
	_, decided := s.p.chosen[x.Line]
	if !inTray(x) && !decided || s.p.At() != importing.StepDryRun { // the table may still have the keyboard
		return
	}
	if len(x.Candidates) == 0 {
		s.pickOther(x)
		return
	}
	table := widgets.NewListTable([]widgets.Column[office.StatementCandidate]{
		{ID: "number", Label: "案号", Width: 176, Cell: func(c office.StatementCandidate) widgets.Cell { return widgets.TextCell(c.Number) }},
		{ID: "debtors", Label: "被执行人", Width: 200, Stretch: 1, Cell: func(c office.StatementCandidate) widgets.Cell { return widgets.TextCell(c.Debtors) }},
		{ID: "state", Label: "状态", Width: 60, Cell: func(c office.StatementCandidate) widgets.Cell { return widgets.QuietCell(openWord(c)) }},
		{ID: "why", Label: "因为", Width: 190, Cell: func(c office.StatementCandidate) widgets.Cell { return widgets.QuietCell(c.Why) }},
	}, func(c office.StatementCandidate) string { return strconv.FormatInt(c.CaseID, 10) }, x.Candidates)
	var d *widgets.Dialog
	take := func() {
		if c, ok := table.Chosen(); ok {
			d.Close()
			s.decide(x.Line, office.StatementChoice{CaseID: c.CaseID}, c.Number, "由经办人选定："+c.Why+"。", office.PlanCase)
		}
	}
	table.OnOpen = func(office.StatementCandidate) { take() }
	line := widgets.NewText(widgets.Ellipsize(x.Date.String()+"　"+x.Amount.String()+" 元　"+x.Party+"　"+x.Note, widgets.S(700), widgets.S(widgets.TextSize), false),
		widgets.TextSize, widgets.ColorText, true)
	content := container.NewBorder(widgets.Padded(2, 4, line), nil, nil, nil, widgets.Sized(720, 260, table))
	d = widgets.NewDialog(s.p.f.Window(), "这笔款是哪个案件的？", content,
		widgets.NewPrimaryButton("记入所选案件", take),
		widgets.NewButton("其他案件…", func() { d.Close(); s.pickOther(x) }),
		widgets.NewButton("先记入不明款", func() { d.Close(); s.toPool(x) }),
		widgets.NewButton("不记账", func() { d.Close(); s.leaveOut(x) }))
	table.ChooseIndex(0)
	table.Focus()
}

func openWord(c office.StatementCandidate) string {
	if c.Open {
		return "未结"
	}
	return "已结"
}

// pickOther asks for any case.
func (s *dryRunStep) pickOther(x office.StatementItem) {
	parts.PickCase(s.p.f, parts.CaseQuestion{Title: "这笔款是哪个案件的？　" + x.Amount.String() + " 元　" + x.Party, Button: "记入所选案件"}, func(c office.CaseRow) {
		s.decide(x.Line, office.StatementChoice{CaseID: c.ID}, c.Number, "由经办人选定。", office.PlanCase)
	})
}

// toPool takes a choice back: money that came in and belongs nowhere yet.
func (s *dryRunStep) toPool(x office.StatementItem) {
	s.decide(x.Line, office.StatementChoice{}, "", "记入不明款，以后认领。", office.PlanPool)
}

// leaveOut keeps a line out of the books.
func (s *dryRunStep) leaveOut(x office.StatementItem) {
	s.decide(x.Line, office.StatementChoice{Skip: true}, "", "由经办人排除。", office.PlanNone)
}

// menu offers what can be done about a line: where it belongs, and where a
// person settles what the program cannot.
func (s *dryRunStep) menu(x office.StatementItem) []widgets.MenuItem {
	_, decided := s.p.chosen[x.Line]
	if !inTray(x) && !decided {
		return s.p.doors(x)
	}
	items := []widgets.MenuItem{}
	if x.Certainty == court.MatchLikely && x.CaseID != 0 {
		items = append(items, widgets.MenuItem{Label: "采用 " + x.CaseNo, Do: func() {
			s.decide(x.Line, office.StatementChoice{CaseID: x.CaseID}, x.CaseNo, "由经办人采用。", office.PlanCase)
		}})
	}
	items = append(items, widgets.MenuItem{Label: "选案件…", Note: "回车", Do: func() { s.open(x) }})
	if x.Plan != office.PlanLook && len(x.Candidates) > 0 {
		items = append(items, widgets.MenuItem{Label: "其他案件…", Do: func() { s.pickOther(x) }})
	}
	items = append(items,
		widgets.MenuItem{Label: "先记入不明款", Do: func() { s.toPool(x) }},
		widgets.MenuItem{Label: "不记账", Do: func() { s.leaveOut(x) }})
	if x.Plan == office.PlanLook {
		items = append(items, s.p.doors(x)...)
	}
	return items
}

// doors are the places where a line that needs a person is settled: the columns
// of a line that cannot be read, the payments and the files for the bank of one
// that went out or came back, the money of its case.
func (p *page) doors(x office.StatementItem) []widgets.MenuItem {
	var out []widgets.MenuItem
	if x.Plan == office.PlanLook {
		switch {
		case x.Fault != "":
			return []widgets.MenuItem{{Label: "核对各列的对应", Do: p.Back}}
		case x.Kind == court.LineOut && strings.Contains(x.Why, "批量付款") && p.f.Can(office.MayPayDisbursement):
			out = append(out, widgets.MenuItem{Label: "批量付款的批次…", Do: func() { moneydesk.OpenFiles(p.f) }})
			fallthrough
		case x.Kind == court.LineOut || x.Returned:
			out = append(out, widgets.MenuItem{Label: "发放和冲正…", Do: func() { moneydesk.OpenRequests(p.f) }})
		}
	}
	if x.CaseID != 0 {
		out = append(out, widgets.MenuItem{Label: "打开案件", Do: func() { p.f.OpenCase(x.CaseID, frame.TabMoney) }})
	}
	return out
}
