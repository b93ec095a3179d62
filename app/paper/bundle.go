package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"zhixing/app/court"
)

// Bundle is a dossier (卷宗) to be bound into one PDF: a first page with what is
// missing, then each volume with cover, catalogue and its documents.
type Bundle struct {
	Court   string
	Title   string // 执行卷宗, 终本评查卷
	CaseNo  string
	Facts   [][2]string // on the cover: label and text
	Missing []string    // sentences
	Made    court.Date
	Maker   string
	Volumes []BundleVolume
}

// BundleVolume is a volume: its pages are counted from 1.
type BundleVolume struct {
	Name    string // 正卷, 副卷; "" when there is only one
	Entries []BundleEntry
}

// BundleEntry is a document in its place in the catalogue.
type BundleEntry struct {
	Heading string // of the catalogue
	Title   string
	Number  string // 文书号, "" for none
	Date    court.Date
	Pages   []BundlePage
}

// BundlePage is a page of a file.
type BundlePage struct {
	File *BundleFile
	Page int // from 1; 1 for a picture
	Turn int // degrees clockwise that set it upright
}

// BundleFile is a file whose pages are bound; it is opened once.
type BundleFile struct {
	Kind court.ScanKind
	Name string // for errors
	Open func() (io.ReadSeekCloser, error)
}

// Bind writes the dossier as one PDF with bookmarks and with the number of its
// page in the volume on every document's page, and gives the number of all
// pages. done, which may be nil, is told after each document. The errors of files
// name them; the context ends the work between documents.
func Bind(ctx context.Context, b Bundle, w io.Writer, done func(n, of int)) (pages int, err error) {
	t := &binder{ctx: ctx, bundle: b, offsets: map[*BundleFile]int{}, used: map[types.IndirectRef]bool{}}
	if err := t.begin(); err != nil {
		return 0, err
	}
	total, n := 0, 0
	for _, v := range b.Volumes {
		total += len(v.Entries)
	}
	for i, v := range b.Volumes {
		if err := t.front(i); err != nil {
			return 0, err
		}
		count := 0
		for _, e := range v.Entries {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			t.mark(v.Name, e, count+1)
			for _, p := range e.Pages {
				count++
				if err := t.add(p, count); err != nil {
					return 0, err
				}
			}
			if n++; done != nil {
				done(n, total)
			}
		}
	}
	if err := t.finish(); err != nil {
		return 0, fmt.Errorf("binding %s: %w", b.CaseNo, err)
	}
	if err := writePDF(t.pdf, w); err != nil {
		return 0, fmt.Errorf("writing %s: %w", b.CaseNo, err)
	}
	return len(t.pages), nil
}

// binder puts the pages of a bundle together.
type binder struct {
	ctx     context.Context
	bundle  Bundle
	pdf     *model.Context
	offsets map[*BundleFile]int // pages before the first of a file
	pages   []boundPage         // in order
	used    map[types.IndirectRef]bool
	marks   []bookmark
}

// boundPage is a page in its place.
type boundPage struct {
	ref   types.IndirectRef
	dict  types.Dict
	stamp int // number in its volume, 0 for none
}

// begin makes the PDF with the stamps of the longest volume and the first pages,
// which say what is missing.
func (t *binder) begin() error {
	longest := 0
	for _, v := range t.bundle.Volumes {
		n := 0
		for _, e := range v.Entries {
			n += len(e.Pages)
		}
		longest = max(longest, n)
	}
	stamps, err := stampPages(longest)
	if err != nil {
		return err
	}
	if t.pdf, err = readChecked(bytes.NewReader(stamps)); err != nil {
		return fmt.Errorf("reading the stamps: %w", err)
	}
	t.pdf.EnsureVersionForWriting()
	first, err := t.bundle.missingPages()
	if err != nil {
		return err
	}
	t.marks = append(t.marks, bookmark{title: "缺少的材料", page: 0})
	return t.addOwn(first)
}

// front adds cover and catalogue of a volume.
func (t *binder) front(volume int) error {
	cover, catalogue, err := t.bundle.frontPages(volume)
	if err != nil {
		return err
	}
	name := t.bundle.Volumes[volume].Name
	if name != "" {
		t.marks = append(t.marks, bookmark{title: name, page: len(t.pages)})
	}
	t.marks = append(t.marks, bookmark{title: "封面", page: len(t.pages), deep: name != ""})
	if err := t.addOwn(cover); err != nil {
		return err
	}
	t.marks = append(t.marks, bookmark{title: "目录", page: len(t.pages), deep: name != ""})
	return t.addOwn(catalogue)
}

// addOwn adds all pages of a PDF of our own, without stamps.
func (t *binder) addOwn(pdf []byte) error {
	from, n, err := t.merge(bytes.NewReader(pdf))
	if err != nil {
		return fmt.Errorf("adding the front pages: %w", err)
	}
	for i := range n {
		if err := t.take(from+i+1, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// merge appends a PDF to the objects of the bundle.
func (t *binder) merge(f io.ReadSeeker) (before, pages int, err error) {
	source, err := readChecked(f)
	if err != nil {
		return 0, 0, err
	}
	before, pages = t.pdf.PageCount, source.PageCount
	return before, pages, pdfcpu.MergeXRefTables("", source, t.pdf, false, false)
}

// add adds a page of a file with its stamp.
func (t *binder) add(p BundlePage, stamp int) error {
	if p.File.Kind != court.ScanPDF {
		return t.addPicture(p, stamp)
	}
	from, merged := t.offsets[p.File]
	if !merged {
		f, err := p.File.Open()
		if err != nil {
			return err
		}
		from, _, err = t.merge(f)
		_ = f.Close() // only read
		if err != nil {
			return brokenScan(p.File.Name, err)
		}
		t.offsets[p.File] = from
	}
	if err := t.take(from+p.Page, p.Turn, stamp); err != nil {
		return brokenScan(p.File.Name, err)
	}
	return nil
}

// take puts a page that was merged into its place: what it has from the tree it
// came in is written into itself.
func (t *binder) take(page, turn, stamp int) error {
	dict, ref, inherited, err := t.pdf.PageDict(page, false)
	if err != nil {
		return err
	}
	if t.used[*ref] { // the page stands in the bundle a second time
		dict, _ = dict.Clone().(types.Dict)
		if ref, err = t.pdf.IndRefForNewObject(dict); err != nil {
			return err
		}
	}
	t.used[*ref] = true
	if dict["Resources"] == nil && inherited.Resources != nil {
		dict["Resources"] = inherited.Resources
	}
	if inherited.MediaBox != nil {
		dict["MediaBox"] = inherited.MediaBox.Array()
	}
	if inherited.CropBox != nil {
		dict["CropBox"] = inherited.CropBox.Array()
	}
	dict["Rotate"] = types.Integer(((inherited.Rotate+turn)%360 + 360) % 360)
	t.pages = append(t.pages, boundPage{*ref, dict, stamp})
	return nil
}
