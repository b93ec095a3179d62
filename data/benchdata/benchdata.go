// Package benchdata fills an office with many invented cases, for benchmarks.
// The same count always gives the same cases.
package benchdata

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Today is the day the invented cases are made for.
var Today = court.D(2018, 11, 23)

// Officers is how many officers the cases are spread over.
const Officers = 24

// Fill adds invented cases to an office in one transaction: about five parties
// in two cases, eighteen nodes, money in every fourth case, and an audit entry
// each.
func Fill(ctx context.Context, store office.Store, cases int) error {
	return store.Write(ctx, func(tx office.Tx) error {
		f := &filler{tx: tx, rand: rand.New(rand.NewPCG(1, 2))}
		if err := f.staff(); err != nil {
			return err
		}
		for i := range cases {
			if err := f.add(i); err != nil {
				return fmt.Errorf("invented case %d: %w", i, err)
			}
		}
		return nil
	})
}

type filler struct {
	tx       office.Tx
	rand     *rand.Rand
	officers []court.User
}

var (
	surnames = []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳")
	// The last few are beyond GB 2312 and beyond U+FFFF.
	given    = []rune("安邦才昌达恩帆刚海佳凯兰民宁朋强仁山天文欣妍泽志子一永月云秀英华清明春夏秋冬东南西北禾田林木川河石玉金和平顺利𬭎㛃䶮𠅤𬍛")
	villages = []string{"柳林乡下湾村", "柳林乡上湾村", "石桥镇北街", "石桥镇南街", "青禾镇李家畈村", "云台镇水磨村", "城关镇东风路", "城关镇解放路"}
	trades   = []string{"农资", "建材", "商贸", "运输", "置业", "机械", "粮油", "茶业"}
	causes   = []string{"民间借贷纠纷", "买卖合同纠纷", "金融借款合同纠纷", "机动车交通事故责任纠纷", "劳动争议", "离婚纠纷", "赡养纠纷", "建设工程施工合同纠纷"}
	kinds    = []court.CaseKind{court.KindFirst, court.KindFirst, court.KindFirst, court.KindFirst, court.KindFirst, court.KindFirst, court.KindResumed, court.KindProtection}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (f *filler) staff() error {
	for i := range Officers {
		u := court.User{Name: fmt.Sprintf("%s%02d", f.name(), i+1), Roles: []court.Role{court.RoleOfficer}, Group: court.Groups[i%len(court.Groups)]}
		var err error
		if u.ID, err = f.tx.PutUser(u); err != nil {
			return err
		}
		f.officers = append(f.officers, u)
	}
	return nil
}

func (f *filler) add(i int) error {
	c := f.newCase(i)
	if err := f.tx.InsertCase(&c); err != nil {
		return err
	}
	if err := f.tx.InsertNodes(c.ID, f.nodes(c)); err != nil {
		return err
	}
	if err := f.tx.EnterStage(c.ID, office.StageSpan{Group: c.Group, Stage: c.Stage, From: c.StageSince, By: c.Officer}); err != nil {
		return err
	}
	at := c.CreatedAt
	if i%4 == 0 {
		r := court.Receipt{CaseID: c.ID, Number: fmt.Sprintf("收%06d", i+1), Date: c.Filed.AddDays(30), Payer: c.NamesOf(court.RoleDebtor),
			Way: "转账", Amount: court.Money(10000 + f.rand.IntN(9000000)), By: c.Officer, At: at}
		if err := f.tx.InsertReceipt(&r); err != nil {
			return err
		}
	}
	return f.tx.AppendAudit(court.AuditEntry{At: at, Actor: c.Officer, Action: "登记案件", Entity: "case", EntityID: c.ID, CaseID: c.ID,
		After: `{"number":"` + c.Number.String() + `"}`})
}

func (f *filler) newCase(i int) court.Case {
	kind, officer := pick(f.rand, kinds), pick(f.rand, f.officers)
	filed := Today.AddDays(-f.rand.IntN(3 * 365))
	c := court.Case{
		Number: court.CaseNumber{Year: filed.Year, Court: "豫1599", Kind: string(kind), Seq: i + 1}, Kind: kind, Filed: filed,
		Cause:     pick(f.rand, causes),
		Basis:     court.Basis{Kind: "民事判决书", Number: fmt.Sprintf("（%d）豫1599民初%d号", filed.Year, i+1), Organ: "溪山县人民法院", Effective: filed.AddDays(-60)},
		Principal: court.Money(100000 + f.rand.IntN(500000000)), Fee: 50000, Group: officer.Group, Stage: pick(f.rand, court.Stages),
		StageSince: filed, OfficerID: officer.ID, Officer: officer.Name, Status: court.StatusOpen, Limit: filed.AddMonths(6),
		CreatedAt: filed.Time().Add(9 * time.Hour),
	}
	if f.rand.IntN(5) == 0 {
		c.Tags = []string{pick(f.rand, court.CaseTags)}
	}
	switch n := f.rand.IntN(10); {
	case n < 5:
		c.Status, c.Closed, c.Closing = court.StatusClosed, filed.AddMonths(4), court.ClosingModesOf(kind)[0]
	case n == 5:
		c.Status = court.StatusSuspended
	}
	c.Parties = []court.Party{f.party(court.RoleApplicant), f.party(court.RoleDebtor)}
	if i%2 == 0 {
		c.Parties = append(c.Parties, f.party(court.RoleDebtor))
	}
	for i := range c.Parties {
		c.Parties[i].Position = i
	}
	return c
}

func (f *filler) name() string {
	s := string(pick(f.rand, surnames)) + string(pick(f.rand, given))
	if f.rand.IntN(4) > 0 {
		s += string(pick(f.rand, given))
	}
	return s
}

func (f *filler) party(role court.PartyRole) court.Party {
	p := court.Party{Role: role, Address: fmt.Sprintf("溪山县%s%d号", pick(f.rand, villages), 1+f.rand.IntN(400)),
		Phone: fmt.Sprintf("1%d%09d", 3+f.rand.IntN(6), f.rand.IntN(1e9))}
	if f.rand.IntN(5) == 0 {
		code := fmt.Sprintf("91411599MA%07d", f.rand.IntN(1e7))
		p.Kind, p.Name, p.IDNumber = court.PartyCompany, "溪山县"+f.name()+pick(f.rand, trades)+"有限公司", code+string(court.UnitCheckDigit(code))
		p.LegalRep, p.LegalTitle = f.name(), "执行董事"
		return p
	}
	p.Birth = court.D(1950, 1, 1).AddDays(f.rand.IntN(18000))
	number := fmt.Sprintf("411599%04d%02d%02d%03d", p.Birth.Year, p.Birth.Month, p.Birth.Day, f.rand.IntN(1000))
	p.Kind, p.Name, p.IDNumber = court.PartyPerson, f.name(), number+string(court.PersonCheckDigit(number))
	p.Sex = []string{"女", "男"}[int(number[16]-'0')%2]
	return p
}

// nodeNames are by column; their number is what a real case is planned with.
var nodeNames = [][]string{
	{"立案审查", "发出执行通知书", "发出报告财产令", "网络查控", "传统查控", "财产报告核实"},
	{"限制消费", "纳入失信名单", "拘传", "罚款拘留"},
	{"评估委托", "拍卖公告", "变卖", "款项发放"},
	{"移送线索"},
	{"终本约谈", "合议", "终本裁定"},
}

func (f *filler) nodes(c court.Case) []court.Node {
	var out []court.Node
	day := c.Filed
	for i, names := range nodeNames {
		for j, name := range names {
			day = day.AddDays(3 + f.rand.IntN(12))
			n := court.Node{Code: fmt.Sprintf("2030%02d%03d", i+1, j+1), Column: court.Columns[i], Position: j, Name: name, Planned: day,
				OwnerID: c.OfficerID, Owner: c.Officer, Basis: "10日，法发〔2017〕6号", ParamID: "sample"}
			if day.Before(Today) && f.rand.IntN(8) > 0 {
				n.Actual, n.Result, n.Evidence = day, "已办理", "送达回证"
			}
			out = append(out, n)
		}
	}
	return out
}
