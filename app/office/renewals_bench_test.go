package office_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// BenchmarkRenewals makes the papers of five hundred renewals in one batch: two
// accounts at two banks in each of 250 cases.
func BenchmarkRenewals(b *testing.B) {
	ctx := context.Background()
	today := court.D(2018, 6, 8)
	clock := func() time.Time { return today.Time().Add(9 * time.Hour) }
	o, done, err := wiring.Create(ctx, b.TempDir(), clock)
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	must(err)
	defer func() { must(done()) }()
	admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	must(err)
	u, err := o.SaveUser(ctx, admin, court.User{Name: "沈国栋", Roles: []court.Role{court.RoleOfficer, court.RoleClerk}, Group: court.GroupEnforcement}, password)
	must(err)
	me := office.Actor{User: u}
	var ids []int64
	for i := range 250 {
		c, err := o.RegisterCase(ctx, me, aCase())
		must(err)
		for k := range 2 {
			p := account(c, fmt.Sprintf("62284800%05d%d", i, k))
			p.Facts["银行名称"] = fmt.Sprintf("溪山第%d银行", k)
			p, _, err = o.SaveProperty(ctx, me, p)
			must(err)
			list, err := o.AddMeasures(ctx, me, office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Freeze, On: today, Amount: 1000_00})
			must(err)
			ids = append(ids, list[0].ID)
		}
	}
	today = court.D(2019, 5, 20)
	papers := 0
	for b.Loop() {
		items, err := o.StartRenewals(ctx, me, office.RenewalEntry{Measures: ids, Ruled: today}, nil)
		must(err)
		papers = 0
		for _, x := range items {
			must(x.Err)
			papers += len(x.Papers)
		}
		b.StopTimer()
		must(o.DropRenewals(ctx, me, ids, "再量一次"))
		b.StartTimer()
	}
	b.ReportMetric(float64(papers), "papers")
}
