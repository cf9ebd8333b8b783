package resolve

import (
	"cmp"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Evidence is where a statement was said, and by whom it was read.
type Evidence struct {
	ID        string
	Statement *Statement
	Printed   string
	Authority int64
	Origin    string
	Reader    string
	Review    string
	Said      value.Day // the meeting's day, else the document's
	Passage   string
	Version   string // in which it was last confirmed
	Document  string
	Meeting   string // empty where the document is about none
}

// identify makes the id: a statement and a passage, by one reader.
func (e *Evidence) identify() {
	e.ID = "evidence:" + value.Hash(e.Statement.ID, e.Passage, e.Origin, e.Reader)
}

// strength orders readers: a weaker reading never ends a stronger one's.
var strength = map[string]int{"PERSON": 3, "REGISTER": 2, "RULE": 2, "MODEL": 1}

// unread: a rule carried it over from an older version, and nobody has looked at it since.
func (e *Evidence) unread() bool {
	return e.Origin == "RULE" && e.Reader == carrier && e.Review == unreviewed
}

// strength is how much its reader's words weigh beside another's. Those of any reader of the page weigh more than what was made of older ones.
func (e *Evidence) strength() int {
	if e.unread() {
		return 0
	}
	return strength[e.Origin]
}

// What a person made of a reading.
const (
	reviewed   = "REVIEWED"
	rejected   = "REJECTED"
	unreviewed = "UNREVIEWED"
)

const printedSeparator = " | "

func joinPrinted(printed []string) string { return strings.Join(printed, printedSeparator) }

// before says whose words a statement is told in, where several pieces of evidence say the same: the first said, then the
// strongest reader's, then the best authority's.
func (e *Evidence) before(o *Evidence) bool {
	return cmp.Or(cmp.Compare(e.Said, o.Said), cmp.Compare(o.strength(), e.strength()),
		cmp.Compare(o.Authority, e.Authority), strings.Compare(e.ID, o.ID)) < 0
}

// node is the evidence as the graph holds it, shown under a fact that says the same or more; a rejected one under none.
func (e *Evidence) node(m *schema.Model, shown string, known bool) store.Node {
	n := store.Node{Type: "Evidence", ID: e.ID, Known: known, Span: store.Always, Fields: map[string]any{
		"states": e.Statement.ID, "factKey": e.Statement.Key, "reading": e.Statement.Reading(), "authority": e.Authority,
		"origin": e.Origin, "review": e.Review, "said": int64(e.Said),
	}}
	set(n.Fields, "printed", e.Printed)
	set(n.Fields, "reader", e.Reader)
	refs := map[string][]string{"passage": {e.Passage}}
	for name, id := range map[string]string{"fact": shown, "version": e.Version, "document": e.Document, "meeting": e.Meeting} {
		if id != "" {
			refs[name] = []string{id}
		}
	}
	n.Edges = edges(m, m.Type("Evidence"), shown, n.Fields, refs)
	fromOwner(n.Edges, e.ID)
	return n
}

func set(fields map[string]any, column, text string) {
	if text != "" {
		fields[column] = text
	}
}

// fromOwner completes edges that start at their owner.
func fromOwner(edges []store.Edge, id string) {
	for i := range edges {
		if edges[i].From == "" {
			edges[i].From = id
		}
	}
}
