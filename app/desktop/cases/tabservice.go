package cases

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// servicePart is the tab 送达: each paper for each recipient, and what was done
// to bring it there.
type servicePart struct {
	page   *casePage
	table  *widgets.DataTable[office.ServiceLine]
	count  *textLine
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
}

func newServicePart(p *casePage) *servicePart {
	t := &servicePart{page: p, detail: widgets.VStack(4), count: newTextLine(560, widgets.ColorQuiet)}
	t.table = service.NewTable(p.f, false)
	t.table.Empty = widgets.Empty{Text: "本案还没有要送达的文书。"}
	if p.f.Can(office.MayMakePaper) {
		t.table.Empty.Label, t.table.Empty.Action = "制作文书", func() { p.f.OpenPaperMaker(p.id, "") }
	}
	t.table.OnChosen = func(office.ServiceLine) { t.showDetail() }
	t.table.OnOpen = func(l office.ServiceLine) { service.Enter(p.f, l) }
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	left := container.NewBorder(nil, widgets.Padded(10, 5, t.count.box), nil, nil, t.table)
	t.root = newHalves(0.71, left, t.scroll)
	return t
}

func (t *servicePart) content() fyne.CanvasObject { return t.root }

func (t *servicePart) focus() { t.table.Focus() }

func (t *servicePart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	var out []fyne.CanvasObject
	if p.f.Can(office.MayRecordService) {
		if line, ok := firstUnserved(x.service.Lines); ok {
			out = append(out, widgets.NewPrimaryButton("登记送达", func() {
				service.Ask(p.f, p.facts.service.Lines, service.Together(p.facts.service.Lines, line)...)
			}))
		}
	}
	if p.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewButton("送达回证", func() { service.AskReceipts(p.f, x.c.Number.String(), p.id, p.facts.service.Lines) }),
			widgets.NewButton("信封、标签", func() { service.AskMail(p.f, []int64{p.id}) }))
	}
	return out
}

func firstUnserved(lines []office.ServiceLine) (office.ServiceLine, bool) {
	for _, l := range lines {
		if l.State == court.StateUnserved {
			return l, true
		}
	}
	return office.ServiceLine{}, false
}

// toServe gives a row of the paper that was not served yet.
func (x *facts) toServe(paperID int64) (office.ServiceLine, bool) {
	for _, l := range x.service.Lines {
		if l.PaperID == paperID && l.State == court.StateUnserved {
			return l, true
		}
	}
	return office.ServiceLine{}, false
}

// unservedCount counts what has not reached its recipient.
func unservedCount(lines []office.ServiceLine) int {
	n := 0
	for _, l := range lines {
		if l.State != court.StateServed {
			n++
		}
	}
	return n
}

func (t *servicePart) show(x *facts) {
	t.table.ShowRows(x.service.Lines)
	t.count.set(service.Counts(x.service.Lines))
	t.showDetail()
}

// showDetail tells of the chosen row: the recipient's address and each attempt.
func (t *servicePart) showDetail() {
	t.detail.Objects = nil
	if l, ok := t.table.Chosen(); ok {
		t.showRecipient(l)
		buttons := widgets.HStack(6)
		if last := l.Last; last.ID != 0 && t.page.f.Can(office.MayRecordService) {
			buttons.Add(widgets.NewSmallButton("更正", func() { service.AskCorrection(t.page.f, last) }))
		}
		t.detail.Add(container.NewBorder(nil, nil, nil, buttons, heading("登记经过")))
		t.showHistory(l)
	}
	t.detail.Refresh()
	t.scroll.Refresh()
}

func (t *servicePart) showRecipient(l office.ServiceLine) {
	p := t.page
	a := court.ServiceAddress{CaseID: p.id, To: l.To, Role: l.Role, Address: l.Address, Phone: l.Phone}
	for _, x := range p.facts.service.Addresses {
		if x.To == l.To && l.To != "" {
			a = x
		}
	}
	name := l.To
	if name == "" {
		name = "受送达人在登记时填写"
	}
	buttons := widgets.HStack(6)
	if p.f.Can(office.MayRecordService) {
		buttons.Add(widgets.NewSmallButton("送达地址", func() { service.AskAddress(p.f, p.facts.c.Number.String(), a) }))
	}
	t.detail.Add(container.NewBorder(nil, nil, nil, buttons, heading(name)))
	t.detail.Add(newFactGrid(
		fact{"地址", strings.TrimSpace(a.Postcode + " " + a.Address), true}, fact{"收件人", a.Receiver, false}, fact{"电话", a.Phone, false},
		fact{"电子地址", a.Email, false}, fact{"确认书", a.Confirmed.String(), false}))
}

// showHistory tells of every line about the row, newest first.
func (t *servicePart) showHistory(l office.ServiceLine) {
	n := 0
	for _, s := range t.page.facts.service.History {
		other := s.To != l.To && s.ID != l.Last.ID
		if other || s.PaperID != l.PaperID || s.PaperID == 0 && s.Paper != l.Paper {
			continue
		}
		n++
		ink := widgets.ColorText
		text := describeAttempt(s)
		if s.Replaced {
			ink = widgets.ColorQuiet
			text += "（已由后一行代替）"
		}
		t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, ink))
	}
	if n == 0 {
		t.detail.Add(widgets.NewWrapText(l.Say, widgets.TableSize, widgets.ColorQuiet))
	}
}

// describeAttempt tells of one line of the register.
func describeAttempt(s court.Service) string {
	parts := []string{fmt.Sprintf("%s %s", s.Sent, s.Way), string(s.Result)}
	if !s.Served.IsZero() && s.Served != s.Sent {
		parts[1] += " " + s.Served.String()
	}
	for _, x := range []struct{ label, text string }{
		{"", s.Tracking}, {"见证：", s.Witness}, {"", s.Medium}, {"", s.Through}, {"理由：", s.Why}, {"回证：", s.Receipt}, {"", s.Note}, {"更正：", s.Reason},
	} {
		if x.text != "" {
			parts = append(parts, x.label+x.text)
		}
	}
	return strings.Join(parts, "　") + "　" + s.By + " " + s.At.Format("01-02")
}

// describeService tells of a service or an address in the trail.
func describeService(e court.AuditEntry) string {
	if a, ok := after[court.ServiceAddress](e); ok && e.Entity == "service-address" {
		return strings.TrimSpace(a.To + "　" + a.Postcode + " " + a.Address)
	}
	s, ok := after[court.Service](e)
	if !ok {
		return ""
	}
	return s.Paper + "　" + s.To + "　" + describeAttempt(s)
}
