package cases

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// eventChoices offers what can be entered in the case as it stands.
func (p *casePage) eventChoices(x *facts) []law.CaseEvent { return p.f.Office().EventChoices(x.c) }

// askEvent asks what happened in the case and when; terms that run from it are
// planned anew.
func (p *casePage) askEvent() {
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	o, id := p.f.Office(), p.id
	widgets.Load(loader, func(ctx context.Context) ([]court.EventEntry, error) { return o.CaseEvents(ctx, id) }, p.showEventForm)
}

func (p *casePage) showEventForm(entered []court.EventEntry) {
	o, actor := p.f.Office(), p.f.Actor()
	var options []widgets.Option
	for _, e := range p.eventChoices(p.facts) {
		options = append(options, widgets.Option{ID: e.ID, Label: e.Name, Note: e.Help})
	}
	form := dialogForm()
	event := form.AddChoice("事件", options, widgets.Required(), widgets.Help("登记后，由它起算的节点重新排期；已办结的不动"))
	on := form.AddDate("发生日期", o.Today, widgets.Required(), widgets.Help("登记错了的再登记一次，以后登记的为准"))
	on.SetDate(o.Today())
	note := form.AddText("内容", widgets.PlaceHolder("如：送达人、反馈的财产、成交价"))
	evidence := form.AddText("证明文书", widgets.PlaceHolder("如：送达回证、成交确认书"))
	var dialog *widgets.Dialog
	if len(entered) > 0 {
		form.AddReadOnly("已登记", enteredEvents(entered))
		form.AddObject("", widgets.HStack(0, widgets.NewPlainButton("作废已登记的事件…", func() {
			dialog.Close()
			p.askVoidEvent(entered)
		})))
	}
	var moved []office.Move
	dialog = widgets.FormDialogLater(p.f.Window(), "登记办案事件", form, "登记", func() (func(context.Context) error, error) {
		x := court.EventEntry{CaseID: p.id, Event: event.ID(), On: on.Date(), Note: note.Text(), Evidence: evidence.Text()}
		return func(ctx context.Context) (err error) {
			moved, err = o.RecordEvent(ctx, actor, x)
			return err
		}, nil
	}, func() {
		name := ""
		if e, ok := law.EventOf(event.ID()); ok {
			name = e.Name
		}
		p.f.Say("已登记“" + name + "”" + movesNamed(moved))
	})
}

// askVoidEvent asks which of the entered events does not count and why.
func (p *casePage) askVoidEvent(entered []court.EventEntry) {
	o, actor := p.f.Office(), p.f.Actor()
	var options []widgets.Option
	for _, e := range entered {
		options = append(options, widgets.Option{ID: strconv.FormatInt(e.ID, 10), Label: e.On.String() + " " + e.Name, Note: strings.TrimSpace(e.Note + " " + e.By + "登记")})
	}
	form := dialogForm()
	event := form.AddChoice("事件", options, widgets.Required(), widgets.Help("只为登记错的；日期写错的，再登记一次即可。由它起算的节点重新排期"))
	if len(options) == 1 {
		event.SetID(options[0].ID)
	}
	reason := form.AddText("作废理由", widgets.Required())
	var moved []office.Move
	widgets.FormDialogLater(p.f.Window(), "作废办案事件", form, "作废", func() (func(context.Context) error, error) {
		id, err := strconv.ParseInt(event.ID(), 10, 64)
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			moved, err = o.VoidEvent(ctx, actor, p.id, id, why)
			return err
		}, err
	}, func() { p.f.Say("已作废该事件" + movesNamed(moved)) })
}

// listedEvents is how many entered events the form names.
const listedEvents = 4

// enteredEvents names what was entered before, newest day first.
func enteredEvents(entered []court.EventEntry) string {
	var names []string
	for _, e := range entered[:min(len(entered), listedEvents)] {
		names = append(names, e.On.String()+" "+e.Name)
	}
	text := strings.Join(names, "；")
	if n := len(entered) - listedEvents; n > 0 {
		text += fmt.Sprintf("；更早的 %d 条见时间线", n)
	}
	return text
}

// namedMoves is how many moved nodes a sentence names.
const namedMoves = 3

// movesNamed says which nodes got which day: ；限制消费令 2018-06-30、…等 4 个节点排期.
func movesNamed(moves []office.Move) string {
	if len(moves) == 0 {
		return "，没有要改期的节点"
	}
	var names []string
	for _, m := range moves[:min(len(moves), namedMoves)] {
		names = append(names, m.Node+" "+plannedText(m.To))
	}
	text := "；" + strings.Join(names, "、")
	if len(moves) > namedMoves {
		text += fmt.Sprintf(" 等 %d 个节点", len(moves))
	}
	return text + " 重新排期"
}

// followedText is movesNamed where mostly nothing moves, which is not worth a word.
func followedText(moves []office.Move) string {
	if len(moves) == 0 {
		return ""
	}
	return movesNamed(moves)
}

func plannedText(d court.Date) string {
	if d.IsZero() {
		return "暂无应办日"
	}
	return d.String()
}

// describeEvent tells of an event with what it moved.
func describeEvent(e court.AuditEntry) string {
	w, ok := after[withMoves[court.EventEntry]](e)
	if !ok {
		return ""
	}
	if w.What.Event == "" {
		return strings.TrimPrefix(movesNamed(w.Moves), "；")
	}
	return strings.TrimSpace(w.What.On.String()+"  "+w.What.Name+"  "+w.What.Note) + movesNamed(w.Moves)
}

// describeRegister tells of a line in the registers of petitions, visits and
// meddling.
func describeRegister(e court.AuditEntry) string {
	g, ok := after[court.RegisterEntry](e)
	if !ok {
		return ""
	}
	return strings.Join(strings.Fields(strings.Join([]string{g.On.String(), g.Person, g.Way, g.Matter, g.Outcome}, " ")), "  ")
}
