package listing

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// begin asks for the publication.
func begin(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		today := f.Office().Today
		form := about(l)
		on := form.AddDate("发布、采取日期", today, widgets.Required(), widgets.ErrorName("发布日期"))
		on.SetDate(today())
		entry := form.AddText("名单库流水号")
		served := form.AddDate("送达日期", today, widgets.Help("“送达”页登记过的不用填；2019-12-16起必须送达"))
		form.AddHeading("决定书不是用本程序制作的，填写下面各项")
		number := form.AddText("文书号")
		signer := form.AddText("签发人", widgets.Help("本院院领导"))
		signed := form.AddDate("签发日期", today)
		proof := addProof(form, proofs)
		ask(f, "发布 "+l.CaseNo, "发布", "已登记发布，可以曝光", form, func() func(context.Context, *office.Office, office.Actor) error {
			e := office.ListingStart{On: on.Date(), Entry: entry.Text(), PaperNo: number.Text(), SignedBy: signer.Text(), Signed: signed.Date(), Served: served.Date(), Proof: proof.proof()}
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.BeginListing(ctx, a, l.ID, e)
				return err
			}
		})
	})
}

// paidSeen tells what the books say of the debt, "" when nobody entered one.
func paidSeen(l court.Listing) string {
	switch {
	case !l.PaidOn.IsZero():
		return "标的已全部到位，最后一笔" + l.PaidOn.String()
	case l.Owed > 1: // a case without a sum owes one
		return "账上尚欠 " + l.Owed.String() + " 元"
	}
	return ""
}

// end asks why a listing has to come down.
func end(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		today := f.Office().Today
		form := about(l)
		var options []widgets.Option
		for _, e := range law.ListingEndings(l, today()) {
			options = append(options, widgets.Option{ID: e.ID, Label: e.Way + "：" + e.Text, Note: e.Article})
		}
		ground := form.AddChoice("事由", options, widgets.Required())
		on := form.AddDate("事由发生日", today, widgets.Required(), widgets.Help("三个工作日的期限从这天起算"))
		on.SetDate(today())
		if !l.PaidOn.IsZero() {
			on.SetDate(l.PaidOn)
		}
		asked := form.AddDate("书面申请日期", today, widgets.Required())
		if seen := paidSeen(l); seen != "" {
			form.AddReadOnly("程序所见", seen)
		}
		ground.OnChanged = func(id string) {
			e := law.EndingOf(id)
			ground.SetHelper(e.Article)
			form.SetVisible("书面申请日期", e.Asked)
		}
		form.SetVisible("书面申请日期", false)
		proof := addProof(form, proofs, widgets.Required())
		ask(f, "登记撤下的事由", "保存", "已登记事由；各渠道的曝光列入待撤下", form, func() func(context.Context, *office.Office, office.Actor) error {
			e := court.ListingEvent{Ground: ground.ID(), On: on.Date(), Asked: asked.Date(), Proof: proof.proof()}
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.EndListing(ctx, a, l.ID, e)
				return err
			}
		})
	})
}

// followEnd asks on which day it was done.
func followEnd(f frame.Frame, l court.Listing) {
	form := about(l)
	form.AddReadOnly("事由", spaced(law.EndingOf(l.Event.Ground).Text, l.Event.On.String()))
	form.AddReadOnly("最迟", l.Due.String())
	on := form.AddDate("办结日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	number := form.AddText("文书号", widgets.Help("空着的取本案已签发的删除失信信息决定书"))
	var why *widgets.TextField
	if l.Event.EndsByPaper() {
		why = form.AddText("没有文书的理由", widgets.Help("没有决定书、解除文书的写明；有的空着"))
	}
	ask(f, "登记"+l.Event.Way, l.Event.Way, "已登记"+l.Event.Way, form, func() func(context.Context, *office.Office, office.Actor) error {
		e := office.ListingFollow{On: on.Date(), PaperNo: number.Text()}
		if why != nil {
			e.NoPaper = why.Text()
		}
		return func(ctx context.Context, o *office.Office, a office.Actor) error {
			_, err := o.FollowEnd(ctx, a, l.ID, e)
			return err
		}
	})
}

// drop asks what shows that the debtor paid before anything was published.
func drop(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		form := about(l)
		if seen := paidSeen(l); seen != "" {
			form.AddReadOnly("程序所见", seen)
		}
		on := form.AddDate("履行日期", f.Office().Today, widgets.Required(), widgets.Help("宽限期内履行的，不再发布（法发〔2019〕35号16条）"))
		on.SetDate(f.Office().Today())
		if !l.PaidOn.IsZero() {
			on.SetDate(l.PaidOn)
		}
		proof := addProof(form, proofs, widgets.Required())
		ask(f, "登记已履行，不再发布", "保存", "已登记：不再发布", form, func() func(context.Context, *office.Office, office.Actor) error {
			day, p := on.Date(), proof.proof()
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.DropListing(ctx, a, l.ID, day, p)
				return err
			}
		})
	})
}

// changing lists those limited with a unit whose office may pass to another.
func changing(l court.Listing, today court.Date) []widgets.Option {
	var options []widgets.Option
	if l.Kind != court.ListConsumption || today.Before(law.PersonChangeFrom) {
		return nil
	}
	for _, p := range l.StillLimited() {
		for _, role := range law.ChangingPersons(today) {
			if p.Role == role {
				options = append(options, widgets.Option{ID: p.Name, Label: p.Role + "　" + p.Name})
			}
		}
	}
	return options
}

// changePerson asks who took over from one who is limited with a unit.
func changePerson(f frame.Frame, l court.Listing) {
	withProofs(f, l.CaseID, func(proofs []court.Proof) {
		form := about(l)
		options := changing(l, f.Office().Today())
		old := form.AddChoice("原任", options, widgets.Required(), widgets.Help("经营需要变更后申请解除；单位和现任继续限制（法发〔2019〕35号17条）"))
		old.SetID(options[0].ID)
		on := form.AddDate("准许日期", f.Office().Today, widgets.Required())
		on.SetDate(f.Office().Today())
		name := form.AddText("现任姓名", widgets.Required())
		id := form.AddText("现任证件号码")
		form.AddHeading("证明原任不是实际控制人、影响债务履行的直接责任人员")
		proof := addProof(form, proofs, widgets.Required())
		ask(f, "变更一并限制的人员", "保存", "已解除原任，限制现任；请重新制作限制消费令", form, func() func(context.Context, *office.Office, office.Actor) error {
			x := office.PersonChange{Name: old.ID(), On: on.Date(), Proof: proof.proof(), NewName: name.Text(), NewID: id.Text()}
			return func(ctx context.Context, o *office.Office, a office.Actor) error {
				_, err := o.ChangePerson(ctx, a, l.ID, x)
				return err
			}
		})
	})
}
