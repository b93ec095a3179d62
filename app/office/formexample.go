package office

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// exampleTree gives the data of an invented case that has one of everything
// that a paper may say. Forms are tried and their fields checked with it.
func (o *Office) exampleTree(r Reader) (tree, error) {
	rules, err := o.rulesOf(r)
	if err != nil {
		return nil, err
	}
	settings, _, err := r.Settings()
	if err != nil {
		return nil, err
	}
	today := o.Today()
	f := exampleFacts(rules, settings, today)
	p := court.Paper{Number: f.c.Number.String(), Dated: today, Maker: f.c.Officer, MadeAt: o.now()}
	t, err := f.tree(FormInfo{}, &f.c.Parties[2], p)
	if err != nil {
		return nil, err
	}
	fillExample(t, today)
	return t, nil
}

// fillExample puts entries where the tree has none until a person fills them in,
// and where it takes the newest of a list.
func fillExample(t tree, today court.Date) {
	t["panel"] = []string{"孙启明", "沈国栋", "吴岚"}
	t["change"] = tree{"to": string(court.StatusOpen), "reason": "被执行人不履行执行和解协议。", "on": today}
	extension, _ := t["extension"].(tree)
	extension["months"], extension["reason"], extension["asked"] = 3, "拍卖公告期未满", today
	resume, _ := t["resume"].(tree)
	resume["from_closed"], resume["ground"], resume["reason"] = today.AddMonths(-5), "终结本次执行程序后发现财产", "申请执行人提供财产线索，经查属实。"
	if payment, ok := t["payment"].(tree); ok && payment["leader"] == nil {
		payment["leader"] = tree{"role": string(court.RolePresident), "by": "顾明远", "date": today, "words": "同意发放。"}
	}
}

// exampleFacts is the invented case.
func exampleFacts(rules *law.Rules, settings court.Settings, today court.Date) *caseFacts {
	filed := today.AddMonths(-4)
	at := func(d court.Date) *court.Date { return &d }
	c := court.Case{
		ID: 1, Number: court.CaseNumber{Year: filed.Year, Court: settings.CourtCode, Kind: string(court.KindFirst), Seq: 186}, Kind: court.KindFirst, Filed: filed,
		Cause: "建设工程施工合同纠纷", Principal: 1_186_520_33, InterestText: "自判决生效之日起按年利率6%计算至付清之日",
		ActsText: "办理房屋过户手续", Fee: 14_265_20, Tags: []string{"涉民生"}, Group: court.GroupEnforcement, Stage: court.StageAssetControl,
		Officer: "沈国栋", Clerk: "陈玥", Status: court.StatusOpen, Limit: filed.AddMonths(6), ResumedNo: "（2017）豫1599执921号",
		Basis: court.Basis{Kind: "民事判决书", Number: "（2017）豫1599民初1024号", Organ: settings.CourtName, Effective: filed.AddMonths(-3)},
		Parties: []court.Party{
			{ID: 1, Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张铉", IDNumber: "411599197903020011", Sex: "男", Birth: court.D(1979, 3, 2), Nation: "汉族",
				Address: "溪山县青石镇柳湾村三组十二号", Phone: "13800000000", BankName: "溪山县农村商业银行", BankAccount: "6200000000000000001", Agent: "林致远", AgentPhone: "13800000001"},
			{ID: 2, Role: court.RoleThird, Kind: court.PartyPerson, Name: "吴桐", IDNumber: "411599198502030015", Sex: "女", Birth: court.D(1985, 2, 3), Address: "溪山县城关镇"},
			{ID: 3, Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李𬭎", IDNumber: "411599198011120013", Sex: "男", Birth: court.D(1980, 11, 12), Nation: "汉族",
				Address: "溪山县滨河路七号院三号楼二单元", Phone: "13800000002", Employer: "溪山县宏达建筑工程有限公司", Marks: []string{court.MarkDead}},
			{ID: 4, Role: court.RoleDebtor, Kind: court.PartyCompany, Name: "溪山县宏达建筑工程有限公司", IDNumber: "91411599MA00000017", LegalRep: "赵㛃", LegalTitle: "执行董事",
				Address: "溪山县滨河大道88号", Phone: "0376-0000000"},
		},
	}
	f := &caseFacts{
		c: c, settings: settings, officer: court.User{Name: c.Officer, Phone: "0376-0000002"}, today: today, rules: rules,
		balance:   court.Balance{Received: 301_234_56, Paid: 300_000_00},
		receipts:  []court.Receipt{{ID: 1, Number: "收2026-0031", Date: filed.AddDays(25), Payer: c.Parties[3].Name, Way: "转账", BankRef: "2026070300001", Amount: 301_234_56, Note: "首笔工程款", By: "秦静宜", BankedOn: filed.AddDays(25), Told: *at(filed.AddDays(26))}},
		term:      law.TermResult{End: c.Limit, Base: c.Limit, Explanation: "立案" + filed.String() + "起6个月，届满日为" + c.Limit.String() + "。"},
		extension: court.Extension{},
		resumed:   court.Case{}, resumedWhy: "",
	}
	f.listings = []court.Listing{{Kind: court.ListDishonest, Debtor: "李𬭎", DebtorID: "411599198011120013", Ground: 4, Facts: "报告财产令送达后没有报告", Decision: court.ListingIn, Decided: filed.AddDays(40),
		Until: filed.AddDays(40).AddMonths(24), Begun: filed.AddDays(42), PaperNo: c.Number.String()}}
	f.sale, f.sold = exampleSale(c)
	f.nodes = exampleNodes(rules, c)
	f.payments = []court.Disbursement{{ID: 1, Number: "发2026-0017", Payee: "张铉", PayeeBank: "溪山县农村商业银行", PayeeNo: "6200000000000000001", Amount: 285_734_80,
		Deductions: []court.Deduction{{Name: "申请执行费", Amount: 14_265_20}}, Note: "首笔到位款", State: court.DisbursementPaid, AskedBy: c.Officer, AskedAt: filed.AddDays(27).Time(),
		Steps: []court.Approval{{Role: court.RoleDirector, By: "贺长风", At: filed.AddDays(28).Time(), Words: "同意。"}}, PaidOn: filed.AddDays(29), PaidBy: "秦静宜"}}
	f.handovers = []court.Handover{{ID: 1, From: court.GroupGeneral, To: court.GroupEnforcement, FromStage: court.StagePreparation, ToStage: court.StageAssetControl, FromOfficer: "陈玥", ToOfficer: c.Officer,
		SentAt: filed.AddDays(3).Time(), SentBy: "陈玥", DoneAt: filed.AddDays(4).Time(), DoneBy: c.Officer, Note: "被执行人电话能接通。", Materials: []court.Material{{Name: "申请执行书", Copies: 1, Pages: 2, Note: "原件"}}}}
	f.papers = []court.Paper{{ID: 1, Form: "execution-notice", Name: "执行通知书", Number: c.Number.String(), Dated: filed.AddDays(1), For: "李𬭎", Maker: "陈玥"}}
	f.reviews = []court.Review{{ID: 1, SubmittedAt: today.AddDays(-3).Time(), SubmittedBy: c.Officer, Reviewer: "陶文博", ReviewedAt: today.AddDays(-1).Time(), Verdict: court.ReviewSupplement,
		Findings: []court.Finding{{Item: "interview", Text: "约谈笔录缺第二页。", Fix: "补正。"}}, Note: "补正后再行提交。",
		Earlier: []court.Finding{{Item: "clues-checked", Text: "没有线索核查情况的记录。", Fix: "补记录。", Remedy: "已补2018年7月2日核查记录，见卷宗第31页。"}}}}
	return f
}

// exampleNodes are the planned nodes of the case, the first of each column and
// what inquires and controls done.
func exampleNodes(rules *law.Rules, c court.Case) []court.Node {
	nodes := rules.PlanNodes(c.Kind, false, c.Filed, true)
	done := map[court.Column]int{}
	for i := range nodes {
		n := &nodes[i]
		n.Owner = c.Officer
		if done[n.Column]++; done[n.Column] > 2 && !law.IsInquiry(n.Code) && !law.IsControl(n.Code) || n.Planned.IsZero() && !law.IsControl(n.Code) {
			continue
		}
		n.Actual, n.Result, n.Evidence = c.Filed.AddDays(i%20+1), "已办理", "笔录"
	}
	slices.SortStableFunc(nodes, func(a, b court.Node) int { return a.Position - b.Position })
	return nodes
}

// exampleSale is a house of the debtor's that was sold.
func exampleSale(c court.Case) (court.Sale, court.Property) {
	p := court.Property{ID: 1, Kind: court.PropertyHouse, Owner: c.Parties[2].Name, Facts: map[string]string{"房产坐落": "溪山县文昌路8号楼", "产权证号": "豫（2016）溪山县不动产权第0000001号", "建筑面积": "98.6平方米"}}
	on := c.Filed.AddDays
	return court.Sale{
		ID: 1, SealedOn: on(10), Occupied: c.Parties[2].Name, Evict: on(110),
		Tries: []court.PriceTry{{Method: court.PriceAppoint, Begun: on(20), Due: on(50), Unit: "溪山县清源资产评估事务所", Choice: "摇号", Outcome: court.PriceGot, On: on(40), Report: "清源评字77号",
			Price: 800_000_00, Valid: on(400), Settled: on(47)}},
		Rounds: []court.SaleRound{{Kind: court.FirstAuction, Platform: "网络拍卖平台", Start: 560_000_00, Deposit: 56_000_00, Step: 2_000_00, Notice: on(50), Opens: on(80), Closes: on(81),
			Result: court.RoundSold, On: on(81), Price: 600_000_00, Buyer: "周一鸣", BuyerID: "411599199001010017", BuyerAt: "溪山县", PaidOn: on(90)}},
		Useless: court.UselessNotice{Prior: 500_000_00, Costs: 20_000_00},
	}, p
}
