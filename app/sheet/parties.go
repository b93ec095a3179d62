package sheet

import (
	"strings"

	"zhixing/app/court"
)

func (rd reader) readParties(r *row, cells []string) {
	r.Applicants = splitNames(rd.cell(cells, FieldApplicant))
	r.Debtors = splitNames(rd.cell(cells, FieldDebtor))
	if len(r.Applicants) == 0 {
		r.reject(CodeNoApplicant, FieldApplicant, "没有申请执行人。")
	}
	if len(r.Debtors) == 0 {
		r.reject(CodeNoDebtor, FieldDebtor, "没有被执行人。")
	}
	r.ApplicantIDs = r.pair(r.Applicants, rd.cell(cells, FieldApplicantID), FieldApplicantID)
	r.DebtorIDs = r.pair(r.Debtors, rd.cell(cells, FieldDebtorID), FieldDebtorID)
	r.ApplicantKinds = kindsOf(r.Applicants, r.ApplicantIDs)
	r.DebtorKinds = kindsOf(r.Debtors, r.DebtorIDs)
}

// splitNames reads a cell of names; 1.甲 2.乙 numbering is left to people.
func splitNames(raw string) []string {
	if cellText(raw) == "" {
		return nil
	}
	return court.SplitNames(raw)
}

func kindsOf(names, ids []string) []court.PartyKind {
	kinds := make([]court.PartyKind, len(names))
	for i, name := range names {
		kinds[i] = PartyKindOf(name, ids[i])
	}
	return kinds
}

// pair reads the identifiers of a cell and gives each name its own: in order
// when they are as many as the names, else those of persons to persons and of
// units to units where these are as many. What cannot be given to anyone goes
// into the note: a wrong owner would be worse than none.
func (r *row) pair(names []string, raw string, field Field) []string {
	paired := make([]string, len(names))
	ids := r.readIDs(raw, field)
	if len(ids) == 0 || len(names) == 0 {
		return paired
	}
	if len(ids) == len(names) {
		copy(paired, ids)
		return paired
	}
	var lost []string
	for _, person := range []bool{true, false} {
		var owners []int
		for i, name := range names {
			if (PartyKindOf(name, "") == court.PartyPerson) == person {
				owners = append(owners, i)
			}
		}
		var theirs []string
		for _, id := range ids {
			if (court.ReadIdentifier(id).Kind != court.IDUnit) == person {
				theirs = append(theirs, id)
			}
		}
		if len(owners) != len(theirs) {
			lost = append(lost, theirs...)
			continue
		}
		for i, owner := range owners {
			paired[owner] = theirs[i]
		}
	}
	if len(lost) > 0 {
		owner := strings.TrimSuffix(string(field), "证件")
		r.warn(CodeIDUnpaired, field, "%s有%d名，证件号码有%d个，未能对应的号码已记入备注。", owner, len(names), len(ids))
		r.addNote(owner + "证件号码未对应：" + strings.Join(lost, "、"))
	}
	return paired
}

// readIDs gives the identifiers of a cell in the form the office keeps, and
// warns of faults.
func (r *row) readIDs(raw string, field Field) []string {
	if cellText(raw) == "" {
		return nil
	}
	if decimal, ok := decimalOf(court.Narrow(cellText(raw))); ok && strings.ContainsAny(raw, "eE") && len(decimal) > 15 {
		r.warn(CodeIDTruncated, field, "证件号码以数字格式保存，末尾几位已丢失（%s），没有导入，请按原件补录。", decimal)
		return nil
	}
	var ids []string
	for _, part := range court.SplitNames(raw) {
		id := court.ReadIdentifier(part)
		if id.Fault != "" {
			r.warn(idCode(id, field), field, "%s", id.Fault)
		}
		ids = append(ids, id.Text)
	}
	return ids
}

// idCode names the fault of an identifier.
func idCode(id court.Identifier, field Field) Code {
	switch {
	case field == FieldApplicantID:
		return CodeApplicantID
	case strings.Contains(id.Fault, "校验位"):
		return CodeIDCheckDigit
	}
	return CodeIDMalformed
}
