package data

import (
	"fmt"
	"iter"
	"slices"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// facts are numbered: each fact with its evidence.
func (s Size) facts() iter.Seq2[int, []store.Node] {
	return func(yield func(int, []store.Node) bool) {
		number := 0
		tell := func(n store.Node) bool {
			number++
			nodes := []store.Node{n}
			if n.Type != "Membership" {
				nodes = append(nodes, s.evidence(number, n))
			}
			return yield(number, nodes)
		}
		for i := range s.Committees * 2 {
			if !tell(s.membership(i)) {
				return
			}
		}
		for i := range s.Contracts {
			if !tell(s.event(i, 0)) || i%3 == 0 && !tell(s.event(i, 1)) {
				return
			}
		}
		for i := range s.Projects * s.Updates {
			if !tell(s.update(i)) {
				return
			}
		}
	}
}

// firstDay is the day from which the first fact counts; the last comes ten years later.
const (
	firstDay = value.Day(16_436) // 2015-01-01
	days     = 3_650
)

func fact(typ, id, wording string, since value.Day) store.Node {
	return store.Node{Type: typ, ID: id, Known: true, Span: store.Span{Since: since, Until: value.MaxDay, Authority: 2},
		Fields: map[string]any{"key": "key:" + id, "modality": "ACTUAL", "wording": wording},
		Texts:  []store.Text{{Field: store.TextWording, Text: wording}}}
}

// own adds edges that start at the node and rest on it, and that it cites what they lead to.
func own(n *store.Node, edge string, to ...string) {
	for _, id := range to {
		n.Edges = append(n.Edges, store.Edge{Type: edge, From: n.ID, To: id, Fact: n.ID}, store.Edge{Type: "CITES", From: n.ID, To: id, Fact: n.ID})
	}
}

// rest adds an edge between others that rests on a fact.
func rest(n *store.Node, edge, from, to, role string) {
	n.Edges = append(n.Edges, store.Edge{Type: edge, From: from, To: to, Fact: n.ID, Role: role})
}

func (s Size) membership(i int) store.Node {
	committee, council := CommitteeID(i/2), CouncilID((i/2+i%2)%s.Councils)
	n := fact("Membership", fmt.Sprintf("membership:bench-%06d", i), "A council is a member of a committee.", firstDay)
	own(&n, "MEMBER", council)
	own(&n, "MEMBERSHIP_OF", committee)
	rest(&n, "MEMBER_OF", council, committee, "")
	return n
}

// Buyers are the councils that buy under a contract, by number: the hub for one in three, and sometimes more than one.
func (s Size) Buyers(contract int) []int {
	out := []int{0}
	if !oneIn(3, buyer, contract) {
		out[0] = 1 + draw(buyer, -contract, s.Councils-1)
	}
	if oneIn(5, moreBuyers, contract) {
		for j := range 2 {
			if c := 1 + draw(moreBuyers, -2*contract-j, s.Councils-1); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// Supplier is the number of a contract's supplier: the hub for one in four.
func (s Size) Supplier(contract int) int {
	if oneIn(4, seller, contract) {
		return 0
	}
	return 1 + draw(seller, -contract, s.Suppliers-1)
}

// event is what happened to a contract: its award, and of some what came after it.
func (s Size) event(contract, after int) store.Node {
	i := contract*2 + after
	what := "AWARDED"
	if after > 0 {
		what = []string{"EXTENDED", "RENEWED", "ENDS"}[draw(eventKind, i, 3)]
	}
	n := fact("ContractEvent", eventID(i), fmt.Sprintf("%s: %s.", contractName(contract), what), firstDay+value.Day(draw(day, i, days)))
	n.Fields["kind"], n.Fields["supplierRole"] = what, "SUPPLIER"
	n.Fields["amount_amount"], n.Fields["amount_currency"] = int64(1000+draw(amount, i, 900_000))*100, "GBP"
	n.Fields["months"] = int64(12 * (1 + draw(months, i, 5)))
	put(n.Fields, "when", n.Span.Since)

	id, supplier := ContractID(contract), SupplierID(s.Supplier(contract))
	own(&n, "EVENT_OF", id)
	own(&n, "EVENT_SUPPLIER", supplier)
	for _, c := range s.Buyers(contract) {
		own(&n, "EVENT_BUYER", CouncilID(c))
	}
	if oneIn(15, tense, i) {
		n.Fields["modality"] = "EXPECTED" // and makes no relationship
		return n
	}
	rest(&n, "SUPPLIES", supplier, id, "SUPPLIER")
	for _, c := range s.Buyers(contract) {
		rest(&n, "BUYS", CouncilID(c), id, "")
		n.Edges = append(n.Edges, store.Edge{Type: "LATEST_EVENT_OF", From: id, To: n.ID, Fact: n.ID, Group: value.Hash(what, CouncilID(c))})
	}
	return n
}

func (s Size) update(i int) store.Node {
	project, council := ProjectID(i/s.Updates), CouncilID(draw(partner, i, s.Councils))
	state := []string{"PLANNED", "PROCURING", "UNDER_WAY", "COMPLETE", "LIVE"}[draw(status, i, 5)]
	n := fact("ProjectUpdate", updateID(i), fmt.Sprintf("Programme %05d: %s.", i/s.Updates, state), firstDay+value.Day(draw(day, -i, days)))
	n.Fields["status"] = state
	own(&n, "UPDATE_OF", project)
	own(&n, "UPDATE_PARTNER", council)
	rest(&n, "PARTNER_IN", council, project, "")
	n.Edges = append(n.Edges, store.Edge{Type: "LATEST_UPDATE_OF", From: project, To: n.ID, Fact: n.ID, Group: value.Hash(council)})
	return n
}

// evidence is where a fact was said: a passage of some meeting's document.
func (s Size) evidence(number int, of store.Node) store.Node {
	p := draw(line, number, s.Committees*s.Meetings*s.Passages)
	m := p / s.Passages
	id := fmt.Sprintf("evidence:bench-%07d", number)
	n := store.Node{Type: "Evidence", ID: id, Known: true, Span: store.Always,
		Fields: map[string]any{"states": of.ID, "factKey": of.Fields["key"], "reading": "{}", "printed": subjects[p%len(subjects)], "authority": int64(2),
			"origin": "MODEL", "review": "UNREVIEWED", "said": int64(s.meetingDay(m))}}
	for _, e := range [][2]string{{"EVIDENCE_OF", of.ID}, {"EVIDENCE_PASSAGE", passageID(p)}, {"EVIDENCE_FROM", versionID(m)},
		{"EVIDENCE_IN", documentID(m)}, {"EVIDENCE_AT", meetingID(m)}} {
		n.Edges = append(n.Edges, store.Edge{Type: e[0], From: id, To: e[1], Fact: of.ID})
	}
	n.Edges = append(n.Edges, store.Edge{Type: "SAID_AT", From: of.ID, To: meetingID(m), Fact: of.ID})
	return n
}
