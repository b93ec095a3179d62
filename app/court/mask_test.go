package court_test

import (
	"slices"
	"testing"

	"zhixing/app/court"
)

// A published name shows the surname only, whoever the person is; two people
// stay two and one stays one.
func TestMaskNames(t *testing.T) {
	person := func(name string) court.Party { return court.Party{Name: name, Kind: court.PartyPerson} }
	got := court.MaskNames([]court.Party{
		person("张样例"), person("令狐䶮"), person("𬭎月"), {Name: "溪山县某某商贸有限公司", Kind: court.PartyCompany},
		person("张试用"), person("张样例"), person("欧阳"), {Kind: court.PartyPerson},
	})
	want := []string{"张某1", "令狐某", "𬭎某", "溪山县某某商贸有限公司", "张某2", "张某1", "欧某", ""}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
