package cases

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// registration is the form that registers a case, or edits one.
type registration struct {
	f      frame.Frame
	edited court.Case // the case as it stood; ID 0 when registering
	loader *widgets.Loader

	facts   *factsForm
	parties []*partyBlock
	stack   *fyne.Container // the blocks
	scroll  *container.Scroll
	save    *widgets.Button
	message *fyne.Container // why saving was refused
	content fyne.CanvasObject
	start   string // what the form held at first, to know whether anything was typed
	ready   bool   // the first figures have been read
}

// NewRegistrationPage makes the form that registers a case.
func NewRegistrationPage(f frame.Frame) frame.Page { return newRegistration(f, court.Case{}) }

// newRegistration makes the form; a case with an ID is edited.
func newRegistration(f frame.Frame, c court.Case) *registration {
	r := &registration{f: f, edited: c, loader: widgets.NewLoader(f.Window())}
	r.loader.OnError = f.Fail
	r.loader.OnBusy = r.busy
	r.facts = newFactsForm(r)
	r.build()
	if c.ID != 0 {
		r.fill(c)
	} else {
		r.addParty(court.Party{Role: court.RoleApplicant, Kind: court.PartyPerson})
		r.addParty(court.Party{Role: court.RoleDebtor, Kind: court.PartyPerson})
	}
	r.start = r.fingerprint()
	return r
}

// Nav lights 案件.
func (r *registration) Nav() string { return frame.PageCases }

// Content gives the page.
func (r *registration) Content() fyne.CanvasObject { return r.content }

// Shown proposes a number and puts the keyboard into the form the first time.
func (r *registration) Shown() {
	if r.ready {
		return
	}
	r.ready = true
	r.facts.load()
	r.facts.focusFirst()
}

// Changed does nothing: a form keeps what was typed.
func (r *registration) Changed(office.Change) {}

// Keys gives the form's shortcuts.
func (r *registration) Keys() widgets.Bindings {
	return widgets.Bindings{
		"Ctrl+S": r.saveNow, "Ctrl+Enter": r.saveNow, "Esc": r.cancel,
		"F6": func() { r.addEmpty(court.RoleApplicant) },
		"F7": func() { r.addEmpty(court.RoleDebtor) },
		"F8": func() { r.addEmpty(court.RoleThird) },
	}
}

// Leave asks before unsaved input is lost.
func (r *registration) Leave(then func()) bool {
	if r.fingerprint() == r.start {
		return true
	}
	widgets.Confirm(r.f.Window(), "内容还没有保存", "离开后，刚才填写的内容不会保留。", "不保存，离开", "继续填写", func() {
		r.start = r.fingerprint()
		then()
	})
	return false
}

// cancel goes back; the shell asks Leave first.
func (r *registration) cancel() { r.f.Back() }

func (r *registration) busy(busy bool) {
	if busy {
		r.save.Disable()
		return
	}
	r.save.Enable()
}

func (r *registration) editing() bool { return r.edited.ID != 0 }

func (r *registration) build() {
	title, label := "登记案件", "登记 Ctrl+S"
	if r.editing() {
		title, label = "编辑案件 "+r.edited.Number.String(), "保存 Ctrl+S"
	}
	r.save = widgets.NewPrimaryButton(label, r.saveNow)
	head := widgets.NewCard("", "", widgets.Padded(10, 7, widgets.HStack(8,
		widgets.NewText(title, 16, widgets.ColorText, true),
		widgets.NewText("带 * 的必须填写；Enter 到下一项", widgets.CaptionSize, widgets.ColorQuiet, false),
		widgets.NewSpacer(), r.save, widgets.NewButton("取消 Esc", r.cancel))))
	r.message = widgets.VStack(0)
	r.message.Hide()
	r.stack = widgets.VStack(8)
	r.scroll = container.NewVScroll(widgets.Padded(10, 6, r.stack))
	add := func(role court.PartyRole, key string) *widgets.Button {
		return widgets.NewSmallButton("＋ "+string(role)+" "+key, func() { r.addEmpty(role) })
	}
	parties := widgets.NewCard("当事人", "", r.scroll,
		add(court.RoleApplicant, "F6"), add(court.RoleDebtor, "F7"), add(court.RoleThird, "F8"),
		widgets.NewMenuButton("其他", widgets.ButtonSmall, r.otherRoles))
	scroll := container.NewVScroll(widgets.Padded(10, 8, r.facts.form))
	r.facts.form.FollowIn(scroll)
	facts := widgets.NewCard("案件", "", scroll)
	r.content = container.NewBorder(
		widgets.VStack(8, head, r.message, widgets.HStack(0)), nil, nil, nil,
		newHalves(0.53, facts, parties))
}

func (r *registration) otherRoles() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, role := range []court.PartyRole{court.RoleObjector, court.RoleInterested} {
		items = append(items, widgets.MenuItem{Label: "添加" + string(role), Do: func() { r.addEmpty(role) }})
	}
	return items
}

// fill shows a stored case.
func (r *registration) fill(c court.Case) {
	r.facts.set(c)
	for _, p := range c.Parties {
		r.addParty(p)
	}
}

// addEmpty adds a party and puts the keyboard into it.
func (r *registration) addEmpty(role court.PartyRole) {
	b := r.addParty(court.Party{Role: role, Kind: court.PartyPerson})
	b.form.FocusFirst()
	r.reveal(b)
}

func (r *registration) addParty(p court.Party) *partyBlock {
	b := newPartyBlock(r, p)
	b.form.FollowIn(r.scroll)
	r.parties = append(r.parties, b)
	r.arrange()
	return b
}

func (r *registration) removeParty(b *partyBlock) {
	remove := func() {
		r.parties = slices.DeleteFunc(r.parties, func(x *partyBlock) bool { return x == b })
		r.arrange()
	}
	if name := b.name.Text(); name != "" {
		widgets.Confirm(r.f.Window(), "删除当事人", "“"+name+"”已经填写的内容将去掉。", "删除", "不删除", remove)
		return
	}
	remove()
}

// arrange puts the blocks under each other, numbered by role, and chains
// Enter from one to the next.
func (r *registration) arrange() {
	r.stack.Objects = nil
	count := map[court.PartyRole]int{}
	for _, b := range r.parties {
		count[b.role]++
		b.number(count[b.role])
		r.stack.Add(b.box)
	}
	r.stack.Refresh()
	r.scroll.Refresh()
}

// next gives the keyboard to the block after b, or to the save button.
func (r *registration) next(b *partyBlock) {
	i := slices.Index(r.parties, b) + 1 // nil, the facts, stand before the first
	if i < len(r.parties) {
		r.reveal(r.parties[i])
		r.parties[i].form.FocusFirst()
		return
	}
	r.f.Window().Canvas().Focus(r.save)
}

// reveal scrolls to a block.
func (r *registration) reveal(b *partyBlock) {
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(b.box.Position().Y-widgets.S(4), 0)))
}

// collect reads the form.
func (r *registration) collect() court.Case {
	c := r.facts.read(r.edited)
	c.Parties = nil
	for _, b := range r.parties {
		c.Parties = append(c.Parties, b.read())
	}
	return c
}

// fingerprint tells whether what is typed has changed.
func (r *registration) fingerprint() string {
	return fmt.Sprintf("%+v %s", r.collect(), r.facts.raw())
}

// validate checks every field, shows what is wrong and puts the keyboard into
// the first refused one.
func (r *registration) validate() bool {
	r.tell("")
	good := true
	for i := len(r.parties) - 1; i >= 0; i-- { // backwards: the first refused field keeps the keyboard
		if !r.parties[i].form.Validate() {
			good = false
			r.reveal(r.parties[i])
		}
	}
	return r.facts.form.Validate() && good
}

// saveNow validates, registers or stores the case and goes on to its page.
func (r *registration) saveNow() {
	if r.loader.Busy() || !r.validate() {
		return
	}
	c, reason := r.collect(), r.facts.reason.Text()
	o, actor := r.f.Office(), r.f.Actor()
	widgets.LoadResult(r.loader, func(ctx context.Context) (court.Case, error) {
		if r.editing() {
			return o.UpdateCase(ctx, actor, c, reason)
		}
		return o.RegisterCase(ctx, actor, c)
	}, r.saved)
}

func (r *registration) saved(c court.Case, err error) {
	if err != nil {
		r.refused(err)
		return
	}
	r.start = r.fingerprint()
	r.f.Back()
	if r.editing() {
		r.f.Say("已保存对" + c.Number.String() + "的修改")
		return
	}
	page := newCasePage(r.f, c.ID, "")
	page.registered = true
	r.f.Open(page)
	r.f.Say(fmt.Sprintf("已登记%s，并编排了执行进度表", c.Number))
}

// refused shows an error of the office at its field, or above the form.
func (r *registration) refused(err error) {
	if r.facts.owns(err) {
		r.facts.form.ShowError(err)
		return
	}
	say, hint := court.Sentence(err)
	r.tell(say + hint)
}

// tell shows a sentence above the form; "" takes it away.
func (r *registration) tell(text string) {
	r.message.Objects = nil
	if text != "" {
		r.message.Add(widgets.NewNotice(widgets.StateOverdue, text))
	}
	show(r.message, text != "")
	r.content.Refresh()
}
