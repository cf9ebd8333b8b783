package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

type mutationResolver struct{ *Resolver }

// maxRecords is how many records one mutation takes.
const maxRecords = 100

func (r *mutationResolver) IngestRecords(ctx context.Context, input IngestRecordsInput) (*IngestRecordsPayload, error) {
	path := graphql.GetPath(ctx)
	if err := mayWrite(ctx); err != nil {
		return nil, err
	}
	if len(input.Records) == 0 {
		return nil, newError(CodeBadInput, path, "", "input.records: an empty list; at least one record is needed")
	}
	if len(input.Records) > maxRecords {
		return nil, newError(CodeBadInput, path, "", "input.records: %d records; at most %d go in one request", len(input.Records), maxRecords)
	}
	out := &IngestRecordsPayload{Records: []RecordResult{}, Counts: &ItemCounts{}}
	dry := input.DryRun != nil && *input.DryRun
	reason := ""
	if input.Reason != nil {
		reason = *input.Reason
	}
	for _, record := range input.Records {
		res, err := r.ingester.Ingest(ctx, []byte(record), dry, reason)
		if err != nil { // those before it are written: they are told, with why it stopped here
			graphql.AddError(ctx, err)
			return out, nil
		}
		out.Records = append(out.Records, *res)
		out.Counts.add(res.Counts)
	}
	return out, nil
}

func (r *mutationResolver) IngestDocument(ctx context.Context, input IngestDocumentInput) (*IngestDocumentPayload, error) {
	if err := mayWrite(ctx); err != nil {
		return nil, err
	}
	if (input.Text == nil) == (input.Bytes == nil) {
		return nil, newError(CodeBadInput, graphql.GetPath(ctx), "", "input: expected the page as text or as bytes, one of them")
	}
	out, err := r.ingester.IngestDocument(ctx, input)
	if err != nil && out != nil && len(out.Records) > 0 { // those before it are written: they are told, with why it stopped here
		graphql.AddError(ctx, err)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	out.Counts = &ItemCounts{}
	for _, rec := range out.Records {
		out.Counts.add(rec.Counts)
	}
	return out, nil
}

func (c *ItemCounts) add(o *ItemCounts) {
	c.Created += o.Created
	c.Updated += o.Updated
	c.Ended += o.Ended
	c.Unchanged += o.Unchanged
	c.Held += o.Held
	c.Refused += o.Refused
}
