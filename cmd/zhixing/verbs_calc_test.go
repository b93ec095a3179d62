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
