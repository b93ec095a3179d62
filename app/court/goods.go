package court

import (
	"strings"
	"time"
)

// GoodsState is where a seized item (扣押物) is.
type GoodsState string

// The states of an item.
const (
	GoodsKept      GoodsState = "在库"
	GoodsLent      GoodsState = "暂出" // for valuation or inspection, comes back
	GoodsReturned  GoodsState = "已发还"
	GoodsDelivered GoodsState = "已交付" // to the applicant
	GoodsSold      GoodsState = "已变卖"
	GoodsGone      GoodsState = "已销毁"
)

// GoodsStates lists them in the order filters offer them.
var GoodsStates = []GoodsState{GoodsKept, GoodsLent, GoodsReturned, GoodsDelivered, GoodsSold, GoodsGone}

// Here tells whether the court still answers for the item.
func (s GoodsState) Here() bool { return s == GoodsKept || s == GoodsLent }

// GoodsItem is one seized item of a case (法发〔2017〕6号18–25).
type GoodsItem struct {
	ID        int64
	Version   int
	Number    string // 2018物0001, also on its label
	CaseID    int64
	CaseNo    string
	Debtors   string
	Officer   string
	OfficerID int64
	Group     Group
	Name      string
	Detail    string // 规格、特征、证号
	Quantity  string // 2台
	Owner     string
	Place     string
	Keeper    string
	Value     Money  `json:"Worth"` // 估价, 0 when nobody knows
	Measure   string // the ruling it was seized by
	SeizedOn  Date
	Released  Date // the seizure was lifted: it is to be given back
	State     GoodsState
	GoneOn    Date
	Note      string
	By        string
	At        time.Time
}

// GoodsPhoto is a photo of an item; its file is kept by its content, as scans are.
type GoodsPhoto struct {
	ID     int64
	ItemID int64
	SHA256 string
	Kind   ScanKind
	Name   string // of the file
	Turn   int    // degrees clockwise that set it upright: 0, 90, 180, 270
	Note   string
	By     string
	At     time.Time
	Void   string // 作废 reason
}

// Page is the photo as a page that can be drawn.
func (p GoodsPhoto) Page() ScanPage {
	return ScanPage{SHA256: p.SHA256, Kind: p.Kind, Page: 1, Turn: p.Turn}
}

// GoodsMove is what happened to an item, never changed.
type GoodsMove struct {
	ID     int64
	ItemID int64
	Kind   string // one of GoodsMoves
	On     Date
	Place  string // where it is from then on
	Keeper string
	Person string // who received it
	Paper  string // 收条、裁定书
	Amount Money  // of a sale
	Note   string
	By     string
	At     time.Time
}

// The kinds of moves.
const (
	MoveIn      = "入库"
	MoveShift   = "移库"
	MoveLend    = "暂出"
	MoveBack    = "还回"
	MoveRelease = "解除扣押"
	MoveReturn  = "发还"
	MoveDeliver = "交付"
	MoveSell    = "变卖"
	MoveDestroy = "销毁"
)

// GoodsMoves lists what can happen to an item that is there.
var GoodsMoves = []string{MoveShift, MoveLend, MoveBack, MoveRelease, MoveReturn, MoveDeliver, MoveSell, MoveDestroy}

// StockTaking is one going through the store (盘点).
type StockTaking struct {
	ID       int64
	Number   string // 2018盘0001
	On       Date
	Place    string // the place it covers, "" for everything
	By       string
	At       time.Time
	Closed   Date
	ClosedBy string
	Note     string
	Lines    []StockLine
}

// What a stock-taking finds.
const (
	StockFound   = "相符"
	StockMissing = "未找到"
	StockWrong   = "不符" // there, but in another place, number or condition
)

// StockLine is one item of a stock-taking.
type StockLine struct {
	ItemID   int64
	Number   string
	CaseNo   string
	Name     string
	Quantity string
	Place    string // where it should be
	Keeper   string
	Result   string // "" not looked at yet
	On       Date
	By       string
	Note     string
}

// Counts tells how many lines have each result.
func (s StockTaking) Counts() map[string]int {
	out := map[string]int{}
	for _, l := range s.Lines {
		out[l.Result]++
	}
	return out
}

// goodsSign stands between the year and the number of an item.
const goodsSign = "物"

// GoodsCode gives what the code on an item's label says: its number without
// Chinese, so that a scanner that types it needs no input method.
func GoodsCode(number string) string {
	year, seq, ok := strings.Cut(number, goodsSign)
	if !ok {
		return number
	}
	return "W" + year + "-" + seq
}

// GoodsNumber gives the number of an item from what a scanner or a person typed:
// W2018-0001, 2018物1, in either width.
func GoodsNumber(text string) string {
	text = strings.ToUpper(strings.TrimSpace(Narrow(text)))
	year, seq, ok := strings.Cut(strings.TrimPrefix(text, "W"), "-")
	if !ok {
		year, seq, ok = strings.Cut(text, goodsSign)
	}
	if !ok || !allDigits(year) || !allDigits(seq) {
		return text
	}
	return year + goodsSign + strings.Repeat("0", max(4-len(seq), 0)) + seq
}
