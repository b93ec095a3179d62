package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// PaperRequest asks for one paper of a case.
type PaperRequest struct {
	CaseID  int64
	Form    string            // code of the form
	Dated   court.Date        // 落款日期; zero means today
	Inputs  map[string]string // fields the case does not know, by key; missing ones take the form's default
	PartyID int64             // the recipient of a form made per party; 0 makes one copy for each
	RefID   int64             // the receipt, disbursement, handover or review it is about; 0 means the latest
	// Measures and Properties are what a form about measures is for; none means
	// those it most likely is for.
	Measures, Properties []int64
	Inquiries            []int64                     // the lines of inquiries that a letter asks about
	Clue                 int64                       // the clue that a paper is about
	Coercion, Crime      int64                       // the coercive measure or crime file that a paper is about
	Edits                map[int64][]court.PaperEdit // changes to the filled text, by recipient; 0 for a form that is not made per party
}

// Forms lists the forms the actor may make, in menu order.
func (o *Office) Forms(actor Actor) []FormInfo {
	var out []FormInfo
	for _, f := range o.allForms() {
		if makes(actor, f) {
			out = append(out, f)
		}
	}
	return out
}

// makes tells whether the actor may make the form: one of its own roles, or
// whoever makes papers when it names none.
func makes(actor Actor, f FormInfo) bool {
	if len(f.Makers) == 0 {
		return Can(actor, MayMakePaper)
	}
	return !actor.User.Disabled && actor.User.Has(f.Makers...)
}

// form finds a form by code or name, CodeNotFound otherwise.
func (o *Office) form(codeOrName string) (FormInfo, error) {
	if f, ok := formIn(o.allForms(), codeOrName); ok {
		return f, nil
	}
	return FormInfo{}, court.Errorf(court.CodeNotFound, "没有“%s”这种文书。", codeOrName)
}

func formIn(forms []FormInfo, codeOrName string) (FormInfo, bool) {
	i := slices.IndexFunc(forms, func(f FormInfo) bool { return f.Code == codeOrName || f.Name == codeOrName })
	if i < 0 {
		return FormInfo{}, false
	}
	return forms[i], true
}

// Suits tells whether the form is for cases of the kind.
func (f FormInfo) Suits(kind court.CaseKind) bool {
	return len(f.Kinds) == 0 || slices.Contains(f.Kinds, kind)
}

// suits refuses a form in a case that it is not for.
func (f FormInfo) suits(c court.Case) error {
	if f.Suits(c.Kind) {
		return nil
	}
	return court.Errorf(court.CodeRefused, "%s是%s案件，不制作%s。", c.Number, c.Kind.Name(), f.Name)
}

func (o *Office) mayMake(actor Actor, f FormInfo) error {
	if makes(actor, f) {
		return nil
	}
	if len(f.Makers) == 0 || actor.User.Disabled {
		return Allow(actor, MayMakePaper)
	}
	names := make([]string, 0, len(f.Makers))
	for _, r := range f.Makers {
		names = append(names, string(r))
	}
	return court.Errorf(court.CodeDenied, "您的岗位不能制作%s。", f.Name).WithHint("由" + strings.Join(names, "、") + "制作。")
}

// FormInputs gives the fields a person fills in before printing, with the
// starting text for the case, and the labels of facts that the case lacks and
// the form needs. A form made per party starts with what the first recipient
// gives, or with the one the request names.
func (o *Office) FormInputs(ctx context.Context, req PaperRequest) (inputs []FormInput, missing []string, err error) {
	f, err := o.form(req.Form)
	if err != nil {
		return nil, nil, err
	}
	data, err := read(ctx, o, func(r Reader) (tree, error) {
		c, err := r.Case(req.CaseID)
		if err != nil {
			return nil, err
		}
		facts, err := o.gather(r, c, PaperRequest{CaseID: req.CaseID, RefID: req.RefID, Form: f.Code, Inputs: req.Inputs, Measures: req.Measures, Properties: req.Properties, Inquiries: req.Inquiries, Clue: req.Clue,
			Coercion: req.Coercion, Crime: req.Crime, PartyID: req.PartyID})
		if err != nil {
			return nil, err
		}
		recipients, err := recipientsOf(f, c, facts.recipientID())
		if err != nil {
			return nil, err
		}
		return facts.tree(f, recipients[0], court.Paper{Number: c.Number.String(), Dated: o.Today()})
	})
	if err != nil {
		return nil, nil, err
	}
	inputs = slices.Clone(f.Inputs)
	for i := range inputs {
		if inputs[i].Default = givenText(data, inputs[i].Key); inputs[i].Default == "" {
			inputs[i].Default = o.press.Preset(f.Code, inputs[i].Key, data)
		}
	}
	return inputs, o.press.Missing(f.Code, data), nil
}

// draft is one copy of a paper, ready to print.
type draft struct {
	paper court.Paper
	data  map[string]any
	party int64 // the recipient, 0 for a form that is not made per party
}

// filled gives the requested form with its data for each recipient, to those
// who may make it.
func (o *Office) filled(ctx context.Context, actor Actor, req PaperRequest) (f FormInfo, drafts []draft, err error) {
	if f, err = o.form(req.Form); err != nil {
		return f, nil, err
	}
	if err := o.mayMake(actor, f); err != nil {
		return f, nil, err
	}
	drafts, err = read(ctx, o, func(r Reader) ([]draft, error) { return o.drafts(r, actor, f, req) })
	return f, drafts, err
}

// Preview prints the requested paper without keeping it: the copies one after
// another.
func (o *Office) Preview(ctx context.Context, actor Actor, req PaperRequest) ([][]byte, error) {
	f, drafts, err := o.filled(ctx, actor, req)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, d := range drafts {
		_, pdf, _, err := o.printed(ctx, f, d, req)
		if err != nil {
			return nil, err
		}
		out = append(out, pdf)
	}
	return out, nil
}

// WordPaper gives the requested paper as a .docx to work on, for the first
// recipient; nothing is kept. Only the PDF made from the form is a paper of the
// case.
func (o *Office) WordPaper(ctx context.Context, actor Actor, req PaperRequest) ([]byte, error) {
	f, drafts, err := o.filled(ctx, actor, req)
	if err != nil {
		return nil, err
	}
	text, err := o.text(ctx, f, drafts[0], req)
	if err != nil {
		return nil, err
	}
	return text.Word(ctx)
}

// MadePaper is a stored paper with its bytes.
type MadePaper struct {
	court.Paper
	PDF []byte
}

// MakePaper prints a paper of a case, stores the exact bytes with number, date
// and maker, and fills the progress table's node that the paper proves. A form
// made per party gives one paper for each.
func (o *Office) MakePaper(ctx context.Context, actor Actor, req PaperRequest) ([]MadePaper, error) {
	f, err := o.form(req.Form)
	if err != nil {
		return nil, err
	}
	if err := o.mayMake(actor, f); err != nil {
		return nil, err
	}
	var made []MadePaper
	err = o.do(ctx, actor, MayRead, "paper", func(d *deed) error {
		if err := o.mayMake(d.actor, f); err != nil {
			return err
		}
		drafts, err := o.drafts(d, d.actor, f, req)
		if err != nil {
			return err
		}
		for _, x := range drafts {
			if err := provesMoney(f, x); err != nil {
				return err
			}
			m, err := d.keepPaper(ctx, f, x, req)
			if err != nil {
				return err
			}
			if err := d.linkCourse(req, m.ID); err != nil {
				return err
			}
			made = append(made, m)
		}
		return d.paperDone(f, req.CaseID, made)
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// provesMoney refuses to keep a voucher or an approval of money that is not on
// record; a blank one can still be looked at.
func provesMoney(f FormInfo, x draft) error {
	key := map[string]string{"收款": "receipt", "发放": "payment"}[f.Per]
	about, _ := x.data[key].(tree)
	if state := about["state"]; key == "payment" && (state == string(court.DisbursementRecalled) || state == string(court.DisbursementReversed)) {
		return court.Errorf(court.CodeRefused, "%s的发放%s，不能再制作%s。", about["number"], state, f.Name).WithHint("需要发放的，请重新申请。")
	}
	if key == "" || about["number"] != "" {
		return nil
	}
	return court.Errorf(court.CodeRefused, "%s没有可以制作%s的%s记录。", x.paper.CaseNo, f.Name, f.Per).WithHint("请先登记，或选择要制作的那一笔。")
}

// paperDone fills the node that the paper proves, if the form names one and the
// paper's day has come. A paper that goes out to people is done when it was
// served: made, it only stands as evidence.
func (d *deed) paperDone(f FormInfo, caseID int64, made []MadePaper) error {
	code := law.NodeOfForm(f.Code)
	if code == "" || len(made) == 0 || made[0].Dated.After(d.office.Today()) {
		return nil
	}
	if law.IsServed(code) {
		return d.awaitNode(caseID, code, resultMade, f.Name)
	}
	if made[0].WaitsForSignature() {
		return d.awaitNode(caseID, code, resultUnsigned(made[0].Paper), f.Name)
	}
	return d.markIfOpen(caseID, code, made[0].Dated, paperResult(f.Name), f.Name)
}

// paperResult is what a node says that a paper filled.
func paperResult(name string) string { return name + "已制作" }

// What the node of a paper says before and after it was served.
const (
	resultMade   = "已制作，待送达"
	resultServed = "已送达"
)

// resultUnsigned is what a node says while its paper waits to be signed off.
func resultUnsigned(p court.Paper) string { return "已制作，待" + p.SignOff + "签发" }

// awaitNode notes in an open node that its paper was made and what it waits for.
func (d *deed) awaitNode(caseID int64, code, result, evidence string) error {
	c, err := d.Case(caseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code != code || !n.Actual.IsZero() || n.Waived != "" || n.Result == result {
			continue
		}
		before := n
		n.Result, n.Evidence = result, evidence
		return d.saveNode(before, n, "自动填写节点", "")
	}
	return nil
}

// paperUndone takes out of its node what a paper that is void had filled in,
// made, signed or served: the oldest paper of the form that stands fills it
// instead, or nothing does.
func (d *deed) paperUndone(p court.Paper, reason string) ([]Move, error) {
	c, err := d.Case(p.CaseID)
	code := law.NodeOfForm(p.Form)
	if err != nil || c.Status == court.StatusClosed || code == "" {
		return nil, err
	}
	nodes, err := d.Nodes(p.CaseID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == code })
	if i < 0 {
		return nil, nil
	}
	n := nodes[i]
	if law.IsServed(code) {
		n, err = d.unserved(c, n, p)
	} else if on, result := provenBy(p); n.Actual == on && n.Result == result && n.Evidence == p.Name {
		n, err = d.provenByOthers(n, p)
	}
	if err != nil || n == nodes[i] {
		return nil, err
	}
	return d.changeNode(nodes[i], n, "重开节点", reason)
}

// provenByOthers gives the node as the oldest other paper of the form fills it.
func (d *deed) provenByOthers(n court.Node, p court.Paper) (court.Node, error) {
	papers, err := d.Papers(p.CaseID)
	n.Actual, n.Result, n.Evidence = court.Date{}, "", ""
	for _, x := range papers { // newest first: the oldest one wins
		if x.ID != p.ID && x.Form == p.Form && x.Void == "" && !x.Dated.After(d.office.Today()) {
			n.Actual, n.Result = provenBy(x)
			n.Evidence = x.Name
		}
	}
	return n, err
}

// unserved gives the node of papers that go out to people without the one that
// is void: open when somebody was served with nothing else. A day that people
// entered without the register stays.
func (d *deed) unserved(c court.Case, n court.Node, p court.Paper) (court.Node, error) {
	book, err := d.openServiceBook(c)
	if err != nil {
		return n, err
	}
	on, waiting := book.servedOn(p.Form)
	for i := range book.lines {
		book.lines[i].Voided = book.lines[i].Voided && book.lines[i].PaperID != p.ID
	}
	was, missed := book.servedOn(p.Form)
	rested := n.Result == resultServed && len(missed) == 0 && n.Actual == was
	waits := n.Actual.IsZero() && n.Result == resultMade && n.Evidence == p.Name
	switch {
	case rested && len(waiting) == 0:
		n.Actual = on
		return n, nil
	case rested || waits:
		return d.provenByOthers(n, p)
	}
	return n, nil
}

// provenBy gives the day on which a paper fills its node, none while it waits
// to be served or signed off, and what the node says then.
func provenBy(x court.Paper) (on court.Date, result string) {
	switch {
	case law.IsServed(law.NodeOfForm(x.Form)):
		return court.Date{}, resultMade
	case x.WaitsForSignature():
		return court.Date{}, resultUnsigned(x)
	case x.SignedOn.After(x.Dated):
		return x.SignedOn, paperResult(x.Name)
	}
	return x.Dated, paperResult(x.Name)
}

// drafts gives the copies a request asks for, each with its number and data.
func (o *Office) drafts(r Reader, actor Actor, f FormInfo, req PaperRequest) ([]draft, error) {
	if req.Dated.IsZero() {
		req.Dated = o.Today()
	}
	req.Form = f.Code
	if err := o.useForms(r); err != nil {
		return nil, err
	}
	if now, ok := formIn(o.press.Forms(), f.Code); ok { // saved since f was looked up
		f = now
	}
	c, err := r.Case(req.CaseID)
	if err != nil {
		return nil, err
	}
	if err := o.checkRequest(f, c, req); err != nil {
		return nil, err
	}
	facts, err := o.gather(r, c, req)
	if err != nil {
		return nil, err
	}
	return o.draftsOf(actor, f, facts)
}

// checkRequest refuses a form that is not for such cases, and a day on which
// the case was not yet there or that is far away.
func (o *Office) checkRequest(f FormInfo, c court.Case, req PaperRequest) error {
	if err := f.suits(c); err != nil {
		return err
	}
	if req.Dated.Before(c.Filed) || !req.Dated.Valid() {
		return court.FieldErrorf("落款日期", "“%s”早于立案日期%s。", req.Dated, c.Filed)
	}
	if req.Dated.After(o.Today().AddMonths(1)) {
		return court.FieldErrorf("落款日期", "“%s”比今天（%s）晚一个月以上。", req.Dated, o.Today())
	}
	return nil
}

// draftsOf is drafts with what was gathered.
func (o *Office) draftsOf(actor Actor, f FormInfo, facts *caseFacts) ([]draft, error) {
	if err := o.mayStand(f, facts); err != nil {
		return nil, err
	}
	c, req := facts.c, facts.req
	recipients, err := recipientsOf(f, c, facts.recipientID())
	if err != nil {
		return nil, err
	}
	var out []draft
	for _, to := range recipients {
		p := court.Paper{
			CaseID: c.ID, CaseNo: c.Number.String(), Form: f.Code, Name: f.Name, Dated: req.Dated,
			Maker: actor.User.Name, MadeAt: o.now(), Version: f.Version, OwnForm: f.Own, Inputs: typed(f, req.Inputs), SignOff: f.SignOff,
		}
		x := draft{}
		if to != nil {
			p.For, x.party = to.Name, to.ID
		}
		p.Number = paperNumber(c, facts.papers, p)
		x.paper = p
		if x.data, err = facts.tree(f, to, p); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// mayStand refuses papers that a rule keeps back: no 终本 ruling without a
// passed review, nor dated before it (plan, item 6).
func (o *Office) mayStand(f FormInfo, facts *caseFacts) error {
	if f.Code != law.FormInterimRuling || facts.verdictOn(facts.req.Dated) == court.ReviewPassed {
		return nil
	}
	if facts.verdictOn(facts.today) == court.ReviewPassed {
		return court.FieldErrorf("落款日期", "“%s”早于评查合格日%s。", facts.req.Dated, dateOf(facts.reviews[0].ReviewedAt))
	}
	return court.Errorf(court.CodeRefused, "%s的终本材料未经评查合格，不能制作终本裁定书。", facts.c.Number).
		WithHint("请先在“终本”页补齐材料并提交评查。")
}

// recipientsOf gives the parties a form is made for; nil stands for the case.
func recipientsOf(f FormInfo, c court.Case, partyID int64) ([]*court.Party, error) {
	var roles []court.PartyRole
	switch f.Per {
	case "被执行人":
		roles = []court.PartyRole{court.RoleDebtor}
	case "申请执行人":
		roles = []court.PartyRole{court.RoleApplicant}
	case "当事人":
		roles = []court.PartyRole{court.RoleApplicant, court.RoleDebtor}
	default:
		return []*court.Party{nil}, nil
	}
	var out []*court.Party
	for i := range c.Parties {
		p := &c.Parties[i]
		if partyID == p.ID && partyID != 0 || partyID == 0 && slices.Contains(roles, p.Role) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, court.Errorf(court.CodeRefused, "%s没有%s，不能制作%s。", c.Number, f.Per, f.Name)
	}
	return out, nil
}

// paperNumber gives the case number, with 之一 … from the second paper of the
// same form for the same recipient on (法〔2016〕37号).
func paperNumber(c court.Case, papers []court.Paper, p court.Paper) string {
	earlier := 0
	for _, x := range papers {
		if x.Form == p.Form && x.For == p.For {
			earlier++
		}
	}
	n := c.Number
	n.Suffix += earlier // a case may have a 之一 of its own
	return n.String()
}

// OpenCaseIDs gives every case that is not closed and for which one of the
// forms is, by number; all of them when no form is named.
func (o *Office) OpenCaseIDs(ctx context.Context, forms ...string) ([]int64, error) {
	var infos []FormInfo
	for _, name := range forms {
		f, err := o.form(name)
		if err != nil {
			return nil, err
		}
		infos = append(infos, f)
	}
	rows, err := o.AllCases(ctx, CaseQuery{Open: true})
	ids := make([]int64, 0, len(rows))
	for _, r := range rows {
		if len(infos) == 0 || slices.ContainsFunc(infos, func(f FormInfo) bool { return f.Suits(r.Kind) }) {
			ids = append(ids, r.ID)
		}
	}
	return ids, err
}

// Papers gives a case's papers, newest first.
func (o *Office) Papers(ctx context.Context, caseID int64) ([]court.Paper, error) {
	return read(ctx, o, func(r Reader) ([]court.Paper, error) { return r.Papers(caseID) })
}

// RecentPapers gives the papers made last over all cases.
func (o *Office) RecentPapers(ctx context.Context, limit int) ([]court.Paper, error) {
	return read(ctx, o, func(r Reader) ([]court.Paper, error) { return r.RecentPapers(limit) })
}

// PaperPDF gives a stored paper with the bytes it was printed with.
func (o *Office) PaperPDF(ctx context.Context, id int64) (MadePaper, error) {
	return read(ctx, o, func(r Reader) (m MadePaper, err error) {
		if m.Paper, err = r.Paper(id); err != nil {
			return m, err
		}
		m.PDF, err = r.PaperBytes(id)
		return m, err
	})
}

// VoidPaper is WithdrawPaper where nobody waits to be told what moved.
func (o *Office) VoidPaper(ctx context.Context, actor Actor, id int64, reason string) error {
	_, err := o.WithdrawPaper(ctx, actor, id, reason)
	return err
}

// WithdrawPaper marks a paper 作废; it stays visible. What rested on it counts
// no more: its services, the node that it filled, and the terms that ran from
// them. It says what moved.
func (o *Office) WithdrawPaper(ctx context.Context, actor Actor, id int64, reason string) (moved []Move, err error) {
	if reason, err = needReason("作废理由", reason); err != nil {
		return nil, err
	}
	err = o.do(ctx, actor, MayVoidPaper, "paper", func(d *deed) error {
		p, err := d.Paper(id)
		if err != nil {
			return err
		}
		if p.Void != "" {
			return court.Errorf(court.CodeRefused, "这份文书已经作废。")
		}
		if err := d.VoidPaper(id, reason); err != nil {
			return err
		}
		if err := d.audit("作废文书", "paper", id, p.CaseID, p, nil, reason); err != nil {
			return err
		}
		moved, err = d.paperUndone(p, reason)
		return err
	})
	return moved, err
}

// FileName proposes a file name for a paper: number, form, recipient.
func FileName(p court.Paper) string {
	name := p.Number + p.Name
	if p.For != "" {
		name += "-" + p.For
	}
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, name)
	if runes := []rune(clean); len(runes) > 60 {
		clean = string(runes[:60])
	}
	return clean + ".pdf"
}
