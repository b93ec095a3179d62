package law

import (
	"fmt"
	"slices"
)

// Volumes of a dossier.
const (
	VolumeMain  = "正卷" // open to the parties
	VolumeInner = "副卷" // the court's own deliberation and approvals
)

// SlotOther is the heading of what belongs under no other.
const SlotOther = "other"

// DossierSlot is a heading of the catalogue of a dossier (卷宗目录).
type DossierSlot struct {
	ID     string   `toml:"id"`
	Name   string   `toml:"name"`
	Volume string   `toml:"volume"`
	Forms  []string `toml:"forms"`  // papers that belong under it
	Needed bool     `toml:"needed"` // named when nothing stands under it
	Items  []string `toml:"items"`  // of the 终本 checklist, in the catalogue for review
	Slots  []string `toml:"slots"`  // headings of the dossier that go here, in the catalogue for review
}

type dossierFile struct {
	Signed []string      `toml:"signed"`
	Slot   []DossierSlot `toml:"slot"`
	Review []DossierSlot `toml:"review"`
}

var dossier = lazy("dossier.toml", newDossier)

func newDossier(f dossierFile) (dossierFile, error) {
	for i := range f.Review {
		f.Review[i].Volume = VolumeMain
	}
	slots, err := index(f.Slot, func(s DossierSlot) string { return s.ID })
	if err != nil {
		return f, err
	}
	for _, list := range [][]DossierSlot{f.Slot, f.Review} {
		var forms []string
		for _, s := range list {
			if s.Name == "" || s.Volume != VolumeMain && s.Volume != VolumeInner {
				return f, fmt.Errorf("heading %s is incomplete", s.ID)
			}
			forms = append(forms, s.Forms...)
			for _, id := range s.Slots {
				if slots[id].ID == "" {
					return f, fmt.Errorf("heading %s: no heading %q", s.ID, id)
				}
			}
			for _, item := range s.Items {
				if ItemText(item) == "" {
					return f, fmt.Errorf("heading %s: no item %q", s.ID, item)
				}
			}
		}
		if _, err := index(forms, func(form string) string { return form }); err != nil {
			return f, fmt.Errorf("a form stands under two headings: %w", err)
		}
	}
	return f, nil
}

// DossierSlots gives the headings of a case's dossier in order, 正卷 first.
func DossierSlots() []DossierSlot { return slices.Clone(dossier().Slot) }

// ReviewSlots gives the headings of the 终本 materials for review in order.
func ReviewSlots() []DossierSlot { return slices.Clone(dossier().Review) }

// SlotName names a heading of the dossier, "" for an unknown one.
func SlotName(id string) string {
	for _, s := range dossier().Slot {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

// SlotOfForm gives the heading under which papers of a form belong.
func SlotOfForm(form string) string {
	for _, s := range dossier().Slot {
		if slices.Contains(s.Forms, form) {
			return s.ID
		}
	}
	return SlotOther
}

// ReviewSlotOf gives the heading of the materials for review under which a
// document belongs: by the item of the 终本 checklist that it proves, else by its
// form, else by its heading in the dossier.
func ReviewSlotOf(item, form, slot string) string {
	for _, pick := range []struct {
		value string
		of    func(DossierSlot) []string
	}{
		{item, func(s DossierSlot) []string { return s.Items }}, {form, func(s DossierSlot) []string { return s.Forms }},
		{slot, func(s DossierSlot) []string { return s.Slots }},
	} {
		for _, s := range dossier().Review {
			if pick.value != "" && slices.Contains(pick.of(s), pick.value) {
				return s.ID
			}
		}
	}
	return SlotOther
}

// ItemOfForm gives the item of the 终本 checklist that a paper of the form
// satisfies, "" for none.
func ItemOfForm(form string) string {
	for _, i := range checklist() {
		if slices.Contains(i.Forms, form) {
			return i.ID
		}
	}
	return ""
}

// NeedsSigned tells whether papers of the form come back with signatures of the
// parties, so that a scan of the signed one belongs into the dossier.
func NeedsSigned(form string) bool { return slices.Contains(dossier().Signed, form) }
