package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/history"
	"councilgraph/graph/query"
	"councilgraph/graph/rows"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// Compare answers the root field of that name: both sides are read, package history pairs them, compose reads the page's facts.
func (r *queryResolver) Compare(ctx context.Context, _ map[string]any, _, _ *string, _, _ []string, _ *int, _, _, _ *string) (_ Answer, err error) {
	defer catch(&err)
	q, err := r.question(ctx)
	if err != nil {
		return nil, err
	}
	c := &comparison{question: q, ctx: r.traced(ctx), store: r.store}
	pairs, err := c.pairs()
	if err != nil {
		return nil, narrower(q, err)
	}
	counts := map[history.PairKind]int{}
	for _, p := range pairs {
		counts[p.Kind]++
	}
	if only := items(q.args["only"]); q.args["only"] != nil {
		pairs = slices.DeleteFunc(pairs, func(p history.Pair) bool { return !slices.Contains(only, any(string(p.Kind))) })
	}
	out := window(q, pairs, func(p history.Pair) string { return p.Key }, func(p history.Pair, key string) int { return strings.Compare(p.Key, key) }, c.object)
	for field, kind := range map[string]history.PairKind{"added": history.Added, "changed": history.Changed, "same": history.Same,
		"ended": history.Over, "notMentioned": history.NotMentioned} {
		out[field] = counts[kind]
	}
	out["from"], out["to"] = c.sides[0].object(), c.sides[1].object()
	if c.sameBody != nil {
		out["sameBody"] = *c.sameBody
	}
	return r.compose(ctx, q, out)
}

// comparison is a question with its two sides: when each is read.
type comparison struct {
	*question
	ctx           context.Context
	store         Reader
	types         []*schema.Type // of facts
	id, committee string         // empty where they were not given
	before, after query.Time
	sides         [2]side
	sameBody      *bool
}

// side is what a comparison tells of one of its sides.
type side struct {
	meeting string // empty where it is a day or an instant
	read    bool
	facts   int
}

func (s side) object() Object {
	return Object{"meeting": refOrNil(s.meeting), "read": s.read, "facts": s.facts}
}

func (c *comparison) object(p history.Pair) Object {
	first := slices.Concat(p.Before, p.After)[0]
	return Object{"kind": string(p.Kind), "about": refs(first.Subjects()), "fields": texts(p.Fields),
		"before": refsAt(p.Before, c.before), "after": refsAt(p.After, c.after)}
}

func refsAt(facts []*history.Said, at query.Time) []any {
	out := make([]any, len(facts))
	for i, f := range facts {
		out[i] = Ref{ID: f.ID, At: &at}
	}
	return out
}

// pairs reads both sides in the one way that the question names, and puts them together.
func (c *comparison) pairs() ([]history.Pair, error) {
	at := scope{path: c.path, at: "between"}
	between := c.input(c.args["between"], at)
	if len(between) != 1 {
		c.fail(c.path, "between", "names %d ways; give exactly one of meetings, dates and knownAt", len(between))
	}
	if err := c.filter(); err != nil {
		return nil, err
	}
	c.before, c.after = c.at, c.at
	for way, v := range between {
		in := at.in(way)
		sides := c.input(v, in)
		from, to := c.named(sides, "from", in), c.named(sides, "to", in)
		switch way {
		case "meetings":
			return c.meetings(from, to)
		case "dates":
			return c.dates(from, to)
		default:
			return c.instants(from, to)
		}
	}
	return nil, nil
}

func (c *comparison) named(sides map[string]any, name string, s scope) string {
	in := s.in(name)
	c.given(sides[name], in)
	return c.text(sides[name], c.path, in.at)
}

// filter is what of both sides is looked at.
func (c *comparison) filter() (err error) {
	fact := c.m.Type("Fact")
	if c.types = c.typesOf("kinds", fact); c.types == nil {
		c.types = fact.Impl
	}
	if c.id, err = c.entity(c.ctx, c.store); err != nil {
		return err
	}
	c.committee, err = c.body(c.ctx, c.store, "committee")
	return err
}

// where is that filter for one type; further may be nil.
func (c *comparison) where(t *schema.Type, further *query.Where) *query.Where {
	if c.id != "" {
		further = both(about(t, c.id), further)
	}
	if c.committee != "" {
		said := t.Rel("meetings")
		met := said.Target.Rel("of")
		further = both(some(said, some(met, is(met.Target, c.committee))), further)
	}
	return further
}

// facts reads one side, a type at a time: one statement for all types would read every field of every one.
func (c *comparison) facts(at query.Time, further func(*schema.Type) *query.Where) (out []*history.Said, err error) {
	for _, t := range c.types {
		found, err := readSaid(c.ctx, c.store, c.m, at, t, c.where(t, further(t)))
		if err != nil {
			return nil, err
		}
		if out = append(out, found...); len(out) > mostSaid {
			return nil, fmt.Errorf("%w: more than %d facts to compare", store.ErrTooLarge, mostSaid)
		}
	}
	return out, nil
}

// meetings compares what was said at two: both are read at once.
func (c *comparison) meetings(from, to string) ([]history.Pair, error) {
	found, err := c.nodesOf(c.ctx, c.store, "between.meetings", c.m.Type("Meeting"), []string{from, to}, rows.Fields{"date.start", "of.id"})
	if err != nil {
		return nil, err
	}
	from, to = found[0].ID(), found[1].ID()
	first, last := day(found[0], "date.start"), day(found[1], "date.start")
	if from == to {
		c.fail(c.path, "between.meetings", "%q is compared with itself; give two meetings", from)
	}
	if first != nil && last != nil && *first > *last {
		c.fail(c.path, "between.meetings", "from is a meeting of %s, to one of %s; give the earlier meeting first", *first, *last)
	}
	facts, err := c.facts(c.at, func(t *schema.Type) *query.Where {
		said := t.Rel("meetings")
		return some(said, &query.Where{Op: query.In, Field: said.Target.Field("id"), Value: []any{from, to}})
	})
	if err != nil {
		return nil, err
	}
	before, after := saidAt(facts, from), saidAt(facts, to)
	read, err := c.readOf(from, to)
	c.sides = [2]side{{from, read[from] || len(before) > 0, len(before)}, {to, read[to] || len(after) > 0, len(after)}}
	if x, y := found[0].One("of").ID(), found[1].One("of").ID(); x != "" && y != "" {
		same := x == y
		c.sameBody = &same
	}
	return history.Meetings(before, after, last), err
}

// readOf says of which meetings a document was read, or a fact is known that was said there.
func (c *comparison) readOf(meetings ...string) (map[string]bool, error) {
	meeting := c.m.Type("Meeting")
	told := &query.Where{Op: query.Or, Kids: []*query.Where{wasRead(meeting), some(meeting.Rel("said"), &query.Where{Op: query.And})}}
	list := make([]any, len(meetings))
	for i, id := range meetings {
		list[i] = id
	}
	found, err := rows.All(c.ctx, c.store, query.Time{KnownAt: c.at.KnownAt}, meeting, both(&query.Where{Op: query.In, Field: meeting.Field("id"), Value: list}, told), len(meetings), rows.Fields{"id"})
	out := map[string]bool{}
	for _, m := range found {
		out[m.ID()] = true
	}
	return out, err
}

func saidAt(facts []*history.Said, meeting string) []*history.Said {
	return slices.DeleteFunc(slices.Clone(facts), func(f *history.Said) bool { return !slices.Contains(f.Meetings, meeting) })
}

// dates compares what was in force at the end of two days.
func (c *comparison) dates(from, to string) ([]history.Pair, error) {
	if c.at.AsOf != nil {
		c.fail(c.path, "asOf", "goes with meetings or knownAt; between.dates says the days already")
	}
	days := map[string]any{"from": from, "to": to}
	first, last := c.day(days, "from", "between.dates.from"), c.day(days, "to", "between.dates.to")
	if *first >= *last {
		c.fail(c.path, "between.dates", "%s is not earlier than %s; give two days, the earlier first", *first, *last)
	}
	c.before.AsOf, c.after.AsOf = first, last
	before, after, err := c.both()
	return history.Days(before, after, *first, *last), err
}

// instants compares what was known at two.
func (c *comparison) instants(from, to string) ([]history.Pair, error) {
	if c.at.KnownAt != nil {
		c.fail(c.path, "knownAt", "goes with meetings or dates; between.knownAt says the instants already")
	}
	first, last := c.instant(from, "between.knownAt.from"), c.instant(to, "between.knownAt.to")
	if first >= last {
		c.fail(c.path, "between.knownAt", "%s is not earlier than %s; give two instants, the earlier first", first, last)
	}
	c.before.KnownAt, c.before.Ends, c.after.KnownAt = &first, &last, &last // what ended in between is shown as it was, with its end
	before, after, err := c.both()
	return history.Known(before, after), err
}

// both reads the two sides, each at its time.
func (c *comparison) both() (before, after []*history.Said, err error) {
	everything := func(*schema.Type) *query.Where { return nil }
	if before, err = c.facts(c.before, everything); err != nil {
		return nil, nil, err
	}
	if after, err = c.facts(c.after, everything); err != nil {
		return nil, nil, err
	}
	for i, at := range []query.Time{c.before, c.after} {
		facts := [][]*history.Said{before, after}[i]
		c.sides[i] = side{read: len(facts) > 0, facts: len(facts)}
		if len(facts) == 0 { // of what was asked for; of all else?
			newest, err := newestFact(c.ctx, c.store, c.m, at, nil)
			if err != nil {
				return nil, nil, err
			}
			c.sides[i].read = newest != nil
		}
	}
	return before, after, nil
}

func (q *question) instant(text, at string) value.Instant {
	i, err := value.ParseInstant(text)
	if err != nil {
		q.fail(q.path, at, "%v", err)
	}
	return i
}

// nodesOf are the nodes of a type that an argument names, each by its own id where that was merged into another. An id of nothing, or
// of something else, is an error.
func (q *question) nodesOf(ctx context.Context, s Reader, arg string, t *schema.Type, ids []string, f rows.Fields) ([]rows.Row, error) {
	found, err := rows.List(ctx, s, query.Time{}, t, ids, append(rows.Fields{"id"}, f...))
	if err != nil {
		return nil, err
	}
	for i, n := range found {
		if n == nil {
			return nil, newError(CodeBadInput, q.path, "`search` finds ids by name", "%s: %q is the id of no %s", arg, ids[i], strings.ToLower(t.Name))
		}
	}
	return found, nil
}
