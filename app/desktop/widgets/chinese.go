package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// fyneWords are Fyne's own words; the computer's language must not matter.
const fyneWords = `{
 "Advanced":"高级","Cancel":"取消","Confirm":"确认","Copy":"复制","Create Folder":"新建文件夹","Cut":"剪切",
 "Enter filename":"输入文件名","Error":"错误","Favourites":"收藏","File":"文件","Folder":"文件夹","New Folder":"新文件夹",
 "No":"否","OK":"确定","Open":"打开","Paste":"粘贴","Quit":"退出","Redo":"重做","Save":"保存","Select all":"全选",
 "Show Hidden Files":"显示隐藏的文件","Undo":"撤销","Yes":"是","file.name":{"other":"名称"},"file.parent":{"other":"上级文件夹"},
 "monday":"星期一","monday.short":"周一","tuesday":"星期二","tuesday.short":"周二","wednesday":"星期三","wednesday.short":"周三",
 "thursday":"星期四","thursday.short":"周四","friday":"星期五","friday.short":"周五","saturday":"星期六","saturday.short":"周六",
 "sunday":"星期日","sunday.short":"周日"}`

// InstallChinese makes Fyne's own words Chinese on every computer. Call it
// once at start.
func InstallChinese() error {
	for _, locale := range []fyne.Locale{"en", "zh-Hans"} {
		if err := lang.AddTranslationsForLocale([]byte(fyneWords), locale); err != nil {
			return err
		}
	}
	return nil
}
