package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
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
		} else if err := d.mayHaveSigned(before, sig.By); err != nil {
			return err
		}
		if err := d.SignPaper(p); err != nil {
			return err
		}
		if err := d.signedDone(p); err != nil {
			return err
		}
		return d.audit("签发文书", "paper", p.ID, p.CaseID, before, p, "")
	})
}

// signedDone fills the node that a paper proves once it is signed off.
func (d *deed) signedDone(p court.Paper) error {
	code := law.NodeOfForm(p.Form)
	if code == "" || law.IsServed(code) {
		return nil
	}
	on := p.Dated
	if p.SignedOn.After(on) {
		on = p.SignedOn
	}
	if on.After(d.office.Today()) {
		return nil
	}
	return d.markIfOpen(p.CaseID, code, on, paperResult(p.Name), p.Name)
}

// mayHaveSigned checks a signature that is entered from the print: whoever makes
// papers enters it, and only of somebody who answers for it.
func (d *deed) mayHaveSigned(p court.Paper, by string) error {
	if err := Allow(d.actor, MayMakePaper); err != nil {
		return err
	}
	names, err := signersOf(d, p)
	if err != nil || len(names) == 0 || slices.Contains(names, by) {
		return err
	}
	return court.FieldErrorf("签发人", "“%s”不是可以签发《%s》的人：由%s签发。", by, p.Name, p.SignOff).
		WithHint("可以签发的有" + strings.Join(names, "、") + "；新任的请管理员在“人员”里添加。")
}

// signersOf names who may sign the paper off, none when it is signed outside
// the bureau or nobody of the staff has the role.
func signersOf(r Reader, p court.Paper) ([]string, error) {
	if p.SignOff == "立案庭" {
		return nil, nil
	}
	users, err := r.Users()
	var names []string
	for _, u := range users {
		if !u.Disabled && u.Has(signers(p.SignOff)...) && u.Name != p.Maker {
			names = append(names, u.Name)
		}
	}
	return names, err
}

// Signers names who may sign the paper off; none means that any name is
// taken, since it is signed outside the bureau.
func (o *Office) Signers(ctx context.Context, p court.Paper) ([]string, error) {
	return read(ctx, o, func(r Reader) ([]string, error) { return signersOf(r, p) })
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
