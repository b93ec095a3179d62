package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// FundsOver gives what moved on each kind of account from one day to another,
// in the order of a trial balance.
func (o *Office) FundsOver(ctx context.Context, actor Actor, from, to court.Date) ([]court.FundFigure, error) {
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) ([]court.FundFigure, error) { return r.FundsOver(from, to) })
}

// TreasuryFunds gives the accounts that are paid out as a whole and belong to no
// case, fees, fines, interest and costs, with what is neither paid nor asked for;
// empty ones are left out.
func (o *Office) TreasuryFunds(ctx context.Context, actor Actor) ([]court.Account, error) {
	return readAs(ctx, o, actor, MayAskDisbursement, func(r Reader) ([]court.Account, error) {
		list, err := r.FundAccounts(false)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(a court.Account) bool {
			return !slices.Contains([]court.FundKind{court.FundFee, court.FundFine, court.FundInterest, court.FundCosts}, a.Kind)
		})
		for i := range list {
			if list[i].Balance, err = r.FundFree(list[i].Kind, 0); err != nil {
				return nil, err
			}
		}
		return slices.DeleteFunc(list, func(a court.Account) bool { return a.Balance <= 0 }), nil
	})
}
