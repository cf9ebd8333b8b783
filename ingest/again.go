package ingest

import (
	"slices"

	"councilgraph/ingest/extract"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
)

// again says that rules read a page as it was read before, and find nothing that is not known. The names that the graph learned since may
// let them find the same in other words, or one name more; what waits in the review queue waits on: the same page again changes nothing
// all the same. Of its version only the time at which it was fetched may be later.
func (l *loader) again(rec *record.Record, done *resolve.Result) bool {
	if rec.Reader.Name != extract.Reader || !l.readBefore[done.Version] {
		return false
	}
	for _, v := range l.state.Document.Versions {
		if v.ID != done.Version {
			continue
		}
		for _, at := range v.Positions {
			if text, _ := l.state.Document.Passages[at.Passage].Fields["text"].(string); text == "" {
				return false
			}
		}
	}
	waits := func(id string) bool {
		return slices.ContainsFunc(l.state.Document.Queue, func(q resolve.Queued) bool { return q.ID == id })
	}
	return !slices.ContainsFunc(done.Items, func(i resolve.Item) bool {
		return i.Fate != resolve.Unchanged && (i.Fate != resolve.OnHold || !waits(i.ID))
	})
}
