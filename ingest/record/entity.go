package record

import (
	"fmt"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// document reads what the record was read in: an entity of type Document, which its id has to name.
func (r *reader) document(s spot, rec *Record) {
	t := r.m.Type("Document")
	sh := shapeOf(t, documentWords)
	at, ok := s.object(sh.names, sh.why)
	if !ok {
		return
	}
	if kind := at.get("type"); kind.given() {
		kind.word([]string{t.Name})
	}
	if name := at.get("name"); name.given() {
		rec.Document.Name, _ = name.text(nameLimit)
	}
	weight := &item{path: at.under(authority)} // the document stands without it, by its kind
	if said, ok := at.at[authority]; ok {
		said.item = weight
		at.at[authority] = said
	}
	at.entity(sh, &rec.Document)
	if weight.refused {
		delete(rec.Document.Fields, authority)
	}
	if !at.get("id").given() {
		rec.Document.ID = minted(t, rec.Document.Fields)
	}
}

const authority = "authority"

// minted is the id of a document that gives none: its service, number and kind tell it from every other.
func minted(t *schema.Type, fields map[string]any) string {
	id := t.Prefix
	for _, key := range t.Key {
		text, _ := fields[key].(string)
		id += ":" + value.Slug(text)
	}
	return id
}

// entity reads something that the version names.
func (r *reader) entity(s spot, out *entry[Entity]) {
	out.it.Local = register(s.peek("ref"), out, r.locals)
	at, sh, ok := s.typed(schema.Entity, entityWords)
	if !ok {
		return
	}
	out.it.Name, _ = at.get("name").text(nameLimit)
	at.entity(sh, &out.it)
	if id := at.get("id"); out.it.ID != "" {
		if first, ok := r.ids[out.it.ID]; ok {
			id.fault(quote(out.it.ID)+" twice", "each entity once; the other is "+first.path)
		} else {
			r.ids[out.it.ID] = s
		}
	}
}

// typed reads an item's type, then its fields as the type allows.
func (s spot) typed(class schema.Class, words []string) (fields, *shape, bool) {
	if s.node.kind != object {
		s.wrong("an object with a type and its fields")
		return fields{}, nil, false
	}
	name, ok := s.peek("type").word(typeNames(concrete(s.m, class)))
	if !ok {
		return fields{}, nil, false
	}
	sh := s.shape(s.m.Type(name), words)
	at, ok := s.object(sh.names, sh.why)
	return at, sh, ok
}

// entity reads what every entity has.
func (f fields) entity(sh *shape, out *Entity) {
	out.Type, out.At = sh.Type, f.Place()
	if id := f.get("id"); id.given() {
		t, ok := id.exact(nameLimit)
		if ok && (f.m.TypeOf(t) != sh.Type || !wellFormed(t)) {
			id.wrong(idForm([]*schema.Type{sh.Type}))
		}
		out.ID = t
	}
	out.Fields, out.Refs = f.model(sh)
	if sh.Type == f.m.Type("Document") {
		f.weight(out.Fields)
	}
	out.Names = f.get("names").names(out.Name)
	seen := map[heard]bool{}
	for _, at := range f.get("mentions").list("mentions") {
		out.Mentions = append(out.Mentions, at.mention(false, seen))
	}
	out.Rows = f.get("rows").rows()
}

// weight holds a document to what its kind may weigh.
func (f fields) weight(of map[string]any) {
	claimed, ok1 := of[authority].(int64)
	kind, ok2 := of["kind"].(string)
	if _, most := f.m.Authority(kind); ok1 && ok2 && claimed > most {
		f.get(authority).wrong(fmt.Sprintf("at most %d, which is what %s can weigh: %s", most, kind, order(f.m.Type("Document").Field("authority").Doc)))
	}
}

// order is the order of weights, which the description of the field gives after its colon.
func order(doc string) string {
	_, text, _ := strings.Cut(strings.Join(strings.Fields(doc), " "), ": ")
	text, _, _ = strings.Cut(text, ". ")
	return text
}

// model reads the fields and relationships that the schema gives the type.
func (f fields) model(sh *shape) (values map[string]any, refs map[string][]Ref) {
	values, refs = map[string]any{}, map[string][]Ref{}
	for _, x := range sh.fields {
		at := f.get(x.Name)
		switch {
		case !at.given() && sh.requires(x):
			at.wrong(needOf(f.m, x))
		case !at.given():
		case x.Value != nil:
			at.compound(x, values)
		default:
			if v, ok := at.scalar(x); ok {
				values[x.Column] = v
			}
		}
	}
	for _, x := range sh.rels {
		at := f.get(x.Name)
		switch {
		case !at.given() && x.Required:
			at.wrong(refForm(x))
		case at.given():
			if list := at.refs(x); len(list) > 0 {
				refs[x.Name] = list
			}
		}
	}
	return values, refs
}

var nameWords = []string{"text", "kind", "source"}

// names reads an entity's other names.
func (s spot) names(main string) (out []Name) {
	seen := map[string]bool{main: true}
	for _, s := range s.list("names") {
		at, ok := s.object(nameWords, nil)
		if !ok {
			continue
		}
		n := Name{At: s.Place()}
		if n.Text, ok = at.get("text").text(nameLimit); ok && seen[n.Text] {
			at.get("text").fault(quote(n.Text)+" twice", "each name once, the main one only as `name`")
		}
		seen[n.Text] = true
		n.Kind, _ = at.get("kind").word(nameKinds(s.m))
		if source := at.get("source"); source.given() {
			n.Source, _ = source.text(textLimit)
		}
		out = append(out, n)
	}
	return out
}

// nameKinds are the kinds of the other names: the main one is the entity's `name`.
func nameKinds(m *schema.Model) []string {
	kinds := m.EnumValues(m.Type("Name").Field("kind").Enum)
	return slices.DeleteFunc(kinds, func(k string) bool { return k == "MAIN" })
}

// rows reads the labels of a reader's checklist.
func (s spot) rows() (out []string) {
	for _, at := range s.list("labels") {
		if t, ok := at.text(nameLimit); ok {
			out = append(out, t)
		}
	}
	return out
}
