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

// BenchmarkImportResults imports twenty thousand results about the debtors of
// two hundred cases, the dry run first.
func BenchmarkImportResults(b *testing.B) {
	const cases, results = 200, 20_000
	ctx := context.Background()
	today := court.D(2018, 6, 8)
	clock := func() time.Time { return today.Time().Add(9 * time.Hour) }
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		b.StopTimer()
		o, done, err := wiring.Create(ctx, b.TempDir(), clock)
		must(err)
		admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
		must(err)
		u, err := o.SaveUser(ctx, admin, court.User{Name: "沈国栋", Roles: []court.Role{court.RoleOfficer, court.RoleClerk}, Group: court.GroupEnforcement}, password)
		must(err)
		me := office.Actor{User: u}
		var rows []court.ResultRow
		for i := range cases {
			x := aCase()
			x.Parties[1].IDNumber = personID(i)
			c, err := o.RegisterCase(ctx, me, x)
			must(err)
			_, err = o.AskInquiry(ctx, me, office.InquiryEntry{Way: court.InquiryNational, Reason: court.InquiryFirst, Sent: today, Scope: deposits, Targets: []office.InquiryTarget{{CaseID: c.ID}}})
			must(err)
			for k := range results / cases {
				row := depositRow(len(rows)+2, personID(i), fmt.Sprintf("6228480%04d%05d", i, k), fmt.Sprintf("%d.50", k))
				row.CaseNo = c.Number.String()
				rows = append(rows, row)
			}
		}
		plan := office.ResultPlan{Way: court.InquiryNational, On: today, File: "反馈.xlsx"}
		b.StartTimer()
		dry, err := o.ImportResults(ctx, me, rows, plan, true, nil)
		must(err)
		steps := 0
		out, err := o.ImportResults(ctx, me, rows, plan, false, func(int, int) { steps++ })
		must(err)
		b.StopTimer()
		if dry.Count[court.ResultProperty] != results || out.Count[court.ResultProperty] != results || steps < 50 {
			b.Fatalf("imported %v, dry run %v, %d steps", out.Count, dry.Count, steps)
		}
		must(done())
		b.StartTimer()
	}
}

// personID invents the i-th identifier with its check digit.
func personID(i int) string {
	first := fmt.Sprintf("41159919800101%03d", i)
	return first + string(court.PersonCheckDigit(first))
}
