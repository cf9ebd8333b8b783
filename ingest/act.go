package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/resolve"
)

// ActResult is what became of an act.
type ActResult struct {
	Act   string        // its id; empty in a dry run of one that was not done before
	At    value.Instant // 0 where nothing was written
	Fate  resolve.Fate
	Items []resolve.Item
}

// Act carries out a person's decision, or with dryRun says what would become of it. What cannot be done as it was asked for is a
// *resolve.Refusal; any other error means that nothing was written and that the same call may be made again. An act that was done before
// and stands is unchanged.
func (s *Service) Act(ctx context.Context, a resolve.Act, dryRun bool) (*ActResult, error) {
	a.Author, a.Reason = strings.TrimSpace(a.Author), strings.TrimSpace(a.Reason)
	if a.Author == "" || a.Reason == "" {
		return nil, &resolve.Refusal{Reason: "found no author or no reason, expected both: an act is kept with who did it and why"}
	}
	s.one.Lock()
	defer s.one.Unlock()
	for range attempts {
		d, err := s.decide(ctx, a)
		if err != nil {
			return nil, err
		}
		res := &ActResult{Act: d.Act, Fate: d.Fate, Items: d.Items}
		if dryRun && d.Fate != resolve.Unchanged {
			res.Act = ""
		}
		if dryRun || d.Fate == resolve.Unchanged {
			return res, nil
		}
		at, err := s.store.Upsert(ctx, d.Batch)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("write the act: %w", err)
		}
		s.names.forget() // a merge moves names
		res.At = at
		return res, nil
	}
	return nil, fmt.Errorf("write the act: %w, %d times in a row", store.ErrConflict, attempts)
}

// decide finds what an act comes to.
func (s *Service) decide(ctx context.Context, a resolve.Act) (*resolve.Decision, error) {
	l, err := s.loader(ctx)
	if err != nil {
		return nil, err
	}
	var d *resolve.Decision
	if a, ok := s.aboutQueue(a); ok {
		return s.rule(l, a)
	}
	switch a.Kind {
	case resolve.Accept, resolve.Reject:
		acts := l.actsWhere(&query.Where{Op: query.Eq, Field: l.m.Type("Act").Field("subject"), Value: a.Subject})
		l.byID(l.m.Type("Evidence"), []string{a.Subject}, func(_ string, r row) { l.matters([]string{r.text("factKey")}) })
		if l.err == nil {
			d, err = resolve.Judge(s.model, l.state, acts, a)
		}
	case resolve.Merge, resolve.Split:
		d, err = l.rejoin(a)
	default:
		l.entities([]string{a.Subject, a.Object})
		acts := l.acts()
		if l.err == nil {
			d, err = resolve.Apart(s.model, l.state, acts, a)
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	return d, err
}

// rejoin reads all that a merge or a split may move, and what comes of it.
func (l *loader) rejoin(a resolve.Act) (*resolve.Decision, error) {
	j := &resolve.Joined{Acts: l.acts()}
	l.entities([]string{a.Subject, a.Object})
	if l.err != nil {
		return nil, l.err
	}
	var done *resolve.StoredAct
	var err error
	ends := []string{a.Subject, a.Object}
	if a.Kind == resolve.Merge {
		done, err = resolve.CheckMerge(l.state, j.Acts, a)
	} else {
		_, done, err = resolve.CheckSplit(j.Acts, a)
		ends = []string{l.state.Merges.Of(a.Subject)}
		l.entities(ends)
	}
	if err != nil {
		return nil, err
	}
	if done != nil {
		return &resolve.Decision{Act: done.ID, Fate: resolve.Unchanged}, nil
	}
	keys := l.keysOf(ends[0])
	l.evidenceOf(keys)
	l.matters(l.state.KeysUnder(resolve.MergesAfter(j.Acts, a)))
	l.claims(ends)
	l.joined(j, ends)
	if l.err != nil {
		return nil, l.err
	}
	return resolve.Rejoin(l.m, l.state, j, a)
}

// keysOf are the keys of all facts that name an entity.
func (l *loader) keysOf(id string) (keys []string) {
	t := l.m.Type("Fact")
	l.all(t, leadsTo(t.Rel("entities"), id), func(r row) { keys = append(keys, r.text("key")) })
	return keys
}

func leadsTo(rel *schema.Rel, ids ...string) *query.Where {
	return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{in(rel.Target.Field("id"), ids)}}
}

// joined reads names, mentions and belongings of some entities.
func (l *loader) joined(j *resolve.Joined, ids []string) {
	name, mention := l.m.Type("Name"), l.m.Type("Mention")
	l.all(name, leadsTo(name.Rel("entity"), ids...), func(r row) {
		j.Names = append(j.Names, resolve.HeldName{Entity: r.ref("entity"), StoredName: resolve.StoredName{Text: r.text("text"), Kind: r.text("kind"),
			Source: r.text("source"), MergedFrom: r.text("mergedFrom")}})
	})
	l.all(mention, leadsTo(mention.Rel("entity"), ids...), func(r row) { j.Mentions = append(j.Mentions, heldMention(r)) })
	for _, t := range l.m.Types {
		if t.Class != schema.Entity || t.Interface {
			continue
		}
		for _, rel := range own(t) {
			l.all(t, leadsTo(rel, ids...), func(r row) {
				for _, s := range j.Belongs {
					if s.ID == r.id {
						return
					}
				}
				j.Belongs = append(j.Belongs, &resolve.Stored{Type: t, ID: r.id, Fields: r.fields, Refs: r.refs, Names: r.names})
			})
		}
	}
}

// acts are all acts about entities.
func (l *loader) acts() []resolve.StoredAct {
	kind := l.m.Type("Act").Field("kind")
	return l.actsWhere(in(kind, []string{string(resolve.Merge), string(resolve.Split), string(resolve.NotTheSame), string(resolve.MayBeTheSame)}))
}

// merges are those that stand.
func (l *loader) merges() resolve.Merges {
	t := l.m.Type("Act")
	return resolve.MergesOf(l.actsWhere(&query.Where{Op: query.And, Kids: []*query.Where{
		in(t.Field("kind"), []string{string(resolve.Merge)}), {Op: query.Eq, Field: t.Field("standing"), Value: true}}}))
}

func (l *loader) actsWhere(where *query.Where) (out []resolve.StoredAct) {
	l.all(l.m.Type("Act"), where, func(r row) {
		standing, _ := r.fields["standing"].(bool)
		out = append(out, resolve.StoredAct{ID: r.id, Ordinal: r.number("ordinal"), Standing: standing, Kept: r.text("kept"), ReversedBy: r.ref("reversedBy"),
			Evidence: r.ref("evidence"), Document: r.ref("document"), Act: resolve.Act{Kind: resolve.ActKind(r.text("kind")), Author: r.text("author"), Reason: r.text("reason"),
				Subject: r.text("subject"), Object: r.text("object")}})
	})
	return out
}
