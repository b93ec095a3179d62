package admin

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
)

// fieldChange is one field of a record before and after.
type fieldChange struct{ name, before, after string }

func wordFor(entity, field string) string {
	if word := entityWords[entity][field]; word != "" {
		return word
	}
	for _, w := range partWords[entity] {
		if w.field == field {
			return w.word
		}
	}
	if i, ok := fieldRank[field]; ok {
		return fieldWords[i].word
	}
	return field
}

// hidden tells whether a field of a record, or of a part of one, says nothing.
func hidden(of, field string) bool { return hiddenFields[field] || hiddenFields[of+"."+field] }

// changes lists the fields that an entry changed; of a new record, every field
// that says something.
func changes(e court.AuditEntry) []fieldChange { return changesBut(e, nil) }

func changesBut(e court.AuditEntry, without map[string]bool) []fieldChange {
	before, after := fields(e.Before), fields(e.After)
	if was, plain := before["内容"]; plain && len(after) > 0 && after["内容"] == nil { // a status before its change
		before = map[string]any{}
		if after["Status"] != nil {
			before["Status"] = was
		}
	}
	names := make([]string, 0, len(after))
	for name := range after {
		names = append(names, name)
	}
	for name := range before {
		if _, both := after[name]; !both {
			names = append(names, name)
		}
	}
	rank := func(name string) int {
		if i, ok := fieldRank[name]; ok {
			return i
		}
		return len(fieldWords)
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := rank(names[i]), rank(names[j]); a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	var out []fieldChange
	for _, name := range names {
		as := name
		if plainFields[e.Entity+"."+name] {
			as = ""
		}
		b, a := changedParts(name, before[name], after[name])
		was, is := value(as, b), value(as, a)
		if was != is && !hidden(e.Entity, name) && !without[name] {
			out = append(out, fieldChange{wordFor(e.Entity, name), was, is})
		}
	}
	return out
}

// changedParts leaves out of two lists of parts those that stand in both.
func changedParts(name string, before, after any) (was, is any) {
	b, both := before.([]any)
	a, lists := after.([]any)
	if !both || !lists || partWords[name] == nil {
		return before, after
	}
	without := func(list, other []any) []any {
		return slices.DeleteFunc(slices.Clone(list), func(x any) bool {
			return slices.ContainsFunc(other, func(y any) bool { return reflect.DeepEqual(x, y) })
		})
	}
	return without(b, a), without(a, b)
}

// fields reads a JSON object; anything else becomes one field.
func fields(text string) map[string]any {
	if text == "" {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // amounts must not pass through a float
	var whole any
	if decoder.Decode(&whole) != nil {
		return map[string]any{"内容": text}
	}
	if object, ok := whole.(map[string]any); ok {
		if what, wrapped := object["What"].(map[string]any); wrapped { // a record with the nodes that it moved
			delete(object, "What")
			maps.Copy(object, what)
		}
		return object
	}
	return map[string]any{"内容": whole}
}

// value writes a field the way people read it; nothing for what is empty.
func value(name string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "是"
		}
		return ""
	case json.Number:
		return number(name, v)
	case string:
		return idText(name, v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, x := range v {
			of := ""
			if _, record := x.(map[string]any); record {
				of = name
			}
			if text := value(of, x); text != "" {
				parts = append(parts, text)
			}
		}
		if partWords[name] != nil {
			return strings.Join(parts, "；")
		}
		return strings.Join(parts, "、")
	case map[string]any:
		if number, ok := caseNumber(v); ok {
			return number
		}
		return object(name, v)
	}
	return fmt.Sprint(v)
}

// idText writes what the program knows by an identifier of its own by its name;
// other texts stay.
func idText(name, text string) string {
	named := ""
	switch name {
	case "Item":
		named = law.ItemText(text)
	case "Event":
		if e, ok := law.EventOf(text); ok {
			named = e.Name
		} else if text == law.EventReceived { // which the handover enters
			named = "接收案件"
		}
	case "Param":
		if versions := law.Default().Versions(text); len(versions) > 0 {
			named = versions[len(versions)-1].Name
		}
	default:
		named = conditionText(name, text)
	}
	if named != "" {
		return named
	}
	return moment(text)
}

// findingText writes what a review found: 线索核查：没有记录（要求：补记录；整改：已补）.
func findingText(v map[string]any) string {
	text := value("", v["Text"])
	if item := value("Item", v["Item"]); item != "" {
		text = item + "：" + text
	}
	var more []string
	for _, x := range []struct{ word, field string }{{"要求", "Fix"}, {"整改", "Remedy"}} {
		if said := value("", v[x.field]); said != "" {
			more = append(more, x.word+"："+said)
		}
	}
	if len(more) > 0 {
		text += "（" + strings.Join(more, "；") + "）"
	}
	return text
}

// moment writes a stored time by the clock; other texts stay.
func moment(text string) string {
	t, err := time.Parse(time.RFC3339Nano, text)
	switch {
	case err != nil:
		return text
	case t.IsZero():
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

func number(name string, n json.Number) string {
	if n.String() == "0" {
		return ""
	}
	whole, err := strconv.ParseInt(n.String(), 10, 64)
	switch {
	case err == nil && moneyFields[name]:
		return court.Money(whole).String()
	case err == nil && name == "Ground": // of 失信规定1条
		return law.GroundOf(int(whole)).Text
	case err == nil && name == "Level":
		return court.WarningLevel(whole).Name()
	}
	return n.String()
}

// partText writes a record within a record, every value with its word.
func partText(of string, words []fieldWord, v map[string]any) string {
	rank := func(key string) int {
		if i := slices.IndexFunc(words, func(w fieldWord) bool { return w.field == key }); i >= 0 {
			return i
		}
		return len(words)
	}
	keys := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	var parts []string
	for _, key := range keys {
		text := value(key, v[key])
		if of == "Checks" && key == "ID" { // of a condition, which is told by its text
			parts = append(parts, conditionText("Condition", text))
		} else if text != "" && !hidden(of, key) {
			parts = append(parts, wordFor(of, key)+" "+text)
		}
	}
	return strings.Join(parts, "，")
}

// object writes a record within a record: with words where there are some for
// what the field holds, by its name when it has one,
// otherwise its values.
func object(of string, v map[string]any) string {
	if node, ok := v["Node"].(string); ok {
		return fmt.Sprintf("%s %s→%s", node, orNothing(value("", v["From"])), orNothing(value("", v["To"])))
	}
	if user, ok := v["User"].(string); ok {
		return user + " " + orNothing(value("", v["Target"]))
	}
	if words := partWords[of]; words != nil {
		return partText(of, words, v)
	}
	if _, ok := v["Fix"]; ok { // a finding of a review
		return findingText(v)
	}
	if creditor, ok := v["Creditor"].(string); ok { // a claim in a plan
		return fmt.Sprintf("%s %s分%s", creditor, orNothing(value("Amount", v["Amount"])), orNothing(value("Given", v["Given"])))
	}
	if name, ok := v["Name"].(string); ok {
		if role, ok := v["Role"].(string); ok {
			return role + " " + name
		}
		return name
	}
	keys := make([]string, 0, len(v))
	for key := range v {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	var parts []string
	for _, key := range keys {
		text := value(key, v[key])
		switch {
		case text == "" || hiddenFields[key]:
		case key[0] >= 0x80: // a key in Chinese is a name, as of who has a target
			parts = append(parts, key+" "+text)
		default:
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// caseNumber writes a stored case number the way it stands on papers.
func caseNumber(v map[string]any) (string, bool) {
	_, seq := v["Seq"]
	_, year := v["Year"]
	if !seq || !year {
		return "", false
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return "", false
	}
	var n court.CaseNumber
	if err := json.Unmarshal(raw, &n); err != nil || n == (court.CaseNumber{}) {
		return "", err == nil
	}
	return n.String(), true
}

// summaryFields is how many changed fields the list names.
const summaryFields = 4

// summary says in a line what an entry changed.
func summary(e court.AuditEntry) string {
	list := slices.DeleteFunc(changesBut(e, repeatedFields), func(c fieldChange) bool { return c.name[0] < 0x80 }) // the program's own names
	var parts []string
	if e.Entity == "node" && e.Before != "" {
		parts = append(parts, value("Name", fields(e.After)["Name"]))
	}
	for i, c := range list {
		if i == summaryFields {
			parts = append(parts, fmt.Sprintf("等 %d 项", len(list)))
			break
		}
		switch {
		case e.Before == "", c.before == "":
			parts = append(parts, c.name+" "+c.after)
		default:
			parts = append(parts, c.name+" "+c.before+" → "+orNothing(c.after))
		}
	}
	return strings.ReplaceAll(strings.Join(parts, "；"), "\n", " ")
}

func orNothing(s string) string {
	if s == "" {
		return "空"
	}
	return s
}
