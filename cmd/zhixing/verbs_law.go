package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/law"
)

// addLawVerbs adds the verbs that compute by the delivered rules and open no
// data folder.
func addLawVerbs(root *cobra.Command) { root.AddCommand(termCommand(), periodCommand(), calcCommand()) }

// termJSON are the keys of `term --json`.
type termJSON struct {
	Kind           string      `json:"kind"`
	Filed          court.Date  `json:"filed"`
	BaseEnd        court.Date  `json:"base_end"`
	DeductedDays   int         `json:"deducted_days"`
	ExtendedMonths int         `json:"extended_months"`
	LimitEnd       court.Date  `json:"limit_end"`
	InterimOpens   court.Date  `json:"interim_opens"`
	HandInBy       court.Date  `json:"handin_by"`
	HandInWorkday  *court.Date `json:"handin_workday"` // null while the year's holidays are not known
	Conflict       bool        `json:"conflict"`
	ExtendNeeded   int         `json:"extend_needed,omitempty"` // months of extension that end the conflict
	CalendarGap    string      `json:"calendar_gap,omitempty"`
	Explanation    string      `json:"explanation"`
	Steps          []string    `json:"steps"`
	Basis          []string    `json:"basis"`
}

func termCommand() *cobra.Command {
	var kind, filed, today string
	var deduct []string
	var months []int
	var asJSON bool
	c := &cobra.Command{
		Use: "term", Short: "计算执行期限",
		Long:    "计算执行期限：立案起6个月（非诉3个月），加上扣除的期间（重叠只计一次），再加上批准的延长。",
		Example: "  zhixing term --kind 执 --filed 2018-01-10 --deduct 2018-02-01..2018-03-03 --extend-months 3 --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := required("kind", kind, "filed", filed); err != nil {
				return err
			}
			in, err := termFacts(kind, filed, today, deduct)
			if err != nil {
				return err
			}
			for _, n := range months {
				if n != 0 {
					in.Extensions = append(in.Extensions, court.Extension{Months: n, State: court.ApprovalGranted})
				}
			}
			t, err := law.Term(in)
			if err != nil {
				return err
			}
			if !asJSON {
				_, err := fmt.Fprintln(c.OutOrStdout(), t.Explanation+"\n"+strings.Join(t.Steps, "\n"))
				return err
			}
			out := termJSON{Kind: kind, Filed: in.Filed, BaseEnd: t.Base, DeductedDays: t.DeductedDays, ExtendedMonths: t.ExtendedMonths,
				LimitEnd: t.End, InterimOpens: t.InterimOpens, HandInBy: t.HandInBy, Conflict: t.Conflict, ExtendNeeded: t.ExtendNeeded,
				CalendarGap: t.CalendarGap, Explanation: t.Explanation, Steps: t.Steps, Basis: t.Basis}
			if !t.HandInWorkday.IsZero() {
				out.HandInWorkday = &t.HandInWorkday
			}
			return writeJSON(c.OutOrStdout(), out)
		},
	}
	f := c.Flags()
	f.StringVar(&kind, "kind", "", "案件类型：执、执恢、执保、执异、执复……，非诉执行写 非诉")
	f.StringVar(&filed, "filed", "", "立案日期")
	f.StringArrayVar(&deduct, "deduct", nil, "扣除期间 起..止，起止两日都计入；可写多次")
	f.IntSliceVar(&months, "extend-months", nil, "批准延长的月数；可写多次")
	f.StringVar(&today, "today", "", "扣除期间没有截止日（起..）的，计算到这一天")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

func termFacts(kind, filed, today string, deduct []string) (law.TermFacts, error) {
	in := law.TermFacts{Kind: court.CaseKind(kind), NonLitigation: kind == "非诉"}
	if in.NonLitigation {
		in.Kind = court.KindFirst
	}
	if in.Kind.Name() == "" {
		return in, court.FieldErrorf("--kind", "没有“%s”这种案件。", kind).WithHint("首次执行写 执，非诉执行写 非诉。")
	}
	var err error
	if in.Filed, err = dateFlag("--filed", filed); err != nil {
		return in, err
	}
	if in.Today, err = optionalDate("--today", today); err != nil {
		return in, err
	}
	for _, text := range deduct {
		s, err := parseSpan("--deduct", text)
		if err != nil {
			return in, err
		}
		in.Deductions = append(in.Deductions, court.TermDeduction{Span: s})
	}
	return in, nil
}

// parseSpan reads 2018-02-01..2018-03-03; the end may be left out.
func parseSpan(option, text string) (court.Span, error) {
	from, to, ok := strings.Cut(text, "..")
	if !ok || strings.TrimSpace(from) == "" {
		return court.Span{}, court.FieldErrorf(option, "“%s”不是一段期间，请写成 2018-02-01..2018-03-03。", text)
	}
	var s court.Span
	var err error
	if s.From, err = dateFlag(option, from); err != nil {
		return s, err
	}
	s.To, err = optionalDate(option, to)
	return s, err
}

func periodCommand() *cobra.Command {
	var from string
	var party, asJSON bool
	units := []struct {
		flag, help string
		unit       law.Unit
		n          int
	}{{"days", "日数（自然日）", law.UnitDay, 0}, {"workdays", "工作日数", law.UnitWorkday, 0}, {"months", "月数", law.UnitMonth, 0}}
	c := &cobra.Command{
		Use: "period", Short: "计算期间届满日",
		Long:    "计算期间届满日：起算日当日不计入；月没有对应日的取月末。--party 为当事人的期间，届满日逢法定休假日顺延。",
		Example: "  zhixing period --from 2018-02-05 --days 10 --party --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := required("from", from); err != nil {
				return err
			}
			start, err := dateFlag("--from", from)
			if err != nil {
				return err
			}
			given := -1
			for i, u := range units {
				if c.Flags().Changed(u.flag) {
					if given >= 0 {
						given = -1
						break
					}
					given = i
				}
			}
			if given < 0 {
				return court.Errorf(court.CodeInvalid, "--days、--workdays、--months 要写一个，只能写一个。").WithHint("用 --help 查看写法。")
			}
			p, err := law.Default().Period(start, units[given].n, units[given].unit, party)
			if err != nil {
				return err
			}
			if !asJSON {
				_, err := fmt.Fprintln(c.OutOrStdout(), p.Explanation)
				return err
			}
			return writeJSON(c.OutOrStdout(), struct {
				From        court.Date `json:"from"`
				End         court.Date `json:"end"`
				RolledEnd   court.Date `json:"rolled_end"`
				Explanation string     `json:"explanation"`
				Basis       string     `json:"basis"`
			}{start, p.End, p.Rolled, p.Explanation, p.Basis})
		},
	}
	f := c.Flags()
	f.StringVar(&from, "from", "", "起算日（当日不计入）")
	for i := range units {
		f.IntVar(&units[i].n, units[i].flag, 0, units[i].help)
	}
	f.BoolVar(&party, "party", false, "当事人的期间，届满日逢法定休假日顺延")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

// required refuses options that are empty; names and values alternate.
func required(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) == "" {
			return court.Errorf(court.CodeInvalid, "缺少选项 --%s。", pairs[i]).WithHint("用 --help 查看写法。")
		}
	}
	return nil
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
