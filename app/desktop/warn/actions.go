package warn

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		chip(p.scopeText, p.scopeItems),
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

// scopeText says whose warnings are shown: 范围 我承办的.
func (p *page) scopeText() string {
	u := p.f.Actor().User
	switch {
	case p.query.OfficerID == u.ID:
		return "范围 我承办的"
	case p.query.Officer != "":
		return "范围 " + p.query.Officer
	case p.query.Group == "":
		return "范围 全院"
	case p.query.Group == u.Group:
		return "范围 本组"
	}
	return "范围 " + string(p.query.Group)
}

func (p *page) scopeItems() []widgets.MenuItem {
	u := p.f.Actor().User
	set := func(id int64, name string, g court.Group) func() {
		return func() { p.query.OfficerID, p.query.Officer, p.query.Group = id, name, g; p.refilter() }
	}
	var items []widgets.MenuItem
	if u.Has(court.RoleOfficer) {
		items = append(items, widgets.MenuItem{Label: "我承办的", Checked: p.query.OfficerID == u.ID, Do: set(u.ID, u.Name, "")})
	}
	if u.Group != "" {
		items = append(items, widgets.MenuItem{Label: "本组（" + string(u.Group) + "）", Checked: p.query.Officer == "" && p.query.Group == u.Group, Do: set(0, "", u.Group)})
	}
	return append(items, widgets.MenuItem{Label: "全院", Checked: p.query.Officer == "" && p.query.Group == "", Do: set(0, "", "")})
}

// scopeChip is the scope for the lists that have no other filter of warnings.
func (p *page) scopeChip() *widgets.Chip { return widgets.NewMenuChip(p.scopeText(), p.scopeItems) }

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

// showMarked offers a notice for what is ticked.
func (p *page) showMarked(n int) {
	p.marked.SetLabel(fmt.Sprintf("签发通知（已选 %d 条）", n))
	p.marked.Hidden = n == 0 || p.tabs.Chosen() != tabWarnings
	p.marked.Refresh()
}

// issueMarked prints a notice for each case among the ticked warnings.
func (p *page) issueMarked() {
	list := slices.DeleteFunc(p.warnings.Marked(), func(w court.Warning) bool { return w.CaseID == 0 })
	if len(list) == 0 {
		return
	}
	slices.SortFunc(list, func(a, b court.Warning) int { return cmp.Or(a.Days-b.Days, cmp.Compare(a.CaseID, b.CaseID)) })
	cases := map[int64]bool{}
	for _, w := range list {
		cases[w.CaseID] = true
	}
	widgets.Confirm(p.f.Window(), "签发预警通知书", fmt.Sprintf("已选 %d 条预警，涉及 %d 件案件。每件案件签发一份通知书，写明所选的全部事项，存入案件文书，不能撤回。", len(list), len(cases)),
		"签发", "不签发", func() { p.issueAll(list) })
}

func (p *page) issueAll(list []court.Warning) {
	o, actor := p.f.Office(), p.f.Actor()
	var items []office.BatchItem
	parts.Run(p.f, "签发预警通知书", func(ctx context.Context, report func(float64, string)) (err error) {
		items, err = o.IssueWarnings(ctx, actor, list, func(n, of int) { report(float64(n)/float64(of), fmt.Sprintf("第 %d 份，共 %d 份", n, of)) })
		return err
	}, func() {
		p.warnings.ClearMarks()
		p.tellIssued(items)
	})
}

// tellIssued says how many notices there are and lists what was refused; the
// notices are opened or printed from their own list.
func (p *page) tellIssued(items []office.BatchItem) {
	var refused []string
	for _, item := range items {
		if item.Err != nil {
			say, _ := court.Sentence(item.Err)
			refused = append(refused, item.Number+"："+say)
		}
	}
	p.tabs.SetChosen(tabNotices)
	p.show()
	p.load()
	p.f.Say(fmt.Sprintf("已签发预警通知书 %d 份，在本页打开、打印，签收后登记", len(items)-len(refused)))
	if len(refused) > 0 {
		widgets.MessageDialog(p.f.Window(), "有的没有签发", strings.Join(refused, "\n"), "")
	}
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
