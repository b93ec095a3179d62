package cases

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// clockText says what a status does to the term of the case.
func clockText(s court.Status) string {
	if _, stops := law.DeductionOfStatus(s); stops {
		return "从起始日期起停止计算执行期限，恢复时扣除；期间不得结案（法发〔2014〕26号23条）"
	}
	switch s {
	case court.StatusSettling:
		return "执行期限照常计算；和解没有履行完毕不得结案，可以“和解长期履行”终结执行（法发〔2014〕26号23条）"
	case court.StatusOpen:
		return "从起始日期起恢复计算；停下来的天数扣除，没有办的节点顺延"
	}
	return ""
}

// formsOfStatus are the papers that go with a status.
var formsOfStatus = map[court.Status]nextPaper{
	court.StatusSuspended: {"suspend-ruling", "中止执行裁定书"},
	court.StatusDeferred:  {"defer-decision", "暂缓执行决定书"},
	court.StatusSettling:  {"settlement-record", "和解笔录"},
	court.StatusOpen:      {formResumeNotice, "恢复执行通知书"},
}

// askStatus asks for another status that is not 已结, from which day on, for
// which reason and by which paper.
func (p *casePage) askStatus() {
	was := p.facts.c.Status
	var words []string
	for _, s := range court.Statuses {
		if s != court.StatusClosed && s != was {
			words = append(words, string(s))
		}
	}
	o, actor := p.f.Office(), p.f.Actor()
	form := dialogForm()
	form.AddReadOnly("现在", string(was))
	status := form.AddChoice("状态", widgets.Options(words...), widgets.Required())
	clock := form.AddReadOnly("期限", "选择状态后显示")
	on := form.AddDate("起始日期", o.Today, widgets.Required(), widgets.Help("裁定、决定生效或者恢复的那一天"))
	on.SetDate(o.Today())
	paper := form.AddText("依据文书", widgets.PlaceHolder("文号和名称"))
	reason := form.AddTextArea("理由", 3, widgets.Required())
	named := "" // what the program wrote
	status.OnChanged = func(id string) {
		to := court.Status(id)
		clock.SetText(clockText(to))
		help := ""
		if need := office.PaperOfStatus(to); need != "" {
			help = "须有" + need + "，请补上文号；还没有制作的，变更后可以接着制作"
		}
		paper.SetHelper(help)
		if text := paper.Text(); text == "" || text == named {
			named = formsOfStatus[to].name
			if help == "" {
				named = ""
			}
			paper.SetText(named)
		}
	}
	var moved []office.Move
	var to court.Status
	widgets.FormDialogLater(p.f.Window(), "变更状态", form, "变更", func() (func(context.Context) error, error) {
		to = court.Status(status.ID())
		e := office.StatusEntry{Status: to, On: on.Date(), Paper: paper.Text(), Reason: reason.Text()}
		return func(ctx context.Context) (err error) {
			moved, err = o.ChangeStatus(ctx, actor, p.id, e)
			return err
		}, nil
	}, func() {
		p.f.Say("案件状态已变更为“" + string(to) + "”" + movesSentence(moved))
		p.next = formsOfStatus[to]
		p.load(false)
	})
}
