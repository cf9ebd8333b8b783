package resolve

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/record"
)

// What a model says is taken as far as the text shows it: each printed form has to stand in the passage that is cited, each value needs one,
// and each name a spelling that the text prints. All else is held.

// byModel: a model made the record, and no person has let it in.
func (r *Resolver) byModel() bool { return r.rec.Reader.Origin == record.Model && r.accepted == "" }

// textOf is the text of a passage: the record's, else the one that is held.
func (r *Resolver) textOf(ordinal int) string {
	if text := r.texts[ordinal]; text != "" {
		return text
	}
	return r.state.Document.Passages[r.passages[ordinal]].text()
}

// worded are the types that a page often speaks of without a name of their own, so that the name is ours: what is mentioned of them has to
// stand there, and not the name.
var worded = map[string]bool{"AgendaItem": true, "Agreement": true, "Contract": true, "Indicator": true, "Project": true, "Risk": true, "Topic": true}

// groundName says why nothing that is printed shows an entity; empty where something does. What is told apart by more than a name, as
// a meeting is by its day, is no name, and neither is what is only described.
func (r *Resolver) groundName(e *record.Entity, s *Stored) string {
	if !slices.Contains(e.Type.Key, "name") || r.unnamed[e.ID] || e.Local != "" && r.unnamed["ref:"+e.Local] {
		return ""
	}
	names := []string{e.Name}
	for _, n := range e.Names {
		names = append(names, n.Text)
	}
	if s != nil {
		for _, n := range s.Names {
			names = append(names, n.Text)
		}
	}
	if r.printsAny(names) {
		return ""
	}
	if worded[e.Type.Name] {
		for _, m := range e.Mentions {
			if _, times := quoted(r.textOf(m.Passage), m.Printed); times > 0 {
				return ""
			}
		}
	}
	if !r.hasText() {
		return "no text of this version is held, so nothing shows that it prints " + strconv.Quote(e.Name) + "; send the texts of its passages"
	}
	return fmt.Sprintf("%q stands nowhere in the text, and no other name of it does", e.Name)
}

func (r *Resolver) hasText() bool {
	return slices.ContainsFunc(r.rec.Version.Passages, func(p record.Passage) bool { return r.textOf(p.Ordinal) != "" })
}

// printsAny says whether any passage, or the heading above it, prints any of some names.
func (r *Resolver) printsAny(names []string) bool {
	if r.plain == nil {
		for _, p := range r.rec.Version.Passages {
			for _, text := range []string{r.textOf(p.Ordinal), p.Section} {
				if text != "" {
					r.plain = append(r.plain, foldedText{text, plainly(text, true)})
				}
			}
		}
	}
	for _, name := range names {
		want := plainly(name, true).runes
		for _, t := range r.plain {
			if len(t.places(want)) > 0 {
				return true
			}
		}
	}
	return false
}

// groundMentions leaves out what a model says is printed and is not, and says which.
func (r *Resolver) groundMentions(e *record.Entity) (why string) {
	var lost []string
	e.Mentions = slices.DeleteFunc(e.Mentions, func(m record.Mention) bool {
		_, times := quoted(r.textOf(m.Passage), m.Printed)
		if times == 0 {
			lost = append(lost, fmt.Sprintf("%q does not stand in passage %d", m.Printed, m.Passage))
		}
		return times == 0
	})
	for i := range e.Mentions {
		e.Mentions[i].Printed, _ = quoted(r.textOf(e.Mentions[i].Passage), e.Mentions[i].Printed)
	}
	if len(lost) == 0 {
		return ""
	}
	return "warning: " + strings.Join(lost, ", ") + "; left out"
}

// groundFact says what of a fact nothing shows that is printed; empty where all is shown. Printed words become those of the passage.
func (r *Resolver) groundFact(f *record.Fact) string {
	why := r.groundPrinted(f)
	if len(why) == 0 {
		why = append(r.groundValues(f), r.groundRefs(f)...)
	}
	return strings.Join(why, "; ")
}

// groundPrinted finds the printed words in the passages cited.
func (r *Resolver) groundPrinted(f *record.Fact) (why []string) {
	for _, e := range f.Evidence {
		text := r.textOf(e.Passage)
		if text == "" {
			why = append(why, fmt.Sprintf("the text of passage %d is not held, so nothing shows that it says so; send it", e.Passage))
			continue
		}
		for i, printed := range e.Printed {
			switch raw, times := quoted(text, printed); times {
			case 0:
				why = append(why, fmt.Sprintf("%q does not stand in passage %d", printed, e.Passage))
			case 1:
				e.Printed[i] = raw
			default:
				why = append(why, fmt.Sprintf("%q stands %d times in passage %d; expected words that stand there once", printed, times, e.Passage))
			}
		}
	}
	return why
}

// cites says whether a passage that a fact cites prints some words.
func (r *Resolver) cites(f *record.Fact, words string) bool {
	return slices.ContainsFunc(f.Evidence, func(e record.Evidence) bool { return prints(r.textOf(e.Passage), words) })
}

// groundValues finds a printed form for each value.
func (r *Resolver) groundValues(f *record.Fact) (why []string) {
	var words []string
	for _, e := range f.Evidence {
		words = append(words, e.Printed...)
	}
	for _, x := range f.Type.Fields {
		if x.Value == nil || x.Part("printed") == nil {
			continue
		}
		if printed, ok := f.Fields[x.Part("printed").Column].(string); ok {
			if !r.cites(f, printed) {
				why = append(why, fmt.Sprintf("its %s is printed as %q, which does not stand in what it cites", x.Name, printed))
				continue
			}
			words = append(words, printed)
		}
	}
	figures := asPrinted(words)
	places, _ := placed(f.Type, maps.Clone(f.Fields))
	for _, p := range places {
		if x := f.Type.Field(p.field); x.Kind == schema.Int && !slices.Contains(f.Type.Rule.Value, p.field) {
			continue // its place in a list, which is counted and not printed
		}
		switch {
		case slices.ContainsFunc(figures, p.reads), p.instead != "" && r.cites(f, p.instead), inYears(f, p, words), inDigits(f, p, words):
		default:
			why = append(why, "its "+p.name+" is printed nowhere in the words that it cites"+hint(p))
		}
	}
	return append(why, r.groundTexts(f, words)...)
}

// hint says how a date is stated of which the year is not printed.
func hint(p place) string {
	if _, year, _ := strings.Cut(p.name, " "); p.field == "when" && len(year) == 4 {
		return "; where the year was taken from the meeting, `yearTaken` says so"
	}
	return ""
}

// inYears: months that are printed as years.
func inYears(f *record.Fact, p place, words []string) bool {
	if p.field != "months" {
		return false
	}
	months, _ := f.Fields[f.Type.Field(p.field).Column].(int64)
	for _, w := range words {
		all := tokens(w)
		for i := 1; i < len(all); i++ {
			n := all[i-1]
			if one := n.text == "a" || n.text == "one"; one {
				n.kind, n.value, n.scale = number, millionths, 1
			}
			if all[i].kind == word && strings.HasPrefix(all[i].text, "year") && n.kind == number && n.value*12 == months*millionths {
				return true
			}
		}
	}
	return false
}

var numericDay = regexp.MustCompile(`\b(?:(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})-(\d{2})-(\d{2}))\b`)

// inDigits: a day that is printed in digits alone, the day first.
func inDigits(f *record.Fact, p place, words []string) bool {
	if p.field != "when" {
		return false
	}
	text, _ := f.Fields["when_text"].(string)
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(daysIn(w), func(day string) bool { return strings.Contains(text, day) })
	})
}

// daysIn are the days that a text prints in digits alone.
func daysIn(text string) (out []string) {
	for _, m := range numericDay.FindAllStringSubmatch(text, -1) {
		y, mon, d := m[3]+m[4], m[2]+m[5], m[1]+m[6]
		out = append(out, fmt.Sprintf("%s-%02s-%02s", y, mon, d))
	}
	return out
}

// groundTexts finds the texts that a fact gives as printed, and the value of a claim.
func (r *Resolver) groundTexts(f *record.Fact, words []string) (why []string) {
	claims, name, said := r.m.Claims()
	if f.Type == claims.Target {
		about := r.m.TypeOf(r.first(f.Refs["about"]))
		field, _ := f.Fields[name.Column].(string)
		text, _ := f.Fields[said.Column].(string)
		if about != nil && about.Field(field) != nil && !r.claimPrinted(f, about.Field(field), text, words) {
			why = append(why, fmt.Sprintf("its value %q is printed nowhere in what it cites", text))
		}
		return why
	}
	for _, x := range f.Type.Fields {
		text, ok := f.Fields[x.Column].(string)
		// The schema says of a text whether it is the source's or ours.
		if ok && x.Value == nil && x.Kind == schema.String && strings.Contains(x.Doc, "s printed") && !r.cites(f, text) {
			why = append(why, fmt.Sprintf("its %s %q does not stand in what it cites", x.Name, text))
		}
	}
	return why
}

// first is the id of the first of some references, as the record's entities have it.
func (r *Resolver) first(refs []record.Ref) string {
	if len(refs) == 0 {
		return ""
	}
	if e := r.meant[refs[0].ID]; e != nil {
		return e.Type.Prefix + ":"
	}
	return refs[0].ID
}

var clock = regexp.MustCompile(`(?i)\b(\d{1,2})(?:[.:](\d{2}))?\s*(?:([ap])\.?\s?m\b)?`)

// claimPrinted: a text of the source's, a number, a day or a time of day has to be printed; what a field chooses from, and text of ours, is not.
func (r *Resolver) claimPrinted(f *record.Fact, field *schema.Field, text string, words []string) bool {
	switch field.Kind {
	case schema.Enum, schema.Boolean:
		return true
	case schema.Int, schema.Long, schema.Decimal:
		want := figures(tokens(text))
		return len(want) == 1 && slices.ContainsFunc(asPrinted(words), func(u used) bool { return u.was.same(want[0]) })
	case schema.Date:
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(daysIn(w), text) }) || r.cites(f, text)
	}
	if strings.Contains(field.Doc, "in our words") || strings.Contains(field.Doc, "in the source's sense") || r.cites(f, text) {
		return true
	}
	if of, ok := symbols[text]; ok && r.cites(f, of) {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(timesIn(w), text) })
}

// symbols are how pages print what a unit is written as.
var symbols = map[string]string{"GBP": "£", "EUR": "€", "USD": "$"}

// timesIn are the times of day that a text prints, as 18:00.
func timesIn(text string) (out []string) {
	for _, m := range clock.FindAllStringSubmatch(text, -1) {
		h, err := strconv.Atoi(m[1])
		if err != nil || m[2] == "" && m[3] == "" {
			continue
		}
		switch half := value.Fold(m[3]); {
		case half == "p" && h < 12:
			h += 12
		case half == "a" && h == 12:
			h = 0
		}
		out = append(out, fmt.Sprintf("%02d:%02s", h, m[2]))
	}
	return out
}

// groundRefs: what a fact names by the id that the graph has has to be printed too. What the document is about is told by the document.
func (r *Resolver) groundRefs(f *record.Fact) (why []string) {
	for _, name := range slices.Sorted(maps.Keys(f.Refs)) {
		for _, ref := range f.Refs[name] {
			s := r.state.Entities[ref.ID]
			if r.meant[ref.ID] != nil || s == nil || s.Type.Class != schema.Entity || !slices.Contains(s.Type.Key, "name") || r.frame()[s.ID] {
				continue
			}
			var names []string
			for _, n := range s.Names {
				names = append(names, n.Text)
			}
			if !r.printsAny(names) {
				why = append(why, "it names "+ref.ID+", and no name of that stands in the text")
			}
		}
	}
	return why
}

// frame are the ids of what the document itself is tied to: its publisher, its meeting, the body that meets.
func (r *Resolver) frame() map[string]bool {
	out := map[string]bool{}
	var add func(id string, deep bool)
	add = func(id string, deep bool) {
		out[id] = true
		var next []string
		if e := r.meant[id]; e != nil {
			next = refIDs(e.Refs)
		}
		if s := r.state.Entities[id]; s != nil {
			out[s.ID] = true
			next = append(next, slices.Concat(slices.Collect(maps.Values(s.Refs))...)...)
		}
		if deep {
			for _, of := range next {
				add(of, false)
			}
		}
	}
	for _, id := range refIDs(r.rec.Document.Refs) {
		add(id, true)
	}
	if s := r.state.Entities[r.rec.Document.ID]; s != nil {
		for _, id := range slices.Concat(slices.Collect(maps.Values(s.Refs))...) {
			add(id, true)
		}
	}
	return out
}

// refIDs are all ids that some references give.
func refIDs(refs map[string][]record.Ref) (out []string) {
	for _, list := range refs {
		for _, ref := range list {
			out = append(out, ref.ID)
		}
	}
	return out
}
