package extract

import "fmt"

// Reason is why a page cannot be read at all.
type Reason string

// The reasons.
const (
	Empty     Reason = "EMPTY"
	Binary    Reason = "BINARY"
	TooLarge  Reason = "TOO_LARGE"
	Encoding  Reason = "ENCODING"
	NoText    Reason = "NO_TEXT"    // HTML that holds scripts and marks only
	Language  Reason = "LANGUAGE"   // not in English
	ErrorPage Reason = "ERROR_PAGE" // what a site shows in place of a page
	CutJSON   Reason = "CUT_JSON"
	NoRelease Reason = "NO_RELEASE" // JSON that is no contract notice
	Unsound   Reason = "UNSOUND"    // a fault of this package: it made what is no record
)

// Error says why a page cannot be read at all. Nothing of such a page is kept.
type Error struct {
	Reason          Reason
	Found, Expected string
}

func (e *Error) Error() string {
	return fmt.Sprintf("page: found %s, expected %s", e.Found, e.Expected)
}
