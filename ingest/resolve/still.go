package resolve

import (
	"slices"
	"strings"

	"councilgraph/ingest/record"
)

// stillPrinted finds the changed passage, nearest to where it was, that still prints all that evidence used of a passage, and by the same
// names what its statement is about, and is no more like another one that is gone: the same words there would be said of something else.
func (r *Resolver) stillPrinted(e *Evidence) (ordinal int, ok bool) {
	was, names := r.state.Document.Passages[e.Passage], r.namedBy(e)
	return r.nearest(e.Passage, func(p *record.Passage) bool {
		for _, printed := range splitPrinted(e.Printed) {
			if !standsStill(was.text(), p.Text, printed) {
				return false
			}
		}
		for _, name := range names {
			if !strings.Contains(p.Text, name) {
				return false
			}
		}
		return e.Printed != "" && (was.text() == "" || alike(was.text(), p.Text) >= r.heir(p))
	})
}

// namedBy are the names by which a passage prints what a statement is about.
func (r *Resolver) namedBy(e *Evidence) (names []string) {
	for _, m := range r.state.Document.Mentions {
		printed, _ := m.Fields["printed"].(string)
		if m.Passage != e.Passage || m.Entity == "" || printed == "" {
			continue
		}
		for _, ids := range e.Statement.Refs {
			if slices.Contains(ids, m.Entity) {
				names = append(names, printed)
			}
		}
	}
	return names
}

// standsStill says whether printed words stand once in a text, and their figures are there what they were: `5 open` in `15 open`, `-5 open` or
// `£5m` is another figure. Where the text that they stood in is not held, they are what they are by themselves.
func standsStill(was, is, printed string) bool {
	if strings.Count(is, printed) != 1 {
		return false
	}
	if strings.Count(was, printed) != 1 {
		was = printed
	}
	return slices.EqualFunc(figuresAt(was, printed), figuresAt(is, printed), token.reads)
}

// figuresAt are the figures that words of a text have, or are part of.
func figuresAt(text, words string) []token {
	from := strings.Index(text, words)
	to := from + len(words)
	return slices.DeleteFunc(amounts(text), func(t token) bool { return t.end <= from || t.start >= to })
}

// heir is how much a passage that is new is like that gone one of its section that it is most like.
func (r *Resolver) heir(p *record.Passage) float64 {
	if best, told := r.heirs[p.Ordinal]; told {
		return best
	}
	best, here := 0.0, r.standing()
	for id := range r.before() {
		if held := r.state.Document.Passages[id]; !here[id] && held.Section == p.Section && held.text() != "" {
			best = max(best, alike(held.text(), p.Text))
		}
	}
	r.heirs[p.Ordinal] = best
	return best
}

// alike is the share of the words of two texts, figures left out, that both have: from 0 to 1.
func alike(a, b string) float64 {
	in := map[string]int{}
	isFigure := func(t token) bool { return t.kind != word }
	x, y := slices.DeleteFunc(tokens(a), isFigure), slices.DeleteFunc(tokens(b), isFigure)
	for _, t := range x {
		in[t.text]++
	}
	both := 0
	for _, t := range y {
		if in[t.text] > 0 {
			in[t.text]--
			both++
		}
	}
	return float64(2*both) / float64(max(len(x)+len(y), 1))
}

// nearest finds the passage of the same section that is new in this version, nearest to where another was.
func (r *Resolver) nearest(passage string, stands func(*record.Passage) bool) (ordinal int, ok bool) {
	was, held := r.state.Document.Passages[passage]
	if !held {
		return 0, false
	}
	before := r.before()
	best := -1
	for i := range r.rec.Version.Passages {
		p := &r.rec.Version.Passages[i]
		if before[r.passages[p.Ordinal]] || p.Section != was.Section || p.Text == "" || !stands(p) {
			continue
		}
		if far := abs(p.Ordinal - int(was.Ordinal)); best < 0 || far < best {
			best, ordinal = far, p.Ordinal
		}
	}
	return ordinal, best >= 0
}

func abs(n int) int { return max(n, -n) }

// stillNamed finds the changed passage, nearest to where it was, that still prints a name, however often.
func (r *Resolver) stillNamed(passage, printed string) (ordinal int, ok bool) {
	return r.nearest(passage, func(p *record.Passage) bool { return printed != "" && strings.Contains(p.Text, printed) })
}
