package paper

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"zhixing/app/court"
)

var sampleSender = Sender{Name: "溪山县人民法院执行局", Address: "溪山县城关镇法院路1号", Postcode: "469900", Phone: "0000-1234567"}

func sampleMail() []Mail {
	return []Mail{
		{Name: "李㛃", Address: "溪山县青龙镇柳湾村民委员会第三村民小组28号", Postcode: "469911", Phone: "00000000001", Note: "（2026）豫1599执12号"},
		{Name: "溪山县宏达建筑工程有限公司", Care: "王建国", Address: "溪山县产业集聚区纬三路与经五路交叉口向东二百米路北创业大厦B座1702室（原建材市场院内）", Postcode: "469900", Phone: "0000-7654321", Note: "（2026）豫1599执12号"},
		{Name: "欧阳𬭎", Address: "溪山县城关镇建设路9号", Note: "（2026）豫1599执13号"},
	}
}

func written(t *testing.T, name string, pdf []byte, err error) string {
	t.Helper()
	if err != nil {
		say, hint := court.Sentence(err)
		t.Fatal(err, say, hint)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func whole(v float64) string { return strconv.Itoa(int(v + 0.5)) }

// Envelopes have the size of the standard; what the machines read stays blank
// but for the sender's postcode in the corner.
func TestEnvelopes(t *testing.T) {
	for _, size := range Envelopes {
		t.Run(size.Name, func(t *testing.T) {
			pdf, err := PrintEnvelopes(context.Background(), EnvelopeData{Size: size.Name, From: sampleSender, To: sampleMail(), Date: court.D(2026, 11, 23)})
			file := written(t, "envelopes.pdf", pdf, err)
			info := string(tool(t, "pdfinfo", file))
			if !strings.Contains(info, "Pages:           3") {
				t.Error(info)
			}
			text := strings.Join(strings.Fields(string(tool(t, "pdftotext", "-layout", file, "-"))), "")
			for _, want := range []string{"李㛃收", "溪山县青龙镇柳湾村民委员会第三村民小组28号", "469911", "溪山县人民法院执行局", "邮政编码469900", "欧阳𬭎收", "王建国代收", "（2026）豫1599执12号"} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing in %s", want, text)
				}
			}
			blank := tool(t, "pdftotext", "-r", "25.4", "-x", "0", "-y", whole(size.Height-machineHeight), "-W", whole(size.Width-55), "-H", "20", file, "-")
			if s := strings.TrimSpace(string(blank)); s != "" {
				t.Errorf("%q stands where the machines read", s)
			}
		})
	}
	_, err := PrintEnvelopes(context.Background(), EnvelopeData{Size: "A3", To: sampleMail()})
	if court.CodeOf(err) != court.CodeInvalid {
		t.Error(err)
	}
	_, err = PrintEnvelopes(context.Background(), EnvelopeData{})
	if court.CodeOf(err) != court.CodeInvalid {
		t.Error(err)
	}
	_, err = PrintEnvelopes(context.Background(), EnvelopeData{To: []Mail{{Name: "李\U000F1234"}}})
	if say, _ := court.Sentence(err); err == nil || !strings.Contains(say, "李") {
		t.Errorf("a character nobody can print: %q", say)
	}
}

// Labels begin at the free place, 24 to the sheet, each inside its own.
func TestLabels(t *testing.T) {
	var to []Mail
	for range 9 {
		to = append(to, sampleMail()...)
	}
	pdf, err := PrintLabels(context.Background(), LabelData{From: sampleSender, To: to, Start: 23})
	file := written(t, "labels.pdf", pdf, err)
	if info := string(tool(t, "pdfinfo", file)); !strings.Contains(info, "Pages:           3") || !strings.Contains(info, "A4") {
		t.Error(info)
	}
	cell := func(page string, column, row int) string {
		return strings.Join(strings.Fields(string(tool(t, "pdftotext", "-f", page, "-l", page, "-r", "25.4", "-x", whole(float64(column)*labelWidth), "-y",
			whole(labelTop+float64(row)*labelHeight), "-W", "70", "-H", "37", file, "-"))), "")
	}
	if s := cell("1", 0, 7); s != "" {
		t.Errorf("label 22 is used: %q", s)
	}
	if s := cell("1", 1, 7); !strings.Contains(s, "李㛃收") || !strings.Contains(s, "469911") || !strings.Contains(s, "执12号") || !strings.HasSuffix(s, "溪山县城关镇法院路1号469900") {
		t.Errorf("label 23: %q", s)
	}
	if s := cell("2", 0, 0); !strings.Contains(s, "欧阳𬭎收") || strings.Contains(s, "李㛃") { // nothing of the label beside it
		t.Errorf("first of the second sheet: %q", s)
	}
	if s := cell("3", 0, 0); !strings.Contains(s, "欧阳") {
		t.Errorf("first of the third sheet: %q", s)
	}
	for _, start := range []int{-1, 25} {
		if _, err := PrintLabels(context.Background(), LabelData{To: to, Start: start}); court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("start %d: %v", start, err)
		}
	}
}
