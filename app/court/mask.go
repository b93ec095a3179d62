package court

import (
	"fmt"
	"strings"
)

// compoundSurnames are the surnames of two characters that a masked name keeps
// whole.
var compoundSurnames = strings.Fields(`欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙 司徒 司空 夏侯 独孤 南宫 闻人 端木 申屠 公冶 宗政
	濮阳 淳于 太叔 钟离 轩辕 鲜于 闾丘 亓官 司寇 巫马 公西 乐正 公良 拓跋 宰父 谷梁 段干 百里 呼延 东郭 羊舌 微生 梁丘 左丘 西门`)

// MaskNames gives the names under which the parties appear in what is
// published, in their order: a natural person keeps the surname and 某
// (令狐某); two that would read alike are told apart by a number (张某1, 张某2),
// and one person has one name. Legal persons and other organisations keep
// theirs. 法释〔2016〕19号8
func MaskNames(parties []Party) []string {
	masked := map[string]string{} // by name
	alike := map[string][]string{}
	for _, p := range parties {
		if p.Kind != PartyPerson || masked[p.Name] != "" || p.Name == "" {
			continue
		}
		m := maskName(p.Name)
		masked[p.Name] = m
		alike[m] = append(alike[m], p.Name)
	}
	for m, names := range alike {
		if len(names) < 2 {
			continue
		}
		for i, name := range names {
			masked[name] = fmt.Sprintf("%s%d", m, i+1)
		}
	}
	out := make([]string, len(parties))
	for i, p := range parties {
		out[i] = p.Name
		if p.Kind == PartyPerson && p.Name != "" {
			out[i] = masked[p.Name]
		}
	}
	return out
}

func maskName(name string) string {
	r := []rune(name)
	if len(r) > 2 {
		for _, s := range compoundSurnames {
			if strings.HasPrefix(name, s) {
				return s + "某"
			}
		}
	}
	return string(r[:1]) + "某"
}
