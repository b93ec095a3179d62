package law_test

import (
	"testing"

	"zhixing/app/law"
)

func TestDossierKnowsWhereThingsBelong(t *testing.T) {
	if n := len(law.DossierSlots()); n < 31 {
		t.Errorf("the dossier has %d headings", n)
	}
	if n := len(law.ReviewSlots()); n != 21 {
		t.Errorf("the materials for review have %d headings, want 20 and 其他", n)
	}
	inner := 0
	for i, s := range law.DossierSlots() {
		if s.Volume == law.VolumeInner {
			inner++
		} else if inner > 0 {
			t.Errorf("heading %d %s of 正卷 stands behind 副卷", i, s.Name)
		}
	}
	if inner != 4 {
		t.Errorf("副卷 has %d headings", inner)
	}
	for form, want := range map[string]string{"execution-notice": "notice", "panel-minutes": "panel", "一种自己的文书": law.SlotOther} {
		if got := law.SlotOfForm(form); got != want {
			t.Errorf("%s belongs under %s, want %s", form, got, want)
		}
	}
	for _, x := range []struct{ item, form, slot, want string }{
		{"debtor-asked", "talk-record", "records", "11"},
		{"", "talk-record", "records", "7"},
		{"", "", "money", "15"},
		{"", "", "withdrawal", law.SlotOther},
	} {
		if got := law.ReviewSlotOf(x.item, x.form, x.slot); got != x.want {
			t.Errorf("%v stands under %s", x, got)
		}
	}
}

// Every item of the 终本 checklist that is a material has its place.
func TestEveryMaterialHasAHeading(t *testing.T) {
	for _, i := range law.Checklist() {
		if i.Kind != law.ItemAuto && law.ReviewSlotOf(i.ID, "", "") == law.SlotOther {
			t.Errorf("%s %s has no heading", i.ID, i.Text)
		}
	}
}
