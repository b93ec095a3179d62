package court_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

// person makes an identity number of an invented person in the invented area
// 411599; the check digit comes from ISO 7064 MOD 11-2 by its definition:
// Σ digit·2^(18−i) ≡ 1 (mod 11), X standing for 10.
func person(birth court.Date, order int) string {
	s := fmt.Sprintf("411599%04d%02d%02d%03d", birth.Year, birth.Month, birth.Day, order)
	sum := 0
	for i, c := range s {
		sum += int(c-'0') << (17 - i)
	}
	return s + string("0123456789X"[(12-sum%11)%11])
}

const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// unit makes a credit code of an invented company: Σ value·3^(i−1) plus the
// check value is a multiple of 31 (GB 32100).
func unit(organ string) string {
	s := "91411599" + organ
	sum, weight := 0, 1
	for _, c := range s {
		sum += strings.IndexRune(unitAlphabet, c) * weight
		weight = weight * 3 % 31
	}
	return s + string(unitAlphabet[(31-sum%31)%31])
}

func TestReadPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		birth := court.D(1930, 1, 1).AddDays(rapid.IntRange(0, 32_000).Draw(t, "day"))
		order := rapid.IntRange(0, 999).Draw(t, "order")
		text := person(birth, order)
		got := court.ReadIdentifier(text)
		sex := "女"
		if order%2 == 1 {
			sex = "男"
		}
		if got != (court.Identifier{Text: text, Kind: court.IDPerson, Birth: birth, Sex: sex}) {
			t.Fatalf("%s: %+v", text, got)
		}
		for _, typed := range []string{strings.ToLower(text), " " + text + "\n", text[:6] + " " + text[6:14] + " " + text[14:]} {
			if court.ReadIdentifier(typed) != got {
				t.Fatalf("%q is read otherwise", typed)
			}
		}
		// Any one wrong digit must be seen, except that one in the century can
		// make a valid credit code.
		i := rapid.IntRange(0, 16).Draw(t, "place")
		wrong := text[:i] + string('0'+(text[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10) + text[i+1:]
		if got := court.ReadIdentifier(wrong); got.Fault == "" && (got.Kind != court.IDUnit || i != 6 && i != 7) {
			t.Fatalf("%s (from %s) passes: %+v", wrong, text, got)
		}
	})
}

func TestReadUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		organ := rapid.StringMatching(`MA[0-9A-HJ-NP-RTUWXY]{7}`).Draw(t, "organ")
		text := unit(organ)
		if got := court.ReadIdentifier(strings.ToLower(text)); got != (court.Identifier{Text: text, Kind: court.IDUnit}) {
			t.Fatalf("%s: %+v", text, got)
		}
		i := rapid.IntRange(0, 17).Draw(t, "place")
		other := unitAlphabet[(strings.IndexByte(unitAlphabet, text[i])+rapid.IntRange(1, 30).Draw(t, "by"))%31]
		if got := court.ReadIdentifier(text[:i] + string(other) + text[i+1:]); got.Kind != court.IDUnit || got.Fault == "" {
			t.Fatalf("wrong at %d of %s: %+v", i, text, got)
		}
	})
}

func TestReadIdentifierFaults(t *testing.T) {
	good := person(court.D(1980, 5, 2), 13)
	wrongLast := "X"
	if strings.HasSuffix(good, "X") {
		wrongLast = "1"
	}
	for _, x := range []struct {
		text  string
		kind  court.IDKind
		fault string
	}{
		{"", court.IDNone, ""},
		{good[:17] + wrongLast, court.IDPerson, "末位应为" + good[17:]},
		{"411599198002300132", court.IDPerson, "“19800230”不存在"},
		{"411599800502013", court.IDPerson15, ""},
		{"411599801302013", court.IDPerson15, "“19801302”不存在"},
		{good[:17], court.IDOther, "应为18位，现在17位"},
		{"123456", court.IDOther, "现在6位"},
		{"91411599MA4510O000", court.IDUnit, "不允许的字符"}, // the letter O
		{"G12345678", court.IDOther, ""},
		{"居民身份证号", court.IDOther, ""}, // 18 bytes, but 6 characters
	} {
		got := court.ReadIdentifier(x.text)
		if got.Kind != x.kind || (got.Fault == "") != (x.fault == "") || !strings.Contains(got.Fault, x.fault) {
			t.Errorf("ReadIdentifier(%q) = %+v", x.text, got)
		}
	}
	old := court.ReadIdentifier("411599800502013")
	if old.Birth != court.D(1980, 5, 2) || old.Sex != "男" {
		t.Errorf("15 digits: %+v", old)
	}
}

// A credit code made of digits only is told from an identity number by the
// date that is not one.
func TestUnitOfDigitsOnly(t *testing.T) {
	s := "914115990099123"
	for i := 0; i < 100; i++ {
		text := fmt.Sprintf("%s%02d", s, i)
		text += string(court.UnitCheckDigit(text))
		if strings.Trim(text, "0123456789") != "" {
			continue
		}
		if got := court.ReadIdentifier(text); got.Kind != court.IDUnit || got.Fault != "" {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestMaskIdentifier(t *testing.T) {
	for in, want := range map[string]string{
		"411599198005020134": "4115**********0134", "12345678": "12345678", "123456789": "1234*6789", "": "", "港澳居民通行证H1234567": "港澳居民*******4567",
	} {
		if got := court.MaskIdentifier(in); got != want {
			t.Errorf("MaskIdentifier(%s) = %s, want %s", in, got, want)
		}
	}
}

func FuzzReadIdentifier(f *testing.F) {
	for _, text := range []string{"", person(court.D(1980, 5, 2), 13), unit("MA4510000"), "411599800502013", "G12345678", "居民身份证号", "91411599MA4510O000", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id := court.ReadIdentifier(text)
		if again := court.ReadIdentifier(id.Text); again != id {
			t.Fatalf("%q: %+v, then %+v", text, id, again)
		}
		if id.Kind == court.IDPerson && id.Fault == "" && (id.Birth.IsZero() || len(id.Text) != 18) {
			t.Fatalf("%q: %+v", text, id)
		}
		if utf8.ValidString(text) && !utf8.ValidString(court.MaskIdentifier(id.Text)) {
			t.Fatalf("%q is masked in the middle of a character", text)
		}
	})
}
