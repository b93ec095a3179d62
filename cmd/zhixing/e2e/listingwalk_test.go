//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// The days of the listing: it is decided, published and paid on the first, and
// comes down on the second, two working days later.
const (
	dayListed  = "2026-03-02"
	dayCleared = "2026-03-04"
)

// TestListingComesDownEverywhere takes one debtor in the window from the
// weighing to the removal: decided with a reason for what was not served →
// paper signed by the president → published → shown on four channels with proof
// and with the ready texts and files → money on the same day → ground → paper
// of removal → deleted → withdrawn from every channel.
func TestListingComesDownEverywhere(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	prepareListing(t, data)
	on := daysOf(t, data)
	on(dayListed, "沈国栋", func(s *screen) {
		weighListing(s)
		makeListingPaper(s, "失信决定书")
		switchTo(s, "顾明远")
		signOwn(s, "失信决定书")
		switchTo(s, "沈国栋")
		publish(s)
		exposeOnChannels(s)
		makeOutputs(s)
		payInFull(s)
	})
	on(dayCleared, "沈国栋", func(s *screen) {
		endPaid(s)
		makeListingPaper(s, "删除失信信息决定书")
		enterSignature(s, "删除失信信息决定书")
		deleteListing(s)
		withdrawAll(s)
	})
	checkListing(t, data)
}

// prepareListing makes the court and a case whose debtor lives in it.
func prepareListing(t *testing.T, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	prepareCourt(t, data)
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2026, 1, 5, 8, 0, 0, 0, time.Local) })
	must(err)
	admin, err := o.LogIn(ctx, "管理员", password)
	must(err)
	_, err = o.SaveUser(ctx, admin, court.User{Name: "顾明远", Roles: []court.Role{court.RolePresident}}, password)
	must(err)
	officer, err := o.LogIn(ctx, "沈国栋", password)
	must(err)
	clerk, err := o.LogIn(ctx, "陈玥", password)
	must(err)
	_, err = o.RegisterCase(ctx, clerk, court.Case{
		Kind: court.KindFirst, Filed: court.D(2026, 1, 5), Cause: "买卖合同纠纷", Principal: 50_000_00, OfficerID: officer.User.ID, Officer: "沈国栋",
		Basis: court.Basis{Kind: "民事判决书", Number: "（2025）豫1599民初88号", Organ: "溪山县人民法院", Effective: court.D(2025, 12, 1)},
		Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张𬭎", BankName: "信用社", BankAccount: "6229001"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李㛃", IDNumber: "411599197209279304", Address: "溪山县青龙镇青龙村18号", Phone: "13800000001"},
		},
	})
	must(err)
	must(done())
}

// listingTab opens the case's page of listings.
func listingTab(s *screen) {
	openCase(s)
	s.click("惩戒")
	s.see("甄别失信")
}

// listingMenu chooses one of the things that can be done about the listing.
func listingMenu(s *screen, item string) {
	s.click("办理")
	s.click(item)
}

// fieldUnder gives the first field below a text.
func fieldUnder(s *screen, label string) thing {
	s.Helper()
	l := s.find(label, 0)
	var found thing
	for _, a := range s.look() {
		if a.Field && a.Layer == l.Layer && a.Y > l.Y && a.X > l.X-20 && a.X < l.X+40 && (found.W == 0 || a.Y < found.Y) {
			found = a
		}
	}
	if found.W == 0 {
		s.Fatalf("nothing to fill in under %q", label)
	}
	return found
}

// weighListing finds the first situation with its proof and no exclusion; the
// decision is refused until it says why it does not wait for the service.
func weighListing(s *screen) {
	listingTab(s)
	s.click("甄别失信")
	s.clickNth("李㛃", 0)
	s.see("不得采取的情形")
	s.click("请选择")
	s.click("有履行能力而拒不履行生效法律文书确定义务")
	s.see("没有核实为“有”")
	s.click("写进决定书：何时送达何种文书，没有怎样履行")
	s.typeText("执行通知书送达后，被执行人有存款而不履行")
	answer := fieldUnder(s, "有履行能力而拒不履行")
	x, y := answer.middle()
	s.clickAt(x, y)
	s.click("有")
	s.clickAt(int(answer.X+answer.W)+40, y)
	s.typeText("银行流水在卷第8页")
	s.click("其余都没有")
	s.see("项已选“没有”")
	s.shot("weighed")
	s.key("ctrl+d")
	s.see("没有执行通知书的送达记录（失信规定5条")
	s.key("ctrl+s")
	s.see("“仍作决定的理由”必须填写。")
	s.shot("reason")
	s.fill("仍作决定的理由", "回证在卷第3页，没有录入")
	s.key("ctrl+s")
	s.see("已登记决定")
	s.see("待发布")
	s.shot("decided")
}

// makeListingPaper makes a paper that takes its words from the listing.
func makeListingPaper(s *screen, name string) {
	listingMenu(s, "制作"+name)
	s.see("落款日期")
	s.see("第 1 页")
	s.shot("paper")
	s.key("ctrl+s")
	s.see("已保存：" + name)
	s.key("Escape")
	s.see("甄别失信")
}

// signOwn signs what waits on the president's desk.
func signOwn(s *screen, name string) {
	s.see("文书待签发")
	s.click("签发")
	s.see("应由谁签发")
	s.shot("sign")
	s.key("ctrl+s")
	s.see("已登记签发：" + name)
}

// enterSignature enters that the president signed the print of a paper.
func enterSignature(s *screen, name string) {
	s.key("ctrl+5")
	s.click(name)
	s.click("签发")
	s.see("应由谁签发")
	s.key("ctrl+s") // the only president stands there
	s.see("已登记签发：" + name)
}

func publish(s *screen) {
	listingTab(s)
	s.click("登记发布")
	s.see("名单库流水号")
	s.key("ctrl+s")
	s.see("必须送达") // 法发〔2019〕35号16条
	s.fill("送达日期", dayListed)
	s.shot("publish")
	s.key("ctrl+s")
	s.see("已登记发布")
	s.see("登记曝光") // the page shows what is next
}

// exposeOnChannels shows the listing on four channels; without proof none is.
func exposeOnChannels(s *screen) {
	for i, x := range []struct{ channel, where, proof string }{
		{"微博", "本院官方微博", "网页截图"}, {"微信公众号", "本院公众号", "推文截图"}, {"户外大屏", "县城中心广场", "现场照片"}, {"住所张贴", "青龙村", "张贴照片二张"},
	} {
		listingMenu(s, "登记曝光…")
		s.choose("渠道", x.channel)
		s.fill("网址、地点、版面", x.where)
		if i == 0 {
			s.key("ctrl+s")
			s.see("“证明材料”必须填写。")
		}
		s.fill("证明材料", x.proof)
		s.shot("expose")
		s.key("ctrl+s")
		s.gone("网址、地点、版面")
		s.see("曝光：" + x.channel)
	}
	s.shot("exposed")
}

// makeOutputs makes what is shown: no address, no phone, a masked number.
func makeOutputs(s *screen) {
	s.click("曝光材料")
	s.click("复制曝光文字")
	s.see("已复制 1 名的曝光文字")
	text, err := exec.Command("xclip", "-selection", "clipboard", "-out").Output()
	if err != nil {
		s.Fatal(err)
	}
	for _, hidden := range []string{"19720927", "青龙村", "13800000001", "张𬭎"} {
		if strings.Contains(string(text), hidden) {
			s.Errorf("the text tells %s:\n%s", hidden, text)
		}
	}
	s.click("曝光材料")
	s.click("A4海报")
	s.arrives("opened", "公布失信被执行人", "李㛃", "4115**********9304")
	s.click("曝光材料")
	s.click("大屏幻灯片")
	s.until("the slides", func([]thing) bool {
		files, err := filepath.Glob(filepath.Join(s.desk, "opened", "大屏幻灯片*.pptx"))
		return err == nil && len(files) == 1
	})
	s.shot("outputs")
}

// payInFull receives the debt on the day of the publication, which counts.
func payInFull(s *screen) {
	s.click("收款")
	s.see("到账方式")
	s.fill("金额", "50000")
	s.fill("银行流水号", "100200372")
	s.key("ctrl+s")
	s.see("已登记收款")
	s.click("惩戒")
	s.see("到位 1 笔，共 50,000.00 元")
	s.shot("paid")
}

// endPaid enters the ground; every channel is due from then on.
func endPaid(s *screen) {
	listingTab(s)
	s.see("标的已全部到位，请核实并登记撤下的事由")
	s.click("登记事由")
	s.see("标的已全部到位，最后一笔" + dayListed)
	s.choose("事由", "删除：被执行人已履行义务或者本院已执行完毕")
	s.fill("证明材料", "收款凭证")
	s.shot("ground")
	s.key("ctrl+s")
	s.see("已登记事由")
	s.see("住所张贴的曝光")
}

func deleteListing(s *screen) {
	s.click("惩戒")
	s.click("登记删除")
	s.see("没有文书的理由")
	s.shot("delete")
	s.key("ctrl+s")
	s.see("已登记删除")
	s.see("已撤下")
}

// withdrawAll works off what has to come down, channel by channel.
func withdrawAll(s *screen) {
	s.click("信用惩戒")
	s.see("名单")
	s.click("待撤下、待办")
	s.click("范围 执行实施组") // the case is not handed over yet
	s.click("全院")
	s.see("共 4 项")
	s.shot("to-withdraw")
	for left := 3; left >= 0; left-- {
		s.clickNth("登记撤下", 0)
		s.see("撤下日期")
		s.fill("证明材料", "撤下后截图")
		s.key("ctrl+s")
		s.gone("撤下日期")
		if left > 0 {
			s.see(fmt.Sprintf("共 %d 项", left))
		}
	}
	s.see("没有要撤下")
	s.click("曝光")
	s.see("共 4 次，应撤下 0 次")
	s.shot("withdrawn")
}

// checkListing asks the data what the two days left behind.
func checkListing(t *testing.T, data string) {
	t.Helper()
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2026, 3, 5, 8, 0, 0, 0, time.Local) })
	if err != nil {
		t.Fatal(err)
	}
	page, err := o.Listings(ctx, office.ListingQuery{})
	if e := done(); err != nil || e != nil || len(page.Rows) != 1 {
		t.Fatalf("%d listings, %v", len(page.Rows), err)
	}
	l := page.Rows[0]
	if l.SignedBy != "顾明远" || l.Ended != court.D(2026, 3, 4) || l.Due != court.D(2026, 3, 5) || l.EndPaper == "" || l.Event.NoPaper != "" || l.Later != 50_000_00 || len(l.StillShown()) != 0 || len(l.Exposed) != 4 {
		t.Errorf("left behind: %+v", l)
	}
	if x := l.Check("served-notice"); x.Text != "回证在卷第3页，没有录入" {
		t.Errorf("reason kept: %+v", x)
	}
	for _, x := range l.Exposed {
		if x.Proof.Text == "" || x.DownProof.Text == "" || x.Down != court.D(2026, 3, 4) {
			t.Errorf("channel %+v", x)
		}
	}
	verb(t, "verify", "--data", data)
}
