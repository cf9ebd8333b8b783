package neo4j

import (
	"fmt"
	"strings"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// hits finds nodes by their texts. The index gives those that may match; what matches, and how well, is computed here from
// the folded text, since no engine's score agrees with another's.
func (c *compiler) hits(q *query.Conn) (s source, p place) {
	p.node, p.hit = c.name("t"), c.name("h")
	x := c.name("x")
	words := q.Search.Words
	asked := c.bind(strings.Join(words, " "))
	s.clause("CALL db.index.fulltext.queryNodes('%s', %s) YIELD node AS %s", textsKey, c.bind(terms(words)), x)
	s.clause("MATCH (%s)-[:%s]->(%s%s)", x, textOf, p.node, c.searchable(q.Type))
	if c.clock && q.Type.Name != "Node" {
		s.where(oneOf(p.node+"._type", concrete([]*schema.Type{q.Type})))
	}
	if len(q.Search.Types) > 0 {
		s.where(p.node + "._type IN " + c.bind(concrete(q.Search.Types)))
	}
	s.where(fmt.Sprintf("all(w IN %s WHERE (' ' + %s.folded + ' ') CONTAINS w)", c.bind(padded(words)), x))
	hit := p.hit
	p.hit = ""
	if c.clock {
		c.spelled(&s, &p, q.Type, func(*schema.Type) bool { return false })
	}
	class := c.name("k")
	names := fmt.Sprintf("CASE WHEN %s.folded = %s THEN %[1]s.place WHEN %[1]s.folded STARTS WITH %[2]s THEN 3 ELSE 4 END", x, asked)
	old := "false"
	if rel := c.model.Superseded(); rel != nil {
		old = fmt.Sprintf("%s.place = 4 AND %s", x, c.exists(&query.Conn{Type: rel.Target, Rel: rel}, place{node: p.node}))
	}
	s.clause("WITH %s, %s, CASE WHEN %[2]s.place <= 2 THEN %s WHEN %s THEN %d ELSE %[2]s.place + 2 END AS %[6]s", p.vars(), x, names, old, store.ClassSuperseded, class)
	s.clause("ORDER BY %s, %s.count, %[2]s.place, %[2]s.text", class, x)
	s.clause("WITH %s, head(collect([%s, %s.count, %[3]s.field, %[3]s.text])) AS %s", p.vars(), class, x, hit)
	p.hit = hit
	return s, p
}

// searchable is the label that visible nodes carry.
func (c *compiler) searchable(t *schema.Type) string {
	if c.clock {
		return ""
	}
	return ":" + label(t)
}

// askedWords is how many words of a question the index is asked for; the statement compares them all. Lucene refuses very long
// questions.
const askedWords = 64

// terms is the question to the full-text index: every word, the last as the start of one. Terms are letters and digits only,
// so nothing in them is syntax.
func terms(words []string) string {
	var out []string
	for i, w := range words {
		if len(out) == askedWords {
			break
		}
		term := value.Term(w)
		if i == len(words)-1 {
			term += "*"
		}
		out = append(out, term)
	}
	return strings.Join(out, " AND ")
}

// padded are the words as they must stand in a text that has a space before and after each word.
func padded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = " " + w + " "
	}
	last := len(words) - 1
	out[last] = " " + words[last]
	return out
}
