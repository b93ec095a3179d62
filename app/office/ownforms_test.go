package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// The court's own copy of a form is checked, kept with number, person and
// reason, printed from then on, remembered by the papers, and given up again.
func TestCourtsOwnCopyOfAForm(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	admin, clerk := w.staff["管理员"], w.staff["陈玥"]
	const code = "execution-notice"
	make := func() court.Paper { return w.paper(c, code)[0].Paper }
	before := make()
	f, err := w.o.FormCopy(w.ctx, code)
	w.must(err)
	if f.Text != f.Delivered || f.Own != 0 || len(f.Versions) != 0 {
		t.Fatalf("begins with %+v", f.OwnForm())
	}
	own := strings.Replace(f.Text, "\n---\n", "\n---\n本院执行局电话（每日八时至十八时）：{{.court.phone}}。\n", 1)

	_, err = w.o.SaveForm(w.ctx, admin, code, own, " ")
	w.refused(err, court.CodeInvalid, "修改理由")
	_, err = w.o.SaveForm(w.ctx, clerk, code, own, "加电话")
	w.refused(err, court.CodeDenied, "修改文书样式")
	_, err = w.o.SaveForm(w.ctx, admin, code, strings.Replace(own, ".court.phone", ".court.phon", 1), "加电话")
	w.refused(err, court.CodeInvalid, "第 11 行")
	_, err = w.o.SaveForm(w.ctx, admin, code, f.Text, "没有改")
	w.refused(err, court.CodeRefused, "没有变化")
	if same := make(); same.OwnForm != 0 || same.Version != before.Version {
		t.Error("a refused copy is in force")
	}

	saved, err := w.o.SaveForm(w.ctx, admin, code, own, "公布办公电话")
	w.must(err)
	if saved.Number != 1 || saved.By != "管理员" || saved.Reason != "公布办公电话" {
		t.Errorf("saved %+v", saved)
	}
	mine := make()
	if mine.OwnForm != 1 || mine.Version == before.Version {
		t.Errorf("the paper remembers version %d %s", mine.OwnForm, mine.Version)
	}
	text, err := w.o.PaperText(w.ctx, clerk, office.PaperRequest{CaseID: c.ID, Form: code})
	w.must(err)
	block(t, text.Blocks, "每日八时至十八时")
	_, err = w.o.SaveForm(w.ctx, admin, code, own+"@注 另附须知。\n", "加须知")
	w.must(err)
	if make().OwnForm != 2 {
		t.Error("the second version is not in force")
	}

	w.must(w.o.DeliverForm(w.ctx, admin, code, "用回原样"))
	w.refused(w.o.DeliverForm(w.ctx, admin, code, "再来"), court.CodeRefused, "随程序")
	if back := make(); back.OwnForm != 0 || back.Version != before.Version {
		t.Errorf("back to %d %s", back.OwnForm, back.Version)
	}
	f, err = w.o.FormCopy(w.ctx, code)
	w.must(err)
	if len(f.Versions) != 3 || f.Versions[0].Text != "" || f.Versions[2].Text != own || f.Text != f.Delivered {
		t.Errorf("history %+v", f.Versions)
	}
	entries, err := w.o.Audit(w.ctx, admin, office.AuditQuery{Search: "文书样式", Limit: 10})
	w.must(err)
	if len(entries) != 3 || !strings.Contains(entries[0].Reason, "用回原样") || !strings.Contains(entries[2].After, "每日八时至十八时") {
		t.Errorf("%d audit entries", len(entries))
	}
	if list, err := w.o.Papers(w.ctx, c.ID); err != nil || list[len(list)-2].Number == "" {
		t.Errorf("papers %v", err)
	}
}

// A form is tried with the invented case and with one of the court's, without
// keeping anything; every form of the program can be tried so.
func TestFormsAreTried(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	admin := w.staff["管理员"]
	all, err := w.o.FormCopies(w.ctx)
	w.must(err)
	for _, f := range all {
		if pdf, err := w.o.TryForm(w.ctx, admin, f.Code, f.Text, 0); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
			t.Errorf("%s with the example: %v", f.Code, err)
		}
		if faults, err := w.o.CheckForm(w.ctx, f.Code, f.Text); err != nil || len(faults) > 0 {
			t.Errorf("%s: %+v %v", f.Code, faults, err)
		}
	}
	if _, err := w.o.TryForm(w.ctx, admin, all[0].Code, all[0].Text, c.ID); err != nil {
		t.Error(err)
	}
	_, err = w.o.TryForm(w.ctx, w.staff["陈玥"], all[0].Code, all[0].Text, c.ID)
	w.refused(err, court.CodeDenied, "文书样式")
	if list, err := w.o.Papers(w.ctx, c.ID); err != nil || len(list) != 0 {
		t.Errorf("%d papers kept, %v", len(list), err)
	}
}
