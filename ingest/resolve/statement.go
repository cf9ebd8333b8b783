// Package resolve turns a checked record and what the graph already holds of its matters into a batch. It is pure: values in,
// values out, no store, no clock, no network.
package resolve

import (
	"encoding/json"
	"slices"
	"strconv"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// A fact of the interface Fact is told as so, or it is not: what is hoped for makes no relationship and is in force only as told.
const (
	modality = "modality"
	actual   = "ACTUAL"
)

// Statement is a fact as it was read, with the ids of what it names.
type Statement struct {
	Type   *schema.Type
	Fields map[string]any      // by column: string, int64, bool
	Refs   map[string][]string // by relationship, as they were read: an id that was merged stays
	// Scope is the meeting, else the document, that keeps undated statements apart; empty where it does not enter the key.
	Scope string
	// ID is made of the ids as they were read, so that no merge changes it.
	ID string

	// Key and Same are made of what the ids mean now: statements of one Key speak of the same matter, and those that are the Same show
	// as one. Without merges Same is ID.
	Key  string
	Same string
	// Shown are the Refs by what the ids mean now.
	Shown  map[string][]string
	merges Merges
}

// reading is the form in which a statement is kept with its evidence.
type reading struct {
	Type   string              `json:"type"`
	Fields map[string]any      `json:"fields"`
	Refs   map[string][]string `json:"refs,omitempty"`
	Scope  string              `json:"scope,omitempty"`
}

// Reading is the statement as JSON, the same bytes for the same statement.
func (s *Statement) Reading() string {
	b, err := json.Marshal(reading{s.Type.Name, s.Fields, s.Refs, s.Scope})
	if err != nil {
		panic(err) // maps of text, whole numbers and booleans
	}
	return string(b)
}

// ParseReading reads back what Reading wrote.
func ParseReading(m *schema.Model, text string, merges Merges) (*Statement, error) {
	var r reading
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return nil, err
	}
	t := m.Type(r.Type)
	if t == nil {
		return nil, &json.UnmarshalTypeError{Value: r.Type, Field: "type"}
	}
	s := &Statement{Type: t, Fields: map[string]any{}, Refs: r.Refs, Scope: r.Scope, merges: merges}
	for _, f := range t.Leaves() {
		switch v := r.Fields[f.Column].(type) {
		case string:
			if f.Kind.Text() {
				s.Fields[f.Column] = v
			} else if n, err := strconv.ParseInt(v, 10, 64); err == nil {
				s.Fields[f.Column] = n
			}
		case bool:
			s.Fields[f.Column] = v
		}
	}
	s.identify()
	return s, nil
}

// MarshalJSON keeps whole numbers exact by writing them as text.
func (r reading) MarshalJSON() ([]byte, error) {
	type plain reading
	fields := map[string]any{}
	for k, v := range r.Fields {
		if n, ok := v.(int64); ok {
			v = strconv.FormatInt(n, 10)
		}
		fields[k] = v
	}
	r.Fields = fields
	return json.Marshal(plain(r))
}

// NewStatement makes a statement and its identity. scope is the meeting at which it was said, else the document.
func NewStatement(t *schema.Type, fields map[string]any, refs map[string][]string, scope string, merges Merges) *Statement {
	s := &Statement{Type: t, Fields: fields, Refs: refs, merges: merges}
	for k := range refs {
		slices.Sort(refs[k])
		refs[k] = slices.Compact(refs[k])
	}
	if s.Fields["when_text"] == nil && !t.Rule.Once && !s.dateIsValue() || s.tiedToNothing() {
		s.Scope = scope
	}
	s.identify()
	return s
}

// tiedToNothing: it names no entity and no fact, as an amount of which a page tells no more than that. What another document says in the
// same words may be of another matter, and of another council.
func (s *Statement) tiedToNothing() bool {
	for _, ids := range s.Refs {
		if len(ids) > 0 {
			return false
		}
	}
	return true
}

func (s *Statement) text(column string) string {
	v, _ := s.Fields[column].(string)
	return v
}

// IsClaim says whether it states a field of an entity.
func (s *Statement) IsClaim(m *schema.Model) bool {
	claims, _, _ := m.Claims()
	return s.Type == claims.Target
}

// single says whether two statements like this one can contradict each other by rule.
func (s *Statement) single() bool {
	r := s.Type.Rule
	return len(r.Single) > 0 && r.If.Holds(s.Fields[r.If.Field])
}

// dateIsValue: the date itself is what can be wrong, so it is no part of the key.
func (s *Statement) dateIsValue() bool {
	return s.single() && slices.Contains(s.Type.Rule.Single, "when")
}

// under is the same statement under other merges.
func (s *Statement) under(merges Merges) *Statement {
	out := *s
	out.merges = merges
	out.identify()
	return &out
}

// identify makes the identities: of the ids as they were read, and of what they mean now.
func (s *Statement) identify() {
	s.Shown = s.merges.all(s.Refs)
	s.Key, s.Same = s.identity(s.Shown)
	s.ID = s.Same
	if !s.merges.none(s.Refs) {
		_, s.ID = s.identity(s.Refs)
	}
}

// identity makes key and id. Each part stands under its name, so that nothing runs into its neighbour, and only where something is told:
// a field that a later schema adds changes no identity of what does not tell it.
func (s *Statement) identity(refs map[string][]string) (of, says string) {
	key := []string{s.Type.Name, s.text(modality)}
	if !s.dateIsValue() {
		key = append(key, "when", s.date())
	}
	for _, name := range s.Type.Key {
		key = append(key, s.told(name, refs)...)
	}
	for _, name := range s.Type.Rule.Value {
		key = append(key, s.measure(name)...)
	}
	if p := s.Type.Rule.Prose; p != "" && !s.says() {
		key = append(key, "prose", value.Fold(s.text(p)))
	}
	key = append(key, "scope", s.Scope)
	of = s.Type.Prefix + "-key:" + value.Hash(key...)

	id := []string{of, strconv.FormatBool(s.Fields["when_yearTaken"] == true)}
	for _, name := range s.Type.Rule.Value {
		id = append(id, s.told(name, refs)...)
	}
	if s.dateIsValue() {
		id = append(id, s.date())
	}
	return of, s.Type.Prefix + ":" + value.Hash(id...)
}

// measure is what an amount is counted in: amounts of two units are two matters. It is nothing where no amount stands.
func (s *Statement) measure(name string) (out []string) {
	f := s.Type.Field(name)
	if f == nil || f.Value == nil || f.Unit() == nil {
		return nil
	}
	if unit := s.text(f.Unit().Column); unit != "" && !slices.Contains(s.Type.Rule.Settled, name) { // else, told or not, it is one deed
		out = append(out, name+".unit", unit)
	}
	if per := f.Part("per"); per != nil && s.text(per.Column) != "" {
		out = append(out, name+".per", s.text(per.Column))
	}
	return out
}

// Matter is what the statement speaks of, whenever and wherever: its key without period, modality and occasion.
func (s *Statement) Matter() string {
	return s.Type.Prefix + "-matter:" + value.Hash(s.matter()...)
}

func (s *Statement) matter() []string {
	out := []string{s.Type.Name}
	for _, name := range s.Type.Key {
		if name != "when" {
			out = append(out, s.told(name, s.Shown)...)
		}
	}
	return out
}

// said is what it says of its matter and for which period, whether expected or so, and wherever it is said.
func (s *Statement) said() string {
	out := append(s.matter(), "when", s.date())
	for _, name := range s.Type.Rule.Value {
		if name != s.Type.Rule.Prose {
			out = append(out, s.told(name, s.Shown)...)
		}
	}
	if p := s.Type.Rule.Prose; p != "" {
		out = append(out, "prose", value.Fold(s.text(p)))
	}
	return s.Type.Prefix + "-said:" + value.Hash(out...)
}

// says: does any value stand, but for the prose itself?
func (s *Statement) says() bool {
	for _, name := range s.Type.Rule.Value {
		if name == s.Type.Rule.Prose || name == "when" {
			continue
		}
		if len(s.Refs[name]) > 0 {
			return true
		}
		if f := s.Type.Field(name); f != nil && s.Fields[presence(f)] != nil {
			return true
		}
	}
	return false
}

// presence is the column that is null only where the field is.
func presence(f *schema.Field) string {
	if f.Value != nil {
		return f.Presence().Column
	}
	return f.Column
}

// date is a period by its days, so that two ways of writing one period are one; without a year, by its text.
func (s *Statement) date() string {
	start, end := s.Fields["when_start"], s.Fields["when_end"]
	if start == nil && end == nil {
		return s.text("when_text")
	}
	return day(start) + "/" + day(end)
}

func day(v any) string {
	if d, ok := v.(int64); ok {
		return value.Day(d).String()
	}
	return ".."
}

// told is what a field or relationship says, as text under its name; nothing where it says nothing. Printed words are never part of an
// identity.
func (s *Statement) told(name string, refs map[string][]string) (out []string) {
	f := s.Type.Field(name)
	switch {
	case f == nil && len(refs[name]) > 0:
		out = append([]string{name, strconv.Itoa(len(refs[name]))}, refs[name]...)
	case f == nil:
	case f.Value == nil:
		if v := s.Fields[f.Column]; v != nil {
			out = []string{name, plain(v)}
		}
	default:
		for _, p := range f.Parts {
			if v := s.Fields[p.Column]; v != nil && p.Name != "printed" && p.Name != "yearTaken" {
				out = append(out, name+"."+p.Name, plain(v))
			}
		}
	}
	return out
}

// plain is a scalar as text, that of a text apart from any number.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return "=" + v
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
