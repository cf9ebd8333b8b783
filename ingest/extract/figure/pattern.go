package figure

import (
	"cmp"
	"slices"
	"strings"
)

// longestFirst joins alternatives so that of two that fit the longer one is taken, whatever their order was.
func longestFirst(alternatives []string) string {
	sorted := slices.Clone(alternatives)
	slices.SortFunc(sorted, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return strings.Join(sorted, "|")
}

// sentence gives the bounds of the sentence, or the line or cell of a table, in which text[start:end] stands.
func sentence(text string, start, end int) (from, to int) {
	const reach = 1200 // bytes: what is further away is another matter, and a text without stops must not be read over and over
	for from = start; from > max(0, start-reach); from-- {
		if breaks(text, from-1) {
			break
		}
	}
	for to = end; to < min(len(text), end+reach) && !breaks(text, to); to++ {
	}
	return from, to
}

// breaks reports whether a sentence ends with the byte at i. A full stop ends one before a space, and not after a single letter or
// what is known to be cut short (`approx.`, `No.`, `p.a.`).
func breaks(text string, i int) bool {
	switch text[i] {
	case '\n', '|', ';', '!', '?':
		return true
	case '.':
		if i+1 < len(text) && !strings.ContainsRune(" \t\n\r\"')”’\u00a0", rune(text[i+1])) {
			return false
		}
		word := text[:i]
		word = strings.ToLower(word[strings.LastIndexAny(word, " \t\n(.")+1:])
		return len(word) > 1 && !slices.Contains(shortened, word)
	}
	return false
}

var shortened = []string{"approx", "no", "nos", "ca", "excl", "incl", "inc", "exc", "cllr", "cllrs", "dr", "mr", "mrs", "ms", "st", "para", "ref", "max", "min"}
