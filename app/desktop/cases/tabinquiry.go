package cases

import (
	"fyne.io/fyne/v2"

	"zhixing/app/desktop/inquiry"
)

// inquiryPart is the tab 查询.
type inquiryPart struct{ tab *inquiry.CasePart }

func newInquiryPart(p *casePage) *inquiryPart { return &inquiryPart{inquiry.NewCasePart(p.f)} }

func (t *inquiryPart) content() fyne.CanvasObject { return t.tab.Content() }

func (t *inquiryPart) focus() { t.tab.Focus() }

func (t *inquiryPart) actions(*facts) []fyne.CanvasObject { return t.tab.Actions() }

func (t *inquiryPart) show(x *facts) { t.tab.Show(x.c, x.inquiries) }
