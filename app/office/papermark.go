package office

import "zhixing/app/court"

// markPaper gives a draft that is to be kept its identity, which is printed as a
// code on every page: by it a scan of the signed paper files itself. Courts may
// switch it off. So many papers of the deed as ahead says wait to be stored
// before it.
func (d *deed) markPaper(x *draft, ahead int64) error {
	settings, _, err := d.Settings()
	if err != nil || settings.PlainPapers {
		return err
	}
	about, ok := x.data["paper"].(tree)
	if !ok {
		return nil
	}
	if x.paper.ID, err = d.NextPaperID(); err != nil {
		return err
	}
	x.paper.ID += ahead
	about["mark"] = court.PaperMark{CaseID: x.paper.CaseID, PaperID: x.paper.ID, Form: x.paper.Form}
	return nil
}
