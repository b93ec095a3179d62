package office

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// MakeCrimePapers makes those of the three papers that go to the police which
// the file has not: 移送函, 情况说明, 证据目录. unit is the police.
func (o *Office) MakeCrimePapers(ctx context.Context, actor Actor, fileID int64, unit string) error {
	f, err := read(ctx, o, func(r Reader) (court.CrimeFile, error) { return r.CrimeFile(fileID) })
	if err != nil {
		return err
	}
	for _, form := range CrimeForms[:3] {
		if _, has := paperOfForm(f.Papers, form); has {
			continue
		}
		req := PaperRequest{CaseID: f.CaseID, Form: form, Crime: f.ID, Inputs: map[string]string{}}
		if form == FormTransferCrime {
			req.Inputs["fill.unit"] = unit
		}
		if _, err := o.MakePaper(ctx, actor, req); err != nil {
			return err
		}
	}
	return nil
}

// paperOfForm finds the newest paper of a form that is not void.
func paperOfForm(papers []court.Paper, form string) (court.Paper, bool) {
	i := slices.IndexFunc(papers, func(p court.Paper) bool { return p.Form == form && p.Void == "" })
	if i < 0 {
		return court.Paper{}, false
	}
	return papers[i], true
}

// BindCrimePackage writes 移送函, 情况说明, 证据目录 and the evidence of a crime
// file as one PDF, in the order of the five kinds; a signed scan stands for its
// paper. What is missing, or lies outside the program, is on its first page.
func (o *Office) BindCrimePackage(ctx context.Context, actor Actor, fileID int64, w io.Writer, done func(n, of int)) (BoundDossier, error) {
	var out BoundDossier
	if o.binder == nil {
		return out, court.Errorf(court.CodeUnexpected, "这里不能制作移送材料。")
	}
	if err := Allow(actor, MayWorkCoercion); err != nil {
		return out, err
	}
	p, err := read(ctx, o, func(r Reader) (crimePackage, error) { return crimePackageOf(r, fileID, o.Today()) })
	if err != nil {
		return out, err
	}
	settings, err := o.Settings(ctx)
	if err != nil {
		return out, err
	}
	files := map[string]*BindFile{}
	volume := BindVolume{}
	for i, e := range p.entries {
		volume.Entries = append(volume.Entries, o.bindEntry(ctx, e, p.headings[i], files))
	}
	if out.Entries, out.Missing = len(volume.Entries), len(p.missing); out.Entries == 0 {
		return out, court.Errorf(court.CodeRefused, "%s还没有可以装订的文书和证据。", p.file.Number)
	}
	plan := BindPlan{
		Court: settings.CourtName, Title: "拒执案件移送材料", CaseNo: p.c.Number.String(), Missing: p.missing, Made: o.Today(), Maker: actor.User.Name,
		Facts:   [][2]string{{"编号", p.file.Number}, {"犯罪嫌疑人", p.file.Suspect}, {"罪名", crimeName(p.file)}, {"执行案由", p.c.Cause}, {"承办人", p.c.Officer}},
		Volumes: []BindVolume{volume},
	}
	if out.Pages, err = o.binder.Bind(ctx, plan, w, done); err != nil {
		return out, err
	}
	return out, o.do(ctx, actor, MayWorkCoercion, "crime", func(d *deed) error {
		return d.audit("装订拒执移送材料", "crime", fileID, p.c.ID, nil, tree{"材料份数": out.Entries, "页数": out.Pages, "缺少项数": out.Missing}, "")
	})
}

// crimePackage is what is bound, with the heading of each entry.
type crimePackage struct {
	file     court.CrimeFile
	c        court.Case
	entries  []DossierEntry
	headings []string
	missing  []string
}

func crimePackageOf(r Reader, fileID int64, today court.Date) (p crimePackage, err error) {
	if p.file, err = r.CrimeFile(fileID); err != nil {
		return p, err
	}
	if p.c, err = r.Case(p.file.CaseID); err != nil {
		return p, err
	}
	scans, err := r.Scans(p.file.CaseID)
	if err != nil {
		return p, err
	}
	for _, form := range CrimeForms[:3] {
		paper, has := paperOfForm(p.file.Papers, form)
		if !has {
			p.missing = append(p.missing, "没有"+map[string]string{FormTransferCrime: "案件移送函", FormRefusalReport: "执行情况说明", FormEvidenceList: "证据目录"}[form]+"。")
			continue
		}
		p.addPaper(paper, scans, "移送文书")
		if paper.WaitsForSignature() {
			p.missing = append(p.missing, paper.Name+"待"+paper.SignOff+"签发。")
		}
	}
	for _, k := range law.EvidenceKinds() {
		if !slices.ContainsFunc(p.file.Evidence, func(e court.CrimeEvidence) bool { return e.Kind == k.ID && e.Void == "" }) {
			p.missing = append(p.missing, fmt.Sprintf("证据缺“%s”（%s）。", k.Text, k.About))
		}
	}
	measures, err := r.Coercions(CoercionQuery{CaseID: p.file.CaseID})
	if err != nil {
		return p, err
	}
	if text := law.SanctionLack(p.file, measures, today); text != "" {
		p.missing = append(p.missing, text)
	}
	eachEvidence(p.file, func(k law.EvidenceKind, e court.CrimeEvidence) {
		if err == nil {
			err = p.addEvidence(r, k.Text, e, scans)
		}
	})
	return p, err
}

func crimeName(x court.CrimeFile) string {
	s, _ := law.SituationOf(x.Situation)
	return s.CrimeName()
}

func (p *crimePackage) addEvidence(r Reader, heading string, e court.CrimeEvidence, scans []court.Scan) error {
	switch {
	case e.PaperID != 0:
		paper, err := r.Paper(e.PaperID)
		if err == nil && paper.Void == "" {
			p.addPaper(paper, scans, heading)
		}
		return err
	case e.ScanID != 0:
		i := slices.IndexFunc(scans, func(s court.Scan) bool { return s.ID == e.ScanID && s.Void == "" })
		if i < 0 {
			p.missing = append(p.missing, "证据“"+e.Title+"”的扫描件已作废或者移走。")
			return nil
		}
		p.add(DossierEntry{Scan: &scans[i]}, heading)
	default:
		p.missing = append(p.missing, "证据“"+e.Title+"”没有电子件，另附纸质。")
	}
	return nil
}

// addPaper adds a paper, or the signed scan that stands for it.
func (p *crimePackage) addPaper(paper court.Paper, scans []court.Scan, heading string) {
	if leftPaper(paper, scans) != "" {
		for i := range scans {
			if s := scans[i]; s.PaperID == paper.ID && s.Void == "" && len(s.LacksPages(paper.Pages)) == 0 {
				p.add(DossierEntry{Scan: &scans[i]}, heading)
				return
			}
		}
	}
	p.add(DossierEntry{Paper: &paper}, heading)
}

func (p *crimePackage) add(e DossierEntry, heading string) {
	p.entries, p.headings = append(p.entries, e), append(p.headings, heading)
}

// ModelCase gives a masked text of a file (典型案例) by part: title, facts, course,
// result, meaning. Nobody's name, identifier or address is in it.
func (o *Office) ModelCase(ctx context.Context, fileID int64) (map[string]string, error) {
	return read(ctx, o, func(r Reader) (map[string]string, error) {
		x, err := r.CrimeFile(fileID)
		if err != nil {
			return nil, err
		}
		c, err := r.Case(x.CaseID)
		if err != nil {
			return nil, err
		}
		b, err := r.Balance(c.ID)
		return modelCase(c, x, max(c.Principal-c.Realised-b.Realised(), 0)), err
	})
}

// ModelText joins the parts of a masked case into one text.
func ModelText(parts map[string]string) string {
	return parts["title"] + "\n\n【基本案情】\n" + parts["facts"] + "\n\n【处理经过】\n" + parts["course"] + "\n\n【处理结果】\n" + parts["result"] + "\n\n【典型意义】\n" + parts["meaning"] + "\n"
}

func modelCase(c court.Case, x court.CrimeFile, owed court.Money) map[string]string {
	parties := slices.Clone(c.Parties)
	if !slices.ContainsFunc(parties, func(p court.Party) bool { return p.Name == x.Suspect }) {
		kind := court.PartyPerson
		if x.Company {
			kind = court.PartyCompany
		}
		parties = append(parties, court.Party{Name: x.Suspect, Kind: kind, Address: x.Address})
	}
	masked := func(text string) string { return court.MaskText(text, parties) }
	var steps []string
	result := "案件正在办理。"
	for _, s := range x.Steps {
		if s.Void != "" || s.Kind == court.StepSuspected {
			continue
		}
		if s.Kind == court.StepJudged {
			result = s.On.Text() + "，" + orText(s.Unit, "人民法院") + "判决：" + strings.TrimRight(s.Words, "。") + "。"
			continue
		}
		steps = append(steps, s.On.Text()+"，"+s.Kind+"。")
	}
	debtors := c.NamesOf(court.RoleDebtor)
	facts := fmt.Sprintf("%s与%s%s一案，%s，被执行人应%s。判决生效后未履行，尚有%s元没有执行到位。%s。", c.NamesOf(court.RoleApplicant), debtors, c.Cause,
		orText(c.Basis.Kind, "法律文书")+"已经发生法律效力", claimText(c), owed, strings.TrimRight(x.Facts, "。"))
	return map[string]string{
		"title": masked(x.Suspect) + strings.TrimSuffix(crimeName(x), "罪") + "案", "facts": masked(facts), "course": masked(strings.Join(steps, "\n")), "result": masked(result),
		"meaning": "有能力执行而拒不执行人民法院生效判决、裁定，情节严重的，应当依法追究刑事责任。本案提醒被执行人，应当如实报告财产、主动履行义务。",
	}
}

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
