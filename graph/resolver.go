package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// Reader is what the server needs of a store.
type Reader interface {
	Read(ctx context.Context, t *query.Tree) (query.Cell, error)
	Changes(ctx context.Context, q *store.ChangesQuery) ([]store.Change, error)
}

// Ingester takes in records and pages: package ingest, as the server sees it.
type Ingester interface {
	// Ingest takes in one record. Its error means that nothing of it could be tried; what became of its items is in the result.
	Ingest(ctx context.Context, record []byte, dryRun bool, reason string) (*RecordResult, error)
	// IngestDocument takes in one page. With an error, what was written before it is in the payload. What cannot be read as it was sent
	// is an error made by Refused.
	IngestDocument(ctx context.Context, page IngestDocumentInput) (*IngestDocumentPayload, error)
}

// Judge carries out what a person decides about the graph: package ingest, as the server sees it.
type Judge interface {
	// Act carries out one act. What cannot be done as it was asked for is an error made by Refused; any other means that nothing was written.
	Act(ctx context.Context, a Act) (*ActPayload, error)
}

// Act is a person's decision.
type Act struct {
	Kind            ActKind
	Author, Reason  string
	Subject, Object string // ids; Object is empty where it is about one thing
	DryRun          bool
}

// ActKind is what was decided, by the word that the schema has for it.
type ActKind string

// The kinds.
const (
	ActMerge        ActKind = "MERGE"
	ActSplit        ActKind = "SPLIT"
	ActNotTheSame   ActKind = "NOT_THE_SAME"
	ActMayBeTheSame ActKind = "MAY_BE_THE_SAME"
	ActAccept       ActKind = "ACCEPT"
	ActReject       ActKind = "REJECT"
)

// Refused is the error of a mutation that cannot be carried out as it was asked for, with why.
func Refused(reason string) error { return newError(CodeBadInput, nil, "", "%s", reason) }

// Resolver answers root fields. Those that follow from a type are in resolvers_gen.go and only read; each question of its own
// has a method here or in a file of its name.
type Resolver struct {
	model    *schema.Model
	store    Reader
	ingester Ingester
	judge    Judge
	limits   Limits
	planned  planned
	debug    bool
}

// Query gives the resolvers of the root fields that read.
func (r *Resolver) Query() QueryResolver { return &queryResolver{r} }

// Mutation gives the resolvers of the root fields that write.
func (r *Resolver) Mutation() MutationResolver { return &mutationResolver{r} }

type queryResolver struct{ *Resolver }

// read answers the root field that the context is in: one plan, one statement.
func (r *queryResolver) read(ctx context.Context) (Answer, error) {
	fc := graphql.GetFieldContext(ctx)
	start := time.Now()
	op := graphql.GetOperationContext(ctx)
	t, err := r.planned.tree(op, fc.Field, func() (*query.Tree, error) { return plan(r.model, op, r.limits, fc.Field, fc.Path()) })
	if err != nil {
		return nil, err
	}
	planned := time.Now()
	cells, err := r.store.Read(withTrace(ctx, r.debug), t)
	if err != nil {
		return nil, err
	}
	read := time.Now()
	out, err := query.Write(nil, t, cells)
	if r.debug {
		addDebug(ctx, fc.Field.Alias, t, planned.Sub(start), read.Sub(planned), time.Since(read))
	}
	return out, err
}

func (r *queryResolver) Node(ctx context.Context, _ string, _, _ *string) (Answer, error) {
	return r.read(ctx)
}

func (r *queryResolver) Nodes(ctx context.Context, _ []string, _, _ *string) (Answer, error) {
	return r.read(ctx)
}

func (r *queryResolver) Search(ctx context.Context, _ string, _ []string, _ *int, _ *string, _ *int, _, _, _ *string) (Answer, error) {
	return r.read(ctx)
}
