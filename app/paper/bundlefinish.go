package paper

import (
	"fmt"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// finish puts the pages into one tree, stamps them and adds the bookmarks.
func (t *binder) finish() error {
	if err := t.stampAll(); err != nil {
		return err
	}
	kids := make(types.Array, len(t.pages))
	tree := types.Dict{"Type": types.Name("Pages"), "Count": types.Integer(len(t.pages))}
	root, err := t.pdf.IndRefForNewObject(tree)
	if err != nil {
		return err
	}
	for i, p := range t.pages {
		kids[i] = p.ref
		p.dict["Parent"] = *root
	}
	tree["Kids"] = kids
	catalog, err := t.pdf.Catalog()
	if err != nil {
		return err
	}
	for key := range catalog { // forms, actions and labels of single documents
		if key != "Type" && key != "Version" {
			delete(catalog, key)
		}
	}
	catalog["Pages"] = *root
	catalog["PageMode"] = types.Name("UseOutlines")
	t.pdf.PageCount, t.pdf.Outlines, t.pdf.Form = len(t.pages), nil, nil
	t.pdf.Names = nil
	outlines, err := t.outlines()
	if err != nil {
		return err
	}
	catalog["Outlines"] = *outlines
	return nil
}

// The stamp 第 N 页: the size of its page, and how far it stays from the edges of
// the page it is put on.
const (
	stampWidth  = 30 * mm
	stampHeight = 7 * mm
	stampEdge   = 8 * mm
)

// stampPages makes a small page for every number. They are made like papers, so
// that the type is the same and one font serves all.
func stampPages(n int) ([]byte, error) {
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	s := &setter{faces: faces}
	d := &document{title: "页码", layout: layout{width: stampWidth, height: stampHeight}}
	for i := range max(n, 1) {
		items, err := s.items([]span{{text: fmt.Sprintf("第 %d 页", i+1), face: song}})
		if err != nil {
			return nil, err
		}
		line := s.set(items, style{face: song, size: 10.5, align: right}, stampWidth)[0]
		d.pages = append(d.pages, sheetPage{{box: box{height: stampHeight, line: line}}})
	}
	return d.pdf()
}

// stampAll writes the number of each document's page outside right at its top.
func (t *binder) stampAll() error {
	save, err := t.content([]byte("q\n"))
	if err != nil {
		return err
	}
	for _, p := range t.pages {
		if p.stamp == 0 {
			continue
		}
		form, err := t.stampForm(p.stamp)
		if err != nil {
			return err
		}
		if err := t.addResource(p.dict, *form); err != nil {
			return err
		}
		put, err := t.content([]byte(fmt.Sprintf("\nQ\nq %s cm /%s Do Q\n", stampPlace(p.dict), stampName)))
		if err != nil {
			return err
		}
		contents := types.Array{*save}
		switch old := p.dict["Contents"].(type) {
		case nil:
		case types.Array:
			contents = append(contents, old...)
		default:
			if whole, err := t.pdf.Dereference(old); err == nil {
				if list, ok := whole.(types.Array); ok {
					contents = append(contents, list...)
					break
				}
			}
			contents = append(contents, old)
		}
		p.dict["Contents"] = append(contents, *put)
	}
	return nil
}

// stampName is what the stamp is called among the resources of a page.
const stampName = "ZhixingPage"

// stampForm makes the small page of a number something that can be drawn on
// another page.
func (t *binder) stampForm(number int) (*types.IndirectRef, error) {
	dict, _, inherited, err := t.pdf.PageDict(number, false)
	if err != nil {
		return nil, err
	}
	drawn, err := t.pdf.PageContent(dict, number)
	if err != nil {
		return nil, err
	}
	stream, err := t.pdf.NewStreamDictForBuf(drawn)
	if err != nil {
		return nil, err
	}
	stream.InsertName("Type", "XObject")
	stream.InsertName("Subtype", "Form")
	stream.Insert("BBox", types.NewNumberArray(0, 0, stampWidth, stampHeight))
	stream.Insert("Resources", inherited.Resources)
	if err := stream.Encode(); err != nil {
		return nil, err
	}
	return t.pdf.IndRefForNewObject(*stream)
}

// addResource gives a page resources of its own, with the stamp among them.
func (t *binder) addResource(page types.Dict, form types.IndirectRef) error {
	shared, err := t.pdf.DereferenceDict(page["Resources"])
	if err != nil {
		return err
	}
	own, objects := types.Dict{}, types.Dict{}
	for k, v := range shared {
		own[k] = v
	}
	old, err := t.pdf.DereferenceDict(own["XObject"])
	if err != nil {
		return err
	}
	for k, v := range old {
		objects[k] = v
	}
	objects[stampName] = form
	own["XObject"] = objects
	page["Resources"] = own
	return nil
}

func (t *binder) content(text []byte) (*types.IndirectRef, error) {
	stream, err := t.pdf.NewStreamDictForBuf(text)
	if err != nil {
		return nil, err
	}
	if err := stream.Encode(); err != nil {
		return nil, err
	}
	return t.pdf.IndRefForNewObject(*stream)
}

// stampPlace is the transformation that puts the stamp at the top right of a
// page as it is shown, however it is turned.
func stampPlace(page types.Dict) string {
	area, _ := page["CropBox"].(types.Array)
	if area == nil {
		area, _ = page["MediaBox"].(types.Array)
	}
	x0, y0, x1, y1 := 0.0, 0.0, 210*mm, 297*mm
	if len(area) == 4 {
		x0, y0, x1, y1 = number(area[0]), number(area[1]), number(area[2]), number(area[3])
	}
	turn, _ := page["Rotate"].(types.Integer)
	along, down := stampEdge+stampWidth, stampEdge+stampHeight-2*mm
	switch turn {
	case 90:
		return fmt.Sprintf("0 1 -1 0 %.2f %.2f", x0+down, y1-along)
	case 180:
		return fmt.Sprintf("-1 0 0 -1 %.2f %.2f", x0+along, y0+down)
	case 270:
		return fmt.Sprintf("0 -1 1 0 %.2f %.2f", x1-down, y0+along)
	}
	return fmt.Sprintf("1 0 0 1 %.2f %.2f", x1-along, y1-down)
}

func number(o types.Object) float64 {
	switch v := o.(type) {
	case types.Integer:
		return float64(v)
	case types.Float:
		return float64(v)
	}
	return 0
}

// bookmark leads to a page, counted from 0; deep ones stand below the last one
// that is not.
type bookmark struct {
	title string
	page  int
	deep  bool
}

// mark notes where a document begins, below its volume.
func (t *binder) mark(volume string, e BundleEntry, number int) {
	t.marks = append(t.marks, bookmark{title: fmt.Sprintf("%s　第 %d 页", e.Title, number), page: len(t.pages), deep: volume != ""})
}

// outlines writes the bookmarks. They lead to their pages directly: documents of
// the same name are many.
func (t *binder) outlines() (*types.IndirectRef, error) {
	root := types.Dict{"Type": types.Name("Outlines")}
	rootRef, err := t.pdf.IndRefForNewObject(root)
	if err != nil {
		return nil, err
	}
	last := map[types.IndirectRef]types.IndirectRef{} // last child of a parent
	dicts := map[types.IndirectRef]types.Dict{*rootRef: root}
	var top types.Dict
	var topRef types.IndirectRef
	for _, m := range t.marks {
		parent, parentRef := root, *rootRef
		if m.deep && top != nil {
			parent, parentRef = top, topRef
		}
		item := types.Dict{"Title": types.NewHexLiteral(utf16Text(m.title)), "Parent": parentRef,
			"Dest": types.Array{t.pages[m.page].ref, types.Name("Fit")}}
		ref, err := t.pdf.IndRefForNewObject(item)
		if err != nil {
			return nil, err
		}
		dicts[*ref] = item
		if before, ok := last[parentRef]; ok {
			dicts[before]["Next"] = *ref
			item["Prev"] = before
		} else {
			parent["First"] = *ref
		}
		parent["Last"] = *ref
		count, _ := parent["Count"].(types.Integer)
		parent["Count"] = count + 1
		if m.deep {
			all, _ := root["Count"].(types.Integer)
			root["Count"] = all + 1 // the volumes stand open
		}
		last[parentRef] = *ref
		if !m.deep {
			top, topRef = item, *ref
		}
	}
	return rootRef, nil
}

// utf16Text is a text as PDF keeps it outside of pages.
func utf16Text(s string) []byte {
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}
