package office

import (
	"context"

	"zhixing/app/court"
)

// FundsOver gives what moved on each kind of account from one day to another,
// in the order of a trial balance.
func (o *Office) FundsOver(ctx context.Context, actor Actor, from, to court.Date) ([]court.FundFigure, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]court.FundFigure, error) { return r.FundsOver(from, to) })
}
