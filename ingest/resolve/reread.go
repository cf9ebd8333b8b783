package resolve

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/schema"
)

// reread is what a statement says by the figures that are printed now, or why that cannot be told.
type reread struct {
	s     *Statement
	why   string // empty where s can be told
	whole bool   // nothing of it can stand
	clash string // the place of it that is printed differently in two places now
}

// readAnew reads a statement from its printed figures. `from` are those of the evidence at hand; `all`, those of all evidence of
// the statement, tell whether a figure of it was printed at all; `around` are all figures of the passages that changed.
//
// Nothing is guessed: each figure that changed has to be read as one place of the statement and no other, each place as one figure,
// and a statement of which some figure is not printed as such is not told anew, since the one that changed may have been behind it.
func readAnew(s *Statement, from, all, around []used) reread {
	changed := slices.DeleteFunc(slices.Clone(from), func(u used) bool { return !u.changed() })
	if len(changed) == 0 {
		return reread{s: s}
	}
	for name, refs := range s.Refs {
		if r := s.Type.Rel(name); r.Required && r.Target.Class == schema.Fact && len(refs) > 0 {
			return reread{why: "it judges figures that changed", whole: true}
		}
	}
	fields := maps.Clone(s.Fields)
	places, settle := placed(s.Type, fields)
	read := map[spot]string{} // where a figure stands -> the place that it was read as
	complete := true          // is each figure of the statement printed?
	for _, p := range places {
		if p.instead == "" && !slices.ContainsFunc(all, p.reads) {
			complete = false
		}
		var now []used
		for _, u := range from {
			if p.reads(u) {
				now = append(now, u)
			}
		}
		if len(now) == 0 || !slices.ContainsFunc(now, used.changed) {
			continue
		}
		for _, u := range now {
			if !u.is.same(now[0].is) {
				return reread{why: "its " + p.name + " is printed more than once, and now differently", clash: p.name}
			}
			if other := read[u.at]; other != "" {
				return reread{why: "the figure " + u.was.printed + " may be its " + other + " or its " + p.name}
			}
			read[u.at] = p.name
		}
		if !p.write(now[0]) {
			return reread{why: "its " + p.name + " cannot be " + now[0].is.printed}
		}
	}
	for _, done := range settle {
		if !done(from) {
			return reread{why: "the date that is printed now cannot be read"}
		}
	}
	for _, f := range s.Type.Fields {
		text, ok := fields[f.Column].(string)
		if !ok || f.Kind != schema.String || f.Value != nil {
			continue
		}
		now, rewritten, ok := rewrite(text, from, around)
		if !ok {
			return reread{why: "its " + f.Name + " has a figure of which it is not sure that it is the one that changed"}
		}
		fields[f.Column] = now
		if !s.identifies(f.Name) {
			continue
		}
		for _, u := range rewritten {
			if read[u.at] == "" {
				read[u.at] = f.Name
			}
		}
		complete = complete && !slices.ContainsFunc(figures(tokens(text)), func(t token) bool {
			return !slices.ContainsFunc(all, func(u used) bool { return u.was.same(t) })
		})
	}
	for _, u := range changed {
		if read[u.at] == "" && u.was.kind != weekday && !complete {
			return reread{why: "what " + u.was.printed + " stood for cannot be told, so neither what " + u.is.printed + " does"}
		}
	}
	return reread{s: NewStatement(s.Type, fields, maps.Clone(s.Refs), s.Scope, s.merges)}
}

// identifies says whether a text is part of what a statement says, and not only of how it is worded.
func (s *Statement) identifies(field string) bool {
	return slices.Contains(s.Type.Key, field) || slices.Contains(s.Type.Rule.Value, field) || s.Type.Rule.Prose == field && !s.says()
}

// rewrite puts the figures that are printed now into a text of ours. It is false where one stands there more often than in print, or
// where it is not sure which is meant. One that follows the word that it follows in the passage where it did not change, as in
// `Priority 3`, is that one, and stays.
func rewrite(text string, from, around []used) (now string, rewritten []used, ok bool) {
	all := tokens(text)
	now = text
	for i, t := range slices.Backward(all) {
		if t.kind == word {
			continue
		}
		prev := ""
		if i > 0 {
			prev = all[i-1].text
		}
		stays := func(u used) bool { return u.was.same(t) && !u.changed() }
		follows := func(u used) bool { return u.prev == prev && letters(prev) }
		var moved []used
		for _, u := range from {
			if u.changed() && u.was.same(t) {
				moved = append(moved, u)
			}
		}
		if len(moved) == 0 {
			continue
		}
		if slices.ContainsFunc(around, func(u used) bool { return stays(u) && follows(u) }) {
			if slices.ContainsFunc(moved, follows) {
				return "", nil, false
			}
			continue
		}
		again := 0
		for _, u := range rewritten {
			if u.was.same(t) {
				again++
			}
		}
		if slices.ContainsFunc(from, stays) || again >= len(moved) || slices.ContainsFunc(moved, func(u used) bool { return !u.is.same(moved[0].is) }) {
			return "", nil, false
		}
		now = now[:t.start] + moved[0].is.printed + now[t.end:]
		rewritten = append(rewritten, moved[0])
	}
	return now, rewritten, true
}

func letters(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
