package desktop

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/cases"
	"zhixing/app/desktop/frame"
	"zhixing/app/office"
)

// How long the tour waits for a page to come to rest.
const (
	tourStep = 250 * time.Millisecond
	tourMost = 6 * time.Second
	tourCalm = 2 // equal pictures in a row
)

// tourStop is a screen on the tour.
type tourStop struct {
	name string
	do   func(s *shell)
}

// startTour walks through the main screens, saves a picture of each and ends
// the program. The log-in page is the first picture.
func (p *program) startTour() {
	go func() {
		if err := p.tour(context.Background()); err != nil {
			slog.Error("tour", "err", err)
			say, hint := court.Sentence(err)
			fmt.Fprintln(os.Stderr, "截图没有完成："+say+hint)
			p.tourErr = err
		}
		fyne.Do(p.win.Close)
	}()
}

func (p *program) tour(ctx context.Context) error {
	if err := os.MkdirAll(p.opt.Tour, 0o755); err != nil {
		return err
	}
	if err := p.picture("00-登录"); err != nil {
		return err
	}
	actor, err := p.office.LogIn(ctx, p.opt.User, p.opt.Password)
	if err != nil {
		return err
	}
	caseID, err := p.tourCase(ctx, actor)
	if err != nil {
		return err
	}
	p.warmPreview(ctx, caseID)
	fyne.DoAndWait(func() { p.enter(actor) })
	for i, stop := range p.stops(caseID) {
		fyne.DoAndWait(func() { stop.do(p.shell) })
		if err := p.picture(fmt.Sprintf("%02d-%s", i+1, stop.name)); err != nil {
			return err
		}
		fyne.DoAndWait(p.backToBase)
	}
	return nil
}

// warmPreview has a stored paper drawn, since the first preview on a computer
// takes seconds and would be missing from its picture.
func (p *program) warmPreview(ctx context.Context, caseID int64) {
	papers, err := p.office.Papers(ctx, caseID)
	if err != nil || len(papers) == 0 {
		return
	}
	made, err := p.office.PaperPDF(ctx, papers[0].ID)
	if err != nil {
		return
	}
	if doc, err := p.opt.Previewer.Open(made.PDF); err == nil {
		_ = doc.Close() // only its opening was wanted
	}
}

// tourCase gives the open case with the most to show: of those in the last
// stages, the one with the most nodes.
func (p *program) tourCase(ctx context.Context, actor office.Actor) (int64, error) {
	page, err := p.office.Cases(ctx, office.CaseQuery{Open: true, Limit: 200})
	if err != nil {
		return 0, err
	}
	best, most := int64(0), -1
	for _, row := range page.Rows {
		done := 0
		for _, n := range row.Strip {
			if !n.Actual.IsZero() {
				done++
			}
		}
		if row.Realised > 0 {
			done += 3
		}
		if row.Officer == actor.User.Name {
			done += 5
		}
		if done > most {
			best, most = row.ID, done
		}
	}
	return best, nil
}

// stops lists the screens; those the actor may not see are left out.
func (p *program) stops(caseID int64) []tourStop {
	goTo := func(page string) func(*shell) { return func(s *shell) { s.Go(page) } }
	tab := func(tab string) func(*shell) { return func(s *shell) { s.OpenCase(caseID, tab) } }
	list := []tourStop{
		{frame.PageDesk, goTo(frame.PageDesk)},
		{"案件列表", goTo(frame.PageCases)},
	}
	if office.Can(p.shell.actor, office.MayRegisterCase) {
		list = append(list, tourStop{"登记案件", (*shell).OpenRegistration})
	}
	if caseID != 0 {
		for _, t := range []string{frame.TabFacts, frame.TabProgress, frame.TabProperty, frame.TabInquiry, frame.TabSale, frame.TabListing, frame.TabCoercion, frame.TabMoney, frame.TabPapers, frame.TabService, frame.TabClosure, frame.TabDossier, frame.TabFlow, frame.TabLog} {
			list = append(list, tourStop{"案件-" + t, tab(t)})
		}
		list = append(list, tourStop{"案件-执行期限", func(s *shell) { s.Open(cases.NewTermPage(s, caseID)) }})
		list = append(list, tourStop{"制作文书", func(s *shell) { s.OpenPaperMaker(caseID, "执行通知书") }})
	}
	for _, name := range []string{
		frame.PageBoard, frame.PageWarnings, frame.PageProperty, frame.PageSale, frame.PageListing, frame.PageCoercion, frame.PageMoney, frame.PageCustody,
		frame.PagePapers, frame.PageScans, frame.PageClosure, frame.PageLedgers, frame.PageCalc, frame.PageRules,
	} {
		list = append(list, tourStop{name, goTo(name)})
	}
	actor := p.shell.actor
	if office.Can(actor, office.MayImport) {
		list = append(list, tourStop{"导入台账", (*shell).OpenLedgerImport})
	}
	if office.Can(actor, office.MayReadAudit) {
		list = append(list, tourStop{frame.PageAudit, goTo(frame.PageAudit)})
	}
	if office.Can(actor, office.MayManageSettings) {
		list = append(list, tourStop{frame.PageSettings, goTo(frame.PageSettings)})
	}
	return append(list, tourStop{"按键说明", (*shell).showKeys})
}

// backToBase closes dialogs and pages above the navigation's.
func (p *program) backToBase() {
	overlays := p.win.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		overlays.Remove(top)
	}
	for i := 0; len(p.shell.stack) > 1 && i < 5; i++ {
		p.shell.Back()
	}
}

// picture saves the window once it has come to rest.
func (p *program) picture(name string) error {
	var last []byte
	same := 0
	for begin := time.Now(); same < tourCalm && time.Since(begin) < tourMost; {
		time.Sleep(tourStep)
		now, err := p.capture()
		if err != nil {
			return err
		}
		if last == nil || !bytes.Equal(last, now) {
			same = 0
		} else {
			same++
		}
		last = now
	}
	path := filepath.Join(p.opt.Tour, name+".png")
	if err := os.WriteFile(path, last, 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(os.Stdout, path)
	return err
}

func (p *program) capture() ([]byte, error) {
	var shot image.Image
	fyne.DoAndWait(func() { shot = p.win.Canvas().Capture() })
	// Blended edges leave their alpha in the frame buffer; nothing is behind the
	// window, so every pixel counts as opaque.
	picture := image.NewRGBA(shot.Bounds())
	for y := range picture.Rect.Dy() {
		for x := range picture.Rect.Dx() {
			if c, ok := shot.At(x, y).(color.RGBA); ok {
				c.A = 0xFF
				picture.SetRGBA(x, y, c)
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	return b.Bytes(), err
}
