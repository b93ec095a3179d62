package cases

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// header is the box above the tabs: which case, and where it stands.
type header struct {
	page    *casePage
	box     fyne.CanvasObject
	title   *fyne.Container // number, parties, cause, tags
	buttons *fyne.Container
	columns *fyne.Container // stage, term, money, nodes
}

func newHeader(p *casePage) *header {
	h := &header{page: p, title: newFitRow(10), buttons: widgets.HStack(4), columns: &fyne.Container{Layout: &shares{1.55, 1.05, 1.05, 1}}}
	line := &fyne.Container{Layout: titleLine{}, Objects: []fyne.CanvasObject{h.title, h.buttons}}
	h.box = widgets.NewCard("", "", widgets.Padded(12, 6, widgets.VStack(4, widgets.Sized(1, 28, line), widgets.Sized(1, 40, h.columns))))
	return h
}

// titleLine gives the buttons what they need and the title the rest.
type titleLine struct{}

// Layout places title and buttons.
func (titleLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	need := objects[1].MinSize().Width
	objects[1].Move(fyne.NewPos(size.Width-need, 0))
	objects[1].Resize(fyne.NewSize(need, size.Height))
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(max(size.Width-need-widgets.S(10), 0), size.Height))
}

// MinSize is what the buttons need.
func (titleLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[1].MinSize()
}

// shares gives each object a share of the width.
type shares []float32

// columnGap is the room between the columns of the header, in px.
const columnGap = 22

// Layout shares the width out.
func (s shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	total := float32(0)
	for i := range objects {
		total += s[i]
	}
	room, x := size.Width-widgets.S(columnGap)*float32(len(objects)-1), float32(0)
	for i, o := range objects {
		width := float32(int(room * s[i] / total))
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + widgets.S(columnGap)
	}
}

// MinSize is the height of the highest; the width is free.
func (s shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// show fills the header.
func (h *header) show(x *facts) {
	c := x.c
	h.title.Objects = []fyne.CanvasObject{
		widgets.NewText(c.Number.String(), 17, widgets.ColorText, true),
		newFitText(partiesLine(c), widgets.TableSize, widgets.ColorText, false, 420),
		newFitText(c.Cause, widgets.TableSize, widgets.ColorText, false, 200),
	}
	for _, tag := range c.Tags[:min(len(c.Tags), 3)] {
		h.title.Add(widgets.NewTag(tag))
	}
	if more := len(c.Tags) - 3; more > 0 {
		h.title.Add(widgets.NewText(fmt.Sprintf("+%d", more), widgets.CaptionSize, widgets.ColorQuiet, false))
	}
	h.buttons.Objects = h.page.headButtons(x)
	h.columns.Objects = []fyne.CanvasObject{stageColumn(x), h.page.termPart(x), moneyColumn(x), nodesColumn(h.page.f.Office(), x)}
	h.box.Refresh()
}

// partiesLine says who enforces against whom.
func partiesLine(c court.Case) string {
	applicants, debtors := c.NamesOf(court.RoleApplicant), c.NamesOf(court.RoleDebtor)
	if applicants == "" {
		return strings.Join(partyNames(c), "、")
	}
	return applicants + " 申请执行 " + debtors
}

func partyNames(c court.Case) []string {
	names := make([]string, len(c.Parties))
	for i, p := range c.Parties {
		names[i] = p.Name
	}
	return names
}

// figure is a line of texts over a bar.
func figure(bar fyne.CanvasObject, texts ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VStack(3, widgets.Sized(1, 20, newFitRow(9, texts...)), widgets.Sized(1, 9, bar))
}

func plain(text string) *canvas.Text {
	return widgets.NewText(text, widgets.TableSize, widgets.ColorText, false)
}

func stageColumn(x *facts) fyne.CanvasObject {
	c := x.c
	filled := make([]float64, len(court.Stages))
	for i, s := range court.Stages {
		filled[i] = 1
		if s == c.Stage {
			if x.open() {
				filled[i] = 0.5
			}
			break
		}
	}
	bar := widgets.NewStageBar(filled, widgets.ColorAction)
	where := fmt.Sprintf("%s · %s", c.Stage, c.Group)
	texts := []fyne.CanvasObject{plain(where), widgets.NewText("▲ 未分案", widgets.TableSize, widgets.ColorNear, true)}
	if c.Officer != "" {
		who := []string{c.Officer}
		if c.Clerk != "" && c.Clerk != c.Officer {
			who = append(who, c.Clerk)
		}
		texts = []fyne.CanvasObject{plain(where + " · " + joined(who))}
	}
	if h, ok := x.waiting(); ok {
		texts = append(texts, widgets.NewText("▲ 待"+string(h.To)+"接收", widgets.TableSize, widgets.ColorNear, true))
	}
	if x.open() {
		texts = append(texts, widgets.NewText(fmt.Sprintf("本阶段第 %d 天", c.StageSince.DaysUntil(x.today)+1), widgets.TableSize, widgets.ColorQuiet, false))
	}
	return figure(bar, texts...)
}

func termColumn(x *facts) fyne.CanvasObject {
	c := x.c
	if !x.open() {
		return figure(widgets.NewProgressBar(widgets.Segment{Share: 1, Color: widgets.ColorDone}),
			widgets.NewText("✓ 已结", widgets.TableSize, widgets.ColorDone, true), plain(fmt.Sprintf("%s %s", c.Closed, c.Closing)))
	}
	if c.Limit.IsZero() {
		return figure(widgets.NewProgressBar(), plain("没有法定期限"))
	}
	t := termOf(c.Status, c.Limit, x.today)
	share := 1.0
	if whole := c.Filed.DaysUntil(c.Limit); whole > 0 {
		share = min(max(float64(c.Filed.DaysUntil(x.today))/float64(whole), 0), 1)
	}
	fill := widgets.ColorAction
	switch {
	case t.days < 0:
		fill = widgets.ColorOverdue
	case t.days <= soonDays:
		fill = widgets.ColorNearFill
	}
	texts := []fyne.CanvasObject{plain("期限 " + c.Limit.String()), widgets.NewText(t.text, widgets.TableSize, t.ink, true)}
	if c.Status != court.StatusOpen {
		texts = append(texts, widgets.NewText(string(c.Status), widgets.TableSize, widgets.ColorNear, true))
	}
	texts = append(texts, widgets.NewText("明细", widgets.TableSize, widgets.ColorAction, false))
	return figure(widgets.NewProgressBar(widgets.Segment{Share: share, Color: fill}), texts...)
}

// termPart is the column of the term; a click opens how it comes about.
func (p *casePage) termPart(x *facts) fyne.CanvasObject {
	if x.c.Filed.IsZero() {
		return termColumn(x)
	}
	return newTapBox(termColumn(x), p.openTerm)
}

func (p *casePage) openTerm() { p.f.Open(newTermPage(p.f, p.id)) }

func moneyColumn(x *facts) fyne.CanvasObject {
	came, claim := x.realised(), x.c.Principal
	if claim == 0 {
		return figure(widgets.NewProgressBar(), plain("到位 "+came.String()), widgets.NewText("无金钱给付", widgets.TableSize, widgets.ColorQuiet, false))
	}
	share := min(max(float64(came)/float64(claim), 0), 1)
	return figure(widgets.NewProgressBar(widgets.Segment{Share: share, Color: widgets.ColorDone}),
		plain("到位 "+came.String()+" / "+claim.String()), widgets.NewText(percent(came, claim), widgets.TableSize, widgets.ColorText, true))
}

func nodesColumn(o *office.Office, x *facts) fyne.CanvasObject {
	count := map[court.NodeState]int{}
	all := 0
	for _, n := range x.nodes {
		if expected(n) {
			count[nodeState(o, x, n)]++
			all++
		}
	}
	done := count[court.NodeDone] + count[court.NodeWaived]
	texts := []fyne.CanvasObject{plain(fmt.Sprintf("节点 %d / %d", done, all))}
	if n := count[court.NodeOverdue]; n > 0 {
		texts = append(texts, widgets.NewText(fmt.Sprintf("● 超期 %d", n), widgets.TableSize, widgets.ColorOverdue, true))
	}
	if n := count[court.NodeNear]; n > 0 {
		texts = append(texts, widgets.NewText(fmt.Sprintf("▲ 临近 %d", n), widgets.TableSize, widgets.ColorNear, true))
	}
	part := func(n int) float64 { return float64(n) / float64(max(all, 1)) }
	bar := widgets.NewProgressBar(
		widgets.Segment{Share: part(done), Color: widgets.ColorDone},
		widgets.Segment{Share: part(count[court.NodeOverdue]), Color: widgets.ColorOverdue},
		widgets.Segment{Share: part(count[court.NodeNear]), Color: widgets.ColorNearFill})
	return figure(bar, texts...)
}

// headButtons are what can be done with the case, by permission.
func (p *casePage) headButtons(x *facts) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if p.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewPrimaryButton("制作文书", func() { p.f.OpenPaperMaker(p.id, "") }))
	}
	if _, waits := x.waiting(); p.f.Can(office.MayHandOver) && x.open() && !waits {
		out = append(out, widgets.NewButton("移交", func() { p.askHandover(p.facts) }))
	}
	if p.f.Can(office.MayRecordReceipt) {
		out = append(out, widgets.NewButton("收款", p.askReceipt))
	}
	if len(p.moreItems(x)) > 0 {
		out = append(out, widgets.NewMenuButton("更多", widgets.ButtonNormal, func() []widgets.MenuItem { return p.moreItems(p.facts) }))
	}
	return out
}

func (p *casePage) moreItems(x *facts) []widgets.MenuItem {
	var items []widgets.MenuItem
	add := func(may office.Permission, open bool, label string, do func()) {
		if p.f.Can(may) && (x.open() || !open) {
			items = append(items, widgets.MenuItem{Label: label, Do: do})
		}
	}
	add(office.MayEditCase, false, "编辑案件", func() { p.f.Open(newRegistration(p.f, p.facts.c)) })
	add(office.MayAssign, true, "分案", p.askAssign)
	add(office.MayChangeStatus, true, "变更状态：中止、暂缓、和解…", p.askStatus)
	add(office.MayCloseCase, true, "报结", p.askClose)
	if !x.c.Filed.IsZero() {
		add(office.MayRead, false, "期限：扣除、延长、试算…", p.openTerm)
	}
	if _, asked := x.waitingUndo(); !x.open() && !asked {
		add(office.MayAskUndo, false, "撤销结案…", p.askUndo)
	}
	if x.resumable() {
		add(office.MayResume, false, "恢复执行…", p.askResume)
	}
	add(office.MayMakePaper, false, "打印进度表", func() { makeAndOpen(p.f, office.PaperRequest{CaseID: p.id, Form: formProgressTable}) })
	return items
}

// askAssign asks who gets the case.
func (p *casePage) askAssign() {
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	widgets.Load(loader, p.f.Office().Users, func(users []court.User) {
		form := dialogForm()
		officer := form.AddChoice("承办人", userOptions(officersOf(users)), widgets.Required())
		officer.SetID(userOption(p.facts.c.OfficerID))
		clerk := form.AddChoice("书记员", clerkOptions(users), widgets.Help("不选则不变"))
		clerk.SetID(userOption(p.facts.c.ClerkID))
		why := form.AddTextArea("改派理由", 2, widgets.Required())
		officer.OnChanged = func(string) {
			was := p.facts.c
			form.SetVisible("改派理由", was.Officer != "" && officer.ID() != "" && userID(officer.ID()) != was.OfficerID)
		}
		officer.OnChanged("")
		o, actor := p.f.Office(), p.f.Actor()
		p.askForm("分案", "分案", "已分案", form, func() (func(context.Context) error, error) {
			to, with, reason := userID(officer.ID()), userID(clerk.ID()), why.Text()
			return func(ctx context.Context) error { return o.Reassign(ctx, actor, p.id, to, with, reason) }, nil
		})
	})
}

// groundOptions offers the situations in which a case is closed in a mode, none
// for a mode that needs no statement.
func groundOptions(mode court.ClosingMode) []widgets.Option {
	var out []widgets.Option
	for _, g := range law.ClosingGrounds(mode) {
		out = append(out, widgets.Option{ID: g.Name, Label: g.Name, Note: g.Basis})
	}
	return out
}

// The forms that the page prints or opens by itself.
const (
	formProgressTable = "progress-table"
	formHandover      = "handover"
	formReceipt       = "receipt-voucher"
	formApproval      = "disbursement-approval"
	formStatement     = "money-statement"
	formInterimNotice = "interim-notice" // where the paper maker opens for 终本
	formResumeNotice  = "resume-notice"
	formExtension     = "extension-approval"
)

var _ frame.Page = (*casePage)(nil)
