package cases

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// filterOption is a line of a filter's menu.
type filterOption struct {
	label  string
	chosen bool
	set    func(q *office.CaseQuery)
}

// filterChip is one filter: its name with what is chosen, and a menu.
type filterChip struct {
	*widgets.Chip
	page    *listPage
	name    string
	present func() string // what is chosen, "" for everything
	options func() []filterOption
}

func (p *listPage) newFilter(name string, present func() string, options func() []filterOption) *filterChip {
	c := &filterChip{page: p, name: name, present: present, options: options}
	c.Chip = widgets.NewMenuChip("", c.menu)
	c.show()
	return c
}

func (c *filterChip) show() {
	chosen := c.present()
	if chosen == "" {
		chosen = "全部"
	}
	c.SetText(c.name + " " + chosen)
}

func (c *filterChip) menu() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, option := range c.options() {
		items = append(items, widgets.MenuItem{Label: option.label, Checked: option.chosen, Do: func() {
			option.set(&c.page.query)
			c.page.refilter()
		}})
	}
	return items
}

// wordFilter is a filter over a list of words that stand in one field.
func wordFilter[T ~string](p *listPage, name string, words []T, field func(q *office.CaseQuery) *T) *filterChip {
	present := func() string { return string(*field(&p.query)) }
	return p.newFilter(name, present, func() []filterOption {
		options := []filterOption{{"全部", present() == "", func(q *office.CaseQuery) { *field(q) = "" }}}
		for _, w := range words {
			options = append(options, filterOption{string(w), present() == string(w), func(q *office.CaseQuery) { *field(q) = w }})
		}
		return options
	})
}

// chipOfficer is the place of the officer among the filters.
const chipOfficer = 2

// filterBar is the line of filters.
func (p *listPage) filterBar() fyne.CanvasObject {
	p.chips = []*filterChip{
		wordFilter(p, "工作组", court.Groups, func(q *office.CaseQuery) *court.Group { return &q.Group }),
		wordFilter(p, "阶段", court.Stages, func(q *office.CaseQuery) *court.Stage { return &q.Stage }),
		p.newFilter("承办人", p.officerName, p.officerOptions),
		p.newFilter("状态", p.statusName, p.statusOptions),
		wordFilter(p, "标签", court.CaseTags, func(q *office.CaseQuery) *string { return &q.Tag }),
		p.newFilter("节点", p.nodeName, p.nodeOptions),
		p.newFilter("期限", p.limitName, p.limitOptions),
		p.newFilter("移交", p.waitingName, p.waitingOptions),
		p.newFilter("案款", p.heldName, p.heldOptions),
	}
	row := widgets.Flow(6, 4)
	for _, c := range p.chips {
		row.Add(c.Chip) // the chip itself: its menu looks for it in the window
	}
	p.clear = widgets.NewPlainButton("清除条件", p.clearFilters)
	row.Add(p.clear)
	show(p.clear, p.filtered())
	return row
}

func (p *listPage) clearFilters() {
	p.query = office.CaseQuery{Open: true}
	p.search.SetText("")
	p.typing.Stop() // the search that SetText asked for is not needed
	p.refilter()
	p.table.Focus()
}

func (p *listPage) officerName() string {
	if p.query.OfficerID != 0 {
		for _, u := range append(p.staff, p.f.Actor().User) {
			if u.ID == p.query.OfficerID {
				return u.Name
			}
		}
		return "一人"
	}
	return p.query.Officer
}

// officerOptions offers me, the staff, and whoever else cases name.
func (p *listPage) officerOptions() []filterOption {
	choose := func(name string) func(q *office.CaseQuery) {
		return func(q *office.CaseQuery) { q.OfficerID, q.Officer = 0, name }
	}
	present := p.officerName()
	options := []filterOption{{"全部", present == "", choose("")}}
	me := p.f.Actor().User
	if me.Has(court.RoleOfficer, court.RoleHead) {
		options = append(options, filterOption{"我承办的", present == me.Name, choose(me.Name)})
	}
	for _, o := range p.officers {
		label := o.Name
		if o.Note != "" {
			label += "（" + o.Note + "）"
		}
		if o.Name != me.Name {
			options = append(options, filterOption{label, present == o.Name, choose(o.Name)})
		}
	}
	return options
}

// officersOf gives those who can be given cases.
func officersOf(staff []court.User) []court.User {
	return slices.DeleteFunc(slices.Clone(staff), func(u court.User) bool {
		return u.Disabled || !u.Has(court.RoleOfficer, court.RoleHead)
	})
}

// closedThisWeek names the filter of what was closed since Monday.
const closedThisWeek = "本周已结"

func (p *listPage) statusName() string {
	switch {
	case p.query.Open:
		return "未结"
	case p.query.Closed.IsZero():
		return string(p.query.Status)
	case p.query.Closed == p.f.Office().WeekStart():
		return closedThisWeek
	}
	return p.query.Closed.String() + "以来已结"
}

func (p *listPage) statusOptions() []filterOption {
	present, none := p.statusName(), court.Date{}
	set := func(open bool, s court.Status, closed court.Date) func(q *office.CaseQuery) {
		return func(q *office.CaseQuery) { q.Open, q.Status, q.Closed = open, s, closed }
	}
	options := []filterOption{{"全部", present == "", set(false, "", none)}, {"未结", present == "未结", set(true, "", none)}}
	for _, s := range court.Statuses {
		options = append(options, filterOption{string(s), present == string(s), set(false, s, none)})
	}
	return append(options, filterOption{closedThisWeek, present == closedThisWeek, set(false, "", p.f.Office().WeekStart())})
}

// nodeNames says what each filter by nodes shows.
var nodeNames = []struct {
	state court.NodeState
	name  string
}{{court.NodeOverdue, "有超期"}, {court.NodeNear, "有临近"}, {court.NodeFuture, "都未到"}}

func (p *listPage) nodeName() string {
	for _, n := range nodeNames {
		if p.query.NodeState == n.state {
			return n.name
		}
	}
	return string(p.query.NodeState)
}

func (p *listPage) nodeOptions() []filterOption {
	options := []filterOption{{"全部", p.query.NodeState == "", func(q *office.CaseQuery) { q.NodeState = "" }}}
	for _, n := range nodeNames {
		options = append(options, filterOption{n.name, p.query.NodeState == n.state, func(q *office.CaseQuery) { q.NodeState = n.state }})
	}
	return options
}

func (p *listPage) waitingName() string {
	switch {
	case !p.query.Waiting:
		return ""
	case p.query.SentTo == "":
		return "待接收"
	}
	return "待" + string(p.query.SentTo) + "接收"
}

func (p *listPage) waitingOptions() []filterOption {
	present := p.waitingName()
	set := func(waiting bool, to court.Group) func(q *office.CaseQuery) {
		return func(q *office.CaseQuery) { q.Waiting, q.SentTo = waiting, to }
	}
	options := []filterOption{{"全部", present == "", set(false, "")}, {"待接收", present == "待接收", set(true, "")}}
	for _, g := range court.Groups {
		label := "待" + string(g) + "接收"
		options = append(options, filterOption{label, present == label, set(true, g)})
	}
	return options
}

func (p *listPage) heldName() string {
	if p.query.Held {
		return "应发未发"
	}
	return ""
}

func (p *listPage) heldOptions() []filterOption {
	return []filterOption{
		{"全部", !p.query.Held, func(q *office.CaseQuery) { q.Held = false }},
		{"应发未发", p.query.Held, func(q *office.CaseQuery) { q.Held = true }},
	}
}

func (p *listPage) limitName() string {
	if p.query.LimitIn == 0 {
		return ""
	}
	return fmt.Sprintf("%d 天内", p.query.LimitIn)
}

func (p *listPage) limitOptions() []filterOption {
	options := []filterOption{{"全部", p.query.LimitIn == 0, func(q *office.CaseQuery) { q.LimitIn = 0 }}}
	for _, days := range []int{7, 15, 30, 60} {
		options = append(options, filterOption{fmt.Sprintf("%d 天内届满（含已超期）", days), p.query.LimitIn == days,
			func(q *office.CaseQuery) { q.LimitIn = days }})
	}
	return options
}
