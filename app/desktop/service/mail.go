package service

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// AskAddress asks where papers are sent to a recipient.
func AskAddress(f frame.Frame, number string, a court.ServiceAddress) {
	form := newForm()
	form.AddReadOnly("案件", number)
	var to *widgets.TextField
	if a.To == "" {
		to = form.AddText("受送达人", widgets.Required(), widgets.Help("协助单位、代理人等，不是当事人的也可以"))
	} else {
		form.AddReadOnly("受送达人", a.To+"　"+a.Role)
	}
	receiver := form.AddText("收件人", widgets.Help("由别人代收的写代收人"))
	address := form.AddText("地址", widgets.Required())
	postcode := form.AddText("邮编")
	phone := form.AddText("电话")
	email := form.AddText("电子送达地址", widgets.Help("受送达人同意电子送达的，写平台账号、邮箱或号码"))
	confirmed := form.AddDate("确认书日期", f.Office().Today, widgets.Help("签了送达地址确认书的，写那一天"))
	for field, text := range map[*widgets.TextField]string{receiver: a.Receiver, address: a.Address, postcode: a.Postcode, phone: a.Phone, email: a.Email} {
		field.SetText(text)
	}
	confirmed.SetDate(a.Confirmed)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "送达地址", form, "保存", func() (func(context.Context) error, error) {
		x := a
		x.Receiver, x.Address, x.Postcode, x.Phone, x.Email, x.Confirmed = receiver.Text(), address.Text(), postcode.Text(), phone.Text(), email.Text(), confirmed.Date()
		if to != nil {
			x.To, x.Role = to.Text(), "其他"
		}
		return func(ctx context.Context) error {
			_, err := o.SaveServiceAddress(ctx, actor, x)
			return err
		}, nil
	}, func() { f.Say("已保存送达地址") })
}

// The kinds of mail print.
const (
	mailLabels = "标签 A4 3×8（70×37）"
	allPeople  = "全部"
)

// AskMail prints envelopes or labels for the people of the cases.
func AskMail(f frame.Frame, caseIDs []int64) {
	askMailFor(f, caseIDs, func(office.Correspondent) bool { return true })
}

// AskMailOf prints envelopes or labels for the people of the rows.
func AskMailOf(f frame.Frame, rows []office.ServiceLine) {
	var ids []int64
	for _, l := range rows {
		if !slices.Contains(ids, l.Case.ID) {
			ids = append(ids, l.Case.ID)
		}
	}
	askMailFor(f, ids, func(c office.Correspondent) bool {
		return slices.ContainsFunc(rows, func(l office.ServiceLine) bool { return l.Case.ID == c.CaseID && l.To == c.To })
	})
}

func askMailFor(f frame.Frame, caseIDs []int64, wanted func(office.Correspondent) bool) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	o := f.Office()
	type loaded struct {
		people   []office.Correspondent
		settings court.Settings
	}
	widgets.Load(loader, func(ctx context.Context) (l loaded, err error) {
		if l.people, err = o.Correspondents(ctx, caseIDs); err != nil {
			return l, err
		}
		l.settings, err = o.Settings(ctx)
		return l, err
	}, func(l loaded) {
		people := slices.DeleteFunc(l.people, func(c office.Correspondent) bool { return !wanted(c) })
		askMail(f, people, senderOf(l.settings), len(caseIDs))
	})
}

func senderOf(s court.Settings) paper.Sender {
	return paper.Sender{Name: s.CourtName + "执行局", Address: s.Address, Postcode: s.Postcode, Phone: s.Phone}
}

// mostTicked is how many people can be ticked one by one; more are chosen by
// their position in the case.
const mostTicked = 12

func askMail(f frame.Frame, people []office.Correspondent, from paper.Sender, cases int) {
	form := newForm()
	kinds := []string{}
	for _, e := range paper.Envelopes {
		kinds = append(kinds, "信封 "+e.Name)
	}
	kind := form.AddChoice("打印", widgets.Options(append(kinds, mailLabels)...), widgets.Required())
	kind.SetID(kinds[0])
	var ticks *widgets.MarksField
	var roles *widgets.ChoiceField
	if cases == 1 && len(people) <= mostTicked {
		var names []string
		for _, p := range people {
			names = append(names, p.To)
		}
		ticks = form.AddMarks("收件人", widgets.Options(names...))
		ticks.SetIDs(names...)
	} else {
		options := []string{allPeople}
		for _, p := range people {
			options = add(options, p.Role)
		}
		form.AddReadOnly("案件", fmt.Sprintf("%d 件", cases))
		roles = form.AddChoice("收件人", widgets.Options(options...), widgets.Required(), widgets.Help("同一人同一地址的几件案件合成一封"))
		roles.SetID(allPeople)
	}
	start := form.AddNumber("从第几张贴起", 1, paper.LabelsPerSheet, widgets.Help("用过一部分的标签纸，从左上起数第一张空的"))
	start.SetNumber(1)
	printed := form.AddMarks("信封", []widgets.Option{{ID: "printed", Label: "邮编框和贴邮票处已经印好"}})
	form.AddReadOnly("提示", mailNote(people))
	follow := func(string) {
		labels := kind.ID() == mailLabels
		form.SetVisible("从第几张贴起", labels)
		form.SetVisible("信封", !labels)
	}
	kind.OnChanged = follow
	follow("")
	form.SetVisible("提示", mailNote(people) != "")
	widgets.FormDialog(f.Window(), "信封和标签", form, "生成 PDF", func() error {
		var chosen []office.Correspondent
		for _, p := range people {
			if ticks != nil && slices.Contains(ticks.IDs(), p.To) || roles != nil && (roles.ID() == allPeople || roles.ID() == p.Role) {
				chosen = append(chosen, p)
			}
		}
		if len(chosen) == 0 {
			return court.FieldErrorf("收件人", "请至少选择一人。")
		}
		size, _ := strings.CutPrefix(kind.ID(), "信封 ")
		printMail(f, mailOf(chosen), from, size, start.Number(), len(printed.IDs()) > 0)
		return nil
	}, nil)
}

// mailNote names those of whom no address or postcode is known.
func mailNote(people []office.Correspondent) string {
	var noAddress, noPostcode []string
	for _, p := range people {
		switch {
		case p.Address == "":
			noAddress = add(noAddress, p.To)
		case p.Postcode == "":
			noPostcode = add(noPostcode, p.To)
		}
	}
	var out []string
	if len(noAddress) > 0 {
		out = append(out, "没有地址："+joined(noAddress))
	}
	if len(noPostcode) > 0 {
		out = append(out, "没有邮编："+joined(noPostcode)+"，在案件“送达”页的“送达地址”里填写")
	}
	return strings.Join(out, "；")
}

// mailOf makes one letter of those for the same person at the same address.
func mailOf(people []office.Correspondent) []paper.Mail {
	var out []paper.Mail
	for _, p := range people {
		m := paper.Mail{Name: p.To, Care: p.Receiver, Address: p.Address, Postcode: p.Postcode, Phone: p.Phone, Note: p.Number}
		i := slices.IndexFunc(out, func(x paper.Mail) bool {
			return x.Name == m.Name && x.Address == m.Address && x.Postcode == m.Postcode && x.Care == m.Care
		})
		if i >= 0 {
			if !strings.Contains(out[i].Note, m.Note) {
				out[i].Note += "、" + m.Note
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// printMail makes the PDF, keeps it with the exported files and opens it. size
// is an envelope's, or names the labels.
func printMail(f frame.Frame, to []paper.Mail, from paper.Sender, size string, start int, preprinted bool) {
	today, title := f.Office().Today(), "信封"
	if size == mailLabels {
		title = "地址标签"
	}
	path := filepath.Join(f.OutDir(), fmt.Sprintf("%s %s.pdf", title, today))
	parts.Run(f, title, func(ctx context.Context, report func(float64, string)) error {
		report(0.2, fmt.Sprintf("正在排 %d 个…", len(to)))
		var pdf []byte
		var err error
		if size == mailLabels {
			pdf, err = paper.PrintLabels(ctx, paper.LabelData{From: from, To: to, Start: start, Date: today})
		} else {
			pdf, err = paper.PrintEnvelopes(ctx, paper.EnvelopeData{Size: size, From: from, To: to, Preprinted: preprinted, Date: today})
		}
		if err != nil {
			return err
		}
		return parts.WriteBytes(path, pdf)
	}, func() {
		f.OpenOutside(path)
		f.Say(title + " " + strconv.Itoa(len(to)) + " 个，已存为 " + path)
	})
}

// What is done with receipts that were made.
const (
	thenPrint = "打印"
	thenOpen  = "打开"
	thenKeep  = "只存入案件"
)

// AskReceipts makes receipts of service (送达回证) for parties of a case.
func AskReceipts(f frame.Frame, number string, caseID int64, lines []office.ServiceLine) {
	var papers, people []string
	for _, l := range lines {
		if l.Role == string(court.RoleApplicant) || l.Role == string(court.RoleDebtor) || l.Role == string(court.RoleThird) {
			papers, people = add(papers, l.Paper), add(people, l.To)
		}
	}
	if len(papers) == 0 {
		widgets.MessageDialog(f.Window(), "送达回证", "本案还没有要送达当事人的文书。", "先制作文书；空白的送达回证在“制作文书”里做。")
		return
	}
	form := newForm()
	form.AddReadOnly("案件", number)
	which := form.AddMarks(labelPapers, widgets.Options(papers...))
	who := form.AddMarks(labelPeople, widgets.Options(people...))
	how := form.AddChoice("张数", []widgets.Option{{ID: "", Label: "每人一张，列全部文书"}, {ID: "each", Label: "每人每份文书一张"}})
	way := form.AddChoice(labelWay, append([]widgets.Option{{ID: "", Label: "按样式"}}, wayOptions()...))
	then := form.AddChoice("做好后", widgets.Options(thenPrint, thenOpen, thenKeep))
	then.SetID(thenPrint)
	tick := func() {
		var names []string
		for _, l := range lines {
			if slices.Contains(which.IDs(), l.Paper) && slices.Contains(people, l.To) {
				names = add(names, l.To)
			}
		}
		who.SetIDs(names...)
	}
	which.OnChanged = tick
	which.SetIDs(unservedPapers(lines, papers)...)
	tick()
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	o, actor := f.Office(), f.Actor()
	var made []office.MadePaper
	widgets.FormDialogLater(f.Window(), "制作送达回证", form, "制作", func() (func(context.Context) error, error) {
		to, list, by, each := who.IDs(), which.IDs(), court.ServiceWay(way.ID()), how.ID() != ""
		return func(ctx context.Context) (err error) {
			made, err = o.MakeReceipts(ctx, actor, caseID, to, list, by, each)
			return err
		}, nil
	}, func() {
		f.Say(fmt.Sprintf("已制作送达回证 %d 张，存入案件", len(made)))
		var ids []int64
		for _, m := range made {
			ids = append(ids, m.ID)
		}
		switch then.ID() {
		case thenPrint:
			parts.UseStored(f, loader, ids, f.PrintOutside)
		case thenOpen:
			parts.UseStored(f, loader, ids, f.OpenOutside)
		}
	})
}

func wayOptions() []widgets.Option {
	return widgets.Options(string(court.ServiceDirect), string(court.ServicePost), string(court.ServiceLeft), string(court.ServiceElectronic),
		string(court.ServiceEntrusted), string(court.ServiceThrough), string(court.ServicePublic))
}

// unservedPapers are those that somebody still has to get, or all.
func unservedPapers(lines []office.ServiceLine, all []string) []string {
	var out []string
	for _, l := range lines {
		if l.State == court.StateUnserved && slices.Contains(all, l.Paper) {
			out = add(out, l.Paper)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}
