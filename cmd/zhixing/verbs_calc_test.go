package main

import (
	"strings"
	"testing"

	"zhixing/app/court"
)

func TestCalcFee(t *testing.T) {
	for args, want := range map[string]float64{
		"--kind 执行 --amount 8000": 5_000, "--kind 执行 --amount 800000": 1_040_000, "--kind 执行 --amount 2000万": 8_740_000,
		"--kind 保全 --amount 896000": 500_000, "--kind 保全 --amount 1000": 3_000, "--kind 受理 --amount 10000": 5_000,
	} {
		if got := answer(t, append([]string{"calc", "fee"}, strings.Fields(args)...)...); got["fee_fen"] != want || got["formula"] == "" {
			t.Errorf("%s: %v", args, got)
		}
	}
	if out := mustRun(t, "calc", "fee", "--kind", "执行", "--amount", "800000"); out != "10,400.00元（800000×1%+2400）\n" {
		t.Error(out)
	}
}

func TestCalcDoubled(t *testing.T) {
	const facts = "calc doubled --principal 300000 --due 2018-02-10 --until 2018-03-18 "
	for options, want := range map[string]struct{ total, days float64 }{
		"":                                   {183_750, 35},
		"--count-last":                       {189_000, 36},
		"--start 届满日":                        {189_000, 36},
		"--start 届满日 --count-last":           {194_250, 37},
		"--paid 2018-03-03=100000":           {157_500, 35},
		"--pause 2018-03-01..2018-03-10":     {131_250, 25},
		"--court-fee 1000":                   {183_750, 35},
		"--court-fee 1000 --court-fee-bears": {184_363, 35}, // 184362.5 分, rounded once
	} {
		got := answer(t, strings.Fields(facts+options)...)
		if got["total_fen"] != want.total || got["days"] != want.days {
			t.Errorf("%s: %v", options, got)
		}
	}
	period := answer(t, strings.Fields(facts)...)["periods"].([]any)[0].(map[string]any)
	for key, want := range map[string]any{"base": "300000.00", "from": "2018-02-11", "to": "2018-03-18", "days": 35.0, "rate": "0.000175", "amount": "1837.50"} {
		if period[key] != want {
			t.Errorf("%s is %v, want %v", key, period[key], want)
		}
	}
	if out := mustRun(t, strings.Fields(facts)...); !strings.Contains(out, "合计1,837.50元（35日）") || !strings.Contains(out, "次日起算") {
		t.Error(out)
	}
}

func TestCalcFeeShowsBands(t *testing.T) {
	parts := answer(t, "calc", "fee", "--kind", "执行", "--amount", "800000")["parts"].([]any)
	if last := parts[len(parts)-1].(map[string]any); len(parts) != 3 || last["fee"] != "3000.00" || last["rate"] != "1%" {
		t.Error(parts)
	}
}

// The 180 days from 2014-02-02 to 07-31 are doubled at the base rate of up to
// six months, 5.60%; the 10 days from 08-01 are at 0.000175.
func TestCalcDoubledAcrossTheChange(t *testing.T) {
	got := answer(t, strings.Fields("calc doubled --principal 365000 --due 2014-02-01 --until 2014-08-11 --json")...)
	if got["total_fen"] != 180*112_00+638_75.0 || got["days"] != 190.0 || len(got["periods"].([]any)) != 2 {
		t.Error(got)
	}
	first := got["periods"].([]any)[0].(map[string]any)
	if first["rate"] != "0.112" || first["rate_unit"] != "年" || first["to"] != "2014-08-01" || first["amount"] != "20160.00" {
		t.Error(first)
	}
	got = answer(t, strings.Fields("calc doubled --principal 365000 --due 2014-02-01 --until 2014-08-11 --grade 五年以上 --days-in-year 360")...)
	if got["total_fen"] != 2_390_750+638_75.0 { // 365000×13.1%/360×180
		t.Error(got)
	}
}

func TestCalcInterest(t *testing.T) {
	const facts = "calc interest --principal 365000 "
	for options, want := range map[string]struct{ total, days float64 }{
		"--from 2018-01-01 --until 2019-01-01 --rate 24":                                     {87_600_00, 365},
		"--from 2018-01-01 --until 2018-01-11 --rate 10 --count-last --days-in-year 360":     {1_115_28, 11},
		"--from 2019-08-20 --until 2019-08-30 --lpr 1Y --multiple 4":                         {10 * 170_00, 10},
		"--from 2019-08-10 --until 2019-08-30 --base --lpr 5Y":                               {10*43_50 + 10*48_50, 20},
		"--from 2019-08-10 --until 2019-08-20 --base=五年以上":                                   {490_00, 10},
		"--from 2025-06-10 --until 2025-06-30 --lpr 1Y --rate 3.00":                          {600_00, 20},
		"--from 2018-01-01 --until 2018-01-21 --rate 10 --paid 2018-01-11=183500 --order 利息": {1_500_00, 20},
		"--from 2018-01-01 --until 2018-01-21 --rate 10 --paid 2018-01-11=182500 --order 本金": {1_500_00, 20},
		"--from 2025-07-01 --until 2025-07-11 --lpr 1Y --rate-on 2020-08-20 --multiple 4倍":   {10 * 154_00, 10},
		"--from ２０１８年1月1日 --until 2018/1/11 --rate ６％":                                       {600_00, 10},
	} {
		if got := answer(t, strings.Fields(facts+options)...); got["total_fen"] != want.total || got["days"] != want.days {
			t.Errorf("%s: %v", options, got)
		}
	}
	if out := mustRun(t, strings.Fields(facts+"--from 2019-08-20 --until 2019-08-30 --lpr 1Y --multiple 4")...); !strings.Contains(out, "1年期LPR 4.25%×4") || !strings.Contains(out, "2025年6月19日为止") {
		t.Error(out)
	}
}

func TestCalcRefuses(t *testing.T) {
	for _, x := range []struct{ args, says string }{
		{"calc", "计算什么"},
		{"calc fee --kind 执行", "--amount"},
		{"calc fee --kind 上诉 --amount 5", "上诉"},
		{"calc fee --kind 执行 --amount 0", "50至500元"},
		{"calc fee --kind 执行 --amount 5.005", "小数"},
		{"calc fee --kind 执行 --amount -5", "金额"},
		{"calc doubled --principal 5 --due 2018-01-01", "--until"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2017-01-01", "早于"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --start 当日", "当日"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid 2018-01-05", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --pause 2018-01-05..2018-01-03", "法释〔2014〕8号3条"},
		{"calc doubled --principal 5 --due 2008-01-01 --until 2018-02-01", "2009年5月18日"},
		{"calc fee --kind 执行 --amount 5.005", "--amount"},
		{"calc fee --kind 执行 --amount 1234567890123456", "--amount"},
		{"calc fee --kind 执行 --amount 五千", "--amount"},
		{"calc fee --kind 执行 --amount=-5", "--amount"},
		{"calc doubled --principal 5.005 --due 2018-01-01 --until 2018-02-01", "--principal"},
		{"calc doubled --principal=-5 --due 2018-01-01 --until 2018-02-01", "--principal"},
		{"calc doubled --principal 0 --due 2018-01-01 --until 2018-02-01", "--principal"},
		{"calc doubled --principal 5 --due 2018-02-30 --until 2018-02-01", "--due"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-13-01", "--until"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid 2018-02-30=5", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid 2018-01-05=-5", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid =5", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid 2018-01-05=0", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --paid 2018-03-05=5", "--paid"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --pause 2018-01-05", "--pause"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --pause 2018-01-05..2018-01-03", "--pause"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --pause 2018-01-05..", "--pause"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --pause x..y", "--pause"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --court-fee x", "--court-fee"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --days-in-year 366", "--days-in-year"},
		{"calc doubled --principal 5 --due 2018-01-01 --until 2018-02-01 --grade 十年", "--grade"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2018-02-01", "--rate"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2018-02-01 --rate 六", "--rate"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2018-02-01 --lpr 3Y", "--lpr"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2018-02-01 --base=十年", "--base"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2018-02-01 --rate 6 --multiple 0", "--multiple"},
		{"calc interest --principal 5 --from 2018-01-01 --until 2017-02-01 --rate 6", "--until"},
		{"calc interest --principal 5 --from 2018-01-32 --until 2018-02-01 --rate 6", "--from"},
		{"calc interest --principal 5 --from 2025-01-01 --until 2026-02-01 --lpr 1Y", "2025年6月19日"},
	} {
		_, err := run(t, strings.Fields(x.args)...)
		say, hint := court.Sentence(err)
		if exitCode(err) != exitUsage || !strings.Contains(say+hint, x.says) {
			t.Errorf("%s: %d %s %s", x.args, exitCode(err), say, hint)
		}
	}
	for _, args := range [][]string{{"calc", "fee", "--help"}, {"calc", "--help"}, {"term", "--help"}, {"period", "--help"}} {
		if out := mustRun(t, args...); strings.Contains(out, "help for") || !strings.Contains(out, "用法") {
			t.Errorf("%v: %s", args, out)
		}
	}
}
