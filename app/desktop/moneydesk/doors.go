package moneydesk

import (
	"zhixing/app/desktop/frame"
	"zhixing/app/office"
)

// OpenRequests opens 申请与审批 over the present page; Esc comes back.
func OpenRequests(f frame.Frame) { openAt(f, tabRequests) }

// OpenPool opens the money of nobody known over the present page.
func OpenPool(f frame.Frame) { openAt(f, tabPool) }

// OpenFiles opens 申请与审批 with the files for the bank that were made, for
// those who pay.
func OpenFiles(f frame.Frame) {
	p := openAt(f, tabRequests)
	if f.Can(office.MayPayDisbursement) {
		p.requests.openFiles()
	}
}

func openAt(f frame.Frame, tab string) *page {
	p := NewMoneyPage(f).(*page)
	p.begin = tab
	f.Open(p)
	return p
}
