package resolve

import (
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// restate finds the stated fields whose latest claim may have changed: of all claims of the field, whatever their date, the best.
func (r *Resolver) restate(latest map[stated]latestClaim, touched []*matter, out map[string]map[string]any) {
	for _, m := range touched {
		for _, e := range m.evidence {
			if !e.Statement.IsClaim(r.m) {
				continue
			}
			for _, about := range e.Statement.Shown["about"] {
				t := r.m.TypeOf(about)
				field := t.Field(e.Statement.text("field"))
				if field == nil || !field.Stated {
					continue
				}
				if out[about] == nil {
					out[about] = map[string]any{}
				}
				out[about][field.Column] = nil
				if best, ok := latest[stated{about, field.Name}]; ok {
					out[about][field.Column] = typed(field, best.value)
				}
			}
		}
	}
}

// stated is a stated field of an entity.
type stated struct{ about, field string }

// latestClaim is the claim that a stated field shows: that of the latest day, then of the best authority, then of the first id.
type latestClaim struct {
	id, value string
	at        store.Span
}

// latestClaims finds them among all claims at once, since a record may make as many as it has facts.
func (r *Resolver) latestClaims(after map[string]*matter) map[stated]latestClaim {
	out := map[stated]latestClaim{}
	consider := func(of stated, c latestClaim) {
		best, ok := out[of]
		if !ok || c.at.Since > best.at.Since || c.at.Since == best.at.Since && (c.at.Authority > best.at.Authority || c.at.Authority == best.at.Authority && c.id < best.id) {
			out[of] = c
		}
	}
	for _, c := range r.state.Claims {
		if after[c.Key] == nil {
			consider(stated{c.About, c.Field}, latestClaim{c.ID, c.Value, c.Span})
		}
	}
	claims, _, _ := r.m.Claims()
	for _, m := range after {
		if !m.of(claims.Target) {
			continue
		}
		v := m.view()
		for id, evidence := range v.evidence {
			s := v.statements[id]
			for _, about := range s.Shown["about"] {
				consider(stated{about, s.text("field")}, latestClaim{id, strings.TrimSpace(s.text("value")), span(s, evidence)})
			}
		}
	}
	return out
}

// typed is a claim's text as the field's kind; null where it does not fit.
func typed(f *schema.Field, text string) any {
	switch f.Kind {
	case schema.Boolean:
		switch text {
		case "true":
			return true
		case "false":
			return false
		}
		return nil
	case schema.Int, schema.Long:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil
		}
		return n
	}
	return text
}
