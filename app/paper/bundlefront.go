package paper

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// frontLayout is the sheet of covers and catalogues.
func frontLayout() layout {
	return layout{
		width: 210 * mm, height: 297 * mm, marginTop: 30 * mm, marginBottom: 22 * mm, marginLeft: 25 * mm, marginRight: 20 * mm,
		size: 12, leading: 20,
	}
}

// set makes a PDF of blocks.
func (b Bundle) set(title string, blocks []any) ([]byte, error) {
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	d := &document{title: title, date: b.Made, layout: frontLayout()}
	if d.pages, err = (&setter{faces: faces}).flow(blocks, d.layout); err != nil {
		return nil, err
	}
	return d.pdf()
}

func headline(text string, size float64) *paragraph {
	st := looks["标题"]
	st.size, st.leading = size, size*1.5
	return &paragraph{style: st, spans: []span{{text: text, face: songBold, field: "标题"}}}
}

func remark(text string) *paragraph {
	return &paragraph{style: style{face: kai, size: 12, leading: 20, align: left}, spans: []span{{text: text, face: kai, field: "说明"}}}
}

// missingPages are the first page and what it needs further: what is missing.
func (b Bundle) missingPages() ([]byte, error) {
	blocks := []any{headline(b.Title+"缺少的材料", 20), gap{height: 8}, remark(b.Court + "　　" + b.CaseNo), gap{height: 6}}
	if len(b.Missing) == 0 {
		blocks = append(blocks, remark("按目录核对，应有的材料都在卷内。"))
	} else {
		t := TableData{Columns: []TableColumn{{"序号", 12, AlignCenter}, {"缺什么", 118, AlignLeft}, {"补齐情况", 30, AlignLeft}}}
		for i, m := range b.Missing {
			t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), m, ""})
		}
		grid, err := t.grid(context.Background(), 11)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, grid)
	}
	blocks = append(blocks, gap{height: 10}, remark(fmt.Sprintf("核对日期：%s　　核对人：%s", b.Made.Text(), b.Maker)), remark("本页供整理卷宗用，归档时取出。"))
	return b.set(b.Title+"缺少的材料", blocks)
}

// frontPages are cover and catalogue of a volume.
func (b Bundle) frontPages(volume int) (cover, catalogue []byte, err error) {
	v := b.Volumes[volume]
	title := b.Title
	if v.Name != "" {
		title += "（" + v.Name + "）"
	}
	pages := 0
	for _, e := range v.Entries {
		pages += len(e.Pages)
	}
	if cover, err = b.cover(title, pages); err != nil {
		return nil, nil, err
	}
	catalogue, err = b.catalogue(title, v)
	return cover, catalogue, err
}

func (b Bundle) cover(title string, pages int) ([]byte, error) {
	t := &table{columns: []float64{36, 120}, aligns: []align{center, left}, face: song, size: 14, leading: 21}
	facts := append(slices.Clone(b.Facts), [2]string{"本卷页数", fmt.Sprintf("共 %d 页", pages)}, [2]string{"整理日期", b.Made.Text()})
	for _, f := range facts {
		t.rows = append(t.rows, row{height: 12 * mm, cells: []cell{
			{paras: []cellPara{{spans: []span{{text: f[0], face: hei, field: "封面"}}, align: center}}},
			{paras: []cellPara{{spans: []span{{text: f[1], face: song, field: f[0]}}, align: left}}},
		}})
	}
	return b.set(title+"封面", []any{gap{height: 1}, headline(b.Court, 24), gap{height: 12}, headline(title, 30), gap{height: 18}, headline(b.CaseNo, 18), gap{height: 24}, t})
}

// catalogue lists the documents with the numbers that are stamped on their
// pages.
func (b Bundle) catalogue(title string, v BundleVolume) ([]byte, error) {
	t := TableData{Columns: []TableColumn{
		{"序号", 11, AlignCenter}, {"目录", 44, AlignLeft}, {"材料名称", 52, AlignLeft}, {"日期", 24, AlignCenter}, {"页数", 11, AlignCenter}, {"页码", 18, AlignCenter},
	}}
	at, heading := 1, ""
	for i, e := range v.Entries {
		shown := e.Heading
		if shown == heading {
			shown = ""
		}
		heading = e.Heading
		name := e.Title
		if e.Number != "" {
			name += "\n" + e.Number
		}
		n := len(e.Pages)
		span := strconv.Itoa(at)
		if n > 1 {
			span += "—" + strconv.Itoa(at+n-1)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), shown, name, e.Date.String(), strconv.Itoa(n), span})
		at += n
	}
	grid, err := t.grid(context.Background(), 10.5)
	if err != nil {
		return nil, err
	}
	return b.set(title+"目录", []any{headline(title+"目录", 20), gap{height: 6}, remark(b.CaseNo), gap{height: 4}, grid})
}
