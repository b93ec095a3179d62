package listing

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// Next gives the one thing that is next about a listing for the actor, nil when
// nothing is.
func Next(f frame.Frame, l court.Listing) (label string, do func()) {
	works, decides := f.Can(office.MayWorkListing), f.Can(office.MayDecideListing)
	switch l.StateOn(f.Office().Today()) {
	case court.ListingScreening:
		if works {
			return "甄别", func() { f.Open(NewScreenPage(f, l)) }
		}
	case court.ListingAsked:
		if office.MayApprove(f.Actor(), l) && !f.Office().ReadOnly() {
			return "审批", func() { approve(f, l) }
		}
	case court.ListingReady:
		if works {
			return "登记发布", func() { begin(f, l) }
		}
	case court.ListingEnding:
		if works && l.Event.Ground != "" {
			return "登记" + l.Event.Way, func() { followEnd(f, l) }
		}
		if decides {
			return "登记事由", func() { end(f, l) }
		}
	case court.ListingRunning:
		if decides && !l.PaidOn.IsZero() {
			return "登记事由", func() { end(f, l) }
		}
		if works && len(l.StillShown()) == 0 {
			return "登记曝光", func() { expose(f, l) }
		}
	}
	return "", nil
}

// Actions lists everything that can be done about a listing as it stands.
func Actions(f frame.Frame, l court.Listing) []widgets.MenuItem {
	var items []widgets.MenuItem
	add := func(may office.Permission, label string, do func()) {
		if f.Can(may) {
			items = append(items, widgets.MenuItem{Label: label, Do: do})
		}
	}
	screen := func() { f.Open(NewScreenPage(f, l)) }
	state := l.StateOn(f.Office().Today())
	switch state {
	case court.ListingScreening:
		add(office.MayWorkListing, "甄别表", screen)
		add(office.MayDecideListing, "决定…", func() { Decide(f, l) })
	case court.ListingAsked:
		if office.MayApprove(f.Actor(), l) {
			add(office.MayRead, office.NextLevel(l)+"审批…", func() { approve(f, l) })
		}
	case court.ListingGrace:
		add(office.MayDecideListing, "登记已履行，不再发布…", func() { drop(f, l) })
	case court.ListingReady:
		add(office.MayWorkListing, "登记发布…", func() { begin(f, l) })
		add(office.MayDecideListing, "登记已履行，不再发布…", func() { drop(f, l) })
	case court.ListingRunning:
		add(office.MayWorkListing, "登记曝光…", func() { expose(f, l) })
		add(office.MayDecideListing, "登记撤下的事由…", func() { end(f, l) })
		if l.Kind == court.ListConsumption {
			add(office.MayWorkListing, "暂时解除、准许消费…", func() { lift(f, l) })
		}
		if len(changing(l, f.Office().Today())) > 0 {
			add(office.MayDecideListing, "变更一并限制的人员…", func() { changePerson(f, l) })
		}
	case court.ListingEnding:
		if l.Event.Ground == "" {
			add(office.MayDecideListing, "登记撤下的事由…", func() { end(f, l) })
			break
		}
		add(office.MayWorkListing, "登记"+l.Event.Way+"…", func() { followEnd(f, l) })
		add(office.MayDecideListing, "撤回事由…", func() { takeBack(f, l, "撤回事由") })
	case court.ListingShielded:
		add(office.MayDecideListing, "恢复公布…", func() { takeBack(f, l, "恢复公布") })
		add(office.MayDecideListing, "登记撤下的事由…", func() { end(f, l) })
	}
	if l.Decision == court.ListingIn {
		add(office.MayWorkListing, "纠正申请…", func() { plead(f, l) })
	}
	items = append(items, childItems(f, l)...)
	if f.Can(office.MayMakePaper) {
		items = append(items, paperItems(f, l)...)
	}
	if l.Begun.IsZero() && state != court.ListingVoid {
		add(office.MayDecideListing, "作废…", func() {
			withReason(f, l, "作废", "作废理由", "已作废，记录保留在时间线", func(ctx context.Context, o *office.Office, a office.Actor, why string) error {
				return o.VoidListing(ctx, a, l.ID, why)
			})
		})
	}
	return items
}

func takeBack(f frame.Frame, l court.Listing, title string) {
	withReason(f, l, title, "理由", "已"+title, func(ctx context.Context, o *office.Office, a office.Actor, why string) error {
		_, err := o.TakeBackEnd(ctx, a, l.ID, why)
		return err
	})
}

// childItems are the steps of exposures, pleas and lifts that are open.
func childItems(f frame.Frame, l court.Listing) []widgets.MenuItem {
	if !f.Can(office.MayWorkListing) {
		return nil
	}
	var items []widgets.MenuItem
	for _, x := range l.StillShown() {
		items = append(items, widgets.MenuItem{Label: "登记撤下：" + x.Channel, Note: x.On.String(), Do: func() { withdraw(f, l, x) }})
	}
	for _, p := range l.Pleas {
		if len(office.PleaSteps(p)) > 0 {
			items = append(items, widgets.MenuItem{Label: "纠正申请的结果…", Note: p.On.String(), Do: func() { stepPlea(f, l, p) }})
		}
	}
	for _, x := range l.Lifts {
		if x.Restored.IsZero() {
			items = append(items, widgets.MenuItem{Label: "登记恢复限制…", Note: x.To.String(), Do: func() { restore(f, l, x) }})
		}
	}
	return items
}

// paperItems lead to the papers of a listing, filled from it.
func paperItems(f frame.Frame, l court.Listing) []widgets.MenuItem {
	forms := []struct{ label, form string }{{"制作限制消费令", office.FormLimit}}
	if l.Kind == court.ListDishonest {
		forms = []struct{ label, form string }{{"制作失信决定书", office.FormDishonest}, {"制作失信公告", office.FormNotice}, {"制作删除失信信息决定书", office.FormRemoval}}
	}
	var items []widgets.MenuItem
	for _, x := range forms {
		items = append(items, widgets.MenuItem{Label: x.label, Do: func() { f.OpenPaperMaker(l.CaseID, x.form) }})
	}
	return items
}

// Outputs make what is shown on the channels: text, posters, slides.
func Outputs(f frame.Frame, list []court.Listing) []widgets.MenuItem {
	ids := make([]int64, len(list))
	for i, l := range list {
		ids[i] = l.ID
	}
	items := []widgets.MenuItem{{Label: "复制曝光文字", Note: "微博、微信、报纸", Do: func() { copyText(f, ids) }}}
	for _, size := range paper.ExposureSizes {
		items = append(items, widgets.MenuItem{Label: string(size), Note: "PDF", Do: func() { makeExposure(f, string(size), ".pdf", ids, pdfOf(size)) }})
	}
	return append(items, widgets.MenuItem{Label: slideDeck, Note: "PPTX", Do: func() { makeExposure(f, slideDeck, ".pptx", ids, paper.Slides) }})
}

func copyText(f frame.Frame, ids []int64) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	read(f, loader, func(ctx context.Context, o *office.Office) ([]court.ExposureSheet, error) {
		return o.ExposureSheets(ctx, ids)
	}, func(sheets []court.ExposureSheet) {
		text := ""
		for i, s := range sheets {
			if i > 0 {
				text += "\n\n"
			}
			text += s.Text()
		}
		fyne.CurrentApp().Clipboard().SetContent(text)
		f.Say(fmt.Sprintf("已复制 %d 名的曝光文字（证件号码已隐去）", len(sheets)))
	})
}

// slideDeck names the slides that can be changed and played in a loop.
const slideDeck = "大屏幻灯片"

// exposureMaker makes a file of what may be made known.
type exposureMaker func(context.Context, []court.ExposureSheet) ([]byte, error)

func pdfOf(size paper.ExposureSize) exposureMaker {
	return func(ctx context.Context, sheets []court.ExposureSheet) ([]byte, error) {
		return paper.Exposures(ctx, size, sheets)
	}
}

// makeExposure makes a file in the folder for exported files and opens it.
func makeExposure(f frame.Frame, name, ending string, ids []int64, make exposureMaker) {
	o := f.Office()
	path := filepath.Join(f.OutDir(), fmt.Sprintf("%s %s%s", name, o.Today(), ending))
	parts.Run(f, "制作"+name, func(ctx context.Context, report func(float64, string)) error {
		report(0.2, "正在读取…")
		sheets, err := o.ExposureSheets(ctx, ids)
		if err != nil {
			return err
		}
		file, err := make(ctx, sheets)
		if err != nil {
			return err
		}
		return parts.WriteBytes(path, file)
	}, func() {
		f.OpenOutside(path)
		f.Say(fmt.Sprintf("%s共 %d 页，已存为 %s；张贴、播放后登记曝光", name, len(ids), path))
	})
}

// Lines tells of a listing in lines: decision, approvals, publication,
// exposures, pleas, lifts, its end.
func Lines(l court.Listing) []string {
	var out []string
	add := func(wanted bool, format string, args ...any) {
		if wanted {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	add(l.Ground != 0, "情形：%s（%s）", law.GroundOf(l.Ground).Text, law.GroundOf(l.Ground).Article)
	add(l.Facts != "", "事实：%s", l.Facts)
	for _, p := range l.Persons {
		add(true, "一并限制：%s %s %s%s", p.Role, p.Name, p.IDNumber, personText(p))
	}
	for _, c := range l.Checks {
		add(c.ID == law.CheckSigned || law.ConditionOf(c.ID).ID == "" && c.Answer == court.AnswerNo, "%s：%s，%s", law.CheckText(c.ID), c.Answer, c.Text)
	}
	add(!l.Asked.IsZero(), "%s 申请", l.Asked)
	add(l.Decision != "" && l.Decider != "", "决定：%s，%s，%s", l.Decision, l.Decider, spaced(l.Decided.String(), l.Reason))
	for _, s := range l.Steps {
		word := "同意不纳入"
		if !s.OK {
			word = "不同意不纳入"
		}
		add(true, "%s %s（%s）%s", s.On, s.Level, s.By, spaced(spaced(word, s.Words), s.Text))
	}
	add(!l.Grace.IsZero(), "宽限期到 %s", l.Grace)
	add(l.PaperNo != "", "文书：%s，%s签发 %s", l.PaperNo, l.SignedBy, l.Signed)
	add(!l.Served.IsZero(), "%s 送达", l.Served)
	add(!l.Begun.IsZero(), "%s 发布、采取 %s", l.Begun, l.Entry)
	add(!l.Until.IsZero(), "纳入期限到 %s", l.Until)
	for _, x := range l.Exposed {
		text := fmt.Sprintf("曝光：%s %s %s", x.Channel, x.On, spaced(x.Where, x.Proof.Text))
		if !x.Down.IsZero() {
			text += "；" + x.Down.String() + " 撤下 " + x.DownProof.Text
		}
		add(true, "%s", text)
	}
	for _, p := range l.Pleas {
		add(true, "纠正申请：%s %s %s", p.By, p.On, pleaText(p))
	}
	for _, x := range l.Lifts {
		text := fmt.Sprintf("%s：%s 至 %s，%s批准，%s", x.Kind, x.From, x.To, x.By, x.Why)
		if !x.Restored.IsZero() {
			text += "；" + x.Restored.String() + " 恢复"
		}
		add(true, "%s", text)
	}
	add(l.Event.Ground != "", "%s 事由：%s（%s）%s", l.Event.On, law.EndingOf(l.Event.Ground).Text, law.EndingOf(l.Event.Ground).Article, l.Event.Text)
	add(!l.Ended.IsZero(), "%s %s %s", l.Ended, l.Event.Way, l.EndPaper)
	add(l.Event.NoPaper != "", "没有%s文书：%s", l.Event.Way, l.Event.NoPaper)
	return out
}

// personText tells of a change of one limited with a unit.
func personText(p court.ListedPerson) string {
	switch {
	case !p.Released.IsZero():
		return "，" + p.Released.String() + "变更后解除（" + p.Shown.Text + "）"
	case !p.Since.IsZero():
		return "，" + p.Since.String() + "起"
	}
	return ""
}

func pleaText(p court.Plea) string {
	switch {
	case p.Decided.IsZero():
		return "审查中"
	case p.Granted && p.Done.IsZero():
		return p.Decided.String() + " 成立，待纠正"
	case p.Granted:
		return p.Done.String() + " 已纠正"
	case p.Review.IsZero():
		return p.Decided.String() + " 驳回：" + p.Answer
	case p.Reviewed.IsZero():
		return p.Review.String() + " 申请复议"
	}
	return p.Reviewed.String() + " 复议：" + p.Result
}
