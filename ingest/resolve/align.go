package resolve

import (
	"fmt"
	"strings"
)

// pair is a passage of the present version and the one that took its place: the same words, other figures.
type pair struct {
	was, is  string // their texts
	from, to []token
	ordinal  int // of the new one
}

// spot is where a figure stands: a passage, or words of one, and the byte in it.
type spot struct {
	text string
	byte int
}

// used is a figure that stands in the printed words of evidence, and what stands in its place now.
type used struct {
	at      spot
	was, is token
	prev    string // the token before it, folded; empty where none is
	beside  bool   // a month stands next to it: it is a day or a year
}

func (u used) changed() bool { return !u.was.same(u.is) }

// align puts two texts beside each other; false where they differ in more than figures, or in none.
func align(was, is string) (*pair, bool) {
	p := &pair{was: was, is: is, from: tokens(was), to: tokens(is)}
	if len(p.from) != len(p.to) {
		return nil, false
	}
	differ := false
	for i, t := range p.from {
		o := p.to[i]
		if t.kind != o.kind || t.kind == word && t.text != o.text {
			return nil, false
		}
		differ = differ || t.text != o.text || t.value != o.value
	}
	return p, differ
}

// skeleton is what a text is without its figures.
func skeleton(text string) string {
	var b strings.Builder
	for _, t := range tokens(text) {
		if t.kind == word {
			b.WriteString(t.text)
		}
		fmt.Fprintf(&b, "\x00%d ", t.kind)
	}
	return b.String()
}

// piece finds what now stands in the place of printed words, and their figures. It is false where that cannot be said: the words
// cut through a figure that changed, or what took their place stands twice.
func (p *pair) piece(printed string) (now string, figures []used, ok bool) {
	at := strings.Index(p.was, printed)
	if at < 0 || strings.Count(p.was, printed) != 1 {
		return "", nil, false
	}
	end, first, last, whole, differ := at+len(printed), -1, -1, true, false
	for i, t := range p.from {
		if t.end <= at || t.start >= end {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		inside := at <= t.start && t.end <= end
		whole = whole && inside
		differ = differ || t.text != p.to[i].text || t.value != p.to[i].value
		if t.kind != word {
			figures = append(figures, p.figure(i))
		}
	}
	switch {
	case first < 0 || differ && !whole:
		return "", nil, false
	case !differ && strings.Count(p.is, printed) == 1:
		return printed, figures, true
	}
	now = p.is[p.to[first].start:p.to[last].end]
	return now, figures, whole && strings.Count(p.is, now) == 1
}

func (p *pair) figure(i int) used {
	u := used{at: spot{p.was, p.from[i].start}, was: p.from[i], is: p.to[i], beside: besideMonth(p.from, i)}
	if i > 0 {
		u.prev = p.from[i-1].text
	}
	return u
}

// figures are all of a passage.
func (p *pair) figures() (out []used) {
	for i, t := range p.from {
		if t.kind != word {
			out = append(out, p.figure(i))
		}
	}
	return out
}

// besideMonth says whether a month stands next to a token, `of` left out: 8 July 2025, the 8th of July.
func besideMonth(all []token, i int) bool {
	is := func(i int) bool { return i >= 0 && i < len(all) && all[i].kind == month }
	of := func(i int) bool { return i >= 0 && i < len(all) && all[i].text == "of" }
	return is(i-1) || is(i+1) || of(i+1) && is(i+2)
}

// asPrinted are the figures of printed words that stand as they did.
func asPrinted(printed []string) (out []used) {
	for _, text := range printed {
		p := &pair{was: text, is: text, from: tokens(text)}
		p.to = p.from
		out = append(out, p.figures()...)
	}
	return out
}

// pairs finds for each passage of the present version that is gone the one that took its place: of the same kind and words, after
// the same unchanged passage. Where as many as went did not come, which is which is not known, and none is paired. A name that
// changed with its figure is another name, so such passages are no pair.
func (r *Resolver) pairs() map[string]*pair {
	out := map[string]*pair{}
	if r.present == nil {
		return out
	}
	type slot struct{ after, kind, skeleton string }
	came, gone := map[slot][]int{}, map[slot][]string{}
	here := map[string]bool{}
	for _, p := range r.rec.Version.Passages {
		here[r.passages[p.Ordinal]] = true
	}
	before := r.before()
	after := ""
	for _, p := range r.rec.Version.Passages {
		if id := r.passages[p.Ordinal]; before[id] {
			after = id
		} else if p.Text != "" {
			s := slot{after, p.Kind, skeleton(p.Text)}
			came[s] = append(came[s], p.Ordinal)
		}
	}
	after = ""
	for _, at := range r.present.Positions {
		held := r.state.Document.Passages[at.Passage]
		if here[at.Passage] {
			after = at.Passage
		} else if held.text() != "" {
			kind, _ := held.Fields["kind"].(string)
			s := slot{after, kind, skeleton(held.text())}
			gone[s] = append(gone[s], at.Passage)
		}
	}
	for s, ids := range gone {
		if len(ids) != len(came[s]) {
			continue
		}
		for i, id := range ids {
			p, ok := align(r.state.Document.Passages[id].text(), r.texts[came[s][i]])
			if ok && !r.renames(id, p) {
				p.ordinal = came[s][i]
				out[id] = p
			}
		}
	}
	return out
}

// renames says whether a figure that changed is part of a name that was found in the passage.
func (r *Resolver) renames(passage string, p *pair) bool {
	for _, m := range r.state.Document.Mentions {
		printed, _ := m.Fields["printed"].(string)
		if m.Passage != passage || printed == "" {
			continue
		}
		for from := 0; ; {
			at := strings.Index(p.was[from:], printed)
			if at < 0 {
				break
			}
			at += from
			from = at + len(printed)
			for i, t := range p.from {
				if t.kind != word && t.start >= at && t.end <= from && !t.same(p.to[i]) {
					return true
				}
			}
		}
	}
	return false
}

// before are the passages of the version that was the present one.
func (r *Resolver) before() map[string]bool {
	if r.were == nil {
		r.were = map[string]bool{}
		if r.present != nil {
			for _, at := range r.present.Positions {
				r.were[at.Passage] = true
			}
		}
	}
	return r.were
}
