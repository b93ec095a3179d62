package sample

import (
	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// fates of the listings of the example court, one of each.
var listingFates = []string{"weighed", "decided", "grace", "published", "shown", "ending", "taken down", "hidden", "asked not", "limited", "limited with persons", "early", "plea"}

// listings gives open cases listings and limits of each state on the day the
// court is made; nodes, reviews and states of the cases stay as they are for
// those that are not yet published.
func (f *filler) listings() error {
	rows, err := f.o.AllCases(f.ctx, office.CaseQuery{Open: true, Group: court.GroupEnforcement})
	if err != nil {
		return err
	}
	n := 0
	for i := len(rows) - 1; i >= 0 && n < len(listingFates); i-- {
		c, err := f.o.Case(f.ctx, rows[i].ID)
		if err != nil {
			return err
		}
		debtors := c.PartiesOf(court.RoleDebtor)
		if len(debtors) == 0 || c.Kind == court.KindProtection || c.Principal == 0 || f.clock.today().DaysUntil(c.Filed) > -25 {
			continue
		}
		if err := f.listed(c, debtors[0], listingFates[n]); err != nil {
			return err
		}
		n++
	}
	return nil
}

// listed takes one debtor to the state.
func (f *filler) listed(c court.Case, p court.Party, fate string) error {
	kind, ground, today := court.ListDishonest, 4, f.clock.today()
	switch fate {
	case "limited", "limited with persons":
		kind, ground = court.ListConsumption, 0
	case "ending", "taken down":
		ground = 1
	}
	clerk, decider := f.staff["陈玥"], f.staff["贺长风"]
	l := court.Listing{CaseID: c.ID, Kind: kind, Debtor: p.Name, DebtorID: p.IDNumber, Start: office.StartOwn, Ground: ground, Facts: "报告财产令送达后，没有报告财产"}
	if kind == court.ListConsumption {
		l.Facts = "没有按执行通知书指定的期间履行"
		if p.Kind != court.PartyPerson {
			l.Persons = []court.ListedPerson{{Role: "法定代表人", Name: "穆远山"}}
		}
	}
	for _, x := range law.ListingConditions(kind, p.Kind, today) {
		check := court.ListingCheck{ID: x.ID, Answer: court.AnswerNo, Proof: court.Proof{Text: "核查记录"}}
		if x.Side == law.SideLaw && (ground != 0 && x.Ground == ground || x.ID == "unpaid") {
			check.Answer, check.Text = court.AnswerYes, "谈话笔录、送达回证"
		}
		l.Checks = append(l.Checks, check)
	}
	l, err := f.o.SaveListing(f.ctx, clerk, l)
	if err != nil || fate == "weighed" {
		return err
	}
	if fate == "asked not" {
		if l, err = f.o.DecideListing(f.ctx, f.staff["沈国栋"], l.ID, office.ListingVerdict{Decision: court.ListingOut, On: today.AddDays(-1), Reason: "被执行人系低保户，民政局有证明"}); err != nil {
			return err
		}
		_, err = f.o.ApproveNotListing(f.ctx, decider, l.ID, office.ListingApproval{OK: true, On: today, Words: "情况属实，拟同意"})
		return err
	}
	v := office.ListingVerdict{Decision: court.ListingIn, On: today.AddDays(-20), Kept: "送达回证在卷第3页，没有录入"}
	if fate == "grace" {
		v.Grace = v.On.AddMonths(1)
	}
	if l, err = f.o.DecideListing(f.ctx, decider, l.ID, v); err != nil || fate == "decided" || fate == "grace" {
		return err
	}
	begun := office.ListingStart{On: today.AddDays(-18), PaperNo: c.Number.String(), SignedBy: "顾明远", Signed: today.AddDays(-19), Served: today.AddDays(-18), Proof: court.Proof{Text: "决定书原件在卷第6页"}}
	if l, err = f.o.BeginListing(f.ctx, clerk, l.ID, begun); err != nil {
		return err
	}
	return f.afterListing(l, fate)
}

// afterListing shows a published listing, and ends or hides it.
func (f *filler) afterListing(l court.Listing, fate string) error {
	today, clerk, decider := f.clock.today(), f.staff["陈玥"], f.staff["贺长风"]
	channels := map[string][]string{"shown": {"微博", "户外大屏"}, "ending": {"微博", "微信公众号", "户外大屏", "住所张贴"}, "taken down": {"法院公告栏"}, "early": {"微信公众号"}}
	for _, channel := range channels[fate] {
		e := office.ExposureEntry{Channel: channel, On: today.AddDays(-15), Where: "溪山县", Proof: court.Proof{Text: "截图、照片各一张"}}
		if _, err := f.o.ExposeListing(f.ctx, clerk, l.ID, e); err != nil {
			return err
		}
	}
	if fate == "plea" {
		_, err := f.o.AddPlea(f.ctx, clerk, l.ID, court.Plea{By: l.Debtor, On: today.AddDays(-3), Why: "已经报告财产"})
		return err
	}
	ground := map[string]string{"ending": "settled", "taken down": "settled", "hidden": "shield", "early": "early"}[fate]
	if ground == "" {
		return nil
	}
	on := today.AddDays(-2)
	if fate == "taken down" {
		on = today.AddDays(-6)
	}
	if _, err := f.o.EndListing(f.ctx, decider, l.ID, court.ListingEvent{Ground: ground, On: on, Proof: court.Proof{Text: "和解协议、收条"}}); err != nil {
		return err
	}
	if fate != "taken down" && fate != "hidden" {
		return nil
	}
	if _, err := f.o.FollowEnd(f.ctx, clerk, l.ID, office.ListingFollow{On: today.AddDays(-1), NoPaper: "和解履行完毕，系统内直接删除"}); err != nil || fate == "hidden" {
		return err
	}
	_, err := f.o.WithdrawExposure(f.ctx, clerk, l.ID, 1, today.AddDays(-1), court.Proof{Text: "撤下后照片"})
	return err
}
