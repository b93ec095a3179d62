package law_test

import (
	"slices"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

func TestAllowedHandover(t *testing.T) {
	const (
		general, enforce, adjudge = court.GroupGeneral, court.GroupEnforcement, court.GroupAdjudication
		refusal, closing          = court.GroupRefusal, court.GroupClosing
		prepare, control, compel  = court.StagePreparation, court.StageAssetControl, court.StageCompulsion
		review                    = court.StageClosingReview
		allowed, refused          = true, false
	)
	for _, x := range []struct {
		from      court.Group
		fromStage court.Stage
		to        court.Group
		toStage   court.Stage
		want      bool
	}{
		{general, prepare, enforce, control, allowed},
		{enforce, control, enforce, compel, allowed},
		{enforce, control, refusal, compel, allowed},
		{enforce, control, closing, review, allowed},
		{enforce, compel, refusal, compel, allowed},
		{enforce, compel, closing, review, allowed},
		{enforce, compel, enforce, control, allowed},
		{refusal, compel, enforce, compel, allowed},
		{refusal, compel, closing, review, allowed},
		{closing, review, enforce, compel, allowed},
		{closing, review, enforce, control, allowed},
		{general, prepare, adjudge, prepare, allowed},
		{enforce, compel, adjudge, compel, allowed},
		{adjudge, compel, enforce, compel, allowed},
		{adjudge, control, enforce, control, allowed},
		{adjudge, prepare, general, prepare, allowed},
		{"", "", general, prepare, allowed},

		{general, prepare, enforce, compel, refused},
		{general, prepare, closing, review, refused},
		{general, prepare, refusal, compel, refused},
		{enforce, control, general, prepare, refused},
		{closing, review, general, prepare, refused},
		{enforce, control, enforce, control, refused},
		{enforce, control, general, control, refused},
		{enforce, control, closing, control, refused},
		{enforce, compel, refusal, control, refused},
		{enforce, control, adjudge, compel, refused},
		{enforce, control, "机动组", compel, refused},
		{enforce, control, closing, "归档", refused},
	} {
		err := law.AllowedHandover(x.from, x.fromStage, x.to, x.toStage)
		if (err == nil) != x.want {
			t.Errorf("%s %s → %s %s: %v", x.from, x.fromStage, x.to, x.toStage, err)
		}
		if say, _ := court.Sentence(err); err != nil && (court.CodeOf(err) != court.CodeRefused || say == "") {
			t.Errorf("%s %s → %s %s is refused without a reason", x.from, x.fromStage, x.to, x.toStage)
		}
	}
}

// From every place a case may be in it can come to 审查结案, the usual step is
// offered first, and every offered step is allowed.
func TestEveryCaseCanReachItsEnd(t *testing.T) {
	for _, group := range court.Groups {
		for _, stage := range law.StagesOf(group) {
			reached := map[law.Step]bool{{To: group, Stage: stage}: true}
			todo := []law.Step{{To: group, Stage: stage}}
			for len(todo) > 0 {
				here := todo[0]
				todo = todo[1:]
				for _, s := range law.NextSteps(here.To, here.Stage) {
					if err := law.AllowedHandover(here.To, here.Stage, s.To, s.Stage); err != nil {
						t.Errorf("%v → %v is offered but refused: %v", here, s, err)
					}
					if !reached[s] {
						reached[s] = true
						todo = append(todo, s)
					}
				}
			}
			if !reached[law.Step{To: court.GroupClosing, Stage: court.StageClosingReview}] {
				t.Errorf("%s %s never reaches its end", group, stage)
			}
		}
	}
	first := law.NextSteps(court.GroupGeneral, court.StagePreparation)[0]
	if first != (law.Step{To: court.GroupEnforcement, Stage: court.StageAssetControl}) {
		t.Errorf("first step %v", first)
	}
}

func TestStages(t *testing.T) {
	for i, s := range court.Stages {
		if !slices.Contains(law.StagesOf(law.DefaultGroup(s)), s) {
			t.Errorf("%s does not work in %s", law.DefaultGroup(s), s)
		}
		next, ok := law.NextStage(s)
		if ok != (i+1 < len(court.Stages)) || ok && next != court.Stages[i+1] {
			t.Errorf("after %s comes %s, %t", s, next, ok)
		}
	}
	if got := law.StagesOf(court.GroupAdjudication); !slices.Equal(got, court.Stages) {
		t.Errorf("执行裁判组 adjudicates in every stage, not %v", got)
	}
}
