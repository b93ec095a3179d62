// Package desk is the workbench: what is overdue, near, waiting for the one
// who is logged in, and how the work stands.
package desk

import (
	"context"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Links lead to pages the workbench does not know.
type Links struct {
	Cases func(q office.CaseQuery) // the case list with a filter
	Term  func(caseID int64)       // how a case's term comes about
	Staff func()                   // where people are added
}

// page is the workbench.
type page struct {
	f      frame.Frame
	links  Links
	loader *widgets.Loader

	cards   [6]*widgets.StatCard
	due     *widgets.DataTable[office.DueNode]
	dueCard *widgets.Card
	inbox   *inbox
	load    *bars    // open nodes by officer or by column
	ageing  *ageing  // cases in hand
	money   *columns // undistributed money by age
	titles  chartTitles
	body    *deskLayout
	whole   *fyne.Container
}

// answer is what one reading of the workbench gives.
type answer struct {
	desk office.Desk
	held []office.HeldLine
}

// New makes the workbench.
func New(f frame.Frame, links Links) frame.Page {
	p := &page{f: f, links: links, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	return p
}

// Nav lights 工作台.
func (p *page) Nav() string { return frame.PageDesk }

// Keys gives no keys of its own: F5 is the frame's.
func (p *page) Keys() widgets.Bindings { return nil }

// Leave always agrees; nothing is typed here.
func (p *page) Leave(func()) bool { return true }

// Shown reads the workbench.
func (p *page) Shown() {
	p.read()
	p.due.Focus()
}

// Changed reads it again after changes of cases; a log-in changes nothing.
func (p *page) Changed(c office.Change) {
	if c.What != "login" {
		p.read()
	}
}

func (p *page) read() {
	o, actor := p.f.Office(), p.f.Actor()
	widgets.Load(p.loader, func(ctx context.Context) (a answer, err error) {
		if a.desk, err = o.Desk(ctx, actor); err != nil {
			return a, err
		}
		money, err := o.MoneyDesk(ctx)
		a.held = money.Held
		return a, err
	}, p.show)
}

// Content builds cards, lists and pictures.
func (p *page) Content() fyne.CanvasObject {
	p.makeCards()
	p.makeDue()
	p.inbox = newInbox(p.f, p.links)
	p.load, p.ageing, p.money = newBars(), newAgeing(), newColumns()
	p.dueCard = widgets.NewCard("今日必办", "", p.due)
	p.body = &deskLayout{due: p.dueCard, inbox: p.inbox.card, inboxHeight: p.inbox.height}
	for _, c := range p.cards {
		p.body.cards = append(p.body.cards, c)
	}
	p.titles = newChartTitles(p.load, p.ageing, p.money)
	for _, c := range p.titles {
		p.body.charts = append(p.body.charts, c)
	}
	p.inbox.changed = func() { p.whole.Refresh() }
	objects := append(append([]fyne.CanvasObject{}, p.body.cards...), p.dueCard, p.inbox.card)
	p.whole = &fyne.Container{Layout: p.body, Objects: append(objects, p.body.charts...)}
	return p.whole
}

// scope is the filter of the cases whose figures the actor sees.
func (p *page) scope() office.CaseQuery {
	officer, group := office.Scope(p.f.Actor())
	return office.CaseQuery{OfficerID: officer, Group: group}
}

func (p *page) list(change func(*office.CaseQuery)) func() {
	return func() {
		q := p.scope()
		change(&q)
		p.links.Cases(q)
	}
}

func (p *page) makeCards() {
	card := func(name string, tap func()) *widgets.StatCard {
		return widgets.NewStatCard(name, "…", widgets.ColorFaint, "", tap)
	}
	p.cards = [6]*widgets.StatCard{
		card("在办案件", p.list(func(q *office.CaseQuery) { q.Open = true })),
		card("超期节点", p.list(func(q *office.CaseQuery) { q.Open, q.NodeState = true, court.NodeOverdue })),
		card("临近节点", p.list(func(q *office.CaseQuery) { q.Open, q.NodeState = true, court.NodeNear })),
		card("期限 30 日内", p.list(func(q *office.CaseQuery) { q.Open, q.LimitIn = true, 30 })),
		card("应发未发案款", p.list(func(q *office.CaseQuery) { q.Held = true })),
		card("本周结案", p.list(func(q *office.CaseQuery) { q.Closed = p.f.Office().WeekStart() })),
	}
}

// warn colours a figure only when it is not zero.
func warn(n int, ink color.Color) color.Color {
	if n == 0 {
		return widgets.ColorText
	}
	return ink
}

func (p *page) show(a answer) {
	c := a.desk.Counts
	number := func(n int) string { return fmt.Sprintf("%d", n) }
	p.cards[0].Set(number(c.Open), widgets.ColorText, fmt.Sprintf("超过六个月 %d 件", c.Over6Months))
	p.cards[1].Set(number(c.OverdueNodes), warn(c.OverdueNodes, widgets.ColorOverdue), fmt.Sprintf("涉 %d 案", c.OverdueCases))
	p.cards[2].Set(number(c.NearNodes), warn(c.NearNodes, widgets.ColorNear), fmt.Sprintf("%d 日内到期，涉 %d 案", a.desk.NearDays, c.NearCases))
	p.cards[3].Set(number(c.LimitSoon), warn(c.LimitSoon, widgets.ColorNear), "将届满或已届满")
	p.cards[4].Set(fmt.Sprintf("%d 案", c.HeldCount), warn(c.HeldCount, widgets.ColorNear), "¥"+c.HeldTotal.String())
	p.cards[5].Set(number(c.ClosedWeek), widgets.ColorText, fmt.Sprintf("本年 %d 件", c.ClosedYear))
	p.showDue(a.desk)
	p.inbox.show(a.desk)
	p.showCharts(a)
}
