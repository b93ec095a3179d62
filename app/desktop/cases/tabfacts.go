package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// factsPart is the tab 概况: the case, its parties, its way through the stages.
type factsPart struct {
	page    *casePage
	loader  *widgets.Loader
	left    *fyne.Container
	right   *fyne.Container
	others  *fyne.Container
	panes   *fyne.Container
	scrolls [2]*container.Scroll
}

func newFactsPart(p *casePage) *factsPart {
	t := &factsPart{page: p, loader: widgets.NewLoader(p.f.Window()), left: widgets.VStack(4), right: widgets.VStack(6), others: widgets.VStack(2)}
	t.loader.OnError = p.f.Fail
	t.scrolls = [2]*container.Scroll{container.NewVScroll(widgets.Padded(12, 8, t.left)), container.NewVScroll(widgets.Padded(12, 8, t.right))}
	t.panes = newHalves(0.47, t.scrolls[0], t.scrolls[1])
	return t
}

func (t *factsPart) content() fyne.CanvasObject { return t.panes }

func (t *factsPart) focus() {}

func (t *factsPart) actions(*facts) []fyne.CanvasObject {
	if !t.page.f.Can(office.MayEditCase) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewButton("编辑案件", func() { t.page.f.Open(newRegistration(t.page.f, t.page.facts.c)) })}
}

func heading(text string) fyne.CanvasObject {
	return widgets.Sized(1, 26, widgets.NewText(text, widgets.TextSize, widgets.ColorText, true))
}

func (t *factsPart) show(x *facts) {
	t.left.Objects = []fyne.CanvasObject{heading("案件"), newFactGrid(caseFactsOf(x)...), heading("阶段记录"), newFactGrid(stageFacts(x)...)}
	t.right.Objects = nil
	count := map[court.PartyRole]int{}
	for _, party := range x.c.Parties {
		count[party.Role]++
		t.right.Add(partyHead(party, count[party.Role]))
		t.right.Add(newFactGrid(partyFacts(party)...))
	}
	t.right.Add(t.others)
	t.panes.Refresh()
	t.scrolls[0].Refresh()
	t.scrolls[1].Refresh()
	o, id, parties := t.page.f.Office(), t.page.id, x.c.Parties
	widgets.Load(t.loader, func(ctx context.Context) ([]office.Namesake, error) { return o.Namesakes(ctx, id, parties) }, t.showOthers)
}

// showOthers lists the other cases of the same debtors.
func (t *factsPart) showOthers(found []office.Namesake) {
	t.others.Objects = nil
	if len(found) > 0 {
		t.others.Add(widgets.NewNotice(widgets.StateNear, namesakeText("被执行人", found)+"："))
	}
	for _, n := range found {
		t.others.Add(widgets.HStack(4, widgets.NewPlainButton(strings.Join([]string{n.Debtor, n.Number, string(n.Status), n.Officer}, "  "), func() { t.page.f.OpenCase(n.CaseID, "") })))
	}
	t.others.Refresh()
	t.panes.Refresh()
	t.scrolls[1].Refresh()
}

func caseFactsOf(x *facts) []fact {
	c := x.c
	fee := ""
	if c.Fee > 0 {
		fee = c.Fee.String() + " 元"
		if worked, formula := law.EnforcementFee(c.Principal); worked == c.Fee && formula != "" {
			fee += "（" + formula + "）"
		}
	}
	basis := c.Basis.Number + c.Basis.Kind
	if c.Basis.Organ != "" {
		basis = c.Basis.Organ + " " + basis
	}
	principal, came := "无金钱给付", x.realised().String()+" 元"
	if c.Principal > 0 {
		principal = c.Principal.String() + " 元"
		came += "（" + percent(x.realised(), c.Principal) + "）"
	}
	closed := ""
	if !c.Closed.IsZero() {
		closed = fmt.Sprintf("%s，%s", c.Closed, c.Closing)
	}
	return []fact{
		{"案号", c.Number.String(), false}, {"案件类型", c.Kind.Name(), false}, {"案号保留理由", c.NumberReason, true},
		{"恢复自原案", c.ResumedNo, true},
		{"立案日期", c.Filed.String(), false}, {"期限届满", c.Limit.String(), false},
		{"案由", c.Cause, false}, {"状态", string(c.Status), false},
		{"执行依据", basis, true}, {"生效日期", c.Basis.Effective.String(), false},
		{"标的额", principal, false}, {"已到位", came, false},
		{"申请执行费", fee, true}, {"利息条款", c.InterestText, true}, {"应执行的行为", c.ActsText, true},
		{"工作组", string(c.Group), false}, {"阶段", string(c.Stage), false}, {"承办人", c.Officer, false}, {"书记员", c.Clerk, false},
		{"派出法庭", c.Tribunal, false}, {"标签", joined(c.Tags), true}, {"结案", closed, true}, {"备注", c.Note, true},
	}
}

// stageFacts lists the case's stays, the running one last.
func stageFacts(x *facts) []fact {
	var out []fact
	for _, s := range x.stages {
		until, days := "今", s.From.DaysUntil(x.today)
		if !s.To.IsZero() {
			until, days = " "+s.To.String(), s.From.DaysUntil(s.To)
		}
		out = append(out, fact{string(s.Stage), fmt.Sprintf("%s 至%s，%d 天　%s　经办 %s", s.From, until, days+1, s.Group, s.By), true})
	}
	return out
}

func partyHead(p court.Party, n int) fyne.CanvasObject {
	row := widgets.HStack(8,
		widgets.NewText(fmt.Sprintf("%s %d", p.Role, n), widgets.TableSize, widgets.ColorQuiet, false),
		newFitText(p.Name, widgets.TextSize, widgets.ColorText, true, 400),
		widgets.NewText(string(p.Kind), widgets.TableSize, widgets.ColorQuiet, false))
	for _, mark := range p.Marks {
		row.Add(widgets.NewTag(mark))
	}
	return widgets.Sized(1, 26, row)
}

func partyFacts(p court.Party) []fact {
	id := p.IDNumber
	if p.IDReason != "" {
		id += "（校验位不符，保留理由：" + p.IDReason + "）"
	}
	born := []string{p.Sex, "", p.Nation}
	if !p.Birth.IsZero() {
		born[1] = p.Birth.String() + " 出生"
	}
	born = slices.DeleteFunc(born, func(s string) bool { return s == "" })
	rep := p.LegalRep
	if rep != "" && p.LegalTitle != "" {
		rep += "（" + p.LegalTitle + "）"
	}
	agent := p.Agent
	if p.AgentPhone != "" {
		agent += " " + p.AgentPhone
	}
	bank := p.BankName
	if p.BankAccount != "" {
		bank += " " + p.BankAccount
	}
	return []fact{
		{"姓名", p.Name, false}, {"电话", p.Phone, false}, {"证件号码", id, p.IDReason != ""}, {"性别出生", strings.Join(born, "，"), false}, {"法定代表人", rep, false},
		{"住址", p.Address, true}, {"工作单位", p.Employer, true}, {"委托代理人", agent, true}, {"收款账户", bank, true},
	}
}

var _ part = (*factsPart)(nil)
