package listing

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{FieldWidth: 380, LabelsQuiet: true})
}

// about begins a form with who it is about.
func about(l court.Listing) *widgets.Form {
	form := newForm()
	form.AddReadOnly("被执行人", spaced(string(l.Kind)+"　"+l.Debtor, l.CaseNo))
	return form
}

// ask shows a form and does the change; open pages learn of it from the office.
func ask(f frame.Frame, title, button, said string, form *widgets.Form, collect func() func(context.Context, *office.Office, office.Actor) error) {
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), title, form, button, func() (func(context.Context) error, error) {
		work := collect()
		return func(ctx context.Context) error { return work(ctx, o, actor) }, nil
	}, func() { f.Say(said) })
}

// proofField asks for a paper or scan of the case and words.
type proofField struct {
	ref  *widgets.ChoiceField
	text *widgets.TextField
}

// addProof asks for a proof; what is chosen of the case is written below it, so
// that a field that needs words has them.
func addProof(form *widgets.Form, proofs []court.Proof, more ...widgets.FieldOption) proofField {
	options := []widgets.Option{{ID: "", Label: "只写说明"}}
	for _, p := range proofs {
		options = append(options, widgets.Option{ID: p.Ref, Label: p.Text})
	}
	out := proofField{ref: form.AddChoice("案内材料", options)}
	out.text = form.AddText("证明材料", append(more, widgets.PlaceHolder("截图、照片、收条……"), widgets.ErrorName("证明材料", "批复"))...)
	out.ref.SetID("")
	out.ref.OnChanged = func(string) {
		if out.ref.ID() != "" && out.text.Text() == "" {
			out.text.SetText(out.ref.Label())
		}
	}
	return out
}

func (x proofField) proof() court.Proof {
	p := court.Proof{Ref: x.ref.ID(), Text: x.text.Text()}
	if p.Ref != "" && p.Text == "" {
		p.Text = x.ref.Label()
	}
	return p
}

// withProofs reads the papers and scans of a case before a form is shown.
func withProofs(f frame.Frame, caseID int64, show func([]court.Proof)) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	read(f, loader, func(ctx context.Context, o *office.Office) ([]court.Proof, error) { return o.ProofChoices(ctx, caseID) }, show)
}

// Decide asks for the decision on a weighing, beside what the program sees of
// the situations found.
func Decide(f frame.Frame, l court.Listing) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	type both struct {
		views []office.ListingView
		facts law.ListingFacts
	}
	read(f, loader, func(ctx context.Context, o *office.Office) (both, error) {
		views, err := o.ListingConditions(ctx, l)
		if err != nil {
			return both{}, err
		}
		facts, err := o.ListingFacts(ctx, l)
		return both{views, facts}, err
	}, func(x both) {
		decide(f, l, x.views, x.facts)
	})
}

func decide(f frame.Frame, l court.Listing, views []office.ListingView, facts law.ListingFacts) {
	today := f.Office().Today
	form := about(l)
	for _, v := range views {
		if v.Side == law.SideLaw && v.Answer == court.AnswerYes && v.Hint != "" {
			form.AddReadOnly("程序所见", v.Hint+"（"+v.Article+"）")
		}
	}
	what := form.AddChoice("决定", []widgets.Option{{ID: string(court.ListingIn), Label: decisionWord(l.Kind, court.ListingIn)}, {ID: string(court.ListingOut), Label: decisionWord(l.Kind, court.ListingOut)}}, widgets.Required())
	on := form.AddDate("决定日期", today, widgets.Required())
	on.SetDate(today())
	extra := form.AddNumber("延长（年）", 0, 3, widgets.ErrorName("延长"), widgets.Help("暴力、威胁情节严重或者多项失信的，一至三年（失信规定2条）；不延长的空着"))
	grace := form.AddDate("宽限期到", today, widgets.ErrorName("宽限期"), widgets.Help("一至三个月，期间暂不发布（法发〔2019〕35号16条，2019-12-16起）；不给的空着"))
	kept := form.AddText("仍作决定的理由", widgets.Required(), widgets.PlaceHolder("如：回证在卷第3页，没有录入"))
	reason := form.AddTextArea("理由", 3)
	follow := func() {
		in := what.ID() == string(court.ListingIn)
		form.SetVisible("延长（年）", in && l.Kind == court.ListDishonest && law.GroundOf(l.Ground).Termed)
		form.SetVisible("宽限期到", in)
		lacking := law.Unserved(l, facts, on.Date())
		words := make([]string, len(lacking))
		for i, s := range lacking {
			words[i] = s.Lack(facts)
		}
		kept.SetHelper(strings.Join(words, "；"))
		form.SetVisible("仍作决定的理由", in && len(lacking) > 0)
	}
	what.OnChanged = func(string) { follow() }
	on.OnChanged = func(string) { follow() }
	what.SetID(string(court.ListingIn))
	follow()
	ask(f, "决定 "+l.CaseNo, "决定", "已登记决定；由院长签发、送达后发布", form, func() func(context.Context, *office.Office, office.Actor) error {
		v := office.ListingVerdict{Decision: court.ListingDecision(what.ID()), On: on.Date(), Reason: reason.Text()}
		if v.Decision == court.ListingIn {
			v.Extra, v.Grace, v.Kept = extra.Number(), grace.Date(), kept.Text()
		}
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.DecideListing(ctx, a, l.ID, v)
			return err
		}
	})
}

func decisionWord(kind court.ListingKind, d court.ListingDecision) string {
	switch {
	case kind == court.ListConsumption && d == court.ListingIn:
		return "限制消费"
	case kind == court.ListConsumption:
		return "不限制消费"
	case d == court.ListingIn:
		return "纳入失信名单"
	}
	return "不纳入（层报：承办人、执行局长、院领导、中院、省高院）"
}

// approve asks for the next answer to not listing.
func approve(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		level := office.NextLevel(l)
		form := about(l)
		for _, s := range l.Round() {
			form.AddReadOnly(s.Level, spaced(s.By+"　"+s.On.String(), s.Words))
		}
		what := form.AddChoice(level, []widgets.Option{{ID: "yes", Label: "同意不纳入"}, {ID: "no", Label: "不同意，退回甄别"}}, widgets.Required())
		on := form.AddDate("审批日期", f.Office().Today, widgets.Required())
		on.SetDate(f.Office().Today())
		words := form.AddText("审批意见")
		higher := law.HigherCourt(level)
		var by *widgets.TextField
		var proof proofField
		if higher {
			by = form.AddText("批准人", widgets.Required(), widgets.PlaceHolder(level+"的部门或者姓名"))
			proof = addProof(form, proofs, widgets.Required())
		}
		ask(f, "不纳入的审批："+level, "保存", "已登记"+level+"的意见", form, func() func(context.Context, *office.Office, office.Actor) error {
			a := office.ListingApproval{OK: what.ID() == "yes", On: on.Date(), Words: words.Text()}
			if higher {
				a.By, a.Proof = by.Text(), proof.proof()
			}
			return func(ctx context.Context, o *office.Office, who office.Actor) error {
				_, err := o.ApproveNotListing(ctx, who, l.ID, a)
				return err
			}
		})
	})
}

// withReason asks for a reason and does something with it.
func withReason(f frame.Frame, l court.Listing, title, label, said string, do func(context.Context, *office.Office, office.Actor, string) error) {
	form := about(l)
	why := form.AddText(label, widgets.Required())
	ask(f, title, title, said, form, func() func(context.Context, *office.Office, office.Actor) error {
		text := why.Text()
		return func(ctx context.Context, o *office.Office, a office.Actor) error { return do(ctx, o, a, text) }
	})
}

// expose asks where a listing was made known.
func expose(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		form := about(l)
		var options []widgets.Option
		for _, c := range law.ListingChannels() {
			options = append(options, widgets.Option{ID: c.Name, Label: c.Name})
		}
		channel := form.AddChoice("渠道", options, widgets.Required())
		channel.OnChanged = func(id string) { channel.SetHelper(channelHelp(id)) }
		on := form.AddDate("曝光日期", f.Office().Today, widgets.Required())
		on.SetDate(f.Office().Today())
		where := form.AddText("网址、地点、版面")
		proof := addProof(form, proofs, widgets.Required())
		ask(f, "登记曝光", "保存", "已登记曝光", form, func() func(context.Context, *office.Office, office.Actor) error {
			e := office.ExposureEntry{Channel: channel.ID(), On: on.Date(), Where: where.Text(), Proof: proof.proof()}
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.ExposeListing(ctx, a, l.ID, e)
				return err
			}
		})
	})
}

func channelHelp(name string) string {
	i := slices.IndexFunc(law.ListingChannels(), func(c law.ListingChannel) bool { return c.Name == name })
	if i < 0 {
		return ""
	}
	return law.ListingChannels()[i].Help
}

// withdraw asks when an exposure came down.
func withdraw(f frame.Frame, l court.Listing, x court.Exposure) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		form := about(l)
		form.AddReadOnly("曝光", spaced(x.Channel+" "+x.On.String(), x.Where))
		on := form.AddDate("撤下日期", f.Office().Today, widgets.Required())
		on.SetDate(f.Office().Today())
		proof := addProof(form, proofs, widgets.Required())
		ask(f, "登记撤下", "保存", x.Channel+"已撤下", form, func() func(context.Context, *office.Office, office.Actor) error {
			day, p := on.Date(), proof.proof()
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.WithdrawExposure(ctx, a, l.ID, x.No, day, p)
				return err
			}
		})
	})
}

// plead records an application to correct.
func plead(f frame.Frame, l court.Listing) {
	form := about(l)
	by := form.AddText("申请人", widgets.Required())
	by.SetText(l.Debtor)
	on := form.AddDate("收到日期", f.Office().Today, widgets.Required(), widgets.Help("15日内审查；成立的三个工作日内纠正，驳回的十日内可以复议（失信规定12条）"))
	on.SetDate(f.Office().Today())
	why := form.AddTextArea("理由", 3, widgets.Required())
	ask(f, "登记纠正申请", "保存", "已登记纠正申请", form, func() func(context.Context, *office.Office, office.Actor) error {
		p := court.Plea{By: by.Text(), On: on.Date(), Why: why.Text()}
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.AddPlea(ctx, a, l.ID, p)
			return err
		}
	})
}

// stepPlea takes a plea on.
func stepPlea(f frame.Frame, l court.Listing, p court.Plea) {
	form := about(l)
	form.AddReadOnly("纠正申请", spaced(p.By+" "+p.On.String(), p.Why))
	steps := office.PleaSteps(p)
	step := form.AddChoice("结果", widgets.Options(steps...), widgets.Required())
	step.SetID(steps[0])
	on := form.AddDate("日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	text := form.AddText("说明")
	ask(f, "纠正申请", "保存", "已登记", form, func() func(context.Context, *office.Office, office.Actor) error {
		what, day, words := step.ID(), on.Date(), text.Text()
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.StepPlea(ctx, a, l.ID, p.No, what, day, words)
			return err
		}
	})
}

// lift asks for a consumption allowed or a lift for some time.
func lift(f frame.Frame, l court.Listing) {
	today := f.Office().Today
	form := about(l)
	kind := form.AddChoice("解除的内容", widgets.Options(law.LiftKinds(l.Party, today())...), widgets.Required())
	why := form.AddText("事由", widgets.Required(), widgets.PlaceHolder("近亲属重病、丧葬、公务、考试等"))
	from := form.AddDate("开始日期", today, widgets.Required())
	from.SetDate(today())
	to := form.AddDate("截止日期", today, widgets.Required(), widgets.Help("暂时解除最长一个月（法发〔2019〕35号17条）"))
	by := form.AddText("批准人", widgets.Required())
	kind.OnChanged = func(id string) { kind.SetHelper(law.LiftArticle(id)) }
	number := form.AddText("文书号")
	ask(f, "暂时解除限制消费", "保存", "已登记，届满前预警恢复", form, func() func(context.Context, *office.Office, office.Actor) error {
		x := court.Lift{Kind: kind.ID(), Why: why.Text(), From: from.Date(), To: to.Date(), By: by.Text(), PaperNo: number.Text()}
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.AddLift(ctx, a, l.ID, x)
			return err
		}
	})
}

// restore asks when the limit was put back.
func restore(f frame.Frame, l court.Listing, x court.Lift) {
	form := about(l)
	form.AddReadOnly("暂时解除", x.Kind+"　"+x.From.String()+" 至 "+x.To.String())
	on := form.AddDate("恢复日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	ask(f, "登记恢复", "保存", "已恢复限制消费", form, func() func(context.Context, *office.Office, office.Actor) error {
		day := on.Date()
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.RestoreLift(ctx, a, l.ID, x.No, day)
			return err
		}
	})
}

// Letter asks for a letter that went out about a debtor in public office.
func Letter(f frame.Frame, x office.PublicDebtor) {
	today := f.Office().Today
	form := newForm()
	form.AddReadOnly("被执行人", spaced(x.Name, x.Number))
	kind := form.AddChoice("收函单位的类别", widgets.Options(x.LetterKinds()...), widgets.Required())
	to := form.AddText("收函单位", widgets.Required())
	kind.OnChanged = func(id string) {
		if id == x.LetterKinds()[0] && to.Text() == "" {
			to.SetText(x.Employer)
		}
	}
	if missing := x.Missing(); len(missing) > 0 {
		kind.SetID(missing[0])
		kind.OnChanged(missing[0])
	}
	post := form.AddText("所在单位和职务")
	post.SetText(x.Employer)
	sent := form.AddDate("发函日期", today, widgets.Required())
	sent.SetDate(today())
	due := form.AddDate("反馈期限", today, widgets.Help("空着为发函后三十日"))
	number := form.AddText("文书号")
	ask(f, "登记发函", "保存", "已登记发函，到期未回预警", form, func() func(context.Context, *office.Office, office.Actor) error {
		l := court.OfficeLetter{CaseID: x.CaseID, Debtor: x.Name, DebtorID: x.IDNumber, Kind: kind.ID(), To: to.Text(), Post: post.Text(), Sent: sent.Date(), Due: due.Date(), PaperNo: number.Text()}
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.SaveOfficeLetter(ctx, a, l)
			return err
		}
	})
}

// Answer asks for the answer to one of the letters, or why it is void.
func Answer(f frame.Frame, letters []court.OfficeLetter) {
	withProofs(f, letters[0].CaseID, func(proofs []court.Proof) {
		form := newForm()
		var options []widgets.Option
		for _, l := range letters {
			options = append(options, widgets.Option{ID: strconv.FormatInt(l.ID, 10), Label: fmt.Sprintf("%s　%s", l.To, l.Sent)})
		}
		which := form.AddChoice("通报函", options, widgets.Required())
		which.SetID(options[0].ID)
		what := form.AddChoice("登记", []widgets.Option{{ID: "reply", Label: "回函"}, {ID: "void", Label: "作废（登记有误）"}}, widgets.Required())
		what.SetID("reply")
		on := form.AddDate("回函日期", f.Office().Today)
		on.SetDate(f.Office().Today())
		text := form.AddTextArea("回函内容", 3, widgets.Required(), widgets.ErrorName("回函内容", "作废理由"))
		proof := addProof(form, proofs)
		ask(f, "登记回函", "保存", "已登记", form, func() func(context.Context, *office.Office, office.Actor) error {
			id, err := strconv.ParseInt(which.ID(), 10, 64)
			day, words, p, void := on.Date(), text.Text(), proof.proof(), what.ID() == "void"
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				if err != nil {
					return err
				}
				if void {
					return o.VoidOfficeLetter(ctx, a, id, words)
				}
				return o.AnswerOfficeLetter(ctx, a, id, day, words, p)
			}
		})
	})
}
