package cases

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"zhixing/app/court"
)

// describe says in one line of Chinese what an audit entry records.
func describe(e court.AuditEntry) string {
	switch e.Entity {
	case "case":
		return describeCase(e)
	case "node":
		return describeNode(e)
	case "handover":
		return describeHandover(e)
	case "receipt":
		return describeReceipt(e)
	case "disbursement":
		return describeDisbursement(e)
	case "paper":
		return describePaper(e)
	case "checklist":
		return describeTick(e)
	case "review":
		return describeReview(e)
	case "deduction":
		return describeDeduction(e)
	case "extension":
		return describeExtension(e)
	case "warning":
		return describeWarning(e)
	case "legs":
		return describeLegs(e)
	case "rule":
		return describeRule(e)
	case "event":
		return describeEvent(e)
	case "register":
		return describeRegister(e)
	case "service", "service-address":
		return describeService(e)
	case "undo":
		return describeUndo(e)
	case "item":
		x, _ := after[court.FundItem](e)
		return strings.TrimSpace(fmt.Sprintf("%s　%s%s　%s元　%s", x.Number, x.Fund, x.Kind, x.Amount, x.Note))
	case "cause":
		x, _ := after[court.CauseMark](e)
		return fmt.Sprintf("未发原因：%s（%s），计划%s办结", x.Cause, x.Reason, x.Until)
	}
	return describeThing(e)
}

// after reads the state after the change, or before it when nothing is left.
func after[T any](e court.AuditEntry) (v T, ok bool) {
	text := e.After
	if text == "" {
		text = e.Before
	}
	return v, json.Unmarshal([]byte(text), &v) == nil
}

// describeCase tells what an edit changed; entries about officer, status or
// closing hold words instead of a whole case.
func describeCase(e court.AuditEntry) string {
	if text, ok := describeStatus(e); ok {
		return text
	}
	var words map[string]string
	if json.Unmarshal([]byte(e.After), &words) == nil {
		return describeWords(e, words)
	}
	var from, to string
	if json.Unmarshal([]byte(e.After), &to) == nil {
		_ = json.Unmarshal([]byte(e.Before), &from) // an unreadable start leaves it out
		return from + " → " + to
	}
	now, ok := after[court.Case](e)
	if !ok {
		return ""
	}
	var was court.Case
	if e.Before == "" || json.Unmarshal([]byte(e.Before), &was) != nil {
		return fmt.Sprintf("%s  %s  %s", now.Number, partiesLine(now), now.Cause)
	}
	return strings.Join(caseChanges(was, now), "；")
}

func describeWords(e court.AuditEntry, now map[string]string) string {
	var was map[string]string
	_ = json.Unmarshal([]byte(e.Before), &was) // a first assignment has none
	var parts []string
	for label, value := range now {
		switch {
		case value == was[label]:
		case was[label] == "":
			parts = append(parts, label+" "+value)
		default:
			parts = append(parts, label+" "+was[label]+" → "+value)
		}
	}
	sort.Strings(parts)
	return strings.Join(parts, "；")
}

func caseChanges(was, now court.Case) []string {
	var parts []string
	for _, f := range []struct{ label, was, now string }{
		{"案号", was.Number.String(), now.Number.String()}, {"案号保留理由", was.NumberReason, now.NumberReason}, {"案件类型", string(was.Kind), string(now.Kind)},
		{"立案日期", was.Filed.String(), now.Filed.String()}, {"案由", was.Cause, now.Cause},
		{"执行依据", was.Basis.Number + was.Basis.Kind, now.Basis.Number + now.Basis.Kind},
		{"作出机关", was.Basis.Organ, now.Basis.Organ}, {"生效日期", was.Basis.Effective.String(), now.Basis.Effective.String()},
		{"标的额", was.Principal.String(), now.Principal.String()}, {"申请执行费", was.Fee.String(), now.Fee.String()},
		{"利息条款", was.InterestText, now.InterestText}, {"应执行的行为", was.ActsText, now.ActsText},
		{"标签", joined(was.Tags), joined(now.Tags)}, {"派出法庭", was.Tribunal, now.Tribunal}, {"备注", was.Note, now.Note},
		{"当事人", strings.Join(partyNames(was), "、"), strings.Join(partyNames(now), "、")},
	} {
		if f.was != f.now {
			parts = append(parts, fmt.Sprintf("%s：%s → %s", f.label, orNone(f.was), orNone(f.now)))
		}
	}
	if len(parts) == 0 {
		return []string{"修改了当事人信息"}
	}
	return parts
}

func orNone(text string) string {
	if text == "" {
		return "（空）"
	}
	return text
}

func describeNode(e court.AuditEntry) string {
	if text, ok := describeChange(e); ok {
		return text
	}
	n, ok := after[court.Node](e)
	if !ok {
		return ""
	}
	parts := []string{n.Name}
	was, _ := beforeOf[court.Node](e)
	switch {
	case n.Waived != "":
		return n.Name + "  免办"
	case was.Waived != "":
		parts = append(parts, "取消免办")
	}
	if !n.Actual.IsZero() {
		parts = append(parts, "实际办理日 "+n.Actual.String())
	}
	if was, ok := beforeOf[court.Node](e); ok && was.Planned != n.Planned {
		parts = append(parts, fmt.Sprintf("应办日 %s → %s", orNone(was.Planned.String()), orNone(n.Planned.String())))
	}
	for _, text := range []string{n.Result, n.Evidence} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "  ")
}

func beforeOf[T any](e court.AuditEntry) (v T, ok bool) {
	return v, e.Before != "" && json.Unmarshal([]byte(e.Before), &v) == nil
}

func describeHandover(e court.AuditEntry) string {
	h, ok := after[court.Handover](e)
	if !ok {
		return ""
	}
	text := fmt.Sprintf("%s（%s）→ %s（%s）", h.From, h.FromStage, h.To, h.ToStage)
	if h.ToOfficer != "" {
		text += "，承办人 " + h.ToOfficer
	}
	if h.State == court.HandoverSent {
		text += fmt.Sprintf("，材料 %d 项", len(h.Materials))
	}
	return text
}

func describeReceipt(e court.AuditEntry) string {
	r, ok := after[court.Receipt](e)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s  %s  %s  %s 元  到账 %s", r.Number, r.Payer, r.Way, r.Amount, r.Date)
}

func describeDisbursement(e court.AuditEntry) string {
	d, ok := after[court.Disbursement](e)
	if !ok {
		return ""
	}
	text := fmt.Sprintf("%s  发放 %s %s 元", d.Number, d.Payee, d.Amount)
	if extra := d.Total() - d.Amount; extra > 0 {
		text += "，扣除 " + extra.String() + " 元"
	}
	return text + "  " + string(d.State)
}

func describePaper(e court.AuditEntry) string {
	p, ok := after[court.Paper](e)
	if !ok {
		return ""
	}
	text := p.Name
	if p.For != "" {
		text += "（致 " + p.For + "）"
	}
	return fmt.Sprintf("%s  %s  %d 页", text, p.Number, p.Pages)
}

func describeTick(e court.AuditEntry) string {
	t, ok := after[court.ChecklistTick](e)
	if !ok {
		return ""
	}
	word := "不具备"
	if t.Done {
		word = "具备"
	}
	return spaced(word, t.Evidence)
}

func describeReview(e court.AuditEntry) string {
	r, ok := after[court.Review](e)
	if !ok {
		return ""
	}
	if r.Verdict == "" {
		return "已送评查"
	}
	text := "结论：" + string(r.Verdict)
	for _, f := range r.Findings {
		text += "；" + f.Text
	}
	return text
}
