package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/resolve"
)

// document reads what was taken from a document before.
func (l *loader) document(id string) {
	stored := l.state.Entities[id]
	l.state.Document = resolve.Held{Passages: map[string]resolve.HeldPassage{}, Records: map[string]bool{}, Decided: map[string]resolve.Decided{}}
	if stored == nil || l.err != nil {
		return
	}
	held := &l.state.Document
	is := func(rel *schema.Rel) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{{Op: query.Eq, Field: rel.Target.Field("id"), Value: stored.ID}}}
	}
	through := func(rel *schema.Rel, then *query.Where) *query.Where {
		return &query.Where{Op: query.Some, Rel: rel, Kids: []*query.Where{then}}
	}
	version, passage := l.m.Type("Version"), l.m.Type("Passage")
	l.all(version, is(version.Rel("document")), func(r row) {
		held.Versions = append(held.Versions, resolve.HeldVersion{ID: r.id, Hash: r.text("hash"), Number: r.number("number"),
			Retrieved: r.number("retrieved"), Covered: r.fields["covered"] == true})
	})
	l.positions(held, is)
	l.all(passage, is(passage.Rel("document")), func(r row) {
		held.Passages[r.id] = resolve.HeldPassage{Section: r.text("section"), Ordinal: r.number("ordinal"), Fields: r.fields,
			SupersededBy: r.ref("supersededBy")}
	})
	evidence := l.m.Type("Evidence")
	l.all(evidence, is(evidence.Rel("document")), func(r row) {
		if e := l.evidence(r); e != nil {
			held.Evidence = append(held.Evidence, e)
		}
	})
	mention := l.m.Type("Mention")
	l.all(mention, through(mention.Rel("passage"), is(passage.Rel("document"))), func(r row) {
		held.Mentions = append(held.Mentions, heldMention(r))
	})
	record := l.m.Type("Record")
	l.readBefore = map[string]bool{}
	l.all(record, through(record.Rel("version"), is(version.Rel("document"))), func(r row) {
		held.Records[r.id] = true
		if r.text("reader") == extract.Reader {
			l.readBefore[r.ref("version")] = true
		}
	})
	l.queue(held, stored.ID)
	l.asDecided()
}

func heldMention(r row) resolve.HeldMention {
	return resolve.HeldMention{ID: r.id, Fields: r.fields, Entity: cmp.Or(r.text("mergedFrom"), r.ref("entity")), Passage: r.ref("passage")}
}

// positions reads which passages each version has, in order.
func (l *loader) positions(held *resolve.Held, is func(*schema.Rel) *query.Where) {
	position := l.m.Type("Position")
	of := map[string]*resolve.HeldVersion{}
	for i := range held.Versions {
		of[held.Versions[i].ID] = &held.Versions[i]
	}
	version := position.Rel("version")
	inDocument := &query.Where{Op: query.Some, Rel: version, Kids: []*query.Where{is(version.Target.Rel("document"))}}
	l.all(position, inDocument, func(r row) {
		if v := of[r.ref("version")]; v != nil {
			v.Positions = append(v.Positions, resolve.HeldPosition{Ordinal: r.number("ordinal"), Passage: r.ref("passage"), Start: r.number("start"), End: r.number("end")})
		}
	})
	for _, v := range of {
		slices.SortFunc(v.Positions, func(a, b resolve.HeldPosition) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	}
}

func (l *loader) evidence(r row) *resolve.Evidence {
	s, err := resolve.ParseReading(l.m, r.text("reading"), l.state.Merges)
	if err != nil {
		l.err = fmt.Errorf("evidence %s: %w", r.id, err)
		return nil
	}
	return &resolve.Evidence{ID: r.id, Statement: s, Printed: r.text("printed"), Authority: r.number("authority"), Origin: r.text("origin"),
		Reader: r.text("reader"), Review: r.text("review"), Said: value.Day(r.number("said")), Passage: r.ref("passage"),
		Version: r.ref("version"), Document: r.ref("document"), Meeting: r.ref("meeting")}
}
