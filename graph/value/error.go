package value

import "strconv"

// Error says why a text is not a value of the wanted kind. Its message is meant
// for whoever wrote the text: it quotes what was found, cut to a readable
// length, and names nothing of the program's.
type Error struct {
	// Kind is what was wanted: "date", "instant", "decimal", "currency",
	// "money", "bound", "unit" or "when".
	Kind string
	// Input is the text as it was given.
	Input string
	// Reason says what is wrong with it, in words that follow a colon.
	Reason string
	// Form is what is allowed, `YYYY-MM-DD`; empty where Reason tells it.
	Form string
}

// Error gives the kind, the quoted input, the reason and what is allowed.
func (e *Error) Error() string {
	text := e.Kind + " " + quote(e.Input) + ": " + e.Reason
	if e.Form != "" {
		text += "; the form is " + e.Form
	}
	return text
}

// quoteLimit is the number of characters of an input that a message repeats.
const quoteLimit = 60

// quote quotes s for a message, cut to quoteLimit characters.
func quote(s string) string {
	n := 0
	for i := range s {
		if n == quoteLimit {
			return strconv.Quote(s[:i]) + "..."
		}
		n++
	}
	return strconv.Quote(s)
}

// failed makes an error of the given kind, or nil where reason is empty.
func failed(kind, input, reason string) error {
	if reason == "" {
		return nil
	}
	return &Error{Kind: kind, Input: input, Reason: reason}
}
