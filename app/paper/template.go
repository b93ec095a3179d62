package paper

import (
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"text/template/parse"

	"zhixing/app/court"
)

// Marks that travel from the template to the markup reader. Data can never
// contain them: put removes control characters. Whatever stands between
// dataOpen and dataClose is text, whichever markup it looks like.
const (
	lineOpen  = "\x10" // number of the source line, then lineClose
	lineClose = "\x11"
	dataOpen  = "\x0e" // label of the field, then dataText, then the value
	dataText  = "\x1f"
	dataClose = "\x0f"
	dataBreak = "\x0b" // a line break inside a value
)

// controlLine matches lines that hold nothing but control actions; they leave
// no line in the paper.
var controlLine = regexp.MustCompile(`^\s*(\{\{-?\s*(if|else|end|range|with|break|continue|\$\w+\s*:?=|/\*)(?:[^}]|\}[^}])*\}\}\s*)+$`)

// compile parses the body, marks its lines with their numbers and closes every
// value into data marks. Each source line is one line of the template.
func (f *Form) compile() error {
	var b strings.Builder
	for i, src := range f.source {
		l := trim(src.text)
		switch {
		case l == "":
			b.WriteString("{{/*\n*/}}")
		case controlLine.MatchString(l):
			b.WriteString(l + "{{/*\n*/}}")
		default:
			if err := checkLine(l); err != nil {
				return f.at(i+1, "%v", err)
			}
			fmt.Fprintf(&b, "%s%d%s%s\n", lineOpen, i+1, lineClose, l)
		}
	}
	t, err := template.New(f.Name).Option("missingkey=error").Funcs(funcs(nil, nil)).Parse(b.String())
	if err != nil {
		line, why := templateFault(err)
		return f.at(line, "%s", why)
	}
	for _, tree := range t.Templates() {
		if tree.Tree != nil {
			closeValues(tree.Tree, tree.Root)
		}
	}
	f.body, f.marked = t, b.String()
	return nil
}

// closeValues appends put to every action that prints something.
func closeValues(tree *parse.Tree, n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			closeValues(tree, c)
		}
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return
		}
		name := n.Pipe.String()
		ident := parse.NewIdentifier("_put").SetPos(n.Pos).SetTree(tree)
		text := &parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: fmt.Sprintf("%q", name), Text: name}
		n.Pipe.Cmds = append(n.Pipe.Cmds,
			&parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{ident, text}})
	case *parse.IfNode:
		closeValues(tree, n.List)
		closeValues(tree, n.ElseList)
	case *parse.RangeNode:
		closeValues(tree, n.List)
		closeValues(tree, n.ElseList)
	case *parse.WithNode:
		closeValues(tree, n.List)
		closeValues(tree, n.ElseList)
	}
}

// markup is text of the form language that a function makes, the only values
// that are not closed into data marks.
type markup string

// put writes one value as data: name is the action it came from.
func put(name string, v any) (string, error) {
	if m, ok := v.(markup); ok {
		return string(m), nil
	}
	text, err := show(v)
	if err != nil {
		return "", err
	}
	return dataOpen + labelOf(name) + dataText + clean(text) + dataClose, nil
}

// show gives the text of a value as running text writes it.
func show(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case court.Date:
		return v.Text(), nil
	case court.Money:
		return v.Short(), nil
	case bool:
		return map[bool]string{true: "是", false: "否"}[v], nil
	case int, int64, uint64, int32, uint32, uint:
		return fmt.Sprint(v), nil
	case fmt.Stringer:
		return v.String(), nil
	}
	if s, ok := stringKind(v); ok {
		return s, nil
	}
	return "", fmt.Errorf("不能打印 %T 类型的值", v)
}

// clean removes what could be taken for marks and turns line breaks into
// breaks inside the value.
func clean(s string) string {
	s = strings.NewReplacer("\r\n", dataBreak, "\n", dataBreak, "\r", dataBreak,
		"\u2028", dataBreak, "\u2029", dataBreak, "\t", " ").Replace(strings.TrimRight(s, "\r\n \t"))
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\x0b' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

var faultPlace = regexp.MustCompile(`^template: [^:]*:(\d+)(?::\d+)?: (?:executing "[^"]*" at <([^>]*)>: )?(.*)$`)
var noKey = regexp.MustCompile(`map has no entry for key "([^"]*)"`)

// templateFault gives the line and a sentence for an error of text/template.
func templateFault(err error) (line int, why string) {
	m := faultPlace.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		return 0, err.Error()
	}
	_, _ = fmt.Sscan(m[1], &line) // the pattern has digits only
	why = m[3]
	if k := noKey.FindStringSubmatch(why); k != nil {
		why = fmt.Sprintf("缺少数据“%s”（%s）", labelOf(m[2]), strings.TrimPrefix(m[2], "."))
	} else if m[2] != "" {
		why = m[2] + "：" + inChinese(why)
	} else {
		why = inChinese(why)
	}
	return line, why
}

// What text/template says most often when a form is wrong, and what users are
// told.
var templateSays = []struct {
	pattern *regexp.Regexp
	say     string
}{
	{regexp.MustCompile(`function "([^"]*)" not defined`), "没有“$1”这个函数"},
	{regexp.MustCompile(`unexpected EOF`), "有 {{if}}、{{range}} 或 {{with}} 没有用 {{end}} 结束"},
	{regexp.MustCompile(`unexpected \{\{end\}\}`), "多了一个 {{end}}"},
	{regexp.MustCompile(`unexpected \{\{else\}\}`), "{{else}} 前面没有 {{if}}、{{range}} 或 {{with}}"},
	{regexp.MustCompile(`undefined variable "([^"]*)"`), "变量 $1 还没有定义"},
	{regexp.MustCompile(`missing value for (\w+)`), "{{$1}} 后面没有写条件或字段"},
	{regexp.MustCompile(`wrong number of args for (\w+): want (.*) got (\d+)`), "$1 要 $2 个值，这里给了 $3 个"},
	{regexp.MustCompile(`unterminated (?:quoted string|raw quoted string)`), "引号没有成对"},
	{regexp.MustCompile(`error calling (\w+): (.*)`), "$1：$2"},
	{regexp.MustCompile(`range can't iterate over .*`), "不是列表，不能用 range"},
}

func inChinese(why string) string {
	for _, t := range templateSays {
		if at := t.pattern.FindStringSubmatchIndex(why); at != nil {
			return strings.ReplaceAll(string(t.pattern.ExpandString(nil, t.say, why, at)), "at least ", "至少 ")
		}
	}
	return why
}

// trim removes the blanks at both ends of a source text, but not the
// ideographic ones, which a form uses on purpose.
func trim(s string) string { return strings.Trim(s, " \t\r") }
