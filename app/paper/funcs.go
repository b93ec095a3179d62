package paper

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"text/template"

	"zhixing/app/court"
)

// Cite gives the text of a citation such as 《中华人民共和国民事诉讼法》第二百四十条
// in the version in force on a date.
type Cite func(id string, on court.Date) (string, error)

// Data is the tree a form is filled from: texts, court.Date, court.Money,
// bool, int, and lists and maps of these.
type Data map[string]any

// funcs are the functions a form may call. cite and root are nil while a form
// is only being read.
func funcs(cite Cite, root Data) template.FuncMap {
	return template.FuncMap{
		"_put":    put,
		"money":   func(v any) (string, error) { m, err := toMoney(v); return m.String(), err },
		"capital": func(v any) (string, error) { m, err := toMoney(v); return m.Capital(), err },
		"amount":  amount,
		"percent": percent,
		"cdate":   chineseDate,
		"day":     dayOrBlank,
		"iso":     func(v any) (string, error) { d, err := toDate(v); return d.String(), err },
		"names":   names,
		"dated":   dated,
		"sum":     sum,
		"where":   where,
		"unique":  unique,
		"bare":    bare,
		"ends":    func(v any, suffix string) (bool, error) { s, err := show(v); return strings.HasSuffix(s, suffix), err },
		"minus":   minus,
		"party":   party,
		"box":     checkBox,
		"blank":   func(n int) markup { return markup(strings.Repeat("_", 2*max(1, n))) },
		"cn":      court.ChineseNumber,
		"add":     func(a, b int) int { return a + b },
		"spread":  spread,
		"columns": columns,
		"sign":    stateSign,
		"list":    func(parts ...any) []any { return parts },
		"at":      at,
		"empty":   isEmpty,
		"article": func(ids ...string) (string, error) { return articles(cite, root, ids) },
		"clause":  func(id string) (string, error) { return clause(cite, root, id) },
	}
}

// articles gives the citations in force on the paper's date, joined with 、; a
// law that is the same as the one before is not named again.
func articles(cite Cite, root Data, ids []string) (string, error) {
	if cite == nil {
		return "", fmt.Errorf("没有条文库")
	}
	on, _ := lookup(root, "paper.date")
	date, ok := on.(court.Date)
	if !ok || date.IsZero() {
		return "", court.FieldErrorf("落款日期", "没有填写，不能确定引用哪一版法律条文。")
	}
	var out, law string
	for i, id := range ids {
		text, err := cite(id, date)
		if err != nil {
			return "", err
		}
		if i > 0 {
			out += "、"
		}
		name, _, _ := strings.Cut(text, "》")
		if name == law {
			text = strings.TrimPrefix(text, law+"》")
		}
		if last := strings.LastIndex(text, "《"); last >= 0 {
			law, _, _ = strings.Cut(text[last:], "》")
		}
		out += text
	}
	return out, nil
}

// clause is a citation without the law's name, after another of that law.
func clause(cite Cite, root Data, id string) (string, error) {
	text, err := articles(cite, root, []string{id})
	_, number, _ := strings.Cut(text, "》")
	return number, err
}

func toMoney(v any) (court.Money, error) {
	switch v := v.(type) {
	case court.Money:
		return v, nil
	case string:
		if strings.TrimSpace(v) == "" {
			return 0, nil
		}
		return court.ParseMoney(v)
	case nil:
		return 0, nil
	}
	return 0, fmt.Errorf("“%v”不是金额", v)
}

// amount writes a sum as papers that order a payment do, in figures and in
// capitals, or leaves room for both.
func amount(v any) (any, error) {
	if isEmpty(v) {
		return markup("________________元（大写：________________________）"), nil
	}
	m, err := toMoney(v)
	return m.String() + "元（大写：" + m.Capital() + "）", err
}

// percent writes the share of a in b with two decimals; nothing when b is 0.
func percent(a, b any) (string, error) {
	x, err := toMoney(a)
	if err != nil {
		return "", err
	}
	y, err := toMoney(b)
	if err != nil || y <= 0 {
		return "", err
	}
	share := new(big.Rat).SetFrac64(int64(x)*100, int64(y))
	return share.FloatString(2) + "%", nil
}

func toDate(v any) (court.Date, error) {
	switch v := v.(type) {
	case court.Date:
		return v, nil
	case string:
		return court.ParseDate(v)
	case nil:
		return court.Date{}, nil
	}
	return court.Date{}, fmt.Errorf("“%v”不是日期", v)
}

// chineseDate writes 二〇一八年六月九日, or room for handwriting.
func chineseDate(v any) (any, error) {
	d, err := toDate(v)
	if err != nil || !d.IsZero() {
		return d.Chinese(), err
	}
	return markup("　　　　年　　月　　日"), nil
}

// dayOrBlank writes 2018年6月9日, or room for handwriting.
func dayOrBlank(v any) (any, error) {
	d, err := toDate(v)
	if err != nil || !d.IsZero() {
		return d.Text(), err
	}
	return markup("　　　年　　月　　日"), nil
}

// itemsOf gives the maps of a list, whichever type the list has.
func itemsOf(list any) ([]map[string]any, error) {
	if list == nil {
		return nil, nil
	}
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil, fmt.Errorf("“%v”不是列表", list)
	}
	var out []map[string]any
	for i := range v.Len() {
		switch m := v.Index(i).Interface().(type) {
		case map[string]any:
			out = append(out, m)
		case Data:
			out = append(out, m)
		default:
			return nil, fmt.Errorf("列表里的“%v”不是一组数据", m)
		}
	}
	return out, nil
}

// names joins the name (or another key) of a list with 、; a list of texts is
// joined as it is.
func names(list any, key ...string) (string, error) {
	if texts, ok := list.([]string); ok {
		texts = slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return strings.TrimSpace(s) == "" })
		return strings.Join(texts, "、"), nil
	}
	items, err := itemsOf(list)
	if err != nil {
		return "", err
	}
	field := "name"
	if len(key) > 0 {
		field = key[0]
	}
	var out []string
	for _, m := range items {
		text, err := show(m[field])
		if err != nil {
			return "", err
		}
		out = append(out, text)
	}
	return strings.Join(out, "、"), nil
}

// dated gives the date of the first entry of a list with that name, no date
// when there is none.
func dated(list any, name string) (court.Date, error) {
	items, err := itemsOf(list)
	if err != nil {
		return court.Date{}, err
	}
	for _, m := range items {
		if m["name"] == name {
			return toDate(m["date"])
		}
	}
	return court.Date{}, nil
}

// where gives the entries of a list whose key holds the value.
func where(list any, key string, value any) ([]map[string]any, error) {
	items, err := itemsOf(list)
	return slices.DeleteFunc(items, func(m map[string]any) bool { return m[key] != value }), err
}

// unique gives the first entry of each text that the key holds.
func unique(list any, key string) ([]map[string]any, error) {
	items, err := itemsOf(list)
	seen := map[any]bool{}
	return slices.DeleteFunc(items, func(m map[string]any) bool {
		again := seen[m[key]]
		seen[m[key]] = true
		return again
	}), err
}

// bare drops the marks that end a typed sentence, so that the form's own can
// follow.
func bare(v any) (string, error) {
	s, err := show(v)
	return strings.TrimRight(s, "。；，、;,. \t\r\n"), err
}

// sum adds a money key of a list.
func sum(list any, key string) (court.Money, error) {
	items, err := itemsOf(list)
	if err != nil {
		return 0, err
	}
	var total court.Money
	for _, m := range items {
		v, err := toMoney(m[key])
		if err != nil {
			return 0, err
		}
		total += v
	}
	return total, nil
}

func minus(a, b any) (court.Money, error) {
	x, err := toMoney(a)
	if err != nil {
		return 0, err
	}
	y, err := toMoney(b)
	return x - y, err
}

// party describes a party as the head of a ruling does. What is not known is
// left out, except a natural person's identity number, which leaves room.
func party(v any) (string, error) {
	m, err := itemsOf([]any{v})
	if err != nil {
		return "", err
	}
	p := m[0]
	get := func(key string) string { s, _ := show(p[key]); return s }
	parts := []string{get("name")}
	add := func(prefix, text, suffix string) {
		if text != "" {
			parts = append(parts, prefix+text+suffix)
		}
	}
	if get("kind") == "自然人" {
		add("", get("sex"), "")
		add("", get("birth"), "出生")
		add("", get("nation"), "")
		add("住", get("address"), "")
		add("公民身份号码", get("id"), "")
		return strings.Join(parts, "，") + "。", nil
	}
	add("住所地", get("address"), "")
	add("统一社会信用代码", get("id"), "")
	text := strings.Join(parts, "，") + "。"
	if rep := get("legal_rep"); rep != "" {
		title := "法定代表人"
		if get("kind") == "其他组织" {
			title = "负责人"
		}
		text += title + "：" + rep
		if t := get("legal_rep_title"); t != "" {
			text += "，" + t
		}
		text += "。"
	}
	return text, nil
}

// checkBox gives ☑ for true or a text that says yes, ☐ otherwise.
func checkBox(v any) (string, error) {
	switch v := v.(type) {
	case bool:
		if v {
			return string(boxTicked), nil
		}
	case string:
		if v == "是" || v == "有" || v == "√" {
			return string(boxTicked), nil
		}
	case nil:
	default:
		return "", fmt.Errorf("“%v”不是是或否", v)
	}
	return string(boxEmpty), nil
}

// spread widens a name of two characters to three: 张　三.
func spread(v any) (string, error) {
	s, err := show(v)
	if r := []rune(s); len(r) == 2 {
		s = string(r[0]) + "　" + string(r[1])
	}
	return s, err
}

// columns sorts a list into one column per value of key and gives the rows
// across: row n holds the n-th of every column, nil where a column is shorter.
func columns(list any, key string, values ...string) ([][]map[string]any, error) {
	items, err := itemsOf(list)
	if err != nil {
		return nil, err
	}
	var rows [][]map[string]any
	for c, value := range values {
		n := 0
		for _, m := range items {
			text, err := show(m[key])
			if err != nil {
				return nil, err
			}
			if text != value {
				continue
			}
			if n == len(rows) {
				rows = append(rows, make([]map[string]any, len(values)))
			}
			rows[n][c] = m
			n++
		}
	}
	return rows, nil
}

// stateSign gives the sign of a node's state, so that a black-and-white print
// still shows it.
func stateSign(v any) (string, error) {
	s, err := show(v)
	return map[string]string{"完成": "√", "超期": "×", "临近": "△", "免办": "—"}[s] + s, err
}

// stringKind gives the text of a named string type.
func stringKind(v any) (string, bool) {
	r := reflect.ValueOf(v)
	return r.String(), r.Kind() == reflect.String
}

// at gives the n-th text of a list, "" beyond its end.
func at(list []string, n int) string {
	if n < 0 || n >= len(list) {
		return ""
	}
	return list[n]
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case court.Date:
		return v.IsZero()
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return r.Len() == 0
	}
	return false
}

// lookup follows a dotted key; ok is false when a step is missing.
func lookup(d Data, key string) (any, bool) {
	var v any = d
	for step := range strings.SplitSeq(key, ".") {
		var m map[string]any
		switch t := v.(type) {
		case Data:
			m = t
		case map[string]any:
			m = t
		default:
			return nil, false
		}
		var ok bool
		if v, ok = m[step]; !ok {
			return nil, false
		}
	}
	return v, true
}
