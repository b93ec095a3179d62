package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// caseFacts is everything about a case that its papers may say.
type caseFacts struct {
	c         court.Case
	settings  court.Settings
	officer   court.User
	nodes     []court.Node
	balance   court.Balance
	receipts  []court.Receipt
	payments  []court.Disbursement
	handovers []court.Handover
	papers    []court.Paper
	reviews   []court.Review
	ticks     []court.ChecklistTick
	services  []court.Service
	today     court.Date
	req       PaperRequest
	rules     *law.Rules
	term      law.TermResult
	extension court.Extension // the one chosen, or the newest
	// extensions are all of the case, oldest first.
	extensions []court.Extension
	resumed    court.Case   // the case this one took up again
	changes    []madeChange // of the status, newest first
	// resumedWhy is the reason for it.
	resumedWhy string
	seizure    seizure      // what a paper about measures is about
	sales      []court.Sale // of the case
	sale       court.Sale
	sold       court.Property // what the sale is of
	seal       court.Measure  // the case's on it
	listings   []court.Listing
	asked      asked // what a letter about an inquiry or a clue is about
	inquiries  []court.InquiryLine
	clues      []court.Clue
	course     course // the coercive measure or crime file it is about
}

// gather reads what the requested paper of a case needs.
func (o *Office) gather(r Reader, c court.Case, req PaperRequest) (*caseFacts, error) {
	f, err := o.gatherCase(r, c)
	if err != nil {
		return nil, err
	}
	return f, o.choose(r, f, req)
}

// choose takes from the case, or reads, what the request is about.
func (o *Office) choose(r Reader, f *caseFacts, req PaperRequest) error {
	f.req, f.extension = req, court.Extension{}
	f.seizure, f.sale, f.sold, f.seal, f.listings, f.asked, f.course = seizure{}, court.Sale{}, court.Property{}, court.Measure{}, nil, asked{}, course{}
	for _, e := range f.extensions {
		if e.ID == req.RefID || req.RefID == 0 {
			f.extension = e
		}
	}
	for _, step := range []func(Reader, *caseFacts) error{o.gatherSeizure, o.gatherSale, o.gatherListings, o.gatherCourse, o.gatherAsked} {
		if err := step(r, f); err != nil {
			return err
		}
	}
	return nil
}

// gatherCase reads what papers say of the case, whatever they are about.
func (o *Office) gatherCase(r Reader, c court.Case) (*caseFacts, error) {
	f := &caseFacts{c: c, today: o.Today()}
	var err error
	steps := []func() error{
		func() error { f.settings, _, err = r.Settings(); return err },
		func() error { f.nodes, err = r.Nodes(c.ID); return err },
		func() error { f.balance, err = r.Balance(c.ID); return err },
		func() error { f.receipts, err = r.Receipts(c.ID); return err },
		func() error { f.payments, err = r.Disbursements(c.ID); return err },
		func() error { f.handovers, err = r.Handovers(c.ID); return err },
		func() error { f.papers, err = r.Papers(c.ID); return err },
		func() error { f.reviews, err = r.Reviews(c.ID); return err },
		func() error { f.ticks, err = r.Ticks(c.ID); return err },
		func() error { f.services, err = r.Services(c.ID); return err },
		func() error { return o.gatherTerm(r, f) },
		func() error { page, err := r.Sales(SaleQuery{CaseID: c.ID}); f.sales = page.Rows; return err },
		func() error { return o.gatherInquiries(r, f) },
	}
	if c.OfficerID != 0 {
		steps = append(steps, func() error { f.officer, err = r.User(c.OfficerID); return err })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// realised is what came in for the case: the ledger's figure and receipts here.
func (f *caseFacts) realised() court.Money { return f.c.Realised + f.balance.Realised() }

func (f *caseFacts) owed() court.Money { return max(f.c.Principal-f.realised(), 0) }

// verdictOn gives the verdict that stands on a day: that of the newest review,
// "" while it waits and before the day it was given.
func (f *caseFacts) verdictOn(day court.Date) court.ReviewVerdict {
	if len(f.reviews) == 0 || dateOf(f.reviews[0].ReviewedAt).After(day) {
		return ""
	}
	return f.reviews[0].Verdict
}

// lastMove gives the day money last came in or went out.
func (f *caseFacts) lastMove() court.Date {
	var last court.Date
	for _, r := range f.receipts {
		if !r.Reversed && r.Reverses == 0 && r.Date.After(last) {
			last = r.Date
		}
	}
	for _, p := range f.payments {
		if p.State == court.DisbursementPaid && p.PaidOn.After(last) {
			last = p.PaidOn
		}
	}
	return last
}

type tree = map[string]any

// tree gives the data that forms are filled from; assets/forms/README.md lists
// its names.
func (f *caseFacts) tree(form FormInfo, to *court.Party, p court.Paper) (tree, error) {
	fee, formula := f.c.Fee, ""
	if f.c.Principal > 0 {
		if calculated, how := law.EnforcementFee(f.c.Principal); calculated == fee {
			formula = how
		}
	}
	s := f.settings
	t := tree{
		"court": tree{
			"name": s.CourtName, "province_name": s.CourtName, "code": s.CourtCode, "address": s.Address, "phone": s.Phone, "postcode": s.Postcode,
			"account": tree{"bank": s.AccountBank, "name": s.AccountName, "number": s.AccountNo},
		},
		"case": tree{
			"number": f.c.Number.String(), "kind": string(f.c.Kind), "kind_name": f.c.Kind.Name(), "cause": f.c.Cause, "filed": f.c.Filed,
			"fund_code": court.FundCode(f.c.ID),
			"basis": tree{
				"name": f.c.Basis.Kind, "number": f.c.Basis.Number, "organ": f.c.Basis.Organ, "effective": f.c.Basis.Effective,
			},
			"claim_text": claimText(f.c), "principal": f.c.Principal, "interest_text": f.c.InterestText, "acts_text": f.c.ActsText,
			"fee": fee, "fee_formula": formula, "realised": f.realised(), "owed": f.owed(),
			"stage": string(f.c.Stage), "group": string(f.c.Group), "officer": f.c.Officer, "officer_phone": f.officer.Phone, "clerk": f.c.Clerk,
			"tags": strings.Join(f.c.Tags, "、"), "limit": f.c.Limit, "closed": f.c.Closed, "closing": string(f.c.Closing),
			"status": string(f.c.Status),
		},
		"applicants": partyTrees(f.c.PartiesOf(court.RoleApplicant)), "applicant_names": f.c.NamesOf(court.RoleApplicant),
		"debtors": partyTrees(f.c.PartiesOf(court.RoleDebtor)), "debtor_names": f.c.NamesOf(court.RoleDebtor),
		"thirds":    partyTrees(f.c.PartiesOf(court.RoleThird)),
		"balance":   f.balance.Held(),
		"paper":     tree{"date": p.Dated, "number": p.Number, "maker": p.Maker, "printed_at": p.MadeAt.Format("2006-01-02 15:04")},
		"recipient": partyTree(court.Party{}), "panel": []string{"", "", ""},
	}
	if to != nil {
		t["recipient"] = partyTree(*to)
	}
	t["nodes"] = f.nodeTrees()
	f.addSteps(t)
	f.addMoney(t)
	f.addHandover(t)
	f.addClosure(t)
	f.addWork(t)
	f.addTerm(t)
	f.addSeizure(t)
	f.addSale(t)
	f.addListing(t, to)
	f.addCourse(t, to)
	f.addInquiry(t)
	return t, addInputs(t, form, f.req.Inputs)
}

// claimText says in one sentence what is to be enforced.
func claimText(c court.Case) string {
	var parts []string
	if c.Principal > 0 {
		parts = append(parts, "支付"+c.Principal.Short()+"元")
	}
	if c.InterestText != "" {
		parts = append(parts, c.InterestText)
	}
	if c.ActsText != "" {
		parts = append(parts, c.ActsText)
	}
	return strings.Join(parts, "；")
}

func partyTrees(parties []court.Party) []tree {
	out := make([]tree, 0, len(parties))
	for _, p := range parties {
		out = append(out, partyTree(p))
	}
	return out
}

func partyTree(p court.Party) tree {
	return tree{
		"name": p.Name, "role": string(p.Role), "kind": string(p.Kind), "sex": p.Sex, "birth": p.Birth, "nation": p.Nation,
		"id": p.IDNumber, "id_masked": court.MaskIdentifier(p.IDNumber), "address": p.Address, "phone": p.Phone, "employer": p.Employer,
		"legal_rep": p.LegalRep, "legal_rep_title": p.LegalTitle, "agent": p.Agent, "agent_phone": p.AgentPhone,
		"marks": strings.Join(p.Marks, "、"), "bank": p.BankName, "account": p.BankAccount,
	}
}

func (f *caseFacts) nodeTrees() []tree {
	out := make([]tree, 0, len(f.nodes))
	for _, n := range f.nodes {
		out = append(out, tree{
			"code": n.Code, "column": string(n.Column), "name": n.Name, "planned": n.Planned, "gap": f.rules.NodeGap(n.Code, n.Planned), "actual": n.Actual, "owner": n.Owner,
			"result": n.Result, "evidence": n.Evidence, "state": string(f.rules.State(n, f.today)), "waived_reason": n.Waived, "basis": n.Basis,
		})
	}
	return out
}

func (f *caseFacts) addMoney(t tree) {
	receipts := make([]tree, 0, len(f.receipts))
	chosen := receiptTree(court.Receipt{})
	for _, r := range f.receipts {
		receipts = append(receipts, receiptTree(r))
		if r.ID == f.req.RefID || f.req.RefID == 0 && r.Reverses == 0 && !r.Reversed {
			chosen = receiptTree(r)
		}
	}
	payments := make([]tree, 0, len(f.payments))
	payment := f.paymentTree(court.Disbursement{})
	for _, p := range f.payments {
		payments = append(payments, f.paymentTree(p))
		if p.ID == f.req.RefID || f.req.RefID == 0 {
			payment = f.paymentTree(p)
		}
	}
	t["receipts"], t["payments"], t["receipt"], t["payment"] = receipts, payments, chosen, payment
}

func receiptTree(r court.Receipt) tree {
	return tree{
		"number": r.Number, "date": r.Date, "payer": r.Payer, "way": string(r.Way), "ref": r.BankRef, "amount": r.Amount,
		"note": r.Note, "by": r.By, "over_reason": r.OverReason, "source": r.SourceNo, "banked": r.BankedOn, "told": r.Told, "reversed": r.Reversed, "reverses": r.Reverses != 0, "reason": r.Reason,
	}
}

func (f *caseFacts) paymentTree(p court.Disbursement) tree {
	deductions := make([]tree, 0, len(p.Deductions))
	for _, x := range p.Deductions {
		deductions = append(deductions, tree{"name": x.Name, "amount": x.Amount})
	}
	role := ""
	for _, party := range f.c.Parties {
		if party.Name == p.Payee {
			role = string(party.Role)
		}
	}
	var refs []string
	for _, r := range f.receipts {
		if !r.Reversed && r.Reverses == 0 {
			refs = append(refs, r.Number)
		}
	}
	approver, approved, decision := p.DecidedBy, dateOf(p.DecidedAt), p.Decision
	var leader any // the second signature, of a leader of the court
	if steps := stepTrees(p.Steps); len(steps) > 0 {
		approver, approved, decision = p.Steps[0].By, dateOf(p.Steps[0].At), p.Steps[0].Words
		if len(steps) > 1 {
			leader = steps[1]
		}
	}
	return tree{
		"number": p.Number, "date": p.PaidOn, "payee": p.Payee, "payee_role": role, "bank": p.PayeeBank, "account": p.PayeeNo,
		"amount": p.Amount, "total": p.Total(), "deductions": deductions, "note": p.Note, "state": string(p.State),
		"requester": p.AskedBy, "requested": dateOf(p.AskedAt), "approver": approver, "approved": approved,
		"decision": decision, "leader": leader, "kind": string(p.KindOf()), "panel": p.Panel, "steps": stepTrees(p.Steps), "paid_by": p.PaidBy, "ref": p.BankRef, "reversed": p.ReversedOn, "reason": p.Reason,
		"receipt_refs": strings.Join(refs, "、"),
	}
}

// stepTrees gives the signatures under a request, in order.
func stepTrees(steps []court.Approval) []tree {
	out := make([]tree, 0, len(steps))
	for _, s := range steps {
		out = append(out, tree{"role": string(s.Role), "by": s.By, "date": dateOf(s.At), "words": s.Words})
	}
	return out
}

func (f *caseFacts) addHandover(t tree) {
	h := court.Handover{From: f.c.Group, FromOfficer: f.c.Officer}
	for _, x := range slices.Backward(f.handovers) { // newest first: the last one wins
		if x.ID == f.req.RefID || f.req.RefID == 0 {
			h = x
		}
	}
	materials := make([]tree, 0, len(h.Materials))
	for _, m := range h.Materials {
		materials = append(materials, tree{"name": m.Name, "copies": m.Copies, "pages": m.Pages, "note": m.Note})
	}
	t["handover"] = tree{
		"from": string(h.From), "to": string(h.To), "from_stage": string(h.FromStage), "to_stage": string(h.ToStage),
		"from_officer": h.FromOfficer, "to_officer": h.ToOfficer, "at": dateOf(h.SentAt), "note": h.Note,
		"sent_by": h.SentBy, "received": dateOf(h.DoneAt), "received_by": h.DoneBy, "materials": materials,
	}
}

func (f *caseFacts) addClosure(t tree) {
	lines := make([]tree, 0, 32)
	for i, x := range checklist(f) {
		missing := ""
		if !x.OK {
			missing = x.Missing
		}
		lines = append(lines, tree{"no": i + 1, "item": x.Item.Text, "basis": x.Item.Basis, "ok": x.OK, "later": x.State() == ItemLater, "evidence": x.Evidence, "missing": missing})
	}
	t["checklist"] = lines
	var r court.Review
	var told []court.Finding // what was done about its findings, told with the next
	for i, x := range f.reviews {
		if x.ID == f.req.RefID || f.req.RefID == 0 && i == 0 {
			r = x
			if i > 0 {
				told = f.reviews[i-1].Earlier
			}
		}
	}
	earlier := make([]tree, 0, len(r.Earlier)+len(told))
	for _, x := range slices.Concat(r.Earlier, told) {
		earlier = append(earlier, tree{"item": law.ItemText(x.Item), "finding": x.Text, "fix": x.Fix, "remedy": x.Remedy})
	}
	findings := make([]tree, 0, len(r.Findings))
	for _, x := range r.Findings {
		findings = append(findings, tree{"item": law.ItemText(x.Item), "finding": x.Text, "fix": x.Fix})
	}
	t["review"] = tree{
		"reviewer": r.Reviewer, "date": dateOf(r.ReviewedAt), "verdict": string(r.Verdict), "findings": findings, "note": r.Note, "remedied": earlier,
		"submitted": dateOf(r.SubmittedAt), "submitted_by": r.SubmittedBy,
	}
}

// addWork tells of inquiries and properties from what the progress table says
// was done; each has a register of its own in a later part of the program.
func (f *caseFacts) addWork(t tree) {
	inquiries, properties := []tree{}, []tree{}
	byDay := slices.Clone(f.nodes)
	slices.SortStableFunc(byDay, func(a, b court.Node) int { return a.Actual.Compare(b.Actual) })
	for _, n := range byDay {
		if n.Actual.IsZero() {
			continue
		}
		switch {
		case law.IsInquiry(n.Code):
			inquiries = append(inquiries, tree{"date": n.Actual, "system": n.Name, "result": n.Result})
		case law.IsControl(n.Code):
			properties = append(properties, tree{"name": n.Result, "detail": n.Evidence, "state": n.Name})
		}
	}
	t["inquiries"], t["property_summary"] = inquiries, properties
	papers := make([]tree, 0, len(f.papers))
	for _, p := range slices.Backward(f.papers) {
		if p.Void == "" {
			papers = append(papers, tree{"name": p.Name, "number": p.Number, "date": p.Dated, "copies": 1, "for": p.For})
		}
	}
	t["papers"] = papers
	t["service"] = tree{"papers": []tree{}, "recipient": "", "address": ""}
	t["summons"], t["interview"] = tree{}, tree{"qa": []tree{}}
}

// addInputs sets the fields that a person filled in, as typed, at their dotted
// keys; the press reads dates and amounts and supplies defaults for the rest.
func addInputs(t tree, form FormInfo, values map[string]string) error {
	for _, in := range form.Inputs {
		text, given := values[in.Key]
		if !given {
			continue
		}
		if err := cleanText(in.Label, &text, 5000, true); err != nil {
			return err
		}
		at, keys := t, strings.Split(in.Key, ".")
		for _, k := range keys[:len(keys)-1] {
			sub, ok := at[k].(tree)
			if !ok {
				sub = tree{}
				at[k] = sub
			}
			at = sub
		}
		at[keys[len(keys)-1]] = text
	}
	return nil
}
