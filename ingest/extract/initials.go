package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/value"
)

// inFull gives a name with initials, `J Scullion`, or a surname of two words as the page writes it out elsewhere, `Jane Scullion`: where
// one name there fits.
func (w *writer) inFull(name string) string {
	first, last, ok := nameParts(name)
	if !ok {
		return name
	}
	if w.written == nil {
		w.written = w.writtenOut()
	}
	found := ""
	for _, full := range w.written[value.Fold(last)] {
		// A surname of two words is the end of the name: Coakley Webb, of Pauline Coakley Webb.
		if !(allInitials(first) && begins(full, first) || len(full) > len(name) && strings.HasSuffix(value.Fold(full), " "+value.Fold(name))) {
			continue
		}
		if found != "" && value.Fold(found) != value.Fold(full) {
			return name
		}
		found = full
	}
	if found == "" {
		return name
	}
	return found
}

// writtenOut are the names that the page gives in full, by surname.
func (w *writer) writtenOut() map[string][]string {
	out := map[string][]string{}
	for _, l := range w.lines {
		if l.furniture || l.Section == "Attendees" { // where a party or a ward may run on from the name
			continue
		}
		for _, s := range l.sentences() {
			for _, p := range people(s) {
				if first, last, ok := nameParts(p.String()); ok && !allInitials(first) && !(l.cut && p.to == len(l.text)) {
					out[value.Fold(last)] = append(out[value.Fold(last)], p.String())
				}
			}
		}
	}
	return out
}

// nameParts parts the surname from what stands before it.
func nameParts(name string) (first []string, last string, ok bool) {
	name = strings.TrimSpace(name)
	at := strings.LastIndexAny(name, " .\u00a0")
	if at <= 0 {
		return nil, "", false
	}
	_, size := utf8.DecodeRuneInString(name[at:])
	first = strings.FieldsFunc(name[:at], func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	return first, name[at+size:], len(first) > 0 && name[at+size:] != ""
}

// allInitials: each is one letter, or a run of capitals for several.
func allInitials(first []string) bool {
	for _, f := range first {
		if len([]rune(f)) > 2 || strings.ToUpper(f) != f {
			return false
		}
	}
	return true
}

// begins says whether a full name begins with the initials: the first of them, and the second where the name has as many.
func begins(full string, initials []string) bool {
	first, _, _ := nameParts(full)
	letters := []rune(strings.Join(initials, ""))
	for i, f := range first {
		r, _ := utf8.DecodeRuneInString(f)
		if i < len(letters) && unicode.ToUpper(r) != letters[i] {
			return false
		}
	}
	return len(first) > 0
}
