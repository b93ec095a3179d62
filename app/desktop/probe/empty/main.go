//go:build e2e

// Command empty opens an empty window with the program's fonts: what a window
// costs at the least, to measure the real one against.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	_ "zhixing/app/desktop/probe"
	"zhixing/app/desktop/widgets"
	"zhixing/assets"
)

func main() {
	a := app.NewWithID("cn.zhixing.empty")
	a.Settings().SetTheme(widgets.NewTheme(assets.WindowRegular(), assets.WindowBold(), false))
	w := a.NewWindow("空窗口")
	w.SetContent(container.NewVBox( // both faces, as every page of the program shows
		widgets.NewText("空窗口", widgets.TableSize, widgets.ColorText, true),
		widgets.NewText("空窗口", widgets.TableSize, widgets.ColorText, false),
	))
	w.Resize(fyne.NewSize(1366, 768))
	w.ShowAndRun()
}
