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
	r.passages = entries[Passage](list)
	repeats := map[string]int{}
	all := make([]passage.Passage, len(list))
	for i, p := range list {
		r.passages[i].it = p.passage(i+1, repeats)
		all[i].Hash = r.passages[i].it.Hash
		hashOK = hashOK && all[i].Hash != ""
	}
	if sum := passage.VersionHash(all); hashOK && sum != hash {
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

// passage reads the passage of that ordinal. Its Hash is empty where it cannot be read.
func (s spot) passage(ordinal int, repeats map[string]int) Passage {
	p := Passage{Ordinal: ordinal, At: s.Place()}
	at, ok := s.object(passageWords, nil)
	if !ok {
		return p
	}
	if n, ok := at.get("ordinal").whole(1, math.MaxInt32); ok && n != int64(ordinal) {
		at.get("ordinal").wrong(fmt.Sprintf("%d: ordinals count from 1 without a gap", ordinal))
	}
	p.Kind, _ = at.get("kind").word(s.enum("Passage", "kind"))
	if section := at.get("section"); section.given() {
		p.Section, _ = section.text(textLimit)
	}
	p.Hash, ok = at.get("hash").hash()
	p.Repeat = repeats[p.Hash]
	if ok {
		repeats[p.Hash]++
	}
	if repeat := at.get("repeat"); ok && repeat.given() {
		if n, ok := repeat.whole(0, math.MaxInt32); ok && n != int64(p.Repeat) {
			repeat.wrong(fmt.Sprintf("%d, the number of passages before it with this hash", p.Repeat))
		}
	}
	if text := at.get("text"); text.given() {
		p.Text, _ = text.exact(passageLimit)
		if sum := passage.Hash(p.Text); p.Text != "" && ok && sum != p.Hash {
			at.get("hash").wrong(sum + ", the hash of its text")
		}
	}
	at.offsets(&p)
	return p
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
