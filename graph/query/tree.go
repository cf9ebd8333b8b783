// Package query holds the question and its answer, independent of any store: one Tree a root field, and the Writer that
// turns the positional values of a store into JSON in selection order.
package query

import (
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// Tree is one root field, at a time. Planned trees are never changed afterwards, so they may be kept and shared.
type Tree struct {
	Root *Out // Many, One, List, or a Tuple of them
	Time Time
	// Cost is the number of nodes that the answer may hold: the products of the page sizes that lead to each, added up.
	Cost int
	// Kept: the same tree may come again, so a store may keep by it what it makes of it. A tree that is kept is never changed.
	Kept bool
}

// outBytes is roughly what an Out takes in memory, with its share of filters and of the statement that a store makes of it.
const outBytes = 1 << 10

// Weight is roughly how many bytes a tree takes.
func (t *Tree) Weight() int { return outBytes + t.Root.weight() }

func (o *Out) weight() int {
	n := outBytes
	if o.Conn != nil {
		n += weight(o.Conn.Out) + o.Conn.Where.weight()
	}
	for _, v := range o.Sel {
		n += weight(v.Out)
	}
	return n + weight(o.Kids)
}

func weight(out []*Out) (n int) {
	for _, o := range out {
		n += o.weight()
	}
	return n
}

func (w *Where) weight() int {
	if w == nil {
		return 0
	}
	n := outBytes
	for _, k := range w.Kids {
		n += k.weight()
	}
	if list, ok := w.Value.([]any); ok {
		n += len(list) * outBytes / 8
	}
	return n
}

// Time holds the two bounds of a question; a nil bound is no bound.
//
// Without bounds a store reads what is known now, past and present alike. With any bound it reads spells: those with
// Told <= KnownAt < Ended (known now, where KnownAt is nil) and, where AsOf is set, Since <= AsOf <= Until.
type Time struct {
	AsOf    *value.Day
	KnownAt *value.Instant
	// Ends is the instant up to which ends are told: KnownAt where it is nil, since what ended later still stood then. A question
	// about what changed shows a node as it was just before, and says all the same that it ended.
	Ends *value.Instant
}

// Now says that there is no bound.
func (t Time) Now() bool { return t.AsOf == nil && t.KnownAt == nil }

// Conn is a set of nodes: a root field's, or one relationship's of a parent.
type Conn struct {
	Type *schema.Type
	Rel  *schema.Rel // nil at a root
	// EdgeFact: the one fact that the edge rests on, in place of a relationship: parent is an edge, Rel is nil.
	EdgeFact bool
	IDs      *IDs    // nodes by id, in place of all of a type; roots only
	Search   *Search // full text, roots only
	Where    *Where
	Order    []Order // ends in id: a total order
	First    int     // at most so many; or
	Last     int     // the last so many, in Order, where Back
	Back     bool
	Cursor   []any // after it; before it, where Back; one value an Order; nil for the start
	Out      []*Out
	Page     bool // some Out reads the page
	More     bool // hasNextPage, or with Back hasPreviousPage, is asked for: read one row more
	Behind   bool // the other of the two is asked for: does any row stand at the cursor or before it?
	Keys     bool // a cursor is asked for
}

// IDs are ids asked for. An id that was merged into another means that one. A node is found though nothing of it is known
// (a fact under a clock only in a spell), and a node of another type than Conn.Type is not found.
type IDs struct {
	// List answers with one value an id, in the order given, null where there is none; else there is one id.
	List   bool
	Values []string
}

// Search is full text: every word of Words in one text of the node, the last as the start of a word.
type Search struct {
	// Words are folded, as value.Words gives them; never empty.
	Words []string
	// Types are the concrete types that may be found; empty for all.
	Types []*schema.Type
}

// Order is one key of an ordering. Nulls come last, ascending and descending; with Conn.Back everything is turned round.
type Order struct {
	Path  []*schema.Rel // to-one relationships that lead to the field's node
	Field *schema.Field // a scalar or part of a value object (or a span, or a Stated field); or
	Edge  schema.Span   // since or until of the edge; or
	Count *CountOf      // how many related nodes; or
	Rank  Rank          // of a search hit
	Desc  bool
}

// Rank names a key of the search ranking: all ascending.
type Rank uint8

// The ranking: where the text stands, then fewer words in it, then the node's name.
const (
	NoRank    Rank = iota
	RankClass      // see store.TextClass
	RankWords      // number of words in the matched text
	RankName       // folded main text of the node
)

// CountOf is the number of related nodes that meet a filter; Where may be nil.
type CountOf struct {
	Rel   *schema.Rel
	Where *Where
}

// Nullable says whether a key may be null.
func (o Order) Nullable() bool {
	switch {
	case o.Count != nil, o.Rank != NoRank:
		return false
	case o.Edge != "":
		return true
	case len(o.Path) > 0 || o.Field.Stated || o.Field.Of != nil:
		return true
	}
	return !o.Field.NonNull
}

// Kind is the kind of its value: Long for counts and ranks but RankName.
func (o Order) Kind() schema.Kind {
	switch {
	case o.Count != nil, o.Rank == RankClass, o.Rank == RankWords:
		return schema.Long
	case o.Rank == RankName:
		return schema.String
	case o.Edge != "":
		return schema.Date
	}
	return o.Field.Kind
}

// Kind says what an Out is.
type Kind uint8

// The kinds of Out. Those from TotalCount on stand in a connection, those from Cursor on in an edge.
const (
	Const      Kind = iota // Text as a string: __typename of a concrete type; null where it is empty. No cell
	TypeName               // the concrete type's name, where a variant covers several. Cell: string
	Scalar                 // Field: of the node. Cell: its value
	Object                 // Field: a value object; Kids are Const and Scalar (parts). Cell: null or [kids' cells]
	One                    // Conn, at most one node; Sel. Cell: [] or [node]
	Many                   // Conn. Cell: a connection
	List                   // Conn.IDs.List; Sel. Cell: [node or null, ...]
	Tuple                  // Kids: several roots, read at once; a root only, and of no Key. Cell: [kids' cells]
	TotalCount             // Cell: integer
	PageInfo               // Kids Const, HasNext, HasPrevious, StartCursor, EndCursor. No cell of its own
	Nodes                  // Sel. In the page's rows
	Edges                  // Kids: Const, Cursor, Node, EdgeScalar, EdgeOne, Matched. In the page's rows
	Aggregate              // Kids: Const, Count, Distinct, Stats. Cell: [kids' cells]
	Grouped                // Group; Kids: Const, GroupKey, Count, Distinct, Stats. Cell: see Groups
	HasNext
	HasPrevious
	StartCursor
	EndCursor
	Count      // Cell: integer
	Stats      // Field; Kids: Const, Fn. Cell: [kids' cells]; of a Quantity or Money (Field.Unit): [[unit, kids' cells...], ...]
	Distinct   // Kids: Const, Related. Cell: [kids' cells]
	Related    // Rel: how many distinct nodes it leads to, from all nodes together. Cell: integer
	GroupKey   // Kids: Const, GroupKey, GroupValue: an object in a group's key, or the whole. No cell of its own
	GroupValue // At: which of Groups.By. In the group's keys
	Fn         // Name: sum avg min max count unit; on a When min and max are of its first day. Cell: see Writer
	Cursor     // No cell: made of the row's keys
	Node       // Sel. Cell: node
	EdgeScalar // Edge: since, until; or Role. Cell: value
	EdgeOne    // the edge's fact: Conn.EdgeFact; Sel. Cell: [] or [node]
	Matched    // of a search hit; Kids: Const, MatchField, MatchText. Cell: [kids' cells]
	MatchField // Cell: string, a store.TextField
	MatchText  // Cell: string, the text as it is
)

// Out is one field of the answer, in the order of the answer.
type Out struct {
	Key   string // response name
	Kind  Kind
	Text  string // Const
	Field *schema.Field
	Name  string // Fn
	Edge  schema.Span
	Role  bool        // EdgeScalar: the edge's role
	Rel   *schema.Rel // Related
	Group *Groups     // Grouped
	At    int         // GroupValue
	Conn  *Conn
	Kids  []*Out
	Sel   []Variant
}

// Variant is what to read of a node of one of Types. Of several variants each concrete type is in exactly one.
type Variant struct {
	// Type is where the fields stand: the concrete type, or an interface that all of Types have.
	Type  *schema.Type
	Types []*schema.Type
	Out   []*Out
}

// Op is the operation of a Where.
type Op uint8

// The operations. What is unknown (a comparison with null) is false, and is folded to false below Not and All.
const (
	And Op = iota // of no Kids: true
	Or            // of no Kids: false
	Not
	Eq
	Ne // false where the value is null
	Lt
	Lte
	Gt
	Gte
	In // Value is a []any
	IsNull
	Contains // text operations compare value.Fold of both sides
	StartsWith
	EndsWith
	Within   // Field is a value object of two Dates: Value is [2]value.Day, and start and end lie within
	Some     // Rel, Kids[0]; for a to-one relationship: it is there and meets Kids[0]
	None     // Rel, Kids[0]
	All      // Rel, Kids[0]; true of none
	RelCount // Count; Kids[0] compares the number (leaves without a Field)
	EdgeFact // below Some, None, All, RelCount and a connection's Where: the edge's fact meets Kids[0]
	OfType   // the node is of one of Types
)

// Where is one node of a filter. A leaf compares Field, Edge or Role of the edge, or, below RelCount, the number.
type Where struct {
	Op    Op
	Kids  []*Where
	Field *schema.Field // scalar, part, span or Stated; for IsNull also a value object
	Edge  schema.Span   // since or until of the edge
	Role  bool          // of the edge
	Rel   *schema.Rel
	Count *CountOf
	Types []*schema.Type // concrete ones, OfType
	// Value is a string, int64 (scaled, days or microseconds, as the field's kind says) or bool; bool for IsNull.
	Value any
	// Fold: Eq, Ne, In of a String compare folded text; Value is folded already.
	Fold bool
}
