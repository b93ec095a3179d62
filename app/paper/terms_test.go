package paper

import (
	"context"
	"strings"
	"testing"
)

// A warning that nobody worded says what is overdue and near on the progress
// table, and when to answer although no day was set.
func TestWarningNoticeWordsItself(t *testing.T) {
	d := sample()
	d["warning"] = m{}
	doc, err := newPress(t).compose(context.Background(), "预警通知书", d)
	if err != nil {
		t.Fatal(err)
	}
	text := squeeze(textOf(doc))
	for _, want := range []string{
		"沈国栋：", "线索核查，应于2018年6月19日前办理，已超期。", "纳入失信名单，应于2018年7月10日前办理，即将到期。",
		"请于收到本通知书之日起三日内书面反馈", "☑执行员", "签收人",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "启动评估") {
		t.Error("a node that is not near is warned of")
	}
}

// The notice cites the rule of the ground the case is resumed on, and speaks
// to each side.
func TestResumeNoticeFollowsItsGround(t *testing.T) {
	for _, c := range []struct{ ground, role, want, speaks string }{
		{"终结本次执行程序后发现财产", "被执行人", "裁定终结本次执行程序。", "应当立即履行"},
		{"中止执行的情形消失", "申请执行人", "裁定中止", "财产线索"},
		{"不履行执行和解协议", "申请执行人", "《最高人民法院关于执行和解若干问题的规定》第九条", "财产线索"},
	} {
		d := with(sample(), []string{"resume", "ground"}, c.ground)
		d = with(d, []string{"recipient", "role"}, c.role)
		doc, err := newPress(t).compose(context.Background(), "resume-notice", d)
		if err != nil {
			t.Fatal(err)
		}
		text := squeeze(textOf(doc))
		if !strings.Contains(text, c.want) || !strings.Contains(text, c.speaks) || len(doc.pages) != 1 {
			t.Errorf("%s, %s, %d pages:\n%s", c.ground, c.role, len(doc.pages), text)
		}
	}
}

// The forms print before anybody asked for an extension, and the term is left
// blank when it is not known.
func TestTermFormsWithoutTheirData(t *testing.T) {
	p := newPress(t)
	d := sample()
	for _, key := range []string{"term", "extension", "report", "resume", "warning"} {
		delete(d, key)
	}
	for _, code := range []string{"warning-notice", "extension-approval", "six-month-report", "interim-report", "resume-notice"} {
		out, err := p.Print(context.Background(), code, d)
		if err != nil || out.Pages != 1 {
			t.Errorf("%s: %d pages, %v", code, out.Pages, err)
		}
	}
}
