package main

import (
	"encoding/json"
	"strings"
	"testing"

	"zhixing/app/court"
)

// answer runs a verb with --json and reads what it printed.
func answer(t *testing.T, args ...string) map[string]any {
	t.Helper()
	out := mustRun(t, append(args, "--json")...)
	var m map[string]any
	if err := json.Unmarshal([]byte(out), &m); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return m
}

func TestTermVerb(t *testing.T) {
	for _, x := range []struct {
		args string
		want map[string]any
	}{
		{"--kind 执 --filed 2018-01-10", map[string]any{"limit_end": "2018-07-10", "interim_opens": "2018-04-10",
			"handin_by": "2018-06-10", "handin_workday": "2018-06-08", "conflict": false}},
		{"--kind 执 --filed 20180110 --deduct 2018-02-01..2018-03-03 --extend-months 3", map[string]any{"limit_end": "2018-11-10",
			"handin_by": "2018-10-10", "handin_workday": "2018-10-10", "conflict": false}},
		{"--kind 执 --filed 2018-01-10 --deduct 2018-03-01..2018-03-20 --deduct 2018-03-10..2018-03-31", map[string]any{"limit_end": "2018-08-10"}},
		{"--kind 非诉 --filed 2018-01-10", map[string]any{"limit_end": "2018-04-10", "handin_by": "2018-03-10", "handin_workday": "2018-03-09", "conflict": true}},
		{"--kind 非诉 --filed 2018-11-30", map[string]any{"limit_end": "2019-02-28", "interim_opens": "2019-02-28", "handin_by": "2019-01-28", "conflict": true, "extend_needed": 1.0}},
		{"--kind 非诉 --filed 2018-11-30 --extend-months 1", map[string]any{"limit_end": "2019-03-28", "handin_by": "2019-02-28", "handin_workday": "2019-02-28", "conflict": false}},
		{"--kind 执 --filed 2017-08-31", map[string]any{"limit_end": "2018-02-28", "interim_opens": "2017-11-30", "handin_by": "2018-01-28", "handin_workday": "2018-01-26"}},
		{"--kind 执 --filed 2023-08-31", map[string]any{"limit_end": "2024-02-29", "handin_by": "2024-01-29", "handin_workday": "2024-01-29"}},
		{"--kind 执 --filed 2020-02-29 --extend-months 3", map[string]any{"limit_end": "2020-11-29", "interim_opens": "2020-05-29", "handin_by": "2020-10-29"}},
		{"--kind 执 --filed 2018-08-31 --extend-months 3 --extend-months 2", map[string]any{"limit_end": "2019-07-28", "extended_months": 5.0}},
		{"--kind 执 --filed 2018-01-10 --deduct 2018-03-20..2018-03-31 --deduct 2018-03-01..2018-03-20 --deduct 2018-03-10..2018-03-12",
			map[string]any{"limit_end": "2018-08-10", "deducted_days": 31.0}},
		{"--kind 执 --filed 2018-01-10 --deduct 2018-01-10..2018-01-10", map[string]any{"limit_end": "2018-07-11", "deducted_days": 1.0}},
		{"--kind 执 --filed 2018-05-01", map[string]any{"handin_by": "2018-10-01", "handin_workday": "2018-09-30"}}, // a worked Sunday before 国庆
		{"--kind 执 --filed 2019-08-29", map[string]any{"handin_by": "2020-01-29", "handin_workday": "2020-01-23"}}, // 春节, made longer that year
		{"--kind 执 --filed 2017-09-19", map[string]any{"handin_by": "2018-02-19", "handin_workday": "2018-02-14"}}, // 春节
		{"--kind 执 --filed 2017-09-24", map[string]any{"handin_by": "2018-02-24", "handin_workday": "2018-02-24"}}, // a worked Saturday
		{"--kind 执 --filed 2026-11-10", map[string]any{"limit_end": "2027-05-10", "handin_by": "2027-04-10", "handin_workday": nil}},
	} {
		got := answer(t, append([]string{"term"}, strings.Fields(x.args)...)...)
		for key, want := range x.want {
			if have, there := got[key]; !there || have != want {
				t.Errorf("%s: %s is %v, want %v", x.args, key, have, want)
			}
		}
		if s, _ := got["explanation"].(string); !strings.Contains(s, "立案20") || !strings.Contains(s, "法释〔2000〕29号5条") {
			t.Errorf("%s: %v", x.args, got["explanation"])
		}
	}
	if out := mustRun(t, "term", "--kind", "执", "--filed", "2018-01-10"); !strings.Contains(out, "2018年6月8日以前送评查") {
		t.Error(out)
	}
}

func TestPeriodVerb(t *testing.T) {
	for _, x := range []struct{ args, end, rolled string }{
		{"--from 2018-02-05 --days 10 --party", "2018-02-15", "2018-02-22"},
		{"--from 2018-02-05 --days 10", "2018-02-15", "2018-02-15"},
		{"--from 2018-09-18 --days 15 --party", "2018-10-03", "2018-10-08"},
		{"--from 2017-08-31 --months 6 --party", "2018-02-28", "2018-02-28"},
		{"--from 2018-04-27 --workdays 10", "2018-05-14", "2018-05-14"},
		{"--from 2018-01-31 --months 1", "2018-02-28", "2018-02-28"},
		{"--from 2020-01-29 --months 1", "2020-02-29", "2020-02-29"},
		{"--from 2017-08-15 --months 6 --party", "2018-02-15", "2018-02-22"},
		{"--from 2018-02-01 --days 10 --party", "2018-02-11", "2018-02-11"}, // a worked Sunday
		{"--from 2018-09-19 --days 11 --party", "2018-09-30", "2018-09-30"}, // a worked Sunday
		{"--from 2018-09-20 --days 11 --party", "2018-10-01", "2018-10-08"},
		{"--from 2018-02-14 --workdays 1", "2018-02-22", "2018-02-22"},
		{"--from 2018-02-10 --workdays 3", "2018-02-13", "2018-02-13"},
		{"--from 2026-09-24 --workdays 5 --party", "2026-10-09", "2026-10-09"},
		{"--from 2026-12-30 --days 3", "2027-01-02", "2027-01-02"}, // no calendar needed
		{"--from 2018-01-10 --days 0", "2018-01-10", "2018-01-10"},
	} {
		got := answer(t, append([]string{"period"}, strings.Fields(x.args)...)...)
		if got["end"] != x.end || got["rolled_end"] != x.rolled {
			t.Errorf("%s: %v", x.args, got)
		}
	}
	if out := mustRun(t, "period", "--from", "2018-02-05", "--days", "10", "--party"); !strings.Contains(out, "顺延到2018年2月22日") {
		t.Error(out)
	}
}

func TestLawVerbsRefuse(t *testing.T) {
	for _, x := range []struct{ args, says string }{
		{"term --kind 执", "--filed"},
		{"term --filed 2018-01-10", "--kind"},
		{"term --kind 民初 --filed 2018-01-10", "民初"},
		{"term --kind 执 --filed 2018-02-30", "2018-02-30"},
		{"term --kind 执 --filed 2018-01-10 --deduct 2018-03-03..2018-02-01", "法释〔2000〕29号9条"},
		{"term --kind 执 --filed 2018-01-10 --deduct 2018-03-03", "..2018-03-03"},
		{"term --kind 执 --filed 2018-01-10 --extend-months -1", "延长"},
		{"term --kind 执 --filed 2018-01-10 --extend-months x", "要写整数"},
		{"term --kind 执 --filed 2018-01-10 --deduct 2018-03-05..", "截止日期"},
		{"term --kind 执 --filed 2018-01-10 --deduct 2018-01-01..2018-03-01", "早于立案日"},
		{"term --kind 执 --filed 2018-01-10 --nonsense", "没有选项 --nonsense"},
		{"period --from 2018-01-10 --days 3.5", "要写整数"},
		{"period --from 2018-02-30 --days 3", "2018-02-30"},
		{"period --from 2026-12-30 --days 3 --party", "2027年的节假日安排还没有导入"},
		{"period --days 3", "--from"},
		{"period --from 2018-01-10", "只能写一个"},
		{"period --from 2018-01-10 --days 3 --months 1", "只能写一个"},
		{"period --from 2018-01-10 --days -3", "负数"},
		{"period --from 2026-12-28 --workdays 10", "2027年的节假日安排还没有导入"},
	} {
		_, err := run(t, strings.Fields(x.args)...)
		say, hint := court.Sentence(err)
		if exitCode(err) != exitUsage || !strings.Contains(say+hint, x.says) {
			t.Errorf("%s: %d %s %s", x.args, exitCode(err), say, hint)
		}
	}
}
