package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// partyBlock is one party in the registration form.
type partyBlock struct {
	page *registration
	role court.PartyRole
	was  court.Party // as stored
	form *widgets.Form
	box  fyne.CanvasObject
	head *canvas.Text

	name, id, keep, address, phone, employer *widgets.TextField
	kind                                     *widgets.ChoiceField
	rep, title, agent, agentPhone            *widgets.TextField
	bank, account                            *widgets.TextField
	sex                                      *widgets.ChoiceField
	birth                                    *widgets.DateField
	nation                                   *widgets.TextField
	marks                                    *widgets.MarksField

	enter  map[*widgets.TextField]func() // what Enter does in fields that may be the last
	others *widgets.Button               // opens the list of the other cases of the debtor
	found  []office.Namesake
	loader *widgets.Loader
	typing widgets.Typing
	more   bool // the rarely needed fields are shown
	moreOf *widgets.Button
}

// Labels of fields that come and go.
const (
	labelKeep    = "保留理由"
	labelRep     = "法定代表人"
	labelTitle   = "职务"
	labelSex     = "性别"
	labelBirth   = "出生日期"
	labelNation  = "民族"
	labelJob     = "工作单位"
	labelAgentNo = "代理人电话"
	labelMarks   = "标记"
)

func newPartyBlock(page *registration, p court.Party) *partyBlock {
	b := &partyBlock{page: page, role: p.Role, was: p, loader: widgets.NewLoader(page.f.Window())}
	b.loader.OnError = func(error) { b.showOthers(nil) } // a hint only: saving does not need it
	b.head = widgets.NewText("", widgets.TextSize, widgets.ColorText, true)
	b.others = widgets.NewMenuButton("", widgets.ButtonPlain, b.otherCases)
	b.others.Hide()
	b.build()
	b.set(p)
	b.moreOf = widgets.NewPlainButton("更多信息 ▼", b.toggleMore)
	bar := widgets.HStack(8, b.head, b.others, widgets.NewSpacer(), b.moreOf,
		widgets.NewPlainButton("删除", func() { page.removeParty(b) }))
	ground := canvas.NewRectangle(widgets.ColorHeader)
	ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = widgets.ColorLine, 1, 3
	b.box = container.NewStack(ground, widgets.Padded(10, 5, widgets.VStack(3, bar, b.form)))
	return b
}

func (b *partyBlock) build() {
	f := widgets.NewForm(widgets.FormOptions{Columns: columnsOf(2), LabelWidth: 74, FieldWidth: 150, LabelsQuiet: true})
	b.form = f
	f.SaveWith(b.page.saveNow)
	f.OnCancel = b.page.cancel
	b.name = f.AddText("姓名", widgets.Required(), widgets.PlaceHolder("姓名或单位名称"))
	b.name.OnLeave = b.nameLeft
	b.kind = f.AddChoice("类型", widgets.Options(string(court.PartyPerson), string(court.PartyCompany), string(court.PartyOther)))
	b.kind.OnChanged = func(string) { b.arrange() }
	b.id = f.AddText("证件号码", widgets.CheckWith(b.checkID))
	b.id.OnChanged = func(string) { b.idTyped() }
	b.id.OnLeave = b.arrange // the reason for a wrong number is asked once it is typed
	b.phone = f.AddText("电话")
	b.keep = f.AddText(labelKeep, widgets.Wide(), widgets.PlaceHolder("例：与身份证原件核对无误，原件如此"))
	b.rep = f.AddText(labelRep)
	b.title = f.AddText(labelTitle)
	b.address = f.AddText("住址", widgets.Wide())
	b.employer = f.AddText(labelJob)
	b.agent = f.AddText("委托代理人")
	b.sex = f.AddChoice(labelSex, widgets.Options("男", "女"))
	b.birth = f.AddDate(labelBirth, b.page.f.Office().Today)
	b.nation = f.AddText(labelNation)
	b.agentPhone = f.AddText(labelAgentNo)
	if b.role == court.RoleApplicant {
		b.bank = f.AddText("收款开户行")
		b.account = f.AddText("收款账号")
	}
	b.enter = map[*widgets.TextField]func(){b.agent: b.agent.OnEnter, b.agentPhone: b.agentPhone.OnEnter}
	if b.account != nil {
		b.enter[b.account] = b.account.OnEnter
	}
	b.marks = f.AddMarks(labelMarks, widgets.Options(court.PartyMarks...), widgets.Wide())
	for _, check := range b.marks.Checks {
		check.OnEnter = func() { b.page.next(b) }
	}
}

func (b *partyBlock) set(p court.Party) {
	b.name.SetText(p.Name)
	b.kind.SetID(string(p.Kind))
	b.keep.SetText(p.IDReason)
	b.id.SetText(p.IDNumber)
	b.address.SetText(p.Address)
	b.phone.SetText(p.Phone)
	b.employer.SetText(p.Employer)
	b.rep.SetText(p.LegalRep)
	b.title.SetText(p.LegalTitle)
	b.agent.SetText(p.Agent)
	b.agentPhone.SetText(p.AgentPhone)
	b.sex.SetID(p.Sex)
	b.birth.SetDate(p.Birth)
	b.nation.SetText(p.Nation)
	b.marks.SetIDs(p.Marks...)
	if b.bank != nil {
		b.bank.SetText(p.BankName)
		b.account.SetText(p.BankAccount)
	}
	b.more = p.Nation != "" || p.AgentPhone != ""
	b.arrange()
}

// read gives the party as typed.
func (b *partyBlock) read() court.Party {
	p := b.was
	p.Name, p.Kind, p.IDNumber, p.IDReason = b.name.Text(), court.PartyKind(b.kind.ID()), b.id.Text(), b.keep.Text()
	p.Address, p.Phone, p.Employer = b.address.Text(), b.phone.Text(), b.employer.Text()
	p.LegalRep, p.LegalTitle, p.Agent, p.AgentPhone = b.rep.Text(), b.title.Text(), b.agent.Text(), b.agentPhone.Text()
	p.Sex, p.Birth, p.Nation, p.Marks = b.sex.ID(), b.birth.Date(), b.nation.Text(), b.marks.IDs()
	if b.unit() {
		p.Sex, p.Birth, p.Nation, p.Employer = "", court.Date{}, "", ""
	} else {
		p.LegalRep, p.LegalTitle = "", ""
	}
	if b.bank != nil {
		p.BankName, p.BankAccount = b.bank.Text(), b.account.Text()
	}
	return p
}

func (b *partyBlock) unit() bool { return court.PartyKind(b.kind.ID()) != court.PartyPerson }

// number writes the block's heading: 被执行人 2.
func (b *partyBlock) number(n int) {
	b.head.Text = fmt.Sprintf("%s %d", b.role, n)
	b.head.Refresh()
}

func (b *partyBlock) toggleMore() {
	b.more = !b.more
	b.arrange()
}

// arrange shows the fields that the kind of party has.
func (b *partyBlock) arrange() {
	if b.moreOf != nil {
		label := "更多信息 ▼"
		if b.more {
			label = "收起 ▲"
		}
		b.moreOf.SetLabel(label)
	}
	unit := b.unit()
	id := court.ReadIdentifier(b.id.Text())
	for label, visible := range map[string]bool{
		labelKeep: id.Fault != "" && (!b.id.Focused() || b.keep.Text() != ""), labelRep: unit, labelTitle: unit, labelJob: !unit,
		labelSex: !unit && b.more, labelBirth: !unit && b.more, labelNation: !unit && b.more,
		labelAgentNo: b.more, labelMarks: !unit,
	} {
		b.form.SetVisible(label, visible)
	}
	b.chain(unit)
	b.page.contentGrew()
}

// chain lets Enter in the last field of a unit, which has no marks, go on to
// the next party.
func (b *partyBlock) chain(unit bool) {
	for field, do := range b.enter {
		field.OnEnter = do
	}
	last := b.agent
	switch {
	case !unit:
		return
	case b.account != nil:
		last = b.account
	case b.more:
		last = b.agentPhone
	}
	last.OnEnter = func() { b.page.next(b) }
}

// idTyped checks the identifier as one types and shows what it says.
func (b *partyBlock) idTyped() {
	id := court.ReadIdentifier(b.id.Text())
	if id.Kind == court.IDUnit && !b.unit() {
		b.kind.SetID(string(court.PartyCompany))
	}
	switch {
	case id.Fault != "" && len(id.Text) < 18:
		b.id.SetHelper(fmt.Sprintf("▲ %s应为18位，现在%d位", b.idWord(), len(id.Text)))
	case id.Fault != "":
		b.id.SetHelper("▲ " + strings.ReplaceAll(id.Fault, "“"+id.Text+"”", ""))
	case !id.Birth.IsZero():
		b.id.SetHelper("✓ " + id.Sex + "，" + id.Birth.String() + " 出生")
		b.sex.SetID(id.Sex)
		b.birth.SetDate(id.Birth)
	case id.Kind == court.IDUnit:
		b.id.SetHelper("✓ 统一社会信用代码")
	default:
		b.id.SetHelper("")
	}
	b.arrange()
	b.lookUp()
}

// nameLeft guesses the kind from the name and looks for other cases.
func (b *partyBlock) nameLeft() {
	if b.was.Name == "" && b.id.Text() == "" && looksLikeUnit(b.name.Text()) && !b.unit() {
		b.kind.SetID(string(court.PartyCompany))
		b.arrange()
	}
	b.lookUp()
}

// checkID holds a wrong identifier until the reason for keeping it is given.
func (b *partyBlock) checkID() error {
	id := court.ReadIdentifier(b.id.Text())
	if id.Fault == "" || b.keep.Text() != "" {
		return nil
	}
	wrong := "校验不符"
	if n := len(id.Text); n != 15 && n != 18 {
		wrong = fmt.Sprintf("：%s应为18位，现在%d位", b.idWord(), n)
	}
	return court.FieldErrorf("证件号码", "%s。请核对原件；原件确实如此的，写明保留理由。", wrong)
}

// idWord is what the number of this kind of party is called.
func (b *partyBlock) idWord() court.IDKind {
	if b.unit() {
		return court.IDUnit
	}
	return court.IDPerson
}

// lookUp asks, once typing has paused, in which other cases the debtor occurs.
func (b *partyBlock) lookUp() {
	if b.role == court.RoleDebtor {
		b.typing.Rested(b.find)
	}
}

func (b *partyBlock) find() {
	p, o, except := b.read(), b.page.f.Office(), b.page.edited.ID
	widgets.Load(b.loader, func(ctx context.Context) ([]office.Namesake, error) {
		return o.Namesakes(ctx, except, []court.Party{p})
	}, b.showOthers)
}

// showOthers tells that the debtor occurs in other cases.
func (b *partyBlock) showOthers(found []office.Namesake) {
	b.found = found
	if len(found) > 0 {
		b.others.SetLabel("▲ " + namesakeText("该被执行人", found) + "：" + found[0].Number)
	}
	show(b.others, len(found) > 0)
	b.page.contentGrew()
}

// otherCases lists the other cases of the debtor; choosing one opens it.
func (b *partyBlock) otherCases() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, n := range b.found {
		items = append(items, widgets.MenuItem{Label: n.Number + " " + n.Debtor, Note: spaced(string(n.Status), n.Officer), Do: func() { b.page.f.OpenCase(n.CaseID, "") }})
	}
	return items
}

// namesakeText says in how many other cases somebody is debtor.
func namesakeText(who string, found []office.Namesake) string {
	text := fmt.Sprintf("%s另有 %d 件案件", who, len(found))
	if !slices.ContainsFunc(found, func(n office.Namesake) bool { return n.ByID }) {
		text += "（仅同名）"
	}
	return text
}

// contentGrew lays the blocks out anew after one changed its height.
func (r *registration) contentGrew() {
	if r.stack != nil {
		r.stack.Refresh()
		r.scroll.Refresh()
	}
}
