package admin

import (
	"runtime"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/widgets"
)

// AboutOptions says what the about box shows.
type AboutOptions struct {
	Version, Dir, Logs string
}

// part is a piece of other people's work in the program.
type part struct{ module, what, licence string }

// builtFrom is named with their licences, as those ask for.
var builtFrom = []part{
	{"fyne.io/fyne/v2", "窗口", "BSD-3-Clause"},
	{"modernc.org/sqlite", "数据库", "BSD-3-Clause"},
	{"github.com/uptrace/bun", "数据库查询", "BSD-2-Clause"},
	{"github.com/pressly/goose/v3", "数据库升级", "MIT"},
	{"github.com/jung-kurt/gofpdf", "文书 PDF", "MIT"},
	{"github.com/klippa-app/go-pdfium", "文书预览", "MIT，PDFium BSD"},
	{"github.com/tetratelabs/wazero", "预览的运行环境", "Apache-2.0"},
	{"github.com/xuri/excelize/v2", "Excel 读写", "BSD-3-Clause"},
	{"github.com/rivo/uniseg", "文字断行", "MIT"},
	{"github.com/pelletier/go-toml/v2", "法律参数文件", "MIT"},
	{"github.com/spf13/cobra", "命令行", "Apache-2.0"},
	{"github.com/gofrs/flock", "数据文件夹加锁", "BSD-3-Clause"},
	{"gopkg.in/natefinch/lumberjack.v2", "日志", "MIT"},
	{"golang.org/x/crypto", "密码散列 argon2id", "BSD-3-Clause"},
	{"", "字体 思源黑体、思源宋体、楷体", "SIL OFL 1.1"},
}

// versions gives the versions of the modules in this program.
func versions() map[string]string {
	found := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			found[m.Path] = m.Version
		}
	}
	return found
}

// About is the content of the about box.
func About(opt AboutOptions) fyne.CanvasObject {
	head := widgets.VStack(3)
	fact := func(name, value string) {
		head.Add(widgets.HStack(8,
			widgets.Sized(76, 18, widgets.NewText(name, widgets.TableSize, widgets.ColorQuiet, false)),
			widgets.NewText(value, widgets.TableSize, widgets.ColorText, false)))
	}
	if opt.Version != "" {
		fact("版本", opt.Version)
	}
	fact("运行环境", runtime.GOOS+"/"+runtime.GOARCH+" "+runtime.Version())
	fact("数据文件夹", opt.Dir)
	fact("日志文件夹", opt.Logs)
	found := versions()
	table := widgets.NewListTable([]widgets.Column[part]{
		{ID: "what", Label: "用到的部件", Width: 190, Cell: func(p part) widgets.Cell { return widgets.TextCell(p.what) }},
		{ID: "module", Label: "名称", Width: 200, Stretch: 1, Cell: func(p part) widgets.Cell { return widgets.QuietCell(p.module) }},
		{ID: "version", Label: "版本", Width: 90, Cell: func(p part) widgets.Cell { return widgets.QuietCell(found[p.module]) }},
		{ID: "licence", Label: "许可证", Width: 170, Cell: func(p part) widgets.Cell { return widgets.TextCell(p.licence) }},
	}, func(p part) string { return p.what }, builtFrom)
	return container.NewBorder(widgets.Padded(0, 4, head), nil, nil, nil, table)
}
