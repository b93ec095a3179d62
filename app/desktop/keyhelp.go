package desktop

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// windowKey is a key of the window itself.
type windowKey struct {
	key, word string
	do        func()
}

// windowKeys are bound, taken away and explained from this one list.
func (s *shell) windowKeys() []windowKey {
	return []windowKey{
		{"Ctrl+K", "查找案件、当事人", s.search.Open},
		{"Ctrl+N", "登记案件", s.OpenRegistration},
		{"F5", "刷新", s.reload},
		{"Esc", "返回上一页；关闭对话框", s.Back},
		{"Alt+Left", "返回上一页", s.Back},
		{"Ctrl+L", "锁定窗口", func() { s.p.lockNow("您锁定了窗口。") }},
		{"F1", "本说明", s.showKeys},
	}
}

// keyWord explains a key.
type keyWord struct{ key, word string }

// partKeys are the keys of the shared parts, the same on every page.
var partKeys = []struct {
	title string
	words []keyWord
}{
	{"表格", []keyWord{{"↑ ↓ PgUp PgDn", "移动"}, {"Home End", "第一行、最后一行"}, {"Enter", "打开选中的一行"},
		{"空格", "勾选，或按行内第一个按钮"}, {"Shift+↑ ↓", "连续勾选"}, {"Ctrl+A", "全部勾选"}, {"Ctrl+C", "复制一行，可粘贴到 Excel"}}},
	{"填写", []keyWord{{"Enter", "下一栏；在最后一栏保存"}, {"Tab Shift+Tab", "下一处、上一处"}, {"Ctrl+S Ctrl+Enter", "保存"},
		{"Esc", "取消；填过的先问"}, {"＋", "日期栏：今天"}, {"↑ ↓", "日期栏：后一天、前一天"}, {"空格", "选择栏：打开"}, {"F4", "日期栏：打开日历"}}},
}

// commonWords explain the keys that do the same on every page that has them.
var commonWords = []keyWord{
	{"F5", "刷新"}, {"Esc", "返回"}, {"Ctrl+F", "在本页查找"}, {"Ctrl+E", "导出 Excel"}, {"Ctrl+P", "打印"}, {"Ctrl+S", "保存"}, {"Ctrl+Enter", "保存"},
	{"Ctrl+N", "登记案件"},
}

// pageWords explain the keys that one page has of its own. The pages are named
// by their types; a test holds the list against what the pages bind.
var pageWords = []struct {
	title, page string
	words       []keyWord
}{
	{"登记案件", "*cases.registration", []keyWord{{"F6", "添加申请执行人"}, {"F7", "添加被执行人"}, {"F8", "添加第三人"}}},
	{"案件", "*cases.casePage", []keyWord{{"Ctrl+N", "再登记一件；“强制”页申请措施"}, {"Ctrl+J", "“强制”页登记步骤"}, {"Up", "进度表里移动"}, {"Down", "进度表里移动"}, {"Left", "进度表里移动"}, {"Right", "进度表里移动"}, {"Alt+Up", "卷宗材料上移、下移"}, {"Alt+Down", "卷宗材料上移、下移"}}},
	{"执行期限", "*cases.termPage", []keyWord{{"Ctrl+N", "登记扣除"}, {"Ctrl+Y", "申请延长"}}},
	{"预警", "*warn.page", []keyWord{{"Ctrl+P", "签发预警通知书"}}},
	{"案款", "*moneydesk.page", []keyWord{{"Ctrl+R", "收款"}, {"Ctrl+U", "登记不明款"}, {"Ctrl+D", "冲正或撤回"}}},
	{"款物管理", "*custody.page", []keyWord{{"Ctrl+N", "拟制方案、登记和解、登记扣押物"}, {"Ctrl+B", "打印扣押物标签"}, {"Ctrl+J", "登记扣押物变动"}, {"Ctrl+G", "盘点"}, {"Ctrl+O", "添加扣押物照片"}, {"Ctrl+I", "看扣押物照片"}}},
	{"续封", "*propertyforms.renewal", []keyWord{{"Ctrl+P", "制作裁定书、协执"}}},
	{"导入查询结果", "*inquiry.importPage", []keyWord{{"Ctrl+O", "选择结果表"}, {"Ctrl+S", "下一步、导入"}}},
	{"违纪违法线索", "*inquiry.problemPage", []keyWord{{"Ctrl+N", "登记违纪违法线索"}}},
	{"甄别失信、限消", "*listing.screen", []keyWord{{"Ctrl+D", "保存并决定"}}},
	{"拒执打击", "*coercion.page", []keyWord{{"Ctrl+N", "申请措施、登记线索、拟开会议"}, {"Ctrl+J", "登记步骤、纪要"}}},
	{"拟制分配方案", "*custody.planPage", []keyWord{{"Ctrl+J", "添加本院案件"}, {"Ctrl+Q", "添加其他债权人"}}},
	{"扣押物盘点", "*custody.stockPage", []keyWord{{"Ctrl+N", "开始盘点"}}},
	{"文书", "*papers.page", []keyWord{{"Ctrl+M", "制作文书"}, {"Ctrl+B", "批量制作"}}},
	{"批量制作", "*papers.batchPage", []keyWord{{"Ctrl+P", "制作并打印"}, {"Ctrl+S", "只制作"}, {"Ctrl+O", "添加案件"}}},
	{"制作文书", "*papers.maker", []keyWord{{"Ctrl+P", "保存并打印"}, {"Ctrl+S", "只保存"}, {"Ctrl+E", "逐字修改"}, {"PgUp", "预览翻页"}, {"PgDn", "预览翻页"}}},
	{"逐字修改", "*papers.editor", []keyWord{{"Ctrl+S", "用改好的文字"}, {"Ctrl+R", "还原这一处"}, {"PgUp", "预览翻页"}, {"PgDn", "预览翻页"}}},
	{"文书样式", "*rules.formEditor", []keyWord{{"Ctrl+S", "保存为本院样式"}, {"F8", "到下一处错误"}, {"F5", "重新检查、试样"}, {"Ctrl+1", "试样"}, {"Ctrl+2", "可用的字段"}, {"PgUp", "试样翻页"}, {"PgDn", "试样翻页"}}},
	{"终本评查", "*closure.page", []keyWord{{"Ctrl+S", "完成评查"}, {"F2", "记问题"}}},
	{"规则与参数", "*rules.page", []keyWord{{"Ctrl+N", "设本院规定值"}}},
	{"台账报表", "*ledgers.page", []keyWord{{"Ctrl+N", "在“信访回访”里登记"}}},
	{"导入台账", "*ledger.page", []keyWord{{"Ctrl+O", "选择 Excel 文件"}, {"Ctrl+S", "下一步、导入"}}},
	{"计算器", "*calc.page", []keyWord{{"Ctrl+S", "计算"}, {"Ctrl+O", "从案件取数"}, {"Ctrl+D", "存入案件"}}},
	{"扫描归档", "*scans.page", []keyWord{{"Ctrl+O", "添加扫描件"}}},
	{"银行流水", "*statement.page", []keyWord{{"Ctrl+O", "选择对账单"}, {"Ctrl+S", "下一步、入账"}, {"Ctrl+Y", "采用“很可能”的案件"}}},
	{"系统设置", "*admin.settingsPage", []keyWord{{"Ctrl+N", "添加人员"}, {"Ctrl+M", "添加人员"}, {"Ctrl+B", "立即备份"}}},
}

// wordOf explains a key of a page; "" when nobody did.
func wordOf(page any, key string) string {
	for _, p := range pageWords {
		if p.page == fmt.Sprintf("%T", page) {
			if word := wordIn(p.words, key); word != "" {
				return word
			}
		}
	}
	if tab, found := strings.CutPrefix(key, "Ctrl+"); found && len(tab) == 1 && tab[0] >= '1' && tab[0] <= '9' {
		return "第 " + tab + " 个标签"
	}
	return wordIn(commonWords, key)
}

func wordIn(words []keyWord, key string) string {
	for _, w := range words {
		if w.key == key {
			return w.word
		}
	}
	return ""
}

// keysOf explains what the page in front binds, tabs and arrows in one line.
func keysOf(page interface{ Keys() widgets.Bindings }) []keyWord {
	var words []keyWord
	tabs := 0
	for key := range page.Keys() {
		word := wordOf(page, key)
		switch {
		case strings.HasSuffix(word, "个标签"):
			tabs++
		case word != "":
			words = append(words, keyWord{key, word})
		}
	}
	slices.SortFunc(words, func(a, b keyWord) int { return strings.Compare(a.key, b.key) })
	if tabs > 0 {
		words = append(words, keyWord{fmt.Sprintf("Ctrl+1…%d", tabs), "换标签"})
	}
	return merged(words)
}

// arrows are how the arrow keys are shown.
var arrows = map[string]string{"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}

// merged puts keys that do the same into one line and shows arrows as such.
func merged(words []keyWord) []keyWord {
	var out []keyWord
	for _, w := range words {
		key := w.key
		if sign := arrows[strings.TrimPrefix(key, "Alt+")]; sign != "" {
			key = strings.TrimSuffix(key, strings.TrimPrefix(key, "Alt+")) + sign
		}
		if i := slices.IndexFunc(out, func(o keyWord) bool { return o.word == w.word }); i >= 0 {
			out[i].key += " " + key
			continue
		}
		out = append(out, keyWord{key, w.word})
	}
	return out
}

// showKeys explains every key: the window's, those of the page in front, of
// the shared parts and of the other pages.
func (s *shell) showKeys() {
	var columns [keyColumns][]keyGroup
	columns[0] = append(columns[0], keyGroup{"各处", merged(s.windowWords())})
	if front := s.front(); front != nil {
		if words := keysOf(front.page); len(words) > 0 {
			columns[0] = append(columns[0], keyGroup{"本页", words})
		}
	}
	for _, part := range partKeys {
		columns[1] = append(columns[1], keyGroup{part.title, part.words})
	}
	rest := make([]keyGroup, 0, len(pageWords))
	for _, p := range pageWords {
		rest = append(rest, keyGroup{p.title, merged(p.words)})
	}
	fillColumns(&columns, rest)
	var shown []fyne.CanvasObject
	for _, column := range columns {
		stack := widgets.VStack(6)
		for _, g := range column {
			stack.Add(keySection(g.title, g.words))
		}
		shown = append(shown, stack)
	}
	hint := widgets.NewText("日期可以输入 20180501 或 2018-5-1；金额输入元，可带逗号。按钮上写着各自的快捷键。", widgets.TableSize, widgets.ColorQuiet, false)
	widgets.NewDialog(s.p.win, "按键说明", widgets.VStack(8, topRow(shown...), hint))
}

// keyColumns is how many columns the explanation has.
const keyColumns = 5

// keyGroup is keys under a title.
type keyGroup struct {
	title string
	words []keyWord
}

// lines is how high a group is, in lines.
func (g keyGroup) lines() float32 { return float32(len(g.words)) + 1.4 }

// fillColumns puts the rest under what the columns hold, in order, so that they
// end at about the same height.
func fillColumns(columns *[keyColumns][]keyGroup, rest []keyGroup) {
	var heights [keyColumns]float32
	total := float32(0)
	for i, column := range columns {
		for _, g := range column {
			heights[i] += g.lines()
		}
		total += heights[i]
	}
	for _, g := range rest {
		total += g.lines()
	}
	i := 0
	for _, g := range rest {
		for i < keyColumns-1 && heights[i]+g.lines()/2 > total/keyColumns {
			i++
		}
		columns[i] = append(columns[i], g)
		heights[i] += g.lines()
	}
}

// windowWords are the window's keys, and those that pages share.
func (s *shell) windowWords() []keyWord {
	var words []keyWord
	for _, k := range s.windowKeys() {
		words = append(words, keyWord{k.key, k.word})
	}
	for _, w := range commonWords {
		if wordIn(words, w.key) == "" {
			words = append(words, w)
		}
	}
	return words
}

// keySection lists keys and words under a title, the words aligned.
func keySection(title string, words []keyWord) fyne.CanvasObject {
	width := float32(0)
	keys := make([]fyne.CanvasObject, len(words))
	for i, w := range words {
		keys[i] = widgets.NewText(w.key, widgets.TableSize, widgets.ColorAction, false)
		width = max(width, keys[i].MinSize().Width/widgets.Scale())
	}
	rows := widgets.VStack(1, widgets.NewText(title, widgets.TableSize, widgets.ColorText, true))
	for i, w := range words {
		rows.Add(widgets.HStack(10, widgets.Sized(width, 18, keys[i]), widgets.NewText(w.word, widgets.TableSize, widgets.ColorText, false)))
	}
	return rows
}

// topRow puts columns beside each other, their tops aligned.
func topRow(columns ...fyne.CanvasObject) fyne.CanvasObject {
	row, height := widgets.HStack(26), float32(0)
	for _, c := range columns {
		height = max(height, c.MinSize().Height)
	}
	for _, c := range columns {
		row.Add(widgets.Sized(0, height/widgets.Scale(), c))
	}
	return row
}
