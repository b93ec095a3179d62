package paper

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

// filledNotice is an execution notice, ready to be changed.
func filledNotice(t *testing.T) *Text {
	t.Helper()
	p := newPress(t)
	f, err := p.form("execution-notice")
	if err != nil {
		t.Fatal(err)
	}
	x, err := p.Fill(context.Background(), f.Code, sampleFor(t, *f))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func blocksOf(t *testing.T, x *Text) []court.PaperBlock {
	t.Helper()
	blocks, err := x.Blocks()
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

// blockWith gives the first block that holds a text.
func blockWith(t *testing.T, blocks []court.PaperBlock, text string) court.PaperBlock {
	t.Helper()
	for _, b := range blocks {
		if strings.Contains(b.Text, text) {
			return b
		}
	}
	t.Fatalf("no block holds %q", text)
	return court.PaperBlock{}
}

func changed(t *testing.T, x *Text, blocks ...court.PaperBlock) *Text {
	t.Helper()
	var edits []court.PaperEdit
	for _, b := range blocks {
		edits = append(edits, b.Edit())
	}
	y, err := x.Change(edits)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// TestEveryFormIsKeptAsText: the record of every form makes the same bytes, and
// its blocks hold every character of the paper.
func TestEveryFormIsKeptAsText(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		x, err := p.Fill(context.Background(), f.Code, sampleFor(t, f))
		if err != nil {
			t.Fatal(err)
		}
		want, err := x.Set(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		record, err := x.Record()
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Reopen(record)
		if err != nil {
			t.Fatalf("%s: %v", f.Code, err)
		}
		got, err := again.Set(context.Background())
		if err != nil || !bytes.Equal(got.PDF, want.PDF) {
			t.Errorf("%s: the kept text makes another paper (%v)", f.Code, err)
		}
		keys := map[string]bool{}
		for _, b := range blocksOf(t, x) {
			if keys[b.Key] || b.Changed() || b.Name == "" {
				t.Errorf("%s: block %+v", f.Code, b)
			}
			keys[b.Key] = true
		}
	}
}

// TestChangedTextIsWhatIsPrinted: PDF and Word of a changed paper, and of its
// record, say what the person wrote, with digits and a rare character whole.
func TestChangedTextIsWhatIsPrinted(t *testing.T) {
	x := filledNotice(t)
	blocks := blocksOf(t, x)
	title, money := blockWith(t, blocks, "执行通知书"), blockWith(t, blocks, "1186520.33元")
	money.Text = strings.Replace(money.Text, "1186520.33元", "1186520.33元（已扣除和解部分，𬭎账411599198011120013）", 1) + "\n另查明：____年度。"
	y := changed(t, x, money)
	record, err := y.Record()
	if err != nil {
		t.Fatal(err)
	}
	z, err := newPress(t).Reopen(record)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*Text{y, z} {
		pdf, _, err := p.Print(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		printed := squeeze(string(tool(t, "pdftotext", "-raw", toFile(t, pdf), "-")))
		for _, want := range []string{"已扣除和解部分，𬭎账411599198011120013）", "另查明：", "年度。", squeeze(title.Text)} {
			if !strings.Contains(printed, want) {
				t.Errorf("the PDF lacks %q", want)
			}
		}
		docx, err := p.Word(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if text := wordText(t, docx); !strings.Contains(text, "411599198011120013") || !strings.Contains(text, "已扣除和解部分") {
			t.Error("the Word file lacks the change")
		}
	}
	edits := z.Edits()
	if len(edits) != 1 || edits[0].Was != money.Filled || edits[0].Now != money.Text || !strings.HasPrefix(edits[0].Block, "正文第") {
		t.Errorf("kept changes %+v", edits)
	}
	if before, _, _ := x.Print(context.Background()); bytes.Contains(before, []byte("和解")) || len(x.Edits()) > 0 {
		t.Error("the text it came from changed too")
	}
}

// wordText gives the document part of a .docx.
func wordText(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestParagraphsAreTakenOutAndTold: what is taken out leaves the paper; an empty
// paragraph and an empty paper are refused, the block named.
func TestParagraphsAreTakenOutAndTold(t *testing.T) {
	x := filledNotice(t)
	blocks := blocksOf(t, x)
	b := blockWith(t, blocks, "1186520.33元")
	b.Gone = true
	if _, err := changed(t, x, b).layOut(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, y := range blocksOf(t, changed(t, x, b)) {
		if y.Key == b.Key && (!y.Gone || !y.Changed() || y.Filled != b.Filled) {
			t.Errorf("the block that is gone: %+v", y)
		}
	}
	b.Gone, b.Text = false, " \n"
	var refused *court.Error
	if _, err := x.Change([]court.PaperEdit{b.Edit()}); !errors.As(err, &refused) || refused.Field != b.Name || !strings.Contains(refused.Say, "空白") {
		t.Errorf("an empty paragraph: %v", err)
	}
	var all []court.PaperEdit
	for _, y := range blocks {
		y.Gone = true
		all = append(all, y.Edit())
	}
	if _, err := x.Change(all); err == nil || !strings.Contains(err.Error(), "全部内容") {
		t.Errorf("an empty paper: %v", err)
	}
}

// TestChangeFollowsItsBlock: when other text moved it, a change finds its block
// by what stood there; when the block itself is filled otherwise now, it is
// refused by name.
func TestChangeFollowsItsBlock(t *testing.T) {
	form := "{{if .long}}先有一段。\n{{end}}金额{{.amount}}元。\n完毕。"
	fill := func(long bool, amount string) *Text {
		x, err := mustTiny(t, form).Fill(context.Background(), "tiny", Data{"long": long, "amount": amount})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	b := blockWith(t, blocksOf(t, fill(false, "500")), "金额")
	b.Text = "金额500元整。"
	moved := changed(t, fill(true, "500"), b)
	if got := blocksOf(t, moved); len(got) != 3 || got[1].Text != "金额500元整。" || got[0].Changed() {
		t.Errorf("blocks %+v", got)
	}
	_, err := fill(true, "600").Change([]court.PaperEdit{b.Edit()})
	if say, hint := court.Sentence(err); !strings.Contains(say, "正文第1段") || hint == "" {
		t.Errorf("says %q", say)
	}
}

// TestChangeNeverLandsElsewhere: where two blocks read alike nothing tells which
// of them a change that lost its place was for; it is refused, not guessed.
func TestChangeNeverLandsElsewhere(t *testing.T) {
	form := "{{if .long}}先有一段。\n{{end}}无\n中间。\n无\n完毕。"
	fill := func(long bool) *Text {
		x, err := mustTiny(t, form).Fill(context.Background(), "tiny", Data{"long": long})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	b := blockWith(t, blocksOf(t, fill(false)), "无")
	b.Text = "另有一处房产"
	if own, err := fill(true).Change([]court.PaperEdit{b.Edit()}); err == nil {
		t.Errorf("guessed: %+v", blocksOf(t, own))
	}
	twice := []court.PaperEdit{b.Edit(), b.Edit()}
	if own, err := fill(false).Change(twice); err == nil {
		t.Errorf("made twice: %+v", blocksOf(t, own))
	}
}

// TestCharacterNobodyHasNamesTheBlock: typed into a block, it is refused with
// the block's name; filled in by the form, it can be rewritten.
func TestCharacterNobodyHasNamesTheBlock(t *testing.T) {
	p := mustTiny(t, "案由：{{.case.cause}}。\n@表 宽=1\n| 甲 |\n@表完")
	x, err := p.Fill(context.Background(), "tiny", Data{"case": m{"cause": "借贷"}})
	if err != nil {
		t.Fatal(err)
	}
	cell := blockWith(t, blocksOf(t, x), "甲")
	cell.Text = "甲\U0001F600"
	_, _, err = changed(t, x, cell).Print(context.Background())
	if say, _ := court.Sentence(err); !strings.Contains(say, "表格1第1行第1格") || !strings.Contains(say, "U+1F600") {
		t.Errorf("says %q", say)
	}
	if x, err = p.Fill(context.Background(), "tiny", Data{"case": m{"cause": "借\U0001F600贷"}}); err != nil {
		t.Fatal(err)
	}
	b := blockWith(t, blocksOf(t, x), "案由")
	b.Text = "案由：借贷。"
	if _, _, err := changed(t, x, b).Print(context.Background()); err != nil {
		t.Errorf("rewritten: %v", err)
	}
}

// TestRewrittenTextIsWhole: whatever a person makes of a block, the new text
// stands there character by character, and what stayed keeps its face, its
// field and its ruled room.
func TestRewrittenTextIsWhole(t *testing.T) {
	runes := rapid.SliceOfN(rapid.SampledFrom([]rune("执行通知书李𬭎0123456789*X_ ，。\n")), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		old := [][]span{{
			{text: "被执行人", face: song}, {text: string(runes.Draw(t, "name")), face: hei, field: "姓名"}, {blank: 4, face: song}, {text: "元", face: song},
		}}
		old[0][1].text = strings.ReplaceAll(old[0][1].text, "\n", "")
		now := cleanEdit(string(runes.Draw(t, "now")))
		if rapid.Bool().Draw(t, "keeps") {
			now = textOfLines(old) + now
		}
		var lines [][]span
		for _, l := range rewritten(old, now, "正文第1段", song) {
			lines = append(lines, l.spans)
		}
		if got := textOfLines(lines); got != now {
			t.Fatalf("%q became %q", now, got)
		}
	})
	bold := rewritten([][]span{{{text: "限你", face: song}, {text: "立即", face: hei, field: "期限"}, {text: "履行", face: song}}}, "限你方立即履行", "正文第1段", song)[0].spans
	if len(bold) != 4 || bold[2].face != hei || bold[2].text != "立即" || bold[2].field != "期限" || bold[1].field != "正文第1段" {
		t.Errorf("faces %+v", bold)
	}
}
