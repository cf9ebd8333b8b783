package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// maxActText bounds the bytes of an author and of a reason.
const maxActText = 2_000

func (r *mutationResolver) MergeEntities(ctx context.Context, input MergeEntitiesInput) (*ActPayload, error) {
	return r.act(ctx, Act{Kind: ActMerge, Subject: input.From, Object: input.Into, Author: input.Author, Reason: input.Reason, DryRun: isTrue(input.DryRun)})
}

func (r *mutationResolver) SplitEntities(ctx context.Context, input SplitEntitiesInput) (*ActPayload, error) {
	return r.act(ctx, Act{Kind: ActSplit, Subject: input.ID, Author: input.Author, Reason: input.Reason, DryRun: isTrue(input.DryRun)})
}

func (r *mutationResolver) NotTheSame(ctx context.Context, input NotTheSameInput) (*ActPayload, error) {
	kind := ActNotTheSame
	if isTrue(input.Withdraw) {
		kind = ActMayBeTheSame
	}
	return r.act(ctx, Act{Kind: kind, Subject: input.A, Object: input.B, Author: input.Author, Reason: input.Reason, DryRun: isTrue(input.DryRun)})
}

func (r *mutationResolver) Accept(ctx context.Context, input ReviewInput) (*ActPayload, error) {
	return r.act(ctx, Act{Kind: ActAccept, Subject: input.ID, Author: input.Author, Reason: input.Reason, DryRun: isTrue(input.DryRun)})
}

func (r *mutationResolver) Reject(ctx context.Context, input ReviewInput) (*ActPayload, error) {
	return r.act(ctx, Act{Kind: ActReject, Subject: input.ID, Author: input.Author, Reason: input.Reason, DryRun: isTrue(input.DryRun)})
}

// act carries out an act for who may write.
func (r *mutationResolver) act(ctx context.Context, a Act) (*ActPayload, error) {
	if err := mayWrite(ctx); err != nil {
		return nil, err
	}
	for name, text := range map[string]string{"author": a.Author, "reason": a.Reason} {
		if len(text) > maxActText {
			return nil, newError(CodeBadInput, graphql.GetPath(ctx), "", "input.%s: %d bytes; at most %d are kept", name, len(text), maxActText)
		}
	}
	if r.judge == nil {
		return nil, newError(CodeForbidden, graphql.GetPath(ctx), "", "this server takes no acts")
	}
	return r.judge.Act(ctx, a)
}

func isTrue(b *bool) bool { return b != nil && *b }
