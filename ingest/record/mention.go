package record

import (
	"fmt"
	"math"
	"strings"
)

var mentionWords = []string{"at", "printed", "open", "reason", "note"}

// heard is what makes two mentions of one thing the same.
type heard struct {
	passage int
	printed string
}

// mention reads a name as it stands in a passage. One that stands for no entity is an item of its own, and open.
func (s spot) mention(alone bool, seen map[heard]bool) Mention {
	m := Mention{At: s.Place()}
	words := mentionWords
	if alone {
		words = append(words[:len(words):len(words)], "rows")
	}
	at, ok := s.object(words, nil)
	if !ok {
		return m
	}
	where, passage, ok := at.passage()
	m.Passage = where
	printed := at.get("printed")
	if m.Printed, _ = printed.exact(textLimit); m.Printed != "" && ok && passage.Text != "" && s.occurs(passage.Text, m.Printed) == 0 && !s.byModel {
		printed.wrong(fmt.Sprintf("text that stands in passage %d", m.Passage))
	}
	if key := (heard{m.Passage, m.Printed}); ok && m.Printed != "" {
		if seen[key] {
			printed.fault(fmt.Sprintf("%s of passage %d twice", quote(m.Printed), m.Passage), "each mention once")
		}
		seen[key] = true
	}
	at.openness(alone, &m)
	if note := at.get("note"); note.given() {
		m.Note, _ = note.text(textLimit)
	}
	if alone {
		m.Rows = at.get("rows").rows()
	}
	return m
}

// openness reads why a name is not fully resolved: an open one has a reason, no other has.
func (f fields) openness(alone bool, m *Mention) {
	open, reason := f.get("open"), f.get("reason")
	if open.given() {
		m.Open, _ = open.boolean()
	}
	if alone && !m.Open {
		open.wrong("true: a name that stands for no entity is open")
		return
	}
	if m.Open || open.given() && open.node.kind != boolean {
		m.Reason, _ = reason.word(f.enum("Mention", "reason"))
	} else if reason.given() {
		reason.wrong("no reason, or `open: true`")
	}
}

// passage reads `at`: the ordinal of a listed passage.
func (f fields) passage() (int, Passage, bool) {
	at := f.get("at")
	n, ok := at.whole(1, math.MaxInt32)
	if !ok || f.unlisted {
		return int(n), Passage{}, false
	}
	if n > int64(len(f.passages)) {
		at.wrong(fmt.Sprintf("the ordinal of a listed passage, 1 to %d", len(f.passages)))
		return int(n), Passage{}, false
	}
	return int(n), f.passages[n-1], true
}

// occurs counts a text in a passage. A record that asks for too much of that is refused as a whole.
func (s spot) occurs(passage, printed string) int {
	if s.scanned > maxScan {
		return 1
	}
	if s.scanned += len(passage); s.scanned > maxScan {
		s.item = s.head
		s.fault("more printed words in long passages than can be looked up", "a smaller record, or several")
	}
	return strings.Count(passage, printed)
}
