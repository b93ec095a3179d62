package court

import "time"

// MeasureKind is a 控制措施.
type MeasureKind string

// The measures.
const (
	Seal   MeasureKind = "查封"
	Attach MeasureKind = "扣押"
	Freeze MeasureKind = "冻结"
)

// MeasureKinds lists them.
var MeasureKinds = []MeasureKind{Seal, Attach, Freeze}

// MeasureState is how a measure stands on a day.
type MeasureState string

// The states.
const (
	MeasureWaiting  MeasureState = "轮候"
	MeasureRunning  MeasureState = "生效"
	MeasureLapsed   MeasureState = "已届满"
	MeasureReleased MeasureState = "已解除"
	MeasureVoid     MeasureState = "作废"
)

// MeasureStates lists those that filters offer.
var MeasureStates = []MeasureState{MeasureRunning, MeasureWaiting, MeasureLapsed, MeasureReleased}

// Measure is one 查封, 扣押 or 冻结 of a property. Since and Until follow from
// all measures on the property (law.FollowMeasures): one that waits takes
// effect by itself on the day those before it have ended.
type Measure struct {
	ID         int64
	Version    int // counts the saves; a stale save is refused
	PropertyID int64
	CaseID     int64  // 0 for a measure of another court
	CaseNo     string // also of the other court's case
	Court      string // the other court, "" for this one
	Kind       MeasureKind
	Waits      bool   // was entered as 轮候
	Preview    bool   // 预查封
	Protection bool   // taken in 诉讼保全 and carried over
	From       string // number of the case it was carried over from
	On         Date   // 送达生效日, day the unit received it
	Rank       int    // order among those of one day
	Months     int    // its term; 0 when Fixed says the end, or none is known
	Fixed      Date   // end laid down that is no whole number of months; of another court, the end known
	Ruling     string
	Unit       string // 协助执行单位
	Place      string
	Keeper     string
	Amount     Money // 冻结限额 in 分; 0 for the whole
	Since      Date  // in force from; zero while nobody knows when
	Until      Date  // last day; zero when unknown
	Ended      Date  // 解除日
	EndWhy     string
	EndPaper   string
	LapseNote  string // why it was not renewed
	Again      int64  // the lapsed measure after which this one was taken anew
	Converted  Date   // 预查封 became 查封
	Displaced  Date   // day on which another one was entered before it; zero once its officer has seen that
	Displacer  string // what took its place, and why that is right
	Note       string
	Void       string
	By         string
	At         time.Time
	Renewals   []Renewal // oldest first

	// What lists show beside it.
	Number   string // of the case; of another court's measure, the court with its number
	Property string // the property in one line
	What     PropertyKind
	Owner    string
	Officer  string
	Value    Money
}

// StateOn tells how the measure stands on a day.
func (m Measure) StateOn(day Date) MeasureState {
	switch {
	case m.Void != "":
		return MeasureVoid
	case !m.Ended.IsZero() && !m.Ended.After(day):
		return MeasureReleased
	case m.Since.IsZero() || m.Since.After(day):
		return MeasureWaiting
	case m.Until.IsZero() || !m.Until.Before(day):
		return MeasureRunning
	}
	return MeasureLapsed
}

// Foreign tells whether another court took it.
func (m Measure) Foreign() bool { return m.CaseID == 0 }

// Open gives the renewal that waits for its receipt.
func (m Measure) Open() (Renewal, bool) {
	for _, r := range m.Renewals {
		if r.Received.IsZero() && r.Void == "" {
			return r, true
		}
	}
	return Renewal{}, false
}

// Renewal is one 续封. It counts from the day the unit received it.
type Renewal struct {
	ID        int64
	MeasureID int64
	Asked     Date // 申请日; zero when the court acts of itself
	Ruled     Date // 裁定日
	Ruling    string
	Old       Date // end of the term before
	Until     Date // last day of the new term
	Received  Date // 送达日; zero while the unit has not received it
	Void      string
	By        string
	At        time.Time
}
