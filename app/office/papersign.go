package office

import (
	"context"
	"strings"

	"zhixing/app/court"
)

// PaperSignature says who signed a paper off, and when.
type PaperSignature struct {
	By string // whose signature is on the paper; the actor's own name signs it here
	On court.Date
}

// signers are the roles whose holders sign off what a form wants signed.
func signers(signOff string) []court.Role {
	switch signOff {
	case "院长", "院领导":
		return []court.Role{court.RolePresident}
	case "评查组":
		return []court.Role{court.RoleReviewer}
	}
	return []court.Role{court.RoleDirector, court.RolePresident}
}

// MaySign tells whether the actor can sign the paper off himself. Nobody signs
// what he made.
func MaySign(actor Actor, p court.Paper) bool {
	return p.WaitsForSignature() && p.Maker != actor.User.Name && !actor.User.Disabled && actor.User.Has(signers(p.SignOff)...)
}

// SignPaper records that a paper was signed off (签发): by the actor, whose
// roles must answer for it, or on paper by somebody else, whose name whoever
// makes papers enters. A void paper, one that needs no signature and one that
// is signed are refused.
func (o *Office) SignPaper(ctx context.Context, actor Actor, id int64, sig PaperSignature) error {
	if err := cleanText("签发人", &sig.By, 30, false); err != nil {
		return err
	}
	if sig.By == "" {
		return court.FieldErrorf("签发人", "不能为空。")
	}
	if err := o.checkPastDate("签发日期", sig.On, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayRead, "paper", func(d *deed) error {
		p, err := d.Paper(id)
		if err != nil {
			return err
		}
		before := p
		switch {
		case p.Void != "":
			return court.Errorf(court.CodeRefused, "《%s》已经作废，不能签发。", p.Name)
		case p.SignOff == "":
			return court.Errorf(court.CodeRefused, "《%s》不需要签发。", p.Name)
		case p.SignedBy != "":
			return court.Errorf(court.CodeConflict, "《%s》已由%s于%s签发。", p.Name, p.SignedBy, p.SignedOn)
		}
		p.SignedBy, p.SignedOn, p.SignedHow = sig.By, sig.On, court.SignedOnPaper
		if sig.By == d.actor.User.Name {
			p.SignedHow = court.SignedHere
			if !MaySign(d.actor, before) {
				return notSigner(before)
			}
		} else if err := Allow(d.actor, MayMakePaper); err != nil {
			return err
		}
		if err := d.SignPaper(p); err != nil {
			return err
		}
		return d.audit("签发文书", "paper", p.ID, p.CaseID, before, p, "")
	})
}

// notSigner refuses the signature of one who may not give it.
func notSigner(p court.Paper) error {
	names := make([]string, 0, 2)
	for _, r := range signers(p.SignOff) {
		names = append(names, string(r))
	}
	return court.Errorf(court.CodeDenied, "《%s》由%s签发，您的岗位不能签发，也不能签发自己制作的文书。", p.Name, p.SignOff).
		WithHint("请" + strings.Join(names, "、") + "登录后签发；已在纸上签发的，填写签发人的姓名。")
}

// typed gives the answers of a request that the form asks for.
func typed(f FormInfo, values map[string]string) map[string]string {
	out := map[string]string{}
	for _, in := range f.Inputs {
		if v, ok := values[in.Key]; ok && strings.TrimSpace(v) != "" {
			out[in.Key] = v
		}
	}
	return out
}
