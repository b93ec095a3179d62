package moneydesk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// batchState is what the dialog about files for the bank shows.
type batchState struct {
	offers []office.BatchOffer
	files  []office.PaymentBatch
}

// batch offers the approved payments that are in no file for the bank yet, all
// that may be paid ticked, and the files that were made.
func (r *requestPart) batch() {
	f := r.page.f
	actor := f.Actor()
	widgets.Load(r.page.work, func(ctx context.Context) (s batchState, err error) {
		if s.offers, err = f.Office().BatchOffers(ctx, actor); err != nil {
			return s, err
		}
		s.files, err = f.Office().PaymentBatches(ctx, actor)
		return s, err
	}, func(s batchState) {
		switch {
		case len(s.offers) > 0:
			r.pickOffers(s)
		case len(s.files) > 0:
			r.showFiles(s.files)
		default:
			f.Say("没有可以放进批量付款文件的：没有已批准而等待发放的")
		}
	})
}

// pickOffers asks which payments go into the file.
func (r *requestPart) pickOffers(s batchState) {
	f := r.page.f
	table := offerTable(s.offers)
	sum := widgets.NewText("", widgets.TextSize, widgets.ColorText, true)
	table.OnMarked = func(int) {
		var total court.Money
		for _, x := range table.Marked() {
			total += x.Amount
		}
		sum.Text = fmt.Sprintf("勾选 %d 笔，共 %s 元", len(table.Marked()), total)
		sum.Refresh()
	}
	table.Mark(slices.DeleteFunc(slices.Clone(s.offers), func(x office.BatchOffer) bool { return x.Not != "" }))
	var d *widgets.Dialog
	write := func() {
		ids := []int64{}
		var total court.Money
		for _, x := range table.Marked() {
			ids, total = append(ids, x.ID), total+x.Amount
		}
		if len(ids) == 0 {
			f.Say("请先勾选要写进文件的发放（空格勾选）")
			return
		}
		d.Close()
		r.makeFile(ids, total)
	}
	table.OnOpen = func(office.BatchOffer) { write() }
	buttons := []*widgets.Button{widgets.NewPrimaryButton("生成文件…", write)}
	if len(s.files) > 0 {
		buttons = append(buttons, widgets.NewButton(fmt.Sprintf("已生成的批次 %d", len(s.files)), func() { d.Close(); r.showFiles(s.files) }))
	}
	line := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, false)
	}
	top := widgets.VStack(4, line("勾选的写进一个交银行的 Excel 文件（存成 .csv 就是 CSV）；文件存好了才记上批号，不会再进别的文件。"),
		line("银行付出后，导入银行流水时自动确认，也可以逐笔登记“发放”。"), sum)
	detail := container.NewStack()
	table.OnChosen = func(x office.BatchOffer) {
		detail.Objects = []fyne.CanvasObject{widgets.NewWrapText(x.Not, widgets.TableSize, widgets.ColorNear)}
		detail.Refresh()
	}
	d = widgets.NewDialog(f.Window(), "批量付款文件", container.NewBorder(top, widgets.Sized(0, 42, detail), nil, nil, widgets.Sized(860, 240, table)), buttons...)
	table.ChooseIndex(0)
	table.Focus()
}

func offerTable(offers []office.BatchOffer) *widgets.DataTable[office.BatchOffer] {
	type row = office.BatchOffer
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "number", Label: "编号", Width: 96, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Number) }},
		{ID: "case", Label: "案号或来源", Width: 166, Cell: func(x row) widgets.Cell { return widgets.TextCell(requestRow{payment: x.Disbursement}.about()) }},
		{ID: "payee", Label: "收款人", Width: 80, Stretch: 1, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Payee) }},
		{ID: "amount", Label: "金额", Width: 106, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return widgets.MoneyCell(x.Amount) }},
		{ID: "not", Label: "现在不能付的原因", Width: 180, Stretch: 3, Cell: func(x row) widgets.Cell {
			if x.Not == "" {
				return widgets.Cell{}
			}
			return widgets.ColorCell(x.Not, widgets.ColorNear)
		}},
	}, func(x row) string { return strconv.FormatInt(x.ID, 10) }, offers)
	t.MultiSelect = true
	return t
}

// makeFile asks where the file is to be and makes it there; nothing is marked
// before a place is chosen.
func (r *requestPart) makeFile(ids []int64, total court.Money) {
	p := r.page
	name := fmt.Sprintf("批量付款 %s %d笔 %s元.xlsx", p.f.Office().Today(), len(ids), total)
	p.f.SaveFile("保存批量付款文件", name, func(path string) {
		o, actor := p.f.Office(), p.f.Actor()
		widgets.LoadResult(widgets.NewLoader(p.f.Window()), func(ctx context.Context) (office.PaymentBatch, error) {
			return writeBatch(ctx, o, actor, path, ids)
		}, func(b office.PaymentBatch, err error) {
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.f.Say(fmt.Sprintf("批量付款%s：%d 笔，共 %s 元，已存到 %s", b.Number, len(b.Payments), b.Total, path))
		})
	})
}

// writeBatch marks the payments and writes their file. The mark comes first, so
// that no file is ever out with payments that another file may take again; when
// the file cannot be written the mark is taken back.
func writeBatch(ctx context.Context, o *office.Office, actor office.Actor, path string, ids []int64) (office.PaymentBatch, error) {
	b, err := o.MakeBatch(ctx, actor, ids)
	if err != nil {
		return b, err
	}
	failed := saveBatch(path, b)
	if failed == nil {
		return b, nil
	}
	if err := o.TakeBackBatch(context.WithoutCancel(ctx), actor, b.Number, "文件没有写成", true); err != nil {
		return b, court.Errorf(court.CodeConflict, "批量付款%s的文件没有写成，这几笔却已记上批号。", b.Number).
			WithHint("请在“批量付款文件”的“已生成的批次”里“重新导出”，或者“撤销本批”。").Because(errors.Join(failed, err))
	}
	return b, failed
}

// saveBatch writes what a bank's bulk payment asks for.
func saveBatch(path string, b office.PaymentBatch) error {
	heads := []sheet.Head{{Label: "序号"}, {Label: "收款人户名"}, {Label: "收款账号"}, {Label: "收款开户行"}, {Label: "金额", Kind: sheet.Money}, {Label: "用途"}, {Label: "备注"}}
	var rows [][]any
	for i, d := range b.Payments {
		use := "执行案款 " + d.CaseNo
		if d.CaseNo == "" {
			use = string(d.KindOf()) + " " + string(d.Fund)
		}
		rows = append(rows, []any{strconv.Itoa(i + 1), d.Payee, d.PayeeNo, d.PayeeBank, d.Amount, use, d.Number})
	}
	return sheet.SaveFile(path, func(w io.Writer) error {
		if strings.EqualFold(filepath.Ext(path), ".csv") {
			return sheet.WriteCSV(w, heads, rows)
		}
		return sheet.WriteTable(w, "批量付款 "+b.Number, heads, rows)
	})
}

// showFiles lists the files that were made with what can be done about them.
func (r *requestPart) showFiles(files []office.PaymentBatch) {
	type row = office.PaymentBatch
	var d *widgets.Dialog
	buttons := func(b row) []widgets.CellButton {
		out := r.fileButtons(b)
		for i, do := range out {
			out[i].Do = func() { d.Close(); do.Do() }
		}
		return out
	}
	table := widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 150, Cell: fileState},
		{ID: "number", Label: "批号", Width: 110, Cell: func(b row) widgets.Cell { return widgets.TextCell(b.Number) }},
		{ID: "count", Label: "笔数", Width: 60, Align: fyne.TextAlignTrailing, Cell: func(b row) widgets.Cell { return widgets.TextCell(strconv.Itoa(len(b.Payments))) }},
		{ID: "sum", Label: "金额", Width: 116, Align: fyne.TextAlignTrailing, Cell: func(b row) widgets.Cell { return widgets.MoneyCell(b.Total) }},
		{ID: "payees", Label: "收款人", Width: 120, Stretch: 1, Cell: func(b row) widgets.Cell { return widgets.QuietCell(payees(b)) }},
		{ID: "do", Label: "", Width: 190, Cell: func(b row) widgets.Cell { return widgets.ButtonCell(buttons(b)...) }},
	}, func(b row) string { return b.Number }, files)
	table.OnOpen = func(b row) {
		if list := buttons(b); len(list) > 0 {
			list[0].Do()
		}
	}
	table.RowMenu = func(b row) []widgets.MenuItem {
		var items []widgets.MenuItem
		for _, x := range buttons(b) {
			items = append(items, widgets.MenuItem{Label: x.Label, Do: x.Do})
		}
		return items
	}
	d = widgets.NewDialog(r.page.f.Window(), "已生成的批次", widgets.Sized(860, 240, table))
	table.ChooseIndex(0)
	table.Focus()
}

// openFiles reads the files that were made and lists them.
func (r *requestPart) openFiles() {
	f := r.page.f
	actor := f.Actor()
	widgets.Load(r.page.work, func(ctx context.Context) ([]office.PaymentBatch, error) { return f.Office().PaymentBatches(ctx, actor) }, r.showFiles)
}

// fileState says where a file stands.
func fileState(b office.PaymentBatch) widgets.Cell {
	switch {
	case len(b.Recalled) > 0:
		return widgets.StateCell(widgets.StateOverdue, fmt.Sprintf("%d 笔已撤回", len(b.Recalled)))
	case b.Waits():
		return widgets.StateCell(widgets.StateNear, "等待银行付出")
	case slices.ContainsFunc(b.Payments, func(p court.Disbursement) bool { return p.State == court.DisbursementApproved }):
		return widgets.StateCell(widgets.StateNear, "部分已发放")
	}
	return widgets.StateCell(widgets.StateDone, "已发放")
}

func payees(b office.PaymentBatch) string {
	var names []string
	for _, p := range b.Payments {
		if !slices.Contains(names, p.Payee) {
			names = append(names, p.Payee)
		}
	}
	return strings.Join(names, "、")
}

// fileButtons offer to write a file again or to take it back while nothing of it
// is paid, and to put back what was recalled though the bank paid it.
func (r *requestPart) fileButtons(b office.PaymentBatch) []widgets.CellButton {
	f := r.page.f
	var out []widgets.CellButton
	if b.Waits() {
		out = append(out, widgets.CellButton{Label: "重新导出", Do: func() { r.writeAgain(b) }},
			widgets.CellButton{Label: "撤销本批", Do: func() { moneyforms.TakeBackBatch(f, b) }})
	}
	if len(b.Recalled) > 0 {
		out = append(out, widgets.CellButton{Label: "恢复撤回的", Do: func() { moneyforms.RestoreRecalled(f, b.Recalled[0]) }})
	}
	return out
}

// writeAgain writes a file that was lost once more.
func (r *requestPart) writeAgain(b office.PaymentBatch) {
	p := r.page
	p.f.SaveFile("重新导出批量付款文件", "批量付款 "+b.Number+".xlsx", func(path string) {
		o, actor := p.f.Office(), p.f.Actor()
		widgets.LoadResult(widgets.NewLoader(p.f.Window()), func(ctx context.Context) (office.PaymentBatch, error) {
			again, err := o.ReexportBatch(ctx, actor, b.Number)
			if err == nil {
				err = saveBatch(path, again)
			}
			return again, err
		}, func(again office.PaymentBatch, err error) {
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.f.Say(fmt.Sprintf("批量付款%s重新导出：%d 笔，已存到 %s；同一批只能交银行一次", again.Number, len(again.Payments), path))
		})
	})
}
