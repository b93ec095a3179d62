package office

import (
	"bytes"
	"context"
	"io"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Binder binds papers and scans into one PDF; app/paper supplies it.
type Binder interface {
	// Bind writes the PDF and gives the number of its pages; done, which may be
	// nil, is told after each document. Errors of files name them.
	Bind(ctx context.Context, plan BindPlan, w io.Writer, done func(n, of int)) (pages int, err error)
}

// BindPlan is a dossier to be bound: a first page with what is missing, then each
// volume with cover, catalogue and documents.
type BindPlan struct {
	Court, Title, CaseNo string
	Facts                [][2]string // on the cover: label and text
	Missing              []string
	Made                 court.Date
	Maker                string
	Volumes              []BindVolume
}

// BindVolume is a volume with pages of its own count.
type BindVolume struct {
	Name    string // 正卷, 副卷, "" for the only one
	Entries []BindEntry
}

// BindEntry is a document in the catalogue.
type BindEntry struct {
	Heading, Title, Number string
	Date                   court.Date
	Pages                  []BindPage
}

// BindPage is a page of a file, from 1.
type BindPage struct {
	File *BindFile
	Page int
	Turn int // degrees clockwise that set it upright
}

// BindFile is a file whose pages are bound.
type BindFile struct {
	Kind court.ScanKind
	Name string
	Open func() (io.ReadSeekCloser, error)
}

// UseBinder hands the office what binds dossiers.
func (o *Office) UseBinder(b Binder) { o.binder = b }

// BoundDossier tells what was bound.
type BoundDossier struct {
	Entries, Pages, Missing int // Pages counts covers and catalogues too
}

// BindDossier writes the dossier of a case as one PDF. Void entries stay out,
// and so do printed papers whose signed scan is complete. That it was bound is
// recorded.
func (o *Office) BindDossier(ctx context.Context, actor Actor, caseID int64, kind DossierKind, w io.Writer, done func(n, of int)) (BoundDossier, error) {
	var out BoundDossier
	if o.binder == nil {
		return out, court.Errorf(court.CodeUnexpected, "这里不能制作%s。", kind)
	}
	if err := Allow(actor, MayMakePaper); err != nil {
		return out, err
	}
	d, err := o.Dossier(ctx, caseID, kind)
	if err != nil {
		return out, err
	}
	if out.Entries, _ = d.Bound(); out.Entries == 0 {
		return out, court.Errorf(court.CodeRefused, "%s还没有可以入卷的文书和扫描件。", d.Case.Number).WithHint("请先制作文书，或添加扫描件。")
	}
	settings, err := o.Settings(ctx)
	if err != nil {
		return out, err
	}
	plan := BindPlan{
		Court: settings.CourtName, Title: string(kind), CaseNo: d.Case.Number.String(), Facts: coverFacts(d.Case), Missing: d.Missing,
		Made: o.Today(), Maker: actor.User.Name, Volumes: o.volumes(ctx, d),
	}
	if out.Pages, err = o.binder.Bind(ctx, plan, w, done); err != nil {
		return out, err
	}
	out.Missing = len(d.Missing)
	return out, o.do(ctx, actor, MayMakePaper, "dossier", func(deed *deed) error {
		return deed.audit("制作卷宗", "dossier", 0, caseID, nil, map[string]any{"种类": kind, "材料份数": out.Entries, "页数": out.Pages, "缺少项数": out.Missing}, "")
	})
}

// coverFacts is what the cover says of a case.
func coverFacts(c court.Case) [][2]string {
	facts := [][2]string{
		{"案由", c.Cause}, {"申请执行人", c.NamesOf(court.RoleApplicant)}, {"被执行人", c.NamesOf(court.RoleDebtor)},
		{"执行依据", c.Basis.Number + c.Basis.Kind}, {"申请执行标的", c.Principal.Short() + "元"}, {"立案日期", c.Filed.Text()},
		{"结案日期", c.Closed.Text()}, {"结案方式", string(c.Closing)}, {"承办人", c.Officer}, {"书记员", c.Clerk},
	}
	if c.Principal == 0 {
		facts[4] = [2]string{"申请执行事项", c.ActsText}
	}
	return slices.DeleteFunc(facts, func(f [2]string) bool { return f[1] == "" })
}

// volumes puts the entries that are bound into their volumes. A volume without
// any is left out.
func (o *Office) volumes(ctx context.Context, d Dossier) []BindVolume {
	names := map[string]string{}
	for _, h := range d.Headings {
		names[h.ID] = h.Name
	}
	files := map[string]*BindFile{}
	var out []BindVolume
	for _, name := range []string{law.VolumeMain, law.VolumeInner} {
		v := BindVolume{Name: name}
		if d.Kind == DossierReview {
			v.Name = ""
		}
		for _, e := range d.Entries {
			if e.Volume == name && e.Left == "" {
				v.Entries = append(v.Entries, o.bindEntry(ctx, e, names[e.Heading], files))
			}
		}
		if len(v.Entries) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// bindEntry lists the pages of an entry; a file that several entries show is one.
func (o *Office) bindEntry(ctx context.Context, e DossierEntry, heading string, files map[string]*BindFile) BindEntry {
	out := BindEntry{Heading: heading, Title: e.Title(), Date: e.Date()}
	if e.Scan != nil {
		for _, p := range e.Scan.Pages {
			if files[p.SHA256] == nil {
				files[p.SHA256] = &BindFile{Kind: p.Kind, Name: e.Title(), Open: func() (io.ReadSeekCloser, error) {
					return read(ctx, o, func(r Reader) (ScanSource, error) { return r.OpenScan(p.SHA256) })
				}}
			}
			out.Pages = append(out.Pages, BindPage{File: files[p.SHA256], Page: p.Page, Turn: p.Turn})
		}
		return out
	}
	id := e.Paper.ID
	out.Number = e.Paper.Number
	file := &BindFile{Kind: court.ScanPDF, Name: e.Title(), Open: func() (io.ReadSeekCloser, error) {
		pdf, err := read(ctx, o, func(r Reader) ([]byte, error) { return r.PaperBytes(id) })
		return inMemory{bytes.NewReader(pdf)}, err
	}}
	for n := range e.Paper.Pages {
		out.Pages = append(out.Pages, BindPage{File: file, Page: n + 1})
	}
	return out
}

// inMemory is bytes as a file.
type inMemory struct{ *bytes.Reader }

// Close does nothing.
func (inMemory) Close() error { return nil }
