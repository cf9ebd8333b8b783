package record

import "councilgraph/graph/schema"

// reader holds what reading one record gathers.
type reader struct {
	report
	m      *schema.Model
	head   *item // document, version, reader: without them the record is nothing
	shapes map[*schema.Type]*shape

	passages []Passage
	entities []*entry[Entity]
	mentions []*entry[Mention]
	facts    []*entry[Fact]

	byModel  bool // a model made the record: what does not stand in its passage is for who takes it in to judge
	unlisted bool // the passages cannot be read, so no ordinal can be checked
	scanned  int  // bytes of passages looked through
	named    []naming
	ids      map[string]spot // of entities
	locals   map[string]*entry[Entity]
	labels   map[string]*entry[Fact]
	claims   []claim
}

// entry is an item and what was read of it.
type entry[T any] struct {
	item
	it T
}

// naming is a reference to something in the record.
type naming struct {
	spot
	id  string
	rel *schema.Rel
}

// entries makes an entry for each place of a list.
func entries[T any](list []spot) []*entry[T] {
	out := make([]*entry[T], len(list))
	for i := range list {
		out[i] = &entry[T]{item: item{path: list[i].path}}
		list[i].item = &out[i].item
	}
	return out
}

// standing are the items that nothing speaks against.
func standing[T any](all []*entry[T]) (out []T) {
	for _, e := range all {
		if !e.refused {
			out = append(out, e.it)
		}
	}
	return out
}

func (r *reader) shape(t *schema.Type, words []string) *shape {
	s := r.shapes[t]
	if s == nil {
		s = shapeOf(t, words)
		r.shapes[t] = s
	}
	return s
}
