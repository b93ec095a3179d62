package paper

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"zhixing/app/court"
)

// shape is what kind of value stands somewhere in the data: a group of keys, a
// list, or a single value (neither). A nil shape is not known and may be used
// in any way.
type shape struct {
	keys map[string]*shape
	elem *shape
	list bool
}

var (
	single    = &shape{}
	dateShape = &shape{keys: map[string]*shape{"Year": single, "Month": single, "Day": single}}
)

// shapeOf gives the shape of data. Lists have the keys of all their entries; an
// empty list and a nil value tell nothing.
func shapeOf(v any) *shape {
	switch v := v.(type) {
	case nil:
		return nil
	case Data:
		return shapeOf(map[string]any(v))
	case map[string]any:
		s := &shape{keys: map[string]*shape{}}
		for k, x := range v {
			s.keys[k] = shapeOf(x)
		}
		return s
	}
	if _, ok := v.(court.Date); ok {
		return dateShape
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Slice {
		return single
	}
	s := &shape{list: true}
	for i := range r.Len() {
		s.elem = joined(s.elem, shapeOf(r.Index(i).Interface()))
	}
	return s
}

// joined gives the keys of both.
func joined(a, b *shape) *shape {
	if a == nil || b == nil || a.keys == nil || b.keys == nil {
		if a == nil {
			return b
		}
		return a
	}
	out := &shape{keys: map[string]*shape{}}
	for _, from := range []*shape{a, b} {
		for k, v := range from.keys {
			out.keys[k] = joined(out.keys[k], v)
		}
	}
	return out
}

// put adds a key below s, making groups on the way.
func (s *shape) put(path []string, v *shape) {
	if s.keys[path[0]] == nil || s.keys[path[0]].keys == nil {
		if len(path) > 1 {
			s.keys[path[0]] = &shape{keys: map[string]*shape{}}
		}
	}
	if len(path) == 1 {
		s.keys[path[0]] = v
		return
	}
	s.keys[path[0]].put(path[1:], v)
}

// unknownFields finds the fields of the form that neither known nor its own
// inputs have, in the order of the lines.
func (f *Form) unknownFields(known Data) []court.FormFault {
	root := shapeOf(known)
	for _, in := range f.Inputs {
		s := single
		switch in.Kind {
		case "lines":
			s = &shape{list: true, elem: single}
		case "table":
			row := &shape{keys: map[string]*shape{}}
			for _, c := range in.Columns {
				row.keys[c.Name] = single
			}
			s = &shape{list: true, elem: row}
		}
		root.put(strings.Split(in.Key, "."), s)
	}
	c := &fieldCheck{form: f, root: root}
	for _, field := range f.Required {
		if _, wrong := c.fieldOf(root, strings.Split(field.Key, ".")); wrong != "" {
			c.faults = append(c.faults, court.FormFault{Field: field.Key, Say: "“必填”里的字段" + wrong})
		}
	}
	c.node(f.body.Root, root, map[string]*shape{"$": root})
	slices.SortStableFunc(c.faults, func(a, b court.FormFault) int { return a.Line - b.Line })
	return slices.Compact(c.faults)
}

// fieldCheck walks a template and looks every field up.
type fieldCheck struct {
	form   *Form
	root   *shape
	faults []court.FormFault
}

// fault notes a field that is not there.
func (c *fieldCheck) fault(n parse.Node, field, why string) {
	at := 1 + strings.Count(c.form.marked[:min(int(n.Position()), len(c.form.marked))], "\n")
	fault := court.FormFault{Field: field, Say: "“." + field + "”" + why}
	if at >= 1 && at <= len(c.form.source) {
		src := c.form.source[at-1]
		fault.Line = src.line
		if src.file != c.form.Code+".form" {
			fault.Line, fault.Say = 0, fmt.Sprintf("共用部分 %s 第 %d 行：%s", src.file, src.line, fault.Say)
		}
	}
	c.faults = append(c.faults, fault)
}

// fieldOf follows a path of keys; wrong says what is not there.
func (c *fieldCheck) fieldOf(s *shape, path []string) (out *shape, wrong string) {
	for i, key := range path {
		switch {
		case s == nil:
			return nil, ""
		case s.list:
			return nil, fmt.Sprintf("：%s是列表，要用 range 或 index 取其中的一项", orWhole(path[:i]))
		case s.keys == nil:
			return nil, fmt.Sprintf("：%s是单个的值，里面没有“%s”", orWhole(path[:i]), key)
		}
		next, ok := s.keys[key]
		if !ok {
			return nil, "没有这个字段" + c.likely(s, path[:i], key)
		}
		s = next
	}
	return s, ""
}

func orWhole(path []string) string {
	if len(path) == 0 {
		return "当前的值"
	}
	return strings.Join(path, ".")
}

// likely proposes the key that was perhaps meant.
func (c *fieldCheck) likely(s *shape, path []string, key string) string {
	if _, ok := c.root.keys[key]; ok && s != c.root {
		return "（在循环或 with 里，最外层的字段要写成 $." + key + "）"
	}
	best, least := "", 3
	for k := range s.keys {
		if d := distance(k, key); d < least || d == least && k < best {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "（是不是“." + strings.Join(append(slices.Clone(path), best), ".") + "”？）"
}

// distance counts the letters to change, add or drop between two keys.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// node checks a part of the template with dot and the variables in force.
func (c *fieldCheck) node(n parse.Node, dot *shape, vars map[string]*shape) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, x := range n.Nodes {
			c.node(x, dot, vars)
		}
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot, vars)
	case *parse.IfNode:
		c.pipe(n.Pipe, dot, vars)
		c.node(n.List, dot, cloneVars(vars))
		c.node(n.ElseList, dot, cloneVars(vars))
	case *parse.WithNode:
		inner := cloneVars(vars)
		c.node(n.List, c.pipe(n.Pipe, dot, inner), inner)
		c.node(n.ElseList, dot, cloneVars(vars))
	case *parse.RangeNode:
		inner := cloneVars(vars)
		decl := n.Pipe.Decl
		list := c.value(n.Pipe, dot, inner)
		var elem *shape
		if list != nil {
			elem = list.elem
		}
		if len(decl) > 0 {
			inner[decl[len(decl)-1].Ident[0]] = elem
		}
		if len(decl) > 1 {
			inner[decl[0].Ident[0]] = single
		}
		c.node(n.List, elem, inner)
		c.node(n.ElseList, dot, cloneVars(vars))
	}
}

func cloneVars(vars map[string]*shape) map[string]*shape {
	out := make(map[string]*shape, len(vars))
	for k, v := range vars {
		out[k] = v
	}
	return out
}

// pipe checks a pipe and sets the variables that it declares.
func (c *fieldCheck) pipe(p *parse.PipeNode, dot *shape, vars map[string]*shape) *shape {
	s := c.value(p, dot, vars)
	for _, v := range p.Decl {
		vars[v.Ident[0]] = s
	}
	return s
}

// value gives the shape of what a pipe yields.
func (c *fieldCheck) value(p *parse.PipeNode, dot *shape, vars map[string]*shape) *shape {
	var s *shape
	for i, cmd := range p.Cmds {
		args := make([]*shape, len(cmd.Args), len(cmd.Args)+1)
		for k, a := range cmd.Args {
			args[k] = c.arg(a, dot, vars)
		}
		if i > 0 {
			args = append(args, s)
		}
		s = args[0]
		if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			s = c.call(name.Ident, cmd, args[1:])
		}
	}
	return s
}

// arg gives the shape of one word of a command.
func (c *fieldCheck) arg(n parse.Node, dot *shape, vars map[string]*shape) *shape {
	follow := func(from *shape, path []string) *shape {
		s, wrong := c.fieldOf(from, path)
		if wrong != "" {
			c.fault(n, strings.Join(path, "."), wrong)
		}
		return s
	}
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return follow(dot, n.Ident)
	case *parse.VariableNode:
		return follow(vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return follow(c.arg(n.Node, dot, vars), n.Field)
	case *parse.PipeNode:
		return c.value(n, dot, vars)
	}
	return single
}

// call gives the shape of what a function yields, and checks the keys that some
// are told by name.
func (c *fieldCheck) call(name string, cmd *parse.CommandNode, args []*shape) *shape {
	first := func() *shape {
		if len(args) > 0 {
			return args[0]
		}
		return nil
	}
	switch name {
	case "where", "unique":
		c.namedKey(cmd, first())
		return first()
	case "names", "sum":
		c.namedKey(cmd, first())
	case "columns":
		c.namedKey(cmd, first())
		return &shape{list: true, elem: first()}
	case "index":
		s := first()
		if s == nil || s.list {
			if s == nil {
				return nil
			}
			return s.elem
		}
		return c.namedKey(cmd, s)
	case "list":
		return &shape{list: true, elem: single}
	case "or", "and":
		return firstGroup(args)
	case "slice":
		return first()
	}
	return single
}

// firstGroup is the shape of one of several values: the first that is more than
// a single one.
func firstGroup(args []*shape) *shape {
	for _, a := range args {
		if a == nil || a.list || a.keys != nil {
			return a
		}
	}
	return single
}

// namedKey looks up the key that a function is told as a text in its second
// place: of the entries of a list, or of a group.
func (c *fieldCheck) namedKey(cmd *parse.CommandNode, s *shape) *shape {
	const at = 2
	if s != nil && s.list {
		s = s.elem
	}
	if at >= len(cmd.Args) || s == nil {
		return nil
	}
	key, ok := cmd.Args[at].(*parse.StringNode)
	if !ok {
		return nil
	}
	out, wrong := c.fieldOf(s, []string{key.Text})
	if wrong != "" {
		c.fault(key, key.Text, wrong)
	}
	return out
}
