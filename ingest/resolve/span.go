package resolve

import (
	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// span says when a fact is in force and how much it weighs, as design says: since is never open.
//
//	lasting           from the first day of `when`, else the day it was first said, to its last day
//	ACTUAL            from the earlier of the last day of `when` and the day it was first said
//	others, and SAID  from the day it was first said
func span(s *Statement, evidence []*Evidence) store.Span {
	out := store.Span{Since: value.MaxDay, Until: value.MaxDay}
	for _, e := range evidence {
		out.Since = min(out.Since, e.Said)
		out.Authority = max(out.Authority, e.Authority)
	}
	said := out.Since
	start, hasStart := s.Fields["when_start"].(int64)
	end, hasEnd := s.Fields["when_end"].(int64)
	switch {
	case s.Type.Rule.Lasting:
		if hasEnd {
			out.Until = value.Day(end)
			out.Since = min(said, out.Until)
		}
		if hasStart {
			out.Since = value.Day(start)
		}
	case s.Type.Rule.SinceDay || s.text(modality) != actual:
	case hasEnd:
		out.Since = min(value.Day(end), said)
	}
	return out
}
