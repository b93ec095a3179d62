package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// CrimeLine is a crime file with the terms that run in it.
type CrimeLine struct {
	court.CrimeFile
	Clocks     []law.Clock
	Conditions []law.Condition // of a private prosecution
	Weights    []law.Weight    // what makes the sentence heavier or lighter
	Stuck      string          // why it belongs before the joint meeting, "" when it does not
}

// Next gives the term that ends first among those that run.
func (l CrimeLine) Next() law.Clock { return firstClock(l.Clocks) }

func crimeLine(rules *law.Rules, f court.CrimeFile, today court.Date) CrimeLine {
	return CrimeLine{CrimeFile: f, Clocks: rules.CrimeClocks(f), Conditions: rules.PrivateConditions(f, today), Weights: law.CrimeWeights(f), Stuck: rules.StuckFor(f, today)}
}

// CrimeFiles gives crime files (拒执案件), newest first.
func (o *Office) CrimeFiles(ctx context.Context, q CrimeQuery) ([]CrimeLine, error) {
	return read(ctx, o, func(r Reader) ([]CrimeLine, error) { return o.crimeLines(r, q) })
}

// CrimeFile gives one crime file.
func (o *Office) CrimeFile(ctx context.Context, id int64) (court.CrimeFile, error) {
	return read(ctx, o, func(r Reader) (court.CrimeFile, error) { return r.CrimeFile(id) })
}

func (o *Office) crimeLines(r Reader, q CrimeQuery) ([]CrimeLine, error) {
	rules, err := o.rulesOf(r)
	if err != nil {
		return nil, err
	}
	list, err := r.CrimeFiles(q)
	var out []CrimeLine
	for _, f := range list {
		out = append(out, crimeLine(rules, f, o.Today()))
	}
	return out, err
}

// eventRefusal is 发现拒执线索, from which the review of the clue runs.
const (
	eventRefusal   = "refusal"
	nodeRefusal    = "P05"
	crimeCheckNote = "拒执线索"
)

// SaveCrimeFile opens a crime file from a clue, with the progress table's term
// for reviewing it, or changes what is written of one.
func (o *Office) SaveCrimeFile(ctx context.Context, actor Actor, f court.CrimeFile) (court.CrimeFile, error) {
	if err := o.checkCrimeFile(&f); err != nil {
		return f, err
	}
	err := o.do(ctx, actor, MayWorkCoercion, "crime", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		c, err := d.Case(f.CaseID)
		if err != nil {
			return err
		}
		if err := rules.CheckCrimeFile(f, c.Basis.Effective); err != nil {
			return err
		}
		if f.ID != 0 {
			old, err := d.CrimeFile(f.ID)
			if err != nil {
				return err
			}
			if old.State == court.CrimeJudged || old.State == court.CrimeClosed {
				return court.Errorf(court.CodeRefused, "%s已经“%s”，不能再改。", old.Number, old.State)
			}
			f.Number, f.CaseID, f.State, f.By, f.At = old.Number, old.CaseID, old.State, old.By, old.At
			if err := d.PutCrimeFile(&f); err != nil {
				return err
			}
			return d.audit("修改拒执案件", "crime", f.ID, f.CaseID, old, f, "")
		}
		if err := d.noSecondFile(f); err != nil {
			return err
		}
		if f.Number, err = d.nextVoucher("拒", o.Today()); err != nil {
			return err
		}
		f.State, f.By, f.At, f.CaseNo = court.CrimeClue, d.actor.User.Name, o.now(), c.Number.String()
		if err := d.PutCrimeFile(&f); err != nil {
			return err
		}
		if err := d.audit("登记拒执线索", "crime", f.ID, f.CaseID, nil, f, ""); err != nil {
			return err
		}
		return d.refusalFound(c, f)
	})
	return f, err
}

// noSecondFile refuses a second open file on one suspect in one case.
func (d *deed) noSecondFile(f court.CrimeFile) error {
	list, err := d.CrimeFiles(CrimeQuery{CaseID: f.CaseID})
	if err != nil {
		return err
	}
	for _, x := range list {
		same := x.Suspect == f.Suspect && (x.SuspectID == "" || f.SuspectID == "" || x.SuspectID == f.SuspectID)
		if same && !slices.Contains([]court.CourseState{court.CrimeJudged, court.CrimeClosed, court.CourseVoid}, x.State) {
			return court.Errorf(court.CodeConflict, "%s在本案已有拒执案件%s（%s）。", f.Suspect, x.Number, x.State).WithHint("新的事实请补充到原来的案件里。")
		}
	}
	return nil
}

// refusalFound enters the event from which the clue's review runs, where the
// case knows it and has not had it.
func (d *deed) refusalFound(c court.Case, f court.CrimeFile) error {
	i := slices.IndexFunc(d.office.EventChoices(c), func(e law.CaseEvent) bool { return e.ID == eventRefusal })
	if i < 0 || f.FoundOn.Before(c.Filed) {
		return nil
	}
	event := d.office.EventChoices(c)[i]
	x := court.EventEntry{CaseID: c.ID, Event: event.ID, Name: event.Name, On: f.FoundOn, Note: crimeCheckNote + f.Number + "：" + f.Suspect, By: d.actor.User.Name, At: d.office.now()}
	if err := d.InsertCaseEvent(&x); err != nil {
		return err
	}
	moved, err := d.unfoldEvent(c, event, x)
	if err != nil {
		return err
	}
	return d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{x, moved}, x.Note)
}

func (o *Office) checkCrimeFile(f *court.CrimeFile) error {
	if err := o.checkPastDate("发现线索日期", f.FoundOn, true); err != nil {
		return err
	}
	if err := o.checkPastDate("行为发生日", f.ConductOn, true); err != nil {
		return err
	}
	if f.ConductOn.After(f.FoundOn) {
		return court.FieldErrorf("行为发生日", "“%s”晚于发现线索日期%s。", f.ConductOn, f.FoundOn)
	}
	f.SuspectID = court.ReadIdentifier(f.SuspectID).Text
	for _, t := range []struct {
		label string
		text  *string
	}{{"拒不执行的行为", &f.Facts}, {"执行能力", &f.Ability}, {"后果", &f.Harm}} {
		if err := cleanText(t.label, t.text, 3000, true); err != nil {
			return err
		}
	}
	if f.Facts == "" {
		return court.FieldErrorf("拒不执行的行为", "不能为空。")
	}
	return cleanAll([]cleaned{{"犯罪嫌疑人", &f.Suspect, 60, true}, {"证件号码", &f.SuspectID, 30, false}, {"住址", &f.Address, 100, false}, {"线索来源", &f.Source, 100, true}})
}

// CrimeStep records the next step of a file: review, transfer, the answers of
// police and procuratorate, private prosecution, judgment.
func (o *Office) CrimeStep(ctx context.Context, actor Actor, id int64, x court.CourseStep) (court.CrimeFile, error) {
	var f court.CrimeFile
	may, err := o.mayStep(&x, func(Reader) (string, error) { return law.CourseCrime, nil })
	if err != nil {
		return f, err
	}
	err = o.do(ctx, actor, may, "crime", func(d *deed) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if f, err = d.CrimeFile(id); err != nil {
			return err
		}
		measures, err := d.Coercions(CoercionQuery{CaseID: f.CaseID})
		if err != nil {
			return err
		}
		if err := rules.CheckCrimeStep(f, x, measures, o.Today()); err != nil {
			return err
		}
		x.By, x.ByID, x.At = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertCourseStep(0, f.ID, &x); err != nil {
			return err
		}
		before := f
		f.Steps = append(slices.Clip(f.Steps), x)
		return d.followCrime(before, &f, x.Kind, "")
	})
	return f, err
}

// followCrime stores the state that the steps lead to; a clue that was reviewed
// fills its node.
func (d *deed) followCrime(before court.CrimeFile, f *court.CrimeFile, action, reason string) error {
	f.State = law.CrimeState(*f)
	if err := d.PutCrimeFile(f); err != nil {
		return err
	}
	if err := d.audit("拒执："+action, "crime", f.ID, f.CaseID, before, *f, reason); err != nil {
		return err
	}
	evidence := crimeCheckNote + f.Number
	switch {
	case before.State == court.CrimeClue && f.State != court.CrimeClue && f.State != court.CourseVoid:
		return d.markIfOpen(f.CaseID, nodeRefusal, f.Steps[len(f.Steps)-1].On, f.Suspect+"："+action, evidence)
	case before.State != court.CrimeClue && f.State == court.CrimeClue:
		return d.reopenNode(f.CaseID, nodeRefusal, evidence, reason)
	}
	return nil
}

// VoidCrimeStep takes back the last step of a file that was entered in error.
func (o *Office) VoidCrimeStep(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayTakeBackStep, "crime", func(d *deed) error {
		f, err := d.CrimeFile(id)
		if err != nil {
			return err
		}
		i, err := d.voidLast(f.Steps, law.CourseCrime, reason)
		if err != nil {
			return err
		}
		before := f
		f.Steps = slices.Clone(f.Steps)
		f.Steps[i].Void = reason
		return d.followCrime(before, &f, "作废“"+f.Steps[i].Kind+"”", reason)
	})
}

// VoidCrimeFile takes back a file entered in error, before it left the court.
func (o *Office) VoidCrimeFile(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkCoercion, "crime", func(d *deed) error {
		f, err := d.CrimeFile(id)
		if err != nil {
			return err
		}
		if f.State != court.CrimeClue {
			return court.Errorf(court.CodeRefused, "%s现在是“%s”，不能作废。", f.Number, f.State).WithHint("不再办理的，登记“终结办理”。")
		}
		before := f
		f.State = court.CourseVoid
		return d.followCrime(before, &f, "作废", reason)
	})
}

// AddEvidence puts a piece of evidence on the list: a paper or a scan of the
// case, or something kept outside the program.
func (o *Office) AddEvidence(ctx context.Context, actor Actor, e court.CrimeEvidence) error {
	if !slices.ContainsFunc(law.EvidenceKinds(), func(k law.EvidenceKind) bool { return k.ID == e.Kind }) {
		return court.FieldErrorf("种类", "请选择。")
	}
	if err := cleanAll([]cleaned{{"名称", &e.Title, 100, true}, {"说明", &e.Note, 300, false}}); err != nil {
		return err
	}
	e.Copies = max(e.Copies, 1)
	return o.do(ctx, actor, MayWorkCoercion, "crime", func(d *deed) error {
		f, err := d.CrimeFile(e.FileID)
		if err != nil {
			return err
		}
		if e.PaperID != 0 {
			p, err := d.Paper(e.PaperID)
			if err != nil {
				return err
			}
			if p.CaseID != f.CaseID || p.Void != "" {
				return court.FieldErrorf("文书", "“%s”不是本案的有效文书。", p.Name)
			}
		}
		if e.ScanID != 0 {
			s, err := d.Scan(e.ScanID)
			if err != nil {
				return err
			}
			if s.CaseID != f.CaseID || s.Void != "" {
				return court.FieldErrorf("扫描件", "“%s”不是本案的有效扫描件。", s.Title)
			}
		}
		e.By, e.At = d.actor.User.Name, d.office.now()
		if err := d.InsertEvidence(&e); err != nil {
			return err
		}
		return d.audit("添加拒执证据", "crime", f.ID, f.CaseID, nil, e, "")
	})
}

// DropEvidence takes a piece of evidence off the list; it stays on record.
func (o *Office) DropEvidence(ctx context.Context, actor Actor, fileID, id int64, reason string) error {
	reason, err := needReason("理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkCoercion, "crime", func(d *deed) error {
		f, err := d.CrimeFile(fileID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(f.Evidence, func(e court.CrimeEvidence) bool { return e.ID == id }) {
			return court.Errorf(court.CodeNotFound, "%s没有这项证据。", f.Number)
		}
		if err := d.VoidEvidence(id, reason); err != nil {
			return err
		}
		return d.audit("移除拒执证据", "crime", f.ID, f.CaseID, nil, tree{"ID": id}, reason)
	})
}
