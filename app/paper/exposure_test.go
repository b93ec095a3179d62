package paper

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zhixing/app/court"
)

func anExposure(name, duty string) court.ExposureSheet {
	return court.ExposureSheet{Court: "溪山县人民法院", Title: "失信被执行人", Name: name, On: court.D(2018, 11, 23), Call: "知悉上述被执行人下落或者财产线索的，请与溪山县人民法院执行局联系。\n举报电话：0376-0000001", Lines: [][2]string{
		{"姓名", name}, {"性别、年龄", "男，38岁"}, {"身份证号码", "411599********0013"}, {"执行依据", "溪山县人民法院（2017）豫1599民初1024号民事判决书"}, {"执行案号", "（2018）豫1599执186号"},
		{"立案时间", "2018年6月8日"}, {"确定的义务", duty}, {"履行情况", "全部未履行"}, {"失信情形", "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行"}, {"发布日期", "2018年7月2日"}, {"纳入期限", "至2020年7月2日"},
	}}
}

// Each format has its size and a page for each debtor with everything that may
// be known, whole.
func TestExposuresShowEveryFact(t *testing.T) {
	long := "支付工程款1186520.33元；" + strings.Repeat("自2017年3月1日起按年利率6%计算至付清之日的利息；", 5) + "办理房屋过户手续"
	sheets := []court.ExposureSheet{anExposure("李𬭎", "支付工程款1186520.33元"), anExposure("溪山县宏达建筑工程安装装饰有限责任公司城关镇第二分公司", long)}
	for _, x := range []struct {
		size  ExposureSize
		pages string
	}{{PosterA4, "595.28x841.89"}, {PosterA3, "841.89x1190.55"}, {SlideSet, "960.01x540"}} {
		pdf, err := Exposures(context.Background(), x.size, sheets)
		if err != nil {
			t.Fatal(err)
		}
		keepPDF(t, "exposure-"+string(x.size), pdf)
		file := toFile(t, pdf)
		tool(t, "qpdf", "--check", file)
		info := strings.Join(strings.Fields(string(tool(t, "pdfinfo", file))), "")
		if !strings.Contains(info, "Pages:2") || !strings.Contains(info, "Pagesize:"+x.pages) {
			t.Errorf("%s: %s", x.size, info)
		}
		text := strings.Join(strings.Fields(string(tool(t, "pdftotext", "-raw", file, "-"))), "")
		for _, want := range []string{"公布失信被执行人", "李𬭎", "411599********0013", "办理房屋过户手续", "至2020年7月2日", "举报电话：0376-0000001"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s:\n%s", x.size, want, text)
			}
		}
	}
	if _, err := Exposures(context.Background(), PosterA4, nil); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("nothing to show: %v", err)
	}
	endless := anExposure("李𬭎", strings.Repeat("支付工程款；", 900))
	if _, err := Exposures(context.Background(), PosterA4, []court.ExposureSheet{endless}); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(err.Error(), "一页放不下") {
		t.Errorf("too long: %v", err)
	}
}

// The slides say what the PDF of the big screen says, one slide for each debtor;
// LibreOffice, which knows nothing of us, reads them back whole.
func TestSlidesSayTheSame(t *testing.T) {
	long := "支付工程款1186520.33元；" + strings.Repeat("自2017年3月1日起按年利率6%计算至付清之日的利息；", 5) + "办理房屋过户手续"
	sheets := []court.ExposureSheet{anExposure("李𬭎", "支付工程款1186520.33元"), anExposure("溪山县宏达建筑工程安装装饰有限责任公司城关镇第二分公司", long)}
	deck, err := Slides(context.Background(), sheets)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Slides(context.Background(), sheets); err != nil || !bytes.Equal(deck, again) {
		t.Errorf("the same slides gave another file (%v)", err)
	}
	wellFormed(t, "slides", deck)
	dir := t.TempDir()
	file := filepath.Join(dir, "slides.pptx")
	if err := os.WriteFile(file, deck, 0o644); err != nil {
		t.Fatal(err)
	}
	tool(t, "soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "fodp", "--outdir", dir, file)
	read, err := os.ReadFile(filepath.Join(dir, "slides.fodp"))
	if err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, "slides.pptx"), deck, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pages := strings.Split(string(read), "<draw:page ")[1:]
	if len(pages) != len(sheets) {
		t.Fatalf("%d slides", len(pages))
	}
	tags := regexp.MustCompile(`<[^>]*>`)
	for i, s := range sheets {
		text := squeeze(tags.ReplaceAllString(pages[i], ""))
		at := 0
		for _, l := range append([][2]string{{s.Court, "公布" + s.Title}}, s.Lines[1:]...) {
			for _, want := range l {
				n := strings.Index(text[at:], squeeze(want))
				if n < 0 {
					t.Fatalf("slide %d lacks %q after %q:\n%s", i+1, want, text[:at], text)
				}
				at += n
			}
		}
		if !strings.Contains(text, squeeze(s.Name)) || !strings.Contains(text, "举报电话：0376-0000001") {
			t.Errorf("slide %d: %s", i+1, text)
		}
	}
	if _, err := Slides(context.Background(), nil); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("nothing to show: %v", err)
	}
	endless := anExposure("李𬭎", strings.Repeat("支付工程款；", 900))
	if _, err := Slides(context.Background(), []court.ExposureSheet{endless}); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(err.Error(), "一页放不下") {
		t.Errorf("too long: %v", err)
	}
}
