package office

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Press prints papers; app/paper supplies it.
type Press interface {
	// Forms lists the forms in menu order.
	Forms() []FormInfo
	// Fill fills the form. A field the form needs and the data lack is a
	// *court.Error that names it.
	Fill(ctx context.Context, form string, data map[string]any) (FilledPaper, error)
	// Reopen gives the text of a record that FilledPaper.Record made.
	Reopen(record []byte) (FilledPaper, error)
	// UseOwn lets the court's own copies print instead of the delivered forms;
	// list holds those in force.
	UseOwn(list []court.OwnForm)
	// UseFonts sets papers in these fonts of the court's; each that cannot be used
	// is an error, and the delivered one is used instead.
	UseFonts(fonts court.PaperFonts) []error
	// CheckFont tells what a font is called and what its maker allows only; the
	// error says why it cannot be used.
	CheckFont(choice string) (name, note string, err error)
	// InstalledFonts lists fonts of this computer by what they are: 仿宋, 小标宋, 楷体.
	InstalledFonts() map[string][]string
	// FormText gives the text of a delivered form and the version of its wording.
	FormText(code string) (text, version string)
	// CheckForm finds the mistakes of a text that is to be the court's own copy
	// of a form; known holds one of everything that a paper may say.
	CheckForm(code, text string, known map[string]any) []court.FormFault
	// Try fills a text as if it were the form in force.
	Try(code, text string, data map[string]any) (FilledPaper, error)
	// Keys lists the fields that forms may use.
	Keys() []FormKey
	// Preset gives the text an input of the form starts with for these data.
	Preset(form, key string, data map[string]any) string
	// Missing lists the labels of what the form needs and the data leave empty.
	Missing(form string, data map[string]any) []string
	// PrintWorking prints a computation with its steps.
	PrintWorking(ctx context.Context, courtName, about string, on court.Date, w law.Working) (pdf []byte, pages int, err error)
}

// FormInfo is what menus need to know of a form.
type FormInfo struct {
	Code    string           // execution-notice
	Name    string           // 执行通知书
	Stage   string           // heading it stands under
	Per     string           // who each copy is for: 案件, 被执行人, 申请执行人, 当事人
	SignOff string           // who must sign it: 院长签发 …, "" for the officer
	About   string           // one sentence
	Version string           // of its wording
	Own     int              // version of the court's own copy, 0 for the delivered form
	Makers  []court.Role     // who may make it; none for all who make papers
	Kinds   []court.CaseKind // of the cases it is for; none for all
	Inputs  []FormInput
}

// FormInput is a field of a form that the case does not know.
type FormInput struct {
	Key     string   // dotted key in the data tree
	Label   string   // 标签
	Kind    string   // text, multi, lines, date, money, choice, table
	Default string   // FormInputs gives it filled for a case
	Options []string // of a choice
	Columns []string // of a table
}

// Office is the use cases of one court's enforcement bureau. It is safe for
// concurrent use.
type Office struct {
	store  Store
	press  Press
	eye    Eye    // nil until UseEye
	binder Binder // nil until UseBinder
	now    func() time.Time

	rules    rulesCache
	ownForms formsInUse
	fonts    fontsInUse
	warnings warningCache

	mu   sync.Mutex
	subs map[int]func(Change)
	next int
}

// New makes an Office over a store. The clock is handed in; its zone decides
// what day it is.
func New(store Store, press Press, now func() time.Time) *Office {
	return &Office{store: store, press: press, now: now, subs: map[int]func(Change){}}
}

// Today gives the court's civil date.
func (o *Office) Today() court.Date { return court.DateOf(o.now()) }

// ReadOnly tells whether nothing can be written in this run.
func (o *Office) ReadOnly() bool { return o.store.ReadOnly() }

// Actor is who does something.
type Actor struct{ User court.User }

// Change tells open screens what was changed.
type Change struct {
	What   string // case, node, money, paper, flow, closure, settings, user
	CaseID int64  // 0 when it concerns no single case
}

// Subscribe has f called after each committed change, on the goroutine that
// made it; the returned func ends it.
func (o *Office) Subscribe(f func(Change)) (cancel func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	id := o.next
	o.next++
	o.subs[id] = f
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		delete(o.subs, id)
	}
}

func (o *Office) publish(c Change) {
	o.mu.Lock()
	subs := make([]func(Change), 0, len(o.subs))
	for _, f := range o.subs {
		subs = append(subs, f)
	}
	o.mu.Unlock()
	for _, f := range subs {
		f(c)
	}
}

// deed is a change under way: who does what, for the audit trail.
type deed struct {
	Tx
	office *Office
	actor  Actor
	change Change
}

// do is the one path every change takes: permission, transaction, audit,
// event. The action is also the audit entry's verb; f writes the audit
// entries with d.audit.
func (o *Office) do(ctx context.Context, actor Actor, may Permission, what string, f func(d *deed) error) error {
	if err := Allow(actor, may); err != nil {
		return err
	}
	d := &deed{office: o, actor: actor, change: Change{What: what}}
	err := o.store.Write(ctx, func(tx Tx) error {
		d.Tx = tx
		var err error
		if d.actor, err = stillAllowed(tx, actor, may); err != nil {
			return err
		}
		return f(d)
	})
	if err != nil {
		return err
	}
	o.publish(d.change)
	return nil
}

// stillAllowed checks the permission once more on the stored user, since roles
// may have been taken away after log-in, and gives the actor as stored.
func stillAllowed(r Reader, actor Actor, may Permission) (Actor, error) {
	if may == mayNothing {
		return actor, nil
	}
	u, err := r.User(actor.User.ID)
	if err != nil {
		return actor, err
	}
	actor.User = u
	return actor, Allow(actor, may)
}

// audit appends one entry to the trail, inside the deed's transaction.
func (d *deed) audit(action, entity string, id, caseID int64, before, after any, reason string) error {
	d.change.CaseID = caseID
	e := court.AuditEntry{
		At: d.office.now(), Actor: d.actor.User.Name, Action: action,
		Entity: entity, EntityID: id, CaseID: caseID, Reason: reason,
	}
	var err error
	if e.Before, err = asJSON(before); err != nil {
		return err
	}
	if e.After, err = asJSON(after); err != nil {
		return err
	}
	return d.AppendAudit(e)
}

func asJSON(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// readAs is read for an actor whom the stored roles still allow it.
func readAs[T any](ctx context.Context, o *Office, actor Actor, may Permission, f func(Reader) (T, error)) (T, error) {
	return read(ctx, o, func(r Reader) (T, error) {
		if _, err := stillAllowed(r, actor, may); err != nil {
			var zero T
			return zero, err
		}
		return f(r)
	})
}

// read runs f on one consistent state and gives its result.
func read[T any](ctx context.Context, o *Office, f func(Reader) (T, error)) (T, error) {
	var out T
	err := o.store.Read(ctx, func(r Reader) error {
		var err error
		out, err = f(r)
		return err
	})
	if err != nil {
		var zero T
		return zero, err
	}
	return out, nil
}
