package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// importPage leads through the import of a sheet of results.
type importPage struct {
	f      frame.Frame
	loader *widgets.Loader

	*importing.Wizard

	table   sheet.Table
	kind    court.PropertyKind
	mapping sheet.ResultMapping
	known   bool // the columns are as they were chosen for this layout before
	plan    office.ResultPlan
	result  office.ResultImport // of the dry run, then of the import

	columns *importing.Columns[sheet.ResultField]
	dry     *dryRun
}

// NewImportPage makes the import of inquiry results.
func NewImportPage(f frame.Frame) frame.Page { return newImportPage(f) }

func newImportPage(f frame.Frame) *importPage {
	p := &importPage{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	file := &importing.FileCard{
		Title: "选择查询结果表", Ask: "选择结果表", Kinds: []string{".xlsx", ".xlsm", ".csv", ".txt"}, OnOpen: p.open,
		Notes: "网络查控系统、不动产、车管、公积金等单位反馈的表：一张表一种财产（银行存款、车辆、不动产……），或者每行写明财产类型的汇总表。\n" +
			"按证件号对应被执行人；只有姓名的放进“待认领”，证件号对不上的拒绝，可以另存为 Excel 改好再导。\n" +
			"财产只登记一次；内容不全的转为线索；等待反馈的查询同时登记为已反馈。先试运行，看清楚再导入；同一份表可以反复导入。\n" +
			"一个文件有几张工作表的，一张一张导入。",
	}
	p.Wizard = &importing.Wizard{
		Title: "导入查询结果", May: office.MayWorkProperty, Denied: "您的岗位不能导入查询结果。", File: file,
		Steps: map[importing.Step]func() fyne.CanvasObject{
			importing.StepColumns: p.columnsStep,
			importing.StepDryRun:  func() fyne.CanvasObject { p.dry = newDryRun(p); return p.dry.content() },
			importing.StepResult:  p.resultStep,
		},
		Main: map[importing.Step]func(){importing.StepColumns: p.next, importing.StepDryRun: func() { p.dry.run() }},
	}
	p.plan = office.ResultPlan{Way: court.InquiryNational, On: f.Office().Today()}
	p.Use(f)
	return p
}

// Nav lights 财产查控.
func (p *importPage) Nav() string { return frame.PageProperty }

// Changed does nothing: the import judges every row once more.
func (p *importPage) Changed(office.Change) {}

// open reads the file and goes on to its columns.
func (p *importPage) open(path string) {
	var table sheet.Table
	var kind court.PropertyKind
	var mapping sheet.ResultMapping
	p.Read(path, importing.Reader{Title: "打开结果表", Open: sheet.OpenStatement, Find: func(_ context.Context, book *sheet.Workbook) (err error) {
		return importing.FindOr(book,
			func() error { table, kind, mapping, err = book.ProposeResults(); return err },
			func(name string, row int) error { table, kind, mapping, err = book.ResultsAt(name, row); return err })
	}, Take: func() {
		p.plan.File = p.Book.Name
		p.use(table, kind, mapping)
	}})
}

// use takes a sheet with the columns as they were chosen for its layout before,
// else as proposed.
func (p *importPage) use(t sheet.Table, kind court.PropertyKind, proposed sheet.ResultMapping) {
	p.table, p.kind, p.mapping, p.known = t, kind, proposed, false
	if m, ok := remembered(t); ok {
		p.kind, p.mapping, p.known = m.Kind, m.Columns, true
	}
}

// layout is what this computer remembers of a sheet's columns.
type layout struct {
	Kind    court.PropertyKind
	Columns sheet.ResultMapping
}

// layoutName names a layout by its headings.
func layoutName(t sheet.Table) string {
	sum := sha256.Sum256([]byte(strings.Join(t.Heads, "\n")))
	return "inquiry.columns." + hex.EncodeToString(sum[:8])
}

func remember(t sheet.Table, l layout) {
	if text, err := json.Marshal(l); err == nil {
		fyne.CurrentApp().Preferences().SetString(layoutName(t), string(text))
	}
}

// remembered gives what was chosen for the layout last time.
func remembered(t sheet.Table) (layout, bool) {
	var l layout
	if json.Unmarshal([]byte(fyne.CurrentApp().Preferences().String(layoutName(t))), &l) != nil || len(l.Columns) == 0 {
		return l, false
	}
	for _, column := range l.Columns {
		if column < 0 || column >= len(t.Heads) {
			return l, false
		}
	}
	return l, true
}

// mixed is what the choice of a sheet's kind calls one where every row says its
// own.
const mixed = "每行写明财产类型"

// columnsStep asks what kind of property the sheet holds and which column is what.
func (p *importPage) columnsStep() fyne.CanvasObject {
	note := "证件号码必须有；认错了可以改"
	if p.known {
		note = "按上次导入同样格式的对应；" + note
	}
	p.columns = &importing.Columns[sheet.ResultField]{
		What: "结果表", Note: note, Sheets: p.Book.Sheets(), Table: p.table, Fields: sheet.ResultFields(p.kind), Start: p.mapping,
		Cut: func(name string, row int) {
			table, kind, mapping, err := p.Book.ResultsAt(name, row)
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.use(table, kind, mapping)
			p.Show(importing.StepColumns)
		},
		Next: p.next, Back: p.Back, Fail: p.f.Fail,
	}
	content := p.columns.Content()
	return parts.Rows([]float32{-1, 0}, widgets.NewCard("", "", widgets.Padded(12, 6, p.kindRow())), content)
}

// kindRow asks what kind of property the sheet holds.
func (p *importPage) kindRow() fyne.CanvasObject {
	options := []widgets.Option{{ID: "", Label: mixed}}
	for _, k := range court.PropertyKinds {
		options = append(options, widgets.Option{ID: string(k.Kind), Label: string(k.Kind)})
	}
	choice := widgets.NewChoice(options, func(id string) {
		if kind := court.PropertyKind(id); kind != p.kind {
			p.kind, p.mapping, p.known = kind, sheet.MapResults(p.table, kind), false
			p.Show(importing.StepColumns)
		}
	})
	choice.SetID(string(p.kind))
	return widgets.HStack(8, widgets.NewText("这张表的财产类型", widgets.TextSize, widgets.ColorQuiet, false), widgets.Sized(220, 0, choice),
		widgets.NewText("各列的含义随类型变化", widgets.TableSize, widgets.ColorQuiet, false))
}

// next goes on to the dry run.
func (p *importPage) next() {
	if !p.columns.Valid() {
		return
	}
	p.mapping = p.columns.Mapping()
	_, id := p.mapping[sheet.ResultID]
	_, name := p.mapping[sheet.ResultName]
	if !id && !name {
		p.columns.ShowError(court.Errorf(court.CodeInvalid, "证件号码没有对应的列，不知道是谁的财产。"))
		return
	}
	remember(p.table, layout{p.kind, p.mapping})
	p.tryOut(func() { p.Show(importing.StepDryRun) })
}

// tryOut judges the rows.
func (p *importPage) tryOut(done func()) {
	table, kind, mapping, plan, o, actor := p.table, p.kind, p.mapping, p.plan, p.f.Office(), p.f.Actor()
	var result office.ResultImport
	parts.Run(p.f, "试运行", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.2, "正在读各行…")
		rows := sheet.ReadResults(table, kind, mapping)
		report(0.5, "正在核对被执行人和已登记的财产…")
		result, err = o.ImportResults(ctx, actor, rows, plan, true, nil)
		return err
	}, func() {
		p.result = result
		done()
	})
}
