package desktop

import (
	"slices"

	"zhixing/app/desktop/admin"
	"zhixing/app/desktop/board"
	"zhixing/app/desktop/calc"
	"zhixing/app/desktop/cases"
	"zhixing/app/desktop/closure"
	"zhixing/app/desktop/coercion"
	"zhixing/app/desktop/custody"
	"zhixing/app/desktop/desk"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/ledger"
	"zhixing/app/desktop/ledgers"
	"zhixing/app/desktop/listing"
	"zhixing/app/desktop/moneydesk"
	"zhixing/app/desktop/papers"
	"zhixing/app/desktop/property"
	"zhixing/app/desktop/rules"
	"zhixing/app/desktop/sale"
	"zhixing/app/desktop/scans"
	"zhixing/app/desktop/statement"
	"zhixing/app/desktop/warn"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// navItems lists the pages the actor may see.
func (s *shell) navItems() []widgets.NavItem {
	items := []widgets.NavItem{
		{ID: frame.PageDesk, Label: frame.PageDesk},
		{ID: frame.PageCases, Label: frame.PageCases},
		{ID: frame.PageBoard, Label: frame.PageBoard},
		{ID: frame.PageWarnings, Label: frame.PageWarnings},
		{},
		{ID: frame.PageProperty, Label: frame.PageProperty},
		{ID: frame.PageSale, Label: frame.PageSale},
		{ID: frame.PageListing, Label: frame.PageListing},
		{ID: frame.PageCoercion, Label: frame.PageCoercion},
		{ID: frame.PageMoney, Label: frame.PageMoney},
		{ID: frame.PageCustody, Label: frame.PageCustody},
		{ID: frame.PagePapers, Label: frame.PagePapers},
		{ID: frame.PageScans, Label: frame.PageScans},
		{ID: frame.PageClosure, Label: frame.PageClosure},
		{ID: frame.PageLedgers, Label: frame.PageLedgers},
		{ID: frame.PageCalc, Label: frame.PageCalc},
	}
	if s.Can(office.MayImportStatement) {
		at := slices.IndexFunc(items, func(i widgets.NavItem) bool { return i.ID == frame.PageMoney })
		items = slices.Insert(items, at+1, widgets.NavItem{ID: frame.PageBank, Label: frame.PageBank})
	}
	manage := []widgets.NavItem{{ID: frame.PageRules, Label: frame.PageRules}}
	if s.Can(office.MayReadAudit) {
		manage = append(manage, widgets.NavItem{ID: frame.PageAudit, Label: frame.PageAudit})
	}
	if s.Can(office.MayManageSettings) || s.Can(office.MayManageUsers) || s.Can(office.MayBackup) {
		manage = append(manage, widgets.NavItem{ID: frame.PageSettings, Label: frame.PageSettings})
	}
	return append(append(items, widgets.NavItem{}), manage...)
}

// newPage makes a page of the navigation.
func (s *shell) newPage(name string) frame.Page {
	switch name {
	case frame.PageDesk:
		return desk.New(s, desk.Links{Cases: s.openCases, Term: s.openTerm, Staff: s.openStaff})
	case frame.PageCases:
		return cases.NewListPage(s)
	case frame.PageBoard:
		return board.NewBoardPage(s)
	case frame.PageWarnings:
		return warn.NewWarningsPage(s)
	case frame.PageProperty:
		return property.NewPropertyPage(s)
	case frame.PageSale:
		return sale.NewPage(s)
	case frame.PageCoercion:
		return coercion.NewPage(s)
	case frame.PageListing:
		return listing.NewPage(s)
	case frame.PageMoney:
		return moneydesk.NewMoneyPage(s)
	case frame.PageCustody:
		return custody.NewPage(s)
	case frame.PagePapers:
		return papers.NewPapersPage(s)
	case frame.PageScans:
		return scans.NewPage(s)
	case frame.PageClosure:
		return closure.NewReviewPage(s)
	case frame.PageLedgers:
		return ledgers.NewLedgersPage(s)
	case frame.PageCalc:
		return calc.NewCalcPage(s)
	case frame.PageBank:
		return statement.NewStatementPage(s)
	case frame.PageRules:
		return rules.NewRulesPage(s)
	case frame.PageAudit:
		return admin.NewAuditPage(s)
	case frame.PageSettings:
		return admin.NewSettingsPage(s, s.p.backups())
	}
	return nil
}

// openCases shows the case list with a filter, above the page in front.
func (s *shell) openCases(q office.CaseQuery) { s.Open(cases.NewListPageWith(s, q)) }

// openTerm shows how the term of a case comes about, where extensions are
// decided.
func (s *shell) openTerm(caseID int64) { s.Open(cases.NewTermPage(s, caseID)) }

// openStaff shows the settings with the staff in front.
func (s *shell) openStaff() { s.Open(admin.NewStaffPage(s, s.p.backups())) }

// OpenCase shows a case at one of its tabs.
func (s *shell) OpenCase(id int64, tab string) { s.Open(cases.NewCasePage(s, id, tab)) }

// OpenRegistration shows the registration form to those who may register.
func (s *shell) OpenRegistration() {
	if s.Can(office.MayRegisterCase) {
		s.Open(cases.NewRegistrationPage(s))
	}
}

// OpenPaperMaker shows the paper maker for a case with a form chosen.
func (s *shell) OpenPaperMaker(caseID int64, form string) {
	s.Open(papers.NewMakerPage(s, caseID, form))
}

// OpenPaperBatch shows the making of several papers for several cases.
func (s *shell) OpenPaperBatch(cases []office.CaseRow) { s.Open(papers.NewBatchPage(s, cases)) }

// OpenLedgerImport shows the import of an Excel ledger.
func (s *shell) OpenLedgerImport() { s.Open(ledger.NewImportPage(s)) }
