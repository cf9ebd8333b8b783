package graph

import (
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"

	"councilgraph/graph/query"
)

// maxPlanned is how many bytes of trees are kept, roughly.
const maxPlanned = 16 << 20

// asked is all that a tree depends on: the document and which operation and root field of it, and the values of the variables.
type asked struct{ document, operation, field, variables string }

// planned keeps the trees of requests that may come again. Trees are never changed, so all who ask the same share one.
type planned struct {
	trees *query.Kept[asked, *query.Tree]
}

func newPlanned() planned { return planned{query.NewKept[asked, *query.Tree](maxPlanned)} }

// tree gives the tree of a root field: one that was kept, or that of make. Errors are not kept.
func (p planned) tree(op *graphql.OperationContext, f graphql.CollectedField, make func() (*query.Tree, error)) (*query.Tree, error) {
	variables, err := json.Marshal(op.Variables)
	if err != nil {
		return make() // what JSON cannot hold came from no request
	}
	key := asked{op.RawQuery, op.OperationName, f.Alias, string(variables)}
	if t, ok := p.trees.Get(key); ok {
		return t, nil
	}
	t, err := make()
	if err != nil {
		return nil, err
	}
	t.Kept = true
	p.trees.Add(key, t, len(key.document)+len(key.variables)+t.Weight())
	return t, nil
}
