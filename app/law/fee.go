package law

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"zhixing/app/court"
)

// rateBase is what rates count in: 万分之一.
const rateBase = 10_000

type feeBand struct {
	Upto int64 `toml:"upto"` // 元; 0 in the last band
	Flat int64 `toml:"flat"` // 元, whatever the amount
	Rate int64 `toml:"rate"` // 万分之几 of the part inside the band
}

type feeTable struct {
	Basis string    `toml:"basis"`
	Cap   int64     `toml:"cap"` // 元; 0 for none
	Bands []feeBand `toml:"bands"`
}

type feeFile struct {
	Enforcement  feeTable `toml:"enforcement"`
	Preservation feeTable `toml:"preservation"`
	Acceptance   feeTable `toml:"acceptance"`
	NoAmount     struct {
		Basis string `toml:"basis"`
		Least int64  `toml:"least"`
		Most  int64  `toml:"most"`
	} `toml:"no_amount"`
}

var fees = lazy("fees.toml", newFees)

func newFees(f feeFile) (feeFile, error) {
	for name, t := range map[string]feeTable{"enforcement": f.Enforcement, "preservation": f.Preservation, "acceptance": f.Acceptance} {
		floor := int64(0)
		for i, b := range t.Bands {
			last := i == len(t.Bands)-1
			if (b.Upto == 0) != last || !last && b.Upto <= floor || (b.Flat == 0) == (b.Rate == 0) {
				return f, fmt.Errorf("%s: band %d is out of order", name, i+1)
			}
			floor = b.Upto
		}
		if len(t.Bands) == 0 {
			return f, fmt.Errorf("%s has no bands", name)
		}
	}
	return f, nil
}

// FeeKind is a fee that is computed from an amount.
type FeeKind string

// The fees.
const (
	FeeEnforcement  FeeKind = "执行" // 申请执行费
	FeePreservation FeeKind = "保全" // 保全费
	FeeAcceptance   FeeKind = "受理" // 案件受理费
)

// FeeKinds lists the fees in the order a form offers them.
var FeeKinds = []FeeKind{FeeEnforcement, FeePreservation, FeeAcceptance}

// Name gives the fee as papers write it.
func (k FeeKind) Name() string {
	return map[FeeKind]string{FeeEnforcement: "申请执行费", FeePreservation: "保全费", FeeAcceptance: "案件受理费"}[k]
}

// FeeSheet is the computation of a fee with its steps.
type FeeSheet struct {
	Kind    FeeKind
	Amount  court.Money
	Fee     court.Money // rounded once
	Formula string      // the quick form: 800000×1%+2400
	Basis   string
	Parts   []FeePart
	Capped  bool // the parts add up to more than the most the fee can be
}

// FeePart is the part of the amount inside one band.
type FeePart struct {
	Band   string      // 1万元至50万元部分
	Amount court.Money // of the part
	Rate   string      // 1.5%, or 每件50元
	Exact  *big.Rat    // its fee in 分, not rounded
}

// Fee computes a fee band by band. An unknown kind or an amount that is not
// greater than zero is CodeInvalid.
func Fee(kind FeeKind, amount court.Money) (FeeSheet, error) {
	t, known := map[FeeKind]feeTable{FeeEnforcement: fees().Enforcement, FeePreservation: fees().Preservation, FeeAcceptance: fees().Acceptance}[kind]
	switch {
	case !known:
		return FeeSheet{}, court.FieldErrorf("种类", "没有“%s”，只能写 执行、保全、受理。", kind)
	case amount <= 0:
		e := court.FieldErrorf("金额", "须大于零。")
		if kind == FeeEnforcement {
			least, most := FeeNoAmount()
			e = e.WithHint(fmt.Sprintf("没有金额的执行案件每件收%s至%s元。", least.Short(), most.Short()))
		}
		return FeeSheet{}, e
	case amount > court.MaxMoney:
		return FeeSheet{}, court.FieldErrorf("金额", "太大。")
	}
	s := FeeSheet{Kind: kind, Amount: amount, Basis: t.Basis, Parts: t.parts(amount)}
	s.Fee, s.Formula = t.of(amount)
	sum := new(big.Rat)
	for _, p := range s.Parts {
		sum.Add(sum, p.Exact)
	}
	s.Capped = roundFen(sum) > s.Fee
	return s, nil
}

// parts cuts the amount at the bands' limits.
func (t feeTable) parts(amount court.Money) []FeePart {
	var out []FeePart
	floor := int64(0)
	for _, b := range t.Bands {
		if amount <= court.Money(floor*100) {
			break
		}
		p := FeePart{Amount: amount - court.Money(floor*100)}
		if b.Upto != 0 {
			p.Amount = min(p.Amount, court.Money((b.Upto-floor)*100))
		}
		switch {
		case b.Upto == 0:
			p.Band = "超过" + roundYuan(floor) + "的部分"
		case floor == 0:
			p.Band = "不超过" + roundYuan(b.Upto)
		default:
			p.Band = "超过" + roundYuan(floor) + "至" + roundYuan(b.Upto) + "的部分"
		}
		if b.Flat != 0 {
			p.Rate, p.Exact = "每件"+strconv.FormatInt(b.Flat, 10)+"元", fen(court.Money(b.Flat*100))
		} else {
			p.Rate = strconv.FormatFloat(float64(b.Rate)/100, 'f', -1, 64) + "%"
			p.Exact = new(big.Rat).Mul(fen(p.Amount), big.NewRat(b.Rate, rateBase))
		}
		out, floor = append(out, p), b.Upto
	}
	return out
}

func roundYuan(yuan int64) string {
	if yuan%10_000 == 0 {
		return strconv.FormatInt(yuan/10_000, 10) + "万元"
	}
	return strconv.FormatInt(yuan, 10) + "元"
}

// EnforcementFee gives the 申请执行费 of an amount and how it is computed, like
// 1186520.33×1%+2400 (诉讼费用交纳办法 14(一)). Without an amount it gives 0 and
// no formula: FeeNoAmount is then the range.
func EnforcementFee(amount court.Money) (court.Money, string) { return fees().Enforcement.of(amount) }

// PreservationFee gives the 保全费 of an amount, at most 5,000 元, and how it is
// computed (诉讼费用交纳办法 14(二)).
func PreservationFee(amount court.Money) (court.Money, string) { return fees().Preservation.of(amount) }

// AcceptanceFee gives the 案件受理费 of a property case and how it is computed
// (诉讼费用交纳办法 13(一)).
func AcceptanceFee(amount court.Money) (court.Money, string) { return fees().Acceptance.of(amount) }

// FeeNoAmount gives the range of the 申请执行费 of a case without an amount.
func FeeNoAmount() (least, most court.Money) {
	return court.Money(fees().NoAmount.Least * 100), court.Money(fees().NoAmount.Most * 100)
}

// of gives the fee by the quick form x×rate+constant of the band that holds
// the amount; the constant is exact because band limits are whole 万分之一.
func (t feeTable) of(amount court.Money) (court.Money, string) {
	if amount <= 0 {
		return 0, ""
	}
	var constant, floor int64 // 万分之一元: what the bands below add, minus the rate on them
	for _, b := range t.Bands {
		if b.Upto != 0 && amount > court.Money(b.Upto*100) {
			constant += b.Flat*rateBase + (b.Upto-floor)*b.Rate
			floor = b.Upto
			continue
		}
		constant += b.Flat*rateBase - floor*b.Rate
		// 分 × 万分之一 + 万分之一元 × 100 = 万分之一分
		exact := new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(b.Rate))
		exact.Add(exact, new(big.Int).Mul(big.NewInt(constant), big.NewInt(100)))
		fee := roundFen(new(big.Rat).SetFrac(exact, big.NewInt(rateBase)))
		if t.Cap > 0 && fee > court.Money(t.Cap*100) {
			return court.Money(t.Cap * 100), "封顶" + strconv.FormatInt(t.Cap, 10)
		}
		return fee, feeFormula(amount, b.Rate, constant)
	}
	panic("law: fee table without a last band")
}

func feeFormula(amount court.Money, rate, constant int64) string {
	yuan := court.Money(constant / 100).Short() // 万分之一元 to 分
	if rate == 0 {
		return yuan
	}
	percent := strconv.FormatFloat(float64(rate)/100, 'f', -1, 64)
	text := amount.Short() + "×" + percent + "%"
	switch {
	case constant > 0:
		text += "+" + yuan
	case constant < 0:
		text += "-" + strings.TrimPrefix(yuan, "-")
	}
	return text
}

// roundFen is the one place where computed amounts are rounded: to 分, half
// up. The value must not be negative.
func roundFen(exact *big.Rat) court.Money {
	half := new(big.Rat).Add(exact, big.NewRat(1, 2))
	return court.Money(new(big.Int).Quo(half.Num(), half.Denom()).Int64())
}
