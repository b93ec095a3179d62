package law

import (
	"slices"

	"zhixing/app/court"
)

// stagesOf is the plan's item 2: which stages each group works in.
var stagesOf = map[court.Group][]court.Stage{
	court.GroupGeneral:      {court.StagePreparation},
	court.GroupEnforcement:  {court.StageAssetControl, court.StageCompulsion},
	court.GroupAdjudication: court.Stages, // adjudicates matters that come up in any stage
	court.GroupRefusal:      {court.StageCompulsion},
	court.GroupClosing:      {court.StageClosingReview},
}

// nextOf lists the stages a case may move to besides the one it is in. A case
// goes forward step by step, from 财产查控 also straight to 审查结案 when nothing
// was found; it goes back to go on enforcing, never back to 执行准备.
var nextOf = map[court.Stage][]court.Stage{
	court.StagePreparation:   {court.StageAssetControl},
	court.StageAssetControl:  {court.StageCompulsion, court.StageClosingReview},
	court.StageCompulsion:    {court.StageClosingReview, court.StageAssetControl},
	court.StageClosingReview: {court.StageCompulsion, court.StageAssetControl},
}

// StagesOf lists the stages a group works in, in order.
func StagesOf(group court.Group) []court.Stage { return slices.Clone(stagesOf[group]) }

// DefaultGroup gives the group that usually works a stage.
func DefaultGroup(stage court.Stage) court.Group {
	switch stage {
	case court.StagePreparation:
		return court.GroupGeneral
	case court.StageClosingReview:
		return court.GroupClosing
	default:
		return court.GroupEnforcement
	}
}

// NextStage gives the stage that usually follows; ok is false after the last.
func NextStage(stage court.Stage) (next court.Stage, ok bool) {
	i := slices.Index(court.Stages, stage)
	if i < 0 || i == len(court.Stages)-1 {
		return "", false
	}
	return court.Stages[i+1], true
}

// AllowedHandover tells whether a case may go from a group and stage to
// another; the error, CodeRefused, gives the reason. Changing only the stage
// inside one group counts as a handover, too.
func AllowedHandover(from court.Group, fromStage court.Stage, to court.Group, toStage court.Stage) error {
	refuse := func(format string, args ...any) *court.Error { return court.Errorf(court.CodeRefused, format, args...) }
	switch {
	case stagesOf[to] == nil:
		return refuse("没有“%s”这个工作组。", to).WithHint("请选择要移交的工作组。")
	case !slices.Contains(court.Stages, toStage):
		return refuse("没有“%s”这个阶段。", toStage).WithHint("请选择移交后的阶段。")
	case from == to && fromStage == toStage:
		return refuse("案件已经在%s的%s阶段，不需要移交。", to, toStage)
	case !slices.Contains(stagesOf[to], toStage):
		return refuse("%s不办理%s阶段的工作。", to, toStage).
			WithHint(string(toStage) + "阶段请移交" + string(DefaultGroup(toStage)) + "。")
	case fromStage == toStage || fromStage == "": // same stage, or assigned for the first time
		return nil
	case to == court.GroupAdjudication:
		return refuse("移交执行裁判组裁判事项时，案件仍留在%s阶段，不能同时转入%s阶段。", fromStage, toStage).
			WithHint("请把阶段选为" + string(fromStage) + "。")
	case toStage == court.StagePreparation:
		return refuse("案件已进入%s阶段，不能退回执行准备阶段。", fromStage).
			WithHint("立案材料有缺漏的，请用“退回补正”或通知综合组补充。")
	case !slices.Contains(nextOf[fromStage], toStage):
		return refuse("案件还在%s阶段，不能直接转入%s阶段。", fromStage, toStage).
			WithHint("请先移交到" + string(nextOf[fromStage][0]) + "阶段。")
	}
	return nil
}

// Step is a place a case may be handed to.
type Step struct {
	To    court.Group
	Stage court.Stage
}

// NextSteps lists where a case in the group and stage may go, the usual next
// step first, then in the order of groups and stages.
func NextSteps(from court.Group, stage court.Stage) []Step {
	var usual, others []Step
	next, _ := NextStage(stage)
	for _, to := range court.Groups {
		for _, s := range stagesOf[to] {
			switch {
			case AllowedHandover(from, stage, to, s) != nil:
			case s == next && to == DefaultGroup(s):
				usual = append(usual, Step{to, s})
			default:
				others = append(others, Step{to, s})
			}
		}
	}
	return append(usual, others...)
}
