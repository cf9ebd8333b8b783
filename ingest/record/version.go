package record

import (
	"fmt"
	"math"
	"regexp"

	"councilgraph/ingest/passage"
)

const hashForm = "a SHA-256 of 64 digits 0-9a-f"

var hashes = regexp.MustCompile(`^[0-9a-f]{64}$`)

// version reads the state of the text that was read, passage by passage.
func (r *reader) version(s spot, rec *Record) {
	r.unlisted = true
	at, ok := s.object([]string{"hash", "retrieved", "passages"}, nil)
	if !ok {
		return
	}
	hash, hashOK := at.get("hash").hash()
	rec.Version.Hash = hash
	if when := at.get("retrieved"); when.given() {
		if _, ok := when.instant(); ok {
			rec.Version.Retrieved = when.node.text
		}
	}
	if !at.get("passages").needed("a list of passages") {
		return
	}
	list := at.get("passages").list("passages")
	if len(list) == 0 {
		at.get("passages").wrong("a list of at least one passage")
		return
	}
	r.unlisted = false
	r.passages = make([]Passage, len(list))
	repeats := map[string]int{}
	given, right := make([]passage.Passage, len(list)), make([]passage.Passage, len(list))
	for i, p := range list {
		var is string
		r.passages[i], is = p.passage(i+1, repeats)
		given[i].Hash, right[i].Hash = r.passages[i].Hash, is
		hashOK = hashOK && is != ""
	}
	// One wrong hash of a passage is one fault, whether the version's was made with it or without.
	if sum := passage.VersionHash(right); hashOK && sum != hash && passage.VersionHash(given) != hash {
		at.get("hash").wrong(sum + ", the hash of its passages in order")
	}
}

func (s spot) hash() (string, bool) {
	if s.node == nil || s.node.kind != text || !hashes.MatchString(s.node.text) {
		s.wrong(hashForm)
		return "", false
	}
	return s.node.text, true
}

var passageWords = []string{"ordinal", "kind", "section", "hash", "repeat", "text", "start", "end"}

// passage reads the passage of that ordinal. A wrong one makes the whole record unusable: without it the version is another. The hash
// besides is the right one: that of its text where that is given; empty where there is none.
func (s spot) passage(ordinal int, repeats map[string]int) (p Passage, hash string) {
	p = Passage{Ordinal: ordinal, At: s.Place()}
	at, ok := s.object(passageWords, nil)
	if !ok {
		return p, ""
	}
	if n, ok := at.get("ordinal").whole(1, math.MaxInt32); ok && n != int64(ordinal) {
		at.get("ordinal").wrong(fmt.Sprintf("%d: ordinals count from 1 without a gap", ordinal))
	}
	p.Kind, _ = at.get("kind").word(s.enum("Passage", "kind"))
	if section := at.get("section"); section.given() {
		p.Section, _ = section.text(textLimit)
	}
	p.Hash, ok = at.get("hash").hash()
	hash = p.Hash
	if text := at.get("text"); text.given() {
		p.Text, _ = text.exact(passageLimit)
		if sum := passage.Hash(p.Text); p.Text != "" && sum != hash {
			if ok {
				at.get("hash").wrong(sum + ", the hash of its text")
			}
			hash = sum
		}
	}
	p.Repeat = repeats[hash]
	if hash != "" {
		repeats[hash]++
	}
	if repeat := at.get("repeat"); ok && repeat.given() {
		if n, ok := repeat.whole(0, math.MaxInt32); ok && n != int64(p.Repeat) {
			repeat.wrong(fmt.Sprintf("%d, the number of passages before it with this hash", p.Repeat))
		}
	}
	at.offsets(&p)
	return p, hash
}

// offsets reads where the passage stands in the raw text.
func (f fields) offsets(p *Passage) {
	start, end := f.get("start"), f.get("end")
	if !start.given() && !end.given() {
		return
	}
	from, ok1 := start.whole(0, math.MaxInt32)
	to, ok2 := end.whole(0, math.MaxInt32)
	switch {
	case !ok1 || !ok2:
	case to <= from:
		end.wrong(fmt.Sprintf("more than start, %d", from))
	default:
		p.Start, p.End = int(from), int(to)
	}
}

// enum are the values of a field of a type.
func (r *reader) enum(typ, field string) []string {
	return r.m.EnumValues(r.m.Type(typ).Field(field).Enum)
}
