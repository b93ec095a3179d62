// Package admin holds what keeps the program running: the court's settings,
// the staff, the audit trail, backups and checks.
package admin

import (
	"context"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs of the settings page.
const (
	tabCourt  = "法院信息"
	tabStaff  = "人员"
	tabBackup = "备份与检查"
	tabPrint  = "打印机"
	tabFonts  = "文书字体"
)

// settingsPage is 系统设置: what the actor may manage of it.
type settingsPage struct {
	f       frame.Frame
	backups Backups
	tabs    *widgets.TabBar
	area    *fyne.Container
	panels  map[string]panel
	shown   string
	first   string // tab to begin with, "" for the first one there is
}

// panel is what stands under one tab.
type panel interface {
	content() fyne.CanvasObject
	load()
	keys() widgets.Bindings
	unsaved() bool
}

// NewSettingsPage makes 系统设置.
func NewSettingsPage(f frame.Frame, backups Backups) frame.Page {
	return &settingsPage{f: f, backups: backups, panels: map[string]panel{}}
}

// NewStaffPage is NewSettingsPage with the staff in front.
func NewStaffPage(f frame.Frame, backups Backups) frame.Page {
	return &settingsPage{f: f, backups: backups, panels: map[string]panel{}, first: tabStaff}
}

// NewBackupPage is NewSettingsPage with backups in front.
func NewBackupPage(f frame.Frame, backups Backups) frame.Page {
	return &settingsPage{f: f, backups: backups, panels: map[string]panel{}, first: tabBackup}
}

// Nav lights 系统设置.
func (p *settingsPage) Nav() string { return frame.PageSettings }

// Content builds the tabs; a panel is built when it is first shown.
func (p *settingsPage) Content() fyne.CanvasObject {
	var items []widgets.TabItem
	for _, tab := range []struct {
		id  string
		may office.Permission
	}{{tabCourt, office.MayManageSettings}, {tabStaff, office.MayManageUsers}, {tabBackup, office.MayBackup}, {tabFonts, office.MayManageSettings}} {
		if p.f.Can(tab.may) {
			items = append(items, widgets.TabItem{ID: tab.id, Label: tab.id})
		}
	}
	items = append(items, widgets.TabItem{ID: tabPrint, Label: tabPrint})
	p.tabs = widgets.NewTabBar(items, p.choose)
	p.area = container.NewStack()
	for i, item := range items {
		if i == 0 || item.ID == p.first {
			p.shown = item.ID
		}
	}
	if p.shown != "" {
		p.put(p.shown)
	}
	return container.NewBorder(p.tabs, nil, nil, nil, p.area)
}

func (p *settingsPage) panel(tab string) panel {
	if made := p.panels[tab]; made != nil {
		return made
	}
	var made panel
	switch tab {
	case tabCourt:
		made = newCourtPanel(p.f)
	case tabStaff:
		made = newStaffPanel(p.f)
	case tabFonts:
		made = newFontsPanel(p.f)
	case tabPrint:
		made = newPrinterPanel(p.f)
	default:
		made = newBackupPanel(p.f, p.backups)
	}
	p.panels[tab] = made
	return made
}

// choose changes the tab once what was typed may go.
func (p *settingsPage) choose(tab string) {
	p.tabs.SetChosen(p.shown)
	if p.Leave(func() { p.change(tab) }) {
		p.change(tab)
	}
}

func (p *settingsPage) change(tab string) {
	p.put(tab)
	widgets.KeymapOf(p.f.Window().Canvas()).SetScreen(p.Keys())
	p.panel(tab).load()
}

func (p *settingsPage) put(tab string) {
	p.shown = tab
	p.tabs.SetChosen(tab)
	p.area.Objects = []fyne.CanvasObject{widgets.NewCard("", "", p.panel(tab).content())}
	p.area.Refresh()
}

// Shown reads the tab in front, unless something typed in it would be lost.
func (p *settingsPage) Shown() {
	if front := p.front(); front != nil && !front.unsaved() {
		front.load()
	}
}

func (p *settingsPage) front() panel {
	if p.shown == "" {
		return nil
	}
	return p.panel(p.shown)
}

// Changed reads it again when somebody changed staff or settings.
func (p *settingsPage) Changed(c office.Change) {
	if c.What == "user" || c.What == "settings" {
		p.Shown()
	}
}

// Keys are those of the tab in front.
func (p *settingsPage) Keys() widgets.Bindings {
	if front := p.front(); front != nil {
		return front.keys()
	}
	return nil
}

// Leave asks when something typed was not saved.
func (p *settingsPage) Leave(then func()) bool {
	front := p.front()
	if front == nil || !front.unsaved() {
		return true
	}
	widgets.Confirm(p.f.Window(), "还没有保存", "改过的设置还没有保存。", "不保存，离开", "继续填写", func() {
		front.load()
		then()
	})
	return false
}

// courtPanel is the form of the court's settings.
type courtPanel struct {
	f      frame.Frame
	loader *widgets.Loader
	form   *widgets.Form
	whole  fyne.CanvasObject
	stored court.Settings

	name, code, address, phone, postcode, bank, owner, account, tribunals *widgets.TextField
	idle, backups                                                         *widgets.NumberField
	print                                                                 *widgets.MarksField
	codes                                                                 *widgets.MarksField
	scans                                                                 *widgets.TextField
}

// codesOn is the mark that papers carry codes.
const codesOn = "codes"

func newCourtPanel(f frame.Frame) *courtPanel {
	p := &courtPanel{f: f, loader: widgets.NewLoader(f.Window())}
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 220})
	form.AddHeading("法院")
	p.name = form.AddText("法院名称", widgets.Required())
	p.code = form.AddText("法院代字", widgets.Required(), widgets.Help("案号里的代字，如 豫1599"))
	p.address = form.AddText("地址")
	p.phone = form.AddText("电话")
	p.postcode = form.AddText("邮编")
	form.AddHeading("案款专户（印在通知书上）")
	p.bank = form.AddText("案款开户行")
	p.owner = form.AddText("案款户名")
	p.account = form.AddText("案款账号")
	form.AddHeading("其他")
	p.tribunals = form.AddTextArea("派出法庭", 4, widgets.Help("一行一个"))
	p.idle = form.AddNumber("空闲锁定（分钟）", 1, 240, widgets.Help("没有操作多久锁定窗口，默认 15"))
	p.backups = form.AddNumber("备份提醒（天）", 1, 365, widgets.Help("多少天没有备份就提醒管理员，默认 7"))
	p.print = form.AddMarks("显示", []widgets.Option{{ID: "large", Label: "大字显示（全院默认，每台电脑可在姓名菜单里改）"}}, widgets.Wide())
	form.AddHeading("扫描归档")
	p.codes = form.AddMarks("二维码", []widgets.Option{{ID: codesOn, Label: "保存的文书每页印二维码，签名后扫描自动归档"}}, widgets.Wide())
	p.scans = form.AddText("收取文件夹", widgets.Wide(), widgets.Help("扫描仪存放文件的文件夹，可以是共享文件夹；登录时和在“扫描归档”页自动收取，收过的移到其中的“已收取”"))
	form.OnSave = p.save
	p.form = form
	save := widgets.NewPrimaryButton("保存 Ctrl+S", form.Save)
	p.whole = container.NewBorder(nil, widgets.Padded(16, 10, widgets.HStack(8, widgets.NewSpacer(), save)), nil, nil,
		container.NewVScroll(widgets.Padded(16, 10, form)))
	return p
}

func (p *courtPanel) content() fyne.CanvasObject { return p.whole }

func (p *courtPanel) keys() widgets.Bindings {
	return widgets.Bindings{"Ctrl+S": p.form.Save}
}

func (p *courtPanel) load() { widgets.Load(p.loader, p.f.Office().Settings, p.show) }

func (p *courtPanel) show(s court.Settings) {
	p.name.SetText(s.CourtName)
	p.code.SetText(s.CourtCode)
	p.address.SetText(s.Address)
	p.phone.SetText(s.Phone)
	p.postcode.SetText(s.Postcode)
	p.bank.SetText(s.AccountBank)
	p.owner.SetText(s.AccountName)
	p.account.SetText(s.AccountNo)
	p.tribunals.SetText(strings.Join(s.Tribunals, "\n"))
	if s.IdleMinutes == 0 {
		s.IdleMinutes = office.DefaultIdleMinutes
	}
	p.idle.SetNumber(s.IdleMinutes)
	if s.BackupDays == 0 {
		s.BackupDays = office.DefaultBackupDays
	}
	p.backups.SetNumber(s.BackupDays)
	p.scans.SetText(s.ScanFolder)
	p.codes.SetIDs(codesOn)
	if s.PlainPapers {
		p.codes.SetIDs()
	}
	p.print.SetIDs()
	if s.LargePrint {
		p.print.SetIDs("large")
	}
	p.stored = p.collect()
}

func (p *courtPanel) collect() court.Settings {
	s := court.Settings{
		CourtName: p.name.Text(), CourtCode: p.code.Text(), Address: p.address.Text(), Phone: p.phone.Text(),
		Postcode: p.postcode.Text(), AccountBank: p.bank.Text(), AccountName: p.owner.Text(), AccountNo: p.account.Text(),
		IdleMinutes: p.idle.Number(), BackupDays: p.backups.Number(), LargePrint: len(p.print.IDs()) > 0,
		PlainPapers: len(p.codes.IDs()) == 0, ScanFolder: p.scans.Text(),
	}
	for _, line := range strings.Split(p.tribunals.Text(), "\n") {
		if line = court.CleanLine(line); line != "" {
			s.Tribunals = append(s.Tribunals, line)
		}
	}
	return s
}

func (p *courtPanel) unsaved() bool {
	return p.stored.CourtName != "" && !reflect.DeepEqual(p.collect(), p.stored)
}

func (p *courtPanel) save() error {
	s, o, actor := p.collect(), p.f.Office(), p.f.Actor()
	widgets.LoadResult(p.loader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.SaveSettings(ctx, actor, s)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.form.ShowError(err)
			return
		}
		p.stored = s
		p.f.Say("设置已保存")
		p.load()
	})
	return nil
}
