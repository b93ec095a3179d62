package cases

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// nodeNamed gives a node of a case as stored.
func (s *shell) nodeNamed(id int64, name string) court.Node {
	s.T.Helper()
	nodes, err := s.o.Nodes(context.Background(), id)
	s.Must(err)
	for _, n := range nodes {
		if n.Name == name {
			return n
		}
	}
	s.T.Fatalf("no node %s", name)
	return court.Node{}
}

func (s *shell) users() []court.User {
	s.T.Helper()
	users, err := s.o.Users(context.Background())
	s.Must(err)
	return users
}

func TestNodeIsFilledInPlace(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabProgress)
	n := s.nodeNamed(c.ID, "首次网络查控")
	d := newNodeDialog(p, n, s.users())
	if d.reason.Visible() {
		t.Error("a first date needs no reason")
	}
	d.actual.SetText("2018.10.15")
	d.result.SetText("存款3、车辆1")
	d.form.Save()
	uitest.Until(t, "the node is stored", func() bool { return s.Said == "已填写“首次网络查控”" })
	n = s.nodeNamed(c.ID, "首次网络查控")
	if n.Actual != court.D(2018, 10, 15) || n.Result != "存款3、车辆1" {
		t.Errorf("stored %s %q", n.Actual, n.Result)
	}
	d = newNodeDialog(p, n, s.users())
	d.actual.SetText("2018-10-16")
	d.form.Save()
	if d.form.FieldError(labelReason) == "" {
		t.Fatal("another date needs a reason")
	}
	d.reason.SetText("原填错一天")
	s.Said = ""
	d.form.Save()
	uitest.Until(t, "the change is asked for", func() bool { return strings.Contains(s.Said, "改期申请") })
	if got := s.nodeNamed(c.ID, "首次网络查控").Actual; got != court.D(2018, 10, 15) {
		t.Errorf("stored %s before a second person confirmed", got)
	}
	uitest.Until(t, "the request is read", func() bool { return len(p.facts.waitingChanges()) == 1 })
	s.Me = s.other
	p.showChange(p.facts.waitingChanges()[0])
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is confirmed", func() bool { return strings.Contains(s.Said, "已确认") })
	if got := s.nodeNamed(c.ID, "首次网络查控").Actual; got != court.D(2018, 10, 16) {
		t.Errorf("stored %s", got)
	}
}

func TestDateBeforeFilingIsRefusedAtTheField(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabProgress)
	d := newNodeDialog(p, s.nodeNamed(c.ID, "首次网络查控"), s.users())
	d.actual.SetText("2018-10-01")
	d.form.Save()
	uitest.Until(t, "refused", func() bool { return d.form.FieldError("实际办理日") != "" })
	if !d.dialog.Open() || d.actual.DateEntry.Text != "2018-10-01" {
		t.Error("the dialog stays with what was typed")
	}
}

func TestArrowsMoveBetweenCardsAndKeysBetweenTabs(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, "")
	p.Keys()["Ctrl+2"]()
	progress := p.parts[frame.TabProgress].(*progressPart)
	at, ok := progress.focused()
	if !ok {
		t.Fatal("the node that is due first must have the keyboard")
	}
	if progress.nodes[at[0]][at[1]].Planned.IsZero() {
		t.Error("a node without date is not due")
	}
	progress.give(0, 0)
	s.Press(fyne.KeyDown, fyne.KeyRight)
	if at, _ = progress.focused(); at != [2]int{1, 1} {
		t.Errorf("keyboard at %v", at)
	}
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "Enter opens the node", func() bool { return s.Dialog() != nil })
}

func TestTakenInMoneyMayBeAskedForOnceOnly(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	_, err := s.o.RecordReceipt(context.Background(), s.Me, court.Receipt{CaseID: c.ID, Date: today, Payer: "甲", Way: "转账", Amount: 10_000_00})
	s.Must(err)
	p := s.openCase(c.ID, frame.TabMoney)
	uitest.Until(t, "the money is read", func() bool { return len(p.facts.money.Receipts) == 1 })
	if n := len(p.actions.Objects); n != 5 {
		t.Errorf("%d buttons, want 收款, 申请发放, 申请延缓, 打印案款明细, 款物", n)
	}
	asked, err := s.o.AskDisbursement(context.Background(), s.Me, court.Disbursement{CaseID: c.ID, Payee: "张㛃", PayeeBank: "信用社", PayeeNo: "6229001",
		Amount: 9_950_00, Deductions: []court.Deduction{{Name: "申请执行费", Amount: 50_00}}})
	s.Must(err)
	uitest.Until(t, "the request shows", func() bool { return len(p.facts.money.Disbursements) == 1 })
	if n := len(p.actions.Objects); n != 3 {
		t.Errorf("%d buttons: nothing is left to ask for", n)
	}
	part := p.parts[frame.TabMoney].(*moneyPart)
	if b := part.paymentButtons(asked); len(b) != 2 || b[0].Label != "撤回" {
		t.Errorf("whoever asked is offered %v", b)
	}
	s.Me = s.other
	if b := part.paymentButtons(asked); len(b) != 3 || b[0].Label != "审批" {
		t.Errorf("the director is offered %v", b)
	}
}

func TestCaseIsHandedOverAndReceived(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabFlow)
	d := newHandoverDialog(p, p.facts, s.users())
	if len(d.materials.rows) < 3 {
		t.Errorf("%d materials to start with", len(d.materials.rows))
	}
	d.materials.rows[0].pages.SetText("两页")
	d.form.Save()
	if got := d.form.Message(); !strings.Contains(got, "应为整数") {
		t.Fatalf("message %q", got)
	}
	d.materials.rows[0].pages.SetText("2")
	d.form.Save()
	uitest.Until(t, "handed over", func() bool { _, ok := p.facts.waiting(); return ok })
	h, _ := p.facts.waiting()
	if h.To != court.GroupEnforcement || h.Materials[0].Pages != 2 {
		t.Errorf("handed to %s with %+v", h.To, h.Materials)
	}
	if n := len(p.answerButtons(h)); n != 2 {
		t.Fatalf("the receiving group is offered %d buttons", n)
	}
	act(s, "已接收", func(ctx context.Context) error { return s.o.ReceiveHandover(ctx, s.Me, h.ID) })
	uitest.Until(t, "received", func() bool { return p.facts.c.Stage == court.StageAssetControl })
}

func TestPaperIsMadeOpenedAndListed(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabPapers)
	makeAndOpen(s, office.PaperRequest{CaseID: c.ID, Form: formProgressTable})
	uitest.Until(t, "the paper is made", func() bool { return len(p.facts.papers) == 1 })
	uitest.Until(t, "and opened", func() bool { return strings.HasSuffix(s.Last(), "执行进度表.pdf") })
	papers := p.parts[frame.TabPapers].(*papersPart)
	if x, ok := papers.table.Chosen(); !ok || x.Form != formProgressTable {
		t.Error("the paper must be listed and chosen")
	}
}

// TestMoneySheetIsShownBeforeItIsKept: nothing is kept by looking; printed again
// without a change in the case it is the same paper, after one the next.
func TestMoneySheetIsShownBeforeItIsKept(t *testing.T) {
	s := newShell(t)
	ctx := context.Background()
	c := s.register("甲")
	receive := func(amount court.Money) {
		_, err := s.o.RecordReceipt(ctx, s.Me, court.Receipt{CaseID: c.ID, Date: today, Payer: "甲", Way: "转账", Amount: amount})
		s.Must(err)
	}
	receive(10_000_00)
	p := s.openCase(c.ID, frame.TabMoney)
	money := p.parts[frame.TabMoney].(*moneyPart)
	press := func(said string) {
		t.Helper()
		money.print("案款明细", formStatement, 0)
		uitest.Until(t, said, func() bool {
			return s.Dialog() != nil && uitest.Shows(said, s.Dialog()) && slices.ContainsFunc(uitest.Find[*widgets.Button](s.Dialog()), func(b *widgets.Button) bool {
				return b.Label == "打印" && !b.Disabled()
			})
		})
	}
	count := func() int {
		papers, err := s.o.Papers(ctx, c.ID)
		s.Must(err)
		return len(papers)
	}
	press("才存入案件")
	s.Press(fyne.KeyEscape)
	if n := count(); n != 0 {
		t.Fatalf("%d papers are kept by looking", n)
	}
	press("才存入案件")
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "it is kept and printed", func() bool { return count() == 1 && strings.Contains(s.Said, "已存入案件并送打印") })
	printed := len(s.Opened)
	press("不另编号")
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "the same one is printed", func() bool { return len(s.Opened) == printed+1 })
	if n := count(); n != 1 {
		t.Errorf("%d papers after printing the same again", n)
	}
	receive(1_00)
	press("才存入案件")
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "the changed one is kept", func() bool { return count() == 2 })
}

func TestTimeLineSpeaksChinese(t *testing.T) {
	s := newShell(t)
	ctx := context.Background()
	c := s.register("甲")
	n := s.nodeNamed(c.ID, "首次网络查控")
	s.Must(s.o.RecordNode(ctx, s.Me, n.ID, office.NodeEntry{Planned: n.Planned, Actual: court.D(2018, 10, 15), Result: "存款3"}))
	s.Must(s.o.WaiveNode(ctx, s.Me, s.nodeNamed(c.ID, "传统调查").ID, "已全部查明"))
	_, err := s.o.ChangeStatus(ctx, s.Me, c.ID, office.StatusEntry{Status: court.StatusSettling, Paper: "和解协议", Reason: "双方和解"})
	s.Must(err)
	s.Must(s.o.Assign(ctx, s.Me, c.ID, s.Me.User.ID, s.Me.User.ID))
	stored, err := s.o.Case(ctx, c.ID)
	s.Must(err)
	stored.Cause = "买卖合同纠纷"
	_, err = s.o.UpdateCase(ctx, s.Me, stored, "")
	s.Must(err)
	_, err = s.o.RecordReceipt(ctx, s.Me, court.Receipt{CaseID: c.ID, Date: today, Payer: "甲", Way: "转账", Amount: 10_000_00})
	s.Must(err)
	log, err := s.o.CaseLog(ctx, c.ID)
	s.Must(err)
	want := map[string]string{
		"登记案件": "张㛃 申请执行 甲", "填写节点": "首次网络查控  实际办理日 2018-10-15  存款3", "免办节点": "传统调查  免办",
		"变更状态": "在办 → 和解履行中", "分案": "书记员 沈国栋", "修改案件": "案由：民间借贷纠纷 → 买卖合同纠纷", "登记收款": "10,000.00 元",
		"后续节点排期": "案款发放 2018-12-23 重新排期",
	}
	for _, e := range log {
		text := describe(e)
		if strings.ContainsAny(text, "{}\"") || !strings.Contains(text, want[e.Action]) || want[e.Action] == "" {
			t.Errorf("%s: %q, want %q", e.Action, text, want[e.Action])
		}
	}
	if len(log) != len(want) {
		t.Errorf("%d entries, want %d", len(log), len(want))
	}
}

func TestClosurePageNamesWhatIsMissing(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabClosure)
	part := p.parts[frame.TabClosure].(*closurePart)
	uitest.Until(t, "the checklist is read", func() bool { return len(part.state.Lines) > 10 })
	if len(part.state.Blockers) == 0 || !uitest.Shows("具备 ", part.side) {
		t.Errorf("%d blockers; the side shows %q", len(part.state.Blockers), uitest.Texts(part.side))
	}
	part.submit()
	uitest.Until(t, "the submission is refused", func() bool { return s.Failed != nil })
	if say, _ := court.Sentence(s.Failed); !strings.Contains(say, "缺") {
		t.Errorf("refusal %q", say)
	}
	var manual office.ChecklistLine
	for _, l := range part.state.Lines {
		if !l.OK && !l.Auto && l.Item.Blocking {
			manual = l
			break
		}
	}
	s.Must(s.o.TickItem(context.Background(), s.Me, c.ID, manual.Item.ID, true, "卷宗第3页"))
	uitest.Until(t, "the tick shows", func() bool {
		for _, l := range part.state.Lines {
			if l.Item.ID == manual.Item.ID {
				return l.OK && l.Evidence == "卷宗第3页"
			}
		}
		return false
	})
}

// A closing is taken back by two people in the window.
func TestUndoAClosingInTheWindow(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	ctx := context.Background()
	s.Must(s.o.CloseCase(ctx, s.Me, c.ID, court.ClosedTerminated, today, "撤回申请"))
	p := s.openCase(c.ID, "")
	offered := func() bool {
		return slices.ContainsFunc(p.moreItems(p.facts), func(i widgets.MenuItem) bool { return i.Label == "撤销结案…" })
	}
	if !offered() {
		t.Fatal("a closed case must offer to take the closing back")
	}
	p.askUndo()
	s.Save()
	if !uitest.Shows("“撤销理由”必须填写", s.Dialog()) {
		t.Errorf("without a reason: %q", uitest.Texts(s.Dialog()))
	}
	s.Type("选错了案件")
	s.Save()
	uitest.Until(t, "asked", func() bool { return strings.Contains(s.Said, "已申请撤销结案") && len(p.facts.undos) == 1 })
	if offered() || !uitest.Shows("选错了案件", p.notice) || len(uitest.Find[*widgets.Button](p.notice)) != 0 {
		t.Errorf("who asked sees %q", uitest.Texts(p.notice))
	}
	s.Me = s.other
	p = s.openCase(c.ID, "")
	answer := uitest.Find[*widgets.Button](p.notice)
	if len(answer) != 1 || answer[0].Label != "审批" {
		t.Fatalf("the leader sees %q", uitest.Texts(p.notice))
	}
	answer[0].OnTap()
	s.Save()
	uitest.Until(t, "undone", func() bool { return strings.Contains(s.Said, "已撤销结案") && p.facts.open() })
	log, err := s.o.CaseLog(ctx, c.ID)
	s.Must(err)
	for _, e := range log {
		if e.Action == "撤销结案" && describe(e) != "已结 → 在办" {
			t.Errorf("the time line says %q", describe(e))
		}
	}
}
