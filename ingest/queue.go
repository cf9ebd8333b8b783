package ingest

import (
	"maps"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/ingest/resolve"
)

// queue reads what of a document waits for a decision, and what was decided of it.
func (l *loader) queue(held *resolve.Held, document string) {
	item := l.m.Type("ReviewItem")
	l.all(item, leadsTo(item.Rel("document"), document), func(r row) { held.Queue = append(held.Queue, queued(r)) })
	candidate := l.m.Type("MatchCandidate")
	of := map[string]*resolve.Queued{}
	for i := range held.Queue {
		of[held.Queue[i].ID] = &held.Queue[i]
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(of)), chunk) {
		l.all(candidate, leadsTo(candidate.Rel("item"), part...), func(r row) {
			of[r.ref("item")].Candidates = append(of[r.ref("item")].Candidates, matched(r))
		})
	}
	t := l.m.Type("Act")
	acts := l.actsWhere(&query.Where{Op: query.And, Kids: []*query.Where{leadsTo(t.Rel("document"), document),
		{Op: query.Eq, Field: t.Field("standing"), Value: true}}})
	var ids []string
	for _, a := range acts {
		item, entity, err := resolve.KeptItem(a)
		if err != nil {
			l.err = err
			return
		}
		d, ok := held.Decided[item.ID]
		if !ok {
			d.Rejected = map[string]bool{}
		}
		if candidate := a.Kind == resolve.Reject && a.Object != ""; candidate {
			d.Rejected[a.Object] = true
		} else {
			d.By, d.Entity = a, entity
		}
		held.Decided[item.ID] = d
		if entity != "" {
			ids = append(ids, entity)
		}
	}
	l.entities(ids)
}

func queued(r row) resolve.Queued {
	return resolve.Queued{ID: r.id, Fields: r.fields, Document: r.ref("document"), Passages: r.refs["passages"]}
}

func matched(r row) resolve.Match {
	return resolve.Match{ID: r.ref("entity"), Rule: r.text("rule"), Score: int(r.number("score")), Compared: r.text("compared")}
}

// aboutQueue says whether an act is about the review queue: by an item, by a candidate, or by the two that are told apart.
func (s *Service) aboutQueue(a resolve.Act) (resolve.Act, bool) {
	is := func(id, name string) bool { t := s.model.TypeOf(id); return t != nil && t.Name == name }
	switch a.Kind {
	case resolve.Accept, resolve.Reject:
		return a, is(a.Subject, "ReviewItem") || is(a.Subject, "MatchCandidate")
	case resolve.NotTheSame:
		if is(a.Object, "ReviewItem") {
			a.Subject, a.Object = a.Object, a.Subject
		}
		if is(a.Subject, "ReviewItem") {
			a.Kind = resolve.Reject
			return a, true
		}
	}
	return a, false
}

// rule finds what a decision about the review queue comes to.
func (s *Service) rule(l *loader, a resolve.Act) (*resolve.Decision, error) {
	q, err := l.ruling(a)
	if err != nil {
		return nil, err
	}
	done, err := resolve.CheckRuling(q)
	if err != nil {
		return nil, err
	}
	if done != nil {
		return &resolve.Decision{Act: done.ID, Fate: resolve.Unchanged}, nil
	}
	var let *resolve.Result
	if q.Back() || q.Act.Kind == resolve.Accept {
		if let, err = s.let(l, q, q.Back()); err != nil {
			return nil, err
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	return resolve.Conclude(s.model, l.state, q, let)
}

// ruling reads what a decision is about: the item from the queue, or, where that was decided before, from the act that did.
func (l *loader) ruling(a resolve.Act) (*resolve.Ruling, error) {
	q := &resolve.Ruling{Act: a}
	t := l.m.Type("Act")
	if l.m.TypeOf(a.Subject).Name == "MatchCandidate" {
		q.Act.Object = a.Subject
		l.byID(l.m.Type("MatchCandidate"), []string{a.Subject}, func(_ string, r row) { q.Act.Subject = r.ref("item") })
		if q.Act.Subject == a.Subject || q.Act.Subject == "" { // it left the queue
			for _, act := range l.actsWhere(&query.Where{Op: query.IsNull, Field: t.Field("kept"), Value: false}) {
				if item, _, err := resolve.KeptItem(act); err == nil && item.CandidateOf(a.Subject) != nil {
					q.Act.Subject = item.ID
				}
			}
		}
	}
	q.Acts = l.actsWhere(&query.Where{Op: query.Eq, Field: t.Field("subject"), Value: q.Act.Subject})
	l.byID(l.m.Type("ReviewItem"), []string{q.Act.Subject}, func(_ string, r row) { q.Item = queued(r) })
	candidate := l.m.Type("MatchCandidate")
	l.all(candidate, leadsTo(candidate.Rel("item"), q.Act.Subject), func(r row) { q.Item.Candidates = append(q.Item.Candidates, matched(r)) })
	for i, act := range q.Acts {
		item, _, err := resolve.KeptItem(act)
		if err != nil {
			return nil, err
		}
		switch settles := act.Standing && (act.Kind == resolve.Accept || act.Object == ""); {
		case settles:
			q.Item, q.Done = item, &q.Acts[i]
		case q.Item.Document == "": // it left the queue without a decision that stands
			q.Item = item
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	if q.Item.ID == "" {
		return nil, &resolve.Refusal{Reason: "found " + a.Subject + ", expected the id of an item of the review queue, or of a candidate of one"}
	}
	if a.Object != "" && q.Act.Object == a.Object && a.Subject == q.Act.Subject { // two that are told apart
		q.Act.Object = q.Item.CandidateFor(l.meaning(a.Object))
	}
	if q.Act.Object != "" {
		q.Candidate = q.Item.CandidateOf(q.Act.Object)
		if q.Candidate == nil {
			q.Candidate = q.KnownCandidate(q.Act.Object)
		}
		if q.Candidate == nil {
			return nil, &resolve.Refusal{Reason: "found " + q.Act.Object + ", expected the id of a candidate of " + q.Item.ID}
		}
	} else if q.Done != nil && q.Done.Object != "" {
		q.Candidate = q.Item.CandidateOf(q.Done.Object)
	}
	return q, nil
}

// meaning is the id that an id means.
func (l *loader) meaning(id string) string {
	l.entities([]string{id})
	if s := l.state.Entities[id]; s != nil {
		return s.ID
	}
	return id
}

// let resolves what was held, to let it in or to take it back.
func (s *Service) let(l *loader, q *resolve.Ruling, back bool) (*resolve.Result, error) {
	l.entities([]string{q.Item.Document})
	l.document(q.Item.Document)
	if l.err != nil {
		return nil, l.err
	}
	doc := l.state.Entities[q.Item.Document]
	if doc == nil {
		return nil, &resolve.Refusal{Reason: "found no " + q.Item.Document + ", in which it was read"}
	}
	rec, err := q.Item.Record(s.model, doc, l.state.Document)
	if err != nil {
		return nil, err
	}
	r := resolve.New(s.model, rec, false, nil, q.Act.Author+": "+q.Act.Reason)
	r.Letting(q.Item.ID, back)
	l.letting = q
	res, err := l.resolve(r)
	if err != nil {
		return nil, err
	}
	for _, i := range res.Items {
		if !back && (i.Fate == resolve.Refused || i.Fate == resolve.OnHold && i.Path == "entities[0]") {
			return nil, &resolve.Refusal{Reason: "it cannot go in: " + i.Path + ": " + i.Reason}
		}
	}
	return res, nil
}

// asDecided puts the decision at hand among those of the document.
func (l *loader) asDecided() {
	q := l.letting
	if q == nil || q.Candidate == nil {
		return
	}
	d := resolve.Decided{By: resolve.StoredAct{Act: resolve.Act{Kind: resolve.Accept, Author: q.Act.Author, Reason: q.Act.Reason}}, Entity: q.Candidate.ID}
	if q.Done != nil {
		if _, entity, err := resolve.KeptItem(*q.Done); err == nil && q.Act.Kind == resolve.Reject {
			d.Entity = entity
		}
	}
	if d.Entity == "" {
		d.Entity = q.MadeBefore()
	}
	l.state.Document.Decided[q.Item.ID] = d
	l.entities([]string{d.Entity})
}
