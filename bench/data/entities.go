package data

import (
	"fmt"
	"iter"
	"strings"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// entities are what facts speak of, with their names, and the documents that the facts are read in.
func (s Size) entities() iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for _, part := range []iter.Seq[store.Node]{
			named("Council", s.Councils, CouncilID, CouncilName), named("Supplier", s.Suppliers, SupplierID, SupplierName),
			named("Contract", s.Contracts, ContractID, contractName),
			named("Project", s.Projects, ProjectID, func(i int) string { return fmt.Sprintf("%s programme %05d", subjects[i%len(subjects)], i) }),
			s.committees(), s.documents(),
		} {
			for n := range part {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// named are entities that have a name and nothing else, each with the node that holds its name.
func named(typ string, count int, id func(int) string, name func(int) string) iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for i := range count {
			n := entity(typ, id(i), name(i))
			if !yield(n) || !yield(nameOf(n)) {
				return
			}
		}
	}
}

func entity(typ, id, name string) store.Node {
	return store.Node{Type: typ, ID: id, Known: true, Span: store.Always, Fields: map[string]any{"name": name},
		Texts: []store.Text{{Field: store.TextName, Text: name}}}
}

func nameOf(of store.Node) store.Node {
	id := "name:" + of.ID
	return store.Node{Type: "Name", ID: id, Known: true, Span: store.Always,
		Fields: map[string]any{"text": of.Fields["name"], "kind": "MAIN"},
		Edges:  []store.Edge{{Type: "NAME_OF", From: id, To: of.ID}}}
}

func (s Size) committees() iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for i := range s.Committees {
			n := entity("Committee", CommitteeID(i), fmt.Sprintf("%s digital committee %04d", trees[i%len(trees)], i))
			n.Fields["scope"] = fmt.Sprintf("bench-%04d", i)
			if !yield(n) || !yield(nameOf(n)) {
				return
			}
		}
	}
}

// firstMeeting is the day of each committee's first meeting; the next come a quarter of a year apart.
const firstMeeting value.Day = 18_262 // 2020-01-01

func (s Size) meetingDay(i int) value.Day {
	return firstMeeting + value.Day(i%s.Meetings*91+i/s.Meetings%28)
}

// documents are the meetings, each with a document of one version and its passages.
func (s Size) documents() iter.Seq[store.Node] {
	return func(yield func(store.Node) bool) {
		for i := range s.Committees * s.Meetings {
			for _, n := range s.document(i) {
				if !yield(n) {
					return
				}
			}
		}
	}
}

func (s Size) document(i int) []store.Node {
	on := s.meetingDay(i)
	committee := i / s.Meetings
	meeting := entity("Meeting", meetingID(i), "Meeting of committee "+fmt.Sprintf("%04d", committee)+" on "+on.String())
	put(meeting.Fields, "date", on)
	meeting.Fields["status"] = "HELD"
	meeting.Edges = []store.Edge{{Type: "MEETING_OF", From: meeting.ID, To: CommitteeID(committee)}}

	doc := entity("Document", documentID(i), fmt.Sprintf("Summary %07d", i))
	for column, v := range map[string]any{"service": "bench", "number": fmt.Sprintf("%07d", i), "kind": "AI_SUMMARY", "date": int64(on), "authority": int64(2)} {
		doc.Fields[column] = v
	}
	doc.Edges = []store.Edge{{Type: "DOCUMENT_OF", From: doc.ID, To: meeting.ID}, {Type: "PUBLISHED_BY", From: doc.ID, To: CouncilID(committee % s.Councils)}}

	version := store.Node{Type: "Version", ID: versionID(i), Known: true, Span: store.Always,
		Fields: map[string]any{"hash": value.Hash(doc.ID), "number": int64(1), "covered": false},
		Edges:  []store.Edge{{Type: "VERSION_OF", From: versionID(i), To: doc.ID}}}
	out := []store.Node{meeting, nameOf(meeting), doc, nameOf(doc), version}
	for j := range s.Passages {
		out = append(out, s.passage(i*s.Passages+j, doc.ID))
	}
	return out
}

func (s Size) passage(i int, doc string) store.Node {
	text := sentence(i)
	return store.Node{Type: "Passage", ID: passageID(i), Known: true, Span: store.Always,
		Fields: map[string]any{"hash": value.Hash(text, passageID(i)), "repeat": int64(0), "kind": "PARAGRAPH", "section": subjects[i%len(subjects)],
			"ordinal": int64(i%s.Passages + 1), "text": text},
		Edges: []store.Edge{{Type: "PASSAGE_OF", From: passageID(i), To: doc}},
		Texts: []store.Text{{Field: store.TextPassage, Text: text}}}
}

// sentence is a text of the length of a short paragraph.
func sentence(i int) string {
	var words []string
	for j := range 12 {
		list := [][]string{trees, subjects, services, trades}[j%4]
		words = append(words, strings.ToLower(list[draw(word, i*12+j, len(list))]))
	}
	return fmt.Sprintf("Item %d: %s.", i, strings.Join(words, " "))
}

// put writes a date of day precision.
func put(fields map[string]any, column string, d value.Day) {
	fields[column+"_start"], fields[column+"_end"] = int64(d), int64(d)
	fields[column+"_precision"], fields[column+"_text"], fields[column+"_yearTaken"] = "DAY", d.String(), false
}
