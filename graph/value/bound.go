package value

import "strings"

// Bound says how a stated amount limits the true number. Its values are those
// of the public enum.
type Bound string

const (
	BoundExact   Bound = "EXACT"    // the number itself
	BoundOver    Bound = "OVER"     // more than the number
	BoundAtLeast Bound = "AT_LEAST" // the number or more
	BoundUnder   Bound = "UNDER"    // less than the number
	BoundAtMost  Bound = "AT_MOST"  // the number or less
	BoundAbout   Bound = "ABOUT"    // near the number, on either side
)

const boundForms = "use exact, over, at least, under, at most or about"

// ParseBound reads a bound: the name of one of the constants, with "_" or a
// space between its words, or one of these that documents print: "more than",
// "or more", "less than", "or less", "up to", "approx", "approx.",
// "approximately". Letter case does not matter. The empty text is BoundExact, since a
// number printed without such a word is meant as it stands. Any other text gives
// an *Error of kind "bound".
func ParseBound(s string) (Bound, error) {
	switch strings.ReplaceAll(strings.ToLower(s), "_", " ") {
	case "", "exact":
		return BoundExact, nil
	case "over", "more than":
		return BoundOver, nil
	case "at least", "or more":
		return BoundAtLeast, nil
	case "under", "less than":
		return BoundUnder, nil
	case "at most", "or less", "up to":
		return BoundAtMost, nil
	case "about", "approx", "approx.", "approximately":
		return BoundAbout, nil
	}
	return "", failed("bound", s, boundForms)
}
