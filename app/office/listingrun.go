package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ListingStart is the publication of a listing, or the issue of a limit.
type ListingStart struct {
	On       court.Date
	PaperNo  string // of a decision that was not made here, with the next two
	SignedBy string
	Signed   court.Date
	Proof    court.Proof // the decision with its signature: a scan, or where the original is
	Served   court.Date  // when the register of service does not know it
	Entry    string      // number in the national list
}

// serviceNeeded is the day from which a listing begins only once it was served.
var serviceNeeded = court.D(2019, 12, 16) // 法发〔2019〕35号16条

// BeginListing publishes a listing or puts a limit into force. The decision has
// to be signed off by the president; during the 宽限期 nothing is published.
func (o *Office) BeginListing(ctx context.Context, actor Actor, id int64, e ListingStart) (court.Listing, error) {
	var l court.Listing
	for _, x := range []struct {
		label  string
		on     court.Date
		needed bool
	}{{"发布日期", e.On, true}, {"签发日期", e.Signed, false}, {"送达日期", e.Served, false}} {
		if err := o.checkPastDate(x.label, x.on, x.needed); err != nil {
			return l, err
		}
	}
	if err := cleanAll([]cleaned{{"文书号", &e.PaperNo, 80, false}, {"签发人", &e.SignedBy, 30, false}, {"名单库流水号", &e.Entry, 60, false}, {"证明材料", &e.Proof.Text, 300, false}}); err != nil {
		return l, err
	}
	err := o.do(ctx, actor, MayWorkListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingReady, court.ListingGrace)
		if err != nil {
			return err
		}
		l = before
		if l.StateOn(e.On) == court.ListingGrace {
			return court.Errorf(court.CodeRefused, "宽限期到%s，期间暂不发布（法发〔2019〕35号16条）。", l.Grace)
		}
		if e.On.Before(l.Decided) {
			return court.FieldErrorf("发布日期", "“%s”早于决定日期%s。", e.On, l.Decided)
		}
		if err := d.signedAndServed(&l, e); err != nil {
			return err
		}
		l.Begun, l.Entry = e.On, e.Entry
		if err := d.saveListing(beginVerb(l.Kind), before, &l, ""); err != nil {
			return err
		}
		return d.feedListings(l)
	})
	return l, err
}

func beginVerb(kind court.ListingKind) string {
	if kind == court.ListConsumption {
		return "采取限制消费"
	}
	return "发布失信信息"
}

// signedAndServed takes number, signature and service from the paper made here,
// or from what was typed of one that was not.
func (d *deed) signedAndServed(l *court.Listing, e ListingStart) error {
	papers, err := d.Papers(l.CaseID)
	if err != nil {
		return err
	}
	form := ListingForm(l.Kind)
	l.PaperNo, l.SignedBy, l.Signed, l.Served = e.PaperNo, e.SignedBy, e.Signed, e.Served
	if p, made := newestPaper(papers, form, l.Debtor); made {
		if p.WaitsForSignature() {
			return court.Errorf(court.CodeRefused, "《%s》还没有由%s签发（失信规定5条、限消规定5条）。", p.Name, p.SignOff).WithHint("请在“文书”页签发，或者登记纸上的签发。")
		}
		l.PaperNo, l.SignedBy, l.Signed = p.Number, p.SignedBy, p.SignedOn
	} else if err := d.decisionSigned(l, e); err != nil {
		return err
	}
	services, err := d.Services(l.CaseID)
	if err != nil {
		return err
	}
	if on := servedOn(services, form, court.Party{Name: l.Debtor}); !on.IsZero() {
		l.Served = on
	}
	if l.Served.IsZero() && !e.On.Before(serviceNeeded) {
		return court.FieldErrorf("送达日期", "不能为空：决定书、限制消费令必须送达（法发〔2019〕35号16条）。")
	}
	return nil
}

// decisionSigned refuses a decision that was not made here without its number,
// proof of it, or the signature of one of the court's presidents, as far as it
// knows any.
func (d *deed) decisionSigned(l *court.Listing, e ListingStart) error {
	by := e.SignedBy
	switch {
	case e.PaperNo == "":
		return court.FieldErrorf("文书号", "不能为空：本案没有给%s的决定书，请先制作，或者填写已有文书的文号。", l.Debtor)
	case by == "":
		return court.FieldErrorf("签发人", "不能为空：由院长签发（失信规定5条、限消规定5条）。")
	case !e.Proof.Given():
		return court.FieldErrorf("证明材料", "不能为空：选签发的决定书的扫描件，或者写明原件在哪里。")
	}
	if err := d.checkProof(l.CaseID, e.Proof); err != nil {
		return err
	}
	setCheck(l, court.ListingCheck{ID: law.CheckSigned, Answer: court.AnswerYes, Proof: e.Proof})
	names, err := signersOf(d, court.Paper{SignOff: "院长"})
	if err != nil || len(names) == 0 || slices.Contains(names, by) {
		return err
	}
	return court.FieldErrorf("签发人", "“%s”不是本院院领导：由院长签发（失信规定5条、限消规定5条）。", by).
		WithHint("可以签发的有" + strings.Join(names, "、") + "；新任的请管理员在“人员”里添加。")
}

// newestPaper finds the newest paper of a form that stands, for somebody.
func newestPaper(papers []court.Paper, form, to string) (court.Paper, bool) {
	for _, p := range papers { // newest first
		if p.Form == form && p.Void == "" && p.For == to {
			return p, true
		}
	}
	return court.Paper{}, false
}

// EndListing records that a listing has to be taken down, hidden or mended, and
// why; the clock of the law runs from that day.
func (o *Office) EndListing(ctx context.Context, actor Actor, id int64, e court.ListingEvent) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("事由发生日", e.On, true); err != nil {
		return l, err
	}
	if err := cleanText("证明材料", &e.Text, 300, false); err != nil {
		return l, err
	}
	if !e.Given() {
		return l, court.FieldErrorf("证明材料", "不能为空：选文书、扫描件，或者写明材料。")
	}
	err := o.do(ctx, actor, MayDecideListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingRunning, court.ListingEnding, court.ListingShielded)
		if err != nil {
			return err
		}
		if before.Event.Ground != "" && before.Event.Way != court.WayShield {
			return court.Errorf(court.CodeConflict, "已于%s登记“%s”。", before.Event.On, law.EndingOf(before.Event.Ground).Text).WithHint("请登记办结；登记有误的先撤回。")
		}
		l = before
		if err := checkEnding(l, &e); err != nil {
			return err
		}
		if err := d.inquiredSince(l, e); err != nil {
			return err
		}
		if err := d.checkProof(l.CaseID, e.Proof); err != nil {
			return err
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		e.By = d.actor.User.Name
		l.Event, l.Ended, l.EndPaper = e, court.Date{}, ""
		l.Due, _ = rules.ListingEventDue(l.Kind, e.On)
		return d.saveListing("登记"+e.Way+"事由", before, &l, law.EndingOf(e.Ground).Text)
	})
	return l, err
}

// checkEnding holds the ground against the listing: those of 失信规定10条 first
// paragraph are not for listings with a term.
func checkEnding(l court.Listing, e *court.ListingEvent) error {
	ending := law.EndingOf(e.Ground)
	if !slices.ContainsFunc(law.ListingEndings(l, e.On), func(x law.ListingEnding) bool { return x.ID == e.Ground }) {
		if ending.Termed == "no" && !l.Until.IsZero() {
			return court.FieldErrorf("事由", "“%s”：有纳入期限（到%s）的不适用（%s）。", ending.Text, l.Until, ending.Article).WithHint("积极履行的，可以决定提前删除（失信规定2条）。")
		}
		return court.FieldErrorf("事由", "“%s”在%s不适用于%s。", ending.Text, e.On, l.Kind)
	}
	e.Way = ending.Way
	switch {
	case e.On.Before(l.Begun):
		return court.FieldErrorf("事由发生日", "“%s”早于%s的%s。", e.On, l.Kind, l.Begun)
	case ending.ID == "expired" && !e.On.After(l.Until):
		return court.FieldErrorf("事由发生日", "“%s”：期限到%s才届满。", e.On, l.Until)
	case ending.Asked && e.Asked.IsZero():
		return court.FieldErrorf("书面申请日期", "不能为空：%s。", ending.Article)
	case !e.Asked.IsZero() && e.Asked.After(e.On):
		return court.FieldErrorf("书面申请日期", "“%s”晚于审查同意的%s。", e.Asked, e.On)
	}
	if ending.ID == "expired" {
		e.On = l.Until
	}
	return nil
}

// TakeBackEnd takes a ground back that was entered in error, or shows a listing
// again that was hidden.
func (o *Office) TakeBackEnd(ctx context.Context, actor Actor, id int64, reason string) (court.Listing, error) {
	var l court.Listing
	reason, err := needReason("理由", reason)
	if err != nil {
		return l, err
	}
	err = o.do(ctx, actor, MayDecideListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingEnding, court.ListingShielded)
		if err != nil {
			return err
		}
		if before.Event.Ground == "" {
			return court.Errorf(court.CodeRefused, "没有可以撤回的事由。")
		}
		l = before
		verb := "撤回" + l.Event.Way + "事由"
		if before.StateOn(o.Today()) == court.ListingShielded {
			verb = "恢复公布"
		}
		l.Event, l.Due, l.Ended, l.EndPaper = court.ListingEvent{}, court.Date{}, court.Date{}, ""
		return d.saveListing(verb, before, &l, reason)
	})
	return l, err
}

// VoidListing takes a record back that was entered in error; what was published
// is revoked instead.
func (o *Office) VoidListing(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayDecideListing, "listing", func(d *deed) error {
		before, err := d.Listing(id)
		if err != nil {
			return err
		}
		if before.Void != "" {
			return court.Errorf(court.CodeRefused, "已经作废：%s。", before.Void)
		}
		if !before.Begun.IsZero() {
			return court.Errorf(court.CodeRefused, "%s的%s已于%s生效，不能作废。", before.Debtor, before.Kind, before.Begun).WithHint("不应纳入、限制的，登记撤销（失信规定9条）。")
		}
		l := before
		l.Void = reason
		if err := d.saveListing("作废"+string(l.Kind), before, &l, reason); err != nil {
			return err
		}
		return d.feedListings(l)
	})
}
