package memory

import (
	"cmp"
	"slices"
	"strings"

	"councilgraph/graph/store"
	"councilgraph/graph/value"
)

// hit is the text that a search found a node by.
type hit struct {
	text  store.Text
	class int64
	words int64
}

// match finds the best of a node's texts that has every word asked for, the last as the start of a word; nil if none has.
func match(asked []string, texts []store.Text) (best *hit) {
	for _, t := range texts {
		words := value.Words(t.Text)
		if !hasAll(words, asked) {
			continue
		}
		h := &hit{text: t, class: class(t.Field, words, asked), words: int64(len(words))}
		if best == nil || h.compare(best) < 0 {
			best = h
		}
	}
	return best
}

func (h *hit) compare(o *hit) int {
	return cmp.Or(cmp.Compare(h.class, o.class), cmp.Compare(h.words, o.words),
		cmp.Compare(fieldOrder(h.text.Field), fieldOrder(o.text.Field)), cmp.Compare(h.text.Text, o.text.Text))
}

func hasAll(words, asked []string) bool {
	last := len(asked) - 1
	for _, w := range asked[:last] {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, asked[last]) })
}

func class(f store.TextField, words, asked []string) int64 {
	last := len(asked) - 1
	switch {
	case f == store.TextWording:
		return store.ClassWording
	case f == store.TextPassage:
		return store.ClassPassage
	case slices.Equal(words, asked) && f == store.TextName:
		return store.ClassWholeName
	case slices.Equal(words, asked):
		return store.ClassWholeOther
	case len(words) > last && slices.Equal(words[:last], asked[:last]) && strings.HasPrefix(words[last], asked[last]):
		return store.ClassStart
	}
	return store.ClassWords
}

// name is the words of a node's first text.
func name(texts []store.Text) string {
	if len(texts) == 0 {
		return ""
	}
	return strings.Join(value.Words(texts[0].Text), " ")
}
