// Package frame is what the shell of the window offers to its screens. A
// screen knows the frame, the office and the shared widgets; it does not know
// other screens.
package frame

import (
	"context"
	"fmt"
	"image"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The names of the pages in the navigation column.
const (
	PageDesk     = "工作台"
	PageCases    = "案件"
	PageBoard    = "挂图作战"
	PageWarnings = "预警"
	PageProperty = "财产查控"
	PageSale     = "处置"
	PageCoercion = "拒执打击"
	PageListing  = "信用惩戒"
	PageMoney    = "案款"
	PageCustody  = "款物管理"
	PagePapers   = "文书"
	PageScans    = "扫描归档"
	PageClosure  = "终本评查"
	PageLedgers  = "台账报表"
	PageCalc     = "计算器"
	PageBank     = "银行流水"
	PageRules    = "规则与参数"
	PageAudit    = "操作日志"
	PageSettings = "系统设置"
)

// The tabs of the case page.
const (
	TabFacts    = "概况"
	TabProgress = "进度表"
	TabProperty = "财产"
	TabSale     = "处置"
	TabInquiry  = "查询"
	TabCoercion = "强制"
	TabListing  = "惩戒"
	TabMoney    = "案款"
	TabPapers   = "文书"
	TabDossier  = "卷宗"
	TabService  = "送达"
	TabClosure  = "终本"
	TabFlow     = "移交"
	TabLog      = "时间线"
)

// NodeTab is the tab of the progress table with one of its nodes chosen.
func NodeTab(nodeID int64) string { return fmt.Sprintf("%s#%d", TabProgress, nodeID) }

// PaperAbout is a form with the properties or measures it is for, as
// OpenPaperMaker takes it.
func PaperAbout(form string, properties, measures []int64) string {
	for _, id := range properties {
		form += fmt.Sprintf("#p%d", id)
	}
	for _, id := range measures {
		form += fmt.Sprintf("#m%d", id)
	}
	return form
}

// CutPaper parts what OpenPaperMaker was given into the form and what it is for.
func CutPaper(place string) (form string, properties, measures []int64) {
	cutMarks(place, func(mark byte, id int64) {
		switch mark {
		case 'p':
			properties = append(properties, id)
		case 'm':
			measures = append(measures, id)
		}
	})
	form, _, _ = strings.Cut(place, "#")
	return form, properties, measures
}

// cutMarks gives each mark behind a form, such as #p12, with its number.
func cutMarks(place string, take func(mark byte, id int64)) {
	for _, w := range strings.Split(place, "#")[1:] {
		if w == "" {
			continue
		}
		if id, err := strconv.ParseInt(w[1:], 10, 64); err == nil {
			take(w[0], id)
		}
	}
}

// PaperAsks is a form with the lines of inquiries or the clue it is for, as
// OpenPaperMaker takes it.
func PaperAsks(form string, inquiries []int64, clue int64) string {
	for _, id := range inquiries {
		form += fmt.Sprintf("#q%d", id)
	}
	if clue != 0 {
		form += fmt.Sprintf("#c%d", clue)
	}
	return form
}

// CutAsks gives the inquiries and the clue of what OpenPaperMaker was given.
func CutAsks(place string) (inquiries []int64, clue int64) {
	cutMarks(place, func(mark byte, id int64) {
		switch mark {
		case 'q':
			inquiries = append(inquiries, id)
		case 'c':
			clue = id
		}
	})
	return inquiries, clue
}

// AboutCoercion and AboutCrime add to a form the coercive measure or the crime
// file it is for, as OpenPaperMaker takes it.
func AboutCoercion(id int64) string { return fmt.Sprintf("#k%d", id) }

// AboutCrime is AboutCoercion for a crime file.
func AboutCrime(id int64) string { return fmt.Sprintf("#x%d", id) }

// CutCourse gives the coercive measure and the crime file of what OpenPaperMaker
// was given, 0 for none.
func CutCourse(place string) (coercion, crime int64) {
	cutMarks(place, func(mark byte, id int64) {
		switch mark {
		case 'k':
			coercion = id
		case 'x':
			crime = id
		}
	})
	return coercion, crime
}

// CutTab parts what OpenCase was given into the tab and its node, 0 for none.
func CutTab(place string) (tab string, nodeID int64) {
	tab, node, _ := strings.Cut(place, "#")
	nodeID, _ = strconv.ParseInt(node, 10, 64) // no number, no node
	return tab, nodeID
}

// Page is one screen in the window's middle.
type Page interface {
	// Nav names the entry of the navigation column that is lit.
	Nav() string
	// Content builds or gives the page's content; called once, on the
	// window's thread.
	Content() fyne.CanvasObject
	// Shown is called each time the page comes to the front: load here.
	Shown()
	// Changed is called on the window's thread after a committed change while
	// the page is in front; a page not in front gets Shown later.
	Changed(c office.Change)
	// Keys gives the page's shortcuts, as widgets.Bindings.
	Keys() widgets.Bindings
	// Leave is asked before the page goes away; false keeps it (unsaved input;
	// the page shows its own question and calls then() when it may go).
	Leave(then func()) bool
}

// Rester is a page of the navigation that lets go of what takes much memory
// while another page of the navigation is in front; Shown follows when it comes
// back. Called on the window's thread.
type Rester interface{ Rest() }

// Frame is the shell as screens see it. All methods are called on the
// window's thread unless noted.
type Frame interface {
	Office() *office.Office
	Actor() office.Actor
	Can(p office.Permission) bool // false for everything that writes when read-only
	Window() fyne.Window

	// Open shows a page above the present one; Back returns to it, on the same row.
	Open(p Page)
	Back()
	// Go shows a page of the navigation column by its name.
	Go(page string)
	// OpenCase shows a case's page at one of its tabs ("" for the first) or at
	// a node of its progress table (NodeTab).
	OpenCase(id int64, tab string)
	// OpenRegistration shows the registration form.
	OpenRegistration()
	// OpenPaperMaker shows the paper maker for a case with a form chosen ("" for none).
	OpenPaperMaker(caseID int64, form string)
	// OpenPaperBatch shows the making of several papers for several cases, with
	// the cases given to begin with.
	OpenPaperBatch(cases []office.CaseRow)
	// OpenLedgerImport shows the import of an Excel ledger.
	OpenLedgerImport()

	// Say shows a success in the line at the window's bottom.
	Say(text string)
	// Fail shows the one error dialog and logs the cause.
	Fail(err error)

	// ChooseFile asks for a file to open, ChooseFiles for one or several; SaveFile
	// for a place to save to.
	ChooseFile(title string, extensions []string, chosen func(path string))
	ChooseFiles(title string, extensions []string, chosen func(paths []string))
	SaveFile(title, name string, chosen func(path string))
	// OpenOutside opens a file with the computer's own program; PrintOutside
	// sends a PDF to the printer of this computer, on the sides chosen for it.
	OpenOutside(path string)
	PrintOutside(path string)
	// PrintSides sends a PDF to the printer on both sides of the sheets or on
	// one, whatever was chosen; PrintsBothSides tells what was.
	PrintSides(path string, both bool)
	PrintsBothSides() bool
	// OutDir is the folder where exported files go by default.
	OutDir() string

	// PageImage draws one page of a PDF, off the window's thread; pages counts
	// from 0.
	PageImage(ctx context.Context, pdf []byte, page int, dpi float64) (image.Image, error)
	PageCount(ctx context.Context, pdf []byte) (int, error)
}

// StateOf maps a node's state to the sign and colour the widgets draw.
func StateOf(s court.NodeState) widgets.State {
	switch s {
	case court.NodeOverdue:
		return widgets.StateOverdue
	case court.NodeNear:
		return widgets.StateNear
	case court.NodeDone:
		return widgets.StateDone
	case court.NodeWaived:
		return widgets.StateExempt
	}
	return widgets.StateNormal
}
