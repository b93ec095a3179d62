package warn

import (
	"context"
	"fmt"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// filterChips are the filters over the warnings.
func (p *page) filterChips() []*menuChip {
	chip := func(text func() string, items func() []widgets.MenuItem) *menuChip {
		return &menuChip{widgets.NewMenuChip(text(), items), text}
	}
	or := func(name, value string) string {
		if value == "" {
			value = "全部"
		}
		return name + " " + value
	}
	return []*menuChip{
		chip(func() string {
			if p.query.Level > court.LevelOfficer {
				return "级别 " + p.query.Level.Name() + "及以上"
			}
			return "级别 全部"
		}, p.levelItems),
		chip(func() string { return or("类型", string(p.query.Kind)) }, p.kindItems),
		chip(func() string { return or("工作组", string(p.query.Group)) }, p.groupItems),
		chip(func() string { return or("承办人", p.query.Officer) }, p.officerItems),
	}
}

func (p *page) levelItems() []widgets.MenuItem {
	set := func(l court.WarningLevel) func() { return func() { p.query.Level = l; p.refilter() } }
	items := []widgets.MenuItem{{Label: "全部", Checked: p.query.Level <= court.LevelOfficer, Do: set(0)}}
	for _, l := range court.WarningLevels[1:] {
		items = append(items, widgets.MenuItem{Label: "升到" + l.Name() + "及以上", Checked: p.query.Level == l, Do: set(l)})
	}
	return items
}

func (p *page) kindItems() []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "全部", Checked: p.query.Kind == "", Do: func() { p.query.Kind = ""; p.refilter() }}}
	for _, k := range court.WarningKinds {
		note := ""
		if n := p.counts.ByKind[k]; n > 0 {
			note = strconv.Itoa(n) + " 条"
		}
		items = append(items, widgets.MenuItem{Label: string(k), Note: note, Checked: p.query.Kind == k, Do: func() { p.query.Kind = k; p.refilter() }})
	}
	return items
}

func (p *page) groupItems() []widgets.MenuItem {
	set := func(g court.Group) func() {
		return func() { p.query.Group, p.query.Officer, p.query.OfficerID = g, "", 0; p.refilter() }
	}
	items := []widgets.MenuItem{{Label: "全部", Checked: p.query.Group == "", Do: set("")}}
	for _, g := range court.Groups {
		items = append(items, widgets.MenuItem{Label: string(g), Checked: p.query.Group == g, Do: set(g)})
	}
	return items
}

// mostOfficers is how many officers the menu names; more are found by typing.
const mostOfficers = 20

func (p *page) officerItems() []widgets.MenuItem {
	set := func(name string, id int64) func() {
		return func() { p.query.Officer, p.query.OfficerID = name, id; p.refilter() }
	}
	items := []widgets.MenuItem{{Label: "全部", Checked: p.query.Officer == "", Do: set("", 0)}}
	for i, o := range p.counts.Officers {
		if i == mostOfficers {
			break
		}
		if o.Officer != "" {
			items = append(items, widgets.MenuItem{Label: o.Officer, Note: fmt.Sprintf("%d 条", o.Total), Checked: p.query.Officer == o.Officer, Do: set(o.Officer, o.OfficerID)})
		}
	}
	return items
}

func (p *page) idleText() string {
	if p.idle == 0 {
		return "多久没有办理 按规定天数"
	}
	return fmt.Sprintf("多久没有办理 %d 天以上", p.idle)
}

func (p *page) idleItems() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, days := range []int{0, 15, 30, 60, 90, 180} {
		label := "按规定天数"
		if days > 0 {
			label = fmt.Sprintf("%d 天以上", days)
		}
		items = append(items, widgets.MenuItem{Label: label, Checked: p.idle == days, Do: func() { p.idle = days; p.show(); p.load() }})
	}
	return items
}

func (p *page) issueChosen() {
	if w, ok := p.warnings.Chosen(); ok && p.tabs.Chosen() == tabWarnings && w.Officer != "" {
		p.issue(w)
	}
}

// issue prints a notice about a warning and opens it.
func (p *page) issue(w court.Warning) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 420})
	form.AddReadOnly("案号", w.Number)
	form.AddReadOnly("受送达人", w.Officer)
	form.AddReadOnly("级别", w.Level.Name())
	text := form.AddTextArea("预警事项", 4, widgets.Required(), widgets.Help("一行写一项"))
	text.SetText(w.Text)
	o, actor := p.f.Office(), p.f.Actor()
	var made office.MadePaper
	widgets.FormDialogLater(p.f.Window(), "签发预警通知书", form, "签发并打开", func() (func(context.Context) error, error) {
		say := text.Text()
		return func(ctx context.Context) (err error) {
			made, _, err = o.IssueWarning(ctx, actor, w, say)
			return err
		}, nil
	}, func() {
		p.f.Say("已签发预警通知书，存入案件文书；签收后请在“预警通知书”里登记")
		parts.UseStored(p.f, p.work, []int64{made.Paper.ID}, p.f.OpenOutside)
	})
}

// sign records who signed for a notice.
func (p *page) sign(n court.WarningNotice) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 320})
	form.AddReadOnly("案号", n.CaseNo)
	by := form.AddText("签收人", widgets.Required())
	by.SetText(n.To)
	on := form.AddDate("签收日期", p.f.Office().Today, widgets.Required())
	on.SetDate(p.f.Office().Today())
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "签收预警通知书", form, "登记签收", func() (func(context.Context) error, error) {
		who, day := by.Text(), on.Date()
		return func(ctx context.Context) error { return o.SignWarning(ctx, actor, n.ID, who, day) }, nil
	}, func() { p.f.Say("已登记签收") })
}
