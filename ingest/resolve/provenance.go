package resolve

import (
	"fmt"
	"maps"
	"slices"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
	"councilgraph/ingest/passage"
)

// provenance settles the document, its version and its passages, and whether the record may add to them.
func (r *Resolver) provenance() {
	doc := &r.rec.Document
	r.document = doc.ID
	if s := r.state.Entities[doc.ID]; s != nil {
		r.document = s.ID
	}
	r.ids[doc.ID] = r.document
	r.version = "version:" + value.Hash(r.document, r.rec.Version.Hash)
	for _, p := range r.rec.Version.Passages {
		r.passages[p.Ordinal] = passageID(r.document, p.Hash, p.Repeat)
		r.texts[p.Ordinal] = p.Text
	}
	for _, ref := range doc.Refs["meeting"] {
		r.meeting = ref.ID
	}
	said, dated := r.day()
	r.said = said
	r.number = 1
	var same *HeldVersion
	for i := range r.state.Document.Versions {
		v := &r.state.Document.Versions[i]
		if r.present == nil || v.Number > r.present.Number {
			r.present = v
		}
		if v.ID == r.version {
			same = v
		}
	}
	present := r.present
	if same != present && present != nil && r.begins(present) {
		r.shorten(present)
		same = present
	}
	switch {
	case !dated:
		r.refused = "found no date of the document and none of its meeting, expected one, or of a page when it was fetched (`retrieved`): else nothing tells from when it was said"
	case present == nil:
	case same != nil && same != present && r.retrieved() > present.Retrieved && present.Retrieved > 0:
		r.number = present.Number + 1 // the page reads as it once did
	case same == nil && slices.ContainsFunc(r.state.Document.Versions, func(v HeldVersion) bool { return r.begins(&v) }):
		r.held = "it is the beginning of an older version than the one that is held, and changes nothing of the present"
	case same == nil && present.Retrieved > 0 && r.retrieved() > 0 && r.retrieved() < present.Retrieved, same != nil && same != present:
		r.held = "a newer version of this document is held; an older one changes nothing of the present, unless version.retrieved says that it was fetched later"
		r.told = same != nil && !r.partial && r.state.Document.Records[r.recordID()]
	case same == nil && present.Retrieved > 0 && r.retrieved() == 0:
		r.held = fmt.Sprintf("the version of this document that is held was retrieved at %s, and nothing tells whether this one is newer: say when it was fetched in version.retrieved",
			value.Instant(present.Retrieved))
	case same == nil:
		r.number = present.Number + 1
	default:
		r.number = same.Number
		if same.Covered && strength[r.rec.Reader.Origin] < strength["PERSON"] {
			r.covered, r.held = true, "a person's complete record covers this version, so it takes nothing from a rule or a model"
		}
	}
	if why := r.readOtherwise(); why != "" {
		r.held, r.told = why, false
	}
}

// readOtherwise says where a text has the letters and digits of one that is held, and so its hash, and other figures all the same: 77.2
// for 7.72, a euro for a pound. It is no copy of that text, and cannot stand beside it: somebody has to decide.
func (r *Resolver) readOtherwise() string {
	for _, p := range r.rec.Version.Passages {
		id := r.passages[p.Ordinal]
		if id != passageID(r.document, p.Hash, p.Repeat) {
			continue // the last of a text that was cut short
		}
		held, ok := r.state.Document.Passages[id]
		if was := held.text(); ok && was != "" && p.Text != "" && !slices.EqualFunc(amounts(was), amounts(p.Text), token.reads) {
			return fmt.Sprintf("passage %d has the letters and digits of one that is held, and other figures: found %q, held is %q", p.Ordinal, p.Text, was)
		}
	}
	return ""
}

// begins says whether the record's passages are the first ones of a version, the last of them perhaps cut short.
func (r *Resolver) begins(v *HeldVersion) bool {
	all := r.rec.Version.Passages
	if len(all) > len(v.Positions) {
		return false
	}
	for i, p := range all {
		id := v.Positions[i].Passage
		if id == r.passages[p.Ordinal] {
			continue
		}
		whole := r.state.Document.Passages[id].text()
		if i < len(all)-1 || p.Text == "" || whole == "" || !passage.Begins(p.Text, whole) {
			return false
		}
	}
	return true
}

// shorten makes the record one of a version of which it has the beginning only. It does not tell what the rest states.
func (r *Resolver) shorten(v *HeldVersion) {
	r.short, r.version = true, v.ID
	for i, p := range r.rec.Version.Passages {
		r.passages[p.Ordinal] = v.Positions[i].Passage
	}
}

// standing are the passages that the version has.
func (r *Resolver) standing() map[string]bool {
	if r.short {
		return r.before()
	}
	out := map[string]bool{}
	for _, id := range r.passages {
		out[id] = true
	}
	return out
}

// day is the day on which everything in the document was said: its meeting's, else its own. Without either nothing can be taken,
// since nobody could tell from when it holds.
func (r *Resolver) day() (value.Day, bool) {
	if e := r.meant[r.meeting]; e != nil {
		if d, ok := e.Fields["date_end"].(int64); ok {
			return value.Day(d), true
		}
	}
	if id, ok := r.refID(r.meeting); ok && r.state.Entities[id] != nil {
		if d, ok := r.state.Entities[id].Fields["date_end"].(int64); ok {
			return value.Day(d), true
		}
	}
	if d, ok := r.rec.Document.Fields["date"].(int64); ok {
		return value.Day(d), true
	}
	if s := r.state.Entities[r.rec.Document.ID]; s != nil {
		if d, ok := s.Fields["date"].(int64); ok {
			return value.Day(d), true
		}
	}
	return 0, false
}

func (r *Resolver) retrieved() int64 {
	i, err := value.ParseInstant(r.rec.Version.Retrieved)
	if err != nil {
		return 0
	}
	return int64(i)
}

func passageID(document, hash string, repeat int) string {
	return "passage:" + value.Hash(document, hash, fmt.Sprint(repeat))
}

// versionNodes are the version, its passages, their places, and the record itself.
func (r *Resolver) versionNodes() []store.Node {
	if r.short {
		if r.silent() {
			return r.addedTexts()
		}
		return append(r.addedTexts(), r.recordNodes()...)
	}
	version := store.Node{Type: "Version", ID: r.version, Known: true, Span: store.Always,
		Fields: map[string]any{"hash": r.rec.Version.Hash, "number": r.number, "covered": r.covers()},
		Edges:  []store.Edge{{Type: "VERSION_OF", From: r.version, To: r.document}}}
	if at := r.retrieved(); at > 0 {
		version.Fields["retrieved"] = at
	}
	for _, v := range r.state.Document.Versions {
		if v.ID == r.version {
			// Where the page reads again as it once did, what that record stated has ended meanwhile.
			version.Fields["covered"] = r.covers() || v.Covered && r.present.ID == v.ID
			if v.Retrieved > r.retrieved() {
				version.Fields["retrieved"] = v.Retrieved
			}
		}
	}
	out := append([]store.Node{version}, r.superseded()...)
	for _, p := range r.rec.Version.Passages {
		id := r.passages[p.Ordinal]
		n := store.Node{Type: "Passage", ID: id, Known: true, Span: store.Always,
			Fields: map[string]any{"hash": p.Hash, "repeat": int64(p.Repeat), "kind": p.Kind, "ordinal": int64(p.Ordinal)},
			Edges:  []store.Edge{{Type: "PASSAGE_OF", From: id, To: r.document}}}
		set(n.Fields, "section", p.Section)
		set(n.Fields, "text", p.Text)
		if old, ok := r.state.Document.Passages[id]; ok && p.Text == "" {
			text, _ := old.Fields["text"].(string)
			set(n.Fields, "text", text) // a record without texts takes none away
		}
		if text, ok := n.Fields["text"].(string); ok {
			n.Texts = []store.Text{{Field: store.TextPassage, Text: text}}
		}
		at := store.Node{Type: "Position", ID: "position:" + value.Hash(r.version, fmt.Sprint(p.Ordinal)), Known: true, Span: store.Always,
			Fields: map[string]any{"ordinal": int64(p.Ordinal)}}
		if p.End > p.Start {
			at.Fields["start"], at.Fields["end"] = int64(p.Start), int64(p.End)
		} else if was := r.placed(p.Ordinal); was.End > was.Start {
			at.Fields["start"], at.Fields["end"] = was.Start, was.End // a record without places takes none away
		}
		at.Edges = []store.Edge{{Type: "POSITION_IN", From: at.ID, To: r.version}, {Type: "POSITION_OF", From: at.ID, To: id}}
		out = append(out, n, at)
	}
	return append(out, r.recordNodes()...)
}

// superseded are the passages of older versions that the record's, the newest one, has not, where that is not known of them yet.
func (r *Resolver) superseded() (out []store.Node) {
	standing := r.standing()
	for _, id := range slices.Sorted(maps.Keys(r.state.Document.Passages)) {
		held := r.state.Document.Passages[id]
		if by := r.without(id); !standing[id] && by != held.SupersededBy {
			n := store.Node{Type: "Passage", ID: id, Known: true, Span: store.Always, Fields: maps.Clone(held.Fields),
				Edges: []store.Edge{{Type: "PASSAGE_OF", From: id, To: r.document}, {Type: "SUPERSEDED_BY", From: id, To: by}}}
			if text := held.text(); text != "" {
				n.Texts = []store.Text{{Field: store.TextPassage, Text: text}}
			}
			out = append(out, n)
		}
	}
	return out
}

// without is the version that came next after the last one that has a passage; the record's own is the newest.
func (r *Resolver) without(id string) string {
	last, next := int64(0), HeldVersion{ID: r.version, Number: r.number}
	others := slices.DeleteFunc(slices.Clone(r.state.Document.Versions), func(v HeldVersion) bool { return v.ID == r.version })
	for _, v := range others {
		if slices.ContainsFunc(v.Positions, func(p HeldPosition) bool { return p.Passage == id }) {
			last = max(last, v.Number)
		}
	}
	for _, v := range others {
		if v.Number > last && v.Number < next.Number {
			next = v
		}
	}
	return next.ID
}

// placed is where a passage stands in this version, as far as that is held.
func (r *Resolver) placed(ordinal int) HeldPosition {
	for _, v := range r.state.Document.Versions {
		if v.ID == r.version && ordinal <= len(v.Positions) {
			return v.Positions[ordinal-1]
		}
	}
	return HeldPosition{}
}

// addedTexts are the texts of whole passages that were held by their hashes alone.
func (r *Resolver) addedTexts() (out []store.Node) {
	for _, p := range r.rec.Version.Passages {
		id := r.passages[p.Ordinal]
		held, ok := r.state.Document.Passages[id]
		if !ok || p.Text == "" || held.text() != "" || id != passageID(r.document, p.Hash, p.Repeat) {
			continue
		}
		n := store.Node{Type: "Passage", ID: id, Known: true, Span: store.Always, Fields: maps.Clone(held.Fields),
			Texts: []store.Text{{Field: store.TextPassage, Text: p.Text}}, Edges: []store.Edge{{Type: "PASSAGE_OF", From: id, To: r.document}}}
		n.Fields["text"] = p.Text
		out = append(out, n)
	}
	return out
}

// recordNodes are the record itself, where it was not taken in before, perhaps for another reason.
func (r *Resolver) recordNodes() []store.Node {
	rec := store.Node{Type: "Record", ID: r.recordID(), Known: true, Span: store.Always,
		Fields: map[string]any{"hash": r.hash, "complete": r.rec.Complete, "origin": r.rec.Reader.Origin}}
	rec.Edges = []store.Edge{{Type: "RECORD_OF", From: rec.ID, To: r.version}}
	set(rec.Fields, "reader", r.rec.Reader.Name)
	set(rec.Fields, "reason", r.reason)
	if r.state.Document.Records[rec.ID] {
		return nil
	}
	return []store.Node{rec}
}

// recordID is the id of what the record says of its version.
func (r *Resolver) recordID() string { return "record:" + value.Hash(r.version, r.hash) }

// complete: does the record state all that its version says? Not where an item of it was refused or held: what it does not state may
// be what that item meant. Nor where it has the beginning of the version only.
func (r *Resolver) complete() bool { return r.rec.Complete && !r.partial && !r.short }

// silent: the record brings its version's text and says nothing of it.
func (r *Resolver) silent() bool {
	return len(r.rec.Entities)+len(r.rec.Mentions)+len(r.rec.Facts) == 0 && !r.partial
}

// covers: a person's complete record leaves nothing for rules and models to find.
func (r *Resolver) covers() bool { return r.complete() && r.rec.Reader.Origin == "PERSON" }
