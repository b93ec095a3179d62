package office

import (
	"context"
	"fmt"

	"zhixing/app/court"
)

// SaleRate counts the notices of a period: how many went online (网拍率), how
// many rounds found a buyer, and what they brought.
type SaleRate struct {
	Rounds, Online int
	Ended, Sold    int
	Brought        court.Money
}

// Text says the rate in one line; without any notice it is —.
func (r SaleRate) Text() string {
	rate := "—"
	if r.Rounds > 0 {
		permille := r.Online * 1000 / r.Rounds
		rate = fmt.Sprintf("%d.%d%%", permille/10, permille%10)
	}
	return fmt.Sprintf("网拍率 %s（%d/%d），成交 %d/%d，%s 元", rate, r.Online, r.Rounds, r.Sold, r.Ended, r.Brought)
}

// SaleRate works out the rates of a period, both days included; a round counts
// by its notice, its end by the day it ended.
func (o *Office) SaleRate(ctx context.Context, from, to court.Date) (SaleRate, error) {
	return read(ctx, o, func(r Reader) (out SaleRate, err error) {
		page, err := r.Sales(SaleQuery{})
		within := func(d court.Date) bool { return !d.IsZero() && !d.Before(from) && !d.After(to) }
		for _, s := range page.Rows {
			for _, x := range s.Rounds {
				if within(x.Notice) && !x.Direct {
					out.Rounds++
					if !x.Offline {
						out.Online++
					}
				}
				if !within(x.On) || x.Result != court.RoundSold && x.Result != court.RoundFailed {
					continue
				}
				out.Ended++
				if x.Bought() {
					out.Sold, out.Brought = out.Sold+1, out.Brought+x.Price
				}
			}
		}
		return out, err
	})
}
