package neo4j

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// With the patterns, comparing by UTF-16 gives the order of code points.
func TestMisplaced(t *testing.T) {
	alphabet := []string{"", "a", "\u00E9", "\uD7FF", "\uE000", "\uFF5E", "\U00010000", "\U0001F600", "(", "\n"}
	var texts []string
	for _, a := range alphabet {
		for _, b := range alphabet {
			for _, c := range alphabet[:7] {
				texts = append(texts, a+b+c)
			}
		}
	}
	fits := func(pattern, text string) bool {
		return pattern != "" && regexp.MustCompile("^(?:"+pattern+")$").MatchString(text)
	}
	for _, bound := range texts {
		greater, less := misplaced(bound)
		if strings.Trim(bound, "a\u00E9(\n\uD7FF") == "" && greater+less != "" {
			t.Fatalf("%q needs no patterns", bound)
		}
		units := utf16.Encode([]rune(bound))
		for _, text := range texts[:300] {
			utf := slices.Compare(utf16.Encode([]rune(text)), units)
			if got := (utf > 0 || fits(greater, text)) && !fits(less, text); got != (text > bound) {
				t.Fatalf("%q > %q is %t", text, bound, got)
			}
			if got := (utf < 0 || fits(less, text)) && !fits(greater, text); got != (text < bound) {
				t.Fatalf("%q < %q is %t", text, bound, got)
			}
		}
	}
}
