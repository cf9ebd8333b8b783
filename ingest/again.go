package ingest

import (
	"slices"

	"councilgraph/graph/store"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
)

// wasRead says that the rules that made a record read the same version before, and that its text is held. The names that the graph
// learned since may let them find the same in other words, or something more.
func (l *loader) wasRead(rec *record.Record, done *resolve.Result) bool {
	if rec.Reader.Name != extract.Reader || !l.readBefore[done.Version] {
		return false
	}
	i := slices.IndexFunc(l.state.Document.Versions, func(v resolve.HeldVersion) bool { return v.ID == done.Version })
	return i >= 0 && !slices.ContainsFunc(l.state.Document.Versions[i].Positions, func(at resolve.HeldPosition) bool {
		text, _ := l.state.Document.Passages[at.Passage].Fields["text"].(string)
		return text == ""
	})
}

// isOlder says that a newer version of its document is held than the one that a record is of.
func (l *loader) isOlder(version string) bool {
	var number, newest int64
	for _, v := range l.state.Document.Versions {
		if newest = max(newest, v.Number); v.ID == version {
			number = v.Number
		}
	}
	return number < newest
}

// again is what becomes of a version that rules read before.
type again uint8

const (
	unlessNew again = iota // it stays as it was read, unless the record has items that are not known: its author may have mended it
	keep                   // it stays as it was read
	reread                 // what is read now counts
)

// asBefore are the items of a version that was read before, as they were read then: what waits in the review queue waits on, all else is
// unchanged. otherwise is how many would be read otherwise now.
func asBefore(items []resolve.Item, queue []resolve.Queued) (kept []resolve.Item, otherwise int) {
	for _, i := range items {
		waits := slices.ContainsFunc(queue, func(q resolve.Queued) bool { return q.ID == i.ID })
		switch {
		case i.Fate == resolve.Unchanged, i.Fate == resolve.OnHold && waits, i.Fate == resolve.Refused:
		case i.Fate == resolve.Updated:
			otherwise++
			i.Fate, i.Reason, i.Code = resolve.Unchanged, "", ""
		default: // it was not read then, or is not of this reading
			otherwise++
			continue
		}
		kept = append(kept, i)
	}
	return kept, otherwise
}

// newNames is how many names are found to be an entity's that were not before; they are no items of their own.
func newNames(done *resolve.Result, held []resolve.HeldMention) (n int) {
	told := map[string]bool{}
	for _, i := range done.Items {
		told[i.ID] = true
	}
	for _, m := range held {
		told[m.ID] = true
	}
	for _, node := range done.Batch.Nodes {
		if node.Type == "Mention" && node.Known && !told[node.ID] {
			n++
		}
	}
	return n
}

// keepAll leaves all as it was read before: the same page again changes nothing. Of its version only the time at which it was fetched may
// be later.
func keepAll(done *resolve.Result, items []resolve.Item) {
	done.Items = items
	done.Batch.Aliases = nil
	done.Batch.Nodes = slices.DeleteFunc(done.Batch.Nodes, func(n store.Node) bool { return n.Type != "Version" })
}
