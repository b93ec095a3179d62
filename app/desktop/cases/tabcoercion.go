package cases

import (
	"fyne.io/fyne/v2"

	"zhixing/app/desktop/coercion"
)

// coercionPart is the tab 强制: coercive measures and crime files of the case.
type coercionPart struct{ tab *coercion.CaseTab }

func newCoercionPart(p *casePage) *coercionPart {
	return &coercionPart{coercion.NewCaseTab(p.f, p.id, p.facts.c.Number.String())}
}

func (t *coercionPart) content() fyne.CanvasObject { return t.tab.Content() }

func (t *coercionPart) actions(*facts) []fyne.CanvasObject { return nil }

func (t *coercionPart) show(*facts) { t.tab.Load() }

func (t *coercionPart) focus() { t.tab.Focus() }
