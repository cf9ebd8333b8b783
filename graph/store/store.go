// Package store is the contract between the graph and the databases that hold it. Package storetest is the suite that
// every store must pass.
package store

import (
	"context"
	"errors"
	"fmt"

	"councilgraph/graph/query"
	"councilgraph/graph/value"
)

// What can go wrong, however it went wrong. Stores wrap these, and keep their driver's words in the chain for the log.
var (
	// ErrInvalid: the batch or the tree cannot be carried out as it is; sending it again changes nothing.
	ErrInvalid = errors.New("invalid")
	// ErrConflict: the graph has moved since the batch was resolved. Resolve again.
	ErrConflict = errors.New("the graph has changed since")
	// ErrUnavailable: the database does not answer now. The same call may succeed later.
	ErrUnavailable = errors.New("store unavailable")
	// ErrDenied: the database answers and lets nobody in by that user and password. It is unavailable, and waiting mends nothing.
	ErrDenied = fmt.Errorf("%w: access denied", ErrUnavailable)
	// ErrTooLarge: a sum does not fit 64 bits, or the answer is larger than the store gives out.
	ErrTooLarge = errors.New("too large")
	// ErrSchema: the database was made for another model, in a way that cannot be mended in place.
	ErrSchema = errors.New("the store was made for another schema")
)

// Store holds one graph. All methods may be called at the same time from many goroutines.
type Store interface {
	// Read answers one root field by exactly one statement, and returns its value as positional cells: what
	// query.Writer reads. The same graph and tree give the same cells on every store. It never writes.
	Read(ctx context.Context, t *query.Tree) (query.Cell, error)

	// Upsert applies a batch in one transaction: all of it or nothing. It takes its instant under the write lock from the
	// clock that the store was opened with, always later than the last one, and returns it. A batch whose Base is not the
	// instant of the last Upsert is ErrConflict and changes nothing. A batch that changes nothing keeps the last instant.
	Upsert(ctx context.Context, b *Batch) (value.Instant, error)

	// Changes gives what came to be known of facts and what ceased to be, after a place, in order of instant, then key. It gives
	// at most Limit groups, and fewer where looking further would cost more than asking again: only an empty answer is the end.
	// What is told later stands after all that is there now, so the same place always goes on with the same groups.
	Changes(ctx context.Context, q *ChangesQuery) ([]Change, error)

	// Last is the instant of the last Upsert that changed something; 0 for an empty store.
	Last(ctx context.Context) (value.Instant, error)

	// Ready says whether the store answers, within the context's time.
	Ready(ctx context.Context) error

	// Close releases everything. Reads under way may fail.
	Close() error
}

// Batch is what is to be known from now on of some nodes. Nodes that it does not name stay as they are.
type Batch struct {
	// Base is Last at the time of resolving; the batch is refused as ErrConflict if the graph has moved since.
	Base    value.Instant
	Nodes   []Node
	Aliases []Alias
}

// Node is the whole present state of one node: it replaces what was there.
//
// History is the store's: it compares the node's span and edges with those that stand. What is the same goes on; what
// differs ends now, and what is new begins now. A node that is no longer Known ends, with every edge that it owns; told
// again it begins a new spell, and is in neither between.
//
// An entity (schema.Entity) is not told or ended by its own Node: Known and Span are ignored, and the store lists it while
// any edge of another node that cites it stands (an edge of one of schema.Model.Citing). Its edges stand while it does.
type Node struct {
	Type string // concrete
	ID   string
	// Fields are by column (schema.Field.Column): string, int64, bool; absent or nil is null. They are not clocked, but for
	// stated ones: those given are the present values, and under a clock a store reads the claims (schema.Model.Claims).
	Fields map[string]any
	Known  bool
	Span   Span
	Edges  []Edge // that this node owns, from now on, all of them
	Texts  []Text // that search finds it by, all of them
}

// Span is when a fact is in force and how much its best source weighs. Nodes that are no facts have Always.
type Span struct {
	Since, Until value.Day // value.MinDay and value.MaxDay where open
	Authority    int64
}

// Always is the span of what is no fact.
var Always = Span{Since: value.MinDay, Until: value.MaxDay}

// Edge is owned by the node in whose list it stands and lasts with it, spell by spell, with the same span.
//
// Several nodes may own edges of the same type and ends: a derived relationship. Readers see one edge a pair: the best by
// Span.Since, then Span.Authority, both the highest, then the lowest owner id. Edges with a Group are candidates
// of a @latest relationship: of each (Type, From, Group) readers see those that are best by Since and Authority (all that are equal),
// and of those one edge a pair.
//
// A fact cites, by an edge of one of schema.Model.Citing, every entity that its edges lead from or to.
type Edge struct {
	Type, From, To string // To and From are ids of nodes of the batch or of the graph
	Fact           string // the fact that it rests on; empty where none
	Role           string // empty for none
	Group          string // empty where it is no candidate
}

// Text is one text that search finds a node by.
type Text struct {
	Field TextField
	Text  string // as it is; stores fold it by value.Words
}

// TextField is where a text stands.
type TextField string

// The fields, in the order of the ranking.
const (
	TextName    TextField = "NAME"
	TextOther   TextField = "OTHER_NAME"
	TextWording TextField = "WORDING"
	TextPassage TextField = "PASSAGE"
)

// The classes of a search hit, best first. Whole and start compare the words of the text with the words asked for.
const (
	ClassWholeName  = 1
	ClassWholeOther = 2
	ClassStart      = 3 // of a name or another name
	ClassWords      = 4 // in a name or another name
	ClassWording    = 5
	ClassPassage    = 6
	ClassSuperseded = 7 // in a passage that only older versions have (schema.Model.Superseded)
)

// Alias makes an id answer with another node, as a merge does. With an empty Of it takes that back, as a split does: the id means its
// own node again, or nothing. What answered with that node before goes on answering with the other, until an Alias says otherwise.
// Those of a batch are carried out in order.
type Alias struct{ ID, Of string }

// ChangesQuery asks for the changes of facts after a place, of all or of those that ever named one of some nodes.
type ChangesQuery struct {
	After Place    // the zero Place is the beginning
	Limit int      // of groups, above 0
	Of    []string // ids of nodes, no aliases; of all facts where empty
}

// Place is where a group of changes stands: an instant, and the key of the facts (schema.Model.History).
type Place struct {
	At  value.Instant
	Key string
}

// Change is what changed at one instant about the facts of one key. Every list holds ids of facts, sorted.
type Change struct {
	Place
	// Began are those with a spell that begins then, Ended those with one that ends. One that is in both goes on with another span.
	Began, Ended []string
	// Cited are those in neither of which evidence begins or ends then. Where as much begins as ends, with the same printed words, it
	// only goes on in another passage.
	Cited []string
}

// Add puts a fact where it belongs; facts come in order of id.
func (c *Change) Add(id string, began, ended bool) {
	if began {
		c.Began = append(c.Began, id)
	}
	if ended {
		c.Ended = append(c.Ended, id)
	}
	if !began && !ended {
		c.Cited = append(c.Cited, id)
	}
}

// Clock gives instants to a store. Real stores use the machine's; tests use their own.
type Clock func() value.Instant
