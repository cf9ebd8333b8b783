package resolve

import (
	"fmt"
	"slices"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
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
	switch {
	case !dated:
		r.refused = "found no date of the document and none of its meeting, expected one: else nothing tells from when it was said"
	case present == nil:
	case same != nil && same != present && r.retrieved() > present.Retrieved && present.Retrieved > 0:
		r.number = present.Number + 1 // the page reads as it once did
	case same == nil && present.Retrieved > 0 && r.retrieved() > 0 && r.retrieved() < present.Retrieved, same != nil && same != present:
		r.held = "a newer version of this document is held; an older one changes nothing of the present, unless version.retrieved says that it was fetched later"
	case same == nil:
		r.number = present.Number + 1
	default:
		r.number = same.Number
		if same.Covered && strength[r.rec.Reader.Origin] < strength["PERSON"] {
			r.covered, r.held = true, "a person's complete record covers this version, so it takes nothing from a rule or a model"
		}
	}
}

// day is the day on which everything in the document was said: its meeting's, else its own. Without either nothing can be taken,
// since nobody could tell from when it holds.
func (r *Resolver) day() (value.Day, bool) {
	if r.meeting != "" {
		for _, e := range r.rec.Entities {
			if d, ok := e.Fields["date_end"].(int64); ok && e.ID == r.meeting {
				return value.Day(d), true
			}
		}
		if s := r.state.Entities[r.meeting]; s != nil {
			if d, ok := s.Fields["date_end"].(int64); ok {
				return value.Day(d), true
			}
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
	version := store.Node{Type: "Version", ID: r.version, Known: true, Span: store.Always,
		Fields: map[string]any{"hash": r.rec.Version.Hash, "number": r.number, "covered": r.covers()},
		Edges:  []store.Edge{{Type: "VERSION_OF", From: r.version, To: r.document}}}
	if at := r.retrieved(); at > 0 {
		version.Fields["retrieved"] = at
	}
	for _, v := range r.state.Document.Versions {
		if v.ID == r.version {
			version.Fields["covered"] = v.Covered || r.covers()
			if v.Retrieved > r.retrieved() {
				version.Fields["retrieved"] = v.Retrieved
			}
		}
	}
	out := []store.Node{version}
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
		}
		at.Edges = []store.Edge{{Type: "POSITION_IN", From: at.ID, To: r.version}, {Type: "POSITION_OF", From: at.ID, To: id}}
		out = append(out, n, at)
	}
	hash := r.rec.Hash()
	rec := store.Node{Type: "Record", ID: "record:" + value.Hash(r.version, hash), Known: true, Span: store.Always,
		Fields: map[string]any{"hash": hash, "complete": r.rec.Complete, "origin": r.rec.Reader.Origin}}
	rec.Edges = []store.Edge{{Type: "RECORD_OF", From: rec.ID, To: r.version}}
	set(rec.Fields, "reader", r.rec.Reader.Name)
	set(rec.Fields, "reason", r.reason)
	if r.state.Document.Records[rec.ID] {
		return out // told before, perhaps for another reason
	}
	return append(out, rec)
}

// complete: does the record state all that its version says? Not where an item of it was refused or held: what it does not state may
// be what that item meant.
func (r *Resolver) complete() bool { return r.rec.Complete && !r.partial }

// textNodes add the texts of passages that were held by their hashes alone.
func (r *Resolver) textNodes() []store.Node {
	return slices.DeleteFunc(r.versionNodes(), func(n store.Node) bool {
		_, held := r.state.Document.Passages[n.ID]
		return n.Type != "Passage" || n.Fields["text"] == nil || !held
	})
}

// silent: the record brings its version's text and says nothing of it.
func (r *Resolver) silent() bool {
	return len(r.rec.Entities)+len(r.rec.Mentions)+len(r.rec.Facts) == 0 && !r.partial
}

// covers: a person's complete record leaves nothing for rules and models to find.
func (r *Resolver) covers() bool { return r.complete() && r.rec.Reader.Origin == "PERSON" }
