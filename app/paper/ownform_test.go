package paper

import (
	"context"
	"strings"
	"testing"

	"zhixing/app/court"
)

func textOfForm(p *Press, code string) string {
	text, _ := p.FormText(code)
	return text
}

// knownTo is everything that a form made from d may ask for.
func knownTo(d Data) Data {
	d = with(d, []string{"case", "fund_code"}, "")
	d = with(d, []string{"payment", "leader"}, nil)
	nodes := append([]m{{}}, d["nodes"].([]m)...)
	nodes[0] = with(nodes[1], []string{"gap"}, "")
	return with(d, []string{"nodes"}, nodes)
}

// TestDeliveredFormsHaveNoFaults: the check finds nothing in what is delivered.
func TestDeliveredFormsHaveNoFaults(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		if faults := p.CheckForm(f.Code, textOfForm(p, f.Code), knownTo(sampleFor(t, f))); len(faults) > 0 {
			t.Errorf("%s: %+v", f.Code, faults)
		}
	}
}

// TestFaultsOfAnOwnFormNameLineAndField: whatever is wrong with a text is told
// with its line before the text can be used, the field where there is one.
func TestFaultsOfAnOwnFormNameLineAndField(t *testing.T) {
	p := newPress(t)
	form := textOfForm(p, "execution-notice")
	known := knownTo(sample())
	head, _, _ := strings.Cut(form, "\n---\n")
	first := strings.Count(head, "\n") + 3 // first line of the body
	body := func(line string) string { return strings.Replace(form, "\n---\n", "\n---\n"+line+"\n", 1) }
	for _, c := range []struct {
		text  string
		line  int
		field string
		says  []string
	}{
		{body("被执行人{{.case.numbr}}"), first, "case.numbr", []string{"没有这个字段", "case.number"}},
		{body("{{range .debtors}}{{.nam}}{{end}}"), first, "nam", []string{"“.name”"}},
		{body("{{range .debtors}}{{.case.number}}{{end}}"), first, "case.number", []string{"$.case"}},
		{body("{{if .never}}{{end}}"), first, "never", []string{"没有这个字段"}},
		{body("{{names .debtors \"nme\"}}"), first, "nme", []string{"没有这个字段"}},
		{body("{{sum .receipts \"amout\"}}"), first, "amout", []string{"amount"}},
		{body("{{.debtors.name}}"), first, "debtors.name", []string{"列表"}},
		{body("{{.case.number.x}}"), first, "case.number.x", []string{"单个的值"}},
		{body("{{index .court \"nme\"}}"), first, "nme", []string{"没有这个字段"}},
		{body("{{.case.number"), first, "", []string{"没有用“}}”结束"}},
		{body("{{if .case.number}}甲"), 0, "", []string{"{{end}}"}},
		{body("甲{{end}}"), first, "", []string{"{{end}}"}},
		{body("{{nofunction .case.number}}"), first, "", []string{"没有“nofunction”这个函数"}},
		{body("@标提 甲"), first, "", []string{"@标提"}},
		{body("@用 没有的"), first, "", []string{"没有的"}},
		{body("@表 宽=1,1\n| 甲 |\n@表完"), first + 1, "", []string{"1 列"}},
		{body("{{cdate .case.number}}"), first, "日期", []string{"不是有效日期"}},
		{strings.Replace(form, "对象: 案件", "对象: 被执行人", 1), 0, "", []string{"对象", "案件"}},
		{"名称 无冒号\n" + form, 1, "", []string{"键: 值"}},
		{strings.Replace(form, "\n---\n", "\n必填: case.nothing\n---\n", 1), 0, "case.nothing", []string{"必填"}},
		{"名称: 甲\n阶段: 乙\n", 0, "", []string{"---"}},
		{body("笑脸\U0001F600"), 0, "", []string{"U+1F600"}},
	} {
		faults := p.CheckForm("execution-notice", c.text, known)
		if len(faults) == 0 {
			t.Errorf("nothing wrong with %q", c.says)
			continue
		}
		f := faults[0]
		if c.line > 0 && f.Line != c.line || f.Field != c.field {
			t.Errorf("line %d field %q, want %d %q (%s)", f.Line, f.Field, c.line, c.field, f.Say)
		}
		for _, s := range c.says {
			if !strings.Contains(f.Say, s) {
				t.Errorf("%q does not say %q", f.Say, s)
			}
		}
	}
	two := p.CheckForm("execution-notice", body("{{.case.a}}\n{{.case.b}}"), known)
	if len(two) != 2 || two[0].Line != first || two[1].Line != first+1 {
		t.Errorf("two mistakes: %+v", two)
	}
}

// TestCourtsOwnFormPrints: it takes the place of the delivered form with another
// version, goes back, and one that cannot be read prints nothing.
func TestCourtsOwnFormPrints(t *testing.T) {
	p := newPress(t)
	ctx := context.Background()
	f, err := p.form("execution-notice")
	if err != nil {
		t.Fatal(err)
	}
	d := sampleFor(t, *f)
	own := strings.Replace(textOfForm(p, f.Code), "\n---\n", "\n---\n本院自拟的一段，案号{{.case.number}}。\n", 1)
	tried, err := p.Try(f.Code, own, d)
	if err != nil || !strings.Contains(tried.body, "本院自拟") {
		t.Fatalf("the trial: %v", err)
	}
	p.UseOwn([]court.OwnForm{{Form: f.Code, Number: 3, Text: own}})
	now, err := p.form("执行通知书")
	if err != nil || now.Own != 3 || now.Version == f.Version || now.Order != f.Order {
		t.Fatalf("own form %+v, %v", now, err)
	}
	text, err := p.Fill(ctx, f.Code, d)
	if err != nil || !strings.Contains(text.body, "本院自拟") {
		t.Errorf("the own form is not printed (%v)", err)
	}
	if list := p.Forms(); len(list) != len(p.forms) {
		t.Errorf("%d forms in the menu", len(list))
	}
	p.UseOwn([]court.OwnForm{{Form: f.Code, Number: 4, Text: own + "\n@标提 坏\n"}})
	_, err = p.Print(ctx, f.Code, d)
	if say, hint := court.Sentence(err); !strings.Contains(say, "execution-notice.form 第") || !strings.Contains(hint, "文书样式") {
		t.Errorf("a broken own form says %q %q", say, hint)
	}
	p.UseOwn(nil)
	if back, err := p.form(f.Code); err != nil || back.Own != 0 || back.Version != f.Version {
		t.Errorf("back to %+v, %v", back, err)
	}
}
