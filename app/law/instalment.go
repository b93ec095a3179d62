package law

import (
	"cmp"
	"slices"

	"zhixing/app/court"
)

// Income is money that counts for a settlement.
type Income struct {
	No     int // the instalment it is meant for, 0 for the order of due days
	On     court.Date
	Amount court.Money
	What   string // number of the receipt, or the proof
}

// InstalmentPaid is an instalment with what was paid of it.
type InstalmentPaid struct {
	court.Instalment
	Paid   court.Money
	PaidOn court.Date // the day of the last payment for it
	By     string     // what paid it
}

// Left gives what is still owed of the instalment.
func (i InstalmentPaid) Left() court.Money { return i.Amount - i.Paid }

// MatchInstalments lays money against instalments: what is meant for one goes
// to it first, everything else and what is over goes to the earliest due day
// that is open. extra is what exceeds all. What is paid and extra together are
// the income.
func MatchInstalments(list []court.Instalment, income []Income) (paid []InstalmentPaid, extra court.Money) {
	for _, x := range list {
		paid = append(paid, InstalmentPaid{Instalment: x})
	}
	slices.SortStableFunc(paid, func(a, b InstalmentPaid) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.No, b.No)) })
	income = slices.Clone(income)
	slices.SortStableFunc(income, func(a, b Income) int { return a.On.Compare(b.On) })
	for n := range income {
		x := &income[n]
		if i := slices.IndexFunc(paid, func(p InstalmentPaid) bool { return p.No == x.No }); x.No != 0 && i >= 0 {
			paid[i].take(x)
		}
	}
	for n := range income {
		x := &income[n]
		for i := range paid {
			paid[i].take(x)
		}
		extra += x.Amount
	}
	return paid, extra
}

// take uses what the instalment still needs of the money.
func (i *InstalmentPaid) take(x *Income) {
	part := min(i.Left(), x.Amount)
	if part <= 0 {
		return
	}
	i.Paid, x.Amount = i.Paid+part, x.Amount-part
	if x.On.After(i.PaidOn) {
		i.PaidOn = x.On
	}
	if i.By != "" {
		i.By += "、"
	}
	i.By += x.What
}

// Instalments makes equal instalments by the month; the last one takes what
// does not divide. The day of the month stays the first one's where there is
// such a day.
func Instalments(total court.Money, count int, first court.Date, months int) ([]court.Instalment, error) {
	switch {
	case total <= 0 || total > court.MaxMoney:
		return nil, court.FieldErrorf("总额", "必须大于零。")
	case count < 1 || count > 600:
		return nil, court.FieldErrorf("期数", "应为1到600。")
	case court.Money(count) > total:
		return nil, court.FieldErrorf("期数", "“%d”太多：每期不到一分钱。", count)
	case !first.Valid():
		return nil, court.FieldErrorf("首期日期", "不能为空。")
	case months < 0 || months > 12:
		return nil, court.FieldErrorf("间隔月数", "应为0到12。")
	}
	each := total / court.Money(count)
	out := make([]court.Instalment, count)
	for i := range out {
		out[i] = court.Instalment{No: i + 1, Due: first.AddMonths(i * months), Amount: each}
	}
	out[count-1].Amount = total - each*court.Money(count-1)
	return out, nil
}

// InstalmentState says where an instalment stands on a day.
type InstalmentState string

// The states of an instalment.
const (
	InstalmentPaidUp InstalmentState = "已付"
	InstalmentFuture InstalmentState = "未到期"
	InstalmentNear   InstalmentState = "临近"
	InstalmentLate   InstalmentState = "逾期"
	InstalmentBroken InstalmentState = "违约" // late for longer than the parameter allows
)

// StateOfInstalment tells where an instalment stands.
func (r *Rules) StateOfInstalment(i InstalmentPaid, today court.Date) InstalmentState {
	switch {
	case i.Left() <= 0:
		return InstalmentPaidUp
	case today.After(r.BrokenFrom(i.Due)):
		return InstalmentBroken
	case today.After(i.Due):
		return InstalmentLate
	case today.DaysUntil(i.Due) <= r.NearDays(today):
		return InstalmentNear
	}
	return InstalmentFuture
}

// BrokenFrom gives the last day an instalment may be late before the
// settlement counts as broken (parameter instalment-late).
func (r *Rules) BrokenFrom(due court.Date) court.Date {
	return r.After(r.planning("instalment-late", due), due)
}

// GoodsDue gives the day on which an item that is still kept is to be looked
// into (parameter goods-kept).
func (r *Rules) GoodsDue(seized court.Date) court.Date {
	return r.After(r.planning("goods-kept", seized), seized)
}

// GoodsReturnDue gives the day by which an item is to be given back after its
// seizure was lifted (法发〔2017〕6号: 10 days).
func (r *Rules) GoodsReturnDue(released court.Date) court.Date {
	return r.After(r.planning("goods-return", released), released)
}
