package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Meetings gives the joint meetings (联席会议) with their matters, newest first.
func (o *Office) Meetings(ctx context.Context) ([]court.JointMeeting, error) {
	return read(ctx, o, func(r Reader) ([]court.JointMeeting, error) { return r.Meetings() })
}

// MeetingDue gives the day by which the next joint meeting should be held, zero
// when none was held yet.
func (o *Office) MeetingDue(ctx context.Context) (court.Date, error) {
	return read(ctx, o, func(r Reader) (court.Date, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return court.Date{}, err
		}
		list, err := r.Meetings()
		var last court.Date
		for _, m := range list {
			if m.Held && m.On.After(last) {
				last = m.On
			}
		}
		if err != nil || last.IsZero() {
			return court.Date{}, err
		}
		p, err := rules.Param("joint-meeting", last)
		return rules.After(p, last), err
	})
}

// PlanMeeting makes a joint meeting with an agenda of the crime files that are
// stuck and the matters that earlier meetings left open.
func (o *Office) PlanMeeting(ctx context.Context, actor Actor, m court.JointMeeting) (court.JointMeeting, error) {
	if err := checkMeeting(&m); err != nil {
		return m, err
	}
	err := o.do(ctx, actor, MayWorkCoercion, "meeting", func(d *deed) error {
		files, err := o.crimeLines(d, CrimeQuery{})
		if err != nil {
			return err
		}
		earlier, err := d.Meetings()
		if err != nil {
			return err
		}
		if m.Number, err = d.nextVoucher("联", o.Today()); err != nil {
			return err
		}
		m.By, m.At, m.Held, m.Minutes = d.actor.User.Name, o.now(), false, ""
		if err := d.PutMeeting(&m); err != nil {
			return err
		}
		m.Matters = agenda(files, earlier)
		for i := range m.Matters {
			m.Matters[i].MeetingID = m.ID
			if err := d.PutMatter(&m.Matters[i]); err != nil {
				return err
			}
		}
		return d.audit("拟开联席会议", "meeting", m.ID, 0, nil, m, "")
	})
	return m, err
}

// agenda lists what is stuck, the longest first, then what was agreed and not
// done.
func agenda(files []CrimeLine, earlier []court.JointMeeting) []court.MeetingMatter {
	var out []court.MeetingMatter
	for _, f := range slices.Backward(files) { // newest first
		if f.Stuck != "" {
			out = append(out, court.MeetingMatter{FileID: f.ID, FileNo: f.Number, CaseID: f.CaseID, CaseNo: f.CaseNo, Suspect: f.Suspect, Topic: f.Suspect + "：" + f.Stuck})
		}
	}
	for _, m := range slices.Backward(earlier) {
		for _, x := range m.Matters {
			if x.Open() {
				out = append(out, court.MeetingMatter{FileID: x.FileID, FileNo: x.FileNo, CaseID: x.CaseID, CaseNo: x.CaseNo, Suspect: x.Suspect,
					Topic: fmt.Sprintf("%s会议议定“%s”（%s）尚未落实", m.Number, x.Decision, x.Unit)})
			}
		}
	}
	return out
}

func checkMeeting(m *court.JointMeeting) error {
	if !m.On.Valid() {
		return court.FieldErrorf("会议日期", "不能为空。")
	}
	if err := cleanText("参加单位和人员", &m.Attend, 1000, true); err != nil {
		return err
	}
	if err := cleanText("纪要", &m.Minutes, 10_000, true); err != nil {
		return err
	}
	return cleanAll([]cleaned{{"地点", &m.Place, 60, false}})
}

// SaveMeeting changes day, place, people and minutes of a meeting; minutes say
// that it was held, on a day that has come.
func (o *Office) SaveMeeting(ctx context.Context, actor Actor, m court.JointMeeting) error {
	if err := checkMeeting(&m); err != nil {
		return err
	}
	m.Held = m.Minutes != ""
	if m.Held && m.On.After(o.Today()) {
		return court.FieldErrorf("会议日期", "“%s”还没有到，不能登记纪要。", m.On)
	}
	return o.do(ctx, actor, MayWorkCoercion, "meeting", func(d *deed) error {
		old, err := d.Meeting(m.ID)
		if err != nil {
			return err
		}
		m.Number, m.By, m.At = old.Number, old.By, old.At
		if err := d.PutMeeting(&m); err != nil {
			return err
		}
		return d.audit("登记联席会议", "meeting", m.ID, 0, old, m, "")
	})
}

// SaveMatter adds a matter to a meeting, or records what was agreed about it,
// who does it until when, and that it was done. was is the matter as the actor
// saw it; one that somebody else changed since is refused.
func (o *Office) SaveMatter(ctx context.Context, actor Actor, was, x court.MeetingMatter) error {
	if err := o.checkPastDate("落实日期", x.Done, false); err != nil {
		return err
	}
	for _, t := range []cleaned{{"事项", &x.Topic, 500, true}, {"议定事项", &x.Decision, 500, false}, {"落实情况", &x.DoneNote, 500, false}} {
		if err := cleanText(t.label, t.text, t.most, true); err != nil {
			return err
		}
		if t.needed && *t.text == "" {
			return court.FieldErrorf(t.label, "不能为空。")
		}
	}
	if err := cleanAll([]cleaned{{"责任单位", &x.Unit, 60, x.Decision != ""}}); err != nil {
		return err
	}
	if !x.Done.IsZero() && (x.Decision == "" || x.DoneNote == "") {
		return court.FieldErrorf("落实情况", "不能为空：写明议定的事项怎样落实。")
	}
	return o.do(ctx, actor, MayWorkCoercion, "meeting", func(d *deed) error {
		m, err := d.Meeting(x.MeetingID)
		if err != nil {
			return err
		}
		var before any
		if i := slices.IndexFunc(m.Matters, func(old court.MeetingMatter) bool { return old.ID == x.ID }); i >= 0 {
			if !sameMatter(m.Matters[i], was) {
				return court.Errorf(court.CodeConflict, "“%s”刚被别人改过。", m.Matters[i].Topic).WithHint("请关闭后重新打开，看过新的内容再改。")
			}
			before = m.Matters[i]
			x.FileID, x.CaseID = m.Matters[i].FileID, m.Matters[i].CaseID
		} else if x.ID != 0 {
			return court.Errorf(court.CodeNotFound, "%s会议没有这个事项。", m.Number)
		}
		if x.Decision != "" && m.On.After(o.Today()) {
			return court.FieldErrorf("议定事项", "会议%s还没有开。", m.On)
		}
		if err := d.PutMatter(&x); err != nil {
			return err
		}
		return d.audit("登记联席会议事项", "meeting", m.ID, x.CaseID, before, x, "")
	})
}

// sameMatter tells whether two states of a matter say the same.
func sameMatter(a, b court.MeetingMatter) bool {
	return a.Topic == b.Topic && a.Decision == b.Decision && a.Unit == b.Unit && a.Due == b.Due && a.Done == b.Done && a.DoneNote == b.DoneNote
}

// DropMatter takes a matter off the agenda of a meeting that was not held.
func (o *Office) DropMatter(ctx context.Context, actor Actor, meetingID, id int64) error {
	return o.do(ctx, actor, MayWorkCoercion, "meeting", func(d *deed) error {
		m, err := d.Meeting(meetingID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(m.Matters, func(x court.MeetingMatter) bool { return x.ID == id })
		switch {
		case i < 0:
			return court.Errorf(court.CodeNotFound, "%s会议没有这个事项。", m.Number)
		case m.Held || m.Matters[i].Decision != "":
			return court.Errorf(court.CodeRefused, "%s会议已经开过，事项不能移除。", m.Number)
		}
		if err := d.DropMatter(id); err != nil {
			return err
		}
		return d.audit("移除联席会议事项", "meeting", m.ID, m.Matters[i].CaseID, m.Matters[i], nil, "")
	})
}

// Minutes drafts the minutes (纪要) of a meeting from its matters.
func Minutes(courtName string, m court.JointMeeting) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s，%s召集公安机关、人民检察院召开打击拒不执行判决、裁定罪联席会议。\n", m.On.Text(), courtName)
	if m.Attend != "" {
		fmt.Fprintf(&b, "参加：%s。\n", strings.Join(strings.Fields(m.Attend), "、"))
	}
	for i, x := range m.Matters {
		fmt.Fprintf(&b, "%d.%s", i+1, x.Topic)
		if x.CaseNo != "" {
			fmt.Fprintf(&b, "（%s，%s）", x.CaseNo, x.FileNo)
		}
		b.WriteString("。")
		if x.Decision != "" {
			fmt.Fprintf(&b, "议定：%s，由%s负责", strings.TrimRight(x.Decision, "。"), x.Unit)
			if !x.Due.IsZero() {
				fmt.Fprintf(&b, "，%s前落实", x.Due.Text())
			}
			b.WriteString("。")
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
